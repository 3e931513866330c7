//! What the screen asks for: its link, once, and then every few seconds the page with the next story.

use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{REFRESH, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use kernel::{Error, Kind, Result};
use network::App;
use network::sign_in::Origin;
use web::{Failure, Lang, Path, cookies, see_other};

use super::display::{self, Display, State as Opens};
use super::{actions, queries, views};
use crate::stories;

const COOKIE: &str = "folkmoot_display";
const PATH: &str = "/display";
/// When something went wrong, the screen asks again.
const AGAIN_S: u64 = 60;

/// The same for a link or screen that never was, has ended or was taken back.
fn unknown() -> Error {
    Error::new(Kind::NotFound, "no_display")
}

/// Counts a try as signing in does; it is given back to who was right.
fn try_(app: &App, origin: &Origin) -> Result<String> {
    let peer = origin.peer();
    app.limits
        .sign_in_peer
        .check(&peer, app.store.clock().now())?;
    Ok(peer)
}

/// Opens the link: the secret moves from the address to a cookie. A screen that begins with its link each
/// time it is switched on goes on.
pub async fn open(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    Path(link): Path<String>,
) -> web::Result {
    let peer = try_(&app, &origin)?;
    let (now, asked) = (app.store.clock().now(), link.clone());
    let waits = app
        .store
        .read(move |db| actions::known(db, &asked, Opens::Waits, now));
    if waits.await?.is_none() {
        screen(&app, &headers).await?.ok_or_else(unknown)?;
        app.limits.sign_in_peer.forgive(&peer);
        return Ok(see_other(PATH));
    }
    let opened = app.store.write(move |tx| actions::open(tx, &link)).await?;
    let (display, secret) = opened.ok_or_else(unknown)?;
    app.limits.sign_in_peer.forgive(&peer);
    let keep = Duration::from_micros(display.ends_at.since_us(now).max(0) as u64);
    let https = app.cookie.https;
    let cookie = cookies::cookie_at(PATH, COOKIE, &secret.text, Some(keep), https);
    let mut answer = see_other(PATH);
    answer.headers_mut().append(SET_COOKIE, cookie);
    Ok(answer)
}

/// The display whose screen asks.
async fn screen(app: &App, headers: &HeaderMap) -> Result<Option<Display>> {
    let Some(secret) = cookies::read(headers, COOKIE) else {
        return Ok(None);
    };
    let now = app.store.clock().now();
    let read = app
        .store
        .read(move |db| actions::known(db, &secret, Opens::Shows, now));
    read.await
}

/// The page. It comes again by itself when the turn is over, and soon after something went wrong; a screen
/// that shows nothing any more does not ask again.
pub async fn show(
    State(app): State<App>,
    origin: Origin,
    lang: Lang,
    headers: HeaderMap,
) -> Response {
    match shown(&app, &origin, lang, &headers).await {
        Ok(answer) => answer,
        Err(error) => {
            let comes_back = error.kind != Kind::NotFound;
            let mut answer = Failure(error).into_response();
            if comes_back {
                answer.headers_mut().insert(REFRESH, AGAIN_S.into());
            }
            answer
        }
    }
}

async fn shown(app: &App, origin: &Origin, lang: Lang, headers: &HeaderMap) -> Result<Response> {
    let peer = try_(app, origin)?;
    let display = screen(app, headers).await?.ok_or_else(unknown)?;
    app.limits.sign_in_peer.forgive(&peer);
    let now = app.store.clock().now();
    note_day(app, &display).await?;
    let (turn, seconds) = display::turn(now);
    let site = (display.site_id, display.site_kind);
    let read = app
        .store
        .read(move |db| stories::on_display(db, site, now, turn));
    let network = app.settings.get().network_name.clone();
    let page = views::screen(lang, &network, &display, read.await?.as_ref());
    let mut answer = page.into_response();
    answer
        .headers_mut()
        .insert(REFRESH, HeaderValue::from(seconds));
    Ok(answer)
}

/// Writes down the day, once a day.
async fn note_day(app: &App, display: &Display) -> Result<()> {
    let (id, day) = (display.id, display::day(app.store.clock().now()));
    if display.seen_day == Some(day) {
        return Ok(());
    }
    app.store
        .write_background(move |tx| queries::set_seen(tx, id, day).map(|_| ()))
        .await
}
