//! The people of the invented company: the named cast first, then as many others as are wanted.
//!
//! Nobody here is anybody. The org chart is a tree with the chief executive at its root.

use std::collections::HashMap;

use kernel::text::fold::fold;
use network::people::{Level, Role};
use serde::Deserialize;

use super::dice::Dice;
use super::names::Names;
use super::sites::Site;
use super::staffing;

#[derive(Clone, Debug)]
pub struct Person {
    /// How hand-written threads name them: `ingrid`, or `p812` of those who are made.
    pub key: String,
    pub name: String,
    pub title: String,
    pub department: String,
    /// Index among the sites.
    pub site: usize,
    pub level: Level,
    pub role: Role,
    pub champion: bool,
    /// Index among the people; only the chief executive has none.
    pub manager: Option<usize>,
    pub mail: Option<String>,
    pub number: String,
    pub language: &'static str,
    /// How often they write, in proportion; 0 of those who only read.
    pub voice: f64,
}

#[derive(Deserialize)]
struct Row {
    key: String,
    name: String,
    title: String,
    department: String,
    site: String,
    level: Level,
    champion: String,
    manager: String,
}

pub const MAIL_HOST: &str = "northgate.example";
/// Of the people who are made, most read only; PRODUCT.md gives the known share.
const READS_ONLY: f64 = 0.6;
const CHAMPIONS: f64 = 0.085;
const READS_GERMAN: f64 = 0.006;
const GERMAN_CAST: [&str; 2] = ["felix", "jonas"];
const ADMINISTRATOR: &str = "ada";

/// The cast, and others up to `wanted`.
pub fn invent(sites: &[Site], wanted: usize, seed: u64) -> Vec<Person> {
    let mut people = cast(sites);
    let dice = Dice::new(seed, "people");
    let mut names = Names::without(people.iter().map(|person| person.name.clone()));
    let posts = staffing::posts(sites, &people, wanted.saturating_sub(people.len()), &dice);
    for post in posts {
        let number = people.len() + 1;
        people.push(Person {
            key: format!("p{number}"),
            name: names.next(&dice),
            title: post.title,
            department: post.department,
            site: post.site,
            level: post.level,
            role: Role::Member,
            champion: dice.chance(if post.level == Level::Leader {
                0.0
            } else {
                CHAMPIONS
            }),
            manager: Some(post.manager),
            mail: None,
            number: String::new(),
            language: if dice.chance(READS_GERMAN) {
                "de"
            } else {
                "en"
            },
            voice: 0.0,
        });
    }
    give_voices(&mut people, &dice);
    give_logins(&mut people, sites);
    people
}

fn cast(sites: &[Site]) -> Vec<Person> {
    let rows = csv::Reader::from_reader(include_str!("cast.csv").as_bytes()).into_deserialize();
    let rows: Vec<Row> = rows
        .collect::<Result<_, _>>()
        .expect("the cast is well-formed");
    let keys: HashMap<String, usize> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| (row.key.clone(), at))
        .collect();
    let person = |row: Row| Person {
        site: sites
            .iter()
            .position(|site| site.name == row.site)
            .expect("the cast works at sites that exist"),
        role: if row.key == ADMINISTRATOR {
            Role::Administrator
        } else {
            Role::Member
        },
        champion: row.champion == "yes",
        manager: (!row.manager.is_empty()).then(|| keys[&row.manager]),
        mail: None,
        number: String::new(),
        language: if GERMAN_CAST.contains(&row.key.as_str()) {
            "de"
        } else {
            "en"
        },
        voice: 0.0,
        key: row.key,
        name: row.name,
        title: row.title,
        department: row.department,
        level: row.level,
    };
    rows.into_iter().map(person).collect()
}

/// A few write much, many a little, most nothing at all.
fn give_voices(people: &mut [Person], dice: &Dice) {
    for person in people {
        let made = person.key.starts_with('p') && person.key[1..].parse::<usize>().is_ok();
        let heavy = (1.0 - dice.unit()).powf(-0.75).min(40.0);
        let silent = dice.chance(READS_ONLY);
        person.voice = match (made, person.champion || person.level != Level::Staff) {
            (false, _) => 6.0 + heavy,
            (true, true) => 1.0 + heavy,
            (true, false) if silent => 0.0,
            (true, false) => heavy,
        };
    }
}

/// Everybody has an employee number; a mail address have those with a desk or a team.
fn give_logins(people: &mut [Person], sites: &[Site]) {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for (at, person) in people.iter_mut().enumerate() {
        // Numbers are not dense, as in a company that people have left.
        person.number = format!("{:08}", 20_014_307 + at * 13);
        if sites[person.site].has_desks() || person.level != Level::Staff {
            let letters = |c: char| c.is_ascii_alphanumeric() || c == ' ';
            let plain: String = fold(&person.name).chars().filter(|c| letters(*c)).collect();
            let local = plain.split_whitespace().collect::<Vec<_>>().join(".");
            let doubles = taken.entry(local.clone()).or_default();
            *doubles += 1;
            let tail = if *doubles > 1 {
                doubles.to_string()
            } else {
                String::new()
            };
            person.mail = Some(format!("{local}{tail}@{MAIL_HOST}"));
        }
    }
}
