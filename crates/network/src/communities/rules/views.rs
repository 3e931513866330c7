//! What pages show of a rule: in words, how far the list is, and the form.

use kernel::Error;
use maud::{Markup, html};
use web::components::{self, Confirm, Field, Tone, callout};
use web::errors::about as wrong;
use web::{Lang, icon, t};

use super::count::Covered;
use super::form::{Entered, Joined, TEXT_MAX_CHARS};
use super::queries::List;
use super::rule::{Term, Words};
use crate::communities::{Community, views};
use crate::forms;
use crate::people::{Level, SiteId};

/// Everything the page of a rule shows.
pub struct Page<'a> {
    pub community: &'a Community,
    pub entered: &'a Entered,
    pub list: Option<&'a List>,
    /// The highest number of a person: about how many there are.
    pub people: i64,
    /// Just counted.
    pub covered: Option<Covered>,
    pub error: Option<&'a Error>,
}

const FIELDS: [&str; 11] = [
    "site",
    "not_site",
    "department",
    "not_department",
    "level",
    "not_level",
    "country",
    "not_country",
    "title",
    "not_title",
    "text",
];

impl Page<'_> {
    pub fn view(&self, lang: Lang) -> Markup {
        let href = format!("/communities/{}/rule", self.community.id);
        html! {
            div class="stack loose" {
                @if let Some(list) = self.list { (progress(lang, list, self.people)) }
                @if self.community.rule.is_none() {
                    (callout(Tone::Info, "users", &t!(lang, "rules-first"), html! {
                        p { (t!(lang, "rules-first-text")) }
                    }))
                }
                form method="post" action=(href) class="stack loose" {
                    (forms::general_error(lang, self.error, &FIELDS))
                    @match &self.entered.text {
                        Some(text) => (self.as_text(lang, text)),
                        None => (self.fields(lang)),
                    }
                    @if let Some(covered) = self.covered {
                        p class="covered" role="status" { (icon("users")) b { (covered.said(lang)) } }
                    }
                    div class="row wrap" {
                        button class="btn primary" { (t!(lang, "rules-save")) }
                        // Answered with a page, not with a way to one.
                        button class="btn" formaction={ (href) "/count" } data-turbo="false" {
                            (icon("users")) (t!(lang, "rules-count"))
                        }
                        @match self.entered.text {
                            Some(_) => a class="btn ghost" href=(href) { (t!(lang, "rules-as-fields")) },
                            None => a class="btn ghost" href={ (href) "?as=text" } { (t!(lang, "rules-as-text")) },
                        }
                    }
                }
                @if self.community.rule.is_some() { (self.ending(lang, &href)) }
            }
        }
    }

    fn fields(&self, lang: Lang) -> Markup {
        let entered = self.entered;
        let lines = |name: &str, value: &str, hint: Option<&str>| {
            let label = if name.starts_with("not_") {
                "rules-none-of"
            } else {
                "rules-one-of"
            };
            components::field(&Field {
                label: &t!(lang, label),
                name,
                value,
                rows: Some(3),
                hint,
                error: wrong(lang, self.error, name).as_deref(),
                ..Field::default()
            })
        };
        let row = |attribute: &str, value: &str, not: &str| {
            let hint = t!(lang, &format!("rules-{attribute}-hint"));
            html! {
                li {
                    fieldset {
                        legend class="b" { (t!(lang, &format!("rules-{attribute}"))) }
                        div class="fields" {
                            (lines(attribute, value, Some(&hint)))
                            (lines(&format!("not_{attribute}"), not, None))
                        }
                    }
                }
            }
        };
        html! {
            section class="card stack" aria-labelledby="rule-title" {
                h2 id="rule-title" { (t!(lang, "rules-who")) }
                p class="soft" { (t!(lang, "rules-who-text")) }
                (joined(lang, entered.joined))
                ol class="rules" {
                    (row("site", &entered.site, &entered.not_site))
                    (row("department", &entered.department, &entered.not_department))
                    li {
                        fieldset {
                            legend class="b" { (t!(lang, "rules-level")) }
                            div class="fields" {
                                (levels(lang, "level", "rules-one-of", &entered.level))
                                (levels(lang, "not_level", "rules-none-of", &entered.not_level))
                            }
                        }
                    }
                    (row("country", &entered.country, &entered.not_country))
                    (row("title", &entered.title, &entered.not_title))
                }
            }
        }
    }

    fn as_text(&self, lang: Lang, text: &str) -> Markup {
        let hint = t!(lang, "rules-text-hint");
        html! {
            section class="card stack" aria-labelledby="rule-title" {
                h2 id="rule-title" { (t!(lang, "rules-who")) }
                (components::field(&Field {
                    label: &t!(lang, "rules-text"),
                    name: "text",
                    value: text,
                    rows: Some(16),
                    hint: Some(&hint),
                    error: wrong(lang, self.error, "text").as_deref(),
                    required: true,
                    max_chars: Some(TEXT_MAX_CHARS as u32),
                    ..Field::default()
                }))
            }
        }
    }

    fn ending(&self, lang: Lang, href: &str) -> Markup {
        html! {
            section class="card stack" aria-labelledby="ending" {
                h2 id="ending" { (t!(lang, "rules-end-title")) }
                p class="soft" { (t!(lang, "rules-end-text")) }
                (views::asks_first(
                    &Confirm {
                        id: "end-rule",
                        action: &format!("{href}/end"),
                        title: &t!(lang, "rules-end-ask"),
                        text: &t!(lang, "rules-end-text"),
                        yes: &t!(lang, "rules-end"),
                        no: &t!(lang, "communities-cancel"),
                        ..Confirm::default()
                    },
                    "btn danger",
                    html! { (t!(lang, "rules-end")) },
                ))
            }
        }
    }
}

fn joined(lang: Lang, joined: Joined) -> Markup {
    let (all, any) = (t!(lang, "rules-all"), t!(lang, "rules-any"));
    let (all_text, any_text) = (t!(lang, "rules-all-text"), t!(lang, "rules-any-text"));
    let choice = |value, label, text| components::Choice {
        value,
        label,
        text,
        icon: None,
    };
    let choices = [
        choice("all", &all, &all_text),
        choice("any", &any, &any_text),
    ];
    let selected = match joined {
        Joined::All => "all",
        Joined::Any => "any",
    };
    components::choices(&t!(lang, "rules-joined"), "joined", &choices, selected)
}

fn levels(lang: Lang, name: &str, label: &str, chosen: &[Level]) -> Markup {
    html! {
        div class="field" role="group" aria-label=(t!(lang, label)) {
            span class="lbl" aria-hidden="true" { (t!(lang, label)) }
            @for level in Level::ALL {
                (components::check(&components::Check {
                    name,
                    value: level.as_str(),
                    label: &t!(lang, &format!("people-level-{level}")),
                    checked: chosen.contains(level),
                }))
            }
        }
    }
}

/// How far the list of members is made; nothing when it is whole.
fn progress(lang: Lang, list: &List, people: i64) -> Markup {
    html! {
        @if list.finished_at.is_none() {
            (callout(Tone::Info, "hourglass", &t!(lang, "rules-listing"), html! {
                p role="status" {
                    (t!(lang, "rules-listing-text",
                        n = web::numbers::count(list.looked, lang),
                        m = web::numbers::count(people.max(list.looked), lang)))
                }
            }))
        }
    }
}

/// A rule in words, for those who are in the community.
pub fn belonging(lang: Lang, term: &Term, names: &[(SiteId, String)]) -> Markup {
    let list = |values: Vec<&str>| values.join(", ");
    let words = |words: &Words| list(words.among.iter().map(String::as_str).collect());
    let says = |attribute: &str, values: String| {
        html! { b { (t!(lang, &format!("rules-{attribute}"))) } ": " (values) }
    };
    let group = |key: &str, terms: &[Term]| {
        html! {
            span { (t!(lang, key)) }
            ul class="either" { @for term in terms { li { (belonging(lang, term, names)) } } }
        }
    };
    html! {
        @if let Some(terms) = &term.all { (group("rules-says-all", terms)) }
        @if let Some(terms) = &term.any { (group("rules-says-any", terms)) }
        @if let Some(term) = &term.not { (group("rules-says-not", std::slice::from_ref(term.as_ref()))) }
        @if let Some(sites) = &term.site {
            @let among = names.iter().filter(|(id, _)| sites.among.contains(id));
            (says("site", list(among.map(|(_, name)| name.as_str()).collect())))
        }
        @if let Some(departments) = &term.department { (says("department", words(departments))) }
        @if let Some(levels) = &term.level {
            @let names: Vec<_> = levels.among.iter().map(|level| t!(lang, &format!("people-level-{level}"))).collect();
            (says("level", names.join(", ")))
        }
        @if let Some(countries) = &term.country { (says("country", words(countries))) }
        @if let Some(titles) = &term.title { (says("title", words(titles))) }
    }
}
