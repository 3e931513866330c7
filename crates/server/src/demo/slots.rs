//! Texts with slots: `{shoe}` is a word from a list and stays the same in a thread, `{n:3-9}` a
//! number likewise, `{soon|later}` a choice made anew each time, `{A sentence.}` may be left out.
//! Braces nest.
//!
//! Who speaks and where they are is given from outside; a brace that is not closed stands as it is.

use std::collections::BTreeMap;

use super::dice::Dice;

pub type Lists = BTreeMap<String, Vec<String>>;

pub fn lists() -> Lists {
    toml::from_str(include_str!("templates/slots.toml"))
        .expect("the words for slots are well-formed")
}

/// A sentence alone in braces is left out so often.
const LEFT_OUT: f64 = 0.5;

/// What one thread has chosen so far.
pub struct Filling<'a> {
    pub lists: &'a Lists,
    pub dice: &'a Dice,
    pub kept: BTreeMap<String, String>,
}

impl Filling<'_> {
    /// Sets a word that does not come from a list.
    pub fn set(&mut self, slot: &str, word: &str) {
        self.kept.insert(slot.to_owned(), word.to_owned());
    }

    pub fn fill(&mut self, text: &str) -> String {
        tidy(&self.expand(text))
    }

    fn expand(&mut self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, inside, after)) = next_slot(rest) {
            filled.push_str(before);
            filled.push_str(&self.word(inside));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    fn word(&mut self, inside: &str) -> String {
        let choices = choices(inside);
        if choices.len() > 1 {
            let choice = self.dice.pick(&choices).to_string();
            return self.expand(&choice);
        }
        let (name, range) = inside
            .split_once(':')
            .map_or((inside, None), |(name, range)| {
                (name, range.split_once('-'))
            });
        if let Some(word) = self.kept.get(name) {
            return word.clone();
        }
        let base = name.split_once('.').map_or(name, |(base, _)| base);
        let word = match (range, self.lists.get(base)) {
            (Some((low, high)), _) => self.number(low, high),
            (None, Some(list)) => self.listed(base, list),
            (None, None) if is_sentence(inside) => {
                return if self.dice.chance(LEFT_OUT) {
                    String::new()
                } else {
                    self.expand(inside)
                };
            }
            (None, None) => return format!("{{{inside}}}"),
        };
        self.kept.insert(name.to_owned(), word.clone());
        word
    }

    fn number(&self, low: &str, high: &str) -> String {
        let bounds = low.parse().ok().zip(high.parse().ok());
        bounds.map_or_else(String::new, |(low, high)| {
            self.dice.between(low, high).to_string()
        })
    }

    /// Another word than those that slots of this list have.
    fn listed(&self, base: &str, list: &[String]) -> String {
        let of_base = |name: &&String| name.split('.').next() == Some(base);
        let used: Vec<&String> = self
            .kept
            .keys()
            .filter(of_base)
            .map(|name| &self.kept[name])
            .collect();
        let free: Vec<&String> = list.iter().filter(|word| !used.contains(word)).collect();
        if free.is_empty() {
            self.dice.pick(list).clone()
        } else {
            (*self.dice.pick(&free)).clone()
        }
    }
}

/// Something that may be said or left out, and not the name of a slot.
fn is_sentence(inside: &str) -> bool {
    inside.contains(' ') || inside.starts_with(char::is_uppercase)
}

/// What stands before the next slot, in it, and after it.
fn next_slot(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find('{')?;
    // `@{key}` is a mention and stays.
    if text[..open].ends_with('@') {
        let close = open + text[open..].find('}')? + 1;
        let (before, inside, after) = next_slot(&text[close..])?;
        return Some((&text[..close + before.len()], inside, after));
    }
    let mut depth = 0;
    for (at, c) in text[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let close = open + at;
            return Some((&text[..open], &text[open + 1..close], &text[close + 1..]));
        }
    }
    None
}

/// The parts between bars that are not inside further braces.
fn choices(inside: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut from) = (0, 0);
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            '|' if depth == 0 => {
                parts.push(&inside[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inside[from..]);
    parts
}

/// Takes out blanks that a left-out sentence leaves; sentences begin with a capital letter.
fn tidy(text: &str) -> String {
    let mut text = text
        .replace("  ", " ")
        .replace(" .", ".")
        .replace(" ,", ",");
    for vowel in ["A", "E", "I", "O", "U"] {
        text = text.replace(&format!(" a {vowel}"), &format!(" an {vowel}"));
    }
    let mut out = String::with_capacity(text.len());
    let (mut begins, mut ended) = (true, false);
    for c in text.trim().chars() {
        begins = begins || (ended && c.is_whitespace());
        ended = matches!(c, '.' | '!' | '?') || (ended && matches!(c, '"' | '*'));
        if begins && c.is_lowercase() {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        begins = begins && !c.is_alphanumeric() && c != '@';
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(text: &str) -> String {
        let lists = lists();
        let mut filling = Filling {
            lists: &lists,
            dice: &Dice::new(3, "slots"),
            kept: BTreeMap::new(),
        };
        filling.set("town", "Hull");
        filling.fill(text)
    }

    #[test]
    fn a_slot_keeps_its_word_and_another_has_another() {
        let filled = fill("{shoe}/{shoe}/{shoe.2}");
        let words: Vec<&str> = filled.split('/').collect();
        assert_eq!(words[0], words[1]);
        assert_ne!(words[0], words[2]);
        assert!(fill("{n:3-3} and {n}").starts_with("3 and 3"));
    }

    #[test]
    fn choices_nest_and_mentions_stay() {
        assert_eq!(
            fill("{in {town}|in {town}} with @{sofia} today"),
            "In Hull with @{sofia} today"
        );
        assert_eq!(
            fill("left. right? @{ada} open { stays"),
            "Left. Right? @{ada} open { stays"
        );
        let maybe = fill("one. {Two words.}");
        assert!(
            ["One.", "One. Two words."].contains(&maybe.as_str()),
            "{maybe}"
        );
    }
}
