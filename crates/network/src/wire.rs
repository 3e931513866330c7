//! What the API of every slice shares: times, stored words, the length of a list, bodies that may be
//! left out.
//!
//! The types of one slice's requests and answers stand in its `api.rs`.

use axum::body::HttpBody;
use axum::extract::{FromRequest, Request};
use http::header::CONTENT_TYPE;
use jiff::Timestamp;
use kernel::{Error, Result, Time};
use serde::de::DeserializeOwned;
use web::{Failure, Json};

pub const LIMIT_MAX: i64 = 100;
const LIMIT_USUAL: i64 = 20;

/// RFC 3339, UTC.
pub fn time(at: Time) -> String {
    let clamped = Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH);
    clamped.to_string()
}

/// How many rows a list may have: 1 to 100, else 422 `limit`; 20 when nothing is asked for.
pub fn limit(given: Option<i64>) -> Result<i64> {
    match given {
        None => Ok(LIMIT_USUAL),
        Some(limit) if (1..=LIMIT_MAX).contains(&limit) => Ok(limit),
        Some(_) => Err(Error::invalid("limit", "limit").limit(LIMIT_MAX)),
    }
}

/// A JSON body that may be missing or `null`; then it is the default.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for Given<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if !request.headers().contains_key(CONTENT_TYPE) && request.body().is_end_stream() {
            return Ok(Given(T::default()));
        }
        let Json(body) = Json::<Option<T>>::from_request(request, state).await?;
        Ok(Given(body.unwrap_or_default()))
    }
}

/// Describes enums made by `store::text_enum!` as the words they are sent as.
#[macro_export]
macro_rules! words_schema {
    ($($words:ty),* $(,)?) => {$(
        impl ::utoipa::PartialSchema for $words {
            fn schema() -> ::utoipa::openapi::RefOr<::utoipa::openapi::schema::Schema> {
                let words = <$words>::ALL.iter().map(|word| word.as_str());
                ::utoipa::openapi::ObjectBuilder::new()
                    .schema_type(::utoipa::openapi::schema::Type::String)
                    .enum_values(Some(words))
                    .into()
            }
        }
        impl ::utoipa::ToSchema for $words {}
    )*};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_named() {
        assert_eq!(limit(None).unwrap(), 20);
        assert_eq!(limit(Some(100)).unwrap(), 100);
        for bad in [-1, 0, 101, i64::MAX] {
            let error = limit(Some(bad)).unwrap_err();
            assert_eq!(
                (error.code(), error.problems[0].limit),
                ("limit", Some(100))
            );
        }
    }

    #[test]
    fn times_are_written_in_utc() {
        assert_eq!(
            time(Time::from_seconds(1_794_000_000)),
            "2026-11-06T21:20:00Z"
        );
        assert_eq!(time(Time(1_500_000)), "1970-01-01T00:00:01.5Z");
    }
}
