//! All SQL of what was counted and of the steps. What was counted of a community is read by those who
//! read the community; the rest by everyone but guests.

use kernel::{Result, Time};
use network::{CommunityId, PersonId, Viewer, communities};
use store::{Changed, Db, Sole};

use super::benchmark::Likeness;
use super::measure::{Measure, Purpose, State};
use super::step::{Outcome, Pledge, Step, StepId};
use super::units::Cut;

/// Steps in one list.
pub const STEPS: i64 = 50;
/// People who take part in one step, as they are listed.
pub const PLEDGES: i64 = 200;

store::row! {
    /// A number of a community.
    pub struct Kept {
        pub measure: Measure,
        pub state: State,
        pub value: f64,
        pub sample: i64,
        pub usual: Option<f64>,
        pub alike: i64,
        pub likeness: Likeness,
    }

    /// A number of the network or of a level.
    pub struct Cell {
        pub measure: Measure,
        pub level: String,
        pub state: State,
        pub value: f64,
        pub sample: i64,
    }

    /// A unit on the map, and in the table of who talks with whom.
    pub struct Unit {
        pub unit: i64,
        pub name: String,
        pub people: i64,
        pub x: f64,
        pub y: f64,
    }

    pub struct Tie {
        pub of_unit: i64,
        pub to_unit: i64,
        pub state: State,
        pub share: f64,
        pub ties: i64,
    }

    /// How a community was in a week.
    pub struct Standing {
        pub week: i64,
        pub members: i64,
        pub works_as: Option<Purpose>,
    }
}

store::statements! {
    // Counting.
    pub fn is_finished(week: i64) -> Option<i64> =
        "select week from health_weeks where week = $1 and finished_at is not null";
    pub fn begin_week(week: i64, now: Time) -> Changed =
        "insert into health_weeks (week, begun_at) values ($1, $2) on conflict do nothing";
    /// Somebody is at work.
    pub fn renew_week(week: i64, now: Time) -> Changed = "update health_weeks set renewed_at = $2 where week = $1";
    pub fn renewed(week: i64) -> Option<Option<Time>> = "select renewed_at from health_weeks where week = $1";
    pub fn finish_week(week: i64, now: Time, levels: &[u8]) -> Changed =
        "update health_weeks set finished_at = $2, levels = $3 where week = $1 and finished_at is null";
    pub fn levels_of(week: i64) -> Option<Vec<u8>> =
        "select levels from health_weeks where week = $1 and finished_at is not null and levels is not null";
    pub fn cell_states(week: i64, limit: i64) -> Vec<(Measure, String, State)> =
        "select measure, level, state from health_cells where week = $1 order by measure, level limit $2";
    /// The last community that was kept.
    pub fn kept_through(week: i64) -> Option<CommunityId> =
        "select community_id from health_communities where week = $1 order by community_id desc limit 1";
    pub fn keep_community(id: CommunityId, week: i64, members: i64, works_as: Option<Purpose>) -> Changed =
        "insert into health_communities (community_id, week, members, works_as) values ($1, $2, $3, $4) on conflict do nothing";
    pub fn keep_figure(id: CommunityId, week: i64, measure: Measure, state: State, value: f64, sample: i64, usual: Option<f64>, alike: i64,
        likeness: Likeness) -> Changed =
        "insert into health_figures (community_id, week, measure, state, value, sample, usual, alike, likeness)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing";
    pub fn keep_cell(week: i64, measure: Measure, level: &str, state: State, value: f64, sample: i64) -> Changed =
        "insert into health_cells (week, measure, level, state, value, sample) values ($1, $2, $3, $4, $5, $6) on conflict do nothing";
    /// Who was counted among the members.
    pub fn keep_members(id: CommunityId, week: i64, people: &[u8]) -> Changed =
        "insert into health_members (community_id, week, people) values ($1, $2, $3) on conflict do nothing";
    pub fn members_of(id: CommunityId, week: i64) -> Option<Vec<u8>> =
        "select people from health_members where community_id = $1 and week = $2";
    /// What was told of a community in the weeks from one to another.
    pub fn states_of(id: CommunityId, from: i64, before: i64, limit: i64) -> Vec<(Measure, State)> =
        "select measure, state from health_figures where community_id = $1 and week >= $2 and week < $3 order by measure, week limit $4";
    /// The last week before one that has told of units.
    pub fn units_before(week: i64) -> Option<i64> = "select week from health_units where week < $1 order by week desc limit 1";
    pub fn keep_unit(week: i64, cut: Cut, unit: i64, name: &str, people: i64, x: f64, y: f64) -> Changed =
        "insert into health_units (week, cut, unit, name, people, x, y) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing";
    pub fn keep_unit_tie(week: i64, cut: Cut, of: i64, to: i64, state: State, share: f64, ties: i64) -> Changed =
        "insert into health_unit_ties (week, cut, of_unit, to_unit, state, share, ties) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing";
    pub fn forget_members(through: i64, limit: i64) -> Changed =
        "delete from health_members where (community_id, week) in (select community_id, week from health_members where week <= $1 limit $2)";
    pub fn forget_levels(through: i64) -> Changed = "update health_weeks set levels = null where week <= $1 and levels is not null";
    pub fn forget_cells(through: i64) -> Changed = "delete from health_cells where week <= $1";
    pub fn forget_units(through: i64) -> Changed = "delete from health_units where week <= $1";
    pub fn forget_unit_ties(through: i64) -> Changed = "delete from health_unit_ties where week <= $1";
    pub fn forget_figures(through: i64, limit: i64) -> Changed =
        "delete from health_figures where (community_id, week, measure) in
            (select community_id, week, measure from health_figures where week <= $1 limit $2)";
    pub fn forget_communities(through: i64, limit: i64) -> Changed =
        "delete from health_communities where (community_id, week) in
            (select community_id, week from health_communities where week <= $1 limit $2)";

    // Reading.
    pub fn newest_week() -> Option<i64> =
        "select week from health_weeks where finished_at is not null order by week desc limit 1";
    fn cells_of(week: i64, limit: i64) -> Vec<Cell> =
        "select measure, level, state, value, sample from health_cells where week = $1 order by measure, level limit $2";
    fn cell_of(week: i64, measure: Measure, level: &str) -> Option<Cell> =
        "select measure, level, state, value, sample from health_cells where week = $1 and measure = $2 and level = $3";
    fn newest_units() -> Option<i64> = "select week from health_units order by week desc limit 1";
    fn cuts_of(week: i64, limit: i64) -> Vec<Cut> = "select distinct cut from health_units where week = $1 order by cut limit $2";
    fn units_of(week: i64, cut: Cut, limit: i64) -> Vec<Unit> =
        "select unit, name, people, x, y from health_units where week = $1 and cut = $2 order by unit limit $3";
    fn unit_ties_of(week: i64, cut: Cut, limit: i64) -> Vec<Tie> =
        "select of_unit, to_unit, state, share, ties from health_unit_ties where week = $1 and cut = $2 order by of_unit, to_unit limit $3";
    fn standing_of(id: CommunityId) -> Option<Standing> =
        "select h.week, h.members, h.works_as from health_communities h join health_weeks w on w.week = h.week
        where h.community_id = $1 and w.finished_at is not null order by h.week desc limit 1";
    fn figures_of(id: CommunityId, week: i64, limit: i64) -> Vec<Kept> =
        "select measure, state, value, sample, usual, alike, likeness from health_figures
        where community_id = $1 and week = $2 order by measure limit $3";
    fn figure_of(id: CommunityId, week: i64, measure: Measure) -> Option<Kept> =
        "select measure, state, value, sample, usual, alike, likeness from health_figures
        where community_id = $1 and week = $2 and measure = $3";
    fn purpose_of(id: CommunityId) -> Option<Purpose> = "select purpose from health_purposes where community_id = $1";
    pub fn declare(id: CommunityId, purpose: Purpose, by: PersonId, at: Time) -> Changed =
        "insert into health_purposes (community_id, purpose, by_id, at) values ($1, $2, $3, $4)
        on conflict (community_id) do update set purpose = excluded.purpose, by_id = excluded.by_id, at = excluded.at";

    // Steps.
    fn step_by_id(id: StepId) -> Option<Step> =
        "select s.id, s.community_id, s.measure, s.level, s.play, s.title, s.how, s.weeks, s.owner_id, p.name as owner, s.post_id,
            s.before_value, s.created_at, s.ended_at, s.outcome, s.reason, s.after_value,
            cast((select count(*) from health_pledges g where g.step_id = s.id) as bigint) as people,
            cast((select count(*) from health_pledges g where g.step_id = s.id and g.done_at is not null) as bigint) as done
        from health_steps s join people p on p.id = s.owner_id where s.id = $1";
    fn steps_in(id: CommunityId, limit: i64) -> Vec<Step> =
        "select s.id, s.community_id, s.measure, s.level, s.play, s.title, s.how, s.weeks, s.owner_id, p.name as owner, s.post_id,
            s.before_value, s.created_at, s.ended_at, s.outcome, s.reason, s.after_value,
            cast((select count(*) from health_pledges g where g.step_id = s.id) as bigint) as people,
            cast((select count(*) from health_pledges g where g.step_id = s.id and g.done_at is not null) as bigint) as done
        from health_steps s join people p on p.id = s.owner_id where s.community_id = $1 order by s.id desc limit $2";
    fn steps_of_network(limit: i64) -> Vec<Step> =
        "select s.id, s.community_id, s.measure, s.level, s.play, s.title, s.how, s.weeks, s.owner_id, p.name as owner, s.post_id,
            s.before_value, s.created_at, s.ended_at, s.outcome, s.reason, s.after_value,
            cast((select count(*) from health_pledges g where g.step_id = s.id) as bigint) as people,
            cast((select count(*) from health_pledges g where g.step_id = s.id and g.done_at is not null) as bigint) as done
        from health_steps s join people p on p.id = s.owner_id where s.community_id is null order by s.id desc limit $1";
    pub fn open_in(id: CommunityId) -> Sole<i64> =
        "select cast(count(*) as bigint) from health_steps where community_id = $1 and ended_at is null";
    /// Of the network, begun by somebody.
    pub fn open_by(person: PersonId) -> Sole<i64> =
        "select cast(count(*) as bigint) from health_steps where community_id is null and by_id = $1 and ended_at is null";
    pub fn insert_step(id: StepId, community: Option<CommunityId>, measure: Measure, level: &str, play: &str, title: &str, how: &str, weeks: i64,
        owner: PersonId, by: PersonId, post: i64, before: Option<f64>, at: Time) -> Changed =
        "insert into health_steps (id, community_id, measure, level, play, title, how, weeks, owner_id, by_id, post_id, before_value, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    pub fn end_step(id: StepId, at: Time, outcome: Outcome, reason: &str, after: Option<f64>) -> Changed =
        "update health_steps set ended_at = $2, outcome = $3, reason = $4, after_value = $5 where id = $1 and ended_at is null";
    pub fn pledge(id: StepId, person: PersonId, text: &str, at: Time) -> Changed =
        "insert into health_pledges (step_id, person_id, text, at) values ($1, $2, $3, $4)
        on conflict (step_id, person_id) do update set text = excluded.text";
    pub fn unpledge(id: StepId, person: PersonId) -> Changed =
        "delete from health_pledges where step_id = $1 and person_id = $2";
    pub fn set_done(id: StepId, person: PersonId, at: Option<Time>) -> Changed =
        "update health_pledges set done_at = $3 where step_id = $1 and person_id = $2";
    pub fn pledges(id: StepId, limit: i64) -> Vec<Pledge> =
        "select g.person_id, p.name, g.text, g.at, g.done_at from health_pledges g join people p on p.id = g.person_id
        where g.step_id = $1 and p.deactivated_at is null order by g.at, g.person_id limit $2";
}

/// What a week tells of the network.
pub struct Network {
    pub week: i64,
    pub cells: Vec<Cell>,
}

/// Who talks with whom, by one kind of unit.
pub struct Units {
    pub week: i64,
    pub cut: Cut,
    /// All kinds there are.
    pub cuts: Vec<Cut>,
    /// All others together stand last.
    pub units: Vec<Unit>,
    pub ties: Vec<Tie>,
}

/// The newest week; `None` before the first, and for guests.
pub fn network(db: &Db, viewer: &Viewer) -> Result<Option<Network>> {
    match newest_week(db)? {
        Some(week) if !viewer.is_guest() => Ok(Some(Network {
            week,
            cells: cells_of(db, week, 500)?,
        })),
        _ => Ok(None),
    }
}

/// The newest table of units: by `cut`, or the first there is. `None` when there is none, and for guests.
pub fn units(db: &Db, viewer: &Viewer, cut: Option<Cut>) -> Result<Option<Units>> {
    let Some(week) = newest_units(db)?.filter(|_| !viewer.is_guest()) else {
        return Ok(None);
    };
    let cuts = cuts_of(db, week, 10)?;
    let found = match cut {
        Some(cut) => cuts.contains(&cut).then_some(cut),
        None => Cut::ALL.iter().copied().find(|cut| cuts.contains(cut)),
    };
    let Some(cut) = found else {
        return Ok(None);
    };
    Ok(Some(Units {
        week,
        cut,
        cuts,
        units: units_of(db, week, cut, 100)?,
        ties: unit_ties_of(db, week, cut, 1_000)?,
    }))
}

/// What the newest week that counted it tells of a community that the viewer reads; `None` when it was
/// never counted.
pub fn of_community(
    db: &Db,
    viewer: &Viewer,
    id: CommunityId,
) -> Result<Option<(Standing, Vec<Kept>)>> {
    if viewer.is_guest() || communities::queries::readable(db, viewer, id)?.is_none() {
        return Ok(None);
    }
    match standing_of(db, id)? {
        Some(standing) => {
            let figures = figures_of(db, id, standing.week, 100)?;
            Ok(Some((standing, figures)))
        }
        None => Ok(None),
    }
}

/// What a community that the viewer reads is said to be for.
pub fn purpose(db: &Db, viewer: &Viewer, id: CommunityId) -> Result<Option<Purpose>> {
    match communities::queries::readable(db, viewer, id)? {
        Some(_) => purpose_of(db, id),
        None => Ok(None),
    }
}

/// A measure as it is shown now, in a community or of the network at a level.
pub fn value_now(
    db: &Db,
    community: Option<CommunityId>,
    measure: Measure,
    level: &str,
) -> Result<Option<f64>> {
    let found = match community {
        Some(id) => match standing_of(db, id)? {
            Some(standing) => {
                figure_of(db, id, standing.week, measure)?.map(|k| (k.state, k.value))
            }
            None => None,
        },
        None => match newest_week(db)? {
            Some(week) => cell_of(db, week, measure, level)?.map(|cell| (cell.state, cell.value)),
            None => None,
        },
    };
    Ok(found.and_then(|(state, value)| (state == State::Shown).then_some(value)))
}

/// The step, when it exists for the viewer: everyone but guests has those of the network, who reads a
/// community has its.
pub fn visible(db: &Db, viewer: &Viewer, id: StepId) -> Result<Option<Step>> {
    if viewer.is_guest() {
        return Ok(None);
    }
    let Some(step) = step_by_id(db, id)? else {
        return Ok(None);
    };
    match step.community_id {
        Some(community) => {
            let readable = communities::queries::readable(db, viewer, community)?;
            Ok(readable.map(|_| step))
        }
        None => Ok(Some(step)),
    }
}

/// Steps of a community that the viewer reads, or of the network; the newest first.
pub fn steps(db: &Db, viewer: &Viewer, community: Option<CommunityId>) -> Result<Vec<Step>> {
    if viewer.is_guest() {
        return Ok(Vec::new());
    }
    match community {
        Some(id) => match communities::queries::readable(db, viewer, id)? {
            Some(_) => steps_in(db, id, STEPS),
            None => Ok(Vec::new()),
        },
        None => steps_of_network(db, STEPS),
    }
}
