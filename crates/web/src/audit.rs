//! What is wrong with the markup of a page, for the tests of every tier.
//!
//! It reads one document as a browser would. Contrast, focus and the rest that needs a browser is
//! tried in one.

mod sink;

use std::collections::HashSet;

use html5ever::tendril::TendrilSink;

use sink::{Element, Sink};

/// Everything wrong with a whole document; empty is good.
pub fn page(html: &str) -> Vec<String> {
    let read = html5ever::parse_document(Sink::default(), Default::default()).one(html);
    let mut problems = read.errors.into_inner();
    let elements = read.elements.into_inner();
    let h1 = elements.iter().filter(|element| element.is("h1")).count();
    if h1 != 1 {
        problems.push(format!("{h1} h1 elements"));
    }
    if !elements
        .iter()
        .any(|element| element.is("html") && element.has("lang"))
    {
        problems.push("the language is missing".to_owned());
    }
    if !elements.iter().any(|element| element.is("main")) {
        problems.push("there is no main".to_owned());
    }
    check_elements(&elements, &mut problems);
    problems
}

/// The same for a piece of a page: an answer to Turbo, a card.
pub fn fragment(html: &str) -> Vec<String> {
    let document = format!(
        "<!doctype html><html lang=\"en\"><title>-</title><body><main><h1>-</h1>{html}</main>"
    );
    page(&document)
        .into_iter()
        .filter(|problem| !problem.contains("names nothing"))
        .collect()
}

fn check_elements(elements: &[std::rc::Rc<Element>], problems: &mut Vec<String>) {
    let mut ids = HashSet::new();
    for element in elements {
        if let Some(id) = element.get("id") {
            if !ids.insert(id.clone()) {
                problems.push(format!("the id {id:?} is there twice"));
            }
            if id.is_empty() || id.contains(char::is_whitespace) {
                problems.push(format!("{id:?} is no id"));
            }
        }
    }
    for element in elements {
        check_policy(element, problems);
        check_names(element, elements, problems);
        for reference in [
            "for",
            "aria-labelledby",
            "aria-describedby",
            "popovertarget",
            "aria-controls",
        ] {
            for id in element
                .get(reference)
                .iter()
                .flat_map(|ids| ids.split_whitespace())
            {
                if !ids.contains(id) {
                    problems.push(format!("{reference}={id:?} names nothing"));
                }
            }
        }
        if let Some(id) = element
            .get("href")
            .as_deref()
            .and_then(|href| href.strip_prefix('#'))
            && element.is("use")
            && !ids.contains(id)
        {
            problems.push(format!("the icon {id:?} names nothing"));
        }
    }
}

/// What the content security policy forbids.
fn check_policy(element: &Element, problems: &mut Vec<String>) {
    let name = element.name();
    if element.is("style") || (element.is("script") && !element.has("src")) {
        problems.push(format!("an inline {name}"));
    }
    for attribute in element.attribute_names() {
        if attribute == "style" || attribute.starts_with("on") {
            problems.push(format!("{name} has the attribute {attribute}"));
        }
    }
    for attribute in ["href", "src", "action"] {
        let value = element.get(attribute).unwrap_or_default();
        if value
            .trim_start()
            .to_ascii_lowercase()
            .starts_with("javascript:")
        {
            problems.push(format!("{name} has a script as {attribute}"));
        }
    }
}

/// Everything that can be used or seen has a name.
fn check_names(element: &Element, all: &[std::rc::Rc<Element>], problems: &mut Vec<String>) {
    let labelled = element.has("aria-label") || element.has("aria-labelledby");
    let describe = || {
        let place = ["id", "class", "name", "href"]
            .iter()
            .find_map(|name| element.get(name));
        format!("{} {:?}", element.name(), place.unwrap_or_default())
    };
    match element.name().as_str() {
        "button" | "summary" if !labelled && !element.has_text() => {
            problems.push(format!("{} has no name", describe()));
        }
        "a" if element.has("href")
            && !labelled
            && !element.has_text()
            && !element.has("aria-hidden") =>
        {
            problems.push(format!("{} has no name", describe()));
        }
        "img" if !element.has("alt") => problems.push(format!("{} has no alt", describe())),
        "input" | "select" | "textarea" => {
            let hidden = element.get("type").as_deref() == Some("hidden");
            let id = element.get("id").unwrap_or_default();
            let named = all.iter().any(|label| {
                label.is("label") && label.get("for").is_some_and(|given| given == id)
            });
            if !hidden && !labelled && !named && !element.is_within("label") {
                problems.push(format!("{} has no label", describe()));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_found_and_a_clean_page_has_none() {
        assert_eq!(fragment("<p>Fine <a href=\"/x\">link</a></p>"), [""; 0]);
        for (html, expected) in [
            ("<p id=a></p><p id=a></p>", "the id \"a\" is there twice"),
            ("<p style=\"color:red\"></p>", "p has the attribute style"),
            ("<p onclick=x></p>", "p has the attribute onclick"),
            ("<script>1</script>", "an inline script"),
            ("<a href=\" JavaScript:x\">a</a>", "a has a script as href"),
            ("<h1>Two</h1>", "2 h1 elements"),
            ("<button></button>", "button \"\" has no name"),
            (
                "<button><svg aria-hidden=true><title>x</title></svg></button>",
                "has no name",
            ),
            ("<input name=q>", "input \"q\" has no label"),
            ("<img src=/x>", "img \"\" has no alt"),
            ("<p><div></div></p>", "parse error"),
        ] {
            let found = fragment(html);
            assert!(
                found.iter().any(|problem| problem.contains(expected)),
                "{html}: {found:?}"
            );
        }
        assert!(
            page("<p aria-describedby=x>")
                .iter()
                .any(|p| p.contains("names nothing"))
        );
    }
}
