//! What is kept of a week, what is read of the weeks before, and what is dropped.

use kernel::{Error, Result};
use network::CommunityId;
use network::people::SiteId;
use store::{Db, Store, Tx};

use super::benchmark::{Benchmarks, Usual};
use super::community::Numbers;
use super::gate::Figure;
use super::matrix::{Before, Told, WEEKS_BEFORE};
use super::measure::{Column, Measure, Purpose};
use super::members::Members;
use super::week::Week;
use super::{queries, sources, units};

/// Weeks whose numbers are kept.
const WEEKS_KEPT: i64 = 26;
const FORGOTTEN_AT_ONCE: i64 = 5_000;
const SITES_AT_ONCE: i64 = 10_000;

/// What is written of a community.
pub struct Row {
    id: CommunityId,
    members: i64,
    people: Vec<u8>,
    works_as: Option<Purpose>,
    figures: Vec<(Measure, Figure, Usual)>,
}

impl Row {
    /// `purpose` is what the community is said to be for.
    pub fn of(
        id: CommunityId,
        purpose: Option<Purpose>,
        members: &Members,
        numbers: &Numbers,
        benchmarks: &Benchmarks,
    ) -> Result<Row> {
        let purpose = purpose.or(numbers.works_as);
        let with_usual = |(measure, figure): &(Measure, Figure)| {
            let usual = benchmarks.usual(*measure, numbers.members, purpose);
            (*measure, *figure, usual)
        };
        let mut people = Vec::with_capacity(members.serialized_size());
        members
            .serialize_into(&mut people)
            .map_err(Error::internal)?;
        Ok(Row {
            id,
            members: super::gate::rounded(numbers.members) as i64,
            people,
            works_as: numbers.works_as,
            figures: numbers.figures.iter().map(with_usual).collect(),
        })
    }

    pub fn keep(&self, tx: &Tx, week: Week) -> Result<()> {
        queries::keep_community(tx, self.id, week.0, self.members, self.works_as)?;
        queries::keep_members(tx, self.id, week.0, &self.people)?;
        for (measure, figure, usual) in &self.figures {
            queries::keep_figure(
                tx,
                self.id,
                week.0,
                *measure,
                figure.state,
                figure.value,
                figure.sample as i64,
                usual.value,
                usual.alike as i64,
                usual.likeness,
            )?;
        }
        Ok(())
    }
}

pub fn keep_cell(tx: &Tx, cell: &Told, week: Week) -> Result<()> {
    let (figure, level) = (cell.figure, cell.level().map_or("", |level| level.as_str()));
    let sample = figure.sample as i64;
    queries::keep_cell(
        tx,
        week.0,
        cell.measure,
        level,
        figure.state,
        figure.value,
        sample,
    )?;
    Ok(())
}

pub fn keep_table(tx: &Tx, table: &units::Table, week: Week) -> Result<()> {
    let cut = table.cut;
    for (at, unit) in (0..).zip(&table.units) {
        let (people, (x, y)) = (unit.people as i64, unit.at);
        queries::keep_unit(tx, week.0, cut, at, &unit.name, people, x, y)?;
    }
    for tie in &table.ties {
        queries::keep_unit_tie(
            tx,
            week.0,
            cut,
            tie.of as i64,
            tie.to as i64,
            tie.state,
            tie.share,
            tie.ties as i64,
        )?;
    }
    Ok(())
}

/// What the weeks before have told, the newest first; a week that was not counted told nothing.
pub fn before(db: &Db, week: Week) -> Result<Vec<Before>> {
    let mut all = Vec::new();
    for back in 1..=WEEKS_BEFORE as i64 {
        let mut before = Before::default();
        if let Some(levels) = queries::levels_of(db, week.0 - back)? {
            before.levels = levels;
            for (measure, level, state) in queries::cell_states(db, week.0 - back, 200)? {
                let column = Column::ALL
                    .iter()
                    .position(|column| column.as_str() == level);
                before
                    .cells
                    .push((measure, column.map_or(0, |at| at as u8 + 1), state));
            }
        }
        all.push(before);
    }
    Ok(all)
}

/// Id, name and country of each, by id.
pub fn sites(store: &Store) -> Result<Vec<(i64, String, String)>> {
    let mut sites: Vec<(i64, String, String)> = Vec::new();
    loop {
        let after = SiteId::from_raw(sites.last().map_or(0, |site| site.0));
        let some = store.read_blocking(move |db| sources::sites(db, after, SITES_AT_ONCE))?;
        if some.is_empty() {
            return Ok(sites);
        }
        sites.extend(
            some.into_iter()
                .map(|site| (site.id.raw(), site.name, site.country)),
        );
    }
}

/// Drops what is older than is shown, and what was only needed to compare the last weeks.
pub fn forget(store: &Store, week: Week) -> Result<()> {
    let (old, seen) = (week.0 - WEEKS_KEPT, week.0 - WEEKS_BEFORE as i64);
    store.write_background_blocking(move |tx| {
        queries::forget_levels(tx, seen)?;
        queries::forget_cells(tx, old)?;
        queries::forget_units(tx, old)?;
        queries::forget_unit_ties(tx, old)
    })?;
    loop {
        let gone = store.write_background_blocking(move |tx| {
            let members = queries::forget_members(tx, seen, FORGOTTEN_AT_ONCE)?.0;
            let figures = queries::forget_figures(tx, old, FORGOTTEN_AT_ONCE)?.0;
            Ok(members + figures + queries::forget_communities(tx, old, FORGOTTEN_AT_ONCE)?.0)
        })?;
        if gone == 0 {
            return Ok(());
        }
    }
}
