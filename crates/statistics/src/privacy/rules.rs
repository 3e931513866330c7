//! What is withheld of a cell looked at by itself (primary suppression).

use super::PEOPLE_NEEDED;

/// People who stand in the same cells of all tables in all weeks looked at. How many they are holds for
/// all weeks, also for who has left; what they did is of the week to be published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    pub people: u32,
    /// Those of them who did what is counted.
    pub contributing: u32,
    /// What they did, all together; the same as `contributing` in a table that counts people.
    pub sum: u64,
    /// The most that one of them did.
    pub largest: u64,
}

/// One cell of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The cell it is part of, by its place in the list: a site is part of a region, a level and a
    /// community are part of the network.
    pub parent: Option<usize>,
    /// The atomic groups it is the sum of, by their places in the list, rising.
    pub groups: Vec<u32>,
}

/// What a reader is shown of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Rounded to 5: how many contributed, and what they did.
    Figures {
        contributing: u64,
        sum: u64,
    },
    /// "Over 90 %": so many contributed that the few who did not would stand out.
    AlmostAll,
    Withheld(Why),
}

/// Why a cell is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Fewer than [`PEOPLE_NEEDED`] contributed.
    TooFew,
    /// Fewer than [`PEOPLE_NEEDED`] contributed in what the parent has beyond the cell.
    TooFewOutside,
    /// Fewer than [`PEOPLE_NEEDED`] of its people did not contribute, who are not a small share.
    TooFewRest,
    /// One person makes more than half of the sum.
    OnePerson,
    /// Together with what else is published it would tell of what is withheld or of too few people.
    Reveals,
}

/// A cell that cannot be: a group or a parent that is not there, groups that do not rise, a part that
/// is not within its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    pub cell: usize,
}

/// Shows each cell as if it were published alone.
pub fn rules(groups: &[Group], cells: &[Cell]) -> Result<Vec<Shown>, Malformed> {
    let figures = |at: usize| -> Result<Figures, Malformed> {
        let malformed = Malformed { cell: at };
        let mut of = Figures::default();
        if !cells[at].groups.is_sorted_by(|a, b| a < b) {
            return Err(malformed);
        }
        for group in &cells[at].groups {
            of.add(groups.get(*group as usize).ok_or(malformed)?);
        }
        Ok(of)
    };
    let all: Vec<Figures> = (0..cells.len()).map(figures).collect::<Result<_, _>>()?;
    let mut shown = Vec::with_capacity(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        let malformed = Malformed { cell: at };
        let mut outside = None;
        if let Some(parent) = cell.parent {
            let whole = &cells.get(parent).ok_or(malformed)?.groups;
            if cell
                .groups
                .iter()
                .any(|group| whole.binary_search(group).is_err())
            {
                return Err(malformed);
            }
            outside = all[parent].without(&all[at]);
        }
        shown.push(all[at].shown(outside));
    }
    Ok(shown)
}

#[derive(Clone, Copy, Default)]
struct Figures {
    people: u64,
    contributing: u64,
    sum: u64,
    largest: u64,
}

impl Figures {
    fn add(&mut self, group: &Group) {
        self.people += u64::from(group.people);
        self.contributing += u64::from(group.contributing.min(group.people));
        self.sum = self.sum.saturating_add(group.sum);
        self.largest = self.largest.max(group.largest);
    }

    /// People and people who contributed beyond a part of these; `None` when the part is all of them.
    fn without(&self, part: &Figures) -> Option<u64> {
        let more = self.people > part.people;
        more.then(|| self.contributing.saturating_sub(part.contributing))
    }

    fn shown(&self, outside: Option<u64>) -> Shown {
        if self.contributing < PEOPLE_NEEDED {
            return Shown::Withheld(Why::TooFew);
        }
        if self.largest > self.sum / 2 {
            return Shown::Withheld(Why::OnePerson);
        }
        if outside.is_some_and(|outside| outside < PEOPLE_NEEDED) {
            return Shown::Withheld(Why::TooFewOutside);
        }
        if self.people - self.contributing < PEOPLE_NEEDED {
            return match self.contributing * 10 > self.people * 9 {
                true => Shown::AlmostAll,
                false => Shown::Withheld(Why::TooFewRest),
            };
        }
        Shown::Figures {
            contributing: rounded(self.contributing),
            sum: rounded(self.sum),
        }
    }
}

fn rounded(figure: u64) -> u64 {
    figure.saturating_add(2) / 5 * 5
}
