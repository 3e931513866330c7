//! Who works where and for whom: one tree of managers, sites, and the people one measures with.
//!
//! Staff are numbered level by level from the one who leads them all, so whoever reports to one manager
//! stands side by side. Guests come after them and are in no tree.

use kernel::Time;

use super::dice::{Dice, Stage, lot};
use super::languages::Languages;
use super::size::Size;

const FEWEST_REPORTS: usize = 6;
const MOST_REPORTS: usize = 15;
/// Of all sites.
const OFFICES: f64 = 0.15;
/// Of all people.
const UNCLAIMED: f64 = 0.08;
const DEACTIVATED: f64 = 0.015;
/// Leaders of so many.
const PEOPLE_OF_A_LEADER: usize = 700;
/// The last of the staff, who are nobody's measure: they are signed in as.
pub const CAST: usize = 4;

/// What makes a viewer worth measuring: how many communities they read, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    Typical,
    Five,
    Forty,
    FourHundred,
    /// Everybody else in their communities is silent.
    Silent,
    Guest,
    /// In those where most is said.
    Busiest,
}

impl Class {
    pub const ALL: [Class; 7] = [
        Class::Typical,
        Class::Five,
        Class::Forty,
        Class::FourHundred,
        Class::Silent,
        Class::Guest,
        Class::Busiest,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Class::Typical => "typical",
            Class::Five => "communities_5",
            Class::Forty => "communities_40",
            Class::FourHundred => "communities_400",
            Class::Silent => "silent",
            Class::Guest => "guest",
            Class::Busiest => "busiest",
        }
    }

    /// Of the staff. Guests are counted elsewhere, all others are typical.
    fn share(self) -> f64 {
        match self {
            Class::Five => 0.02,
            Class::Forty => 0.01,
            Class::FourHundred => 0.0002,
            Class::Silent => 0.002,
            Class::Busiest => 0.0002,
            Class::Typical | Class::Guest => 0.0,
        }
    }
}

/// So many of each class there are at least, where there are people enough.
const FEWEST_OF_A_CLASS: usize = 6;

pub struct Site {
    pub name: String,
    pub office: bool,
    pub town: String,
    pub country: String,
    pub language: usize,
}

pub struct Staff {
    pub size: Size,
    pub sites: Vec<Site>,
    /// The manager of each; the first has none, nor have guests.
    managers: Vec<u32>,
    /// So many of the first have reports.
    pub leading: usize,
    site_of: Vec<u32>,
    classes: Vec<Class>,
}

/// Whether somebody is there.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    pub claimed_at: Option<Time>,
    pub deactivated_at: Option<Time>,
}

impl Standing {
    pub fn writes(&self, at: Time) -> bool {
        self.claimed_at.is_some() && self.deactivated_at.is_none_or(|end| at < end)
    }
}

impl Staff {
    pub fn new(size: Size, languages: &Languages) -> Staff {
        let managers = tree(size);
        let leading = managers.last().map_or(0, |last| *last as usize + 1);
        let site_of = places(size, &managers, leading);
        Staff {
            size,
            sites: (0..size.sites)
                .map(|site| found(size, site, languages))
                .collect(),
            classes: classes(size, leading),
            managers,
            leading,
            site_of,
        }
    }

    pub fn manager(&self, person: usize) -> Option<usize> {
        (person > 0 && person < self.size.staff()).then(|| self.managers[person] as usize)
    }

    /// Guests have none, nor have those in whose communities all is silent: every other site talks, and
    /// whoever works there belongs by rule.
    pub fn site(&self, person: usize) -> Option<usize> {
        let site = self.site_of.get(person)?;
        (self.class(person) != Class::Silent).then_some(*site as usize)
    }

    pub fn is_guest(&self, person: usize) -> bool {
        person >= self.size.staff()
    }

    pub fn leads(&self, person: usize) -> bool {
        person < self.leading
    }

    /// Of the whole organisation, not of a team.
    pub fn is_leader(&self, person: usize) -> bool {
        person < (self.size.staff() / PEOPLE_OF_A_LEADER).max(1)
    }

    pub fn class(&self, person: usize) -> Class {
        self.classes[person]
    }

    /// One of those one signs in as, counted from the end of the staff.
    pub fn cast(&self, number: usize) -> usize {
        self.size.staff() - 1 - number
    }

    fn is_cast(&self, person: usize) -> bool {
        let staff = self.size.staff();
        person == 0 || person + 1 == self.leading || (staff - CAST..staff).contains(&person)
    }

    /// Whoever is signed in as is there.
    pub fn standing(&self, person: usize) -> Standing {
        let size = self.size;
        let mut dice = Dice::of(size.seed, Stage::Standing, person as u64);
        let there = self.class(person) != Class::Typical || self.is_cast(person);
        let (unclaimed, gone) = (dice.chance(UNCLAIMED), dice.chance(DEACTIVATED));
        let days = |dice: &mut Dice, most: f64| (dice.unit() * most * Time::DAY_US as f64) as i64;
        let claimed = Time(size.founding_begins().0 + days(&mut dice, 14.0));
        let end = Time(size.until.0 - days(&mut dice, 500.0));
        Standing {
            claimed_at: (there || !unclaimed).then_some(claimed),
            deactivated_at: (gone && !there).then_some(end),
        }
    }

    /// The higher, the more somebody writes.
    pub fn activity(&self, person: usize) -> f64 {
        lot(self.size.seed, Stage::Activity, person as u64)
    }
}

/// The manager of each of the staff: every manager has six to fifteen reports, none is led by
/// somebody who comes after them.
fn tree(size: Size) -> Vec<u32> {
    let staff = size.staff();
    let mut managers = vec![0];
    let mut dice = Dice::of(size.seed, Stage::Person, u64::MAX);
    for manager in 0.. {
        let left = staff.saturating_sub(managers.len());
        if left == 0 {
            break;
        }
        let mut span = FEWEST_REPORTS + dice.below(MOST_REPORTS - FEWEST_REPORTS + 1);
        if left <= MOST_REPORTS {
            span = left;
        } else if left - span < FEWEST_REPORTS {
            // The next one has six at least.
            span = left - FEWEST_REPORTS;
        }
        managers.extend(std::iter::repeat_n(manager, span));
    }
    managers
}

/// Teams work at one site; those above them anywhere.
fn places(size: Size, managers: &[u32], leading: usize) -> Vec<u32> {
    let first = managers.get(leading).map_or(0, |first| *first as usize);
    let teams = (leading - first).max(1);
    let mut dice = Dice::of(size.seed, Stage::Sites, u64::MAX);
    let place = |person: usize| {
        let manager = if person < leading {
            person
        } else {
            managers[person] as usize
        };
        match manager.checked_sub(first) {
            Some(team) => (team * size.sites / teams) as u32,
            None => dice.below(size.sites) as u32,
        }
    };
    (0..size.staff()).map(place).collect()
}

fn found(size: Size, site: usize, languages: &Languages) -> Site {
    let mut dice = Dice::of(size.seed, Stage::Sites, site as u64);
    let language = languages.pick(&mut dice);
    let spoken = languages.get(language);
    let town = dice.pick(&spoken.towns).clone();
    Site {
        name: format!("{town} {}", site + 1),
        office: dice.chance(OFFICES),
        country: dice.pick(&spoken.countries).clone(),
        town,
        language,
    }
}

/// Those of a class stand evenly among the staff who lead nobody.
fn classes(size: Size, leading: usize) -> Vec<Class> {
    let mut classes = vec![Class::Typical; size.people];
    classes[size.staff()..].fill(Class::Guest);
    let free = (size.staff() - CAST).saturating_sub(leading);
    for class in Class::ALL {
        let share = class.share();
        if share == 0.0 {
            continue;
        }
        let wanted = ((free as f64 * share) as usize).max(FEWEST_OF_A_CLASS.min(free / 16));
        for number in 0..wanted {
            let from = leading + number * free / wanted;
            let place = (from..leading + free).find(|at| classes[*at] == Class::Typical);
            if let Some(place) = place {
                classes[place] = class;
            }
        }
    }
    classes
}

/// All of a class, but nobody who is signed in as.
pub fn by_class(staff: &Staff, class: Class) -> Vec<u32> {
    (0..staff.size.people)
        .filter(|person| staff.class(*person) == class && !staff.is_cast(*person))
        .map(|person| person as u32)
        .collect()
}
