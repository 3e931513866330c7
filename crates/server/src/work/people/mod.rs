//! Many people at once, from the employer's records as CSV.
//!
//! People are known by employee number, so an import can be repeated: it changes what differs. A row
//! that is not right is refused and named; the others go on. Nobody is removed, because a file is
//! often a part of the whole.

mod apply;
mod report;
mod sheet;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use kernel::Error;
use kernel::text::fold::fold;
use serde::{Deserialize, Serialize};
use store::{Store, Tx};

pub use sheet::decode;

use self::apply::Outcome;
use self::report::Report;
use self::sheet::{Column, Row, Sheet};
use super::{Said, Say};

#[derive(Clone, Serialize, Deserialize)]
pub struct Import {
    /// The whole file.
    pub csv: String,
    pub dry_run: bool,
}

impl std::fmt::Debug for Import {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Import of {} bytes", self.csv.len())
    }
}

/// Rows in one transaction: many, so that a file does not cost a disk write a row, but not so many
/// that people who write meanwhile would wait.
const CHUNK: usize = 50;

pub fn import(store: &Store, import: &Import, say: Say<'_>) -> Result<()> {
    let sheet = sheet::read(&import.csv)?;
    let mut report = Report::new(&sheet, import.dry_run);
    for column in &sheet.ignored {
        say(Said::Note(format!("the column {column:?} is not read")))?;
    }
    let rows = without_doubles(sheet, &mut report);
    let numbers: Arc<HashSet<String>> =
        Arc::new(rows.iter().map(|row| fold(&row.number)).collect());
    let total = rows.len() as u64;
    let mut later = Vec::new();
    for (at, chunk) in rows.chunks(CHUNK).enumerate() {
        let chunk: Arc<[Row]> = chunk.into();
        let same = chunk.clone();
        let outcomes = attempt(store, import.dry_run, move |tx| {
            same.iter().map(|row| apply::person(tx, row)).collect()
        })?;
        for (row, outcome) in chunk.iter().zip(outcomes) {
            if !matches!(outcome, Outcome::Refused(_))
                && row.get(Column::Manager).is_some_and(|m| !m.is_empty())
            {
                later.push(row.clone());
            }
            report.note(row.line, &row.number, outcome);
        }
        let done = ((at + 1) * CHUNK).min(rows.len()) as u64;
        say(Said::Progress {
            done,
            total,
            unit: "people".to_owned(),
        })?;
    }
    // Whoever leads may stand below those they lead, so this comes when everyone is there.
    for chunk in later.chunks(CHUNK) {
        let chunk: Arc<[Row]> = chunk.into();
        let (same, numbers, dry_run) = (chunk.clone(), numbers.clone(), import.dry_run);
        let outcomes = attempt(store, dry_run, move |tx| {
            let expected = |number: &str| dry_run && numbers.contains(number);
            same.iter()
                .map(|row| apply::manager(tx, row, &expected))
                .collect()
        })?;
        for (row, (changed, warning)) in chunk.iter().zip(outcomes) {
            report.note_manager(row.line, changed, warning);
        }
    }
    for line in report.summary() {
        say(Said::Note(line))?;
    }
    say(Said::Report(serde_json::to_value(&report)?))
}

/// Refuses rows without a number, and those whose number stood above.
fn without_doubles(sheet: Sheet, report: &mut Report) -> Vec<Row> {
    let mut first: HashMap<String, u64> = HashMap::new();
    let mut rows = Vec::with_capacity(sheet.rows.len());
    for row in sheet.rows {
        let refused = match row {
            Err((line, reason)) => Err((line, String::new(), reason)),
            Ok(row) => match first.get(&fold(&row.number)) {
                _ if row.number.is_empty() => Err((
                    row.line,
                    String::new(),
                    "employee_number is empty".to_owned(),
                )),
                Some(above) => {
                    let reason = format!(
                        "employee_number {} stands already in line {above}",
                        row.number
                    );
                    Err((row.line, row.number, reason))
                }
                None => Ok(row),
            },
        };
        match refused {
            Ok(row) => {
                first.insert(fold(&row.number), row.line);
                rows.push(row);
            }
            Err((line, number, reason)) => report.note(line, &number, Outcome::Refused(reason)),
        }
    }
    rows
}

/// Runs the closure in a transaction; in a dry run the transaction is undone.
fn attempt<T: Send + 'static>(
    store: &Store,
    dry_run: bool,
    act: impl Fn(&Tx) -> kernel::Result<Vec<T>> + Send + 'static,
) -> kernel::Result<Vec<T>> {
    if !dry_run {
        return store.write_blocking(act);
    }
    const UNDONE: &str = "dry_run";
    let found = Arc::new(Mutex::new(Vec::new()));
    let kept = found.clone();
    let undone = store.write_blocking(move |tx| -> kernel::Result<()> {
        *kept.lock().unwrap_or_else(PoisonError::into_inner) = act(tx)?;
        Err(Error::conflict(UNDONE))
    });
    match undone {
        Err(error) if error.code() != UNDONE => Err(error),
        _ => Ok(std::mem::take(
            &mut *found.lock().unwrap_or_else(PoisonError::into_inner),
        )),
    }
}
