//! What the front end reads from a page: the table of `frontend/README.md`, as far as the layout
//! writes it.

use serde_json::Value;
use web::layout::{self, Plain, Shell, Theme};
use web::{Lang, Zone, assets, time};

use crate::samples;

fn page(shell: &Shell<'_>) -> String {
    layout::page(shell, maud::html! { h1 { "Home" } }).into_string()
}

fn page_in(lang: Lang) -> String {
    page(&samples::shell(&samples::frame(lang), Theme::Auto))
}

/// The content of a meta element, as a browser gives it to the script.
fn meta(html: &str, name: &str) -> Option<Value> {
    let (_, rest) = html.split_once(&format!("<meta name=\"{name}\" content=\""))?;
    let content = rest.split('"').next()?;
    Some(serde_json::from_str(&content.replace("&quot;", "\"")).unwrap())
}

#[test]
fn a_page_says_whose_session_it_is_and_a_signed_out_one_nothing() {
    let frame = samples::frame(Lang::En);
    let mut shell = samples::shell(&frame, Theme::Auto);
    assert!(page(&shell).contains("<body data-session=\"1f2e3d4c5b6a7988\">"));
    shell.shared_device = true;
    assert!(page(&shell).contains("<body data-session=\"1f2e3d4c5b6a7988\" data-shared-device>"));
    let plain = layout::plain(&Plain::default(), maud::html! {}).into_string();
    assert!(plain.contains("<body>"), "{plain}");
    assert!(!plain.contains("folkmoot-stream"), "{plain}");
}

#[test]
fn the_sentences_of_the_script_come_in_the_language_of_the_page() {
    for (lang, failed) in [(Lang::En, "not saved"), (Lang::De, "nicht gespeichert")] {
        let html = page_in(lang);
        let Some(texts) = meta(&html, "folkmoot-texts") else {
            assert!(!assets::current().has_script(), "{html}");
            continue;
        };
        assert!(
            texts["failed"].as_str().unwrap().contains(failed),
            "{texts}"
        );
        for name in ["minutes", "hours"] {
            assert!(texts[name].as_str().unwrap().contains("{n}"), "{texts}");
        }
        for name in ["gone", "offline", "copied", "now", "yesterday"] {
            assert!(
                texts[name]
                    .as_str()
                    .is_some_and(|text| !text.contains("script-")),
                "{name}"
            );
        }
    }
}

#[test]
fn files_loaded_later_are_named_and_the_service_worker_is_not_among_them() {
    let html = page_in(Lang::En);
    let Some(files) = meta(&html, "folkmoot-assets") else {
        assert!(!assets::current().has_script(), "{html}");
        return;
    };
    for name in ["composer.js", "stream-worker.js"] {
        assert!(
            files[name].as_str().unwrap().starts_with("/assets/"),
            "{files}"
        );
    }
    assert!(files.get("service-worker.js").is_none());
}

#[test]
fn what_may_become_new_has_its_mark_hidden_until_then() {
    let html = page_in(Lang::En);
    let place = |key: i64| {
        let (_, rest) = html.split_once(&format!("data-place=\"{key}\"")).unwrap();
        rest.split("</a>").next().unwrap().to_owned()
    };
    assert!(place(723).contains("<span data-unread>"), "{}", place(723));
    assert!(
        place(703).contains("<span data-unread hidden>"),
        "{}",
        place(703)
    );
    let bell = [
        "data-none=\"Notifications\"",
        "data-one=\"Notifications, {n} new\"",
    ];
    assert!(bell.iter().all(|part| html.contains(part)), "{html}");
}

#[test]
fn relative_times_are_kept_fresh() {
    let html = time(samples::NOW, samples::NOW, Lang::En, &Zone::UTC).into_string();
    assert!(html.contains(" data-rel>now</time>"), "{html}");
}
