//! The store through its door, on each engine.

use kernel::Id;
use store::{Changed, Migration, Sole, testing};

const MIGRATIONS: &[Migration] = &[Migration {
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
    pub struct Thing { pub id: Id<Thing>, pub name: Option<String>, pub weight: Option<f64>, pub body: Option<Vec<u8>>, pub flag: bool }
}

store::statements! {
    pub fn insert(id: Id<Thing>, name: Option<&str>, weight: Option<f64>, body: Option<&[u8]>, flag: bool) -> Changed =
        "insert into things (id, name, weight, body, flag) values ($1, $2, $3, $4, $5)";
    pub fn by_ids(ids: &[Id<Thing>]) -> Vec<Thing> =
        "select id, name, weight, body, flag from things where id in ($1) order by id limit 100", hot;
    pub fn named(names: &[&str], limit: i64) -> Vec<Id<Thing>> =
        "select id from things where name in ($1) order by id limit $2";
    pub fn count() -> Sole<i64> = "select cast(count(*) as bigint) from things";
    pub fn one(id: Id<Thing>) -> Option<Thing> =
        "select id, name, weight, body, flag from things where id = $1";
    pub fn many(a: i64, b: i64, c: i64, d: i64, e: i64, f: i64, g: i64, h: i64, i: i64) -> Vec<i64> =
        "select cast($1 + $2 + $3 + $4 + $5 + $6 + $7 + $8 + $9 as bigint)";
    pub fn with_use(of: Option<Use>) -> Vec<Use> = "select cast($1 as text) where $1 is not null limit 1";
}

#[test]
fn what_is_written_is_read() {
    testing::each_engine(MIGRATIONS, |store| {
        let ids = store
            .write_blocking(|tx| {
                let a = tx.id();
                let b = tx.id();
                insert(tx, a, Some("a"), Some(0.5), Some(b"x"), true)?;
                insert(tx, b, None, None, None, false)?;
                tx.log("thing", a.raw(), 0)?;
                tx.log("thing", b.raw(), 0)?;
                Ok(vec![a, b])
            })
            .unwrap();
        let wanted = ids.clone();
        let things = store.read_blocking(move |db| by_ids(db, &wanted)).unwrap();
        assert_eq!(things.len(), 2);
        assert_eq!(things[0].name.as_deref(), Some("a"));
        assert_eq!(things[1].body, None);
        assert!(things[0].flag && !things[1].flag);
        let none = store.read_blocking(|db| named(db, &[], 5)).unwrap();
        assert!(none.is_empty());
        let Sole(count) = store.read_blocking(count).unwrap();
        assert_eq!(count, 2);
        assert_eq!(
            store
                .read_blocking(|db| with_use(db, Some(Use::Play)))
                .unwrap(),
            [Use::Play]
        );
        assert_eq!(testing::settled(&store), 2);
        let changes = store
            .read_blocking(|db| store::Store::changes_after(db, 0, 10))
            .unwrap();
        assert_eq!(changes.len(), 2);
        assert_eq!(STATEMENTS.len(), 7);
        assert!(STATEMENTS[1].hot && STATEMENTS[1].params[0].list);
    });
}
