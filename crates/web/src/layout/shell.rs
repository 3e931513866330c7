//! The shell for somebody who is signed in: navigation at the side, bar at the top, on a phone a
//! bar of five at the bottom.

use maud::{DOCTYPE, Markup, Render, html};

use super::{NavItem, Place, Shell, brand, head};
use crate::components::{Face, Size, avatar, live_region, logo, toast};
use crate::icons::{self, icon, icon_lg, icon_sm};
use crate::{numbers, t};

const MORE: &str = "more-menu";
/// The frame that the address of the bell, with `/panel` after it, answers with.
pub const BELL_FRAME: &str = "notifications-panel";

/// About as much as stands round the content: icons, navigation, places.
const FRAME_BYTES: usize = 40_000;

/// Room in the document for what follows, so that it is not copied while it grows.
struct Room(usize);

impl Render for Room {
    fn render_to(&self, document: &mut String) {
        document.reserve(self.0);
    }
}

/// The whole document.
pub fn page(shell: &Shell, main: Markup) -> Markup {
    let head = head::head(&head::Head {
        lang: shell.lang,
        title: &shell.title,
        network_name: &shell.network_name,
        stream: shell.stream.as_deref(),
        private: shell.private,
    });
    let marks = marks(shell);
    html! {
        (Room(main.0.len() + FRAME_BYTES))
        (DOCTYPE)
        html lang=(shell.lang.code()) data-theme=[shell.theme.attribute()] {
            (head)
            body data-session=[(!shell.session.is_empty()).then_some(&shell.session)]
                data-shared-device[shell.shared_device] {
                (icons::symbols())
                a class="skip" href="#main" { (t!(shell.lang, "skip-to-content")) }
                div class="app" {
                    (side(shell, &marks))
                    div class="body" {
                        (topbar(shell))
                        main id="main" class="page" { (main) }
                    }
                    (tabbar(shell))
                    (more(shell, &marks))
                }
                (live_region(html! {
                    @if let Some(text) = &shell.flash { (toast(text)) }
                }))
            }
        }
    }
}

fn side(shell: &Shell, marks: &[Mark]) -> Markup {
    let lang = shell.lang;
    html! {
        aside class="side" aria-label=(t!(lang, "shell-workspace")) {
            (brand(&shell.network_name))
            nav class="nav" aria-label=(t!(lang, "shell-main")) {
                @for item in &shell.nav { (nav_link(shell, item)) }
            }
            @if !shell.places.is_empty() || shell.places_more.is_some() {
                (places(shell, marks))
            }
            (foot(shell))
        }
    }
}

fn nav_link(shell: &Shell, item: &NavItem) -> Markup {
    html! {
        a href=(item.href) title=(item.label) aria-current=[item.current.then_some("page")] {
            (icon(item.icon))
            span class="label" { (item.label) }
            @if item.count > 0 {
                span class=(if item.hot { "count hot" } else { "count" }) {
                    (numbers::count(item.count, shell.lang))
                    span class="vh" { " " (t!(shell.lang, "shell-new")) }
                }
            }
        }
    }
}

fn places(shell: &Shell, marks: &[Mark]) -> Markup {
    html! {
        nav class="nav" aria-label=(shell.places_title) {
            div class="nav-title" {
                (shell.places_title)
                @if let Some((href, label)) = &shell.places_more {
                    a class="btn ghost icon sm tiny" href=(href) aria-label=(label) { (icon_sm("plus")) }
                }
            }
            @for (place, mark) in shell.places.iter().zip(marks) {
                a class=(if place.unread { "comm unread" } else { "comm" }) href=(place.href)
                    title=(place.name) aria-current=[place.current.then_some("page")]
                    data-place=[(place.key != 0).then_some(place.key)] {
                    (mark.face)
                    span class="grow" { (place.name) }
                    (mark.unread)
                }
            }
        }
    }
}

/// What stands beside the name of a place, wherever it is listed.
struct Mark {
    face: Markup,
    /// Always there, because what is new may come while the page is open.
    unread: Markup,
}

fn marks(shell: &Shell) -> Vec<Mark> {
    let new_posts = t!(shell.lang, "shell-new-posts");
    let mark = |place: &Place| {
        let face = Face {
            name: &place.name,
            hue: place.hue,
            photo: None,
            square: true,
        };
        Mark {
            face: avatar(&face, Size::Xs, None),
            unread: html! {
                span data-unread hidden[!place.unread] {
                    span class="dot" {}
                    span class="vh" { (new_posts) }
                }
            },
        }
    };
    shell.places.iter().map(mark).collect()
}

fn foot(shell: &Shell) -> Markup {
    html! {
        @if let Some(me) = &shell.me {
            @let face = Face { name: &me.name, hue: me.hue, photo: me.photo.as_deref(), square: false };
            div class="side-foot" {
                a class="row grow plain" href=(me.href) title=(me.name) {
                    (avatar(&face, Size::Sm, None))
                    span class="me-text" { b { (me.name) } span { (me.line) } }
                }
                @if !shell.more.is_empty() || !shell.sign_out.is_empty() {
                    button type="button" class="btn ghost icon sm" popovertarget=(MORE)
                        aria-label=(t!(shell.lang, "shell-more-about-me")) { (icon("ellipsis")) }
                }
            }
        }
    }
}

fn topbar(shell: &Shell) -> Markup {
    let lang = shell.lang;
    html! {
        header class="topbar" {
            a class="only-mobile" href="/" aria-label=(t!(lang, "shell-home", name = &shell.network_name)) {
                (logo())
            }
            @if !shell.search.is_empty() {
                form class="search" role="search" action=(shell.search) aria-label=(shell.search_label) {
                    (icon("search"))
                    input type="search" name="q" value=(shell.query) maxlength="200"
                        aria-label=(shell.search_label) placeholder=(shell.search_label);
                    kbd class="only-desktop" aria-hidden="true" { "/" }
                }
            }
            div class="end" {
                @if !shell.bell_href.is_empty() {
                    a class="btn ghost icon badge-host" href=(shell.bell_href) data-bell
                        data-none=(t!(lang, "shell-notifications", n = 0))
                        data-one=(t!(lang, "shell-notifications", n = "{n}"))
                        data-many=(t!(lang, "shell-notifications", n = "{n}"))
                        aria-label=(t!(lang, "shell-notifications", n = shell.bell)) {
                        (icon("bell"))
                        @if shell.bell > 0 { span class="n" { (capped(shell.bell)) } }
                    }
                    (panel(shell))
                }
                @if !shell.compose_href.is_empty() {
                    a class="btn only-desktop" href=(shell.compose_href) {
                        (icon("plus")) (t!(lang, "shell-new-post"))
                    }
                }
            }
        }
    }
}

/// What the script opens under the bell. Its content comes when it is first seen.
fn panel(shell: &Shell) -> Markup {
    html! {
        div class="sheet bell" id="bell-panel" popover="auto" role="dialog" tabindex="-1"
            aria-label=(t!(shell.lang, "shell-notifications", n = 0)) {
            turbo-frame id=(BELL_FRAME) src={ (shell.bell_href) "/panel" } loading="lazy" target="_top" {
                div class="stack waiting" aria-hidden="true" {
                    @for _ in 0..3 { div class="row gap3" { span class="sk c" {} span class="sk grow" {} } }
                }
            }
        }
    }
}

fn tabbar(shell: &Shell) -> Markup {
    let slots: Vec<&NavItem> = shell
        .nav
        .iter()
        .filter(|item| item.mobile)
        .take(3)
        .collect();
    let (before, after) = slots.split_at(slots.len().min(2));
    html! {
        nav class="tabbar" aria-label=(t!(shell.lang, "shell-main-mobile")) {
            @for item in before { (slot(item)) }
            @if !shell.compose_href.is_empty() {
                a href=(shell.compose_href) aria-label=(t!(shell.lang, "shell-new-post")) {
                    span class="plus" { (icon_lg("plus")) }
                }
            }
            @for item in after { (slot(item)) }
            button type="button" popovertarget=(MORE) {
                (icon_lg("menu")) (t!(shell.lang, "shell-more"))
            }
        }
    }
}

fn slot(item: &NavItem) -> Markup {
    html! {
        a href=(item.href) aria-current=[item.current.then_some("page")] {
            (icon_lg(item.icon)) (item.label)
            @if item.count > 0 { span class="n" { (capped(item.count)) } }
        }
    }
}

/// What has no slot in the bottom bar, and what belongs to the reader.
fn more(shell: &Shell, marks: &[Mark]) -> Markup {
    let hidden: Vec<&NavItem> = {
        let slots = shell
            .nav
            .iter()
            .filter(|item| item.mobile)
            .take(3)
            .collect::<Vec<_>>();
        shell
            .nav
            .iter()
            .filter(|item| !slots.iter().any(|slot| slot.href == item.href))
            .collect()
    };
    let content = html! {
        nav class="menu" aria-label=(t!(shell.lang, "shell-more")) {
            @if let Some(me) = &shell.me {
                a class="only-mobile" href=(me.href) { (icon("user")) (me.name) }
            }
            @for item in &hidden {
                a class="only-mobile" href=(item.href) { (icon(item.icon)) (item.label) }
            }
            @for item in &shell.more {
                a href=(item.href) { (icon(item.icon)) (item.label) }
            }
            @if !shell.sign_out.is_empty() {
                // A full page load, so that nothing of the page is kept.
                form method="post" action=(shell.sign_out) data-turbo="false" {
                    button { (icon("log-out")) (t!(shell.lang, "shell-sign-out")) }
                }
            }
            @if !shell.places.is_empty() { hr class="only-mobile"; }
            @for (place, mark) in shell.places.iter().zip(marks) {
                a class=(if place.unread { "only-mobile unread" } else { "only-mobile" })
                    href=(place.href) data-place=[(place.key != 0).then_some(place.key)] {
                    (mark.face)
                    span class="grow" { (place.name) }
                    (mark.unread)
                }
            }
        }
    };
    let title = t!(shell.lang, "shell-more");
    html! {
        div class="sheet corner" id=(MORE) popover="auto" role="dialog" aria-label=(title) { (content) }
    }
}

fn capped(count: i64) -> String {
    if count > 99 {
        "99+".to_owned()
    } else {
        count.to_string()
    }
}
