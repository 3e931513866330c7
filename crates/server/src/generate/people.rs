//! Writes sites, people, the words they are found by, and whom they follow.

use std::collections::HashMap;

use anyhow::Result;
use kernel::Time;
use kernel::text::fold;
use network::people::queries::name_words;
use network::people::{Level, Role, SiteKind};
use store::Value::{Int, Null, Text};

use super::dice::{Dice, Stage};
use super::employment::Employment;
use super::languages::{Language, Name};
use super::rooms::NETWORK;
use super::staff::Staff;
use super::tables::{
    COORDINATORS, FOLLOWS, PEOPLE, PERSON_WORDS, Pen, SITES, Sender, maybe, maybe_text, progress,
};
use super::world::World;

/// Of those at the front; whoever sits at a desk or leads has one.
const MAIL_AT_THE_FRONT: f64 = 0.25;
const CHAMPIONS: f64 = 0.02;
const DOUBLE_NAMES: f64 = 0.12;
/// Named as elsewhere in the organisation.
const FROM_ELSEWHERE: f64 = 0.12;
/// Of the staff.
const FOLLOWING: f64 = 0.2;
const GUEST_DAYS: i64 = 365;
const OFTEN: usize = 20_000;

/// A name, and the same as it is searched.
pub struct FullName {
    pub text: String,
    pub fold: String,
    pub sort: String,
}

/// What somebody is called.
pub fn name(world: &World, person: usize) -> FullName {
    let mut dice = Dice::of(world.size.seed, Stage::Person, person as u64);
    named(world, person, &mut dice)
}

fn named(world: &World, person: usize, dice: &mut Dice) -> FullName {
    let site = world.staff.site(person);
    let spoken = match site {
        Some(site) if !dice.chance(FROM_ELSEWHERE) => world.staff.sites[site].language,
        _ => world.languages.pick(dice),
    };
    call(world.languages.get(spoken), dice)
}

/// A name of this language.
pub fn call(language: &Language, dice: &mut Dice) -> FullName {
    let first: &Name = dice.pick(&language.first);
    let last: &Name = dice.pick(&language.last);
    let (mut text, mut sort) = (last.text.clone(), last.fold.clone());
    if dice.chance(DOUBLE_NAMES) {
        let second: &Name = dice.pick(&language.last);
        if second.text != last.text {
            text = format!("{text}-{}", second.text);
            sort = format!("{sort}-{}", second.fold);
        }
    }
    FullName {
        text: format!("{} {text}", first.text),
        fold: format!("{} {sort}", first.fold),
        sort: format!("{sort} {}", first.fold),
    }
}

pub fn write(world: &World, send: &Sender) -> Result<()> {
    sites(world, send)?;
    let mut words = Words::new(world);
    let mut people = Pen::new(send, &PEOPLE);
    for person in 0..world.size.people {
        add(world, person, &mut people, &mut words)?;
        if person % OFTEN == 0 {
            progress(send, person, world.size.people, "people")?;
        }
    }
    people.end()?;
    words.write(world, send)?;
    coordinators(world, send)?;
    follows(world, send)?;
    progress(send, world.size.people, world.size.people, "people")
}

fn sites(world: &World, send: &Sender) -> Result<()> {
    let mut sites = Pen::new(send, &SITES);
    for (number, site) in world.staff.sites.iter().enumerate() {
        let kind = match site.office {
            true => SiteKind::Office,
            false => SiteKind::Frontline,
        };
        sites.add([
            Int(world.size.site_id(number)),
            Text(&site.name),
            Text(&fold::fold(&site.name)),
            Text(kind.as_str()),
            Text(&site.town),
            Text(&site.country),
        ])?;
    }
    sites.end()
}

fn add(world: &World, person: usize, people: &mut Pen<'_>, words: &mut Words) -> Result<()> {
    let World { size, staff, .. } = world;
    let mut dice = Dice::of(size.seed, Stage::Person, person as u64);
    let name = named(world, person, &mut dice);
    words.note(person, &name.text);
    let work = Employment::of(staff, &world.languages, person);
    let site = work.site.map(|site| &staff.sites[site]);
    let language = world.languages.get(site.map_or(0, |site| site.language));
    let guest = staff.is_guest(person);
    let at_a_desk = guest || staff.leads(person) || site.is_some_and(|site| site.office);
    let mail = (at_a_desk || dice.chance(MAIL_AT_THE_FRONT)).then(|| mail(&name, person));
    let number = (!guest).then(|| number(person));
    let number_fold = number.as_deref().map(fold::fold);
    let champion =
        work.level == Level::Staff && !guest && (person == staff.cast(2) || dice.chance(CHAMPIONS));
    let from = size.until.0 - (dice.unit() * 300.0) as i64 * Time::DAY_US;
    let until = from + 365 * Time::DAY_US;
    let role = match person {
        _ if guest => Role::Guest,
        _ if person == staff.cast(0) => Role::Administrator,
        _ if person == staff.cast(1) => Role::CommunityManager,
        _ => Role::Member,
    };
    let standing = staff.standing(person);
    let id = size.person_id(person);
    people.add([
        Int(id),
        Int(person as i64 + 1),
        Text(&name.text),
        Text(&name.fold),
        Text(&name.sort),
        maybe_text(mail.as_deref()),
        maybe_text(mail.as_deref()),
        maybe_text(number.as_deref()),
        maybe_text(number_fold.as_deref()),
        Text(work.title),
        Text(work.department),
        maybe(work.site.map(|site| size.site_id(site))),
        maybe(staff.manager(person).map(|manager| size.person_id(manager))),
        Text(work.level.as_str()),
        if champion { Int(from) } else { Null },
        if champion { Int(until) } else { Null },
        Text(role.as_str()),
        Text(&language.code),
        Text(&language.zone),
        if guest {
            Int(size.person_id(staff.cast(0)))
        } else {
            Null
        },
        if guest {
            Int(size.until.0 + GUEST_DAYS * Time::DAY_US)
        } else {
            Null
        },
        maybe(standing.claimed_at.map(|at| at.0)),
        maybe(standing.deactivated_at.map(|at| at.0)),
        Int(kernel::Id::<()>::from_raw(id).time().0),
    ])
}

/// Everybody's own, because it ends in a number.
pub fn mail(name: &FullName, person: usize) -> String {
    let plain = name.fold.replace(['\'', '-'], "").replace(' ', ".");
    format!("{plain}{}@{}.example", person + 1, NETWORK.to_lowercase())
}

pub fn number(person: usize) -> String {
    format!("E{:07}", person + 1)
}

/// The words of all names, to be written in the order of their index.
struct Words {
    /// Every word there is, by number.
    known: HashMap<String, u32>,
    /// Word and person, by number.
    found: Vec<(u32, u32)>,
}

impl Words {
    fn new(world: &World) -> Words {
        Words {
            known: HashMap::new(),
            found: Vec::with_capacity(world.size.people * 17 / 4),
        }
    }

    fn note(&mut self, person: usize, name: &str) {
        let from = self.found.len();
        for word in name_words(name) {
            let next = self.known.len() as u32;
            let entry = (*self.known.entry(word).or_insert(next), person as u32);
            if !self.found[from..].contains(&entry) {
                self.found.push(entry);
            }
        }
    }

    fn write(self, world: &World, send: &Sender) -> Result<()> {
        let mut all: Vec<(String, u32)> = self.known.into_iter().collect();
        all.sort_unstable();
        let mut place = vec![0; all.len()];
        for (at, (_, word)) in all.iter().enumerate() {
            place[*word as usize] = at as u32;
        }
        let mut found = self.found;
        for (word, _) in &mut found {
            *word = place[*word as usize];
        }
        found.sort_unstable();
        let mut pen = Pen::new(send, &PERSON_WORDS);
        for (word, person) in &found {
            let id = world.size.person_id(*person as usize);
            pen.add([Text(&all[*word as usize].0), Int(id)])?;
        }
        pen.end()
    }
}

/// The first who leads a team at a site looks after it.
fn coordinators(world: &World, send: &Sender) -> Result<()> {
    let World { size, staff, .. } = world;
    let mut pen = Pen::new(send, &COORDINATORS);
    let mut seen = vec![false; staff.sites.len()];
    for person in 0..staff.leading {
        if let Some(site) = staff.site(person)
            && !std::mem::replace(&mut seen[site], true)
        {
            pen.add([
                Int(size.person_id(person)),
                Int(size.site_id(site)),
                Int(size.person_id(staff.cast(0))),
                Int(size.begins().0),
            ])?;
        }
    }
    pen.end()
}

fn follows(world: &World, send: &Sender) -> Result<()> {
    let World { size, staff, .. } = world;
    let mut pen = Pen::new(send, &FOLLOWS);
    let mut followed = Vec::new();
    for person in 0..size.staff() {
        let mut dice = Dice::of(size.seed, Stage::Following, person as u64);
        if !dice.chance(FOLLOWING) || staff.standing(person).claimed_at.is_none() {
            continue;
        }
        followed.clear();
        for _ in 0..dice.tail(1.1, 40.0) as usize {
            // Those above more than others.
            let other = (dice.unit().powi(4) * size.staff() as f64) as usize;
            if other != person && !followed.contains(&other) {
                followed.push(other);
            }
        }
        followed.sort_unstable();
        for other in &followed {
            let at = size.joined_at(dice.unit());
            pen.add([
                Int(size.person_id(person)),
                Int(size.person_id(*other)),
                Int(at.0),
            ])?;
        }
    }
    pen.end()
}

/// The people one signs in as, with the level they stand for.
pub fn cast(staff: &Staff) -> [(usize, &'static str); 6] {
    [
        (staff.cast(0), "administrator"),
        (staff.cast(1), "community manager"),
        (staff.cast(2), "champion"),
        (staff.cast(3), "staff"),
        (staff.leading.saturating_sub(1), "manager"),
        (0, "leader"),
    ]
}
