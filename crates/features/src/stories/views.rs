//! How a story looks in a list, and the pieces that several pages share.

use maud::{Markup, html};
use web::components::{Tone, tag};
use web::{Lang, icon, t};

use super::story::{Credit, State, Story, StoryId, Verdict};
use crate::use_cases::views::{person, thread, why};

/// Names beside one in a list.
const NAMED: usize = 2;

pub fn kind_tag(lang: Lang) -> Markup {
    tag(Tone::Brand, Some("sprout"), &t!(lang, "stories-kind"))
}

/// How far one can rely on it.
pub fn evidence_tag(it: &Story, lang: Lang) -> Markup {
    let (tone, icon, key) = match (it.indicator_id, it.verdict) {
        (None, _) => (Tone::Line, "quote", "stories-told-only"),
        (Some(_), None) => (Tone::Line, "circle-dashed", "stories-unchecked"),
        (Some(_), Some(Verdict::Confirmed)) => (Tone::Good, "shield-check", "stories-confirmed"),
        (Some(_), Some(Verdict::NotConfirmed)) => {
            (Tone::Warn, "circle-alert", "stories-not-confirmed")
        }
    };
    tag(tone, Some(icon), &t!(lang, key))
}

pub fn state_tag(state: State, lang: Lang) -> Markup {
    match state {
        State::Draft => tag(Tone::Line, Some("pencil"), &t!(lang, "stories-state-draft")),
        State::Told => tag(Tone::Good, Some("check"), &t!(lang, "stories-state-told")),
        State::Withdrawn => tag(
            Tone::Plain,
            Some("undo-2"),
            &t!(lang, "stories-state-withdrawn"),
        ),
    }
}

/// "Told by Ada, Leeds".
pub fn told_by(it: &Story, lang: Lang) -> String {
    match &it.site {
        Some(site) => t!(
            lang,
            "stories-told-by-at",
            name = it.teller.as_str(),
            site = site.as_str()
        ),
        None => t!(lang, "stories-told-by", name = it.teller.as_str()),
    }
}

/// One of a list, with those who agreed to be named; `why_shown` says why, where somebody asks that.
pub fn card(it: &Story, named: &[Credit], why_shown: Option<&str>, lang: Lang) -> Markup {
    let others: Vec<&Credit> = named
        .iter()
        .filter(|credit| credit.story_id == it.id && credit.person_id != it.teller_id)
        .collect();
    let beginning = [&it.changed, &it.had, &it.why]
        .into_iter()
        .find(|text| !text.is_empty());
    html! {
        article class="card ucase" id={ "story-" (it.id) } {
            div class="stack" {
                div class="row wrap" { (kind_tag(lang)) (evidence_tag(it, lang)) }
                h2 class="post-title" { a href={ "/stories/" (it.id) } { (it.title) } }
                @if let Some(text) = beginning { p class="soft" { (kernel::text::shorten(text, 160)) } }
                div class="row wrap" {
                    @if let (Some(id), Some(name)) = (it.indicator_id, &it.indicator) { (thread(id, name, "")) }
                    @if let (Some(id), Some(name)) = (it.use_case_id, &it.use_case) {
                        a class="small" href={ "/use-cases/" (id) } { (name) }
                    }
                }
                @if let Some(text) = why_shown { (why(text)) }
            }
            div class="end" {
                (person(it.teller_id, &it.teller, it.teller_photo.as_deref(), it.site.as_deref().unwrap_or(&t!(lang, "stories-tells"))))
                @for credit in others.iter().take(NAMED) { (person(credit.person_id, &credit.name, credit.photo.as_deref(), &credit.part)) }
                @if others.len() > NAMED { p class="small muted" { (t!(lang, "stories-and-more", n = others.len() - NAMED)) } }
            }
        }
    }
}

/// A few on another page.
pub fn rows(stories: &[Story], lang: Lang) -> Markup {
    html! {
        ul class="rows trim wrap" {
            @for it in stories {
                li {
                    (icon("sprout"))
                    div class="grow" {
                        a class="t" href={ "/stories/" (it.id) } { (it.title) }
                        span class="m" { (told_by(it, lang)) }
                    }
                    (evidence_tag(it, lang))
                }
            }
        }
    }
}

/// Titles that lead to stories, each with a line.
pub fn titles<'a>(rows: impl Iterator<Item = (StoryId, &'a str, String)>) -> Markup {
    html! {
        ul class="rows trim" {
            @for (id, title, line) in rows {
                li {
                    (icon("sprout"))
                    div class="grow" {
                        a class="t" href={ "/stories/" (id) } { (title) }
                        @if !line.is_empty() { span class="m" { (line) } }
                    }
                }
            }
        }
    }
}
