//! All SQL about posts, replies and reactions.
//!
//! A post exists for a viewer when it is not deleted and they read its place: a storyline for
//! everyone but guests, an open community likewise, any other for members.

use kernel::{Result, Time};
use network::communities::rules::covered_among;
use network::feed::{self, Item, Place};
use network::people::Face;
use network::{CommunityId, PersonId, Viewer};
use store::{Changed, Db};

use super::post::{Kind, PostId, PostRow, Reaction, ReplyId, ReplyRow, Revision};

store::row! {
    pub struct ItemRow {
        pub id: PostId,
        pub community_id: Option<CommunityId>,
        pub author_id: PersonId,
        pub replies: i64,
        pub open_question: bool,
        pub bot: bool,
    }

    pub struct Count {
        pub item_id: i64,
        pub name: Reaction,
        pub people: i64,
    }

    pub struct Praised {
        pub post_id: PostId,
        pub id: PersonId,
        pub name: String,
    }
}

store::statements! {
    fn visible_by_id(id: PostId, viewer: PersonId, guest: bool, by_rule: &[CommunityId]) -> Option<PostRow> =
        "select p.id, p.community_id, c.name as community, c.kind as community_kind, p.author_id, a.name as author, a.title as author_title,
            s.name as author_site, a.photo as author_photo, a.role as author_role, a.bot as author_bot,
            cast(case when a.deactivated_at is null then 0 else 1 end as bigint) as author_gone, p.kind, p.title, p.body, p.html,
            p.plain, p.edited_at, p.pinned_at, p.replies, p.answer_id, p.first_reply_at, p.answered_at
        from posts p join people a on a.id = p.author_id left join sites s on s.id = a.site_id
            left join communities c on c.id = p.community_id
        where p.id = $1 and p.deleted_at is null
            and ((p.community_id is null and $3 = 0) or (c.kind = 'open' and $3 = 0)
                or exists (select 1 from memberships m where m.community_id = p.community_id and m.person_id = $2) or p.community_id in ($4))", hot;

    /// Without regard to who asks: for cards, which are given out only with keys that were checked.
    pub fn by_ids(ids: &[PostId]) -> Vec<PostRow> =
        "select p.id, p.community_id, c.name as community, c.kind as community_kind, p.author_id, a.name as author, a.title as author_title,
            s.name as author_site, a.photo as author_photo, a.role as author_role, a.bot as author_bot,
            cast(case when a.deactivated_at is null then 0 else 1 end as bigint) as author_gone, p.kind, p.title, p.body, p.html,
            p.plain, p.edited_at, p.pinned_at, p.replies, p.answer_id, p.first_reply_at, p.answered_at
        from posts p join people a on a.id = p.author_id left join sites s on s.id = a.site_id
            left join communities c on c.id = p.community_id
        where p.id in ($1) and p.deleted_at is null", hot;

    /// As `visible_by_id`, of many.
    fn readable_by_ids(ids: &[PostId], viewer: PersonId, guest: bool, by_rule: &[CommunityId]) -> Vec<PostId> =
        "select p.id from posts p left join communities c on c.id = p.community_id
        where p.id in ($1) and p.deleted_at is null
            and ((p.community_id is null and $3 = 0) or (c.kind = 'open' and $3 = 0)
                or exists (select 1 from memberships m where m.community_id = p.community_id and m.person_id = $2) or p.community_id in ($4))", hot;

    fn newest_in_community(community: CommunityId, below: PostId, limit: i64) -> Vec<ItemRow> =
        "select p.id, p.community_id, p.author_id, p.replies,
            cast(case when p.kind = 'question' and p.answer_id is null then 1 else 0 end as bigint) as open_question,
            cast(case when p.author_id in (select b.id from people b where b.bot = 1) then 1 else 0 end as bigint) as bot
        from posts p
        where p.community_id = $1 and p.id < $2 and p.deleted_at is null order by p.id desc limit $3", hot;
    fn newest_on_storyline(author: PersonId, below: PostId, limit: i64) -> Vec<ItemRow> =
        "select p.id, p.community_id, p.author_id, p.replies,
            cast(case when p.kind = 'question' and p.answer_id is null then 1 else 0 end as bigint) as open_question,
            cast(case when p.author_id in (select b.id from people b where b.bot = 1) then 1 else 0 end as bigint) as bot
        from posts p
        where p.author_id = $1 and p.community_id is null and p.id < $2 and p.deleted_at is null order by p.id desc limit $3", hot;
    pub fn pinned(community: CommunityId, limit: i64) -> Vec<PostId> =
        "select id from posts where community_id = $1 and pinned_at is not null and deleted_at is null order by pinned_at desc limit $2";

    /// Posts of one author that the viewer may read, newest first.
    pub fn by_author(author: PersonId, below: PostId, viewer: PersonId, guest: bool, by_rule: &[CommunityId], limit: i64) -> Vec<PostId> =
        "select p.id from posts p left join communities c on c.id = p.community_id
        where p.author_id = $1 and p.id < $2 and p.deleted_at is null
            and ((p.community_id is null and $4 = 0) or (c.kind = 'open' and $4 = 0)
                or exists (select 1 from memberships m where m.community_id = p.community_id and m.person_id = $3) or p.community_id in ($5))
        order by p.id desc limit $6";
    /// Posts with a topic that the viewer may read, newest first.
    pub fn by_topic(topic: &str, below: PostId, viewer: PersonId, guest: bool, by_rule: &[CommunityId], limit: i64) -> Vec<PostId> =
        "select p.id from post_topics t join posts p on p.id = t.post_id left join communities c on c.id = p.community_id
        where t.topic = $1 and t.post_id < $2 and p.deleted_at is null
            and ((p.community_id is null and $4 = 0) or (c.kind = 'open' and $4 = 0)
                or exists (select 1 from memberships m where m.community_id = p.community_id and m.person_id = $3) or p.community_id in ($5))
        order by t.post_id desc limit $6";

    pub fn insert(id: PostId, community: Option<CommunityId>, author: PersonId, kind: Kind, title: &str, body: &str, html: &str, plain: &str, arrival: i64) -> Changed =
        "insert into posts (id, community_id, author_id, kind, title, body, html, plain, arrival) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    pub fn update(id: PostId, title: &str, body: &str, html: &str, plain: &str, at: Time) -> Changed =
        "update posts set title = $2, body = $3, html = $4, plain = $5, edited_at = $6 where id = $1";
    pub fn set_deleted(id: PostId, by: PersonId, at: Time) -> Changed =
        "update posts set deleted_at = $3, deleted_by = $2 where id = $1 and deleted_at is null";
    pub fn set_pinned(id: PostId, by: Option<PersonId>, at: Option<Time>) -> Changed =
        "update posts set pinned_by = $2, pinned_at = $3 where id = $1";
    pub fn set_answer(id: PostId, answer: Option<ReplyId>, at: Option<Time>) -> Changed =
        "update posts set answer_id = $2, answered_at = $3 where id = $1";
    pub fn count_reply(id: PostId, by: i64, at: Option<Time>) -> Changed =
        "update posts set replies = replies + $2, last_reply_at = coalesce($3, last_reply_at) where id = $1";
    pub fn note_first_reply(id: PostId, at: Time) -> Changed =
        "update posts set first_reply_at = $2 where id = $1 and first_reply_at is null";

    pub fn replies(post: PostId, after: ReplyId, limit: i64) -> Vec<ReplyRow> =
        "select r.id, r.post_id, r.parent_id, r.top_id, r.author_id, a.name as author, a.title as author_title, s.name as author_site,
            a.photo as author_photo, a.role as author_role, a.bot as author_bot, r.body, r.html, r.plain, r.edited_at, r.deleted_at
        from replies r join people a on a.id = r.author_id left join sites s on s.id = a.site_id
        where r.post_id = $1 and r.id > $2 order by r.id limit $3", hot;
    pub fn replies_by_ids(ids: &[ReplyId]) -> Vec<ReplyRow> =
        "select r.id, r.post_id, r.parent_id, r.top_id, r.author_id, a.name as author, a.title as author_title, s.name as author_site,
            a.photo as author_photo, a.role as author_role, a.bot as author_bot, r.body, r.html, r.plain, r.edited_at, r.deleted_at
        from replies r join people a on a.id = r.author_id left join sites s on s.id = a.site_id
        where r.id in ($1) and r.deleted_at is null";
    /// Those shown under one reply, oldest first.
    pub fn nested(post: PostId, top: ReplyId, limit: i64) -> Vec<ReplyRow> =
        "select r.id, r.post_id, r.parent_id, r.top_id, r.author_id, a.name as author, a.title as author_title, s.name as author_site,
            a.photo as author_photo, a.role as author_role, a.bot as author_bot, r.body, r.html, r.plain, r.edited_at, r.deleted_at
        from replies r join people a on a.id = r.author_id left join sites s on s.id = a.site_id
        where r.post_id = $1 and r.top_id = $2 and r.deleted_at is null order by r.id limit $3", hot;
    pub fn insert_reply(id: ReplyId, post: PostId, parent: Option<ReplyId>, top: Option<ReplyId>, author: PersonId, body: &str, html: &str, plain: &str) -> Changed =
        "insert into replies (id, post_id, parent_id, top_id, author_id, body, html, plain) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    pub fn update_reply(id: ReplyId, body: &str, html: &str, plain: &str, at: Time) -> Changed =
        "update replies set body = $2, html = $3, plain = $4, edited_at = $5 where id = $1";
    pub fn set_reply_deleted(id: ReplyId, by: PersonId, at: Time) -> Changed =
        "update replies set deleted_at = $3, deleted_by = $2 where id = $1 and deleted_at is null";

    pub fn insert_revision(id: kernel::Id<Revision>, item: i64, title: &str, body: &str, by: PersonId, at: Time) -> Changed =
        "insert into revisions (id, item_id, title, body, edited_by, at) values ($1, $2, $3, $4, $5, $6)";
    pub fn revisions(item: i64, limit: i64) -> Vec<Revision> =
        "select r.title, r.body, p.name as editor, r.at from revisions r join people p on p.id = r.edited_by
        where r.item_id = $1 order by r.id desc limit $2";

    pub fn react(item: i64, person: PersonId, name: Reaction, at: Time) -> Changed =
        "insert into reactions (item_id, person_id, name, at) values ($1, $2, $3, $4) on conflict do nothing";
    pub fn unreact(item: i64, person: PersonId, name: Reaction) -> Changed =
        "delete from reactions where item_id = $1 and person_id = $2 and name = $3";
    /// In the row of the one who writes, see [`store::Tx::writer`].
    pub fn count_reaction(item: i64, name: Reaction, writer: i64, by: i64) -> Changed =
        "insert into reaction_counts (item_id, name, writer, people) values ($1, $2, $3, $4)
        on conflict (item_id, name, writer) do update set people = reaction_counts.people + excluded.people";
    pub fn reaction_counts(items: &[i64]) -> Vec<Count> =
        "select item_id, name, cast(sum(people) as bigint) as people from reaction_counts where item_id in ($1)
        group by item_id, name having sum(people) > 0 order by item_id, people desc, name", hot;
    pub fn reactions_of(person: PersonId, items: &[i64]) -> Vec<(i64, Reaction)> =
        "select item_id, name from reactions where person_id = $1 and item_id in ($2)", hot;
    /// To the newest items.
    fn latest_reactions(person: PersonId, limit: i64) -> Vec<(i64, Reaction)> =
        "select item_id, name from reactions where person_id = $1 order by item_id desc limit $2", hot;

    pub fn insert_mention(item: i64, person: PersonId) -> Changed =
        "insert into mentions (item_id, person_id) values ($1, $2) on conflict do nothing";
    pub fn delete_mentions(item: i64) -> Changed = "delete from mentions where item_id = $1";
    pub fn insert_praised(post: PostId, person: PersonId) -> Changed =
        "insert into praised (post_id, person_id) values ($1, $2) on conflict do nothing";
    pub fn praised(posts: &[PostId]) -> Vec<Praised> =
        "select x.post_id, p.id, p.name from praised x join people p on p.id = x.person_id where x.post_id in ($1) order by p.name_sort";
    pub fn insert_topic(topic: &str, post: PostId) -> Changed =
        "insert into post_topics (topic, post_id) values ($1, $2) on conflict do nothing";
    pub fn delete_topics(post: PostId) -> Changed = "delete from post_topics where post_id = $1";

    /// Which of these people may read what stands in a place: `community` null for a storyline; `covered`
    /// are those of them whom its rule covers.
    fn readers_in(people: &[PersonId], community: Option<CommunityId>, covered: &[PersonId]) -> Vec<PersonId> =
        "select p.id from people p left join communities c on c.id = $2
        where p.id in ($1) and p.deactivated_at is null
            and ((cast($2 as bigint) is null and p.role <> 'guest') or (c.kind = 'open' and p.role <> 'guest')
                or exists (select 1 from memberships m where m.community_id = $2 and m.person_id = p.id) or p.id in ($3))";
    /// Those of `readers_in` whom a writer may know: everyone, but guests only those they share a
    /// community with.
    fn named_in(people: &[PersonId], community: Option<CommunityId>, writer: PersonId, guest: bool, covered: &[PersonId]) -> Vec<PersonId> =
        "select p.id from people p left join communities c on c.id = $2
        where p.id in ($1) and p.deactivated_at is null
            and ((cast($2 as bigint) is null and p.role <> 'guest') or (c.kind = 'open' and p.role <> 'guest')
                or exists (select 1 from memberships m where m.community_id = $2 and m.person_id = p.id) or p.id in ($5))
            and ($4 = 0 or p.id = $3 or exists (select 1 from memberships mine
                join memberships theirs on theirs.community_id = mine.community_id
                where mine.person_id = $3 and theirs.person_id = p.id))";
    /// Whose posts the person replied to lately, with how often.
    fn answered(person: PersonId, limit: i64) -> Vec<(PersonId, i64)> =
        "select p.author_id, cast(count(*) as bigint) from (
            select post_id from replies where author_id = $1 and deleted_at is null order by id desc limit $2) r
        join posts p on p.id = r.post_id where p.author_id <> $1 group by p.author_id order by p.author_id limit 500";
    pub fn faces(ids: &[PersonId]) -> Vec<Face> =
        "select p.id, p.name, p.title, p.department, s.name as site, p.photo, p.role, p.bot
        from people p left join sites s on s.id = p.site_id where p.id in ($1) and p.deactivated_at is null order by p.name_sort";

    /// Where the person posted last; null is their storyline.
    fn last_place(author: PersonId) -> Option<Option<CommunityId>> =
        "select community_id from posts where author_id = $1 and deleted_at is null order by id desc limit 1", hot;
}

/// The post, when it exists for the viewer.
pub fn visible(db: &Db, viewer: &Viewer, id: PostId) -> Result<Option<PostRow>> {
    visible_by_id(db, id, viewer.id, viewer.is_guest(), viewer.by_rule())
}

/// Those of the posts that exist for the viewer, for the feed.
pub fn readable(db: &Db, viewer: &Viewer, keys: &[i64]) -> Result<Vec<i64>> {
    let ids: Vec<PostId> = keys.iter().map(|key| PostId::from_raw(*key)).collect();
    let found = readable_by_ids(db, &ids, viewer.id, viewer.is_guest(), viewer.by_rule())?;
    Ok(found.into_iter().map(|id| id.raw()).collect())
}

/// The reply and its post, when they exist for the viewer.
pub fn visible_reply(db: &Db, viewer: &Viewer, id: ReplyId) -> Result<Option<(PostRow, ReplyRow)>> {
    let Some(reply) = replies_by_ids(db, &[id])?.pop() else {
        return Ok(None);
    };
    Ok(visible(db, viewer, reply.post_id)?.map(|post| (post, reply)))
}

/// Which of these people may read what stands in a place: no community is a storyline.
pub fn readers_among(
    db: &Db,
    people: &[PersonId],
    community: Option<CommunityId>,
) -> Result<Vec<PersonId>> {
    readers_in(
        db,
        people,
        community,
        &covered_among(db, community, people)?,
    )
}

/// Those of [`readers_among`] whom the writer may know.
pub fn named_among(
    db: &Db,
    people: &[PersonId],
    community: Option<CommunityId>,
    writer: &Viewer,
) -> Result<Vec<PersonId>> {
    let covered = covered_among(db, community, people)?;
    named_in(
        db,
        people,
        community,
        writer.id,
        writer.is_guest(),
        &covered,
    )
}

/// The newest items of a place below a key, for the feed.
pub fn newest(db: &Db, place: Place, below: i64, limit: i64) -> Result<Vec<Item>> {
    let below = PostId::from_raw(below);
    let rows = match place {
        Place::Community(id) => newest_in_community(db, id, below, limit)?,
        Place::Storyline(id) => newest_on_storyline(db, id, below, limit)?,
    };
    let item = |row: ItemRow| Item {
        key: row.id.raw(),
        place,
        author: row.author_id,
        at: row.id.time(),
        replies: row.replies,
        open_question: row.open_question,
        bot: row.bot,
    };
    Ok(rows.into_iter().map(item).collect())
}

/// The person's own reactions to items, as the feed lays them over cards.
pub fn reactions_of_items(
    db: &Db,
    person: PersonId,
    items: &[i64],
) -> Result<Vec<(i64, &'static str)>> {
    let reactions = reactions_of(db, person, items)?;
    let named = |(item, name): (i64, Reaction)| (item, name.as_str());
    Ok(reactions.into_iter().map(named).collect())
}

/// What the person did lately: their reactions to the newest items, whom they answered, where they
/// wrote.
pub fn lately(db: &Db, person: PersonId) -> Result<feed::Own> {
    const REACTIONS: i64 = 200;
    const REPLIES: i64 = 200;
    let mut reacted = latest_reactions(db, person, REACTIONS)?;
    // Of the last item perhaps not all.
    let reacted_from = match reacted.last() {
        Some((item, _)) if reacted.len() as i64 == REACTIONS => item + 1,
        _ => 0,
    };
    reacted.retain(|(item, _)| *item >= reacted_from);
    reacted.reverse();
    let named = |(item, name): (i64, Reaction)| (item, name.as_str());
    Ok(feed::Own {
        reacted: reacted.into_iter().map(named).collect(),
        reacted_from,
        answered: answered(db, person, REPLIES)?,
        usual: last_place(db, person)?.flatten(),
    })
}

/// A post the viewer wrote.
pub struct Own(pub PostRow);

/// The post, when the viewer wrote it; 404 when it does not exist for them, 403 when it is
/// another's.
pub fn own(db: &Db, viewer: &Viewer, id: PostId) -> Result<Own> {
    let post = visible(db, viewer, id)?.ok_or_else(kernel::Error::not_found)?;
    if post.author_id == viewer.id {
        Ok(Own(post))
    } else {
        Err(kernel::Error::forbidden("author"))
    }
}

/// A reply the viewer wrote; as [`own`].
pub fn own_reply(db: &Db, viewer: &Viewer, id: ReplyId) -> Result<ReplyRow> {
    let (_, reply) = visible_reply(db, viewer, id)?.ok_or_else(kernel::Error::not_found)?;
    if reply.author_id == viewer.id {
        Ok(reply)
    } else {
        Err(kernel::Error::forbidden("author"))
    }
}
