//! The home page.

use axum::extract::State;
use axum::response::IntoResponse;
use maud::{Markup, Render, html};
use network::feed::{self, Order, Place};
use network::people;
use network::shell::{self, About};
use network::{App, Viewer};
use serde::Deserialize;
use web::components::{Action, empty_state};
use web::{Flash, Form, Query, icon, see_other, t};

use crate::posts;
use crate::posts::composer::{self, Entered, composer};
use crate::{questions, stories};

#[derive(Deserialize)]
pub struct Show {
    cursor: Option<String>,
    #[serde(default, rename = "posted")]
    _posted: Option<String>,
}

pub async fn home(
    State(app): State<App>,
    viewer: Viewer,
    Query(query): Query<Show>,
    flash: Flash,
) -> web::Result {
    let position = app.hub.newest();
    let order = viewer.person.feed_order.parse().unwrap_or(Order::Ranked);
    let cursor = query.cursor.as_deref();
    let home = feed::Home::of(&app, &viewer).await?;
    let page = home.page(order, cursor, feed::PAGE).await?;
    let between = feed::between(&app, &viewer, order, cursor).await?;
    let cards = feed::render(&app, &viewer, &page.shown)
        .await?
        .with(between);
    let composer = match query.cursor {
        None => {
            let places = composer::places(&app, &viewer, None).await?;
            Some(composer(&app, &viewer, &places, &Entered::default(), None))
        }
        Some(_) => None,
    };
    let lang = viewer.lang;
    let heading = t!(lang, "home-home");
    let main = html! {
        h1 class="vh" { (heading) }
        div class="cols" {
            div class="stack feed" {
                @if let Some(composer) = composer { (composer) }
                (order_switch(&viewer, order))
                div class="stack" data-feed data-feed-place="home" data-feed-places=(Scope(home.places())) data-feed-src={ "/feed/new?after=" (home.newest()) } {
                    a class="newpill" href="/" hidden data-one=(t!(lang, "home-new-one")) data-many=(t!(lang, "home-new-many")) { span data-text { (t!(lang, "home-new")) } (icon("arrow-up")) }
                    @if page.shown.is_empty() {
                        (empty_state(&t!(lang, "home-empty-title"), &t!(lang, "home-empty-text"), Some(&Action { href: "/communities", label: t!(lang, "home-find-communities") })))
                    }
                    div class="stack" id="items" data-items { (cards) }
                    (posts::pages::pager(&viewer, "/", page.next.as_deref()))
                    @if page.next.is_none() && !page.shown.is_empty() {
                        p class="caught-up" data-end { (icon("circle-check")) " " (t!(lang, "home-caught-up")) }
                    }
                }
            }
            aside class="aside" aria-label=(t!(lang, "home-aside")) {
                (questions::could_help(&app, &viewer, &home).await?)
                @if let Some(story) = stories::of_the_week(&viewer) { (story) }
            }
        }
    };
    let about = About {
        title: &heading,
        current: "/",
        position: Some(position),
        flash: flash.0.as_deref(),
        ..About::default()
    };
    Ok(shell::page(&app, &viewer, about, main).await?)
}

/// The places whose news concern the page, for the script.
struct Scope<'a>(&'a [Place]);

impl Render for Scope<'_> {
    fn render_to(&self, html: &mut String) {
        for (at, place) in self.0.iter().enumerate() {
            html.push_str(if at == 0 { "" } else { " " });
            place.raw().render_to(html);
        }
    }
}

/// Two buttons of one form: the choice is kept.
fn order_switch(viewer: &Viewer, order: Order) -> Markup {
    let lang = viewer.lang;
    html! {
        div class="row between" {
            form class="seg" method="post" action="/feed/order" aria-label=(t!(lang, "home-order")) {
                @for (option, label) in [(Order::Ranked, "home-ranked"), (Order::Latest, "home-latest")] {
                    button name="order" value=(option.as_str()) aria-pressed=(option == order) { (t!(lang, label)) }
                }
            }
            span class="live only-desktop" { (t!(lang, "home-live")) }
        }
    }
}

#[derive(Deserialize)]
pub struct After {
    after: i64,
}

/// What was posted since, for the pill.
pub async fn new(
    State(app): State<App>,
    viewer: Viewer,
    Query(query): Query<After>,
) -> web::Result {
    let home = feed::Home::of(&app, &viewer).await?;
    let page = home.page(Order::Latest, None, 50).await?;
    Ok(
        posts::community::fresh(&app, &viewer, &page.shown, query.after, "/feed/new")
            .await?
            .into_response(),
    )
}

#[derive(Deserialize)]
pub struct Chosen {
    order: Order,
}

pub async fn set_order(
    State(app): State<App>,
    viewer: Viewer,
    Form(form): Form<Chosen>,
) -> web::Result {
    app.act(&viewer, move |tx, viewer| {
        people::actions::set_feed_order(tx, viewer, form.order)
    })
    .await?;
    Ok(see_other("/"))
}
