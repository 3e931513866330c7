//! Which rules may cover somebody: of thousands, most demand a site, department, country or title that
//! one does not have, and need not be asked.
//!
//! What is found here may be covered, and nobody else is; whether they are, the rule says.

use std::collections::HashMap;

use super::queries::Ruled;
use super::rule::{Asked, Part};
use crate::people::{Level, SiteId};

/// Rules by the place they have in a list, under what they demand.
#[derive(Debug, Default)]
pub(super) struct Index {
    by_mark: HashMap<Mark, Vec<u32>>,
    /// Those that demand nothing.
    of_anybody: Vec<u32>,
}

/// Something people have that a rule can demand. What few people have comes first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Mark {
    Site(SiteId),
    Title(String),
    Department(String),
    Country(String),
    Level(Level),
}

impl Index {
    pub fn new(rules: &[Ruled]) -> Index {
        let mut index = Index::default();
        for (at, ruled) in (0..).zip(rules) {
            let Some(marks) = ruled.rule.part().demands() else {
                index.of_anybody.push(at);
                continue;
            };
            for mark in marks {
                index.by_mark.entry(mark).or_default().push(at);
            }
        }
        index
    }

    /// The places of all rules that may cover somebody, in order.
    pub fn candidates(&self, asked: &Asked) -> Vec<usize> {
        let marks = asked.marks();
        let found = marks.iter().filter_map(|mark| self.by_mark.get(mark));
        let all = found.flatten().chain(&self.of_anybody);
        let mut places: Vec<usize> = all.map(|at| *at as usize).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    pub fn heap_bytes(&self) -> usize {
        let entry = size_of::<(Mark, Vec<u32>)>() + size_of::<u32>();
        self.by_mark.len() * entry + size_of_val(&self.of_anybody[..])
    }
}

impl Asked {
    fn marks(&self) -> Vec<Mark> {
        let mut marks = vec![
            Mark::Title(self.title.clone()),
            Mark::Department(self.department.clone()),
            Mark::Country(self.country.clone()),
            Mark::Level(self.level),
        ];
        marks.extend(self.site.map(Mark::Site));
        marks
    }
}

impl Part {
    /// Marks of which everyone has one for whom this holds; `None` when there are no such.
    fn demands(&self) -> Option<Vec<Mark>> {
        match self {
            Part::All(parts) => {
                let each = parts.iter().filter_map(Part::demands);
                each.min_by_key(|marks| (marks.iter().map(Mark::frequency).max(), marks.len()))
            }
            Part::Any(parts) => {
                let each: Option<Vec<_>> = parts.iter().map(Part::demands).collect();
                each.map(|each| each.concat())
            }
            Part::Not(_) => None,
            Part::Site(sites) => Some(sites.iter().copied().map(Mark::Site).collect()),
            Part::Level(levels) => Some(levels.iter().copied().map(Mark::Level).collect()),
            Part::Department(words) => Some(words.iter().cloned().map(Mark::Department).collect()),
            Part::Country(words) => Some(words.iter().cloned().map(Mark::Country).collect()),
            Part::Title(words) => Some(words.iter().cloned().map(Mark::Title).collect()),
        }
    }
}

impl Mark {
    fn frequency(&self) -> u8 {
        match self {
            Mark::Site(_) => 0,
            Mark::Title(_) => 1,
            Mark::Department(_) => 2,
            Mark::Country(_) => 3,
            Mark::Level(_) => 4,
        }
    }
}
