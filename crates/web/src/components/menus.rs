//! What opens over a page and works without script: menus, sheets, questions before an act.

use maud::{Markup, html};

use super::forms::{hidden, idempotency_key};
use crate::icons::icon;

/// A small menu under a button. `label` is for screen readers; `items` are links, or forms with one
/// button each.
pub fn menu(label: &str, icon_name: &str, items: Markup) -> Markup {
    html! {
        details class="drop" name="menu" {
            summary class="btn ghost icon sm" aria-label=(label) { (icon(icon_name)) }
            div class="menu" { (items) }
        }
    }
}

/// What slides up from the lower edge on a phone and lies over the page elsewhere.
pub fn sheet(id: &str, title: &str, content: Markup) -> Markup {
    html! {
        div class="sheet" id=(id) popover="auto" role="dialog" aria-label=(title) { (content) }
    }
}

/// Opens the sheet (or confirmation) with that id.
pub fn sheet_button(id: &str, class: &str, label: Markup) -> Markup {
    html! { button type="button" class=(class) popovertarget=(id) { (label) } }
}

/// A question before something that cannot be taken back.
#[derive(Clone, Copy, Debug, Default)]
pub struct Confirm<'a> {
    /// Of the dialog; must be the only one of its name on the page.
    pub id: &'a str,
    /// Where the form is sent.
    pub action: &'a str,
    pub title: &'a str,
    /// What will happen.
    pub text: &'a str,
    /// Says the result: "Delete the post".
    pub yes: &'a str,
    pub no: &'a str,
    pub fields: &'a [(&'a str, &'a str)],
    pub key: &'a str,
}

/// The dialog; opened with [`sheet_button`].
pub fn confirm(confirm: &Confirm<'_>) -> Markup {
    let title_id = format!("{}-title", confirm.id);
    html! {
        div class="dialog" id=(confirm.id) popover="auto" role="dialog" aria-labelledby=(title_id) {
            h2 id=(title_id) { (confirm.title) }
            p class="soft" { (confirm.text) }
            form method="post" action=(confirm.action) class="row wrap" {
                @for (name, value) in confirm.fields { (hidden(name, value)) }
                @if !confirm.key.is_empty() { (idempotency_key(confirm.key)) }
                button class="btn danger" { (confirm.yes) }
                button class="btn ghost" type="button" popovertarget=(confirm.id)
                    popovertargetaction="hide" { (confirm.no) }
            }
        }
    }
}
