//! One table to try everything on.

use kernel::{Id, Result};
use store::{Changed, Migration, Sole, Tx};

pub const MIGRATIONS: &[Migration] = &[Migration {
    number: 1,
    name: "things",
    sql: "create table things (
        id bigint primary key,
        name text unique,
        weight double precision,
        body bytes,
        flag bigint not null check (flag in (0, 1))
    );",
}];

store::text_enum! {
    pub enum Use { Work = "work", Play = "play" }
}

store::row! {
    /// A thing.
    pub struct Thing {
        pub id: Id<Thing>,
        pub name: Option<String>,
        pub weight: Option<f64>,
        pub body: Option<Vec<u8>>,
        pub flag: bool,
    }
}

store::statements! {
    pub fn insert(
        id: Id<Thing>, name: Option<&str>, weight: Option<f64>, body: Option<&[u8]>, flag: bool,
    ) -> Changed =
        "insert into things (id, name, weight, body, flag) values ($1, $2, $3, $4, $5)";
    pub fn by_ids(ids: &[Id<Thing>]) -> Vec<Thing> =
        "select id, name, weight, body, flag from things where id in ($1) order by id limit 100", hot;
    pub fn named(names: &[&str], limit: i64) -> Vec<Id<Thing>> =
        "select id from things where name in ($1) order by id limit $2";
    pub fn names() -> Vec<String> =
        "select name from things where name is not null order by name limit 1000000";
    pub fn count() -> Sole<i64> = "select cast(count(*) as bigint) from things";
    pub fn one(id: Id<Thing>) -> Option<Thing> =
        "select id, name, weight, body, flag from things where id = $1";
    pub fn remove(id: Id<Thing>) -> Changed = "delete from things where id = $1";
    pub fn many(a: i64, b: i64, c: i64, d: i64, e: i64, f: i64, g: i64, h: i64, i: i64) -> Vec<i64> =
        "select cast($1 + $2 + $3 + $4 + $5 + $6 + $7 + $8 + $9 as bigint)";
    pub fn with_use(of: Option<Use>) -> Vec<Use> =
        "select cast($1 as text) where cast($1 as text) is not null limit 1";
    pub fn pair(id: Id<Thing>) -> Option<(i64, Option<String>)> =
        "select flag, name from things where id = $1";
}

/// A thing with a name and nothing else, and its entry in the log.
pub fn add(tx: &Tx, name: &str) -> Result<Id<Thing>> {
    let id = tx.id();
    insert(tx, id, Some(name), None, None, false)?;
    tx.log("thing", id.raw(), 0)?;
    Ok(id)
}
