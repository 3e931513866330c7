//! Going through a course: what one has done, what one says to it, and what one wants to try. And who
//! sees it of whom.

use jiff::civil::Date;
use kernel::{Error, Result, Time};
use network::people::{self, Role, SiteId};
use network::{PersonId, Viewer};
use store::{Changed, Db, Tx};
use web::t;

use super::answer::{self, Audience, Own, Said, Whose};
use super::commitment::{self, Commitment, Kind, NewCommitment, Outcome};
use super::course::{self, Course, CourseId, Step, StepId};
use super::queries;
use crate::posts::{self, PostId, Text};

/// Answers on one page.
pub const ANSWERS: i64 = 20;
/// Names in one list of who completed a course, or of somebody's reports.
pub const NAMES: i64 = 500;
/// Promises that concern one person.
const OWN: i64 = 20;

store::row! {
    /// Somebody who completed a course.
    pub struct Completed {
        pub person_id: PersonId,
        pub name: String,
        pub photo: Option<String>,
        pub title: String,
        pub site: Option<String>,
        pub at: Option<Time>,
    }
}

/// A promise with everything that is said of it in one line.
macro_rules! commitments {
    ($rest:literal) => {
        concat!(
            "select m.course_id, c.title as course, m.person_id, p.name as person, p.photo, m.kind, m.said, m.due, m.made_at,
                m.outcome, m.outcome_note
            from course_commitments m join courses c on c.id = m.course_id join people p on p.id = m.person_id ",
            $rest
        )
    };
}

store::statements! {
    pub fn done(person: PersonId, course: CourseId) -> Vec<StepId> =
        "select d.step_id from course_done d join course_steps s on s.id = d.step_id
        where d.person_id = $1 and s.course_id = $2 order by s.place, s.id limit 100";
    pub fn done_in(person: PersonId, courses: &[CourseId], limit: i64) -> Vec<(CourseId, StepId)> =
        "select s.course_id, s.id from course_done d join course_steps s on s.id = d.step_id
        where d.person_id = $1 and s.course_id in ($2) order by s.course_id, s.id limit $3";
    pub fn insert_done(step: StepId, person: PersonId, at: Time) -> Changed =
        "insert into course_done (step_id, person_id, at) values ($1, $2, $3) on conflict do nothing";
    pub fn completed_at(course: CourseId, person: PersonId) -> Option<Time> =
        "select at from course_completions where course_id = $1 and person_id = $2";
    /// Those of these that somebody completed.
    pub fn completed_of(person: PersonId, courses: &[CourseId], limit: i64) -> Vec<CourseId> =
        "select course_id from course_completions where person_id = $1 and course_id in ($2) order by course_id limit $3";
    pub fn insert_completion(course: CourseId, person: PersonId, at: Time) -> Changed =
        "insert into course_completions (course_id, person_id, at) values ($1, $2, $3) on conflict do nothing";
    pub fn first_completions(people: &[PersonId], before: Time) -> Vec<(PersonId, Time)> =
        "select person_id, min(at) from course_completions where person_id in ($1) and at < $2 group by person_id";
    /// The last first.
    pub fn completions(course: CourseId, limit: i64) -> Vec<Completed> =
        "select p.id as person_id, p.name, p.photo, p.title, s.name as site, c.at
        from course_completions c join people p on p.id = c.person_id left join sites s on s.id = p.site_id
        where c.course_id = $1 and p.deactivated_at is null order by c.at desc, p.id limit $2";
    /// Who reports to somebody, and when they completed it.
    pub fn of_reports(manager: PersonId, course: CourseId, limit: i64) -> Vec<Completed> =
        "select p.id as person_id, p.name, p.photo, p.title, s.name as site, c.at
        from people p left join sites s on s.id = p.site_id
            left join course_completions c on c.person_id = p.id and c.course_id = $2
        where p.manager_id = $1 and p.deactivated_at is null and p.bot = 0 order by p.name_sort, p.id limit $3";

    pub fn own_answer(step: StepId, person: PersonId) -> Option<Own> =
        "select audience, body, prompt, post_id from course_answers where step_id = $1 and person_id = $2";
    /// Of colleagues at a site, but not one's own; the newest first.
    pub fn said_at(step: StepId, site: SiteId, reader: PersonId, limit: i64) -> Vec<Said> =
        "select a.person_id, p.name, p.photo, p.title, a.html, a.prompt, a.at from course_answers a join people p on p.id = a.person_id
        where a.step_id = $1 and a.audience = 'site' and a.site_id = $2 and a.person_id <> $3 and p.deactivated_at is null
        order by a.at desc, a.person_id limit $4";
    /// Those for everyone, of people at a kind of site where that is not empty; the newest first.
    fn posted(step: StepId, kind: &str, limit: i64) -> Vec<PostId> =
        "select a.post_id from course_answers a join people p on p.id = a.person_id left join sites s on s.id = p.site_id
        where a.step_id = $1 and a.post_id is not null and ($2 = '' or s.kind = $2) order by a.post_id desc limit $3";
    fn put_answer(step: StepId, person: PersonId, audience: Audience, site: Option<SiteId>, body: &str, html: &str, post: Option<PostId>,
        at: Time) -> Changed =
        "insert into course_answers (step_id, person_id, audience, site_id, body, html, post_id, at, prompt)
        values ($1, $2, $3, $4, $5, $6, $7, $8, (select prompt from course_steps where id = $1))
        on conflict (step_id, person_id) do update set audience = excluded.audience, site_id = excluded.site_id, body = excluded.body,
            html = excluded.html, post_id = excluded.post_id, at = excluded.at, prompt = excluded.prompt";
    pub fn delete_answer(step: StepId, person: PersonId) -> Changed =
        "delete from course_answers where step_id = $1 and person_id = $2";

    pub fn commitment(course: CourseId, person: PersonId) -> Option<Commitment> =
        commitments!("where m.course_id = $1 and m.person_id = $2");
    /// Those of a course, for its owner; the newest first.
    pub fn commitments(course: CourseId, limit: i64) -> Vec<Commitment> =
        commitments!("where m.course_id = $1 and p.deactivated_at is null order by m.made_at desc, m.person_id limit $2");
    /// One's own whose day was in this time and of which nothing is said. What became a replication is asked
    /// about there.
    fn over(person: PersonId, from: &str, before: &str, through: &str, limit: i64) -> Vec<Commitment> =
        commitments!("where m.person_id = $1 and m.outcome is null and m.due >= $2 and m.due < $3 and c.published_at is not null
            and (c.opens_on is null or c.opens_on <= $4 or c.owner_id = $1)
            and not exists (select 1 from replications r where r.begun_by = m.person_id and r.use_case_id = c.use_case_id
                and r.created_at >= m.made_at and r.leader_answer <> 'declined')
        order by m.due, m.course_id limit $5");
    /// Those in which somebody is named, whose day is not over.
    fn naming(person: PersonId, from: &str, through: &str, limit: i64) -> Vec<Commitment> =
        commitments!("join course_companions w on w.course_id = m.course_id and w.person_id = m.person_id
        where w.companion_id = $1 and m.due >= $2 and c.published_at is not null and p.deactivated_at is null
            and (c.opens_on is null or c.opens_on <= $3 or c.owner_id = $1)
        order by m.due, m.course_id, m.person_id limit $4");
    pub fn companions(course: CourseId, person: PersonId) -> Vec<(PersonId, String)> =
        "select p.id, p.name from course_companions w join people p on p.id = w.companion_id
        where w.course_id = $1 and w.person_id = $2 and p.deactivated_at is null order by p.name_sort, p.id limit 10";
    fn put_commitment(course: CourseId, person: PersonId, kind: Kind, said: &str, due: Option<String>, at: Time) -> Changed =
        "insert into course_commitments (course_id, person_id, kind, said, due, made_at, outcome_note) values ($1, $2, $3, $4, $5, $6, '')
        on conflict (course_id, person_id) do update set kind = excluded.kind, said = excluded.said, due = excluded.due";
    fn delete_companions(course: CourseId, person: PersonId) -> Changed =
        "delete from course_companions where course_id = $1 and person_id = $2";
    pub fn insert_companion(course: CourseId, person: PersonId, companion: PersonId) -> Changed =
        "insert into course_companions (course_id, person_id, companion_id) values ($1, $2, $3) on conflict do nothing";
    pub fn set_outcome(course: CourseId, person: PersonId, outcome: Outcome, note: &str) -> Changed =
        "update course_commitments set outcome = $3, outcome_note = $4 where course_id = $1 and person_id = $2";
}

/// A course that people go through, and one of its steps.
fn open_step(tx: &Tx, viewer: &Viewer, id: CourseId, step: StepId) -> Result<(Course, Step)> {
    let course = open(tx, viewer, id)?;
    let mut steps = queries::steps(tx, id)?.into_iter();
    let step = steps.find(|it| it.id == step);
    Ok((course, step.ok_or_else(Error::not_found)?))
}

/// 409 for a draft.
fn open(tx: &Tx, viewer: &Viewer, id: CourseId) -> Result<Course> {
    let course = queries::visible(tx, viewer, id, tx.now())?.ok_or_else(Error::not_found)?;
    match course.published_at {
        Some(_) => Ok(course),
        None => Err(Error::conflict("course_draft")),
    }
}

/// Marks a step as done; the whole course with the last one. Gives the next one that is not done: after
/// this step, else the first before it.
pub fn finish(tx: &Tx, viewer: &Viewer, course: CourseId, step: StepId) -> Result<Option<StepId>> {
    open_step(tx, viewer, course, step)?;
    insert_done(tx, step, viewer.id, tx.now())?;
    let steps = queries::steps(tx, course)?;
    let done = done(tx, viewer.id, course)?;
    let open = |it: &&Step| !done.contains(&it.id);
    let at = steps.iter().position(|it| it.id == step).unwrap_or(0);
    let next = steps[at..].iter().find(open).or(steps.iter().find(open));
    if next.is_none() {
        insert_completion(tx, course, viewer.id, tx.now())?;
    }
    Ok(next.map(|it| it.id))
}

/// Keeps what the viewer says to the prompt of a step. For everyone it becomes a post, which is changed
/// and deleted where it stands; then this answers 409.
pub fn answer(
    tx: &Tx,
    viewer: &Viewer,
    course: CourseId,
    step: StepId,
    audience: Audience,
    text: &str,
) -> Result<()> {
    let (course, step) = open_step(tx, viewer, course, step)?;
    if step.prompt.is_empty() {
        return Err(Error::conflict("course_no_prompt"));
    }
    if let Some(Own {
        post_id: Some(post),
        ..
    }) = own_answer(tx, step.id, viewer.id)?
        && posts::queries::visible(tx, viewer, post)?.is_some()
    {
        return Err(Error::conflict("course_posted"));
    }
    let text = answer::check(text)?;
    let (body, html) = (&text.body, &text.rendered.html);
    let (mut site, mut post) = (None, None);
    match audience {
        Audience::Me => {}
        Audience::Site => {
            let own = viewer.person.site_id;
            site = Some(own.ok_or_else(|| Error::invalid("audience", "course_no_site"))?);
        }
        // A post would tell everybody of the course before its day.
        Audience::Everyone if course.first_until(viewer.today(tx.now())).is_some() => {
            return Err(Error::invalid("audience", "course_early"));
        }
        Audience::Everyone => post = Some(publish(tx, viewer, &course, &step, body)?),
    }
    let (body, html) = match post {
        Some(_) => ("", ""),
        None => (body.as_str(), html.as_str()),
    };
    put_answer(
        tx,
        step.id,
        viewer.id,
        audience,
        site,
        body,
        html,
        post,
        tx.now(),
    )?;
    Ok(())
}

/// Takes back what the viewer said. 409 for a post: it is deleted where it stands.
pub fn take_back(tx: &Tx, viewer: &Viewer, course: CourseId, step: StepId) -> Result<()> {
    open_step(tx, viewer, course, step)?;
    let own = own_answer(tx, step, viewer.id)?.ok_or_else(Error::not_found)?;
    if let Some(post) = own.post_id
        && posts::queries::visible(tx, viewer, post)?.is_some()
    {
        return Err(Error::conflict("course_posted"));
    }
    delete_answer(tx, step, viewer.id)?;
    Ok(())
}

/// The answer as a post in the community of the course, with a line that says what it answers.
fn publish(tx: &Tx, viewer: &Viewer, course: &Course, step: &Step, body: &str) -> Result<PostId> {
    let community = course
        .community_id
        .ok_or_else(|| Error::invalid("audience", "course_no_community"))?;
    let from = t!(
        viewer.lang,
        "courses-posted-from",
        prompt = plain(&step.prompt),
        step = plain(&step.title),
        course = plain(&course.title)
    );
    let draft = posts::Draft {
        community: Some(community),
        kind: posts::Kind::Update,
        title: String::new(),
        text: format!(
            "{body}\n\n[{from}](/courses/{}/steps/{})",
            course.id, step.id
        ),
        praised: Vec::new(),
    };
    posts::actions::publish(tx, viewer, &draft.check()?)
}

/// A title inside a link of Markdown.
fn plain(title: &str) -> String {
    title.replace(['[', ']', '\\', '*', '_', '`', '<', '>'], "")
}

/// Keeps an answer that was posted long ago, for a program.
pub fn posted_for(tx: &Tx, step: StepId, person: PersonId, post: PostId, at: Time) -> Result<()> {
    put_answer(
        tx,
        step,
        person,
        Audience::Everyone,
        None,
        "",
        "",
        Some(post),
        at,
    )?;
    Ok(())
}

/// Keeps an answer for the colleagues of a site, for a program.
pub fn said_for(
    tx: &Tx,
    step: StepId,
    person: PersonId,
    site: SiteId,
    text: &Text,
    at: Time,
) -> Result<()> {
    let Text { body, rendered } = text;
    let html = &rendered.html;
    put_answer(
        tx,
        step,
        person,
        Audience::Site,
        Some(site),
        body,
        html,
        None,
        at,
    )?;
    Ok(())
}

/// Posts that answer a step. Whether they exist for somebody is asked when they are shown.
pub fn posted_by(db: &Db, step: StepId, whose: Whose) -> Result<Vec<PostId>> {
    let kind = match whose {
        Whose::Kind(kind) => kind.as_str(),
        Whose::All => "",
    };
    posted(db, step, kind, ANSWERS)
}

/// Keeps what the viewer wants to try, or why it is not for them. It can be said anew until they have
/// said how it went.
pub fn commit(tx: &Tx, viewer: &Viewer, course: CourseId, new: &NewCommitment) -> Result<()> {
    open(tx, viewer, course)?;
    let known = commitment(tx, course, viewer.id)?;
    if known.is_some_and(|known| known.outcome.is_some()) {
        return Err(Error::conflict("course_said"));
    }
    let mut with = Vec::new();
    for name in &new.with {
        let companion = colleague(tx, viewer, name)?;
        with.push(companion.ok_or_else(|| Error::invalid("with", "unknown_person"))?);
    }
    commit_for(tx, viewer.id, course, new, &with, tx.now())
}

/// As [`commit`], for a program.
pub fn commit_for(
    tx: &Tx,
    person: PersonId,
    course: CourseId,
    new: &NewCommitment,
    with: &[PersonId],
    at: Time,
) -> Result<()> {
    let due = new.due.map(|due| due.to_string());
    put_commitment(tx, course, person, new.kind, &new.said, due, at)?;
    delete_companions(tx, course, person)?;
    for companion in with.iter().filter(|it| **it != person) {
        insert_companion(tx, course, person, *companion)?;
    }
    Ok(())
}

/// The one colleague who is called so: guests cannot read courses.
fn colleague(db: &Db, viewer: &Viewer, text: &str) -> Result<Option<PersonId>> {
    let Some(id) = people::queries::called(db, viewer, text)? else {
        return Ok(None);
    };
    let person = people::queries::by_id(db, id)?;
    let fits = |it: &people::Person| it.role != Role::Guest && !it.bot;
    Ok(person.filter(fits).map(|_| id))
}

/// Keeps how it went, once. 409 while the day is not over.
pub fn tell(
    tx: &Tx,
    viewer: &Viewer,
    course: CourseId,
    outcome: Outcome,
    note: &str,
    today: Date,
) -> Result<()> {
    open(tx, viewer, course)?;
    let known = commitment(tx, course, viewer.id)?;
    if !known.is_some_and(|known| known.is_asked(today)) {
        return Err(Error::conflict("course_not_asked"));
    }
    let note = kernel::text::one_line(note);
    if note.chars().count() > commitment::SAID_MAX_CHARS {
        let most = commitment::SAID_MAX_CHARS as i64;
        return Err(Error::invalid("note", "too_long").limit(most));
    }
    set_outcome(tx, course, viewer.id, outcome, &note)?;
    Ok(())
}

/// Promises that wait for a word of the viewer.
pub fn asked(db: &Db, viewer: &Viewer, now: Time) -> Result<Vec<Commitment>> {
    let today = viewer.today(now);
    let from = commitment::asked_from(today).to_string();
    let through = course::opened_through(viewer, now);
    over(db, viewer.id, &from, &today.to_string(), &through, OWN)
}

/// Promises of colleagues who want to try something with the viewer.
pub fn with_viewer(db: &Db, viewer: &Viewer, now: Time) -> Result<Vec<Commitment>> {
    let through = course::opened_through(viewer, now);
    naming(db, viewer.id, &viewer.today(now).to_string(), &through, OWN)
}

/// What of a course is shown to those who answer for people: its owner all who completed it, others
/// those who report to them. 403 for who is neither.
pub struct Responsible {
    pub course: Course,
    /// For the owner.
    pub all: Option<(Vec<Completed>, Vec<Commitment>)>,
    pub reports: Vec<Completed>,
}

pub fn responsible(db: &Db, viewer: &Viewer, id: CourseId, now: Time) -> Result<Responsible> {
    let course = queries::visible(db, viewer, id, now)?.ok_or_else(Error::not_found)?;
    let reports = of_reports(db, viewer.id, id, NAMES)?;
    let all = match course.owner_id == viewer.id {
        true => Some((completions(db, id, NAMES)?, commitments(db, id, NAMES)?)),
        false => None,
    };
    if all.is_none() && reports.is_empty() {
        return Err(Error::forbidden("course_responsible"));
    }
    Ok(Responsible {
        course,
        all,
        reports,
    })
}

/// Whether the page of completions has something for the viewer.
pub fn is_responsible(db: &Db, viewer: &Viewer, course: &Course) -> Result<bool> {
    let owns = course.owner_id == viewer.id;
    Ok(owns || !of_reports(db, viewer.id, course.id, 1)?.is_empty())
}
