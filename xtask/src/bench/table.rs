//! The table as text: for the terminal, and for the documentation.

use super::figure::Figure;
use super::goal::number;
use super::run::Report;

/// What stands in each column; an empty text where there is nothing.
struct Row {
    name: String,
    goal: String,
    measured: String,
    ratio: String,
    cpu: String,
    p50: String,
    p99: String,
    holds: &'static str,
    note: String,
}

impl Row {
    fn of(figure: &Figure) -> Row {
        let some = |value: Option<f64>| value.map(number).unwrap_or_default();
        Row {
            name: figure.name.clone(),
            goal: figure.goal.text(),
            measured: figure.measured.map_or("not measured".into(), |measured| {
                format!("{} {}", number(measured), figure.unit)
            }),
            ratio: some(figure.ratio),
            cpu: some(figure.cpu_us),
            p50: some(figure.p50_ms),
            p99: some(figure.p99_ms),
            holds: match figure.holds() {
                Some(true) => "yes",
                Some(false) => "NO",
                None => "",
            },
            note: figure.note.clone(),
        }
    }

    fn columns(&self) -> [&str; 8] {
        let Row {
            name,
            goal,
            measured,
            ratio,
            cpu,
            p50,
            p99,
            holds,
            ..
        } = self;
        [name, goal, measured, ratio, cpu, p50, p99, holds]
    }
}

const HEADS: [&str; 8] = [
    "what", "goal", "measured", "ratio", "CPU µs", "p50 ms", "p99 ms", "holds",
];

/// With each note on a line of its own.
pub fn plain(report: &Report) -> String {
    let rows: Vec<Row> = report.figures.iter().map(Row::of).collect();
    let chars = |text: &str| text.chars().count();
    let mut widths = HEADS.map(chars);
    for row in &rows {
        for (width, text) in widths.iter_mut().zip(row.columns()) {
            *width = (*width).max(chars(text));
        }
    }
    let line = |columns: [&str; 8]| {
        let padded = columns
            .iter()
            .zip(widths)
            .enumerate()
            .map(|(at, (text, width))| {
                let space = " ".repeat(width - chars(text));
                match at {
                    3..=6 => format!("{space}{text}"),
                    _ => format!("{text}{space}"),
                }
            });
        format!("  {}\n", padded.collect::<Vec<_>>().join("  ").trim_end())
    };
    let mut text = format!("\n━━ {}\n{}", head(report), line(HEADS));
    for row in &rows {
        text.push_str(&line(row.columns()));
        if !row.note.is_empty() {
            text.push_str(&format!("      {}\n", row.note));
        }
    }
    text.push('\n');
    text
}

/// Size, machine, commit and day in one line.
pub fn head(report: &Report) -> String {
    format!(
        "{}: {}. {}. Commit {}, {}",
        report.size.name(),
        report.network,
        report.machine,
        report.commit,
        report.day
    )
}

pub fn markdown(report: &Report) -> String {
    let mut text = format!("{}.\n\n", head(report));
    text.push_str("| What | Goal | Measured | Ratio | CPU µs | p50 ms | p99 ms | Holds |\n");
    text.push_str("|---|---|--:|--:|--:|--:|--:|---|\n");
    for row in report.figures.iter().map(Row::of) {
        let columns = row.columns().map(escaped);
        text.push_str(&format!("| {} |\n", columns.join(" | ")));
    }
    text.push_str("\nBeside the figures:\n\n");
    for figure in report
        .figures
        .iter()
        .filter(|figure| !figure.note.is_empty())
    {
        text.push_str(&format!("- {}: {}.\n", figure.name, escaped(&figure.note)));
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::bench::goal::{Bound, Goal};
    use crate::bench::size::Size;

    pub fn report() -> Report {
        let floor = Goal::Ratio(Bound::AtLeast(0.5), "of the floor");
        Report {
            figures: vec![
                Figure::new("Home", floor, 4_200.0, "requests/s")
                    .ratio(0.31)
                    .note("a|b"),
                Figure::absent("Search", Goal::None, "not there <yet>"),
            ],
            size: Size::S,
            network: "2,000 people".into(),
            machine: "2 × Some, 8 GB".into(),
            commit: "abc".into(),
            day: "2026-11-22".into(),
        }
    }

    #[test]
    fn losing_and_missing_lines_stand_in_the_table() {
        let text = plain(&report());
        let home = text.lines().find(|line| line.contains("Home")).unwrap();
        assert!(
            home.contains("4,200 requests/s") && home.ends_with("NO"),
            "{text}"
        );
        assert!(text.contains("not measured") && text.contains("not there <yet>"));
        let text = markdown(&report());
        assert!(
            text.contains("| 0.31 |") && text.contains("a\\|b"),
            "{text}"
        );
    }
}
