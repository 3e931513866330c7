//! The description of the API: OpenAPI 3.1 made from the handlers, and a page of it for people.

mod page;

use std::sync::LazyLock;

use axum::extract::State;
use axum::response::IntoResponse;
use http::{Method, header};
use maud::Markup;
use network::App;
use network::access::Signed;
use serde_json::Value;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Components, InfoBuilder, OpenApi, SecurityRequirement};
use web::layout::{self, Plain};
use web::{Lang, Routes, t};

use super::router::openapi;

/// How the page is laid out.
pub const STYLES: &str = include_str!("page.css");

const ABOUT: &str = "Everything people do in the network, for programs. A program acts as a person: it sends that person's \
token as a bearer token, and may do what that person may. Ids are numbers, times are UTC as in RFC 3339. What goes wrong \
is answered with a problem document (RFC 9457) whose `code` does not change. An unsafe request may carry an \
`Idempotency-Key`: sent again within a day, it is done once.";

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(openapi()).expect("the description has a JSON form"));
static TEXT: LazyLock<String> = LazyLock::new(|| DOCUMENT.to_string());

pub fn routes() -> Routes<App> {
    Routes::new().get("/api", readable).get("/api/openapi.json", document)
}

/// Adds what no handler says of itself: what this is, how to sign in, a name for every operation.
pub fn complete(mut api: OpenApi) -> OpenApi {
    api.info = InfoBuilder::new()
        .title("Folkmoot")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .build();
    let components = api.components.get_or_insert_with(Components::new);
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("folkmoot_local")));
    components.add_security_scheme("token", bearer);
    components.add_security_scheme("session", cookie);
    let none: [&str; 0] = [];
    api.security = Some(vec![SecurityRequirement::new("token", none), SecurityRequirement::new("session", none)]);
    for (path, item) in &mut api.paths.paths {
        let operations = [
            (Method::GET, &mut item.get),
            (Method::POST, &mut item.post),
            (Method::PUT, &mut item.put),
            (Method::PATCH, &mut item.patch),
            (Method::DELETE, &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                operation.operation_id = Some(name(&method, path));
            }
        }
    }
    api
}

/// `GET /api/posts/{id}` is `get_posts_id`: handlers of two slices may have the same name.
fn name(method: &Method, path: &str) -> String {
    let words = path.trim_start_matches("/api/").replace(['{', '}'], "").replace(['/', '-'], "_");
    format!("{}_{words}", method.as_str().to_lowercase())
}

async fn document() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], TEXT.as_str())
}

async fn readable(State(app): State<App>, lang: Lang, Signed(viewer): Signed) -> Markup {
    let plain = Plain {
        lang,
        theme: viewer.map(|viewer| network::shell::theme(&viewer.person.theme)).unwrap_or_default(),
        network_name: app.settings.get().network_name.clone(),
        title: t!(lang, "api-title"),
        ..Plain::default()
    };
    layout::plain(&plain, page::page(&DOCUMENT, lang))
}
