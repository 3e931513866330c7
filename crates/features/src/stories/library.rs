//! The library: what is meant for somebody, all stories, and their own.

use kernel::Result;
use maud::{Markup, html};
use network::Viewer;
use store::Db;
use web::components::{Action, empty_state, pager};
use web::{Lang, t};

use super::queries;
use super::reason::Reason;
use super::story::{Credit, PEOPLE_MAX, Story, StoryId};
use super::views;
use crate::indicators::IndicatorId;
use crate::use_cases::queries::Filter;
use crate::use_cases::views::{View, head};
use crate::use_cases::{self, UseCase, WorkRole, filters};

/// Something somebody has something in common with.
pub struct Meant {
    pub reason: Reason,
    pub it: Suggested,
}

pub enum Suggested {
    Story(Story),
    UseCase(UseCase),
}

impl Meant {
    pub fn story(&self) -> Option<&Story> {
        match &self.it {
            Suggested::Story(story) => Some(story),
            Suggested::UseCase(_) => None,
        }
    }
}

/// Those who agreed to be named, of all these stories.
pub fn named_in<'a>(db: &Db, stories: impl Iterator<Item = &'a Story>) -> Result<Vec<Credit>> {
    let ids: Vec<StoryId> = stories.map(|it| it.id).collect();
    queries::named_in(db, &ids, (ids.len() * PEOPLE_MAX) as i64)
}

/// A story, its title, and who or what it is about.
type Waiting = (StoryId, String, String);

/// Those in which somebody is asked for their name, whose readings they should look at, for which they are
/// praised.
pub fn waiting(all: &[Vec<Waiting>; 3], lang: Lang) -> Option<Markup> {
    let keys = [
        "stories-wants-to-name",
        "stories-wants-a-check",
        "stories-praises-you",
    ];
    let rows: Vec<Waiting> = all
        .iter()
        .zip(keys)
        .flat_map(|(waiting, key)| waiting.iter().map(move |it| (it, key)))
        .map(|((id, title, name), key)| (*id, title.clone(), t!(lang, key, name = name.as_str())))
        .collect();
    if rows.is_empty() {
        return None;
    }
    Some(html! {
        section class="card stack" id="waiting" {
            h2 { (t!(lang, "stories-waiting")) }
            (views::titles(rows.iter().map(|(id, title, line)| (*id, title.as_str(), line.clone()))))
        }
    })
}

pub fn for_you(
    viewer: &Viewer,
    meant: &[Meant],
    named: &[Credit],
    anything: bool,
    waiting: Option<Markup>,
) -> Markup {
    let lang = viewer.lang;
    html! {
        (head(lang, View::ForYou))
        @if let Some(waiting) = waiting { (waiting) }
        @if !anything {
            (empty_state(&t!(lang, "stories-none"), &t!(lang, "stories-none-text"), Some(&tell(lang))))
        } @else if meant.is_empty() {
            (empty_state(&t!(lang, "stories-none-for-you"), &t!(lang, "stories-none-for-you-text"),
                Some(&Action { href: "/stories/all", label: t!(lang, "stories-see-all") })))
        } @else {
            div class="stack" {
                @for Meant { reason, it } in meant {
                    @let why = reason.sentence(lang);
                    @match it {
                        Suggested::Story(it) => { (views::card(it, named, Some(&why), lang)) }
                        Suggested::UseCase(it) => { (use_cases::views::card(it, Some(&why), lang)) }
                    }
                }
            }
        }
        @if viewer.manages_communities() { p class="small mt3" { a href="/displays" { (t!(lang, "stories-to-displays")) } } }
    }
}

fn tell(lang: Lang) -> Action<'static> {
    Action {
        href: "/stories/new",
        label: t!(lang, "use-cases-tell"),
    }
}

/// What the list of all shows.
pub struct Listed<'a> {
    pub stories: &'a [Story],
    pub named: &'a [Credit],
    pub indicators: &'a [(IndicatorId, String)],
    /// The viewer's roles.
    pub own: &'a [WorkRole],
    pub filter: Filter,
    /// The one they are all about, where somebody came from its page.
    pub use_case: Option<&'a UseCase>,
    pub next: Option<String>,
}

pub fn all(viewer: &Viewer, listed: &Listed<'_>) -> Markup {
    let lang = viewer.lang;
    html! {
        (head(lang, View::Stories))
        @if let Some(it) = listed.use_case {
            p class="soft" {
                (t!(lang, "stories-of-use-case")) " " a class="b" href={ "/use-cases/" (it.id) } { (it.name) } ". "
                a href="/stories/all" { (t!(lang, "stories-see-all")) }
            }
        }
        @if listed.stories.is_empty() && listed.filter.chosen() == 0 && listed.use_case.is_none() {
            (empty_state(&t!(lang, "stories-none"), &t!(lang, "stories-none-text"), Some(&tell(lang))))
        } @else {
            div class="split" {
                (filters::form(viewer, "/stories/all", listed.filter, listed.indicators, listed.own))
                div class="stack" {
                    @if listed.stories.is_empty() {
                        (empty_state(&t!(lang, "stories-none-fits"), &t!(lang, "stories-none-fits-text"), Some(&tell(lang))))
                    }
                    div class="stack" id="stories" data-items { @for it in listed.stories { (views::card(it, listed.named, None, lang)) } }
                    @if let Some(next) = &listed.next { (pager("stories-more", next, &t!(lang, "stories-more"))) }
                }
            }
        }
    }
}

pub fn mine(viewer: &Viewer, stories: &[Story]) -> Markup {
    let lang = viewer.lang;
    html! {
        (head(lang, View::Mine))
        @if stories.is_empty() {
            (empty_state(&t!(lang, "stories-none-mine"), &t!(lang, "stories-none-mine-text"), Some(&tell(lang))))
        } @else {
            section class="card" aria-label=(t!(lang, "use-cases-tab-mine")) {
                ul class="rows trim" {
                    @for it in stories {
                        li {
                            div class="grow" {
                                a class="t" href={ "/stories/" (it.id) } { (it.title) }
                                @if let Some(name) = &it.indicator { span class="m" { (name) } }
                            }
                            (views::state_tag(it.state(), lang))
                        }
                    }
                }
            }
        }
    }
}
