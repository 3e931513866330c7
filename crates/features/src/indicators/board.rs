//! How every indicator does: its newest level, the way it went, the time that is left.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{Result, Time};
use network::Viewer;
use store::Db;

use super::indicator::{Indicator, IndicatorId, Quality, State};
use super::period::day;
use super::queries;
use super::reading::{self, Level};

/// Periods of a small line.
const SPARK: usize = 26;

pub struct Standing {
    pub indicator: Indicator,
    /// In order of periods, up to the newest of which enough is known; counted by the newest definition,
    /// as baseline and target are.
    pub levels: Vec<Level>,
    pub state: State,
}

impl Standing {
    /// `since` is the first period of the newest definition.
    pub fn of(indicator: Indicator, mut levels: Vec<Level>, since: i64, at: Time) -> Standing {
        levels.retain(|level| level.period >= since);
        reading::complete(&mut levels);
        let progress = levels.last().map(|now| indicator.progress(now.mean));
        let state = State::of(progress, elapsed(&indicator, at));
        Standing {
            indicator,
            levels,
            state,
        }
    }

    /// The newest level.
    pub fn now(&self) -> Option<&Level> {
        self.levels.last()
    }

    /// Whether somebody should look at it.
    pub fn needs_attention(&self) -> bool {
        matches!(
            self.state,
            State::Slow | State::WrongWay | State::NotMeasured
        ) || self.indicator.quality != Quality::Sound
    }
}

/// The share of the time from creation to the due day that went by, 0 to 1.
fn elapsed(indicator: &Indicator, at: Time) -> f64 {
    let days = |from: Date, to: Date| to.since(from).map_or(0, |span| span.get_days());
    let began = day(indicator.created_at);
    let Ok(due) = indicator.due.parse::<Date>() else {
        return 0.0;
    };
    let all = f64::from(days(began, due)).max(1.0);
    (f64::from(days(began, day(at))) / all).clamp(0.0, 1.0)
}

/// All indicators the viewer sees, by name, with the last periods of each that are counted alike.
pub fn read(db: &Db, viewer: &Viewer, at: Time) -> Result<Vec<Standing>> {
    let indicators = queries::list(db, viewer)?;
    let ids: Vec<IndicatorId> = indicators.iter().map(|indicator| indicator.id).collect();
    let mut levels: BTreeMap<i64, Vec<Level>> = BTreeMap::new();
    for (id, period, mean, units) in
        queries::levels_of(db, &ids, queries::MOST_PERIODS * ids.len() as i64)?
    {
        let level = Level {
            period,
            mean,
            units,
        };
        levels.entry(id.raw()).or_default().push(level);
    }
    let mut beginnings: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (id, from) in queries::definitions_of(db, &ids)? {
        beginnings.entry(id.raw()).or_default().push(from);
    }
    let standing = |indicator: Indicator| {
        let mut levels = levels.remove(&indicator.id.raw()).unwrap_or_default();
        let begun = beginnings.remove(&indicator.id.raw()).unwrap_or_default();
        levels.drain(..levels.len().saturating_sub(SPARK));
        let since = begun.into_iter().max().unwrap_or(0);
        Standing::of(indicator, levels, since, at)
    };
    Ok(indicators.into_iter().map(standing).collect())
}
