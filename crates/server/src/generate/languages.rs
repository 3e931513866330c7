//! The languages of an invented organisation: names, places and sentences, from lists of our own.

use kernel::text::fold;
use serde::Deserialize;

use super::dice::{Dice, Weighted};

const FILES: [&str; 6] = [
    include_str!("languages/en.toml"),
    include_str!("languages/de.toml"),
    include_str!("languages/fr.toml"),
    include_str!("languages/es.toml"),
    include_str!("languages/pl.toml"),
    include_str!("languages/ja.toml"),
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    code: String,
    /// Parts in a hundred.
    share: f64,
    zone: String,
    countries: Vec<String>,
    first: Vec<String>,
    last: Vec<String>,
    towns: Vec<String>,
    titles: Vec<String>,
    groups: Vec<String>,
    purpose: String,
    things: Vec<String>,
    places: Vec<String>,
    days: Vec<String>,
    short: Vec<String>,
    sentences: Vec<String>,
    questions: Vec<String>,
    headlines: Vec<String>,
    praise: Vec<String>,
}

pub struct Language {
    pub code: String,
    pub zone: String,
    pub countries: Vec<String>,
    pub first: Vec<Name>,
    pub last: Vec<Name>,
    pub towns: Vec<String>,
    pub titles: Vec<String>,
    /// What communities are about.
    pub groups: Vec<String>,
    pub purpose: Sentence,
    pub short: Vec<Sentence>,
    pub sentences: Vec<Sentence>,
    pub questions: Vec<Sentence>,
    pub headlines: Vec<Sentence>,
    pub praise: Vec<Sentence>,
    /// Between two sentences.
    pub gap: &'static str,
    things: Vec<String>,
    places: Vec<String>,
    days: Vec<String>,
}

/// A part of a name, as it is written and as it is searched.
pub struct Name {
    pub text: String,
    pub fold: String,
}

/// A sentence with words to be filled in.
pub struct Sentence(Vec<Part>);

enum Part {
    Fixed(String),
    Thing,
    Place,
    Day,
    Number,
}

pub struct Languages {
    all: Vec<Language>,
    shares: Weighted,
}

impl Languages {
    pub fn read() -> Languages {
        let files = FILES.map(|text| -> File {
            toml::from_str(text).expect("a list of ours, which a test reads")
        });
        let shares = Weighted::new(files.iter().map(|file| file.share));
        let all = files.into_iter().map(Language::from).collect();
        Languages { all, shares }
    }

    /// One as often as it is spoken, by its number.
    pub fn pick(&self, dice: &mut Dice) -> usize {
        self.shares.pick(dice).unwrap_or_default()
    }

    pub fn get(&self, number: usize) -> &Language {
        &self.all[number]
    }

    #[cfg(test)]
    pub fn all(&self) -> &[Language] {
        &self.all
    }
}

impl From<File> for Language {
    fn from(file: File) -> Language {
        let names = |texts: Vec<String>| {
            let names = texts.into_iter().map(|text| Name {
                fold: fold::fold(&text),
                text,
            });
            names.collect()
        };
        let sentences =
            |texts: Vec<String>| texts.iter().map(|text| Sentence::read(text)).collect();
        Language {
            gap: if file.code == "ja" { "" } else { " " },
            code: file.code,
            zone: file.zone,
            countries: file.countries,
            first: names(file.first),
            last: names(file.last),
            towns: file.towns,
            titles: file.titles,
            groups: file.groups,
            purpose: Sentence::read(&file.purpose),
            short: sentences(file.short),
            sentences: sentences(file.sentences),
            questions: sentences(file.questions),
            headlines: sentences(file.headlines),
            praise: sentences(file.praise),
            things: file.things,
            places: file.places,
            days: file.days,
        }
    }
}

impl Language {
    /// Puts a sentence at the end of a text, with words of this language.
    pub fn say(&self, sentence: &Sentence, dice: &mut Dice, text: &mut String) {
        for part in &sentence.0 {
            match part {
                Part::Fixed(fixed) => text.push_str(fixed),
                Part::Thing => text.push_str(dice.pick::<String>(&self.things)),
                Part::Place => text.push_str(dice.pick::<String>(&self.places)),
                Part::Day => text.push_str(dice.pick::<String>(&self.days)),
                Part::Number => {
                    let number = 2 + (dice.tail(1.5, 60.0) * 2.0) as u64;
                    text.push_str(&number.to_string());
                }
            }
        }
    }

    /// As many sentences one after the other.
    pub fn tell(&self, count: usize, dice: &mut Dice, text: &mut String) {
        for at in 0..count {
            if at > 0 {
                text.push_str(self.gap);
            }
            self.say(dice.pick(&self.sentences), dice, text);
        }
    }
}

impl Sentence {
    fn read(text: &str) -> Sentence {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((fixed, tail)) = rest.split_once('{') {
            let (word, tail) = tail.split_once('}').unwrap_or((tail, ""));
            if !fixed.is_empty() {
                parts.push(Part::Fixed(fixed.to_owned()));
            }
            parts.push(match word {
                "thing" => Part::Thing,
                "place" => Part::Place,
                "day" => Part::Day,
                "n" => Part::Number,
                other => panic!("no word {other} in: {text}"),
            });
            rest = tail;
        }
        if !rest.is_empty() {
            parts.push(Part::Fixed(rest.to_owned()));
        }
        Sentence(parts)
    }
}
