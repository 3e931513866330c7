//! People, communities and who is in them: written before the messages that name them, because a
//! message needs their ids.
//!
//! Nobody who comes can sign in before they claim their account; a role is never taken from an
//! archive, except that guests stay guests. A dry run decides the same and writes nothing.

use std::ops::Range;
use std::sync::Arc;

use kernel::{Id, Result};
use store::{Db, Tx};

use super::ground::{self, Ground, is_of_one};
use super::settling::{Outcome, Settling, key};
use crate::import::reason::Reason;
use crate::import::record::{Record, Skipped};
use crate::import::report::Report;

/// Brings people, communities and members in and notes their ids in the directory.
pub fn settle(ground: &Ground, records: Vec<Record>, report: &mut Report) -> Result<()> {
    let records: Arc<[Record]> = records.into();
    settle_some(ground, &records, 0..records.len(), report)
}

fn settle_some(
    ground: &Ground,
    records: &Arc<[Record]>,
    range: Range<usize>,
    report: &mut Report,
) -> Result<()> {
    match attempt(ground, records, range.clone()) {
        Ok(outcomes) => {
            for (record, outcome) in records[range].iter().zip(outcomes) {
                note(ground, record, outcome, report);
            }
            Ok(())
        }
        // One of them is at fault: each is tried alone.
        Err(error) if is_of_one(&error) && range.len() > 1 => range
            .into_iter()
            .try_for_each(|at| settle_some(ground, records, at..at + 1, report)),
        Err(error) if is_of_one(&error) => {
            let place = key(&records[range.start]);
            tracing::warn!(place, %error, "something of the archive could not be added");
            report.skip(&Skipped {
                reason: Reason::NotAdded,
                place: place.to_owned(),
                count: 1,
            });
            Ok(())
        }
        Err(error) => Err(error),
    }
}

fn attempt(ground: &Ground, records: &Arc<[Record]>, range: Range<usize>) -> Result<Vec<Outcome>> {
    let (same, source, format) = (records.clone(), ground.source.clone(), ground.format);
    let directory = ground.directory.clone();
    let settle = move |db: Option<&Db>, tx: Option<&Tx>| -> Result<Vec<Outcome>> {
        let directory = ground::read(&directory);
        let mut settling =
            Settling::new(db, tx, &source, format, &directory, &same[range.clone()])?;
        same[range.clone()]
            .iter()
            .map(|record| settling.record(record))
            .collect()
    };
    match (&ground.store, ground.dry_run) {
        (Some(store), false) => {
            store.write_background_blocking(move |tx| settle(Some(&**tx), Some(tx)))
        }
        (Some(store), true) => store.read_blocking(move |db| settle(Some(db), None)),
        (None, _) => settle(None, None),
    }
}

fn note(ground: &Ground, record: &Record, outcome: Outcome, report: &mut Report) {
    let mut directory = ground::write(&ground.directory);
    let added = report.added.get_or_insert_default();
    match record {
        Record::Person(person) => {
            let id = Id::from_raw(outcome.id);
            directory.add_person(&person.key, id);
            added.people += u64::from(outcome.new);
            if let Some(mail) = outcome.taken {
                directory.planned_mails.insert(mail, id);
            }
        }
        Record::Community(community) => {
            directory.add_community(&community.key, Id::from_raw(outcome.id));
            added.communities += u64::from(outcome.new);
            directory.planned_names.extend(outcome.taken);
        }
        _ => {}
    }
    for reason in outcome.notes {
        report.skip(&Skipped {
            reason,
            place: key(record).to_owned(),
            count: 1,
        });
    }
}
