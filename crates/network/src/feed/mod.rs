//! The feed: which items a viewer is shown, in which order, and their ready-made cards.
//!
//! The feed knows items (what, where, by whom, when), never what they are: features hand it the
//! newest items of a place and the cards. It shows nothing on a caller's word: what becomes a [`Shown`]
//! stands in a place the viewer reads, or was asked about one by one.

mod between;
mod card;
mod home;
mod list;
mod own;
mod rank;
mod seen;
mod slots;

use kernel::{Result, Time};
use store::{Change, Db};
use web::Lang;

pub use between::{Between, Chooser, Concerned, between};
pub use card::{Card, Cards, Shown, briefly, cards, render, shown};
pub use home::{Home, Order, PAGE, Page, Why, community};
pub use own::{Own, Reacted, own, reactions};
pub use seen::{Audience, Seen, keep_seen, seen_by};
pub use slots::{Block, Overlay, slot_pressed, slot_time, slot_why};

use crate::access::Viewer;
use crate::cache::Cache;
use crate::communities::CommunityId;
use crate::people::PersonId;
use crate::{App, Feature};
use list::List;

pub const FEATURE: Feature = Feature {
    name: "feed",
    statements: &[seen::STATEMENTS],
    ..Feature::NONE
};

/// Where an item stands: in a community or on somebody's storyline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    Community(CommunityId),
    Storyline(PersonId),
}

impl Place {
    /// Ids of communities and people come from one maker, so the number alone names the place.
    pub fn raw(self) -> i64 {
        match self {
            Place::Community(id) => id.raw(),
            Place::Storyline(id) => id.raw(),
        }
    }
}

/// What the feed knows of something that can be shown. Keys sort by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    pub key: i64,
    pub place: Place,
    pub author: PersonId,
    pub at: Time,
    pub replies: i64,
    /// A question nobody has answered to the asker's satisfaction.
    pub open_question: bool,
    pub bot: bool,
}

/// Each with the key of its item.
pub type ByKey<T> = Vec<(i64, T)>;
/// Each with how often.
pub type Often<T> = Vec<(T, i64)>;
/// Makes the cards of these keys.
pub type MakeCards = fn(&Db, &App, &[i64], Lang) -> Result<ByKey<Card>>;

/// What a feature that makes items hands to the feed.
#[derive(Clone, Copy)]
pub struct Items {
    /// The newest items of a place below a key, newest first.
    pub newest: fn(&Db, Place, i64, i64) -> Result<Vec<Item>>,
    /// Cards of the keys that still exist, for every reader alike.
    pub cards: MakeCards,
    /// Those of the keys that exist for the viewer.
    pub readable: fn(&Db, &Viewer, &[i64]) -> Result<Vec<i64>>,
    /// What the person did lately.
    pub own: fn(&Db, PersonId) -> Result<Own>,
    /// Which of the keys (and what hangs on them) the person reacted to: item and name.
    pub reactions: fn(&Db, PersonId, &[i64]) -> Result<ByKey<&'static str>>,
}

/// How many of a place's newest items are kept in memory.
pub const KEPT_PER_PLACE: i64 = 120;

/// What the feed keeps in memory; all of it can be read again from the tables.
pub struct Feeds {
    newest: Cache<i64, Vec<Item>>,
    cards: Cache<(i64, Lang), Card>,
    followed: Cache<PersonId, Vec<PersonId>>,
    own: Cache<PersonId, Own>,
    pub seen: Seen,
    /// Lists by their generation, also those that only cursors name.
    kept: Cache<(PersonId, i64), List>,
    /// The generation of each reader's newest list.
    ranked: Cache<PersonId, i64>,
    between: Cache<PersonId, between::Kept>,
}

const MB: u64 = 1 << 20;

impl Feeds {
    pub(crate) fn new() -> Feeds {
        Feeds {
            newest: Cache::new("newest", 128 * MB, |items| size_of_val(&items[..])),
            cards: Cache::new("cards", 192 * MB, Card::heap_bytes),
            followed: Cache::new("followed", 16 * MB, |people| size_of_val(&people[..])),
            own: Cache::new("own", 48 * MB, Own::heap_bytes),
            seen: Seen::default(),
            kept: Cache::new("lists", 128 * MB, List::heap_bytes),
            ranked: Cache::new("ranked", 24 * MB, |_| 0),
            between: Cache::new("between", 48 * MB, between::Kept::heap_bytes),
        }
    }

    #[cfg(test)]
    pub(crate) fn bound_bytes(&self) -> u64 {
        self.newest.bound_bytes()
            + self.cards.bound_bytes()
            + self.followed.bound_bytes()
            + self.own.bound_bytes()
            + self.kept.bound_bytes()
            + self.ranked.bound_bytes()
            + self.between.bound_bytes()
    }

    pub(crate) fn forget(&self, change: &Change) {
        match change.kind.as_ref() {
            "post.new" | "post.change" | "post.gone" | "reply.new" => {
                self.newest.invalidate(&change.place);
                self.forget_card(change.key);
            }
            "import" => {
                self.newest.invalidate(&change.place);
                self.cards.clear();
                self.own.clear();
            }
            "reaction" => self.forget_card(change.key),
            "own" => self.own.invalidate(&PersonId::from_raw(change.key)),
            "follow" => self.followed.invalidate(&PersonId::from_raw(change.key)),
            // Names stand on cards: rare enough to make them all again. Who joins or leaves changes
            // no community.
            "person" if change.place == 0 => self.cards.clear(),
            "community" => self.cards.clear(),
            _ => {}
        }
    }

    fn forget_card(&self, key: i64) {
        for lang in Lang::ALL {
            self.cards.invalidate(&(key, lang));
        }
    }
}
