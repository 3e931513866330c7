//! Names of nobody: first and last names of many origins, put together at random.

use std::collections::HashSet;

use serde::Deserialize;

use super::dice::Dice;

#[derive(Deserialize)]
struct Pool {
    origin: Vec<Origin>,
}

#[derive(Deserialize)]
struct Origin {
    share: f64,
    first: Vec<String>,
    last: Vec<String>,
}

pub struct Names {
    pool: Pool,
    taken: HashSet<String>,
}

/// How often a name that somebody has is thrown away; in a large company people do share names.
const TRIES: usize = 20;
/// How many have a first name of one origin and a last name of another.
const MIXED: f64 = 0.12;

impl Names {
    /// `taken`: names that nobody else shall have.
    pub fn without(taken: impl Iterator<Item = String>) -> Names {
        let pool =
            toml::from_str(include_str!("names.toml")).expect("the list of names is well-formed");
        Names {
            pool,
            taken: taken.collect(),
        }
    }

    pub fn next(&mut self, dice: &Dice) -> String {
        let mut name = self.any(dice);
        for _ in 0..TRIES {
            if !self.taken.contains(&name) {
                break;
            }
            name = self.any(dice);
        }
        self.taken.insert(name.clone());
        name
    }

    fn any(&self, dice: &Dice) -> String {
        let origins = &self.pool.origin;
        let origin = || &origins[dice.weighted(origins.iter().map(|origin| origin.share))];
        let first = origin();
        let last = if dice.chance(MIXED) { origin() } else { first };
        format!("{} {}", dice.pick(&first.first), dice.pick(&last.last))
    }
}
