//! A person's page: who they are, whom they work with, what the viewer can do about them. What of it
//! is for whom is decided where it is read, in [`Shown::read`].

use kernel::text::markdown;
use kernel::{Error, Result, Time};
use maud::{Markup, PreEscaped, html};
use store::Db;
use web::components::{self, Confirm, Size, Tab, Tone, band, callout, confirm, sheet_button, tag};
use web::{Lang, icon, t};

use super::person::{Face, Person, PersonId, Role};
use super::queries;
use super::roles_views::{self, Coordination};
use super::views::{avatar, level_name, role_marks};
use crate::access::Viewer;
use crate::panels::{Panels, Place};
use crate::sign_in;
use crate::sign_in::queries::CodeState;

const REPORTS: i64 = 60;
const SITES: i64 = 1_000;

/// Everything a person's page shows.
pub(super) struct Shown {
    pub person: Person,
    pub manager: Option<Face>,
    pub reports: Vec<Face>,
    pub follows: bool,
    pub followers: i64,
    /// Whether the viewer may hand them an access code, and the one that was handed out.
    pub issues_codes: bool,
    pub code: Option<CodeState>,
    pub coordination: Coordination,
}

impl Shown {
    /// 404 when the viewer may not know of them. The chart round a person is for those who may know
    /// of everyone.
    pub fn read(db: &Db, viewer: &Viewer, id: PersonId) -> Result<Shown> {
        let person = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
        let chart = !viewer.is_guest() && person.role != Role::Guest;
        let manager = match person.manager_id.filter(|_| chart) {
            Some(manager) => queries::visible(db, viewer, manager)?.map(|manager| manager.face()),
            None => None,
        };
        let reports = if chart {
            queries::reports(db, id, REPORTS)?
        } else {
            Vec::new()
        };
        let issues_codes = sign_in::actions::may_issue(db, viewer, &person).is_ok();
        let coordination = match viewer.is_administrator() {
            true => Coordination {
                own: queries::coordinated_sites(db, id)?,
                all: queries::sites(db, SITES)?,
            },
            false => Coordination::default(),
        };
        Ok(Shown {
            coordination,
            manager,
            reports,
            follows: queries::follows(db, viewer.id, id)?.is_some(),
            followers: queries::follower_count(db, id)?.0,
            code: if issues_codes {
                sign_in::queries::code_state(db, id)?
            } else {
                None
            },
            issues_codes: issues_codes && id != viewer.id && person.deactivated_at.is_none(),
            person,
        })
    }
}

/// The head of every page about the person. `current` is the address of the tab that is shown.
pub(super) fn hero(viewer: &Viewer, shown: &Shown, now: Time, current: &str) -> Markup {
    let lang = viewer.lang;
    let person = &shown.person;
    let tab = |href: String, label: &str| Tab {
        current: href == current,
        label: t!(lang, label),
        href,
        count: None,
    };
    let tabs = [
        tab(format!("/people/{}", person.id), "people-tab-profile"),
        tab(format!("/people/{}/posts", person.id), "people-tab-posts"),
    ];
    html! {
        @if person.deactivated_at.is_some() {
            (callout(Tone::Warn, "ban", &t!(lang, "people-is-deactivated"), html! { p { (t!(lang, "people-is-deactivated-text")) } }))
        }
        section class="hero" {
            div class="band" { (band(person.id.raw())) }
            div class="in" {
                (avatar(&person.face(), Size::Xl))
                div class="grow mt3" {
                    h1 { (person.name) }
                    p class="soft" { (person.face().line()) }
                    div class="row wrap mt1" {
                        (role_marks(lang, person.role, person.bot))
                        @if person.is_champion(now) {
                            (tag(Tone::Gold, Some("crown"), &t!(lang, "people-champion")))
                        }
                    }
                }
                div class="row wrap" { (ways(viewer, shown)) }
            }
            @if shown.followers > 0 {
                p class="in small muted mt3" { (t!(lang, "people-followers", n = shown.followers)) }
            }
            (components::tabs(&person.name, &tabs))
        }
    }
}

pub(super) fn person(viewer: &Viewer, shown: &Shown, panels: &Panels, now: Time) -> Markup {
    let lang = viewer.lang;
    let person = &shown.person;
    html! {
        (hero(viewer, shown, now, &format!("/people/{}", person.id)))
        (panels.at(Place::Banner))
        div class="cols" {
            div class="stack loose" {
                @if !person.about.is_empty() {
                    section class="card stack" {
                        h2 { (t!(lang, "people-about")) }
                        div class="prose" { (PreEscaped(markdown::render(&person.about).html)) }
                    }
                }
                (panels.at(Place::Main))
                (chart(lang, shown))
            }
            aside class="aside" {
                section class="sec" { h2 { (t!(lang, "people-facts")) } div class="card" { (facts(viewer, person)) } }
                (account(viewer, shown, now))
                (panels.at(Place::Side))
                (roles_views::card(viewer, person, &shown.coordination))
            }
        }
    }
}

/// What the viewer can do here.
fn ways(viewer: &Viewer, shown: &Shown) -> Markup {
    let (lang, id) = (viewer.lang, shown.person.id);
    let follows = shown.follows;
    html! {
        @if id == viewer.id {
            a class="btn" href="/settings/profile" { (icon("pencil")) (t!(lang, "people-edit")) }
        } @else if !viewer.is_guest() && shown.person.deactivated_at.is_none() && shown.person.role != Role::Guest {
            @let verb = if follows { "unfollow" } else { "follow" };
            form method="post" action={ "/people/" (id) "/" (verb) } {
                button class=(if follows { "btn" } else { "btn primary" }) {
                    (icon(if follows { "user-check" } else { "user-plus" }))
                    (t!(lang, if follows { "people-unfollow" } else { "people-follow" }))
                }
            }
        }
    }
}

/// A sign-in name such as the employee number is shown to the person and to those who look after
/// accounts, a mail address to everyone but guests.
fn facts(viewer: &Viewer, person: &Person) -> Markup {
    let (lang, own) = (viewer.lang, person.id == viewer.id);
    let number = person
        .employee_number
        .as_ref()
        .filter(|_| own || viewer.is_administrator());
    let mail = person.mail.as_ref().filter(|_| own || !viewer.is_guest());
    html! {
        dl class="facts" {
            @if let Some(site) = &person.site { dt { (t!(lang, "people-site")) } dd { (site) } }
            @if !person.department.is_empty() { dt { (t!(lang, "people-department")) } dd { (person.department) } }
            @if !person.bot && person.role != Role::Guest {
                dt { (t!(lang, "people-level")) }
                dd { (level_name(lang, person.level)) }
            }
            @if let Some(mail) = mail { dt { (t!(lang, "people-mail")) } dd { a href={ "mailto:" (mail) } { (mail) } } }
            @if let Some(number) = number { dt { (t!(lang, "people-employee-number")) } dd { (number) } }
            @if let Some(spoken) = Lang::from_code(&person.language) {
                dt { (t!(lang, "people-language")) }
                dd { (spoken.own_name()) }
            }
            dt { (t!(lang, "people-since")) }
            dd { (components::date(person.created_at, lang, &viewer.zone())) }
        }
    }
}

/// Manager above, reports below.
fn chart(lang: Lang, shown: &Shown) -> Markup {
    let me = shown.person.face();
    html! {
        @if shown.manager.is_some() || !shown.reports.is_empty() {
            section class="card" {
                div class="card-head" { h2 { (t!(lang, "people-works-with")) } }
                div class="org" {
                    @if let Some(manager) = &shown.manager {
                        div class="lvl" { (node(manager)) }
                        div class="stem" {}
                    }
                    div class="lvl" {
                        span class="node is-me" { (avatar(&me, Size::Sm)) span { b { (me.name) } span { (me.title) } } }
                    }
                    @if !shown.reports.is_empty() {
                        div class="stem" {}
                        div class="lvl" { @for report in &shown.reports { (node(report)) } }
                    }
                }
            }
        }
    }
}

fn node(face: &Face) -> Markup {
    html! {
        a class="node" href={ "/people/" (face.id) } { (avatar(face, Size::Sm)) span { (face.name) span { (face.title) } } }
    }
}

/// For those who look after accounts.
fn account(viewer: &Viewer, shown: &Shown, now: Time) -> Markup {
    let (lang, person) = (viewer.lang, &shown.person);
    let administers = viewer.is_administrator() && person.id != viewer.id;
    html! {
        @if shown.issues_codes || administers {
            section class="sec" {
                h2 { (t!(lang, "people-account")) }
                div class="card stack" {
                    p class="small soft" { (account_state(viewer, shown, now)) }
                    @if shown.issues_codes {
                        // The answer shows the code and is no redirect, which Turbo would insist on.
                        form method="post" action={ "/people/" (person.id) "/access-code" } data-turbo="false" {
                            button class="btn wide" { (icon("key-round")) (t!(lang, "people-code")) }
                        }
                        @if person.claimed_at.is_some() {
                            p class="small muted" { (t!(lang, "people-code-claimed")) }
                        }
                    }
                    @if administers { (activity(lang, person)) }
                }
            }
        }
    }
}

/// Whether the account is in use, and what became of the last code.
fn account_state(viewer: &Viewer, shown: &Shown, now: Time) -> String {
    let (lang, zone) = (viewer.lang, viewer.zone());
    match &shown.code {
        Some(code) if code.tries_left == 0 => t!(lang, "people-code-void"),
        Some(code) if code.expires_at <= now => t!(lang, "people-code-over"),
        Some(code) => t!(
            lang,
            "people-code-out",
            at = components::date_time(code.expires_at, lang, &zone)
        ),
        None if shown.person.claimed_at.is_some() => t!(lang, "people-claimed"),
        None => t!(lang, "people-unclaimed"),
    }
}

fn activity(lang: Lang, person: &Person) -> Markup {
    if person.deactivated_at.is_some() {
        return html! {
            form method="post" action={ "/people/" (person.id) "/reactivate" } {
                button class="btn wide" { (icon("undo-2")) (t!(lang, "people-reactivate")) }
            }
        };
    }
    let dialog = Confirm {
        id: "deactivate",
        action: &format!("/people/{}/deactivate", person.id),
        title: &t!(lang, "people-deactivate-title", name = &person.name),
        text: &t!(lang, "people-deactivate-text"),
        yes: &t!(lang, "people-deactivate-yes"),
        no: &t!(lang, "people-deactivate-no"),
        ..Confirm::default()
    };
    html! {
        (sheet_button("deactivate", "btn danger wide", html! { (icon("ban")) (t!(lang, "people-deactivate")) }))
        (confirm(&dialog))
    }
}
