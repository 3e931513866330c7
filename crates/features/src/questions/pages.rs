//! The list of questions, and the few that stand beside the home feed.

use std::time::Duration;

use axum::extract::State;
use kernel::Result;

use maud::{Markup, html};
use network::feed::{self, Page};
use network::shell::{self, About};
use network::{App, Viewer, paging};
use serde::Deserialize;
use web::components::{Action, Tab, empty_state, seg};
use web::{Query, icon, t};

use super::queries::{self, Which};
use crate::posts::{PostId, pages::pager};

#[derive(Deserialize)]
pub struct Show {
    which: Option<Which>,
    cursor: Option<String>,
}

pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Query(query): Query<Show>,
) -> web::Result {
    let lang = viewer.lang;
    let which = query.which.unwrap_or(Which::Open);
    let Page { shown, next } =
        page(&app, &viewer, which, query.cursor.as_deref(), feed::PAGE).await?;
    let heading = t!(lang, "questions-questions");
    let tabs: Vec<Tab> = Which::ALL
        .iter()
        .map(|option| Tab {
            href: format!("/questions?which={option}"),
            label: t!(lang, &format!("questions-{option}")),
            current: *option == which,
            count: None,
        })
        .collect();
    let main = html! {
        div class="feed stack" {
            div class="row between wrap" {
                h1 { (heading) }
                a class="btn primary" href="/posts/new?kind=question" { (icon("circle-question-mark")) (t!(lang, "questions-ask")) }
            }
            (seg(&t!(lang, "questions-which"), &tabs))
            @if shown.is_empty() {
                (empty_state(&t!(lang, &format!("questions-none-{which}-title")), &t!(lang, &format!("questions-none-{which}-text")),
                    Some(&Action { href: "/posts/new?kind=question", label: t!(lang, "questions-ask") })))
            }
            div class="stack" id="items" data-items { (feed::render(&app, &viewer, &shown).await?) }
            (pager(&viewer, &format!("/questions?which={which}"), next.as_deref()))
        }
    };
    Ok(shell::page(
        &app,
        &viewer,
        About {
            title: &heading,
            current: "/questions",
            ..About::default()
        },
        main,
    )
    .await?)
}

/// One page of questions.
pub async fn page(
    app: &App,
    viewer: &Viewer,
    which: Which,
    sealed: Option<&str>,
    limit: usize,
) -> Result<Page> {
    let purpose = format!("questions {which}");
    let below = paging::after(app, viewer, &purpose, sealed)?.unwrap_or(PostId::max());
    let reader = viewer.clone();
    let mut ids = app
        .store
        .read(move |db| queries::list(db, &reader, which, below, limit as i64 + 1))
        .await?;
    let next = paging::cut(app, viewer, &purpose, &mut ids, limit, |id| *id);
    let shown = feed::shown(app, viewer, &ids).await?;
    Ok(Page { shown, next })
}

/// Questions of others that have waited at least an hour, among the newest of the viewer's own
/// communities.
pub async fn could_help(app: &App, viewer: &Viewer, home: &feed::Home<'_>) -> Result<Markup> {
    const SHOWN: usize = 3;
    const WAITED: Duration = Duration::from_secs(3_600);
    let (now, lang) = (app.store.clock().now(), viewer.lang);
    let asked_before = PostId::first_at(now.minus(WAITED));
    // Some more, because nothing is said of those who have left.
    let waiting = home.waiting(asked_before.raw(), 2 * SHOWN);
    let waiting = feed::briefly(app, viewer, &waiting, SHOWN).await?;
    Ok(html! {
        @if !waiting.is_empty() {
            section class="sec" {
                div class="sec-head" { h2 { (t!(lang, "questions-could-help")) } a href="/questions" { (t!(lang, "questions-all-open")) } }
                ul class="rows trim card" { (waiting) }
            }
        }
    })
}
