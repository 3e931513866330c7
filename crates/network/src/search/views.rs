//! The markup of the page of results, of its empty states, and of its absence.

use kernel::Time;
use maud::{Markup, html};
use web::components::{Size, Tab, Tone, callout, pager, tabs, tag, time};
use web::numbers::count;
use web::{Lang, icon, t};

use super::Phase;
use super::asked::{MAX_CHARS, Question};
use super::excerpt::{excerpt, marked};
use super::find::{Filter, When};
use super::results::Results;
use super::source::{Found, ResultKind};
use crate::access::Viewer;
use crate::{address, people};

/// Everything the page shows.
pub struct Shown<'a> {
    pub viewer: &'a Viewer,
    pub question: &'a Question,
    pub filter: Filter,
    pub results: &'a Results,
    /// Name of the author that is filtered by.
    pub author: Option<&'a str>,
    pub now: Time,
}

impl Shown<'_> {
    pub fn page(&self) -> Markup {
        let lang = self.viewer.lang;
        let Results { total, more, .. } = *self.results;
        let n = count(total as i64, lang);
        let said = match more {
            true => t!(lang, "search-more-than", n = n),
            false => t!(lang, "search-results", count = total as i64, n = n),
        };
        html! {
            div class="page-head" {
                div class="grow" {
                    h1 { (t!(lang, "search-quoted", q = &self.question.text)) }
                    p role="status" { (said) }
                }
            }
            (self.tabs())
            div class="split" {
                button type="button" class="btn filter-btn" popovertarget="filters" {
                    (icon("list-filter")) (t!(lang, "search-filters"))
                }
                (self.filters())
                div class="stack loose" {
                    @if let Some(author) = self.author {
                        p class="row" {
                            (tag(Tone::Plain, None, &t!(lang, "search-by", name = author)))
                            a class="small" href=(self.href(Filter { author: None, ..self.filter })) { (t!(lang, "search-by-anyone")) }
                        }
                    }
                    (self.people())
                    (self.items())
                }
            }
        }
    }

    /// The page with another filter.
    fn href(&self, filter: Filter) -> String {
        self.turned(filter, "")
    }

    fn turned(&self, filter: Filter, cursor: &str) -> String {
        let number = |id: Option<i64>| id.map_or_else(String::new, |id| id.to_string());
        address::with(
            "/search",
            &[
                ("q", &self.question.text),
                ("kind", filter.kind.map_or("", ResultKind::as_str)),
                ("place", &number(filter.place.map(|id| id.raw()))),
                ("when", filter.when.map_or("", When::as_str)),
                ("author", &number(filter.author.map(|id| id.raw()))),
                ("cursor", cursor),
            ],
        )
    }

    fn tabs(&self) -> Markup {
        let lang = self.viewer.lang;
        let tab = |kind: Option<ResultKind>, label: &str, number: u64| Tab {
            href: self.href(Filter {
                kind,
                ..self.filter
            }),
            label: t!(lang, label),
            count: Some(count(number as i64, lang)),
            current: self.filter.kind == kind,
        };
        let kinds = self.results.kinds.iter();
        let kinds = kinds.map(|(kind, number)| tab(Some(*kind), kind_label(*kind), *number));
        let all = tab(None, "search-all", self.results.any_kind);
        let all: Vec<Tab> = std::iter::once(all).chain(kinds).collect();
        tabs(&t!(lang, "search-kinds"), &all)
    }

    fn filters(&self) -> Markup {
        let lang = self.viewer.lang;
        let place = self.filter.place.map(|id| id.to_string());
        let places = self.results.places.iter();
        let places = places.map(|(id, name, number)| (id.to_string(), name.clone(), *number));
        let spans = self.results.when.iter();
        let spans = spans.map(|(when, number)| {
            (
                when.as_str().to_owned(),
                t!(lang, span_label(*when)),
                *number,
            )
        });
        let when = self.filter.when.map(|when| when.as_str().to_owned());
        html! {
            form class="filters" id="filters" popover action="/search" aria-label=(t!(lang, "search-filters")) {
                input type="hidden" name="q" value=(self.question.text);
                @if let Some(kind) = self.filter.kind { input type="hidden" name="kind" value=(kind.as_str()); }
                @if let Some(author) = self.filter.author { input type="hidden" name="author" value=(author); }
                details open {
                    summary { (t!(lang, "search-when")) }
                    (choices(lang, "when", spans.collect(), when, (&t!(lang, "search-any-time"), Some(self.results.any_time))))
                }
                @if !self.results.places.is_empty() || place.is_some() {
                    details open {
                        summary { (t!(lang, "search-place")) }
                        (choices(lang, "place", places.collect(), place, (&t!(lang, "search-any-place"), None)))
                    }
                }
                button class="btn" { (t!(lang, "search-apply")) }
            }
        }
    }

    fn people(&self) -> Markup {
        let lang = self.viewer.lang;
        let results = self.results;
        let alone = self.filter.kind == Some(ResultKind::Person);
        let all = self.href(Filter {
            kind: Some(ResultKind::Person),
            ..self.filter
        });
        html! {
            @if !results.people.is_empty() {
                section class="sec" aria-labelledby="people-found" {
                    div class="sec-head" {
                        h2 id="people-found" { (t!(lang, "search-people")) }
                        @if !alone && results.people_total > results.people.len() as u64 {
                            a href=(all) { (t!(lang, "search-people-all", count = results.people_total as i64, n = count(results.people_total as i64, lang))) }
                        }
                    }
                    ul class="grid3 plain-list" data-items[alone] id="people" {
                        @for face in &results.people {
                            li class="pcard" id={ "person-" (face.id) } {
                                div class="row gap3" {
                                    (people::avatar(face, Size::Md))
                                    div class="grow" {
                                        a class="plain b" href={ "/people/" (face.id) } { (marked(self.question, &face.name)) }
                                        @if !face.title.is_empty() { div class="small muted" { (face.title) } }
                                        @if let Some(site) = &face.site { div class="small muted" { (site) } }
                                    }
                                }
                            }
                        }
                    }
                    @if alone { (self.pager()) }
                }
            }
        }
    }

    fn items(&self) -> Markup {
        let results = self.results;
        html! {
            @if !results.items.is_empty() {
                section aria-label=(t!(self.viewer.lang, "search-found")) {
                    ul class="rows inset card flush" id="found" data-items {
                        @for found in &results.items { (self.item(found)) }
                    }
                    (self.pager())
                }
            } @else if results.people.is_empty() {
                (self.nothing())
            }
        }
    }

    fn pager(&self) -> Markup {
        html! {
            @if let Some(next) = &self.results.next {
                (pager("search-more", &self.turned(self.filter, next), &t!(self.viewer.lang, "search-more")))
            }
        }
    }

    fn item(&self, found: &Found) -> Markup {
        let lang = self.viewer.lang;
        let text = excerpt(self.question, &found.text);
        html! {
            li class="found" id={ "found-" (found.key) } {
                span class={ "av sm sq " (found.class) } aria-hidden="true" { (icon(found.icon)) }
                div class="grow" {
                    a class="t" href=(found.href) { (marked(self.question, &found.title)) }
                    @if !text.is_empty() { p class="soft" { (marked(self.question, &text)) } }
                    span class="m" {
                        (t!(lang, found.label))
                        @if let Some((_, name)) = &found.author { " · " (name) }
                        @if let Some((_, name)) = &found.place { " · " (name) }
                        @if let Some(at) = found.at { " · " (time(at, self.now, lang, &self.viewer.zone())) }
                        @if found.answered { " · " (icon("check")) " " (t!(lang, "search-answered")) }
                    }
                }
            }
        }
    }

    /// Nothing was found: what was searched, and what else can be tried.
    fn nothing(&self) -> Markup {
        let lang = self.viewer.lang;
        let text = &self.question.text;
        let anywhere = Filter::default();
        let words = self.question.single_words();
        html! {
            section class="card empty" {
                (web::components::circle())
                h2 { (t!(lang, "search-nothing", q = text)) }
                p { (t!(lang, "search-nothing-text")) }
                div class="row wrap" {
                    @if self.filter != anywhere {
                        a class="btn primary" href=(self.href(anywhere)) { (t!(lang, "search-without-filters")) }
                    } @else if !self.viewer.is_guest() {
                        a class="btn primary" href="/posts/new" { (icon("circle-question-mark")) (t!(lang, "search-ask")) }
                    }
                    @for word in words {
                        a class="btn" href=(address::with("/search", &[("q", word)])) { (t!(lang, "search-for", q = word)) }
                    }
                }
                p class="small muted" { (t!(lang, "search-searched")) }
            }
        }
    }
}

/// One choice of several, each with how many there are of it.
fn choices(
    lang: Lang,
    name: &str,
    options: Vec<(String, String, u64)>,
    chosen: Option<String>,
    any: (&str, Option<u64>),
) -> Markup {
    html! {
        @for (value, label, number) in options {
            label class="check" {
                input type="radio" name=(name) value=(value) checked[chosen.as_ref() == Some(&value)];
                span class="grow" { (label) }
                span class="count muted" { (count(number as i64, lang)) }
            }
        }
        label class="check" {
            input type="radio" name=(name) value="" checked[chosen.is_none()];
            span class="grow" { (any.0) }
            @if let Some(number) = any.1 { span class="count muted" { (count(number as i64, lang)) } }
        }
    }
}

fn kind_label(kind: ResultKind) -> &'static str {
    match kind {
        ResultKind::Answer => "search-answers",
        ResultKind::Question => "search-questions",
        ResultKind::Post => "search-posts",
        ResultKind::Community => "search-communities",
        ResultKind::Person => "search-people-tab",
        ResultKind::UseCase => "search-use-cases",
        ResultKind::Story => "search-stories",
        ResultKind::Course => "search-courses",
    }
}

fn span_label(when: When) -> &'static str {
    match when {
        When::Week => "search-week",
        When::Month => "search-month",
        When::Year => "search-year",
    }
}

/// The page before anything was typed.
pub fn nothing_asked(lang: Lang) -> Markup {
    html! {
        div class="page-head" {
            div class="grow" { h1 { (t!(lang, "search-title")) } p { (t!(lang, "search-intro")) } }
        }
        (field(lang, ""))
        ul class="plain-list stack tight soft" {
            li { (t!(lang, "search-hint-words")) }
            li { (t!(lang, "search-hint-quotes")) }
            li { (t!(lang, "search-hint-names")) }
        }
    }
}

/// The page while there is no index.
pub fn unavailable(lang: Lang, question: &Question, phase: Phase) -> Markup {
    let text = match phase {
        Phase::Making { documents } => {
            t!(
                lang,
                "search-making-text",
                n = count(documents as i64, lang)
            )
        }
        Phase::InUse => t!(lang, "search-in-use-text"),
        Phase::Opening | Phase::Following => t!(lang, "search-opening-text"),
    };
    let again = address::with("/search", &[("q", &question.text)]);
    html! {
        div class="page-head" { div class="grow" { h1 { (t!(lang, "search-quoted", q = &question.text)) } } }
        (callout(Tone::Info, "search", &t!(lang, "search-unavailable"), html! {
            p { (text) }
            p { a class="btn sm" href=(again) { (t!(lang, "search-again")) } }
        }))
    }
}

fn field(lang: Lang, text: &str) -> Markup {
    html! {
        form class="search big" role="search" action="/search" aria-label=(t!(lang, "search-title")) {
            (icon("search"))
            input type="search" name="q" value=(text) maxlength=(MAX_CHARS) aria-label=(t!(lang, "search-label"))
                placeholder=(t!(lang, "search-label"));
            button class="btn primary sm" { (t!(lang, "search-submit")) }
        }
    }
}
