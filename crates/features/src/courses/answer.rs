//! What somebody says to the prompt of a step, and who reads it.

use kernel::{Error, Result, Time};
use network::PersonId;
use network::people::SiteKind;

use crate::posts::{PostId, Text};

pub const ANSWER_MAX_CHARS: usize = 4_000;

store::text_enum! {
    pub enum Audience {
        /// Nobody else, not even who made the course.
        Me = "me",
        /// Colleagues of the site that the person had then.
        Site = "site",
        /// A post in the community of the course.
        Everyone = "everyone",
    }
}

store::row! {
    /// One's own.
    pub struct Own {
        pub audience: Audience,
        pub body: String,
        /// The question as it was then.
        pub prompt: String,
        pub post_id: Option<PostId>,
    }

    /// Of a colleague of one's site.
    pub struct Said {
        pub person_id: PersonId,
        pub name: String,
        pub photo: Option<String>,
        pub title: String,
        pub html: String,
        /// The question as it was then.
        pub prompt: String,
        pub at: Time,
    }
}

/// Whose answers one wants to read: those from one's own kind of site, or all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Kind(SiteKind),
    All,
}

/// The text, within its bounds.
pub fn check(text: &str) -> Result<Text> {
    if text.chars().count() > ANSWER_MAX_CHARS {
        return Err(Error::invalid("text", "too_long").limit(ANSWER_MAX_CHARS as i64));
    }
    Text::check(text, false)
}
