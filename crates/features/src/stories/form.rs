//! Writing a story down, and writing it anew.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use maud::html;
use network::{App, Viewer, forms, people};
use serde::Deserialize;
use store::Db;
use web::components::{crumbs, error_line, idempotency_key};
use web::{KeyedForm, Path, Query, flash, see_other, t};

use super::actions;
use super::evidence::Given;
use super::fields::{FIELDS, Shown};
use super::queries;
use super::story::{Claim, Credit, Draft, Named, State as StoryState, Story, StoryId};
use crate::indicators::{self, IndicatorId};
use crate::use_cases::{self, UseCaseId, WorkRole};

/// What the form holds, as it was typed.
#[derive(Clone, Deserialize)]
pub struct Entered {
    #[serde(default)]
    pub(super) title: String,
    pub(super) use_case: Option<UseCaseId>,
    #[serde(default)]
    pub(super) why: String,
    #[serde(default)]
    pub(super) had: String,
    #[serde(default)]
    pub(super) did: String,
    #[serde(default)]
    pub(super) changed: String,
    pub(super) role: WorkRole,
    #[serde(default)]
    pub(super) industry: String,
    #[serde(default)]
    pub(super) site: String,
    #[serde(default)]
    pub(super) team_size: String,
    pub(super) indicator: Option<IndicatorId>,
    #[serde(default)]
    pub(super) unit: String,
    #[serde(default)]
    pub(super) before_from: String,
    #[serde(default)]
    pub(super) before_to: String,
    #[serde(default)]
    pub(super) after_from: String,
    #[serde(default)]
    pub(super) after_to: String,
    #[serde(default)]
    pub(super) thread: String,
    #[serde(default)]
    pub(super) person: Vec<String>,
    #[serde(default)]
    pub(super) part: Vec<String>,
    #[serde(default)]
    pub(super) claimed: String,
    #[serde(default)]
    pub(super) claimed_unit: String,
    #[serde(default)]
    pub(super) claimed_how: String,
}

/// What a new one is about.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Begun {
    use_case: Option<UseCaseId>,
    indicator: Option<IndicatorId>,
}

impl Entered {
    fn begin(begun: &Begun, viewer: &Viewer, roles: &[WorkRole]) -> Entered {
        Entered {
            title: String::new(),
            use_case: begun.use_case,
            why: String::new(),
            had: String::new(),
            did: String::new(),
            changed: String::new(),
            role: roles.first().copied().unwrap_or(WorkRole::Frontline),
            industry: String::new(),
            site: viewer.person.site.clone().unwrap_or_default(),
            team_size: String::new(),
            indicator: begun.indicator,
            unit: String::new(),
            before_from: String::new(),
            before_to: String::new(),
            after_from: String::new(),
            after_to: String::new(),
            thread: String::new(),
            person: Vec::new(),
            part: Vec::new(),
            claimed: String::new(),
            claimed_unit: String::new(),
            claimed_how: String::new(),
        }
    }

    fn of(it: Story, people: Vec<Credit>, evidence: Given) -> Entered {
        let (person, part) = people.into_iter().map(|it| (it.name, it.part)).unzip();
        Entered {
            title: it.title,
            use_case: it.use_case_id,
            why: it.why,
            had: it.had,
            did: it.did,
            changed: it.changed,
            role: it.role,
            industry: it.industry,
            site: it.site.unwrap_or_default(),
            team_size: it
                .team_size
                .map_or_else(String::new, |size| size.to_string()),
            indicator: evidence.indicator,
            unit: evidence.unit,
            before_from: evidence.before_from,
            before_to: evidence.before_to,
            after_from: evidence.after_from,
            after_to: evidence.after_to,
            thread: it
                .post_id
                .map_or_else(String::new, |id| format!("/posts/{id}")),
            person,
            part,
            claimed: it
                .claimed
                .map_or_else(String::new, |value| value.to_string()),
            claimed_unit: it.claimed_unit,
            claimed_how: it.claimed_how,
        }
    }

    pub(super) fn people(&self) -> Vec<Named> {
        let typed = |texts: &[String], at: usize| texts.get(at).cloned().unwrap_or_default();
        (0..self.person.len().max(self.part.len()))
            .map(|at| Named {
                person: typed(&self.person, at),
                part: typed(&self.part, at),
            })
            .collect()
    }

    fn draft(self) -> Draft {
        // What is no number is refused as one.
        let number = |text: &str| indicators::number(text).unwrap_or(f64::NAN);
        let is_said = |texts: &[&str]| texts.iter().any(|text| !text.trim().is_empty());
        let periods = [
            &*self.before_from,
            &self.before_to,
            &self.after_from,
            &self.after_to,
        ];
        let measures = self.indicator.is_some() || is_said(&[&self.unit]) || is_said(&periods);
        let evidence = Given {
            indicator: self.indicator,
            unit: self.unit.clone(),
            before_from: self.before_from.clone(),
            before_to: self.before_to.clone(),
            after_from: self.after_from.clone(),
            after_to: self.after_to.clone(),
        };
        let claims = is_said(&[&self.claimed, &self.claimed_unit, &self.claimed_how]);
        let claim = Claim {
            value: number(&self.claimed),
            unit: self.claimed_unit.clone(),
            how: self.claimed_how.clone(),
        };
        Draft {
            people: self.people(),
            title: self.title,
            use_case: self.use_case,
            why: self.why,
            had: self.had,
            did: self.did,
            changed: self.changed,
            industry: self.industry,
            role: self.role,
            site: self.site,
            team_size: match self.team_size.trim() {
                "" => None,
                typed => Some(typed.parse().unwrap_or(-1)),
            },
            claim: claims.then_some(claim),
            evidence: measures.then_some(evidence),
            thread: self.thread,
        }
    }
}

pub async fn new(
    State(app): State<App>,
    viewer: Viewer,
    Query(begun): Query<Begun>,
) -> web::Result {
    viewer.not_a_guest()?;
    let roles = WorkRole::of(&viewer.person, app.store.clock().now());
    let entered = Entered::begin(&begun, &viewer, &roles);
    Ok(page(&app, &viewer, None, &entered, None).await?)
}

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    let created = match entered.clone().draft().check() {
        Ok(new) => {
            let create = app.act_once(&viewer, attempt, move |tx, viewer| {
                actions::create(tx, viewer, &new)
            });
            create.await
        }
        Err(error) => Err(error),
    };
    done(&app, &viewer, None, created, &entered).await
}

pub async fn edit(State(app): State<App>, viewer: Viewer, Path(id): Path<StoryId>) -> web::Result {
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let story = actions::own(db, &reader, id)?;
        if story.state() == StoryState::Told {
            return Err(Error::conflict("story_told"));
        }
        let mut people = queries::people(db, id)?;
        for credit in &mut people {
            credit.name = told_apart(db, &reader, credit)?;
        }
        let evidence = match queries::evidence(db, id)? {
            Some(evidence) => evidence.given(db)?,
            None => Given::default(),
        };
        Ok(Entered::of(story, people, evidence))
    });
    let entered = read.await?;
    Ok(page(&app, &viewer, Some(id), &entered, None).await?)
}

/// The name, or the mail address where others have the same name. An employee number is what one signs
/// in with and is shown to nobody else: without an address the name is asked for again.
fn told_apart(db: &Db, viewer: &Viewer, credit: &Credit) -> Result<String> {
    let name = credit.name.clone();
    if people::queries::called(db, viewer, &name)? == Some(credit.person_id) {
        return Ok(name);
    }
    let person = people::queries::by_id(db, credit.person_id)?;
    Ok(person.and_then(|it| it.mail).unwrap_or(name))
}

pub async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
    KeyedForm(entered, _): KeyedForm<Entered>,
) -> web::Result {
    let changed = match entered.clone().draft().check() {
        Ok(new) => {
            let change = app.act(&viewer, move |tx, viewer| {
                actions::change(tx, viewer, id, &new)
            });
            change.await.map(|()| id)
        }
        // Whose it is not hears that first.
        Err(error) => {
            let reader = viewer.clone();
            let own = app.store.read(move |db| actions::own(db, &reader, id));
            own.await.and(Err(error))
        }
    };
    done(&app, &viewer, Some(id), changed, &entered).await
}

async fn done(
    app: &App,
    viewer: &Viewer,
    own: Option<StoryId>,
    done: Result<StoryId>,
    entered: &Entered,
) -> web::Result {
    match done {
        Ok(id) => Ok(flash::leave(
            see_other(&format!("/stories/{id}")),
            &t!(viewer.lang, "stories-saved"),
        )),
        Err(error) => {
            forms::again(error, async |error| {
                page(app, viewer, own, entered, Some(error)).await
            })
            .await
        }
    }
}

async fn page(
    app: &App,
    viewer: &Viewer,
    own: Option<StoryId>,
    entered: &Entered,
    error: Option<&Error>,
) -> Result<Response> {
    let lang = viewer.lang;
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let use_cases = use_cases::queries::names(db, &reader)?;
        let indicators = indicators::queries::list(db, &reader)?;
        Ok((
            use_cases,
            indicators,
            people::queries::sites(db, queries::MOST)?,
        ))
    });
    let (known, indicators, sites) = read.await?;
    let shown = Shown {
        entered,
        error,
        lang,
        use_cases: known
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        // An archived one is offered to who has chosen it already.
        indicators: indicators
            .into_iter()
            .filter(|it| it.archived_at.is_none() || entered.indicator == Some(it.id))
            .map(|it| (it.id.to_string(), it.name))
            .collect(),
        sites: sites.into_iter().map(|site| site.name).collect(),
    };
    let (title, action) = match own {
        Some(id) => (t!(lang, "stories-change"), format!("/stories/{id}/edit")),
        None => (t!(lang, "stories-new"), "/stories".to_owned()),
    };
    let placed = |problem: &kernel::Problem| {
        let field = problem
            .field
            .as_deref()
            .unwrap_or_default()
            .trim_start_matches('/');
        FIELDS.contains(&field) || field.starts_with("people/")
    };
    let general = error
        .map_or(&[][..], |error| &error.problems)
        .iter()
        .filter(|it| !placed(it));
    let main = html! {
        (crumbs(lang, &[("/stories", &t!(lang, "use-cases-library")), ("/stories/mine", &t!(lang, "use-cases-tab-mine"))]))
        div class="page-head" { div class="grow" { h1 { (title) } p { (t!(lang, "stories-new-lead")) } } }
        form class="stack loose narrow" method="post" action=(action) {
            (idempotency_key(&app.form_key()))
            @if error.is_some() { (error_line(&t!(lang, "stories-not-yet"))) }
            @for problem in general { (error_line(&web::errors::sentence(lang, problem))) }
            (shown.what())
            (shown.context())
            (shown.checkable())
            (shown.people())
            (shown.worth())
            div {
                button class="btn primary" { (t!(lang, "stories-save")) }
                p class="small muted mt2" { (t!(lang, "stories-save-text")) }
            }
        }
    };
    super::pages::page(app, viewer, &title, None, main).await
}
