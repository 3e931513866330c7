//! The description of the API as a page: what there is, what it takes, what it answers.
//!
//! It reads the same document that programs read, so it cannot say anything else. Names and
//! explanations are in English, as in the document.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde_json::Value;
use web::{Lang, t};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

pub fn page(document: &Value, lang: Lang) -> Markup {
    let mut parts: BTreeMap<&str, Vec<(&str, &str, &Value)>> = BTreeMap::new();
    for (path, item) in entries(&document["paths"]) {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let tag = operation["tags"][0].as_str().unwrap_or("other");
                parts
                    .entry(tag)
                    .or_default()
                    .push((method, path, operation));
            }
        }
    }
    html! {
        div class="api stack" {
            header class="stack" {
                h1 { (t!(lang, "api-title")) }
                p { (prose(text(&document["info"], "description"))) }
                p { a href="/api/openapi.json" { "openapi.json" } " · OpenAPI " (text(document, "openapi")) }
            }
            nav aria-label=(t!(lang, "api-parts")) {
                ul role="list" { @for part in parts.keys() { li { a href={ "#part-" (part) } { (part) } } } }
            }
            @for (part, operations) in &parts {
                section class="card" id={ "part-" (part) } aria-labelledby={ "title-" (part) } {
                    h2 id={ "title-" (part) } { (part) }
                    @for (method, path, operation) in operations { (one(method, path, operation, lang)) }
                }
            }
            h2 { (t!(lang, "api-schemas")) }
            @for (name, schema) in entries(&document["components"]["schemas"]) { (shape(name, schema, lang)) }
        }
    }
}

fn one(method: &str, path: &str, operation: &Value, lang: Lang) -> Markup {
    let parameters = operation["parameters"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let answers = entries(&operation["responses"]);
    let takes = schema_name(&operation["requestBody"]["content"]["application/json"]["schema"]);
    html! {
        article class="operation" id=(text(operation, "operationId")) {
            h3 { code class="verb" { (method.to_uppercase()) } " " code { (path) } }
            p { (prose(text(operation, "summary"))) }
            @let description = text(operation, "description");
            @if !description.is_empty() && description != text(operation, "summary") { p class="soft" { (prose(description)) } }
            @if !parameters.is_empty() || takes.is_some() {
                table class="tbl" {
                    caption class="vh" { (t!(lang, "api-takes")) }
                    thead { tr {
                        th scope="col" { (t!(lang, "api-takes")) }
                        th scope="col" { (t!(lang, "api-where")) }
                        th scope="col" { (t!(lang, "api-meaning")) }
                    } }
                    tbody {
                        @for parameter in parameters { tr {
                            td { code { (text(parameter, "name")) } }
                            td { (text(parameter, "in")) }
                            td { (prose(text(parameter, "description"))) }
                        } }
                        @if let Some(name) = &takes { tr {
                            td { (reference(name)) }
                            td { (t!(lang, "api-body")) }
                            td {}
                        } }
                    }
                }
            }
            dl class="facts" {
                @for (status, answer) in answers.iter().filter(|(status, _)| !is_refusal(status)) {
                    dt { code { (status) } }
                    dd {
                        (prose(text(answer, "description")))
                        @if let Some(name) = answered(answer) { " " (reference(&name)) }
                    }
                }
                @let refusals: Vec<_> = answers.iter().filter(|(status, _)| is_refusal(status)).collect();
                @if let Some((_, first)) = refusals.first() {
                    dt { (t!(lang, "api-refusals")) }
                    dd {
                        @if let Some(name) = answered(first) { (reference(&name)) }
                        @for (status, _) in &refusals { " " code { (status) } }
                    }
                }
            }
        }
    }
}

fn is_refusal(status: &str) -> bool {
    status.starts_with(['4', '5'])
}

/// The shape of an answer.
fn answered(answer: &Value) -> Option<String> {
    let content = answer["content"].as_object()?.values().next()?;
    schema_name(&content["schema"])
}

fn shape(name: &str, schema: &Value, lang: Lang) -> Markup {
    let fields = entries(&schema["properties"]);
    html! {
        article class="card operation" id={ "schema-" (name) } {
            h3 { code { (name) } }
            @let description = text(schema, "description");
            @if !description.is_empty() { p { (prose(description)) } }
            @if !fields.is_empty() {
                table class="tbl" {
                    caption class="vh" { (name) }
                    thead { tr {
                        th scope="col" { (t!(lang, "api-field")) }
                        th scope="col" { (t!(lang, "api-type")) }
                        th scope="col" { (t!(lang, "api-meaning")) }
                    } }
                    tbody {
                        @for (field, of) in fields { tr {
                            td { code { (field) } }
                            td { (kind(of)) }
                            td { (prose(text(of, "description"))) }
                        } }
                    }
                }
            } @else if let Some(words) = schema["enum"].as_array() {
                p { @for word in words { code { (word.as_str().unwrap_or_default()) } " " } }
            }
        }
    }
}

/// What a field holds, in a word or a link.
fn kind(schema: &Value) -> Markup {
    if let Some(name) = schema_name(schema) {
        return reference(&name);
    }
    let choices = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
    if let Some(choices) = choices {
        return html! { @for choice in choices { (kind(choice)) " " } };
    }
    if schema["items"].is_object() && schema["type"] == "array" {
        return html! { "[" (kind(&schema["items"])) "]" };
    }
    match &schema["type"] {
        Value::String(name) => html! { (name) },
        Value::Array(names) => {
            html! { @for name in names { (name.as_str().unwrap_or_default()) " " } }
        }
        _ => html! {},
    }
}

fn schema_name(schema: &Value) -> Option<String> {
    let name = schema["$ref"].as_str()?.rsplit('/').next()?;
    Some(name.to_owned())
}

fn reference(name: &str) -> Markup {
    html! { a href={ "#schema-" (name) } { code { (name) } } }
}

/// Text with `code` in back quotes.
fn prose(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn entries(value: &Value) -> Vec<(&str, &Value)> {
    value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.as_str(), value))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_what_the_document_says() {
        let document = serde_json::json!({
            "openapi": "3.1.0",
            "info": { "description": "All of it." },
            "paths": { "/api/moots/{id}": { "get": {
                "tags": ["moots"], "operationId": "get_moots_id", "summary": "One `moot`",
                "parameters": [{ "name": "id", "in": "path", "description": "Which <one>" }],
                "responses": { "200": { "description": "It", "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/Moot" } } } } }
            } } },
            "components": { "schemas": { "Moot": { "properties": {
                "id": { "type": "integer" }, "names": { "type": "array", "items": { "type": "string" } } } } } }
        });
        let html = page(&document, Lang::En).into_string();
        for part in [
            "<code class=\"verb\">GET</code> <code>/api/moots/{id}</code>",
            "One <code>moot</code>",
            "Which &lt;one&gt;",
            "<a href=\"#schema-Moot\"><code>Moot</code></a>",
            "<td>[string]</td>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
