//! Every piece in whole pages, read as a browser reads them. The pages are left in the target
//! folder (`tmp/gallery`) to be looked at.

use std::fs;
use std::path::Path;

use web::layout::{self, Theme};
use web::{Lang, assets, audit};

use crate::samples;

#[test]
fn every_piece_is_sound_markup() {
    let (english, german) = (samples::frame(Lang::En), samples::frame(Lang::De));
    let page = |theme, main| {
        let shell = samples::shell(&english, theme);
        layout::page(&shell, main).into_string()
    };
    let flash = layout::Shell {
        flash: Some("Posted"),
        ..samples::shell(&german, Theme::Auto)
    };
    let pages = [
        ("home", page(Theme::Light, samples::home())),
        ("home-dark", page(Theme::Dark, samples::home())),
        ("pieces", page(Theme::Light, samples::pieces())),
        ("pieces-dark", page(Theme::Dark, samples::pieces())),
        ("signin", samples::signin().into_string()),
        ("flash", layout::page(&flash, samples::home()).into_string()),
    ];
    for (name, html) in pages {
        assert_eq!(audit::page(&html), [""; 0], "{name}");
        keep(name, &html);
    }
}

#[test]
fn a_shell_with_nothing_in_it_is_sound() {
    let frame = layout::Frame::default().made();
    let html = layout::page(&layout::Shell::of(&frame), maud::html! { h1 { "Alone" } });
    assert_eq!(audit::page(&html.into_string()), [""; 0]);
}

fn keep(name: &str, html: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    fs::create_dir_all(&folder).unwrap();
    let style = assets::current().style();
    fs::write(folder.join("app.css"), assets::current().style_text()).unwrap();
    fs::write(
        folder.join(format!("{name}.html")),
        html.replace(style, "app.css"),
    )
    .unwrap();
}
