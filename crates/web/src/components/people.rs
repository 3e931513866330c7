//! People and places as stones: initials on a tint that follows the id, or a photo.

use maud::{Markup, html};
use unicode_segmentation::UnicodeSegmentation;

use crate::icons::icon;

pub const HUES: u8 = 24;

#[derive(Clone, Copy, Debug, Default)]
pub struct Face<'a> {
    pub name: &'a str,
    /// 0 to 23, from [`hue_of`].
    pub hue: u8,
    /// Address of a picture of ours.
    pub photo: Option<&'a str>,
    /// People are circles, places rounded squares.
    pub square: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// 24 px
    Xs,
    /// 32 px
    Sm,
    /// 40 px
    #[default]
    Md,
    /// 52 px
    Lg,
    /// 96 px
    Xl,
}

/// Hidden from screen readers: the name stands beside it. `badge` is a class such as `k-question`
/// and an icon, or a single character.
pub fn avatar(face: &Face<'_>, size: Size, badge: Option<(&str, &str)>) -> Markup {
    let (pixels, class) = sized(size);
    let shape = if face.square { " sq" } else { "" };
    html! {
        span class={ "av" (class) (shape) " h-" (face.hue % HUES) } aria-hidden="true" {
            @if let Some(photo) = face.photo {
                img src=(photo) alt="" width=(pixels) height=(pixels) loading="lazy";
            } @else {
                (initials(face.name))
            }
            @if let Some((kind, name)) = badge {
                span class={ "kind " (kind) } {
                    @if name.chars().count() == 1 { (name) } @else { (icon(name)) }
                }
            }
        }
    }
}

fn sized(size: Size) -> (u32, &'static str) {
    match size {
        Size::Xs => (24, " xs"),
        Size::Sm => (32, " sm"),
        Size::Md => (40, ""),
        Size::Lg => (52, " lg"),
        Size::Xl => (96, " xl"),
    }
}

/// In the place of an avatar, where nobody did it: a sign of what it is about.
pub fn sign(name: &str, hue: u8, size: Size) -> Markup {
    let class = format!("av{} sq h-{}", sized(size).1, hue % HUES);
    html! { span class=(class) aria-hidden="true" { (icon(name)) } }
}

/// The first letters of the first and the last word: "Ada Lovelace" is "AL", "Ask IT" is "AI".
/// Words that begin with a digit count only when there is no other.
pub fn initials(name: &str) -> String {
    let mut signs = name.split_whitespace().filter_map(sign_of);
    let is_letter = |sign: &&str| sign.chars().any(char::is_alphabetic);
    let mut letters = signs.clone().filter(is_letter);
    let (first, last) = match (letters.next(), letters.next_back()) {
        (None, _) => (signs.next().unwrap_or("?"), ""),
        (Some(first), last) => (first, last.unwrap_or_default()),
    };
    let mut capitals = String::with_capacity(8);
    for letter in first.chars().chain(last.chars()) {
        match letter.is_ascii() {
            true => capitals.push(letter.to_ascii_uppercase()),
            false => capitals.extend(letter.to_uppercase()),
        }
    }
    capitals
}

/// The first letter or digit of a word, with what belongs to it.
fn sign_of(word: &str) -> Option<&str> {
    // Nothing in ASCII changes the letter before it.
    if let [first, rest @ ..] = word.as_bytes()
        && first.is_ascii_alphanumeric()
        && rest.first().is_none_or(u8::is_ascii)
    {
        return Some(&word[..1]);
    }
    word.graphemes(true)
        .find(|sign| sign.chars().any(char::is_alphanumeric))
}

/// The same hue for the same id, spread evenly.
pub fn hue_of(id: i64) -> u8 {
    let mixed = (id as u64 ^ (id as u64 >> 15)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((mixed >> 32) % u64::from(HUES)) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_and_last_word() {
        for (name, expected) in [
            ("Ada Lovelace", "AL"),
            ("Click & Collect", "CC"),
            ("Green", "G"),
            ("Black Friday 2026", "BF"),
            ("24/7", "2"),
            ("Jean-Luc van der Berg", "JB"),
            ("  ömer  ", "Ö"),
            ("(Ops) Team", "OT"),
            ("李 小龍", "李小"),
            ("e\u{301}milie", "E\u{301}"),
            ("", "?"),
            ("!!!", "?"),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    #[test]
    fn hues_are_spread() {
        let mut seen = [0; HUES as usize];
        for id in 0..2_400 {
            seen[hue_of(7_000_000_000 + id * 512) as usize] += 1;
        }
        assert!(seen.iter().all(|&n| (40..180).contains(&n)), "{seen:?}");
    }
}
