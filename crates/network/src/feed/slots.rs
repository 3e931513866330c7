//! Slots: the few places of a ready-made card that differ from reader to reader.
//!
//! A card is made once for everyone. Where the time, the reader's own reactions or the reason
//! belong, it carries a slot: a control character, a letter, a value, a control character. People's
//! texts hold no control characters, so nobody can write a slot. A card that is kept knows where
//! its slots are.

use kernel::Time;
use web::components::Times;
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

/// Markup whose slots were found.
#[derive(Debug)]
pub struct Block {
    html: Box<str>,
    /// Each with where in the markup it stands.
    slots: Box<[(u32, Slot)]>,
}

#[derive(Debug)]
enum Slot {
    Time(Time),
    Pressed { item: i64, name: Box<str> },
    Why,
}

impl Block {
    pub fn new(marked: &str) -> Block {
        let mut html = String::with_capacity(marked.len());
        let mut slots = Vec::new();
        let mut rest = marked;
        while let Some(at) = rest.find(OPEN) {
            html.push_str(&rest[..at]);
            let slot = &rest[at + 1..];
            let Some(end) = slot.find(CLOSE) else { break };
            slots.extend(Slot::read(&slot[..end]).map(|slot| (html.len() as u32, slot)));
            rest = &slot[end + 1..];
        }
        html.push_str(rest);
        Block {
            html: html.into(),
            slots: slots.into(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.html.is_empty()
    }

    pub fn len(&self) -> usize {
        self.html.len()
    }

    pub(super) fn heap_bytes(&self) -> usize {
        // The allocator gives sixteen bytes for the name of a reaction.
        self.html.len() + self.slots.len() * (size_of::<(u32, Slot)>() + 16)
    }
}

impl Slot {
    fn read(text: &str) -> Option<Slot> {
        match text.split_at_checked(1)? {
            ("t", at) => Some(Slot::Time(Time(at.parse().ok()?))),
            ("r", reaction) => {
                let (item, name) = reaction.split_once(':')?;
                Some(Slot::Pressed {
                    item: item.parse().ok()?,
                    name: name.into(),
                })
            }
            ("w", _) => Some(Slot::Why),
            _ => None,
        }
    }
}

/// What a reader lays over cards.
pub struct Overlay<'a> {
    pub lang: Lang,
    pub times: Times<'a>,
    /// Item and name of the reader's reactions, in order of items.
    pub reactions: &'a [(i64, &'static str)],
}

impl Overlay<'_> {
    /// Appends the block with its slots filled.
    pub fn fill(&mut self, block: &Block, why: Option<Why>, out: &mut String) {
        let mut done = 0;
        for (at, slot) in &block.slots {
            out.push_str(&block.html[done..*at as usize]);
            self.slot(slot, why, out);
            done = *at as usize;
        }
        out.push_str(&block.html[done..]);
    }

    fn slot(&mut self, slot: &Slot, why: Option<Why>, out: &mut String) {
        match slot {
            Slot::Time(at) => self.times.push(out, *at),
            Slot::Pressed { item, name } => {
                let first = self.reactions.partition_point(|(of, _)| of < item);
                let mut mine = self.reactions[first..].iter();
                let pressed = mine
                    .by_ref()
                    .take_while(|(of, _)| of == item)
                    .any(|(_, mine)| *mine == &**name);
                out.push_str(if pressed { "true" } else { "false" });
            }
            Slot::Why => {
                if let Some(why) = why {
                    let why = t!(self.lang, "feed-shown-because", why = why.text(self.lang));
                    out.push_str(&maud::html! { p class="why" data-keep { (why) } }.into_string());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use web::components::Zone;

    use super::*;

    #[test]
    fn slots_are_filled_for_the_reader() {
        let block = Block::new(&format!(
            "<b aria-pressed=\"{}\">x</b>{}ü",
            slot_pressed(7, "helpful"),
            slot_why()
        ));
        let shown = |reactions: &[(i64, &'static str)]| {
            let zone = Zone::UTC;
            let mut overlay = Overlay {
                lang: Lang::En,
                times: Times::of(Time(0), Lang::En, &zone),
                reactions,
            };
            let mut out = String::new();
            overlay.fill(&block, None, &mut out);
            out
        };
        let mine = [(6, "helpful"), (7, "celebrate"), (7, "helpful"), (8, "sad")];
        assert_eq!(shown(&mine), "<b aria-pressed=\"true\">x</b>ü");
        let others = [(6, "helpful"), (7, "celebrate"), (8, "helpful")];
        assert_eq!(shown(&others), "<b aria-pressed=\"false\">x</b>ü");
        assert_eq!(shown(&[]), "<b aria-pressed=\"false\">x</b>ü");
    }
}
