//! Words for people: the same keys in every language, and a text for every key the source names.

use std::collections::{BTreeSet, HashMap};

use regex::Regex;

use crate::source::{Source, files, rust};

fn keys(source: &Source) -> BTreeSet<String> {
    web::texts::keys(&source.text).into_iter().collect()
}

/// Every key, with the file it is from.
fn all_keys() -> HashMap<String, String> {
    let mut all: HashMap<String, String> = HashMap::new();
    for source in files(&["crates"], &["ftl"])
        .iter()
        .filter(|source| source.path.ends_with("en.ftl"))
    {
        for key in web::texts::keys(&source.text) {
            let before = all.insert(key.clone(), source.path.clone());
            assert!(
                before.is_none(),
                "{key} stands in {} and in {}",
                before.unwrap_or_default(),
                source.path
            );
        }
    }
    all
}

#[test]
fn both_languages_have_the_same_keys() {
    let sources = files(&["crates"], &["ftl"]);
    let by_path: HashMap<&str, &Source> = sources
        .iter()
        .map(|source| (source.path.as_str(), source))
        .collect();
    for source in &sources {
        let other = match source.path.strip_suffix("en.ftl") {
            Some(folder) => format!("{folder}de.ftl"),
            None => source.path.replace("de.ftl", "en.ftl"),
        };
        let other = by_path
            .get(other.as_str())
            .unwrap_or_else(|| panic!("{other} is missing"));
        let missing: Vec<_> = keys(source).difference(&keys(other)).cloned().collect();
        assert!(missing.is_empty(), "{} lacks {missing:?}", other.path);
    }
}

#[test]
fn the_texts_of_the_whole_program_fit_together() {
    server::ground::install_texts();
    all_keys();
}

#[test]
fn every_key_that_is_named_has_a_text() {
    let known = all_keys();
    let named = Regex::new(r#"\bt!\(\s*[^,()]+(?:\([^()]*\))?\s*,\s*"([a-z0-9_-]+)""#).unwrap();
    let labels = Regex::new(r#"\blabel: "([a-z0-9_-]+)""#).unwrap();
    let mut missing = BTreeSet::new();
    for source in rust() {
        let product = source.path.starts_with("crates/");
        for pattern in [&named, &labels] {
            for found in pattern.captures_iter(&source.program()) {
                if product && !known.contains_key(&found[1]) {
                    missing.insert(format!("{} ({})", &found[1], source.path));
                }
            }
        }
    }
    assert!(missing.is_empty(), "no text has these keys:\n{missing:#?}");
}

#[test]
fn every_code_of_an_error_has_a_sentence() {
    let known = all_keys();
    let code = |pattern: &str| Regex::new(pattern).unwrap();
    let patterns = [
        code(r#"Error::new\(\s*(?:kernel::)?Kind::[A-Za-z]+\s*,\s*"([a-z0-9_]+)"\s*[,)]"#),
        code(r#"Error::(?:forbidden|conflict|malformed|unavailable)\(\s*"([a-z0-9_]+)""#),
        code(r#"Error::invalid\(\s*[^,()]+,\s*"([a-z0-9_]+)""#),
        code(r#"problems\.add(?:_limit)?\(\s*[^,()]+,\s*"([a-z0-9_]+)""#),
        code(r#"Failure::new\(\s*(?:kernel::)?Kind::[A-Za-z]+\s*,\s*"([a-z0-9_]+)""#),
    ];
    let mut missing = BTreeSet::new();
    for source in rust()
        .iter()
        .filter(|source| source.path.starts_with("crates/"))
    {
        for pattern in &patterns {
            for found in pattern.captures_iter(&source.program()) {
                if !known.contains_key(&format!("error-{}", &found[1])) {
                    missing.insert(format!("{} ({})", &found[1], source.path));
                }
            }
        }
    }
    assert!(
        missing.is_empty(),
        "no sentence says what these mean:\n{missing:#?}"
    );
}
