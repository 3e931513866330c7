//! Reading what is shown: the board of a week, and one cell through the weeks.

use std::collections::HashMap;

use jiff::civil::Date;
use kernel::{Error, Result, Time};
use network::Viewer;
use store::Db;

use super::cell::{BoardLevel, Cell, CellScope, Figure, FigureState, Plan, Play, Progress, Stage};
use super::forecast::{self, Forecast};
use super::queries::{self, Gap, Known};
use super::week;

/// Plays on the board and beside a cell.
const PLAYS_SHOWN: i64 = 5;
/// A gap is compared with the one so many weeks before.
const GAP_WEEKS: i64 = 13;
/// Below this a level may be helped on at a stage.
const LAGS_PERCENT: i64 = 50;

/// The figures of a week.
pub struct Board {
    /// 0 before the first week is shown.
    pub week: i64,
    figures: HashMap<Cell, Figure>,
    pub countries: Vec<(i64, String)>,
    pub plans: Vec<Plan>,
    pub plays: Vec<Play>,
    pub today: Date,
    /// Now, and a quarter of a year before.
    pub gap: Option<(Gap, Option<Gap>)>,
    pub sites: usize,
    pub sites_shown: usize,
}

impl Board {
    pub fn read(db: &Db, viewer: &Viewer, now: Time) -> Result<Board> {
        if viewer.is_guest() {
            return Err(Error::not_found());
        }
        let week = queries::counting(db)?.0.shown_week;
        let mut figures = HashMap::new();
        let units = [
            (CellScope::Network, 1),
            (CellScope::Level, 4),
            (CellScope::Country, queries::MOST_COUNTRIES),
        ];
        for (scope, most) in units {
            for stage in Stage::ALL {
                for figure in queries::figures(db, scope, *stage, week, most)? {
                    let unit = figure.unit;
                    let cell = Cell {
                        scope,
                        unit,
                        stage: *stage,
                    };
                    figures.insert(cell, figure);
                }
            }
        }
        let of_sites = queries::figures(
            db,
            CellScope::Site,
            Stage::Adopted,
            week,
            queries::MOST_SITES,
        )?;
        let gaps = queries::gaps(db, GAP_WEEKS)?;
        let gap = gaps.first().filter(|gap| gap.week == week).cloned();
        let before = gaps.last().filter(|gap| gap.week < week).cloned();
        Ok(Board {
            week,
            figures,
            countries: queries::countries(db, queries::MOST_COUNTRIES)?,
            plans: queries::plans(db, queries::MOST_PLANS)?,
            plays: queries::plays(db, PLAYS_SHOWN)?,
            today: week::day(now),
            gap: gap.map(|gap| (gap, before)),
            sites: of_sites.len(),
            sites_shown: of_sites
                .iter()
                .filter(|figure| figure.percent().is_some())
                .count(),
        })
    }

    pub fn figure(&self, cell: Cell) -> Option<&Figure> {
        self.figures.get(&cell)
    }

    pub fn plan(&self, cell: Cell) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.cell() == cell)
    }

    /// How a plan does; of sites nothing is known here.
    pub fn progress(&self, plan: &Plan) -> Progress {
        plan.progress(self.figure(plan.cell()), self.today)
    }

    /// For each level the first stage without a plan where fewer than half are.
    pub fn lagging(&self) -> Vec<(BoardLevel, Stage)> {
        let lags = |level: &BoardLevel| {
            let stage = Stage::BOARD.into_iter().find(|stage| {
                let cell = level_cell(*level, *stage);
                let percent = self.figure(cell).and_then(Figure::percent);
                percent.is_some_and(|percent| percent < LAGS_PERCENT) && self.plan(cell).is_none()
            });
            Some((*level, stage?))
        };
        BoardLevel::ALL.iter().filter_map(lags).collect()
    }
}

/// Of which levels the board tells a stage in a week, and whether of everybody. Others who count the same
/// people and the same deeds tell of no other cells: two tables that each withhold something else add up.
pub struct ToldOfLevels {
    pub everybody: bool,
    levels: Vec<i64>,
}

impl ToldOfLevels {
    /// `None` when the board has no figures of that week.
    pub fn read(db: &Db, stage: Stage, week: i64) -> Result<Option<ToldOfLevels>> {
        let of = |scope| -> Result<Vec<Known>> {
            queries::known(db, stage, week, scope, BoardLevel::ALL.len() as i64)
        };
        let (everybody, mut levels) = (of(CellScope::Network)?, of(CellScope::Level)?);
        if everybody.is_empty() {
            return Ok(None);
        }
        let is_told = |it: &Known| matches!(it.state, FigureState::Shown | FigureState::AlmostAll);
        levels.retain(is_told);
        Ok(Some(ToldOfLevels {
            everybody: everybody.iter().any(is_told),
            levels: levels.iter().map(|it| it.unit).collect(),
        }))
    }

    #[cfg(test)]
    pub fn made_up(everybody: bool, levels: &[BoardLevel]) -> ToldOfLevels {
        let levels = levels.iter().map(|level| level.unit()).collect();
        ToldOfLevels { everybody, levels }
    }

    pub fn of(&self, level: BoardLevel) -> bool {
        self.levels.contains(&level.unit())
    }
}

pub fn level_cell(level: BoardLevel, stage: Stage) -> Cell {
    Cell {
        scope: CellScope::Level,
        unit: level.unit(),
        stage,
    }
}

/// One cell through the weeks.
pub struct History {
    pub cell: Cell,
    /// Of a country or a site.
    pub name: String,
    /// In order of weeks.
    pub figures: Vec<Figure>,
    pub plan: Option<Plan>,
    pub plays: Vec<Play>,
    pub may_plan: bool,
    pub may_start: bool,
    pub today: Date,
    /// Only of adoption.
    pub forecast: Option<Forecast>,
}

impl History {
    pub fn read(db: &Db, viewer: &Viewer, cell: Cell, now: Time) -> Result<History> {
        let name = queries::visible_cell(db, viewer, cell)?.ok_or_else(Error::not_found)?;
        let Cell { scope, unit, stage } = cell;
        let figures = queries::series(db, scope, unit, stage, queries::MOST_WEEKS)?;
        let is_site = scope == CellScope::Site;
        let forecast = match stage {
            Stage::Adopted => {
                let exact = queries::exact(db, scope, unit, stage, queries::MOST_WEEKS)?;
                Some(forecast::of(&exact, unit))
            }
            _ => None,
        };
        Ok(History {
            cell,
            name,
            plan: queries::plan(db, scope, unit, stage)?,
            plays: match is_site {
                true => queries::plays_at(db, unit, PLAYS_SHOWN)?,
                false => Vec::new(),
            },
            may_plan: super::actions::may_plan(db, viewer, cell)?,
            may_start: is_site && super::actions::may_start(db, viewer, unit).is_ok(),
            today: week::day(now),
            figures,
            forecast,
        })
    }

    pub fn newest(&self) -> Option<&Figure> {
        self.figures.last()
    }
}
