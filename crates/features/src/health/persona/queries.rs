//! All SQL about how one person takes part: through the indexes of what they wrote and did, never through what
//! everybody did. Of very much the newest is looked at.

use kernel::{Result, Time};
use network::{CommunityId, PersonId};
use store::{Db, Sole};

use crate::health::people::belonging_since;
use crate::health::tally::DAYS;
use crate::health::week::{Week, first_id};

store::row! {
    /// What was done in one community, or on storylines.
    pub struct Deeds {
        pub community_id: Option<CommunityId>,
        /// Rows that were looked at.
        pub looked_at: i64,
        /// Of these, contributions of the person in the 28 days.
        pub made: i64,
        /// Of these, interactions with somebody who is counted.
        pub counted: i64,
    }
}

/// Whether `b` is another who is counted: here on the last day and for a week, no guest, no bot.
macro_rules! counted {
    ($came:literal, $end:literal) => {
        concat!(
            "b.id <> $1 and b.role <> 'guest' and b.bot = 0 and b.created_at <= ",
            $came,
            " and (b.deactivated_at is null or b.deactivated_at >= ",
            $end,
            ")"
        )
    };
}

store::statements! {
    fn posts(person: PersonId, after: i64, before: i64, limit: i64) -> Sole<i64> =
        "select cast(count(*) as bigint) from (select id from posts
            where author_id = $1 and id > $2 and id < $3 and deleted_at is null order by id desc limit $4) own";
    /// A reply is given to who wrote what it answers.
    fn replied(person: PersonId, after: i64, before: i64, came: Time, end: Time, limit: i64) -> Vec<Deeds> =
        concat!("select p.community_id, cast(count(*) as bigint) as looked_at,
            cast(sum(case when p.deleted_at is null then 1 else 0 end) as bigint) as made,
            cast(sum(case when p.deleted_at is null and b.id is not null then 1 else 0 end) as bigint) as counted
        from (select post_id, parent_id from replies
            where author_id = $1 and id > $2 and id < $3 and deleted_at is null order by id desc limit $6) own
            join posts p on p.id = own.post_id left join replies q on q.id = own.parent_id
            left join people b on b.id = coalesce(q.author_id, p.author_id) and ", counted!("$4", "$5"), "
        group by p.community_id order by p.community_id limit $6");
    fn named(person: PersonId, after: i64, before: i64, came: Time, end: Time, limit: i64) -> Vec<Deeds> =
        concat!("select own.community_id, cast(count(*) as bigint) as looked_at, cast(0 as bigint) as made,
            cast(sum(case when b.id is not null then 1 else 0 end) as bigint) as counted
        from (select own_posts.id, own_posts.community_id from (select id, community_id from posts
                where author_id = $1 and id > $2 and id < $3 and deleted_at is null order by id desc limit $6) own_posts
            union all select own_replies.id, p.community_id from (select id, post_id from replies
                where author_id = $1 and id > $2 and id < $3 and deleted_at is null order by id desc limit $6) own_replies
                join posts p on p.id = own_replies.post_id where p.deleted_at is null) own
            join mentions m on m.item_id = own.id left join people b on b.id = m.person_id and ", counted!("$4", "$5"), "
        group by own.community_id order by own.community_id limit $6");
    /// Their reactions to what is newest; to what is old people react as well.
    fn reacted(person: PersonId, since: Time, came: Time, end: Time, limit: i64) -> Vec<Deeds> =
        concat!("select coalesce(p.community_id, o.community_id) as community_id, cast(count(*) as bigint) as looked_at,
            cast(sum(case when own.at >= $2 and own.at < $4 and (p.id is not null or r.id is not null) and p.deleted_at is null
                and r.deleted_at is null and o.deleted_at is null then 1 else 0 end) as bigint) as made,
            cast(sum(case when own.at >= $2 and own.at < $4 and b.id is not null and p.deleted_at is null
                and r.deleted_at is null and o.deleted_at is null then 1 else 0 end) as bigint) as counted
        from (select item_id, at from reactions where person_id = $1 order by item_id desc limit $5) own
            left join posts p on p.id = own.item_id left join replies r on r.id = own.item_id left join posts o on o.id = r.post_id
            left join people b on b.id = coalesce(p.author_id, r.author_id) and ", counted!("$3", "$4"), "
        group by coalesce(p.community_id, o.community_id) order by coalesce(p.community_id, o.community_id) limit $5");

    /// Replies to them, in threads that they began or spoke in.
    fn got_replies(person: PersonId, after: i64, before: i64, came: Time, end: Time, limit: i64) -> Vec<Deeds> =
        concat!("select own.community_id, cast(count(*) as bigint) as looked_at, cast(0 as bigint) as made,
            cast(sum(case when coalesce(q.author_id, own.post_author_id) = $1 and b.id is not null then 1 else 0 end) as bigint) as counted
        from (select p.community_id, p.author_id as post_author_id, r.author_id, r.parent_id
            from (select own_posts.id from (select id from posts where author_id = $1 and deleted_at is null
                    order by id desc limit $6) own_posts
                union select own_replies.post_id from (select post_id from replies where author_id = $1 and deleted_at is null
                    order by id desc limit $6) own_replies) own_threads
                join posts p on p.id = own_threads.id join replies r on r.post_id = p.id and r.id > $2 and r.id < $3
            where r.deleted_at is null and p.deleted_at is null limit $6) own
            left join replies q on q.id = own.parent_id left join people b on b.id = own.author_id and ", counted!("$4", "$5"), "
        group by own.community_id order by own.community_id limit $6");
    fn got_mentions(person: PersonId, after: i64, before: i64, came: Time, end: Time, limit: i64) -> Vec<Deeds> =
        concat!("select coalesce(p.community_id, o.community_id) as community_id, cast(count(*) as bigint) as looked_at,
            cast(0 as bigint) as made,
            cast(sum(case when b.id is not null and p.deleted_at is null and r.deleted_at is null and o.deleted_at is null
                then 1 else 0 end) as bigint) as counted
        from (select item_id from mentions where person_id = $1 and item_id > $2 and item_id < $3 order by item_id desc limit $6) own
            left join posts p on p.id = own.item_id left join replies r on r.id = own.item_id left join posts o on o.id = r.post_id
            left join people b on b.id = coalesce(p.author_id, r.author_id) and ", counted!("$4", "$5"), "
        group by coalesce(p.community_id, o.community_id) order by coalesce(p.community_id, o.community_id) limit $6");
    /// Reactions to the newest of what they wrote.
    fn got_reactions(person: PersonId, since: Time, came: Time, end: Time, newest: i64, limit: i64) -> Vec<Deeds> =
        concat!("select own.community_id, cast(count(*) as bigint) as looked_at, cast(0 as bigint) as made,
            cast(sum(case when own.at >= $2 and own.at < $4 and b.id is not null then 1 else 0 end) as bigint) as counted
        from (select own_items.community_id, x.person_id, x.at
            from (select own_posts.id, own_posts.community_id from (select id, community_id from posts
                    where author_id = $1 and deleted_at is null order by id desc limit $5) own_posts
                union all select own_replies.id, p.community_id from (select id, post_id from replies
                    where author_id = $1 and deleted_at is null order by id desc limit $5) own_replies
                    join posts p on p.id = own_replies.post_id where p.deleted_at is null) own_items
                join reactions x on x.item_id = own_items.id limit $6) own
            left join people b on b.id = own.person_id and ", counted!("$3", "$4"), "
        group by own.community_id order by own.community_id limit $6");
}

/// What was found of one person.
pub struct Found {
    pub posts: i64,
    pub replied: Vec<Deeds>,
    pub named: Vec<Deeds>,
    pub reacted: Vec<Deeds>,
    pub received: [Vec<Deeds>; 3],
}

impl Found {
    /// Whether there was more than was looked at.
    pub fn is_cut(&self, limit: i64) -> bool {
        let lists = [&self.replied, &self.named, &self.reacted];
        let looked_at = |list: &Vec<Deeds>| list.iter().map(|it| it.looked_at).sum::<i64>();
        let mut all = lists.into_iter().chain(&self.received).map(looked_at);
        self.posts >= limit || all.any(|looked_at| looked_at >= limit)
    }
}

/// The newest of what somebody wrote, to which reactions are looked for.
fn newest(limit: i64) -> i64 {
    limit / 10
}

pub fn read(db: &Db, person: PersonId, week: Week, limit: i64) -> Result<Found> {
    let (since, end, came) = (week.from(DAYS), week.end(), belonging_since(week));
    let (after, before) = (first_id(since) - 1, first_id(end));
    Ok(Found {
        posts: posts(db, person, after, before, limit)?.0,
        replied: replied(db, person, after, before, came, end, limit)?,
        named: named(db, person, after, before, came, end, limit)?,
        reacted: reacted(db, person, since, came, end, limit)?,
        received: [
            got_replies(db, person, after, before, came, end, limit)?,
            got_mentions(db, person, after, before, came, end, limit)?,
            got_reactions(db, person, since, came, end, newest(limit), limit)?,
        ],
    })
}
