//! Praise for a story, for programs: giving it, and what who is praised and who wrote it do with it.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::Error;
use network::{App, PersonId, Viewer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Json, KeyedJson, Path};

use super::praise::{self, Deed, PraiseId, SHOWN, Where};
use super::queries;
use super::story::StoryId;

const TAG: &str = "stories";

network::words_schema!(Where);

/// A few words to somebody for a story, read by them and by who wrote it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoryPraise)]
pub struct Praise {
    id: i64,
    story_id: i64,
    person_id: i64,
    person: String,
    by_id: i64,
    by: String,
    words: String,
    /// `new` until who is praised has decided; `shown` on their page, or `kept`.
    state: Where,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoryPraises)]
pub struct Praises {
    praise: Vec<Praise>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewStoryPraise)]
#[serde(deny_unknown_fields)]
pub struct NewPraise {
    /// Who tells it, or agreed to be named in it.
    #[schema(value_type = i64)]
    person_id: PersonId,
    #[schema(min_length = 1, max_length = 300)]
    words: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = StoryPraiseState)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// `shown` or `kept`.
    state: Where,
}

impl From<praise::Praise> for Praise {
    fn from(it: praise::Praise) -> Praise {
        Praise {
            id: it.id.raw(),
            story_id: it.story_id.raw(),
            person_id: it.person_id.raw(),
            person: it.person,
            by_id: it.by_id.raw(),
            by: it.by,
            words: it.words,
            state: it.state,
        }
    }
}

/// Praise for a story to the caller and by them, the newest first; at most ten.
#[utoipa::path(get, path = "/api/stories/{id}/praise", tag = TAG, params(("id" = i64, Path)),
    responses((status = 200, body = Praises), (status = 404)))]
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
) -> web::Result<Json<Praises>> {
    let reader = viewer.clone();
    let read = app.store.read(move |db| {
        queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
        queries::praise_of(db, id, reader.id, SHOWN)
    });
    let praise = read.await?.into_iter().map(Praise::from).collect();
    Ok(Json(Praises { praise }))
}

/// Praises somebody. Another time it says something else instead, and they decide anew.
#[utoipa::path(post, path = "/api/stories/{id}/praise", tag = TAG, params(("id" = i64, Path)), request_body = NewPraise,
    responses((status = 201, body = Praise), (status = 404), (status = 422)))]
pub async fn give(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<StoryId>,
    KeyedJson(new, attempt): KeyedJson<NewPraise>,
) -> web::Result<Response> {
    let act = app.act_once(&viewer, attempt, move |tx, viewer| {
        praise::give(tx, viewer, id, new.person_id, &new.words)
    });
    let praise = act.await?;
    let read = app.store.read(move |db| queries::praise(db, praise));
    let made = Praise::from(read.await?.ok_or_else(Error::not_found)?);
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// Puts it on the page of the caller, whom it praises, or keeps it off.
#[utoipa::path(put, path = "/api/stories/praise/{id}", tag = TAG, params(("id" = i64, Path)), request_body = Decided,
    responses((status = 204), (status = 404), (status = 422)))]
pub async fn decide(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PraiseId>,
    Json(Decided { state }): Json<Decided>,
) -> web::Result<StatusCode> {
    let deed = match state {
        Where::Shown => Deed::Show,
        Where::Kept => Deed::Keep,
        Where::New => return Err(Error::invalid("state", "praise_state").into()),
    };
    let act = app.act(&viewer, move |tx, viewer| {
        praise::decide(tx, viewer, id, deed)
    });
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes it away, for who is praised and who wrote it.
#[utoipa::path(delete, path = "/api/stories/praise/{id}", tag = TAG, params(("id" = i64, Path)),
    responses((status = 204), (status = 404)))]
pub async fn take_away(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PraiseId>,
) -> web::Result<StatusCode> {
    let act = app.act(&viewer, move |tx, viewer| {
        praise::decide(tx, viewer, id, Deed::Delete)
    });
    act.await?;
    Ok(StatusCode::NO_CONTENT)
}
