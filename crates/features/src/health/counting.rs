//! Counting one week: everything that happened is read once, then what may be shown is kept.
//!
//! The work is done in many small steps, each of which reads a piece or writes a small transaction; between
//! two of them it may wait for as long as it likes. A count that was lost is begun anew and goes on behind
//! the communities that are kept already. A finished week is never counted again.

use std::collections::{BTreeSet, HashMap};

use kernel::{Error, Result};
use network::communities::CommunityKind;
use network::feed::Audience;
use network::{CommunityId, PersonId};
use store::Store;

use super::benchmark::Benchmarks;
use super::community::{self, Numbers, numbers};
use super::gate::{Figure, Made, percent, share_of_things};
use super::graph::Web;
use super::keeping::{Row, before, forget, keep_cell, keep_table, sites};
use super::matrix::{self, Before, Deeds, Told, WEEKS_BEFORE};
use super::measure::{Measure, Purpose, State};
use super::members::{self, Members};
use super::people::{Levels, People, belonging_since};
use super::tally::{DAYS, Tally};
use super::totals::{self, Held, Things};
use super::week::{Week, first_id};
use super::{queries, sources, units};
use crate::rollout::{Stage, ToldOfLevels};

const MEMBERS_AT_ONCE: i64 = 10_000;
/// Communities whose numbers are worked out in one step, and that are written in one transaction.
const ROOMS_AT_ONCE: usize = 50;
const WRITTEN_AT_ONCE: usize = 100;
/// Posts whose seers are looked at in one piece.
const SEEN_AT_ONCE: i64 = 500;

pub struct Counting {
    week: Week,
    tally: Tally,
    levels: Levels,
    before: Vec<Before>,
    /// Of communities with a rule, until these are counted.
    listed: HashMap<CommunityId, Members>,
    rooms: Vec<Counted>,
    held: Held,
    benchmarks: Benchmarks,
    /// Who saw something.
    audience: Audience,
    told: Vec<Told>,
    /// Of whom the roll-out tells that they answer.
    board: Option<ToldOfLevels>,
    next: Next,
}

/// One community with what it is said to be for.
struct Counted {
    id: CommunityId,
    place: u32,
    is_open: bool,
    purpose: Option<Purpose>,
    members: Members,
    numbers: Numbers,
    /// What was told of it in the weeks in sight.
    before: BTreeSet<Things>,
}

/// What is done next.
enum Next {
    Read,
    Listed(PersonId, CommunityId),
    Rooms(usize),
    Compare,
    Keep(CommunityId),
    Seen(i64),
    Levels,
    Web,
    Units,
    Forget,
    Done,
}

impl Counting {
    /// Begins a week that is over; `None` when it was counted.
    pub fn begin(store: &Store, week: Week) -> Result<Option<Counting>> {
        if week > Week::last(store.clock().now()) {
            return Err(Error::internal("this week is not over"));
        }
        if store
            .read_blocking(move |db| queries::is_finished(db, week.0))?
            .is_some()
        {
            return Ok(None);
        }
        store.write_background_blocking(move |tx| queries::begin_week(tx, week.0, tx.now()))?;
        let before = store.read_blocking(move |db| before(db, week))?;
        let known: Vec<&[u8]> = before
            .iter()
            .map(|week| &week.levels[..])
            .filter(|levels| !levels.is_empty())
            .collect();
        let answering = Stage::Answering;
        let board = store.read_blocking(move |db| ToldOfLevels::read(db, answering, week.0))?;
        let (people, levels) = People::load(store, week, &known)?;
        Ok(Some(Counting {
            week,
            tally: Tally::of(store, week, people)?,
            levels,
            before,
            listed: HashMap::new(),
            rooms: Vec::new(),
            held: Held::default(),
            benchmarks: Benchmarks::default(),
            audience: Audience::default(),
            told: Vec::new(),
            board,
            next: Next::Read,
        }))
    }

    /// Does the next step; false when there is none left.
    pub fn step(&mut self, store: &Store) -> Result<bool> {
        self.next = match std::mem::replace(&mut self.next, Next::Done) {
            Next::Read => match self.tally.read_some(store)? {
                true => Next::Read,
                false => Next::Listed(PersonId::from_raw(0), CommunityId::from_raw(0)),
            },
            Next::Listed(person, community) => self.list_some(store, person, community)?,
            Next::Rooms(from) if from < self.tally.rooms.len() => {
                let to = (from + ROOMS_AT_ONCE).min(self.tally.rooms.len());
                for place in from..to {
                    self.count_room(store, place)?;
                }
                Next::Rooms(to)
            }
            Next::Rooms(_) => Next::Compare,
            Next::Compare => {
                self.compare();
                let week = self.week;
                let kept = store.read_blocking(move |db| queries::kept_through(db, week.0))?;
                Next::Keep(kept.unwrap_or(CommunityId::from_raw(0)))
            }
            Next::Keep(after) => self.keep_some(store, after)?,
            Next::Seen(after) => self.see_some(store, after)?,
            Next::Levels => {
                self.count_levels();
                Next::Web
            }
            Next::Web => {
                self.count_web();
                Next::Units
            }
            Next::Units => {
                self.finish(store)?;
                Next::Forget
            }
            Next::Forget => {
                forget(store, self.week)?;
                Next::Done
            }
            Next::Done => return Ok(false),
        };
        Ok(true)
    }

    /// Looks at all at once in the order of people: a large one by itself would be looked through again
    /// for each piece of it.
    fn list_some(
        &mut self,
        store: &Store,
        person: PersonId,
        community: CommunityId,
    ) -> Result<Next> {
        let since = belonging_since(self.week);
        let some = store.read_blocking(move |db| {
            sources::listed(db, person, community, since, MEMBERS_AT_ONCE)
        })?;
        for (person, community) in &some {
            if let Some(place) = self.tally.people.place(*person) {
                let number = self.tally.people.numbers[place as usize];
                self.listed.entry(*community).or_default().insert(number);
            }
        }
        let last = some.last();
        Ok(last.map_or(Next::Rooms(0), |(person, community)| {
            Next::Listed(*person, *community)
        }))
    }

    fn count_room(&mut self, store: &Store, place: usize) -> Result<()> {
        let room = self.tally.rooms[place].clone();
        if room.archived {
            return Ok(());
        }
        let now = self.belonging(store, &room)?;
        let (id, week) = (room.id, self.week.0);
        let (before, told) = store.read_blocking(move |db| {
            let weeks =
                (1..=WEEKS_BEFORE as i64).map(|back| queries::members_of(db, id, week - back));
            let before: Vec<Vec<u8>> =
                weeks.filter_map(Result::transpose).collect::<Result<_>>()?;
            let told = queries::states_of(db, id, week - WEEKS_BEFORE as i64, week, 200)?;
            Ok((before, told))
        })?;
        let before: Vec<Members> = before
            .iter()
            .map(|bytes| Members::deserialize_from(&bytes[..]).map_err(Error::internal))
            .collect::<Result<_>>()?;
        let Some(members) = members::counted(now, &before) else {
            return Ok(());
        };
        let mut here: Vec<u32> = members
            .iter()
            .filter_map(|number| self.tally.people.place_of(number))
            .collect();
        here.sort_unstable();
        let place = place as u32;
        let told = told.into_iter().filter(|(_, state)| *state == State::Shown);
        self.rooms.push(Counted {
            id,
            place,
            is_open: room.kind == CommunityKind::Open,
            purpose: room.purpose,
            numbers: numbers(&self.tally, self.week, place, members.len(), &here),
            members,
            before: told
                .filter_map(|(measure, _)| Things::of(measure))
                .collect(),
        });
        Ok(())
    }

    /// Who belongs to it now, of those who are counted.
    fn belonging(&mut self, store: &Store, room: &sources::Room) -> Result<Members> {
        let people = &self.tally.people;
        if room.network_wide {
            return Ok(people.numbers.iter().copied().collect());
        }
        if room.by_rule {
            return Ok(self.listed.remove(&room.id).unwrap_or_default());
        }
        let (id, since) = (room.id, belonging_since(self.week));
        let mut members = Members::new();
        let mut after = PersonId::from_raw(0);
        loop {
            let read = move |db: &_| sources::members(db, id, after, since, MEMBERS_AT_ONCE);
            let some = store.read_blocking(read)?;
            let Some(last) = some.last() else {
                return Ok(members);
            };
            after = *last;
            let counted = some.iter().filter_map(|person| people.place(*person));
            members.extend(counted.map(|place| people.numbers[place as usize]));
        }
    }

    /// Looks at all communities together: what must be held back, and what is usual.
    fn compare(&mut self) {
        let mut told = HashMap::new();
        for room in &self.rooms {
            for things in &room.before {
                told.insert((*things, room.place), totals::Told::Before);
            }
            for (measure, figure) in &room.numbers.figures {
                if let Some(things) = Things::of(*measure)
                    && figure.state == State::Shown
                {
                    told.entry((things, room.place))
                        .or_insert(totals::Told::Now);
                }
            }
        }
        let sums = self.before.iter().flat_map(|week| &week.cells);
        let sums = sums.filter(|(_, column, state)| *column == 0 && *state == State::Shown);
        let sums: BTreeSet<Things> = sums
            .filter_map(|(measure, ..)| Things::of(*measure))
            .collect();
        self.held = totals::hold_back(&self.tally, &told, &sums);
        for room in &mut self.rooms {
            for (measure, figure) in &mut room.numbers.figures {
                if figure.state == State::Shown && self.held.place(*measure, room.place) {
                    *figure = Figure::without(State::Reveals);
                }
            }
            // What is usual tells how many there are: only of those that everybody may know.
            if room.is_open {
                let purpose = room.purpose.or(room.numbers.works_as);
                self.benchmarks.add(&room.numbers, purpose);
            }
        }
        self.benchmarks.settle();
    }

    fn keep_some(&mut self, store: &Store, after: CommunityId) -> Result<Next> {
        let rest = self.rooms.partition_point(|room| room.id <= after);
        let some: Vec<&Counted> = self.rooms[rest..].iter().take(WRITTEN_AT_ONCE).collect();
        let Some(last) = some.last() else {
            self.rooms = Vec::new();
            return Ok(Next::Seen(first_id(self.week.from(DAYS)) - 1));
        };
        let (next, week) = (Next::Keep(last.id), self.week);
        let rows: Vec<Row> = some
            .iter()
            .map(|room| {
                let (members, numbers) = (&room.members, &room.numbers);
                Row::of(room.id, room.purpose, members, numbers, &self.benchmarks)
            })
            .collect::<Result<_>>()?;
        store.write_background_blocking(move |tx| {
            rows.iter().try_for_each(|row| row.keep(tx, week))
        })?;
        Ok(next)
    }

    fn see_some(&mut self, store: &Store, after: i64) -> Result<Next> {
        let before = first_id(self.week.end());
        let mut audience = std::mem::take(&mut self.audience);
        let (last, audience) = store.read_blocking(move |db| {
            let last = audience.add(db, after, before, SEEN_AT_ONCE)?;
            Ok((last, std::mem::take(&mut audience)))
        })?;
        self.audience = audience;
        Ok(last.map_or(Next::Levels, Next::Seen))
    }

    /// Figures about people, and about what they made.
    fn count_levels(&mut self) {
        let tally = &self.tally;
        let seed = self.week.0.unsigned_abs();
        let ties = Ties::of(&tally.arcs(), &tally.people.units);
        let (active, active_in_year) = tally.active_anywhere();
        let saw = |number: u32| self.audience.count_among([number].into_iter()) == 1;
        let numbers = tally.people.numbers.iter().zip(&active_in_year);
        let deeds = Deeds {
            others: &ties.others,
            both: &ties.both,
            active: &active,
            active_in_year: &active_in_year,
            only_read: &numbers
                .map(|(number, active)| !active && saw(*number))
                .collect::<Vec<bool>>(),
        };
        self.told = matrix::cells(
            tally,
            &self.levels,
            &deeds,
            &self.before,
            self.board.as_ref(),
            seed,
        );
        let mut figures = community::of_posts(&tally.posts, tally.replies(), self.week);
        figures.push((Measure::PublicShare, public_share(tally)));
        for (measure, figure) in figures {
            let held = figure.state == State::Shown && self.held.sum(measure);
            self.told.push(Told {
                measure,
                column: 0,
                figure: match held {
                    true => Figure::without(State::Reveals),
                    false => figure,
                },
            });
        }
        self.audience = Audience::default();
    }

    /// Figures about how people hang together.
    fn count_web(&mut self) {
        let people = &self.tally.people;
        let Ok(web) = Web::of(people.len() as u32, &self.tally.arcs()) else {
            return;
        };
        let figures = web.of_network(&people.units, self.week.0.unsigned_abs());
        self.told
            .extend(figures.into_iter().map(|(measure, figure)| Told {
                measure,
                column: 0,
                figure,
            }));
    }

    fn finish(&mut self, store: &Store) -> Result<()> {
        let week = self.week;
        let last = store.read_blocking(move |db| queries::units_before(db, week.0))?;
        let tables = match last {
            Some(last) if week.0 - last < units::EVERY_WEEKS => Vec::new(),
            _ => {
                let sites = sites(store)?;
                let ties = Ties::of(&self.tally.arcs(), &self.tally.people.units).pairs;
                units::tables(&self.tally, &sites, &ties, week.0.unsigned_abs())
            }
        };
        let (told, levels) = (
            std::mem::take(&mut self.told),
            std::mem::take(&mut self.levels),
        );
        store.write_background_blocking(move |tx| {
            told.iter().try_for_each(|cell| keep_cell(tx, cell, week))?;
            tables
                .iter()
                .try_for_each(|table| keep_table(tx, table, week))?;
            queries::finish_week(tx, week.0, tx.now(), &levels)?;
            tx.log("health", week.0, 0)
        })
    }
}

/// The ties of the network.
struct Ties {
    /// By person: whether they have a tie to another unit, and one both ways.
    others: Vec<bool>,
    both: Vec<bool>,
    /// Each once.
    pairs: Vec<(u32, u32)>,
}

impl Ties {
    fn of(arcs: &[(u32, u32)], units: &[u32]) -> Ties {
        let mut others = vec![false; units.len()];
        let mut both = others.clone();
        let mut ends: Vec<(u32, u32, bool)> = arcs
            .iter()
            .map(|(from, to)| (*from.min(to), *from.max(to), from < to))
            .collect();
        ends.sort_unstable();
        ends.dedup();
        let mut pairs = Vec::new();
        for tie in ends.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (one, other) = (tie[0].0 as usize, tie[0].1 as usize);
            pairs.push((tie[0].0, tie[0].1));
            for person in [one, other] {
                others[person] |= units[one] != units[other];
                both[person] |= tie.len() == 2;
            }
        }
        Ties {
            others,
            both,
            pairs,
        }
    }
}

/// Posts and replies that every colleague may read, of all.
fn public_share(tally: &Tally) -> Figure {
    let makers = |public: Option<bool>| {
        let is_in = move |place: u32| public.is_none_or(|public| tally.is_public(place) == public);
        let posts = tally.posts.iter().filter(move |post| is_in(post.place));
        let replies = tally.replies().iter().filter(move |reply| is_in(reply.0));
        Made::by(
            posts
                .map(|post| post.author)
                .chain(replies.map(|reply| reply.1)),
        )
    };
    let (all, public, closed) = (makers(None), makers(Some(true)), makers(Some(false)));
    let state = share_of_things(&all, &[public], &closed);
    Figure::told(state, percent(public.sum as f64, all.sum as f64), all.sum)
}
