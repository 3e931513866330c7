//! The fields of the form in which a story is written down.

use kernel::Error;
use maud::{Markup, html};
use web::components::{Field, Select, error_line, field, select};
use web::errors::about;
use web::{Lang, t};

use super::form::Entered;
use super::story::{LINE_MAX_CHARS, PEOPLE_MAX, TITLE_MAX_CHARS};
use crate::use_cases::WorkRole;

/// Empty places for people beside those that are filled.
const FREE_PEOPLE: usize = 3;

/// The fields an error can be about; those of people have a number.
pub const FIELDS: [&str; 19] = [
    "title",
    "use_case",
    "why",
    "had",
    "did",
    "changed",
    "industry",
    "site",
    "team_size",
    "indicator",
    "unit",
    "before_from",
    "before_to",
    "after_from",
    "after_to",
    "thread",
    "claimed",
    "claimed_unit",
    "claimed_how",
];

/// The form and what its lists offer.
pub struct Shown<'a> {
    pub entered: &'a Entered,
    pub error: Option<&'a Error>,
    pub lang: Lang,
    pub use_cases: Vec<(String, String)>,
    pub indicators: Vec<(String, String)>,
    pub sites: Vec<String>,
}

impl Shown<'_> {
    fn wrong(&self, name: &str) -> Option<String> {
        about(self.lang, self.error, name)
    }

    fn line(&self, name: &'static str, value: &str) -> Markup {
        let most = (name == "industry").then_some(LINE_MAX_CHARS as u32);
        self.field(name, value, None, most, false)
    }

    fn text(&self, name: &'static str, value: &str, rows: u32) -> Markup {
        self.field(name, value, Some(rows), None, false)
    }

    fn field(
        &self,
        name: &'static str,
        value: &str,
        rows: Option<u32>,
        max_chars: Option<u32>,
        required: bool,
    ) -> Markup {
        let key = name.replace('_', "-");
        let hint = web::texts::find(self.lang, &format!("stories-{key}-hint"), &[]);
        field(&Field {
            label: &t!(self.lang, &format!("stories-{key}")),
            name,
            value,
            rows,
            max_chars,
            required,
            hint: hint.as_deref(),
            error: self.wrong(name).as_deref(),
            ..Field::default()
        })
    }

    /// One of a list, or none.
    fn one_of(
        &self,
        name: &'static str,
        all: &[(String, String)],
        chosen: &str,
        none: &str,
    ) -> Markup {
        let none = t!(self.lang, none);
        let key = name.replace('_', "-");
        let mut options: Vec<(&str, &str)> = vec![("", &none)];
        options.extend(all.iter().map(|(id, name)| (&**id, &**name)));
        select(&Select {
            label: &t!(self.lang, &format!("stories-{key}")),
            name,
            options: &options,
            selected: chosen,
            error: self.wrong(name).as_deref(),
            ..Select::default()
        })
    }

    pub fn what(&self) -> Markup {
        let it = self.entered;
        let chosen = it.use_case.map_or_else(String::new, |id| id.to_string());
        html! {
            section class="card stack" {
                h2 { (t!(self.lang, "stories-what")) }
                (self.field("title", &it.title, None, Some(TITLE_MAX_CHARS as u32), true))
                @if !self.use_cases.is_empty() { (self.one_of("use_case", &self.use_cases, &chosen, "stories-no-use-case")) }
                (self.text("why", &it.why, 3))
                (self.text("had", &it.had, 3))
                (self.text("did", &it.did, 5))
                (self.text("changed", &it.changed, 3))
            }
        }
    }

    pub fn context(&self) -> Markup {
        let it = self.entered;
        let role = |role: &WorkRole| {
            (
                role.to_string(),
                t!(self.lang, &format!("use-cases-role-{role}")),
            )
        };
        let roles: Vec<(String, String)> = WorkRole::ALL.iter().map(role).collect();
        let roles: Vec<(&str, &str)> = roles.iter().map(|(id, name)| (&**id, &**name)).collect();
        html! {
            section class="card stack" {
                h2 { (t!(self.lang, "stories-context")) }
                p class="soft" { (t!(self.lang, "stories-context-text")) }
                div class="fields" {
                    (select(&Select { label: &t!(self.lang, "stories-role"), name: "role", options: &roles, selected: it.role.as_str(), ..Select::default() }))
                    (self.line("industry", &it.industry))
                }
                div class="fields" {
                    (self.listed("site", &it.site))
                    (self.line("team_size", &it.team_size))
                }
            }
        }
    }

    /// A line with the names of sites behind it.
    fn listed(&self, name: &'static str, value: &str) -> Markup {
        let error = self.wrong(name);
        html! {
            div class="field" {
                label for={ "f-" (name) } { (t!(self.lang, &format!("stories-{name}"))) }
                input class="input" id={ "f-" (name) } name=(name) value=(value) list="site-names"
                    aria-invalid=[error.as_ref().map(|_| "true")] aria-describedby=[error.as_ref().map(|_| format!("f-{name}-err"))];
                datalist id="site-names" { @for site in &self.sites { option value=(site) {} } }
                @if let Some(error) = error { span class="err" id={ "f-" (name) "-err" } { (web::icon_sm("circle-alert")) (error) } }
            }
        }
    }

    pub fn checkable(&self) -> Markup {
        let it = self.entered;
        let chosen = it.indicator.map_or_else(String::new, |id| id.to_string());
        html! {
            section class="card stack" {
                h2 { (t!(self.lang, "stories-checkable")) }
                p class="soft" { (t!(self.lang, "stories-checkable-text")) }
                @if !self.indicators.is_empty() {
                    div class="fields" {
                        (self.one_of("indicator", &self.indicators, &chosen, "stories-no-indicator"))
                        (self.line("unit", &it.unit))
                    }
                    p class="small muted" { (t!(self.lang, "stories-periods")) }
                    div class="fields" {
                        (self.line("before_from", &it.before_from))
                        (self.line("before_to", &it.before_to))
                    }
                    div class="fields" {
                        (self.line("after_from", &it.after_from))
                        (self.line("after_to", &it.after_to))
                    }
                }
                (self.line("thread", &it.thread))
            }
        }
    }

    pub fn people(&self) -> Markup {
        let named = self.entered.people();
        let filled = named
            .iter()
            .rposition(|it| !it.person.is_empty() || !it.part.is_empty());
        let places = (filled.map_or(0, |at| at + 1) + FREE_PEOPLE).min(PEOPLE_MAX);
        let at = |at: usize| {
            named
                .get(at)
                .map_or(("", ""), |it| (&*it.person, &*it.part))
        };
        html! {
            section class="card stack" {
                h2 { (t!(self.lang, "stories-people")) }
                p class="soft" { (t!(self.lang, "stories-people-text")) }
                @if let Some(wrong) = self.wrong("people") { (error_line(&wrong)) }
                @for place in 0..places {
                    @let (person, part) = at(place);
                    div class="fields" {
                        (field(&Field {
                            label: &t!(self.lang, "stories-person", n = place + 1), name: "person", value: person, id: Some(&format!("person-{place}")),
                            error: self.wrong(&format!("people/{place}/person")).as_deref(), ..Field::default()
                        }))
                        (field(&Field {
                            label: &t!(self.lang, "stories-part", n = place + 1), name: "part", value: part, id: Some(&format!("part-{place}")),
                            max_chars: Some(LINE_MAX_CHARS as u32), error: self.wrong(&format!("people/{place}/part")).as_deref(), ..Field::default()
                        }))
                    }
                }
            }
        }
    }

    pub fn worth(&self) -> Markup {
        let it = self.entered;
        html! {
            section class="card stack" {
                h2 { (t!(self.lang, "stories-worth")) }
                p class="soft" { (t!(self.lang, "stories-worth-text")) }
                div class="fields" { (self.line("claimed", &it.claimed)) (self.line("claimed_unit", &it.claimed_unit)) }
                (self.text("claimed_how", &it.claimed_how, 2))
            }
        }
    }
}
