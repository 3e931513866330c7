//! What a figure should be, and whether it is.

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

/// Of what the bound speaks, and in which words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// Of the figure in its unit, which is the ratio's other side.
    Measured(Bound, &'static str),
    /// Of the ratio to something measured in the same run: "of the floor".
    Ratio(Bound, &'static str),
    /// Printed for orientation.
    None,
}

impl Bound {
    fn holds(self, value: f64) -> bool {
        match self {
            Bound::AtLeast(bound) => value >= bound,
            Bound::AtMost(bound) => value <= bound,
        }
    }

    fn value(self) -> f64 {
        let (Bound::AtLeast(bound) | Bound::AtMost(bound)) = self;
        bound
    }

    fn words(self) -> &'static str {
        match self {
            Bound::AtLeast(_) => "at least",
            Bound::AtMost(_) => "at most",
        }
    }
}

impl Goal {
    /// `None` without a goal, and when what it speaks of was not measured.
    pub fn holds(self, measured: Option<f64>, ratio: Option<f64>) -> Option<bool> {
        match self {
            Goal::Measured(bound, _) => measured.map(|value| bound.holds(value)),
            Goal::Ratio(bound, _) => ratio.map(|value| bound.holds(value)),
            Goal::None => None,
        }
    }

    /// How much of the bound a measured figure is.
    pub fn share(self, measured: f64) -> Option<f64> {
        match self {
            Goal::Measured(bound, _) if bound.value() > 0.0 => Some(measured / bound.value()),
            _ => None,
        }
    }

    pub fn text(self) -> String {
        match self {
            Goal::Measured(bound, unit) => {
                format!("{} {} {unit}", bound.words(), number(bound.value()))
            }
            Goal::Ratio(bound, of) => {
                format!("{} {} {of}", bound.words(), number(bound.value()))
            }
            Goal::None => String::new(),
        }
    }
}

/// A number as one reads it: three digits that count, thousands apart.
pub fn number(value: f64) -> String {
    let digits = match value.abs() {
        size if size >= 100.0 || value == value.trunc() => 0,
        size if size >= 10.0 => 1,
        size if size >= 0.1 || size == 0.0 => 2,
        _ => 3,
    };
    let text = format!("{value:.digits$}");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, whole) = whole
        .strip_prefix('-')
        .map_or(("", whole), |rest| ("-", rest));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match rest {
        "" => format!("{sign}{grouped}"),
        rest => format!("{sign}{grouped}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_holds_by_what_it_speaks_of() {
        let budget = Goal::Measured(Bound::AtMost(20.0), "KB");
        assert_eq!(budget.holds(Some(20.0), None), Some(true));
        assert_eq!(budget.holds(Some(20.1), Some(0.0)), Some(false));
        assert_eq!(budget.holds(None, Some(0.0)), None);
        assert_eq!(budget.share(30.0), Some(1.5));
        let floor = Goal::Ratio(Bound::AtLeast(0.5), "of the floor");
        assert_eq!(floor.holds(Some(9.0), Some(0.49)), Some(false));
        assert_eq!(floor.holds(None, Some(0.5)), Some(true));
        assert_eq!(floor.share(9.0), None);
        assert_eq!(floor.text(), "at least 0.50 of the floor");
        assert_eq!(Goal::None.holds(Some(1.0), Some(1.0)), None);
    }

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (1_234_567.4, "1,234,567"),
            (12.345, "12.3"),
            (0.456, "0.46"),
            (0.0123, "0.012"),
            (15_000.0, "15,000"),
            (-4.25, "-4.25"),
            (0.0, "0"),
            (100.0, "100"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
