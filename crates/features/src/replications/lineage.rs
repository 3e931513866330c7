//! Where a use case runs: from where to where it went, how many kept it, and every team in a table.

use std::collections::HashMap;

use axum::extract::State;
use jiff::civil::Date;
use kernel::{Error, Result};
use maud::{Markup, html};
use network::{App, Viewer, paging};
use serde::Deserialize;
use store::Db;
use web::components::{Action, crumbs, empty_state, pager};
use web::{Flash, Lang, Path, Query, icon, t};

use super::queries::Survival;
use super::replication::{Replication, ReplicationId, days_before};
use super::result::{self, After};
use super::views::{self, Lineage, Table};
use super::{pages, queries};
use crate::indicators::{self, Indicator, day};
use crate::use_cases::{self, UseCase, UseCaseId};

const PAGE: usize = 50;
const PURPOSE: &str = "replications";
/// Among which the lineage is drawn: those from which others come are the first.
const LOOKED_THROUGH: i64 = 200;
const DRAWN: usize = 40;

/// The lineage of a use case, how long it lasts, and what the readings say.
pub struct Known {
    pub survival: Survival,
    pub first: Vec<Replication>,
    pub changes: HashMap<i64, String>,
    pub after: HashMap<i64, After>,
    pub counts: HashMap<Option<ReplicationId>, i64>,
    pub indicator: Indicator,
    pub today: Date,
}

impl Known {
    pub fn read(db: &Db, of: &UseCase, most: i64, today: Date) -> Result<Known> {
        let first = queries::first_of_use_case(db, of.id, most)?;
        let indicator = indicators::queries::by_id(db, of.indicator_id)?;
        let indicator = indicator.ok_or_else(Error::not_found)?;
        Ok(Known {
            survival: survival(db, of.id, today)?,
            changes: last_changes(db, &first)?,
            after: after(db, &indicator, &first)?,
            counts: counts(db, of.id, &first)?,
            first,
            indicator,
            today,
        })
    }

    pub fn tree(&self, of: &UseCase, most: usize, lang: Lang) -> Markup {
        let lineage = Lineage {
            all: &self.first,
            changes: &self.changes,
            after: &self.after,
            counts: &self.counts,
            indicator: &self.indicator,
            today: self.today,
            most,
        };
        lineage.tree(&of.owner, lang)
    }
}

/// How many repeat the way of each of these, and the use case as it is described.
fn counts(
    db: &Db,
    id: UseCaseId,
    some: &[Replication],
) -> Result<HashMap<Option<ReplicationId>, i64>> {
    let ids: Vec<ReplicationId> = some.iter().map(|it| it.id).collect();
    let below = queries::count_from(db, &ids)?;
    let mut counts: HashMap<_, _> = below.into_iter().map(|(id, n)| (Some(id), n)).collect();
    counts.insert(None, queries::count_described(db, id)?.0);
    Ok(counts)
}

/// What several replications changed last, by their ids.
pub fn last_changes(db: &Db, some: &[Replication]) -> Result<HashMap<i64, String>> {
    let ids: Vec<ReplicationId> = some.iter().map(|it| it.id).collect();
    let found = queries::last_changes(db, &ids)?;
    Ok(found
        .into_iter()
        .map(|(id, text)| (id.raw(), text))
        .collect())
}

pub fn survival(db: &Db, id: UseCaseId, today: Date) -> Result<Survival> {
    let (by_30, by_90) = (days_before(today, 30), days_before(today, 90));
    Ok(queries::survival(db, id, &today.to_string(), &by_30, &by_90)?.0)
}

/// What came after those that were begun for this indicator; a use case may have had another one before.
pub fn after(db: &Db, indicator: &Indicator, some: &[Replication]) -> Result<HashMap<i64, After>> {
    let own: Vec<Replication> = some
        .iter()
        .filter(|it| it.indicator_id == indicator.id)
        .cloned()
        .collect();
    result::after(db, indicator, &own)
}

#[derive(Deserialize)]
pub struct Asked {
    cursor: Option<String>,
}

struct Shown {
    of: UseCase,
    known: Known,
    rows: Vec<Replication>,
    after: HashMap<i64, After>,
    changes: HashMap<i64, String>,
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UseCaseId>,
    Query(asked): Query<Asked>,
    Flash(flash): Flash,
) -> web::Result {
    viewer.not_a_guest()?;
    let before = paging::after(&app, &viewer, PURPOSE, asked.cursor.as_deref())?;
    let (reader, today) = (viewer.clone(), day(app.store.clock().now()));
    let read = app.store.read(move |db| {
        let of = use_cases::queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        let before = before.unwrap_or(ReplicationId::max());
        let rows = queries::of_use_case(db, id, before, PAGE as i64 + 1)?;
        let known = Known::read(db, &of, LOOKED_THROUGH, today)?;
        Ok(Shown {
            after: after(db, &known.indicator, &rows)?,
            changes: last_changes(db, &rows)?,
            rows,
            known,
            of,
        })
    });
    let mut shown = read.await?;
    let next = paging::cut(&app, &viewer, PURPOSE, &mut shown.rows, PAGE, |it| it.id);
    let next = next.map(|cursor| {
        let path = format!("/use-cases/{id}/replications");
        network::address::with(&path, &[("cursor", &cursor)])
    });
    let lang = viewer.lang;
    let title = t!(
        lang,
        "replications-where-name",
        name = shown.of.name.as_str()
    );
    let main = view(&shown, &title, next.as_deref(), lang);
    Ok(pages::page(&app, &viewer, &title, flash.as_deref(), main).await?)
}

fn view(shown: &Shown, title: &str, next: Option<&str>, lang: Lang) -> Markup {
    let of = &shown.of;
    let new = format!("/use-cases/{}/replications/new", of.id);
    let start = Action {
        href: &new,
        label: t!(lang, "replications-start"),
    };
    let table = Table {
        rows: &shown.rows,
        after: &shown.after,
        changes: &shown.changes,
        indicator: &shown.known.indicator,
        today: shown.known.today,
    };
    html! {
        (crumbs(lang, &[("/use-cases", &t!(lang, "use-cases-title")), (&format!("/use-cases/{}", of.id), &of.name)]))
        div class="page-head" {
            div class="grow" { h1 { (title) } p { (t!(lang, "replications-where-lead")) } }
            a class="btn primary" href=(new) { (icon("repeat")) (t!(lang, "replications-start")) }
        }
        @if shown.rows.is_empty() {
            (empty_state(&t!(lang, "replications-none"), &t!(lang, "replications-none-text"), Some(&start)))
        } @else {
            div class="cols" {
                div class="stack loose" {
                    section class="card stack" { h2 { (t!(lang, "replications-lineage")) } (shown.known.tree(of, DRAWN, lang)) }
                    section class="card flush" {
                        div class="card-head" { h2 { (t!(lang, "replications-every")) } }
                        (views::table(&table, lang))
                    }
                    @if let Some(next) = next { (pager("replications-more", next, &t!(lang, "replications-older"))) }
                    p class="small muted" { (t!(lang, "replications-rules")) }
                }
                aside class="aside" aria-label=(t!(lang, "replications-lasts")) {
                    section class="sec" {
                        h2 { (t!(lang, "replications-lasts")) }
                        div class="card stack" { p class="b" { (t!(lang, "replications-n-begun", n = shown.known.survival.begun)) } (views::survival(&shown.known.survival, lang)) }
                    }
                }
            }
        }
    }
}
