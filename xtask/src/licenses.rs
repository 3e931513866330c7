//! Licences, origins and forbidden crates, checked against deny.toml.
//!
//! deny.toml is cargo-deny's file and works with it. We read two lists of it ourselves, because
//! building cargo-deny takes longer than everything else here; advisories are left to it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use spdx::{Expression, ParseMode};

use crate::{process, project};

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub fn run() -> Result<()> {
    let path = project::root().join("deny.toml");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let file: toml::Table = text.parse().context("deny.toml")?;
    let allowed = list(&file, "licenses", "allow")?;
    let banned = list(&file, "bans", "deny")?;

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

/// The strings of the list `key` in `[table]`.
fn list(file: &toml::Table, table: &str, key: &str) -> Result<BTreeSet<String>> {
    let missing = || format!("deny.toml has no list `{key}` of strings in [{table}]");
    let list = file.get(table).and_then(|table| table.get(key));
    let list = list.and_then(toml::Value::as_array).with_context(missing)?;
    let strings = list.iter().map(|item| item.as_str().map(str::to_owned));
    strings.collect::<Option<_>>().with_context(missing)
}

/// Whether an SPDX expression can be fulfilled with the allowed licences alone. A slash means
/// "or", as in the days before SPDX.
fn satisfied(expression: &str, allowed: &BTreeSet<String>) -> Result<bool> {
    let expression = Expression::parse_mode(expression, ParseMode::LAX)?;
    Ok(expression.evaluate(|wanted| {
        let licence = wanted.license.id();
        licence.is_some_and(|licence| allowed.contains(licence.name))
    }))
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
            ok("(MIT OR Apache-2.0) AND Unicode-3.0")
                && ok("Apache-2.0 WITH LLVM-exception OR ISC")
        );
        assert!(!ok("GPL-3.0") && !ok("MIT AND GPL-3.0") && !ok("(MIT OR ISC) AND GPL-3.0"));
        for broken in ["", "MIT OR", "(MIT", "MIT Apache-2.0", "AND MIT"] {
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
    fn a_list_that_is_missing_is_an_error() {
        let text = "[licenses]\nallow = [\"MIT\", \"ISC\"]\n[bans]\ndeny = [1]\n";
        let file: toml::Table = text.parse().unwrap();
        let allowed = list(&file, "licenses", "allow").unwrap();
        assert_eq!(allowed, set(&["MIT", "ISC"]));
        for (table, key) in [("licenses", "deny"), ("bans", "deny"), ("sources", "allow")] {
            assert!(list(&file, table, key).is_err(), "{table}.{key}");
        }
    }
}
