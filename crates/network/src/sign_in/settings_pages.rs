//! Where one is signed in, the password, tokens; and issuing access codes to others.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Deserialize;
use web::{Flash, Form, Path, flash, see_other, t};

use super::settings_views::{self as views, NewToken};
use super::{NewPassword, SessionId, TokenId, actions, queries};
use crate::access::{Scope, Viewer};
use crate::forms::again;
use crate::people::{self, PersonId};
use crate::{App, shell};

#[derive(Deserialize)]
pub struct PasswordForm {
    old_password: String,
    password: String,
}

#[derive(Deserialize)]
pub struct TokenForm {
    name: String,
    #[serde(default)]
    scope: Vec<Scope>,
    days: i64,
}

pub async fn sessions(State(app): State<App>, viewer: Viewer, Flash(flash): Flash) -> web::Result {
    let id = viewer.id;
    let sessions = app.store.read(move |db| queries::sessions(db, id)).await?;
    let now = app.store.clock().now();
    let content = views::sessions(&viewer, &sessions, now);
    Ok(page(&app, &viewer, "/settings/sessions", flash, content).await?)
}

pub async fn end_session(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<SessionId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::end_own_session(tx, viewer, id)
    })
    .await?;
    let done = t!(viewer.lang, "sign-in-session-ended");
    Ok(flash::leave(see_other("/settings/sessions"), &done))
}

pub async fn end_others(State(app): State<App>, viewer: Viewer) -> web::Result {
    app.act(&viewer, actions::end_other_sessions).await?;
    let done = t!(viewer.lang, "sign-in-sessions-ended");
    Ok(flash::leave(see_other("/settings/sessions"), &done))
}

pub async fn password(State(app): State<App>, viewer: Viewer, Flash(flash): Flash) -> web::Result {
    let content = views::password(viewer.lang, None);
    Ok(page(&app, &viewer, "/settings/password", flash, content).await?)
}

pub async fn change_password(
    State(app): State<App>,
    viewer: Viewer,
    Form(form): Form<PasswordForm>,
) -> web::Result {
    let changed = match NewPassword::check(&form.password) {
        Ok(new) => actions::change_password(&app, &viewer, &form.old_password, new).await,
        Err(error) => Err(error),
    };
    if let Err(error) = changed {
        let shown = async |error: &_| {
            let content = views::password(viewer.lang, Some(error));
            page(&app, &viewer, "/settings/password", None, content).await
        };
        return again(error, shown).await;
    }
    let done = t!(viewer.lang, "sign-in-password-changed");
    Ok(flash::leave(see_other("/settings/password"), &done))
}

pub async fn tokens(State(app): State<App>, viewer: Viewer, Flash(flash): Flash) -> web::Result {
    Ok(tokens_page(&app, &viewer, &NewToken::default(), flash).await?)
}

/// Shows the secret once, so it answers with a page and not with a redirect.
pub async fn create_token(
    State(app): State<App>,
    viewer: Viewer,
    Form(form): Form<TokenForm>,
) -> web::Result {
    let (name, scopes, days) = (form.name.clone(), form.scope.clone(), form.days);
    let made = app.act(&viewer, move |tx, viewer| {
        actions::create_own_token(tx, viewer, &name, &scopes, days)
    });
    let typed = NewToken {
        name: &form.name,
        scopes: &form.scope,
        days,
        ..NewToken::default()
    };
    match made.await {
        Ok(secret) => {
            let made = NewToken {
                secret: Some(&secret.text),
                ..NewToken::default()
            };
            let page = tokens_page(&app, &viewer, &made, None).await?;
            Ok((StatusCode::CREATED, page).into_response())
        }
        Err(error) => {
            again(error, async |error| {
                let typed = NewToken {
                    error: Some(error),
                    ..typed
                };
                tokens_page(&app, &viewer, &typed, None).await
            })
            .await
        }
    }
}

pub async fn end_token(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<TokenId>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        actions::end_own_token(tx, viewer, id)
    })
    .await?;
    let done = t!(viewer.lang, "sign-in-token-ended");
    Ok(flash::leave(see_other("/settings/tokens"), &done))
}

/// Shows the code once, large enough to be read out or printed.
pub async fn issue_code(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PersonId>,
) -> web::Result {
    let code = actions::issue_code(&app, &viewer, id).await?;
    let reader = viewer.clone();
    let found = app.store.read(move |db| {
        let person = people::queries::visible(db, &reader, id)?;
        Ok((
            person.ok_or_else(kernel::Error::not_found)?,
            queries::code_state(db, id)?,
        ))
    });
    let (person, state) = found.await?;
    let title = t!(viewer.lang, "sign-in-code-for", name = &person.name);
    let about = shell::About {
        title: &title,
        private: true,
        ..shell::About::default()
    };
    let content = views::code(&viewer, &person, &code, state.as_ref());
    let page = shell::page(&app, &viewer, about, content).await?;
    Ok((StatusCode::CREATED, page).into_response())
}

async fn tokens_page(
    app: &App,
    viewer: &Viewer,
    form: &NewToken<'_>,
    flash: Option<String>,
) -> kernel::Result<Response> {
    let id = viewer.id;
    let tokens = app.store.read(move |db| queries::tokens(db, id)).await?;
    let content = views::tokens(viewer, &tokens, form, app.store.clock().now());
    page(app, viewer, "/settings/tokens", flash, content).await
}

async fn page(
    app: &App,
    viewer: &Viewer,
    current: &str,
    flash: Option<String>,
    content: maud::Markup,
) -> kernel::Result<Response> {
    people::settings_page(app, viewer, current, flash, content).await
}
