//! The board, one indicator, its numbers, and changing them.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use kernel::{Error, Result};
use network::panels::{self, Subject};
use network::shell;
use network::{App, Viewer, forms};
use serde::Deserialize;
use web::{Flash, Form, Path, Query, flash, see_other, t};

use super::board::{self, Standing};
use super::indicator::{self, Indicator, IndicatorId, Quality, Redefinition};
use super::numbers::{self, Numbers};
use super::reading::{self, Way};
use super::{actions, queries, table, views};

store::text_enum! {
    /// Which indicators of the board.
    pub enum Which { All = "all", Mine = "mine", Attention = "attention", Archived = "archived" }
}

impl Which {
    pub fn shows(self, viewer: &Viewer, standing: &Standing) -> bool {
        let followed = standing.indicator.archived_at.is_none();
        match self {
            Which::All => followed,
            Which::Mine => followed && standing.indicator.owner_id == viewer.id,
            Which::Attention => followed && standing.needs_attention(),
            Which::Archived => !followed,
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
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    viewer.not_a_guest()?;
    let standings = app
        .store
        .read(move |db| board::read(db, &reader, now))
        .await?;
    let main = views::board(&viewer, &standings, asked.which.unwrap_or(Which::All));
    let title = t!(viewer.lang, "indicators-title");
    Ok(page(&app, &viewer, &title, flash.as_deref(), main).await?)
}

pub async fn page(
    app: &App,
    viewer: &Viewer,
    title: &str,
    flash: Option<&str>,
    main: maud::Markup,
) -> Result<Response> {
    shell::titled(app, viewer, "/indicators", title, flash, main).await
}

pub async fn one(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    Flash(flash): Flash,
) -> web::Result {
    let (reader, now) = (viewer.clone(), app.store.clock().now());
    let read = app.store.read(move |db| {
        let indicator = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        let levels = queries::levels(db, id, queries::MOST_PERIODS)?;
        let units = queries::count_units(db, id)?.0;
        let definitions = queries::definitions(db, id)?;
        let aims = queries::aims(db, id)?;
        let since = definitions.last().map_or(0, |newest| newest.from_period);
        let mut earlier = levels.clone();
        earlier.retain(|level| level.period < since);
        let withheld = queries::count_withheld(db, id)?.0;
        let standing = Standing::of(indicator, levels, since, now);
        Ok((standing, earlier, definitions, aims, (units, withheld)))
    });
    let (standing, earlier, definitions, aims, (units, withheld)) = read.await?;
    let shown = views::Shown {
        standing: &standing,
        earlier: &earlier,
        withheld,
        definitions: &definitions,
        aims: &aims,
        units,
        panels: &panels::read(&app, &viewer, Subject::Indicator, id.raw()).await?,
    };
    let main = views::page(&app, &viewer, &shown);
    let title = &standing.indicator.name;
    Ok(page(&app, &viewer, title, flash.as_deref(), main).await?)
}

pub async fn numbers(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    Flash(flash): Flash,
) -> web::Result {
    let numbers = Numbers::read(&app, &viewer, id).await?;
    let main = numbers::view(&app, &viewer, &numbers, &numbers::Entered::default(), None);
    let title = &numbers.indicator.name;
    Ok(page(&app, &viewer, title, flash.as_deref(), main).await?)
}

/// One reading from the form.
pub async fn give(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    Form(entered): Form<numbers::Entered>,
) -> web::Result {
    let cadence = owned(&app, &viewer, id).await?.cadence;
    let given = reading::given(cadence, 1, &entered.unit, &entered.period, &entered.value);
    let taken = match given {
        Ok(given) => put(&app, &viewer, id, vec![given], Way::Form).await,
        Err(error) => Err(error),
    };
    // A form has one line: its fields are called as they are.
    let taken = taken.map_err(table::without_places);
    answer(&app, &viewer, id, taken, &entered).await
}

/// Many from a text as programs for tables save it.
pub async fn give_csv(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    Form(entered): Form<numbers::Entered>,
) -> web::Result {
    let cadence = owned(&app, &viewer, id).await?.cadence;
    let taken = match reading::from_csv(cadence, &entered.readings) {
        Ok(readings) => put(&app, &viewer, id, readings, Way::Csv).await,
        Err(error) => Err(error),
    };
    answer(&app, &viewer, id, taken, &entered).await
}

pub async fn owned(app: &App, viewer: &Viewer, id: IndicatorId) -> Result<Indicator> {
    let reader = viewer.clone();
    let read = app.store.read(move |db| actions::owned(db, &reader, id));
    read.await
}

pub async fn put(
    app: &App,
    viewer: &Viewer,
    id: IndicatorId,
    readings: Vec<reading::Given>,
    way: Way,
) -> Result<actions::Taken> {
    app.act(viewer, move |tx, viewer| {
        actions::put(tx, viewer, id, &readings, way)
    })
    .await
}

async fn answer(
    app: &App,
    viewer: &Viewer,
    id: IndicatorId,
    taken: Result<actions::Taken>,
    entered: &numbers::Entered,
) -> web::Result {
    match taken {
        Ok(taken) => {
            let said = t!(
                viewer.lang,
                "indicators-taken",
                new = taken.new,
                changed = taken.changed,
                same = taken.same
            );
            Ok(flash::leave(
                see_other(&format!("/indicators/{id}/numbers")),
                &said,
            ))
        }
        Err(error) => {
            let numbers = Numbers::read(app, viewer, id).await?;
            forms::again(error, async |error| {
                let main = numbers::view(app, viewer, &numbers, entered, Some(error));
                page(app, viewer, &numbers.indicator.name, None, main).await
            })
            .await
        }
    }
}

/// All readings, as a table for other programs.
pub async fn download(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
) -> web::Result {
    let numbers = Numbers::all(&app, &viewer, id, numbers::Span::default()).await?;
    let file = format!(
        "attachment; filename=\"{}.csv\"",
        kernel::text::slug::slug(&numbers.indicator.name, 60)
    );
    Ok((
        [
            (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (CONTENT_DISPOSITION, file),
        ],
        numbers.csv()?,
    )
        .into_response())
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Defined {
    pub definition: String,
    pub from: String,
    pub baseline: String,
    pub target: String,
}

pub async fn define(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    Form(entered): Form<Defined>,
) -> web::Result {
    let number = |text: &str| indicator::number(text).unwrap_or(f64::NAN);
    let new = Redefinition {
        text: entered.definition.clone(),
        from: entered.from.clone(),
        baseline: number(&entered.baseline),
        target: number(&entered.target),
    };
    let defined = app.act(&viewer, move |tx, viewer| {
        actions::define(tx, viewer, id, new.clone())
    });
    let Err(error) = defined.await else {
        return Ok(done(&viewer, id, "indicators-defined"));
    };
    let it = owned(&app, &viewer, id).await?;
    forms::again(error, async |error| {
        let form = views::define_form(&it, viewer.lang, &entered, Some(error));
        form_page(&app, &viewer, &it, "indicators-define", form).await
    })
    .await
}

/// One form of an indicator's page by itself, when something is wrong with what was entered.
async fn form_page(
    app: &App,
    viewer: &Viewer,
    it: &Indicator,
    title: &str,
    form: maud::Markup,
) -> Result<Response> {
    let title = t!(viewer.lang, title);
    let main = maud::html! {
        div class="page-head" { div class="grow" { h1 { (title) } p { a href={ "/indicators/" (it.id) } { (it.name) } } } }
        section class="card" { (form) }
    };
    page(app, viewer, &title, None, main).await
}

#[derive(Clone, Deserialize)]
pub struct Judged {
    quality: Quality,
    #[serde(default)]
    flaw: String,
}

pub async fn judge(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    Form(entered): Form<Judged>,
) -> web::Result {
    let Judged { quality, flaw } = entered.clone();
    let judged = app.act(&viewer, move |tx, viewer| {
        actions::judge(tx, viewer, id, quality, &flaw)
    });
    let Err(error) = judged.await else {
        return Ok(done(&viewer, id, "indicators-saved"));
    };
    let it = owned(&app, &viewer, id).await?;
    forms::again(error, async |error| {
        let Judged { quality, flaw } = &entered;
        let form = views::quality_form(&it, *quality, flaw, Some(error), viewer.lang);
        form_page(&app, &viewer, &it, "indicators-quality", form).await
    })
    .await
}

#[derive(Deserialize)]
pub struct Impersonal {
    #[serde(default)]
    impersonal: bool,
}

pub async fn set_impersonal(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<IndicatorId>,
    Form(Impersonal { impersonal }): Form<Impersonal>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::set_impersonal(tx, viewer, id, impersonal)
    })
    .await?;
    Ok(done(&viewer, id, "indicators-saved"))
}

fn done(viewer: &Viewer, id: IndicatorId, said: &str) -> Response {
    flash::leave(
        see_other(&format!("/indicators/{id}")),
        &t!(viewer.lang, said),
    )
}
