//! The register of goals, a new one, the end of one.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use kernel::{Error, Id, Result};
use maud::Markup;
use network::shell;
use network::{App, Viewer, forms};
use serde::Deserialize;
use web::{Flash, KeyedForm, Path, Query, flash, see_other, t};

use super::goal::{Draft, GoalId, Holder};
use super::register::{self, Register, Which};
use super::views::{self, Entered};
use super::{actions, queries, standing};
use crate::indicators::{self, Direction, IndicatorId};

#[derive(Deserialize)]
pub struct Asked {
    which: Option<Which>,
    indicator: Option<IndicatorId>,
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
    Flash(flash): Flash,
) -> web::Result {
    viewer.not_a_guest()?;
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let which = asked.which.unwrap_or(Which::All);
    let read = app.store.read(move |db| {
        let day = indicators::day(now).to_string();
        let most = queries::MOST + 1;
        let goals = match (asked.indicator, which) {
            (Some(id), _) => queries::visible_goals_of(db, &reader, &[id], &day, most)?,
            (None, Which::Mine) => queries::goals_of_viewer(db, &reader, &day, most)?,
            (None, Which::All) => queries::visible_goals(db, &reader, &day, most)?,
        };
        let (all, mine) = queries::count_visible(db, &reader, &day)?;
        let only = match asked.indicator {
            Some(id) => {
                let found = indicators::queries::visible(db, &reader, id)?;
                Some(found.ok_or_else(Error::not_found)?.name)
            }
            None => None,
        };
        let standings = standing::all(db, &reader, now)?;
        let open = standings.iter().filter(|of| of.state.is_open()).count();
        Ok((goals, (all, mine), only, open))
    });
    let (mut goals, counts, only, open_conflicts) = read.await?;
    let cut = goals.len() as i64 > queries::MOST;
    goals.truncate(queries::MOST as usize);
    let only = only.as_deref().zip(asked.indicator);
    let register = Register {
        goals: &goals,
        which,
        counts,
        only: only.map(|(name, id)| (name, id.to_string())),
        cut,
        open_conflicts,
    };
    let main = register::page(&viewer, &register);
    let title = t!(viewer.lang, "goals-title");
    Ok(page(&app, &viewer, &title, flash.as_deref(), main).await?)
}

pub async fn page(
    app: &App,
    viewer: &Viewer,
    title: &str,
    flash: Option<&str>,
    main: Markup,
) -> Result<Response> {
    shell::titled(app, viewer, "/indicators", title, flash, main).await
}

pub async fn download(State(app): State<App>, viewer: Viewer) -> web::Result {
    viewer.not_a_guest()?;
    let now = app.store.clock().now();
    let read = app.store.read(move |db| {
        let day = indicators::day(now).to_string();
        queries::visible_goals(db, &viewer, &day, queries::MOST_IN_FILE)
    });
    let goals = read.await?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"goals.csv\""),
    ];
    Ok((headers, register::csv(&goals)?).into_response())
}

#[derive(Deserialize)]
pub struct Prefilled {
    indicator: Option<IndicatorId>,
}

pub async fn new(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Prefilled>,
) -> web::Result {
    viewer.not_a_guest()?;
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let about = app.store.read(move |db| match asked.indicator {
        Some(id) => indicators::queries::visible(db, &reader, id),
        None => Ok(None),
    });
    let mut entered = Entered {
        direction: Direction::Less.to_string(),
        from_day: indicators::day(now).to_string(),
        weight_percent: "20".to_owned(),
        holder: Holder::Role.to_string(),
        ..Entered::default()
    };
    if let Some(indicator) = about.await? {
        entered.indicator = indicator.id.to_string();
        entered.direction = indicator.direction.to_string();
        entered.target = indicator.target.to_string();
        entered.to_day = indicator.due;
    }
    Ok(form(&app, &viewer, &entered, None).await?)
}

async fn form(
    app: &App,
    viewer: &Viewer,
    entered: &Entered,
    error: Option<&Error>,
) -> Result<Response> {
    let names = indicator_names(app, viewer).await?;
    let lang = viewer.lang;
    let title = t!(lang, "goals-new");
    let main = match names.is_empty() {
        true => views::needs_indicators(&title, "goals-no-indicator-text", lang),
        false => views::form(app, lang, &names, entered, error),
    };
    page(app, viewer, &title, None, main).await
}

/// The indicators a form offers, by name.
pub async fn indicator_names(app: &App, viewer: &Viewer) -> Result<Vec<(IndicatorId, String)>> {
    let reader = viewer.clone();
    let read = app
        .store
        .read(move |db| indicators::queries::offered(db, &reader, None));
    Ok(read.await?.into_iter().map(|it| (it.id, it.name)).collect())
}

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    let set = match draft(&entered).and_then(Draft::check) {
        Ok(new) => {
            app.act_once(&viewer, attempt, move |tx, viewer| {
                actions::set(tx, viewer, &new)
            })
            .await
        }
        Err(error) => Err(error),
    };
    match set {
        Ok(_) => {
            let there = see_other(&format!("/goals?indicator={}", entered.indicator.trim()));
            Ok(flash::leave(there, &t!(viewer.lang, "goals-was-set")))
        }
        Err(error) => {
            forms::again(error, async |error| {
                form(&app, &viewer, &entered, Some(error)).await
            })
            .await
        }
    }
}

/// What was typed, as far as it can be read; what is no number is refused as one.
fn draft(entered: &Entered) -> Result<Draft> {
    let indicator: i64 = entered.indicator.trim().parse().unwrap_or(0);
    let weight = entered.weight_percent.trim().trim_end_matches('%').trim();
    let choice = |field, code| move |_| Error::invalid(field, code);
    Ok(Draft {
        indicator: Id::from_raw(indicator),
        direction: entered
            .direction
            .parse()
            .map_err(choice("direction", "goal_direction"))?,
        target: indicators::number(&entered.target).unwrap_or(f64::NAN),
        from_day: entered.from_day.clone(),
        to_day: entered.to_day.clone(),
        weight_percent: weight.parse().unwrap_or(0),
        said: entered.said.clone(),
        holder: entered
            .holder
            .parse()
            .map_err(choice("holder", "goal_holder_missing"))?,
        held_by: entered.held_by.clone(),
    })
}

pub async fn end(State(app): State<App>, viewer: Viewer, Path(id): Path<GoalId>) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::end(tx, viewer, id))
        .await?;
    let there = see_other("/goals");
    Ok(flash::leave(there, &t!(viewer.lang, "goals-was-ended")))
}
