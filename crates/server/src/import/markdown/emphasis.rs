//! Bold, italic and struck text, which may begin and end anywhere in a word.
//!
//! Markdown takes `**Note:**next` for asterisks, and chat programs write just that. So emphasis is
//! kept as characters that no text has, until the whole body is there and what stands around each
//! mark is known.

/// Around emphasis there has to be something that markdown takes for no letter, and people do not see.
const SEPARATOR: &str = "&#8203;";

/// Unicode keeps these for use inside a program: even ones begin, odd ones end.
const FIRST: u32 = 0xFDD0;
const MARK_BYTES: usize = 3;
const MARKERS: [&str; 3] = ["**", "*", "~~"];

/// Whether a text may not hold the character, because emphasis is kept as it.
pub fn is_mark(c: char) -> bool {
    (FIRST..FIRST + 2 * MARKERS.len() as u32).contains(&u32::from(c))
}

/// Where emphasis begins, and where it ends.
fn marks(marker: &str) -> (char, char) {
    let index = MARKERS.iter().position(|m| *m == marker).unwrap_or(0) as u32;
    let mark = |offset| char::from_u32(FIRST + 2 * index + offset).unwrap_or_default();
    (mark(0), mark(1))
}

/// Emphasises each line of `inner`, inside its blanks; `marker` is `**`, `*` or `~~`. The text is
/// markdown after [`finished`].
pub fn styled(out: &mut String, marker: &str, inner: &str) {
    let (begin, end) = marks(marker);
    // Bold in bold is bold.
    let inner = inner.replace([begin, end], "");
    for (index, line) in inner.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let text = line.trim();
        if text.is_empty() {
            out.push_str(line);
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        out.push_str(&line[..indent]);
        out.push(begin);
        out.push_str(text);
        out.push(end);
        out.push_str(&line[indent + text.len()..]);
    }
}

/// Writes emphasis as markdown.
pub fn finished(body: &str) -> String {
    if !body.contains(is_mark) {
        return body.to_owned();
    }
    // What ends and begins at once goes on; in between may have stood what also goes on.
    let mut body = body.to_owned();
    for marker in MARKERS.iter().cycle().take(2 * MARKERS.len()) {
        let (begin, end) = marks(marker);
        body = body.replace(&String::from_iter([end, begin]), "");
    }
    let mut out = String::with_capacity(body.len() + 16);
    let mut rest = body.as_str();
    while let Some(at) = rest.find(is_mark) {
        let (plain, marked) = rest.split_at(at);
        out.push_str(plain);
        let before = plain.chars().next_back();
        let length = marked.find(|c| !is_mark(c)).unwrap_or(marked.len());
        let (run, after) = marked.split_at(length);
        let ends = run.chars().take_while(|mark| !begins(*mark)).count();
        let next = after.chars().next();
        let (ending, beginning) = run.split_at(ends * MARK_BYTES);
        push_markers(&mut out, ending);
        let apart = match (ending.is_empty(), beginning.is_empty()) {
            (false, false) => true,
            (false, true) => !is_letter(before) && !is_apart(next),
            (true, _) => !is_letter(next) && !is_apart(before),
        };
        if apart {
            out.push_str(SEPARATOR);
        }
        push_markers(&mut out, beginning);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn begins(mark: char) -> bool {
    (u32::from(mark) - FIRST).is_multiple_of(2)
}

fn push_markers(out: &mut String, marks: &str) {
    for mark in marks.chars() {
        out.push_str(MARKERS[((u32::from(mark) - FIRST) / 2) as usize]);
    }
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// Whether a mark may stand beside it, whatever the mark stands around.
fn is_apart(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation())
}

#[cfg(test)]
mod tests {
    use kernel::text::markdown::render;

    use super::*;

    fn html(pieces: &[(&str, &str)]) -> String {
        let mut body = String::new();
        for (marker, text) in pieces {
            if marker.is_empty() {
                body.push_str(text);
            } else {
                styled(&mut body, marker, text);
            }
        }
        render(&finished(&body)).html.replace('\u{200b}', "")
    }

    #[test]
    fn emphasis_may_begin_and_end_anywhere() {
        let cases: [(&[(&str, &str)], &str); 6] = [
            (
                &[("**", "Note:"), ("", "next")],
                "<strong>Note:</strong>next",
            ),
            (
                &[("", "till"), ("**", "(two)"), ("", "is")],
                "till<strong>(two)</strong>is",
            ),
            (
                &[("**", "a"), ("**", "b"), ("*", "c")],
                "<strong>ab</strong><em>c</em>",
            ),
            (&[("~~", "gone!"), ("", "now")], "<del>gone!</del>now"),
            (&[("", "("), ("**", "x"), ("", ")")], "(<strong>x</strong>)"),
            (
                &[("*", "a"), ("", "b"), ("~~", "c")],
                "<em>a</em>b<del>c</del>",
            ),
        ];
        for (pieces, expected) in cases {
            assert_eq!(html(pieces).trim(), format!("<p>{expected}</p>"));
        }
    }

    #[test]
    fn emphasis_in_emphasis_is_one() {
        let (mut inner, mut outer) = (String::new(), String::new());
        styled(&mut inner, "**", "both");
        styled(&mut outer, "**", &format!("head {inner}"));
        assert_eq!(finished(&outer), "**head both**");
        let mut both = String::new();
        styled(&mut both, "*", &inner);
        assert_eq!(finished(&both), "***both***");
    }

    #[test]
    fn style_stays_inside_blanks_and_lines() {
        let mut out = String::new();
        styled(&mut out, "**", " one\ntwo ");
        assert_eq!(finished(&out), " **one**\n**two** ");
    }
}
