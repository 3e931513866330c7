//! What pages about use cases show, and what those about stories share with them.

use maud::{Markup, html};
use network::panels::{Panels, Place};
use network::people::photo_href;
use network::{PersonId, Viewer};
use web::components::{
    Action, Face, Size, Tab, Tone, avatar, crumbs, empty_state, hue_of, pager, tabs, tag,
};
use web::{Lang, icon, icon_sm, numbers, t};

use super::filters;
use super::queries::Filter;
use super::role::{SiteFit, WorkRole};
use super::steps::{lines, what_and_how};
use super::use_case::{FirstPost, Known, RoomKind, UseCase};
pub use crate::indicators::thread;
use crate::indicators::{IndicatorId, thread_now};

/// The views of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    ForYou,
    UseCases,
    Stories,
    Mine,
}

/// The head of the library, which use cases and stories share.
pub fn head(lang: Lang, view: View) -> Markup {
    let tab = |of: View, href: &str, label: &str| Tab {
        href: href.to_owned(),
        label: t!(lang, label),
        current: of == view,
        ..Tab::default()
    };
    html! {
        div class="page-head" {
            div class="grow" {
                h1 { (t!(lang, "use-cases-library")) }
                p { (t!(lang, "use-cases-library-text")) }
            }
            a class={ "btn" @if view == View::UseCases { " primary" } } href="/use-cases/new" { (icon("repeat")) (t!(lang, "use-cases-new")) }
            a class={ "btn" @if view != View::UseCases { " primary" } } href="/stories/new" { (icon("sprout")) (t!(lang, "use-cases-tell")) }
        }
        (tabs(&t!(lang, "use-cases-library-parts"), &[
            tab(View::ForYou, "/stories", "use-cases-tab-you"),
            tab(View::UseCases, "/use-cases", "use-cases-title"),
            tab(View::Stories, "/stories/all", "use-cases-tab-stories"),
            tab(View::Mine, "/stories/mine", "use-cases-tab-mine"),
            Tab { href: "/sponsor".to_owned(), label: t!(lang, "sponsor-title"), ..Tab::default() },
        ]))
    }
}

/// Somebody small, with a line below the name.
pub fn person(id: PersonId, name: &str, photo: Option<&str>, line: &str) -> Markup {
    let photo = photo_href(id, photo);
    let face = Face {
        name,
        hue: hue_of(id.raw()),
        photo: photo.as_deref(),
        square: false,
    };
    html! {
        div class="row gap3" {
            (avatar(&face, Size::Sm, None))
            span class="small" {
                a class="plain b" href={ "/people/" (id) } { (name) }
                @if !line.is_empty() { br; span class="muted" { (line) } }
            }
        }
    }
}

/// Why something is shown.
pub fn why(text: &str) -> Markup {
    html! { p class="why" { (icon_sm("sparkles")) span { (text) } } }
}

/// What somebody did, one step after the other.
pub fn steps(text: &str) -> Markup {
    html! {
        ol class="steps" {
            @for line in lines(text) {
                @let (what, how) = what_and_how(&line);
                li { div { b { (what) } @if !how.is_empty() { p class="soft" { (how) } } } }
            }
        }
    }
}

pub fn kind_tag(lang: Lang) -> Markup {
    tag(Tone::Plain, Some("repeat"), &t!(lang, "use-cases-kind"))
}

pub fn known_tag(known: Known, lang: Lang) -> Markup {
    let (tone, icon) = match known {
        Known::Idea => (Tone::Line, "lightbulb"),
        Known::Tried => (Tone::Info, "users"),
        Known::Checked => (Tone::Good, "shield-check"),
    };
    let said = t!(lang, &format!("use-cases-known-{}", known.as_str()));
    tag(tone, Some(icon), &said)
}

pub fn role_names(roles: &[WorkRole], lang: Lang) -> String {
    let names: Vec<String> = roles
        .iter()
        .map(|role| t!(lang, &format!("use-cases-role-{role}")))
        .collect();
    names.join(", ")
}

fn hours(it: &UseCase, lang: Lang) -> Option<String> {
    let hours = it.effort_hours?;
    let shown = numbers::decimal(hours, lang);
    Some(t!(lang, "use-cases-n-hours", n = hours, shown = shown))
}

/// One of a list; `why` says why it is shown, where somebody asks that.
pub fn card(it: &UseCase, why_shown: Option<&str>, lang: Lang) -> Markup {
    let takes: Vec<String> = hours(it, lang)
        .into_iter()
        .chain((!it.effort.is_empty()).then(|| it.effort.clone()))
        .collect();
    html! {
        article class="card ucase" id={ "use-case-" (it.id) } {
            div class="stack" {
                div class="row wrap" { (kind_tag(lang)) (known_tag(it.known(), lang)) }
                h2 class="post-title" { a href={ "/use-cases/" (it.id) } { (it.name) } }
                p class="soft" { (it.purpose) }
                div class="row wrap" {
                    (thread(it.indicator_id, &it.indicator, ""))
                    @if !takes.is_empty() { span class="small muted" { (takes.join(", ")) } }
                }
                @if let Some(text) = why_shown { (why(text)) }
            }
            div class="end" {
                @if it.tried > 0 {
                    div class="row small" { b class="num lg" { (numbers::count(it.tried, lang)) } " " span class="muted" { (t!(lang, "use-cases-told", n = it.tried)) } }
                } @else {
                    p class="small muted" { (t!(lang, "use-cases-untold")) }
                }
                (person(it.owner_id, &it.owner, it.owner_photo.as_deref(), &t!(lang, "use-cases-looks-after")))
            }
        }
    }
}

/// What the list shows.
pub struct Listed<'a> {
    pub use_cases: &'a [UseCase],
    pub indicators: &'a [(IndicatorId, String)],
    /// The viewer's roles.
    pub own: &'a [WorkRole],
    pub filter: Filter,
    pub next: Option<String>,
}

pub fn list(viewer: &Viewer, listed: &Listed<'_>) -> Markup {
    let lang = viewer.lang;
    let new = Action {
        href: "/use-cases/new",
        label: t!(lang, "use-cases-new"),
    };
    html! {
        (head(lang, View::UseCases))
        @if listed.use_cases.is_empty() && listed.filter.chosen() == 0 {
            (empty_state(&t!(lang, "use-cases-none"), &t!(lang, "use-cases-none-text"), Some(&new)))
        } @else {
            div class="split" {
                (filters::form(viewer, "/use-cases", listed.filter, listed.indicators, listed.own))
                div class="stack" {
                    @if listed.use_cases.is_empty() {
                        (empty_state(&t!(lang, "use-cases-none-fits"), &t!(lang, "use-cases-none-fits-text"), Some(&new)))
                    }
                    div class="stack" id="use-cases" data-items { @for it in listed.use_cases { (card(it, None, lang)) } }
                    @if let Some(next) = &listed.next { (pager("use-cases-more", next, &t!(lang, "use-cases-more"))) }
                }
            }
        }
    }
}

/// Everything the page of one shows.
pub struct Shown {
    pub it: UseCase,
    pub roles: Vec<WorkRole>,
    pub posts: Vec<FirstPost>,
    /// Where the indicator stands, and its unit.
    pub now: Option<f64>,
    pub unit: String,
    pub may_change: bool,
    /// The viewer's roles.
    pub own: Vec<WorkRole>,
}

pub fn page(viewer: &Viewer, shown: &Shown, panels: &Panels) -> Markup {
    let lang = viewer.lang;
    let it = &shown.it;
    html! {
        (crumbs(lang, &[("/use-cases", &t!(lang, "use-cases-title")), (&format!("/indicators/{}", it.indicator_id), &it.indicator)]))
        (panels.at(Place::Banner))
        div class="page-head" {
            div class="grow" {
                div class="row wrap tags" { (kind_tag(lang)) (known_tag(it.known(), lang)) }
                h1 { (it.name) }
                p { (it.purpose) }
            }
            @if shown.may_change { a class="btn" href={ "/use-cases/" (it.id) "/edit" } { (icon("pencil")) (t!(lang, "use-cases-change-it")) } }
            a class="btn primary" href={ "/stories/new?use_case=" (it.id) "&indicator=" (it.indicator_id) } { (icon("sprout")) (t!(lang, "use-cases-tell-tried")) }
        }
        (stats(it, lang))
        div class="cols" {
            div class="stack loose" {
                section class="card stack" {
                    h2 { (t!(lang, "use-cases-what-it-moves")) }
                    div class="row wrap" { (thread_now(it.indicator_id, &it.indicator, shown.now, &shown.unit, lang)) }
                    p { (t!(lang, &format!("use-cases-known-{}-text", it.known().as_str()))) }
                }
                section class="stack" { h2 { (t!(lang, "use-cases-how")) } (steps(&it.steps)) }
                (what_belongs(it, &shown.posts, lang))
                (panels.at(Place::Main))
            }
            aside class="aside" aria-label=(t!(lang, "use-cases-aside")) {
                section class="sec" {
                    h2 { (t!(lang, "use-cases-ask")) }
                    div class="card" { (person(it.owner_id, &it.owner, it.owner_photo.as_deref(), &t!(lang, "use-cases-looks-after"))) }
                }
                (fits(viewer, shown))
                (panels.at(Place::Side))
            }
        }
    }
}

fn stats(it: &UseCase, lang: Lang) -> Markup {
    html! {
        div class="stats ruled" {
            div class="stat" {
                span class="v" { (numbers::count(it.tried, lang)) }
                span class="l" { (t!(lang, "use-cases-told", n = it.tried)) }
            }
            div class="stat" {
                span class="v" { (numbers::count(it.checked, lang)) " " small { (t!(lang, "use-cases-of", n = it.tried)) } }
                span class="l" { (t!(lang, "use-cases-confirmed")) }
            }
            div class="stat" {
                @match it.effort_hours {
                    Some(hours) => { span class="v" { (numbers::decimal(hours, lang)) " " small { (t!(lang, "use-cases-hours-unit", n = hours)) } } }
                    None => { span class="v" { "–" } }
                }
                span class="l" { @if it.effort.is_empty() { (t!(lang, if it.effort_hours.is_some() { "use-cases-to-begin" } else { "use-cases-hours-unknown" })) } @else { (it.effort) } }
            }
        }
    }
}

/// What a team gets, each part to be opened.
fn what_belongs(it: &UseCase, posts: &[FirstPost], lang: Lang) -> Markup {
    let points = lines(&it.checklist);
    let part = |icon_name: &str, name: String, line: String, more: Markup| {
        html! {
            div class="lever" {
                span class="ic" { (icon(icon_name)) }
                div { b { (name) } div class="small muted" { (line) } }
                @if !more.0.is_empty() {
                    details class="more" { summary class="small" { (t!(lang, "use-cases-look")) } (more) }
                }
            }
        }
    };
    let room = match it.room_kind {
        RoomKind::Open => t!(lang, "use-cases-room-open"),
        RoomKind::Closed => t!(lang, "use-cases-room-closed"),
    };
    html! {
        section class="card flush" {
            div class="card-head" { h2 { (t!(lang, "use-cases-belongs")) } }
            (part("users", t!(lang, "use-cases-room"),
                format!("{room}, {}", t!(lang, "use-cases-n-posts", n = posts.len())),
                html! {
                    @if !it.room_purpose.is_empty() || !posts.is_empty() {
                        div class="stack tight" {
                            @if !it.room_purpose.is_empty() { p { (it.room_purpose) } }
                            @for post in posts {
                                div class="well" {
                                    @if !post.title.is_empty() { b { (post.title) } }
                                    p class="soft as-typed" { (post.text) }
                                }
                            }
                        }
                    }
                }))
            (part("check-check", t!(lang, "use-cases-checklist"),
                t!(lang, "use-cases-n-points", n = points.len()),
                html! { @if !points.is_empty() { ul class="points" { @for point in &points { li { (point) } } } } }))
            (part("book-open", t!(lang, "use-cases-training"),
                t!(lang, if it.training.is_empty() { "use-cases-no-training" } else { "use-cases-to-read" }),
                html! { @if !it.training.is_empty() { p class="as-typed" { (it.training) } } }))
        }
    }
}

/// Whether it would work where the viewer is.
fn fits(viewer: &Viewer, shown: &Shown) -> Markup {
    let lang = viewer.lang;
    let role_fits = shown.own.iter().any(|role| shown.roles.contains(role));
    let own_site = viewer.person.site_kind;
    let site_fits = own_site.map(|kind| shown.it.fits.is_for(kind));
    html! {
        section class="sec" {
            h2 { (t!(lang, "use-cases-would-it")) }
            ul class="rows trim card small" {
                li {
                    (icon_sm("user")) span class="grow" { (role_names(&shown.roles, lang)) }
                    @if !shown.own.is_empty() { (same(role_fits, lang)) }
                }
                li {
                    (icon_sm("store")) span class="grow" { (t!(lang, &format!("use-cases-site-{}", shown.it.fits))) }
                    @if shown.it.fits != SiteFit::Any && let Some(fits) = site_fits { (same(fits, lang)) }
                }
            }
        }
    }
}

/// "Like you", or not.
pub fn same(same: bool, lang: Lang) -> Markup {
    match same {
        true => html! { span class="is-good" { (t!(lang, "use-cases-same")) } },
        false => html! { span class="muted" { (t!(lang, "use-cases-other")) } },
    }
}

/// A few of them on another page.
pub fn rows(use_cases: &[UseCase], lang: Lang) -> Markup {
    html! {
        ul class="rows trim wrap" {
            @for it in use_cases {
                li {
                    (icon("repeat"))
                    div class="grow" {
                        a class="t" href={ "/use-cases/" (it.id) } { (it.name) }
                        span class="m" { (it.purpose) }
                    }
                    (known_tag(it.known(), lang))
                }
            }
        }
    }
}
