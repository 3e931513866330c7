//! What no handler says of itself: what the API is, how to sign in, a name for every operation, how any
//! request may be refused, and where an answer leads.
//!
//! A handler names only the refusals that are its own.

use http::Method;
use utoipa::openapi::link::Link;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::Type;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{
    Components, Content, InfoBuilder, ObjectBuilder, OpenApi, Ref, RefOr, Required, Response,
    SecurityRequirement,
};
use utoipa::{PartialSchema, ToSchema};
use web::ProblemDocument;
use web::errors::FieldProblem;

const ABOUT: &str = "Everything people do in the network, for programs. A program acts as a person: it sends that person's \
token as a bearer token, and may do what that person may. Ids are numbers, times are UTC as in RFC 3339. What goes wrong \
is answered with a problem document (RFC 9457) whose `code` does not change. A request that makes something may carry an \
`Idempotency-Key`: sent again within a day, it is done once.";

const PROBLEM: &str = "application/problem+json";

const REFUSALS: [(&str, &str); 12] = [
    ("400", "The request cannot be read."),
    ("401", "Nobody is signed in, or the token is not valid."),
    ("403", "The person, or the token, may not do this."),
    (
        "404",
        "It does not exist, or the person may not see it; the two are the same.",
    ),
    ("408", "The body came too slowly."),
    (
        "409",
        "It contradicts what is there, or the same request is being worked on.",
    ),
    ("413", "The body is too large."),
    ("415", "The body is of a type that is not read."),
    (
        "422",
        "It can be read, but not accepted; `problems` says which field and why.",
    ),
    (
        "429",
        "Too often; `Retry-After` says in how many seconds it can be tried again.",
    ),
    (
        "503",
        "Not now; `Retry-After` says in how many seconds it can be tried again.",
    ),
    ("507", "There is no room left to write."),
];

/// What takes no key: nothing is kept of a preview, and a secret is told once.
const KEYLESS: [&str; 3] = ["/api/preview", "/api/tokens", "/api/me/password"];

/// Where one goes on from what was made: its shape, and the address its `id` completes.
const LEADS: [(&str, &str); 3] = [
    ("Community", "/api/communities/{id}"),
    ("Post", "/api/posts/{id}"),
    ("Reply", "/api/replies/{id}"),
];

pub fn complete(mut api: OpenApi) -> OpenApi {
    api.info = InfoBuilder::new()
        .title("Folkmoot")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .build();
    let components = api.components.get_or_insert_with(Components::new);
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("folkmoot_local")));
    components.add_security_scheme("token", bearer);
    components.add_security_scheme("session", cookie);
    components
        .schemas
        .insert(ProblemDocument::name().into(), ProblemDocument::schema());
    components
        .schemas
        .insert(FieldProblem::name().into(), FieldProblem::schema());
    let none: [&str; 0] = [];
    api.security = Some(vec![
        SecurityRequirement::new("token", none),
        SecurityRequirement::new("session", none),
    ]);
    let mut names = Vec::new();
    for (path, item) in &mut api.paths.paths {
        for (method, operation) in operations(item) {
            let name = name(&method, path);
            operation.operation_id = Some(name.clone());
            names.push((path.clone(), name));
            if !KEYLESS.contains(&path.as_str()) {
                accept_key(&method, operation);
            }
            refuse(&method, path, operation);
        }
    }
    for item in api.paths.paths.values_mut() {
        for (_, operation) in operations(item) {
            lead_on(operation, &names);
        }
    }
    api
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    let all = [
        (Method::GET, &mut item.get),
        (Method::POST, &mut item.post),
        (Method::PUT, &mut item.put),
        (Method::PATCH, &mut item.patch),
        (Method::DELETE, &mut item.delete),
    ];
    all.into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// `GET /api/posts/{id}` is `get_posts_id`: handlers of two slices may have the same name.
fn name(method: &Method, path: &str) -> String {
    let words = path
        .trim_start_matches("/api/")
        .replace(['{', '}'], "")
        .replace(['/', '-'], "_");
    format!("{}_{words}", method.as_str().to_lowercase())
}

/// Whatever makes something takes a key, but for signing in, which needs no other sign-in either.
fn accept_key(method: &Method, operation: &mut Operation) {
    if method != Method::POST || operation.request_body.is_none() || operation.security.is_some() {
        return;
    }
    let key = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(128))
        .pattern(Some("^[!-~]+$"));
    let header = ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("Makes a repetition of the request known, for a day"))
        .schema(Some(key));
    operation
        .parameters
        .get_or_insert_default()
        .push(header.build().into());
}

/// How the parts that every request passes through may refuse this one.
fn refuse(method: &Method, path: &str, operation: &mut Operation) {
    let within = |place: ParameterIn| {
        let here = |parameter: &RefOr<Parameter>| matches!(parameter, RefOr::T(p) if p.parameter_in == place);
        operation.parameters.iter().flatten().any(here)
    };
    let mut statuses = vec!["400", "401", "503"];
    if method != Method::GET {
        statuses.extend(["403", "507"]);
    }
    if path.contains('{') {
        statuses.push("404");
    }
    if within(ParameterIn::Query) {
        statuses.push("422");
    }
    // What an earlier try made may be gone when it is asked for again.
    if within(ParameterIn::Header) {
        statuses.extend(["404", "409", "429"]);
    }
    if operation.request_body.is_some() {
        statuses.extend(["408", "413", "415", "422"]);
    }
    let responses = &mut operation.responses.responses;
    for status in statuses {
        responses
            .entry(status.to_owned())
            .or_insert_with(|| Response::new("").into());
    }
    for (status, response) in responses {
        let meaning = REFUSALS.iter().find(|(known, _)| known == status);
        if let (RefOr::T(response), Some((_, meaning))) = (response, meaning) {
            response.content.clear();
            response.content.insert(PROBLEM.to_owned(), problem());
            if response.description.is_empty() {
                response.description = (*meaning).to_owned();
            }
        }
    }
}

fn problem() -> RefOr<Content> {
    Content::new(Some(Ref::from_schema_name(ProblemDocument::name()))).into()
}

/// Links from what was made to what can be done with it.
fn lead_on(operation: &mut Operation, names: &[(String, String)]) {
    let Some(RefOr::T(made)) = operation.responses.responses.get_mut("201") else {
        return;
    };
    let shape = made
        .content
        .values()
        .find_map(shape_name)
        .unwrap_or_default();
    let Some((_, address)) = LEADS.iter().find(|(known, _)| *known == shape) else {
        return;
    };
    for (_, name) in names.iter().filter(|(path, _)| path.starts_with(address)) {
        let link = Link::builder()
            .operation_id(name)
            .parameter("id", "$response.body#/id");
        made.links.insert(name.clone(), link.build().into());
    }
}

fn shape_name(content: &RefOr<Content>) -> Option<String> {
    let RefOr::T(Content {
        schema: Some(RefOr::Ref(reference)),
        ..
    }) = content
    else {
        return None;
    };
    reference.ref_location.rsplit('/').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::super::super::router::openapi;

    fn document() -> Value {
        serde_json::to_value(openapi()).unwrap()
    }

    fn operations(document: &Value) -> Vec<(String, &Value)> {
        let paths = document["paths"].as_object().unwrap();
        let all = paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().iter();
            methods.map(move |(method, operation)| (format!("{method} {path}"), operation))
        });
        all.collect()
    }

    #[test]
    fn every_refusal_is_a_problem_with_a_meaning() {
        let document = document();
        for (name, operation) in operations(&document) {
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.contains_key("401"), "{name}");
            for (status, response) in responses {
                let number: u16 = status.parse().expect("a status, not a range of them");
                assert!(
                    !response["description"]
                        .as_str()
                        .unwrap_or_default()
                        .is_empty()
                        || number < 400,
                    "{name} {status}"
                );
                let problem = &response["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(
                    problem == "#/components/schemas/Problem",
                    number >= 400,
                    "{name} {status}"
                );
            }
        }
    }

    #[test]
    fn parameters_stand_where_they_are_read() {
        let document = document();
        for (name, operation) in operations(&document) {
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let called = parameter["name"].as_str().unwrap();
                let variable = name.contains(&format!("{{{called}}}"));
                assert_eq!(parameter["in"] == "path", variable, "{called} of {name}");
            }
        }
    }

    #[test]
    fn what_is_named_is_there() {
        let document = document();
        let text = document.to_string();
        let shapes = document["components"]["schemas"].as_object().unwrap();
        for named in text.split("#/components/schemas/").skip(1) {
            let named = &named[..named.find('"').unwrap()];
            assert!(shapes.contains_key(named), "{named}");
        }
        let all = operations(&document);
        let ids: BTreeSet<&str> = all
            .iter()
            .map(|(_, operation)| operation["operationId"].as_str().unwrap())
            .collect();
        assert_eq!(ids.len(), all.len());
        let made = &document["paths"]["/api/posts"]["post"]["responses"]["201"]["links"];
        assert_eq!(made["put_posts_id_pin"]["operationId"], "put_posts_id_pin");
        for link in all
            .iter()
            .filter_map(|(_, operation)| operation["responses"]["201"]["links"].as_object())
        {
            assert!(link.keys().all(|id| ids.contains(id.as_str())));
        }
    }
}
