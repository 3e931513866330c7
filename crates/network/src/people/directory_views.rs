//! The directory: search, filters, people found, or nobody.

use maud::{Markup, html};
use web::components::{Action, Size, empty_state, pager};
use web::{Lang, icon, t};

use super::person::{Face, Level, Role, Site};
use super::queries::Filter;
use super::views::{avatar, level_name, role_marks};
use crate::access::Viewer;
use crate::address;

/// What the directory can be filtered by.
#[derive(Default)]
pub(super) struct Choices {
    pub sites: Vec<Site>,
    pub departments: Vec<String>,
}

pub(super) fn directory(
    viewer: &Viewer,
    filter: &Filter,
    choices: &Choices,
    faces: &[Face],
    next: Option<&str>,
) -> Markup {
    let lang = viewer.lang;
    html! {
        div class="page-head" {
            div class="grow" { h1 { (t!(lang, "people-directory")) } p { (t!(lang, "people-directory-text")) } }
        }
        form class="search big" id="find-people" role="search" action="/people" aria-label=(t!(lang, "people-find")) {
            (icon("search"))
            input type="search" name="q" value=(filter.text) maxlength="200" aria-label=(t!(lang, "people-find-label"))
                placeholder=(t!(lang, "people-find-label"));
            button class="btn primary sm" { (t!(lang, "people-find-submit")) }
        }
        @if choices.sites.is_empty() && choices.departments.is_empty() {
            (results(lang, filter, faces, next))
        } @else {
            div class="split" {
                button type="button" class="btn filter-btn" popovertarget="filters" {
                    (icon("list-filter")) (t!(lang, "people-filters"))
                }
                (filters(lang, filter, choices))
                (results(lang, filter, faces, next))
            }
        }
    }
}

/// Controls of the search form that stand beside the results.
fn filters(lang: Lang, filter: &Filter, choices: &Choices) -> Markup {
    let all = t!(lang, "people-filter-all");
    let site = filter
        .site
        .map_or_else(String::new, |site| site.to_string());
    let sites: Vec<_> = choices
        .sites
        .iter()
        .map(|site| (site.id.to_string(), site.name.clone()))
        .collect();
    let departments: Vec<_> = choices
        .departments
        .iter()
        .map(|name| (name.clone(), name.clone()))
        .collect();
    let levels: Vec<_> = Level::ALL
        .iter()
        .map(|level| (level.to_string(), level_name(lang, *level)))
        .collect();
    let lists = [
        ("site", "people-site", sites, site),
        (
            "department",
            "people-department",
            departments,
            filter.department.clone().unwrap_or_default(),
        ),
        (
            "level",
            "people-level",
            levels,
            filter
                .level
                .map_or_else(String::new, |level| level.to_string()),
        ),
    ];
    html! {
        div class="filters stack" id="filters" popover role="group" aria-label=(t!(lang, "people-filters")) {
            @for (name, label, options, chosen) in &lists {
                @if !options.is_empty() {
                    div class="field" {
                        label for={ "filter-" (name) } { (t!(lang, label)) }
                        select class="select" id={ "filter-" (name) } name=(name) form="find-people" {
                            option value="" { (all) }
                            @for (value, option) in options {
                                option value=(value) selected[value == chosen] { (option) }
                            }
                        }
                    }
                }
            }
            button class="btn" form="find-people" { (t!(lang, "people-filter-submit")) }
            @if filter.site.is_some() || filter.department.is_some() || filter.level.is_some() {
                a class="small" href=(address::with("/people", &[("q", &filter.text)])) { (t!(lang, "people-filter-clear")) }
            }
        }
    }
}

fn results(lang: Lang, filter: &Filter, faces: &[Face], next: Option<&str>) -> Markup {
    if faces.is_empty() {
        return nobody(lang, filter);
    }
    let site = filter
        .site
        .map_or_else(String::new, |site| site.to_string());
    html! {
        section class="stack" aria-label=(t!(lang, "people-results")) {
            ul class="grid3 plain-list" id="people" data-items { @for face in faces { (card(lang, face)) } }
            @if let Some(next) = next {
                @let next = address::with("/people", &[
                    ("q", &filter.text),
                    ("site", &site),
                    ("department", filter.department.as_deref().unwrap_or_default()),
                    ("level", filter.level.map_or("", Level::as_str)),
                    ("cursor", next),
                ]);
                (pager("people-more", &next, &t!(lang, "people-more")))
            }
        }
    }
}

fn card(lang: Lang, face: &Face) -> Markup {
    html! {
        li class="pcard" id={ "person-" (face.id) } {
            div class="row gap3" {
                (avatar(face, Size::Md))
                div class="grow" {
                    a class="plain b" href={ "/people/" (face.id) } { (face.name) }
                    @if !face.title.is_empty() { div class="small muted" { (face.title) } }
                }
            }
            div class="small soft stack tight" {
                @if let Some(site) = &face.site { span class="row" { (icon("map-pin")) (site) } }
                @if !face.department.is_empty() { span class="row" { (icon("briefcase")) (face.department) } }
            }
            @if face.bot || face.role == Role::Guest { div class="row" { (role_marks(lang, face.role, face.bot)) } }
        }
    }
}

fn nobody(lang: Lang, filter: &Filter) -> Markup {
    let filtered = filter.site.is_some() || filter.department.is_some() || filter.level.is_some();
    let everyone = Action {
        href: "/people",
        label: t!(lang, "people-nobody-all"),
    };
    if filter.text.trim().is_empty() && !filtered {
        return empty_state(
            &t!(lang, "people-empty"),
            &t!(lang, "people-empty-text"),
            None,
        );
    }
    let title = match filter.text.trim() {
        "" => t!(lang, "people-nobody-filtered"),
        text => t!(lang, "people-nobody", q = text),
    };
    let text = if filtered {
        "people-nobody-filtered-text"
    } else {
        "people-nobody-text"
    };
    empty_state(&title, &t!(lang, text), Some(&everyone))
}
