//! What a post or a reply said before it was changed.

use axum::extract::State;
use axum::response::Response;
use kernel::Result;
use maud::html;
use network::shell::{self, About};
use network::{App, Viewer};
use web::{Path, icon, t};

use super::actions::Target;
use super::item::Item;
use super::post::{PostId, ReplyId, Revision};
use super::queries;

/// Earlier texts on the page.
const SHOWN: i64 = 50;

pub async fn post(State(app): State<App>, viewer: Viewer, Path(id): Path<PostId>) -> web::Result {
    Ok(page(&app, &viewer, Target::Post(id)).await?)
}

pub async fn reply(State(app): State<App>, viewer: Viewer, Path(id): Path<ReplyId>) -> web::Result {
    Ok(page(&app, &viewer, Target::Reply(id)).await?)
}

/// Earlier texts under the present one.
async fn page(app: &App, viewer: &Viewer, target: Target) -> Result<Response> {
    let reader = viewer.clone();
    let found = app.store.read(move |db| {
        let item = Item::visible(db, &reader, target)?;
        Ok((item, queries::revisions(db, target.raw(), SHOWN)?))
    });
    let (item, revisions): (Item, Vec<Revision>) = found.await?;
    let (lang, zone, now) = (viewer.lang, viewer.zone(), app.store.clock().now());
    let heading = t!(lang, "posts-history");
    let text = |title: &str, body: &str| {
        html! {
            @if !title.is_empty() { h3 { (title) } }
            p class="source" { (body) }
        }
    };
    let main = html! {
        div class="feed stack" {
            p { a href=(item.href()) { (icon("arrow-left")) " " (t!(lang, "posts-back")) } }
            h1 { (heading) }
            section class="card stack tight" { h2 { (t!(lang, "posts-now")) } (text(&item.title, &item.body)) }
            @if revisions.is_empty() { p class="muted" { (t!(lang, "posts-never-edited")) } }
            @for revision in &revisions {
                section class="card stack tight" {
                    h2 { (t!(lang, "posts-until", name = &revision.editor)) " " (web::time(revision.at, now, lang, &zone)) }
                    (text(&revision.title, &revision.body))
                }
            }
        }
    };
    shell::page(
        app,
        viewer,
        About {
            title: &heading,
            private: true,
            ..About::default()
        },
        main,
    )
    .await
}
