//! How courses look: in a list, and one with its steps, the promise, and who completed it.

use jiff::civil::Date;
use kernel::{Error, Time};
use maud::{Markup, html};
use network::communities::Community;
use network::forms::general_error;
use network::{PersonId, Viewer};
use web::components::{
    Action, Confirm, Field, Tone, callout, confirm, crumbs, date, day_in_words, empty_state, field,
    pager, sheet_button, tag,
};
use web::errors::about;
use web::{Lang, icon, icon_sm, numbers, t};

use super::commitment::Commitment;
use super::commitment_views;
use super::course::{Course, CourseId, Step, StepId};
use super::figure::{Figure, FigureState, Scope};
use super::pages::Typed;
use crate::replications::ReplicationId;
use crate::use_cases::views::{person, thread};

/// What the list shows.
pub struct Listed {
    pub courses: Vec<Course>,
    /// The steps that the reader has done.
    pub done: Vec<(CourseId, StepId)>,
    pub completed: Vec<CourseId>,
    pub asked: Vec<Commitment>,
    pub with_me: Vec<Commitment>,
    pub drafts: Vec<(CourseId, String)>,
    pub may_make: bool,
    pub next: Option<String>,
}

pub fn list(viewer: &Viewer, listed: &Listed, today: Date) -> Markup {
    let lang = viewer.lang;
    html! {
        div class="page-head" {
            div class="grow" { h1 { (t!(lang, "courses-title")) } p { (t!(lang, "courses-lead")) } }
            @if listed.may_make { a class="btn" href="/courses/new" { (icon("plus")) (t!(lang, "courses-new")) } }
        }
        (commitment_views::waiting(&listed.asked, &listed.with_me, lang))
        @if listed.courses.is_empty() {
            @let text = if listed.may_make { "courses-none-make" } else { "courses-none-text" };
            @let action = Action { href: "/courses/new", label: t!(lang, "courses-new") };
            (empty_state(&t!(lang, "courses-none"), &t!(lang, text), listed.may_make.then_some(&action)))
        }
        div class="stack narrow" id="courses" data-items {
            @for it in &listed.courses {
                @let done = listed.done.iter().filter(|(course, _)| *course == it.id).count() as i64;
                (card(it, done, listed.completed.contains(&it.id), today, lang))
            }
        }
        @if let Some(next) = &listed.next { (pager("courses-more", next, &t!(lang, "courses-more"))) }
        @if !listed.drafts.is_empty() {
            section class="card stack narrow" {
                h2 { (t!(lang, "courses-drafts")) }
                ul class="rows trim" {
                    @for (id, title) in &listed.drafts {
                        li { (icon("pencil")) div class="grow" { a class="t" href={ "/courses/" (id) } { (title) } } }
                    }
                }
            }
        }
    }
}

/// "5 steps · 12 minutes".
pub fn length(it: &Course, lang: Lang) -> String {
    let steps = t!(lang, "courses-n-steps", n = it.steps);
    format!("{steps} · {}", minutes(it.minutes, lang))
}

pub fn minutes(n: i64, lang: Lang) -> String {
    t!(lang, "courses-n-minutes", n = n)
}

/// Who completed it has done so, also when it got a step since.
fn card(it: &Course, done: i64, completed: bool, today: Date, lang: Lang) -> Markup {
    html! {
        article class="card stack" id={ "course-" (it.id) } {
            div class="row wrap" {
                (tag(Tone::Brand, Some("graduation-cap"), &t!(lang, "courses-kind")))
                @if let Some(day) = it.first_until(today) { (early(day, lang)) }
                @if completed { (tag(Tone::Good, Some("circle-check"), &t!(lang, "courses-completed"))) }
                @else if done > 0 { (tag(Tone::Plain, Some("circle-dot"), &t!(lang, "courses-begun", done = done, n = it.steps))) }
                span class="small muted" { (length(it, lang)) }
            }
            h2 class="post-title" { a href={ "/courses/" (it.id) } { (it.title) } }
            p class="soft" { (kernel::text::shorten(&it.purpose, 200)) }
            div class="row wrap between" {
                (person(it.owner_id, &it.owner, it.owner_photo.as_deref(), &t!(lang, "courses-teaches")))
                @if let (Some(id), Some(name)) = (it.indicator_id, &it.indicator) { (thread(id, name, "")) }
            }
        }
    }
}

/// To those who see it before its day.
pub fn early(day: &str, lang: Lang) -> Markup {
    let text = t!(lang, "courses-first-until", day = opening_day(day, lang));
    tag(Tone::Gold, Some("sparkles"), &text)
}

/// "3 May 2027".
pub fn opening_day(day: &str, lang: Lang) -> String {
    day.parse()
        .map_or_else(|_| String::new(), |day: Date| day_in_words(day, lang))
}

/// A few on another page.
pub fn rows(courses: &[Course], lang: Lang) -> Markup {
    html! {
        ul class="rows trim" {
            @for it in courses {
                li {
                    (icon("graduation-cap"))
                    div class="grow" {
                        a class="t" href={ "/courses/" (it.id) } { (it.title) }
                        span class="m" { (length(it, lang)) }
                    }
                }
            }
        }
    }
}

/// Everything the page of a course shows.
pub struct Shown {
    pub it: Course,
    pub steps: Vec<Step>,
    pub done: Vec<StepId>,
    pub completed_at: Option<Time>,
    /// The reader's own.
    pub commitment: Option<Commitment>,
    pub companions: Vec<(PersonId, String)>,
    /// The replication that the promise became, and where.
    pub became: Option<(ReplicationId, String)>,
    pub figures: Vec<Figure>,
    pub is_responsible: bool,
    pub may_change: bool,
    pub today: Date,
    /// Where it is talked about, when the reader may read it.
    pub community: Option<Community>,
    /// The name of the reader's.
    pub manager: Option<String>,
}

pub fn page(viewer: &Viewer, shown: &Shown, error: Option<&Error>, typed: &Typed) -> Markup {
    let (lang, it) = (viewer.lang, &shown.it);
    let is_open = it.published_at.is_some();
    let fields = ["said", "due", "with", "note", "outcome", "opens_on"];
    let next = shown
        .steps
        .iter()
        .find(|step| !shown.done.contains(&step.id));
    html! {
        (crumbs(lang, &[("/courses", &t!(lang, "courses-title"))]))
        (general_error(lang, error, &fields))
        @if !is_open && shown.may_change { (draft(shown, error, typed, lang)) }
        @if let Some(day) = it.first_until(shown.today) { (first(shown, day, error, typed, lang)) }
        div class="cols" {
            article class="stack loose" {
                header class="stack" {
                    div class="row wrap" {
                        (tag(Tone::Brand, Some("graduation-cap"), &t!(lang, "courses-kind")))
                        span class="small muted" { (length(it, lang)) }
                    }
                    h1 { (it.title) }
                    p class="lg soft as-typed" { (it.purpose) }
                }
                @if is_open { (begin(viewer, shown, next)) }
                (steps(shown, lang))
                @if is_open && (shown.completed_at.is_some() || shown.commitment.is_some()) {
                    (commitment_views::section(viewer, shown, error, typed))
                }
                @if is_open && shown.may_change { (owners(it, lang)) }
            }
            aside class="aside" aria-label=(t!(lang, "courses-aside")) { (aside(viewer, shown)) }
        }
    }
}

/// To those who may change a draft.
fn draft(shown: &Shown, error: Option<&Error>, typed: &Typed, lang: Lang) -> Markup {
    let it = &shown.it;
    let text = if it.steps == 0 {
        "courses-draft-empty"
    } else {
        "courses-draft-text"
    };
    let changing = html! {
        p { (t!(lang, text)) }
        @if it.steps > 0 {
            form class="stack mt3" method="post" action={ "/courses/" (it.id) "/publication" } {
                (opens_on(&typed.opens_on, error, lang))
                div { button class="btn primary" { (t!(lang, "courses-publish")) } }
            }
        }
        div class="row wrap mt3" {
            a class="btn" href={ "/courses/" (it.id) "/edit" } { (icon("pencil")) (t!(lang, "courses-edit")) }
            (sheet_button("discard", "btn ghost", html! { (t!(lang, "courses-discard")) }))
        }
        (confirm(&Confirm {
            id: "discard", action: &format!("/courses/{}/deletion", it.id), title: &t!(lang, "courses-discard-ask"),
            text: &t!(lang, "courses-discard-text"), yes: &t!(lang, "courses-discard"), no: &t!(lang, "courses-discard-not"),
            ..Confirm::default()
        }))
    };
    callout(
        Tone::Plain,
        "pencil",
        &t!(lang, "courses-is-draft"),
        changing,
    )
}

fn opens_on(value: &str, error: Option<&Error>, lang: Lang) -> Markup {
    field(&Field {
        label: &t!(lang, "courses-opens-on"),
        name: "opens_on",
        kind: "date",
        value,
        hint: Some(&t!(lang, "courses-opens-on-hint")),
        error: about(lang, error, "opens_on").as_deref(),
        ..Field::default()
    })
}

/// To champions, and to those who may change the day.
fn first(shown: &Shown, day: &str, error: Option<&Error>, typed: &Typed, lang: Lang) -> Markup {
    let title = t!(lang, "courses-first", day = opening_day(day, lang));
    let value = match typed.opens_on.as_str() {
        "" => day,
        typed => typed,
    };
    let text = html! {
        p { (t!(lang, "courses-first-text")) }
        @if shown.may_change {
            details class="mt2" open[error.is_some()] {
                summary { (t!(lang, "courses-first-change")) }
                form class="stack mt2" method="post" action={ "/courses/" (shown.it.id) "/opening" } {
                    (opens_on(value, error, lang))
                    div { button class="btn" { (t!(lang, "courses-save")) } }
                }
                form class="mt2" method="post" action={ "/courses/" (shown.it.id) "/opening" } {
                    input type="hidden" name="opens_on" value="";
                    button class="btn ghost" { (t!(lang, "courses-open-now")) }
                }
            }
        }
    };
    callout(Tone::Info, "sparkles", &title, text)
}

/// What is to be done next, and before one begins who will see that one is through.
fn begin(viewer: &Viewer, shown: &Shown, next: Option<&Step>) -> Markup {
    let (lang, it) = (viewer.lang, &shown.it);
    let first = shown.steps.first();
    let seen = match &shown.manager {
        Some(name) => t!(
            lang,
            "courses-seen-by-manager",
            owner = it.owner.as_str(),
            manager = name.as_str()
        ),
        None => t!(lang, "courses-seen-by", owner = it.owner.as_str()),
    };
    html! {
        section class="stack tight" {
            @match (shown.completed_at, next, first) {
                (Some(at), None, Some(first)) => {
                    p class="row" { (tag(Tone::Good, Some("circle-check"), &t!(lang, "courses-completed")))
                        span class="small muted" { (date(at, lang, &viewer.zone())) } }
                    div { a class="btn" href={ "/courses/" (it.id) "/steps/" (first.id) } { (t!(lang, "courses-again")) } }
                }
                (completed, Some(next), _) => {
                    @if let Some(at) = completed {
                        p class="row wrap" { (tag(Tone::Good, Some("circle-check"), &t!(lang, "courses-completed")))
                            span class="small muted" { (date(at, lang, &viewer.zone())) " · " (t!(lang, "courses-got-a-step")) } }
                    }
                    @let label = if shown.done.is_empty() { "courses-begin" } else { "courses-go-on" };
                    div { a class="btn primary" href={ "/courses/" (it.id) "/steps/" (next.id) } { (t!(lang, label)) (icon("arrow-right")) } }
                }
                _ => {}
            }
            p class="small muted row" { (icon_sm("eye")) span { (seen) } }
        }
    }
}

fn steps(shown: &Shown, lang: Lang) -> Markup {
    let it = &shown.it;
    html! {
        section class="stack" {
            h2 { (t!(lang, "courses-steps")) }
            @if shown.steps.is_empty() { p class="muted" { (t!(lang, "courses-no-steps")) } } @else {
                ol class="rows card course-steps" {
                    @for (at, step) in shown.steps.iter().enumerate() {
                        li {
                            (mark(shown.done.contains(&step.id), false, lang))
                            div class="grow" {
                                a class="t" href={ "/courses/" (it.id) "/steps/" (step.id) } { (at + 1) ". " (step.title) }
                                span class="m" {
                                    (minutes(step.minutes, lang))
                                    @if step.story_id.is_some() { " · " (t!(lang, "courses-with-story")) }
                                    @if !step.prompt.is_empty() { " · " (t!(lang, "courses-with-prompt")) }
                                }
                            }
                            @if shown.may_change {
                                @if at > 0 {
                                    form method="post" action={ "/courses/" (it.id) "/steps/" (step.id) "/rise" } {
                                        button class="btn ghost icon sm" aria-label=(t!(lang, "courses-rise", title = step.title.as_str())) { (icon("arrow-up")) }
                                    }
                                }
                                a class="btn ghost icon sm" href={ "/courses/" (it.id) "/steps/" (step.id) "/edit" }
                                    aria-label=(t!(lang, "courses-step-edit-named", title = step.title.as_str())) { (icon("pencil")) }
                            }
                        }
                    }
                }
            }
            @if shown.may_change {
                div { a class="btn sm" href={ "/courses/" (it.id) "/steps/new" } { (icon_sm("plus")) (t!(lang, "courses-step-new")) } }
            }
        }
    }
}

/// Whether a step is done, in a sign and a word.
pub fn mark(is_done: bool, is_here: bool, lang: Lang) -> Markup {
    let (name, class, key) = match (is_done, is_here) {
        (true, _) => ("circle-check", "is-good", "courses-step-done"),
        (false, true) => ("circle-dot", "is-brand", "courses-step-here"),
        (false, false) => ("circle-dashed", "muted", "courses-step-open"),
    };
    html! { span class=(class) { (icon(name)) span class="vh" { (t!(lang, key)) } } }
}

/// To those who may change a published one.
fn owners(it: &Course, lang: Lang) -> Markup {
    html! {
        details class="small" {
            summary { (t!(lang, "courses-yours")) }
            div class="stack tight mt2" {
                p class="soft" { (t!(lang, "courses-withdraw-text")) }
                div class="row wrap" {
                    a class="btn sm" href={ "/courses/" (it.id) "/edit" } { (icon_sm("pencil")) (t!(lang, "courses-edit")) }
                    form method="post" action={ "/courses/" (it.id) "/withdrawal" } { button class="btn sm danger" { (t!(lang, "courses-withdraw")) } }
                }
            }
        }
    }
}

fn aside(viewer: &Viewer, shown: &Shown) -> Markup {
    let (lang, it) = (viewer.lang, &shown.it);
    html! {
        section class="sec" {
            h2 { (t!(lang, "courses-taught-by")) }
            div class="card stack" {
                (person(it.owner_id, &it.owner, it.owner_photo.as_deref(), ""))
                @if let (Some(id), Some(name)) = (it.indicator_id, &it.indicator) { (thread(id, name, "")) }
                @if let (Some(id), Some(name)) = (it.use_case_id, &it.use_case) {
                    p class="small" { (t!(lang, "courses-use-case")) " " a href={ "/use-cases/" (id) } { (name) } }
                }
                @if let Some(community) = &shown.community {
                    p class="small" { (t!(lang, "courses-talked-in")) " " a href={ "/communities/" (community.id) } { (community.name) } }
                }
            }
        }
        @if it.published_at.is_some() { (told(shown, lang)) }
        @if shown.is_responsible {
            section class="sec" {
                h2 { (t!(lang, "courses-duty")) }
                div class="card stack tight small" {
                    p { (t!(lang, "courses-duty-text")) }
                    div { a class="btn sm" href={ "/courses/" (it.id) "/completions" } { (icon_sm("users")) (t!(lang, "courses-duty-open")) } }
                }
            }
        }
    }
}

/// Who completed it, by level, and how many want to try it; never of few people.
fn told(shown: &Shown, lang: Lang) -> Markup {
    let of = |scope: Scope| shown.figures.iter().find(|it| it.scope == scope);
    let levels = [
        Scope::All,
        Scope::Leader,
        Scope::Manager,
        Scope::Champion,
        Scope::Staff,
    ];
    html! {
        section class="sec" {
            h2 { (t!(lang, "courses-figures")) }
            div class="card stack" {
                @if shown.figures.is_empty() { p class="small muted" { (t!(lang, "courses-figures-soon")) } } @else {
                    table class="tbl small course-figures" {
                        caption class="vh" { (t!(lang, "courses-figures")) }
                        thead { tr { th scope="col" { (t!(lang, "courses-figure-who")) } th scope="col" class="num" { (t!(lang, "courses-figure-completed")) } } }
                        tbody {
                            @for scope in levels {
                                @if let Some(figure) = of(scope) {
                                    tr { th scope="row" { (t!(lang, &format!("courses-scope-{scope}"))) } td class="num" { (counted(figure, lang)) } }
                                }
                            }
                        }
                    }
                    @if let Some(it) = of(Scope::Trying).filter(|it| it.state == FigureState::Shown) {
                        p class="stat" {
                            span class="v" { (numbers::count(it.value, lang)) " " small { (t!(lang, "courses-of-people", n = numbers::count(it.people, lang))) } }
                            span class="l" { (t!(lang, "courses-said-try")) }
                        }
                    }
                    p class="small muted" { (t!(lang, "courses-figures-rule")) }
                }
            }
        }
    }
}

fn counted(it: &Figure, lang: Lang) -> String {
    let people = numbers::count(it.people, lang);
    match it.state {
        FigureState::Shown => t!(
            lang,
            "courses-n-of",
            value = numbers::count(it.value, lang),
            people = people
        ),
        FigureState::AlmostAll => t!(lang, "courses-almost-all", people = people),
        FigureState::Withheld => t!(lang, "courses-withheld"),
    }
}
