//! Statements: values out as they went in, and a check that finds what is declared wrongly.

use kernel::{Error, Kind, Time};
use store::{Changed, Sole, Statement, Store, testing};

use crate::things::{self, MIGRATIONS, Thing, Use};

#[test]
fn what_is_written_is_read() {
    testing::each_engine(MIGRATIONS, |store| {
        let ids = store
            .write_blocking(|tx| {
                let (a, b) = (tx.id(), tx.id());
                things::insert(tx, a, Some("a"), Some(0.5), Some(b"x"), true)?;
                things::insert(tx, b, None, None, None, false)?;
                Ok([a, b])
            })
            .unwrap();
        let found = store
            .read_blocking(move |db| things::by_ids(db, &ids))
            .unwrap();
        let a = Thing {
            id: ids[0],
            name: Some("a".into()),
            weight: Some(0.5),
            body: Some(b"x".into()),
            flag: true,
        };
        let b = Thing {
            id: ids[1],
            name: None,
            weight: None,
            body: None,
            flag: false,
        };
        assert_eq!(found, [a, b]);
        store
            .read_blocking(move |db| {
                assert_eq!(things::count(db)?, Sole(2));
                assert_eq!(things::pair(db, ids[0])?, Some((1, Some("a".into()))));
                assert_eq!(things::named(db, &[], 5)?, []);
                assert_eq!(things::named(db, &["b", "a", "c"], 5)?, [ids[0]]);
                assert_eq!(things::with_use(db, Some(Use::Play))?, [Use::Play]);
                assert_eq!(things::with_use(db, None)?, []);
                assert_eq!(things::many(db, 1, 2, 3, 4, 5, 6, 7, 8, 9)?, [45]);
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn a_stored_enum_is_its_text_everywhere() {
    assert_eq!(serde_json::to_string(&Use::Work).unwrap(), "\"work\"");
    assert_eq!(serde_json::from_str::<Use>("\"play\"").unwrap(), Use::Play);
    assert!(serde_json::from_str::<Use>("\"rest\"").is_err());
    assert_eq!("rest".parse::<Use>().unwrap_err().kind, Kind::Invalid);
    assert_eq!(Use::ALL.len(), 2);
}

#[test]
fn every_statement_is_what_it_is_declared_to_be() {
    testing::each_engine(MIGRATIONS, |store| {
        for statement in things::STATEMENTS {
            testing::check_statement(&store, statement).unwrap();
        }
        let hot: Vec<_> = things::STATEMENTS
            .iter()
            .filter(|statement| statement.hot)
            .collect();
        assert_eq!(hot.len(), 1);
        let plan = store
            .read_blocking(|db| testing::plan(db, things::STATEMENTS[1].sql))
            .unwrap();
        assert!(plan.to_lowercase().contains("using"), "{plan}");
        assert_eq!(
            store.read_blocking(things::count).unwrap(),
            Sole(0),
            "checks leave nothing"
        );
    });
}

mod wrong {
    use super::{Changed, Sole, Thing, Time};

    store::row! {
        pub struct Misnamed { pub id: i64, pub title: Option<String> }
        pub struct Mistyped { pub id: i64, pub name: Option<i64> }
    }

    store::statements! {
        pub fn misnamed() -> Vec<Misnamed> = "select id, name from things limit 1";
        pub fn mistyped() -> Vec<Mistyped> = "select id, name from things limit 1";
        pub fn missing() -> Vec<Thing> = "select id, name from things limit 1";
        pub fn no_such_table() -> Vec<i64> = "select id from thing limit 1";
        pub fn no_such_parameter(id: i64) -> Vec<i64> = "select id from things where id = $2 limit 1";
        pub fn rows_declared_as_count() -> Changed = "select id from things limit 1";
        pub fn null_where_none_is_declared() -> Sole<Time> = "select max(id) from things";
        pub fn engine_integer() -> Sole<bool> = "select cast(count(*) as integer) > 0 from things";
    }
}

#[test]
fn the_check_finds_what_is_wrong() {
    testing::each_engine(MIGRATIONS, |store| {
        for statement in wrong::STATEMENTS {
            // SQLite has one kind of whole number and knows no types before a row is there.
            let sqlite_cannot_know = ["mistyped", "engine_integer"].contains(&statement.name);
            if sqlite_cannot_know && store.engine() == store::Engine::Sqlite {
                continue;
            }
            let Statement { name, .. } = statement;
            let found = testing::check_statement(&store, statement).unwrap_err();
            assert!(found.contains(name), "{found}");
        }
    });
}

#[test]
fn a_reader_cannot_write_and_sees_one_snapshot() {
    testing::each_engine(MIGRATIONS, |store| {
        let refused =
            store.read_blocking(|db| things::insert(db, kernel::Id::max(), None, None, None, true));
        assert_eq!(refused.unwrap_err().kind, Kind::Internal);
        let other = store.clone();
        let counts = store
            .read_blocking(move |db| {
                let before = things::count(db)?;
                // On another thread, as a closure must not wait for its own store's writer.
                std::thread::spawn(move || other.write_blocking(|tx| things::add(tx, "a")))
                    .join()
                    .expect("the writer does not panic")?;
                Ok((before, things::count(db)?))
            })
            .unwrap();
        assert_eq!(counts, (Sole(0), Sole(0)));
        assert_eq!(store.read_blocking(things::count).unwrap(), Sole(1));
    });
}

#[test]
fn a_job_that_fails_is_undone_alone() {
    testing::each_engine(MIGRATIONS, |store| {
        let failures: [fn(&store::Tx) -> kernel::Result<()>; 3] = [
            |tx| {
                things::add(tx, "refused")?;
                Err(Error::forbidden("not_yours"))
            },
            |tx| {
                things::add(tx, "panicked")?;
                panic!("on purpose");
            },
            |tx| {
                things::add(tx, "swallowed")?;
                let _ = things::add(tx, "swallowed");
                Ok(())
            },
        ];
        let errors = failures.map(|work| store.write_blocking(work).unwrap_err());
        assert_eq!(errors[0].code(), "not_yours");
        assert_eq!(errors[1].kind, Kind::Internal);
        assert_eq!(
            errors[2].kind,
            Kind::Internal,
            "a failed statement cannot be swallowed"
        );
        store.write_blocking(|tx| things::add(tx, "a")).unwrap();
        let unique = store.write_blocking(|tx| things::add(tx, "a")).unwrap_err();
        assert_eq!((unique.kind, unique.code()), (Kind::Conflict, "unique"));
        assert_eq!(store.read_blocking(things::names).unwrap(), ["a"]);
        assert_eq!(
            testing::settled(&store),
            1,
            "what was undone is not in the log"
        );
    });
}

#[test]
fn commits_are_told_before_they_are_answered() {
    use std::sync::{Arc, Mutex};
    testing::each_engine(MIGRATIONS, |store| {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let listener = heard.clone();
        store.on_commit(Arc::new(move |changes| {
            listener.lock().unwrap().extend_from_slice(changes)
        }));
        let id = store.write_blocking(|tx| things::add(tx, "a")).unwrap();
        let heard = heard.lock().unwrap().clone();
        assert_eq!(heard.len(), 1);
        assert_eq!((heard[0].kind.as_ref(), heard[0].key), ("thing", id.raw()));
        testing::settled(&store);
        let logged = store
            .read_blocking(|db| Store::changes_after(db, 0, 10))
            .unwrap();
        assert_eq!(logged[0].key, id.raw());
        assert_eq!(logged[0].at, heard[0].at);
    });
}

#[test]
fn a_store_that_is_closed_says_so() {
    testing::each_engine(MIGRATIONS, |store| {
        let clone = store.clone();
        store.close();
        assert_eq!(
            clone.read_blocking(things::count).unwrap_err().kind,
            Kind::Unavailable
        );
        let error = clone.write_blocking(|tx| things::add(tx, "a")).unwrap_err();
        assert_eq!(error.kind, Kind::Unavailable);
    });
}
