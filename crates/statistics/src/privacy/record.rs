//! What readers know: the cells of each week, as sums of atomic groups.

use super::Refusal;
use super::system::System;

/// The atomic groups that a cell is the sum of, by their places in the list.
pub type Sum = Vec<u32>;

/// One week as it was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Week {
    /// The cells whose figures were shown.
    pub published: Vec<Sum>,
    /// The cells that the rules withheld, and that must not follow from the others. Those withheld only
    /// to protect these are not among them.
    pub secret: Vec<Sum>,
}

impl Week {
    pub(super) fn check(&self, groups: usize) -> Result<(), Refusal> {
        let mut all = self.published.iter().chain(&self.secret).flatten();
        match all.find(|group| **group as usize >= groups) {
            Some(group) => Err(Refusal::NoSuchGroup { group: *group }),
            None => Ok(()),
        }
    }
}

/// Which cells follow from several weeks together.
///
/// A cell may be withheld in one week and shown in another, when more have contributed. What another
/// week tells of it by itself it was allowed to tell, so that is no finding; what no week tells, and
/// weeks together do, is one.
pub(super) fn revealed(
    all: &System,
    each: &[System],
    weeks: &[Week],
) -> Result<Option<(usize, usize)>, Refusal> {
    for (week, of) in weeks.iter().enumerate() {
        for (at, secret) in of.secret.iter().enumerate() {
            let row = all.row_of(secret);
            if !all.determines(&row)? {
                continue;
            }
            let mut shown_elsewhere = false;
            for (_, system) in each.iter().enumerate().filter(|(other, _)| *other != week) {
                shown_elsewhere |= system.determines(&row)?;
            }
            if !shown_elsewhere || each[week].determines(&row)? {
                return Ok(Some((week, at)));
            }
        }
    }
    Ok(None)
}
