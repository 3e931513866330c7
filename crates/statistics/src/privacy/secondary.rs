//! Which further cells are withheld so that nothing follows from those published together (secondary
//! suppression).
//!
//! Cells are admitted one by one, the largest first; one that would let a reader work out what is
//! withheld, or a sum over fewer than ten people, is withheld itself. So the smallest give way, as a
//! statistician would choose by hand. It is not the least that could be withheld: finding that is
//! NP-hard (Kelly, Golden and Assad 1992).

use std::cmp::Reverse;

use super::audit::{Finding, audit, by_size, solved};
use super::record::revealed;
use super::rules::{Cell, Group, Shown, Why};
use super::system::System;
use super::{Malformed, Refusal, Week, rules};
use crate::random::Generator;

/// Shows the cells of a week so that, together with what was published in the weeks before, nothing can
/// be worked out that must not be. Gives what is shown of each cell, and the week for the record.
///
/// The groups are those of all weeks on record and of this one. Time grows with the square of the cells
/// on record times the groups in a cell: 125 cells over 1,300 groups take 0.4 s in a first and 1.3 s in
/// a third week, 425 cells over 5,200 groups 5 and 18 s. It is not for a hundred thousand cells.
pub fn withhold(
    groups: &[Group],
    cells: &[Cell],
    before: &[Week],
    rng: &mut Generator,
) -> Result<(Vec<Shown>, Week), Refusal> {
    let shown = rules(groups, cells).map_err(Refusal::Malformed)?;
    let people: Vec<u32> = groups.iter().map(|group| group.people).collect();
    protect(&people, cells, shown, before, rng)
}

/// As [`withhold`], for tables whose cells were looked at one by one already: `shown` is what each may
/// show by itself, `people` how many stand behind each group.
///
/// Tables of things that several people have made (ties, answers) come here: who made them is counted
/// anew for each cell, and a person who has a part in several groups counts as a part in each, so that
/// no sum of groups is taken to be of more people than it is of.
pub fn protect(
    people: &[u32],
    cells: &[Cell],
    mut shown: Vec<Shown>,
    before: &[Week],
    rng: &mut Generator,
) -> Result<(Vec<Shown>, Week), Refusal> {
    if shown.len() != cells.len() {
        let cell = shown.len().min(cells.len());
        return Err(Refusal::Malformed(Malformed { cell }));
    }
    let all = cells.iter().map(|cell| cell.groups.clone()).collect();
    let all = Week {
        published: all,
        ..Week::default()
    };
    all.check(people.len())?;
    before
        .iter()
        .try_for_each(|week| week.check(people.len()))?;
    let mut week = Week::default();
    for (cell, shown) in cells.iter().zip(&shown) {
        if !cell.groups.is_empty() && !matches!(shown, Shown::Figures { .. }) {
            week.secret.push(cell.groups.clone());
        }
    }
    let of_group = |group: &u32| u64::from(people[*group as usize]);
    let size = |cell: &usize| cells[*cell].groups.iter().map(of_group).sum::<u64>();
    let is_shown = |cell: &usize| matches!(shown[*cell], Shown::Figures { .. });
    let mut candidates: Vec<usize> = (0..cells.len()).filter(is_shown).collect();
    candidates.sort_by_key(|cell| Reverse(size(cell)));

    let mut weeks = before.to_vec();
    weeks.push(week);
    let mut admitted = admit(people, cells, &candidates, &weeks)?;
    // The rows of one order of groups do not show all that follows: ask the auditor, who tries more.
    loop {
        let published = admitted.iter().map(|cell| cells[*cell].groups.clone());
        weeks[before.len()].published = published.collect();
        let findings = audit(people, &weeks, rng)?;
        if findings.is_empty() || admitted.is_empty() {
            break;
        }
        for finding in &findings {
            match cause(people, cells, &admitted, &weeks, finding)? {
                Some(Cause::Cell(cause)) => admitted.retain(|cell| *cell != cause),
                // No cell of this week helps; nothing more is told until it is off the record.
                Some(Cause::Before) => admitted.clear(),
                None => {}
            }
        }
    }
    for cell in candidates {
        if !admitted.contains(&cell) {
            shown[cell] = Shown::Withheld(Why::Reveals);
        }
    }
    let week = weeks.pop().unwrap_or_default();
    Ok((shown, week))
}

/// Those of the candidates that may be published together in the last of these weeks.
fn admit(
    people: &[u32],
    cells: &[Cell],
    candidates: &[usize],
    weeks: &[Week],
) -> Result<Vec<usize>, Refusal> {
    let place = by_size(people);
    let mut all = solved(people, &place, weeks)?;
    let alone = |week| solved(people, &place, std::slice::from_ref(week));
    let mut each: Vec<System> = weeks.iter().map(alone).collect::<Result<_, _>>()?;
    let mut admitted = Vec::new();
    for cell in candidates {
        let row = all.row_of(&cells[*cell].groups);
        let mut with = all.clone();
        let changed = with.add(&row)?;
        if changed
            .iter()
            .any(|row| with.tells_of_few(&with.rows()[*row]))
        {
            continue;
        }
        let Some(this_week) = each.pop() else {
            break;
        };
        let mut with_alone = this_week.clone();
        with_alone.add(&row)?;
        each.push(with_alone);
        if revealed(&with, &each, weeks)?.is_some() {
            each.pop();
            each.push(this_week);
            continue;
        }
        all = with;
        admitted.push(*cell);
    }
    Ok(admitted)
}

/// Why a finding follows.
enum Cause {
    /// From what was published before this week.
    Before,
    /// From this cell and larger ones.
    Cell(usize),
}

/// `None` when the finding does not follow from the cells admitted, the largest of which come first.
fn cause(
    people: &[u32],
    cells: &[Cell],
    admitted: &[usize],
    weeks: &[Week],
    finding: &Finding,
) -> Result<Option<Cause>, Refusal> {
    let place = by_size(people);
    let mut system = solved(people, &place, &weeks[..weeks.len() - 1])?;
    let row = match finding {
        Finding::Few { sum, .. } => system.in_order(sum.clone()),
        Finding::Secret { week, at } => system.row_of(&weeks[*week].secret[*at]),
    };
    if system.determines(&row)? {
        return Ok(Some(Cause::Before));
    }
    for cell in admitted {
        system.add(&system.row_of(&cells[*cell].groups))?;
        if system.determines(&row)? {
            return Ok(Some(Cause::Cell(*cell)));
        }
    }
    Ok(None)
}
