//! Fields with their label, hint and error tied together for every reader.
//!
//! What is wrong is said by [`crate::errors::about`]; nothing is checked here.

use maud::{Markup, html};

use crate::icons::icon_sm;
use crate::idempotency;

#[derive(Clone, Copy, Debug, Default)]
pub struct Field<'a> {
    pub label: &'a str,
    pub name: &'a str,
    pub value: &'a str,
    /// The input's type; empty is `text`.
    pub kind: &'a str,
    pub hint: Option<&'a str>,
    pub error: Option<&'a str>,
    pub required: bool,
    pub autocomplete: Option<&'a str>,
    pub placeholder: Option<&'a str>,
    pub max_chars: Option<u32>,
    /// A text area with so many lines instead of an input.
    pub rows: Option<u32>,
    /// When two forms of a page have a field of the same name.
    pub id: Option<&'a str>,
}

pub fn field(field: &Field<'_>) -> Markup {
    let wiring = Wiring::new(field.id, field.name, field.hint, field.error);
    let kind = if field.kind.is_empty() {
        "text"
    } else {
        field.kind
    };
    let invalid = field.error.map(|_| "true");
    html! {
        div class="field" {
            label for=(wiring.id) { (field.label) }
            @if let Some(rows) = field.rows {
                textarea class="area" id=(wiring.id) name=(field.name) rows=(rows)
                    required[field.required] maxlength=[field.max_chars]
                    placeholder=[field.placeholder] aria-invalid=[invalid]
                    aria-describedby=[&wiring.described] {
                    // The parser drops one line break after the tag.
                    "\n" (field.value)
                }
            } @else {
                input class="input" id=(wiring.id) name=(field.name) type=(kind)
                    value=(field.value) required[field.required] maxlength=[field.max_chars]
                    placeholder=[field.placeholder] autocomplete=[field.autocomplete]
                    aria-invalid=[invalid] aria-describedby=[&wiring.described];
            }
            (wiring.notes(field.hint, field.error))
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Select<'a> {
    pub label: &'a str,
    pub name: &'a str,
    /// `(value, name)`
    pub options: &'a [(&'a str, &'a str)],
    pub selected: &'a str,
    pub hint: Option<&'a str>,
    pub error: Option<&'a str>,
    pub id: Option<&'a str>,
}

pub fn select(select: &Select<'_>) -> Markup {
    let wiring = Wiring::new(select.id, select.name, select.hint, select.error);
    html! {
        div class="field" {
            label for=(wiring.id) { (select.label) }
            select class="select" id=(wiring.id) name=(select.name)
                aria-invalid=[select.error.map(|_| "true")] aria-describedby=[&wiring.described] {
                @for (value, name) in select.options {
                    option value=(value) selected[*value == select.selected] { (name) }
                }
            }
            (wiring.notes(select.hint, select.error))
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Check<'a> {
    pub name: &'a str,
    pub value: &'a str,
    pub label: &'a str,
    pub checked: bool,
}

pub fn check(check: &Check<'_>) -> Markup {
    let value = if check.value.is_empty() {
        "on"
    } else {
        check.value
    };
    html! {
        label class="check" {
            input type="checkbox" name=(check.name) value=(value) checked[check.checked];
            span { (check.label) }
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Choice<'a> {
    pub value: &'a str,
    pub label: &'a str,
    /// What it means.
    pub text: &'a str,
    pub icon: Option<&'a str>,
}

/// One of a few, each with its explanation.
pub fn choices(legend: &str, name: &str, choices: &[Choice<'_>], selected: &str) -> Markup {
    html! {
        fieldset class="field" {
            legend class="lbl" { (legend) }
            div class="choices" {
                @for choice in choices {
                    label class="choice" {
                        input type="radio" name=(name) value=(choice.value)
                            checked[choice.value == selected];
                        span {
                            b class="row" {
                                @if let Some(name) = choice.icon { (icon_sm(name)) }
                                (choice.label)
                            }
                            @if !choice.text.is_empty() { span class="m" { (choice.text) } }
                        }
                    }
                }
            }
        }
    }
}

pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// Makes a double press of the button one act.
pub fn idempotency_key(key: &str) -> Markup {
    hidden(idempotency::FIELD, key)
}

/// An error that belongs to no field; first in the form.
pub fn error_line(text: &str) -> Markup {
    html! { p class="err" role="alert" { (icon_sm("circle-alert")) span { (text) } } }
}

/// The ids by which a control and its notes find each other.
struct Wiring {
    id: String,
    described: Option<String>,
}

impl Wiring {
    fn new(id: Option<&str>, name: &str, hint: Option<&str>, error: Option<&str>) -> Wiring {
        let id = id.map_or_else(|| format!("f-{name}"), str::to_owned);
        let hint = hint.map(|_| format!("{id}-hint"));
        let error = error.map(|_| format!("{id}-err"));
        let notes: Vec<String> = error.into_iter().chain(hint).collect();
        Wiring {
            id,
            described: (!notes.is_empty()).then(|| notes.join(" ")),
        }
    }

    fn notes(&self, hint: Option<&str>, error: Option<&str>) -> Markup {
        html! {
            @if let Some(error) = error {
                span class="err" id={ (self.id) "-err" } { (icon_sm("circle-alert")) (error) }
            }
            @if let Some(hint) = hint {
                span class="hint" id={ (self.id) "-hint" } { (hint) }
            }
        }
    }
}
