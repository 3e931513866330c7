//! The communities of the invented company and who belongs to them.
//!
//! Whom a community attracts is said by rules such as `store+manager=70; Checkout=40`: so many in a
//! hundred of those who have all the words. A word is a kind or region of site, a level, `champion`,
//! `small`, a department, a site, or part of a title.

use std::collections::{BTreeMap, BTreeSet};

use network::communities::{CommunityKind, MemberRole};
use serde::Deserialize;

use super::company::Company;
use super::dice::Dice;
use super::people::Person;
use super::sites::{Kind, Region, Site};

#[derive(Clone, Debug)]
pub struct Room {
    pub name: String,
    pub purpose: String,
    pub kind: CommunityKind,
    pub announcement: bool,
    pub official: bool,
    /// Everybody belongs to it; it has no members of its own.
    pub network_wide: bool,
    /// The site whose team this is.
    pub site: Option<usize>,
    /// By index among the people.
    pub members: BTreeMap<usize, MemberRole>,
    /// Those whose trade it is, if it is about one: they know the answers.
    pub experts: BTreeSet<usize>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    kind: String,
    official: String,
    purpose: String,
    owner: String,
    who: String,
}

/// What a company of sixty has.
const SMALL: [&str; 12] = [
    "News from Northgate",
    "Click & Collect",
    "Leeds Briggate",
    "Ask IT",
    "Ask Ingrid",
    "Footwear experts",
    "Customer voice",
    "Champions",
    "Doncaster Hub",
    "Store managers North",
    "Pay review project",
    "Kitchen table",
];
/// Stores with a community of their own, beside those in the list.
const OTHER_STORES: usize = 25;
const MODERATORS: f64 = 0.02;
/// The cast belongs to more than others do: one signs in as them.
const CAST_JOINS: f64 = 2.2;
/// A trade of which so many in a hundred belong is what the community is about.
const EXPERTS: f64 = 84.0;

pub const NETWORK: &str = "Northgate Stores";

impl Room {
    /// Whether people outside it may read it.
    pub fn is_open(&self) -> bool {
        self.kind == CommunityKind::Open
    }

    pub fn leads(&self, person: usize) -> bool {
        self.members
            .get(&person)
            .is_some_and(|role| *role != MemberRole::Member)
    }

    fn network() -> Room {
        Room {
            name: NETWORK.to_owned(),
            purpose: String::new(),
            kind: CommunityKind::Open,
            announcement: true,
            official: true,
            network_wide: true,
            site: None,
            members: BTreeMap::new(),
            experts: BTreeSet::new(),
        }
    }
}

/// The network-wide one first, then the others. `small`: those of a company of sixty, in which
/// people belong to most of them.
pub fn found(company: &Company, small: bool, seed: u64) -> Vec<Room> {
    let rows =
        csv::Reader::from_reader(include_str!("communities.csv").as_bytes()).into_deserialize();
    let mut rows: Vec<Row> = rows
        .collect::<Result<_, _>>()
        .expect("the list of communities is well-formed");
    if small {
        rows.retain(|row| SMALL.contains(&row.name.as_str()));
    } else {
        rows.extend(other_stores(company, &rows));
    }
    let dice = Dice::new(seed, "rooms");
    let rooms = rows.into_iter().map(|row| room(company, row, small, &dice));
    std::iter::once(Room::network()).chain(rooms).collect()
}

fn other_stores(company: &Company, rows: &[Row]) -> Vec<Row> {
    let listed = |site: &Site| rows.iter().any(|row| row.name == site.name);
    let stores = company
        .sites
        .iter()
        .filter(|site| site.kind == Kind::Store && !listed(site));
    let mut stores: Vec<&Site> = stores.collect();
    stores.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.name.cmp(&b.name)));
    stores.truncate(OTHER_STORES);
    let purposes = [
        "Our store in {town}: shifts, deliveries and good news.",
        "The {town} team: who is in, what is late, what sold.",
        "Everything that happens in our store in {town}.",
        "{town}: handovers, swaps, lost umbrellas.",
    ];
    let row = |(turn, site): (usize, &Site)| Row {
        name: site.name.clone(),
        kind: "open".to_owned(),
        official: "no".to_owned(),
        purpose: purposes[turn % purposes.len()].replace("{town}", &site.town),
        owner: company.manager_of(&site.name).key.clone(),
        who: format!("{}=96", site.name),
    };
    stores.into_iter().enumerate().map(row).collect()
}

fn room(company: &Company, row: Row, small: bool, dice: &Dice) -> Room {
    let (kind, announcement) = match row.kind.as_str() {
        "announcement" => (CommunityKind::Open, true),
        kind => (
            kind.parse()
                .expect("communities are open, closed or secret"),
            false,
        ),
    };
    let rules = rules(&row.who);
    let (mut members, mut experts) = (BTreeMap::new(), BTreeSet::new());
    for (at, person) in company.people.iter().enumerate() {
        let site = &company.sites[person.site];
        let fits = |(words, percent): &(Vec<&str>, f64)| {
            words
                .iter()
                .all(|word| has(person, site, word))
                .then_some(*percent)
        };
        if rules
            .iter()
            .filter(|(words, _)| is_trade(words))
            .any(|rule| fits(rule).is_some_and(|share| share >= EXPERTS))
        {
            experts.insert(at);
        }
        let mut percent = rules.iter().filter_map(fits).fold(0.0, f64::max);
        if small && kind == CommunityKind::Open && !rules.is_empty() {
            percent = percent.max(75.0);
        }
        if company.is_cast(at) {
            percent *= CAST_JOINS;
        }
        if dice.chance(percent / 100.0) {
            let role = if dice.chance(MODERATORS) && person.champion {
                MemberRole::Moderator
            } else {
                MemberRole::Member
            };
            members.insert(at, role);
        }
    }
    members.insert(company.by_key(&row.owner), MemberRole::Owner);
    Room {
        site: company.sites.iter().position(|site| site.name == row.name),
        official: row.official == "yes",
        network_wide: false,
        name: row.name,
        purpose: row.purpose,
        kind,
        announcement,
        members,
        experts,
    }
}

/// Each rule: words that must all hold, and how many in a hundred of those people belong.
fn rules(text: &str) -> Vec<(Vec<&str>, f64)> {
    let parts = text.split(';').filter(|part| !part.trim().is_empty());
    let rules = parts.map(|part| {
        let (words, percent) = part.split_once('=').expect("a rule is words=percent");
        let percent = percent.trim().parse().expect("a rule ends with a number");
        (words.split('+').map(str::trim).collect(), percent)
    });
    rules.collect()
}

/// A single word that is not a kind of site, a region or a level.
fn is_trade(words: &[&str]) -> bool {
    matches!(words, [word] if word.starts_with(char::is_uppercase))
}

fn has(person: &Person, site: &Site, word: &str) -> bool {
    match word {
        "all" => true,
        "store" => site.kind == Kind::Store,
        "hub" => site.kind == Kind::Hub,
        "care" => site.kind == Kind::Care,
        "office" => site.kind == Kind::Office,
        "north" => site.region == Region::North,
        "south" => site.region == Region::South,
        "small" => site.is_small(),
        "champion" => person.champion,
        "leader" | "manager" | "staff" => person.level.as_str() == word,
        _ => person.department == word || site.name == word || person.title.contains(word),
    }
}
