//! Migrations, the lock on the data folder, and the lives of a database.

use kernel::Kind;
use store::{Migration, Options, Sole, Source, Store, testing};

use crate::things::{self, MIGRATIONS};

const CHANGED: &[Migration] = &[Migration {
    number: 1,
    name: "things",
    sql: "create table things (id bigint primary key);",
}];

const MORE: &[Migration] = &[
    MIGRATIONS[0],
    Migration {
        number: 2,
        name: "tags",
        sql: "create table tags (thing bigint not null references things (id), word text not null);
-- sqlite:
create index tags_word on tags (word);
-- end
-- postgres:
create index tags_word on tags (word);
-- end
insert into tags (thing, word) select id, 'old' from things;",
    },
];

const BROKEN: &[Migration] = &[
    MIGRATIONS[0],
    Migration {
        number: 2,
        name: "half",
        sql: "create table half (id bigint primary key); create table nonsense;",
    },
];

const DANGLING: &[Migration] = &[
    MIGRATIONS[0],
    Migration {
        number: 2,
        name: "dangling",
        sql: "create table tags (thing bigint not null references things (id));
insert into tags (thing) values (7);",
    },
];

/// A database that outlives the stores opened on it, on each engine.
fn each_database(test: impl Fn(&Source)) {
    let folder = tempfile::tempdir().unwrap();
    test(&Source::Sqlite(folder.path().to_owned()));
    if testing::postgres_url().is_some() {
        test(&testing::Database::create(MIGRATIONS).unwrap().source());
    }
}

fn options(migrations: &'static [Migration]) -> Options {
    Options {
        reserve_bytes: 0,
        ..testing::options(migrations)
    }
}

#[test]
fn a_text_that_was_applied_stays_as_it_is() {
    each_database(|source| {
        Store::open(source, options(MIGRATIONS)).unwrap().close();
        let error = Store::open(source, options(CHANGED))
            .err()
            .unwrap()
            .to_string();
        assert!(error.contains("migrations/0001_things.sql"), "{error}");
        Store::open(source, options(MIGRATIONS)).unwrap();
    });
}

#[test]
fn new_migrations_are_applied_once_and_an_older_program_is_refused() {
    each_database(|source| {
        let store = Store::open(source, options(MIGRATIONS)).unwrap();
        store.write_blocking(|tx| things::add(tx, "a")).unwrap();
        let epoch = store.epoch();
        store.close();
        for _ in 0..2 {
            let store = Store::open(source, options(MORE)).unwrap();
            assert_eq!(store.read_blocking(things::count).unwrap(), Sole(1));
            assert_eq!(store.epoch(), epoch, "to open it again is no new life");
            store.close();
        }
        let error = Store::open(source, options(MIGRATIONS))
            .err()
            .unwrap()
            .to_string();
        assert!(error.contains("newer"), "{error}");
    });
}

#[test]
fn a_migration_that_fails_leaves_nothing_and_can_be_mended() {
    each_database(|source| {
        let error = Store::open(source, options(BROKEN))
            .err()
            .unwrap()
            .to_string();
        assert!(error.contains("migrations/0002_half.sql"), "{error}");
        Store::open(source, options(MORE)).unwrap();
    });
}

#[test]
fn a_migration_that_refers_to_what_is_not_there_is_refused() {
    each_database(|source| {
        let error = Store::open(source, options(DANGLING))
            .err()
            .unwrap()
            .to_string();
        assert!(error.contains("migrations/0002_dangling.sql"), "{error}");
        Store::open(source, options(MORE)).unwrap();
    });
}

#[test]
fn one_process_has_a_data_folder() {
    let folder = tempfile::tempdir().unwrap();
    let source = Source::Sqlite(folder.path().to_owned());
    let first = Store::open(&source, options(MIGRATIONS)).unwrap();
    let error = Store::open(&source, options(MIGRATIONS)).err().unwrap();
    assert_eq!((error.kind, error.code()), (Kind::Conflict, "in_use"));
    first.close();
    Store::open(&source, options(MIGRATIONS)).unwrap();
}

#[test]
fn a_new_life_is_another_epoch_that_stays() {
    each_database(|source| {
        let store = Store::open(source, options(MIGRATIONS)).unwrap();
        let first = store.epoch();
        let second = store.begin_epoch().unwrap();
        assert!(first != second && second > 0 && second < 1 << 53);
        store.close();
        assert_eq!(
            Store::open(source, options(MIGRATIONS)).unwrap().epoch(),
            second
        );
    });
}

#[test]
fn a_copy_made_while_writes_go_on_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let store = testing::sqlite(testing::options(MIGRATIONS)).unwrap();
    store
        .write_blocking(|tx| things::add(tx, "before"))
        .unwrap();
    let copied = folder.path().join("network.db");
    store.backup_to(&copied).unwrap();
    store.write_blocking(|tx| things::add(tx, "after")).unwrap();
    assert!(store.backup_to(&copied).is_err(), "nothing is written over");
    let source = Source::Sqlite(folder.path().to_owned());
    let copy = Store::open(&source, options(MIGRATIONS)).unwrap();
    assert_eq!(copy.read_blocking(things::names).unwrap(), ["before"]);
}
