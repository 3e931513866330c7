//! What the index itself costs: the same words asked of tantivy alone, in our own process, for the best
//! twenty and the number of all, with no thought of who asks or what is shown.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, Term};

use crate::bench::data::Source;
use crate::bench::drive::Meter;

/// Where posts and replies have their words.
const FIELD: &str = "text";
const SHOWN: usize = 20;

/// Microseconds of CPU a query; `None` when the index is not beside the tables.
pub fn cpu_us(network: &Source, words: &[String], time: Duration) -> Result<Option<f64>> {
    let Source::Folder(folder) = network else {
        return Ok(None);
    };
    let Some(index) = newest_index(folder)? else {
        return Ok(None);
    };
    let index = Index::open_in_dir(&index)?;
    let searcher = index.reader()?.searcher();
    anyhow::ensure!(searcher.num_docs() > 0, "the index is empty");
    let field = index.schema().get_field(FIELD)?;
    // As they stand in a text; the index has them so, beside their stems.
    let terms: Vec<Term> = words
        .iter()
        .map(|word| Term::from_field_text(field, &word.to_lowercase()))
        .collect();
    let ask = |term: &Term| -> Result<()> {
        let query = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
        let best = TopDocs::with_limit(SHOWN).order_by_score();
        searcher.search(&query, &(best, Count))?;
        Ok(())
    };
    terms.iter().try_for_each(ask)?;
    let meter = Meter::of(std::process::id());
    let (began, before) = (Instant::now(), meter.cpu_seconds()?);
    let mut asked = 0;
    while began.elapsed() < time {
        terms.iter().try_for_each(ask)?;
        asked += terms.len();
    }
    let seconds = meter.cpu_seconds()? - before;
    Ok(Some(seconds * 1e6 / asked as f64))
}

/// Wherever below the folder of the network tantivy keeps one; of several the newest.
fn newest_index(folder: &Path) -> Result<Option<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = fs::read_dir(&next).with_context(|| format!("cannot read {next:?}"))?;
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if entry.file_name() == "meta.json" {
                found.push((entry.metadata()?.modified()?, next.clone()));
            }
        }
    }
    Ok(found.into_iter().max().map(|(_, folder)| folder))
}
