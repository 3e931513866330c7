//! One's own tokens, for programs.
//!
//! Only somebody who is signed in makes and ends them: a token opens no further doors.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::Error;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Json, Path};

use crate::access::{Scope, Viewer};
use crate::sign_in::queries::{self, TokenRow};
use crate::sign_in::{TokenId, actions, split_secret};
use crate::{App, wire};

crate::words_schema!(Scope);

#[derive(Serialize, ToSchema)]
#[schema(as = Token)]
pub struct TokenShown {
    #[schema(value_type = i64)]
    id: TokenId,
    name: String,
    /// What it may be used for.
    scope: Vec<Scope>,
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was last used, to a few minutes; null when it never was.
    #[schema(format = DateTime)]
    seen_at: Option<String>,
    #[schema(format = DateTime)]
    expires_at: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Tokens)]
pub struct TokenList {
    tokens: Vec<TokenShown>,
    /// For the next page; null at the end, which the newest hundred are.
    next: Option<String>,
}

#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    #[schema(min_length = 1, max_length = 80)]
    name: String,
    /// What it may be used for; `admin` is for those who have a role.
    #[schema(min_items = 1)]
    scope: Vec<Scope>,
    /// After how many days it ends.
    #[schema(minimum = 1, maximum = 365)]
    days: i64,
}

#[derive(Serialize, ToSchema)]
pub struct MadeToken {
    #[serde(flatten)]
    made: TokenShown,
    /// For `Authorization: Bearer …`; it is shown this once.
    token: String,
}

/// One's own tokens, newest first.
#[utoipa::path(
    get, path = "/api/tokens", tag = "tokens",
    responses((status = 200, body = TokenList))
)]
pub async fn list_tokens(State(app): State<App>, viewer: Viewer) -> web::Result {
    let rows = app.store.read(move |db| queries::tokens(db, viewer.id));
    let tokens = rows.await?.into_iter().map(TokenShown::of).collect();
    Ok(Json(TokenList { tokens, next: None }).into_response())
}

/// Makes a token; only for somebody who is signed in, not by a token.
///
/// Its secret is told once, so the request takes no idempotency key.
#[utoipa::path(
    post, path = "/api/tokens", tag = "tokens", request_body = NewToken,
    responses((status = 201, body = MadeToken))
)]
pub async fn create_token(
    State(app): State<App>,
    viewer: Viewer,
    Json(new): Json<NewToken>,
) -> web::Result {
    let secret = app.act(&viewer, move |tx, viewer| {
        actions::create_own_token(tx, viewer, &new.name, &new.scope, new.days)
    });
    let token = secret.await?.text;
    let (id, _) = split_secret(&token).expect("a secret just made is one");
    let rows = app.store.read(move |db| queries::tokens(db, viewer.id));
    let made = rows.await?.into_iter().find(|row| row.id.raw() == id);
    let made = TokenShown::of(made.ok_or_else(Error::not_found)?);
    Ok((StatusCode::CREATED, Json(MadeToken { made, token })).into_response())
}

/// Ends a token of one's own; only for somebody who is signed in.
#[utoipa::path(
    delete, path = "/api/tokens/{id}", tag = "tokens", params(("id" = i64, Path)),
    responses((status = 204))
)]
pub async fn end_token(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<TokenId>,
) -> web::Result<Response> {
    app.act(&viewer, move |tx, viewer| {
        actions::end_own_token(tx, viewer, id)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

impl TokenShown {
    fn of(row: TokenRow) -> TokenShown {
        let scopes = row.scopes.split(' ').filter_map(|word| word.parse().ok());
        TokenShown {
            id: row.id,
            name: row.name,
            scope: scopes.collect(),
            created_at: wire::time(row.created_at),
            seen_at: row.seen_at.map(wire::time),
            expires_at: row.expires_at.map(wire::time),
        }
    }
}
