//! Rules for programs. Setting one is part of founding and changing a community.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use web::Json;

use super::count::{self, Covered};
use super::rule::Term;
use crate::App;
use crate::access::Viewer;
use crate::communities::CommunityId;

/// Whom a rule would cover.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = RuleQuestion)]
#[serde(deny_unknown_fields)]
pub struct Question {
    rule: Term,
    /// The community it is meant for, if there is one already.
    #[schema(value_type = Option<i64>)]
    community: Option<CommunityId>,
}

/// How many people a rule would cover, for those who may set it.
///
/// Exactly for administrators; for others rounded to ten, and null for fewer than ten. Who asked about
/// which rule is written down.
#[utoipa::path(
    post,
    path = "/api/communities/rule-count",
    tag = "communities",
    request_body = Question,
    responses((status = 200, body = Covered), (status = 403), (status = 422))
)]
pub async fn count_rule(
    State(app): State<App>,
    viewer: Viewer,
    Json(question): Json<Question>,
) -> web::Result<Json<Covered>> {
    let rule = question.rule.check("rule")?;
    Ok(Json(
        count::covered(&app, &viewer, question.community, &rule).await?,
    ))
}
