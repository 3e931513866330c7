//! Courses on the pages of use cases and indicators, and on one's own page what waits for a word.

use kernel::Result;
use maud::{Markup, html};
use network::{App, Viewer};
use store::Db;
use web::{icon_sm, t};

use super::course::{self, CourseId};
use super::queries::{self, Filter};
use super::{commitment_views, learning, views};
use crate::indicators::IndicatorId;
use crate::replications::{self, ReplicationId};
use crate::use_cases::UseCaseId;

const SHOWN: i64 = 5;

pub fn of_use_case(app: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    let filter = Filter {
        use_case: Some(UseCaseId::from_raw(id)),
        ..Filter::default()
    };
    panel(app, db, viewer, filter, &format!("use_case={id}"))
}

pub fn of_indicator(app: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    let filter = Filter {
        indicator: Some(IndicatorId::from_raw(id)),
        ..Filter::default()
    };
    panel(app, db, viewer, filter, &format!("indicator={id}"))
}

/// Nothing where there is no course and the reader makes none.
fn panel(
    app: &App,
    db: &Db,
    viewer: &Viewer,
    filter: Filter,
    about: &str,
) -> Result<Option<Markup>> {
    let lang = viewer.lang;
    let now = app.store.clock().now();
    let found = queries::list(db, viewer, filter, now, CourseId::max(), SHOWN)?;
    let may_make = course::may_make(viewer, now);
    if found.is_empty() && !may_make {
        return Ok(None);
    }
    Ok(Some(html! {
        section class="card stack" id="courses" {
            div class="card-head" { h2 { (t!(lang, "courses-title")) } a class="small" href="/courses" { (t!(lang, "courses-all")) } }
            @if found.is_empty() { p class="muted" { (t!(lang, "courses-none-here")) } } @else { (views::rows(&found, lang)) }
            @if may_make { div { a class="btn sm" href={ "/courses/new?" (about) } { (icon_sm("plus")) (t!(lang, "courses-new")) } } }
        }
    }))
}

/// Where a use case is repeated: the courses about it.
pub fn of_replication(app: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    let id = ReplicationId::from_raw(id);
    let Some(it) = replications::queries::visible(db, viewer, id)? else {
        return Ok(None);
    };
    let filter = Filter {
        use_case: Some(it.use_case_id),
        ..Filter::default()
    };
    let (lang, found) = (
        viewer.lang,
        queries::list(
            db,
            viewer,
            filter,
            app.store.clock().now(),
            CourseId::max(),
            SHOWN,
        )?,
    );
    Ok((!found.is_empty()).then(|| {
        html! {
            section class="sec" { h2 { (t!(lang, "courses-its")) } div class="card" { (views::rows(&found, lang)) } }
        }
    }))
}

/// To oneself: how did it go?
pub fn of_person(app: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    if viewer.id.raw() != id || viewer.is_guest() {
        return Ok(None);
    }
    let asked = learning::asked(db, viewer, app.store.clock().now())?;
    Ok((!asked.is_empty()).then(|| commitment_views::waiting(&asked, &[], viewer.lang)))
}
