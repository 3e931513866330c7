//! Imports into fresh networks, on both engines: what stands in the tables afterwards.

mod again;
mod kept;

use std::path::Path;

use kernel::Time;
use network::communities::CommunityKind;
use network::people::Role;
use store::{Sole, Store, testing};

use super::{Options, write};
use crate::import::report::{Added, Report};
use crate::import::testing::folder;
use crate::import::{Format, Limits, Reason, open};

store::row! {
    #[derive(PartialOrd, Ord, Eq)]
    struct Line { place: String, author: String, title: String, plain: String, replies: i64 }

    struct Room { name: String, purpose: String, about: String, kind: CommunityKind, members: i64, arrivals: i64,
        created_at: Time, archived_at: Option<Time>, owner: Option<String> }

    struct Person { name: String, mail: Option<String>, title: String, role: Role, bot: bool, time_zone: String,
        claimed_at: Option<Time>, deactivated_at: Option<Time> }
}

store::statements! {
    fn people_rows() -> Sole<i64> = "select cast(count(*) as bigint) from people";
    fn community_rows() -> Sole<i64> = "select cast(count(*) as bigint) from communities";
    fn member_rows() -> Sole<i64> = "select cast(count(*) as bigint) from memberships";
    fn counted_members() -> Sole<i64> = "select cast(coalesce(sum(members), 0) as bigint) from communities";
    fn post_rows() -> Sole<i64> = "select cast(count(*) as bigint) from posts";
    fn reply_rows() -> Sole<i64> = "select cast(count(*) as bigint) from replies";
    fn counted_replies() -> Sole<i64> = "select cast(coalesce(sum(replies), 0) as bigint) from posts";
    fn reaction_rows() -> Sole<i64> = "select cast(count(*) as bigint) from reactions";
    fn counted_reactions() -> Sole<i64> = "select cast(coalesce(sum(people), 0) as bigint) from reaction_counts";
    fn mention_rows() -> Sole<i64> = "select cast(count(*) as bigint) from mentions";
    fn noted_rows() -> Sole<i64> = "select cast(count(*) as bigint) from imported";
    fn unread() -> Sole<i64> =
        "select cast(count(*) as bigint) from communities c join readings r on r.community_id = c.id where c.arrivals > r.arrivals";
    fn lines() -> Vec<Line> =
        "select c.name as place, a.name as author, p.title, p.plain, p.replies
        from posts p join communities c on c.id = p.community_id join people a on a.id = p.author_id
        union all
        select p.plain as place, a.name as author, '' as title, r.plain, cast(0 as bigint) as replies
        from replies r join posts p on p.id = r.post_id join people a on a.id = r.author_id";
    fn rooms() -> Vec<Room> =
        "select c.name, c.purpose, c.about, c.kind, c.members, c.arrivals, c.created_at, c.archived_at, p.name as owner
        from communities c left join memberships m on m.community_id = c.id and m.role = 'owner'
            left join people p on p.id = m.person_id order by c.name";
    fn everyone() -> Vec<Person> =
        "select name, mail, title, role, bot, time_zone, claimed_at, deactivated_at from people order by name, id";
    fn sources() -> Vec<String> = "select distinct source from imported order by source";
    fn item_times() -> Vec<(String, i64)> =
        "select plain, id from posts union all select plain, id from replies order by 1";
    fn reactions_on(text: &str) -> Vec<String> =
        "select r.name from reactions r join posts p on p.id = r.item_id where p.plain = $1 order by r.name";
}

/// Rows of each table that an import fills.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rows {
    pub people: i64,
    pub communities: i64,
    pub posts: i64,
    pub replies: i64,
    pub reactions: i64,
    members: i64,
    mentions: i64,
    noted: i64,
}

/// Counts the tables, after a check that counters agree with rows and nothing is unread.
pub fn rows(store: &Store) -> Rows {
    let count =
        |count: fn(&store::Db) -> kernel::Result<Sole<i64>>| store.read_blocking(count).unwrap().0;
    assert_eq!(count(counted_members), count(member_rows));
    assert_eq!(count(counted_replies), count(reply_rows));
    assert_eq!(count(counted_reactions), count(reaction_rows));
    assert_eq!(count(unread), 0);
    Rows {
        people: count(people_rows),
        communities: count(community_rows),
        posts: count(post_rows),
        replies: count(reply_rows),
        reactions: count(reaction_rows),
        members: count(member_rows),
        mentions: count(mention_rows),
        noted: count(noted_rows),
    }
}

pub fn stores() -> Vec<Store> {
    testing::stores(network::MIGRATIONS)
}

pub fn import(store: &Store, format: Format, path: &Path) -> Report {
    import_with(store, format, path, &Options::default()).unwrap()
}

fn import_with(
    store: &Store,
    format: Format,
    path: &Path,
    options: &Options,
) -> anyhow::Result<Report> {
    let reader = open(format, path, &Limits::default()).unwrap();
    write(Some(store), format, reader, options, &mut |_| Ok(()))
}

/// Imports twice into each engine: the tables hold what the report says, and no more the second time.
pub fn comes_once(format: Format, path: &Path) -> Report {
    let mut first = None;
    for store in stores() {
        let dry = import_with(
            &store,
            format,
            path,
            &Options {
                dry_run: true,
                ..Options::default()
            },
        )
        .unwrap();
        assert_eq!(rows(&store).noted, 0, "a dry run writes nothing");
        let report = import(&store, format, path);
        assert_eq!(dry.to_json(), report.to_json());
        let there = rows(&store);
        let merged = report.skipped_for(Reason::ReactionMerged);
        let expected = [
            report.people,
            report.communities,
            report.posts,
            report.replies,
            report.reactions - merged,
        ];
        let found = [
            there.people,
            there.communities,
            there.posts,
            there.replies,
            there.reactions,
        ];
        assert_eq!(
            found.map(|count| count as u64),
            expected,
            "on {:?}",
            store.engine()
        );
        let added = report.added.unwrap();
        let added = [
            added.people,
            added.communities,
            added.posts,
            added.replies,
            added.reactions,
        ];
        assert_eq!(added, expected);

        let again = import(&store, format, path);
        assert_eq!(again.added, Some(Added::default()));
        assert_eq!((again.posts, again.replies), (report.posts, report.replies));
        assert_eq!(rows(&store), there);
        first.get_or_insert(report);
    }
    first.unwrap()
}

/// An export with one channel, `general`, and these people.
fn export(people: &str, day: &str) -> tempfile::TempDir {
    let channels = r#"[{"id": "C1", "name": "general", "members": ["U1", "U2"]}]"#;
    folder(&[
        ("users.json", people),
        ("channels.json", channels),
        ("general/2024-01-01.json", day),
    ])
}
