//! Deleting a post or a reply: asked first, on a page, because nothing should be lost by one wrong tap.

use axum::extract::State;
use axum::response::Response;
use kernel::Result;
use maud::html;
use network::shell::{self, About};
use network::{App, Viewer};
use web::components::idempotency_key;
use web::{Path, flash, see_other, t};

use super::actions::{self, Target};
use super::item::Item;
use super::post::{PostId, ReplyId};

pub async fn ask_post(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> web::Result {
    Ok(ask(&app, &viewer, Target::Post(id), "posts-delete-post").await?)
}

pub async fn ask_reply(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplyId>,
) -> web::Result {
    Ok(ask(&app, &viewer, Target::Reply(id), "posts-delete-reply").await?)
}

pub async fn post(State(app): State<App>, viewer: Viewer, Path(id): Path<PostId>) -> web::Result {
    app.act(&viewer, move |tx, viewer| actions::delete(tx, viewer, id))
        .await?;
    Ok(flash::leave(
        see_other("/"),
        &t!(viewer.lang, "posts-deleted"),
    ))
}

pub async fn reply(State(app): State<App>, viewer: Viewer, Path(id): Path<ReplyId>) -> web::Result {
    let post = app
        .act(&viewer, move |tx, viewer| {
            actions::delete_reply(tx, viewer, id)
        })
        .await?;
    Ok(flash::leave(
        see_other(&format!("/posts/{post}")),
        &t!(viewer.lang, "posts-reply-deleted"),
    ))
}

/// The question; `text` begins the names of its sentences.
async fn ask(app: &App, viewer: &Viewer, target: Target, text: &str) -> Result<Response> {
    let reader = viewer.clone();
    let item = app
        .store
        .read(move |db| Item::deletable(db, &reader, target))
        .await?;
    let lang = viewer.lang;
    let heading = t!(lang, &format!("{text}-title"));
    let main = html! {
        div class="feed stack" {
            h1 { (heading) }
            section class="card stack" {
                p { b { (item.headline) } }
                p class="soft" { (t!(lang, &format!("{text}-text"))) }
                form method="post" action=(target.page("delete")) class="row wrap" {
                    (idempotency_key(&app.form_key()))
                    button class="btn danger" { (t!(lang, "posts-delete")) }
                    a class="btn ghost" href=(item.href()) { (t!(lang, "posts-cancel")) }
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
