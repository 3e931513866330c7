//! Saying what a community is for; choosing a step, joining it, doing one's part, ending it.

use kernel::{Error, Problems, Result};
use network::{CommunityId, PersonId, Viewer, communities, people};
use store::{Db, Tx};

use super::measure::Purpose;
use super::queries;
use super::step::{
    About, NewStep, OPEN_MAX, Outcome, PLEDGE_MAX_CHARS, REASON_MAX_CHARS, Step, StepId, text,
};
use crate::posts;

/// Says what a community is for. For those who lead it and those who manage communities.
pub fn declare(tx: &Tx, viewer: &Viewer, id: CommunityId, purpose: Purpose) -> Result<()> {
    let community = readable(tx, viewer, id)?.in_use()?;
    if !leads(viewer, community.id) {
        return Err(Error::forbidden("moderator"));
    }
    queries::declare(tx, id, purpose, viewer.id, tx.now())?;
    tx.log("health.purpose", id.raw(), id.raw())
}

fn readable(db: &Db, viewer: &Viewer, id: CommunityId) -> Result<communities::Community> {
    if viewer.is_guest() {
        return Err(Error::not_found());
    }
    communities::queries::readable(db, viewer, id)?.ok_or_else(Error::not_found)
}

fn leads(viewer: &Viewer, id: CommunityId) -> bool {
    viewer.manages_communities() || viewer.membership(id).is_some_and(|member| member.leads())
}

/// Whether the viewer may give a step to somebody else.
pub fn may_assign(viewer: &Viewer, community: Option<CommunityId>) -> bool {
    match community {
        Some(id) => leads(viewer, id),
        None => viewer.manages_communities(),
    }
}

/// Begins a step, with the thread in which it is talked about: a post in the community, or on the
/// viewer's storyline when it is about the network. Whoever reads the place may take one on; giving it to
/// somebody else is for those who lead.
pub fn choose(tx: &Tx, viewer: &Viewer, new: &NewStep) -> Result<StepId> {
    let new = &new.0;
    let About {
        community, measure, ..
    } = new.about;
    if viewer.is_guest() {
        return Err(Error::forbidden("guest"));
    }
    if let Some(id) = community {
        readable(tx, viewer, id)?.in_use()?;
    }
    let owner = new.owner.filter(|owner| *owner != viewer.id);
    if owner.is_some() && !may_assign(viewer, community) {
        return Err(Error::forbidden("assign"));
    }
    let open = match community {
        Some(id) => queries::open_in(tx, id)?,
        None => queries::open_by(tx, viewer.id)?,
    };
    if open.0 >= OPEN_MAX {
        return Err(Error::conflict("open_steps").limit(OPEN_MAX));
    }
    let text = match owner {
        Some(owner) => format!("{}\n\n{}", new.how, mention(tx, viewer, community, owner)?),
        None => new.how.clone(),
    };
    let post = posts::Draft {
        community,
        kind: posts::Kind::Update,
        title: new.title.clone(),
        text,
        praised: Vec::new(),
    };
    let post = posts::actions::publish(tx, viewer, &post.check()?)?;
    let level = new.about.level_word();
    let before = queries::value_now(tx, community, measure, level)?;
    let (id, owner, play) = (
        tx.id(),
        owner.unwrap_or(viewer.id),
        new.play.map_or("", |play| play.as_str()),
    );
    queries::insert_step(
        tx,
        id,
        community,
        measure,
        level,
        play,
        &new.title,
        &new.how,
        new.weeks,
        owner,
        viewer.id,
        post.raw(),
        before,
        tx.now(),
    )?;
    queries::pledge(tx, id, owner, "", tx.now())?;
    told(tx, id, community)?;
    Ok(id)
}

/// The owner's name as a mention, which tells them; refused for who does not read the place.
fn mention(
    tx: &Tx,
    viewer: &Viewer,
    community: Option<CommunityId>,
    owner: PersonId,
) -> Result<String> {
    let unknown = || Error::invalid("owner", "unknown_person");
    let found = people::queries::visible(tx, viewer, owner)?.ok_or_else(unknown)?;
    if found.deactivated_at.is_some() || found.role == people::Role::Guest {
        return Err(unknown());
    }
    if !posts::queries::named_among(tx, &[owner], community, viewer)?.contains(&owner) {
        return Err(unknown());
    }
    let name: String = found
        .name
        .chars()
        .filter(|letter| !"[]\\".contains(*letter))
        .collect();
    Ok(format!("[@{name}](/people/{owner})"))
}

fn told(tx: &Tx, id: StepId, community: Option<CommunityId>) -> Result<()> {
    tx.log("health.step", id.raw(), community.map_or(0, |id| id.raw()))
}

/// The step, while it is open.
fn open(tx: &Tx, viewer: &Viewer, id: StepId) -> Result<Step> {
    let step = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    if let Some(community) = step.community_id {
        readable(tx, viewer, community)?.in_use()?;
    }
    match step.ended_at {
        Some(_) => Err(Error::conflict("step_ended")),
        None => Ok(step),
    }
}

/// Takes part, with what the viewer promises in their own words, or none.
pub fn pledge(tx: &Tx, viewer: &Viewer, id: StepId, words: &str) -> Result<()> {
    let step = open(tx, viewer, id)?;
    if words.chars().count() > PLEDGE_MAX_CHARS {
        return Err(Error::invalid("text", "too_long").limit(PLEDGE_MAX_CHARS as i64));
    }
    queries::pledge(
        tx,
        id,
        viewer.id,
        kernel::text::one_line(words).as_str(),
        tx.now(),
    )?;
    told(tx, id, step.community_id)
}

/// Takes part no longer; whoever owns it ends it instead.
pub fn leave(tx: &Tx, viewer: &Viewer, id: StepId) -> Result<()> {
    let step = open(tx, viewer, id)?;
    if step.owner_id == viewer.id {
        return Err(Error::forbidden("step_owner_stays"));
    }
    queries::unpledge(tx, id, viewer.id)?;
    told(tx, id, step.community_id)
}

/// Says that one's own part is done, or that it is not.
pub fn set_done(tx: &Tx, viewer: &Viewer, id: StepId, done: Part) -> Result<()> {
    let step = open(tx, viewer, id)?;
    let at = match done {
        Part::Done => Some(tx.now()),
        Part::Open => None,
    };
    if queries::set_done(tx, id, viewer.id, at)?.0 == 0 {
        return Err(Error::forbidden("not_in_step"));
    }
    told(tx, id, step.community_id)
}

store::text_enum! {
    pub enum Part { Done = "done", Open = "open" }
}

/// Ends a step: it is kept as it is done now, or stopped for a reason. For its owner and those who may
/// assign.
pub fn end(tx: &Tx, viewer: &Viewer, id: StepId, outcome: Outcome, reason: &str) -> Result<()> {
    let step = open(tx, viewer, id)?;
    if step.owner_id != viewer.id && !may_assign(viewer, step.community_id) {
        return Err(Error::forbidden("step_owner"));
    }
    let mut problems = Problems::default();
    if outcome == Outcome::Stopped || !reason.is_empty() {
        text(&mut problems, "reason", reason, REASON_MAX_CHARS);
    }
    problems.or(())?;
    let after = queries::value_now(tx, step.community_id, step.measure, &step.level)?;
    queries::end_step(tx, id, tx.now(), outcome, reason.trim(), after)?;
    told(tx, id, step.community_id)
}
