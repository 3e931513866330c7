//! How the entrance looks: signing in, first use, setting up, leaving.

use kernel::Error;
use maud::{Markup, html};
use web::components::{Check, Field, check, field, hidden, logo, scene};
use web::errors::about;
use web::layout::{self, Plain};
use web::{Lang, icon, t};

use super::password::MAX_CHARS;
use crate::address;
use crate::forms::general_error;

/// What every page of the entrance knows.
pub struct Door {
    pub lang: Lang,
    /// Where to go afterwards; a path of ours.
    pub next: Option<String>,
    pub network: String,
}

impl Door {
    pub fn after(&self) -> &str {
        self.next.as_deref().unwrap_or("/")
    }

    /// An address of the entrance that keeps language and goal.
    fn to(&self, path: &str, lang: Lang) -> String {
        let next = self.next.as_deref().unwrap_or_default();
        address::with(path, &[("lang", lang.code()), ("next", next)])
    }

    fn hidden(&self) -> Markup {
        html! {
            (hidden("lang", self.lang.code()))
            @if let Some(next) = &self.next { (hidden("next", next)) }
        }
    }
}

/// What was typed to sign in; never the password.
#[derive(Default)]
pub struct SignIn<'a> {
    pub login: &'a str,
    pub shared_device: bool,
}

#[derive(Default)]
pub struct Claim<'a> {
    pub login: &'a str,
    pub code: &'a str,
    pub shared_device: bool,
}

#[derive(Default)]
pub struct Setup<'a> {
    pub secret: &'a str,
    pub network: &'a str,
    pub name: &'a str,
    pub mail: &'a str,
}

pub fn sign_in(
    door: &Door,
    typed: &SignIn<'_>,
    error: Option<&Error>,
    flash: Option<String>,
) -> Markup {
    let lang = door.lang;
    let content = html! {
        h1 { (t!(lang, "sign-in-title")) }
        form class="stack" method="post" action="/signin" data-turbo="false" {
            (general_error(lang, error, &[]))
            (door.hidden())
            (login(lang, typed.login))
            (field(&Field {
                label: &t!(lang, "sign-in-password"),
                name: "password",
                kind: "password",
                required: true,
                autocomplete: Some("current-password"),
                ..Field::default()
            }))
            (shared_device(lang, typed.shared_device))
            button class="btn primary wide" { (icon("log-in")) (t!(lang, "sign-in-submit")) }
        }
        div class="or" { (t!(lang, "sign-in-or")) }
        a class="btn wide" href=(door.to("/claim", lang)) { (icon("key-round")) (t!(lang, "sign-in-to-claim")) }
        (help(lang))
        (languages(door, "/signin"))
    };
    page(door, &t!(lang, "sign-in-page"), flash, content)
}

pub fn claim(door: &Door, typed: &Claim<'_>, error: Option<&Error>) -> Markup {
    let lang = door.lang;
    let content = html! {
        h1 { (t!(lang, "sign-in-claim-title")) }
        p class="soft" { (t!(lang, "sign-in-claim-text")) }
        form class="stack" method="post" action="/claim" data-turbo="false" {
            (general_error(lang, error, &["password"]))
            (door.hidden())
            (login(lang, typed.login))
            (field(&Field {
                label: &t!(lang, "sign-in-code"),
                name: "code",
                value: typed.code,
                hint: Some(&t!(lang, "sign-in-code-hint")),
                required: true,
                autocomplete: Some("one-time-code"),
                max_chars: Some(40),
                ..Field::default()
            }))
            (new_password(lang, &t!(lang, "sign-in-new-password"), error))
            (shared_device(lang, typed.shared_device))
            button class="btn primary wide" { (t!(lang, "sign-in-claim-submit")) }
        }
        p class="small" { a href=(door.to("/signin", lang)) { (t!(lang, "sign-in-to-sign-in")) } }
        (help(lang))
        (languages(door, "/claim"))
    };
    page(door, &t!(lang, "sign-in-claim-title"), None, content)
}

pub fn setup(door: &Door, typed: &Setup<'_>, error: Option<&Error>) -> Markup {
    let lang = door.lang;
    let said = |name| about(lang, error, name);
    let content = html! {
        h1 { (t!(lang, "sign-in-setup-title")) }
        p class="soft" { (t!(lang, "sign-in-setup-text")) }
        form class="stack" method="post" action="/setup" data-turbo="false" {
            (general_error(lang, error, &["network_name", "name", "mail", "password"]))
            (hidden("secret", typed.secret))
            (hidden("lang", lang.code()))
            (field(&Field {
                label: &t!(lang, "sign-in-setup-network"),
                name: "network_name",
                value: typed.network,
                hint: Some(&t!(lang, "sign-in-setup-network-hint")),
                error: said("network_name").as_deref(),
                required: true,
                autocomplete: Some("organization"),
                ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "sign-in-setup-name"),
                name: "name",
                value: typed.name,
                error: said("name").as_deref(),
                required: true,
                autocomplete: Some("name"),
                ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "sign-in-setup-mail"),
                name: "mail",
                value: typed.mail,
                kind: "email",
                error: said("mail").as_deref(),
                required: true,
                autocomplete: Some("username"),
                ..Field::default()
            }))
            (new_password(lang, &t!(lang, "sign-in-new-password"), error))
            button class="btn primary wide" { (t!(lang, "sign-in-setup-submit")) }
        }
        @let keep = [("secret", typed.secret)];
        (language_links(lang, |lang| address::with("/setup", &[keep[0], ("lang", lang.code())])))
    };
    page(door, &t!(lang, "sign-in-setup-title"), None, content)
}

pub fn sign_out(lang: Lang) -> Markup {
    html! {
        div class="stack" {
            h1 { (t!(lang, "sign-in-out-title")) }
            p class="soft" { (t!(lang, "sign-in-out-text")) }
            // A full page load, so that nothing of the page is kept.
            form method="post" action="/signout" data-turbo="false" class="row wrap" {
                button class="btn primary" { (icon("log-out")) (t!(lang, "sign-in-out-submit")) }
                a class="btn ghost" href="/" { (t!(lang, "sign-in-out-stay")) }
            }
        }
    }
}

/// A password that is being chosen.
pub(super) fn new_password(lang: Lang, label: &str, error: Option<&Error>) -> Markup {
    field(&Field {
        label,
        name: "password",
        kind: "password",
        hint: Some(&t!(lang, "sign-in-password-hint")),
        error: about(lang, error, "password").as_deref(),
        required: true,
        autocomplete: Some("new-password"),
        max_chars: Some(MAX_CHARS as u32),
        ..Field::default()
    })
}

fn login(lang: Lang, value: &str) -> Markup {
    field(&Field {
        label: &t!(lang, "sign-in-login"),
        name: "login",
        value,
        required: true,
        autocomplete: Some("username"),
        max_chars: Some(254),
        ..Field::default()
    })
}

fn shared_device(lang: Lang, checked: bool) -> Markup {
    let label = t!(
        lang,
        "sign-in-shared-device",
        minutes = super::SHARED_IDLE_MINUTES
    );
    check(&Check {
        name: "shared_device",
        label: &label,
        checked,
        ..Check::default()
    })
}

fn help(lang: Lang) -> Markup {
    html! {
        details class="small" {
            summary { (t!(lang, "sign-in-help")) }
            p class="soft mt1" { (t!(lang, "sign-in-help-text")) }
        }
    }
}

fn languages(door: &Door, path: &str) -> Markup {
    language_links(door.lang, |lang| door.to(path, lang))
}

fn language_links(current: Lang, to: impl Fn(Lang) -> String) -> Markup {
    html! {
        nav class="row small muted" aria-label=(t!(current, "sign-in-languages")) {
            (icon("languages"))
            @for lang in Lang::ALL {
                a href=(to(lang)) hreflang=(lang.code()) lang=(lang.code())
                    aria-current=[(lang == current).then_some("true")] { (lang.own_name()) }
            }
        }
    }
}

fn page(door: &Door, title: &str, flash: Option<String>, content: Markup) -> Markup {
    let lang = door.lang;
    let main = html! {
        div class="signin" {
            div class="form" {
                div {
                    a class="ws" href="/" {
                        (logo())
                        span class="ws-name" { (door.network) span { "Folkmoot" } }
                    }
                    (content)
                }
            }
            div class="scene" {
                (scene())
                div {
                    p class="claim" { (t!(lang, "sign-in-claim")) }
                    p { (t!(lang, "sign-in-claim-more")) }
                }
            }
        }
    };
    let (network_name, title) = (door.network.clone(), title.to_owned());
    layout::plain(
        &Plain {
            lang,
            network_name,
            title,
            flash,
            ..Plain::default()
        },
        main,
    )
}
