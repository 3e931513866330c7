//! What an import brought, for the person at the terminal.

use crate::import::report::Report;

pub fn summary(report: &Report, dry_run: bool) -> Vec<String> {
    let Report {
        people,
        communities,
        posts,
        replies,
        reactions,
        files,
        ..
    } = report;
    let counts = [
        (*people, "people"),
        (*communities, "communities"),
        (*posts, "posts"),
        (*replies, "replies"),
        (*reactions, "reactions"),
        (*files, "links to files"),
    ];
    let mut lines = vec![format!("In the archive: {}.", listed(&counts))];
    if let Some(added) = &report.added {
        let counts = [
            (added.people, "people"),
            (added.communities, "communities"),
            (added.posts, "posts"),
            (added.replies, "replies"),
            (added.reactions, "reactions"),
        ];
        let added = listed(&counts);
        lines.push(
            match (dry_run, counts.iter().all(|(count, _)| *count == 0)) {
                (true, _) => {
                    format!("This was a dry run; nothing was written. New would be: {added}.")
                }
                (false, true) => "Everything was here already; nothing was added.".to_owned(),
                (false, false) => format!("Added: {added}."),
            },
        );
    }
    let skipped: Vec<_> = report.skipped().collect();
    if !skipped.is_empty() {
        lines.push("Left out or changed, with the first place of each:".to_owned());
    }
    for line in skipped {
        let (count, sentence) = (line.count, line.reason.sentence());
        lines.push(format!(
            "{count:>9}  {sentence} [{}: {}]",
            line.reason.code(),
            line.first
        ));
    }
    lines
}

fn listed(counts: &[(u64, &str)]) -> String {
    let parts: Vec<String> = counts
        .iter()
        .map(|(count, what)| format!("{} {what}", grouped(*count)))
        .collect();
    parts.join(", ")
}

fn grouped(number: u64) -> String {
    indicatif::HumanCount(number).to_string()
}
