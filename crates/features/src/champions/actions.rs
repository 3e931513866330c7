//! Asking somebody onto the bench, saying yes or no, what one says of oneself, ending it, naming a colleague.

use kernel::text::{fold, is_blank, one_line};
use kernel::{Error, Problems, Result, Time};
use network::people::{self, Person, Role};
use network::{PersonId, Viewer};
use store::{Db, Tx};

use super::bench::{
    AskedId, BenchRole, Draft, InvitationId, LINE_MAX_CHARS, Member, NOMINATED_DAYS, NewEntry,
    NominationId, OPEN_DAYS, check_why, ends_soon, invites, may_invite, site_key, until,
};
use super::{counting, queries};

/// A colleague as they are named: by their id from a page, or as somebody typed it.
#[derive(Clone, Debug)]
pub enum Who {
    Id(PersonId),
    Called(String),
}

/// What somebody asks of a colleague, unchecked.
#[derive(Clone, Debug)]
pub struct Ask {
    pub role: BenchRole,
    pub who: Who,
    pub why: String,
    /// A day; empty for no end.
    pub until: String,
}

/// The colleague; nobody can mean a guest or a program.
pub fn colleague(db: &Db, viewer: &Viewer, who: &Who) -> Result<Option<Person>> {
    let id = match who {
        Who::Id(id) => Some(*id),
        Who::Called(text) => people::queries::called(db, viewer, text)?,
    };
    let person = match id {
        Some(id) => people::queries::visible(db, viewer, id)?,
        None => None,
    };
    Ok(person.filter(|it| it.role != Role::Guest && !it.bot && it.deactivated_at.is_none()))
}

fn refuse_guests(viewer: &Viewer) -> Result<()> {
    match viewer.is_guest() {
        true => Err(Error::forbidden("guest")),
        false => Ok(()),
    }
}

/// For whom there is no bench there is nothing on it.
fn hide_from_guests(viewer: &Viewer) -> Result<()> {
    match viewer.is_guest() {
        true => Err(Error::not_found()),
        false => Ok(()),
    }
}

/// Asks somebody. Whoever asks learns of a yes, which everyone sees, and never of a no: they may not ask
/// again while the invitation could be open, whether it is or not.
pub fn invite(tx: &Tx, viewer: &Viewer, ask: &Ask) -> Result<InvitationId> {
    refuse_guests(viewer)?;
    if !invites(viewer, tx.now()) {
        return Err(Error::forbidden("may_not_invite"));
    }
    let mut problems = Problems::default();
    check_why(&mut problems, &ask.why);
    let until = until(&ask.until, tx.now()).unwrap_or_else(|code| {
        problems.add("until", code);
        None
    });
    let Some(person) = colleague(tx, viewer, &ask.who)?.filter(|it| it.id != viewer.id) else {
        problems.add("who", "unknown_person");
        return problems.or(InvitationId::from_raw(0));
    };
    if !may_invite(viewer, &person, ask.role, tx.now()) {
        problems.add("who", "may_not_invite");
    }
    problems.or(())?;
    if has(tx, &person, ask.role, tx.now())? {
        return Err(Error::conflict("on_the_bench").at("who"));
    }
    if let Some(ends) = queries::asked(tx, viewer.id, person.id, ask.role)? {
        if ends > tx.now() {
            return Err(Error::conflict("asked_already").at("who"));
        }
        queries::delete_asked(tx, viewer.id, person.id, ask.role)?;
        queries::delete_invitation(tx, person.id, viewer.id, ask.role)?;
    }
    invite_for(tx, viewer.id, person.id, ask.role, &ask.why, until)
}

/// As [`invite`], for a program.
pub fn invite_for(
    tx: &Tx,
    by: PersonId,
    person: PersonId,
    role: BenchRole,
    why: &str,
    until: Option<Time>,
) -> Result<InvitationId> {
    let id: InvitationId = tx.id();
    let until = until.filter(|_| role == BenchRole::Champion);
    let open = Time(tx.now().0 + OPEN_DAYS * Time::DAY_US);
    // Nobody says yes to a term that is over.
    let ends = until.map_or(open, |until| until.min(open));
    queries::insert_invitation(tx, id, role, person, by, why.trim(), until, ends)?;
    queries::insert_asked(tx, tx.id(), role, person, by, ends)?;
    Ok(id)
}

fn has(db: &Db, person: &Person, role: BenchRole, now: Time) -> Result<bool> {
    Ok(match role {
        BenchRole::Champion => person.is_champion(now),
        BenchRole::Advocate => queries::member(db, person.id, now)?
            .is_some_and(|member| member.advocate_since.is_some()),
    })
}

/// Takes back what the viewer asked. The same whether it was answered or not; and nobody is asked again and
/// again in this way.
pub fn withdraw(tx: &Tx, viewer: &Viewer, id: AskedId) -> Result<()> {
    hide_from_guests(viewer)?;
    let asked = queries::asked_by_id(tx, id, viewer.id)?.ok_or_else(Error::not_found)?;
    queries::withdraw_asked(tx, id, tx.now())?;
    queries::delete_invitation(tx, asked.person_id, viewer.id, asked.role)?;
    Ok(())
}

/// Says yes. A champion begins now.
pub fn accept(tx: &Tx, viewer: &Viewer, id: InvitationId, draft: &Draft) -> Result<()> {
    hide_from_guests(viewer)?;
    let invitation =
        queries::invitation(tx, id, viewer.id, tx.now())?.ok_or_else(Error::not_found)?;
    let entry = draft.check(invitation.role)?;
    match invitation.role {
        BenchRole::Champion => {
            begin(tx, viewer.id, invitation.until)?;
            put_entry(tx, viewer.id, &entry)?;
        }
        BenchRole::Advocate => advocate(tx, viewer.id, &entry)?,
    }
    queries::delete_invitations_to(tx, viewer.id, invitation.role)?;
    if invitation.role == BenchRole::Champion {
        queries::delete_nominations_of(tx, viewer.id)?;
    }
    Ok(())
}

/// Says no: what was asked is gone, and nothing says why.
pub fn decline(tx: &Tx, viewer: &Viewer, id: InvitationId) -> Result<()> {
    hide_from_guests(viewer)?;
    let invitation =
        queries::invitation(tx, id, viewer.id, tx.now())?.ok_or_else(Error::not_found)?;
    queries::delete_invitation(tx, viewer.id, invitation.by_id, invitation.role)?;
    Ok(())
}

/// Makes somebody a champion from now.
pub fn begin(tx: &Tx, person: PersonId, until: Option<Time>) -> Result<()> {
    let known = people::queries::by_id(tx, person)?.ok_or_else(Error::not_found)?;
    let from = match known.is_champion(tx.now()) {
        true => known.champion_from,
        false => Some(tx.now()),
    };
    people::queries::set_champion(tx, person, from, until)?;
    list(tx, &known)?;
    tx.log("person", person.raw(), 0)
}

/// Makes somebody an advocate, or changes what they say as one.
pub fn advocate(tx: &Tx, person: PersonId, entry: &NewEntry) -> Result<()> {
    let known = people::queries::by_id(tx, person)?.ok_or_else(Error::not_found)?;
    let story = match entry.story {
        Some(story) => {
            let own = queries::own_stories(tx, person, queries::MOST)?;
            if !own.iter().any(|(id, _)| *id == story) {
                return Err(Error::invalid("story", "not_your_story"));
            }
            Some(story)
        }
        None => None,
    };
    list(tx, &known)?;
    let since = queries::member(tx, person, tx.now())?.and_then(|it| it.advocate_since);
    let since = Some(since.unwrap_or(tx.now()));
    queries::set_advocate(tx, person, since, &entry.tells, entry.sceptic, story)?;
    put_entry(tx, person, entry)
}

/// Puts them on the bench where they work; figures follow.
fn list(tx: &Tx, person: &Person) -> Result<()> {
    let site = person.site_id.map_or(0, |site| site.raw());
    let folded = person.site.as_deref().map(fold::fold);
    let name = people::sort_key(&person.name);
    queries::list(tx, person.id, site, &site_key(folded.as_deref()), &name)?;
    counting::enqueue_site(tx, site)
}

/// What somebody on the bench helps with.
pub fn put_entry(tx: &Tx, person: PersonId, entry: &NewEntry) -> Result<()> {
    queries::forget_topics(tx, person)?;
    for topic in &entry.topics {
        let key = fold::fold(topic);
        queries::insert_topic(tx, &key, person, topic)?;
        queries::count_topic(tx, &key, topic)?;
    }
    queries::set_topics(tx, person, &entry.topics.join("\n"))?;
    Ok(())
}

/// Somebody on the bench, as everyone but guests sees them.
pub fn on_bench(db: &Db, viewer: &Viewer, person: PersonId, now: Time) -> Result<Member> {
    let member = match viewer.is_guest() {
        true => None,
        false => queries::member(db, person, now)?,
    };
    member.ok_or_else(Error::not_found)
}

/// Changes what the viewer says of themselves. Who is not on the bench offers to speak of a story that is told.
pub fn describe(tx: &Tx, viewer: &Viewer, draft: &Draft) -> Result<()> {
    refuse_guests(viewer)?;
    match queries::member(tx, viewer.id, tx.now())? {
        Some(member) if member.advocate_since.is_none() && is_blank(&draft.tells) => {
            put_entry(tx, viewer.id, &draft.check(BenchRole::Champion)?)
        }
        Some(member) if member.advocate_since.is_some() => {
            advocate(tx, viewer.id, &draft.check(BenchRole::Advocate)?)
        }
        _ => {
            let entry = draft.check(BenchRole::Advocate)?;
            if entry.story.is_none() {
                return Err(Error::invalid("story", "story_needed"));
            }
            advocate(tx, viewer.id, &entry)
        }
    }
}

/// Ends one of the viewer's roles, today.
pub fn end(tx: &Tx, viewer: &Viewer, role: BenchRole) -> Result<()> {
    let now = tx.now();
    let member = on_bench(tx, viewer, viewer.id, now)?;
    match role {
        BenchRole::Champion if member.is_champion(now) => {
            let from = member.champion_from;
            people::queries::set_champion(tx, viewer.id, from, Some(now))?;
            queries::set_training(tx, viewer.id, "", false)?;
            tx.log("person", viewer.id.raw(), 0)?;
        }
        BenchRole::Advocate if member.advocate_since.is_some() => {
            queries::set_advocate(tx, viewer.id, None, "", false, None)?;
        }
        BenchRole::Champion | BenchRole::Advocate => {
            return Err(Error::conflict("not_on_the_bench"));
        }
    }
    if queries::member(tx, viewer.id, now)?.is_none() {
        queries::forget_topics(tx, viewer.id)?;
        queries::unlist(tx, viewer.id)?;
    }
    counting::enqueue_site(tx, member.site_id)
}

/// What a champion was trained in, and whether they try new things first; for those who may ask them.
pub fn train(
    tx: &Tx,
    viewer: &Viewer,
    person: PersonId,
    training: &str,
    early_access: bool,
) -> Result<()> {
    trained_by(tx, viewer, person, tx.now())?;
    let training = one_line(training);
    if training.chars().count() > LINE_MAX_CHARS {
        return Err(Error::invalid("training", "too_long").limit(LINE_MAX_CHARS as i64));
    }
    queries::set_training(tx, person, &training, early_access)?;
    Ok(())
}

/// The champion, for those who may say what they were trained in.
pub fn trained_by(db: &Db, viewer: &Viewer, person: PersonId, now: Time) -> Result<Member> {
    let member = on_bench(db, viewer, person, now)?;
    let known = people::queries::visible(db, viewer, person)?.ok_or_else(Error::not_found)?;
    if !may_invite(viewer, &known, BenchRole::Champion, now) {
        return Err(Error::forbidden("may_not_invite"));
    }
    match member.is_champion(now) {
        true => Ok(member),
        false => Err(Error::conflict("no_champion")),
    }
}

/// Says that a colleague would be a good champion. Only those who may ask them read it.
pub fn nominate(tx: &Tx, viewer: &Viewer, who: &Who, why: &str) -> Result<()> {
    refuse_guests(viewer)?;
    let mut problems = Problems::default();
    check_why(&mut problems, why);
    let Some(person) = colleague(tx, viewer, who)?.filter(|it| it.id != viewer.id) else {
        problems.add("who", "unknown_person");
        return problems.or(());
    };
    problems.or(())?;
    if person.is_champion(tx.now()) {
        return Err(Error::conflict("on_the_bench").at("who"));
    }
    let ends = Time(tx.now().0 + NOMINATED_DAYS * Time::DAY_US);
    let follow_on = ends_soon(&viewer.person, tx.now());
    queries::put_nomination(
        tx,
        tx.id(),
        person.id,
        viewer.id,
        why.trim(),
        follow_on,
        ends,
    )?;
    Ok(())
}

/// Lays aside what was said of a colleague.
pub fn set_aside(tx: &Tx, viewer: &Viewer, id: NominationId) -> Result<()> {
    let person = queries::nominee(tx, id, tx.now())?.ok_or_else(Error::not_found)?;
    let known = people::queries::visible(tx, viewer, person)?.ok_or_else(Error::not_found)?;
    let reads = person != viewer.id && may_invite(viewer, &known, BenchRole::Champion, tx.now());
    if viewer.is_guest() || !reads {
        return Err(Error::not_found());
    }
    queries::delete_nomination(tx, id)?;
    Ok(())
}
