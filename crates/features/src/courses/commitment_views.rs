//! The only gold frame of a course: what somebody wants to try, by when, with whom; and the one question
//! afterwards.

use jiff::civil::Date;
use kernel::Error;
use maud::{Markup, html};
use network::Viewer;
use web::components::{Choice, Field, Tone, choices, field, tag};
use web::errors::about;
use web::{Lang, icon, icon_lg, t};

use super::commitment::{COMPANIONS_MAX, Commitment, Kind, Outcome, SAID_MAX_CHARS};
use super::pages::Typed;
use super::views::Shown;

/// Promises that wait for a word, and those of colleagues who named the reader.
pub fn waiting(asked: &[Commitment], with_me: &[Commitment], lang: Lang) -> Markup {
    html! {
        @if !asked.is_empty() {
            section class="card stack narrow commitment" id="waiting" {
                h2 { (t!(lang, "courses-asked")) }
                ul class="rows trim" {
                    @for it in asked {
                        li {
                            (icon("hand"))
                            div class="grow" {
                                a class="t" href={ "/courses/" (it.course_id) "#commitment" } { (it.said) }
                                span class="m" { (t!(lang, "courses-asked-line", course = it.course.as_str())) }
                            }
                        }
                    }
                }
            }
        }
        @if !with_me.is_empty() {
            section class="card stack narrow" id="with-you" {
                h2 { (t!(lang, "courses-with-you")) }
                ul class="rows trim" {
                    @for it in with_me {
                        li {
                            (icon("users"))
                            div class="grow" {
                                span class="t" { (it.said) }
                                span class="m" { (t!(lang, "courses-with-you-line", name = it.person.as_str(), day = due(it, lang))) }
                                a class="small" href={ "/courses/" (it.course_id) } { (it.course) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// "30 November 2026"; empty without a day.
pub fn due(it: &Commitment, lang: Lang) -> String {
    let day = it.due.as_deref().and_then(|due| due.parse().ok());
    day.map_or_else(String::new, |day: Date| {
        web::components::day_in_words(day, lang)
    })
}

pub fn section(viewer: &Viewer, shown: &Shown, error: Option<&Error>, typed: &Typed) -> Markup {
    let lang = viewer.lang;
    let own = shown.commitment.as_ref();
    // A replication asks by itself, after 30 and 90 days.
    let is_asked = shown.became.is_none() && own.is_some_and(|it| it.is_asked(shown.today));
    let is_closed = own.is_some_and(|it| it.outcome.is_some());
    html! {
        section class="card stack commitment" id="commitment" aria-labelledby="commitment-title" {
            div class="row gap3" { (icon_lg("hand")) h2 id="commitment-title" { (t!(lang, "courses-commitment")) } }
            @if let Some(it) = own { (kept(it, shown, lang)) }
            @if let (Some(it), true) = (own, is_asked) { (question(it, error, typed, lang)) }
            @if !is_closed && !is_asked {
                @if own.is_some() {
                    // Open when something is wrong in it.
                    details open[error.is_some()] { summary { (t!(lang, "courses-say-anew")) } div class="mt3" { (form(shown, error, typed, lang)) } }
                } @else { (form(shown, error, typed, lang)) }
            }
        }
    }
}

/// What was said, and how it went.
fn kept(it: &Commitment, shown: &Shown, lang: Lang) -> Markup {
    let names: Vec<&str> = shown.companions.iter().map(|(_, name)| &**name).collect();
    html! {
        @match it.kind {
            Kind::Try => {
                p class="lg" { (it.said) }
                p class="small muted" {
                    (t!(lang, "courses-by-day", day = due(it, lang)))
                    @if !names.is_empty() { " · " (t!(lang, "courses-with-names", names = names.join(", "))) }
                }
            }
            Kind::NotForMe => { p { (t!(lang, "courses-not-because", said = it.said.as_str())) } }
        }
        @if let Some(outcome) = it.outcome { (went(outcome, &it.outcome_note, lang)) }
        @if it.kind == Kind::Try { (in_ones_team(it, shown, lang)) }
    }
}

/// From a promise to a replication of the use case that the course teaches.
fn in_ones_team(it: &Commitment, shown: &Shown, lang: Lang) -> Markup {
    let (Some(use_case), Some(name)) = (shown.it.use_case_id, &shown.it.use_case) else {
        return html! {};
    };
    let day = it.due.as_deref().unwrap_or_default();
    let href = format!("/use-cases/{use_case}/replications/new?starts={day}");
    html! {
        @match &shown.became {
            Some((id, place)) => {
                p class="row" { (icon("repeat")) span { (t!(lang, "courses-became")) " " a href={ "/replications/" (id) } { (name) ": " (place) } } }
            }
            None if it.outcome.is_none() => {
                div class="row wrap" {
                    a class="btn soft" href=(href) { (icon("repeat")) (t!(lang, "courses-start-it")) }
                    span class="small muted" { (t!(lang, "courses-start-it-text", name = name.as_str())) }
                }
            }
            None => {}
        }
    }
}

/// How it went, as a mark and a note.
pub fn went(outcome: Outcome, note: &str, lang: Lang) -> Markup {
    let (tone, icon) = match outcome {
        Outcome::Done => (Tone::Good, "circle-check"),
        Outcome::Partly => (Tone::Info, "circle-dot"),
        Outcome::NotDone | Outcome::Unsaid => (Tone::Plain, "circle-dashed"),
    };
    html! {
        p class="row wrap" {
            (tag(tone, Some(icon), &t!(lang, &format!("courses-outcome-{outcome}"))))
            @if !note.is_empty() { span class="small" { (note) } }
        }
    }
}

/// Asked once, on the day after.
fn question(it: &Commitment, error: Option<&Error>, typed: &Typed, lang: Lang) -> Markup {
    let wrong = about(lang, error, "outcome");
    html! {
        form class="stack" method="post" action={ "/courses/" (it.course_id) "/outcome" } {
            fieldset class="field" {
                legend class="lbl" { (t!(lang, "courses-how-went")) }
                div class="row wrap gap4" {
                    @for outcome in Outcome::ALL {
                        label class="check" {
                            input type="radio" name="outcome" value=(outcome) checked[typed.outcome == Some(*outcome)];
                            span { (t!(lang, &format!("courses-outcome-{outcome}"))) }
                        }
                    }
                }
                @if let Some(wrong) = wrong { span class="err" { (web::icon_sm("circle-alert")) (wrong) } }
            }
            (field(&Field {
                label: &t!(lang, "courses-note"), name: "note", value: &typed.note, max_chars: Some(SAID_MAX_CHARS as u32),
                error: about(lang, error, "note").as_deref(), ..Field::default()
            }))
            div { button class="btn primary" { (t!(lang, "courses-tell")) } }
            p class="small muted" { (t!(lang, "courses-asked-once")) }
        }
    }
}

fn form(shown: &Shown, error: Option<&Error>, typed: &Typed, lang: Lang) -> Markup {
    let before = shown.commitment.as_ref();
    let known = before.map(|it| Typed::of(it, &shown.companions));
    let value = match (error, &known) {
        (None, Some(known)) => known,
        _ => typed,
    };
    let wrong = |name: &str| about(lang, error, name);
    let kind = |kind: Kind| t!(lang, &format!("courses-kind-{kind}"));
    let hint = |kind: Kind| t!(lang, &format!("courses-kind-{kind}-text"));
    let (try_it, not) = (kind(Kind::Try), kind(Kind::NotForMe));
    let (try_text, not_text) = (hint(Kind::Try), hint(Kind::NotForMe));
    let offered = [
        Choice {
            value: Kind::Try.as_str(),
            label: &try_it,
            text: &try_text,
            icon: None,
        },
        Choice {
            value: Kind::NotForMe.as_str(),
            label: &not,
            text: &not_text,
            icon: None,
        },
    ];
    html! {
        form class="stack" method="post" action={ "/courses/" (shown.it.id) "/commitment" } {
            (choices(&t!(lang, "courses-decide"), "kind", &offered, value.kind.unwrap_or(Kind::Try).as_str()))
            (field(&Field {
                label: &t!(lang, "courses-said"), name: "said", value: &value.said, hint: Some(&t!(lang, "courses-said-hint")),
                max_chars: Some(SAID_MAX_CHARS as u32), error: wrong("said").as_deref(), ..Field::default()
            }))
            div class="fields" {
                (field(&Field {
                    label: &t!(lang, "courses-due"), name: "due", kind: "date", value: &value.due, error: wrong("due").as_deref(), ..Field::default()
                }))
                (field(&Field {
                    label: &t!(lang, "courses-with"), name: "with", value: &value.with, error: wrong("with").as_deref(),
                    hint: Some(&t!(lang, "courses-with-hint", n = COMPANIONS_MAX)), ..Field::default()
                }))
            }
            div { button class="btn primary" { (t!(lang, "courses-commit")) } }
            p class="small muted" { (t!(lang, "courses-commit-seen", owner = shown.it.owner.as_str())) }
        }
    }
}
