//! The page of results.

use axum::extract::State;
use axum::response::IntoResponse;
use http::StatusCode;
use kernel::Kind as ErrorKind;
use serde::Deserialize;
use web::{Query, t};

use super::asked::Question;
use super::find::{Filter, When};
use super::results;
use super::source::ResultKind;
use super::views::{self, Shown};
use crate::access::Viewer;
use crate::communities::CommunityId;
use crate::people::{self, PersonId};
use crate::{App, shell};

const PAGE: usize = 20;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    kind: Option<ResultKind>,
    place: Option<CommunityId>,
    when: Option<When>,
    author: Option<PersonId>,
    cursor: Option<String>,
}

pub async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> web::Result {
    let lang = viewer.lang;
    let question = Question::new(&asked.q, lang)?;
    let filter = Filter {
        kind: asked.kind,
        place: asked.place,
        when: asked.when,
        author: asked.author,
    };
    let title = match question.text.as_str() {
        "" => t!(lang, "search-title"),
        text => t!(lang, "search-title-of", q = text),
    };
    let about = shell::About {
        title: &title,
        query: &question.text,
        private: true,
        ..shell::About::default()
    };
    if question.text.is_empty() {
        return Ok(shell::page(&app, &viewer, about, views::nothing_asked(lang)).await?);
    }
    let cursor = asked.cursor.as_deref();
    let found = results::results(&app, &viewer, &question, filter, cursor, PAGE).await;
    let results = match found {
        Ok(results) => results,
        Err(error) if error.kind == ErrorKind::Unavailable => {
            let content = views::unavailable(lang, &question, app.search.phase());
            let page = shell::page(&app, &viewer, about, content).await?;
            return Ok((StatusCode::SERVICE_UNAVAILABLE, page).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let author = match filter.author {
        Some(id) => {
            let reader = viewer.clone();
            let read = app
                .store
                .read(move |db| people::queries::visible(db, &reader, id));
            read.await?.map(|person| person.name)
        }
        None => None,
    };
    let shown = Shown {
        viewer: &viewer,
        question: &question,
        filter,
        results: &results,
        author: author.as_deref(),
        now: app.store.clock().now(),
    };
    Ok(shell::page(&app, &viewer, about, shown.page()).await?)
}
