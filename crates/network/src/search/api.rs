//! Search for programs.

use axum::extract::State;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Json, Query};

use super::asked::Question;
use super::excerpt::excerpt;
use super::find::{Filter, When};
use super::results::{self, Results};
use super::source::{Found, ResultKind};
use crate::access::Viewer;
use crate::communities::CommunityId;
use crate::people::{PersonCard, PersonId};
use crate::{App, wire};

crate::words_schema!(ResultKind, When);

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchAsked {
    /// Words, all of which are looked for, and phrases in quotes; at most 200 characters.
    #[serde(default)]
    #[param(required = false)]
    q: String,
    /// Only results of a kind.
    #[param(inline)]
    kind: Option<ResultKind>,
    /// Only what stands in a community.
    #[param(value_type = Option<i64>)]
    place: Option<CommunityId>,
    /// Only what was written within the last week, month or year.
    #[param(inline)]
    when: Option<When>,
    /// Only what somebody wrote.
    #[param(value_type = Option<i64>)]
    author: Option<PersonId>,
    /// From `next` of the page before.
    cursor: Option<String>,
    /// How many at most; 20 when it is missing.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

/// One result: a post or a reply stands for its thread, a community for itself.
#[derive(Serialize, ToSchema)]
pub struct SearchItem {
    id: i64,
    kind: ResultKind,
    title: String,
    /// The part of its text that fits best.
    excerpt: String,
    /// Address of its page.
    href: String,
    place: Option<SearchName>,
    author: Option<SearchName>,
    #[schema(format = DateTime)]
    at: Option<String>,
    /// It is, or has, an accepted answer.
    answered: bool,
}

#[derive(Serialize, ToSchema)]
pub struct SearchName {
    id: i64,
    name: String,
}

/// How many there would be with another choice of one filter; only of what the caller may read.
#[derive(Serialize, ToSchema)]
pub struct SearchFacets {
    kinds: Vec<SearchKinds>,
    places: Vec<SearchPlaces>,
    when: Vec<SearchSpans>,
}

#[derive(Serialize, ToSchema)]
pub struct SearchKinds {
    kind: ResultKind,
    count: u64,
}

#[derive(Serialize, ToSchema)]
pub struct SearchPlaces {
    id: i64,
    name: String,
    count: u64,
}

#[derive(Serialize, ToSchema)]
pub struct SearchSpans {
    when: When,
    count: u64,
}

#[derive(Serialize, ToSchema)]
pub struct SearchResults {
    items: Vec<SearchItem>,
    /// Beside other results the best three; of kind `person` a page of them.
    people: Vec<PersonCard>,
    facets: SearchFacets,
    total: u64,
    /// There is more than was counted: `total` and the facets are lower bounds.
    more: bool,
    /// For the next page; null at the end.
    next: Option<String>,
}

/// Finds what the caller may read
#[utoipa::path(
    get, path = "/api/search", tag = "search", params(SearchAsked),
    responses(
        (status = 200, body = SearchResults),
        (status = 503, description = "The index is being made; the code says what is going on.")
    )
)]
pub async fn search(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<SearchAsked>,
) -> web::Result {
    let limit = wire::limit(asked.limit)? as usize;
    let question = Question::new(&asked.q, viewer.lang)?;
    let filter = Filter {
        kind: asked.kind,
        place: asked.place,
        when: asked.when,
        author: asked.author,
    };
    let cursor = asked.cursor.as_deref();
    let results = results::results(&app, &viewer, &question, filter, cursor, limit).await?;
    Ok(Json(SearchResults::of(results, &question)).into_response())
}

impl SearchResults {
    fn of(results: Results, question: &Question) -> SearchResults {
        let kinds = results.kinds.into_iter();
        let places = results.places.into_iter();
        let when = results.when.into_iter();
        let items = results.items.into_iter();
        SearchResults {
            items: items.map(|found| SearchItem::of(found, question)).collect(),
            people: results.people.into_iter().map(PersonCard::from).collect(),
            facets: SearchFacets {
                kinds: kinds
                    .map(|(kind, count)| SearchKinds { kind, count })
                    .collect(),
                places: places
                    .map(|(id, name, count)| SearchPlaces {
                        id: id.raw(),
                        name,
                        count,
                    })
                    .collect(),
                when: when
                    .map(|(when, count)| SearchSpans { when, count })
                    .collect(),
            },
            total: results.total,
            more: results.more,
            next: results.next,
        }
    }
}

impl SearchItem {
    fn of(found: Found, question: &Question) -> SearchItem {
        let excerpt = excerpt(question, &found.text);
        let named = |(id, name): (i64, String)| SearchName { id, name };
        SearchItem {
            id: found.key,
            kind: found.kind,
            title: found.title,
            excerpt,
            href: found.href,
            place: found.place.map(|(id, name)| named((id.raw(), name))),
            author: found.author.map(|(id, name)| named((id.raw(), name))),
            at: found.at.map(wire::time),
            answered: found.answered,
        }
    }
}
