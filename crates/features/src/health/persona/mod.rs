//! How one person takes part, for their own eyes: what they gave to others and received from them in the 28 days
//! to the last Sunday, and the word for it.
//!
//! It is worked out when the person asks and kept nowhere; there is no question that could name somebody else.

pub mod api;
pub mod pages;
pub mod queries;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use kernel::{Error, Result};
use network::{App, CommunityId, Viewer, audit, communities, settings};
use store::{Db, Tx};

use super::people::belonging_since;
use super::week::Week;
use queries::{Deeds, read};

/// The key of the setting.
const CUT_OFF: &str = "persona_cut_off";
/// In percent.
pub const CUT_OFF_USUAL: i64 = 33;
pub const CUT_OFF_MIN: i64 = 5;
pub const CUT_OFF_MAX: i64 = 90;
/// Fewer given and received together are no pattern.
pub const DEEDS_MIN: i64 = 5;
/// Contributions in 28 days: once in two weeks.
const ACTIVE_MIN: i64 = 2;
/// Rows of one kind that are looked at, the newest of somebody first; a busy year has fewer.
const LOOKED_AT: i64 = 20_000;

store::text_enum! {
    pub enum Persona {
        /// Given about equal to received.
        Engager = "engager",
        /// Received well above given.
        Catalyst = "catalyst",
        /// Given well above received, replies above posts.
        Responder = "responder",
        /// As [`Persona::Responder`], posts above replies.
        Broadcaster = "broadcaster",
        /// Active less than once in two weeks.
        Observer = "observer",
    }
}

/// What somebody made in the 28 days, and between them and others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub posts: i64,
    pub replies: i64,
    pub reactions: i64,
    pub given: i64,
    pub received: i64,
}

impl Counts {
    /// A mention stands in a post or reply and is not counted again.
    pub fn contributions(&self) -> i64 {
        self.posts + self.replies + self.reactions
    }

    /// `None` while there is too little to see a pattern in. Who replies as often as they post is a responder.
    pub fn persona(&self, cut_off: i64) -> Option<Persona> {
        let (given, received) = (self.given * 100, self.received);
        if self.contributions() < ACTIVE_MIN {
            return Some(Persona::Observer);
        }
        if self.given + received < DEEDS_MIN {
            return None;
        }
        Some(if given < received * (100 - cut_off) {
            Persona::Catalyst
        } else if given <= received * (100 + cut_off) {
            Persona::Engager
        } else if self.posts > self.replies {
            Persona::Broadcaster
        } else {
            Persona::Responder
        })
    }
}

/// What a person is told of themselves.
#[derive(Clone, Copy, Debug)]
pub struct TakingPart {
    pub week: Week,
    pub cut_off: i64,
    pub counts: Counts,
    /// `None`: not enough yet.
    pub persona: Option<Persona>,
    /// There was more than is looked at: the numbers are lower bounds.
    pub at_least: bool,
}

/// What is between the viewer and others; nobody else's can be asked for. What others did is counted where the
/// viewer reads today.
pub async fn own(app: &App, viewer: &Viewer) -> Result<TakingPart> {
    viewer.not_a_guest()?;
    let (id, week) = (viewer.id, Week::last(app.store.clock().now()));
    let asked = app.store.read(move |db| {
        let found = read(db, id, week, LOOKED_AT)?;
        Ok((cut_off(db)?, found))
    });
    let (cut_off, found) = asked.await?;
    let mut counts = Counts {
        posts: found.posts,
        replies: found.replied.iter().map(|it| it.made).sum(),
        reactions: found.reacted.iter().map(|it| it.made).sum(),
        ..Counts::default()
    };
    let given = [&found.replied, &found.named, &found.reacted];
    counts.given = given.into_iter().flatten().map(|it| it.counted).sum();
    let received = || found.received.iter().flatten();
    let open = readable(app, viewer, received()).await?;
    let seen = received().filter(|it| it.community_id.is_none_or(|id| open[&id]));
    counts.received = seen.map(|it| it.counted).sum();
    let is_new = viewer.person.created_at > belonging_since(week);
    Ok(TakingPart {
        week,
        cut_off,
        counts,
        persona: counts.persona(cut_off).filter(|_| !is_new),
        at_least: found.is_cut(LOOKED_AT),
    })
}

/// Whether the viewer reads the places in which something was done; from memory.
async fn readable(
    app: &App,
    viewer: &Viewer,
    deeds: impl Iterator<Item = &Deeds>,
) -> Result<HashMap<CommunityId, bool>> {
    let mut known = HashMap::new();
    for id in deeds.filter_map(|it| it.community_id) {
        if let Entry::Vacant(unknown) = known.entry(id) {
            let community = communities::cached(app, id).await?;
            unknown.insert(community.is_some_and(|it| viewer.can_read(&it)));
        }
    }
    Ok(known)
}

/// From how far on given and received are not about equal, in percent.
fn cut_off(db: &Db) -> Result<i64> {
    let set = settings::queries::get(db, CUT_OFF)?;
    Ok(set
        .and_then(|text| text.parse().ok())
        .unwrap_or(CUT_OFF_USUAL))
}

/// Sets it for everybody. 403 for who is not an administrator.
pub fn set_cut_off(tx: &Tx, viewer: &Viewer, percent: i64) -> Result<()> {
    if !viewer.is_administrator() {
        return Err(Error::forbidden("administrator"));
    }
    if !(CUT_OFF_MIN..=CUT_OFF_MAX).contains(&percent) {
        return Err(Error::invalid("percent", "cut_off"));
    }
    settings::queries::put(tx, CUT_OFF, &percent.to_string())?;
    audit::note(
        tx,
        Some(viewer.id),
        "persona_cut_off",
        None,
        &percent.to_string(),
    )
}

#[cfg(test)]
mod words {
    use super::*;

    #[test]
    fn the_word_is_that_of_the_definition() {
        let word = |posts, replies, given, received| {
            let counts = Counts {
                posts,
                replies,
                given,
                received,
                ..Counts::default()
            };
            counts.persona(CUT_OFF_USUAL)
        };
        for (counts, expected) in [
            // Inside 1 ± 33 %, with its ends.
            ((4, 9, 100, 100), Some(Persona::Engager)),
            ((4, 9, 133, 100), Some(Persona::Engager)),
            ((4, 9, 67, 100), Some(Persona::Engager)),
            ((4, 9, 66, 100), Some(Persona::Catalyst)),
            ((4, 9, 0, 5), Some(Persona::Catalyst)),
            ((4, 9, 134, 100), Some(Persona::Responder)),
            ((9, 4, 134, 100), Some(Persona::Broadcaster)),
            ((3, 3, 5, 0), Some(Persona::Responder)),
            // Too little on both sides.
            ((4, 9, 4, 0), None),
            ((2, 0, 0, 0), None),
            // Once in four weeks, however much came back.
            ((1, 0, 0, 90), Some(Persona::Observer)),
            ((0, 0, 0, 0), Some(Persona::Observer)),
        ] {
            let (posts, replies, given, received) = counts;
            assert_eq!(
                word(posts, replies, given, received),
                expected,
                "{counts:?}"
            );
        }
    }
}
