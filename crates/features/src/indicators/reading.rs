//! Readings: a number of one unit in one period. How they come in, and what looks odd about them.

use std::collections::{BTreeMap, BTreeSet};

use kernel::text::one_line;
use kernel::{Problem, Result, Time};

use super::indicator::{LINE_MAX_CHARS, UnitId, number};
use super::period::Cadence;
use super::table::{self, wrong};

/// Readings that may come at once.
pub const READINGS_MAX: usize = 20_000;
/// Problems of one file that are named.
pub const PROBLEMS_MAX: usize = 20;
/// Readings of a unit that a new one is compared with, and how many there must be.
const COMPARED: usize = 12;
const COMPARED_MIN: usize = 6;
/// From so many median absolute deviations on (scaled to a standard deviation) a reading is odd.
const ODD: f64 = 4.0;
const MAD_TO_DEVIATION: f64 = 1.4826;

store::text_enum! {
    /// How a reading came.
    pub enum Way { Form = "form", Csv = "csv", Api = "api" }
}

store::row! {
    pub struct Reading {
        pub unit_id: UnitId,
        pub period: i64,
        pub value: f64,
        /// 1 for the first; one more each time it was put right.
        pub revision: i64,
        pub at: Time,
    }

    /// All readings of an indicator in a period, together.
    pub struct Level {
        pub period: i64,
        pub mean: f64,
        pub units: i64,
    }
}

/// Levels of before that say how many units report.
const REPORTED: usize = 6;
/// A period says how things are once so many of these have reported.
const REPORTED_PERCENT: i64 = 80;

/// `levels`, in order of periods, up to the newest that says how things are: one in which four fifths of
/// those that reported lately did. The mean of the first to report is not the mean of all.
pub fn complete(levels: &mut Vec<Level>) {
    let says = |at: &usize| {
        let lately = &levels[at.saturating_sub(REPORTED)..=*at];
        let most = lately.iter().map(|level| level.units).max().unwrap_or(0);
        levels[*at].units * 100 >= most * REPORTED_PERCENT
    };
    let newest = (0..levels.len()).rev().find(says);
    levels.truncate(newest.map_or(0, |at| at + 1));
}

/// A reading that is to be kept; the unit by the name it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Where it stood: a line of a file, the place in a list. From 1.
    pub at: usize,
    pub unit: String,
    pub period: i64,
    pub value: f64,
}

/// One reading as it was typed.
pub fn given(cadence: Cadence, at: usize, unit: &str, period: &str, value: &str) -> Result<Given> {
    let value = number(value);
    checked(cadence, at, unit, period, value)
}

/// As [`given`], with the number already read.
pub fn checked(
    cadence: Cadence,
    at: usize,
    unit: &str,
    period: &str,
    value: Option<f64>,
) -> Result<Given> {
    let name = one_line(unit);
    let mut problems = Vec::new();
    if name.is_empty() {
        problems.push(wrong(at, "unit", "blank"));
    } else if name.chars().count() > LINE_MAX_CHARS {
        problems.push(wrong(at, "unit", "too_long"));
    }
    let named = cadence.parse(period);
    if named.is_none() {
        problems.push(wrong(at, "period", period_code(cadence)));
    }
    if value.is_none() {
        problems.push(wrong(at, "value", "number"));
    }
    match (named, value) {
        (Some(period), Some(value)) if problems.is_empty() => Ok(Given {
            at,
            unit: name,
            period,
            value,
        }),
        _ => Err(kernel::Problems(problems).into()),
    }
}

/// Says how a period of this cadence is written.
pub fn period_code(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Week => "period_week",
        Cadence::Month => "period_month",
        Cadence::Quarter => "period_quarter",
    }
}

/// Readings from a table with the columns unit, period and value. All of them or none: the error names
/// the first lines that cannot be read.
pub fn from_csv(cadence: Cadence, text: &str) -> Result<Vec<Given>> {
    const UNIT: &[&str] = &[
        "unit",
        "site",
        "department",
        "team",
        "einheit",
        "standort",
        "abteilung",
    ];
    const PERIOD: &[&str] = &[
        "period", "week", "month", "quarter", "date", "zeitraum", "woche", "monat", "quartal",
        "datum",
    ];
    const VALUE: &[&str] = &["value", "reading", "wert", "zahl"];
    let mut readings = Vec::new();
    let mut problems = Vec::new();
    for line in table::lines("readings", text, &[UNIT, PERIOD, VALUE], READINGS_MAX)? {
        let [unit, period, value] = &line.cells[..] else {
            continue;
        };
        match given(cadence, line.at, unit, period, value) {
            Ok(reading) => readings.push(reading),
            Err(error) => problems.extend(error.problems),
        }
        if problems.len() >= PROBLEMS_MAX {
            break;
        }
    }
    if readings.is_empty() && problems.is_empty() {
        problems.push(wrong(2, "value", "blank"));
    }
    problems.truncate(PROBLEMS_MAX);
    problems.extend(twice(&readings));
    kernel::Problems(problems).or(readings)
}

/// The first reading that is given two times.
pub fn twice(readings: &[Given]) -> Option<Problem> {
    let mut seen = BTreeSet::new();
    readings
        .iter()
        .find(|reading| !seen.insert((kernel::text::fold::fold(&reading.unit), reading.period)))
        .map(|reading| wrong(reading.at, "period", "reading_twice"))
}

/// What looks odd about the readings of an indicator; nothing is changed by it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Odd {
    /// Far from what the unit had before.
    pub outliers: BTreeSet<(UnitId, i64)>,
    /// Periods without a reading between two that a unit has.
    pub gaps: BTreeMap<UnitId, Vec<i64>>,
}

impl Odd {
    /// `readings` in order of units and periods; only those of one version of the definition are compared.
    pub fn of(readings: &[Reading], version: impl Fn(i64) -> i64) -> Odd {
        let mut odd = Odd::default();
        for unit in readings.chunk_by(|a, b| a.unit_id == b.unit_id) {
            let Some(first) = unit.first() else { continue };
            for pair in unit.windows(2) {
                let missing = pair[0].period + 1..pair[1].period;
                if !missing.is_empty() {
                    odd.gaps.entry(first.unit_id).or_default().extend(missing);
                }
            }
            for (at, reading) in unit.iter().enumerate() {
                let now = version(reading.period);
                let before: Vec<f64> = unit[at.saturating_sub(COMPARED)..at]
                    .iter()
                    .filter(|before| version(before.period) == now)
                    .map(|before| before.value)
                    .collect();
                if before.len() >= COMPARED_MIN && is_far(reading.value, &before) {
                    odd.outliers.insert((reading.unit_id, reading.period));
                }
            }
        }
        odd
    }
}

/// Whether a value is far from the median of those before it. Where these hardly differ, a quarter of
/// the median is not far: it is slips of the finger that are looked for.
fn is_far(value: f64, before: &[f64]) -> bool {
    let middle = median(before.iter().copied());
    let spread = median(before.iter().map(|value| (value - middle).abs()));
    let least = middle.abs() * 0.25 / ODD;
    (value - middle).abs() > ODD * (spread * MAD_TO_DEVIATION).max(least)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => values[odd / 2],
        even => (values[even / 2 - 1] + values[even / 2]) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    #[test]
    fn readings_come_from_files_as_people_save_them() {
        let week = |text| Cadence::Week.parse(text).unwrap();
        for text in [
            "unit,period,value\nLeeds,2026-W46,9.6\nYork,2026-W46,11\n",
            "\u{feff}Standort;Woche;Wert\r\nLeeds;2026-W46;9,6\r\n\r\nYork;11.11.2026x;11\r\n"
                .replace("11.11.2026x", "2026-11-11")
                .as_str(),
            "value\tunit\tperiod\n9.6\t Leeds \t2026-W46\n\"11\"\tYork\t2026-W46",
        ] {
            let readings = from_csv(Cadence::Week, text).unwrap();
            let plain: Vec<_> = readings
                .iter()
                .map(|reading| (reading.unit.as_str(), reading.period, reading.value))
                .collect();
            assert_eq!(
                plain,
                [
                    ("Leeds", week("2026-W46"), 9.6),
                    ("York", week("2026-W46"), 11.0)
                ],
                "{text}"
            );
        }
    }

    #[test]
    fn every_bad_line_is_named() {
        let text = "unit,period,value\nLeeds,2026-W46,9.6\n,2026-W47,1\nYork,2026-11,x\nLeeds,2026-W46,3\n";
        let error = from_csv(Cadence::Week, text).unwrap_err();
        let found: Vec<_> = error
            .problems
            .iter()
            .map(|problem| (problem.field.as_deref().unwrap(), problem.code))
            .collect();
        assert_eq!(
            found,
            [
                ("3/unit", "blank"),
                ("4/period", "period_week"),
                ("4/value", "number"),
                ("5/period", "reading_twice"),
            ]
        );
        for (text, code) in [
            ("", "csv_header"),
            ("unit,value\nLeeds,3", "csv_header"),
            ("unit,period,value\n", "blank"),
            ("hello", "csv_header"),
        ] {
            assert_eq!(
                from_csv(Cadence::Week, text).unwrap_err().code(),
                code,
                "{text}"
            );
        }
        let many = format!("unit,period,value\n{}", "x,x,x\n".repeat(READINGS_MAX));
        assert_eq!(
            from_csv(Cadence::Week, &many).unwrap_err().problems.len(),
            PROBLEMS_MAX
        );
    }

    #[test]
    fn the_first_to_report_are_not_all() {
        let of = |units: &[i64]| {
            let level = |(period, units): (i64, &i64)| Level {
                period,
                mean: 1.0,
                units: *units,
            };
            let mut levels: Vec<Level> = (0..).zip(units).map(level).collect();
            complete(&mut levels);
            levels.len()
        };
        assert_eq!(of(&[20, 20, 1]), 2);
        assert_eq!(of(&[20, 15, 16, 3]), 3);
        assert_eq!(of(&[1, 20]), 2, "others came");
        assert_eq!(of(&[20, 5, 5, 5, 5, 5, 5, 5]), 8, "others went for good");
        assert_eq!(of(&[]), 0);
    }

    #[test]
    fn what_is_far_from_before_and_what_is_missing_is_seen() {
        let reading = |unit, period, value| Reading {
            unit_id: Id::from_raw(unit),
            period,
            value,
            revision: 1,
            at: Time(0),
        };
        let mut readings: Vec<_> = (0..10)
            .map(|at| reading(1, at, 10.0 + (at % 3) as f64 * 0.2))
            .collect();
        readings.push(reading(1, 10, 101.0));
        readings.push(reading(1, 13, 10.1));
        readings.extend((0..8).map(|at| reading(2, at, 5.0)));
        readings.push(reading(2, 8, 6.2));
        readings.push(reading(2, 9, 6.2));
        let odd = Odd::of(&readings, |_| 1);
        assert_eq!(odd.outliers, BTreeSet::from([(Id::from_raw(1), 10)]));
        assert_eq!(odd.gaps, BTreeMap::from([(Id::from_raw(1), vec![11, 12])]));
        let counted_anew = Odd::of(&readings, |period| i64::from(period >= 10));
        assert_eq!(
            counted_anew.outliers,
            BTreeSet::new(),
            "another way to count"
        );
        assert_eq!(Odd::of(&[], |_| 1), Odd::default());
    }
}
