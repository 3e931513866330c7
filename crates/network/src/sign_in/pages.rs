//! Pages for people who are not signed in yet, and for leaving.
//!
//! Answers are the same for accounts that exist and that do not. What was typed is shown again,
//! passwords never.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::SET_COOKIE;
use http::{HeaderName, HeaderValue};
use kernel::Error;
use serde::Deserialize;
use web::{Flash, Form, Lang, Query, flash, safe_next, see_other, t};

use super::views::{self, Claim, Door, Setup, SignIn};
use super::{ABSOLUTE_DAYS, NewPassword, Origin, Secret, actions};
use crate::access::{Signed, Viewer};
use crate::forms::again;
use crate::{App, people, settings, shell};

/// What the address of a page for the signed-out may say.
#[derive(Deserialize)]
pub struct Asked {
    next: Option<String>,
    lang: Option<String>,
}

#[derive(Deserialize)]
pub struct SignInForm {
    login: String,
    password: String,
    #[serde(default)]
    shared_device: bool,
    next: Option<String>,
    lang: Option<String>,
}

#[derive(Deserialize)]
pub struct ClaimForm {
    login: String,
    code: String,
    password: String,
    #[serde(default)]
    shared_device: bool,
    next: Option<String>,
    lang: Option<String>,
}

#[derive(Deserialize)]
pub struct SetupAsked {
    secret: String,
    lang: Option<String>,
}

#[derive(Deserialize)]
pub struct SetupForm {
    secret: String,
    network_name: String,
    name: String,
    mail: String,
    password: String,
    lang: Option<String>,
}

pub async fn sign_in(
    State(app): State<App>,
    Signed(viewer): Signed,
    Query(asked): Query<Asked>,
    lang: Lang,
    Flash(flash): Flash,
) -> web::Result {
    let door = door(&app, lang, asked.lang, asked.next);
    if viewer.is_some() {
        return Ok(see_other(door.after()));
    }
    let page = views::sign_in(&door, &SignIn::default(), None, flash);
    Ok(page.into_response())
}

pub async fn submit(
    State(app): State<App>,
    Signed(before): Signed,
    origin: Origin,
    lang: Lang,
    Form(form): Form<SignInForm>,
) -> web::Result {
    let door = door(&app, lang, form.lang, form.next);
    let origin = Origin {
        shared_device: form.shared_device,
        ..origin
    };
    match actions::sign_in(&app, &form.login, &form.password, origin).await {
        Ok(secret) => {
            leave(&app, before).await?;
            Ok(signed_in(&app, &secret, form.shared_device, door.after()))
        }
        Err(error) => {
            let typed = SignIn {
                login: &form.login,
                shared_device: form.shared_device,
            };
            again(error, async |error| {
                Ok(views::sign_in(&door, &typed, Some(error), None))
            })
            .await
        }
    }
}

pub async fn claim(State(app): State<App>, Query(asked): Query<Asked>, lang: Lang) -> web::Result {
    let door = door(&app, lang, asked.lang, asked.next);
    Ok(views::claim(&door, &Claim::default(), None).into_response())
}

pub async fn submit_claim(
    State(app): State<App>,
    Signed(before): Signed,
    origin: Origin,
    lang: Lang,
    Form(form): Form<ClaimForm>,
) -> web::Result {
    let door = door(&app, lang, form.lang, form.next);
    let origin = Origin {
        shared_device: form.shared_device,
        ..origin
    };
    let claimed = match NewPassword::check(&form.password) {
        Ok(password) => actions::claim(&app, &form.login, &form.code, password, origin).await,
        Err(error) => Err(error),
    };
    match claimed {
        Ok(secret) => {
            leave(&app, before).await?;
            Ok(signed_in(&app, &secret, form.shared_device, door.after()))
        }
        Err(error) => {
            let (login, code, shared_device) = (&form.login, &form.code, form.shared_device);
            let typed = Claim {
                login,
                code,
                shared_device,
            };
            again(error, async |error| {
                Ok(views::claim(&door, &typed, Some(error)))
            })
            .await
        }
    }
}

/// For the link where no form can be: asks before it signs out.
pub async fn ask_sign_out(State(app): State<App>, Signed(viewer): Signed) -> web::Result {
    let Some(viewer) = viewer else {
        return Ok(see_other("/signin"));
    };
    let title = t!(viewer.lang, "sign-in-out-title");
    let about = shell::About {
        title: &title,
        ..shell::About::default()
    };
    Ok(shell::page(&app, &viewer, about, views::sign_out(viewer.lang)).await?)
}

pub async fn sign_out(State(app): State<App>, Signed(viewer): Signed, lang: Lang) -> web::Result {
    let lang = viewer.as_ref().map_or(lang, |viewer| viewer.lang);
    leave(&app, viewer).await?;
    let mut answer = flash::leave(see_other("/signin"), &t!(lang, "sign-in-out-done"));
    let headers = answer.headers_mut();
    headers.append(SET_COOKIE, app.cookie.clear());
    let everything = HeaderValue::from_static("\"cache\", \"storage\"");
    headers.insert(HeaderName::from_static("clear-site-data"), everything);
    Ok(answer)
}

/// Ends the session of whoever was signed in on this device.
async fn leave(app: &App, viewer: Option<Viewer>) -> kernel::Result<()> {
    let Some((person, session)) = viewer.and_then(|viewer| Some((viewer.id, viewer.session?)))
    else {
        return Ok(());
    };
    app.store
        .write(move |tx| actions::leave(tx, person, session))
        .await
}

pub async fn setup(
    State(app): State<App>,
    Query(asked): Query<SetupAsked>,
    lang: Lang,
) -> web::Result {
    let secret = asked.secret.clone();
    if !app
        .store
        .read(move |db| settings::is_setup(db, &secret))
        .await?
    {
        return Err(Error::not_found().into());
    }
    let door = door(&app, lang, asked.lang, None);
    let typed = Setup {
        secret: &asked.secret,
        ..Setup::default()
    };
    Ok(views::setup(&door, &typed, None).into_response())
}

pub async fn submit_setup(
    State(app): State<App>,
    origin: Origin,
    lang: Lang,
    Form(form): Form<SetupForm>,
) -> web::Result {
    let door = door(&app, lang, form.lang, None);
    let draft = people::Draft {
        name: form.name.clone(),
        mail: Some(form.mail.clone()),
        language: Some(door.lang.code().to_owned()),
        ..people::Draft::default()
    };
    let (secret, network) = (&form.secret, &form.network_name);
    let made = match NewPassword::check(&form.password) {
        Ok(password) => actions::set_up(&app, secret, network, draft, password, origin).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(session) => Ok(signed_in(&app, &session, false, "/")),
        Err(error) => {
            let typed = Setup {
                secret,
                network,
                name: &form.name,
                mail: &form.mail,
            };
            again(error, async |error| {
                Ok(views::setup(&door, &typed, Some(error)))
            })
            .await
        }
    }
}

/// What the pages of the entrance have in common: the language asked for wins over the browser's.
fn door(app: &App, lang: Lang, asked: Option<String>, next: Option<String>) -> Door {
    Door {
        lang: asked.as_deref().and_then(Lang::from_code).unwrap_or(lang),
        next: next.filter(|next| safe_next(next).is_some()),
        network: app.settings.get().network_name.clone(),
    }
}

/// A shared device keeps the cookie no longer than its window is open.
fn signed_in(app: &App, secret: &Secret, shared_device: bool, next: &str) -> Response {
    let keep = std::time::Duration::from_secs(86_400 * ABSOLUTE_DAYS as u64);
    let cookie = app
        .cookie
        .set(&secret.text, (!shared_device).then_some(keep));
    let mut answer = see_other(next);
    answer.headers_mut().append(SET_COOKIE, cookie);
    answer
}
