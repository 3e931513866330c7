//! The whole document round a page's content: with the shell for somebody who is signed in, plain
//! for everybody else.
//!
//! Everything shown is handed in; nothing here knows who may see what.

mod frame;
mod head;
mod shell;

pub use frame::{Frame, Made, NavItem};
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
pub struct Me<'a> {
    pub name: &'a str,
    pub hue: u8,
    pub photo: Option<String>,
    /// A second line: title, shift.
    pub line: &'a str,
    pub href: String,
}

#[derive(Clone, Debug, Default)]
pub struct Place<'a> {
    /// What live events call it.
    pub key: i64,
    pub href: String,
    pub name: &'a str,
    pub hue: u8,
    pub unread: bool,
}

/// Everything round the content of one reader's page.
#[derive(Clone, Debug)]
pub struct Shell<'a> {
    pub frame: &'a Made,
    /// The page's address in the navigation, to mark where one is.
    pub current: &'a str,
    pub theme: Theme,
    pub title: &'a str,
    pub me: Option<Me<'a>>,
    pub places: Vec<Place<'a>>,
    /// What is new, on the bell.
    pub bell: i64,
    /// What was searched for.
    pub query: &'a str,
    /// Opaque, the same on all pages of a session and on no other's; not its secret.
    pub session: String,
    /// The device is used by several people: the front end keeps nothing on it.
    pub shared_device: bool,
    /// Opaque; where the page's live updates begin.
    pub stream: Option<String>,
    /// The front end keeps no copy of the page.
    pub private: bool,
    /// Said once, after a redirect.
    pub flash: Option<&'a str>,
}

impl<'a> Shell<'a> {
    /// With nothing in it.
    pub fn of(frame: &'a Made) -> Shell<'a> {
        Shell {
            frame,
            current: "",
            theme: Theme::Auto,
            title: "",
            me: None,
            places: Vec::new(),
            bell: 0,
            query: "",
            session: String::new(),
            shared_device: false,
            stream: None,
            private: false,
            flash: None,
        }
    }
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
