//! The picture beside the effect: how far adopters were from the others, period by period since
//! their start, and before it.
//!
//! Each cohort has a coefficient for every period but its last before the start, against the units
//! that do not adopt (Sun and Abraham 2021). This is another regression than the effect's: it spends
//! the periods before on showing whether the past was flat. That a past was flat does not prove a
//! parallel future, and the intervals hold period by period, not all together.

use std::collections::BTreeMap;

use super::regression::Regression;
use super::{
    MIN_DEGREES_OF_FREEDOM, MIN_SEEN, Panel, Refusal, Sample, Unit, cells, stated, values,
};
use crate::interval::Interval;

/// Adopters against the others, so many periods since their start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Since {
    /// 0 is the first period in which they have adopted; -1, the reference, is left out.
    pub periods: i64,
    /// Adopters with a reading, over all cohorts.
    pub readings: usize,
    /// In the indicator's unit, from the last period before the start at which the cohort has a
    /// reading; weighted by readings over the cohorts.
    pub value: f64,
    /// CR2, divided by the root of `seen`, as long as that is at least [`MIN_SEEN`].
    pub error: f64,
    pub degrees_of_freedom: f64,
    /// See [`MIN_SEEN`].
    pub seen: f64,
    /// `None` below [`MIN_DEGREES_OF_FREEDOM`] or [`MIN_SEEN`].
    pub interval: Option<Interval>,
}

/// In order of periods since the start. Refused for the same reasons as the effect, but few degrees of
/// freedom and units that started alone cost only the intervals they concern.
pub fn event_study(panel: &Panel) -> Result<Vec<Since>, Refusal> {
    let present: Vec<bool> = panel.readings.iter().map(Option::is_some).collect();
    let compared = |unit: &Unit, _| unit.start.is_none();
    let sample = Sample::new(panel.periods, panel.starts, &present)?.comparable(compared);
    let references = references(&sample);
    let (rows, cells) = cells(&sample, |unit, period| {
        unit.start.and_then(|start| references.get(&start)) != Some(&period)
    });
    let regression = Regression::new(&rows).ok_or(Refusal::NotIdentified)?;

    let mut by_periods: BTreeMap<i64, Vec<(usize, f64)>> = BTreeMap::new();
    for (number, cell) in cells.iter().enumerate() {
        let since = cell.period as i64 - cell.start as i64;
        let own = by_periods.entry(since).or_default();
        own.push((number, cell.readings as f64));
    }
    let readings: Vec<f64> = by_periods
        .values_mut()
        .map(|own| {
            let readings = own.iter().map(|(_, readings)| readings).sum();
            own.iter_mut().for_each(|(_, weight)| *weight /= readings);
            readings
        })
        .collect();
    let (periods, sums): (Vec<i64>, Vec<_>) = by_periods.into_iter().unzip();
    let contrasts = regression.contrasts(&sums);
    let fit = regression.fit(&values(&sample, panel.periods, panel.readings)?);

    let mut study = Vec::with_capacity(periods.len());
    for ((periods, readings), contrast) in periods.into_iter().zip(readings).zip(&contrasts) {
        let estimate = regression.estimate(contrast, &fit);
        let degrees_of_freedom = contrast.degrees_of_freedom;
        let counted = degrees_of_freedom >= MIN_DEGREES_OF_FREEDOM && contrast.seen >= MIN_SEEN;
        let interval = counted.then(|| stated(&estimate, degrees_of_freedom, fit.magnitude));
        study.push(Since {
            periods,
            readings: readings as usize,
            value: estimate.value,
            error: estimate.error_cr2,
            degrees_of_freedom,
            seen: contrast.seen,
            interval: interval.transpose()?,
        });
    }
    Ok(study)
}

/// By start: the last period before it at which somebody of the cohort has a reading.
fn references(sample: &Sample) -> BTreeMap<usize, usize> {
    let mut references: BTreeMap<usize, usize> = BTreeMap::new();
    for unit in &sample.units {
        let Some(start) = unit.start else { continue };
        let before = unit.present.partition_point(|period| *period < start);
        if let Some(last) = unit.present[..before].last() {
            let known = references.entry(start).or_insert(*last);
            *known = (*known).max(*last);
        }
    }
    references
}
