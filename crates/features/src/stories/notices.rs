//! What people are told of stories: that somebody wants to name them, to show them on displays, or praises
//! them.

use kernel::Result;
use network::feed::ByKey;
use network::notifications::notices::{self, About, Kind};
use network::{PersonId, Viewer};
use store::{Db, Tx};

use super::queries;
use super::story::{Consent, Credit, StoryId};

pub const KINDS: &[Kind] = &[NAMED, ON_DISPLAYS, PRAISED];

const NAMED: Kind = Kind {
    name: "story-named",
    icon: "sprout",
    about: |db, viewer, ids| about(db, viewer, ids, "stories-notice-named", ""),
};

const ON_DISPLAYS: Kind = Kind {
    name: "story-displays",
    icon: "monitor",
    about: |db, viewer, ids| about(db, viewer, ids, "stories-notice-displays", "#displays"),
};

const PRAISED: Kind = Kind {
    name: "story-praised",
    icon: "party-popper",
    about: |db, viewer, ids| about(db, viewer, ids, "stories-notice-praised", "#praise"),
};

fn about(
    db: &Db,
    viewer: &Viewer,
    ids: &[i64],
    text: &'static str,
    part: &str,
) -> Result<ByKey<About>> {
    let ids: Vec<StoryId> = ids.iter().map(|id| StoryId::from_raw(*id)).collect();
    let found = queries::titles(db, viewer.id, &ids)?;
    let about = |(id, title): (StoryId, String)| {
        let about = About {
            text,
            title,
            place: String::new(),
            href: format!("/stories/{id}{part}"),
        };
        (id.raw(), about)
    };
    Ok(found.into_iter().map(about).collect())
}

/// Those who are asked for their name now, of whom these were known before; the others are asked no more.
pub fn asked(tx: &Tx, id: StoryId, teller: PersonId, before: &[Credit]) -> Result<()> {
    let now = queries::people(tx, id)?;
    let waited = |it: &Credit| {
        let known = before.iter().find(|old| old.person_id == it.person_id);
        known.is_some_and(|old| old.answer == Consent::Asked)
    };
    let asked = now.iter().filter(|it| it.answer == Consent::Asked);
    let asked: Vec<PersonId> = asked
        .filter(|it| !waited(it))
        .map(|it| it.person_id)
        .collect();
    notices::tell(tx, &NAMED, id.raw(), Some(teller), &asked)?;
    for old in before {
        if now.iter().all(|it| it.person_id != old.person_id) {
            notices::take_back(tx, &NAMED, id.raw(), old.person_id)?;
            notices::take_back(tx, &ON_DISPLAYS, id.raw(), old.person_id)?;
        }
    }
    Ok(())
}

/// The teller wants it on displays; those who are named in it are asked once.
pub fn on_displays(tx: &Tx, id: StoryId, teller: PersonId, people: &[Credit]) -> Result<()> {
    let agreed = queries::agreed_to_displays(tx, id)?;
    let named = people.iter().filter(|it| it.answer == Consent::Agreed);
    let asked = named.map(|it| it.person_id);
    let asked: Vec<PersonId> = asked.filter(|person| !agreed.contains(person)).collect();
    notices::tell_once(tx, &ON_DISPLAYS, id.raw(), Some(teller), &asked)
}

pub fn praised(tx: &Tx, id: StoryId, person: PersonId, by: PersonId) -> Result<()> {
    notices::tell(tx, &PRAISED, id.raw(), Some(by), &[person])
}

/// When the last praise that somebody got for it is gone.
pub fn not_praised(tx: &Tx, id: StoryId, person: PersonId) -> Result<()> {
    let left = queries::praise_of(tx, id, person, queries::MOST)?;
    match left.iter().any(|it| it.person_id == person) {
        true => Ok(()),
        false => notices::take_back(tx, &PRAISED, id.raw(), person),
    }
}

/// It is there for nobody any more.
pub fn forget(tx: &Tx, id: StoryId) -> Result<()> {
    notices::forget(tx, id.raw())
}
