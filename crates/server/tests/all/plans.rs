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
        "insert into posts (id, community_id, author_id, kind, title, body, html, plain, arrival)
        with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < $4)
        select cast($3 as bigint) + i, cast($1 as bigint), cast($2 as bigint),
            case when i % 7 = 0 then 'question' else 'update' end, '', 'x', 'x', 'x', i from n";
    fn fill_notifications(person: PersonId, author: PersonId) -> Changed =
        "insert into notifications (id, person_id, post_id, reason, actor_id, at)
        select id, cast($1 as bigint), id, 'reply', cast($2 as bigint), id from posts";
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

/// The feed asks each community once, also those where nothing is said: an engine that walks all posts by
/// id and drops those of other communities would need 1.4 s for a viewer of silent ones.
#[test]
fn the_newest_of_a_community_are_found_by_its_own_index_whether_it_is_busy_or_silent() {
    each_whole(async |whole| {
        filled(&whole).await;
        let store = &whole.app.store;
        for (module, name) in [
            ("features::posts::queries", "newest_in_community"),
            ("features::questions::queries", "open_in"),
            ("features::questions::queries", "all_in"),
        ] {
            let all = statements();
            let statement = all
                .iter()
                .find(|s| s.module == module && s.name == name)
                .expect("it is declared");
            for community in [whole.returns_desk, whole.pay_review] {
                let sql = statement.sql.replace("$1", &community.to_string());
                let sql = sql
                    .replace("$2", &PostId::max().to_string())
                    .replace("$3", "21");
                let plan = planned(store, sql).await;
                let by_its_own = plan.lines().any(|line| {
                    let index = line.contains("posts_community") || line.contains("questions");
                    index && line.contains("community_id") || line.contains("using posts_")
                });
                assert!(by_its_own, "{name}\n{plan}");
                assert!(!plan.contains("posts_pkey"), "{name}\n{plan}");
            }
        }
    });
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
