//! All SQL about notifications and who follows a thread.

use kernel::{Id, Time};
use store::{Changed, Sole};

use crate::communities::CommunityId;
use crate::people::PersonId;

/// A row of the notifications.
pub struct Notification;
pub type NotificationId = Id<Notification>;

store::text_enum! {
    /// Why somebody is told.
    pub enum Reason {
        Mention = "mention",
        Reply = "reply",
        /// A reply to a question they asked.
        Answer = "answer",
        /// Their answer was accepted.
        Accepted = "accepted",
        Praise = "praise",
    }
}

store::row! {
    pub struct Row {
        pub id: NotificationId,
        pub post_id: i64,
        pub reason: Reason,
        pub actor_id: PersonId,
        pub actor: String,
        pub actor_photo: Option<String>,
        pub reply_id: Option<i64>,
        /// How often somebody else than the one before did something since it was read; not a number
        /// of people, so it is never shown as one.
        pub others: i64,
        pub at: Time,
        pub read_at: Option<Time>,
        /// Title of the post, or how it begins.
        pub title: String,
        pub plain: String,
        pub community: Option<String>,
        /// The person hears no more of the thread.
        pub muted: bool,
    }
}

store::row! {
    /// What somebody was told of a thing that is no thread.
    pub struct Subject {
        pub id: NotificationId,
        pub kind: String,
        pub subject_id: i64,
        pub actor_id: Option<PersonId>,
        pub actor: Option<String>,
        pub actor_photo: Option<String>,
        pub at: Time,
        pub read_at: Option<Time>,
    }
}

store::statements! {
    /// Newest first, only of threads that still exist and that the person may still read.
    pub fn list(person: PersonId, guest: bool, by_rule: &[CommunityId], before: Time, below: NotificationId, limit: i64) -> Vec<Row> =
        "select n.id, n.post_id, n.reason, n.actor_id, a.name as actor, a.photo as actor_photo, n.reply_id, n.others, n.at, n.read_at,
            p.title, p.plain, c.name as community, coalesce(f.muted, 0) as muted
        from notifications n join people a on a.id = n.actor_id join posts p on p.id = n.post_id
            left join communities c on c.id = p.community_id
            left join thread_follows f on f.post_id = n.post_id and f.person_id = n.person_id
        where n.person_id = $1 and (n.at, n.id) < ($4, $5) and p.deleted_at is null
            and ((p.community_id is null and $2 = 0) or (c.kind = 'open' and $2 = 0)
                or exists (select 1 from memberships m where m.community_id = p.community_id and m.person_id = $1) or p.community_id in ($3))
        order by n.at desc, n.id desc limit $6", hot;
    /// As `list`, only what is unread.
    pub fn list_unread(person: PersonId, guest: bool, by_rule: &[CommunityId], before: Time, below: NotificationId, limit: i64) -> Vec<Row> =
        "select n.id, n.post_id, n.reason, n.actor_id, a.name as actor, a.photo as actor_photo, n.reply_id, n.others, n.at, n.read_at,
            p.title, p.plain, c.name as community, coalesce(f.muted, 0) as muted
        from notifications n join people a on a.id = n.actor_id join posts p on p.id = n.post_id
            left join communities c on c.id = p.community_id
            left join thread_follows f on f.post_id = n.post_id and f.person_id = n.person_id
        where n.person_id = $1 and n.read_at is null and (n.at, n.id) < ($4, $5) and p.deleted_at is null
            and ((p.community_id is null and $2 = 0) or (c.kind = 'open' and $2 = 0)
                or exists (select 1 from memberships m where m.community_id = p.community_id and m.person_id = $1) or p.community_id in ($3))
        order by n.at desc, n.id desc limit $6";
    /// As `list`, one of them.
    pub fn visible(person: PersonId, guest: bool, by_rule: &[CommunityId], id: NotificationId) -> Option<Row> =
        "select n.id, n.post_id, n.reason, n.actor_id, a.name as actor, a.photo as actor_photo, n.reply_id, n.others, n.at, n.read_at,
            p.title, p.plain, c.name as community, coalesce(f.muted, 0) as muted
        from notifications n join people a on a.id = n.actor_id join posts p on p.id = n.post_id
            left join communities c on c.id = p.community_id
            left join thread_follows f on f.post_id = n.post_id and f.person_id = n.person_id
        where n.person_id = $1 and n.id = $4 and p.deleted_at is null
            and ((p.community_id is null and $2 = 0) or (c.kind = 'open' and $2 = 0)
                or exists (select 1 from memberships m where m.community_id = p.community_id and m.person_id = $1) or p.community_id in ($3))";
    /// Threads that may still be read, and notices.
    pub fn unread(person: PersonId, guest: bool, by_rule: &[CommunityId]) -> Sole<i64> =
        "select cast((select count(*) from notifications n join posts p on p.id = n.post_id
                left join communities c on c.id = p.community_id
            where n.person_id = $1 and n.read_at is null and p.deleted_at is null
                and ((p.community_id is null and $2 = 0) or (c.kind = 'open' and $2 = 0)
                    or exists (select 1 from memberships m where m.community_id = p.community_id and m.person_id = $1) or p.community_id in ($3)))
            + (select count(*) from notices o where o.person_id = $1 and o.read_at is null and $2 = 0) as bigint)", hot;
    /// Threads with something unread, whether they may still be read or not, and what unread notices are about.
    pub fn unread_threads(person: PersonId, limit: i64) -> Vec<i64> =
        "select post_id from notifications where person_id = $1 and read_at is null
        union all select subject_id from notices where person_id = $1 and read_at is null order by post_id desc limit $2", hot;
    pub fn own(id: NotificationId, person: PersonId) -> Option<(i64, Option<i64>)> =
        "select post_id, reply_id from notifications where id = $1 and person_id = $2";

    /// The one row of a thread: new, or brought up to date and unread again.
    pub fn put(id: NotificationId, person: PersonId, post: i64, reason: Reason, actor: PersonId, reply: Option<i64>, at: Time) -> Changed =
        "insert into notifications (id, person_id, post_id, reason, actor_id, reply_id, others, at) values ($1, $2, $3, $4, $5, $6, 0, $7)
        on conflict (person_id, post_id) do update set reason = excluded.reason,
            others = case when notifications.read_at is not null then 0
                when notifications.actor_id = excluded.actor_id then notifications.others else notifications.others + 1 end,
            actor_id = excluded.actor_id, reply_id = excluded.reply_id, at = excluded.at, read_at = null";
    pub fn read(id: NotificationId, person: PersonId, at: Time) -> Changed =
        "update notifications set read_at = $3 where id = $1 and person_id = $2 and read_at is null";
    pub fn read_thread(post: i64, person: PersonId, at: Time) -> Changed =
        "update notifications set read_at = $3 where post_id = $1 and person_id = $2 and read_at is null";
    pub fn read_all(person: PersonId, at: Time) -> Changed =
        "update notifications set read_at = $2 where person_id = $1 and read_at is null";

    /// Notices, newest first.
    pub fn notices(person: PersonId, before: Time, below: NotificationId, limit: i64) -> Vec<Subject> =
        "select n.id, n.kind, n.subject_id, n.actor_id, a.name as actor, a.photo as actor_photo, n.at, n.read_at
        from notices n left join people a on a.id = n.actor_id
        where n.person_id = $1 and (n.at, n.id) < ($2, $3) order by n.at desc, n.id desc limit $4", hot;
    /// As `notices`, only what is unread.
    pub fn notices_unread(person: PersonId, before: Time, below: NotificationId, limit: i64) -> Vec<Subject> =
        "select n.id, n.kind, n.subject_id, n.actor_id, a.name as actor, a.photo as actor_photo, n.at, n.read_at
        from notices n left join people a on a.id = n.actor_id
        where n.person_id = $1 and n.read_at is null and (n.at, n.id) < ($2, $3) order by n.at desc, n.id desc limit $4";
    pub fn notice(id: NotificationId, person: PersonId) -> Option<Subject> =
        "select n.id, n.kind, n.subject_id, n.actor_id, a.name as actor, a.photo as actor_photo, n.at, n.read_at
        from notices n left join people a on a.id = n.actor_id where n.id = $1 and n.person_id = $2";
    /// The one of a thing: new, or brought up to date and unread again.
    pub fn put_notice(id: NotificationId, person: PersonId, kind: &str, subject: i64, actor: Option<PersonId>, at: Time) -> Changed =
        "insert into notices (id, person_id, kind, subject_id, actor_id, at) values ($1, $2, $3, $4, $5, $6)
        on conflict (person_id, kind, subject_id) do update set actor_id = excluded.actor_id, at = excluded.at, read_at = null";
    pub fn was_told(person: PersonId, kind: &str, subject: i64) -> Option<Time> =
        "select at from notices where person_id = $1 and kind = $2 and subject_id = $3";
    pub fn read_notice(id: NotificationId, person: PersonId, at: Time) -> Changed =
        "update notices set read_at = $3 where id = $1 and person_id = $2 and read_at is null";
    pub fn read_notices_of(subject: i64, person: PersonId, at: Time) -> Changed =
        "update notices set read_at = $3 where subject_id = $1 and person_id = $2 and read_at is null";
    pub fn read_all_notices(person: PersonId, at: Time) -> Changed =
        "update notices set read_at = $2 where person_id = $1 and read_at is null";
    pub fn told_of(subject: i64, limit: i64) -> Vec<(NotificationId, PersonId)> =
        "select id, person_id from notices where subject_id = $1 order by id limit $2";
    pub fn delete_notice(person: PersonId, kind: &str, subject: i64) -> Changed =
        "delete from notices where person_id = $1 and kind = $2 and subject_id = $3";
    pub fn delete_notice_by_id(id: NotificationId) -> Changed = "delete from notices where id = $1";

    /// People who follow a thread and have not muted it.
    pub fn followers(post: i64, limit: i64) -> Vec<PersonId> =
        "select person_id from thread_follows where post_id = $1 and muted = 0 order by person_id limit $2";
    /// As `followers`, of the first 2,000 those who were not told after `since`, or have looked.
    pub fn followers_unaware(post: i64, since: Time, limit: i64) -> Vec<PersonId> =
        "select f.person_id from (select person_id from thread_follows where post_id = $1 and muted = 0
            order by person_id limit 2000) f
        where not exists (select 1 from notifications n
            where n.person_id = f.person_id and n.post_id = $1 and n.read_at is null and n.at > $2)
        order by f.person_id limit $3";
    pub fn mutes(post: i64, person: PersonId) -> Option<bool> = "select muted from thread_follows where post_id = $1 and person_id = $2";
    /// Follows unless muted.
    pub fn follow(post: i64, person: PersonId) -> Changed =
        "insert into thread_follows (post_id, person_id, muted) values ($1, $2, 0) on conflict do nothing";
    pub fn set_muted(post: i64, person: PersonId, muted: bool) -> Changed =
        "insert into thread_follows (post_id, person_id, muted) values ($1, $2, $3)
        on conflict (post_id, person_id) do update set muted = excluded.muted";
}
