//! Planning a cell, and starting and changing plays.

use kernel::text::{fold, is_blank, one_line};
use kernel::{Error, Problems, Result};
use network::{PersonId, Viewer, people};
use store::{Db, Tx};

use super::cell::{ALMOST_ALL_PERCENT, Cell, Play, PlayId, PlayKind, Stage, day};
use super::{queries, week};

pub const LINE_MAX_CHARS: usize = 200;
/// A play lasts so many days at most; what takes longer is not one.
pub const PLAY_MAX_DAYS: i64 = 366;

/// What someone wants of a cell, unchecked.
#[derive(Clone, Debug, Default)]
pub struct PlanDraft {
    /// In percent.
    pub target: String,
    pub due: String,
    /// A name, mail address or employee number.
    pub owner: String,
    pub next_step: String,
}

/// Whether the viewer may plan the cell: administrators, and who owns its plan.
pub fn may_plan(db: &Db, viewer: &Viewer, cell: Cell) -> Result<bool> {
    let plan = queries::plan(db, cell.scope, cell.unit, cell.stage)?;
    Ok(viewer.is_administrator() || plan.is_some_and(|plan| plan.owner_id == viewer.id))
}

/// Says what share is wanted by when, who sees to it, and what is done next. The first plan of a cell
/// remembers where it began.
pub fn plan(tx: &Tx, viewer: &Viewer, cell: Cell, draft: &PlanDraft) -> Result<()> {
    queries::visible_cell(tx, viewer, cell)?.ok_or_else(Error::not_found)?;
    if !may_plan(tx, viewer, cell)? {
        return Err(Error::forbidden("not_planner"));
    }
    let mut problems = Problems::default();
    let target = draft.target.trim().trim_end_matches('%').trim().parse();
    let target = target
        .ok()
        .filter(|target| (1..=ALMOST_ALL_PERCENT).contains(target));
    if target.is_none() {
        problems.add("target", "percent");
    }
    let today = week::day(tx.now());
    let due = match day(&draft.due) {
        Ok(due) if due > today => due,
        Ok(_) => {
            problems.add("due", "rollout_past");
            today
        }
        Err(code) => {
            problems.add("due", code);
            today
        }
    };
    check_line(&mut problems, "next_step", &draft.next_step);
    let owner = colleague(tx, viewer, &mut problems, &draft.owner)?;
    problems.or(())?;
    plan_for(
        tx,
        viewer.id,
        cell,
        &NewPlan {
            owner: owner.unwrap_or(viewer.id),
            target_percent: target.unwrap_or_default(),
            due: due.to_string(),
            next_step: one_line(&draft.next_step),
            from_week: None,
        },
    )
}

/// A plan that was checked.
pub struct NewPlan {
    pub owner: PersonId,
    pub target_percent: i64,
    pub due: String,
    pub next_step: String,
    /// The week it began in and its share then; the newest that is shown, when it begins now.
    pub from_week: Option<(i64, i64)>,
}

/// As [`plan`], for a program that acts for the person.
pub fn plan_for(tx: &Tx, by: PersonId, cell: Cell, new: &NewPlan) -> Result<()> {
    let Cell { scope, unit, stage } = cell;
    let (start_week, start_percent) = match new.from_week {
        Some(from) => from,
        None => {
            let newest = queries::series(tx, scope, unit, stage, 1)?.pop();
            let percent = newest.as_ref().and_then(super::cell::Figure::percent);
            let week = newest.map_or(week::of(tx.now()) - 1, |newest| newest.week);
            (week, percent.unwrap_or(0))
        }
    };
    queries::put_plan(
        tx,
        scope,
        unit,
        stage,
        new.owner,
        &new.next_step,
        start_week,
        start_percent,
        new.target_percent,
        &new.due,
        by,
        tx.now(),
    )?;
    tx.log("rollout.plan", unit, 0)
}

/// What someone wants to try at a site, unchecked.
#[derive(Clone, Debug)]
pub struct PlayDraft {
    pub kind: PlayKind,
    pub title: String,
    /// Its name.
    pub site: String,
    pub stage: Stage,
    pub owner: String,
    pub begins: String,
    pub ends: String,
}

/// Starts a play. For administrators, and for who owns a plan of the site.
pub fn start(tx: &Tx, viewer: &Viewer, draft: &PlayDraft) -> Result<PlayId> {
    if viewer.is_guest() {
        return Err(Error::forbidden("guest"));
    }
    let mut problems = Problems::default();
    let site = people::queries::site_by_name(tx, &fold::fold(&draft.site))?;
    let site = site.map(people::SiteId::raw);
    if let Some(site) = site {
        may_start(tx, viewer, site)?;
    } else if viewer.is_administrator() {
        problems.add("site", "rollout_site");
    } else {
        return Err(Error::forbidden("not_planner"));
    }
    check_line(&mut problems, "title", &draft.title);
    let days = check_days(&mut problems, &draft.begins, &draft.ends);
    let owner = colleague(tx, viewer, &mut problems, &draft.owner)?;
    let (begins, ends) = problems.or(days)?.unwrap_or_default();
    let (Some(site), Some(owner)) = (site, owner) else {
        return Err(Error::not_found());
    };
    let new = NewPlay {
        kind: draft.kind,
        title: one_line(&draft.title),
        site,
        stage: draft.stage,
        owner,
        begins,
        ends,
    };
    start_for(tx, viewer.id, &new)
}

/// A play that was checked.
pub struct NewPlay {
    pub kind: PlayKind,
    pub title: String,
    pub site: i64,
    pub stage: Stage,
    pub owner: PersonId,
    pub begins: String,
    pub ends: String,
}

/// As [`start`], for a program that acts for the person.
pub fn start_for(tx: &Tx, by: PersonId, new: &NewPlay) -> Result<PlayId> {
    let id: PlayId = tx.id();
    queries::insert_play(
        tx,
        id,
        new.kind,
        &new.title,
        new.site,
        new.stage,
        new.owner,
        &new.begins,
        &new.ends,
        by,
        tx.now(),
    )?;
    tx.log("rollout.play", id.raw(), 0)?;
    Ok(id)
}

/// 403 for those who may not start a play at the site.
pub fn may_start(db: &Db, viewer: &Viewer, site: i64) -> Result<()> {
    match viewer.is_administrator() || queries::owned_at(db, site, viewer.id)?.is_some() {
        true => Ok(()),
        false => Err(Error::forbidden("not_planner")),
    }
}

/// The play, for its owner and administrators; 404 for those for whom it does not exist, 403 for others.
pub fn owned(db: &Db, viewer: &Viewer, id: PlayId) -> Result<Play> {
    let play = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    match viewer.is_administrator() || play.owner_id == viewer.id {
        true => Ok(play),
        false => Err(Error::forbidden("not_owner")),
    }
}

/// Says it in other words, hands it over, or lets it end on another day. When it began stays: a result
/// is told from then on.
pub fn change(
    tx: &Tx,
    viewer: &Viewer,
    id: PlayId,
    title: &str,
    owner: &str,
    ends: &str,
) -> Result<()> {
    let play = owned(tx, viewer, id)?;
    let mut problems = Problems::default();
    check_line(&mut problems, "title", title);
    let days = check_days(&mut problems, &play.begins, ends);
    let owner = colleague(tx, viewer, &mut problems, owner)?;
    let (_, ends) = problems.or(days)?.unwrap_or_default();
    let owner = owner.unwrap_or(play.owner_id);
    queries::update_play(tx, id, &one_line(title), owner, &ends)?;
    tx.log("rollout.play", id.raw(), 0)
}

fn check_line(problems: &mut Problems, field: &str, text: &str) {
    if text.chars().count() > LINE_MAX_CHARS {
        problems.add_limit(field, "too_long", LINE_MAX_CHARS as i64);
    } else if is_blank(text) {
        problems.add(field, "blank");
    }
}

/// Both days as they are kept.
fn check_days(problems: &mut Problems, begins: &str, ends: &str) -> Option<(String, String)> {
    let mut checked = |field: &str, text: &str| match day(text) {
        Ok(day) => Some(day),
        Err(code) => {
            problems.add(field, code);
            None
        }
    };
    let (begins, ends) = (checked("begins", begins)?, checked("ends", ends)?);
    let days = ends
        .since(begins)
        .map_or(0, |span| i64::from(span.get_days()));
    if days < 1 {
        problems.add("ends", "rollout_backwards");
    } else if days > PLAY_MAX_DAYS {
        problems.add_limit("ends", "rollout_too_long", PLAY_MAX_DAYS);
    }
    Some((begins.to_string(), ends.to_string()))
}

/// The colleague that this names; guests own nothing.
fn colleague(
    db: &Db,
    viewer: &Viewer,
    problems: &mut Problems,
    named: &str,
) -> Result<Option<PersonId>> {
    if is_blank(named) {
        problems.add("owner", "blank");
        return Ok(None);
    }
    let found = match people::queries::called(db, viewer, named.trim())? {
        Some(id) => people::queries::by_id(db, id)?,
        None => None,
    };
    let found = found.filter(|person| person.role != people::Role::Guest && !person.bot);
    if found.is_none() {
        problems.add("owner", "unknown_person");
    }
    Ok(found.map(|person| person.id))
}
