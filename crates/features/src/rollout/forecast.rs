//! Where a curve of adoption goes: `statistics::adoption` from exact counts, rounded before it is shown.

use statistics::adoption::{self, Adoption, Refusal};
use statistics::random::{Generator, SeedableRng};

use super::cell::{Figure, FigureState};
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

/// The same figures always give the same forecast.
pub fn of(exact: &[Exact], newest: Option<&Figure>, unit: i64) -> Forecast {
    let Some(last) = exact.last() else {
        return Forecast::Weeks(adoption::PERIODS_NEEDED as i64);
    };
    match newest.map(|newest| newest.state) {
        Some(FigureState::Shown) => {}
        Some(FigureState::AlmostAll) => return Forecast::AlmostAll,
        _ => return Forecast::Withheld,
    }
    let new = new_adopters(exact);
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let known = Adoption {
        eligible: count(last.people),
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

/// How many began in each week. Who left takes nobody's place: a count that falls begins nobody.
fn new_adopters(exact: &[Exact]) -> Vec<u32> {
    let mut most = 0;
    let new = exact.iter().map(|now| {
        let new = (now.exact - most).max(0);
        most = most.max(now.exact);
        u32::try_from(new).unwrap_or(u32::MAX)
    });
    new.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(people: i64, adopted: &[i64]) -> (Vec<Exact>, Figure) {
        let exact = adopted.iter().zip(100..);
        let exact: Vec<Exact> = exact
            .map(|(exact, week)| Exact {
                week,
                people,
                exact: *exact,
            })
            .collect();
        let newest = Figure {
            unit: 1,
            week: 99 + adopted.len() as i64,
            people,
            value: adopted[adopted.len() - 1] / 5 * 5,
            state: FigureState::Shown,
        };
        (exact, newest)
    }

    #[test]
    fn a_forecast_needs_weeks_and_adopters_and_is_rounded() {
        let says = |people, adopted: &[i64]| {
            let (exact, newest) = curve(people, adopted);
            of(&exact, Some(&newest), 1)
        };
        let grown = [2, 5, 9, 14, 18, 24, 31, 37, 44];
        let Forecast::Fan(fan) = says(200, &grown) else {
            panic!("{:?}", says(200, &grown));
        };
        assert_eq!(fan.len(), 12);
        let last = fan[11];
        assert_eq!(last.week, 108 + 12);
        assert!(last.low < last.middle && last.middle < last.high && last.high <= 200);
        assert!(
            [last.low, last.middle, last.high]
                .iter()
                .all(|n| n % 5 == 0),
            "{last:?}"
        );
        assert_eq!(says(200, &grown), says(200, &grown), "the same once more");
        assert_eq!(says(200, &grown[..7]), Forecast::Weeks(1));
        assert_eq!(
            says(2_000, &[1, 2, 3, 4, 5, 6, 7, 8, 9]),
            Forecast::Adopters(30)
        );
        assert_eq!(says(44, &grown), Forecast::Nothing);
        let (exact, newest) = curve(200, &grown);
        let withheld = Figure {
            state: FigureState::Withheld,
            ..newest
        };
        assert_eq!(of(&exact, Some(&withheld), 1), Forecast::Withheld);
    }

    #[test]
    fn who_leaves_is_not_won_again() {
        let (exact, _) = curve(50, &[3, 8, 6, 8, 9]);
        assert_eq!(new_adopters(&exact), [3, 5, 0, 0, 1]);
    }
}
