//! One course at Northgate, what stores said to it, who completed it, and what they want to try.

use features::courses::{self, CourseId, NewCommitment, StepId, learning};
use features::posts::backdated::{self, Entry, Ids, OldPost};
use features::posts::{Kind, Text};
use features::rollout::week;
use features::{indicators, stories, use_cases};
use jiff::ToSpan;
use kernel::text::fold::fold;
use kernel::{Error, Id, Result, Time};
use network::people::Level;
use network::people::queries::by_id;
use network::{CommunityId, PersonId, communities};
use store::{Store, Tx};

use super::write::Written;

const TITLE: &str = "The collection counter in 12 minutes";
const PURPOSE: &str = "Whoever hands over orders finds a parcel in under a minute and sends nobody home. For everyone at a counter, \
    and for those who plan the night shift.";
const PROMPT: &str = "How could you do this here?";
/// Published so many days ago.
const DAYS: i64 = 63;

struct Part {
    title: &'static str,
    minutes: i64,
    text: &'static str,
    /// The beginning of a story's title.
    story: Option<&'static str>,
    asks: bool,
}

const PARTS: &[Part] = &[
    Part {
        title: "Why the wait matters",
        minutes: 2,
        text: "Customers who wait more than ten minutes at the counter come back less often, and they blame the person in front of \
            them. Most of the wait is not the line: it is the way to the back room and the search there.\n\n\
            Count it once: **from the greeting to the parcel**, ten customers, on a Saturday.",
        story: None,
        asks: false,
    },
    Part {
        title: "Scan first, talk second",
        minutes: 2,
        text: "Scan the code before you ask anything. The handheld then shows the zone while you greet.\n\n\
            1. Scan.\n2. Read the zone aloud.\n3. Ask for the ID on the way, not before.",
        story: None,
        asks: false,
    },
    Part {
        title: "A shelf that talks",
        minutes: 3,
        text: "A parcel is not lost when it is on the shelf. It is lost when the person at the counter does not know where to look. \
            Sort by the surname printed large on the label, in three zones, and everyone knows.\n\n\
            You need no system and no new job. Someone on nights sorts for 20 minutes; the zone stands on the handheld when you scan.",
        story: Some("One shelf, three letters"),
        asks: true,
    },
    Part {
        title: "No code, but an ID",
        minutes: 3,
        text: "Nobody is sent home because a phone is empty. Surname, postcode, and one of the papers on the back of your badge: that \
            is enough. If the names do not match, ask the colleague on the shelf before you say no.",
        story: Some("Three lines behind the badge"),
        asks: true,
    },
    Part {
        title: "Try it on one shift",
        minutes: 2,
        text: "Choose one shift, not a month. Tell the colleagues before it begins what is different, and count ten customers again.\n\n\
            On the next page you say what you will try, by when and with whom.",
        story: Some("The shelf came with the letters"),
        asks: false,
    },
];

/// Who answered the third step for everyone, so many days ago.
const POSTED: &[(&str, i64, &str)] = &[
    (
        "ewan",
        26,
        "We have no wall at the tills. I put the zones on a trolley that comes out at ten. Day 8 today, and nobody has run yet.",
    ),
    (
        "lucia",
        19,
        "Our shelf is behind the fitting rooms. Two zones are enough for 150 collections a week; three were too fine.",
    ),
    (
        "yusuf",
        12,
        "From the hub: we can print the surname larger on request. Ask us before you buy labels of your own.",
    ),
    (
        "hannah",
        5,
        "We sort in the morning, because nobody works nights here. The Saturday line begins at eleven, so it still helps.",
    ),
];

/// Who answered it for their own site.
const SAID: &[(&str, i64, &str)] = &[
    (
        "marek",
        3,
        "Sorting at 21:00 works for us if the van is not late. It was late on 3 of 20 evenings, I counted.",
    ),
    (
        "chloe",
        2,
        "The wall left of till 4 is free since the sale table went. I can measure it on Thursday.",
    ),
];

/// Those one signs in as, and how many steps they have done.
const CAST: &[(&str, usize)] = &[("priya", 2), ("amara", 5), ("ada", 5)];

/// Of a hundred of each level, so many have completed it.
fn share(level: Level, champion: bool) -> usize {
    match (level, champion) {
        (Level::Leader, _) => 30,
        (Level::Manager, _) => 46,
        (Level::Staff, true) => 61,
        (Level::Staff, false) => 19,
    }
}

pub fn write(store: &Store, written: &Written) -> anyhow::Result<()> {
    let (company, mine) = (written.clone(), written.clone());
    let (course, steps) = store.write_blocking(move |tx| make(tx, &company))?;
    let ids = steps.clone();
    store.write_blocking(move |tx| answers(tx, &mine, ids[2]))?;
    let people = written.plan.company.people.len();
    for from in (0..people).step_by(200) {
        let (company, steps) = (written.clone(), steps.clone());
        let some = from..(from + 200).min(people);
        store.write_blocking(move |tx| complete(tx, &company, course, &steps, some.clone()))?;
    }
    let company = written.clone();
    store.write_blocking(move |tx| cast(tx, &company, course, &steps))?;
    Ok(())
}

fn person(written: &Written, key: &str) -> PersonId {
    written.people[written.plan.company.by_key(key)]
}

fn ago(tx: &Tx, days: i64) -> Time {
    Time(tx.now().0 - days * Time::DAY_US)
}

fn make(tx: &Tx, written: &Written) -> Result<(CourseId, Vec<StepId>)> {
    let draft = courses::Draft {
        title: TITLE.to_owned(),
        purpose: PURPOSE.to_owned(),
        use_case: use_cases::queries::id_by_name(
            tx,
            &fold("Collection shelf by surname, three zones"),
        )?,
        indicator: indicators::queries::id_by_name(tx, &fold("Click & collect wait"))?,
        community: Some(talk(tx)?),
    };
    let owner = person(written, "grace");
    let course = courses::actions::create_for(tx, owner, &draft.check()?)?;
    let mut steps = Vec::new();
    for part in PARTS {
        let step = courses::StepDraft {
            title: part.title.to_owned(),
            minutes: part.minutes,
            text: part.text.to_owned(),
            story: match part.story {
                Some(begins) => story(tx, begins)?,
                None => String::new(),
            },
            prompt: if part.asks { PROMPT } else { "" }.to_owned(),
        };
        steps.push(courses::actions::add_step_for(tx, course, &step.check()?)?);
    }
    courses::queries::set_published(tx, course, Some(ago(tx, DAYS)), None)?;
    Ok((course, steps))
}

/// The community in which the answers stand.
fn talk(tx: &Tx) -> Result<CommunityId> {
    communities::queries::id_by_name(tx, &fold("Click & Collect"))?.ok_or_else(Error::not_found)
}

/// The number of the story whose title begins like this.
fn story(tx: &Tx, begins: &str) -> Result<String> {
    let ids = stories::queries::ids_after(tx, stories::StoryId::from_raw(0), 100)?;
    let words = stories::queries::words(tx, &ids)?;
    let found = words.iter().find(|it| it.title.starts_with(begins));
    Ok(found.map_or_else(String::new, |it| it.id.to_string()))
}

fn answers(tx: &Tx, written: &Written, step: StepId) -> Result<()> {
    let community = talk(tx)?;
    for (key, days, said) in POSTED {
        let (author, at) = (person(written, key), ago(tx, *days));
        let arrival = communities::queries::arrive(tx, community, 1)?.unwrap_or_default();
        let old = OldPost {
            community: Some(community),
            kind: Kind::Update,
            title: "",
            praised: &[],
            arrival,
        };
        let entry = Entry {
            author,
            text: Text::check(said, false)?,
            at,
            edited_at: None,
            mentions: Vec::new(),
            reactions: Vec::new(),
        };
        let post = Id::from_raw(Ids::default().free(tx, &[at])?[0]);
        backdated::put_post(tx, post, &old, &entry)?;
        learning::posted_for(tx, step, author, post, at)?;
    }
    backdated::done(tx, community.raw())?;
    for (key, days, said) in SAID {
        let author = person(written, key);
        let about = by_id(tx, author)?.ok_or_else(Error::not_found)?;
        if let Some(site) = about.site_id {
            let text = Text::check(said, false)?;
            learning::said_for(tx, step, author, site, &text, ago(tx, *days))?;
        }
    }
    Ok(())
}

/// Some of these people have completed it, and some of them want to try something.
fn complete(
    tx: &Tx,
    written: &Written,
    course: CourseId,
    steps: &[StepId],
    some: std::ops::Range<usize>,
) -> Result<()> {
    let today = week::day(tx.now());
    for at in some {
        let about = &written.plan.company.people[at];
        // Spread over everybody, the same in each demo.
        let dice = (at * 7_919 + 13) % 100;
        let is_told_apart = CAST.iter().any(|(key, _)| *key == about.key);
        if is_told_apart || dice >= share(about.level, about.champion) {
            continue;
        }
        let (id, when) = (written.people[at], ago(tx, 9 + (at % 40) as i64));
        for step in steps {
            learning::insert_done(tx, *step, id, when)?;
        }
        learning::insert_completion(tx, course, id, when)?;
        if dice % 5 < 2 {
            let new = NewCommitment::to_try("The three zones on one shift", today + 12.days());
            learning::commit_for(tx, id, course, &new, &[], when)?;
        }
    }
    Ok(())
}

/// Those one signs in as: Priya is on her way, Amara has asked her along, Ada is asked how it went.
fn cast(tx: &Tx, written: &Written, course: CourseId, steps: &[StepId]) -> Result<()> {
    let today = week::day(tx.now());
    let (priya, marek) = (person(written, "priya"), person(written, "marek"));
    for (key, done) in CAST {
        let (id, done) = (person(written, key), *done);
        for step in &steps[..done] {
            learning::insert_done(tx, *step, id, ago(tx, 9))?;
        }
        if done == steps.len() {
            learning::insert_completion(tx, course, id, ago(tx, 9))?;
        }
    }
    let new = NewCommitment::to_try(
        "Mark the three zones on the wall left of till 4",
        today + 8.days(),
    );
    let amara = person(written, "amara");
    learning::commit_for(tx, amara, course, &new, &[marek, priya], ago(tx, 9))?;
    let new = NewCommitment::to_try(
        "The three lines at the desk where laptops are handed out",
        today - 1.day(),
    );
    learning::commit_for(tx, person(written, "ada"), course, &new, &[], ago(tx, 9))
}
