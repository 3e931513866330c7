//! What came of a play: how its site changed beside sites that began at the same share and had none.

use std::collections::{HashMap, HashSet};

use kernel::{Error, Result};
use network::Viewer;
use store::Db;

use super::cell::{CellScope, Figure, Play, PlayId};
use super::queries;
use super::week;

/// Sites count as like it when they began so near, in points of a hundred.
const LIKE_POINTS: i64 = 5;
/// Fewer are no comparison.
pub const LIKE_NEEDED: usize = 5;

#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The week before it begins is not shown yet, or none since.
    TooEarly,
    /// The site's figures of these weeks are withheld.
    Withheld,
    Changed(Changed),
}

/// In points of a hundred.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    pub from: i64,
    pub to: i64,
    /// The week that is looked at: its last, or the newest.
    pub week: i64,
    pub is_over: bool,
    /// How each site like it changed.
    pub like: Vec<i64>,
}

impl Changed {
    /// The mean change of the others, the least and the most, when they are enough.
    pub fn compared(&self) -> Option<(f64, i64, i64)> {
        let (least, most) = (self.like.iter().min()?, self.like.iter().max()?);
        let mean = self.like.iter().sum::<i64>() as f64 / self.like.len() as f64;
        (self.like.len() >= LIKE_NEEDED).then_some((mean, *least, *most))
    }
}

/// A play, what came of it, and its site's figures.
pub struct Told {
    pub play: Play,
    pub outcome: Outcome,
    pub figures: Vec<Figure>,
    pub may_change: bool,
}

impl Told {
    pub fn read(db: &Db, viewer: &Viewer, id: PlayId) -> Result<Told> {
        let play = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
        let shown = queries::counting(db)?.0.shown_week;
        let (start, end) = play.weeks();
        let until = end.min(shown);
        let stage = play.stage;
        let outcome = if until <= start {
            Outcome::TooEarly
        } else {
            let of = |week| queries::figures(db, CellScope::Site, stage, week, queries::MOST_SITES);
            let days = (
                week::monday(start).to_string(),
                week::sunday(until).to_string(),
            );
            let busy = queries::sites_with_plays(db, stage, &days.0, &days.1, queries::MOST_SITES)?;
            outcome(&play, &of(start)?, &of(until)?, &busy, until == end)
        };
        Ok(Told {
            outcome,
            figures: queries::series(
                db,
                CellScope::Site,
                play.site_id,
                stage,
                queries::MOST_WEEKS,
            )?,
            may_change: super::actions::owned(db, viewer, id).is_ok(),
            play,
        })
    }
}

/// `busy` are the sites where some play of the stage went on meanwhile.
fn outcome(
    play: &Play,
    before: &[Figure],
    after: &[Figure],
    busy: &[i64],
    is_over: bool,
) -> Outcome {
    let shares = |figures: &[Figure]| -> HashMap<i64, i64> {
        let share = |figure: &Figure| Some((figure.unit, figure.percent()?));
        figures.iter().filter_map(share).collect()
    };
    let (from, to) = (shares(before), shares(after));
    let (Some(own_from), Some(own_to)) = (from.get(&play.site_id), to.get(&play.site_id)) else {
        return Outcome::Withheld;
    };
    let busy: HashSet<i64> = busy.iter().copied().collect();
    let mut like: Vec<i64> = from
        .iter()
        .filter(|(site, share)| {
            **site != play.site_id
                && !busy.contains(site)
                && (**share - own_from).abs() <= LIKE_POINTS
        })
        .filter_map(|(site, share)| Some(to.get(site)? - share))
        .collect();
    like.sort_unstable();
    Outcome::Changed(Changed {
        from: *own_from,
        to: *own_to,
        week: after.first().map_or(0, |figure| figure.week),
        is_over,
        like,
    })
}

#[cfg(test)]
mod tests {
    use super::super::cell::{FigureState, PlayKind, Stage};
    use super::*;

    #[test]
    fn a_play_is_compared_with_sites_like_it_that_had_none() {
        let play = Play {
            id: kernel::Id::from_raw(1),
            kind: PlayKind::Invite,
            title: "Ask everyone in".into(),
            site_id: 1,
            site: "Leeds".into(),
            stage: Stage::Adopted,
            owner_id: kernel::Id::from_raw(1),
            owner: "Ada".into(),
            begins: "2026-10-05".into(),
            ends: "2026-11-01".into(),
            created_at: kernel::Time(0),
        };
        let figures = |shares: &[(i64, i64)]| -> Vec<Figure> {
            let figure = |(unit, value): &(i64, i64)| Figure {
                unit: *unit,
                week: 7,
                people: 100,
                value: *value,
                state: if *value == 0 {
                    FigureState::Withheld
                } else {
                    FigureState::Shown
                },
            };
            shares.iter().map(figure).collect()
        };
        let before = [
            (1, 20),
            (2, 22),
            (3, 18),
            (4, 25),
            (5, 15),
            (6, 21),
            (7, 40),
            (8, 19),
            (9, 20),
        ];
        // The eighth had a play too, the ninth is withheld afterwards.
        let after = [
            (1, 45),
            (2, 27),
            (3, 20),
            (4, 31),
            (5, 25),
            (6, 23),
            (7, 80),
            (8, 60),
            (9, 0),
        ];
        let told = outcome(&play, &figures(&before), &figures(&after), &[1, 8], true);
        let Outcome::Changed(changed) = told else {
            panic!("{told:?}");
        };
        assert_eq!((changed.from, changed.to), (20, 45));
        assert_eq!(changed.like, [2, 2, 5, 6, 10]);
        assert_eq!(changed.compared(), Some((5.0, 2, 10)));
        let fewer = outcome(&play, &figures(&before[..5]), &figures(&after), &[], true);
        let Outcome::Changed(fewer) = fewer else {
            panic!("{fewer:?}");
        };
        assert_eq!(fewer.like.len(), 4);
        assert_eq!(fewer.compared(), None, "four are no comparison");
        let withheld = outcome(&play, &figures(&before[1..]), &figures(&after), &[], true);
        assert_eq!(withheld, Outcome::Withheld);
    }
}
