//! The page of those who look after displays.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::HOST;
use http::{HeaderMap, StatusCode};
use kernel::{Error, Result};
use network::sign_in::Secret;
use network::{App, Viewer, forms, paging, people, shell};
use serde::Deserialize;
use web::{Flash, Form, Path, Query, flash, see_other, t};

use super::display::{Display, DisplayId, Draft};
use super::{actions, queries, views};

const PAGE: usize = 50;
const PURPOSE: &str = "displays";
/// Sites to choose from.
const SITES: i64 = 300;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    cursor: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    pub(super) name: String,
    pub(super) site: String,
}

/// What stands on the page beside the list.
#[derive(Default)]
struct About<'a> {
    cursor: Option<&'a str>,
    flash: Option<&'a str>,
    entered: Option<&'a Entered>,
    error: Option<&'a Error>,
    /// The address that was just made.
    link: Option<&'a str>,
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
    Flash(flash): Flash,
) -> web::Result {
    let about = About {
        cursor: asked.cursor.as_deref(),
        flash: flash.as_deref(),
        ..About::default()
    };
    Ok(page(&app, &viewer, about).await?)
}

async fn page(app: &App, viewer: &Viewer, about: About<'_>) -> Result<Response> {
    actions::looks_after(viewer)?;
    let below = paging::after::<Display>(app, viewer, PURPOSE, about.cursor)?;
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        let displays = queries::list(db, &reader, below, PAGE as i64 + 1)?;
        Ok((displays, people::queries::sites(db, SITES + 1)?))
    });
    let (mut displays, sites) = read.await?;
    let next = paging::cut(app, viewer, PURPOSE, &mut displays, PAGE, |it| it.id);
    let shown = views::Shown {
        displays: &displays,
        next: next.map(|cursor| network::address::with("/displays", &[("cursor", &cursor)])),
        // Of very many one is typed.
        sites: (sites.len() as i64 <= SITES).then_some(&sites[..]),
        entered: &about.entered.cloned().unwrap_or_default(),
        error: about.error,
        link: about.link,
        now: app.store.clock().now(),
    };
    let title = t!(viewer.lang, "displays-title");
    let main = views::list(viewer, &shown);
    let about = shell::About {
        title: &title,
        current: "/stories",
        flash: about.flash,
        private: about.link.is_some(),
        ..shell::About::default()
    };
    shell::page(app, viewer, about, main).await
}

/// Shows the link once, so it answers with a page and not with a redirect.
pub async fn create(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Form(entered): Form<Entered>,
) -> web::Result {
    let draft = Draft {
        name: entered.name.clone(),
        site: entered.site.clone(),
    };
    let act = app.act(&viewer, move |tx, viewer| {
        actions::create(tx, viewer, &draft)
    });
    match act.await {
        Ok((_, secret)) => made(&app, &viewer, &headers, &secret).await,
        Err(error) => {
            forms::again(error, async |error| {
                let about = About {
                    entered: Some(&entered),
                    error: Some(error),
                    ..About::default()
                };
                page(&app, &viewer, about).await
            })
            .await
        }
    }
}

pub async fn renew(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<DisplayId>,
) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| actions::renew(tx, viewer, id));
    let secret = act.await?;
    made(&app, &viewer, &headers, &secret).await
}

async fn made(app: &App, viewer: &Viewer, headers: &HeaderMap, secret: &Secret) -> web::Result {
    let link = address(app, headers, secret);
    let about = About {
        link: Some(&link),
        ..About::default()
    };
    let page = page(app, viewer, about).await?;
    Ok((StatusCode::CREATED, page).into_response())
}

/// As it is typed on the screen. The host is one of ours, or the request was refused.
pub fn address(app: &App, headers: &HeaderMap, secret: &Secret) -> String {
    let scheme = if app.cookie.https { "https" } else { "http" };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    match host {
        Some(host) => format!("{scheme}://{host}/display/{}", secret.text),
        None => format!("/display/{}", secret.text),
    }
}

pub async fn end(State(app): State<App>, viewer: Viewer, Path(id): Path<DisplayId>) -> web::Result {
    let act = app.act(&viewer, move |tx, viewer| actions::end(tx, viewer, id));
    act.await?;
    let said = t!(viewer.lang, "displays-ended");
    Ok(flash::leave(see_other("/displays"), &said))
}
