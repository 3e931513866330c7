//! How the screen looks from five metres, and the page of those who look after screens.

use kernel::text::shorten;
use kernel::{Error, Time};
use maud::{Markup, html};
use network::Viewer;
use network::people::Site;
use web::components::{
    Confirm, Field, Select, Tone, callout, confirm, crumbs, date, empty_state, field, logo, pager,
    select, sheet_button, tag,
};
use web::errors::about;
use web::layout::{self, Plain};
use web::{Lang, Zone, icon, icon_sm, numbers, t};

use super::display::{Display, LASTS_DAYS, NAME_MAX_CHARS, State};
use super::pages::Entered;
use crate::indicators::with_unit;
use crate::stories::{OnDisplay, Verdict};

/// Longer than that nobody reads from afar.
const SAID_CHARS: usize = 180;

/// One story on the whole screen; it needs no script.
pub fn screen(lang: Lang, network: &str, display: &Display, shown: Option<&OnDisplay>) -> Markup {
    let plain = Plain {
        lang,
        network_name: network.to_owned(),
        title: t!(lang, "displays-screen-title", site = display.site.as_str()),
        ..Plain::default()
    };
    let main = html! {
        div class="wall" {
            header class="wall-head" {
                (logo())
                span { b { (network) } " · " (display.site) }
                @if let Some(it) = shown { span class="push" { (t!(lang, "displays-turn", at = it.at, of = it.of)) } }
            }
            @match shown {
                Some(it) => (story(lang, it)),
                None => {
                    div class="wall-story" {
                        h1 class="wall-title" { (t!(lang, "displays-none-shown")) }
                        p class="wall-said" { (t!(lang, "displays-none-shown-text")) }
                    }
                }
            }
        }
    };
    layout::plain(&plain, main)
}

fn story(lang: Lang, it: &OnDisplay) -> Markup {
    let story = &it.story;
    let role = t!(lang, &format!("use-cases-role-{}", story.role));
    let at: Vec<&str> = [story.site.as_deref(), Some(&*role)]
        .into_iter()
        .flatten()
        .collect();
    let names: Vec<&str> = it.named.iter().map(|it| it.name.as_str()).collect();
    html! {
        article class="wall-story" {
            p class="wall-at" { (at.join(" · ")) }
            h1 class="wall-title" { (story.title) }
            @if let Some(measured) = &it.measured {
                @let unit = measured.indicator.unit.as_str();
                div class="wall-change" {
                    div { span { (t!(lang, "displays-before")) } b { (numbers::decimal(measured.before, lang)) " " small { (unit) } } }
                    (icon("arrow-right"))
                    div { span { (t!(lang, "displays-after")) } b { (numbers::decimal(measured.after, lang)) " " small { (unit) } } }
                    p { (measured.indicator.name) ", " (measured.unit) }
                }
            }
            p class="wall-said" { (shorten(&story.changed, SAID_CHARS)) }
            div class="wall-worth" { (checked(lang, it)) (claimed(lang, it)) }
            p class="wall-who" {
                (t!(lang, "displays-told-by", name = story.teller.as_str()))
                @if !names.is_empty() { " · " (t!(lang, "displays-with", names = names.join(", "))) }
            }
        }
    }
}

/// What others stand by.
fn checked(lang: Lang, it: &OnDisplay) -> Markup {
    let value = it
        .verified
        .as_ref()
        .zip(it.measured.as_ref())
        .filter(|(verified, _)| verified.value().is_some())
        .map(|(verified, measured)| verified.at_least(&measured.indicator, lang));
    let (icon, said) = match (value, it.story.verdict, it.story.indicator_id) {
        (Some(amount), ..) => (
            "shield-check",
            t!(lang, "displays-verified", amount = amount),
        ),
        (None, Some(Verdict::Confirmed), _) => {
            ("shield-check", t!(lang, "displays-readings-confirmed"))
        }
        (None, Some(Verdict::NotConfirmed), _) => {
            ("circle-alert", t!(lang, "displays-readings-not-confirmed"))
        }
        (None, None, Some(_)) => ("circle-dashed", t!(lang, "displays-readings-unchecked")),
        (None, None, None) => ("quote", t!(lang, "displays-told-only")),
    };
    html! { p { (web::icon(icon)) span { (said) } } }
}

/// What the teller alone says it is worth.
fn claimed(lang: Lang, it: &OnDisplay) -> Markup {
    html! {
        @if let Some(value) = it.story.claimed {
            p { (icon("quote")) span { (t!(lang, "displays-claimed", worth = with_unit(value, &it.story.claimed_unit, lang))) } }
        }
    }
}

/// Everything the page of those who look after screens shows.
pub struct Shown<'a> {
    pub displays: &'a [Display],
    pub next: Option<String>,
    /// `None` where there are too many to choose from.
    pub sites: Option<&'a [Site]>,
    pub entered: &'a Entered,
    pub error: Option<&'a Error>,
    /// Shown once.
    pub link: Option<&'a str>,
    pub now: Time,
}

pub fn list(viewer: &Viewer, shown: &Shown<'_>) -> Markup {
    let lang = viewer.lang;
    html! {
        (crumbs(lang, &[("/stories", &t!(lang, "use-cases-library"))]))
        div class="page-head" { div class="grow" { h1 { (t!(lang, "displays-title")) } p { (t!(lang, "displays-lead")) } } }
        div class="stack loose narrow" {
            @if let Some(link) = shown.link {
                (callout(Tone::Good, "key-round", &t!(lang, "displays-link-made"), html! {
                    p { (t!(lang, "displays-link-once")) }
                    p class="mt2" { code class="secret" { (link) } }
                }))
            }
            @if shown.displays.is_empty() {
                (empty_state(&t!(lang, "displays-none"), &t!(lang, "displays-none-text"), None))
            } @else {
                section class="card flush" aria-label=(t!(lang, "displays-title")) {
                    ul class="rows inset wrap" id="displays" data-items { @for it in shown.displays { (row(viewer, it, shown.now)) } }
                }
                @for it in shown.displays { (taking_back(it, lang)) }
                @if let Some(next) = &shown.next { (pager("displays-more", next, &t!(lang, "displays-more"))) }
            }
            (form(shown, lang))
        }
    }
}

fn row(viewer: &Viewer, it: &Display, now: Time) -> Markup {
    let lang = viewer.lang;
    let end = date(it.ends_at, lang, &viewer.zone());
    let (tone, mark, key) = match it.state(now) {
        State::Waits => (Tone::Line, "hourglass", "displays-state-waits"),
        State::Shows => (Tone::Good, "monitor", "displays-state-shows"),
        State::Ended => (Tone::Warn, "circle-alert", "displays-state-ended"),
    };
    html! {
        li id={ "display-" (it.id) } {
            (icon("monitor"))
            div class="grow" {
                span class="t" { (it.name) }
                span class="m" { (it.site) " · " (t!(lang, "displays-made-by", name = it.made_by.as_str())) }
                span class="m" {
                    @match it.seen_day {
                        Some(day) => (t!(lang, "displays-seen", day = date(day, lang, &Zone::UTC))),
                        None => (t!(lang, "displays-unseen")),
                    }
                    " · "
                    (t!(lang, if it.state(now) == State::Ended { "displays-over" } else { "displays-until" }, day = end))
                }
            }
            (tag(tone, Some(mark), &t!(lang, key)))
            div class="row" {
                form method="post" action={ "/displays/" (it.id) "/link" } data-turbo="false" {
                    button class="btn sm" aria-label=(t!(lang, "displays-new-link-named", name = it.name.as_str())) { (t!(lang, "displays-new-link")) }
                }
                (sheet_button(&format!("end-{}", it.id), "btn sm ghost", html! { (t!(lang, "displays-end")) }))
            }
        }
    }
}

fn taking_back(it: &Display, lang: Lang) -> Markup {
    confirm(&Confirm {
        id: &format!("end-{}", it.id),
        action: &format!("/displays/{}/end", it.id),
        title: &t!(lang, "displays-end-ask", name = it.name.as_str()),
        text: &t!(lang, "displays-end-text"),
        yes: &t!(lang, "displays-end"),
        no: &t!(lang, "displays-keep"),
        ..Confirm::default()
    })
}

fn form(shown: &Shown<'_>, lang: Lang) -> Markup {
    let site = &shown.entered.site;
    let wrong = about(lang, shown.error, "site");
    let label = t!(lang, "displays-field-site");
    html! {
        section class="card stack" id="new" {
            h2 { (t!(lang, "displays-new")) }
            p class="soft" { (t!(lang, "displays-new-text", days = LASTS_DAYS)) }
            form class="stack" method="post" action="/displays" data-turbo="false" {
                (field(&Field {
                    label: &t!(lang, "displays-field-name"), name: "name", value: &shown.entered.name, required: true,
                    max_chars: Some(NAME_MAX_CHARS as u32), hint: Some(&t!(lang, "displays-field-name-hint")),
                    error: about(lang, shown.error, "name").as_deref(), ..Field::default()
                }))
                @if let Some([]) = shown.sites {
                    p class="row" role="note" { (icon_sm("map-pin")) span { (t!(lang, "displays-no-sites")) } }
                } @else if let Some(sites) = shown.sites {
                    @let none = t!(lang, "displays-choose-site");
                    @let options: Vec<(&str, &str)> = std::iter::once(("", none.as_str()))
                        .chain(sites.iter().map(|it| (it.name.as_str(), it.name.as_str()))).collect();
                    (select(&Select { label: &label, name: "site", options: &options, selected: site, error: wrong.as_deref(), ..Select::default() }))
                } @else {
                    (field(&Field { label: &label, name: "site", value: site, required: true, error: wrong.as_deref(), ..Field::default() }))
                }
                @if shown.sites.is_none_or(|sites| !sites.is_empty()) {
                    div { button class="btn primary" { (t!(lang, "displays-make")) } }
                }
            }
            p class="small muted row" { (icon_sm("info")) span { (t!(lang, "displays-which")) } }
        }
    }
}
