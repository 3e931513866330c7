//! Starting a use case in one's team: one form.

use axum::extract::State;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use kernel::text::shorten;
use kernel::{Error, Result};
use maud::{Markup, html};
use network::forms::general_error;
use network::{App, PersonId, Viewer, forms};
use serde::Deserialize;
use store::Db;
use web::components::{
    Choice, Field, Select, choices, crumbs, error_line, field, idempotency_key, select,
};
use web::errors::about;
use web::{KeyedForm, Lang, Path, Query, flash, icon, icon_sm, see_other, t};

use super::guides::{busy, guide_choices};
use super::replication::{
    DAYS_AHEAD, Draft, Guide, ROOM_MAX_CHARS, ReplicationScope, TEXT_MAX_CHARS, first_day,
};
use super::result::Before;
use super::{actions, invitation, pages};
use crate::indicators::{self, Indicator, Observed, day, with_unit};
use crate::initiatives::{self, InitiativeId};
use crate::use_cases::views::thread;
use crate::use_cases::{self, FirstPost, RoomKind, UseCase, UseCaseId, steps};

const FIELDS: &[&str] = &[
    "leader",
    "scope",
    "buddy",
    "starts",
    "variant",
    "initiative",
    "room_name",
];

/// What the form holds, as it was typed.
#[derive(Clone, Deserialize)]
pub struct Entered {
    #[serde(default)]
    leader: String,
    scope: ReplicationScope,
    #[serde(default)]
    buddy: String,
    #[serde(default)]
    starts: String,
    #[serde(default)]
    variant: String,
    #[serde(default)]
    initiative: String,
    #[serde(default)]
    room_name: String,
    room_kind: RoomKind,
}

impl Entered {
    fn draft(self) -> Draft {
        Draft {
            leader: self.leader,
            scope: self.scope,
            buddy: self.buddy,
            starts: self.starts,
            variant: self.variant,
            initiative: self.initiative,
            room_name: self.room_name,
            room_kind: self.room_kind,
        }
    }
}

/// What is known before somebody types: `?starts=2026-11-30`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    starts: String,
}

pub async fn new(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UseCaseId>,
    Query(asked): Query<Asked>,
) -> web::Result {
    Ok(page(&app, &viewer, id, &asked.starts, None, None).await?)
}

pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UseCaseId>,
    KeyedForm(entered, attempt): KeyedForm<Entered>,
) -> web::Result {
    let today = day(app.store.clock().now());
    let begun = match entered.clone().draft().check(today) {
        Ok(new) => {
            let begin = app.act_once(&viewer, attempt, move |tx, viewer| {
                actions::begin(tx, viewer, id, &new)
            });
            begin.await
        }
        Err(error) => Err(error),
    };
    match begun {
        Ok(made) => Ok(flash::leave(
            see_other(&format!("/replications/{made}")),
            &t!(viewer.lang, "replications-begun"),
        )),
        Err(error) => {
            forms::again(error, async |error| {
                page(&app, &viewer, id, "", Some(&entered), Some(error)).await
            })
            .await
        }
    }
}

/// Everything the form shows beside what was typed.
struct Shown {
    of: UseCase,
    posts: Vec<FirstPost>,
    guides: Vec<Guide>,
    busy: Vec<(PersonId, i64)>,
    initiatives: Vec<(InitiativeId, String)>,
    indicator: Indicator,
    /// The readings of the viewer's own place until now.
    before: Option<Before>,
    today: Date,
}

impl Shown {
    fn read(db: &Db, viewer: &Viewer, id: UseCaseId, today: Date) -> Result<Shown> {
        let of = use_cases::queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
        let indicator = indicators::queries::visible(db, viewer, of.indicator_id)?;
        let indicator = indicator.ok_or_else(Error::not_found)?;
        let guides = invitation::guides(db, id, viewer.id)?;
        let known =
            initiatives::queries::of_indicator(db, indicator.id, initiatives::queries::MOST)?;
        Ok(Shown {
            posts: use_cases::queries::posts(db, id)?,
            busy: busy(db, &guides, today)?,
            initiatives: known.into_iter().map(|it| (it.id, it.name)).collect(),
            before: own_readings(db, viewer, &indicator, today)?,
            guides,
            indicator,
            of,
            today,
        })
    }

    /// What stands there before anybody typed.
    fn usual(&self, viewer: &Viewer, starts: &str) -> Entered {
        let wished = first_day(starts, self.today);
        let scope = match self.indicator.observed {
            Observed::Department => ReplicationScope::Department,
            Observed::Site | Observed::Team => ReplicationScope::Site,
        };
        let other = match scope {
            ReplicationScope::Site => ReplicationScope::Department,
            ReplicationScope::Department => ReplicationScope::Site,
        };
        let own = |scope| invitation::place(&viewer.person, scope);
        let (scope, place) = match (own(scope), own(other)) {
            (None, Some(place)) => (other, place),
            (place, _) => (scope, place.unwrap_or_default()),
        };
        let name = match place.is_empty() {
            true => self.of.name.clone(),
            false => format!("{place}: {}", self.of.name),
        };
        Entered {
            leader: String::new(),
            scope,
            buddy: String::new(),
            starts: wished.unwrap_or(next_monday(self.today)).to_string(),
            variant: String::new(),
            initiative: match &self.initiatives[..] {
                [(only, _)] => only.to_string(),
                _ => String::new(),
            },
            room_name: shorten(&name, ROOM_MAX_CHARS),
            room_kind: self.of.room_kind,
        }
    }
}

/// A week has not begun on its Monday: whoever begins then has it whole.
pub fn next_monday(today: Date) -> Date {
    let next = today.nth_weekday(1, Weekday::Monday);
    next.unwrap_or_else(|_| today.saturating_add(1.days()))
}

fn own_readings(
    db: &Db,
    viewer: &Viewer,
    indicator: &Indicator,
    today: Date,
) -> Result<Option<Before>> {
    let scope = match indicator.observed {
        Observed::Site => ReplicationScope::Site,
        Observed::Department => ReplicationScope::Department,
        Observed::Team => return Ok(None),
    };
    let Some(place) = invitation::place(&viewer.person, scope) else {
        return Ok(None);
    };
    let key = kernel::text::fold::fold(&place);
    let unit = indicators::queries::unit_by_name(db, indicator.id, &key)?;
    let before = Before::read(db, indicator, unit, today)?;
    Ok(before.mean.map(|_| before))
}

async fn page(
    app: &App,
    viewer: &Viewer,
    id: UseCaseId,
    starts: &str,
    entered: Option<&Entered>,
    error: Option<&Error>,
) -> Result<Response> {
    let lang = viewer.lang;
    let today = day(app.store.clock().now());
    let reader = viewer.clone();
    let read = app
        .store
        .read(move |db| Shown::read(db, &reader, id, today));
    let shown = read.await?;
    let usual = shown.usual(viewer, starts);
    let entered = entered.unwrap_or(&usual);
    let title = t!(lang, "replications-start");
    let main = html! {
        (crumbs(lang, &[("/use-cases", &t!(lang, "use-cases-title")), (&format!("/use-cases/{id}"), &shown.of.name)]))
        div class="page-head" { div class="grow" { h1 { (title) } p { (t!(lang, "replications-start-lead")) } } }
        div class="cols" {
            form class="stack loose" method="post" action={ "/use-cases/" (id) "/replications" } {
                (idempotency_key(&app.form_key()))
                @if error.is_some() { (error_line(&t!(lang, "replications-not-yet"))) }
                (general_error(lang, error, FIELDS))
                (copied(&shown, lang))
                (who(&shown, viewer, entered, error, lang))
                (when(&shown, entered, error, lang))
                (room(entered, error, lang))
                (where_you_are(&shown, lang))
            }
            (what_then(lang))
        }
    };
    pages::page(app, viewer, &title, None, main).await
}

fn copied(shown: &Shown, lang: Lang) -> Markup {
    let points = steps::lines(&shown.of.checklist).len();
    let line = |icon_name: &str, what: String, how: String| {
        html! { li { (icon(icon_name)) div class="grow" { span class="b" { (what) } span class="m" { (how) } } } }
    };
    html! {
        section class="card flush" {
            div class="card-head" { h2 { (t!(lang, "replications-copied")) } }
            ul class="rows inset" {
                (line("users", t!(lang, "use-cases-n-posts", n = shown.posts.len()), t!(lang, "replications-copied-posts")))
                (line("check-check", t!(lang, "replications-copied-points", n = points), t!(lang, "replications-copied-points-text")))
                (line("book-open", t!(lang, "use-cases-training"),
                    t!(lang, if shown.of.training.is_empty() { "use-cases-no-training" } else { "use-cases-to-read" })))
                (line("target", shown.indicator.name.clone(), t!(lang, "replications-copied-indicator")))
            }
        }
    }
}

fn who(
    shown: &Shown,
    viewer: &Viewer,
    entered: &Entered,
    error: Option<&Error>,
    lang: Lang,
) -> Markup {
    let wrong = |name: &str| about(lang, error, name);
    let site = viewer.person.site.clone();
    let site = site.unwrap_or_else(|| t!(lang, "replications-site-of-leader"));
    let department = invitation::place(&viewer.person, ReplicationScope::Department);
    let department = department.unwrap_or_else(|| t!(lang, "replications-department-of-leader"));
    let scopes = [
        (
            ReplicationScope::Site,
            t!(lang, "replications-scope-site"),
            site,
        ),
        (
            ReplicationScope::Department,
            t!(lang, "replications-scope-department"),
            department,
        ),
    ];
    let scopes: Vec<Choice<'_>> = scopes
        .iter()
        .map(|(scope, label, text)| Choice {
            value: scope.as_str(),
            label,
            text,
            icon: None,
        })
        .collect();
    html! {
        section class="card stack" {
            h2 { (t!(lang, "replications-who-leads")) }
            (field(&Field {
                label: &t!(lang, "replications-leader"), name: "leader", value: &entered.leader, placeholder: Some(&viewer.person.name),
                hint: Some(&t!(lang, "replications-leader-hint")), error: wrong("leader").as_deref(), autocomplete: Some("off"), ..Field::default()
            }))
            (choices(&t!(lang, "replications-where"), "scope", &scopes, entered.scope.as_str()))
            @if let Some(wrong) = wrong("scope") { (error_line(&wrong)) }
            (buddies(shown, &entered.buddy, wrong("buddy").as_deref(), lang))
        }
    }
}

fn buddies(shown: &Shown, chosen: &str, wrong: Option<&str>, lang: Lang) -> Markup {
    html! {
        fieldset class="field" {
            legend class="lbl" { (t!(lang, "replications-buddy")) }
            p class="small muted" { (t!(lang, if shown.guides.is_empty() { "replications-buddy-none" } else { "replications-buddy-hint" })) }
            div class="choices" {
                (guide_choices(&shown.guides, &shown.busy, chosen, lang))
                label class="choice" {
                    input type="radio" name="buddy" value="" checked[chosen.is_empty()];
                    span { b { (t!(lang, "replications-buddy-nobody")) } span class="m" { (t!(lang, "replications-buddy-nobody-text")) } }
                }
            }
            @if let Some(wrong) = wrong { (error_line(wrong)) }
        }
    }
}

fn when(shown: &Shown, entered: &Entered, error: Option<&Error>, lang: Lang) -> Markup {
    let wrong = |name: &str| about(lang, error, name);
    let choose = t!(lang, "replications-initiative-choose");
    let none = t!(lang, "replications-initiative-none");
    let ids: Vec<String> = shown
        .initiatives
        .iter()
        .map(|it| it.0.to_string())
        .collect();
    let mut options: Vec<(&str, &str)> = vec![("", &choose)];
    let names = shown.initiatives.iter().map(|(_, name)| name.as_str());
    options.extend(ids.iter().map(String::as_str).zip(names));
    options.push(("0", &none));
    html! {
        section class="card stack" {
            h2 { (t!(lang, "replications-when")) }
            (field(&Field {
                label: &t!(lang, "replications-starts"), name: "starts", value: &entered.starts, kind: "date", required: true,
                hint: Some(&t!(lang, "replications-starts-hint", n = DAYS_AHEAD)), error: wrong("starts").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "replications-variant"), name: "variant", value: &entered.variant, rows: Some(2),
                max_chars: Some(TEXT_MAX_CHARS as u32), hint: Some(&t!(lang, "replications-variant-hint")), error: wrong("variant").as_deref(), ..Field::default()
            }))
            @if !shown.initiatives.is_empty() {
                (select(&Select {
                    label: &t!(lang, "replications-initiative"), name: "initiative", options: &options, selected: &entered.initiative,
                    hint: Some(&t!(lang, "replications-initiative-hint")), error: wrong("initiative").as_deref(), ..Select::default()
                }))
            }
        }
    }
}

fn room(entered: &Entered, error: Option<&Error>, lang: Lang) -> Markup {
    let label = |kind: &str| t!(lang, &format!("use-cases-room-{kind}"));
    let text = |kind: &str| t!(lang, &format!("use-cases-room-{kind}-text"));
    let kinds = [RoomKind::Open, RoomKind::Closed];
    let said: Vec<(String, String)> = kinds
        .iter()
        .map(|kind| (label(kind.as_str()), text(kind.as_str())))
        .collect();
    let kinds: Vec<Choice<'_>> = kinds
        .iter()
        .zip(&said)
        .map(|(kind, (label, text))| Choice {
            value: kind.as_str(),
            label,
            text,
            icon: None,
        })
        .collect();
    html! {
        section class="card stack" {
            h2 { (t!(lang, "replications-room")) }
            (field(&Field {
                label: &t!(lang, "replications-room-name"), name: "room_name", value: &entered.room_name, required: true,
                max_chars: Some(ROOM_MAX_CHARS as u32), error: about(lang, error, "room_name").as_deref(), ..Field::default()
            }))
            (choices(&t!(lang, "replications-room-who"), "room_kind", &kinds, entered.room_kind.as_str()))
        }
    }
}

fn where_you_are(shown: &Shown, lang: Lang) -> Markup {
    let it = &shown.indicator;
    html! {
        section class="card stack" {
            h2 { (t!(lang, "replications-today")) }
            div class="row wrap" { (thread(it.id, &it.name, "")) }
            @match shown.before.and_then(|before| Some((before.mean?, before.readings))) {
                Some((mean, readings)) => {
                    div class="stat" {
                        span class="v" { (with_unit(mean, &it.unit, lang)) }
                        span class="l" { (t!(lang, "replications-before-readings", n = readings)) }
                    }
                    p class="small muted" { (t!(lang, "replications-frozen")) }
                }
                None => { p class="muted" { (t!(lang, "replications-no-readings")) } }
            }
            div { button class="btn primary" { (icon("repeat")) (t!(lang, "replications-start-it")) } }
        }
    }
}

fn what_then(lang: Lang) -> Markup {
    let line = |icon_name: &str, when: &str| {
        html! {
            li {
                (icon_sm(icon_name))
                span class="grow" {
                    b { (t!(lang, &format!("replications-then-{when}"))) }
                    span class="m" { (t!(lang, &format!("replications-then-{when}-text"))) }
                }
            }
        }
    };
    html! {
        aside class="aside" aria-label=(t!(lang, "replications-then")) {
            section class="sec" {
                h2 { (t!(lang, "replications-then")) }
                ol class="rows trim card small" {
                    (line("users", "today")) (line("calendar", "first")) (line("hourglass", "asked"))
                }
            }
            section class="sec" {
                h2 { (t!(lang, "replications-told")) }
                div class="card stack tight small" { p { (t!(lang, "replications-told-text")) } p class="muted" { (t!(lang, "replications-duty")) } }
            }
        }
    }
}

/// A day as people say it; as it was typed when it is none.
pub fn said_day(typed: &str, lang: Lang) -> String {
    let day = typed.parse::<Date>();
    day.map_or_else(
        |_| typed.to_owned(),
        |day| web::components::day_in_words(day, lang),
    )
}
