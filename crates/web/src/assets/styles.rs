//! One style sheet from many: in order of layers, without comments, with the fonts that are there.

use std::collections::HashMap;

const LAYERS: &str = "@layer reset,tokens,base,layout,components,screens,utilities;";
const FONTS: &str = include_str!("../styles/fonts.css");

macro_rules! styles {
    ($($name:literal)*) => { &[$(include_str!(concat!("../styles/", $name, ".css"))),*] };
}

/// In the order of the layers; within one layer the order decides nothing.
const OWN: &[&str] = styles! {
    "reset"
    "tokens"
    "base"
    "layout"
    "hues"
    "motion"
    "shell"
    "search"
    "avatar"
    "button"
    "tag"
    "card"
    "rows"
    "tabs"
    "form"
    "choice"
    "facts"
    "notice"
    "menu"
    "panel"
    "table"
    "chart"
    "stepper"
    "empty"
    "prose"
    "post"
    "kinds"
    "react"
    "live"
    "composer"
    "conversation"
    "hero"
    "people"
    "signin"
    "utilities"
};

/// `fonts` maps a file's name (`fonts/x.woff2`) to its address.
pub(super) fn join(features: &[&str], fonts: &HashMap<&str, String>) -> String {
    let mut out = LAYERS.to_owned();
    for face in FONTS.split("@font-face").skip(1) {
        let Some((name, rest)) = face
            .split_once("url(")
            .and_then(|(_, after)| after.split_once(')'))
        else {
            continue;
        };
        if let Some(address) = fonts.get(name) {
            let before = face.split("url(").next().unwrap_or_default();
            out.push_str(&minify(&format!("@font-face{before}url({address}){rest}")));
        }
    }
    for style in OWN.iter().chain(features) {
        out.push_str(&minify(style));
    }
    out
}

/// Takes out comments and the white space that has no meaning; leaves strings alone.
fn minify(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut space = false;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        if next == '"' || next == '\'' {
            let end = rest[1..].find(next).map_or(rest.len(), |at| at + 2);
            push_space(&mut out, &mut space, next);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        if next.is_whitespace() {
            space = true;
        } else {
            push_space(&mut out, &mut space, next);
            out.push(next);
        }
        rest = &rest[next.len_utf8()..];
    }
    out
}

/// A space is needed only between two things that would else become one.
fn push_space(out: &mut String, space: &mut bool, next: char) {
    let glued = out.ends_with(['{', '}', ';', ',', ':']) || matches!(next, '{' | '}' | ';' | ',');
    if *space && !out.is_empty() && !glued {
        out.push(' ');
    }
    if next == '}' && out.ends_with(';') {
        out.pop();
    }
    *space = false;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_space_without_meaning_goes() {
        let css = "/* a; b */\n.a , .b > c {\n  color : red;\n  content: \"/* x */  {\";\n}\n\
                   @media (width >= 4rem) and (x) {\n  .a :hover { margin: calc(1px + 2px) -1px; }\n}";
        assert_eq!(
            minify(css),
            ".a,.b > c{color :red;content:\"/* x */  {\"}\
             @media (width >= 4rem) and (x){.a :hover{margin:calc(1px + 2px) -1px}}"
        );
    }

    #[test]
    fn fonts_are_named_only_when_they_are_there() {
        assert!(!join(&[], &HashMap::new()).contains("@font-face"));
        let name = "fonts/hanken-grotesk-latin-wght-normal.woff2";
        let css = join(
            &[".x{}"],
            &HashMap::from([(name, "/assets/fonts/h-1.woff2".to_owned())]),
        );
        assert_eq!(css.matches("@font-face").count(), 1);
        assert!(
            css.contains("src:url(/assets/fonts/h-1.woff2) format(\"woff2\")"),
            "{css}"
        );
        assert!(css.ends_with(".x{}"));
    }
}
