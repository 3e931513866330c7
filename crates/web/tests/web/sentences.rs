//! Every code of the lower tiers has a sentence in every language.

use std::fs;
use std::path::Path;

use web::{Lang, texts};

/// The tiers without `.ftl` files of their own.
const TIERS: [&str; 4] = ["kernel", "store", "live", "web"];

#[test]
fn every_code_has_its_sentence() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut codes = Vec::new();
    for tier in TIERS {
        collect(&crates.join(tier).join("src"), &mut codes);
    }
    assert!(codes.len() > 30, "the search found only {}", codes.len());
    let mut missing: Vec<String> = Vec::new();
    for code in codes {
        let key = format!("error-{code}");
        for lang in Lang::ALL {
            // English would fall back to nothing, so a missing German one shows as the same words.
            let known = texts::find(lang, &key, &[("limit", 1.into())]);
            let english = texts::find(Lang::En, &key, &[("limit", 1.into())]);
            if known.is_none() || (lang != Lang::En && known == english) {
                missing.push(format!("{key} ({})", lang.code()));
            }
        }
    }
    missing.sort();
    missing.dedup();
    assert_eq!(missing, [""; 0]);
}

fn collect(folder: &Path, codes: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, codes);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap_or_default();
            codes.extend(named(source));
        }
    }
}

/// The last text of each call that makes an error or a problem.
fn named(source: &str) -> Vec<String> {
    let calls = [
        "Error::new(",
        "Error::forbidden(",
        "Error::conflict(",
        "Error::invalid(",
        "Error::malformed(",
        "Error::unavailable(",
        "problems.add(",
        "problems.add_limit(",
    ];
    let mut codes = Vec::new();
    for call in calls {
        for rest in source.split(call).skip(1) {
            let arguments = rest.split([')', ';']).next().unwrap_or_default();
            let last = arguments.split('"').skip(1).step_by(2).last();
            let is_code = |text: &&str| {
                !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            };
            codes.extend(last.filter(is_code).map(str::to_owned));
        }
    }
    codes
}
