//! The form for what one says of oneself.

use kernel::Error;
use maud::{Markup, html};
use web::components::{Field, Select, Size, field, select};
use web::errors::about;
use web::{Lang, t};

use super::actions::{ABOUT_MAX_CHARS, Profile};
use super::views::avatar;
use crate::access::Viewer;
use crate::forms::general_error;

pub(super) fn profile(viewer: &Viewer, profile: &Profile, error: Option<&Error>) -> Markup {
    let (lang, person) = (viewer.lang, &viewer.person);
    let said = |name| about(lang, error, name);
    let languages: Vec<_> = Lang::ALL
        .iter()
        .map(|lang| (lang.code(), lang.own_name()))
        .collect();
    let zones = time_zones(&profile.time_zone);
    let zones: Vec<_> = zones
        .iter()
        .map(|zone| (zone.as_str(), zone.as_str()))
        .collect();
    let themes =
        ["auto", "light", "dark"].map(|theme| (theme, t!(lang, &format!("people-theme-{theme}"))));
    let themes: Vec<_> = themes
        .iter()
        .map(|(value, name)| (*value, name.as_str()))
        .collect();
    html! {
        section class="card" {
            div class="row gap4 wrap" {
                (avatar(&person.face(), Size::Lg))
                div class="grow" {
                    b { (person.name) }
                    p class="small muted" { (person.face().line()) }
                    p class="small muted" { (t!(lang, "people-profile-source")) }
                }
                a class="btn sm" href={ "/people/" (person.id) } { (t!(lang, "people-profile-open")) }
            }
        }
        (photo_form(viewer, error))
        form class="card stack" method="post" action="/settings/profile" {
            h2 { (t!(lang, "people-settings-profile")) }
            (general_error(lang, error, &["about", "language", "time_zone", "theme", "photo"]))
            (field(&Field {
                label: &t!(lang, "people-about"),
                name: "about",
                value: &profile.about,
                hint: Some(&t!(lang, "people-about-hint")),
                error: said("about").as_deref(),
                max_chars: Some(ABOUT_MAX_CHARS as u32),
                rows: Some(5),
                ..Field::default()
            }))
            div class="fields" {
                (select(&Select {
                    label: &t!(lang, "people-language"),
                    name: "language",
                    options: &languages,
                    selected: &profile.language,
                    error: said("language").as_deref(),
                    ..Select::default()
                }))
                (select(&Select {
                    label: &t!(lang, "people-time-zone"),
                    name: "time_zone",
                    options: &zones,
                    selected: &profile.time_zone,
                    error: said("time_zone").as_deref(),
                    ..Select::default()
                }))
                (select(&Select {
                    label: &t!(lang, "people-theme"),
                    name: "theme",
                    options: &themes,
                    selected: &profile.theme,
                    error: said("theme").as_deref(),
                    ..Select::default()
                }))
            }
            div { button class="btn primary" { (t!(lang, "people-profile-submit")) } }
        }
    }
}

fn photo_form(viewer: &Viewer, error: Option<&Error>) -> Markup {
    let lang = viewer.lang;
    let said = about(lang, error, "photo");
    html! {
        section class="card stack" {
            h2 { (t!(lang, "people-photo")) }
            form class="stack narrow" method="post" action="/settings/photo" enctype="multipart/form-data" {
                div class="field" {
                    label for="photo" { (t!(lang, "people-photo-choose")) }
                    input class="input" type="file" id="photo" name="photo" accept="image/jpeg,image/png,image/webp" required
                        aria-describedby=(if said.is_some() { "photo-err photo-hint" } else { "photo-hint" })
                        aria-invalid=[said.as_ref().map(|_| "true")];
                    @if let Some(said) = &said { span class="err" id="photo-err" { (web::icon_sm("circle-alert")) (said) } }
                    span class="hint" id="photo-hint" { (t!(lang, "people-photo-hint")) }
                }
                div { button class="btn" { (web::icon("image")) (t!(lang, "people-photo-submit")) } }
            }
            @if viewer.person.photo.is_some() {
                form method="post" action="/settings/photo/remove" {
                    button class="btn ghost sm" { (t!(lang, "people-photo-remove")) }
                }
            }
        }
    }
}

/// The zones people live in, by name, and the one that is set.
fn time_zones(current: &str) -> Vec<String> {
    let seas = [
        "Africa/",
        "America/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    let known = jiff::tz::db().available().map(|name| name.to_string());
    let mut zones: Vec<_> = known
        .filter(|name| seas.iter().any(|sea| name.starts_with(sea)))
        .collect();
    zones.push("UTC".to_owned());
    if web::is_time_zone(current) {
        zones.push(current.to_owned());
    }
    zones.sort_unstable();
    zones.dedup();
    zones
}
