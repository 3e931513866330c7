//! Writes who is there: sites, people, communities, who belongs to them and who follows whom.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Result, Time};
use network::communities::{self, CommunityKind, MemberRole};
use network::people::{self, SiteId, SiteKind};
use network::{CommunityId, PersonId};
use store::{Store, Tx};

use super::calendar::{DAYS, TIME_ZONE};
use super::dice::Dice;
use super::people::Person;
use super::plan::Plan;
use super::queries;
use super::rooms::{NETWORK, Room};
use crate::work::{Said, Say};

/// What was planned, with the ids it has got. Clones share it.
#[derive(Clone)]
pub struct Written {
    pub plan: Arc<Plan>,
    pub people: Arc<Vec<PersonId>>,
    pub rooms: Arc<Vec<CommunityId>>,
}

/// Rows of one transaction: many share a commit, and nobody else waits long for it.
const PEOPLE_AT_ONCE: usize = 100;
const MEMBERS_AT_ONCE: usize = 300;
/// So many have not used their access code yet.
const UNCLAIMED: f64 = 0.04;

pub fn company(store: &Store, plan: Plan, say: Say<'_>) -> anyhow::Result<Written> {
    let plan = Arc::new(plan);
    let (sites, rooms) = {
        let plan = plan.clone();
        store.write_blocking(move |tx| Ok((sites(tx, &plan)?, rooms(tx, &plan)?)))?
    };
    let (sites, total) = (Arc::new(sites), plan.company.people.len());
    let mut people = Vec::with_capacity(total);
    for from in (0..total).step_by(PEOPLE_AT_ONCE) {
        progress(say, from, total, "people")?;
        let (plan, sites) = (plan.clone(), sites.clone());
        let some = from..(from + PEOPLE_AT_ONCE).min(total);
        people.extend(store.write_blocking(move |tx| {
            some.clone()
                .map(|at| person(tx, &plan, at, &sites))
                .collect::<Result<Vec<_>>>()
        })?);
    }
    let written = Written {
        plan,
        people: Arc::new(people),
        rooms: Arc::new(rooms),
    };
    let company = written.clone();
    store.write_blocking(move |tx| places(tx, &company))?;
    progress(say, total, total, "people")?;
    Ok(written)
}

pub fn progress(say: Say<'_>, done: usize, total: usize, unit: &str) -> anyhow::Result<()> {
    say(Said::Progress {
        done: done as u64,
        total: total as u64,
        unit: unit.to_owned(),
    })
}

fn sites(tx: &Tx, plan: &Plan) -> Result<Vec<SiteId>> {
    let kind = |desks: bool| {
        if desks {
            SiteKind::Office
        } else {
            SiteKind::Frontline
        }
    };
    let sites = plan.company.sites.iter();
    sites
        .map(|site| people::actions::site(tx, &site.name, kind(site.has_desks()), &site.town))
        .collect()
}

fn rooms(tx: &Tx, plan: &Plan) -> Result<Vec<CommunityId>> {
    let found = |room: &Room| {
        if room.network_wide {
            return communities::actions::name_network(tx, NETWORK);
        }
        let draft = communities::Draft {
            name: room.name.clone(),
            purpose: room.purpose.clone(),
            about: String::new(),
            kind: room.kind,
            announcement: room.announcement,
            official: room.official,
        };
        communities::actions::found_by_program(tx, &draft.check()?)
    };
    plan.rooms.iter().map(found).collect()
}

fn person(tx: &Tx, plan: &Plan, at: usize, sites: &[SiteId]) -> Result<PersonId> {
    let Person {
        name,
        mail,
        number,
        title,
        department,
        site,
        level,
        role,
        champion,
        language,
        ..
    } = &plan.company.people[at];
    let draft = people::Draft {
        name: name.clone(),
        mail: mail.clone(),
        employee_number: Some(number.clone()),
        title: title.clone(),
        department: department.clone(),
        site: Some(sites[*site]),
        manager: None,
        level: Some(*level),
        role: Some(*role),
        bot: false,
        language: Some((*language).to_owned()),
        time_zone: Some(TIME_ZONE.to_owned()),
    };
    let id = people::actions::add(tx, None, &draft.check()?)?;
    let dice = Dice::new(at as u64, "accounts");
    let begun = days_before(plan.now, DAYS + dice.between(1, 40));
    queries::set_created(tx, id, begun)?;
    if plan.company.is_cast(at) || !dice.chance(UNCLAIMED) {
        people::queries::set_claimed(tx, id, days_before(plan.now, dice.between(60, DAYS)))?;
    }
    if *champion {
        let from = days_before(plan.now, dice.between(10, DAYS));
        let until = from.plus(Duration::from_secs(365 * 86_400));
        people::queries::set_champion(tx, id, Some(from), Some(until))?;
    }
    Ok(id)
}

/// What needs the ids of people: the org chart, who hands out codes, who founded what.
fn places(tx: &Tx, written: &Written) -> Result<()> {
    let Written {
        plan,
        people: ids,
        rooms,
    } = written;
    let company = &plan.company;
    let administrator = ids[company.by_key("ada")];
    for (at, person) in company.people.iter().enumerate() {
        if let Some(manager) = person.manager {
            people::queries::set_manager(tx, ids[at], ids[manager])?;
        }
        if person.title == "Store Manager"
            && let Some(written) = people::queries::by_id(tx, ids[at])?
            && let Some(site) = written.site_id
        {
            people::queries::add_coordinator(tx, ids[at], site, administrator, plan.now)?;
        }
    }
    for (room, id) in plan.rooms.iter().zip(rooms.iter()) {
        let owner = room
            .members
            .iter()
            .find(|(_, role)| **role == MemberRole::Owner)
            .map(|(person, _)| ids[*person]);
        queries::set_founded(tx, *id, owner, days_before(plan.now, DAYS + 1))?;
    }
    Ok(())
}

/// After the posts, so that those who join begin at what is there and nothing old is unread.
pub fn members(store: &Store, written: &Written, say: Say<'_>) -> anyhow::Result<()> {
    let Written {
        plan,
        people,
        rooms,
    } = written;
    let mut joining: Vec<(CommunityId, PersonId, MemberRole)> = Vec::new();
    for (room, id) in plan.rooms.iter().zip(rooms.iter()) {
        let mut members: Vec<_> = room
            .members
            .iter()
            .map(|(person, role)| (*id, people[*person], *role))
            .collect();
        members.sort_by_key(|(_, _, role)| *role != MemberRole::Owner);
        joining.extend(members);
    }
    let follows: Vec<(PersonId, PersonId)> = plan
        .follows
        .iter()
        .map(|(follower, followed)| (people[*follower], people[*followed]))
        .collect();
    let total = joining.len() + follows.len();
    let mut done = 0;
    for some in joining.chunks(MEMBERS_AT_ONCE) {
        progress(say, done, total, "memberships")?;
        done += some.len();
        let some = some.to_vec();
        store.write_blocking(move |tx| {
            for (community, person, role) in &some {
                communities::actions::add_member(tx, *community, *person, *role)?;
            }
            Ok(())
        })?;
    }
    let at = days_before(plan.now, DAYS / 2);
    for some in follows.chunks(MEMBERS_AT_ONCE) {
        progress(say, done, total, "memberships")?;
        done += some.len();
        let some = some.to_vec();
        store.write_blocking(move |tx| {
            for (follower, followed) in &some {
                people::queries::follow(tx, *follower, *followed, at)?;
            }
            Ok(())
        })?;
    }
    let founded = days_before(plan.now, DAYS);
    store.write_blocking(move |tx| {
        queries::set_joined(tx, founded, Time::DAY_US)?;
        queries::read_network_wide(tx)?;
        Ok(())
    })?;
    progress(say, total, total, "memberships")
}

pub fn days_before(now: Time, days: i64) -> Time {
    now.minus(Duration::from_secs(86_400 * days as u64))
}

impl Written {
    /// Whether the person may read what stands in a community.
    pub fn reads(&self, person: usize, room: Option<usize>) -> bool {
        room.is_none_or(|room| {
            let room = &self.plan.rooms[room];
            room.kind == CommunityKind::Open || room.members.contains_key(&person)
        })
    }
}
