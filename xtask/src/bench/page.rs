//! The report as a page that stands alone: pictures, then the table with everything.

use super::figure::Figure;
use super::goal::number;
use super::picture::{self, escaped};
use super::run::Report;
use super::table;

const HEADS: [(&str, &str); 8] = [
    ("What", ""),
    ("Goal", ""),
    ("Measured", "n"),
    ("Ratio", "n"),
    ("CPU µs", "n"),
    ("p50 ms", "n"),
    ("p99 ms", "n"),
    ("Holds", ""),
];

pub fn html(report: &Report) -> String {
    let figures = &report.figures;
    let held = |wanted| {
        figures
            .iter()
            .filter(|figure| figure.holds() == Some(wanted))
            .count()
    };
    let heads: String = HEADS
        .iter()
        .map(|(head, class)| format!("<th scope=\"col\" class=\"{class}\">{head}</th>"))
        .collect();
    let rows: String = figures.iter().map(row).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Folkmoot, measured</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n\
         <header><h1>{} goals hold, {} do not</h1><p>{}</p></header>\n{}\n{}\n{}\n\
         <section><table><thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table></section>\n\
         </main>\n</body>\n</html>\n",
        include_str!("page.css"),
        held(true),
        held(false),
        escaped(&table::head(report)),
        picture::goals(figures),
        picture::cpu(figures),
        picture::latency(figures),
    )
}

fn row(figure: &Figure) -> String {
    let some = |value: Option<f64>| value.map(number).unwrap_or_default();
    let measured = match figure.measured {
        Some(measured) => format!("{} {}", number(measured), figure.unit),
        None => "not measured".into(),
    };
    let note = match figure.note.as_str() {
        "" => String::new(),
        note => format!("<small>{}</small>", escaped(note)),
    };
    let (class, word) = match figure.holds() {
        Some(true) => ("yes", "yes"),
        Some(false) => ("no", "no"),
        None => ("", ""),
    };
    let numbers: String = [measured]
        .into_iter()
        .chain([figure.ratio, figure.cpu_us, figure.p50_ms, figure.p99_ms].map(some))
        .map(|text| format!("<td class=\"n\">{text}</td>"))
        .collect();
    format!(
        "<tr><td>{}{note}</td><td>{}</td>{numbers}<td class=\"{class}\">{word}</td></tr>\n",
        escaped(&figure.name),
        escaped(&figure.goal.text()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::table::tests::report;

    #[test]
    fn the_page_shows_losing_and_missing_lines() {
        let page = html(&report());
        assert!(page.contains("<h1>0 goals hold, 1 do not</h1>"), "{page}");
        assert!(page.contains("<td class=\"no\">no</td>"));
        assert!(page.contains("not there &lt;yet&gt;") && !page.contains("<yet>"));
    }
}
