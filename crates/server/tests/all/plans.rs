//! How both engines go about the hot statements: by an index, never through a whole table.
//!
//! The tables are filled and counted first, so that the engines choose as they would at work.

use features::posts::PostId;
use kernel::Id;
use network::{CommunityId, PersonId};
use store::{Changed, Db, Engine, Statement, Store, testing};

use crate::sql::statements;
use crate::whole::each_whole;

const POSTS: i64 = 20_000;

store::statements! {
    fn fill(community: CommunityId, author: PersonId, first: PostId, count: i64) -> Changed =
        "insert into posts (id, community_id, author_id, kind, title, body, html, plain, arrival, answer_id)
        with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < $4)
        select cast($3 as bigint) + i, cast($1 as bigint), cast($2 as bigint),
            case when i % 7 = 0 then 'question' else 'update' end, '', 'x', 'x', 'x', i,
            case when i % 7 = 0 and i % 70 <> 0 then i end from n";
    fn fill_notifications(person: PersonId, author: PersonId) -> Changed =
        "insert into notifications (id, person_id, post_id, reason, actor_id, at)
        select id, cast($1 as bigint), id, 'reply', cast($2 as bigint), id from posts";
    fn fill_notices(person: PersonId, author: PersonId) -> Changed =
        "insert into notices (id, person_id, kind, subject_id, actor_id, at)
        select id, cast($1 as bigint), 'story-praised', id, cast($2 as bigint), id from posts";
    fn count() -> Changed = "analyze";
}

/// A busy community with most of the posts, two others, and a silent one, which has none.
async fn filled(whole: &crate::whole::Whole) {
    let (busy, olive, mia) = (whole.returns_desk, whole.olive.id, whole.mia.id);
    let others = [whole.managers, whole.everyone];
    let fill = whole.write(move |tx| {
        self::fill(tx, busy, olive, Id::from_raw(1 << 40), POSTS / 2)?;
        for (other, first) in others.iter().zip([1 << 41, 1 << 42]) {
            self::fill(tx, *other, mia, Id::from_raw(first), POSTS / 4)?;
        }
        fill_notifications(tx, mia, olive)?;
        fill_notices(tx, mia, olive)?;
        self::count(tx)
    });
    fill.await;
}

#[test]
fn every_hot_statement_goes_by_an_index_and_through_no_whole_table() {
    each_whole(async |whole| {
        filled(&whole).await;
        let store = &whole.app.store;
        let mut hot = 0;
        for statement in statements().into_iter().filter(|statement| statement.hot) {
            let plan = planned(store, statement.sql.to_owned()).await;
            let Statement { module, name, .. } = statement;
            for line in plan.lines() {
                assert!(
                    !is_whole_table(store.engine(), line),
                    "{module}::{name}\n{plan}"
                );
            }
            assert!(names_an_index(&plan), "{module}::{name}\n{plan}");
            hot += 1;
        }
        assert!(hot >= 15, "only {hot} statements are marked hot");
    });
}

/// The control: what the test above would say of statements that are not as they should be.
#[test]
fn a_statement_without_an_index_is_noticed() {
    each_whole(async |whole| {
        filled(&whole).await;
        let store = &whole.app.store;
        let engine = store.engine();
        for sql in [
            "select id from posts where plain = $1",
            "select p.id from posts p where p.body like $1",
        ] {
            let plan = planned(store, sql.to_owned()).await;
            assert!(
                plan.lines().any(|line| is_whole_table(engine, line)),
                "{plan}"
            );
        }
    });
}

/// What a feed is made of, with the index that leads there: for a viewer of busy communities, who wrote
/// and reacted a lot, and for one of silent ones, who did nothing. An engine that walks all posts by id
/// and drops those of other communities would need 1.4 s for the silent one.
const FEED: &[(&str, &[&str], &str)] = &[
    (
        "features::posts::queries::newest_in_community",
        &["place", "max", "121"],
        "posts_newest",
    ),
    (
        "features::posts::queries::newest_on_storyline",
        &["person", "max", "121"],
        "posts_storyline",
    ),
    (
        "features::posts::queries::latest_reactions",
        &["person", "200"],
        "reactions_person",
    ),
    (
        "features::posts::queries::reactions_of",
        &["person", "items"],
        "reactions",
    ),
    (
        "features::posts::queries::last_place",
        &["person"],
        "posts_author",
    ),
    ("features::posts::queries::by_ids", &["items"], "posts"),
    (
        "features::posts::queries::reaction_counts",
        &["items"],
        "reaction_counts",
    ),
    (
        "features::posts::queries::replies",
        &["item", "0", "201"],
        "replies_post",
    ),
    (
        "features::questions::queries::open_in",
        &["place", "max", "21"],
        "posts_questions or posts_open_questions",
    ),
    (
        "features::questions::queries::all_in",
        &["place", "max", "21"],
        "posts_questions",
    ),
    ("network::places::signs", &["places"], "communities"),
    ("network::places::readings", &["person"], "readings"),
    (
        "network::communities::queries::memberships_of",
        &["person"],
        "memberships_person",
    ),
    (
        "network::people::queries::followed_by",
        &["person", "2000"],
        "follows",
    ),
    (
        "network::notifications::queries::unread",
        &["person", "0", "places"],
        "notifications_unread",
    ),
    (
        "network::notifications::queries::unread_threads",
        &["person", "100"],
        "notifications_",
    ),
];

#[test]
fn a_feed_is_made_by_these_indexes_for_the_busy_and_for_the_silent() {
    each_whole(async |whole| {
        filled(&whole).await;
        let store = &whole.app.store;
        let (busy, silent) = (whole.returns_desk, whole.pay_review);
        for (statement, given, index) in FEED {
            let all = statements();
            let found = all
                .iter()
                .find(|s| format!("{}::{}", s.module, s.name) == *statement);
            let found = found.unwrap_or_else(|| panic!("{statement} is not declared"));
            assert!(found.hot, "{statement}");
            for (place, person) in [(busy, whole.olive.id), (silent, whole.otto.id)] {
                let mut sql = found.sql.to_owned();
                for (at, given) in given.iter().enumerate() {
                    let value = match *given {
                        "place" | "places" => place.to_string(),
                        "person" => person.to_string(),
                        "item" => ((1_i64 << 40) + 7).to_string(),
                        "items" => (1..21)
                            .map(|n| ((1_i64 << 40) + n).to_string() + ",")
                            .collect(),
                        "max" => PostId::max().to_string(),
                        number => (*number).to_owned(),
                    };
                    let value = value.trim_end_matches(',');
                    sql = sql.replace(&format!("${}", at + 1), value);
                }
                let plan = planned(store, sql).await;
                let by = |index| is_by(store.engine(), &plan, index);
                assert!(index.split(" or ").any(by), "{statement}\n{plan}");
                let walks = plan
                    .lines()
                    .any(|line| is_whole_table(store.engine(), line));
                assert!(!walks, "{statement}\n{plan}");
            }
        }
    });
}

/// What somebody is told of how they take part is read through what they did themselves. What stands in a
/// statement of its own there (`own…`) is gone through from end to end, and is no table.
#[test]
fn how_one_person_takes_part_is_read_through_no_whole_table() {
    each_whole(async |whole| {
        filled(&whole).await;
        let store = &whole.app.store;
        let module = "features::health::persona::queries";
        let all = statements();
        let of_one: Vec<_> = all.iter().filter(|it| it.module == module).collect();
        assert_eq!(of_one.len(), 7);
        for statement in of_one {
            let plan = planned(store, statement.sql.to_owned()).await;
            for line in plan.lines() {
                let of_table = !line.contains("SCAN own");
                let walks = of_table && is_whole_table(store.engine(), line);
                assert!(!walks, "{}\n{plan}", statement.name);
            }
            assert!(names_an_index(&plan), "{}\n{plan}", statement.name);
        }
    });
}

/// In the table they lie on as many pages as there are communities, and each change asks for them.
#[test]
fn where_somebody_belongs_is_read_from_an_index_alone() {
    each_whole(async |whole| {
        filled(&whole).await;
        let store = &whole.app.store;
        let module = "network::communities::queries";
        let mut all = statements().into_iter();
        let read = all.find(|it| it.module == module && it.name == "memberships_of");
        let statement = read.expect("it is declared");
        let plan = planned(store, statement.sql.to_owned()).await;
        let alone = match store.engine() {
            Engine::Sqlite => "COVERING INDEX memberships_person",
            Engine::Postgres => "Index Only Scan using memberships_person",
        };
        assert!(plan.contains(alone), "{plan}");
    });
}

/// Whether a step goes by this index, or by the primary key of this table.
fn is_by(engine: Engine, plan: &str, index: &str) -> bool {
    let named = match engine {
        Engine::Sqlite => [
            format!("INDEX {index}"),
            format!("SEARCH {index} USING PRIMARY KEY"),
        ],
        Engine::Postgres => [format!("using {index}"), format!("on {index}")],
    };
    // SQLite has ids of tables as their own index, and others are nothing but the index of their key; it
    // calls them by the names the statement gives.
    let by_id = engine == Engine::Sqlite && plan.contains("USING INTEGER PRIMARY KEY");
    let short = index.chars().next().unwrap_or_default();
    let by_key =
        engine == Engine::Sqlite && plan.contains(&format!("SEARCH {short} USING PRIMARY KEY"));
    named.iter().any(|name| plan.contains(name)) || (by_id && !index.contains('_')) || by_key
}

async fn planned(store: &Store, sql: String) -> String {
    store
        .read(move |db: &Db| testing::plan(db, &sql))
        .await
        .expect("it has a plan")
}

/// SQLite calls reading a table from end to end a scan, whether of the table or of an index.
fn is_whole_table(engine: Engine, line: &str) -> bool {
    let line = line.trim_start_matches([' ', '-', '>']);
    match engine {
        Engine::Sqlite => line.starts_with("SCAN ") && !line.starts_with("SCAN CONSTANT ROW"),
        Engine::Postgres => line.starts_with("Seq Scan"),
    }
}

fn names_an_index(plan: &str) -> bool {
    [
        "USING INDEX",
        "USING COVERING INDEX",
        "PRIMARY KEY",
        "Index Scan",
        "Index Only Scan",
    ]
    .iter()
    .any(|words| plan.contains(words))
}
