//! Imports of people, on both engines.

use kernel::{Clock, Random, Time};
use network::people::queries::count_active;
use serde_json::Value;
use store::{Options, Store};

use super::*;

fn each_store(test: impl FnMut(Store)) {
    crate::ground::install_texts();
    let options = Options {
        clock: Clock::fixed(Time::from_seconds(1_795_078_800)),
        random: Random::seeded(7),
        ..Options::new(network::MIGRATIONS)
    };
    store::testing::stores_with(options)
        .into_iter()
        .for_each(test);
}

/// What was said, and the report.
fn imported(store: &Store, csv: &str, dry_run: bool) -> (Vec<String>, Value) {
    let (mut notes, mut report) = (Vec::new(), Value::Null);
    let import = Import {
        csv: csv.to_owned(),
        dry_run,
    };
    super::import(store, &import, &mut |said| {
        match said {
            Said::Note(note) => notes.push(note),
            Said::Report(value) => report = value,
            _ => {}
        }
        Ok(())
    })
    .unwrap();
    (notes, report)
}

fn counts(report: &Value) -> [u64; 4] {
    ["added", "changed", "unchanged", "refused"].map(|key| report[key].as_u64().unwrap())
}

fn person(store: &Store, number: &str) -> network::Person {
    let number = number.to_owned();
    let found = store.read_blocking(move |db| {
        let id = network::people::queries::id_by_employee_number(db, &fold(&number))?.unwrap();
        network::people::queries::by_id(db, id)
    });
    found.unwrap().unwrap()
}

const STAFF: &str = "\u{feff}Employee Number;name;mail;site;site_kind;manager_employee_number;level;role\r\n\
    2;Sam Till;;Leeds Briggate;frontline;1;staff;\r\n\
    1;\"Ada \"\"the first\"\" Lead\";ada@example.org;Head office;office;;leader;administrator\r\n";

#[test]
fn an_import_can_be_repeated_and_changes_only_what_differs() {
    each_store(|store| {
        let (_, report) = imported(&store, STAFF, true);
        assert_eq!(counts(&report), [2, 0, 0, 0]);
        let none = store.read_blocking(count_active).unwrap();
        assert_eq!(none.0, 0, "a dry run changes nothing");

        let (notes, report) = imported(&store, STAFF, false);
        assert_eq!(counts(&report), [2, 0, 0, 0], "{notes:?}");
        let (sam, ada) = (person(&store, "2"), person(&store, "1"));
        assert_eq!(ada.name, "Ada \"the first\" Lead");
        assert_eq!(sam.manager_id, Some(ada.id), "who leads may stand below");
        assert_eq!(sam.site.as_deref(), Some("Leeds Briggate"));
        assert_eq!(ada.role, network::people::Role::Administrator);

        let position = store.position();
        let (_, report) = imported(&store, STAFF, false);
        assert_eq!(counts(&report), [0, 0, 2, 0]);
        assert_eq!(store.position(), position, "nothing was written");

        let moved = "employee_number,name,title,mail\n2,Sam Till,Keyholder,\n1,Ada Lead,,\n";
        let (_, report) = imported(&store, moved, false);
        assert_eq!(counts(&report), [0, 2, 0, 0]);
        let (sam, ada) = (person(&store, "2"), person(&store, "1"));
        assert_eq!(
            (sam.title.as_str(), sam.manager_id),
            ("Keyholder", Some(ada.id))
        );
        assert_eq!(
            (ada.name.as_str(), ada.mail),
            ("Ada Lead", None),
            "an empty cell empties"
        );
        assert_eq!(
            ada.site.as_deref(),
            Some("Head office"),
            "a column that is not there changes nothing"
        );
    });
}

#[test]
fn a_row_that_is_not_right_is_named_and_the_others_go_on() {
    each_store(|store| {
        let csv = "employee_number,name,mail,level,manager_employee_number,language,shoe\n\
            1,One,one@example.org,staff,9,,44\n\
            2,,,,,,\n\
            3,Three,one@example.org,,,,\n\
            4,Four,,boss,,,\n\
            5,Five,,,,fr,\n\
            1,Again,,,,,\n\
            ,Nobody,,,,,\n\
            8,Eight\n\
            7,Seven,,Manager,7,de,\n";
        for dry_run in [true, false] {
            let (notes, report) = imported(&store, csv, dry_run);
            assert_eq!(counts(&report), [2, 0, 0, 7], "{notes:#?}");
            let said = notes.join("\n");
            for part in [
                "the column \"shoe\" is not read",
                "line 2: manager_employee_number 9 belongs to nobody",
                "line 3: refused: name: ",
                "line 4: refused: mail: ",
                "line 5: refused: level: ",
                "line 6: refused: language: ",
                "line 7: refused: employee_number 1 stands already in line 2",
                "line 8: refused: employee_number is empty",
                "line 9: refused: it has 2 fields, the first line 7",
                "line 10: manager_employee_number 7 is their own",
            ] {
                assert!(said.contains(part), "{part} in {said}");
            }
        }
        assert_eq!(person(&store, "7").level, network::people::Level::Manager);
    });
}

#[test]
fn a_file_that_is_not_right_is_refused_with_its_reason() {
    let refused = |csv: &str| sheet::read(csv).unwrap_err().to_string();
    assert_eq!(
        refused("name,mail\nA,b\n"),
        "the first line does not name the column employee_number"
    );
    assert_eq!(
        refused("x\n"),
        "the first line does not name the columns employee_number and name"
    );
    assert_eq!(
        refused(""),
        "the file is empty; its first line names the columns"
    );
    assert_eq!(
        refused("employee_number,name,Name\n"),
        "the first line names the column name twice"
    );
    let open = "employee_number,name\n1,\"a \"\"b\"\"\nc\"\n2, x \"y\"\n3,\"open\n4,d\n";
    assert_eq!(
        refused(open),
        "line 5, column 3: a quote is opened here and never closed"
    );

    let encoding = |bytes: &[u8]| decode(bytes.to_vec()).unwrap_err().to_string();
    assert!(encoding(b"a\nb\nJ\xfcrgen").contains("Windows-1252 (Latin 1): byte 0xfc in line 3"));
    assert!(encoding(b"\xff\xfea\0").contains("UTF-16"));
    assert!(encoding(b"a\0b\0").contains("zero byte in line 1"));
    assert_eq!(decode("\u{feff}ä".into()).unwrap(), "ä");
}

#[test]
fn a_refused_row_leaves_no_site_and_a_number_tells_people_apart() {
    each_store(|store| {
        let csv = "employee_number,name,mail,site\n\
            1,Ada Lead,ada@example.org,Leeds\n\
            2,,,Nowhere\n\
            3,Otto Olsen,ada@example.org,Nowhere\n\
            4@example.org,Mia Marsh,,Nowhere\n\
            \u{301},Lone Mark,,Nowhere\n\
            6,\u{301},,Nowhere\n";
        let (notes, report) = imported(&store, csv, false);
        assert_eq!(counts(&report), [1, 0, 0, 5], "{notes:?} {report}");
        let sites = store.read_blocking(|db| network::people::queries::sites(db, 9));
        let names: Vec<_> = sites.unwrap().into_iter().map(|site| site.name).collect();
        assert_eq!(names, ["Leeds"]);
        let reason = "employee_number: An employee number has letters or digits, and no @.";
        let said = notes.iter().filter(|note| note.ends_with(reason)).count();
        assert_eq!(said, 2, "{notes:?}");
    });
}
