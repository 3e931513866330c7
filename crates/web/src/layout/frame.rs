//! What stands round the pages of everybody with the same language and rights: made once, copied into
//! each page.

use maud::{Markup, html};

use super::shell::MORE;
use super::{brand, shell};
use crate::icons::{icon, icon_lg, icon_sm};
use crate::lang::Lang;
use crate::t;

#[derive(Clone, Debug, Default)]
pub struct NavItem {
    pub href: String,
    pub icon: &'static str,
    pub label: String,
    /// Has a slot in the bottom bar of a phone; the first three do, the rest is under More.
    pub mobile: bool,
}

/// What it is made of. Links that are empty are not shown.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    pub lang: Lang,
    pub network_name: String,
    pub nav: Vec<NavItem>,
    /// What the group of the reader's places is called.
    pub places_title: String,
    /// `(address, label)` of the small button beside it.
    pub places_more: Option<(String, String)>,
    pub bell_href: String,
    /// Where a new post is written.
    pub compose_href: String,
    /// Where the search form goes.
    pub search: String,
    pub search_label: String,
    /// Further links, of the reader's own: settings.
    pub more: Vec<NavItem>,
    /// Where the form that signs out is sent.
    pub sign_out: String,
}

/// The ready pieces.
#[derive(Debug)]
pub struct Made {
    pub(super) frame: Frame,
    pub(super) brand: Markup,
    pub(super) nav: Vec<Link>,
    /// Above the reader's places.
    pub(super) places: Markup,
    /// Opens what is under More; nothing when nothing is.
    pub(super) more_button: Markup,
    /// The bar at the top when nothing is searched for and nothing is new.
    pub(super) topbar: Markup,
    pub(super) slots_before: Vec<Link>,
    pub(super) slots_after: Vec<Link>,
    pub(super) slot_compose: Markup,
    pub(super) slot_more: Markup,
    /// What is under More for every reader.
    pub(super) menu: Markup,
    pub(super) words: Words,
}

/// Said in between.
#[derive(Debug)]
pub(super) struct Words {
    pub skip: String,
    pub workspace: String,
    pub main: String,
    pub main_mobile: String,
    pub more: String,
    pub new_posts: String,
}

/// A link as it stands on the page it leads to, and on others.
#[derive(Debug)]
pub(super) struct Link {
    href: String,
    here: Markup,
    elsewhere: Markup,
}

impl Link {
    fn of(item: &NavItem, link: fn(&NavItem, bool) -> Markup) -> Link {
        Link {
            href: item.href.clone(),
            here: link(item, true),
            elsewhere: link(item, false),
        }
    }

    /// On the page of this address.
    pub fn on(&self, current: &str) -> &Markup {
        match self.href == current {
            true => &self.here,
            false => &self.elsewhere,
        }
    }
}

impl Frame {
    pub fn made(self) -> Made {
        let lang = self.lang;
        let links =
            |items: &[&NavItem], link| items.iter().map(|item| Link::of(item, link)).collect();
        let nav: Vec<&NavItem> = self.nav.iter().collect();
        let slots: Vec<&NavItem> = nav
            .iter()
            .copied()
            .filter(|item| item.mobile)
            .take(3)
            .collect();
        let has_slot = |item: &&NavItem| slots.iter().any(|slot| slot.href == item.href);
        let hidden: Vec<&NavItem> = nav.iter().copied().filter(|item| !has_slot(item)).collect();
        let (before, after) = slots.split_at(slots.len().min(2));
        Made {
            brand: brand(&self.network_name),
            nav: links(&nav, in_nav),
            places: places(&self),
            more_button: more_button(&self),
            topbar: shell::topbar(&self, "", 0),
            slots_before: links(before, in_slot),
            slots_after: links(after, in_slot),
            slot_compose: slot_compose(&self),
            slot_more: slot_more(lang),
            menu: menu(&self, &hidden),
            words: Words {
                skip: t!(lang, "skip-to-content"),
                workspace: t!(lang, "shell-workspace"),
                main: t!(lang, "shell-main"),
                main_mobile: t!(lang, "shell-main-mobile"),
                more: t!(lang, "shell-more"),
                new_posts: t!(lang, "shell-new-posts"),
            },
            frame: self,
        }
    }
}

fn in_nav(item: &NavItem, current: bool) -> Markup {
    html! {
        a href=(item.href) title=(item.label) aria-current=[current.then_some("page")] {
            (icon(item.icon))
            span class="label" { (item.label) }
        }
    }
}

fn in_slot(item: &NavItem, current: bool) -> Markup {
    html! {
        a href=(item.href) aria-current=[current.then_some("page")] {
            (icon_lg(item.icon)) (item.label)
        }
    }
}

fn slot_compose(frame: &Frame) -> Markup {
    html! {
        @if !frame.compose_href.is_empty() {
            a href=(frame.compose_href) aria-label=(t!(frame.lang, "shell-new-post")) {
                span class="plus" { (icon_lg("plus")) }
            }
        }
    }
}

fn slot_more(lang: Lang) -> Markup {
    html! {
        button type="button" popovertarget=(MORE) {
            (icon_lg("menu")) (t!(lang, "shell-more"))
        }
    }
}

fn places(frame: &Frame) -> Markup {
    html! {
        div class="nav-title" {
            (frame.places_title)
            @if let Some((href, label)) = &frame.places_more {
                a class="btn ghost icon sm tiny" href=(href) aria-label=(label) { (icon_sm("plus")) }
            }
        }
    }
}

fn more_button(frame: &Frame) -> Markup {
    html! {
        @if !frame.more.is_empty() || !frame.sign_out.is_empty() {
            button type="button" class="btn ghost icon sm" popovertarget=(MORE)
                aria-label=(t!(frame.lang, "shell-more-about-me")) { (icon("ellipsis")) }
        }
    }
}

/// What has no slot in the bottom bar, and what belongs to the reader.
fn menu(frame: &Frame, hidden: &[&NavItem]) -> Markup {
    html! {
        @for item in hidden {
            a class="only-mobile" href=(item.href) { (icon(item.icon)) (item.label) }
        }
        @for item in &frame.more {
            a href=(item.href) { (icon(item.icon)) (item.label) }
        }
        @if !frame.sign_out.is_empty() {
            // A full page load, so that nothing of the page is kept.
            form method="post" action=(frame.sign_out) data-turbo="false" {
                button { (icon("log-out")) (t!(frame.lang, "shell-sign-out")) }
            }
        }
    }
}
