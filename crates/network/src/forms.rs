//! What forms have in common when something is wrong with them: they are shown again, with what
//! was typed and what is wrong.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::RETRY_AFTER;
use kernel::{Error, Kind};
use maud::{Markup, html};
use web::errors::sentence;
use web::{Lang, components};

/// The page again with the error's status. What nobody could repair in a form goes to the edge.
pub async fn again<P: IntoResponse>(
    error: Error,
    page: impl AsyncFnOnce(&Error) -> kernel::Result<P>,
) -> web::Result {
    let repairable = matches!(
        error.kind,
        Kind::Unauthenticated | Kind::Invalid | Kind::Conflict | Kind::TooMany | Kind::Unavailable
    );
    if !repairable {
        return Err(error.into());
    }
    let status = StatusCode::from_u16(error.kind.status()).expect("every kind has an HTTP status");
    let mut answer: Response = page(&error).await?.into_response();
    *answer.status_mut() = status;
    if let Some(seconds) = error.retry_after_s {
        answer.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    Ok(answer)
}

/// What is wrong with none of the form's fields, above them.
pub fn general_error(lang: Lang, error: Option<&Error>, fields: &[&str]) -> Markup {
    let problems = error.map_or(&[][..], |error| &error.problems);
    let placed = |field: &str| fields.contains(&field.trim_start_matches('/'));
    html! {
        @for problem in problems.iter().filter(|p| !p.field.as_deref().is_some_and(placed)) {
            (components::error_line(&sentence(lang, problem)))
        }
    }
}
