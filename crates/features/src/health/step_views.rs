//! Cards of steps, the form for one, and its page.

use kernel::{Error, Time};
use maud::{Markup, html};
use network::{CommunityId, Viewer, forms};
use web::components::{
    Field, Select, Tone, crumbs, field, hidden, idempotency_key, select, tag, time,
};
use web::errors::about;
use web::{Lang, icon, t};

use super::measure::Measure;
use super::queries::PLEDGES;
use super::step::{
    About, HOW_MAX_CHARS, Outcome, PLEDGE_MAX_CHARS, Play, Pledge, REASON_MAX_CHARS, Step,
    TITLE_MAX_CHARS,
};
use super::{actions, views};

/// A step that might help.
pub struct Suggestion {
    pub about: About,
    pub play: Play,
    /// What it would move, from where to where.
    pub line: String,
}

/// Steps that ended and are shown beside.
const TAKEN: usize = 5;

/// Open steps, suggestions, and one's own.
pub fn choices(
    viewer: &Viewer,
    community: Option<CommunityId>,
    steps: &[Step],
    suggested: &[Suggestion],
    now: Time,
    key: &dyn Fn() -> String,
) -> Markup {
    let lang = viewer.lang;
    let open: Vec<&Step> = steps
        .iter()
        .filter(|step| step.ended_at.is_none())
        .collect();
    let is_new = |suggestion: &&Suggestion| {
        let play = suggestion.play.as_str();
        let level = suggestion.about.level_word();
        !open
            .iter()
            .any(|step| step.play == play && step.level == level)
    };
    let place = community.map_or_else(String::new, |id| format!("?community={id}"));
    html! {
        section class="stack" aria-labelledby="steps" {
            div class="row between wrap" {
                h2 id="steps" { (t!(lang, if community.is_some() { "health-choose" } else { "health-choose-network" })) }
                span class="small muted" { (t!(lang, "health-one-at-a-time")) }
            }
            div class="grid2" {
                @for step in &open { (card(step, now, viewer)) }
                @for suggestion in suggested.iter().filter(is_new) { (suggestion_card(viewer, suggestion, key)) }
                div class="empty card dashed" {
                    p class="small" { (t!(lang, "health-else")) }
                    a class="btn sm" href={ "/health/steps/new" (place) } { (icon("plus")) (t!(lang, "health-own")) }
                }
            }
        }
    }
}

fn card(step: &Step, now: Time, viewer: &Viewer) -> Markup {
    let lang = viewer.lang;
    html! {
        article class="card stack tight chosen" {
            div class="row between" {
                (tag(Tone::Brand, Some("flag"), &t!(lang, "health-chosen")))
                span class="small muted" { (t!(lang, "health-weeks", n = step.weeks)) }
            }
            h3 { a href={ "/health/steps/" (step.id) } { (step.title) } }
            p class="small soft" { (what(step, lang)) }
            div class="row wrap mt1" {
                span class="small" { (step.owner) " · " (time(step.created_at, now, lang, &viewer.zone())) " · " (t!(lang, "health-joined", n = step.people)) }
                a class="btn sm push" href={ "/health/steps/" (step.id) } { (t!(lang, "health-open")) }
            }
        }
    }
}

/// "Thanked this month, frontline".
fn what(step: &Step, lang: Lang) -> String {
    let name = views::name(step.measure, lang);
    match step.level.as_str() {
        "" => name,
        level => format!("{name}, {}", t!(lang, &format!("health-level-{level}"))),
    }
}

fn suggestion_card(viewer: &Viewer, suggestion: &Suggestion, key: &dyn Fn() -> String) -> Markup {
    let (lang, about, play) = (viewer.lang, suggestion.about, suggestion.play);
    let place = about
        .community
        .map_or_else(String::new, |id| format!("&community={id}"));
    let (measure, level) = (about.measure, about.level_word());
    let assign = format!("/health/steps/new?play={play}&measure={measure}&level={level}{place}");
    html! {
        article class="card stack tight" {
            div class="row between" {
                (tag(Tone::Plain, None, &t!(lang, "health-suggested")))
                span class="small muted" { (t!(lang, "health-weeks", n = play.weeks())) }
            }
            h3 { (t!(lang, &format!("health-play-{play}"))) }
            p class="small soft" { (suggestion.line) " " (t!(lang, &format!("health-play-{play}-how"))) }
            div class="row wrap mt1" {
                form method="post" action="/health/steps" {
                    (idempotency_key(&key()))
                    @if let Some(id) = about.community { (hidden("community", &id.to_string())) }
                    (hidden("measure", measure.as_str()))
                    (hidden("level", level))
                    (hidden("play", play.as_str()))
                    (hidden("title", &t!(lang, &format!("health-play-{play}"))))
                    (hidden("how", &t!(lang, &format!("health-play-{play}-how"))))
                    (hidden("weeks", &play.weeks().to_string()))
                    button class="btn soft sm" { (t!(lang, "health-take")) }
                }
                @if actions::may_assign(viewer, about.community) {
                    a class="btn ghost sm" href=(assign) { (t!(lang, "health-assign")) }
                } @else {
                    a class="btn ghost sm" href=(assign) { (t!(lang, "health-change-first")) }
                }
            }
        }
    }
}

/// Steps that ended; nothing when there are none.
pub fn taken(steps: &[Step], lang: Lang) -> Markup {
    let ended: Vec<&Step> = steps
        .iter()
        .filter(|step| step.ended_at.is_some())
        .take(TAKEN)
        .collect();
    html! {
        @if !ended.is_empty() {
            section class="sec" {
                h2 { (t!(lang, "health-taken")) }
                ul class="rows trim card" {
                    @for step in ended {
                        li {
                            div class="grow" {
                                a class="t" href={ "/health/steps/" (step.id) } { (step.title) }
                                span class="m" { (came_of(step, lang)) }
                            }
                            (outcome_tag(step, lang))
                        }
                    }
                }
            }
        }
    }
}

fn outcome_tag(step: &Step, lang: Lang) -> Markup {
    match step.outcome {
        Some(Outcome::Kept) => tag(Tone::Good, Some("check"), &t!(lang, "health-kept")),
        Some(Outcome::Stopped) => tag(Tone::Plain, None, &t!(lang, "health-stopped")),
        None => tag(Tone::Brand, Some("flag"), &t!(lang, "health-chosen")),
    }
}

/// "First reply 41 min → 14 min".
fn came_of(step: &Step, lang: Lang) -> String {
    let said = |value: Option<f64>| match value {
        Some(value) => views::said(step.measure, value, lang),
        None => "–".to_owned(),
    };
    format!(
        "{}: {} → {}",
        what(step, lang),
        said(step.before_value),
        said(step.after_value)
    )
}

/// What the form holds, as it was typed.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct Entered {
    pub community: String,
    pub measure: String,
    pub level: String,
    pub play: String,
    pub title: String,
    pub how: String,
    pub weeks: String,
    pub owner: String,
}

/// The form for a step; `place` is the community's name.
pub fn form(
    viewer: &Viewer,
    entered: &Entered,
    community: Option<(CommunityId, &str)>,
    error: Option<&Error>,
    key: &str,
) -> Markup {
    let lang = viewer.lang;
    let wrong = |name: &str| about(lang, error, name);
    let id = community.map(|(id, _)| id);
    let options = |words: Vec<(&'static str, String)>| words;
    let measures = options(match id {
        Some(_) => super::measure::OF_COMMUNITY
            .iter()
            .map(|measure| (measure.as_str(), views::name(*measure, lang)))
            .collect(),
        None => super::measure::Element::ALL
            .iter()
            .map(|element| {
                let measure = element.measure();
                let name = format!(
                    "{}: {}",
                    t!(lang, &format!("health-element-{element}")),
                    views::name(measure, lang)
                );
                (measure.as_str(), name)
            })
            .collect(),
    });
    let levels = options(
        super::measure::Column::ALL
            .iter()
            .map(|level| (level.as_str(), t!(lang, &format!("health-level-{level}"))))
            .collect(),
    );
    let borrowed =
        |words: &'_ [(&'static str, String)]| -> Vec<(&'static str, String)> { words.to_vec() };
    let (measures, levels) = (borrowed(&measures), borrowed(&levels));
    let measures: Vec<(&str, &str)> = measures
        .iter()
        .map(|(value, name)| (*value, name.as_str()))
        .collect();
    let levels: Vec<(&str, &str)> = levels
        .iter()
        .map(|(value, name)| (*value, name.as_str()))
        .collect();
    let back = id.map_or_else(
        || "/health".to_owned(),
        |id| format!("/communities/{id}/health"),
    );
    let place = community.map_or_else(|| t!(lang, "health-title"), |(_, name)| name.to_owned());
    html! {
        (crumbs(lang, &[(&back, &place), ("/health/steps/new", &t!(lang, "health-new"))]))
        div class="page-head" { div class="grow" { h1 { (t!(lang, "health-new")) } p { (t!(lang, "health-new-lead")) } } }
        form class="card stack narrow" method="post" action="/health/steps" {
            (forms::general_error(lang, error, &["title", "how", "weeks", "owner", "measure"]))
            (idempotency_key(key))
            @if let Some(id) = id { (hidden("community", &id.to_string())) }
            (hidden("play", &entered.play))
            (select(&Select {
                label: &t!(lang, "health-moves"), name: "measure", options: &measures, selected: &entered.measure,
                error: wrong("measure").as_deref(), ..Select::default()
            }))
            @if id.is_none() {
                (select(&Select { label: &t!(lang, "health-level"), name: "level", options: &levels, selected: &entered.level, ..Select::default() }))
            }
            (field(&Field {
                label: &t!(lang, "health-step-title"), name: "title", value: &entered.title, required: true,
                max_chars: Some(TITLE_MAX_CHARS as u32), error: wrong("title").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "health-step-how"), name: "how", value: &entered.how, rows: Some(4), required: true,
                max_chars: Some(HOW_MAX_CHARS as u32), hint: Some(&t!(lang, "health-step-how-hint")),
                error: wrong("how").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "health-step-weeks"), name: "weeks", value: &entered.weeks, required: true,
                error: wrong("weeks").as_deref(), ..Field::default()
            }))
            @if actions::may_assign(viewer, id) {
                (field(&Field {
                    label: &t!(lang, "health-step-owner"), name: "owner", value: &entered.owner,
                    hint: Some(&t!(lang, "health-step-owner-hint")), error: wrong("owner").as_deref(), ..Field::default()
                }))
            }
            div class="row wrap" {
                button class="btn primary" { (t!(lang, "health-begin")) }
                a class="btn ghost" href=(back) { (t!(lang, "health-cancel")) }
            }
        }
    }
}

/// Everything the page of a step shows.
pub struct Shown<'a> {
    pub step: &'a Step,
    pub pledges: &'a [Pledge],
    /// Of the community.
    pub place: Option<&'a str>,
    /// The measure as it is shown now.
    pub value: Option<f64>,
    /// In the thread; `None` when it was deleted.
    pub replies: Option<i64>,
}

pub fn page(viewer: &Viewer, shown: &Shown<'_>, now: Time) -> Markup {
    let (lang, step) = (viewer.lang, shown.step);
    let home = step.community_id.map_or_else(
        || "/health".to_owned(),
        |id| format!("/communities/{id}/health"),
    );
    let place = shown
        .place
        .map_or_else(|| t!(lang, "health-title"), str::to_owned);
    let to = |verb: &str| format!("/health/steps/{}/{verb}", step.id);
    let own = shown
        .pledges
        .iter()
        .find(|pledge| pledge.person_id == viewer.id);
    let is_open = step.ended_at.is_none();
    let ends = step.owner_id == viewer.id || actions::may_assign(viewer, step.community_id);
    html! {
        (crumbs(lang, &[(&home, &place), (&format!("/health/steps/{}", step.id), &step.title)]))
        div class="page-head" {
            div class="grow" {
                h1 { (step.title) }
                p { (what(step, lang)) " · " (t!(lang, "health-weeks", n = step.weeks)) " · " (t!(lang, "health-owner", name = step.owner.as_str())) }
            }
            (outcome_tag(step, lang))
        }
        div class="cols" {
            div class="stack loose" {
                section class="card stack" {
                    p class="pre" { (step.how) }
                    (before_after(shown, lang))
                    @if !step.reason.is_empty() { p { (t!(lang, "health-because", reason = step.reason.as_str())) } }
                    @if let Some(replies) = shown.replies {
                        div class="row" {
                            a class="btn" href={ "/posts/" (step.post_id) } {
                                (icon("message-circle")) (t!(lang, "health-talk", n = replies))
                            }
                        }
                    }
                }
                section class="card stack" aria-labelledby="together" {
                    div class="row between wrap" {
                        h2 id="together" { (t!(lang, "health-together", n = step.people)) }
                        span class="small muted" { (t!(lang, "health-done-of", done = step.done, n = step.people)) }
                    }
                    ul class="rows trim" {
                        @for pledge in shown.pledges {
                            li {
                                div class="grow" {
                                    a class="t" href={ "/people/" (pledge.person_id) } { (pledge.name) }
                                    span class="m" {
                                        @if pledge.person_id == step.owner_id { (t!(lang, "health-owns")) @if !pledge.text.is_empty() { " · " } }
                                        (pledge.text)
                                    }
                                }
                                @if let Some(done) = pledge.done_at {
                                    (tag(Tone::Good, Some("check"), &t!(lang, "health-done")))
                                    span class="small muted" { (time(done, now, lang, &viewer.zone())) }
                                }
                            }
                        }
                    }
                    @if shown.pledges.len() as i64 == PLEDGES && step.people > PLEDGES {
                        p class="small muted" { (t!(lang, "health-and-more", n = step.people - PLEDGES)) }
                    }
                    @if is_open { (join(&to, own, step, viewer, lang)) }
                }
            }
            aside class="aside" aria-label=(t!(lang, "health-aside-step")) {
                @if is_open && ends { (end_form(&to("end"), lang)) }
                section class="sec" {
                    h2 { (t!(lang, "health-careful")) }
                    p class="small muted" { (t!(lang, "health-careful-text")) }
                }
            }
        }
    }
}

fn before_after(shown: &Shown<'_>, lang: Lang) -> Markup {
    let step = shown.step;
    let value = |value: Option<f64>| match value {
        Some(value) => views::said(step.measure, value, lang),
        None => t!(lang, "health-not-shown"),
    };
    html! {
        dl class="facts" {
            div { dt { (t!(lang, "health-before")) } dd class="num" { (value(step.before_value)) } }
            div {
                @match step.ended_at {
                    Some(_) => { dt { (t!(lang, "health-after")) } dd class="num" { (value(step.after_value)) } }
                    None => { dt { (t!(lang, "health-now")) } dd class="num" { (value(shown.value)) } }
                }
            }
        }
    }
}

fn join(
    to: &dyn Fn(&str) -> String,
    own: Option<&Pledge>,
    step: &Step,
    viewer: &Viewer,
    lang: Lang,
) -> Markup {
    html! {
        form class="stack tight" method="post" action=(to("pledge")) {
            (field(&Field {
                label: &t!(lang, "health-pledge"), name: "text", value: own.map_or("", |own| own.text.as_str()),
                max_chars: Some(PLEDGE_MAX_CHARS as u32), hint: Some(&t!(lang, "health-pledge-hint")), ..Field::default()
            }))
            div class="row wrap" {
                button class=(if own.is_some() { "btn" } else { "btn primary" }) {
                    (icon("hand")) (t!(lang, if own.is_some() { "health-pledge-again" } else { "health-join" }))
                }
            }
        }
        @if let Some(own) = own {
            div class="row wrap" {
                form method="post" action=(to("done")) {
                    (hidden("part", if own.done_at.is_some() { "open" } else { "done" }))
                    button class=(if own.done_at.is_some() { "btn ghost sm" } else { "btn primary" }) {
                        (icon("check")) (t!(lang, if own.done_at.is_some() { "health-undone" } else { "health-mine-done" }))
                    }
                }
                @if step.owner_id != viewer.id {
                    form method="post" action=(to("leave")) { button class="btn ghost sm" { (t!(lang, "health-leave")) } }
                }
            }
        }
    }
}

/// The question how it ended; also shown again by itself when something is wrong with it.
pub fn end_form(action: &str, lang: Lang) -> Markup {
    html! {
        section class="sec" {
            h2 { (t!(lang, "health-end")) }
            (end_fields(action, Outcome::Kept, "", None, lang))
        }
    }
}

pub fn end_fields(
    action: &str,
    outcome: Outcome,
    reason: &str,
    error: Option<&Error>,
    lang: Lang,
) -> Markup {
    let options: Vec<(&str, String)> = Outcome::ALL
        .iter()
        .map(|outcome| {
            (
                outcome.as_str(),
                t!(lang, &format!("health-outcome-{outcome}")),
            )
        })
        .collect();
    let options: Vec<(&str, &str)> = options
        .iter()
        .map(|(value, name)| (*value, name.as_str()))
        .collect();
    html! {
        form class="card stack tight" method="post" action=(action) {
            (select(&Select { label: &t!(lang, "health-outcome"), name: "outcome", options: &options, selected: outcome.as_str(), ..Select::default() }))
            (field(&Field {
                label: &t!(lang, "health-reason"), name: "reason", value: reason, rows: Some(2), max_chars: Some(REASON_MAX_CHARS as u32),
                hint: Some(&t!(lang, "health-reason-hint")), error: about(lang, error, "reason").as_deref(), ..Field::default()
            }))
            div { button class="btn sm" { (t!(lang, "health-end-save")) } }
        }
    }
}

/// The title and reason of a play, to begin a form with.
pub fn begin(play: Option<Play>, measure: Option<Measure>, lang: Lang) -> (String, String, String) {
    match play {
        Some(play) => (
            t!(lang, &format!("health-play-{play}")),
            t!(lang, &format!("health-play-{play}-how")),
            play.weeks().to_string(),
        ),
        None => (
            String::new(),
            String::new(),
            measure
                .map_or(4, |measure| Play::of(measure).weeks())
                .to_string(),
        ),
    }
}
