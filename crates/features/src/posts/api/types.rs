//! The wire types of posts and replies: what the API says and what it takes.

use std::sync::Arc;

use network::feed::Card;
use network::{CommunityId, PersonId};
use serde::{Deserialize, Serialize, Serializer};
use utoipa::{IntoParams, ToSchema};

use crate::posts::actions;
use crate::posts::card::Shown;
use crate::posts::post::{Kind, PostId, Reaction, ReplyId, ReplyRow, Revision};

network::words_schema!(Kind, Reaction);

/// Who wrote something.
#[derive(Serialize, ToSchema)]
pub struct Author {
    #[schema(value_type = i64)]
    pub id: PersonId,
    pub name: String,
    pub title: String,
    /// From another company.
    pub guest: bool,
    pub bot: bool,
}

#[derive(Serialize, ToSchema)]
pub struct CommunityName {
    #[schema(value_type = i64)]
    pub id: CommunityId,
    pub name: String,
}

#[derive(Serialize, ToSchema)]
pub struct PersonName {
    #[schema(value_type = i64)]
    pub id: PersonId,
    pub name: String,
}

/// How many people reacted in one way.
#[derive(Serialize, ToSchema)]
pub struct ReactionCount {
    pub name: Reaction,
    pub people: i64,
}

/// A post.
#[derive(Serialize, ToSchema)]
pub struct Post {
    #[schema(value_type = i64)]
    pub id: PostId,
    pub kind: Kind,
    /// Null for a post on the author's storyline.
    pub community: Option<CommunityName>,
    pub author: Author,
    pub title: String,
    /// As it was written, in markdown.
    pub text: String,
    /// As it is shown.
    pub html: String,
    #[schema(format = DateTime)]
    pub at: String,
    #[schema(format = DateTime)]
    pub edited_at: Option<String>,
    pub pinned: bool,
    pub replies: i64,
    pub reactions: Vec<ReactionCount>,
    pub praised: Vec<PersonName>,
    /// The accepted answer of a question.
    pub answer: Option<Reply>,
}

/// A reply.
#[derive(Serialize, ToSchema)]
pub struct Reply {
    #[schema(value_type = i64)]
    pub id: ReplyId,
    #[schema(value_type = i64)]
    pub post: PostId,
    /// The reply it answers; null when it answers the post.
    #[schema(value_type = Option<i64>)]
    pub parent: Option<ReplyId>,
    pub author: Author,
    pub text: String,
    pub html: String,
    #[schema(format = DateTime)]
    pub at: String,
    #[schema(format = DateTime)]
    pub edited_at: Option<String>,
}

/// A post with its replies and the reader's own reactions.
#[derive(Serialize, ToSchema)]
pub struct Thread {
    pub post: Post,
    pub replies: Vec<Reply>,
    /// Give it as `after` for the replies that follow; null when there are none.
    #[schema(value_type = Option<i64>)]
    pub more_after: Option<ReplyId>,
    pub my_reactions: Vec<OwnReaction>,
}

#[derive(Serialize, ToSchema)]
pub struct OwnReaction {
    /// The post or reply.
    pub item: i64,
    pub name: &'static str,
}

/// One post of a feed.
#[derive(Serialize, ToSchema)]
pub struct Item {
    #[schema(value_type = Post)]
    pub post: Ready,
    pub my_reactions: Vec<&'static str>,
    /// Why it is shown, in the reader's language; null when that is plain.
    pub why: Option<String>,
}

/// A post whose JSON lies ready in its card.
pub struct Ready(pub(super) Arc<Card>);

impl Serialize for Ready {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.json.serialize(serializer)
    }
}

/// A page of posts.
#[derive(Serialize, ToSchema)]
pub struct Page {
    pub items: Vec<Item>,
    /// Give it as `cursor` for the next page; null at the end.
    pub next: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPost {
    /// An update when left out.
    #[serde(default)]
    pub(super) kind: Option<Kind>,
    /// A question without one takes the first line of its text.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub(super) title: Option<String>,
    /// Markdown; may be left out where the title says it all.
    #[serde(default)]
    #[schema(max_length = 20000)]
    pub(super) text: String,
    /// For praise: whose.
    #[serde(default)]
    #[schema(value_type = Option<Vec<i64>>, max_items = 20)]
    pub(super) praised: Option<Vec<PersonId>>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReply {
    /// Markdown.
    #[schema(min_length = 1, max_length = 20000)]
    pub(super) text: String,
    /// The reply it answers.
    #[serde(default)]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 9007199254740991i64)]
    pub(super) parent: Option<ReplyId>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Left out, it stays as it is.
    #[serde(default)]
    #[schema(max_length = 200)]
    pub(super) title: Option<String>,
    #[schema(max_length = 20000)]
    pub(super) text: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyChange {
    #[schema(min_length = 1, max_length = 20000)]
    pub(super) text: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    #[schema(value_type = i64, minimum = 1, maximum = 9007199254740991i64)]
    pub(super) reply: ReplyId,
}

/// An earlier text.
#[derive(Serialize, ToSchema)]
pub struct EarlierText {
    pub title: String,
    pub text: String,
    pub editor: String,
    #[schema(format = DateTime)]
    pub until: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// From `next` of the page before.
    pub(super) cursor: Option<String>,
    /// 1 to 100; 20 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub(super) limit: Option<i64>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AfterReply {
    /// From `more_after` of the page before.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 9007199254740991i64)]
    pub(super) after: Option<ReplyId>,
}

impl Post {
    pub fn of(shown: &Shown) -> Post {
        let post = &shown.post;
        Post {
            id: post.id,
            kind: post.kind,
            community: post
                .community_id
                .zip(post.community.clone())
                .map(|(id, name)| CommunityName { id, name }),
            author: Author {
                id: post.author_id,
                name: post.author.clone(),
                title: post.author_title.clone(),
                guest: actions::is_outside(post.author_role),
                bot: post.author_bot,
            },
            title: post.title.clone(),
            text: post.body.clone(),
            html: post.html.clone(),
            at: network::wire::time(post.at()),
            edited_at: post.edited_at.map(network::wire::time),
            pinned: post.pinned_at.is_some(),
            replies: post.replies,
            reactions: shown
                .reactions
                .iter()
                .map(|(name, people)| ReactionCount {
                    name: *name,
                    people: *people,
                })
                .collect(),
            praised: shown
                .praised
                .iter()
                .map(|(id, name)| PersonName {
                    id: *id,
                    name: name.clone(),
                })
                .collect(),
            answer: shown.answer.as_ref().map(Reply::of),
        }
    }
}

impl EarlierText {
    pub(super) fn of(revision: Revision) -> EarlierText {
        EarlierText {
            title: revision.title,
            text: revision.body,
            editor: revision.editor,
            until: network::wire::time(revision.at),
        }
    }
}

impl Reply {
    pub(super) fn of(reply: &ReplyRow) -> Reply {
        Reply {
            id: reply.id,
            post: reply.post_id,
            parent: reply.parent_id,
            author: Author {
                id: reply.author_id,
                name: reply.author.clone(),
                title: reply.author_title.clone(),
                guest: actions::is_outside(reply.author_role),
                bot: reply.author_bot,
            },
            text: reply.body.clone(),
            html: reply.html.clone(),
            at: network::wire::time(reply.id.time()),
            edited_at: reply.edited_at.map(network::wire::time),
        }
    }
}
