//! The matrix of a week: five elements at four levels, and what of it may be shown beside what the weeks
//! before have told.

use std::collections::BTreeMap;

use statistics::privacy::{self, Cell, Group, Shown, Why, withhold};
use statistics::random::{Generator, SeedableRng};

use super::gate::{Figure, of_shown};
use super::measure::{Column, Element, Measure, State};
use super::tally::Tally;
use crate::rollout::{BoardLevel, ToldOfLevels};

/// Weeks before that are looked at.
pub const WEEKS_BEFORE: usize = 2;
/// The whole network and the four levels.
const ALL: usize = 5;
/// The whole network.
const WHOLE: usize = 1;

/// What an earlier week has told.
#[derive(Clone, Debug, Default)]
pub struct Before {
    /// By number of a person: 0 for nobody, else one more than the column.
    pub levels: Vec<u8>,
    /// Measure, column (0 for all), and what became of the cell.
    pub cells: Vec<(Measure, u8, State)>,
}

/// One cell; column 0 is the whole network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    pub measure: Measure,
    pub column: u8,
    pub figure: Figure,
}

/// What a row of the matrix is counted over; all by number of a person.
struct Row<'a> {
    measure: Measure,
    /// As they count this week.
    levels: &'a [u8],
    /// Those of whom it is asked; `None` is everyone.
    base: Option<&'a [bool]>,
    did: &'a [bool],
    /// How many cells are told, the whole network first.
    cells: usize,
}

/// What people did, by their places.
pub struct Deeds<'a> {
    /// Has a tie to another unit, and one both ways.
    pub others: &'a [bool],
    pub both: &'a [bool],
    /// Contributed, and did in the year.
    pub active: &'a [bool],
    pub active_in_year: &'a [bool],
    /// Saw something and did not contribute in the year.
    pub only_read: &'a [bool],
}

/// All cells of the week.
pub fn cells(
    tally: &Tally,
    levels: &[u8],
    deeds: &Deeds,
    before: &[Before],
    board: Option<&ToldOfLevels>,
    seed: u64,
) -> Vec<Told> {
    let mut posted = vec![false; tally.people.len()];
    let mut answered = posted.clone();
    for post in &tally.posts {
        posted[post.author as usize] = true;
        answered[post.author as usize] |= post.touched_by.is_some();
    }
    let by_number = |by_place: &[bool]| {
        let mut marked = vec![false; levels.len()];
        for (number, mark) in tally.people.numbers.iter().zip(by_place) {
            marked[*number as usize] = *mark;
        }
        marked
    };
    let posted = by_number(&posted);
    let mut told = Vec::new();
    for element in Element::ALL {
        let (base, did) = match element {
            Element::Brokerage => (None, deeds.others),
            Element::Integration => (None, deeds.both),
            // Of those who said something.
            Element::Trust => (Some(&posted[..]), &answered[..]),
            Element::Incentives => (None, &tally.thanked[..]),
            Element::Leadership => (None, &tally.gave_answer[..]),
        };
        let row = Row {
            measure: element.measure(),
            levels,
            base,
            did: &by_number(did),
            cells: ALL,
        };
        let mut cells = row.told(before, seed);
        // Who answers is a stage of the roll-out too, counted of the same people.
        if let (Element::Leadership, Some(board)) = (element, board) {
            cells.iter_mut().for_each(|cell| cell.as_on_board(board));
        }
        told.extend(cells);
    }
    let active_in_year = by_number(deeds.active_in_year);
    for (measure, base, did) in [
        (Measure::InteractiveShare, None, deeds.active),
        (
            Measure::HealthIndex,
            Some(&active_in_year[..]),
            deeds.active,
        ),
        (Measure::ReadingOnly, None, deeds.only_read),
    ] {
        let row = Row {
            measure,
            levels,
            base,
            did: &by_number(did),
            cells: WHOLE,
        };
        told.extend(row.told(before, seed));
    }
    told
}

impl Told {
    /// Tells nothing that the board of the roll-out does not tell.
    fn as_on_board(&mut self, board: &ToldOfLevels) {
        let level = match self.column {
            0 => None,
            column => BoardLevel::by_unit(column.into()),
        };
        let is_told = level.map_or(board.everybody, |level| board.of(level));
        if !is_told && matches!(self.figure.state, State::Shown | State::AlmostAll) {
            self.figure = Figure::without(State::Reveals);
        }
    }
}

/// The columns of somebody this week and in the weeks before.
type Key = [u8; WEEKS_BEFORE + 1];

impl Row<'_> {
    fn told(&self, before: &[Before], seed: u64) -> Vec<Told> {
        let (keys, groups) = self.groups(before);
        // Those in a column in this week (0) or in one of those before.
        let of = |week: usize, column: u8| -> Vec<u32> {
            let stands = |at: &usize| match column {
                0 => keys[*at][week] != 0,
                _ => keys[*at][week] == column,
            };
            (0..keys.len()).filter(stands).map(|at| at as u32).collect()
        };
        let cell = |column: usize| Cell {
            parent: (column > 0).then_some(0),
            groups: of(0, column as u8),
        };
        let cells: Vec<Cell> = (0..self.cells).map(cell).collect();
        let mut record = Vec::new();
        for (at, before) in before.iter().enumerate() {
            let mut week = privacy::Week::default();
            for (_, column, state) in before.cells.iter().filter(|cell| cell.0 == self.measure) {
                let sum = of(at + 1, *column);
                match state {
                    State::Shown => week.published.push(sum),
                    State::Withheld | State::AlmostAll if !sum.is_empty() => week.secret.push(sum),
                    _ => {}
                }
            }
            record.push(week);
        }
        let mut rng = Generator::seed_from_u64(seed);
        // What cannot be proved safe is not told.
        let shown = withhold(&groups, &cells, &record, &mut rng).map_or_else(
            |_| vec![Shown::Withheld(Why::Reveals); self.cells],
            |(shown, _)| shown,
        );
        let told = |(column, shown): (usize, Shown)| {
            let of_cell = cells[column].groups.iter();
            let people: u64 = of_cell
                .map(|group| u64::from(groups[*group as usize].people))
                .sum();
            Told {
                measure: self.measure,
                column: column as u8,
                figure: match people {
                    0 => Figure::NOTHING,
                    _ => of_shown(shown, people),
                },
            }
        };
        shown.into_iter().enumerate().map(told).collect()
    }

    /// People who stood in the same columns in all weeks. Those who are in none now are still part of what
    /// earlier weeks told.
    fn groups(&self, before: &[Before]) -> (Vec<Key>, Vec<Group>) {
        let longest = before
            .iter()
            .map(|before| before.levels.len())
            .max()
            .unwrap_or(0);
        let mut found: BTreeMap<Key, Group> = BTreeMap::new();
        let at = |levels: &[u8], number: usize| levels.get(number).copied().unwrap_or(0);
        for number in 0..longest.max(self.levels.len()) {
            let mut key = Key::default();
            key[0] = at(self.levels, number);
            for (week, before) in before.iter().take(WEEKS_BEFORE).enumerate() {
                key[week + 1] = at(&before.levels, number);
            }
            if key == Key::default() {
                continue;
            }
            let group = found.entry(key).or_default();
            let is_asked =
                |base: &[bool]| key[0] == 0 || base.get(number).copied().unwrap_or(false);
            if !self.base.is_none_or(is_asked) {
                continue;
            }
            group.people += 1;
            if key[0] != 0 && self.did.get(number).copied().unwrap_or(false) {
                group.contributing += 1;
                group.sum += 1;
                group.largest = 1;
            }
        }
        found.into_iter().unzip()
    }
}

impl Told {
    /// `None` for the whole network.
    pub fn level(&self) -> Option<Column> {
        Column::ALL
            .get(usize::from(self.column).checked_sub(1)?)
            .copied()
    }
}

#[cfg(test)]
mod tests {
    use statistics::privacy::{Finding, Sum, audit};

    use super::super::people::moved_together;
    use super::*;

    #[test]
    fn no_level_is_told_that_the_board_does_not_tell() {
        let board = ToldOfLevels::made_up(true, &[BoardLevel::Manager]);
        let after = |column: u8, state: State| {
            let figure = Figure {
                state,
                value: 40.0,
                sample: 60,
            };
            let mut cell = Told {
                measure: Measure::GivesAnswers,
                column,
                figure,
            };
            cell.as_on_board(&board);
            cell.figure.state
        };
        assert_eq!(after(0, State::Shown), State::Shown);
        assert_eq!(after(2, State::Shown), State::Shown);
        assert_eq!(after(3, State::Shown), State::Reveals);
        assert_eq!(after(4, State::AlmostAll), State::Reveals);
        assert_eq!(
            after(1, State::Withheld),
            State::Withheld,
            "for its own sake"
        );
    }

    /// 30 leaders, 60 managers, 40 champions, 300 staff; each week some come, go and move.
    fn companies() -> Vec<Vec<u8>> {
        let mut first: Vec<u8> = Vec::new();
        for (column, people) in [(1, 30), (2, 60), (3, 40), (4, 300)] {
            first.extend(std::iter::repeat_n(column, people));
        }
        let mut second = first.clone();
        // A champion becomes a manager, three of the staff champions; two leave, four come.
        second[100] = 2;
        second[200..203].fill(3);
        second[300..302].fill(0);
        second.extend([4; 4]);
        let mut third = second.clone();
        third[31] = 1;
        third[203..215].fill(3);
        third.extend([4; 8]);
        vec![first, second, third]
    }

    /// Six of ten did it; in the first week only a few leaders, so that their cell is withheld.
    fn did(week: usize, people: usize) -> Vec<bool> {
        (0..people)
            .map(|number| number % 10 < 6 && (week > 0 || !(4..30).contains(&number)))
            .collect()
    }

    /// Publishes three weeks; `moves` says whether moves wait for one another.
    fn published(together: bool) -> Vec<(Vec<u8>, Vec<Told>)> {
        let mut weeks: Vec<(Vec<u8>, Vec<Told>)> = Vec::new();
        for (at, now) in companies().into_iter().enumerate() {
            let last = weeks.last().map(|(levels, _)| levels.clone());
            let levels = match (together, last) {
                (true, Some(_)) => {
                    let before: Vec<&[u8]> =
                        weeks.iter().rev().map(|(levels, _)| &levels[..]).collect();
                    moved_together(now, &before)
                }
                _ => now,
            };
            let before = weeks.iter().rev().map(|(levels, told)| Before {
                levels: levels.clone(),
                cells: told
                    .iter()
                    .map(|t| (t.measure, t.column, t.figure.state))
                    .collect(),
            });
            let before: Vec<Before> = before.take(WEEKS_BEFORE).collect();
            let row = Row {
                measure: Measure::Thanked,
                levels: &levels,
                base: None,
                did: &did(at, levels.len()),
                cells: ALL,
            };
            let told = row.told(&before, 7);
            weeks.push((levels, told));
        }
        weeks
    }

    /// What can be worked out from three weeks, by who really stood where; `all` takes every cell that is
    /// fine by itself as published.
    fn findings(weeks: &[(Vec<u8>, Vec<Told>)], all: bool) -> Vec<Finding> {
        let people = weeks
            .iter()
            .map(|(levels, _)| levels.len())
            .max()
            .unwrap_or(0);
        let key = |number: usize| -> Vec<u8> {
            let at = |(levels, _): &(Vec<u8>, Vec<Told>)| levels.get(number).copied().unwrap_or(0);
            weeks.iter().map(at).collect()
        };
        let mut groups: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
        for number in 0..people {
            *groups.entry(key(number)).or_default() += 1;
        }
        let keys: Vec<Vec<u8>> = groups.keys().cloned().collect();
        let sizes: Vec<u32> = groups.into_values().collect();
        let sum = |week: usize, column: u8| -> Sum {
            let stands = |at: &usize| match column {
                0 => keys[*at][week] != 0,
                _ => keys[*at][week] == column,
            };
            (0..keys.len()).filter(stands).map(|at| at as u32).collect()
        };
        let record: Vec<privacy::Week> = weeks
            .iter()
            .enumerate()
            .map(|(week, (_, told))| {
                let mut of = privacy::Week::default();
                for cell in told {
                    let sum = sum(week, cell.column);
                    match cell.figure.state {
                        State::Shown => of.published.push(sum),
                        State::Reveals if all => of.published.push(sum),
                        State::Withheld | State::AlmostAll => of.secret.push(sum),
                        _ => {}
                    }
                }
                of
            })
            .collect();
        audit(&sizes, &record, &mut Generator::seed_from_u64(1)).expect("the record is sound")
    }

    #[test]
    fn three_weeks_together_tell_of_nobody() {
        let weeks = published(true);
        assert_eq!(findings(&weeks, false), []);
        let shown = weeks.iter().flat_map(|(_, told)| told);
        let shown = shown
            .filter(|told| told.figure.state == State::Shown)
            .count();
        assert!(shown >= 12, "{shown} of 15 cells: {weeks:#?}");
        // Without what was withheld for the sake of others, something follows.
        assert_ne!(findings(&weeks, true), []);
    }

    #[test]
    fn moves_wait_for_one_another() {
        let weeks = published(true);
        assert_eq!(weeks[1].0[100], 3, "one promotion waits");
        assert_eq!(weeks[2].0[203], 3, "twelve champions do not");
        // Where they do not wait, nearly nothing can be shown after the first week.
        let hasty = published(false);
        assert_eq!(findings(&hasty, false), []);
        let shown = |weeks: &[(Vec<u8>, Vec<Told>)]| {
            let told = weeks[2].1.iter();
            told.filter(|told| told.figure.state == State::Shown)
                .count()
        };
        assert!(shown(&hasty) < shown(&weeks));
    }
}
