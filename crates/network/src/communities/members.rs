//! The list of members, who waits to come in, and finding somebody to invite.

use std::collections::HashSet;

use kernel::text::fold;
use kernel::{Error, Result, Time};
use maud::{Markup, html};
use serde::Deserialize;
use store::Db;
use web::components::{Size, Tone, hidden, pager, tag};
use web::{Lang, Zone, cursor, icon, t};

use super::community::{CommunityId, Member, MemberRole, Waiting};
use super::directory::SEARCH_MAX_CHARS;
use super::standing::Standing;
use super::{actions, queries, rules, views};
use crate::access::Viewer;
use crate::people::{self, Face, PersonId, Role};
use crate::{App, address, paging};

const PAGE: i64 = 50;
const WAITING: i64 = 100;
const FOUND: usize = 8;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Whom to invite.
    q: Option<String>,
    cursor: Option<String>,
}

pub struct Members {
    search: Option<String>,
    found: Vec<(Face, bool)>,
    waiting: Vec<Waiting>,
    members: Vec<Member>,
    next: Option<String>,
}

/// One page of the members and the cursor of the next. The caller has made sure that the viewer may
/// see them.
pub async fn page(
    app: &App,
    viewer: &Viewer,
    id: CommunityId,
    cursor: Option<&str>,
    limit: i64,
) -> Result<(Vec<Member>, Option<String>)> {
    let purpose = format!("members {id}");
    let after: Option<PersonId> = paging::after(app, viewer, &purpose, cursor)?;
    let mut members = app
        .store
        .read(move |db| {
            let (sort, after) = match after {
                Some(after) => (queries::sort_key(db, after)?.unwrap_or_default(), after),
                None => (String::new(), PersonId::from_raw(0)),
            };
            match rules::queries::rule_of(db, id)?.is_some() {
                true => rules::queries::members(db, id, &sort, after, limit + 1),
                false => queries::members(db, id, &sort, after, limit + 1),
            }
        })
        .await?;
    let next = paging::cut(app, viewer, &purpose, &mut members, limit as usize, |m| {
        m.id
    });
    Ok((members, next))
}

/// One page of those who wait to come in and the cursor of the next, for those who decide.
pub async fn waiting(
    app: &App,
    viewer: &Viewer,
    id: CommunityId,
    cursor: Option<&str>,
    limit: i64,
) -> Result<(Vec<Waiting>, Option<String>)> {
    let seal = app.settings.get().seal_key;
    let purpose = format!("requests {id}");
    let (after, person) = match cursor {
        Some(cursor) => match cursor::open(&seal, &purpose, viewer.id.raw(), cursor)?[..] {
            [after, person] => (Time(after), PersonId::from_raw(person)),
            _ => return Err(Error::malformed("invalid_cursor")),
        },
        None => (Time(0), PersonId::from_raw(0)),
    };
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        actions::moderated(db, &reader, id)?;
        queries::requests(db, id, after, person, limit + 1)
    });
    let mut waiting = read.await?;
    let more = waiting.len() as i64 > limit;
    waiting.truncate(limit as usize);
    let next = waiting.last().filter(|_| more).map(|last| {
        let place = [last.at.0, last.id.raw()];
        cursor::seal(&seal, &purpose, viewer.id.raw(), &place)
    });
    Ok((waiting, next))
}

impl Members {
    pub async fn read(
        app: &App,
        viewer: &Viewer,
        standing: &Standing,
        asked: Asked,
    ) -> Result<Members> {
        let id = standing.community.id;
        let (members, next) = page(app, viewer, id, asked.cursor.as_deref(), PAGE).await?;
        let search = asked.q.filter(|search| !search.trim().is_empty());
        if search
            .as_ref()
            .is_some_and(|search| search.chars().count() > SEARCH_MAX_CHARS)
        {
            return Err(Error::invalid("q", "too_long").limit(SEARCH_MAX_CHARS as i64));
        }
        let (by, moderates, text) = (viewer.clone(), standing.moderates(), search.clone());
        let beside = app.store.read(move |db| {
            let waiting = if moderates {
                queries::requests(db, id, Time(0), PersonId::from_raw(0), WAITING)?
            } else {
                Vec::new()
            };
            let found = match text {
                Some(text) => {
                    let exact = match moderates {
                        true => by_number_or_mail(db, &by, &text)?,
                        false => None,
                    };
                    candidates(db, &by, id, &text, exact)?
                }
                None => Vec::new(),
            };
            Ok((waiting, found))
        });
        let (waiting, found) = beside.await?;
        Ok(Members {
            search,
            found,
            waiting,
            members,
            next,
        })
    }

    pub fn view(&self, viewer: &Viewer, standing: &Standing, zone: &Zone, now: Time) -> Markup {
        let lang = viewer.lang;
        let id = standing.community.id;
        html! {
            @if !self.waiting.is_empty() {
                section class="card flush" aria-labelledby="waiting" {
                    div class="card-head" { h2 id="waiting" { (t!(lang, "communities-waiting")) } }
                    ul class="rows inset wrap" {
                        @for waiting in &self.waiting { (waiting_row(viewer, id, waiting, zone, now)) }
                    }
                }
            }
            @if standing.invites() || (standing.moderates() && !standing.by_rule()) { (self.invite(lang, standing)) }
            section class="card flush" aria-labelledby="members" {
                div class="card-head" {
                    h2 id="members" { (views::members_count(lang, &standing.community)) }
                }
                ul class="rows inset" data-items {
                    @for member in &self.members { (row(viewer, standing, member)) }
                }
            }
            @if let Some(next) = &self.next {
                @let next = address::with(&format!("/communities/{id}/members"), &[("cursor", next)]);
                (pager("more", &next, &t!(lang, "communities-more-members")))
            }
        }
    }

    fn invite(&self, lang: Lang, standing: &Standing) -> Markup {
        let id = standing.community.id;
        let hint = match standing.moderates() {
            true => t!(lang, "communities-invite-hint"),
            false => t!(lang, "communities-invite-hint-name"),
        };
        let search = self.search.as_deref().unwrap_or_default();
        html! {
            section class="card stack" id="invite" aria-labelledby="invite-title" {
                h2 id="invite-title" { (t!(lang, "communities-invite-title")) }
                form action={ "/communities/" (id) "/members#invite" } class="stack tight" role="search" {
                    label class="b" for="invite-q" { (t!(lang, "communities-invite-who")) }
                    div class="row" {
                        input class="input" id="invite-q" type="search" name="q" value=(search) required
                            maxlength=(SEARCH_MAX_CHARS) autocomplete="off" aria-describedby="invite-hint";
                        button class="btn" { (t!(lang, "communities-invite-find")) }
                    }
                    span class="small muted" id="invite-hint" { (hint) }
                }
                @if !self.found.is_empty() {
                    ul class="rows wrap" {
                        @for (face, member) in &self.found { (candidate(lang, standing, face, *member)) }
                    }
                } @else if self.search.is_some() {
                    p role="status" { (t!(lang, "communities-invite-nobody", search = search)) }
                }
            }
        }
    }
}

/// Whose mail or employee number this is: for those who look after members only, or every reader could
/// try out whom a number belongs to.
fn by_number_or_mail(db: &Db, viewer: &Viewer, text: &str) -> Result<Option<Face>> {
    let found = match people::queries::id_by_mail(db, &fold::mail(text))? {
        Some(person) => Some(person),
        None => people::queries::id_by_employee_number(db, &fold::fold(text))?,
    };
    let Some(person) = found else {
        return Ok(None);
    };
    let person = people::queries::visible(db, viewer, person)?;
    let active = person.filter(|person| person.deactivated_at.is_none());
    Ok(active.map(|person| person.face()))
}

/// That person, and people the viewer may know whose name begins so, with whether they are members.
fn candidates(
    db: &Db,
    viewer: &Viewer,
    id: CommunityId,
    text: &str,
    exact: Option<Face>,
) -> Result<Vec<(Face, bool)>> {
    let mut found: Vec<Face> = exact.iter().cloned().collect();
    let words = fold::words(text);
    if let Some(longest) = words.iter().max_by_key(|word| word.len()) {
        let last = format!("{longest}\u{10ffff}");
        let named = match viewer.is_guest() {
            true => people::queries::named_beside(db, longest, &last, viewer.id, 50)?,
            false => people::queries::named(db, longest, &last, 50)?,
        };
        found.extend(named.into_iter().filter(|face| {
            let known = fold::words(&face.name);
            let begins = |word: &String| known.iter().any(|name| name.starts_with(word.as_str()));
            words.iter().all(begins) && exact.as_ref().is_none_or(|exact| exact.id != face.id)
        }));
    }
    found.truncate(FOUND);
    let ids: Vec<_> = found.iter().map(|face| face.id).collect();
    let inside: HashSet<_> = queries::members_among(db, id, &ids)?.into_iter().collect();
    let with_mark = |face: Face| {
        let member = inside.contains(&face.id);
        (face, member)
    };
    Ok(found.into_iter().map(with_mark).collect())
}

fn candidate(lang: Lang, standing: &Standing, face: &Face, member: bool) -> Markup {
    let id = standing.community.id;
    let form = |page: &str, class: &str, label: Markup| {
        html! {
            form method="post" action={ "/communities/" (id) "/" (page) } {
                (hidden("person", &face.id.to_string()))
                button class=(class) { (label) }
            }
        }
    };
    html! {
        li {
            (person(lang, face, None))
            @if member {
                span class="small muted" { (t!(lang, "communities-already")) }
            } @else {
                @if standing.invites() && (face.role != Role::Guest || standing.leads()) {
                    (form("invitations", "btn sm", html! { (icon("user-plus")) (t!(lang, "communities-invite-one", name = &face.name)) }))
                }
                @if standing.moderates() && standing.community.archived_at.is_none() {
                    (form("members", "btn ghost sm", html! { (t!(lang, "communities-add-one", name = &face.name)) }))
                }
            }
        }
    }
}

/// Nobody decides about their own request.
fn waiting_row(
    viewer: &Viewer,
    id: CommunityId,
    waiting: &Waiting,
    zone: &Zone,
    now: kernel::Time,
) -> Markup {
    let lang = viewer.lang;
    let decide = |decision: &str, class: &str, label: String| {
        html! {
            form method="post" action={ "/communities/" (id) "/requests/" (waiting.id) } {
                button class=(class) name="decision" value=(decision) { (label) }
            }
        }
    };
    html! {
        li id={ "waiting-" (waiting.id) } {
            (person(lang, &waiting.face(), Some(html! {
                span class="m" { (web::time(waiting.at, now, lang, zone)) }
                @if !waiting.note.is_empty() { p class="small" { (waiting.note) } }
            })))
            @if waiting.id != viewer.id {
                (decide("admit", "btn sm", t!(lang, "communities-admit", name = &waiting.name)))
                (decide("refuse", "btn ghost sm", t!(lang, "communities-refuse", name = &waiting.name)))
            }
        }
    }
}

fn row(viewer: &Viewer, standing: &Standing, member: &Member) -> Markup {
    let lang = viewer.lang;
    let face = member.face();
    html! {
        li id={ "member-" (member.id) } {
            (person(lang, &face, None))
            @if member.role != MemberRole::Member {
                (tag(Tone::Brand, Some("crown"), &views::role_name(lang, member.role)))
            }
            @if standing.owns() || (standing.moderates() && !standing.by_rule() && member.role != MemberRole::Owner) {
                (menu(lang, standing, member))
            }
        }
    }
}

fn menu(lang: Lang, standing: &Standing, member: &Member) -> Markup {
    let to = format!(
        "/communities/{}/members/{}",
        standing.community.id, member.id
    );
    let label = t!(lang, "communities-change-member", name = &member.name);
    views::row_menu(
        &format!("menu-{}", member.id),
        &label,
        html! {
            @if standing.owns() && member.network_role != Role::Guest {
                @for role in MemberRole::ALL.iter().filter(|role| **role != member.role) {
                    form method="post" action=(to) {
                        button name="role" value=(role) { (icon("crown")) (t!(lang, &format!("communities-make-{role}"))) }
                    }
                }
            }
            @if !standing.by_rule() {
                form method="post" action={ (to) "/remove" } {
                    button class="bad" { (icon("user-minus")) (t!(lang, "communities-remove")) }
                }
            }
        },
    )
}

fn person(lang: Lang, face: &Face, below: Option<Markup>) -> Markup {
    html! {
        (people::avatar(face, Size::Sm))
        div class="grow" {
            a class="t" href={ "/people/" (face.id) } { (face.name) }
            span class="m" { (face.line()) }
            @if let Some(below) = below { (below) }
        }
        @if face.role == Role::Guest { (tag(Tone::Warn, None, &t!(lang, "communities-guest"))) }
    }
}
