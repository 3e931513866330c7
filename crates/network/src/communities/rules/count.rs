//! How many people a rule covers, before it is saved: exactly for administrators, about for others.
//!
//! People are counted by what a rule can ask for, from an index and in pieces, so no reader waits for
//! it. Every asking is written down.

use kernel::Result;
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use web::{Lang, t};

use super::queries::{self, Alike};
use super::rule::{Attributes, Rule};
use crate::access::Viewer;
use crate::communities::CommunityId;
use crate::people::{PersonId, SiteId};
use crate::{App, audit};

/// Sorts of people read at once.
const PIECE: i64 = 20_000;
const FEW: i64 = 10;

/// How many people a rule covers, as the asking person may know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RuleCount)]
pub struct Covered {
    /// Null for fewer than ten, where `exact` is false.
    pub people: Option<i64>,
    /// For administrators; for others the number is rounded to ten.
    pub exact: bool,
}

/// Counts, and writes down who asked about which rule.
pub async fn covered(
    app: &App,
    viewer: &Viewer,
    community: Option<CommunityId>,
    rule: &Rule,
) -> Result<Covered> {
    app.limits
        .counting
        .check(&viewer.id.to_string(), app.store.clock().now())?;
    let (subject, mark) = (community.map(|id| id.raw()), mark(rule));
    app.act(viewer, move |tx, viewer| {
        super::actions::may_count(tx, viewer, community)?;
        audit::note(tx, Some(viewer.id), "rule_count", subject, &mark)
    })
    .await?;
    let people = count(app, rule).await?;
    Ok(match viewer.is_administrator() {
        true => Covered {
            people: Some(people),
            exact: true,
        },
        false => Covered {
            people: about(people),
            exact: false,
        },
    })
}

/// The exact number, whoever asks: who may know it is for the caller to decide.
pub async fn count(app: &App, rule: &Rule) -> Result<i64> {
    let mut people = 0;
    for place in [Place::Sites, Place::Nowhere] {
        let mut last: Option<Alike> = None;
        loop {
            let (rule, after) = (rule.clone(), last.take());
            let read = app.store.read(move |db| {
                let found = match (place, &after) {
                    (Place::Sites, None) => {
                        queries::alike(db, SiteId::from_raw(0), "", "", "", PIECE)?
                    }
                    (Place::Sites, Some(a)) => {
                        let site = a.site_id.unwrap_or(SiteId::from_raw(0));
                        queries::alike(db, site, &a.department, a.level.as_str(), &a.title, PIECE)?
                    }
                    (Place::Nowhere, None) => queries::alike_nowhere(db, "", "", "", PIECE)?,
                    (Place::Nowhere, Some(a)) => queries::alike_nowhere(
                        db,
                        &a.department,
                        a.level.as_str(),
                        &a.title,
                        PIECE,
                    )?,
                };
                let covers = |alike: &&Alike| rule.covers(&alike.attributes().asked());
                let covered: i64 = found.iter().filter(covers).map(|alike| alike.people).sum();
                let more = found.len() as i64 == PIECE;
                Ok((covered, found.into_iter().next_back().filter(|_| more)))
            });
            let (covered, next) = read.await?;
            people += covered;
            last = next;
            if last.is_none() {
                break;
            }
        }
    }
    Ok(people)
}

/// Rounded to ten; nothing for a few, whose number could tell of one of them.
pub(super) fn about(people: i64) -> Option<i64> {
    (people >= FEW).then_some((people + 5) / 10 * 10)
}

/// By which a rule is known again, without what it says.
pub(super) fn mark(rule: &Rule) -> String {
    let hash = Sha256::digest(rule.text());
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[derive(Clone, Copy)]
enum Place {
    Sites,
    Nowhere,
}

impl Alike {
    fn attributes(&self) -> Attributes {
        Attributes {
            id: PersonId::from_raw(0),
            site_id: self.site_id,
            country: self.country.clone(),
            department: self.department.clone(),
            title: self.title.clone(),
            level: self.level,
            colleague: true,
        }
    }
}

impl Covered {
    /// In words.
    pub fn said(self, lang: Lang) -> String {
        match self.people {
            Some(n) if self.exact => t!(lang, "rules-covers", n = n),
            Some(n) => t!(lang, "rules-covers-about", n = web::numbers::count(n, lang)),
            None => t!(lang, "rules-covers-few"),
        }
    }
}
