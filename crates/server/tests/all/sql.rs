//! Every declared statement is prepared and run on both engines, and its columns are compared with
//! the struct it is read into.

use std::collections::HashSet;

use features::FEATURES;
use store::{Statement, testing};

use crate::source::rust;

/// Statements that stand beside the feature table.
const OTHERS: &[&[Statement]] = &[
    network::audit::STATEMENTS,
    network::settings::queries::STATEMENTS,
    server::demo::queries::STATEMENTS,
    server::generate::queries::STATEMENTS,
    server::import::queries::STATEMENTS,
    server::work::queries::STATEMENTS,
];

pub fn statements() -> Vec<&'static Statement> {
    let features = FEATURES.iter().flat_map(|feature| feature.statements);
    features.chain(OTHERS).copied().flatten().collect()
}

#[test]
fn every_statement_runs_on_both_engines_and_answers_what_its_struct_says() {
    for store in testing::stores(network::MIGRATIONS) {
        let wrong: Vec<String> = statements()
            .iter()
            .filter_map(|statement| {
                let problem = testing::check_statement(&store, statement).err()?;
                Some(format!(
                    "{}::{}: {problem}",
                    statement.module, statement.name
                ))
            })
            .collect();
        assert!(
            wrong.is_empty(),
            "on {:?}:\n{}",
            store.engine(),
            wrong.join("\n")
        );
    }
}

/// A list that nobody gathers would never be tried.
#[test]
fn every_list_of_statements_is_gathered() {
    let gathered: HashSet<&str> = statements()
        .iter()
        .map(|statement| statement.module)
        .collect();
    for source in rust() {
        let product = ["network", "features", "server"].iter().find_map(|tier| {
            let rest = source.path.strip_prefix(&format!("crates/{tier}/src/"))?;
            Some(format!(
                "{tier}::{}",
                rest.trim_end_matches(".rs")
                    .trim_end_matches("/mod")
                    .replace('/', "::")
            ))
        });
        if let Some(module) = product
            && source.program().contains("store::statements! {")
        {
            assert!(
                gathered.contains(module.as_str()),
                "the statements of {module} are in no feature and not in this test"
            );
        }
    }
}
