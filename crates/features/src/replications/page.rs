//! One replication: how far it is, what its team has to do, and what came of it.

use std::collections::HashMap;

use jiff::civil::Date;
use kernel::{Error, Result, Time};
use maud::{Markup, html};
use network::communities::{self, Community};
use network::forms::general_error;
use network::{App, Viewer};
use store::Db;
use web::components::{
    self, Choice as Option_, Field, Tone, callout, choices, crumbs, error_line, field,
    idempotency_key,
};
use web::errors::about;
use web::{Lang, icon, icon_sm, numbers, t};

use super::actions;
use super::form::said_day;
use super::pages::Entered;
use super::queries;
use super::reach::{self, Reach};
use super::replication::{
    Answer, Choice, Point, Prepared, ROOM_MAX_CHARS, Replication, ReplicationId, Stage,
    TEXT_MAX_CHARS,
};
use super::result::{self, After};
use super::views::{result as in_words, rows, stage_tag};
use crate::indicators::{self, Indicator};
use crate::initiatives::{self, Adoption};
use crate::use_cases::views::{person, thread};
use crate::use_cases::{self, UseCase};

/// Others that repeat its way, on its page.
const BELOW: i64 = 20;
const CHANGES: i64 = 20;
const STONES: i64 = 24;

pub struct Shown {
    it: Replication,
    of: UseCase,
    indicator: Indicator,
    after: Option<After>,
    /// While it exists for the reader.
    community: Option<Community>,
    posts: Vec<Prepared>,
    points: Vec<Point>,
    changes: Vec<(String, Time)>,
    keeps: Vec<(i64, bool, String)>,
    below: Vec<Replication>,
    reach: Option<Reach>,
    initiative: Option<(i64, String)>,
    counted: Option<Adoption>,
    may_lead: bool,
    takes_part: bool,
    today: Date,
}

impl Shown {
    pub fn read(db: &Db, viewer: &Viewer, id: ReplicationId, today: Date) -> Result<Shown> {
        let it = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
        let of = use_cases::queries::by_id(db, it.use_case_id)?.ok_or_else(Error::not_found)?;
        let indicator = indicators::queries::by_id(db, it.indicator_id)?;
        let indicator = indicator.ok_or_else(Error::not_found)?;
        let mut after = result::after(db, &indicator, std::slice::from_ref(&it))?;
        let community = match it.community_id {
            Some(id) => communities::queries::visible(db, viewer, id)?,
            None => None,
        };
        let posts = queries::posts(db, id)?;
        let initiative = match it.initiative_id {
            Some(id) => initiatives::queries::visible(db, viewer, id)?,
            None => None,
        };
        let counted = match (it.initiative_id, it.unit_id) {
            (Some(initiative), Some(unit)) => initiatives::queries::adoption(db, initiative, unit)?,
            _ => None,
        };
        Ok(Shown {
            after: after.remove(&id.raw()),
            points: queries::points(db, id)?,
            changes: queries::changes(db, id, CHANGES)?,
            keeps: queries::keeps(db, id)?,
            below: queries::from(db, id, BELOW)?,
            reach: reach::read(db, &it, &posts)?,
            initiative: initiative.map(|(one, _)| (one.id.raw(), one.name)),
            may_lead: actions::may_lead(viewer, &it),
            takes_part: actions::takes_part(viewer, &it),
            counted,
            community,
            posts,
            indicator,
            of,
            it,
            today,
        })
    }

    pub fn title(&self, lang: Lang) -> String {
        let (name, place) = (self.it.use_case.as_str(), self.it.place.as_str());
        t!(lang, "replications-title-of", name = name, place = place)
    }
}

pub fn view(
    app: &App,
    viewer: &Viewer,
    shown: &Shown,
    entered: &Entered,
    error: Option<&Error>,
) -> Markup {
    let (lang, it) = (viewer.lang, &shown.it);
    let list = format!("/use-cases/{}/replications", it.use_case_id);
    let way = [
        ("/use-cases", t!(lang, "use-cases-title")),
        (
            &*format!("/use-cases/{}", it.use_case_id),
            it.use_case.clone(),
        ),
        (&*list, t!(lang, "replications-where-it-runs")),
    ];
    let way: Vec<(&str, &str)> = way.iter().map(|(href, name)| (*href, &**name)).collect();
    let can_act = shown.may_lead && it.goes_on();
    html! {
        (crumbs(lang, &way))
        div class="page-head" {
            div class="grow" {
                div class="row wrap tags" { (components::tag(Tone::Plain, Some("repeat"), &t!(lang, "replications-kind"))) (stage_tag(it.stage(shown.today), lang)) }
                h1 { (shown.title(lang)) }
                @if !it.variant.is_empty() { p { (t!(lang, "replications-differs", text = it.variant.as_str())) } }
            }
            @if let Some(community) = &shown.community { a class="btn" href={ "/communities/" (community.id) } { (icon("users")) (t!(lang, "replications-open-room")) } }
        }
        (general_error(lang, error, &["why", "choice", "text", "title", "room_name"]))
        (asked_to_lead(viewer, shown, entered, error))
        (asked_to_go_with(viewer, shown))
        @if can_act && let Some(day) = it.asks(shown.today) { (question(shown, day, entered, error, lang)) }
        div class="cols" {
            div class="stack loose" {
                (standing(shown, lang))
                @if shown.takes_part && it.leader_answer == Answer::Agreed {
                    (checklist(viewer, shown, lang))
                    (first_posts(app, shown, entered, error, lang))
                    (training(shown, lang))
                }
                (what_changed(viewer, shown, entered, error))
                (answers(shown, lang))
                (what_became(shown, lang))
                @if can_act { (stop_form(it, entered, error, lang)) }
            }
            aside class="aside" aria-label=(t!(lang, "replications-aside")) {
                (who(shown, lang))
                (facts(shown, lang))
                @if it.goes_on() { (choices_ahead(lang)) }
            }
        }
    }
}

fn asked_to_lead(
    viewer: &Viewer,
    shown: &Shown,
    entered: &Entered,
    error: Option<&Error>,
) -> Markup {
    let (lang, it) = (viewer.lang, &shown.it);
    if it.leader_answer != Answer::Asked {
        return html! {};
    }
    if it.leader_id != viewer.id {
        let text = t!(lang, "replications-waits-for", name = it.leader.as_str());
        return callout(Tone::Info, "hourglass", "", html! { p { (text) } });
    }
    let text = html! {
        div class="stack" {
            p { (t!(lang, "replications-lead-text", day = said_day(&it.starts, lang))) }
            p class="small" { (t!(lang, "replications-duty")) }
            form method="post" action={ "/replications/" (it.id) "/leader" } class="stack" {
                (field(&Field {
                    label: &t!(lang, "replications-room-name"), name: "room_name", value: entered.room_name.as_ref().unwrap_or(&it.room_name),
                    max_chars: Some(ROOM_MAX_CHARS as u32), error: about(lang, error, "room_name").as_deref(), ..Field::default()
                }))
                div class="row wrap" {
                    button class="btn primary" name="answer" value="agreed" { (t!(lang, "replications-lead-yes")) }
                    button class="btn" name="answer" value="declined" { (t!(lang, "replications-lead-no")) }
                }
            }
        }
    };
    callout(
        Tone::Info,
        "hand",
        &t!(lang, "replications-lead-asked"),
        text,
    )
}

fn asked_to_go_with(viewer: &Viewer, shown: &Shown) -> Markup {
    let (lang, it) = (viewer.lang, &shown.it);
    let is_asked = it.buddy_id == Some(viewer.id) && it.buddy_answer == Answer::Asked;
    if !is_asked || it.leader_answer != Answer::Agreed || !it.goes_on() {
        return html! {};
    }
    let text = html! {
        div class="stack" {
            p { (t!(lang, "replications-buddy-text", name = it.leader.as_str(), place = it.place.as_str())) }
            form method="post" action={ "/replications/" (it.id) "/buddy" } class="row wrap" {
                button class="btn primary" name="answer" value="agreed" { (t!(lang, "replications-buddy-yes")) }
                button class="btn" name="answer" value="declined" { (t!(lang, "replications-buddy-no")) }
            }
        }
    };
    callout(
        Tone::Info,
        "hand-heart",
        &t!(lang, "replications-buddy-asked"),
        text,
    )
}

/// After 30 and 90 days: three equal choices.
fn question(
    shown: &Shown,
    day: i64,
    entered: &Entered,
    error: Option<&Error>,
    lang: Lang,
) -> Markup {
    let is_this = entered.place.is_none() && entered.text.is_empty();
    let wrong = |name: &str| {
        error
            .filter(|_| is_this)
            .and_then(|_| about(lang, error, name))
    };
    let why = match entered.choice {
        Some(_) => wrong("why"),
        None => None,
    };
    let said: Vec<(Choice, String, String)> = Choice::ALL
        .iter()
        .map(|choice| {
            let key = format!("replications-choice-{choice}");
            (*choice, t!(lang, &key), t!(lang, &format!("{key}-text")))
        })
        .collect();
    let options: Vec<Option_<'_>> = said
        .iter()
        .map(|(choice, label, text)| Option_ {
            value: choice.as_str(),
            label,
            text,
            icon: Some(choice_icon(*choice)),
        })
        .collect();
    html! {
        form class="card stack to-answer" id="asked" method="post" action={ "/replications/" (shown.it.id) "/answer" } {
            h2 { (t!(lang, "replications-question", n = day)) }
            p class="soft" { (t!(lang, "replications-question-text")) }
            (choices(&t!(lang, "replications-you-choose"), "choice", &options, entered.choice.map_or("", Choice::as_str)))
            @if let Some(wrong) = wrong("choice") { (error_line(&wrong)) }
            (field(&Field {
                label: &t!(lang, "replications-why"), name: "why", value: &entered.why, rows: Some(2), id: Some("answer-why"),
                max_chars: Some(TEXT_MAX_CHARS as u32), hint: Some(&t!(lang, "replications-why-hint")), error: why.as_deref(), ..Field::default()
            }))
            div { button class="btn primary" { (t!(lang, "replications-answer")) } }
        }
    }
}

fn choice_icon(choice: Choice) -> &'static str {
    match choice {
        Choice::Kept => "check",
        Choice::Changed => "pencil",
        Choice::Stopped => "circle-x",
    }
}

fn standing(shown: &Shown, lang: Lang) -> Markup {
    let it = &shown.it;
    let day = it.day(shown.today);
    let ring_of = match it.stage(shown.today) {
        Stage::Trying(day) if day <= 30 => Some((day, 30)),
        Stage::Trying(_) | Stage::Kept30 => Some((day.min(90), 90)),
        _ => None,
    };
    html! {
        section class="card" {
            div class=(if ring_of.is_some() { "gate" } else { "stack" }) {
                @if let Some((day, whole)) = ring_of { (ring(day, whole, &t!(lang, "replications-day-of", day = day, n = whole))) }
                div class="stack tight" {
                    h2 { (t!(lang, &format!("replications-now-{}", it.stage(shown.today).as_str()), day = said_day(&it.starts, lang))) }
                    @if let Some(why) = &it.stopped_why { p { (t!(lang, "replications-stopped-why", why = why.as_str())) } }
                    (in_words(it, shown.after.as_ref(), &shown.indicator, lang))
                    div class="row wrap" { (thread(it.indicator_id, &shown.indicator.name, "")) }
                    (counted(shown, lang))
                }
            }
        }
    }
}

/// Where the start stands for the estimate.
fn counted(shown: &Shown, lang: Lang) -> Markup {
    let Some((id, name)) = &shown.initiative else {
        return html! {};
    };
    let said = match &shown.counted {
        Some(own) => t!(
            lang,
            "replications-counted",
            day = said_day(&own.started, lang)
        ),
        None if shown.it.last_period.is_none() => t!(lang, "replications-counted-then"),
        None => t!(lang, "replications-not-counted"),
    };
    html! {
        p class="small muted" { (said) " " a href={ "/initiatives/" (id) } { (name) } }
    }
}

/// Days as stones.
fn ring(day: i64, whole: i64, label: &str) -> Markup {
    let filled = (day.max(0) * STONES + whole / 2) / whole;
    let arc = |stone: i64| {
        let at = |degrees: f64| {
            let angle = (stone as f64 * 15.0 + degrees).to_radians();
            (20.0 + 16.0 * angle.sin(), 20.0 - 16.0 * angle.cos())
        };
        let ((x, y), (to_x, to_y)) = (at(2.6), at(12.4));
        format!("M{x:.2} {y:.2}A16 16 0 0 1 {to_x:.2} {to_y:.2}")
    };
    html! {
        svg class="ring days" viewBox="0 0 40 40" role="img" aria-label=(label) {
            @for stone in 0..STONES { path class=(if stone < filled { "fg" } else { "bg" }) d=(arc(stone)) {} }
            text x="20" y="20" { (day) " / " (whole) }
        }
    }
}

fn checklist(viewer: &Viewer, shown: &Shown, lang: Lang) -> Markup {
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

fn first_posts(
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
                (reached(shown.reach, lang))
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

fn reached(reach: Option<Reach>, lang: Lang) -> Markup {
    let said = match reach {
        None => return html! {},
        Some(Reach::About { seen, members }) => {
            let (seen, of) = (
                numbers::count(seen as i64, lang),
                numbers::count(members as i64, lang),
            );
            t!(lang, "replications-reach", seen = seen, members = of)
        }
        Some(Reach::Over90Percent) => t!(lang, "replications-reach-most"),
    };
    html! { p class="small muted" { (icon_sm("eye")) " " (said) } }
}

fn training(shown: &Shown, lang: Lang) -> Markup {
    html! {
        @if !shown.of.training.is_empty() {
            section class="card stack" { h2 { (t!(lang, "use-cases-training")) } p class="as-typed" { (shown.of.training) } }
        }
    }
}

fn what_changed(
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

/// What the team said after 30 and 90 days.
fn answers(shown: &Shown, lang: Lang) -> Markup {
    html! {
        @if !shown.keeps.is_empty() {
            section class="card stack" {
                h2 { (t!(lang, "replications-answers")) }
                ul class="rows trim" {
                    @for (day, changed, why) in &shown.keeps {
                        li {
                            span class="is-good" { (icon_sm("check")) }
                            div class="grow" {
                                span class="b" { (t!(lang, if *changed { "replications-kept-changed" } else { "replications-kept-as-is" }, n = *day)) }
                                @if !why.is_empty() { span class="m" { (why) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Who repeats this one's way.
fn what_became(shown: &Shown, lang: Lang) -> Markup {
    html! {
        @if !shown.below.is_empty() {
            section class="card stack" id="below" {
                h2 { (t!(lang, "replications-from-here", n = shown.below.len())) }
                (rows(shown.below.iter(), shown.today, lang))
            }
        }
    }
}

/// A stop needs a reason and no excuse.
fn stop_form(it: &Replication, entered: &Entered, error: Option<&Error>, lang: Lang) -> Markup {
    let wrong = match entered.choice {
        Some(_) => None,
        None => about(lang, error, "why"),
    };
    let typed = if entered.choice.is_none() {
        &*entered.why
    } else {
        ""
    };
    html! {
        details class="card" open[wrong.is_some()] {
            summary class="b" { (t!(lang, "replications-stop")) }
            form class="stack mt2" method="post" action={ "/replications/" (it.id) "/stop" } {
                p class="soft" { (t!(lang, "replications-stop-text")) }
                (field(&Field {
                    label: &t!(lang, "replications-stop-why"), name: "why", value: typed, rows: Some(2), id: Some("stop-why"), required: true,
                    max_chars: Some(TEXT_MAX_CHARS as u32), error: wrong.as_deref(), ..Field::default()
                }))
                div { button class="btn" { (t!(lang, "replications-stop-it")) } }
            }
        }
    }
}

/// Who leads a stopped one is told to its team alone.
fn who(shown: &Shown, lang: Lang) -> Markup {
    let it = &shown.it;
    let named = shown.takes_part || it.goes_on() || it.leader_answer != Answer::Agreed;
    html! {
        @if named {
            section class="sec" {
                h2 { (t!(lang, "replications-leads")) }
                div class="card" { (person(it.leader_id, &it.leader, it.leader_photo.as_deref(), &t!(lang, "replications-leads-it"))) }
            }
        }
        @if shown.takes_part && let (Some(id), Some(name)) = (it.buddy_id, &it.buddy) {
            section class="sec" {
                h2 { (t!(lang, "replications-with-you")) }
                div class="card" { (person(id, name, it.buddy_photo.as_deref(), &t!(lang, &format!("replications-buddy-is-{}", it.buddy_answer)))) }
            }
        }
    }
}

fn facts(shown: &Shown, lang: Lang) -> Markup {
    let it = &shown.it;
    html! {
        section class="sec" {
            h2 { (t!(lang, "replications-facts")) }
            dl class="facts card" {
                dt { (t!(lang, "replications-col-place")) } dd { (it.place) }
                dt { (t!(lang, "replications-starts")) } dd { (said_day(&it.starts, lang)) }
                dt { (t!(lang, "replications-from")) }
                dd {
                    @match (it.from_id, &it.from_place) {
                        (Some(id), Some(place)) => { a href={ "/replications/" (id) } { (place) } }
                        _ => { a href={ "/use-cases/" (it.use_case_id) } { (t!(lang, "replications-as-described")) } }
                    }
                }
                @if let Some(day) = &it.stopped { dt { (t!(lang, "replications-stage-stopped")) } dd { (said_day(day, lang)) } }
            }
        }
    }
}

fn choices_ahead(lang: Lang) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "replications-ahead")) }
            ul class="rows trim card small" {
                @for choice in Choice::ALL {
                    li {
                        (icon_sm(choice_icon(*choice)))
                        span class="grow" {
                            b { (t!(lang, &format!("replications-choice-{choice}"))) }
                            span class="m" { (t!(lang, &format!("replications-choice-{choice}-text"))) }
                        }
                    }
                }
            }
        }
    }
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
