//! Sums of atomic groups as a system of linear equations, solved in whole numbers.
//!
//! The rows are kept in reduced echelon form: each has a first group (its pivot) that no other row has.
//! A row is a whole multiple of the rational one, without a common divisor, so nothing is ever rounded.

use std::collections::HashMap;

use super::{Malformed, PEOPLE_NEEDED, Sum};

/// Why nothing is said of what follows, and nothing may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Malformed(Malformed),
    /// A sum on record is over a group that is not there.
    NoSuchGroup {
        group: u32,
    },
    /// The numbers of the equations outgrew 64 bits.
    TooLarge,
}

/// Groups with what each is multiplied by, in the order of the system; never 0.
pub(super) type Row = Vec<(u32, i64)>;

#[derive(Clone)]
pub(super) struct System<'a> {
    people: &'a [u32],
    /// In which place of the order each group stands: earlier ones become pivots.
    place: &'a [u32],
    rows: Vec<Row>,
    /// Which row has this group as its pivot.
    pivots: HashMap<u32, usize>,
}

impl<'a> System<'a> {
    /// Of all these sums.
    pub fn of<'s>(
        people: &'a [u32],
        place: &'a [u32],
        sums: impl Iterator<Item = &'s Sum>,
    ) -> Result<System<'a>, Refusal> {
        let mut system = System {
            people,
            place,
            rows: Vec::new(),
            pivots: HashMap::new(),
        };
        for sum in sums {
            system.add(&system.row_of(sum))?;
        }
        Ok(system)
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The sum of these groups, each once.
    pub fn row_of(&self, groups: &[u32]) -> Row {
        self.in_order(groups.iter().map(|group| (*group, 1)).collect())
    }

    pub fn in_order(&self, mut row: Row) -> Row {
        row.sort_unstable_by_key(|(group, _)| self.place[*group as usize]);
        row.dedup();
        row
    }

    /// Whether a row follows from what is known: it adds nothing to the rank.
    pub fn determines(&self, row: &Row) -> Result<bool, Refusal> {
        Ok(self.left_of(row)?.is_empty())
    }

    /// What is left of a row when all that is known is taken off.
    fn left_of(&self, row: &Row) -> Result<Row, Refusal> {
        let mut left = row.clone();
        // A row taken off brings no pivot but its own, so those of the row itself are all there are.
        for (group, _) in row {
            if let Some(known) = self.pivots.get(group) {
                left = self.without_pivot(&left, *group, &self.rows[*known])?;
            }
        }
        Ok(left)
    }

    /// Adds a sum to what is known; the rows that changed by it, or none when it was known.
    pub fn add(&mut self, row: &Row) -> Result<Vec<usize>, Refusal> {
        let new = self.left_of(row)?;
        let Some((pivot, _)) = new.first().copied() else {
            return Ok(Vec::new());
        };
        let at = self.rows.len();
        let has_pivot = |row: &usize| self.rows[*row].iter().any(|(group, _)| *group == pivot);
        let mut changed: Vec<usize> = (0..at).filter(has_pivot).collect();
        for row in &changed {
            self.rows[*row] = self.without_pivot(&self.rows[*row], pivot, &new)?;
        }
        self.rows.push(new);
        self.pivots.insert(pivot, at);
        changed.push(at);
        Ok(changed)
    }

    /// The row with so much of a known one taken off that its pivot is gone.
    fn without_pivot(&self, row: &Row, pivot: u32, known: &Row) -> Result<Row, Refusal> {
        let factor_of = |row: &Row| {
            let found = row.iter().find(|(group, _)| *group == pivot);
            found.map_or(0, |(_, factor)| *factor)
        };
        let (mine, its) = (factor_of(row), factor_of(known));
        if mine == 0 {
            return Ok(row.clone());
        }
        let common = gcd(mine.unsigned_abs(), its.unsigned_abs()) as i64;
        self.combine(row, its / common, known, -(mine / common))
    }

    /// `a` times one row and `b` times another, without a common divisor.
    fn combine(&self, one: &Row, a: i64, other: &Row, b: i64) -> Result<Row, Refusal> {
        let mut sum: Row = Vec::with_capacity(one.len() + other.len());
        let mut divisor = 0;
        let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
        loop {
            let place = |of: Option<&&(u32, i64)>| of.map(|(group, _)| self.place[*group as usize]);
            let (first, second) = (place(left.peek()), place(right.peek()));
            let from_left = second.is_none() || first.is_some_and(|at| Some(at) <= second);
            let from_right = first.is_none() || second.is_some_and(|at| Some(at) <= first);
            let mut next = None;
            let mut total: i64 = 0;
            for (take, from, times) in [(from_left, &mut left, a), (from_right, &mut right, b)] {
                if let Some((group, factor)) = from.next_if(|_| take) {
                    let part = factor.checked_mul(times).ok_or(Refusal::TooLarge)?;
                    total = total.checked_add(part).ok_or(Refusal::TooLarge)?;
                    next = Some(*group);
                }
            }
            let Some(group) = next else {
                break;
            };
            let size = total.checked_abs().ok_or(Refusal::TooLarge)?;
            if size != 0 {
                divisor = gcd(divisor, size as u64);
                sum.push((group, total));
            }
        }
        if divisor > 1 {
            let divisor = divisor as i64;
            sum.iter_mut().for_each(|(_, factor)| *factor /= divisor);
        }
        Ok(sum)
    }

    /// Whether a row tells of someone, and of fewer than may be told of.
    pub fn tells_of_few(&self, row: &Row) -> bool {
        let mut people = 0;
        let enough = row.iter().any(|(group, _)| {
            people += u64::from(self.people[*group as usize]);
            people >= PEOPLE_NEEDED
        });
        people > 0 && !enough
    }
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
