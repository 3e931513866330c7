//! What happened to each row, for a person at a terminal and for a file.

use std::collections::BTreeMap;

use serde::Serialize;

use super::apply::Outcome;
use super::sheet::Sheet;

/// So many refused rows are named on the terminal; the file names all.
const NAMED: usize = 50;

#[derive(Debug, Serialize)]
pub struct Report {
    pub dry_run: bool,
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub refused: u64,
    pub ignored_columns: Vec<String>,
    /// By line.
    #[serde(serialize_with = "in_order")]
    pub rows: BTreeMap<u64, Row>,
}

#[derive(Debug, Serialize)]
pub struct Row {
    pub line: u64,
    pub employee_number: String,
    pub outcome: &'static str,
    /// Why it was refused, or what of it was left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

impl Report {
    pub fn new(sheet: &Sheet, dry_run: bool) -> Report {
        Report {
            dry_run,
            added: 0,
            changed: 0,
            unchanged: 0,
            refused: 0,
            ignored_columns: sheet.ignored.clone(),
            rows: BTreeMap::new(),
        }
    }

    pub fn note(&mut self, line: u64, number: &str, outcome: Outcome) {
        let mut problems = Vec::new();
        let (count, outcome) = match outcome {
            Outcome::Added => (&mut self.added, "added"),
            Outcome::Changed => (&mut self.changed, "changed"),
            Outcome::Unchanged => (&mut self.unchanged, "unchanged"),
            Outcome::Refused(reason) => {
                problems.push(reason);
                (&mut self.refused, "refused")
            }
        };
        *count += 1;
        let row = Row {
            line,
            employee_number: number.to_owned(),
            outcome,
            problems,
        };
        self.rows.insert(line, row);
    }

    /// What came of the manager of a row that was noted before.
    pub fn note_manager(&mut self, line: u64, changed: bool, warning: Option<String>) {
        let Some(row) = self.rows.get_mut(&line) else {
            return;
        };
        row.problems.extend(warning);
        if changed && row.outcome == "unchanged" {
            row.outcome = "changed";
            self.unchanged -= 1;
            self.changed += 1;
        }
    }

    pub fn summary(&self) -> Vec<String> {
        let named: Vec<&Row> = self
            .rows
            .values()
            .filter(|row| !row.problems.is_empty())
            .collect();
        let mut lines: Vec<String> = named.iter().take(NAMED).map(|row| row.in_words()).collect();
        if named.len() > NAMED {
            lines.push(format!(
                "and {} more lines; --report FILE names them all",
                named.len() - NAMED
            ));
        }
        let counts = [
            (self.added, "added"),
            (self.changed, "changed"),
            (self.unchanged, "unchanged"),
            (self.refused, "refused"),
        ];
        let counts = counts
            .map(|(count, what)| format!("{count} {what}"))
            .join(", ");
        let dry = if self.dry_run {
            " (dry run: nothing was changed)"
        } else {
            ""
        };
        lines.push(format!("{counts}{dry}"));
        lines
    }
}

impl Row {
    fn in_words(&self) -> String {
        let refused = if self.outcome == "refused" {
            "refused: "
        } else {
            ""
        };
        format!("line {}: {refused}{}", self.line, self.problems.join("; "))
    }
}

fn in_order<S: serde::Serializer>(
    rows: &BTreeMap<u64, Row>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(rows.values())
}
