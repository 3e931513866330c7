//! Licences, origins and forbidden crates, checked against deny.toml.
//!
//! deny.toml is cargo-deny's file and works with it. We read three lists of it ourselves, because
//! building cargo-deny takes longer than everything else here; advisories are left to it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{process, project};

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub fn run() -> Result<()> {
    let file = project::root().join("deny.toml");
    let text =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let allowed = list(&text, "licenses", "allow")?;
    let banned = list(&text, "bans", "deny")?;

    let mut cargo = project::cargo();
    let metadata = process::output(cargo.args(["metadata", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata is JSON")?;
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata lists packages")?;

    let mut faults = Vec::new();
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    for package in packages {
        faults.extend(fault(package, &allowed, &banned));
        *used
            .entry(package["license"].as_str().unwrap_or("none").to_owned())
            .or_default() += 1;
    }
    if !faults.is_empty() {
        bail!(
            "{} of {} crates are not allowed:\n  {}",
            faults.len(),
            packages.len(),
            faults.join("\n  ")
        );
    }
    println!(
        "{} crates, every licence, origin and name allowed by deny.toml",
        packages.len()
    );
    let mut used: Vec<_> = used.into_iter().collect();
    used.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (licence, count) in used {
        println!("{count:>5}  {licence}");
    }
    Ok(())
}

/// What is wrong with one package of `cargo metadata`, if anything.
fn fault(package: &Value, allowed: &BTreeSet<String>, banned: &BTreeSet<String>) -> Option<String> {
    let name = package["name"].as_str().unwrap_or("?");
    let version = package["version"].as_str().unwrap_or("?");
    let fault = |what: String| Some(format!("{name} {version}: {what}"));
    if banned.contains(name) {
        return fault("this crate is on the list of forbidden ones".into());
    }
    if let Some(source) = package["source"].as_str()
        && source != CRATES_IO
    {
        return fault(format!("comes from {source}, not from crates.io"));
    }
    match package["license"].as_str() {
        None => fault("names no licence".into()),
        Some(expression) => match satisfied(expression, allowed) {
            Ok(true) => None,
            Ok(false) => fault(format!("licence {expression} is not on the list")),
            Err(error) => fault(format!("licence {expression} cannot be read: {error}")),
        },
    }
}

/// The strings of `key = [ … ]` in the table `[table]`.
///
/// Not a reader of TOML: it knows strings in one list, comments between them, and nothing else,
/// and it refuses a list it does not find.
fn list(text: &str, table: &str, key: &str) -> Result<BTreeSet<String>> {
    let missing = || format!("deny.toml has no list `{key}` of strings in [{table}]");
    let header = format!("[{table}]");
    let lines = text
        .lines()
        .map(|line| line.split_once('#').map_or(line, |(code, _)| code).trim());
    let of_table = lines
        .skip_while(|line| *line != header)
        .skip(1)
        .take_while(|line| {
            // A line that begins a table; a list of strings never begins a line with a letter in brackets.
            !(line.starts_with('[') && line.ends_with(']') && !line.contains('"'))
        });
    let joined: String = of_table
        .skip_while(|line| !is_key(line, key))
        .collect::<Vec<_>>()
        .join(" ");
    let inside = joined
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'))
        .with_context(missing)?;
    let strings: BTreeSet<String> = inside
        .0
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    if strings.is_empty() {
        bail!(missing())
    } else {
        Ok(strings)
    }
}

fn is_key(line: &str, key: &str) -> bool {
    line.strip_prefix(key)
        .is_some_and(|rest| rest.trim_start().starts_with('='))
}

/// Whether an SPDX expression can be fulfilled with the allowed licences alone. A slash means
/// "or", as in the days before SPDX.
fn satisfied(expression: &str, allowed: &BTreeSet<String>) -> Result<bool> {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let value = any(&mut words, allowed)?;
    match words.next() {
        None => Ok(value),
        Some(word) => bail!("`{word}` is not expected there"),
    }
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words, allowed: &BTreeSet<String>) -> Result<bool> {
    let mut value = all(words, allowed)?;
    while words.next_if_eq(&"OR").is_some() {
        value |= all(words, allowed)?;
    }
    Ok(value)
}

fn all(words: &mut Words, allowed: &BTreeSet<String>) -> Result<bool> {
    let mut value = one(words, allowed)?;
    while words.next_if_eq(&"AND").is_some() {
        value &= one(words, allowed)?;
    }
    Ok(value)
}

fn one(words: &mut Words, allowed: &BTreeSet<String>) -> Result<bool> {
    match words.next() {
        Some("(") => {
            let value = any(words, allowed)?;
            if words.next() == Some(")") {
                Ok(value)
            } else {
                bail!("a bracket is not closed")
            }
        }
        Some(word) if !matches!(word, ")" | "AND" | "OR" | "WITH") => {
            if words.next_if_eq(&"WITH").is_none() {
                return Ok(allowed.contains(word));
            }
            let exception = words.next().context("an exception is not named")?;
            Ok(allowed.contains(word) || allowed.contains(&format!("{word} WITH {exception}")))
        }
        _ => bail!("a licence is missing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn one_alternative_is_enough_and_every_part_is_needed() {
        let allowed = set(&["MIT", "Apache-2.0", "Unicode-3.0"]);
        let ok = |expression| satisfied(expression, &allowed).unwrap();
        assert!(ok("MIT") && ok("MIT OR GPL-3.0") && ok("GPL-3.0/MIT"));
        assert!(
            ok("(MIT OR Apache-2.0) AND Unicode-3.0") && ok("Apache-2.0 WITH LLVM-exception OR X")
        );
        assert!(!ok("GPL-3.0") && !ok("MIT AND GPL-3.0") && !ok("(MIT OR X) AND GPL-3.0"));
        for broken in [
            "",
            "MIT OR",
            "(MIT",
            "MIT Apache-2.0",
            "AND MIT",
            "MIT WITH",
        ] {
            assert!(satisfied(broken, &allowed).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_crate_is_refused_for_its_licence_its_origin_or_its_name() {
        let (allowed, banned) = (set(&["MIT"]), set(&["openssl"]));
        let of = |name: &str, licence: Value, source: &str| {
            fault(
                &json!({ "name": name, "version": "1", "license": licence, "source": source }),
                &allowed,
                &banned,
            )
        };
        assert_eq!(of("good", json!("MIT"), CRATES_IO), None);
        assert!(
            of("openssl", json!("MIT"), CRATES_IO)
                .unwrap()
                .contains("forbidden")
        );
        assert!(
            of("fork", json!("MIT"), "git+https://example.org/fork")
                .unwrap()
                .contains("crates.io")
        );
        assert!(
            of("viral", json!("GPL-3.0"), CRATES_IO)
                .unwrap()
                .contains("not on the list")
        );
        assert!(
            of("nobodys", Value::Null, CRATES_IO)
                .unwrap()
                .contains("no licence")
        );
    }

    #[test]
    fn lists_are_read_with_comments_and_a_missing_one_is_refused() {
        let text = "[licenses]\nunused = 1\nallow = [ # why\n  \"MIT\", # short\n  \"ISC\",\n]\n[bans]\ndeny = [\"x\"]\n";
        assert_eq!(
            list(text, "licenses", "allow").unwrap(),
            set(&["MIT", "ISC"])
        );
        assert_eq!(list(text, "bans", "deny").unwrap(), set(&["x"]));
        assert!(list(text, "licenses", "deny").is_err());
        assert!(list(text, "sources", "allow").is_err());
    }
}
