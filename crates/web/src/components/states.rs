//! States that are designed, not left over: empty, loading, notices, marks of state.

use maud::{Markup, html};

use super::marks::circle;
use crate::icons::icon;

/// One thing to do next.
#[derive(Clone, Debug)]
pub struct Action<'a> {
    pub href: &'a str,
    pub label: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    Warn,
    Bad,
    Info,
    Violet,
    Teal,
    Brand,
    Gold,
    Line,
}

impl Tone {
    /// The class, with a space before it.
    pub(super) fn class(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Good => " good",
            Tone::Warn => " warn",
            Tone::Bad => " bad",
            Tone::Info => " info",
            Tone::Violet => " violet",
            Tone::Teal => " teal",
            Tone::Brand => " brand",
            Tone::Gold => " gold",
            Tone::Line => " line",
        }
    }
}

/// What is missing, why that is fine or what to do, one action. Never "No data".
pub fn empty_state(title: &str, text: &str, action: Option<&Action<'_>>) -> Markup {
    state(html! { h2 { (title) } }, text, action)
}

/// The same as all there is on a page.
pub(crate) fn whole_page(title: &str, text: &str, action: &Action<'_>) -> Markup {
    state(html! { h1 { (title) } }, text, Some(action))
}

fn state(heading: Markup, text: &str, action: Option<&Action<'_>>) -> Markup {
    html! {
        section class="empty" {
            (circle())
            (heading)
            p { (text) }
            @if let Some(action) = action {
                div class="row" { a class="btn" href=(action.href) { (action.label) } }
            }
        }
    }
}

/// A notice inside a page. `title` may be empty.
pub fn callout(tone: Tone, icon_name: &str, title: &str, text: Markup) -> Markup {
    html! {
        div class={ "callout" (tone.class()) } {
            (icon(icon_name))
            div class="grow" {
                @if !title.is_empty() { h2 { (title) } }
                (text)
            }
        }
    }
}

/// A short mark; colour never alone, so it always has a word.
pub fn tag(tone: Tone, icon_name: Option<&str>, text: &str) -> Markup {
    html! {
        span class={ "tag" (tone.class()) } {
            @if let Some(name) = icon_name { (icon(name)) }
            (text)
        }
    }
}

/// What has just been done; goes away by itself where script runs.
pub fn toast(text: &str) -> Markup {
    html! { div class="toast" { span { (text) } } }
}

/// Where live messages appear; read out politely. Once per page.
pub fn live_region(content: Markup) -> Markup {
    html! { div class="toasts" id="toasts" role="status" aria-live="polite" { (content) } }
}
