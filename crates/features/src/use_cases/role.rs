//! For whom something is: the kinds of work and of sites by which people know themselves.

use kernel::Time;
use network::Person;
use network::people::{Level, SiteKind};

store::text_enum! {
    /// A kind of work, as the roll-out counts it.
    pub enum WorkRole {
        Frontline = "frontline",
        Office = "office",
        Manager = "manager",
        Leader = "leader",
        /// Beside the others, for a time.
        Champion = "champion",
    }

    /// At which kind of site something works.
    pub enum SiteFit { Any = "any", Frontline = "frontline", Office = "office" }
}

impl WorkRole {
    /// Those of a person. Staff of no site have none: nobody knows whether they work at a counter.
    pub fn of(person: &Person, now: Time) -> Vec<WorkRole> {
        let level = match (person.level, person.site_kind) {
            (Level::Leader, _) => Some(WorkRole::Leader),
            (Level::Manager, _) => Some(WorkRole::Manager),
            (Level::Staff, Some(SiteKind::Frontline)) => Some(WorkRole::Frontline),
            (Level::Staff, Some(SiteKind::Office)) => Some(WorkRole::Office),
            (Level::Staff, None) => None,
        };
        let champion = person.is_champion(now).then_some(WorkRole::Champion);
        level.into_iter().chain(champion).collect()
    }
}

impl SiteFit {
    pub fn is_for(self, kind: SiteKind) -> bool {
        match self {
            SiteFit::Any => true,
            SiteFit::Frontline => kind == SiteKind::Frontline,
            SiteFit::Office => kind == SiteKind::Office,
        }
    }
}
