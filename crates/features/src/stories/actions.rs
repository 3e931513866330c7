//! Writing a story down, telling and withdrawing it, saying whether one is named, looking at its readings.

use kernel::text::fold::fold;
use kernel::{Error, Problems, Result};
use network::people::{self, Role, SiteId};
use network::{PersonId, Viewer, audit};
use store::{Db, Tx};

use super::evidence::Evidence;
use super::story::{
    Claim, Consent, Credit, NewStory, State, Story, StoryId, TEXT_MAX_CHARS, Verdict,
};
use super::{notices, queries};
use crate::indicators;
use crate::initiatives::InitiativeId;
use crate::posts::{self, PostId};
use crate::use_cases::actions::{Try, note};
use crate::use_cases::{self, UseCaseId, WorkRole};

/// What is kept of a story: all names are found.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub title: String,
    pub use_case: Option<UseCaseId>,
    pub why: String,
    pub had: String,
    pub did: String,
    pub changed: String,
    pub industry: String,
    pub role: WorkRole,
    pub site: Option<SiteId>,
    pub team_size: Option<i64>,
    pub claim: Option<Claim>,
    pub evidence: Option<Evidence>,
    pub post: Option<PostId>,
    /// Whom the teller wants to name, and what they did.
    pub people: Vec<(PersonId, String)>,
}

/// Begins a story that the viewer tells. Everyone but guests may.
pub fn create(tx: &Tx, viewer: &Viewer, new: &NewStory) -> Result<StoryId> {
    if viewer.is_guest() {
        return Err(Error::forbidden("guest"));
    }
    let id = create_for(tx, viewer.id, &resolve(tx, viewer, new)?)?;
    notices::asked(tx, id, viewer.id, &[])?;
    Ok(id)
}

/// As [`create`], for a program.
pub fn create_for(tx: &Tx, teller: PersonId, it: &Kept) -> Result<StoryId> {
    let id: StoryId = tx.id();
    let (value, unit, how) = claimed(it);
    queries::insert(
        tx,
        id,
        teller,
        it.use_case,
        &it.title,
        &it.why,
        &it.had,
        &it.did,
        &it.changed,
        &it.industry,
        it.role,
        it.site,
        it.team_size,
        value,
        unit,
        how,
        it.post,
        tx.now(),
    )?;
    parts(tx, id, teller, it, |_| Consent::Asked)?;
    tx.log("story", id.raw(), 0)?;
    Ok(id)
}

/// Writes it anew, while it is not told. Who agreed to be named, or to be shown on displays, is asked again,
/// because they agreed to another text; who declined is not.
pub fn change(tx: &Tx, viewer: &Viewer, id: StoryId, new: &NewStory) -> Result<()> {
    let story = own(tx, viewer, id)?;
    if story.state() == State::Told {
        return Err(Error::conflict("story_told"));
    }
    let it = resolve(tx, viewer, new)?;
    let known = queries::people(tx, id)?;
    if it == kept(tx, &story, &known)? {
        return Ok(());
    }
    let (value, unit, how) = claimed(&it);
    queries::update(
        tx,
        id,
        it.use_case,
        &it.title,
        &it.why,
        &it.had,
        &it.did,
        &it.changed,
        &it.industry,
        it.role,
        it.site,
        it.team_size,
        value,
        unit,
        how,
        it.post,
        tx.now(),
    )?;
    queries::delete_evidence(tx, id)?;
    queries::delete_people(tx, id)?;
    queries::forget_displays(tx, id)?;
    let refused = queries::refused(tx, id)?;
    parts(tx, id, story.teller_id, &it, |person| {
        match refused.contains(&person) {
            true => Consent::Declined,
            false => Consent::Asked,
        }
    })?;
    notices::asked(tx, id, viewer.id, &known)?;
    tx.log("story", id.raw(), 0)
}

fn claimed(it: &Kept) -> (Option<f64>, &str, &str) {
    it.claim.as_ref().map_or((None, "", ""), |claim| {
        (Some(claim.value), &claim.unit, &claim.how)
    })
}

/// Evidence and people. Tellers agree to their own name.
fn parts(
    tx: &Tx,
    id: StoryId,
    teller: PersonId,
    it: &Kept,
    answer: impl Fn(PersonId) -> Consent,
) -> Result<()> {
    if let Some(evidence) = &it.evidence {
        queries::put_evidence(
            tx,
            id,
            evidence.indicator_id,
            evidence.unit_id,
            evidence.before_from,
            evidence.before_to,
            evidence.after_from,
            evidence.after_to,
        )?;
    }
    for (place, (person, part)) in it.people.iter().enumerate() {
        let answer = match *person == teller {
            true => Consent::Agreed,
            false => answer(*person),
        };
        queries::put_person(tx, id, *person, place as i64, part, answer)?;
    }
    Ok(())
}

/// A story as it is kept, to see whether anything changes.
fn kept(db: &Db, story: &Story, people: &[Credit]) -> Result<Kept> {
    let it = story.clone();
    Ok(Kept {
        title: it.title,
        use_case: it.use_case_id,
        why: it.why,
        had: it.had,
        did: it.did,
        changed: it.changed,
        industry: it.industry,
        role: it.role,
        site: it.site_id,
        team_size: it.team_size,
        claim: it.claimed.map(|value| Claim {
            value,
            unit: it.claimed_unit,
            how: it.claimed_how,
        }),
        evidence: queries::evidence(db, it.id)?,
        post: it.post_id,
        people: people
            .iter()
            .map(|credit| (credit.person_id, credit.part.clone()))
            .collect(),
    })
}

/// Finds everything that was named. The error says which of it the viewer cannot mean.
fn resolve(db: &Db, viewer: &Viewer, new: &NewStory) -> Result<Kept> {
    let it = new.draft.clone();
    let mut problems = Problems::default();
    if let Some(id) = it.use_case
        && use_cases::queries::visible(db, viewer, id)?.is_none()
    {
        problems.add("use_case", "no_such_use_case");
    }
    let site = match it.site.as_str() {
        "" => None,
        name => {
            let site = people::queries::site_by_name(db, &fold(name))?;
            if site.is_none() {
                problems.add("site", "no_such_site");
            }
            site
        }
    };
    if let Some(post) = new.post
        && posts::queries::visible(db, viewer, post)?.is_none()
    {
        problems.add("thread", "unknown_thread");
    }
    let evidence = match it.evidence.as_ref().map(|given| given.find(db, viewer)) {
        None => None,
        Some(Ok(evidence)) => Some(evidence),
        Some(Err(error)) if error.kind == kernel::Kind::Invalid => {
            problems.0.extend(error.problems);
            None
        }
        Some(Err(error)) => return Err(error),
    };
    let mut people: Vec<(PersonId, String)> = Vec::new();
    for (at, named) in it.people.iter().enumerate() {
        if named.person.is_empty() {
            continue;
        }
        match colleague(db, viewer, &named.person)? {
            None => problems.add(&format!("people/{at}/person"), "unknown_person"),
            Some(person) if people.iter().any(|(known, _)| *known == person) => {}
            Some(person) => people.push((person, named.part.clone())),
        }
    }
    problems.or(Kept {
        title: it.title,
        use_case: it.use_case,
        why: it.why,
        had: it.had,
        did: it.did,
        changed: it.changed,
        industry: it.industry,
        role: it.role,
        site,
        team_size: it.team_size,
        claim: it.claim,
        evidence,
        post: new.post,
        people,
    })
}

/// The one colleague who is called so: guests cannot read what they would be asked about.
fn colleague(db: &Db, viewer: &Viewer, text: &str) -> Result<Option<PersonId>> {
    let Some(id) = people::queries::called(db, viewer, text)? else {
        return Ok(None);
    };
    let person = people::queries::by_id(db, id)?;
    let is_colleague = |it: &people::Person| it.role != Role::Guest && !it.bot;
    Ok(person.filter(is_colleague).map(|_| id))
}

/// The story, for its teller; 404 for those for whom it does not exist, 403 for others.
pub fn own(db: &Db, viewer: &Viewer, id: StoryId) -> Result<Story> {
    let story = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
    match story.teller_id == viewer.id {
        true => Ok(story),
        false => Err(Error::forbidden("not_teller")),
    }
}

/// Tells it to everyone but guests. The readings after it are credited to it alone.
pub fn publish(tx: &Tx, viewer: &Viewer, id: StoryId) -> Result<()> {
    let story = own(tx, viewer, id)?;
    match story.state() {
        State::Told => Ok(()),
        State::Draft | State::Withdrawn => publish_for(tx, &story),
    }
}

/// As [`publish`], for a program.
pub fn publish_for(tx: &Tx, story: &Story) -> Result<()> {
    let mut problems = Problems::default();
    for field in story.missing() {
        problems.add(field, "blank");
    }
    problems.or(())?;
    if let Some(evidence) = queries::evidence(tx, story.id)? {
        evidence.check(tx)?;
        credit(tx, story.id, &evidence)?;
    }
    queries::set_published(tx, story.id, tx.now())?;
    if let Some(use_case) = story.use_case_id {
        note(tx, use_case, story.id.raw(), Try::Told)?;
    }
    tx.log("story", story.id.raw(), 0)
}

/// 422 `period_to_come` when it ends later than now: nobody books what has not happened. 409
/// `readings_taken` when another story has one of the readings after it.
fn credit(tx: &Tx, id: StoryId, evidence: &Evidence) -> Result<()> {
    let Evidence {
        indicator_id: indicator,
        unit_id: unit,
        after_from,
        after_to,
        ..
    } = *evidence;
    let it = indicators::queries::by_id(tx, indicator)?.ok_or_else(Error::not_found)?;
    if after_to > it.cadence.at(tx.now()) {
        return Err(Error::invalid("after_to", "period_to_come"));
    }
    if queries::credited_to(tx, indicator, unit, after_from, after_to, id)?.is_some() {
        return Err(Error::conflict("readings_taken").at("after_from"));
    }
    for period in after_from..=after_to {
        queries::credit(tx, id, indicator, unit, period)?;
    }
    Ok(())
}

/// Takes it back, for its teller and administrators. What was said of its readings goes, and they are free
/// for another story.
pub fn withdraw(tx: &Tx, viewer: &Viewer, id: StoryId) -> Result<()> {
    let story = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    let is_teller = story.teller_id == viewer.id;
    if !is_teller && !viewer.is_administrator() {
        return Err(Error::forbidden("not_teller"));
    }
    if story.state() != State::Told {
        return Err(Error::conflict("not_told"));
    }
    queries::set_withdrawn(tx, id, tx.now())?;
    queries::uncredit(tx, id)?;
    queries::delete_check(tx, id)?;
    notices::forget(tx, id)?;
    if let Some(use_case) = story.use_case_id {
        note(tx, use_case, id.raw(), Try::TakenBack)?;
    }
    if !is_teller {
        audit::note(tx, Some(viewer.id), "story.withdrawn", Some(id.raw()), "")?;
    }
    tx.log("story", id.raw(), 0)
}

/// Deletes a draft that was never told.
pub fn discard(tx: &Tx, viewer: &Viewer, id: StoryId) -> Result<()> {
    if own(tx, viewer, id)?.state() != State::Draft {
        return Err(Error::conflict("story_was_told"));
    }
    queries::delete_people(tx, id)?;
    queries::forget_refusals(tx, id)?;
    queries::forget_displays(tx, id)?;
    queries::delete_evidence(tx, id)?;
    notices::forget(tx, id)?;
    queries::delete(tx, id)?;
    tx.log("story", id.raw(), 0)
}

/// Says whether the viewer is named; they may say otherwise at any time.
pub fn answer(tx: &Tx, viewer: &Viewer, id: StoryId, answer: Consent) -> Result<()> {
    queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    if queries::set_answer(tx, id, viewer.id, answer)?.0 == 0 {
        return Err(Error::forbidden("not_named"));
    }
    match answer {
        Consent::Declined => {
            queries::leave_displays(tx, id, viewer.id)?;
            queries::refuse(tx, id, viewer.id)?
        }
        Consent::Agreed | Consent::Asked => queries::forget_refusal(tx, id, viewer.id)?,
    };
    tx.log("story", id.raw(), 0)
}

/// Whether the viewer may say something of the readings: the owner of the indicator, and where they told
/// the story or agreed to be named in it, an administrator who did neither. Who is only asked is not in it:
/// nobody keeps the owner out by naming them.
pub fn may_check(viewer: &Viewer, story: &Story, people: &[Credit]) -> Result<()> {
    let owner = story
        .indicator_owner_id
        .ok_or_else(|| Error::conflict("no_evidence"))?;
    let is_in_it = |person: PersonId| {
        let agreed = |it: &Credit| it.person_id == person && it.answer == Consent::Agreed;
        story.teller_id == person || people.iter().any(agreed)
    };
    if viewer.id != owner && !(viewer.is_administrator() && is_in_it(owner)) {
        return Err(Error::forbidden("not_owner"));
    }
    match is_in_it(viewer.id) {
        true => Err(Error::forbidden("own_story")),
        false => Ok(()),
    }
}

/// Says whether the readings are what the story says, and which initiative it tells of, whose estimate then
/// speaks for it. Where they are not, they are free for another one.
pub fn check(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    verdict: Verdict,
    why: &str,
    estimate: Option<InitiativeId>,
) -> Result<()> {
    let story = queries::visible(tx, viewer, id)?.ok_or_else(Error::not_found)?;
    may_check(viewer, &story, &queries::people(tx, id)?)?;
    if story.state() != State::Told {
        return Err(Error::conflict("not_told"));
    }
    check_for(tx, viewer.id, &story, verdict, why, estimate)
}

/// As [`check`], for a program.
pub fn check_for(
    tx: &Tx,
    by: PersonId,
    story: &Story,
    verdict: Verdict,
    why: &str,
    estimate: Option<InitiativeId>,
) -> Result<()> {
    let (id, why) = (story.id, why.trim());
    if why.chars().count() > TEXT_MAX_CHARS {
        return Err(Error::invalid("why", "too_long").limit(TEXT_MAX_CHARS as i64));
    }
    if verdict == Verdict::NotConfirmed && kernel::text::is_blank(why) {
        return Err(Error::invalid("why", "blank"));
    }
    let evidence = queries::evidence(tx, id)?.ok_or_else(|| Error::conflict("no_evidence"))?;
    let estimate = estimate.filter(|_| verdict == Verdict::Confirmed);
    if let Some(chosen) = estimate {
        let measured = evidence.measure(tx, id)?;
        let started = match &measured {
            Some(measured) => measured.initiatives(tx)?,
            None => Vec::new(),
        };
        if started.iter().all(|initiative| initiative.id != chosen) {
            return Err(Error::invalid("estimate", "not_started_there"));
        }
    }
    match verdict {
        Verdict::Confirmed => credit(tx, id, &evidence)?,
        Verdict::NotConfirmed => {
            queries::uncredit(tx, id)?;
        }
    }
    queries::put_check(tx, id, verdict, why, estimate, by, tx.now())?;
    if let Some(use_case) = story.use_case_id {
        // Readings of another indicator say nothing of what it is for.
        let its = use_cases::queries::by_id(tx, use_case)?;
        let is_its = its.is_some_and(|it| it.indicator_id == evidence.indicator_id);
        let what = match verdict {
            Verdict::Confirmed if is_its => Try::Checked,
            _ => Try::Told,
        };
        note(tx, use_case, id.raw(), what)?;
    }
    tx.log("story", id.raw(), 0)
}
