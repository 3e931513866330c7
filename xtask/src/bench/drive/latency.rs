//! How long answers took.

use std::time::Duration;

use hdrhistogram::Histogram;

/// One microsecond to two minutes, to three digits.
#[derive(Clone)]
pub struct Latency(Histogram<u64>);

const MOST_MICROS: u64 = 120_000_000;

impl Default for Latency {
    fn default() -> Latency {
        let histogram = Histogram::new_with_bounds(1, MOST_MICROS, 3);
        Latency(histogram.expect("the bounds are far enough apart"))
    }
}

impl Latency {
    pub fn note(&mut self, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(MOST_MICROS);
        self.0.saturating_record(micros.clamp(1, MOST_MICROS));
    }

    pub fn add(&mut self, other: &Latency) {
        self.0
            .add(&other.0)
            .expect("all of them have the same bounds");
    }

    pub fn count(&self) -> u64 {
        self.0.len()
    }

    /// In milliseconds; `None` when nothing was noted.
    pub fn quantile_ms(&self, quantile: f64) -> Option<f64> {
        (self.count() > 0).then(|| self.0.value_at_quantile(quantile) as f64 / 1000.0)
    }

    pub fn mean_ms(&self) -> Option<f64> {
        (self.count() > 0).then(|| self.0.mean() / 1000.0)
    }

    pub fn most_ms(&self) -> Option<f64> {
        (self.count() > 0).then(|| self.0.max() as f64 / 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_all_that_was_noted() {
        let (mut even, mut odd) = (Latency::default(), Latency::default());
        assert_eq!(even.quantile_ms(0.5), None);
        for millis in 1..=1000 {
            let half = if millis % 2 == 0 { &mut even } else { &mut odd };
            half.note(Duration::from_millis(millis));
        }
        even.add(&odd);
        assert_eq!(even.count(), 1000);
        let near = |found: Option<f64>, expected: f64| {
            let found = found.unwrap();
            assert!((found / expected - 1.0).abs() < 0.002, "{found} {expected}");
        };
        near(even.quantile_ms(0.5), 500.0);
        near(even.quantile_ms(0.99), 990.0);
        near(even.most_ms(), 1000.0);
        near(even.mean_ms(), 500.5);
        even.note(Duration::from_secs(9999));
        near(even.most_ms(), 120_000.0);
    }
}
