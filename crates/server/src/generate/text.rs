//! Texts in their three forms: as written, as HTML, as words alone.
//!
//! Markdown is rendered by the product's own renderer, but only once for each frame; what a frame holds
//! is then filled with sentences, which look the same in all three forms. A test renders what came out.

use kernel::text::markdown::render;

use super::dice::Dice;
use super::languages::Language;

/// What a frame can hold: passages, and a person's name and id. As written they are words that no
/// renderer changes.
const HOLES: [(&str, Hole); 6] = [
    ("HOLEA", Hole::Passage(0)),
    ("HOLEB", Hole::Passage(1)),
    ("HOLEC", Hole::Passage(2)),
    ("HOLED", Hole::Passage(3)),
    ("HOLENAME", Hole::Name),
    ("9007199254740000", Hole::Person),
];
const PASSAGES: usize = 4;

/// Markdown of posts and replies, and how often each is used.
const FRAMES: [(&str, f64); 11] = [
    ("HOLEA\nHOLEB", 3.0),
    ("HOLEA\n\n- HOLEB\n- HOLEC\n- HOLED", 3.0),
    ("HOLEA\n\n1. HOLEB\n2. HOLEC", 2.0),
    ("**HOLEA**\n\nHOLEB", 3.0),
    ("*HOLEA* HOLEB", 1.0),
    ("> HOLEA\n\nHOLEB", 2.0),
    ("HOLEA\n\n[HOLEB](https://example.org/plan)", 2.0),
    ("HOLEA #safety", 1.0),
    ("HOLEA HOLEB #new-here", 1.0),
    ("HOLEA\n\nHOLEB #ideas #energy", 1.0),
    ("### HOLEA\n\nHOLEB\n\nHOLEC", 1.0),
];
/// The frame with somebody's name in it.
const MENTION: &str = "[@HOLENAME](/people/9007199254740000) HOLEA";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hole {
    Passage(usize),
    Name,
    Person,
}

enum Part {
    Fixed(String),
    Hole(Hole),
}

struct Frame {
    body: Vec<Part>,
    html: Vec<Part>,
    plain: Vec<Part>,
    topics: Vec<String>,
}

/// A text, and what the renderer would have found in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub body: String,
    pub html: String,
    pub plain: String,
    pub topics: Vec<String>,
}

/// Who is mentioned.
pub struct Mentioned<'a> {
    pub name: &'a str,
    pub id: i64,
}

pub struct Texts {
    frames: Vec<Frame>,
    weights: super::dice::Weighted,
    mention: Frame,
}

impl Texts {
    pub fn new() -> Texts {
        Texts {
            frames: FRAMES
                .iter()
                .map(|(markdown, _)| Frame::new(markdown))
                .collect(),
            weights: super::dice::Weighted::new(FRAMES.iter().map(|(_, weight)| *weight)),
            mention: Frame::new(MENTION),
        }
    }

    /// A text in plain paragraphs, of about so many sentences.
    pub fn plain(&self, language: &Language, sentences: usize, dice: &mut Dice) -> Text {
        let mut text = Text::default();
        let mut left = sentences;
        while left > 0 {
            let some = (1 + dice.below(4)).min(left);
            left -= some;
            if !text.body.is_empty() {
                text.body.push_str("\n\n");
                text.plain.push('\n');
            }
            let from = text.body.len();
            language.tell(some, dice, &mut text.body);
            let paragraph = &text.body[from..];
            text.html.push_str("<p>");
            text.html.push_str(paragraph);
            text.html.push_str("</p>\n");
            text.plain.push_str(paragraph);
        }
        text
    }

    /// One sentence alone.
    pub fn sentence(&self, sentence: String) -> Text {
        Text {
            html: format!("<p>{sentence}</p>\n"),
            plain: sentence.clone(),
            body: sentence,
            topics: Vec::new(),
        }
    }

    /// A text with marks.
    pub fn marked(&self, language: &Language, dice: &mut Dice) -> Text {
        let frame = self.weights.pick(dice).unwrap_or_default();
        self.frames[frame].fill(&passages(language, dice), None)
    }

    pub fn mention(&self, language: &Language, who: &Mentioned<'_>, dice: &mut Dice) -> Text {
        self.mention.fill(&passages(language, dice), Some(who))
    }
}

fn passages(language: &Language, dice: &mut Dice) -> [String; PASSAGES] {
    std::array::from_fn(|_| {
        let mut passage = String::new();
        language.tell(1, dice, &mut passage);
        passage
    })
}

impl Frame {
    fn new(markdown: &str) -> Frame {
        let rendered = render(markdown);
        Frame {
            body: parts(markdown),
            html: parts(&rendered.html),
            plain: parts(&rendered.plain),
            topics: rendered.topics,
        }
    }

    fn fill(&self, passages: &[String; PASSAGES], who: Option<&Mentioned<'_>>) -> Text {
        let id = who.map_or_else(String::new, |who| who.id.to_string());
        let filled = |parts: &[Part]| -> String {
            let texts = parts.iter().map(|part| match part {
                Part::Fixed(text) => text.as_str(),
                Part::Hole(Hole::Passage(number)) => passages[*number].as_str(),
                Part::Hole(Hole::Name) => who.map_or("", |who| who.name),
                Part::Hole(Hole::Person) => id.as_str(),
            });
            texts.collect()
        };
        Text {
            body: filled(&self.body),
            html: filled(&self.html),
            plain: filled(&self.plain),
            topics: self.topics.clone(),
        }
    }
}

/// Cuts a text at its holes.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    let first = |rest: &str| {
        let found = HOLES
            .iter()
            .filter_map(|(mark, hole)| Some((rest.find(mark)?, *mark, *hole)));
        found.min_by_key(|(at, mark, _)| (*at, std::cmp::Reverse(mark.len())))
    };
    while let Some((at, mark, hole)) = first(rest) {
        if at > 0 {
            parts.push(Part::Fixed(rest[..at].to_owned()));
        }
        parts.push(Part::Hole(hole));
        rest = &rest[at + mark.len()..];
    }
    if !rest.is_empty() {
        parts.push(Part::Fixed(rest.to_owned()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::super::dice::Stage;
    use super::super::languages::Languages;
    use super::*;

    fn is_as_rendered(text: &Text) {
        let rendered = render(&text.body);
        assert_eq!(text.html, rendered.html, "{}", text.body);
        assert_eq!(text.plain, rendered.plain, "{}", text.body);
        assert_eq!(text.topics, rendered.topics, "{}", text.body);
    }

    #[test]
    fn every_text_is_what_the_renderer_makes_of_it() {
        let (texts, languages) = (Texts::new(), Languages::read());
        for language in languages.all() {
            let mut dice = Dice::of(3, Stage::Talk, 0);
            for list in [
                &language.short,
                &language.sentences,
                &language.questions,
                &language.praise,
            ] {
                for sentence in list {
                    let mut said = String::new();
                    language.say(sentence, &mut dice, &mut said);
                    is_as_rendered(&texts.sentence(said));
                }
            }
            for sentences in [1, 2, 3, 9, 40] {
                is_as_rendered(&texts.plain(language, sentences, &mut dice));
            }
            for frame in &texts.frames {
                is_as_rendered(&frame.fill(&passages(language, &mut dice), None));
            }
            let who = Mentioned {
                name: "Zoë O'Hare-Świątek",
                id: 77,
            };
            let text = texts.mention(language, &who, &mut dice);
            is_as_rendered(&text);
            assert_eq!(render(&text.body).mentions, [77]);
        }
    }

    #[test]
    fn no_sentence_is_empty_and_headlines_are_short() {
        for language in Languages::read().all() {
            for sentence in &language.headlines {
                for number in 0..50 {
                    let mut said = String::new();
                    language.say(sentence, &mut Dice::of(1, Stage::Talk, number), &mut said);
                    assert!((2..120).contains(&said.chars().count()), "{said}");
                }
            }
        }
    }
}
