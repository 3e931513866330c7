//! What the team of a replication does: points, first posts, training, and what it changed.

use kernel::Error;
use maud::{Markup, html};
use network::{App, Viewer};
use web::components::{self, Field, field, idempotency_key};
use web::errors::about;
use web::{Lang, icon, icon_sm, numbers, t};

use super::form::said_day;
use super::page::Shown;
use super::pages::Entered;
use super::reach::{ReachState, Told};
use super::replication::{Point, Prepared, Replication, TEXT_MAX_CHARS};

pub fn checklist(viewer: &Viewer, shown: &Shown, lang: Lang) -> Markup {
    let it = &shown.it;
    let done = shown
        .points
        .iter()
        .filter(|point| point.done_at.is_some())
        .count();
    html! {
        section class="card flush" id="points" {
            div class="card-head" {
                h2 { (t!(lang, "use-cases-checklist")) }
                @if !shown.points.is_empty() { span class="small muted push" { (t!(lang, "replications-done-of", done = done, n = shown.points.len())) } }
            }
            @if shown.points.is_empty() { p class="muted no-points" { (t!(lang, "replications-no-points")) } }
            ul class="rows inset wrap" { @for point in &shown.points { (one_point(viewer, it, point, shown.may_lead, lang)) } }
        }
    }
}

fn one_point(
    viewer: &Viewer,
    it: &Replication,
    point: &Point,
    may_lead: bool,
    lang: Lang,
) -> Markup {
    let own = point.person_id == Some(viewer.id);
    let button = |act: &str, label: &str| {
        html! { button class="btn sm" name="act" value=(act) { (t!(lang, label)) } }
    };
    let who = match &point.person {
        Some(name) => name.clone(),
        None => t!(lang, "replications-nobody-yet"),
    };
    let due = match point.due.as_str() {
        "" => String::new(),
        day => format!(
            " · {}",
            t!(lang, "replications-due", day = said_day(day, lang))
        ),
    };
    html! {
        li id={ "point-" (point.place) } {
            @if point.done_at.is_some() { span class="is-good" { (icon("circle-check")) } } @else { span class="muted" { (icon("circle-dashed")) } }
            div class="grow" { span class="b" { (point.text) } span class="m" { (who) (due) @if point.done_at.is_some() { " · " (t!(lang, "replications-done")) } } }
            @if it.goes_on() {
                form method="post" action={ "/replications/" (it.id) "/points/" (point.place) } class="row wrap" {
                    @if point.done_at.is_some() { (button("not_done", "replications-point-not-done")) }
                    @else {
                        @if point.person_id.is_none() { (button("take", "replications-point-take")) }
                        @if own { (button("leave", "replications-point-leave")) }
                        (button("done", "replications-point-done"))
                    }
                }
                @if may_lead && point.done_at.is_none() {
                    details class="small" {
                        summary { (t!(lang, "replications-point-day")) }
                        form method="post" action={ "/replications/" (it.id) "/points/" (point.place) } class="row wrap" {
                            input type="hidden" name="act" value="due";
                            input class="input" type="date" name="due" value=(point.due) aria-label=(t!(lang, "replications-point-by", text = point.text.as_str()));
                            button class="btn sm" { (t!(lang, "replications-save")) }
                        }
                    }
                }
            }
        }
    }
}

pub fn first_posts(
    app: &App,
    shown: &Shown,
    entered: &Entered,
    error: Option<&Error>,
    lang: Lang,
) -> Markup {
    let it = &shown.it;
    html! {
        @if !shown.posts.is_empty() {
            section class="card stack" id="posts" {
                h2 { (t!(lang, "use-cases-posts")) }
                p class="soft" { (t!(lang, "replications-posts-text")) }
                (reached(shown.reach.as_ref(), lang))
                @for post in &shown.posts {
                    @let typed = (entered.place == Some(post.place) && error.is_some()).then_some(entered);
                    @match post.post_id {
                        Some(id) => {
                            p { span class="is-good" { (icon_sm("circle-check")) } " " a href={ "/posts/" (id) } { @if post.title.is_empty() { (t!(lang, "replications-posted-one")) } @else { (post.title) } } }
                        }
                        None if shown.may_lead && it.goes_on() => { (prepared(app, it, post, typed, error, lang)) }
                        None => { div class="well" { @if !post.title.is_empty() { b { (post.title) } } p class="soft as-typed" { (post.text) } } }
                    }
                }
            }
        }
    }
}

fn prepared(
    app: &App,
    it: &Replication,
    post: &Prepared,
    typed: Option<&Entered>,
    error: Option<&Error>,
    lang: Lang,
) -> Markup {
    let wrong = |name: &str| typed.and_then(|_| about(lang, error, name));
    let (title, text) = typed.map_or((&*post.title, &*post.text), |typed| {
        (&*typed.title, &*typed.text)
    });
    html! {
        form class="first-post stack tight" method="post" action={ "/replications/" (it.id) "/posts/" (post.place) } {
            (idempotency_key(&app.form_key()))
            (field(&Field { label: &t!(lang, "use-cases-post-title"), name: "title", value: title, id: Some(&format!("post-title-{}", post.place)), error: wrong("title").as_deref(), ..Field::default() }))
            (field(&Field { label: &t!(lang, "use-cases-post-text"), name: "text", value: text, rows: Some(3), id: Some(&format!("post-text-{}", post.place)), error: wrong("text").as_deref(), ..Field::default() }))
            div { button class="btn sm" { (icon_sm("send")) (t!(lang, "replications-post-it")) } }
        }
    }
}

/// As it is told for the week; nothing of few people.
fn reached(reach: Option<&Told>, lang: Lang) -> Markup {
    let said = match reach.map(|told| (told.state, told)) {
        None | Some((ReachState::Withheld, _)) => return html! {},
        Some((ReachState::About, told)) => {
            let (seen, of) = (
                numbers::count(told.seen, lang),
                numbers::count(told.members, lang),
            );
            t!(lang, "replications-reach", seen = seen, members = of)
        }
        Some((ReachState::Most, _)) => t!(lang, "replications-reach-most"),
    };
    html! { p class="small muted" { (icon_sm("eye")) " " (said) " " (t!(lang, "replications-reach-weekly")) } }
}

pub fn training(shown: &Shown, lang: Lang) -> Markup {
    html! {
        @if !shown.of.training.is_empty() {
            section class="card stack" { h2 { (t!(lang, "use-cases-training")) } p class="as-typed" { (shown.of.training) } }
        }
    }
}

pub fn what_changed(
    app: &App,
    viewer: &Viewer,
    shown: &Shown,
    entered: &Entered,
    error: Option<&Error>,
) -> Markup {
    let (lang, it) = (viewer.lang, &shown.it);
    let zone = viewer.zone();
    let may = shown.may_lead && it.goes_on();
    let wrong = match entered.place {
        Some(_) => None,
        None => about(lang, error, "text"),
    };
    let typed = if entered.place.is_none() {
        &*entered.text
    } else {
        ""
    };
    html! {
        @if may || !shown.changes.is_empty() {
            section class="card stack" id="changes" {
                h2 { (t!(lang, if may { "replications-what-changed" } else { "replications-what-they-changed" })) }
                @if shown.changes.is_empty() { p class="muted" { (t!(lang, "replications-as-copied")) } }
                @else {
                    ul class="rows trim" { @for (text, at) in &shown.changes { li { (icon_sm("pencil")) div class="grow" { span { (text) } span class="m" { (components::date(*at, lang, &zone)) } } } } }
                }
                @if may {
                    form class="stack tight" method="post" action={ "/replications/" (it.id) "/changes" } {
                        (idempotency_key(&app.form_key()))
                        (field(&Field {
                            label: &t!(lang, "replications-change-label"), name: "text", value: typed, rows: Some(2), id: Some("change-text"),
                            max_chars: Some(TEXT_MAX_CHARS as u32), hint: Some(&t!(lang, "replications-change-hint")), error: wrong.as_deref(), ..Field::default()
                        }))
                        div { button class="btn" { (t!(lang, "replications-change-save")) } }
                    }
                }
            }
        }
    }
}
