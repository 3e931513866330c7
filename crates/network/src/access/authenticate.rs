//! From a request to a viewer: a session cookie, or a bearer token.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{HeaderMap, header};
use kernel::{Error, Kind, Result};
use web::Failure;

use super::viewer::{Memberships, Scopes, Viewer};
use crate::App;
use crate::communities::rules;
use crate::people::PersonId;
use crate::sign_in::{queries, split_secret};

/// The header with which our scripts say so.
const UNASKED: &str = "folkmoot-unasked";

impl FromRequestParts<App> for Viewer {
    type Rejection = Failure;

    /// Refuses with 401; a page request is then led to the sign-in page by the error renderer.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Viewer, Failure> {
        if let Some(viewer) = parts.extensions.get::<Viewer>() {
            return Ok(viewer.clone());
        }
        let viewer = authenticate(app, &parts.headers).await?;
        let allowed = match parts.method.is_safe() {
            true => viewer.scopes.read,
            false => viewer.scopes.write,
        };
        if !allowed {
            return Err(Error::forbidden("scope").into());
        }
        parts.extensions.insert(viewer.clone());
        Ok(viewer)
    }
}

/// A viewer where there is one: for pages that also exist signed out.
pub struct Signed(pub Option<Viewer>);

impl FromRequestParts<App> for Signed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Signed, Failure> {
        match Viewer::from_request_parts(parts, app).await {
            Ok(viewer) => Ok(Signed(Some(viewer))),
            Err(Failure(error)) if error.kind == Kind::Unauthenticated => Ok(Signed(None)),
            Err(failure) => Err(failure),
        }
    }
}

async fn authenticate(app: &App, headers: &HeaderMap) -> Result<Viewer> {
    let missing = || Error::new(Kind::Unauthenticated, "sign_in");
    let secret = match bearer(headers) {
        Some(token) => token.to_owned(),
        None => app.cookie.read(headers).ok_or_else(missing)?,
    };
    let ended = || Error::new(Kind::Unauthenticated, "signed_out");
    let (id, secret) = split_secret(&secret).ok_or_else(ended)?;
    let key = app
        .caches
        .keys
        .fetch(&app.store, id, move |db| queries::key(db, id))
        .await?;
    let now = app.store.clock().now();
    let Some(key) = key.as_ref().as_ref().filter(|key| key.opens(&secret, now)) else {
        return Err(ended());
    };
    let scopes = key.scopes.as_deref().map_or(Scopes::ALL, Scopes::parse);
    let mut viewer = viewer(app, key.person_id, scopes).await?;
    viewer.session = key.session_id;
    viewer.shared_device = key.shared_device;
    if !is_unasked(headers) {
        crate::sign_in::note_use(app, id, key, now);
    }
    Ok(viewer)
}

/// Whether a page asked by itself, to stay up to date: nobody need be in front of it, and so it keeps no
/// session of a shared device open.
fn is_unasked(headers: &HeaderMap) -> bool {
    let accept = headers
        .get(header::ACCEPT)
        .map_or(&[][..], |accept| accept.as_bytes());
    headers.contains_key(UNASKED) || accept == b"text/event-stream"
}

/// The viewer a person is, from the caches; refused when the person may not sign in.
pub(crate) async fn viewer(app: &App, person: PersonId, scopes: Scopes) -> Result<Viewer> {
    let caches = &app.caches;
    let signed_out = || Error::new(Kind::Unauthenticated, "signed_out");
    let found = caches.people.fetch(&app.store, person, move |db| {
        Ok(crate::people::queries::by_id(db, person)?.map(Arc::new))
    });
    let found = found.await?;
    let found = found.as_ref().as_ref().ok_or_else(signed_out)?;
    if !found.is_active(app.store.clock().now()) {
        return Err(signed_out());
    }
    let asking = app.clone();
    let memberships = caches.memberships.fetch(&app.store, person, move |db| {
        Memberships::read(db, person, &rules::present(&asking, db)?)
    });
    Ok(Viewer::new(found.clone(), memberships.await?, scopes))
}

/// The token of `Authorization: Bearer …`.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}
