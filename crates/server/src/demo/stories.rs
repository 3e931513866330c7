//! Ways of working at Northgate, and what stores tell of them.

use features::indicators::{self, Cadence, IndicatorId, UnitId};
use features::stories::{self, Claim, Evidence, Verdict};
use features::use_cases::{self, FirstPost, RoomKind, SiteFit, UseCaseId, WorkRole};
use kernel::text::fold::fold;
use kernel::{Error, Result};
use network::PersonId;
use network::people::queries::{by_id, site_by_name};
use store::{Store, Tx};

use super::write::{Written, progress};
use crate::work::Say;

/// Weeks at the beginning and at the end of the readings that are compared.
const SPAN: i64 = 8;
/// The readings begin so many weeks ago.
const WEEKS: i64 = 40;

struct Way {
    name: &'static str,
    purpose: &'static str,
    indicator: &'static str,
    /// A key of the cast.
    owner: &'static str,
    roles: &'static [WorkRole],
    fits: SiteFit,
    steps: &'static str,
    room_purpose: &'static str,
    posts: &'static [(&'static str, &'static str)],
    checklist: &'static str,
    training: &'static str,
    hours: Option<f64>,
    effort: &'static str,
}

const WAYS: &[Way] = &[
    Way {
        name: "Collection shelf by surname, three zones",
        purpose: "A parcel is found in under a minute because everyone knows where it is.",
        indicator: "Click & collect wait",
        owner: "priya",
        roles: &[WorkRole::Frontline, WorkRole::Manager],
        fits: SiteFit::Frontline,
        steps: "Move the shelf next to the tills. One night, four people; the plan fits a shelf of 3 to 6 metres.\n\
            Three zones: A–F, G–M, N–Z. Two are enough below 200 collections a week.\n\
            Sort at night, by the large surname on the label. 20 minutes for 80 parcels.\n\
            Not found after two minutes? Post it, and never send the customer home.",
        room_purpose: "Say what is missing at the shelf, and who put it right.",
        posts: &[
            (
                "Where is your shelf now?",
                "Take a picture of the way from the till to the parcel, and count the steps.",
            ),
            (
                "What was not found this week?",
                "One line for each, also when it turned up later. We look at them on Friday.",
            ),
        ],
        checklist: "Measure the shelf and the way to it\nPrint the letters\nMove it after closing\nShow the night shift the zones\n\
            Tell the regulars\nCount the wait for a week",
        training: "Greet, ask for the surname, walk to the zone, read the large name. If it is not there, ask the colleague on the \
            shelf before you search: nine times of ten it stands one zone further.",
        hours: Some(32.0),
        effort: "one night, four people",
    },
    Way {
        name: "ID steps on the back of the badge",
        purpose: "Nobody walks to the office to ask which papers a customer needs.",
        indicator: "Click & collect wait",
        owner: "omar",
        roles: &[WorkRole::Frontline],
        fits: SiteFit::Frontline,
        steps: "Write the three lines in the languages of your team.\nPrint them, cut them, put them behind the badge.",
        room_purpose: "",
        posts: &[(
            "Which papers were you unsure about?",
            "So that the three lines hold what is really asked.",
        )],
        checklist: "",
        training: "",
        hours: Some(0.5),
        effort: "ten minutes and a printer",
    },
    Way {
        name: "Twenty lines on Tuesday, always the same two people",
        purpose: "The count of goods on the shelf means the same every week.",
        indicator: "Goods on the shelf when asked for",
        owner: "omar",
        roles: &[WorkRole::Manager],
        fits: SiteFit::Frontline,
        steps: "Take the list of delivered lines. Only these are counted.\nTwo people count, one after the other. They agree before they write.",
        room_purpose: "Compare what we count, so that stores can be compared.",
        posts: &[],
        checklist: "Print the list on Monday\nCount before ten\nEnter it before noon",
        training: "",
        hours: None,
        effort: "",
    },
];

struct Tale {
    title: &'static str,
    /// The name of a use case.
    way: &'static str,
    teller: &'static str,
    why: &'static str,
    had: &'static str,
    did: &'static str,
    changed: &'static str,
    role: WorkRole,
    team: i64,
    /// Keys of the cast, and what they did; those who said yes.
    people: &'static [(&'static str, &'static str, bool)],
    claim: Option<(f64, &'static str, &'static str)>,
    /// The indicator that its readings are of, and what its owner says.
    measured: Option<(&'static str, Option<(Verdict, &'static str)>)>,
}

const TALES: &[Tale] = &[
    Tale {
        title: "One shelf, three letters: nobody runs to the back any more",
        way: "Collection shelf by surname, three zones",
        teller: "grace",
        why: "On Saturdays we had eleven people in the line and one of us running to the back room. Customers blamed the person at \
            the counter, and that was usually the youngest of us. We did not want a new system. We wanted to stop running.",
        had: "Parcels by day of arrival, in the stockroom, behind the door that sticks.",
        did: "Moved the shelf next to the tills. It took one night and four people.\nThree zones by surname. The night shift sorts, the hub \
            prints the surname large.\nAsked in Click & Collect when a parcel was missing. Before, we rang three stores.",
        changed: "Whoever stands at the counter stays there. What did not work: a fourth zone for large parcels, we gave it up after a week.",
        role: WorkRole::Frontline,
        team: 14,
        people: &[
            ("grace", "had the idea", true),
            ("tariq", "built the shelf", true),
            ("effie", "counted for six weeks", false),
        ],
        claim: Some((
            310.0,
            "hours a year",
            "Two minutes saved at each of 180 collections a week, 52 weeks.",
        )),
        measured: Some((
            "Click & collect wait",
            Some((
                Verdict::Confirmed,
                "The counter tablets were the same before and after.",
            )),
        )),
    },
    Tale {
        title: "The shelf came with the letters, the lost parcels left",
        way: "Collection shelf by surname, three zones",
        teller: "amara",
        why: "",
        had: "A list on paper of what was not found, and nobody who read it.",
        did: "Took over the three zones from Sheffield. They sent us the plan.\nWrote what was missing into the community at once.",
        changed: "We lose fewer parcels. On Mondays it is still the same, because the weekend's parcels arrive unsorted.",
        role: WorkRole::Frontline,
        team: 11,
        people: &[
            ("marek", "sorts at night", true),
            ("chloe", "asked the regulars", false),
        ],
        claim: None,
        measured: Some(("Orders not found at the counter", None)),
    },
    Tale {
        title: "Three lines behind the badge",
        way: "ID steps on the back of the badge",
        teller: "omar",
        why: "",
        had: "Every new colleague came to the office twice a day to ask about papers.",
        did: "Wrote three lines in English and Polish.\nPut them behind every badge.",
        changed: "They come once a week now. We have not measured it.",
        role: WorkRole::Frontline,
        team: 22,
        people: &[],
        claim: None,
        measured: None,
    },
];

pub fn write(store: &Store, written: &Written, say: Say<'_>) -> anyhow::Result<()> {
    let total = WAYS.len() + TALES.len();
    for (at, way) in WAYS.iter().enumerate() {
        progress(say, at, total, "stories")?;
        let written = written.clone();
        store.write_blocking(move |tx| describe(tx, way, &written))?;
    }
    for (at, tale) in TALES.iter().enumerate() {
        progress(say, WAYS.len() + at, total, "stories")?;
        let written = written.clone();
        store.write_blocking(move |tx| tell(tx, tale, &written))?;
    }
    let at = written.clone();
    store.write_blocking(move |tx| canteen(tx, &at))?;
    progress(say, total, total, "stories")
}

/// A screen whose link nobody has opened yet.
fn canteen(tx: &Tx, written: &Written) -> Result<()> {
    let site = by_id(tx, person(written, "priya"))?.and_then(|it| it.site_id);
    let site = site.ok_or_else(Error::not_found)?;
    let by = person(written, "ada");
    features::displays::create_for(tx, by, "Canteen, by the door", site).map(|_| ())
}

fn person(written: &Written, key: &str) -> PersonId {
    written.people[written.plan.company.by_key(key)]
}

fn indicator(tx: &Tx, name: &str) -> Result<IndicatorId> {
    indicators::queries::id_by_name(tx, &fold(name))?.ok_or_else(Error::not_found)
}

fn describe(tx: &Tx, way: &Way, written: &Written) -> Result<UseCaseId> {
    let post = |(title, text): &(&str, &str)| FirstPost {
        title: (*title).to_owned(),
        text: (*text).to_owned(),
    };
    let draft = use_cases::Draft {
        name: way.name.to_owned(),
        purpose: way.purpose.to_owned(),
        indicator: Some(indicator(tx, way.indicator)?),
        roles: way.roles.to_vec(),
        fits: way.fits,
        steps: way.steps.to_owned(),
        room_kind: RoomKind::Open,
        room_purpose: way.room_purpose.to_owned(),
        posts: way.posts.iter().map(post).collect(),
        checklist: way.checklist.to_owned(),
        training: way.training.to_owned(),
        effort_hours: way.hours,
        effort: way.effort.to_owned(),
    };
    use_cases::actions::create_for(tx, person(written, way.owner), &draft.check()?)
}

fn tell(tx: &Tx, tale: &Tale, written: &Written) -> Result<()> {
    let teller = person(written, tale.teller);
    let about = by_id(tx, teller)?.ok_or_else(Error::not_found)?;
    let evidence = match tale.measured {
        Some((name, _)) => evidence(tx, indicator(tx, name)?, about.site.as_deref())?,
        None => None,
    };
    // It happened where the readings are from.
    let site = match &evidence {
        Some((_, unit)) => site_by_name(tx, &fold(unit))?,
        None => about.site_id,
    };
    let claim = tale.claim.map(|(value, unit, how)| Claim {
        value,
        unit: unit.to_owned(),
        how: how.to_owned(),
    });
    let kept = stories::actions::Kept {
        title: tale.title.to_owned(),
        use_case: use_cases::queries::id_by_name(tx, &fold(tale.way))?,
        why: tale.why.to_owned(),
        had: tale.had.to_owned(),
        did: tale.did.to_owned(),
        changed: tale.changed.to_owned(),
        industry: "Retail".to_owned(),
        role: tale.role,
        site,
        team_size: Some(tale.team),
        claim,
        evidence: evidence.map(|(evidence, _)| evidence),
        post: None,
        people: tale
            .people
            .iter()
            .map(|(key, part, _)| (person(written, key), (*part).to_owned()))
            .collect(),
    };
    let id = stories::actions::create_for(tx, teller, &kept)?;
    for (key, _, _) in tale.people.iter().filter(|(_, _, agreed)| *agreed) {
        stories::queries::set_answer(tx, id, person(written, key), stories::Consent::Agreed)?;
    }
    // All who are named are seen in break rooms too, but in one story.
    if tale.teller != "amara" {
        let named = tale.people.iter().filter(|(_, _, agreed)| *agreed);
        let seen = named.map(|(key, ..)| person(written, key)).chain([teller]);
        for person in seen {
            stories::queries::agree_to_displays(tx, id, person, tx.now())?;
        }
    }
    let story = stories::queries::by_id(tx, id)?.ok_or_else(Error::not_found)?;
    stories::actions::publish_for(tx, &story)?;
    if tale.teller == "grace" {
        let (praise, by) = (tx.id(), person(written, "amara"));
        let words =
            "You sent us the plan the same evening, and rang on Saturday to ask how it went.";
        stories::queries::put_praise(tx, praise, id, teller, by, words, tx.now())?;
        stories::queries::set_praise(tx, praise, stories::praise::Where::Shown)?;
    }
    if let (Some((_, Some((verdict, why)))), Some(owner)) =
        (tale.measured, story.indicator_owner_id)
    {
        stories::actions::check_for(tx, owner, &story, verdict, why, None)?;
    }
    Ok(())
}

/// The beginning and the end of a store's readings: of the teller's if it moved for the better, else of
/// the one that moved most.
fn evidence(
    tx: &Tx,
    indicator: IndicatorId,
    own: Option<&str>,
) -> Result<Option<(Evidence, String)>> {
    let it = indicators::queries::by_id(tx, indicator)?.ok_or_else(Error::not_found)?;
    let last = Cadence::Week.at(tx.now()) - 1;
    let first = last + 1 - WEEKS;
    let of = |unit: UnitId, from: i64| -> Result<Option<f64>> {
        let periods: Vec<i64> = (from..from + SPAN).collect();
        Ok(stories::queries::mean(tx, indicator, unit, &periods)?
            .0
            .mean)
    };
    let mut best: Option<(f64, UnitId, String)> = None;
    for unit in indicators::queries::units(tx, indicator, indicators::queries::MOST_UNITS)? {
        let (Some(before), Some(after)) = (of(unit.id, first)?, of(unit.id, last + 1 - SPAN)?)
        else {
            continue;
        };
        let change = after - before;
        let moved = match own == Some(unit.name.as_str()) {
            true => f64::INFINITY,
            false => change.abs(),
        };
        if it.is_better(change) && best.as_ref().is_none_or(|(most, ..)| moved > *most) {
            best = Some((moved, unit.id, unit.name));
        }
    }
    Ok(best.map(|(_, unit_id, name)| {
        let evidence = Evidence {
            indicator_id: indicator,
            unit_id,
            before_from: first,
            before_to: first + SPAN - 1,
            after_from: last + 1 - SPAN,
            after_to: last,
        };
        (evidence, name)
    }))
}
