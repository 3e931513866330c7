//! Posts and the threads under them: updates, questions and praise; replies, reactions, history.
//!
//! A post stands in a community or on its author's storyline and exists for whoever reads that
//! place. Which posts a person is shown and in which order is the business of the feed.

pub mod actions;
pub mod api;
pub mod backdated;
mod card;
pub mod community;
pub mod composer;
mod deletion;
mod edit;
mod history;
mod item;
mod lists;
pub mod pages;
mod post;
pub mod queries;
mod replies;
mod search;
mod thread;

#[cfg(test)]
mod tests;

use network::feed::Items;
use network::{App, Feature};
use web::Routes;

pub use post::{
    Draft, Kind, NewPost, Post, PostId, PostRow, Reaction, Reply, ReplyId, ReplyRow, Text, headline,
};

pub const FEATURE: Feature = Feature {
    name: "posts",
    routes,
    statements: &[
        queries::STATEMENTS,
        backdated::STATEMENTS,
        search::queries::STATEMENTS,
    ],
    texts: web::texts!(),
    styles: include_str!("posts.css"),
    items: Some(Items {
        newest: queries::newest,
        cards: card::cards,
        readable: queries::readable,
        own: queries::lately,
        reactions: queries::reactions_of_items,
    }),
    search: &[search::POSTS, search::REPLIES],
    ..Feature::NONE
};

fn routes() -> Routes<App> {
    let posts = Routes::new()
        .get("/posts/new", pages::new)
        .post("/posts", pages::publish)
        .post("/preview", pages::preview)
        .get("/posts/{id}", thread::page)
        .get("/posts/{id}/card", pages::card)
        .get("/posts/{id}/edit", edit::post)
        .post("/posts/{id}/edit", edit::save_post)
        .get("/posts/{id}/history", history::post)
        .get("/posts/{id}/delete", deletion::ask_post)
        .post("/posts/{id}/delete", deletion::post)
        .post("/posts/{id}/pin", pages::pin)
        .post("/posts/{id}/unpin", pages::unpin)
        .post("/posts/{id}/answer", pages::accept)
        .post("/posts/{id}/reactions/{name}", pages::react)
        .get("/topics/{topic}", pages::topic)
        .get("/communities/{id}", community::page)
        .get("/communities/{id}/new", community::new)
        .get("/people/{id}/posts", pages::storyline);
    let replies = Routes::new()
        .get("/posts/{id}/replies", thread::newer)
        .post("/posts/{id}/replies", replies::reply)
        .post("/posts/{id}/typing", replies::typing)
        .get("/replies/{id}/card", replies::card)
        .get("/replies/{id}/edit", edit::reply)
        .post("/replies/{id}/edit", edit::save_reply)
        .get("/replies/{id}/history", history::reply)
        .get("/replies/{id}/delete", deletion::ask_reply)
        .post("/replies/{id}/delete", deletion::reply)
        .post("/replies/{id}/reactions/{name}", replies::react);
    posts
        .merge(replies)
        .api(utoipa_axum::routes!(api::community_feed, api::publish))
        .api(utoipa_axum::routes!(api::publish_on_storyline))
        .api(utoipa_axum::routes!(api::get, api::revise, api::delete))
        .api(utoipa_axum::routes!(api::replies, api::reply))
        .api(utoipa_axum::routes!(api::react, api::unreact))
        .api(utoipa_axum::routes!(api::pin, api::unpin))
        .api(utoipa_axum::routes!(api::accept, api::unaccept))
        .api(utoipa_axum::routes!(api::revise_reply, api::delete_reply))
        .api(utoipa_axum::routes!(
            api::react_to_reply,
            api::unreact_to_reply
        ))
        .api(utoipa_axum::routes!(api::history))
        .api(utoipa_axum::routes!(api::reply_history))
        .api(utoipa_axum::routes!(api::of_topic))
        .api(utoipa_axum::routes!(api::of_person))
        .api(utoipa_axum::routes!(api::typing))
        .api(utoipa_axum::routes!(api::preview))
}
