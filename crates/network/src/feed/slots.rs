//! Slots: the few places of a ready-made card that differ from reader to reader.
//!
//! A card is made once for everyone. Where the time, the reader's own reactions or the reason
//! belong, it carries a slot: a control character, a letter, a value, a control character. People's
//! texts hold no control characters, so nobody can write a slot.

use std::fmt::Write;

use kernel::Time;
use web::{Lang, t};

use super::home::Why;

const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// `<time>` in the reader's words.
pub fn slot_time(at: Time) -> String {
    format!("{OPEN}t{}{CLOSE}", at.0)
}

/// `true` when the reader reacted so to the item: the value of `aria-pressed`.
pub fn slot_pressed(item: i64, name: &str) -> String {
    format!("{OPEN}r{item}:{name}{CLOSE}")
}

/// The line that says why the reader is shown the card; nothing when there is nothing to say. A card
/// that is fetched again stands by itself, without a reason; the page keeps the line it has.
pub fn slot_why() -> String {
    format!("{OPEN}w{CLOSE}")
}

/// What a reader lays over cards.
pub struct Overlay<'a> {
    pub lang: Lang,
    pub zone: &'a web::components::Zone,
    pub now: Time,
    /// Item and name of the reader's reactions.
    pub reactions: &'a [(i64, String)],
}

impl Overlay<'_> {
    /// Appends the card with its slots filled.
    pub fn fill(&self, html: &str, why: Option<Why>, out: &mut String) {
        let mut rest = html;
        while let Some(at) = rest.find(OPEN) {
            out.push_str(&rest[..at]);
            let slot = &rest[at + 1..];
            let Some(end) = slot.find(CLOSE) else { break };
            self.slot(&slot[..end], why, out);
            rest = &slot[end + 1..];
        }
        out.push_str(rest);
    }

    fn slot(&self, slot: &str, why: Option<Why>, out: &mut String) {
        match slot.split_at_checked(1) {
            Some(("t", at)) => {
                let at = Time(at.parse().unwrap_or_default());
                out.push_str(
                    &web::components::time(at, self.now, self.lang, self.zone).into_string(),
                );
            }
            Some(("r", reaction)) => {
                let mine = reaction.split_once(':').is_some_and(|(item, name)| {
                    let item: i64 = item.parse().unwrap_or_default();
                    self.reactions
                        .iter()
                        .any(|(of, mine)| *of == item && mine == name)
                });
                let _ = write!(out, "{mine}");
            }
            Some(("w", _)) => {
                if let Some(why) = why {
                    let why = t!(self.lang, "feed-shown-because", why = why.text(self.lang));
                    out.push_str(&maud::html! { p class="why" data-keep { (why) } }.into_string());
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_for_the_reader() {
        let html = format!(
            "<b aria-pressed=\"{}\">x</b>{}",
            slot_pressed(7, "helpful"),
            slot_why()
        );
        let reactions = [(7, "helpful".to_owned())];
        let shown = |reactions: &[(i64, String)]| {
            let overlay = Overlay {
                lang: Lang::En,
                zone: &web::components::Zone::UTC,
                now: Time(0),
                reactions,
            };
            let mut out = String::new();
            overlay.fill(&html, None, &mut out);
            out
        };
        assert_eq!(shown(&reactions), "<b aria-pressed=\"true\">x</b>");
        assert_eq!(shown(&[]), "<b aria-pressed=\"false\">x</b>");
    }
}
