//! Tests of markdown from HTML.

use kernel::text::markdown::render;

use super::*;

#[test]
fn escaped_text_shows_as_it_was() {
    let texts = [
        "2 * 3 * 4 and *stars* and **more**",
        "snake_case, __init__, _private, end_ and a_b_c",
        "`ticks` and ``two``",
        "[link](http://example.org) ![x](y) [1]: z",
        "<b>bold</b> <!-- no --> a < b > c <T> R&D &amp; &#35; AT&T;",
        "~~gone~~ ~5 and ~6 ~x~",
        "C:\\temp\\new \\* end\\",
        "# not a heading",
        "> not a quote",
        "1. not a list",
        "- not a list",
        "+ not a list",
        "---",
        "===",
        "a | b\n--|--",
        "    not code",
        "~~~\nnot code",
        "***",
        "first\n---\nsecond\n===",
    ];
    for text in texts {
        let markdown = literal_lines(&escaped(text));
        let rendered = render(&markdown);
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            words(&rendered.plain),
            words(text),
            "{markdown} -> {}",
            rendered.html
        );
        for tag in [
            "<em",
            "<strong",
            "<code",
            "<h",
            "<ul",
            "<ol",
            "<blockquote",
            "<del",
            "<table",
            "<pre",
        ] {
            assert!(!rendered.html.contains(tag), "{text} -> {}", rendered.html);
        }
    }
}

#[test]
fn lists_drawn_by_hand_become_lists() {
    let text = "Bring:\n• cups\n    ◦ big\n            ◦ small\n• plates\nThank you\nall";
    assert_eq!(
        lines(text),
        "Bring:\n\n- cups\n    - big\n        - small\n- plates\n\nThank you\nall"
    );
    assert_eq!(lines("3. three\n4. four"), "3. three\n4. four");
}

#[test]
fn code_holds_any_code() {
    assert_eq!(
        fence("rust", "let a = `b`;\n```\n"),
        "````rust\nlet a = `b`;\n```\n````"
    );
    let mut out = String::new();
    code_span(&mut out, "a `b`");
    assert_eq!(out, "`` a `b` ``");
}

#[test]
fn links_are_absolute_and_harmless() {
    let linked = |label: &str, url: &str| {
        let mut out = String::new();
        link(&mut out, label, url);
        out
    };
    assert_eq!(
        linked("", "https://example.org/a"),
        "<https://example.org/a>"
    );
    assert_eq!(
        linked("here", "https://example.org/a(b) c"),
        "[here](https://example.org/a%28b%29%20c)"
    );
    assert_eq!(
        linked("a@example.org", "mailto:a@example.org"),
        "<a@example.org>"
    );
    assert_eq!(linked("click", "javascript:alert(1)"), "click");
    assert_eq!(linked("click", "/relative"), "click");
    assert_eq!(render(&linked("", "https://example.org/a_b_c*d*")).links, 1);
}

#[test]
fn tokens_are_dropped_from_addresses() {
    let cases = [
        (
            "https://files.example/a.png?t=xoxe-1",
            "https://files.example/a.png",
        ),
        (
            "https://files.example/a.png?w=1&token=abc&h=2#top",
            "https://files.example/a.png?w=1&h=2#top",
        ),
        (
            "https://files.example/a.png?pub_secret=abc",
            "https://files.example/a.png",
        ),
        ("https://example.org/?t=42", "https://example.org/?t=42"),
    ];
    for (url, expected) in cases {
        assert_eq!(without_tokens(url), expected);
    }
}
