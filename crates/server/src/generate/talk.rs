//! What is said: two years of posts and replies, made one after the other in the order of their ids.
//!
//! Threads that go on are kept until their last reply has come, because the row of a post tells of its
//! replies; that are those of two weeks. Everything else is written at once and forgotten.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};

use anyhow::Result;
use features::posts::Kind;
use kernel::id::{IMPORT_NODE, compose, tick_of};
use kernel::{Id, Time};
use store::Value::{Int, Null, Text as Str};

use super::audience::Audience;
use super::calendar::Calendar;
use super::dice::{Dice, Stage};
use super::people;
use super::reactions::{Reactions, Thing};
use super::tables::{MENTIONS, POST_TOPICS, POSTS, PRAISED, Pen, REPLIES, Sender, maybe, progress};
use super::text::{Mentioned, Text, Texts};
use super::thread::{Said, Started, Thread};
use super::world::World;

/// Threads end within so many days.
const LONGEST_DAYS: i64 = 14;
/// One thread of the last days has so many times the share of one reply.
const HOT_PART: usize = 1_000;
const HOT_DAYS: i64 = 3;
/// Posts that are told of progress at once.
const OFTEN: usize = 5_000;
const SEQUENCES: i64 = 512;

pub struct Talk<'a> {
    world: &'a World,
    audience: Audience<'a>,
    calendar: Calendar,
    texts: Texts,
    dice: Dice,
    /// The last id's tick and sequence.
    last: (i64, i64),
    threads: VecDeque<Thread>,
    /// Threads before these are written.
    written: usize,
    /// When which thread is answered next.
    next: BinaryHeap<Reverse<(Time, usize)>>,
    replies_left: usize,
    heard: Heard,
    topics: Vec<(String, i64)>,
    pens: Pens<'a>,
}

/// What others must know afterwards.
#[derive(Default)]
pub struct Heard {
    /// Posts that arrived, of each community.
    pub arrivals: Vec<u32>,
    /// By author and community: the last post of their own, which they have read.
    pub own: HashMap<(u32, u32), u32>,
    pub posts: usize,
    pub replies: usize,
    pub reactions: usize,
}

struct Pens<'a> {
    posts: Pen<'a>,
    replies: Pen<'a>,
    mentions: Pen<'a>,
    praised: Pen<'a>,
    reactions: Reactions<'a>,
}

pub fn write(world: &World, send: &Sender) -> Result<Heard> {
    let size = world.size;
    let mut talk = Talk {
        world,
        audience: Audience::new(world),
        calendar: Calendar::new(size),
        texts: Texts::new(),
        dice: Dice::of(size.seed, Stage::Talk, 0),
        last: (0, 0),
        threads: VecDeque::new(),
        written: 0,
        next: BinaryHeap::new(),
        replies_left: size.replies,
        heard: Heard {
            arrivals: vec![0; size.communities],
            ..Heard::default()
        },
        topics: Vec::new(),
        pens: Pens {
            posts: Pen::new(send, &POSTS),
            replies: Pen::new(send, &REPLIES),
            mentions: Pen::new(send, &MENTIONS),
            praised: Pen::new(send, &PRAISED),
            reactions: Reactions::new(size, send),
        },
    };
    talk.run(send)?;
    talk.end(send)
}

impl Talk<'_> {
    fn run(&mut self, send: &Sender) -> Result<()> {
        let size = self.world.size;
        let hot_at = Time(size.until.0 - HOT_DAYS * Time::DAY_US);
        let mut hot = size.replies / HOT_PART;
        for hour in 0..size.hours() {
            let end = self.calendar.until_hour(hour, size.posts);
            let count = end - self.heard.posts;
            for number in 0..count {
                let at = self.calendar.within(hour, number, count, &mut self.dice);
                self.answer_until(at)?;
                let is_hot = at >= hot_at && hot > 0;
                self.post(at, is_hot.then_some(hot))?;
                if is_hot {
                    hot = 0;
                }
                if self.heard.posts.is_multiple_of(OFTEN) {
                    let done = self.heard.posts + self.heard.replies;
                    progress(send, done, size.posts + size.replies, "posts and replies")?;
                }
            }
        }
        self.answer_until(size.until)
    }

    /// The next id: at the time's tick, or at the last one where there is one already.
    fn id(&mut self, at: Time) -> i64 {
        let tick = tick_of(at);
        let (last, sequence) = self.last;
        self.last = match tick > last {
            true => (tick, 0),
            false if sequence + 1 < SEQUENCES => (last, sequence + 1),
            false => (last + 1, 0),
        };
        compose::<()>(self.last.0, IMPORT_NODE, self.last.1).raw()
    }

    fn post(&mut self, at: Time, hot: Option<usize>) -> Result<()> {
        let id = self.id(at);
        let at = Id::<()>::from_raw(id).time();
        let dice = &mut self.dice;
        let room = match hot {
            Some(_) => Some(0),
            None => self.audience.room(at, dice),
        };
        let author = self.audience.author(room, at, dice);
        let language = self.audience.language(room, author);
        let spoken = self.world.languages.get(language);
        let kind = match dice.unit() {
            _ if hot.is_some() => Kind::Question,
            lot if lot < 0.15 => Kind::Question,
            lot if lot < 0.23 => Kind::Praise,
            _ => Kind::Update,
        };
        let mut title = String::new();
        match kind {
            Kind::Question => spoken.say(dice.pick(&spoken.questions), dice, &mut title),
            Kind::Update if dice.chance(0.2) => {
                spoken.say(dice.pick(&spoken.headlines), dice, &mut title);
            }
            _ => {}
        }
        let text = match kind {
            Kind::Praise => {
                let mut said = String::new();
                spoken.say(dice.pick(&spoken.praise), dice, &mut said);
                self.texts.sentence(said)
            }
            Kind::Question if dice.chance(0.5) => Text::default(),
            _ if dice.chance(0.2) => self.texts.marked(spoken, dice),
            _ => {
                let sentences = dice.tail(1.25, 60.0) as usize;
                self.texts.plain(spoken, sentences, dice)
            }
        };
        let arrival = room.map_or(0, |room| {
            self.heard.arrivals[room] += 1;
            let arrival = self.heard.arrivals[room];
            self.heard.own.insert((author, room as u32), arrival);
            i64::from(arrival)
        });
        let left = match hot {
            Some(hot) => hot.min(self.replies_left),
            None => self.share_of_replies(room),
        };
        self.replies_left -= left;
        self.heard.posts += 1;
        let longest = Time(at.0 + LONGEST_DAYS * Time::DAY_US);
        let ends = longest.min(Time(self.world.size.until.0 - Time::SECOND_US));
        let started = Started {
            id,
            room,
            author,
            kind,
            arrival,
        };
        let mut thread = Thread::new(started, title, text, left, ends);
        let dice = &mut self.dice;
        if kind == Kind::Praise {
            thread.praised = Some(self.audience.other(room, author, dice));
        }
        if let Some(room) = room
            && arrival == 1
            && dice.chance(0.4)
        {
            thread.pinned_by = self.world.belonging.owner(room);
        }
        let topics = std::mem::take(&mut thread.text.topics);
        self.topics
            .extend(topics.into_iter().map(|topic| (topic, id)));
        let thing = Thing {
            id,
            at,
            kind,
            is_reply: false,
            readers: self.audience.readers(room),
        };
        let audience = &self.audience;
        self.pens
            .reactions
            .react(thing, dice, |dice| audience.reader(room, dice))?;
        let number = self.written + self.threads.len();
        self.threads.push_back(thread);
        self.schedule(number, at);
        self.write_front()
    }

    /// How many replies a post gets: a third none, most a few, some hundreds. What is left is shared
    /// among the posts that are left, so that the sum is as wanted.
    fn share_of_replies(&mut self, room: Option<usize>) -> usize {
        const NONE: f64 = 0.35;
        const EXPONENT: f64 = 1.4;
        const MOST: f64 = 500.0;
        // Of the two, by calculation.
        const MEAN: f64 = 0.65 * 3.28;
        let posts_left = self.world.size.posts - self.heard.posts;
        if posts_left <= 1 {
            return self.replies_left;
        }
        let dice = &mut self.dice;
        let drawn = match dice.chance(NONE) || self.audience.readers(room) < 2 {
            true => 0.0,
            false => dice.tail(EXPONENT, MOST),
        };
        let wanted = self.replies_left as f64 / posts_left as f64;
        let share = drawn * wanted / MEAN + dice.unit() * f64::from(drawn > 0.0);
        (share as usize).min(self.replies_left)
    }

    /// When the thread is answered next: soon at first, and never so late that the others would have
    /// no time.
    fn schedule(&mut self, number: usize, after: Time) {
        let thread = &self.threads[number - self.written];
        if thread.left == 0 {
            return;
        }
        let dice = &mut self.dice;
        let drawn = dice.around(25.0 + 5.0 * thread.replies as f64, 1.6) * Time::MINUTE_US as f64;
        let share = (thread.ends.0 - after.0).max(0) as f64 / thread.left as f64;
        let gap = drawn.min(share * dice.unit());
        let latest = Time(after.0 + share as i64).min(thread.ends);
        let at = self
            .calendar
            .awake(Time(after.0 + gap as i64), latest, dice);
        self.next.push(Reverse((at.max(after), number)));
    }

    fn answer_until(&mut self, until: Time) -> Result<()> {
        while let Some(Reverse((at, number))) = self.next.peek().copied()
            && at <= until
        {
            self.next.pop();
            self.reply(at, number)?;
        }
        self.write_front()
    }

    fn reply(&mut self, at: Time, number: usize) -> Result<()> {
        let id = self.id(at);
        let at = Id::<()>::from_raw(id).time();
        let dice = &mut self.dice;
        let thread = &mut self.threads[number - self.written];
        let room = thread.room;
        let author = match thread.again(dice) {
            Some(author) if self.world.staff.standing(author as usize).writes(at) => author,
            _ => self.audience.replier(room, at, dice),
        };
        let parent = thread.parent(dice);
        let top = parent.map(|parent| parent.top.unwrap_or(parent.id));
        let language = self.audience.language(room, thread.author);
        let spoken = self.world.languages.get(language);
        let mut mentioned = None;
        let text = match dice.unit() {
            lot if lot < 0.35 => {
                let mut said = String::new();
                spoken.say(dice.pick(&spoken.short), dice, &mut said);
                self.texts.sentence(said)
            }
            lot if lot < 0.36 => {
                let person = self.audience.other(room, author, dice);
                let name = people::name(self.world, person as usize).text;
                let who = Mentioned {
                    name: &name,
                    id: self.world.size.person_id(person as usize),
                };
                mentioned = Some(who.id);
                self.texts.mention(spoken, &who, dice)
            }
            lot if lot < 0.37 => self.texts.marked(spoken, dice),
            _ => {
                let sentences = dice.tail(2.2, 40.0) as usize;
                self.texts.plain(spoken, sentences, dice)
            }
        };
        let said = Said { id, top, author };
        thread.answered(said, at, dice);
        self.heard.replies += 1;
        self.pens.replies.add([
            Int(id),
            Int(thread.id),
            maybe(parent.map(|parent| parent.id)),
            maybe(top),
            Int(self.world.size.person_id(author as usize)),
            Str(&text.body),
            Str(&text.html),
            Str(&text.plain),
        ])?;
        if let Some(person) = mentioned {
            self.pens.mentions.add([Int(id), Int(person)])?;
        }
        let thing = Thing {
            id,
            at,
            kind: Kind::Update,
            is_reply: true,
            readers: self.audience.readers(room),
        };
        let audience = &self.audience;
        self.pens
            .reactions
            .react(thing, dice, |dice| audience.reader(room, dice))?;
        self.schedule(number, at);
        Ok(())
    }

    fn write_front(&mut self) -> Result<()> {
        while self.threads.front().is_some_and(|thread| thread.left == 0) {
            if let Some(thread) = self.threads.pop_front() {
                self.written += 1;
                self.pens.post(self.world, &thread)?;
            }
        }
        Ok(())
    }

    fn end(mut self, send: &Sender) -> Result<Heard> {
        self.write_front()?;
        self.heard.reactions = self.pens.reactions.total;
        self.pens.end()?;
        self.topics.sort_unstable();
        let mut topics = Pen::new(send, &POST_TOPICS);
        for (topic, post) in &self.topics {
            topics.add([Str(topic), Int(*post)])?;
        }
        topics.end()?;
        let total = self.world.size.posts + self.world.size.replies;
        progress(send, total, total, "posts and replies")?;
        Ok(self.heard)
    }
}

impl Pens<'_> {
    fn post(&mut self, world: &World, thread: &Thread) -> Result<()> {
        let size = world.size;
        let person = |person: u32| size.person_id(person as usize);
        let at = Id::<()>::from_raw(thread.id).time();
        self.posts.add([
            Int(thread.id),
            maybe(thread.room.map(|room| size.community_id(room))),
            Int(person(thread.author)),
            Str(thread.kind.as_str()),
            Str(&thread.title),
            Str(&thread.text.body),
            Str(&thread.text.html),
            Str(&thread.text.plain),
            Int(thread.arrival),
            thread.pinned_by.map_or(Null, |_| Int(at.0)),
            maybe(thread.pinned_by.map(person)),
            Int(thread.replies as i64),
            maybe(thread.last_reply_at),
            maybe(thread.answer.map(|(reply, _)| reply)),
            maybe(thread.first_reply_at),
            maybe(thread.answer.map(|(_, at)| at)),
        ])?;
        if let Some(praised) = thread.praised {
            self.praised.add([Int(thread.id), Int(person(praised))])?;
        }
        Ok(())
    }

    fn end(self) -> Result<()> {
        self.posts.end()?;
        self.replies.end()?;
        self.mentions.end()?;
        self.praised.end()?;
        self.reactions.end()
    }
}
