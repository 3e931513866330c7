//! Who says something: slots of hand-written threads and parts of templates become people.

use std::collections::HashMap;

use network::communities::MemberRole;
use network::people::Level;

use super::company::Company;
use super::dice::Dice;
use super::rooms::Room;
use super::sites::Kind;
use super::threads::kind_of_slot;

pub struct Casting<'a> {
    pub company: &'a Company,
    pub rooms: &'a mut Vec<Room>,
    pub dice: &'a Dice,
}

/// People who belong to a community are chosen so much more often than others.
const MEMBERS_FIRST: f64 = 6.0;
/// Even those who only read say something now and then, when a hand-written thread wants them.
const LOWEST_VOICE: f64 = 0.15;

/// What a template asks of somebody who speaks in it.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    pub name: &'a str,
    /// Who asked, when this is a reply.
    pub asker: Option<usize>,
    pub praised: &'a [usize],
}

impl Casting<'_> {
    /// Somebody for a slot such as `staff@Leeds Briggate.2` or a key of the cast. `taken` keeps who
    /// has which slot within a thread.
    pub fn slot(
        &mut self,
        slot: &str,
        room: Option<usize>,
        taken: &mut HashMap<String, usize>,
    ) -> usize {
        let known = taken.get(slot).copied().or_else(|| self.company.find(slot));
        let person = known.unwrap_or_else(|| self.somebody(kind_of_slot(slot), room, taken));
        taken.insert(slot.to_owned(), person);
        self.belongs(person, room);
        person
    }

    fn somebody(&self, kind: &str, room: Option<usize>, taken: &HashMap<String, usize>) -> usize {
        let (level, site) = kind
            .split_once('@')
            .map_or((kind, None), |(level, site)| (level, Some(site)));
        let company = self.company;
        let fits = |person: usize| {
            let works = company.site_of(person);
            let level_fits = match level {
                "manager" => {
                    company.is_manager(person) && (site.is_some() || works.kind == Kind::Store)
                }
                "leader" => company.people[person].level == Level::Leader,
                "office" => works.has_desks(),
                _ => {
                    company.people[person].level == Level::Staff
                        && (site.is_some() || works.kind == Kind::Store)
                }
            };
            level_fits && site.is_none_or(|site| site == works.name)
        };
        let free = |person: &usize| !taken.values().any(|other| other == person);
        let everyone = || (0..company.people.len()).filter(free);
        let of_kind = |cast: bool| -> Vec<usize> {
            everyone()
                .filter(|person| fits(*person) && (cast || !company.is_cast(*person)))
                .collect()
        };
        let here = |people: Vec<usize>| -> Vec<usize> {
            people
                .into_iter()
                .filter(|person| self.may_speak(*person, room))
                .collect()
        };
        // Rather one of the cast than nobody, rather somebody of another kind than nobody.
        let choices = [
            of_kind(false),
            of_kind(true),
            everyone().filter(|p| !company.is_cast(*p)).collect(),
            everyone().collect(),
        ];
        let choices = choices
            .into_iter()
            .map(here)
            .find(|people| !people.is_empty());
        let people = choices.unwrap_or_else(|| vec![0]);
        let weight = |person: &usize| {
            let member = room.is_some_and(|room| self.rooms[room].members.contains_key(person));
            company.people[*person].voice.max(LOWEST_VOICE)
                * if member { MEMBERS_FIRST } else { 1.0 }
        };
        people[self.dice.weighted(people.iter().map(weight))]
    }

    /// Into a closed or secret community nobody comes by being cast.
    fn may_speak(&self, person: usize, room: Option<usize>) -> bool {
        room.is_none_or(|room| {
            self.rooms[room].is_open() || self.rooms[room].members.contains_key(&person)
        })
    }

    /// Who speaks in a community belongs to it.
    pub fn belongs(&mut self, person: usize, room: Option<usize>) {
        if let Some(room) = room
            && !self.rooms[room].network_wide
        {
            self.rooms[room]
                .members
                .entry(person)
                .or_insert(MemberRole::Member);
        }
    }

    /// Who posts in a community of announcements moderates it.
    pub fn announces(&mut self, person: usize, room: Option<usize>) {
        if let Some(room) = room.map(|room| &mut self.rooms[room])
            && room.announcement
            && !room.network_wide
            && !room.leads(person)
        {
            room.members.insert(person, MemberRole::Moderator);
        }
    }

    /// Somebody for a part of a template, none when nobody fits at all.
    pub fn part(&self, part: Part<'_>, room: Option<usize>, taken: &[usize]) -> Option<usize> {
        match part.name {
            "asker" => return part.asker,
            "praised" => return part.praised.first().copied(),
            "chief" => return Some(0),
            "manager" => {
                if let Some(manager) = self.manager_in(part, room) {
                    return Some(manager);
                }
            }
            _ => {}
        }
        let free: Vec<usize> = self
            .speakers(room)
            .into_iter()
            .filter(|person| !taken.contains(person))
            .collect();
        let fitting: Vec<usize> = free
            .iter()
            .copied()
            .filter(|person| self.fits(part, room, *person))
            .collect();
        let people = if fitting.is_empty() { free } else { fitting };
        let voice = |person: &usize| self.company.people[*person].voice;
        (!people.is_empty()).then(|| people[self.dice.weighted(people.iter().map(voice))])
    }

    /// In a store it is the manager of the store, or the one who spoke first.
    fn manager_in(&self, part: Part<'_>, room: Option<usize>) -> Option<usize> {
        let site = self.rooms[room?].site?;
        if let Some(asker) = part.asker
            && self.company.is_manager(asker)
        {
            return Some(asker);
        }
        let store = &self.company.sites[site].name;
        let manager = self.company.manager_of(store);
        (manager.site == site).then(|| self.company.by_key(&manager.key))
    }

    fn fits(&self, part: Part<'_>, room: Option<usize>, person: usize) -> bool {
        let company = self.company;
        let who = &company.people[person];
        let site = company.site_of(person);
        let room = room.map(|room| &self.rooms[room]);
        let leads = room.is_some_and(|room| room.leads(person));
        let experts = room
            .map(|room| &room.experts)
            .filter(|experts| !experts.is_empty());
        // Who posts in the community of a store works there, and not as its manager.
        let store = |site: &usize| company.sites[*site].kind == Kind::Store;
        let team = room
            .and_then(|room| room.site)
            .filter(|site| part.asker.is_none() && store(site));
        if team.is_some_and(|team| {
            team != who.site || (part.name == "store" && who.level != Level::Staff)
        }) {
            return false;
        }
        match part.name {
            "away" => {
                part.asker
                    .is_none_or(|asker| company.people[asker].site != who.site)
                    && site.kind == Kind::Store
            }
            "member" => part
                .asker
                .is_none_or(|asker| company.people[asker].site == who.site),
            "manager" => who.level == Level::Manager,
            "lead" => leads,
            "helper" => leads || experts.map_or(who.champion, |experts| experts.contains(&person)),
            "leader" => who.level == Level::Leader,
            "champion" => who.champion,
            "office" => site.has_desks(),
            "store" => site.kind == Kind::Store,
            "hub" => site.kind == Kind::Hub,
            "care" => site.kind == Kind::Care,
            "night" => who.title.contains("Night"),
            "staff" => who.level == Level::Staff,
            _ => true,
        }
    }

    /// Those who ever write, of a community or of everybody.
    fn speakers(&self, room: Option<usize>) -> Vec<usize> {
        let writes = |person: &usize| self.company.people[*person].voice > 0.0;
        let everyone = || (0..self.company.people.len()).filter(writes).collect();
        match room
            .map(|room| &self.rooms[room])
            .filter(|room| !room.network_wide)
        {
            Some(room) => room.members.keys().copied().filter(writes).collect(),
            None => everyone(),
        }
    }
}
