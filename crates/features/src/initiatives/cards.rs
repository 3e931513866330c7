//! What the page of an indicator says about its initiatives: what is changed to move it, and whether that
//! worked.

use std::collections::BTreeMap;

use kernel::Result;
use maud::{Markup, html};
use network::{App, Viewer};
use store::Db;
use web::components::tag;
use web::{icon, icon_sm, t};

use super::answer::Answer;
use super::initiative::{Initiative, InitiativeId, Lever, LeverState, Pulled};
use super::{jobs, queries, views, words};
use crate::indicators::{self, Indicator, IndicatorId};

/// Of so many, one that looks good may do so by chance.
const JUDGED_MANY: usize = 3;

/// An initiative as lists show it.
pub struct Summary {
    pub initiative: Initiative,
    /// Units that started, and those of them that go on.
    pub started: i64,
    pub go_on: i64,
    pub verdict: Option<Answer>,
    pub newest: Option<Answer>,
    pub levers: Vec<Pulled>,
}

impl Summary {
    /// The verdict, once there is one.
    pub fn answer(&self) -> Option<&Answer> {
        self.verdict.as_ref().or(self.newest.as_ref())
    }
}

/// All initiatives of an indicator that the viewer may see.
pub fn summaries(db: &Db, indicator: IndicatorId) -> Result<Vec<Summary>> {
    let initiatives = queries::of_indicator(db, indicator, queries::MOST)?;
    let ids: Vec<InitiativeId> = initiatives.iter().map(|one| one.id).collect();
    let mut answers = jobs::answers_of(db, &ids)?;
    let counts: BTreeMap<i64, (i64, i64)> = queries::counts(db, &ids)?
        .into_iter()
        .map(|(id, started, go_on)| (id.raw(), (started, go_on)))
        .collect();
    let mut levers: BTreeMap<i64, Vec<Pulled>> = BTreeMap::new();
    for kept in queries::levers_of(db, &ids)? {
        let own = levers.entry(kept.initiative_id.raw()).or_default();
        own.push(kept.into());
    }
    for own in levers.values_mut() {
        own.sort_by_key(|pulled: &Pulled| {
            Lever::ALL.iter().position(|lever| *lever == pulled.lever)
        });
    }
    let summary = |initiative: Initiative| {
        let id = initiative.id.raw();
        let (started, go_on) = counts.get(&id).copied().unwrap_or_default();
        Summary {
            started,
            go_on,
            verdict: answers.remove(&(id, true)),
            newest: answers.remove(&(id, false)),
            levers: levers.remove(&id).unwrap_or_default(),
            initiative,
        }
    };
    Ok(initiatives.into_iter().map(summary).collect())
}

/// The panel on the indicator's page.
pub fn of_indicator(_: &App, db: &Db, viewer: &Viewer, id: i64) -> Result<Option<Markup>> {
    let id = IndicatorId::from_raw(id);
    let Some(indicator) = indicators::queries::visible(db, viewer, id)? else {
        return Ok(None);
    };
    let summaries = summaries(db, id)?;
    Ok(Some(card(viewer, &indicator, &summaries)))
}

fn card(viewer: &Viewer, it: &Indicator, summaries: &[Summary]) -> Markup {
    let lang = viewer.lang;
    let new = format!("/indicators/{}/initiatives/new", it.id);
    html! {
        section class="card flush" {
            div class="card-head" {
                h2 { (t!(lang, "initiatives-card")) }
                a class="btn sm push" href=(new) { (icon("plus")) (t!(lang, "initiatives-new")) }
            }
            @if summaries.is_empty() {
                p class="muted inset" { (t!(lang, "initiatives-none")) }
            }
            @for summary in summaries { (row(it, summary, viewer)) }
            @if let Some(judged) = judged(summaries) {
                p class="small muted row top inset" { (icon_sm("scale")) span { (t!(lang, "initiatives-judged-many", n = judged)) } }
            }
            @for (lever, pulled) in levers(summaries) { (lever_row(lever, &pulled, viewer)) }
        }
    }
}

/// Of how many it was estimated at their date, once they are so many that chance is to be told of.
fn judged(summaries: &[Summary]) -> Option<usize> {
    let verdicts = summaries.iter().filter_map(|it| it.verdict.as_ref());
    let judged = verdicts.filter(|it| it.is_statement()).count();
    (judged >= JUDGED_MANY).then_some(judged)
}

fn row(it: &Indicator, summary: &Summary, viewer: &Viewer) -> Markup {
    let lang = viewer.lang;
    let own = &summary.initiative;
    let mark = summary.answer().map(|answer| words::mark(it, answer, lang));
    html! {
        div class="lever" {
            span class="ic" { (icon("repeat")) }
            div {
                a class="plain b" href={ "/initiatives/" (own.id) } { (own.name) }
                p class="small muted" { (views::started_words(it, summary, lang)) }
                @if let Some(answer) = summary.answer() { p class="small" { (words::sentence(it, answer, lang)) } }
            }
            @if let Some(mark) = mark { (tag(mark.tone, Some(mark.icon), &mark.words)) }
        }
    }
}

/// What is changed of each lever, over all initiatives.
fn levers(summaries: &[Summary]) -> Vec<(Lever, Vec<&Pulled>)> {
    let of = |lever: &Lever| {
        let all = summaries.iter().flat_map(|summary| &summary.levers);
        let own: Vec<&Pulled> = all.filter(|pulled| pulled.lever == *lever).collect();
        (*lever, own)
    };
    Lever::ALL
        .iter()
        .map(of)
        .filter(|(_, own)| !own.is_empty())
        .collect()
}

pub fn lever_row(lever: Lever, pulled: &[&Pulled], viewer: &Viewer) -> Markup {
    let lang = viewer.lang;
    html! {
        div class="lever" {
            span class="ic" { (icon(lever.icon())) }
            div {
                b { (t!(lang, &format!("initiatives-lever-{lever}"))) }
                @for one in pulled {
                    p class="small muted" { (one.what) }
                    @if !one.evidence.is_empty() { p class="small row" { (icon_sm("eye")) (one.evidence) } }
                }
            }
            @if let Some(state) = pulled.iter().map(|one| one.state).min_by_key(|state| furthest(*state)) {
                (views::lever_tag(state, lang))
            }
        }
    }
}

/// The one that is furthest behind is shown for several.
fn furthest(state: LeverState) -> usize {
    LeverState::ALL
        .iter()
        .position(|known| *known == state)
        .unwrap_or_default()
}
