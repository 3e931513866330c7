//! A load fills tables; afterwards the database is one like any other.

use store::bulk::{Load, Rows, Table};
use store::testing::{self, Database};
use store::{Migration, Source, Store, Value};

const MIGRATIONS: &[Migration] = &[Migration {
    number: 1,
    name: "shelves",
    sql: "create table shelves (
        id bigint primary key,
        name text not null
    );
    create unique index shelves_name on shelves (name);
    create table boxes (
        id bigint primary key,
        shelf_id bigint not null references shelves (id),
        label text,
        weight double precision,
        seal bytes
    );
    create index boxes_shelf on boxes (shelf_id, id) where label is not null;",
}];
const SHELVES: Table = Table {
    name: "shelves",
    columns: &["id", "name"],
};
const BOXES: Table = Table {
    name: "boxes",
    columns: &["id", "shelf_id", "label", "weight", "seal"],
};

store::row! {
    struct Carton {
        id: i64,
        shelf_id: i64,
        label: Option<String>,
        weight: Option<f64>,
        seal: Option<Vec<u8>>,
    }
}

store::statements! {
    fn all() -> Vec<Carton> = "select id, shelf_id, label, weight, seal from boxes order by id limit 100";
    fn add_shelf(id: i64, name: &str) -> store::Changed = "insert into shelves (id, name) values ($1, $2)";
    fn add_box(id: i64, shelf: i64) -> store::Changed = "insert into boxes (id, shelf_id) values ($1, $2)";
}

fn each_source(mut test: impl FnMut(&Source)) {
    let folder = tempfile::tempdir().unwrap();
    test(&Source::Sqlite(folder.path().to_owned()));
    if testing::postgres_url().is_some() {
        test(&Database::create(MIGRATIONS).unwrap().source());
    }
}

fn open(source: &Source) -> Store {
    Store::open(source, testing::options(MIGRATIONS)).unwrap()
}

#[test]
fn rows_are_there_and_every_rule_holds_again() {
    each_source(|source| {
        open(source).close();
        let mut load = Load::begin(source).unwrap();
        let mut boxes = Rows::new(&BOXES);
        boxes.add([
            Value::Int(1),
            Value::Int(7),
            Value::Text("größe\t\\N\n"),
            Value::Real(-0.5),
            Value::Bytes(&[0, 255, 10]),
        ]);
        boxes.add([
            Value::Int(2),
            Value::Int(7),
            Value::Null,
            Value::Null,
            Value::Null,
        ]);
        assert_eq!(boxes.len(), 2);
        // What they refer to comes later.
        load.put(&boxes).unwrap();
        let mut shelves = Rows::new(&SHELVES);
        shelves.add([Value::Int(7), Value::Text("seven")]);
        load.put(&shelves).unwrap();
        let mut steps = Vec::new();
        load.finish(&mut |done, total| steps.push((done, total)))
            .unwrap();
        assert_eq!(steps.first().map(|step| step.0), Some(0));
        assert!(steps.last().is_some_and(|(done, total)| done == total));

        let store = open(source);
        let found = store.read_blocking(all).unwrap();
        assert_eq!(
            found[0],
            Carton {
                id: 1,
                shelf_id: 7,
                label: Some("größe\t\\N\n".to_owned()),
                weight: Some(-0.5),
                seal: Some(vec![0, 255, 10]),
            }
        );
        assert_eq!((found.len(), found[1].label.as_deref()), (2, None));
        store.write_blocking(|tx| add_box(tx, 3, 7)).unwrap();
        assert!(store.write_blocking(|tx| add_box(tx, 4, 8)).is_err());
        assert!(
            store
                .write_blocking(|tx| add_shelf(tx, 8, "seven"))
                .is_err()
        );
        let plan = store
            .read_blocking(|db| {
                testing::plan(
                    db,
                    "select id from boxes where shelf_id = $1 and label is not null",
                )
            })
            .unwrap();
        assert!(plan.contains("boxes_shelf"), "{plan}");
        store.close();
    });
}

#[test]
fn a_database_that_is_open_is_not_loaded_into() {
    each_source(|source| {
        let store = open(source);
        let refused = Load::begin(source).err().unwrap();
        assert_eq!(refused.code(), "in_use");
        store.close();
        drop(Load::begin(source).unwrap());
    });
}

#[test]
fn a_row_that_breaks_a_rule_is_not_kept() {
    each_source(|source| {
        open(source).close();
        let mut load = Load::begin(source).unwrap();
        let mut shelves = Rows::new(&SHELVES);
        shelves.add([Value::Int(1), Value::Text("one")]);
        shelves.add([Value::Int(2), Value::Text("one")]);
        let put = load.put(&shelves);
        assert!(put.is_err() || load.finish(&mut |_, _| ()).is_err());
    });
}
