//! What people are told of things that are no threads: one line for each person, thing and kind.
//!
//! A feature names its kinds in the feature table and says, when a line is read, what it says then and
//! whether the reader may see the thing. What may not be seen by anybody any more is taken back by the
//! feature, so that no number on a bell counts it.

use kernel::{Result, Time};
use store::{Db, Tx};
use web::{Lang, t};

use super::list::Which;
use super::queries::{self, NotificationId, Subject};
use crate::access::Viewer;
use crate::feed::ByKey;
use crate::people::PersonId;
use crate::{App, Feature};

/// One row of a feature's kinds.
#[derive(Debug)]
pub struct Kind {
    /// As it is kept. The reason is the text `notices-why-<name>`.
    pub name: &'static str,
    pub icon: &'static str,
    /// What is said of these things now; not of those that the reader may not see.
    pub about: fn(&Db, &Viewer, &[i64]) -> Result<ByKey<About>>,
}

/// What a line says of its thing.
#[derive(Debug)]
pub struct About {
    /// Key of the sentence; it may name `actor`, `title` and `place`.
    pub text: &'static str,
    pub title: String,
    /// May be empty where the sentence names none.
    pub place: String,
    pub href: String,
}

/// A line as its reader sees it.
#[derive(Debug)]
pub struct Told {
    pub row: Subject,
    pub kind: &'static Kind,
    pub about: About,
}

impl Told {
    pub fn line(&self, lang: Lang) -> String {
        let actor = self.row.actor.as_deref().unwrap_or_default();
        let (title, place) = (self.about.title.as_str(), self.about.place.as_str());
        t!(
            lang,
            self.about.text,
            actor = actor,
            title = title,
            place = place
        )
    }
}

/// Tells people of something, who were told of it before as well; never the actor.
pub fn tell(
    tx: &Tx,
    kind: &Kind,
    subject: i64,
    actor: Option<PersonId>,
    people: &[PersonId],
) -> Result<()> {
    for person in people.iter().filter(|person| Some(**person) != actor) {
        queries::put_notice(tx, tx.id(), *person, kind.name, subject, actor, tx.now())?;
        tx.log("notification", person.raw(), person.raw())?;
    }
    Ok(())
}

/// As [`tell`], but not those who were told of it before.
pub fn tell_once(
    tx: &Tx,
    kind: &Kind,
    subject: i64,
    actor: Option<PersonId>,
    people: &[PersonId],
) -> Result<()> {
    let mut new = Vec::new();
    for person in people {
        if queries::was_told(tx, *person, kind.name, subject)?.is_none() {
            new.push(*person);
        }
    }
    tell(tx, kind, subject, actor, &new)
}

/// Takes back what somebody was told.
pub fn take_back(tx: &Tx, kind: &Kind, subject: i64, person: PersonId) -> Result<()> {
    if queries::delete_notice(tx, person, kind.name, subject)?.0 > 0 {
        tx.log("notification", person.raw(), person.raw())?;
    }
    Ok(())
}

/// How many are looked up at once when a thing goes.
const AT_ONCE: i64 = 500;

/// Takes back what anybody was told of a thing that nobody sees any more.
pub fn forget(tx: &Tx, subject: i64) -> Result<()> {
    loop {
        let told = queries::told_of(tx, subject, AT_ONCE)?;
        for (id, person) in &told {
            queries::delete_notice_by_id(tx, *id)?;
            tx.log("notification", person.raw(), person.raw())?;
        }
        if (told.len() as i64) < AT_ONCE {
            return Ok(());
        }
    }
}

/// Who opens what they were told of has read it.
pub async fn opened(app: &App, viewer: &Viewer, subject: i64) -> Result<()> {
    if !super::bell(app, viewer).await?.may_ring_for(subject) {
        return Ok(());
    }
    let reader = viewer.clone();
    app.store
        .write_background(move |tx| super::actions::read_about(tx, &reader, subject))
        .await
}

/// Where a line stands in the list.
pub(super) type Place = (Time, NotificationId);

/// A page of lines below a place, newest first, and how far it reaches when there are more.
pub(super) fn list(
    db: &Db,
    features: &'static [Feature],
    viewer: &Viewer,
    which: Which,
    (before, below): Place,
    limit: i64,
) -> Result<(Vec<Told>, Option<Place>)> {
    if viewer.is_guest() {
        return Ok((Vec::new(), None));
    }
    let mut rows = match which {
        Which::All => queries::notices(db, viewer.id, before, below, limit + 1)?,
        Which::Unread => queries::notices_unread(db, viewer.id, before, below, limit + 1)?,
    };
    let more = rows.len() as i64 > limit;
    rows.truncate(limit as usize);
    let reaches = rows.last().map(|row| (row.at, row.id)).filter(|_| more);
    Ok((told(db, features, viewer, rows)?, reaches))
}

/// One line of the viewer's.
pub(super) fn one(
    db: &Db,
    features: &'static [Feature],
    viewer: &Viewer,
    id: NotificationId,
) -> Result<Option<Told>> {
    let row = queries::notice(db, id, viewer.id)?.filter(|_| !viewer.is_guest());
    Ok(told(db, features, viewer, row.into_iter().collect())?.pop())
}

/// These rows with what is said of them, in their order; without those that the viewer may not see.
fn told(
    db: &Db,
    features: &'static [Feature],
    viewer: &Viewer,
    rows: Vec<Subject>,
) -> Result<Vec<Told>> {
    let mut all: Vec<Option<Subject>> = rows.into_iter().map(Some).collect();
    let mut found = Vec::with_capacity(all.len());
    for kind in features.iter().flat_map(|feature| feature.notices) {
        let of = |row: &&Subject| row.kind == kind.name;
        let ids: Vec<i64> = all
            .iter()
            .flatten()
            .filter(of)
            .map(|row| row.subject_id)
            .collect();
        if ids.is_empty() {
            continue;
        }
        for (id, about) in (kind.about)(db, viewer, &ids)? {
            let is_it = |row: &Subject| row.kind == kind.name && row.subject_id == id;
            let at = all.iter().position(|row| row.as_ref().is_some_and(is_it));
            if let Some(row) = at.and_then(|at| all[at].take()) {
                found.push(Told { row, kind, about });
            }
        }
    }
    found.sort_unstable_by_key(|told| std::cmp::Reverse((told.row.at, told.row.id)));
    Ok(found)
}
