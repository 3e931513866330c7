//! Where a curve of adoption goes: `statistics::adoption` from the counts of the weeks that are told, without
//! a gap, up to the newest. Of other weeks a forecast would tell what is withheld.

use statistics::adoption::{self, Adoption, Refusal};
use statistics::random::{Generator, SeedableRng};

use super::cell::FigureState;
use super::queries::Exact;

/// Weeks that are looked ahead.
pub const AHEAD: u8 = 12;

/// What is said of the future, or why nothing is.
#[derive(Clone, Debug, PartialEq)]
pub enum Forecast {
    Fan(Vec<Ahead>),
    /// So many more weeks are needed.
    Weeks(i64),
    /// So many colleagues must have begun.
    Adopters(i64),
    /// Everybody has, or there are more who have than people.
    Nothing,
    /// Over 90 % have.
    AlmostAll,
    /// The figure itself is not shown.
    Withheld,
}

/// How many will have begun by the end of a week, in steps of 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    pub week: i64,
    pub low: i64,
    pub middle: i64,
    pub high: i64,
    pub people: i64,
}

/// From the weeks of one unit, in order. The same figures always give the same forecast.
pub fn of(weeks: &[Exact], unit: i64) -> Forecast {
    let Some(last) = weeks.last() else {
        return Forecast::Weeks(adoption::PERIODS_NEEDED as i64);
    };
    match last.state {
        FigureState::Shown => {}
        FigureState::AlmostAll => return Forecast::AlmostAll,
        _ => return Forecast::Withheld,
    }
    let (before, new) = new_adopters(told_without_gap(weeks));
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let known = Adoption {
        eligible: count(last.people),
        before,
        new: &new,
    };
    let mut rng = Generator::seed_from_u64((unit ^ last.week) as u64);
    match adoption::forecast(&known, AHEAD, &mut rng) {
        Ok(forecast) => {
            // Outwards, so that rounding promises nothing.
            let (down, up) = (
                |n: u32| i64::from(n) / 5 * 5,
                |n: u32| i64::from(n).div_euclid(5) * 5 + 5,
            );
            let ahead = forecast.fan.iter().zip(1..).map(|(band, at)| Ahead {
                week: last.week + at,
                low: down(band.low),
                middle: down(band.median),
                high: up(band.high).min(last.people),
                people: last.people,
            });
            Forecast::Fan(ahead.collect())
        }
        Err(Refusal::TooFewPeriods { periods }) => {
            Forecast::Weeks((adoption::PERIODS_NEEDED - periods) as i64)
        }
        Err(Refusal::TooFewAdopters { needed, .. }) => Forecast::Adopters(needed.into()),
        Err(Refusal::MoreThanEligible { .. } | Refusal::Complete) => Forecast::Nothing,
    }
}

/// The newest weeks, one after another, that are told.
fn told_without_gap(weeks: &[Exact]) -> &[Exact] {
    let pairs = weeks.windows(2).rev();
    let follows =
        |pair: &&[Exact]| pair[0].week + 1 == pair[1].week && pair[0].state == FigureState::Shown;
    let some = pairs.take_while(follows).count();
    &weeks[weeks.len() - 1 - some..]
}

/// How many had begun in the first week, and how many did in each after it. Who left takes nobody's
/// place: a count that falls begins nobody.
fn new_adopters(weeks: &[Exact]) -> (u32, Vec<u32>) {
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let mut most = weeks.first().map_or(0, |first| first.exact);
    let before = count(most);
    let new = weeks.iter().skip(1).map(|now| {
        let new = (now.exact - most).max(0);
        most = most.max(now.exact);
        count(new)
    });
    (before, new.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(people: i64, adopted: &[i64]) -> Vec<Exact> {
        let told = |(exact, week): (&i64, i64)| Exact {
            week,
            people,
            exact: *exact,
            state: FigureState::Shown,
        };
        adopted.iter().zip(100..).map(told).collect()
    }

    const GROWN: [i64; 10] = [0, 2, 5, 9, 14, 18, 24, 31, 37, 44];

    #[test]
    fn a_forecast_needs_weeks_and_adopters_and_is_rounded() {
        let says = |people, adopted: &[i64]| of(&curve(people, adopted), 1);
        let Forecast::Fan(fan) = says(200, &GROWN) else {
            panic!("{:?}", says(200, &GROWN));
        };
        assert_eq!(fan.len(), 12);
        let last = fan[11];
        assert_eq!(last.week, 109 + 12);
        assert!(last.low < last.middle && last.middle < last.high && last.high <= 200);
        assert!(
            [last.low, last.middle, last.high]
                .iter()
                .all(|n| n % 5 == 0),
            "{last:?}"
        );
        assert_eq!(says(200, &GROWN), says(200, &GROWN), "the same once more");
        assert_eq!(says(200, &GROWN[..8]), Forecast::Weeks(1));
        assert_eq!(
            says(2_000, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
            Forecast::Adopters(30)
        );
        assert_eq!(says(44, &GROWN), Forecast::Nothing);
    }

    #[test]
    fn what_is_withheld_is_in_no_forecast() {
        let withhold = |week: usize, exact: i64| {
            let mut weeks = curve(200, &GROWN);
            weeks[week].state = FigureState::Withheld;
            weeks[week].exact = exact;
            of(&weeks, 1)
        };
        assert!(matches!(withhold(1, 2), Forecast::Weeks(_)));
        let mut long = curve(200, &[&[0, 1, 1], &GROWN[1..]].concat());
        long[1].state = FigureState::Withheld;
        let told = of(&long, 1);
        assert!(matches!(told, Forecast::Fan(_)), "{told:?}");
        long[1].exact = 0;
        long[0].exact = 1;
        assert_eq!(of(&long, 1), told);
        assert_eq!(withhold(9, 44), Forecast::Withheld);
    }

    #[test]
    fn who_leaves_is_not_won_again() {
        let of = |adopted: &[i64]| new_adopters(&curve(50, adopted));
        assert_eq!(of(&[3, 8, 6, 8, 9]), (3, vec![5, 0, 0, 1]));
    }
}
