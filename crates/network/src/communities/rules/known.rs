//! All rules at once, kept in memory, and who of some people is covered by one.

use std::sync::Arc;

use kernel::Result;
use store::Db;

use super::index::Index;
use super::queries::{self, Ruled};
use super::rule::Attributes;
use crate::App;
use crate::communities::CommunityId;
use crate::people::PersonId;

/// So many communities have a rule at most: all rules are in memory, and are read together.
pub const RULED_MAX: i64 = 12_000;

/// Every rule there is, as of one version.
#[derive(Debug, Default)]
pub struct Rules {
    version: i64,
    /// In order of the communities' ids.
    all: Vec<Ruled>,
    index: Index,
}

impl Rules {
    pub fn read(db: &Db) -> Result<Rules> {
        let version = queries::version(db)?.0;
        Ok(Rules::of(version, queries::all(db, RULED_MAX)?))
    }

    /// These rules, which are in order of the communities' ids.
    pub fn of(version: i64, all: Vec<Ruled>) -> Rules {
        let index = Index::new(&all);
        Rules {
            version,
            all,
            index,
        }
    }

    /// These, when they are still the ones in the tables, else those in the tables: one small query
    /// tells. So rules from memory may be used in a transaction.
    pub fn still(self: &Arc<Rules>, db: &Db) -> Result<Arc<Rules>> {
        match queries::version(db)?.0 == self.version {
            true => Ok(self.clone()),
            false => Ok(Arc::new(Rules::read(db)?)),
        }
    }

    /// The communities whose rule covers somebody, in order of their ids.
    pub fn covering(&self, person: &Attributes) -> Vec<CommunityId> {
        let asked = person.asked();
        let candidates = self.index.candidates(&asked).into_iter();
        let covering = candidates
            .map(|at| &self.all[at])
            .filter(|ruled| ruled.rule.covers(&asked));
        covering.map(|ruled| ruled.community_id).collect()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        size_of_val(&self.all[..]) + self.index.heap_bytes()
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// The rules as the tables have them, from memory where that is the same.
pub fn present(app: &App, db: &Db) -> Result<Arc<Rules>> {
    let kept = app.caches.rules.read(db, (), Rules::read)?;
    let present = kept.still(db)?;
    if !Arc::ptr_eq(&kept, &present) {
        app.caches.rules.invalidate(&());
    }
    Ok(present)
}

/// Those of some people whom the community's rule covers, from their rows. Never empty, because a
/// statement answers nothing for an empty list: nobody has the id 0.
pub fn covered_among(
    db: &Db,
    community: Option<CommunityId>,
    people: &[PersonId],
) -> Result<Vec<PersonId>> {
    let mut covered = vec![PersonId::from_raw(0)];
    let rule = match community {
        Some(community) if !people.is_empty() => queries::rule_of(db, community)?,
        _ => None,
    };
    if let Some(rule) = rule {
        let attributes = queries::attributes(db, people)?;
        let belongs = |person: &&Attributes| rule.covers(&person.asked());
        covered.extend(attributes.iter().filter(belongs).map(|person| person.id));
    }
    Ok(covered)
}
