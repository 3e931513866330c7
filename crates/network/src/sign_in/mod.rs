//! How people prove who they are: passwords, access codes, sessions, tokens, the setup link.
//!
//! Everything that works as a secret is kept hashed. What a signed-in person may do is decided in
//! `access`, not here.

pub mod actions;
mod api;
mod code;
mod origin;
mod pages;
mod password;
pub mod queries;
mod secret;
mod settings_pages;
mod settings_views;
mod views;

#[cfg(test)]
mod tests;

use kernel::{Id, Time};
use web::Routes;

pub use code::AccessCode;
pub use origin::Origin;
pub use password::{HashPool, NewPassword};
pub use secret::{Secret, matches, split_secret};

use crate::people::PersonId;
use crate::{App, Feature};

pub const FEATURE: Feature = Feature {
    name: "sign_in",
    routes,
    statements: &[queries::STATEMENTS],
    texts: web::texts!(),
    styles: include_str!("sign_in.css"),
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    Routes::new()
        .get("/signin", pages::sign_in)
        .post("/signin", pages::submit)
        .get("/claim", pages::claim)
        .post("/claim", pages::submit_claim)
        .get("/signout", pages::ask_sign_out)
        .post("/signout", pages::sign_out)
        .get("/setup", pages::setup)
        .post("/setup", pages::submit_setup)
        .get("/settings/sessions", settings_pages::sessions)
        .post("/settings/sessions/{id}/end", settings_pages::end_session)
        .post("/settings/sessions/end-others", settings_pages::end_others)
        .get("/settings/password", settings_pages::password)
        .post("/settings/password", settings_pages::change_password)
        .get("/settings/tokens", settings_pages::tokens)
        .post("/settings/tokens", settings_pages::create_token)
        .post("/settings/tokens/{id}/end", settings_pages::end_token)
        .post("/people/{id}/access-code", settings_pages::issue_code)
        .api(utoipa_axum::routes!(
            api::list_sessions,
            api::create_session,
            api::end_other_sessions
        ))
        .api(utoipa_axum::routes!(api::end_session))
        .api(utoipa_axum::routes!(api::end_one_session))
        .api(utoipa_axum::routes!(api::list_tokens, api::create_token))
        .api(utoipa_axum::routes!(api::end_token))
        .api(utoipa_axum::routes!(api::change_password))
        .api(utoipa_axum::routes!(api::issue_code))
}

/// A signed-in browser.
pub struct Session;
pub type SessionId = Id<Session>;

/// A personal API token.
pub struct Token;
pub type TokenId = Id<Token>;

/// Idle and absolute ends of a session.
pub const IDLE_DAYS: i64 = 30;
pub const ABSOLUTE_DAYS: i64 = 90;
pub const SHARED_IDLE_MINUTES: i64 = 5;
/// How often use of a session is written down.
const NOTE_EVERY_US: i64 = 2 * Time::MINUTE_US;

store::row! {
    /// A session or token, as authentication needs it.
    pub struct Key {
        pub secret_hash: Vec<u8>,
        pub person_id: PersonId,
        pub session_id: Option<SessionId>,
        pub scopes: Option<String>,
        pub seen_at: Option<Time>,
        pub expires_at: Option<Time>,
        pub shared_device: bool,
    }
}

impl Key {
    /// Whether the secret is the right one and the key has not ended.
    pub fn opens(&self, secret: &[u8], now: Time) -> bool {
        self.is_open(now) && secret::matches(&self.secret_hash, secret)
    }

    /// Whether the key has not come to its end by time.
    pub fn is_open(&self, now: Time) -> bool {
        let idle = match (self.session_id, self.shared_device) {
            (None, _) => i64::MAX,
            (_, true) => SHARED_IDLE_MINUTES * Time::MINUTE_US,
            (_, false) => IDLE_DAYS * Time::DAY_US,
        };
        let fresh = self.seen_at.is_none_or(|seen| now.since_us(seen) < idle);
        let open = self.expires_at.is_none_or(|end| now < end);
        fresh && open
    }
}

/// Writes down that a key was used, now and then and in the background.
pub(crate) fn note_use(app: &App, id: i64, key: &Key, now: Time) {
    let every = if key.shared_device {
        Time::MINUTE_US
    } else {
        NOTE_EVERY_US
    };
    if key.seen_at.is_some_and(|seen| now.since_us(seen) < every) {
        return;
    }
    let (app, session) = (app.clone(), key.session_id.is_some());
    tokio::spawn(async move {
        let noted = app.store.write_background(move |tx| {
            if session {
                queries::note_session_use(tx, Id::from_raw(id), now)?;
            } else {
                queries::note_token_use(tx, Id::from_raw(id), now)?;
            }
            tx.log("session", id, 0)
        });
        if let Err(error) = noted.await {
            tracing::warn!(%error, "use of a session was not noted");
        }
    });
}
