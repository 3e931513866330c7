//! What is usual: the median of communities that are for the same and of like size, else of like size,
//! else of all; where there are too few, what is known of other networks.

use std::collections::HashMap;

use super::community::Numbers;
use super::measure::{Measure, Purpose};

store::text_enum! {
    /// In what the communities are alike.
    pub enum Likeness {
        PurposeSize = "purpose_size",
        Size = "size",
        All = "all",
        /// Known of other networks.
        Known = "known",
        /// There is nothing to compare with.
        None = "none",
    }
}

/// Communities whose median may be told.
const ALIKE_MIN: usize = 5;
/// Members below which sizes are alike.
const SIZES: [u64; 5] = [30, 100, 300, 1_000, 10_000];

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usual {
    pub value: Option<f64>,
    /// How many communities it is the median of.
    pub alike: u64,
    pub likeness: Likeness,
}

#[derive(Default)]
pub struct Benchmarks(HashMap<(Measure, Option<usize>, Option<Purpose>), Vec<f64>>);

fn size(members: u64) -> usize {
    SIZES.partition_point(|below| *below <= members)
}

impl Benchmarks {
    /// `purpose`: what it is said to be for, else what it is used for.
    pub fn add(&mut self, numbers: &Numbers, purpose: Option<Purpose>) {
        let size = size(numbers.members);
        for (measure, figure) in &numbers.figures {
            let Some(value) = figure.shown() else {
                continue;
            };
            let mut put = |size, purpose| {
                let values = self.0.entry((*measure, size, purpose)).or_default();
                values.push(value);
            };
            put(None, None);
            put(Some(size), None);
            if purpose.is_some() {
                put(Some(size), purpose);
            }
        }
    }

    /// Once all were added.
    pub fn settle(&mut self) {
        for values in self.0.values_mut() {
            values.sort_unstable_by(f64::total_cmp);
        }
    }

    pub fn usual(&self, measure: Measure, members: u64, purpose: Option<Purpose>) -> Usual {
        let size = Some(size(members));
        let tried = [
            (Likeness::PurposeSize, size, purpose),
            (Likeness::Size, size, None),
            (Likeness::All, None, None),
        ];
        for (likeness, size, of) in tried {
            if likeness == Likeness::PurposeSize && of.is_none() {
                continue;
            }
            match self.0.get(&(measure, size, of)) {
                Some(values) if values.len() >= ALIKE_MIN => {
                    return Usual {
                        value: Some(median(values)),
                        alike: values.len() as u64,
                        likeness,
                    };
                }
                _ => {}
            }
        }
        let known = measure.row().known;
        Usual {
            value: known,
            alike: 0,
            likeness: known.map_or(Likeness::None, |_| Likeness::Known),
        }
    }
}

/// Of a list in order.
fn median(values: &[f64]) -> f64 {
    let middle = values.len() / 2;
    match values.len() % 2 {
        0 => f64::midpoint(values[middle - 1], values[middle]),
        _ => values[middle],
    }
}

#[cfg(test)]
mod tests {
    use super::super::gate::Figure;
    use super::super::measure::State;
    use super::*;

    fn community(members: u64, active_share: f64) -> Numbers {
        let figure = Figure {
            state: State::Shown,
            value: active_share,
            sample: members,
        };
        Numbers {
            members,
            works_as: None,
            figures: vec![(Measure::ActiveShare, figure)],
        }
    }

    #[test]
    fn like_is_compared_with_like() {
        let mut benchmarks = Benchmarks::default();
        for at in 0..5 {
            let team = community(40, 60.0 + f64::from(at));
            benchmarks.add(&team, Some(Purpose::Team));
        }
        for _ in 0..6 {
            benchmarks.add(&community(50, 20.0), Some(Purpose::Practice));
        }
        benchmarks.settle();
        let of = |members, purpose| benchmarks.usual(Measure::ActiveShare, members, purpose);
        let team = of(45, Some(Purpose::Team));
        assert_eq!((team.value, team.alike), (Some(62.0), 5));
        let other = of(45, Some(Purpose::Broadcast));
        assert_eq!((other.likeness, other.alike), (Likeness::Size, 11));
        assert_eq!(of(5_000, None).likeness, Likeness::All);
        let unknown = benchmarks.usual(Measure::ResponseRate, 45, None);
        assert_eq!(
            (unknown.value, unknown.likeness),
            (Some(58.0), Likeness::Known)
        );
    }
}
