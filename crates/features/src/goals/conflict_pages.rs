//! What pulls apart: all of it, one of it, saying so, settling it.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Id, Result};
use network::{App, Viewer, forms};
use serde::Deserialize;
use web::{Flash, Form, KeyedForm, Path, Query, flash, see_other, t};

use super::conflict::{ConflictId, Draft, SettlementId};
use super::declare::Declared;
use super::pages::{indicator_names, page};
use super::settle_views::{self, Settled};
use super::standing::{self, Standing};
use super::{actions, card, conflict_views, declare, queries, views};
use crate::indicators::{self, IndicatorId};

store::text_enum! {
    /// Which of them the list shows.
    pub enum Which { All = "all", Open = "open", Settled = "settled" }
}

impl Which {
    pub fn shows(self, standing: &Standing) -> bool {
        match self {
            Which::All => true,
            Which::Open => standing.state.is_open(),
            Which::Settled => !standing.state.is_open(),
        }
    }
}

#[derive(Deserialize)]
pub struct Asked {
    which: Option<Which>,
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
    Flash(flash): Flash,
) -> web::Result {
    viewer.not_a_guest()?;
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app.store.read(move |db| {
        let day = indicators::day(now).to_string();
        let standings = standing::all(db, &reader, now)?;
        let sides = standing::sides(&standings);
        let goals = queries::visible_goals_of(db, &reader, &sides, &day, queries::MOST_OF_SIDES)?;
        Ok((standings, goals))
    });
    let (standings, goals) = read.await?;
    let which = asked.which.unwrap_or(Which::All);
    let main = conflict_views::list(&viewer, &standings, &goals, which, now);
    let title = t!(viewer.lang, "goals-conflicts-title");
    Ok(page(&app, &viewer, &title, flash.as_deref(), main).await?)
}

pub async fn one(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ConflictId>,
    Flash(flash): Flash,
) -> web::Result {
    Ok(shown(
        &app,
        &viewer,
        id,
        flash.as_deref(),
        &Settled::default(),
        None,
    )
    .await?)
}

async fn shown(
    app: &App,
    viewer: &Viewer,
    id: ConflictId,
    flash: Option<&str>,
    entered: &Settled,
    error: Option<&Error>,
) -> Result<Response> {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app.store.read(move |db| {
        let standing = standing::one(db, &reader, id, now)?;
        let day = indicators::day(now).to_string();
        let sides = standing::sides(std::slice::from_ref(&standing));
        let goals = queries::visible_goals_of(db, &reader, &sides, &day, queries::MOST_OF_SIDES)?;
        Ok((standing, goals))
    });
    let (standing, goals) = read.await?;
    let main = settle_views::page(app, viewer, &standing, &goals, now, entered, error);
    let title = card::title(&standing, viewer.lang);
    page(app, viewer, &title, flash, main).await
}

#[derive(Deserialize)]
pub struct Prefilled {
    first: Option<IndicatorId>,
}

pub async fn new(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Prefilled>,
) -> web::Result {
    viewer.not_a_guest()?;
    let entered = Declared {
        first: asked.first.map_or_else(String::new, |id| id.to_string()),
        ..Declared::default()
    };
    Ok(declare_form(&app, &viewer, &entered, None).await?)
}

async fn declare_form(
    app: &App,
    viewer: &Viewer,
    entered: &Declared,
    error: Option<&Error>,
) -> Result<Response> {
    let names = indicator_names(app, viewer).await?;
    let lang = viewer.lang;
    let title = t!(lang, "goals-declare");
    let main = match names.len() {
        0 | 1 => views::needs_indicators(&title, "goals-no-two-indicators-text", lang),
        _ => declare::form(app, lang, &names, entered, error),
    };
    page(app, viewer, &title, None, main).await
}

pub async fn declare(
    State(app): State<App>,
    viewer: Viewer,
    KeyedForm(entered, attempt): KeyedForm<Declared>,
) -> web::Result {
    let id = |text: &str| IndicatorId::from_raw(text.trim().parse().unwrap_or(0));
    let (first, second) = (id(&entered.first), id(&entered.second));
    let said = entered.said.clone();
    let declared = app.act_once(&viewer, attempt, move |tx, viewer| {
        actions::declare(tx, viewer, first, second, &said)
    });
    match declared.await {
        Ok(id) => Ok(there(&viewer, id, "goals-was-declared")),
        Err(error) => {
            forms::again(error, async |error| {
                declare_form(&app, &viewer, &entered, Some(error)).await
            })
            .await
        }
    }
}

pub async fn settle(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ConflictId>,
    KeyedForm(entered, attempt): KeyedForm<Settled>,
) -> web::Result {
    let today = indicators::day(app.store.clock().now());
    let draft = match entered.manner.parse() {
        Ok(manner) => Draft {
            manner,
            winner: entered.winner.parse().ok(),
            reason: entered.reason.clone(),
            review_on: entered.review_on.clone(),
        }
        .check(today),
        Err(_) => Err(Error::invalid("manner", "goal_manner")),
    };
    let settled = match draft {
        Ok(new) => {
            app.act_once(&viewer, attempt, move |tx, viewer| {
                actions::settle(tx, viewer, id, &new)
            })
            .await
        }
        // Whether it exists, and whose it is, is said before what is wrong with the form.
        Err(error) => {
            let reader = viewer.clone();
            let allowed = app
                .store
                .read(move |db| actions::decided(db, &reader, id).map(|_| ()));
            allowed.await.and(Err(error))
        }
    };
    match settled {
        Ok(_) => Ok(there(&viewer, id, "goals-was-settled")),
        Err(error) => {
            forms::again(error, async |error| {
                shown(&app, &viewer, id, None, &entered, Some(error)).await
            })
            .await
        }
    }
}

#[derive(Deserialize)]
pub struct Agreed {
    settlement: SettlementId,
}

pub async fn agree(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ConflictId>,
    Form(Agreed { settlement }): Form<Agreed>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::agree(tx, viewer, id, settlement)
    })
    .await?;
    Ok(there(&viewer, id, "goals-was-agreed"))
}

pub async fn say_same_count(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ConflictId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::say_same_count(tx, viewer, id)
    })
    .await?;
    Ok(there(&viewer, id, "goals-was-same-count"))
}

fn there<T>(viewer: &Viewer, id: Id<T>, said: &str) -> Response {
    flash::leave(
        see_other(&format!("/conflicts/{id}")),
        &t!(viewer.lang, said),
    )
}
