//! Starting a use case in a team, and what the team does with it until it keeps or stops it.

use kernel::text::fold::fold;
use kernel::{Error, Result};
use network::communities::{self, CommunityKind, MemberRole, NewCommunity};
use network::{CommunityId, PersonId, Viewer};
use store::{Db, Tx};

use super::invitation::{leader, origin, place};
use super::replication::{
    Answer, Choice, NewReplication, Replication, ReplicationId, ReplicationScope, Said,
};
use super::{notices, queries, start};
use crate::indicators::{IndicatorId, day};
use crate::initiatives::{self, InitiativeId};
use crate::posts::{self, PostId};
use crate::use_cases::{self, RoomKind, UseCase, UseCaseId, steps};

/// What a team did differently, in one replication.
const CHANGES_MAX: i64 = 100;

/// What is begun: everything that was named is found.
#[derive(Clone, Debug)]
pub struct Begun {
    pub use_case: UseCaseId,
    pub begun_by: PersonId,
    pub leader: PersonId,
    pub scope: ReplicationScope,
    pub place: String,
    pub buddy: Option<PersonId>,
    pub from: Option<ReplicationId>,
    pub initiative: Option<InitiativeId>,
    pub variant: String,
    /// A day, as 2026-11-30.
    pub starts: String,
    pub room_name: String,
    pub room_kind: RoomKind,
}

/// Starts it in the leader's own site or department. When the viewer leads it, everything is made at once;
/// else when the leader agrees.
pub fn begin(
    tx: &Tx,
    viewer: &Viewer,
    use_case: UseCaseId,
    new: &NewReplication,
) -> Result<ReplicationId> {
    let of = use_cases::queries::visible(tx, viewer, use_case)?.ok_or_else(Error::not_found)?;
    let leader = leader(tx, viewer, &new.leader)?;
    let place = place(&leader, new.scope).ok_or_else(|| Error::invalid("scope", "no_place"))?;
    is_free(tx, use_case, new.scope, &place)?;
    if leader.id != viewer.id
        && queries::asked_already(tx, viewer.id, leader.id, use_case)?.is_some()
    {
        return Err(Error::conflict("leader_asked").at("leader"));
    }
    let (buddy, from) = origin(tx, use_case, leader.id, new.origin)?;
    let begun = Begun {
        use_case,
        begun_by: viewer.id,
        leader: leader.id,
        scope: new.scope,
        place,
        buddy,
        from,
        initiative: initiative(tx, viewer, of.indicator_id, new.initiative)?,
        variant: new.variant.clone(),
        starts: new.starts.to_string(),
        room_name: new.room_name.clone(),
        room_kind: new.room_kind,
    };
    let room = room(&begun.room_name, begun.room_kind, &of)?;
    let id = insert(tx, &of, &begun)?;
    if leader.id == viewer.id {
        let community = communities::actions::found(tx, viewer, &room).map_err(at_the_room)?;
        launch(tx, id, community)?;
    } else {
        notices::lead(tx, id, leader.id, viewer.id)?;
    }
    tx.log("use_case", use_case.raw(), 0)?;
    Ok(id)
}

/// As [`begin`], for a program: the leader agreed.
pub fn begin_for(tx: &Tx, begun: &Begun) -> Result<ReplicationId> {
    let of = use_cases::queries::by_id(tx, begun.use_case)?.ok_or_else(Error::not_found)?;
    let id = insert(tx, &of, begun)?;
    let room = room(&begun.room_name, begun.room_kind, &of)?;
    let community = communities::actions::found_by_program(tx, &room)?;
    communities::actions::add_member(tx, community, begun.leader, MemberRole::Owner)?;
    launch(tx, id, community)?;
    Ok(id)
}

/// Nothing of it goes on in this place.
pub(super) fn is_free(
    db: &Db,
    use_case: UseCaseId,
    scope: ReplicationScope,
    place: &str,
) -> Result<()> {
    match queries::going_on(db, use_case, scope, &fold(place))? {
        Some(_) => Err(Error::conflict("replication_goes_on").at("scope")),
        None => Ok(()),
    }
}

fn insert(tx: &Tx, of: &UseCase, begun: &Begun) -> Result<ReplicationId> {
    let id: ReplicationId = tx.id();
    queries::insert(
        tx,
        id,
        begun.use_case,
        of.indicator_id,
        begun.scope,
        &begun.place,
        &fold(&begun.place),
        begun.begun_by,
        begun.leader,
        begun.buddy,
        begun.from,
        begun.initiative,
        &begun.variant,
        &begun.starts,
        &begun.room_name,
        begun.room_kind,
        tx.now(),
    )?;
    queries::copy_posts(tx, id, begun.use_case)?;
    for (at, point) in steps::lines(&of.checklist).iter().enumerate() {
        queries::insert_point(tx, id, at as i64, point)?;
    }
    tx.log("replication", id.raw(), 0)?;
    Ok(id)
}

/// The leader agreed and the community is there. A day that came already is written down at once.
pub(super) fn launch(tx: &Tx, id: ReplicationId, community: CommunityId) -> Result<()> {
    queries::set_community(tx, id, community)?;
    queries::set_leader_answer(tx, id, Answer::Agreed)?;
    start::note(tx, id)?;
    notices::begun(tx, id)?;
    tx.log("replication", id.raw(), 0)
}

pub(super) fn room(name: &str, kind: RoomKind, of: &UseCase) -> Result<NewCommunity> {
    let purpose = match of.room_purpose.is_empty() {
        true => &of.purpose,
        false => &of.room_purpose,
    };
    let draft = communities::Draft {
        name: name.to_owned(),
        purpose: purpose.clone(),
        about: String::new(),
        kind: match kind {
            RoomKind::Open => CommunityKind::Open,
            RoomKind::Closed => CommunityKind::Closed,
        },
        announcement: false,
        official: false,
    };
    draft.check().map_err(at_the_room)
}

/// The community's name is one field of several here.
pub(super) fn at_the_room(mut error: Error) -> Error {
    for problem in &mut error.problems {
        if problem.field.as_deref() == Some("name") {
            problem.field = Some("room_name".into());
        }
    }
    error
}

/// The one that was chosen. Where the indicator has some, not choosing is no choice: who starts without a
/// record is missing in the estimate.
fn initiative(
    db: &Db,
    viewer: &Viewer,
    indicator: IndicatorId,
    chosen: Option<Option<InitiativeId>>,
) -> Result<Option<InitiativeId>> {
    let unknown = || Error::invalid("initiative", "no_such_initiative");
    match chosen {
        Some(None) => Ok(None),
        Some(Some(id)) => {
            let found = initiatives::queries::visible(db, viewer, id)?;
            let fits = found.filter(|(it, _)| it.indicator_id == indicator);
            fits.map(|_| Some(id)).ok_or_else(unknown)
        }
        None => match initiatives::queries::count_of(db, indicator)?.0 {
            0 => Ok(None),
            _ => Err(Error::invalid("initiative", "choose_initiative")),
        },
    }
}

/// Who answers for it: its leader, and who owns its community or administrates when the leader is gone.
pub fn may_lead(viewer: &Viewer, it: &Replication) -> bool {
    let owns = |community| {
        let own = viewer.membership(community);
        own.is_some_and(|own| own.role == MemberRole::Owner)
    };
    it.leader_id == viewer.id || viewer.is_administrator() || it.community_id.is_some_and(owns)
}

/// Who does the work: those who answer for it, the members of its community, and who goes with them.
pub fn takes_part(viewer: &Viewer, it: &Replication) -> bool {
    let is_member = |community| viewer.membership(community).is_some();
    let goes_with = it.buddy_id == Some(viewer.id) && it.buddy_answer == Answer::Agreed;
    may_lead(viewer, it) || goes_with || it.community_id.is_some_and(is_member)
}

/// The replication while it goes on, for those who answer for it.
pub fn led(db: &Db, viewer: &Viewer, id: ReplicationId) -> Result<Replication> {
    let it = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    if !may_lead(viewer, &it) {
        return Err(Error::forbidden("not_leader"));
    }
    going_on(it)
}

pub(super) fn going_on(it: Replication) -> Result<Replication> {
    match it.goes_on() {
        true => Ok(it),
        false => Err(Error::conflict("replication_over")),
    }
}

/// Posts one of the prepared posts, as the viewer left it.
pub fn post(
    tx: &Tx,
    viewer: &Viewer,
    id: ReplicationId,
    place: i64,
    title: &str,
    text: &str,
) -> Result<PostId> {
    let it = led(tx, viewer, id)?;
    let prepared = queries::posts(tx, id)?;
    let prepared = prepared.iter().find(|post| post.place == place);
    if prepared.ok_or_else(Error::not_found)?.post_id.is_some() {
        return Err(Error::conflict("posted_already"));
    }
    let draft = posts::Draft {
        community: it.community_id,
        kind: posts::Kind::Update,
        title: title.to_owned(),
        text: text.to_owned(),
        praised: Vec::new(),
    };
    let post = posts::actions::publish(tx, viewer, &draft.check()?)?;
    queries::set_post(tx, id, place, title, text, post.raw())?;
    tx.log("replication", id.raw(), 0)?;
    Ok(post)
}

/// What is done with a point of the checklist.
#[derive(Clone, Debug)]
pub enum Act {
    /// The viewer takes it upon themselves, or gives it back.
    Take,
    Leave,
    Done,
    NotDone,
    /// By when; an empty text for no day. For those who answer for it.
    Due(String),
}

pub fn point(tx: &Tx, viewer: &Viewer, id: ReplicationId, place: i64, act: &Act) -> Result<()> {
    let it = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    if !takes_part(viewer, &it) {
        return Err(Error::forbidden("not_in_team"));
    }
    going_on(it)?;
    let points = queries::points(tx, id)?;
    let point = points.iter().find(|point| point.place == place);
    let point = point.ok_or_else(Error::not_found)?;
    match act {
        // Nobody takes it out of another's hands.
        Act::Take if point.person_id.is_some() && point.person_id != Some(viewer.id) => {
            return Err(Error::conflict("point_taken"));
        }
        Act::Take => queries::set_person(tx, id, place, Some(viewer.id))?,
        Act::Leave if point.person_id != Some(viewer.id) => {
            return Err(Error::forbidden("not_own_point"));
        }
        Act::Leave => queries::set_person(tx, id, place, None)?,
        Act::Done => queries::set_done(tx, id, place, Some(tx.now()))?,
        Act::NotDone => queries::set_done(tx, id, place, None)?,
        Act::Due(due) => {
            led(tx, viewer, id)?;
            if !due.is_empty() && due.parse::<jiff::civil::Date>().is_err() {
                return Err(Error::invalid("due", "date"));
            }
            queries::set_due(tx, id, place, due)?
        }
    };
    tx.log("replication", id.raw(), 0)
}

/// Writes down what the team does differently.
pub fn change(tx: &Tx, viewer: &Viewer, id: ReplicationId, text: &str) -> Result<ReplicationId> {
    led(tx, viewer, id)?;
    note_change(tx, viewer.id, id, text)
}

/// As [`change`], for a program.
pub fn note_change(tx: &Tx, by: PersonId, id: ReplicationId, text: &str) -> Result<ReplicationId> {
    if queries::count_changes(tx, id)?.0 >= CHANGES_MAX {
        return Err(Error::conflict("too_many_changes").limit(CHANGES_MAX));
    }
    let change: ReplicationId = tx.id();
    queries::insert_change(tx, change.raw(), id, text, by, tx.now())?;
    tx.log("replication", id.raw(), 0)?;
    Ok(change)
}

/// Says after 30 or 90 days what becomes of it. To stop it nobody has to wait.
pub fn answer(tx: &Tx, viewer: &Viewer, id: ReplicationId, said: &Said) -> Result<()> {
    let it = led(tx, viewer, id)?;
    if said.choice == Choice::Stopped {
        return stop_for(tx, viewer.id, &it, &day(tx.now()).to_string(), &said.why);
    }
    let asked = it.asks(day(tx.now()));
    let asked = asked.ok_or_else(|| Error::conflict("not_asked_yet"))?;
    keep_for(tx, viewer.id, &it, asked, said)
}

/// As [`answer`], for a program: it is kept.
pub fn keep_for(tx: &Tx, by: PersonId, it: &Replication, asked: i64, said: &Said) -> Result<()> {
    let changed = said.choice == Choice::Changed;
    queries::insert_keep(tx, it.id, asked, changed, &said.why, by, tx.now())?;
    if changed {
        note_change(tx, by, it.id, &said.why)?;
    }
    notices::answered(tx, it)?;
    tx.log("use_case", it.use_case_id.raw(), 0)?;
    tx.log("replication", it.id.raw(), 0)
}

/// As [`answer`], for a program: it is stopped on this day. The start counts for good; the record of the
/// initiative says since when it is not done any more, if it was this one's start that it took.
pub fn stop_for(tx: &Tx, by: PersonId, it: &Replication, day: &str, why: &str) -> Result<()> {
    queries::insert_stop(tx, it.id, day, why, by, tx.now())?;
    if let Some(initiative) = it.initiative_id
        && let Some(unit) = it.unit_id
        && let Some(own) = initiatives::queries::adoption(tx, initiative, unit)?
        && Some(own.at) == it.recorded_at
        && own.goes_on()
    {
        // Its owner may have set the first day to a later one since.
        let day = day.max(own.started.as_str());
        let dropped = initiatives::Dropped::check(day, why)?;
        initiatives::actions::drop_for(tx, initiative, it.indicator_id, unit, &dropped)?;
    }
    notices::answered(tx, it)?;
    tx.log("use_case", it.use_case_id.raw(), 0)?;
    tx.log("replication", it.id.raw(), 0)
}
