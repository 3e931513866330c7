//! The head of every document.

use maud::{Markup, html};

use crate::assets;

pub(super) struct Head<'a> {
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
            link rel="stylesheet" href=(assets.style()) data-turbo-track="reload";
            @if let Some(script) = assets.script() {
                script type="module" src=(script) data-turbo-track="reload" {}
            }
            link rel="manifest" href="/manifest.webmanifest";
            link rel="icon" href="/favicon.svg" type="image/svg+xml";
            link rel="apple-touch-icon" href="/icon-192.png";
            @if let Some(stream) = head.stream { meta name="folkmoot-stream" content=(stream); }
            @if head.private { meta name="turbo-cache-control" content="no-cache"; }
        }
    }
}
