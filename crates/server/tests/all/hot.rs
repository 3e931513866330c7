//! What many do at once with one post, and what one post does for many people: counts are right, and
//! no work is done for each member.

use std::collections::{BTreeMap, BTreeSet};

use features::posts::PostId;
use futures::future::join_all;
use http::{Method, header};
use kernel::Time;
use network::people::Draft;
use network::testing::{Actor, Answer};
use network::{communities, notifications};
use serde_json::{Value, json};
use store::Sole;

use crate::whole::{Whole, each_whole};

store::statements! {
    fn reaction_rows(item: i64) -> Vec<(String, i64)> =
        "select name, cast(count(*) as bigint) from reactions where item_id = $1 group by name order by name";
    fn reactions_counted(item: i64) -> Vec<(String, i64)> =
        "select name, cast(sum(people) as bigint) from reaction_counts where item_id = $1 group by name order by name";
    fn replies_counted(post: PostId) -> Sole<i64> = "select replies from posts where id = $1";
    fn reply_rows(post: PostId) -> Sole<i64> =
        "select cast(count(*) as bigint) from replies where post_id = $1 and deleted_at is null";
    fn sizes() -> Vec<(String, i64)> =
        "select 'settings', cast(count(*) as bigint) from settings
        union all select 'sites', count(*) from sites
        union all select 'people', count(*) from people
        union all select 'person_words', count(*) from person_words
        union all select 'photos', count(*) from photos
        union all select 'coordinators', count(*) from coordinators
        union all select 'follows', count(*) from follows
        union all select 'passwords', count(*) from passwords
        union all select 'access_codes', count(*) from access_codes
        union all select 'sessions', count(*) from sessions
        union all select 'tokens', count(*) from tokens
        union all select 'audit', count(*) from audit
        union all select 'communities', count(*) from communities
        union all select 'memberships', count(*) from memberships
        union all select 'readings', count(*) from readings
        union all select 'rollout_counting', count(*) from rollout_counting
        union all select 'rollout_countries', count(*) from rollout_countries
        union all select 'rollout_early', count(*) from rollout_early
        union all select 'rollout_figures', count(*) from rollout_figures
        union all select 'rollout_gaps', count(*) from rollout_gaps
        union all select 'rollout_moves', count(*) from rollout_moves
        union all select 'rollout_places', count(*) from rollout_places
        union all select 'rollout_plans', count(*) from rollout_plans
        union all select 'rollout_plays', count(*) from rollout_plays
        union all select 'rollout_site_countries', count(*) from rollout_site_countries
        union all select 'rule_lists', count(*) from rule_lists
        union all select 'rule_members', count(*) from rule_members
        union all select 'rule_stale', count(*) from rule_stale
        union all select 'rule_state', count(*) from rule_state
        union all select 'join_requests', count(*) from join_requests
        union all select 'goal_comparisons', count(*) from goal_comparisons
        union all select 'goal_conflicts', count(*) from goal_conflicts
        union all select 'goal_grounds', count(*) from goal_grounds
        union all select 'goal_same_counts', count(*) from goal_same_counts
        union all select 'goal_settlements', count(*) from goal_settlements
        union all select 'goals', count(*) from goals
        union all select 'indicator_aims', count(*) from indicator_aims
        union all select 'indicator_hooks', count(*) from indicator_hooks
        union all select 'health_cells', count(*) from health_cells
        union all select 'health_communities', count(*) from health_communities
        union all select 'health_figures', count(*) from health_figures
        union all select 'health_members', count(*) from health_members
        union all select 'health_pledges', count(*) from health_pledges
        union all select 'health_purposes', count(*) from health_purposes
        union all select 'health_steps', count(*) from health_steps
        union all select 'health_unit_ties', count(*) from health_unit_ties
        union all select 'health_units', count(*) from health_units
        union all select 'health_weeks', count(*) from health_weeks
        union all select 'indicator_definitions', count(*) from indicator_definitions
        union all select 'indicator_levels', count(*) from indicator_levels
        union all select 'indicator_measures', count(*) from indicator_measures
        union all select 'indicator_readings', count(*) from indicator_readings
        union all select 'indicator_revisions', count(*) from indicator_revisions
        union all select 'indicator_units', count(*) from indicator_units
        union all select 'indicator_withheld', count(*) from indicator_withheld
        union all select 'indicators', count(*) from indicators
        union all select 'adoptions', count(*) from adoptions
        union all select 'initiative_answers', count(*) from initiative_answers
        union all select 'initiative_communities', count(*) from initiative_communities
        union all select 'initiative_people', count(*) from initiative_people
        union all select 'initiative_levers', count(*) from initiative_levers
        union all select 'initiatives', count(*) from initiatives
        union all select 'replication_changes', count(*) from replication_changes
        union all select 'replication_keeps', count(*) from replication_keeps
        union all select 'replication_points', count(*) from replication_points
        union all select 'replication_posts', count(*) from replication_posts
        union all select 'replication_reach', count(*) from replication_reach
        union all select 'replication_refusals', count(*) from replication_refusals
        union all select 'replication_starts', count(*) from replication_starts
        union all select 'replication_stops', count(*) from replication_stops
        union all select 'replications', count(*) from replications
        union all select 'bench_asked', count(*) from bench_asked
        union all select 'bench_counts', count(*) from bench_counts
        union all select 'bench_invitations', count(*) from bench_invitations
        union all select 'bench_nominations', count(*) from bench_nominations
        union all select 'bench_people', count(*) from bench_people
        union all select 'bench_topic_counts', count(*) from bench_topic_counts
        union all select 'bench_topics', count(*) from bench_topics
        union all select 'bench_totals', count(*) from bench_totals
        union all select 'courses', count(*) from courses
        union all select 'course_steps', count(*) from course_steps
        union all select 'course_done', count(*) from course_done
        union all select 'course_completions', count(*) from course_completions
        union all select 'course_answers', count(*) from course_answers
        union all select 'course_commitments', count(*) from course_commitments
        union all select 'course_companions', count(*) from course_companions
        union all select 'course_counting', count(*) from course_counting
        union all select 'course_headcounts', count(*) from course_headcounts
        union all select 'course_figures', count(*) from course_figures
        union all select 'displays', count(*) from displays
        union all select 'stories', count(*) from stories
        union all select 'story_praise', count(*) from story_praise
        union all select 'story_displays', count(*) from story_displays
        union all select 'story_dismissals', count(*) from story_dismissals
        union all select 'story_weeks', count(*) from story_weeks
        union all select 'story_refusals', count(*) from story_refusals
        union all select 'story_checks', count(*) from story_checks
        union all select 'story_evidence', count(*) from story_evidence
        union all select 'story_people', count(*) from story_people
        union all select 'story_readings', count(*) from story_readings
        union all select 'use_case_posts', count(*) from use_case_posts
        union all select 'use_case_roles', count(*) from use_case_roles
        union all select 'use_case_tries', count(*) from use_case_tries
        union all select 'use_cases', count(*) from use_cases
        union all select 'invitations', count(*) from invitations
        union all select 'posts', count(*) from posts
        union all select 'replies', count(*) from replies
        union all select 'revisions', count(*) from revisions
        union all select 'reactions', count(*) from reactions
        union all select 'reaction_counts', count(*) from reaction_counts
        union all select 'mentions', count(*) from mentions
        union all select 'praised', count(*) from praised
        union all select 'post_topics', count(*) from post_topics
        union all select 'seen', count(*) from seen
        union all select 'notifications', count(*) from notifications
        union all select 'notices', count(*) from notices
        union all select 'thread_follows', count(*) from thread_follows
        union all select 'imported', count(*) from imported
        union all select 'changes', count(*) from changes
        union all select 'nodes', count(*) from nodes
        union all select 'idempotency', count(*) from idempotency
        union all select 'jobs', count(*) from jobs
        union all select 'log_state', count(*) from log_state
        union all select 'store_migrations', count(*) from store_migrations limit 200";
}

/// The store's own tables.
const OF_THE_STORE: [&str; 6] = [
    "changes",
    "nodes",
    "idempotency",
    "jobs",
    "log_state",
    "store_migrations",
];

async fn crowd(whole: &Whole, from: usize, to: usize) -> Vec<Actor> {
    let mut crowd = Vec::new();
    for number in from..to {
        let draft = Draft {
            name: format!("Crowd {number}"),
            employee_number: Some(format!("7{number:05}")),
            ..Draft::default()
        };
        crowd.push(whole.add(draft).await);
    }
    crowd
}

/// A request with a body and a key of its own.
async fn keyed(whole: &Whole, who: &Actor, path: &str, key: &str, body: &Value) -> Answer {
    let request = whole.request(Method::POST, path, Some(who));
    let request = request
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key);
    whole.send(request, body.to_string()).await
}

#[test]
fn thirty_two_at_one_post_are_all_counted_once() {
    each_whole(async |whole| {
        let people = crowd(&whole, 0, 32).await;
        let path = format!("/api/communities/{}/posts", whole.returns_desk);
        let made = keyed(&whole, &whole.mia, &path, "hot", &json!({ "text": "Hot" })).await;
        let id = made.expect(201).json()["id"].as_i64().unwrap();
        let whole = &whole;
        // All at once; each replies twice with one key, and presses twice what is set once.
        let at_work = people.iter().enumerate().map(async |(number, who)| {
            let replies = format!("/api/posts/{id}/replies");
            let body = json!({ "text": format!("From {number}") });
            let reply = || keyed(whole, who, &replies, "once", &body);
            let (first, second) = futures::join!(reply(), reply());
            let reply = first.expect(201).json()["id"].clone();
            assert_eq!(second.expect(201).json()["id"], reply);
            let react = async |method: Method, name: &str| {
                let path = format!("/api/posts/{id}/reactions/{name}");
                let answer = whole.ask(method, &path, Some(who), "").await;
                assert!(answer.status < 300, "{} {}", answer.status, answer.body);
            };
            react(Method::PUT, "helpful").await;
            react(Method::PUT, "helpful").await;
            if number % 2 == 0 {
                react(Method::DELETE, "helpful").await;
                react(Method::DELETE, "helpful").await;
            }
            if number % 3 == 0 {
                let press = format!("/posts/{id}/reactions/thanks");
                for _ in 0..3 {
                    whole
                        .ask(Method::POST, &press, Some(who), "")
                        .await
                        .expect(303);
                }
            }
            if number % 4 == 0 {
                let path = format!("/api/replies/{reply}");
                let answer = whole.ask(Method::DELETE, &path, Some(who), "").await;
                assert!(answer.status < 300, "{} {}", answer.status, answer.body);
            }
        });
        join_all(at_work).await;

        let post = PostId::from_raw(id);
        let counts = whole.app.store.read(move |db| {
            let replies = (replies_counted(db, post)?, reply_rows(db, post)?);
            Ok((replies, reactions_counted(db, id)?, reaction_rows(db, id)?))
        });
        let (replies, counted, rows) = counts.await.unwrap();
        assert_eq!(replies, (Sole(24), Sole(24)));
        let expected = [("helpful".to_owned(), 16), ("thanks".to_owned(), 11)];
        assert_eq!((&counted[..], &rows[..]), (&expected[..], &expected[..]));
        let seen = whole
            .page(&format!("/api/posts/{id}"), Some(&whole.otto))
            .await;
        let post = &seen.expect(200).json()["post"];
        assert_eq!(post["replies"], 24);
        let shown = post["reactions"].as_array().unwrap().iter();
        let shown: Vec<_> = shown
            .map(|one| (one["name"].clone(), one["people"].clone()))
            .collect();
        assert_eq!(
            shown,
            [(json!("helpful"), json!(16)), (json!("thanks"), json!(11))]
        );
    });
}

async fn rows(whole: &Whole) -> BTreeMap<String, i64> {
    let rows = whole.app.store.read(sizes).await.unwrap();
    rows.into_iter().collect()
}

/// How many rows each table has gained, without those that gained none.
async fn gained(whole: &Whole, before: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
    let mut after = rows(whole).await;
    after.retain(|name, count| {
        *count -= before[name];
        *count != 0
    });
    after
}

#[test]
fn an_announcement_to_everyone_writes_as_few_rows_for_many_people_as_for_few() {
    each_whole(async |whole| {
        let path = format!("/api/communities/{}/posts", whole.everyone);
        let mut written = Vec::new();
        for (round, people) in [0, 150].into_iter().enumerate() {
            crowd(&whole, 1_000 * round, 1_000 * round + people).await;
            let everyone = whole.everyone;
            let otto = whole.otto.id;
            let unread = async || {
                let read = move |db: &store::Db| {
                    let unread = communities::queries::unread_among(db, otto, &[everyone])?;
                    Ok((
                        unread[0].1,
                        notifications::queries::unread(
                            db,
                            otto,
                            false,
                            &[network::CommunityId::from_raw(0)],
                        )?,
                    ))
                };
                whole.app.store.read(read).await.unwrap()
            };
            let (before, unread_before) = (rows(&whole).await, unread().await);
            // Whoever reads the log must not be behind, and the clock must not stand still.
            whole.wait(Time::SECOND_US);
            let body = json!({ "title": "To all", "text": "The **tills** are new from Monday." });
            let key = format!("announcement-{round}");
            let made = keyed(&whole, &whole.ada, &path, &key, &body).await;
            let id = made.expect(201).json()["id"].clone();
            let again = keyed(&whole, &whole.ada, &path, &key, &body).await;
            assert_eq!(again.expect(201).json()["id"], id);
            let gained = gained(&whole, &before).await;
            assert_eq!(gained["posts"], 1, "{gained:?}");
            written.push(gained.values().sum::<i64>());
            // Nobody was written to, and everybody has something to read.
            let (unread, told) = unread().await;
            assert_eq!((unread, told), (unread_before.0 + 1, unread_before.1));
        }
        // The author's own reading is a row the first time.
        assert!(written[0] <= 10 && written[1] <= written[0], "{written:?}");
    });
}

#[test]
fn a_crowd_that_was_told_a_moment_ago_is_not_told_with_each_reply() {
    each_whole(async |whole| {
        let people = crowd(&whole, 0, 60).await;
        let path = format!("/api/communities/{}/posts", whole.returns_desk);
        let made = keyed(
            &whole,
            &whole.mia,
            &path,
            "crowd",
            &json!({ "text": "Hot" }),
        )
        .await;
        let id = made.expect(201).json()["id"].as_i64().unwrap();
        let replies = format!("/api/posts/{id}/replies");
        let reply = async |who: &Actor, key: &str| {
            let before = rows(&whole).await;
            whole.wait(Time::SECOND_US);
            keyed(&whole, who, &replies, key, &json!({ "text": key }))
                .await
                .expect(201);
            gained(&whole, &before).await["changes"]
        };
        for who in &people {
            reply(who, "i-follow-it-now").await;
        }
        // Told of the last replies, all but those who were first.
        let few = reply(&whole.olive, "and-again").await;
        assert!(few < 60, "{few}");
        whole.wait(20 * Time::SECOND_US);
        let all = reply(&whole.olive, "much-later").await;
        assert!(all >= 60, "{all}");
        let few = reply(&whole.olive, "right-after-it").await;
        assert!(few < 10, "{few}");
    });
}

/// A table that nobody counts could hold a row for each member.
#[test]
fn every_table_is_counted() {
    each_whole(async |whole| {
        let mut tables: BTreeSet<String> = OF_THE_STORE.map(str::to_owned).into();
        for line in network::MIGRATIONS.iter().flat_map(|made| made.sql.lines()) {
            let words: Vec<&str> = line.split([' ', '(', ';']).collect();
            match words[..] {
                ["create", "table", name, ..] => {
                    tables.insert(name.to_owned());
                }
                ["drop", "table", name, ..] => {
                    tables.remove(name);
                }
                ["alter", "table", from, "rename", "to", to, ..] => {
                    tables.remove(from);
                    tables.insert(to.to_owned());
                }
                _ => {}
            }
        }
        let counted: BTreeSet<String> = rows(&whole).await.into_keys().collect();
        assert_eq!(counted, tables);
    });
}
