//! How an administrator sees and changes what somebody may do.

use maud::{Markup, html};
use web::components::{Select, select};
use web::{icon_sm, t};

use super::person::{Person, Role, Site};
use super::views::role_name;
use crate::access::Viewer;

/// The sites somebody gives out access codes at, and all there are.
#[derive(Default)]
pub(super) struct Coordination {
    pub own: Vec<Site>,
    pub all: Vec<Site>,
}

pub(super) fn card(viewer: &Viewer, person: &Person, coordination: &Coordination) -> Markup {
    let lang = viewer.lang;
    let changes = person.role != Role::Guest && !person.bot && person.deactivated_at.is_none();
    html! {
        @if viewer.is_administrator() && changes {
            section class="sec" {
                h2 { (t!(lang, "people-may")) }
                div class="card stack" {
                    (role_form(viewer, person))
                    @if !coordination.all.is_empty() { (sites(viewer, person, coordination)) }
                }
            }
        }
    }
}

fn role_form(viewer: &Viewer, person: &Person) -> Markup {
    let lang = viewer.lang;
    let roles = [Role::Member, Role::CommunityManager, Role::Administrator];
    let roles = roles.map(|role| (role.as_str(), role_name(lang, role)));
    let roles = roles
        .each_ref()
        .map(|(value, name)| (*value, name.as_str()));
    html! {
        form class="stack tight" method="post" action={ "/people/" (person.id) "/role" } {
            (select(&Select {
                label: &t!(lang, "people-role"),
                name: "role",
                options: &roles,
                selected: person.role.as_str(),
                hint: Some(&t!(lang, "people-role-hint")),
                ..Select::default()
            }))
            button class="btn" { (t!(lang, "people-role-submit")) }
        }
    }
}

fn sites(viewer: &Viewer, person: &Person, coordination: &Coordination) -> Markup {
    let lang = viewer.lang;
    let free: Vec<_> = coordination
        .all
        .iter()
        .filter(|site| !coordination.own.contains(site))
        .collect();
    let ids: Vec<_> = free.iter().map(|site| site.id.to_string()).collect();
    let options: Vec<_> = ids
        .iter()
        .map(String::as_str)
        .zip(free.iter().map(|site| site.name.as_str()))
        .collect();
    let own_site = person
        .site_id
        .map_or_else(String::new, |site| site.to_string());
    html! {
        h3 { (t!(lang, "people-coordinates")) }
        @if !coordination.own.is_empty() {
            ul class="rows trim" {
                @for site in &coordination.own {
                    li {
                        span class="grow" { (site.name) }
                        form method="post" action={ "/people/" (person.id) "/sites/" (site.id) "/end" } {
                            button class="btn ghost icon sm" aria-label=(t!(lang, "people-coordinates-end", site = &site.name)) {
                                (icon_sm("x"))
                            }
                        }
                    }
                }
            }
        }
        @if !options.is_empty() {
            form class="stack tight" method="post" action={ "/people/" (person.id) "/sites" } {
                (select(&Select {
                    label: &t!(lang, "people-site"),
                    name: "site",
                    options: &options,
                    selected: &own_site,
                    hint: Some(&t!(lang, "people-coordinates-hint")),
                    ..Select::default()
                }))
                button class="btn" { (t!(lang, "people-coordinates-submit")) }
            }
        }
    }
}
