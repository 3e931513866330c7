//! Which of our people and communities the archive's keys stand for, while an import runs.

use std::collections::{HashMap, HashSet};

use features::posts::Text;
use network::{CommunityId, PersonId};

#[derive(Debug, Default)]
pub struct Directory {
    people: HashMap<String, PersonId>,
    communities: HashMap<String, CommunityId>,
    /// The people of this archive.
    ours: HashSet<PersonId>,
    /// Folded names of communities and mail addresses that were added, or would have been.
    pub planned_names: HashSet<String>,
    pub planned_mails: HashMap<String, PersonId>,
}

impl Directory {
    pub fn person(&self, key: &str) -> Option<PersonId> {
        self.people.get(key).copied()
    }

    pub fn community(&self, key: &str) -> Option<CommunityId> {
        self.communities.get(key).copied()
    }

    pub fn is_ours(&self, person: PersonId) -> bool {
        self.ours.contains(&person)
    }

    /// Whom a text mentions. An address that somebody wrote by hand may be anybody's and names nobody.
    pub fn ours_among(&self, text: &Text) -> Vec<PersonId> {
        text.mentions()
            .into_iter()
            .filter(|id| self.is_ours(*id))
            .collect()
    }

    pub fn add_person(&mut self, key: &str, id: PersonId) {
        self.people.insert(key.to_owned(), id);
        self.ours.insert(id);
    }

    pub fn add_community(&mut self, key: &str, id: CommunityId) {
        self.communities.insert(key.to_owned(), id);
    }

    /// How many keys it knows.
    pub fn len(&self) -> usize {
        self.people.len() + self.communities.len()
    }
}
