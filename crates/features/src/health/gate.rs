//! What may be shown of a number by itself: at least ten people behind it, nobody who makes more than
//! half, and no few who stand out by not having done it.
//!
//! A number is about people ([`share`]: so many of so many did something), or about things that people
//! made ([`of_things`]: posts, answers, ties). All rules stand here.

use statistics::privacy::{Cell, Group, PEOPLE_NEEDED, Shown, rules};

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

/// Things, and who made them or had a part in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub people: u64,
    pub sum: u64,
    /// How many of them one person made, at most.
    pub largest: u64,
}

impl Made {
    /// By the maker of each thing.
    pub fn by(makers: impl IntoIterator<Item = u32>) -> Made {
        let mut makers: Vec<u32> = makers.into_iter().collect();
        makers.sort_unstable();
        let of_one = makers.chunk_by(|a, b| a == b).map(<[u32]>::len);
        Made::of(of_one.map(|n| n as u64), makers.len() as u64)
    }

    /// So many things, and in how many of them each person has a part: a tie has two.
    pub fn of(parts: impl Iterator<Item = u64>, sum: u64) -> Made {
        let mut made = Made {
            sum,
            ..Made::default()
        };
        for part in parts.filter(|part| *part > 0) {
            made.people += 1;
            made.largest = made.largest.max(part);
        }
        made
    }

    /// Ten people or more, none of whom had a part in more than half.
    pub fn is_enough(&self) -> bool {
        self.people >= PEOPLE_NEEDED && self.largest <= self.sum / 2
    }

    pub fn is_nothing(&self) -> bool {
        self.sum == 0
    }
}

/// Whether a number over things may be shown: when enough people made the `whole`, and each of the
/// `parts` that the number tells of.
pub fn of_things(whole: &Made, parts: &[Made]) -> State {
    match whole.is_nothing() {
        true => State::Nothing,
        false if whole.is_enough() && parts.iter().all(Made::is_enough) => State::Shown,
        false => State::Withheld,
    }
}

/// As [`of_things`], of a share: enough people made the `rest` too, or the share is "over 90 %".
pub fn share_of_things(whole: &Made, parts: &[Made], rest: &Made) -> State {
    let part = parts.first().map_or(0, |part| part.sum);
    match of_things(whole, parts) {
        State::Shown if rest.is_enough() => State::Shown,
        State::Shown if part * 10 > whole.sum * 9 => State::AlmostAll,
        State::Shown => State::Withheld,
        other => other,
    }
}

impl Figure {
    /// What may be shown of a value over so many things.
    pub fn told(state: State, value: f64, sample: u64) -> Figure {
        match state {
            State::Shown => Figure {
                state,
                value,
                sample: rounded(sample),
            },
            State::AlmostAll => Figure {
                sample: rounded(sample),
                ..Figure::without(state)
            },
            _ => Figure::without(state),
        }
    }
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
        let made = |people, sum, largest| Made {
            people,
            sum,
            largest,
        };
        let of = |whole| of_things(&whole, &[]);
        assert_eq!(of(made(9, 90, 10)), State::Withheld);
        assert_eq!(of(made(10, 90, 46)), State::Withheld);
        assert_eq!(of(made(10, 92, 46)), State::Shown);
        assert_eq!(of(made(0, 0, 0)), State::Nothing);
        assert_eq!(Made::by([7, 3, 7, 7, 9]), made(3, 5, 3));
    }

    #[test]
    fn a_share_of_things_needs_ten_who_made_it_and_ten_who_made_the_rest() {
        let made = |people: u64| Made {
            people,
            sum: people,
            largest: 1,
        };
        let share = |part, rest| share_of_things(&made(part + rest), &[made(part)], &made(rest));
        assert_eq!(share(10, 10), State::Shown);
        assert_eq!(share(9, 20), State::Withheld, "nine got an answer");
        assert_eq!(share(20, 9), State::Withheld, "nine got none");
        assert_eq!(share(95, 5), State::AlmostAll);
        // Twenty got an answer, most of them from one person.
        let by_one = Made {
            people: 10,
            sum: 20,
            largest: 11,
        };
        let state = share_of_things(&made(40), &[made(20), by_one], &made(20));
        assert_eq!(state, State::Withheld);
    }
}
