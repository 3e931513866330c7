//! An initiative, and who started it.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use network::shell::{self, About};
use network::{App, Viewer, forms};
use serde::Deserialize;
use web::{Flash, Form, Path, flash, see_other, t};

use super::actions::{self, Recorded};
use super::adoption::{self, Dropped, Started};
use super::cards;
use super::contributors::{self, Contributors};
use super::initiative::InitiativeId;
use super::queries;
use super::views::{self, Entered, Shown};
use crate::indicators::{self, UnitId};

/// An initiative is a part of the indicators for whoever looks for the place.
const CURRENT: &str = "/indicators";

pub async fn show(
    app: &App,
    viewer: &Viewer,
    title: &str,
    flash: Option<&str>,
    main: maud::Markup,
) -> Result<Response> {
    let about = About {
        title,
        current: CURRENT,
        flash,
        ..About::default()
    };
    shell::page(app, viewer, about, main).await
}

async fn read(app: &App, viewer: &Viewer, id: InitiativeId) -> Result<Shown> {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app.store.read(move |db| {
        let (initiative, indicator) =
            queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        let summaries = cards::summaries(db, indicator.id)?;
        let own = summaries
            .into_iter()
            .find(|summary| summary.initiative.id == id);
        Ok(Shown {
            contributors: Contributors::read(db, &reader, id)?,
            offered: Vec::new(),
            may_change: initiative.may_be_changed_by(&reader, &indicator),
            mean: indicators::queries::newest_mean(db, indicator.id)?,
            summary: own.ok_or_else(Error::not_found)?,
            adoptions: queries::adoptions(db, id)?,
            indicator,
            now,
        })
    });
    let mut shown = read.await?;
    if shown.may_change {
        shown.offered = contributors::offered(app, viewer).await?;
    }
    Ok(shown)
}

pub async fn one(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InitiativeId>,
    Flash(flash): Flash,
) -> web::Result {
    let shown = read(&app, &viewer, id).await?;
    let main = views::page(&viewer, &shown, &Entered::default(), None);
    let title = &shown.summary.initiative.name;
    Ok(show(&app, &viewer, title, flash.as_deref(), main).await?)
}

/// One start from the form.
pub async fn start(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InitiativeId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    let recorded = match adoption::started(1, &entered.unit, &entered.start) {
        Ok(start) => record(&app, &viewer, id, vec![start]).await,
        Err(error) => Err(error),
    };
    // A form has one line: its fields are called as they are.
    let recorded = recorded.map_err(indicators::without_places);
    answer(&app, &viewer, id, recorded, &entered).await
}

/// Many from a table.
pub async fn start_many(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InitiativeId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    let recorded = match adoption::from_csv(&entered.starts) {
        Ok(starts) => record(&app, &viewer, id, starts).await,
        Err(error) => Err(error),
    };
    answer(&app, &viewer, id, recorded, &entered).await
}

pub async fn record(
    app: &App,
    viewer: &Viewer,
    id: InitiativeId,
    starts: Vec<Started>,
) -> Result<Recorded> {
    app.act(viewer, move |tx, viewer| {
        actions::start(tx, viewer, id, &starts)
    })
    .await
}

async fn answer(
    app: &App,
    viewer: &Viewer,
    id: InitiativeId,
    recorded: Result<Recorded>,
    entered: &Entered,
) -> web::Result {
    let error = match recorded {
        Ok(Recorded { new, changed, same }) => {
            let said = t!(
                viewer.lang,
                "initiatives-recorded",
                new = new,
                changed = changed,
                same = same
            );
            return Ok(back(id, &said));
        }
        Err(error) => error,
    };
    // Who may not change it learns so, and not from the form they do not have.
    let shown = read(app, viewer, id).await?;
    forms::again(error, async |error| {
        let main = views::page(viewer, &shown, entered, Some(error));
        show(app, viewer, &shown.summary.initiative.name, None, main).await
    })
    .await
}

fn back(id: InitiativeId, said: &str) -> Response {
    flash::leave(see_other(&format!("/initiatives/{id}#starts")), said)
}

#[derive(Deserialize)]
pub struct Drop {
    unit: UnitId,
    #[serde(default)]
    day: String,
    #[serde(default)]
    why: String,
}

/// A unit no longer does it.
pub async fn drop(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InitiativeId>,
    Form(Drop { unit, day, why }): Form<Drop>,
) -> web::Result {
    let dropped = match Dropped::check(&day, &why) {
        Ok(dropped) => {
            app.act(&viewer, move |tx, viewer| {
                actions::drop(tx, viewer, id, unit, &dropped)
            })
            .await
        }
        Err(error) => Err(error),
    };
    let Err(error) = dropped else {
        return Ok(back(id, &t!(viewer.lang, "initiatives-drop-done")));
    };
    let shown = read(&app, &viewer, id).await?;
    let lang = viewer.lang;
    forms::again(error, async |error| {
        let (it, own) = (&shown.indicator, &shown.summary.initiative);
        let entered = Entered {
            day: day.clone(),
            why: why.clone(),
            ..Entered::default()
        };
        let of = shown
            .adoptions
            .iter()
            .find(|adoption| adoption.unit_id == unit)
            .ok_or_else(Error::not_found)?;
        let title = t!(lang, "initiatives-drop-title", unit = of.unit.as_str());
        let form = views::drop_form(
            own,
            &unit.to_string(),
            &entered,
            Some(error),
            shown.now,
            lang,
        );
        let main = maud::html! {
            (views::path(it, Some(own), &own.name, lang))
            div class="page-head" { div class="grow" { h1 { (title) } } }
            section class="card" { (form) }
        };
        show(&app, &viewer, &title, None, main).await
    })
    .await
}

#[derive(Deserialize)]
pub struct Mistake {
    unit: UnitId,
}

/// Takes back a start that was recorded by mistake.
pub async fn take_back(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InitiativeId>,
    Form(Mistake { unit }): Form<Mistake>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::take_back(tx, viewer, id, unit)
    })
    .await?;
    Ok(back(id, &t!(viewer.lang, "initiatives-mistake-done")))
}
