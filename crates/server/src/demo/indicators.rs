//! What Northgate wants to improve, what some stores do about it, and what all of them counted week by week.

use features::indicators::{
    self, Cadence, Direction, Draft, Given, Indicator, Measure, Observed, Quality, Way, actions,
    queries,
};
use features::initiatives::{self, Lever, LeverState, Pulled, Started};
use kernel::{Error, Result};
use network::PersonId;
use store::{Store, Tx};

use super::dice::Dice;
use super::sites::Kind;
use super::write::{Written, progress};
use crate::work::Say;

const WEEKS: i64 = 40;
/// In these of its weeks some sites begin to do something about it.
const BEGINS: [i64; 3] = [16, 19, 22];
/// So much of the change is there after this many weeks.
const LEARNED_WEEKS: f64 = 4.0;
/// How much a week's reading differs from the site's own level, as a share of it.
const NOISE: f64 = 0.06;
/// And the level of one site from that of the others.
const SITES_DIFFER: f64 = 0.15;
/// Readings that nobody sent.
const FORGOTTEN: f64 = 0.02;

struct Plan {
    name: &'static str,
    unit: &'static str,
    direction: Direction,
    definition: &'static str,
    source: &'static str,
    /// A key of the cast.
    owner: &'static str,
    baseline: f64,
    target: f64,
    scope: &'static str,
    quality: Quality,
    flaw: &'static str,
    /// Of the way to the target, by the end, in sites that started; `None` has no readings of sites: the
    /// network computes them, for departments.
    moved: Option<f64>,
    initiative: Option<Idea>,
}

/// What is done to move it, in some of the sites.
#[derive(Clone, Copy)]
struct Idea {
    name: &'static str,
    what: &'static str,
    /// A key of the cast.
    owner: &'static str,
    /// Keys of the cast: they said that they take part.
    people: &'static [&'static str],
    /// Where it is talked about.
    community: &'static str,
    levers: &'static [(Lever, &'static str, LeverState, &'static str)],
}

const PLANS: &[Plan] = &[
    Plan {
        name: "Click & collect wait",
        unit: "min",
        direction: Direction::Less,
        definition: "Median minutes from the greeting at the counter to the parcel in the customer's hand, all collections of the week.",
        source: "Counter tablets",
        owner: "priya",
        baseline: 14.2,
        target: 8.0,
        scope: "All stores",
        quality: Quality::Sound,
        flaw: "",
        moved: Some(0.75),
        initiative: Some(Idea {
            name: "Numbered bays",
            what: "Every parcel goes into a numbered bay when it arrives, and the number goes into the message to the customer. Whoever hands it over reads the number and goes straight there.",
            owner: "priya",
            people: &["priya", "grace", "ewan"],
            community: "Click & Collect",
            levers: &[
                (
                    Lever::Organisation,
                    "Parcels are sorted when they arrive, not when somebody asks for them",
                    LeverState::InPlace,
                    "Written down in the counter handbook, page 4",
                ),
                (
                    Lever::Skills,
                    "Ten minutes at the start of a shift: how the bays are numbered",
                    LeverState::InPlace,
                    "",
                ),
                (
                    Lever::Technology,
                    "The counter tablet prints the number of the bay on the label",
                    LeverState::Agreed,
                    "Comes with the tablets' next version",
                ),
            ],
        }),
    },
    Plan {
        name: "Orders not found at the counter",
        unit: "%",
        direction: Direction::Less,
        definition: "Collections for which the parcel was not at its place, of all collections of the week.",
        source: "Counter tablets",
        owner: "priya",
        baseline: 4.8,
        target: 1.5,
        scope: "All stores",
        quality: Quality::Sound,
        flaw: "",
        moved: Some(0.9),
        initiative: Some(Idea {
            name: "Evening check of the shelf",
            what: "At closing time two people go through the collection shelf with the list of open orders and put right what stands at the wrong place.",
            owner: "omar",
            people: &["grace", "dominic"],
            community: "Click & Collect",
            levers: &[(
                Lever::Organisation,
                "The check is part of closing the store",
                LeverState::InPlace,
                "",
            )],
        }),
    },
    Plan {
        name: "Goods on the shelf when asked for",
        unit: "%",
        direction: Direction::More,
        definition: "Of twenty lines checked each Tuesday at ten, those that stood on the shelf.",
        source: "By hand, counted on Tuesdays",
        owner: "omar",
        baseline: 88.0,
        target: 96.0,
        scope: "All stores",
        quality: Quality::IllMeasured,
        flaw: "Some stores count lines that are not delivered to them. From next month only delivered lines count.",
        moved: Some(0.0),
        initiative: Some(Idea {
            name: "Delivery list at the entrance",
            what: "A printed list of what was delivered hangs at the staff entrance.",
            owner: "omar",
            people: &[],
            community: "",
            levers: &[],
        }),
    },
    Plan {
        name: "Hours until a question has an answer",
        unit: "hours",
        direction: Direction::Less,
        definition: "Median working hours from a question in the network to its first answer.",
        source: "This network",
        owner: "helen",
        baseline: 9.0,
        target: 2.0,
        scope: "All stores and offices",
        quality: Quality::Sound,
        flaw: "",
        moved: None,
        initiative: None,
    },
];

/// Writes the indicators with their readings. The network's clock decides which weeks.
pub fn write(store: &Store, written: &Written, say: Say<'_>) -> anyhow::Result<()> {
    for (at, plan) in PLANS.iter().enumerate() {
        progress(say, at, PLANS.len(), "indicators")?;
        let written = written.clone();
        store.write_blocking(move |tx| one(tx, plan, &written))?;
    }
    progress(say, PLANS.len(), PLANS.len(), "indicators")
}

fn one(tx: &Tx, plan: &Plan, written: &Written) -> Result<()> {
    let owner: PersonId = written.people[written.plan.company.by_key(plan.owner)];
    let today = Cadence::Week.at(tx.now());
    let due = Cadence::Week.begin(today + WEEKS / 2).to_string();
    let draft = Draft {
        name: plan.name.to_owned(),
        unit: plan.unit.to_owned(),
        direction: plan.direction,
        observed: match plan.moved {
            Some(_) => Observed::Site,
            None => Observed::Department,
        },
        definition: plan.definition.to_owned(),
        source: plan.source.to_owned(),
        cadence: Cadence::Week,
        baseline: plan.baseline,
        target: plan.target,
        due,
        scope: plan.scope.to_owned(),
        quality: plan.quality,
        flaw: plan.flaw.to_owned(),
    };
    let id: indicators::IndicatorId = actions::create_for(tx, owner, &draft.check()?)?;
    let indicator = queries::by_id(tx, id)?.ok_or_else(Error::not_found)?;
    let Some(moved) = plan.moved else {
        let from = today - WEEKS / 2;
        queries::insert_measure(tx, id, Measure::AnswerHours, from, owner, tx.now())?;
        return Ok(());
    };
    let dice = Dice::new(7, plan.name);
    let stores = written
        .plan
        .company
        .sites
        .iter()
        .filter(|site| site.kind == Kind::Store);
    let mut readings = Vec::new();
    let mut starts = Vec::new();
    for site in stores {
        if !matches!(
            queries::find_unit(tx, Observed::Site, &site.name)?,
            Some((_, true))
        ) {
            continue;
        }
        let own = plan.baseline * (1.0 + (dice.unit() - 0.5) * 2.0 * SITES_DIFFER);
        // What helps one site much helps another little.
        let helps = 0.4 + 1.2 * dice.unit();
        let begins = dice.chance(0.5).then(|| *dice.pick(&BEGINS));
        if let Some(begins) = begins {
            starts.push(Started {
                at: starts.len() + 1,
                unit: site.name.clone(),
                day: Cadence::Week.begin(today - WEEKS + begins),
            });
        }
        for week in 0..WEEKS {
            let since = begins.map_or(0, |begins| (week + 1 - begins).max(0));
            let way = moved * helps * (since as f64 / LEARNED_WEEKS).min(1.0);
            let level = own + (plan.target - plan.baseline) * way;
            let value = level * (1.0 + (dice.unit() - 0.5) * 2.0 * NOISE);
            if dice.chance(FORGOTTEN) {
                continue;
            }
            readings.push(Given {
                at: readings.len() + 1,
                unit: site.name.clone(),
                period: today - WEEKS + week,
                value: (value * 10.0).round() / 10.0,
            });
        }
    }
    if let Some(idea) = plan.initiative {
        begin(tx, written, &indicator, idea, &starts)?;
    }
    actions::put_for(tx, owner, &indicator, &readings, Way::Csv)?;
    Ok(())
}

/// The initiative with who started it, before anybody knows a reading.
fn begin(
    tx: &Tx,
    written: &Written,
    indicator: &Indicator,
    idea: Idea,
    starts: &[Started],
) -> Result<()> {
    let owner = written.people[written.plan.company.by_key(idea.owner)];
    let pulled = |(lever, what, state, evidence): &(Lever, &str, LeverState, &str)| Pulled {
        lever: *lever,
        what: (*what).to_owned(),
        state: *state,
        evidence: (*evidence).to_owned(),
    };
    let draft = initiatives::Draft {
        name: idea.name.to_owned(),
        what: idea.what.to_owned(),
        judged_after: 12,
        levers: idea.levers.iter().map(pulled).collect(),
    };
    let id = initiatives::actions::create_for(tx, owner, indicator, &draft.check()?)?;
    initiatives::actions::start_for(tx, owner, id, indicator, starts)?;
    for key in idea.people {
        let person = written.people[written.plan.company.by_key(key)];
        initiatives::queries::join(tx, id, person, tx.now())?;
    }
    let mut rooms = written.plan.rooms.iter();
    if let Some(room) = rooms.position(|room| room.name == idea.community) {
        initiatives::queries::link(tx, id, written.rooms[room], owner, tx.now())?;
    }
    Ok(())
}
