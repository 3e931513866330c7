//! Ways from page to page: tabs, segments, crumbs, the end of a list.

use maud::{Markup, html};

use crate::icons::icon_sm;
use crate::lang::Lang;
use crate::t;

#[derive(Clone, Debug, Default)]
pub struct Tab {
    pub href: String,
    pub label: String,
    pub count: Option<String>,
    pub current: bool,
}

/// Views of one thing, each with an address. `label` names the group for screen readers.
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! { nav class="tabs" aria-label=(label) { (links(tabs)) } }
}

/// A few views of the same list.
pub fn seg(label: &str, tabs: &[Tab]) -> Markup {
    html! { nav class="seg" aria-label=(label) { (links(tabs)) } }
}

fn links(tabs: &[Tab]) -> Markup {
    html! {
        @for tab in tabs {
            a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                (tab.label)
                @if let Some(count) = &tab.count { " " span class="count" { (count) } }
            }
        }
    }
}

/// Where a page stands: `(address, name)`, outermost first.
pub fn crumbs(lang: Lang, steps: &[(&str, &str)]) -> Markup {
    html! {
        nav class="crumbs" aria-label=(t!(lang, "breadcrumb")) {
            @for (at, (href, label)) in steps.iter().enumerate() {
                @if at > 0 { (icon_sm("chevron-right")) }
                a href=(href) { (label) }
            }
        }
    }
}

/// The way to the next page of a list. With script it is followed when it comes near, and that
/// page's children of `data-items` are added to those of this page.
pub fn pager(id: &str, next: &str, label: &str) -> Markup {
    html! {
        nav class="pager" id=(id) aria-label=(label) {
            a class="btn" href=(next) rel="next" data-more { (label) }
        }
    }
}
