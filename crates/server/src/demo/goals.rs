//! Whom Northgate asks for what, and where that pulls apart: numbers that really have moved against each
//! other by their readings, one that is asked to go both ways, and a trade-off that a colleague named.

use features::goals::{
    Draft, Holder, Manner, SettlementDraft, Side, actions, actions::Asked, queries,
};
use features::indicators::{
    self, Cadence, Direction, Given, IndicatorId, Observed, Quality, Way, day,
};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::text::fold::fold;
use kernel::{Error, Result, Time};
use network::{PersonId, people};
use store::{Store, Tx};

use super::dice::Dice;
use super::sites::Kind;
use super::write::Written;

const WEEKS: i64 = 30;
/// Of what moves the queue in a week, the part that more advice makes.
const SHARED: f64 = 0.25;

const QUEUE: &str = "Queue at the till";
const ADVICE: &str = "Customers advised before they pay";
const HOURS: &str = "Temporary hours at the hubs";
const WAIT: &str = "Click & collect wait";
const LOST: &str = "Orders not found at the counter";

/// Writes further indicators, the goals, and what was settled.
pub fn write(store: &Store, written: &Written) -> anyhow::Result<()> {
    let written = written.clone();
    store.write_blocking(move |tx| all(tx, &written))?;
    Ok(())
}

fn all(tx: &Tx, written: &Written) -> Result<()> {
    let person = |key: &str| written.people[written.plan.company.by_key(key)];
    let (queue, advice) = till_and_advice(tx, written, person("priya"), person("grace"))?;
    let hours = indicator(
        tx,
        person("marguerite"),
        indicators::Draft {
            name: HOURS.to_owned(),
            unit: "hours".to_owned(),
            direction: Direction::Less,
            definition: "Hours of temporary staff at all hubs in the month.".to_owned(),
            source: "Payroll".to_owned(),
            cadence: Cadence::Month,
            baseline: 520.0,
            target: 410.0,
            scope: "Hubs and depots".to_owned(),
            quality: Quality::Missing,
            ..draft(tx)
        },
    )?;
    let known =
        |name: &str| indicators::queries::id_by_name(tx, &fold(name))?.ok_or_else(Error::not_found);
    let (wait, lost) = (known(WAIT)?, known(LOST)?);
    for (by, indicator, direction, target, holder, held_by, said) in [
        (
            "omar",
            wait,
            Direction::Less,
            8.0,
            Holder::Role,
            "Store Manager",
            "Nobody waits longer than a kettle boils.",
        ),
        (
            "priya",
            wait,
            Direction::Less,
            7.5,
            Holder::Site,
            "Leeds Briggate",
            "Parcels stand in three zones by nine.",
        ),
        (
            "omar",
            queue,
            Direction::Less,
            3.0,
            Holder::Role,
            "Sales Assistant",
            "Whoever sees four people in the line opens a till.",
        ),
        (
            "dominic",
            queue,
            Direction::Less,
            3.0,
            Holder::Role,
            "Checkout Assistant",
            "Scan first, chat while it beeps.",
        ),
        (
            "farah",
            advice,
            Direction::More,
            40.0,
            Holder::Role,
            "Sales Assistant",
            "Ask every customer what it is for before they pay.",
        ),
        (
            "farah",
            advice,
            Direction::More,
            45.0,
            Holder::Site,
            "Leeds Briggate",
            "One of you is always free to advise.",
        ),
        (
            "beatrix",
            hours,
            Direction::Less,
            410.0,
            Holder::Department,
            "Supply Chain",
            "Own people first, agency last.",
        ),
        (
            "marguerite",
            hours,
            Direction::More,
            600.0,
            Holder::Site,
            "Doncaster Hub",
            "Every Christmas lorry is unloaded the same day.",
        ),
    ] {
        let goal = Draft {
            indicator,
            direction,
            target,
            from_day: days_on(tx, -80).to_string(),
            to_day: days_on(tx, 120).to_string(),
            weight_percent: 30,
            said: said.to_owned(),
            holder,
            held_by: held_by.to_owned(),
        };
        let asked = match holder {
            Holder::Site => people::queries::site_by_name(tx, &fold(held_by))?.map(Asked::Site),
            _ => Some(Asked::Named(held_by.to_owned())),
        };
        // A company of sixty has not every site.
        if let Some(asked) = asked {
            actions::set_for(tx, person(by), &goal.check()?, &asked, ago(tx, 80))?;
        }
    }
    let own = Draft {
        indicator: wait,
        direction: Direction::Less,
        target: 7.0,
        from_day: days_on(tx, -20).to_string(),
        to_day: days_on(tx, 60).to_string(),
        weight_percent: 20,
        said: "I stand at the counter myself on Saturdays.".to_owned(),
        holder: Holder::Person,
        held_by: String::new(),
    };
    let priya = person("priya");
    actions::set_for(tx, priya, &own.check()?, &Asked::Person(priya), ago(tx, 20))?;

    let said = "To find every parcel we check the shelf twice. That is two minutes more for the one who waits.";
    let checked_twice = actions::declare_for(tx, person("amara"), lost, wait, said, ago(tx, 61))?;
    settled(
        tx,
        checked_twice,
        priya,
        SettlementDraft {
            manner: Manner::Prioritise,
            winner: Some(if lost < wait { Side::First } else { Side::Second }),
            reason: "A parcel that is not found costs us a customer, two minutes do not. Until the zones stand in every store, finding goes first.".to_owned(),
            review_on: days_on(tx, -3).to_string(),
        },
        50,
    )?;
    if let Some(both_ways) = queries::conflict_between(tx, hours, hours)? {
        let marguerite = person("marguerite");
        settled(
            tx,
            both_ways,
            marguerite,
            SettlementDraft {
                manner: Manner::Align,
                winner: None,
                reason: "One goal from now on: 520 hours in December, 410 in every other month."
                    .to_owned(),
                review_on: days_on(tx, 54).to_string(),
            },
            68,
        )?;
    }
    Ok(())
}

/// Somebody who decides for both said how.
fn settled(
    tx: &Tx,
    conflict: features::goals::ConflictId,
    by: PersonId,
    draft: SettlementDraft,
    days_ago: i64,
) -> Result<()> {
    let then = ago(tx, days_ago);
    let draft = draft.check(day(then))?;
    let id = actions::settle_for(tx, by, None, conflict, &draft, then)?;
    queries::agree(tx, id, by, then)?;
    Ok(())
}

fn ago(tx: &Tx, days: i64) -> Time {
    Time(tx.now().0 - days * Time::DAY_US)
}

fn days_on(tx: &Tx, days: i64) -> Date {
    let today = day(tx.now());
    today.checked_add(days.days()).unwrap_or(today)
}

fn draft(tx: &Tx) -> indicators::Draft {
    indicators::Draft {
        name: String::new(),
        unit: String::new(),
        direction: Direction::Less,
        observed: Observed::Site,
        definition: String::new(),
        source: String::new(),
        cadence: Cadence::Week,
        baseline: 0.0,
        target: 0.0,
        due: days_on(tx, 200).to_string(),
        scope: "All stores".to_owned(),
        quality: Quality::Sound,
        flaw: String::new(),
    }
}

fn indicator(tx: &Tx, owner: PersonId, draft: indicators::Draft) -> Result<IndicatorId> {
    indicators::actions::create_for(tx, owner, &draft.check()?)
}

/// Where more customers are advised in a week, the line at the till is longer.
fn till_and_advice(
    tx: &Tx,
    written: &Written,
    till: PersonId,
    floor: PersonId,
) -> Result<(IndicatorId, IndicatorId)> {
    let queue = indicator(
        tx,
        till,
        indicators::Draft {
            name: QUEUE.to_owned(),
            unit: "min".to_owned(),
            definition: "Median minutes from joining the line to the first scan, all tills of the store in the week.".to_owned(),
            source: "Till cameras, counted without faces".to_owned(),
            baseline: 4.6,
            target: 3.0,
            ..draft(tx)
        },
    )?;
    let advice = indicator(
        tx,
        floor,
        indicators::Draft {
            name: ADVICE.to_owned(),
            unit: "%".to_owned(),
            direction: Direction::More,
            definition: "Of customers asked at the exit, those whom a colleague had advised."
                .to_owned(),
            source: "Exit questions, 60 a week in each store".to_owned(),
            baseline: 31.0,
            target: 42.0,
            ..draft(tx)
        },
    )?;
    let dice = Dice::new(11, QUEUE);
    let shake = |dice: &Dice| dice.unit() * 2.0 - 1.0;
    let today = Cadence::Week.at(tx.now());
    let mut readings = [Vec::new(), Vec::new()];
    let sites = &written.plan.company.sites;
    for site in sites.iter().filter(|site| site.kind == Kind::Store) {
        let unit = indicators::queries::find_unit(tx, Observed::Site, &site.name)?;
        if !matches!(unit, Some((_, true))) {
            continue;
        }
        let (own_queue, own_advice) = (4.6 + shake(&dice) * 0.8, 33.0 + shake(&dice) * 5.0);
        for week in 0..WEEKS {
            let advised = shake(&dice);
            let rest = shake(&dice);
            let queue = own_queue + 0.9 * (SHARED * advised + (1.0 - SHARED) * rest);
            let advice =
                own_advice + 6.0 * (0.6 * advised + 0.4 * shake(&dice)) + week as f64 * 0.1;
            for (readings, value) in readings.iter_mut().zip([queue, advice]) {
                readings.push(Given {
                    at: readings.len() + 1,
                    unit: site.name.clone(),
                    period: today - WEEKS + week,
                    value: (value * 10.0).round() / 10.0,
                });
            }
        }
    }
    for ((id, owner), readings) in [(queue, till), (advice, floor)].into_iter().zip(&readings) {
        let indicator = indicators::queries::by_id(tx, id)?.ok_or_else(Error::not_found)?;
        indicators::actions::put_for(tx, owner, &indicator, readings, Way::Csv)?;
    }
    Ok((queue, advice))
}
