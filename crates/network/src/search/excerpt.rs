//! The part of a text that shows why it was found, with what was asked for marked.

use std::ops::Range;

use maud::{Markup, html};

use super::asked::Question;

const EXCERPT_CHARS: usize = 220;
/// Shown before the first mark.
const BEFORE_CHARS: usize = 60;

/// A piece of text around the first mark, in one line.
pub fn excerpt(question: &Question, text: &str) -> String {
    let text = kernel::text::one_line(text);
    let first = question.marks(&text).first().map_or(0, |mark| mark.start);
    let before = text[..first].chars().count();
    if before <= BEFORE_CHARS {
        return kernel::text::shorten(&text, EXCERPT_CHARS);
    }
    let skipped = before - BEFORE_CHARS;
    let from = text.char_indices().nth(skipped).map_or(0, |(at, _)| at);
    // From a whole word on, where one begins before the mark.
    let word = text[from..first].find(' ').map_or(from, |at| from + at + 1);
    format!("…{}", kernel::text::shorten(&text[word..], EXCERPT_CHARS))
}

/// The text with its marks.
pub fn marked(question: &Question, text: &str) -> Markup {
    let marks = question.marks(text);
    let mut at = 0;
    let parts: Vec<(Range<usize>, Range<usize>)> = marks
        .into_iter()
        .map(|mark| {
            let plain = at..mark.start;
            at = mark.end;
            (plain, mark)
        })
        .collect();
    html! {
        @for (plain, mark) in parts { (&text[plain]) mark { (&text[mark]) } }
        (&text[at..])
    }
}

#[cfg(test)]
mod tests {
    use web::Lang;

    use super::*;

    #[test]
    fn an_excerpt_begins_a_little_before_what_was_asked_for() {
        let question = Question::new("parcel", Lang::En).unwrap();
        let text = format!("{}the <b>parcel</b> came", "много слов ".repeat(40));
        let excerpt = excerpt(&question, &text);
        assert!(
            excerpt.starts_with('…') && excerpt.contains("parcel"),
            "{excerpt}"
        );
        let shown = marked(&question, &excerpt).into_string();
        assert!(
            shown.contains("&lt;b&gt;<mark>parcel</mark>&lt;/b&gt;"),
            "{shown}"
        );
    }
}
