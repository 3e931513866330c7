//! How Northgate's network is rolled out: where its sites are, what is planned for whom by when, and
//! what some sites try. The figures are counted by the job, from what was written.

use features::rollout::actions::{self, NewPlan, NewPlay};
use features::rollout::{BoardLevel, Cell, CellScope, PlayKind, Stage, week};
use jiff::ToSpan;
use kernel::text::fold::fold;
use kernel::{Error, Result};
use network::{PersonId, people};
use store::{Store, Tx};

use super::write::Written;

/// Towns that are not in England.
const ELSEWHERE: &[(&str, &[&str])] = &[
    (
        "Scotland",
        &["Edinburgh", "Glasgow", "Aberdeen", "Dundee", "Inverness"],
    ),
    ("Wales", &["Cardiff", "Swansea"]),
];
const ENGLAND: &str = "England";

struct Planned {
    scope: CellScope,
    unit: i64,
    stage: Stage,
    /// A key of the cast.
    owner: &'static str,
    next_step: &'static str,
    /// In percent, at the beginning and at the end.
    share: (i64, i64),
    /// From now.
    weeks: (i64, i64),
}

const fn level(level: BoardLevel) -> i64 {
    level as i64 + 1
}

const PLANS: &[Planned] = &[
    Planned {
        scope: CellScope::Network,
        unit: 0,
        stage: Stage::Adopted,
        owner: "helen",
        next_step: "Invite by name at the stores that have not begun",
        share: (5, 90),
        weeks: (-13, 10),
    },
    Planned {
        scope: CellScope::Network,
        unit: 0,
        stage: Stage::Active,
        owner: "helen",
        next_step: "Move the rota office's mails into posts",
        share: (10, 85),
        weeks: (-13, 10),
    },
    Planned {
        scope: CellScope::Level,
        unit: level(BoardLevel::Manager),
        stage: Stage::Answering,
        owner: "dominic",
        next_step: "Managers reply to questions of their people within a day",
        share: (10, 60),
        weeks: (-10, 6),
    },
    Planned {
        scope: CellScope::Level,
        unit: level(BoardLevel::Staff),
        stage: Stage::Active,
        owner: "tamsin",
        next_step: "Do the shift hand-over in the network at every store",
        share: (10, 80),
        weeks: (-12, 7),
    },
    Planned {
        scope: CellScope::Level,
        unit: level(BoardLevel::Champion),
        stage: Stage::Answering,
        owner: "beatrix",
        next_step: "Champions take turns to look after open questions",
        share: (5, 60),
        weeks: (-12, 4),
    },
];

struct Tried {
    kind: PlayKind,
    title: &'static str,
    site: &'static str,
    stage: Stage,
    owner: &'static str,
    /// From now.
    weeks: (i64, i64),
}

const PLAYS: &[Tried] = &[
    Tried {
        kind: PlayKind::ShiftHandover,
        title: "Early shift writes the hand-over into the hub's community",
        site: "Doncaster Hub",
        stage: Stage::Active,
        owner: "kofi",
        weeks: (-6, -2),
    },
    Tried {
        kind: PlayKind::LeaderAnswers,
        title: "Farah answers the care team's questions on Tuesdays at two",
        site: "Cardiff Care Centre",
        stage: Stage::Answering,
        owner: "farah",
        weeks: (-4, 1),
    },
    Tried {
        kind: PlayKind::Invite,
        title: "Amara goes round before opening and signs colleagues in",
        site: "Leeds Briggate",
        stage: Stage::Adopted,
        owner: "priya",
        weeks: (-3, 2),
    },
];

/// Writes countries, plans and plays.
pub fn write(store: &Store, written: &Written) -> anyhow::Result<()> {
    let written = written.clone();
    store.write_blocking(move |tx| {
        countries(tx, &written)?;
        plans(tx, &written)?;
        plays(tx, &written)
    })?;
    Ok(())
}

fn countries(tx: &Tx, written: &Written) -> Result<()> {
    for site in &written.plan.company.sites {
        let is_in = |(_, towns): &&(&str, &[&str])| towns.contains(&site.town.as_str());
        let country = ELSEWHERE
            .iter()
            .find(is_in)
            .map_or(ENGLAND, |(name, _)| name);
        if let Some(id) = people::queries::site_by_name(tx, &fold(&site.name))? {
            people::actions::set_country(tx, id, country)?;
        }
    }
    Ok(())
}

fn person(written: &Written, key: &str) -> PersonId {
    written.people[written.plan.company.by_key(key)]
}

fn plans(tx: &Tx, written: &Written) -> Result<()> {
    let by = person(written, "ada");
    let today = week::day(tx.now());
    for plan in PLANS {
        let cell = Cell {
            scope: plan.scope,
            unit: plan.unit,
            stage: plan.stage,
        };
        let new = NewPlan {
            owner: person(written, plan.owner),
            target_percent: plan.share.1,
            due: today.saturating_add(plan.weeks.1.weeks()).to_string(),
            next_step: plan.next_step.to_owned(),
            from_week: Some((week::of(tx.now()) + plan.weeks.0, plan.share.0)),
        };
        actions::plan_for(tx, by, cell, &new)?;
    }
    Ok(())
}

fn plays(tx: &Tx, written: &Written) -> Result<()> {
    let by = person(written, "ada");
    let today = week::day(tx.now());
    for play in PLAYS {
        let site = network::people::queries::site_by_name(tx, &fold(play.site))?;
        let site = site.ok_or_else(Error::not_found)?.raw();
        let new = NewPlay {
            kind: play.kind,
            title: play.title.to_owned(),
            site,
            stage: play.stage,
            owner: person(written, play.owner),
            begins: today.saturating_add(play.weeks.0.weeks()).to_string(),
            ends: today.saturating_add(play.weeks.1.weeks()).to_string(),
        };
        actions::start_for(tx, by, &new)?;
    }
    Ok(())
}
