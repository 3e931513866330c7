//! The description of the API is whole: nothing in it overwrites something else, nothing dangles.

use std::collections::{HashMap, HashSet};

use features::FEATURES;
use serde_json::Value;

fn document() -> Value {
    serde_json::to_value(server::serve::openapi()).unwrap()
}

/// Schemas are merged by name, and the later one would silently replace the earlier.
#[test]
fn no_two_features_describe_different_things_by_one_name() {
    let mut seen: HashMap<String, (Value, &str)> = HashMap::new();
    for feature in FEATURES {
        let (_, api, _) = (feature.routes)().into_parts();
        let api = serde_json::to_value(api).unwrap();
        for (name, schema) in api["components"]["schemas"]
            .as_object()
            .into_iter()
            .flatten()
        {
            let (before, of) = seen
                .entry(name.clone())
                .or_insert_with(|| (schema.clone(), feature.name));
            assert_eq!(
                before, schema,
                "{name} is one thing in {of} and another in {}",
                feature.name
            );
        }
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_operation_has_a_name() {
    let document = document();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut references = Vec::new();
    collect(&document, &mut references);
    for reference in references {
        let pointer = reference
            .strip_prefix('#')
            .expect("references stay in the document");
        assert!(
            document.pointer(pointer).is_some(),
            "{reference} leads nowhere"
        );
    }
    let (mut names, mut silent) = (HashSet::new(), Vec::new());
    for (path, item) in document["paths"].as_object().unwrap() {
        assert!(path.starts_with("/api/"), "{path} is no address of the API");
        for (method, operation) in item.as_object().unwrap() {
            let name = operation["operationId"]
                .as_str()
                .unwrap_or_else(|| panic!("{method} {path} has no name"));
            assert!(names.insert(name.to_owned()), "{name} is twice");
            if operation["summary"].as_str().is_none_or(str::is_empty) {
                silent.push(name.to_owned());
            }
            assert!(
                operation["tags"][0].is_string(),
                "{name} belongs to no part"
            );
        }
    }
    assert!(
        silent.is_empty(),
        "these say nothing of themselves: {silent:?}"
    );
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            references.extend(
                fields
                    .get("$ref")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
            fields.values().for_each(|value| collect(value, references));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}
