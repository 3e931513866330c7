//! Many writers, and a record of what they were told that lies outside of what may break.
//!
//! Each request has a key and a body; what is sent and what is answered goes to a pipe. After the
//! fault the record and the database are laid side by side: what was acknowledged is there once,
//! what was refused is not, what nobody knows of is there at most once, and once after it was sent
//! again. The power cut of `cargo xtask faults` uses this module through the example `ledger`.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use kernel::{Error, Kind, Result};
use sha2::{Digest, Sha256};
use store::{Changed, IdempotencyKey, Migration, Replay, Sole, Store, Tx};

pub const MIGRATIONS: &[Migration] = &[Migration {
    number: 1,
    name: "ledger",
    // The key is not unique here: a request that was done twice is to be seen.
    sql: "create table entries (
        id bigint primary key,
        request text not null,
        body text not null
    );
    create table counts (writer bigint primary key, entries bigint not null);",
}];

store::statements! {
    fn insert(id: i64, request: &str, body: &str) -> Changed =
        "insert into entries (id, request, body) values ($1, $2, $3)";
    fn count(writer: i64) -> Changed =
        "insert into counts (writer, entries) values ($1, 1)
         on conflict (writer) do update set entries = counts.entries + 1";
    fn entries(after: i64) -> Vec<(i64, String, String)> =
        "select id, request, body from entries where id > $1 order by id limit 10000";
    fn counted() -> Sole<i64> = "select cast(coalesce(sum(entries), 0) as bigint) from counts";
}

/// How often a request is one that is refused after it has written, or one that is sent twice.
const ODD: u64 = 16;

/// Writes with so many threads until the process ends or the storage fails. `round` is part of every
/// key. Answers are told on standard output.
pub fn write(store: &Store, round: &str, writers: usize) {
    let next = AtomicU64::new(0);
    thread::scope(|scope| {
        for _ in 0..writers {
            scope.spawn(|| {
                while store.healthy() {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let request = format!("{round}-{number}");
                    tell(&format!("sent {request}\n"));
                    let first = send(store, &request, number % ODD == 3);
                    tell_answer(&request, &first);
                    if number % ODD == 5 {
                        tell_answer(&request, &send(store, &request, false));
                    }
                }
            });
        }
    });
}

/// One system call: a line is there whole or not at all, and the test harness does not catch it.
fn tell(line: &str) {
    let told = io::stdout().lock().write_all(line.as_bytes());
    told.expect("whoever keeps the record listens");
}

fn tell_answer(request: &str, answer: &Result<()>) {
    match answer {
        Ok(()) => tell(&format!("done {request} {}\n", hex(&body(request)))),
        Err(error) if error.kind == Kind::Conflict => tell(&format!("refused {request}\n")),
        // It may have happened: whoever asked does not know.
        Err(_) => {}
    }
}

fn body(request: &str) -> String {
    format!("{request} says that the delivery comes at half past six. ").repeat(4)
}

fn hex(body: &str) -> String {
    let hash: [u8; 32] = Sha256::digest(body).into();
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn send(store: &Store, request: &str, refuse: bool) -> Result<()> {
    let body = body(request);
    let key = IdempotencyKey {
        owner: "ledger".to_owned(),
        target: "POST /entries".to_owned(),
        key: request.to_owned(),
        body_hash: Sha256::digest(&body).into(),
    };
    store.write_blocking(move |tx| match tx.idempotent(&key)? {
        Replay::Done { .. } => Ok(()),
        Replay::New => {
            let id = enter(tx, &key.key, &body)?;
            tx.remember(&key, 201, "entry", id)?;
            match refuse {
                true => Err(Error::conflict("refused")),
                false => Ok(()),
            }
        }
    })
}

fn enter(tx: &Tx, request: &str, body: &str) -> Result<i64> {
    let id = tx.id::<()>().raw();
    insert(tx, id, request, body)?;
    count(tx, tx.writer())?;
    tx.log("entry", id, 0)?;
    Ok(id)
}

/// What became of the requests of all rounds, as they were told.
#[derive(Default)]
pub struct Record {
    /// With the hash of the body once it was acknowledged.
    requests: BTreeMap<String, Told>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Told {
    Nothing,
    Done(String),
    Refused,
}

impl Record {
    /// Reads what a writer told until it ended; its last line may be cut.
    pub fn add(&mut self, text: &str) {
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        for line in whole.lines() {
            // The test harness writes its own words before the first.
            let line = ["sent ", "done ", "refused "]
                .iter()
                .find_map(|word| line.find(word).map(|at| &line[at..]));
            let words: Vec<&str> = line.unwrap_or_default().split(' ').collect();
            let (request, told) = match words[..] {
                ["sent", request] => (request, Told::Nothing),
                ["done", request, hash] => (request, Told::Done(hash.to_owned())),
                ["refused", request] => (request, Told::Refused),
                _ => continue,
            };
            let known = self.requests.entry(request.to_owned());
            let known = known.or_insert(Told::Nothing);
            if told != Told::Nothing {
                *known = told;
            }
        }
    }

    pub fn acknowledged(&self) -> usize {
        self.with(|told| matches!(told, Told::Done(_))).count()
    }

    pub fn unknown(&self) -> usize {
        self.with(|told| *told == Told::Nothing).count()
    }

    fn with(&self, wanted: impl Fn(&Told) -> bool) -> impl Iterator<Item = &String> {
        let chosen = self.requests.iter().filter(move |(_, told)| wanted(told));
        chosen.map(|(request, _)| request)
    }

    /// Everything that is not as it was told, as sentences; then sends again what nobody knows of.
    pub fn compare(&mut self, store: &Store) -> Result<Vec<String>> {
        let mut wrong = self.differences(store)?;
        let unknown: Vec<String> = self.with(|told| *told == Told::Nothing).cloned().collect();
        for request in unknown {
            send(store, &request, false)?;
            let told = Told::Done(hex(&body(&request)));
            self.requests.insert(request, told);
        }
        wrong.extend(self.differences(store)?);
        wrong.sort_unstable();
        wrong.dedup();
        Ok(wrong)
    }

    fn differences(&self, store: &Store) -> Result<Vec<String>> {
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut rows = 0;
        for (_, request, body) in store.read_blocking(all)? {
            rows += 1;
            found.entry(request).or_default().push(hex(&body));
        }
        let mut wrong = Vec::new();
        for (request, told) in &self.requests {
            let there = found.remove(request).unwrap_or_default();
            match (told, &there[..]) {
                (Told::Done(hash), [one]) if one == hash => {}
                (Told::Refused, []) | (Told::Nothing, [] | [_]) => {}
                (Told::Done(_), []) => wrong.push(format!("lost: {request}")),
                (told, there) => {
                    wrong.push(format!(
                        "{request} was told {told:?} and is there as {there:?}"
                    ));
                }
            }
        }
        wrong.extend(found.keys().map(|request| format!("never sent: {request}")));
        let Sole(counted) = store.read_blocking(counted)?;
        if counted != rows {
            wrong.push(format!("{rows} rows are counted as {counted}"));
        }
        let newest = store::testing::settled(store);
        if newest != rows {
            wrong.push(format!("{rows} rows have {newest} changes"));
        }
        Ok(wrong)
    }
}

fn all(db: &store::Db) -> Result<Vec<(i64, String, String)>> {
    let mut all = Vec::new();
    loop {
        let after = all.last().map_or(0, |(id, _, _)| *id);
        let more = entries(db, after)?;
        if more.is_empty() {
            return Ok(all);
        }
        all.extend(more);
    }
}
