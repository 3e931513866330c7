//! Tables as people paste them: the first line names the columns, in any order, separated by commas,
//! semicolons or tabs.

use kernel::text::fold::fold;
use kernel::{Error, Problem, Problems, Result};

/// A line below the first.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its place in the text, from 1.
    pub at: usize,
    /// What stands in the wanted columns; empty where the line is short.
    pub cells: Vec<String>,
}

/// The lines of a text, at most `most`; empty ones are left out. `columns` are the folded names that
/// each wanted column may have. What is wrong names `field` when it is about the first line
/// (`csv_header`), else the line (`csv_line`).
pub fn lines(field: &str, text: &str, columns: &[&[&str]], most: usize) -> Result<Vec<Line>> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t', b',']
        .into_iter()
        .find(|mark| first.as_bytes().contains(mark))
        .ok_or_else(|| Error::invalid(field, "csv_header"))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|_| unreadable(1))?.clone();
    let places: Vec<usize> = columns
        .iter()
        .map(|names| {
            headers
                .iter()
                .position(|header| names.contains(&fold(header).as_str()))
                .ok_or_else(|| Error::invalid(field, "csv_header"))
        })
        .collect::<Result<_>>()?;
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            unreadable(error.position().map_or(0, |position| position.line()) as usize)
        })?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        if lines.len() >= most {
            return Err(Error::invalid(field, "too_many_readings").limit(most as i64));
        }
        let cell = |at: &usize| record.get(*at).unwrap_or_default().to_owned();
        lines.push(Line {
            at: record.position().map_or(0, |position| position.line()) as usize,
            cells: places.iter().map(cell).collect(),
        });
    }
    Ok(lines)
}

/// A problem of one line of a table, or of one place in a list: from 1.
pub fn wrong(at: usize, field: &str, code: &'static str) -> Problem {
    Problem {
        code,
        field: Some(format!("{at}/{field}")),
        limit: None,
    }
}

fn unreadable(line: usize) -> Error {
    Problems(vec![wrong(line, "value", "csv_line")]).into()
}

/// As a form with one line has it: fields are called as they are.
pub fn without_places(error: Error) -> Error {
    placed(error, |_, name| name.to_owned())
}

/// As pointers into the list of this name that was sent.
pub fn in_the_body(error: Error, list: &str) -> Error {
    placed(error, |at, name| format!("{list}/{}/{name}", at - 1))
}

fn placed(mut error: Error, place: impl Fn(usize, &str) -> String) -> Error {
    for problem in &mut error.problems {
        if let Some((at, name)) = problem
            .field
            .as_deref()
            .and_then(|field| field.split_once('/'))
            && let Some(at) = at.parse().ok().filter(|at| *at > 0)
        {
            problem.field = Some(place(at, name));
        }
    }
    error
}
