//! How a step looks: the text, a story, the prompt, what colleagues wrote, and the way on.

use kernel::Error;
use kernel::text::shorten;
use maud::{Markup, PreEscaped, html};
use network::communities::Community;
use network::forms::general_error;
use network::people::{SiteKind, photo_href};
use network::{App, Viewer};
use web::components::{
    Face, Field, Size, Tab, avatar, crumbs, field, hue_of, idempotency_key, relative, seg,
};
use web::errors::about;
use web::{Lang, icon, icon_sm, t};

use super::answer::{ANSWER_MAX_CHARS, Audience, Own, Said, Whose};
use super::course::{Course, Step, StepId};
use super::lesson::Typed;
use super::views::{mark, minutes};
use crate::posts::PostId;
use crate::stories::{Story, Verdict};
use crate::use_cases::views::{person, thread};

/// Everything the page of a step shows.
pub struct Shown {
    pub course: Course,
    pub steps: Vec<Step>,
    /// The place of this one in them.
    pub at: usize,
    pub done: Vec<StepId>,
    /// One that is told.
    pub story: Option<Story>,
    /// Where the reader can post an answer.
    pub community: Option<Community>,
    pub own: Option<Own>,
    /// Their answer, while it stands as a post.
    pub own_post: Option<PostId>,
    /// Of colleagues at their site.
    pub said: Vec<Said>,
    pub whose: Whose,
    pub may_change: bool,
}

impl Shown {
    pub fn step(&self) -> &Step {
        &self.steps[self.at]
    }

    fn href(&self, step: &Step) -> String {
        format!("/courses/{}/steps/{}", self.course.id, step.id)
    }
}

pub fn page(
    app: &App,
    viewer: &Viewer,
    shown: &Shown,
    cards: Option<Markup>,
    error: Option<&Error>,
    typed: &Typed,
) -> Markup {
    let (lang, step, course) = (viewer.lang, shown.step(), &shown.course);
    let place = t!(
        lang,
        "courses-step-of",
        at = shown.at + 1,
        n = shown.steps.len()
    );
    let is_open = course.published_at.is_some();
    html! {
        (crumbs(lang, &[("/courses", &t!(lang, "courses-title")), (&format!("/courses/{}", course.id), &course.title)]))
        (stepper(shown, lang))
        (general_error(lang, error, &["text", "audience"]))
        div class="cols" {
            article class="stack loose" {
                header class="stack tight" {
                    p class="small muted" { (place) " · " (minutes(step.minutes, lang)) }
                    h1 { (step.title) }
                }
                div class="prose" { (PreEscaped(&step.html)) }
                @if let Some(story) = &shown.story { (told(viewer, story)) }
                @if is_open && !step.prompt.is_empty() {
                    (prompt(app, viewer, shown, error, typed))
                    (others(app, viewer, shown, cards))
                }
                @if is_open { (onwards(shown, lang)) } @else { p class="muted" { (t!(lang, "courses-preview")) } }
            }
            aside class="aside" aria-label=(t!(lang, "courses-aside")) { (aside(viewer, shown)) }
        }
    }
}

fn stepper(shown: &Shown, lang: Lang) -> Markup {
    html! {
        ol class="stepper" aria-label=(t!(lang, "courses-steps")) {
            @for (at, step) in shown.steps.iter().enumerate() {
                @let is_done = shown.done.contains(&step.id);
                @if at == shown.at {
                    li class=[is_done.then_some("done")] aria-current="step" { span { (at + 1) " · " (step.title) } }
                } @else if is_done {
                    li class="done" { a href=(shown.href(step)) { (icon_sm("circle-check")) span { (step.title) } } }
                } @else {
                    li { a href=(shown.href(step)) { span { (at + 1) " · " (step.title) } } }
                }
            }
        }
    }
}

/// A story of a colleague. Who told it agreed to stand here; others are not named.
fn told(viewer: &Viewer, it: &Story) -> Markup {
    let lang = viewer.lang;
    let photo = photo_href(it.teller_id, it.teller_photo.as_deref());
    let face = Face {
        name: &it.teller,
        hue: hue_of(it.teller_id.raw()),
        photo: photo.as_deref(),
        square: false,
    };
    let said = [&it.why, &it.had, &it.changed]
        .into_iter()
        .find(|text| !text.is_empty());
    let team = it.team_size.map(|n| t!(lang, "courses-team", n = n));
    let line: Vec<&str> = [it.site.as_deref(), team.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    html! {
        section class="post" aria-label=(t!(lang, "courses-story")) {
            header class="post-head" {
                (avatar(&face, Size::Md, Some(("k-story", "sprout"))))
                div class="who" {
                    span { a href={ "/people/" (it.teller_id) } { (it.teller) } " " (t!(lang, "courses-story-tells")) }
                    span class="m" { (line.join(" · ")) }
                }
            }
            div class="course-story stack tight" {
                h2 class="post-title" { a href={ "/stories/" (it.id) } { (it.title) } }
                @if let Some(said) = said { p class="soft" { (shorten(said, 240)) } }
            }
            div class="row wrap" {
                @if let (Some(id), Some(name)) = (it.indicator_id, &it.indicator) { (thread(id, name, "")) }
                @if it.verdict == Some(Verdict::Confirmed) {
                    span class="small muted row" { (icon_sm("shield-check")) (t!(lang, "stories-confirmed")) }
                }
                a class="small" href={ "/stories/" (it.id) } { (t!(lang, "courses-story-whole")) }
            }
        }
    }
}

fn prompt(
    app: &App,
    viewer: &Viewer,
    shown: &Shown,
    error: Option<&Error>,
    typed: &Typed,
) -> Markup {
    let (lang, step) = (viewer.lang, shown.step());
    if let Some(post) = shown.own_post {
        return html! {
            section class="card stack tight course-prompt" id="answer" {
                h2 { (step.prompt) }
                p { (t!(lang, "courses-own-post")) " " a href={ "/posts/" (post) } { (t!(lang, "courses-own-post-open")) } }
            }
        };
    }
    let kept = shown.own.as_ref().filter(|own| !own.body.is_empty());
    let (text, audience) = match (error, kept) {
        (None, Some(own)) => (own.body.as_str(), Some(own.audience)),
        _ => (typed.text.as_str(), typed.audience),
    };
    let site = viewer.person.site.as_deref();
    let mut offered = Vec::new();
    if let Some(site) = site {
        offered.push((Audience::Site, t!(lang, "courses-for-site", site = site)));
    }
    if let Some(community) = &shown.community {
        let name = community.name.as_str();
        offered.push((
            Audience::Everyone,
            t!(lang, "courses-for-everyone", name = name),
        ));
    }
    offered.push((Audience::Me, t!(lang, "courses-for-me")));
    let chosen = audience.unwrap_or(offered[0].0);
    let wrong = about(lang, error, "audience");
    html! {
        section class="card course-prompt stack" id="answer" {
            form class="stack" method="post" action={ (shown.href(step)) "/answer" } {
                (idempotency_key(&app.form_key()))
                (field(&Field {
                    label: &step.prompt, name: "text", value: text, rows: Some(4), max_chars: Some(ANSWER_MAX_CHARS as u32),
                    error: about(lang, error, "text").as_deref(), ..Field::default()
                }))
                fieldset class="field" {
                    legend class="lbl" { (t!(lang, "courses-who-sees")) }
                    div class="row wrap gap4" {
                        @for (audience, label) in &offered {
                            label class="check" {
                                input type="radio" name="audience" value=(audience) checked[*audience == chosen];
                                span { (label) }
                            }
                        }
                    }
                    @if let Some(wrong) = wrong { span class="err" { (icon_sm("circle-alert")) (wrong) } }
                }
                div class="row wrap" {
                    button class="btn" { (t!(lang, if kept.is_some() { "courses-answer-change" } else { "courses-answer" })) }
                    span class="small muted" { (t!(lang, "courses-no-mark")) }
                }
            }
            @if let Some(own) = kept {
                (asked_then(&own.prompt, step, lang))
                form method="post" action={ (shown.href(step)) "/answer/deletion" } { button class="btn ghost sm" { (t!(lang, "courses-answer-delete")) } }
            }
        }
    }
}

/// What colleagues wrote: at the reader's site, and as posts in the community of the course.
fn others(app: &App, viewer: &Viewer, shown: &Shown, cards: Option<Markup>) -> Markup {
    let (lang, step) = (viewer.lang, shown.step());
    let is_all = shown.whose == Whose::All;
    let here = format!("/courses/{}/steps/{}", shown.course.id, step.id);
    let tab = |label: &str, query: &str, current: bool| Tab {
        href: format!("{here}{query}#others"),
        label: t!(lang, label),
        current,
        ..Tab::default()
    };
    let own_kind = match viewer.person.site_kind {
        Some(SiteKind::Frontline) => Some("courses-kind-frontline"),
        Some(SiteKind::Office) => Some("courses-kind-office"),
        None => None,
    };
    let nothing = shown.said.is_empty() && cards.is_none();
    html! {
        section class="stack" id="others" {
            div class="row between wrap" {
                h2 { (t!(lang, "courses-others")) }
                @if let (Some(kind), true) = (own_kind, shown.community.is_some()) {
                    (seg(&t!(lang, "courses-whose"), &[tab(kind, "", !is_all), tab("courses-kind-all", "?answers=all", is_all)]))
                }
            }
            @if nothing { p class="muted" { (t!(lang, if is_all { "courses-others-none" } else { "courses-others-none-alike" })) } }
            @if !shown.said.is_empty() {
                div class="card stack" {
                    h3 class="lbl" { (t!(lang, "courses-at-your-site")) }
                    @for it in &shown.said { (said(app, viewer, step, it)) }
                }
            }
            @if let Some(cards) = cards { div class="stack" { (cards) } }
        }
    }
}

/// The question that was answered, where it is another now.
fn asked_then(prompt: &str, step: &Step, lang: Lang) -> Markup {
    html! {
        @if prompt != step.prompt { p class="small muted" { (t!(lang, "courses-asked-then", prompt = prompt)) } }
    }
}

fn said(app: &App, viewer: &Viewer, step: &Step, it: &Said) -> Markup {
    let at = relative(it.at, app.store.clock().now(), viewer.lang, &viewer.zone());
    let line: Vec<&str> = [it.title.as_str(), &at]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    html! {
        div class="stack tight" {
            (person(it.person_id, &it.name, it.photo.as_deref(), &line.join(" · ")))
            (asked_then(&it.prompt, step, viewer.lang))
            div class="post-body" { (PreEscaped(&it.html)) }
        }
    }
}

/// The way on: the one primary button of the page.
fn onwards(shown: &Shown, lang: Lang) -> Markup {
    let step = shown.step();
    let next = shown.steps.get(shown.at + 1);
    let is_done = shown.done.contains(&step.id);
    let left = shown
        .steps
        .iter()
        .filter(|it| !shown.done.contains(&it.id) && it.id != step.id)
        .count();
    html! {
        nav class="row wrap between" aria-label=(t!(lang, "courses-way")) {
            @if let Some(before) = shown.at.checked_sub(1).and_then(|at| shown.steps.get(at)) {
                a class="btn ghost" href=(shown.href(before)) { (icon("arrow-left")) (t!(lang, "courses-back")) }
            } @else {
                a class="btn ghost" href={ "/courses/" (shown.course.id) } { (icon("arrow-left")) (t!(lang, "courses-overview")) }
            }
            @match (is_done, next) {
                (true, Some(next)) => { a class="btn primary" href=(shown.href(next)) { (t!(lang, "courses-next")) (icon("arrow-right")) } }
                (true, None) => { a class="btn primary" href={ "/courses/" (shown.course.id) } { (t!(lang, "courses-overview")) } }
                (false, _) => {
                    form method="post" action={ (shown.href(step)) "/done" } {
                        button class="btn primary" { (t!(lang, if left == 0 { "courses-finish" } else { "courses-done" })) (icon("check")) }
                    }
                }
            }
        }
    }
}

fn aside(viewer: &Viewer, shown: &Shown) -> Markup {
    let (lang, course) = (viewer.lang, &shown.course);
    let done = shown
        .steps
        .iter()
        .filter(|it| shown.done.contains(&it.id))
        .count();
    let left: i64 = shown
        .steps
        .iter()
        .filter(|it| !shown.done.contains(&it.id))
        .map(|it| it.minutes)
        .sum();
    html! {
        section class="sec" {
            h2 { (t!(lang, "courses-yours-now")) }
            div class="card stack" {
                div class="stack tight" {
                    div class="row between small" {
                        span { (t!(lang, "courses-done-of", done = done, n = shown.steps.len())) }
                        @if left > 0 { b class="num" { (t!(lang, "courses-left", n = left)) } }
                    }
                    svg class="coverage" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
                        rect class="track" width="100" height="8" {}
                        rect class="fill" width=(100 * done / shown.steps.len().max(1)) height="8" {}
                    }
                }
                ul class="rows trim small" {
                    @for (at, step) in shown.steps.iter().enumerate() {
                        li {
                            (mark(shown.done.contains(&step.id), at == shown.at, lang))
                            @if at == shown.at { span class="grow b" { (step.title) } }
                            @else { a class="grow plain" href=(shown.href(step)) { (step.title) } }
                        }
                    }
                }
                p class="small muted" { (t!(lang, "courses-progress-yours")) }
            }
        }
        section class="sec" {
            h2 { (t!(lang, "courses-taught-by")) }
            div class="card stack" {
                (person(course.owner_id, &course.owner, course.owner_photo.as_deref(), ""))
                @if shown.may_change { div { a class="btn sm" href={ (shown.href(shown.step())) "/edit" } { (icon_sm("pencil")) (t!(lang, "courses-step-edit")) } } }
            }
        }
    }
}
