//! The shell for somebody who is signed in: navigation at the side, bar at the top, on a phone a
//! bar of five at the bottom.

use maud::{DOCTYPE, Markup, Render, html};

use super::frame::Made;
use super::{Frame, Me, Place, Shell, head};
use crate::components::{Face, Size, avatar, live_region, logo, toast};
use crate::icons::{self, icon};
use crate::t;

pub(super) const MORE: &str = "more-menu";

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
pub fn page(shell: &Shell<'_>, main: Markup) -> Markup {
    let made = shell.frame;
    let (frame, words) = (&made.frame, &made.words);
    let head = head::head(&head::Head {
        lang: frame.lang,
        title: shell.title,
        network_name: &frame.network_name,
        stream: shell.stream.as_deref(),
        private: shell.private,
    });
    html! {
        (Room(main.0.len() + FRAME_BYTES))
        (DOCTYPE)
        html lang=(frame.lang.code()) data-theme=[shell.theme.attribute()] {
            (head)
            body data-session=[(!shell.session.is_empty()).then_some(&shell.session)]
                data-shared-device[shell.shared_device] {
                (icons::symbols())
                a class="skip" href="#main" { (words.skip) }
                div class="app" {
                    aside class="side" aria-label=(words.workspace) {
                        (made.brand)
                        nav class="nav" aria-label=(words.main) {
                            @for link in &made.nav { (link.on(shell.current)) }
                        }
                        @if !shell.places.is_empty() || frame.places_more.is_some() {
                            nav class="nav" aria-label=(frame.places_title) {
                                (made.places)
                                @for place in &shell.places {
                                    a class=(if place.unread { "comm unread" } else { "comm" }) href=(place.href)
                                        title=(place.name) aria-current=[(place.href == shell.current).then_some("page")]
                                        data-place=(place.key) { (Inside(place, &words.new_posts)) }
                                }
                            }
                        }
                        @if let Some(me) = &shell.me { (foot(me, made)) }
                    }
                    div class="body" {
                        @if shell.query.is_empty() && shell.bell == 0 {
                            (made.topbar)
                        } @else {
                            (topbar(frame, shell.query, shell.bell))
                        }
                        main id="main" class="page" { (main) }
                    }
                    nav class="tabbar" aria-label=(words.main_mobile) {
                        @for link in &made.slots_before { (link.on(shell.current)) }
                        (made.slot_compose)
                        @for link in &made.slots_after { (link.on(shell.current)) }
                        (made.slot_more)
                    }
                    div class="sheet corner" id=(MORE) popover="auto" role="dialog" aria-label=(words.more) {
                        nav class="menu" aria-label=(words.more) {
                            @if let Some(me) = &shell.me {
                                a class="only-mobile" href=(me.href) { (icon("user")) (me.name) }
                            }
                            (made.menu)
                            @if !shell.places.is_empty() { hr class="only-mobile"; }
                            @for place in &shell.places {
                                a class=(if place.unread { "only-mobile unread" } else { "only-mobile" })
                                    href=(place.href) data-place=(place.key) { (Inside(place, &words.new_posts)) }
                            }
                        }
                    }
                }
                (live_region(html! {
                    @if let Some(text) = shell.flash { (toast(text)) }
                }))
            }
        }
    }
}

/// A place wherever it is listed, with the mark that it has something new: always there, because that
/// may come while the page is open.
struct Inside<'a>(&'a Place<'a>, &'a str);

impl Render for Inside<'_> {
    fn render(&self) -> Markup {
        let Inside(place, new_posts) = self;
        let face = Face {
            name: place.name,
            hue: place.hue,
            photo: None,
            square: true,
        };
        html! {
            (avatar(&face, Size::Xs, None))
            span class="grow" { (place.name) }
            span data-unread hidden[!place.unread] {
                span class="dot" {}
                span class="vh" { (new_posts) }
            }
        }
    }
}

fn foot(me: &Me<'_>, made: &Made) -> Markup {
    let face = Face {
        name: me.name,
        hue: me.hue,
        photo: me.photo.as_deref(),
        square: false,
    };
    html! {
        div class="side-foot" {
            a class="row grow plain" href=(me.href) title=(me.name) {
                (avatar(&face, Size::Sm, None))
                span class="me-text" { b { (me.name) } span { (me.line) } }
            }
            (made.more_button)
        }
    }
}

/// With what is searched for, and how much is new.
pub(super) fn topbar(frame: &Frame, query: &str, bell: i64) -> Markup {
    let lang = frame.lang;
    html! {
        header class="topbar" {
            a class="only-mobile" href="/" aria-label=(t!(lang, "shell-home", name = &frame.network_name)) {
                (logo())
            }
            @if !frame.search.is_empty() {
                form class="search" role="search" action=(frame.search) aria-label=(frame.search_label) {
                    (icon("search"))
                    input type="search" name="q" value=(query) maxlength="200"
                        aria-label=(frame.search_label) placeholder=(frame.search_label);
                    kbd class="only-desktop" aria-hidden="true" { "/" }
                }
            }
            div class="end" {
                @if !frame.bell_href.is_empty() {
                    a class="btn ghost icon badge-host" href=(frame.bell_href) data-bell
                        data-none=(t!(lang, "shell-notifications", n = 0))
                        data-one=(t!(lang, "shell-notifications", n = "{n}"))
                        data-many=(t!(lang, "shell-notifications", n = "{n}"))
                        aria-label=(t!(lang, "shell-notifications", n = bell)) {
                        (icon("bell"))
                        @if bell > 0 { span class="n" { (capped(bell)) } }
                    }
                    (panel(frame))
                }
                @if !frame.compose_href.is_empty() {
                    a class="btn only-desktop" href=(frame.compose_href) {
                        (icon("plus")) (t!(lang, "shell-new-post"))
                    }
                }
            }
        }
    }
}

/// What the script opens under the bell. Its content comes when it is first seen.
fn panel(frame: &Frame) -> Markup {
    html! {
        div class="sheet bell" id="bell-panel" popover="auto" role="dialog" tabindex="-1"
            aria-label=(t!(frame.lang, "shell-notifications", n = 0)) {
            turbo-frame id=(BELL_FRAME) src={ (frame.bell_href) "/panel" } loading="lazy" target="_top" {
                div class="stack waiting" aria-hidden="true" {
                    @for _ in 0..3 { div class="row gap3" { span class="sk c" {} span class="sk grow" {} } }
                }
            }
        }
    }
}

fn capped(count: i64) -> String {
    if count > 99 {
        "99+".to_owned()
    } else {
        count.to_string()
    }
}
