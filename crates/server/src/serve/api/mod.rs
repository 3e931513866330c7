//! The description of the API: OpenAPI 3.1 made from the handlers, and a page of it for people.

mod describe;
mod page;

use std::sync::LazyLock;

use axum::extract::State;
use axum::response::IntoResponse;
use http::header;
use maud::Markup;
use network::App;
use network::access::Signed;
use serde_json::Value;
use web::layout::{self, Plain};
use web::{Lang, Routes, t};

pub use describe::complete;

use super::router::openapi;

/// How the page is laid out.
pub const STYLES: &str = include_str!("page.css");

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(openapi()).expect("the description has a JSON form"));
static TEXT: LazyLock<String> = LazyLock::new(|| DOCUMENT.to_string());

pub fn routes() -> Routes<App> {
    Routes::new()
        .get("/api", readable)
        .get("/api/openapi.json", document)
}

async fn document() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], TEXT.as_str())
}

async fn readable(State(app): State<App>, lang: Lang, Signed(viewer): Signed) -> Markup {
    let plain = Plain {
        lang,
        theme: viewer
            .map(|viewer| network::shell::theme(&viewer.person.theme))
            .unwrap_or_default(),
        network_name: app.settings.get().network_name.clone(),
        title: t!(lang, "api-title"),
        ..Plain::default()
    };
    layout::plain(&plain, page::page(&DOCUMENT, lang))
}
