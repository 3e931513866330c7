//! What a first visit of home transfers: the page, its styles, its scripts, as they are sent.

use anyhow::{Result, ensure};

use crate::bench::drive::{self, Key};
use crate::bench::figure::Figure;
use crate::bench::goal::{Bound, Goal};
use crate::bench::ground::Ground;
use crate::bench::keys::MEDIAN;

const GZIP: &str = "Accept-Encoding: gzip\r\n";

pub fn measure(ground: &mut Ground) -> Result<Vec<Figure>> {
    ground.serve()?;
    let key = ground.keys.of(MEDIAN).unwrap_or(ground.keys.all())[0].clone();
    let page = ground.get(&key, "/")?.text();
    let tags = tags(&page);
    let styles = tags.iter().filter_map(|tag| stylesheet(tag));
    let styles: usize = styles
        .map(|path| weight(ground, &key, path))
        .sum::<Result<_>>()?;
    let scripts: Vec<&&str> = tags
        .iter()
        .filter(|tag| tag.starts_with("<script"))
        .collect();
    let addresses: Vec<&str> = scripts
        .iter()
        .filter_map(|tag| attribute(tag, "src"))
        .collect();
    let bytes: Result<Vec<usize>> = addresses
        .iter()
        .map(|path| weight(ground, &key, path))
        .collect();
    let bytes: usize = bytes?.iter().sum();
    // A script in the head that neither waits nor is a module holds up the first paint.
    let blocking = scripts
        .iter()
        .filter(|tag| {
            !["defer", "async", "type=\"module\""]
                .iter()
                .any(|how| tag.contains(how))
        })
        .count();

    let most = |kilobytes| Goal::Measured(Bound::AtMost(kilobytes), "KB");
    let kilobytes = |bytes: usize| bytes as f64 / 1024.0;
    let html = weight(ground, &key, "/")?;
    let script = match addresses.len() {
        0 => Figure::absent(
            "Page weight, script",
            most(40.0),
            "the front end was not bundled when the program was built",
        ),
        _ => Figure::new("Page weight, script", most(40.0), kilobytes(bytes), "KB")
            .note("what the page itself names, as it is sent"),
    };
    Ok(vec![
        Figure::new("Page weight, HTML", most(40.0), kilobytes(html), "KB")
            .note("gzip, somebody typical"),
        Figure::new("Page weight, style", most(20.0), kilobytes(styles), "KB").note("gzip"),
        script,
        Figure::new(
            "Scripts that hold up the first paint",
            Goal::Measured(Bound::AtMost(0.0), "scripts"),
            blocking as f64,
            "scripts",
        ),
    ])
}

/// Bytes of the body as they travel.
fn weight(ground: &Ground, key: &Key, path: &str) -> Result<usize> {
    let answer = ground.ask(&drive::with(ground.address(), key, path, GZIP))?;
    ensure!(answer.status == 200, "{path} answered {}", answer.status);
    Ok(answer.body.len())
}

fn tags(page: &str) -> Vec<&str> {
    let starts = page.match_indices('<').map(|(at, _)| &page[at..]);
    starts
        .filter_map(|rest| rest.split_inclusive('>').next())
        .filter(|tag| tag.starts_with("<link") || tag.starts_with("<script"))
        .collect()
}

fn stylesheet<'p>(tag: &&'p str) -> Option<&'p str> {
    let style = tag.starts_with("<link") && attribute(tag, "rel") == Some("stylesheet");
    attribute(tag, "href").filter(|_| style)
}

fn attribute<'p>(tag: &'p str, name: &str) -> Option<&'p str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_names_is_found() {
        let page = r#"<head><link rel="icon" href="/i"><link rel="stylesheet" href="/s.css">
            <script type="module" src="/a.js"></script><p>x < y</p></head>"#;
        let tags = tags(page);
        let styles: Vec<_> = tags.iter().filter_map(stylesheet).collect();
        assert_eq!(styles, ["/s.css"]);
        let scripts: Vec<_> = tags
            .iter()
            .filter_map(|tag| attribute(tag, "src"))
            .collect();
        assert_eq!(scripts, ["/a.js"]);
    }
}
