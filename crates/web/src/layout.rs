//! The whole document round a page's content: with the shell for somebody who is signed in, plain
//! for everybody else.
//!
//! Everything shown is handed in; nothing here knows who may see what.

mod head;
mod shell;

pub use shell::{BELL_FRAME, page};

use maud::{DOCTYPE, Markup, html};

use crate::components::{live_region, logo};
use crate::icons;
use crate::lang::Lang;
use crate::t;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device has it.
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    fn attribute(self) -> Option<&'static str> {
        match self {
            Theme::Auto => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }
}

/// The reader, at the foot of the navigation.
#[derive(Clone, Debug, Default)]
pub struct Me {
    pub name: String,
    pub hue: u8,
    pub photo: Option<String>,
    /// A second line: title, shift.
    pub line: String,
    pub href: String,
}

#[derive(Clone, Debug, Default)]
pub struct NavItem {
    pub href: String,
    pub icon: &'static str,
    pub label: String,
    pub count: i64,
    /// The count asks for attention.
    pub hot: bool,
    pub current: bool,
    /// Has a slot in the bottom bar of a phone; the first three do, the rest is under More.
    pub mobile: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Place {
    /// What live events call it; 0 when none concern it.
    pub key: i64,
    pub href: String,
    pub name: String,
    pub hue: u8,
    pub unread: bool,
    pub current: bool,
}

/// Everything round the content. Links that are empty are not shown.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    pub lang: Lang,
    pub theme: Theme,
    pub network_name: String,
    pub title: String,
    pub me: Option<Me>,
    pub nav: Vec<NavItem>,
    pub places: Vec<Place>,
    /// What the group of places is called.
    pub places_title: String,
    /// `(address, label)` of the small button beside it.
    pub places_more: Option<(String, String)>,
    /// What is new, on the bell.
    pub bell: i64,
    pub bell_href: String,
    /// Where a new post is written.
    pub compose_href: String,
    /// Where the search form goes.
    pub search: String,
    pub search_label: String,
    /// What was searched for.
    pub query: String,
    /// Further links, of the reader's own: settings.
    pub more: Vec<NavItem>,
    /// Where the form that signs out is sent.
    pub sign_out: String,
    /// Opaque, the same on all pages of a session and on no other's; not its secret.
    pub session: String,
    /// The device is used by several people: the front end keeps nothing on it.
    pub shared_device: bool,
    /// Opaque; where the page's live updates begin.
    pub stream: Option<String>,
    /// The front end keeps no copy of the page.
    pub private: bool,
    /// Said once, after a redirect.
    pub flash: Option<String>,
}

/// A page without the shell.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    pub lang: Lang,
    pub theme: Theme,
    pub network_name: String,
    pub title: String,
    pub flash: Option<String>,
}

/// For people who are not signed in, and for errors: the content alone, full width.
pub fn plain(plain: &Plain, main: Markup) -> Markup {
    let head = head::head(&head::Head {
        lang: plain.lang,
        title: &plain.title,
        network_name: &plain.network_name,
        stream: None,
        private: true,
    });
    html! {
        (DOCTYPE)
        html lang=(plain.lang.code()) data-theme=[plain.theme.attribute()] {
            (head)
            body {
                (icons::symbols())
                a class="skip" href="#main" { (t!(plain.lang, "skip-to-content")) }
                main id="main" class="plain-page" { (main) }
                (live_region(html! {
                    @if let Some(text) = &plain.flash { (crate::components::toast(text)) }
                }))
            }
        }
    }
}

/// The logo and the name of the network, as a link home.
pub fn brand(network_name: &str) -> Markup {
    html! {
        a class="ws" href="/" {
            (logo())
            span class="ws-name" { (network_name) span { "Folkmoot" } }
        }
    }
}
