//! Fits foreign names and titles to the limits that hold here.

use kernel::text::fold::fold;
use kernel::text::{one_line, shorten};

use crate::import::reason::Reason;

/// A name that people see; the key where there is none.
pub fn named(name: &str, key: &str) -> String {
    let names = [name, key, "Unnamed"].map(one_line);
    names
        .into_iter()
        .find(|name| !fold(name).is_empty())
        .unwrap_or_default()
}

pub fn fitted(text: &str, characters: usize, notes: &mut Vec<Reason>) -> String {
    shortened(&one_line(text), characters, notes)
}

pub fn shortened(text: &str, characters: usize, notes: &mut Vec<Reason>) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    notes.push(Reason::FieldCut);
    // One character as people count them may be many.
    let mut most = characters - 1;
    loop {
        let cut = shorten(text, most);
        if cut.chars().count() <= characters {
            return cut;
        }
        most = most * 3 / 4;
    }
}
