//! One row of the table: what was measured, and what it should be.

use serde_json::{Value, json};

use super::drive::Driven;
use super::goal::Goal;

#[derive(Clone, Debug)]
pub struct Figure {
    pub name: String,
    pub goal: Goal,
    /// `None` when it could not be measured; the note then says why.
    pub measured: Option<f64>,
    pub unit: &'static str,
    pub ratio: Option<f64>,
    pub cpu_us: Option<f64>,
    pub p50_ms: Option<f64>,
    pub p99_ms: Option<f64>,
    pub note: String,
}

impl Figure {
    pub fn new(name: impl Into<String>, goal: Goal, measured: f64, unit: &'static str) -> Figure {
        Figure {
            measured: Some(measured),
            unit,
            ratio: goal.share(measured),
            ..Figure::absent(name, goal, "")
        }
    }

    /// What could not be measured here, and why.
    pub fn absent(name: impl Into<String>, goal: Goal, why: impl Into<String>) -> Figure {
        Figure {
            name: name.into(),
            goal,
            measured: None,
            unit: "",
            ratio: None,
            cpu_us: None,
            p50_ms: None,
            p99_ms: None,
            note: why.into(),
        }
    }

    pub fn ratio(mut self, ratio: f64) -> Figure {
        self.ratio = Some(ratio);
        self
    }

    /// CPU time and latency of the load it was measured with.
    pub fn load(mut self, driven: &Driven) -> Figure {
        self.cpu_us = Some(driven.cpu_us());
        self.p50_ms = driven.latency.quantile_ms(0.5);
        self.p99_ms = driven.latency.quantile_ms(0.99);
        self
    }

    pub fn note(mut self, note: impl Into<String>) -> Figure {
        self.note = note.into();
        self
    }

    pub fn holds(&self) -> Option<bool> {
        self.goal.holds(self.measured, self.ratio)
    }

    /// The keys stay as they are: other programs read them.
    pub fn json(&self) -> Value {
        json!({
            "name": self.name,
            "goal": self.goal.text(),
            "measured": self.measured,
            "unit": self.unit,
            "ratio": self.ratio,
            "cpu_us": self.cpu_us,
            "p50_ms": self.p50_ms,
            "p99_ms": self.p99_ms,
            "holds": self.holds(),
            "note": self.note,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::goal::Bound;

    #[test]
    fn a_figure_is_written_as_other_programs_read_it() {
        let goal = Goal::Measured(Bound::AtMost(20.0), "KB");
        let figure = Figure::new("Idle stream", goal, 30.0, "KB").note("by the slope");
        assert_eq!(
            figure.json(),
            json!({
                "name": "Idle stream", "goal": "at most 20 KB", "measured": 30.0, "unit": "KB",
                "ratio": 1.5, "cpu_us": null, "p50_ms": null, "p99_ms": null, "holds": false,
                "note": "by the slope",
            })
        );
    }

    #[test]
    fn what_was_not_measured_neither_holds_nor_fails() {
        let goal = Goal::Ratio(Bound::AtLeast(0.5), "of the floor");
        let json = Figure::absent("Search", goal, "it is not there yet").json();
        assert_eq!(json["holds"], Value::Null);
        assert_eq!(json["measured"], Value::Null);
        assert_eq!(json["note"], "it is not there yet");
    }
}
