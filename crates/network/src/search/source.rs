//! What a part of the product hands to the search: which documents it has, what changes them, and how
//! one that was found looks.
//!
//! The search knows documents (what, where, by whom), never what they are.

use jiff::civil::Date;
use kernel::{Result, Time};
use store::{Change, Db};

use crate::access::Viewer;
use crate::communities::CommunityId;
use crate::people::PersonId;

/// One kind of row that can be found.
#[derive(Clone, Copy)]
pub struct Source {
    /// Which of its documents a change touches.
    pub touched: fn(&Change) -> Touched,
    /// The documents of these keys, of those that still exist.
    pub documents: fn(&Db, &[i64]) -> Result<Vec<Document>>,
    /// The next keys after a place in their order (0 at the beginning), about so many.
    pub keys: fn(&Db, Within, i64, i64) -> Result<Keys>,
    pub found: Look,
}

/// How those of the keys look that exist for the viewer by then.
type Look = fn(&Db, &Viewer, &[i64], Time) -> Result<Vec<Found>>;

/// Which keys are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    All,
    /// A community, or the storyline of a person, by its number.
    Place(i64),
    Author(PersonId),
}

/// Some keys, and where to go on.
#[derive(Clone, Debug)]
pub struct Keys {
    pub keys: Vec<i64>,
    /// `None` when there are no more.
    pub next: Option<i64>,
}

impl Keys {
    /// Keys in their own order, which go on after the last.
    pub fn in_order(keys: Vec<i64>) -> Keys {
        Keys {
            next: keys.last().copied(),
            keys,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    Nothing,
    Key(i64),
    /// It is gone, with all that was shown as a part of it.
    Thread(i64),
    /// History was written into a place: whatever is not there yet.
    Place(i64),
}

/// Who may find a document. Decided when it is asked for, never when it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone but guests: a storyline, a person.
    Everyone,
    /// Until this day those who see early, see [`Viewer::sees_early`]; then everyone but guests.
    First(Date),
    /// Whoever reads the community: what stands in it.
    Readers(CommunityId),
    /// Whoever may know of the community: itself.
    Finders(CommunityId),
}

store::text_enum! {
    /// What can be asked for on its own.
    pub enum ResultKind {
        /// An accepted answer, or a question that has one.
        Answer = "answer",
        Question = "question",
        Post = "post",
        Community = "community",
        Person = "person",
        UseCase = "use_case",
        Story = "story",
        Course = "course",
    }
}

/// What is kept of one row to find it by.
#[derive(Clone, Debug)]
pub struct Document {
    /// Ids of all rows come from one maker, so that the number alone is a key.
    pub key: i64,
    /// What it is shown as a part of; its own key when it stands for itself.
    pub thread: i64,
    pub audience: Audience,
    /// Never `Answer`: that is told by `answers`.
    pub kind: ResultKind,
    pub answers: bool,
    pub author: Option<PersonId>,
    /// The language its author reads pages in, where the text is too short to tell.
    pub language: String,
    /// What it is called; forgives a slip of the finger in a name, see `named`.
    pub title: String,
    /// A name, as people and communities have one.
    pub named: bool,
    pub text: String,
    /// What it may be found by beside its text: the author, topics.
    pub about: String,
}

/// One that was found, as it is now.
#[derive(Clone, Debug)]
pub struct Found {
    pub key: i64,
    pub kind: ResultKind,
    pub icon: &'static str,
    /// The class that gives its kind a colour.
    pub class: &'static str,
    /// Key of the word for what it is.
    pub label: &'static str,
    pub title: String,
    pub text: String,
    pub href: String,
    pub place: Option<(CommunityId, String)>,
    pub author: Option<(PersonId, String)>,
    pub at: Option<Time>,
    pub answered: bool,
}
