//! What may not be sent as a rule.

use serde_json::{Value, json};

use super::*;
use crate::communities::rules::rule::{CONDITIONS_MAX, DEPTH_MAX, VALUES_MAX};

fn nested(levels: usize) -> Value {
    let leaf = json!({ "title": { "in": ["Baker"] } });
    (1..levels).fold(leaf, |rule, _| json!({ "not": rule }))
}

fn named(values: usize) -> Value {
    let values: Vec<_> = (0..values).map(|at| format!("Title {at}")).collect();
    json!({ "title": { "in": values } })
}

#[test]
fn every_bound_of_a_rule_is_named_when_it_is_passed() {
    let leaf = || json!({ "level": { "in": ["staff"] } });
    let many = |count| json!({ "any": vec![leaf(); count] });
    let groups = json!({ "all": vec![many(CONDITIONS_MAX - 1); 2] });
    let refused = [
        (nested(DEPTH_MAX + 1), "rule_depth", Some(DEPTH_MAX)),
        (nested(60), "rule_depth", Some(DEPTH_MAX)),
        (
            many(CONDITIONS_MAX + 1),
            "rule_conditions",
            Some(CONDITIONS_MAX),
        ),
        (groups, "rule_conditions", Some(CONDITIONS_MAX)),
        (named(VALUES_MAX + 1), "rule_values", Some(VALUES_MAX)),
        (named(10_000), "rule_values", Some(VALUES_MAX)),
        (
            json!({ "title": { "in": ["x".repeat(201)] } }),
            "too_long",
            Some(200),
        ),
        (json!({ "title": { "in": [" \u{200b}"] } }), "blank", None),
        (json!({ "title": { "in": [] } }), "rule_empty", None),
        (json!({ "all": [] }), "rule_empty", None),
        (json!({}), "rule_one", None),
        (
            json!({ "all": [leaf()], "any": [leaf()] }),
            "rule_one",
            None,
        ),
        (json!({ "not": {} }), "rule_one", None),
        (
            json!({ "mail": { "in": ["a@b.example"] } }),
            "unknown_field",
            None,
        ),
        (json!({ "about": { "in": ["x"] } }), "unknown_field", None),
        (json!({ "title": { "is": "Baker" } }), "unknown_field", None),
        (json!({ "title": {} }), "required", None),
        (json!({ "title": "Baker" }), "type", None),
        (json!({ "title": { "in": "Baker" } }), "type", None),
        (json!({ "title": { "in": [7] } }), "type", None),
        (json!({ "site": { "in": ["Leeds"] } }), "type", None),
        (json!({ "site": { "in": [7] } }), "unknown_site", None),
        (json!({ "site": { "in": [1e300] } }), "out_of_range", None),
        (json!({ "level": { "in": ["chief"] } }), "choice", None),
        (json!([leaf()]), "type", None),
        (json!("all"), "type", None),
    ];
    each_world(SLICES, async |world| {
        let path = format!("/api/communities/{}", world.returns_desk);
        for (rule, code, limit) in &refused {
            let change = json!({ "rule": rule });
            let answer = world.json(Method::PATCH, &path, &world.ada, change).await;
            let said = answer.json();
            let shown = rule.to_string().chars().take(120).collect::<String>();
            assert_eq!(
                (answer.status, said["code"].as_str()),
                (422, Some(*code)),
                "{shown}"
            );
            assert!(
                said["field"]
                    .as_str()
                    .is_some_and(|field| field.starts_with("/rule")),
                "{said}"
            );
            assert_eq!(
                said["limit"].as_u64(),
                limit.map(|limit| limit as u64),
                "{shown}"
            );
        }
        assert_eq!(world.get(&path, &world.ada).await.json()["by_rule"], false);
        for rule in [nested(DEPTH_MAX), many(CONDITIONS_MAX), named(VALUES_MAX)] {
            let change = json!({ "rule": rule });
            world
                .json(Method::PATCH, &path, &world.ada, change)
                .await
                .expect(200);
        }
    });
}

#[test]
fn a_rule_that_is_no_json_changes_nothing() {
    each_world(SLICES, async |world| {
        let path = format!("/api/communities/{}", world.returns_desk);
        for (body, status, code) in [
            (
                r#"{"rule":{"title":{"in":["a"]},"title":{"in":["b"]}}}"#.to_owned(),
                400,
                "duplicate_key",
            ),
            (
                format!("{}{}", r#"{"rule":{"not":"#.repeat(70), "1"),
                400,
                "too_deep",
            ),
            (
                r#"{"rule":{"all":[{"title""#.to_owned(),
                400,
                "invalid_json",
            ),
            (
                r#"{"rule":{"title":{"in":["a\u0000"]}}}"#.to_owned(),
                422,
                "nul",
            ),
        ] {
            let request = world
                .request(Method::PATCH, &path, Some(&world.ada))
                .header(http::header::CONTENT_TYPE, "application/json");
            let answer = world.send(request, body.clone().into()).await;
            assert_eq!(
                (answer.status, answer.json()["code"].as_str()),
                (status, Some(code)),
                "{body:.80}"
            );
        }
        let form = format!("/communities/{}/rule", world.returns_desk);
        for text in [
            "",
            "{",
            r#"{"title":{"in":["a"]},"title":{"in":["b"]}}"#,
            "[[[[[[[[",
        ] {
            world
                .post_form(&form, &world.ada, &[("text", text)])
                .await
                .expect(422);
        }
        assert_eq!(world.get(&path, &world.ada).await.json()["by_rule"], false);
    });
}
