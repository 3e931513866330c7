//! The board, cells, sites, plays: take, act, show.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use kernel::Result;
use network::people::{self, SiteId};
use network::shell;
use network::{App, Viewer, forms};
use serde::Deserialize;
use web::{Flash, Form, KeyedForm, Path, Query, flash, see_other, t};

use super::actions::{PlanDraft, PlayDraft};
use super::cell::{Cell, CellScope, PlayId, Stage};
use super::figures::{Board, History};
use super::outcome::Told;
use super::plays::Entered;
use super::sites::Asked;
use super::{actions, board, cells, plays, queries, sites, tables, week};

async fn page(
    app: &App,
    viewer: &Viewer,
    title: &str,
    flash: Option<&str>,
    main: maud::Markup,
) -> Result<Response> {
    shell::titled(app, viewer, "/rollout", title, flash, main).await
}

pub async fn show(State(app): State<App>, viewer: Viewer, Flash(flash): Flash) -> web::Result {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app.store.read(move |db| {
        Ok((
            Board::read(db, &reader, now)?,
            History::read(db, &reader, Cell::NETWORK, now)?,
        ))
    });
    let (board, network) = read.await?;
    let main = board::page(&viewer, &board, &network);
    let title = t!(viewer.lang, "rollout-title");
    Ok(page(&app, &viewer, &title, flash.as_deref(), main).await?)
}

type Named = (CellScope, i64, Stage);

fn named((scope, unit, stage): Named) -> Cell {
    Cell { scope, unit, stage }
}

pub async fn history(app: &App, viewer: &Viewer, cell: Cell) -> Result<History> {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    app.store
        .read(move |db| History::read(db, &reader, cell, now))
        .await
}

pub async fn cell(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<Named>,
    Flash(flash): Flash,
) -> web::Result {
    let history = history(&app, &viewer, named(path)).await?;
    let main = cells::page(&viewer, &history, None, None);
    let title = cells::title(&history, viewer.lang);
    Ok(page(&app, &viewer, &title, flash.as_deref(), main).await?)
}

pub async fn cell_csv(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<Named>,
) -> web::Result {
    let history = history(&app, &viewer, named(path)).await?;
    let name = cells::title(&history, viewer.lang);
    let mut table = tables::Table::new(&["unit", "week_to", "people", "figure", "state"])?;
    for figure in &history.figures {
        table.figure(&name, figure)?;
    }
    Ok(download(
        &format!("{name} {}", history.cell.stage),
        table.finish()?,
    ))
}

fn download(name: &str, table: String) -> Response {
    let file = format!(
        "attachment; filename=\"{}.csv\"",
        kernel::text::slug::slug(name, 60)
    );
    let head = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, file),
    ];
    (head, table).into_response()
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Planned {
    target: String,
    due: String,
    owner: String,
    next_step: String,
}

pub async fn plan(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<Named>,
    Form(entered): Form<Planned>,
) -> web::Result {
    let cell = named(path);
    let Planned {
        target,
        due,
        owner,
        next_step,
    } = entered;
    let draft = PlanDraft {
        target,
        due,
        owner,
        next_step,
    };
    let doing = draft.clone();
    let planned = app.act(&viewer, move |tx, viewer| {
        actions::plan(tx, viewer, cell, &doing)
    });
    let Err(error) = planned.await else {
        let said = t!(viewer.lang, "rollout-planned-said");
        return Ok(flash::leave(see_other(&cell.href()), &said));
    };
    let history = history(&app, &viewer, cell).await?;
    forms::again(error, async |error| {
        let main = cells::page(&viewer, &history, Some(&draft), Some(error));
        page(
            &app,
            &viewer,
            &cells::title(&history, viewer.lang),
            None,
            main,
        )
        .await
    })
    .await
}

async fn read_sites(app: &App, viewer: &Viewer, asked: &Asked) -> Result<sites::Sites> {
    let (reader, asked) = (viewer.clone(), asked.clone());
    app.store
        .read(move |db| sites::read(db, &reader, &asked))
        .await
}

pub async fn sites(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> web::Result {
    let found = read_sites(&app, &viewer, &asked).await?;
    let today = week::day(app.store.clock().now());
    let main = sites::page(&viewer, &asked, &found, today);
    let title = t!(viewer.lang, "rollout-by-site");
    Ok(page(&app, &viewer, &title, None, main).await?)
}

pub async fn sites_csv(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> web::Result {
    let found = read_sites(&app, &viewer, &asked).await?;
    Ok(download("sites", sites::csv(&found)?))
}

pub async fn plays(State(app): State<App>, viewer: Viewer, Flash(flash): Flash) -> web::Result {
    viewer.not_a_guest()?;
    let all = app
        .store
        .read(|db| queries::plays(db, queries::MOST_PLAYS))
        .await?;
    let today = week::day(app.store.clock().now());
    let main = plays::list(&viewer, &all, today);
    let title = t!(viewer.lang, "rollout-plays");
    Ok(page(&app, &viewer, &title, flash.as_deref(), main).await?)
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    site: Option<i64>,
    stage: Option<Stage>,
}

pub async fn new_play(
    State(app): State<App>,
    viewer: Viewer,
    Query(wanted): Query<Wanted>,
) -> web::Result {
    viewer.not_a_guest()?;
    let (reader, site) = (viewer.clone(), wanted.site);
    let read = app.store.read(move |db| {
        // Nobody owns a plan of the site that is none.
        actions::may_start(db, &reader, site.unwrap_or(0))?;
        let site = site.map(SiteId::from_raw);
        site.map_or(Ok(None), |site| people::queries::site_name(db, site))
    });
    let site = read.await?.unwrap_or_default();
    let entered = plays::drafted(&viewer, site, wanted.stage, app.store.clock().now());
    let main = plays::new(&app, &viewer, &entered, None);
    let title = t!(viewer.lang, "rollout-start-play");
    Ok(page(&app, &viewer, &title, None, main).await?)
}

pub async fn start(
    State(app): State<App>,
    viewer: Viewer,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    let draft = drafted(entered.clone());
    let started = app.act_once(&viewer, attempt, move |tx, viewer| {
        actions::start(tx, viewer, &draft)
    });
    match started.await {
        Ok(id) => {
            let said = t!(viewer.lang, "rollout-started-said");
            Ok(flash::leave(
                see_other(&format!("/rollout/plays/{id}")),
                &said,
            ))
        }
        Err(error) => {
            forms::again(error, async |error| {
                let main = plays::new(&app, &viewer, &entered, Some(error));
                page(
                    &app,
                    &viewer,
                    &t!(viewer.lang, "rollout-start-play"),
                    None,
                    main,
                )
                .await
            })
            .await
        }
    }
}

fn drafted(entered: Entered) -> PlayDraft {
    let Entered {
        kind,
        title,
        site,
        stage,
        owner,
        begins,
        ends,
    } = entered;
    PlayDraft {
        kind,
        title,
        site,
        stage,
        owner,
        begins,
        ends,
    }
}

pub async fn told(app: &App, viewer: &Viewer, id: PlayId) -> Result<Told> {
    let reader = viewer.clone();
    app.store.read(move |db| Told::read(db, &reader, id)).await
}

pub async fn play(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PlayId>,
    Flash(flash): Flash,
) -> web::Result {
    let told = told(&app, &viewer, id).await?;
    let today = week::day(app.store.clock().now());
    let main = plays::page(&viewer, &told, today, None, None);
    Ok(page(&app, &viewer, &told.play.title, flash.as_deref(), main).await?)
}

pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PlayId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    let Entered {
        title, owner, ends, ..
    } = entered.clone();
    let changed = app.act(&viewer, move |tx, viewer| {
        actions::change(tx, viewer, id, &title, &owner, &ends)
    });
    let Err(error) = changed.await else {
        let said = t!(viewer.lang, "rollout-saved-said");
        return Ok(flash::leave(
            see_other(&format!("/rollout/plays/{id}")),
            &said,
        ));
    };
    let told = told(&app, &viewer, id).await?;
    let today = week::day(app.store.clock().now());
    forms::again(error, async |error| {
        let main = plays::page(&viewer, &told, today, Some(&entered), Some(error));
        page(&app, &viewer, &told.play.title, None, main).await
    })
    .await
}
