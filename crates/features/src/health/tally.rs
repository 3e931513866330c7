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
pub const STORYLINE: u32 = u32::MAX;

/// A post of the 28 days.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    pub place: u32,
    pub author: u32,
    pub question: bool,
    /// Has a best answer.
    pub answered: bool,
    /// Whose it is, of those who are counted.
    pub best_by: Option<u32>,
    /// Somebody else who replied or reacted.
    pub touched_by: Option<u32>,
    /// Who else replied first.
    pub replied_by: Option<u32>,
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
    /// Replies of the 28 days: place and author, in order of places once the pass is over.
    replies: Vec<(u32, u32)>,
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
    next: Next,
}

/// What is read next, from where on.
enum Next {
    Posts(i64),
    Replies(i64),
    Mentions(i64, PersonId),
    Praise(i64, PersonId),
    Reactions(i64, PersonId, String),
    Nothing,
}

impl Tally {
    fn empty(week: Week, people: People, rooms: Vec<Room>, next: Next) -> Tally {
        Tally {
            replies: Vec::new(),
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
            next,
        }
    }

    /// Nothing is read yet.
    pub fn of(store: &Store, week: Week, people: People) -> Result<Tally> {
        let next = Next::Posts(first_id(week.from(YEAR_DAYS)) - 1);
        Ok(Tally::empty(week, people, rooms(store)?, next))
    }

    /// Reads a piece; whether there was one. The store serves others meanwhile.
    pub fn read_some(&mut self, store: &Store) -> Result<bool> {
        self.next = match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Posts(after) => self.posts_after(store, after)?,
            Next::Replies(after) => self.replies_after(store, after)?,
            Next::Mentions(item, person) => self.mentions_after(store, item, person)?,
            Next::Praise(item, person) => self.praise_after(store, item, person)?,
            Next::Reactions(item, person, name) => {
                self.reactions_after(store, item, person, name)?
            }
            Next::Nothing => return Ok(false),
        };
        Ok(true)
    }

    fn settle(&mut self) {
        self.by_id = HashMap::new();
        self.posts.sort_by_key(|post| post.place);
        self.replies.sort_unstable();
        self.active.settle();
        self.active_in_year.settle();
        self.arcs.settle();
    }

    fn posts_after(&mut self, store: &Store, after: i64) -> Result<Next> {
        let (_, before) = self.span(YEAR_DAYS);
        let some = store.read_blocking(move |db| sources::posts(db, after, before, AT_ONCE))?;
        let Some(last) = some.last() else {
            return Ok(Next::Replies(self.span(YEAR_DAYS).0));
        };
        let next = Next::Posts(last.id);
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
                best_by: post.best_by.and_then(|by| self.people.place(by)),
                touched_by: None,
                replied_by: None,
                at,
                first_reply_us: None,
            });
        }
        Ok(next)
    }

    fn replies_after(&mut self, store: &Store, after: i64) -> Result<Next> {
        let (_, before) = self.span(YEAR_DAYS);
        let some = store.read_blocking(move |db| sources::replies(db, after, before, AT_ONCE))?;
        let Some(last) = some.last() else {
            return Ok(Next::Mentions(self.span(TIE_DAYS).0, PersonId::max()));
        };
        let next = Next::Replies(last.id);
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
            self.replies.push((place, author));
            if reply.post_author_id == reply.author_id {
                continue;
            }
            if reply.question {
                self.gave_answer[author as usize] = true;
            }
            if let Some(post) = self.by_id.get(&reply.post_id) {
                let post = &mut self.posts[*post as usize];
                post.touched_by.get_or_insert(author);
                // Replies come in order of time.
                post.replied_by.get_or_insert(author);
                post.first_reply_us.get_or_insert(at.since_us(post.at));
            }
        }
        Ok(next)
    }

    fn mentions_after(&mut self, store: &Store, item: i64, person: PersonId) -> Result<Next> {
        let (_, before) = self.span(TIE_DAYS);
        let some =
            store.read_blocking(move |db| sources::mentions(db, item, person, before, AT_ONCE))?;
        let Some(last) = some.last() else {
            return Ok(Next::Praise(self.span(DAYS).0, PersonId::max()));
        };
        let next = Next::Mentions(last.item_id, last.person_id);
        for named in some {
            if let Some(author) = self.people.place(named.author_id) {
                let at = Id::<()>::from_raw(named.item_id).time();
                let place = self.place(named.community_id);
                self.turned(place, author, named.person_id, at);
            }
        }
        Ok(next)
    }

    fn praise_after(&mut self, store: &Store, item: i64, person: PersonId) -> Result<Next> {
        let (_, before) = self.span(DAYS);
        let some =
            store.read_blocking(move |db| sources::praised(db, item, person, before, AT_ONCE))?;
        let Some(last) = some.last() else {
            return Ok(Next::Reactions(0, PersonId::from_raw(0), String::new()));
        };
        let next = Next::Praise(last.item_id, last.person_id);
        for named in some {
            self.thank(named.author_id, named.person_id);
        }
        Ok(next)
    }

    /// Through all reactions there are.
    fn reactions_after(
        &mut self,
        store: &Store,
        item: i64,
        person: PersonId,
        name: String,
    ) -> Result<Next> {
        let (from, before) = (self.week.from(YEAR_DAYS), self.week.end());
        let some = store.read_blocking(move |db| {
            sources::reactions(db, item, person, &name, from, before, AT_ONCE)
        })?;
        let Some(last) = some.last() else {
            self.settle();
            return Ok(Next::Nothing);
        };
        let next = Next::Reactions(last.item_id, last.person_id, last.name.clone());
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
                self.posts[*post as usize].touched_by.get_or_insert(person);
            }
        }
        Ok(next)
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

    /// Place and author of each.
    pub fn replies_in(&self, place: u32) -> &[(u32, u32)] {
        among(&self.replies, place, |reply| reply.0)
    }

    pub fn replies(&self) -> &[(u32, u32)] {
        &self.replies
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

    /// Whether every colleague may read what stands there.
    pub fn is_public(&self, place: u32) -> bool {
        match self.rooms.get(place as usize) {
            Some(room) => room.kind == CommunityKind::Open || room.network_wide,
            None => true,
        }
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

/// A post of a test, in the 28 days; who touched it answered it, if it is a question.
#[cfg(test)]
#[derive(Clone, Copy, Debug)]
pub struct Wrote {
    pub place: u32,
    pub author: u32,
    pub question: bool,
    pub touched_by: Option<u32>,
}

#[cfg(test)]
impl Tally {
    pub fn made_up(week: Week, people: People, rooms: Vec<Room>, wrote: &[Wrote]) -> Tally {
        let mut tally = Tally::empty(week, people, rooms, Next::Nothing);
        let at = week.from(7);
        for post in wrote {
            tally.contributed(post.place, post.author, at);
            if let Some(by) = post.touched_by {
                tally.replies.push((post.place, by));
            }
            tally.posts.push(Post {
                place: post.place,
                author: post.author,
                question: post.question,
                answered: post.question && post.touched_by.is_some(),
                best_by: post.touched_by,
                touched_by: post.touched_by,
                replied_by: post.touched_by,
                at,
                first_reply_us: None,
            });
        }
        tally.settle();
        tally
    }
}
