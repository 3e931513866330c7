//! What may be shown of a number by itself: at least ten people behind it, nobody who makes more than
//! half, and no few who stand out by not having done it.

use statistics::privacy::{Cell, Group, Shown, rules};

use super::measure::State;

/// A number as it is kept and shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    pub state: State,
    pub value: f64,
    /// People or things it was counted over, rounded.
    pub sample: u64,
}

impl Figure {
    pub const NOTHING: Figure = Figure::without(State::Nothing);

    pub const fn without(state: State) -> Figure {
        Figure {
            state,
            value: 0.0,
            sample: 0,
        }
    }

    pub fn shown(&self) -> Option<f64> {
        (self.state == State::Shown).then_some(self.value)
    }
}

/// The people behind a number.
#[derive(Clone, Copy, Debug, Default)]
pub struct Behind {
    /// How many had a part in it.
    pub people: u64,
    /// What all of them did.
    pub sum: u64,
    /// What one of them did at most.
    pub largest: u64,
}

/// Of so many people so many did something, in percent.
pub fn share(people: u64, did: u64) -> Figure {
    if people == 0 {
        return Figure::NOTHING;
    }
    let group = Group {
        people: u32::try_from(people).unwrap_or(u32::MAX),
        contributing: u32::try_from(did).unwrap_or(u32::MAX),
        sum: did,
        largest: 1,
    };
    of_shown(alone(group), people)
}

/// What a shown cell of a table of people becomes, in percent of so many.
pub fn of_shown(shown: Shown, people: u64) -> Figure {
    match shown {
        Shown::Figures { contributing, .. } => Figure {
            state: State::Shown,
            value: percent(contributing as f64, rounded(people) as f64).min(100.0),
            sample: rounded(people),
        },
        Shown::AlmostAll => Figure {
            sample: rounded(people),
            ..Figure::without(State::AlmostAll)
        },
        Shown::Withheld(statistics::privacy::Why::Reveals) => Figure::without(State::Reveals),
        Shown::Withheld(_) => Figure::without(State::Withheld),
    }
}

/// A number that does not tell how many had a part in it.
pub fn number(behind: Behind, value: f64, sample: u64) -> Figure {
    if behind.sum == 0 {
        return Figure::NOTHING;
    }
    let group = Group {
        // All of them: who did not is not told by the number.
        people: u32::try_from(behind.people).unwrap_or(u32::MAX),
        contributing: u32::try_from(behind.people).unwrap_or(u32::MAX),
        sum: behind.sum,
        largest: behind.largest,
    };
    match alone(group) {
        Shown::Withheld(_) => Figure::without(State::Withheld),
        _ => Figure {
            state: State::Shown,
            value,
            sample: rounded(sample),
        },
    }
}

fn alone(group: Group) -> Shown {
    let cell = Cell {
        parent: None,
        groups: vec![0],
    };
    let shown = rules(&[group], &[cell])
        .ok()
        .and_then(|shown| shown.first().copied());
    shown.unwrap_or(Shown::Withheld(statistics::privacy::Why::TooFew))
}

/// To whole percent.
pub fn percent(part: f64, whole: f64) -> f64 {
    match whole {
        0.0 => 0.0,
        _ => (100.0 * part / whole).round(),
    }
}

/// To a tenth of a percent, for shares that are small.
pub fn per_mille(share: f64) -> f64 {
    (share * 1_000.0).round() / 10.0
}

/// Counts are shown rounded to 5.
pub fn rounded(count: u64) -> u64 {
    count.saturating_add(2) / 5 * 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_needs_ten_on_both_sides() {
        assert_eq!(share(100, 9).state, State::Withheld);
        assert_eq!(share(100, 47).shown(), Some(45.0));
        assert_eq!(share(64, 60).state, State::AlmostAll);
        assert_eq!(share(20, 12).state, State::Withheld);
        assert_eq!(share(0, 0).state, State::Nothing);
    }

    #[test]
    fn one_person_is_no_number() {
        let behind = |people, sum, largest| Behind {
            people,
            sum,
            largest,
        };
        assert_eq!(number(behind(9, 90, 10), 5.0, 90).state, State::Withheld);
        assert_eq!(number(behind(10, 90, 46), 5.0, 90).state, State::Withheld);
        assert_eq!(number(behind(10, 92, 46), 5.0, 92).shown(), Some(5.0));
        assert_eq!(number(behind(0, 0, 0), 5.0, 0).state, State::Nothing);
    }
}
