//! What the disk and SQLite allow: the rows of posts, committed 64 posts at a time by a loop that does
//! nothing else.
//!
//! The tables, their indexes and every row are those of the posts that the program has just written, in
//! their order: rows that are all alike would share pages that the rows of many people do not. The file
//! lies beside the network and has no posts at first.

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::bench::data;

const BATCH: usize = 64;
/// Changes that are read at most; more than are written while it is measured.
const CHANGES: i64 = 120_000;

/// The tables that a post writes a row to: where its row is found, and what an insert does with a row
/// that is there.
const WRITTEN: [(&str, &str, &str); 6] = [
    ("posts", "t.id = p.id", ""),
    ("changes", "t.position = c.position", ""),
    (
        "changes",
        "t.position = c.position + 1 and t.kind = 'own'",
        "",
    ),
    (
        "idempotency",
        "t.owner = cast(p.author_id as text) and t.object = p.id",
        "",
    ),
    ("thread_follows", "t.post_id = p.id", ""),
    (
        "readings",
        "t.person_id = p.author_id and t.community_id = p.community_id",
        "on conflict (person_id, community_id) do update set arrivals = excluded.arrivals",
    ),
];
const COUNTERS: &str = "communities";

pub struct Bare {
    pub posts_per_second: f64,
    pub commits_per_second: f64,
    pub rows_per_post: f64,
}

/// The last change there is, before the posts whose rows will be written.
pub fn mark(network: &Connection) -> Result<i64> {
    let last = "select coalesce(max(position), 0) from changes";
    Ok(network.query_row(last, [], |row| row.get(0))?)
}

/// Writes the rows of the posts that came after `mark`, for at most so long.
pub fn run(network: &Connection, mark: i64, time: Duration) -> Result<Bare> {
    let posts = posts(network, mark)?;
    ensure!(!posts.is_empty(), "nobody has posted");
    let folder = data::folder().join("bare");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let bare = Connection::open(folder.join("bare.db"))?;
    bare.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = off;",
    )?;
    bare.execute_batch("pragma wal_autocheckpoint = 8000;")?;
    let mut tables: Vec<&str> = WRITTEN.iter().map(|(table, ..)| *table).collect();
    tables.push(COUNTERS);
    tables.dedup();
    for table in tables {
        copy_schema(network, &bare, table)?;
    }
    copy_counters(network, &bare, &posts)?;
    let done = write(&bare, &posts, time)?;
    bare.close().map_err(|(_, error)| error)?;
    fs::remove_dir_all(&folder)?;
    Ok(done)
}

struct Post {
    community: i64,
    /// Its rows, each with the number of its table in [`WRITTEN`].
    rows: Vec<(usize, Vec<Value>)>,
}

/// In the order in which they were written.
fn posts(network: &Connection, mark: i64) -> Result<Vec<Post>> {
    let mut posts = BTreeMap::new();
    for (number, (table, is, _)) in WRITTEN.iter().enumerate() {
        let mut rows = network.prepare(&format!(
            "select c.position, p.community_id, t.* from changes c join posts p on p.id = c.key
             join {table} t on {is}
             where c.position > ?1 and c.position <= ?2 and c.kind = 'post.new'
             and p.community_id is not null"
        ))?;
        let columns = rows.column_count();
        let mut rows = rows.query((mark, mark + CHANGES))?;
        while let Some(row) = rows.next()? {
            let community = row.get(1)?;
            let values = (2..columns)
                .map(|at| row.get(at))
                .collect::<Result<_, _>>()?;
            let post: &mut Post = posts.entry(row.get::<_, i64>(0)?).or_insert(Post {
                community,
                rows: Vec::new(),
            });
            post.rows.push((number, values));
        }
    }
    Ok(posts.into_values().collect())
}

fn copy_schema(network: &Connection, bare: &Connection, table: &str) -> Result<()> {
    let mut texts = network.prepare(
        "select sql from sqlite_master where tbl_name = ?1 and sql is not null order by type desc",
    )?;
    let texts: Vec<String> = texts
        .query_map([table], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    ensure!(!texts.is_empty(), "the network has no table {table}");
    for text in texts {
        bare.execute_batch(&text)
            .with_context(|| format!("cannot copy {table}"))?;
    }
    Ok(())
}

/// The communities that were posted in.
fn copy_counters(network: &Connection, bare: &Connection, posts: &[Post]) -> Result<()> {
    let mut found = network.prepare(&format!("select * from {COUNTERS} where id = ?1"))?;
    let columns = found.column_count();
    let mut insert = bare.prepare(&insert(COUNTERS, columns, "on conflict do nothing"))?;
    for post in posts {
        let row: Vec<Value> = found.query_row([post.community], |row| {
            (0..columns).map(|at| row.get(at)).collect()
        })?;
        insert.execute(params_from_iter(row))?;
    }
    Ok(())
}

fn insert(table: &str, columns: usize, or: &str) -> String {
    let places: Vec<String> = (1..=columns).map(|at| format!("?{at}")).collect();
    format!("insert into {table} values ({}) {or}", places.join(", "))
}

fn write(bare: &Connection, posts: &[Post], time: Duration) -> Result<Bare> {
    let mut inserts = Vec::new();
    for (table, _, or) in WRITTEN {
        let all = format!("select * from {table}");
        let columns = bare.prepare(&all)?.column_count();
        inserts.push(bare.prepare(&insert(table, columns, or))?);
    }
    let count = "update communities set arrivals = arrivals + 1 where id = ?1 returning arrivals";
    let mut count = bare.prepare(count)?;
    let began = Instant::now();
    let (mut written, mut rows, mut commits) = (0, 0, 0);
    for batch in posts.chunks(BATCH) {
        if began.elapsed() >= time {
            break;
        }
        bare.execute_batch("begin immediate")?;
        for post in batch {
            count.query_row([post.community], |row| row.get::<_, i64>(0))?;
            for (number, values) in &post.rows {
                inserts[*number].execute(params_from_iter(values))?;
            }
            rows += 1 + post.rows.len();
        }
        bare.execute_batch("commit")?;
        written += batch.len();
        commits += 1;
    }
    let seconds = began.elapsed().as_secs_f64();
    Ok(Bare {
        posts_per_second: written as f64 / seconds,
        commits_per_second: f64::from(commits) / seconds,
        rows_per_post: rows as f64 / written as f64,
    })
}
