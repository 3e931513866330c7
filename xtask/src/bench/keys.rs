//! The sessions that the generator made: one a person, of the kinds of readers that differ.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::drive::Key;
use crate::project;

/// The kinds of readers by what is special about them, as the table calls them. The numbers say in
/// how many communities they are.
pub const CLASSES: [(&str, &str); 7] = [
    ("typical", "typical"),
    ("5", "in 5 communities"),
    ("40", "in 40 communities"),
    ("400", "in 400 communities"),
    ("guest", "guest"),
    ("silent", "silent communities"),
    ("busiest", "busiest communities"),
];

/// Whom "the median viewer" of a goal means.
pub const MEDIAN: &str = "typical";

pub struct Keys {
    all: Vec<Key>,
    classes: BTreeMap<String, Vec<Key>>,
}

impl Keys {
    /// A line for each session: its class, a tab, and the value of its cookie. What follows behind
    /// another tab is for people.
    pub fn read(file: &Path) -> Result<Keys> {
        let text = fs::read_to_string(file)
            .with_context(|| format!("cannot read {}", project::short(file)))?;
        let keys = Keys::parse(&text);
        ensure!(
            !keys.all.is_empty(),
            "{} holds no session",
            project::short(file)
        );
        Ok(keys)
    }

    fn parse(text: &str) -> Keys {
        let mut classes: BTreeMap<String, Vec<Key>> = BTreeMap::new();
        let mut all = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split_whitespace();
            let (Some(class), Some(cookie)) = (fields.next(), fields.next()) else {
                continue;
            };
            let key = Key::cookie(cookie);
            classes
                .entry(class.to_owned())
                .or_default()
                .push(key.clone());
            all.push(key);
        }
        Keys {
            all: mixed(all),
            classes,
        }
    }

    /// All of them, classes mixed.
    pub fn all(&self) -> &[Key] {
        &self.all
    }

    /// Those of one class: its name, or a name with its number in it.
    pub fn of(&self, wanted: &str) -> Option<&[Key]> {
        let number = wanted.bytes().all(|byte| byte.is_ascii_digit());
        let named = |class: &str| match number {
            true => class
                .split(|letter: char| !letter.is_ascii_digit())
                .any(|part| part == wanted),
            false => class.starts_with(wanted),
        };
        let mut found = self.classes.iter().filter(|(class, _)| named(class));
        found.next().map(|(_, keys)| &keys[..])
    }

    /// Who may write: guests may do so in few places.
    pub fn writers(&self) -> Vec<Key> {
        let staff = |class: &str| !class.starts_with("guest");
        let writers = self.classes.iter().filter(|(class, _)| staff(class));
        mixed(writers.flat_map(|(_, keys)| keys.clone()).collect())
    }
}

/// The same in an order in which neighbours have nothing to do with each other, always the same.
fn mixed(keys: Vec<Key>) -> Vec<Key> {
    let mut number: u64 = 1;
    let mut numbered: Vec<(u64, Key)> = Vec::with_capacity(keys.len());
    for key in keys {
        number = number
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        numbered.push((number >> 33, key));
    }
    numbered.sort_by_key(|(number, _)| *number);
    numbered.into_iter().map(|(_, key)| key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_are_found_by_what_their_person_is_like() {
        let keys = Keys::parse(
            "# class cookie\ncommunities_5\ta-1\t17\t5\ncommunities_40 b-1\ncommunities_40\tb-2\n\
             guest\tg-1\n\ncommunities_400 c-1\n",
        );
        assert_eq!(keys.all().len(), 5);
        assert_eq!(keys.of("5").unwrap(), [Key::cookie("a-1")]);
        assert_eq!(keys.of("40").unwrap().len(), 2);
        assert_eq!(keys.of("400").unwrap(), [Key::cookie("folkmoot_local=c-1")]);
        assert_eq!((keys.of("4"), keys.of("silent")), (None, None));
        let writers = keys.writers();
        assert!(writers.len() == 4 && !writers.contains(&Key::cookie("g-1")));
    }

    #[test]
    fn sessions_are_mixed_the_same_way_each_time() {
        let text: String = (0..100).map(|number| format!("x {number}\n")).collect();
        let (one, two) = (Keys::parse(&text), Keys::parse(&text));
        assert_eq!(one.all(), two.all());
        assert_ne!(one.all()[..10], one.of("x").unwrap()[..10]);
    }
}
