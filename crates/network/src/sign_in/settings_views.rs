//! How sessions, the password, tokens and a fresh access code look.

use kernel::{Error, Time};
use maud::{Markup, html};
use web::components::{self, Field, Select, Tone, callout, field, select, tag};
use web::errors::about;
use web::{Lang, icon, t};

use super::actions::{TOKEN_MAX_DAYS, TOKEN_NAME_MAX_CHARS};
use super::queries::{CodeState, SessionRow, TokenRow};
use super::views::new_password;
use super::{AccessCode, SHARED_IDLE_MINUTES};
use crate::access::{Scope, Viewer};
use crate::forms::general_error;
use crate::people::Person;

/// How long a token may live, in days, as the form offers it.
const TOKEN_DAYS: &[i64] = &[30, 90, TOKEN_MAX_DAYS];

/// What was typed for a token, or the secret of the one just made.
#[derive(Clone, Copy, Default)]
pub struct NewToken<'a> {
    pub name: &'a str,
    pub scopes: &'a [Scope],
    pub days: i64,
    pub error: Option<&'a Error>,
    pub secret: Option<&'a str>,
}

pub fn sessions(viewer: &Viewer, sessions: &[SessionRow], now: Time) -> Markup {
    let lang = viewer.lang;
    let others = sessions
        .iter()
        .any(|session| Some(session.id) != viewer.session);
    html! {
        section class="card flush" {
            div class="card-head" {
                h2 { (t!(lang, "sign-in-sessions")) }
                @if others {
                    form class="push" method="post" action="/settings/sessions/end-others" {
                        button class="btn sm" { (t!(lang, "sign-in-end-others")) }
                    }
                }
            }
            ul class="rows inset wrap" {
                @for session in sessions { (session_row(viewer, session, now)) }
            }
            p class="small muted pad" { (t!(lang, "sign-in-sessions-note")) }
        }
    }
}

fn session_row(viewer: &Viewer, session: &SessionRow, now: Time) -> Markup {
    let (lang, zone) = (viewer.lang, viewer.zone());
    let own = Some(session.id) == viewer.session;
    let mobile = ["Android", "iPhone", "iPad"]
        .iter()
        .any(|system| session.device.ends_with(system));
    let unknown = t!(lang, "sign-in-device-unknown");
    let device = if session.device.is_empty() {
        &unknown
    } else {
        &session.device
    };
    html! {
        li {
            (icon(if mobile { "smartphone" } else { "monitor" }))
            div class="grow" {
                span class="b" { (device) }
                span class="m" {
                    (t!(lang, "sign-in-session-since", at = components::date(session.created_at, lang, &zone)))
                    @if session.shared_device {
                        " · " (t!(lang, "sign-in-session-shared", minutes = SHARED_IDLE_MINUTES))
                    }
                }
            }
            @if own {
                (tag(Tone::Good, Some("circle-check"), &t!(lang, "sign-in-session-this")))
            } @else {
                span class="small muted" { (components::time(session.seen_at, now, lang, &zone)) }
                form method="post" action={ "/settings/sessions/" (session.id) "/end" } {
                    button class="btn sm" aria-label=(t!(lang, "sign-in-session-end-named", device = device)) {
                        (t!(lang, "sign-in-session-end"))
                    }
                }
            }
        }
    }
}

pub fn password(lang: Lang, error: Option<&Error>) -> Markup {
    html! {
        section class="card stack" {
            h2 { (t!(lang, "sign-in-password-title")) }
            p class="soft" { (t!(lang, "sign-in-password-text")) }
            form class="stack narrow" method="post" action="/settings/password" {
                (general_error(lang, error, &["old_password", "password"]))
                (field(&Field {
                    label: &t!(lang, "sign-in-old-password"),
                    name: "old_password",
                    kind: "password",
                    error: about(lang, error, "old_password").as_deref(),
                    required: true,
                    autocomplete: Some("current-password"),
                    ..Field::default()
                }))
                (new_password(lang, &t!(lang, "sign-in-new-password"), error))
                div { button class="btn primary" { (t!(lang, "sign-in-password-submit")) } }
            }
        }
    }
}

pub fn tokens(viewer: &Viewer, tokens: &[TokenRow], form: &NewToken<'_>, now: Time) -> Markup {
    let lang = viewer.lang;
    html! {
        @if let Some(secret) = form.secret { (secret_once(lang, secret)) }
        section class="card flush" {
            div class="card-head" { h2 { (t!(lang, "sign-in-tokens")) } }
            p class="soft pad" {
                (t!(lang, "sign-in-tokens-text")) " "
                a href="/api" { (t!(lang, "sign-in-tokens-api")) }
            }
            @if !tokens.is_empty() {
                ul class="rows inset wrap" {
                    @for token in tokens { (token_row(viewer, token, now)) }
                }
            }
        }
        (token_form(viewer, form))
    }
}

fn secret_once(lang: Lang, secret: &str) -> Markup {
    let text = html! {
        p { (t!(lang, "sign-in-token-once")) }
        p class="mt2" { code class="secret" { (secret) } }
    };
    callout(
        Tone::Good,
        "key-round",
        &t!(lang, "sign-in-token-made"),
        text,
    )
}

fn token_row(viewer: &Viewer, token: &TokenRow, now: Time) -> Markup {
    let (lang, zone) = (viewer.lang, viewer.zone());
    let ended = token.expires_at.is_some_and(|end| end <= now);
    html! {
        li {
            (icon("key-round"))
            div class="grow" {
                span class="b" { (token.name) }
                span class="m" {
                    @for (at, scope) in token.scopes.split(' ').enumerate() {
                        @if at > 0 { ", " }
                        (t!(lang, &format!("sign-in-scope-{scope}")))
                    }
                    " · "
                    @match token.seen_at {
                        Some(at) => (t!(lang, "sign-in-token-used", at = components::relative(at, now, lang, &zone))),
                        None => (t!(lang, "sign-in-token-unused")),
                    }
                    @if let Some(end) = token.expires_at {
                        " · "
                        @let at = components::date(end, lang, &zone);
                        @if ended { (t!(lang, "sign-in-token-over", at = at)) }
                        @else { (t!(lang, "sign-in-token-ends", at = at)) }
                    }
                }
            }
            form method="post" action={ "/settings/tokens/" (token.id) "/end" } {
                button class="btn danger sm" aria-label=(t!(lang, "sign-in-token-end-named", name = &token.name)) {
                    (t!(lang, "sign-in-token-end"))
                }
            }
        }
    }
}

fn token_form(viewer: &Viewer, form: &NewToken<'_>) -> Markup {
    let (lang, error) = (viewer.lang, form.error);
    let days: Vec<_> = TOKEN_DAYS
        .iter()
        .map(|days| (days.to_string(), t!(lang, "sign-in-days", n = *days)))
        .collect();
    let days: Vec<_> = days
        .iter()
        .map(|(value, name)| (value.as_str(), name.as_str()))
        .collect();
    let scopes = Scope::ALL
        .iter()
        .filter(|scope| **scope != Scope::Admin || viewer.manages_communities());
    let scope_error = about(lang, error, "scope");
    html! {
        section class="card stack" {
            h2 { (t!(lang, "sign-in-token-new")) }
            // The answer shows the secret and is no redirect, which Turbo would insist on.
            form class="stack narrow" method="post" action="/settings/tokens" data-turbo="false" {
                (general_error(lang, error, &["name", "scope", "days"]))
                (field(&Field {
                    label: &t!(lang, "sign-in-token-name"),
                    name: "name",
                    value: form.name,
                    hint: Some(&t!(lang, "sign-in-token-name-hint")),
                    error: about(lang, error, "name").as_deref(),
                    required: true,
                    max_chars: Some(TOKEN_NAME_MAX_CHARS as u32),
                    ..Field::default()
                }))
                fieldset class="field" aria-describedby=[scope_error.as_ref().map(|_| "scope-err")] {
                    legend class="lbl" { (t!(lang, "sign-in-token-scopes")) }
                    div {
                        @for scope in scopes {
                            label class="check" {
                                input type="checkbox" name="scope" value=(scope)
                                    checked[form.scopes.contains(scope) || (form.scopes.is_empty() && error.is_none() && *scope == Scope::Read)];
                                span { (t!(lang, &format!("sign-in-scope-{scope}"))) }
                            }
                        }
                    }
                    @if let Some(said) = &scope_error {
                        span class="err" id="scope-err" { (web::icon_sm("circle-alert")) (said) }
                    }
                }
                (select(&Select {
                    label: &t!(lang, "sign-in-token-days"),
                    name: "days",
                    options: &days,
                    selected: &if form.days == 0 { 90 } else { form.days }.to_string(),
                    error: about(lang, error, "days").as_deref(),
                    ..Select::default()
                }))
                div { button class="btn primary" { (t!(lang, "sign-in-token-submit")) } }
            }
        }
    }
}

pub fn code(
    viewer: &Viewer,
    person: &Person,
    code: &AccessCode,
    state: Option<&CodeState>,
) -> Markup {
    let (lang, zone) = (viewer.lang, viewer.zone());
    let login = person
        .employee_number
        .as_deref()
        .or(person.mail.as_deref())
        .unwrap_or_default();
    html! {
        section class="card stack access-code" {
            h1 { (t!(lang, "sign-in-code-for", name = &person.name)) }
            p class="code" { (code.shown()) }
            dl class="facts" {
                dt { (t!(lang, "sign-in-login")) }
                dd { (login) }
                @if let Some(state) = state {
                    dt { (t!(lang, "sign-in-code-until")) }
                    dd { (components::date_time(state.expires_at, lang, &zone)) }
                }
            }
            p { (t!(lang, "sign-in-code-how", tries = super::code::TRIES)) }
            p class="muted small" { (t!(lang, "sign-in-code-once")) }
            div { a class="btn" href={ "/people/" (person.id) } { (t!(lang, "sign-in-code-back")) } }
        }
    }
}
