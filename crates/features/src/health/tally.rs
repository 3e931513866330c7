//! One pass over what people did in a year: who was active where, who turned to whom, what became of
//! each post. Everything is numbers; a year of ten million posts stays below half a gigabyte.
//!
//! Nothing is judged or shown here, and nothing of it is kept.

use std::collections::HashMap;

use kernel::id::Id;
use kernel::{Result, Time};
use network::communities::CommunityKind;
use network::{CommunityId, PersonId};
use store::Store;

use super::people::People;
use super::sources::{self, Room};
use super::week::{Week, first_id};

const AT_ONCE: i64 = 10_000;
/// What is counted, ties, and "at least once".
pub const DAYS: i64 = 28;
const TIE_DAYS: i64 = 90;
const YEAR_DAYS: i64 = 365;
/// The place of what stands on a storyline.
const STORYLINE: u32 = u32::MAX;

/// A post of the 28 days.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    pub place: u32,
    pub author: u32,
    pub question: bool,
    /// Has a best answer.
    pub answered: bool,
    /// Somebody else replied or reacted.
    pub touched: bool,
    at: Time,
    /// Until somebody else replied.
    pub first_reply_us: Option<i64>,
}

impl Post {
    /// How long it has waited by then.
    pub fn age_us(&self, now: Time) -> i64 {
        now.since_us(self.at)
    }
}

/// Somebody turned to somebody: replied, reacted or mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arc {
    pub place: u32,
    pub from: u32,
    pub to: u32,
}

pub struct Tally {
    pub people: People,
    pub rooms: Vec<Room>,
    /// In order of places once the pass is over.
    pub posts: Vec<Post>,
    by_id: HashMap<i64, u32>,
    /// Replies of the 28 days, by place; the last is for storylines.
    replies: Vec<u64>,
    /// Who contributed where: place and person, sorted, each once.
    active: Distinct<(u32, u32)>,
    active_in_year: Distinct<(u32, u32)>,
    /// Of 90 days, sorted, each once.
    arcs: Distinct<Arc>,
    /// Was praised or thanked in the 28 days.
    pub thanked: Vec<bool>,
    /// Replied to somebody else's question in the 28 days.
    pub gave_answer: Vec<bool>,
    week: Week,
}

impl Tally {
    /// Reads everything; the store serves others meanwhile.
    pub fn count(store: &Store, week: Week) -> Result<Tally> {
        let people = People::load(store, week)?;
        let rooms = rooms(store)?;
        let mut tally = Tally {
            replies: vec![0; rooms.len() + 1],
            thanked: vec![false; people.len()],
            gave_answer: vec![false; people.len()],
            people,
            rooms,
            posts: Vec::new(),
            by_id: HashMap::new(),
            active: Distinct::default(),
            active_in_year: Distinct::default(),
            arcs: Distinct::default(),
            week,
        };
        tally.read_posts(store)?;
        tally.read_replies(store)?;
        tally.read_mentions(store)?;
        tally.read_praise(store)?;
        tally.read_reactions(store)?;
        tally.by_id = HashMap::new();
        tally.posts.sort_by_key(|post| post.place);
        tally.active.settle();
        tally.active_in_year.settle();
        tally.arcs.settle();
        Ok(tally)
    }

    fn read_posts(&mut self, store: &Store) -> Result<()> {
        let (mut after, before) = self.span(YEAR_DAYS);
        loop {
            let some = store.read_blocking(move |db| sources::posts(db, after, before, AT_ONCE))?;
            let Some(last) = some.last() else {
                return Ok(());
            };
            after = last.id;
            for post in some {
                let Some(author) = self.people.place(post.author_id) else {
                    continue;
                };
                let (place, at) = (
                    self.place(post.community_id),
                    Id::<()>::from_raw(post.id).time(),
                );
                self.contributed(place, author, at);
                if !self.is_within(at, DAYS) {
                    continue;
                }
                self.by_id.insert(post.id, self.posts.len() as u32);
                self.posts.push(Post {
                    place,
                    author,
                    question: post.question,
                    answered: post.answered_at.is_some_and(|at| at < self.week.end()),
                    touched: false,
                    at,
                    first_reply_us: None,
                });
            }
        }
    }

    fn read_replies(&mut self, store: &Store) -> Result<()> {
        let (mut after, before) = self.span(YEAR_DAYS);
        loop {
            let some =
                store.read_blocking(move |db| sources::replies(db, after, before, AT_ONCE))?;
            let Some(last) = some.last() else {
                return Ok(());
            };
            after = last.id;
            for reply in some {
                let Some(author) = self.people.place(reply.author_id) else {
                    continue;
                };
                let (place, at) = (
                    self.place(reply.community_id),
                    Id::<()>::from_raw(reply.id).time(),
                );
                self.contributed(place, author, at);
                let to = reply.parent_author_id.unwrap_or(reply.post_author_id);
                self.turned(place, author, to, at);
                if !self.is_within(at, DAYS) {
                    continue;
                }
                let at_place = self.replies.len() - 1;
                self.replies[at_place.min(place as usize)] += 1;
                if reply.post_author_id == reply.author_id {
                    continue;
                }
                if reply.question {
                    self.gave_answer[author as usize] = true;
                }
                if let Some(post) = self.by_id.get(&reply.post_id) {
                    let post = &mut self.posts[*post as usize];
                    post.touched = true;
                    // Replies come in order of time.
                    post.first_reply_us.get_or_insert(at.since_us(post.at));
                }
            }
        }
    }

    fn read_mentions(&mut self, store: &Store) -> Result<()> {
        let (from, before) = self.span(TIE_DAYS);
        let mut after = (from, PersonId::max());
        loop {
            let (item, person) = after;
            let some = store
                .read_blocking(move |db| sources::mentions(db, item, person, before, AT_ONCE))?;
            let Some(last) = some.last() else {
                return Ok(());
            };
            after = (last.item_id, last.person_id);
            for named in some {
                if let Some(author) = self.people.place(named.author_id) {
                    let at = Id::<()>::from_raw(named.item_id).time();
                    let place = self.place(named.community_id);
                    self.turned(place, author, named.person_id, at);
                }
            }
        }
    }

    fn read_praise(&mut self, store: &Store) -> Result<()> {
        let (from, before) = self.span(DAYS);
        let mut after = (from, PersonId::max());
        loop {
            let (item, person) = after;
            let some = store
                .read_blocking(move |db| sources::praised(db, item, person, before, AT_ONCE))?;
            let Some(last) = some.last() else {
                return Ok(());
            };
            after = (last.item_id, last.person_id);
            for named in some {
                self.thank(named.author_id, named.person_id);
            }
        }
    }

    /// Through all reactions there are.
    fn read_reactions(&mut self, store: &Store) -> Result<()> {
        let (from, before) = (self.week.from(YEAR_DAYS), self.week.end());
        let mut after = (0, PersonId::from_raw(0), String::new());
        loop {
            let (item, person, name) = after.clone();
            let some = store.read_blocking(move |db| {
                sources::reactions(db, item, person, &name, from, before, AT_ONCE)
            })?;
            let Some(last) = some.last() else {
                return Ok(());
            };
            after = (last.item_id, last.person_id, last.name.clone());
            for reacted in some {
                let (Some(person), Some(author)) =
                    (self.people.place(reacted.person_id), reacted.author_id)
                else {
                    continue;
                };
                let (place, at) = (self.place(reacted.community_id), reacted.at);
                self.contributed(place, person, at);
                self.turned(place, person, author, at);
                if !self.is_within(at, DAYS) || author == reacted.person_id {
                    continue;
                }
                if reacted.name == "thanks" {
                    self.thank(reacted.person_id, author);
                }
                if let Some(post) = self.by_id.get(&reacted.item_id) {
                    self.posts[*post as usize].touched = true;
                }
            }
        }
    }

    /// Ids before the first of these days, and of the first after them.
    fn span(&self, days: i64) -> (i64, i64) {
        (
            first_id(self.week.from(days)) - 1,
            first_id(self.week.end()),
        )
    }

    fn is_within(&self, at: Time, days: i64) -> bool {
        at >= self.week.from(days) && at < self.week.end()
    }

    fn place(&self, community: Option<CommunityId>) -> u32 {
        let known =
            community.and_then(|id| self.rooms.binary_search_by_key(&id, |room| room.id).ok());
        known.map_or(STORYLINE, |at| at as u32)
    }

    fn contributed(&mut self, place: u32, person: u32, at: Time) {
        self.active_in_year.push((place, person));
        if self.is_within(at, DAYS) {
            self.active.push((place, person));
        }
    }

    fn turned(&mut self, place: u32, from: u32, to: PersonId, at: Time) {
        if self.is_within(at, TIE_DAYS)
            && let Some(to) = self.people.place(to)
            && to != from
        {
            self.arcs.push(Arc { place, from, to });
        }
    }

    fn thank(&mut self, by: PersonId, whom: PersonId) {
        if by != whom
            && self.people.place(by).is_some()
            && let Some(whom) = self.people.place(whom)
        {
            self.thanked[whom as usize] = true;
        }
    }

    /// Those who contributed there in the 28 days; `place` is that of a room.
    pub fn active_in(&self, place: u32) -> &[(u32, u32)] {
        among(&self.active.list, place, |pair| pair.0)
    }

    pub fn active_in_year_in(&self, place: u32) -> &[(u32, u32)] {
        among(&self.active_in_year.list, place, |pair| pair.0)
    }

    pub fn arcs_in(&self, place: u32) -> &[Arc] {
        among(&self.arcs.list, place, |arc| arc.place)
    }

    pub fn posts_in(&self, place: u32) -> &[Post] {
        among(&self.posts, place, |post| post.place)
    }

    pub fn replies_in(&self, place: u32) -> u64 {
        self.replies[place as usize]
    }

    pub fn all_replies(&self) -> u64 {
        self.replies.iter().sum()
    }

    pub fn arcs(&self) -> Vec<(u32, u32)> {
        self.arcs
            .list
            .iter()
            .map(|arc| (arc.from, arc.to))
            .collect()
    }

    /// By person: whether they contributed in the 28 days, and in the year.
    pub fn active_anywhere(&self) -> (Vec<bool>, Vec<bool>) {
        let mark = |pairs: &[(u32, u32)]| {
            let mut marked = vec![false; self.people.len()];
            pairs
                .iter()
                .for_each(|(_, person)| marked[*person as usize] = true);
            marked
        };
        (mark(&self.active.list), mark(&self.active_in_year.list))
    }

    /// Messages of the 28 days that every colleague may read, and all.
    pub fn public_messages(&self) -> (u64, u64) {
        let is_public = |place: u32| match self.rooms.get(place as usize) {
            Some(room) => room.kind == CommunityKind::Open || room.network_wide,
            None => true,
        };
        let posts = self
            .posts
            .iter()
            .filter(|post| is_public(post.place))
            .count() as u64;
        let replies: u64 = (0..self.replies.len())
            .filter(|place| is_public(*place as u32))
            .map(|place| self.replies[place])
            .sum();
        let all = self.posts.len() as u64 + self.all_replies();
        (posts + replies, all)
    }
}

fn rooms(store: &Store) -> Result<Vec<Room>> {
    let mut rooms: Vec<Room> = Vec::new();
    loop {
        let after = rooms
            .last()
            .map_or(CommunityId::from_raw(0), |room| room.id);
        let some = store.read_blocking(move |db| sources::rooms(db, after, AT_ONCE))?;
        if some.is_empty() {
            return Ok(rooms);
        }
        rooms.extend(some);
    }
}

/// The run of those at a place in a list that is sorted by places.
fn among<T>(list: &[T], place: u32, of: impl Fn(&T) -> u32) -> &[T] {
    let begin = list.partition_point(|item| of(item) < place);
    let end = list.partition_point(|item| of(item) <= place);
    &list[begin..end]
}

/// Many of which few differ: sorted and freed of doubles whenever it has doubled.
struct Distinct<T> {
    list: Vec<T>,
    settled: usize,
}

impl<T> Default for Distinct<T> {
    fn default() -> Self {
        Distinct {
            list: Vec::new(),
            settled: 0,
        }
    }
}

impl<T: Ord> Distinct<T> {
    const ROOM: usize = 1 << 20;

    fn push(&mut self, item: T) {
        self.list.push(item);
        if self.list.len() > 2 * self.settled + Self::ROOM {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.list.sort_unstable();
        self.list.dedup();
        self.settled = self.list.len();
    }
}
