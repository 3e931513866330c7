//! The head of every document.

use maud::{Markup, PreEscaped, html};

use crate::assets::{self, Assets};
use crate::lang::Lang;
use crate::t;

pub(super) struct Head<'a> {
    pub lang: Lang,
    pub title: &'a str,
    pub network_name: &'a str,
    pub stream: Option<&'a str>,
    pub private: bool,
}

pub(super) fn head(head: &Head<'_>) -> Markup {
    let assets = assets::current();
    let mut title = head.title.to_owned();
    for part in [head.network_name, "Folkmoot"] {
        if !part.is_empty() && title != part {
            title.push_str(if title.is_empty() { "" } else { " · " });
            title.push_str(part);
        }
    }
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
            meta name="theme-color" content="#f7f4f5" media="(prefers-color-scheme: light)";
            meta name="theme-color" content="#171014" media="(prefers-color-scheme: dark)";
            title { (title) }
            (PreEscaped(assets.linked(head.lang, |assets| linked(assets, head.lang))))
            @if let Some(stream) = head.stream { meta name="folkmoot-stream" content=(stream); }
            @if head.private { meta name="turbo-cache-control" content="no-cache"; }
        }
    }
}

fn linked(assets: &Assets, lang: Lang) -> Markup {
    html! {
        link rel="stylesheet" href=(assets.style()) data-turbo-track="reload";
        @if let Some(script) = assets.script() {
            script type="module" src=(script) data-turbo-track="reload" {}
            meta name="folkmoot-assets" content=(assets.loaded_later());
            meta name="folkmoot-texts" content=(texts(lang));
        }
        link rel="manifest" href="/manifest.webmanifest";
        link rel="icon" href="/favicon.svg" type="image/svg+xml";
        link rel="apple-touch-icon" href="/icon-192.png";
    }
}

/// The sentences that the front end says by itself, as JSON. A number's place is `{n}`.
fn texts(lang: Lang) -> String {
    serde_json::json!({
        "gone": t!(lang, "script-gone"),
        "offline": t!(lang, "script-offline"),
        "failed": t!(lang, "script-failed"),
        "copied": t!(lang, "script-copied"),
        "now": t!(lang, "time-now"),
        "minutes": t!(lang, "time-minutes", n = "{n}"),
        "hours": t!(lang, "time-hours", n = "{n}"),
        "yesterday": t!(lang, "time-yesterday"),
    })
    .to_string()
}
