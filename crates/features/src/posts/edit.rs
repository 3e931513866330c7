//! Changing what one wrote.

use axum::extract::State;
use axum::response::Response;
use kernel::{Error, Result};
use maud::html;
use network::shell::{self, About};
use network::{App, Viewer, forms};
use serde::Deserialize;
use web::components::{Field, field};
use web::errors::about;
use web::{Form, Path, see_other, t};

use super::actions::{self, Target};
use super::item::Item;
use super::post::{Kind, PostId, ReplyId, Text};

pub async fn post(State(app): State<App>, viewer: Viewer, Path(id): Path<PostId>) -> web::Result {
    begin(&app, &viewer, Target::Post(id)).await
}

pub async fn reply(State(app): State<App>, viewer: Viewer, Path(id): Path<ReplyId>) -> web::Result {
    begin(&app, &viewer, Target::Reply(id)).await
}

#[derive(Deserialize)]
pub struct PostForm {
    title: Option<String>,
    text: Option<String>,
}

pub async fn save_post(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Form(PostForm { title, text }): Form<PostForm>,
) -> web::Result {
    let (title, text) = (title.unwrap_or_default(), text.unwrap_or_default());
    save(&app, &viewer, Target::Post(id), title, text).await
}

#[derive(Deserialize)]
pub struct ReplyForm {
    text: Option<String>,
}

pub async fn save_reply(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ReplyId>,
    Form(ReplyForm { text }): Form<ReplyForm>,
) -> web::Result {
    let text = text.unwrap_or_default();
    save(&app, &viewer, Target::Reply(id), String::new(), text).await
}

async fn begin(app: &App, viewer: &Viewer, target: Target) -> web::Result {
    let item = own(app, viewer, target).await?;
    Ok(page(app, viewer, &item, None).await?)
}

async fn save(
    app: &App,
    viewer: &Viewer,
    target: Target,
    title: String,
    text: String,
) -> web::Result {
    match saved(app, viewer, target, title.clone(), &text).await {
        Ok(post) => Ok(see_other(&target.href(post))),
        Err(error) => {
            let entered = Item {
                title,
                body: text,
                ..own(app, viewer, target).await?
            };
            forms::again(error, async |error| {
                page(app, viewer, &entered, Some(error)).await
            })
            .await
        }
    }
}

async fn saved(
    app: &App,
    viewer: &Viewer,
    target: Target,
    title: String,
    text: &str,
) -> Result<PostId> {
    let text = Text::check(text, matches!(target, Target::Post(_)))?;
    app.act(viewer, move |tx, viewer| match target {
        Target::Post(id) => actions::revise(tx, viewer, id, &title, &text).map(|()| id),
        Target::Reply(id) => actions::revise_reply(tx, viewer, id, &text),
    })
    .await
}

async fn own(app: &App, viewer: &Viewer, target: Target) -> Result<Item> {
    let reader = viewer.clone();
    app.store
        .read(move |db| Item::own(db, &reader, target))
        .await
}

async fn page(app: &App, viewer: &Viewer, item: &Item, error: Option<&Error>) -> Result<Response> {
    let lang = viewer.lang;
    let (wrong_title, wrong_text) = (about(lang, error, "title"), about(lang, error, "text"));
    let (heading, rows) = match item.target {
        Target::Post(_) => (t!(lang, "posts-edit-title"), 10),
        Target::Reply(_) => (t!(lang, "posts-edit-reply-title"), 8),
    };
    let main = html! {
        div class="feed stack" {
            h1 { (heading) }
            form class="card stack" method="post" action=(item.target.page("edit")) {
                @if let Some(kind) = item.kind {
                    (field(&Field { label: &t!(lang, "posts-title"), name: "title", value: &item.title, required: kind == Kind::Question, error: wrong_title.as_deref(), max_chars: Some(200), ..Field::default() }))
                }
                (field(&Field { label: &t!(lang, "posts-text"), name: "text", value: &item.body, rows: Some(rows), required: item.kind.is_none(), error: wrong_text.as_deref(), hint: Some(&t!(lang, "posts-markdown-hint")), ..Field::default() }))
                div class="row" { button class="btn primary" { (t!(lang, "posts-save")) } a class="btn ghost" href=(item.href()) { (t!(lang, "posts-cancel")) } }
            }
        }
    };
    let about = About {
        title: &heading,
        private: true,
        ..About::default()
    };
    shell::page(app, viewer, about, main).await
}
