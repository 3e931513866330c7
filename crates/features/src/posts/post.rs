//! What a post and a reply are, and the pure rules about what may be written.

use kernel::text::markdown::{Rendered, render};
use kernel::text::{is_blank, one_line, shorten};
use kernel::{Error, Id, Problems, Result, Time};
use network::communities::CommunityKind;
use network::people::Role;
use network::{CommunityId, PersonId};

/// Something said to a community or on a storyline.
pub struct Post;
pub type PostId = Id<Post>;
/// Something said in a thread.
pub struct Reply;
pub type ReplyId = Id<Reply>;

pub const TEXT_MAX_CHARS: usize = 20_000;
pub const TITLE_MAX_CHARS: usize = 200;
pub const MENTIONS_MAX: usize = 100;
pub const LINKS_MAX: usize = 200;
pub const PRAISED_MAX: usize = 20;

store::text_enum! {
    /// What kind of speech a post is. Further kinds are further rows of this table.
    pub enum Kind { Update = "update", Question = "question", Praise = "praise" }

    /// The fixed set of reactions.
    pub enum Reaction {
        Helpful = "helpful",
        Thanks = "thanks",
        Celebrate = "celebrate",
        /// "I have the same question."
        SameQuestion = "same_question",
        Inspiring = "inspiring",
    }
}

impl Kind {
    pub fn icon(self) -> &'static str {
        match self {
            Kind::Update => "pen-line",
            Kind::Question => "circle-question-mark",
            Kind::Praise => "award",
        }
    }

    /// The class that gives the kind its colour.
    pub fn class(self) -> &'static str {
        match self {
            Kind::Update => "k-update",
            Kind::Question => "k-question",
            Kind::Praise => "k-praise",
        }
    }

    /// The reaction that fits the kind best: the first button under a post.
    pub fn reaction(self) -> Reaction {
        match self {
            Kind::Update => Reaction::Helpful,
            Kind::Question => Reaction::SameQuestion,
            Kind::Praise => Reaction::Celebrate,
        }
    }
}

impl Reaction {
    pub fn icon(self) -> &'static str {
        match self {
            Reaction::Helpful => "thumbs-up",
            Reaction::Thanks => "heart",
            Reaction::Celebrate => "party-popper",
            Reaction::SameQuestion => "hand",
            Reaction::Inspiring => "sparkles",
        }
    }

    /// Key of its word.
    pub fn text(self) -> &'static str {
        match self {
            Reaction::Helpful => "posts-helpful",
            Reaction::Thanks => "posts-thanks",
            Reaction::Celebrate => "posts-celebrate",
            Reaction::SameQuestion => "posts-same-question",
            Reaction::Inspiring => "posts-inspiring",
        }
    }

    /// The reactions offered on a post of a kind; replies are offered those of an update.
    pub fn offered(kind: Kind) -> &'static [Reaction] {
        use Reaction::*;
        match kind {
            Kind::Update => &[Helpful, Thanks, Celebrate, Inspiring],
            Kind::Question => &[SameQuestion, Helpful, Thanks],
            Kind::Praise => &[Celebrate, Thanks, Inspiring],
        }
    }
}

store::row! {
    /// A post with all that a card or a thread shows of it.
    pub struct PostRow {
        pub id: PostId,
        pub community_id: Option<CommunityId>,
        pub community: Option<String>,
        pub community_kind: Option<CommunityKind>,
        pub author_id: PersonId,
        pub author: String,
        pub author_title: String,
        pub author_site: Option<String>,
        pub author_photo: Option<String>,
        pub author_role: Role,
        pub author_bot: bool,
        /// Has left the company.
        pub author_gone: bool,
        pub kind: Kind,
        pub title: String,
        pub body: String,
        pub html: String,
        pub plain: String,
        pub edited_at: Option<Time>,
        pub pinned_at: Option<Time>,
        pub replies: i64,
        pub answer_id: Option<ReplyId>,
        pub first_reply_at: Option<Time>,
        pub answered_at: Option<Time>,
    }

    pub struct ReplyRow {
        pub id: ReplyId,
        pub post_id: PostId,
        pub parent_id: Option<ReplyId>,
        /// The reply under which it is shown.
        pub top_id: Option<ReplyId>,
        pub author_id: PersonId,
        pub author: String,
        pub author_title: String,
        pub author_site: Option<String>,
        pub author_photo: Option<String>,
        pub author_role: Role,
        pub author_bot: bool,
        pub body: String,
        pub html: String,
        pub plain: String,
        pub edited_at: Option<Time>,
        pub deleted_at: Option<Time>,
    }

    /// An earlier text.
    pub struct Revision {
        pub title: String,
        pub body: String,
        pub editor: String,
        pub at: Time,
    }
}

impl PostRow {
    pub fn at(&self) -> Time {
        self.id.time()
    }

    /// The title, or how the text begins: for links and page titles.
    pub fn headline(&self) -> String {
        headline(&self.title, &self.plain)
    }

    /// Kept in no cache of the browser when others may not read it.
    pub fn is_private(&self) -> bool {
        self.community_kind
            .is_some_and(|kind| kind != CommunityKind::Open)
    }
}

pub fn headline(title: &str, plain: &str) -> String {
    if title.is_empty() {
        shorten(&one_line(plain), 80)
    } else {
        title.to_owned()
    }
}

/// What someone entered as a post, unchecked.
#[derive(Clone, Debug)]
pub struct Draft {
    pub community: Option<CommunityId>,
    pub kind: Kind,
    pub title: String,
    pub text: String,
    pub praised: Vec<PersonId>,
}

/// Checked and rendered: only this can be inserted.
#[derive(Clone, Debug)]
pub struct NewPost {
    pub community: Option<CommunityId>,
    pub kind: Kind,
    pub title: String,
    pub text: Text,
    pub praised: Vec<PersonId>,
}

/// A checked text in its three forms.
#[derive(Clone, Debug)]
pub struct Text {
    pub body: String,
    pub rendered: Rendered,
}

impl Draft {
    /// A question without a title takes its first line as one, so that one field is enough.
    pub fn check(self) -> Result<NewPost> {
        let Draft {
            community,
            kind,
            mut title,
            mut text,
            praised,
        } = self;
        let long = title.chars().count() > TITLE_MAX_CHARS;
        title = one_line(&title);
        if kind == Kind::Question && title.is_empty() {
            (title, text) = split_title(&text);
        }
        let mut problems = Problems::default();
        if long {
            problems.add_limit("title", "too_long", TITLE_MAX_CHARS as i64);
        }
        if praised.len() > PRAISED_MAX {
            problems.add_limit("praised", "too_many_people", PRAISED_MAX as i64);
        }
        if kind == Kind::Praise && praised.is_empty() {
            problems.add("praised", "praise_nobody");
        }
        if kind != Kind::Praise && !praised.is_empty() {
            problems.add("praised", "praise_kind");
        }
        let may_be_empty = !title.is_empty();
        match Text::check(&text, may_be_empty) {
            Ok(text) => problems.or(NewPost {
                community,
                kind,
                title,
                text,
                praised,
            }),
            Err(error) => {
                problems.0.extend(error.problems);
                Err(problems.into())
            }
        }
    }
}

impl Text {
    /// Bounds of SAFETY.md. Control characters but line ends and tabs are taken out.
    pub fn check(text: &str, may_be_empty: bool) -> Result<Text> {
        let text = text.replace("\r\n", "\n");
        if text.chars().count() > TEXT_MAX_CHARS {
            return Err(Error::invalid("text", "too_long").limit(TEXT_MAX_CHARS as i64));
        }
        let body: String = text
            .chars()
            .filter(|c| !c.is_control() || "\n\t".contains(*c))
            .collect();
        let body = body.trim().to_owned();
        if is_blank(&body) && !may_be_empty {
            return Err(Error::invalid("text", "blank"));
        }
        let rendered = render(&body);
        if rendered.mentions.len() > MENTIONS_MAX {
            return Err(Error::invalid("text", "too_many_mentions").limit(MENTIONS_MAX as i64));
        }
        if rendered.links > LINKS_MAX {
            return Err(Error::invalid("text", "too_many_links").limit(LINKS_MAX as i64));
        }
        Ok(Text { body, rendered })
    }

    pub fn mentions(&self) -> Vec<PersonId> {
        self.rendered
            .mentions
            .iter()
            .map(|raw| PersonId::from_raw(*raw))
            .collect()
    }
}

/// First line as title when it is short enough, the rest as text.
fn split_title(text: &str) -> (String, String) {
    let text = text.trim();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = one_line(first);
    if first.chars().count() <= TITLE_MAX_CHARS {
        (first, rest.trim().to_owned())
    } else {
        (shorten(&first, 120), text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(kind: Kind, text: &str) -> Draft {
        Draft {
            community: None,
            kind,
            title: String::new(),
            text: text.to_owned(),
            praised: vec![],
        }
    }

    fn code(draft: Draft) -> Option<&'static str> {
        draft.check().err().map(|error| error.code())
    }

    #[test]
    fn a_question_in_one_field_gets_a_title() {
        let new = draft(Kind::Question, "Who has size 6?\nThe brown ones.")
            .check()
            .unwrap();
        assert_eq!(
            (new.title.as_str(), new.text.body.as_str()),
            ("Who has size 6?", "The brown ones.")
        );
        let new = draft(Kind::Question, "Who has size 6?").check().unwrap();
        assert_eq!(
            (new.title.as_str(), new.text.body.as_str()),
            ("Who has size 6?", "")
        );
    }

    #[test]
    fn what_is_too_much_or_nothing_is_refused() {
        assert_eq!(code(draft(Kind::Update, " \u{200b}\n")), Some("blank"));
        assert_eq!(
            code(draft(Kind::Update, &"a".repeat(TEXT_MAX_CHARS + 1))),
            Some("too_long")
        );
        assert_eq!(
            code(draft(Kind::Praise, "Well done")),
            Some("praise_nobody")
        );
        let many: String = (1..=101).map(|n| format!("[@x](/people/{n}) ")).collect();
        assert_eq!(code(draft(Kind::Update, &many)), Some("too_many_mentions"));
        assert_eq!(code(draft(Kind::Update, "fine")), None);
    }
}
