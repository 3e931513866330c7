//! Who at Northgate helps others, who speaks of their success, and who is asked.

use features::champions::{BenchRole, Draft, actions, queries};
use kernel::Time;
use network::PersonId;
use network::people::queries::{by_id, set_champion};
use store::{Store, Tx};

use super::write::Written;

struct Champion {
    /// A key of the cast.
    key: &'static str,
    topics: &'static str,
    training: &'static str,
    early_access: bool,
}

const TRAINED: &str = "Champion in two hours";
const CHAMPIONS: &[Champion] = &[
    Champion {
        key: "amara",
        topics: "collection counter, stock calls",
        training: TRAINED,
        early_access: true,
    },
    Champion {
        key: "sofia",
        topics: "fitting, footwear, Swedish",
        training: TRAINED,
        early_access: true,
    },
    Champion {
        key: "isla",
        topics: "windows, shelves without a wall",
        training: TRAINED,
        early_access: false,
    },
    Champion {
        key: "nia",
        topics: "customer calls, collection counter",
        training: "",
        early_access: false,
    },
    Champion {
        key: "tamsin",
        topics: "tills, first week with the network",
        training: "Champion in two hours, and training others",
        early_access: true,
    },
    Champion {
        key: "grace",
        topics: "shelf plans",
        training: TRAINED,
        early_access: false,
    },
];

struct Advocate {
    key: &'static str,
    tells: &'static str,
    topics: &'static str,
    sceptic: bool,
}

/// Each is part of a story that is told.
const ADVOCATES: &[Advocate] = &[
    Advocate {
        key: "tariq",
        tells: "why I was against the shelf, and what changed my mind",
        topics: "shelf plans, night sorting",
        sceptic: true,
    },
    Advocate {
        key: "marek",
        tells: "how nights sort 80 parcels in twenty minutes",
        topics: "night sorting, Polish",
        sceptic: false,
    },
    Advocate {
        key: "omar",
        tells: "three lines behind the badge, and nobody runs to the office",
        topics: "",
        sceptic: false,
    },
];

pub fn write(store: &Store, written: &Written) -> anyhow::Result<()> {
    let written = written.clone();
    store.write_blocking(move |tx| {
        for it in CHAMPIONS {
            champion(tx, person(&written, it.key), it)?;
        }
        for it in ADVOCATES {
            advocate(tx, person(&written, it.key), it)?;
        }
        // Wilma's term ends soon; she has named who could follow her.
        let (wilma, lottie) = (person(&written, "wilma"), person(&written, "lottie"));
        let from = by_id(tx, wilma)?.and_then(|it| it.champion_from);
        set_champion(tx, wilma, from, Some(days_on(tx, 20)))?;
        let why = "She answers the shops about shifts before I do.";
        queries::put_nomination(tx, tx.id(), lottie, wilma, why, true, days_on(tx, 80))?;
        let (effie, chloe) = (person(&written, "effie"), person(&written, "chloe"));
        let why = "She counted for six weeks and showed us how to read it.";
        queries::put_nomination(tx, tx.id(), effie, chloe, why, false, days_on(tx, 60))?;
        let why = "Your shop was the first to post what was missing instead of ringing three stores. Would you tell two \
            managers in the South how you began?";
        let (dominic, priya) = (person(&written, "dominic"), person(&written, "priya"));
        let role = BenchRole::Champion;
        actions::invite_for(tx, dominic, priya, role, why, Some(days_on(tx, 365)))?;
        Ok(())
    })?;
    Ok(())
}

fn person(written: &Written, key: &str) -> PersonId {
    written.people[written.plan.company.by_key(key)]
}

fn days_on(tx: &Tx, days: i64) -> Time {
    Time(tx.now().0 + days * Time::DAY_US)
}

fn champion(tx: &Tx, id: PersonId, it: &Champion) -> kernel::Result<()> {
    let until = by_id(tx, id)?.and_then(|it| it.champion_until);
    actions::begin(tx, id, until)?;
    let draft = Draft {
        topics: it.topics.to_owned(),
        ..Draft::default()
    };
    actions::put_entry(tx, id, &draft.check(BenchRole::Champion)?)?;
    queries::set_training(tx, id, it.training, it.early_access)?;
    Ok(())
}

fn advocate(tx: &Tx, id: PersonId, it: &Advocate) -> kernel::Result<()> {
    let stories = queries::own_stories(tx, id, 1)?;
    let draft = Draft {
        topics: it.topics.to_owned(),
        tells: it.tells.to_owned(),
        sceptic: it.sceptic,
        story: stories.first().map(|(id, _)| *id),
    };
    actions::advocate(tx, id, &draft.check(BenchRole::Advocate)?)
}
