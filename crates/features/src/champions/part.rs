//! The viewer's own part: what they are asked, what they say of themselves, whom they asked.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result, Time};
use maud::{Markup, html};
use network::forms::general_error;
use network::{App, Viewer, forms};
use serde::Deserialize;
use web::components::{
    Action, Check, Confirm, Field, Select, check, confirm, crumbs, date, empty_state, field,
    select, sheet_button,
};
use web::errors::about;
use web::{Flash, Form, Path, flash, see_other, t};

use super::bench::{
    Asked, AskedId, BenchRole, Draft, Invitation, InvitationId, LINE_MAX_CHARS, Member,
    NominationId,
};
use super::{actions, cards, pages, queries};
use crate::stories::StoryId;

/// What a form about oneself holds, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    topics: String,
    tells: String,
    sceptic: bool,
    story: Option<StoryId>,
}

impl Entered {
    fn draft(&self) -> Draft {
        Draft {
            topics: self.topics.clone(),
            tells: self.tells.clone(),
            sceptic: self.sceptic,
            story: self.story,
        }
    }

    fn of(member: Option<&Member>) -> Entered {
        member.map_or_else(Entered::default, |it| Entered {
            topics: it.topics.clone(),
            tells: it.tells.clone(),
            sceptic: it.sceptic,
            story: it.story_id,
        })
    }
}

/// A form that was sent and could not be done: an answer to an invitation, or what one says of oneself.
struct Failed<'a> {
    invitation: Option<InvitationId>,
    entered: &'a Entered,
    error: &'a Error,
}

impl Failed<'_> {
    fn offers(&self) -> bool {
        !self.entered.tells.is_empty() || self.entered.story.is_some()
    }
}

/// Where a form about oneself is sent.
#[derive(Clone, Copy)]
enum Target {
    Own,
    Offer,
    Invitation(InvitationId),
}

struct Own {
    member: Option<Member>,
    invitations: Vec<Invitation>,
    asked: Vec<Asked>,
    stories: Vec<(StoryId, String)>,
}

pub async fn show(State(app): State<App>, viewer: Viewer, Flash(flash): Flash) -> web::Result {
    viewer.not_a_guest()?;
    Ok(shown(&app, &viewer, flash.as_deref(), None).await?)
}

async fn shown(
    app: &App,
    viewer: &Viewer,
    flash: Option<&str>,
    failed: Option<Failed<'_>>,
) -> Result<Response> {
    let (own, now) = (viewer.id, app.store.clock().now());
    let read = app.store.read(move |db| {
        Ok(Own {
            member: queries::member(db, own, now)?,
            invitations: queries::invitations(db, own, now, queries::MOST)?,
            asked: queries::asked_by(db, own, now, queries::MOST)?,
            stories: queries::own_stories(db, own, queries::MOST)?,
        })
    });
    let main = view(viewer, &read.await?, failed.as_ref(), now);
    let title = t!(viewer.lang, "champions-mine");
    pages::page(app, viewer, &title, flash, main).await
}

pub async fn accept(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InvitationId>,
    Form(entered): Form<Entered>,
) -> web::Result {
    let draft = entered.draft();
    let act = app.act(&viewer, move |tx, viewer| {
        actions::accept(tx, viewer, id, &draft)
    });
    let done = act.await;
    answered(
        &app,
        &viewer,
        done,
        Some(id),
        &entered,
        "champions-accepted",
    )
    .await
}

pub async fn describe(
    State(app): State<App>,
    viewer: Viewer,
    Form(entered): Form<Entered>,
) -> web::Result {
    let draft = entered.draft();
    let act = app.act(&viewer, move |tx, viewer| {
        actions::describe(tx, viewer, &draft)
    });
    let done = act.await;
    answered(&app, &viewer, done, None, &entered, "champions-saved").await
}

async fn answered(
    app: &App,
    viewer: &Viewer,
    done: Result<()>,
    invitation: Option<InvitationId>,
    entered: &Entered,
    said: &str,
) -> web::Result {
    match done {
        Ok(()) => Ok(back(viewer, said)),
        Err(error) => {
            forms::again(error, async |error| {
                let failed = Failed {
                    invitation,
                    entered,
                    error,
                };
                shown(app, viewer, None, Some(failed)).await
            })
            .await
        }
    }
}

fn back(viewer: &Viewer, said: &str) -> Response {
    flash::leave(see_other("/champions/mine"), &t!(viewer.lang, said))
}

pub async fn decline(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<InvitationId>,
) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| actions::decline(tx, viewer, id));
    act.await?;
    Ok(back(&viewer, "champions-declined"))
}

#[derive(Deserialize)]
pub struct Ended {
    role: BenchRole,
}

pub async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Form(Ended { role }): Form<Ended>,
) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| actions::end(tx, viewer, role));
    act.await?;
    Ok(back(&viewer, "champions-ended"))
}

pub async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AskedId>,
) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| actions::withdraw(tx, viewer, id));
    act.await?;
    Ok(back(&viewer, "champions-withdrawn"))
}

pub async fn set_aside(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<NominationId>,
) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| {
        actions::set_aside(tx, viewer, id)
    });
    act.await?;
    let said = t!(viewer.lang, "champions-laid-aside");
    Ok(flash::leave(see_other("/champions"), &said))
}

fn view(viewer: &Viewer, own: &Own, failed: Option<&Failed<'_>>, now: Time) -> Markup {
    let lang = viewer.lang;
    let speaks = own
        .member
        .as_ref()
        .is_some_and(|it| it.advocate_since.is_some());
    let offers = !speaks && !own.stories.is_empty();
    // Both forms are sent to one place: only an offer says what one tells.
    let offered = failed.filter(|it| it.invitation.is_none() && it.offers());
    let described = failed.filter(|it| it.invitation.is_none() && (speaks || !it.offers()));
    html! {
        (crumbs(lang, &[("/champions", &t!(lang, "champions-title"))]))
        div class="page-head" { div class="grow" { h1 { (t!(lang, "champions-mine")) } p { (t!(lang, "champions-mine-lead")) } } }
        div class="stack loose narrow" {
            @for it in &own.invitations { (invitation(viewer, own, it, failed)) }
            @if let Some(member) = &own.member { (role(viewer, own, member, described, now)) }
            @if offers {
                section class="card stack" {
                    h2 { (t!(lang, "champions-offer-title")) }
                    p class="soft" { (t!(lang, "champions-offer-text")) }
                    (entry(viewer, own, BenchRole::Advocate, offered, own.member.as_ref(), Target::Offer, &t!(lang, "champions-offer-save")))
                }
            }
            @if own.member.is_none() && !offers && own.invitations.is_empty() {
                (empty_state(&t!(lang, "champions-mine-none"), &t!(lang, "champions-mine-none-text"),
                    Some(&Action { href: "/stories/new", label: t!(lang, "champions-tell-story") })))
            }
            (asked(viewer, own))
        }
    }
}

/// What somebody asks of the viewer, with both answers.
fn invitation(viewer: &Viewer, own: &Own, it: &Invitation, failed: Option<&Failed<'_>>) -> Markup {
    let lang = viewer.lang;
    let failed = failed.filter(|failed| failed.invitation == Some(it.id));
    let zone = viewer.zone();
    html! {
        section class="card stack" id={ "invitation-" (it.id) } {
            h2 { (t!(lang, &format!("champions-asks-{}", it.role), name = it.by.as_str())) }
            blockquote class="bench-words as-typed" { (it.why) }
            p class="soft" {
                (t!(lang, &format!("champions-is-{}", it.role))) " "
                @if it.role == BenchRole::Champion {
                    @match it.until {
                        Some(until) => (t!(lang, "champions-until", day = date(Time(until.0 - 1), lang, &web::Zone::UTC))),
                        None => (t!(lang, "champions-no-end")),
                    }
                }
            }
            (entry(viewer, own, it.role, failed, own.member.as_ref(), Target::Invitation(it.id), &t!(lang, "champions-yes")))
            form method="post" action={ "/champions/invitations/" (it.id) "/no" } {
                button class="btn" { (t!(lang, "champions-no")) }
            }
            p class="small muted" {
                (t!(lang, "champions-no-is-fine")) " "
                (t!(lang, "champions-open-till", day = date(it.ends_at, lang, &zone)))
            }
        }
    }
}

/// The fields in which somebody says what they help with or tell.
fn entry(
    viewer: &Viewer,
    own: &Own,
    role: BenchRole,
    failed: Option<&Failed<'_>>,
    known: Option<&Member>,
    target: Target,
    save: &str,
) -> Markup {
    let lang = viewer.lang;
    let known = Entered::of(known);
    let (entered, error) = failed.map_or((&known, None), |it| (it.entered, Some(it.error)));
    let (action, mark) = match target {
        Target::Own => ("/champions/mine".to_owned(), "own".to_owned()),
        Target::Offer => ("/champions/mine".to_owned(), "offer".to_owned()),
        Target::Invitation(id) => (format!("/champions/invitations/{id}/yes"), id.to_string()),
    };
    let id = |name: &str| format!("{name}-{mark}");
    let speaks = role == BenchRole::Advocate;
    let stories: Vec<(String, &str)> = own
        .stories
        .iter()
        .map(|(id, title)| (id.to_string(), &**title))
        .collect();
    let none = t!(lang, "champions-no-story");
    let mut options: Vec<(&str, &str)> = vec![("", &none)];
    options.extend(stories.iter().map(|(id, title)| (&**id, *title)));
    let chosen = entered.story.map(|id| id.to_string()).unwrap_or_default();
    html! {
        form class="stack" method="post" action=(action) {
            (general_error(lang, error, &["topics", "tells", "story"]))
            @if speaks {
                (field(&Field {
                    id: Some(&id("tells")), label: &t!(lang, "champions-field-tells"), name: "tells", value: &entered.tells, required: true,
                    max_chars: Some(LINE_MAX_CHARS as u32), hint: Some(&t!(lang, "champions-field-tells-hint")),
                    error: about(lang, error, "tells").as_deref(), ..Field::default()
                }))
                @if !own.stories.is_empty() {
                    (select(&Select {
                        id: Some(&id("story")), label: &t!(lang, "champions-field-story"), name: "story", options: &options, selected: &chosen,
                        error: about(lang, error, "story").as_deref(), ..Select::default()
                    }))
                }
            }
            (field(&Field {
                id: Some(&id("topics")), label: &t!(lang, "champions-field-topics"), name: "topics", value: &entered.topics, rows: Some(3),
                hint: Some(&t!(lang, "champions-field-topics-hint")), error: about(lang, error, "topics").as_deref(), ..Field::default()
            }))
            @if speaks {
                (check(&Check { name: "sceptic", value: "true", label: &t!(lang, "champions-field-sceptic"), checked: entered.sceptic }))
            }
            div { button class="btn primary" { (save) } }
        }
    }
}

/// What the viewer is, what they say, and the way out.
fn role(
    viewer: &Viewer,
    own: &Own,
    member: &Member,
    failed: Option<&Failed<'_>>,
    now: Time,
) -> Markup {
    let lang = viewer.lang;
    let champion = member.is_champion(now);
    let speaks = member.advocate_since.is_some();
    let said = if speaks {
        BenchRole::Advocate
    } else {
        BenchRole::Champion
    };
    html! {
        section class="card stack" {
            h2 { (t!(lang, "champions-you-are")) }
            (cards::tags(member, lang, now))
            @if let (true, Some(until)) = (champion, member.champion_until) {
                p class="soft" { (t!(lang, "champions-until", day = date(Time(until.0 - 1), lang, &web::Zone::UTC))) }
            }
            @if !member.training.is_empty() { p class="soft" { (t!(lang, "champions-trained", what = member.training.as_str())) } }
            (entry(viewer, own, said, failed, Some(member), Target::Own, &t!(lang, "champions-save")))
            p class="small" { a href="/champions/toolkit" { (t!(lang, "champions-toolkit")) } ": " (t!(lang, "champions-toolkit-lead")) }
            @if champion {
                p class="small soft" { (t!(lang, "champions-leave-text")) " " a href="/champions/nominations/new" { (t!(lang, "champions-follow-on-name")) } }
            }
            div class="row wrap" {
                @if champion { (sheet_button("end-champion", "btn ghost", html! { (t!(lang, "champions-end-champion")) })) }
                @if speaks { (sheet_button("end-advocate", "btn ghost", html! { (t!(lang, "champions-end-advocate")) })) }
            }
            @for (is, role) in [(champion, BenchRole::Champion), (speaks, BenchRole::Advocate)] {
                @if is {
                    (confirm(&Confirm {
                        id: &format!("end-{role}"), action: "/champions/mine/end", title: &t!(lang, &format!("champions-end-{role}-ask")),
                        text: &t!(lang, "champions-end-text"), yes: &t!(lang, &format!("champions-end-{role}")), no: &t!(lang, "champions-stay"),
                        fields: &[("role", role.as_str())], ..Confirm::default()
                    }))
                }
            }
        }
    }
}

/// Whom the viewer asked; not what they said.
fn asked(viewer: &Viewer, own: &Own) -> Markup {
    let lang = viewer.lang;
    html! {
        @if !own.asked.is_empty() {
            section class="card stack" id="asked" {
                h2 { (t!(lang, "champions-you-asked")) }
                p class="soft" { (t!(lang, "champions-you-asked-text")) }
                ul class="rows trim wrap" {
                    @for it in &own.asked {
                        li {
                            div class="grow" {
                                a class="t" href={ "/people/" (it.person_id) } { (it.name) }
                                span class="m" {
                                    (t!(lang, &format!("champions-role-{}", it.role))) ", "
                                    (t!(lang, "champions-open-until", day = date(it.ends_at, lang, &viewer.zone())))
                                }
                            }
                            form method="post" action={ "/champions/asked/" (it.id) "/end" } {
                                button class="btn sm" { (t!(lang, "champions-withdraw")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
