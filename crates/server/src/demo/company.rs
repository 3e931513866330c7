//! The invented company: where it works and who works there.

use std::collections::{BTreeSet, HashMap};

use network::people::Level;

use super::people::{self, Person};
use super::sites::{self, Site};

pub struct Company {
    pub sites: Vec<Site>,
    /// The cast first.
    pub people: Vec<Person>,
    keys: HashMap<String, usize>,
}

impl Company {
    pub fn invent(wanted: usize, seed: u64) -> Company {
        let all = sites::all();
        let mut people = people::invent(&all, wanted, seed);
        // A small company does not work everywhere.
        let used: BTreeSet<usize> = people.iter().map(|person| person.site).collect();
        let places: HashMap<usize, usize> = used
            .iter()
            .enumerate()
            .map(|(new, old)| (*old, new))
            .collect();
        for person in &mut people {
            person.site = places[&person.site];
        }
        let sites = used.iter().map(|site| all[*site].clone()).collect();
        let keys = people
            .iter()
            .enumerate()
            .map(|(at, person)| (person.key.clone(), at))
            .collect();
        Company {
            sites,
            people,
            keys,
        }
    }

    /// Index of a person. Keys in the files of this folder are checked by a test.
    pub fn by_key(&self, key: &str) -> usize {
        self.find(key).expect("whoever is named is in the company")
    }

    pub fn find(&self, key: &str) -> Option<usize> {
        self.keys.get(key).copied()
    }

    pub fn site_of(&self, person: usize) -> &Site {
        &self.sites[self.people[person].site]
    }

    /// Whether the person has a name that hand-written threads use.
    pub fn is_cast(&self, person: usize) -> bool {
        self.people[person]
            .key
            .strip_prefix('p')
            .is_none_or(|number| number.parse::<usize>().is_err())
    }

    /// Who leads the store; somebody of the region where it has nobody yet.
    pub fn manager_of(&self, store: &str) -> &Person {
        let here = |person: &&Person| {
            self.sites[person.site].name == store && person.title == "Store Manager"
        };
        self.people.iter().find(here).unwrap_or(&self.people[0])
    }

    pub fn is_manager(&self, person: usize) -> bool {
        self.people[person].level == Level::Manager
    }
}
