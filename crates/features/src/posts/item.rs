//! What a post and a reply have in common: pages about either change, delete and show it alike.

use kernel::{Error, Result};
use network::Viewer;
use store::Db;

use super::actions::{self, Target};
use super::post::{Kind, PostId, PostRow, ReplyRow, headline};
use super::queries;

/// A post, or a reply and where it stands.
pub struct Item {
    pub target: Target,
    pub post: PostId,
    /// `None` for a reply.
    pub kind: Option<Kind>,
    /// Empty for a reply.
    pub title: String,
    pub body: String,
    /// The title, or how the text begins.
    pub headline: String,
}

impl Item {
    pub fn visible(db: &Db, viewer: &Viewer, target: Target) -> Result<Item> {
        let found = match target {
            Target::Post(id) => queries::visible(db, viewer, id)?.map(Item::from),
            Target::Reply(id) => {
                queries::visible_reply(db, viewer, id)?.map(|(_, reply)| Item::from(reply))
            }
        };
        found.ok_or_else(Error::not_found)
    }

    /// One that the viewer wrote.
    pub fn own(db: &Db, viewer: &Viewer, target: Target) -> Result<Item> {
        match target {
            Target::Post(id) => {
                queries::own(db, viewer, id).map(|queries::Own(post)| Item::from(post))
            }
            Target::Reply(id) => queries::own_reply(db, viewer, id).map(Item::from),
        }
    }

    /// One that the viewer may delete.
    pub fn deletable(db: &Db, viewer: &Viewer, target: Target) -> Result<Item> {
        match target {
            Target::Post(id) => actions::deletable(db, viewer, id).map(Item::from),
            Target::Reply(id) => {
                actions::deletable_reply(db, viewer, id).map(|(_, reply)| Item::from(reply))
            }
        }
    }

    /// Where it is read.
    pub fn href(&self) -> String {
        self.target.href(self.post)
    }
}

impl Target {
    /// Its id, which no post shares with a reply.
    pub fn raw(self) -> i64 {
        match self {
            Target::Post(id) => id.raw(),
            Target::Reply(id) => id.raw(),
        }
    }

    /// Where it is read, in the thread of this post.
    pub fn href(self, post: PostId) -> String {
        match self {
            Target::Post(_) => format!("/posts/{post}"),
            Target::Reply(id) => format!("/posts/{post}#reply-{id}"),
        }
    }

    /// The address of a page about it.
    pub fn page(self, name: &str) -> String {
        match self {
            Target::Post(id) => format!("/posts/{id}/{name}"),
            Target::Reply(id) => format!("/replies/{id}/{name}"),
        }
    }
}

impl From<PostRow> for Item {
    fn from(post: PostRow) -> Item {
        Item {
            target: Target::Post(post.id),
            post: post.id,
            kind: Some(post.kind),
            headline: post.headline(),
            title: post.title,
            body: post.body,
        }
    }
}

impl From<ReplyRow> for Item {
    fn from(reply: ReplyRow) -> Item {
        Item {
            target: Target::Reply(reply.id),
            post: reply.post_id,
            kind: None,
            headline: headline("", &reply.plain),
            title: String::new(),
            body: reply.body,
        }
    }
}
