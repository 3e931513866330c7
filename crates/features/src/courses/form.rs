//! Describing a course, and describing it anew.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use maud::html;
use network::communities::{self, CommunityKind};
use network::{App, CommunityId, Viewer, forms};
use serde::Deserialize;
use web::components::{Field, Select, crumbs, field, idempotency_key, select};
use web::errors::about;
use web::{KeyedForm, Path, Query, flash, see_other, t};

use super::course::{Course, CourseId, Draft, PURPOSE_MAX_CHARS, TITLE_MAX_CHARS};
use super::{actions, pages};
use crate::indicators::{self, IndicatorId};
use crate::use_cases::{self, UseCaseId};

/// Communities to choose from.
const PLACES: i64 = 200;
const FIELDS: [&str; 5] = ["title", "purpose", "use_case", "indicator", "community"];

/// What the form holds, as it was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    title: String,
    purpose: String,
    use_case: Option<UseCaseId>,
    indicator: Option<IndicatorId>,
    community: Option<CommunityId>,
}

impl Entered {
    fn of(it: Course) -> Entered {
        Entered {
            title: it.title,
            purpose: it.purpose,
            use_case: it.use_case_id,
            indicator: it.indicator_id,
            community: it.community_id,
        }
    }

    fn draft(self) -> Draft {
        Draft {
            title: self.title,
            purpose: self.purpose,
            use_case: self.use_case,
            indicator: self.indicator,
            community: self.community,
        }
    }
}

/// Of what a new one is: `?use_case=…`, `?indicator=…`.
pub async fn new(
    State(app): State<App>,
    viewer: Viewer,
    Query(entered): Query<Entered>,
) -> web::Result {
    viewer.not_a_guest()?;
    actions::maker(&viewer, app.store.clock().now())?;
    Ok(page(&app, &viewer, None, &entered, None).await?)
}

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    let draft = entered.clone().draft();
    let create = app.act_once(&viewer, attempt, move |tx, viewer| {
        actions::maker(viewer, tx.now())?;
        actions::create(tx, viewer, &draft.clone().check()?)
    });
    match create.await {
        Ok(id) => Ok(flash::leave(
            see_other(&format!("/courses/{id}/steps/new")),
            &t!(viewer.lang, "courses-created"),
        )),
        Err(error) => {
            forms::again(error, async |error| {
                page(&app, &viewer, None, &entered, Some(error)).await
            })
            .await
        }
    }
}

pub async fn edit(State(app): State<App>, viewer: Viewer, Path(id): Path<CourseId>) -> web::Result {
    let reader = viewer.clone();
    let now = app.store.clock().now();
    let read = app
        .store
        .read(move |db| actions::owned_at(db, &reader, id, now));
    let entered = Entered::of(read.await?);
    Ok(page(&app, &viewer, Some(id), &entered, None).await?)
}

pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<CourseId>,
    KeyedForm(entered, _): KeyedForm<Entered>,
) -> web::Result {
    let draft = entered.clone().draft();
    let change = app.act(&viewer, move |tx, viewer| {
        // Whose it is not hears that first.
        actions::owned(tx, viewer, id)?;
        actions::change(tx, viewer, id, &draft.clone().check()?)
    });
    match change.await {
        Ok(()) => Ok(flash::leave(
            see_other(&format!("/courses/{id}")),
            &t!(viewer.lang, "courses-saved"),
        )),
        Err(error) => {
            forms::again(error, async |error| {
                page(&app, &viewer, Some(id), &entered, Some(error)).await
            })
            .await
        }
    }
}

type Named = Vec<(String, String)>;

async fn page(
    app: &App,
    viewer: &Viewer,
    own: Option<CourseId>,
    it: &Entered,
    error: Option<&Error>,
) -> Result<Response> {
    let (lang, reader, known) = (viewer.lang, viewer.clone(), it.community);
    let named = it.indicator;
    let read = app.store.read(move |db| {
        let use_cases = use_cases::queries::names(db, &reader)?;
        let indicators = indicators::queries::offered(db, &reader, named)?;
        let places = communities::queries::places(db, reader.id, reader.by_rule(), PLACES)?;
        let mut places: Named = places
            .into_iter()
            .filter(|it| it.kind == CommunityKind::Open && !it.announcement)
            .map(|it| (it.id.to_string(), it.name))
            .collect();
        // The one it has, also where the reader is no member of it.
        if let Some(id) = known
            && places.iter().all(|(other, _)| *other != id.to_string())
            && let Some(it) = communities::queries::readable(db, &reader, id)?
        {
            places.push((id.to_string(), it.name));
        }
        places.sort_by(|(_, a), (_, b)| a.cmp(b));
        let use_cases: Named = use_cases
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect();
        let indicators: Named = indicators
            .into_iter()
            .map(|it| (it.id.to_string(), it.name))
            .collect();
        Ok((use_cases, indicators, places))
    });
    let (use_cases, indicators, places) = read.await?;
    let wrong = |name: &str| about(lang, error, name);
    let one_of = |name: &'static str,
                  all: &Named,
                  chosen: Option<String>,
                  none: &str,
                  hint: Option<&str>| {
        let none = t!(lang, none);
        let mut options: Vec<(&str, &str)> = vec![("", &none)];
        options.extend(all.iter().map(|(id, name)| (&**id, &**name)));
        select(&Select {
            label: &t!(lang, &format!("courses-{}", name.replace('_', "-"))),
            name,
            options: &options,
            selected: chosen.as_deref().unwrap_or(""),
            hint,
            error: wrong(name).as_deref(),
            ..Select::default()
        })
    };
    let (title, action) = match own {
        Some(id) => (t!(lang, "courses-edit"), format!("/courses/{id}/edit")),
        None => (t!(lang, "courses-new"), "/courses".to_owned()),
    };
    let hint = t!(lang, "courses-community-hint");
    let main = html! {
        (crumbs(lang, &[("/courses", &t!(lang, "courses-title"))]))
        div class="page-head" { div class="grow" { h1 { (title) } p { (t!(lang, "courses-new-lead")) } } }
        (forms::general_error(lang, error, &FIELDS))
        form class="card stack narrow" method="post" action=(action) {
            (idempotency_key(&app.form_key()))
            (field(&Field {
                label: &t!(lang, "courses-name"), name: "title", value: &it.title, required: true, max_chars: Some(TITLE_MAX_CHARS as u32),
                hint: Some(&t!(lang, "courses-name-hint")), error: wrong("title").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "courses-purpose"), name: "purpose", value: &it.purpose, rows: Some(3), max_chars: Some(PURPOSE_MAX_CHARS as u32),
                hint: Some(&t!(lang, "courses-purpose-hint")), error: wrong("purpose").as_deref(), ..Field::default()
            }))
            div class="fields" {
                (one_of("use_case", &use_cases, it.use_case.map(|id| id.to_string()), "courses-no-use-case", None))
                (one_of("indicator", &indicators, it.indicator.map(|id| id.to_string()), "courses-no-indicator", None))
            }
            (one_of("community", &places, it.community.map(|id| id.to_string()), "courses-no-community", Some(&hint)))
            div { button class="btn primary" { (t!(lang, if own.is_some() { "courses-save" } else { "courses-create" })) } }
        }
    };
    pages::page(app, viewer, &title, None, main).await
}
