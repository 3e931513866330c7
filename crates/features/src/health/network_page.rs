//! The health of the network: its page, the map, all formulas, and the numbers as a table.

use axum::extract::State;
use axum::response::IntoResponse;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use kernel::{Error, Result};
use network::shell::{self, About};
use network::{App, Viewer};
use serde::Deserialize;
use web::{Flash, Query, t};

use super::queries::{self, Cell};
use super::units::Cut;
use super::{map_views, network_views, week};

pub async fn page(State(app): State<App>, viewer: Viewer, Flash(flash): Flash) -> web::Result {
    viewer.not_a_guest()?;
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        Ok((
            queries::network(db, &reader)?,
            queries::units(db, &reader, None)?,
            queries::steps(db, &reader, None)?,
        ))
    });
    let (counted, units, steps) = read.await?;
    let (now, key) = (app.store.clock().now(), || app.form_key());
    let main = network_views::page(&viewer, counted.as_ref(), units.as_ref(), &steps, now, &key);
    let title = t!(viewer.lang, "health-title");
    let about = About {
        title: &title,
        current: "/health",
        flash: flash.as_deref(),
        ..About::default()
    };
    Ok(shell::page(&app, &viewer, about, main).await?)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct By {
    /// The first there is when it is left out.
    pub by: Option<Cut>,
}

/// Who talks with whom, as a map and as tables.
pub async fn map(
    State(app): State<App>,
    viewer: Viewer,
    Query(By { by }): Query<By>,
) -> web::Result {
    viewer.not_a_guest()?;
    let reader = viewer.clone();
    let units = app
        .store
        .read(move |db| queries::units(db, &reader, by))
        .await?;
    let title = t!(viewer.lang, "health-map");
    let about = About {
        title: &title,
        current: "/health",
        ..About::default()
    };
    let main = map_views::page(units.as_ref(), viewer.lang);
    Ok(shell::page(&app, &viewer, about, main).await?)
}

pub async fn formulas(State(app): State<App>, viewer: Viewer) -> web::Result {
    viewer.not_a_guest()?;
    let title = t!(viewer.lang, "health-formulas");
    let about = About {
        title: &title,
        current: "/health",
        ..About::default()
    };
    Ok(shell::page(&app, &viewer, about, network_views::formulas(viewer.lang)).await?)
}

/// The numbers of the newest week, as a table for other programs.
pub async fn download(State(app): State<App>, viewer: Viewer) -> web::Result {
    viewer.not_a_guest()?;
    let reader = viewer.clone();
    let counted = app
        .store
        .read(move |db| queries::network(db, &reader))
        .await?;
    let queries::Network { week, cells, .. } = counted.ok_or_else(Error::not_found)?;
    let day = network::wire::time(week::Week(week).sunday());
    let day = day.get(..10).unwrap_or_default();
    let file = format!("attachment; filename=\"health-{day}.csv\"");
    let head = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, file),
    ];
    Ok((head, table(day, &cells)?).into_response())
}

/// What is withheld has no value; the words are ours, so none begins a formula.
fn table(day: &str, cells: &[Cell]) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let wrong = |error: csv::Error| Error::internal(error);
    writer
        .write_record(["until", "measure", "level", "state", "value", "sample"])
        .map_err(wrong)?;
    for cell in cells {
        let value = match cell.state {
            super::measure::State::Shown => cell.value.to_string(),
            _ => String::new(),
        };
        let sample = match cell.sample {
            0 => String::new(),
            sample => sample.to_string(),
        };
        writer
            .write_record([
                day,
                cell.measure.as_str(),
                &cell.level,
                cell.state.as_str(),
                &value,
                &sample,
            ])
            .map_err(wrong)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| Error::internal(error.to_string()))?;
    String::from_utf8(bytes).map_err(Error::internal)
}
