//! The page a person sees when something went wrong: what happened, what is safe, one thing to do,
//! a short reference.

use axum::response::{IntoResponse, Response};
use kernel::{Error, Kind};
use maud::html;

use super::sentence;
use crate::components::{Action, whole_page};
use crate::failure::status;
use crate::lang::Lang;
use crate::layout::{self, Plain};
use crate::t;

pub(super) fn page(error: &Error, lang: Lang, request_id: &str, network_name: &str) -> Response {
    let family = family(error.kind);
    let title = t!(lang, &format!("error-page-{family}"));
    let said = error
        .problems
        .first()
        .map_or_else(String::new, |first| sentence(lang, first));
    let action = match error.kind {
        Kind::Unauthenticated => Action {
            href: "/signin",
            label: t!(lang, "action-sign-in"),
        },
        _ => Action {
            href: "/",
            label: t!(lang, "action-home"),
        },
    };
    let main = html! {
        div class="errorpage" {
            (whole_page(&title, &said, &action))
            @if matches!(error.kind, Kind::Internal | Kind::Unavailable | Kind::Full) {
                p class="soft center" { (t!(lang, "error-page-safe")) }
            }
            @if !request_id.is_empty() {
                p class="small muted center" {
                    (t!(lang, "error-page-reference")) " " code { (request_id) }
                }
            }
        }
    };
    let plain = Plain {
        lang,
        title,
        network_name: network_name.to_owned(),
        ..Plain::default()
    };
    (status(error.kind), layout::plain(&plain, main)).into_response()
}

/// Which of the designed pages it is.
fn family(kind: Kind) -> &'static str {
    match kind {
        Kind::NotFound => "missing",
        Kind::Forbidden => "forbidden",
        Kind::Unauthenticated => "signin",
        Kind::TooMany => "slower",
        Kind::Internal => "broken",
        Kind::Unavailable | Kind::Full | Kind::Timeout => "later",
        Kind::Conflict => "conflict",
        Kind::Misdirected => "host",
        _ => "refused",
    }
}
