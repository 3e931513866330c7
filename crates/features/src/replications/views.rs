//! Pieces that several pages about replications share: how far one is, how it is drawn in a list, the
//! lineage, and how many kept it.

use std::collections::HashMap;

use jiff::civil::Date;
use maud::{Markup, html};
use web::components::{Face, Size, Tone, avatar, hue_of, tag};
use web::{Lang, icon, icon_sm, numbers, t};

use super::form::said_day;
use super::queries::Survival;
use super::replication::{READINGS_NEEDED, Replication, ReplicationId, Stage};
use super::result::After;
use crate::indicators::{Indicator, with_unit};

pub fn stage_tag(stage: Stage, lang: Lang) -> Markup {
    let (tone, icon) = match stage {
        Stage::Asked => (Tone::Line, "circle-question-mark"),
        Stage::Declined => (Tone::Plain, "circle-x"),
        Stage::Planned => (Tone::Line, "calendar"),
        Stage::Trying(_) => (Tone::Info, "hourglass"),
        Stage::Kept30 | Stage::Kept90 => (Tone::Good, "check"),
        // Nobody is blamed for it.
        Stage::Stopped | Stage::NeverBegan => (Tone::Plain, "circle-x"),
    };
    let said = match stage {
        Stage::Trying(day) => t!(lang, "replications-stage-trying", day = day),
        _ => t!(lang, &format!("replications-stage-{}", stage.as_str())),
    };
    tag(tone, Some(icon), &said)
}

/// A place, as a square stone.
pub fn stone(it: &Replication, size: Size) -> Markup {
    let face = Face {
        name: &it.place,
        hue: hue_of(it.id.raw()),
        photo: None,
        square: true,
    };
    avatar(&face, size, None)
}

/// What a team does differently, as far as it is known.
pub fn variant<'a>(it: &'a Replication, changes: &'a HashMap<i64, String>) -> &'a str {
    changes.get(&it.id.raw()).map_or(&*it.variant, |last| last)
}

/// What the team says of it in a few words: why it was stopped, what is different, or since when.
fn line(it: &Replication, changes: &HashMap<i64, String>, today: Date, lang: Lang) -> String {
    match (&it.stopped_why, variant(it, changes)) {
        (Some(why), _) => t!(lang, "replications-stopped-why", why = why.as_str()),
        (None, "") => about(it, today, lang),
        (None, different) => different.to_owned(),
    }
}

/// The change since the start, where both sides have readings.
pub fn delta(
    it: &Replication,
    after: Option<&After>,
    indicator: &Indicator,
    lang: Lang,
) -> Option<Markup> {
    let (before, best) = it.before()?;
    let now = after?.mean?;
    let change = now - before;
    let rounded = (change * 10.0).round() / 10.0;
    if rounded == 0.0 {
        return Some(html! { span class="delta flat" { (t!(lang, "replications-same")) } });
    }
    // Within what it was before it is nothing to be glad of.
    let tone = match indicator.is_better(now - best) {
        true => "good",
        false => "flat",
    };
    let arrow = if change < 0.0 {
        "arrow-down"
    } else {
        "arrow-up"
    };
    Some(html! {
        span class={ "delta " (tone) } { (icon(arrow)) (numbers::decimal(rounded.abs(), lang)) }
    })
}

/// Replications, one a row.
pub struct Table<'a> {
    pub rows: &'a [Replication],
    pub after: &'a HashMap<i64, After>,
    pub changes: &'a HashMap<i64, String>,
    pub indicator: &'a Indicator,
    pub today: Date,
}

pub fn table(table: &Table<'_>, lang: Lang) -> Markup {
    let label = t!(lang, "replications-where-it-runs");
    html! {
        div class="scroll-x" tabindex="0" role="group" aria-label=(label) {
            table class="tbl wide" {
                thead {
                    tr {
                        th scope="col" { (t!(lang, "replications-col-place")) }
                        th scope="col" { (t!(lang, "replications-col-since")) }
                        th scope="col" { (t!(lang, "replications-col-changed")) }
                        th scope="col" class="n" { (t!(lang, "replications-col-reading", unit = table.indicator.unit.as_str())) }
                        th scope="col" class="n" { (t!(lang, "replications-col-first")) }
                        th scope="col" { (t!(lang, "replications-col-now")) }
                    }
                }
                tbody data-items { @for it in table.rows { (row(table, it, lang)) } }
            }
        }
    }
}

fn row(table: &Table<'_>, it: &Replication, lang: Lang) -> Markup {
    let after = table.after.get(&it.id.raw());
    let different = variant(it, table.changes);
    html! {
        tr {
            td { span class="row gap3" { (stone(it, Size::Xs)) a class="plain b" href={ "/replications/" (it.id) } { (it.place) } } }
            td { (said_day(&it.starts, lang)) }
            td class="soft" { @if different.is_empty() { (t!(lang, "replications-nothing")) } @else { (different) } }
            td class="n" { @match delta(it, after, table.indicator, lang) { Some(delta) => { (delta) } None => { span class="muted" { "–" } } } }
            td class="n" {
                @match after.and_then(|after| after.first_result_days) {
                    Some(days) => { (t!(lang, "replications-n-days", n = days)) }
                    None => { span class="muted" { "–" } }
                }
            }
            td {
                (stage_tag(it.stage(table.today), lang))
                @if let Some(why) = &it.stopped_why { div class="small muted" { (why) } }
            }
        }
    }
}

/// How many kept it: always so many of so many.
pub fn survival(told: &Survival, lang: Lang) -> Markup {
    let line = |day: i64, at: i64, kept: i64, stopped: i64| {
        html! {
            @if at > 0 {
                span { (t!(lang, "replications-after-days", n = day)) }
                meter min="0" max=(at) value=(kept) aria-hidden="true" {}
                b { (t!(lang, "replications-kept-of", kept = numbers::count(kept, lang), n = numbers::count(at, lang))) }
                @if at > kept + stopped { span class="rest" { (t!(lang, "replications-no-answer", n = at - kept - stopped)) } }
            }
        }
    };
    html! {
        @if told.at_30 == 0 { p class="muted small" { (t!(lang, "replications-none-30")) } }
        @else {
            div class="surv" {
                (line(30, told.at_30, told.kept_30, told.stopped_30))
                (line(90, told.at_90, told.kept_90, told.stopped_90))
            }
            p class="small muted" { (t!(lang, "replications-survival-text")) }
        }
    }
}

/// Nodes below one that are drawn; the others are counted.
const CHILDREN: usize = 6;
const DEPTH: usize = 4;

/// From where to where it went.
pub struct Lineage<'a> {
    pub all: &'a [Replication],
    pub changes: &'a HashMap<i64, String>,
    pub after: &'a HashMap<i64, After>,
    pub indicator: &'a Indicator,
    pub today: Date,
    /// How many repeat the way of each; `None` for the use case as it is described.
    pub counts: &'a HashMap<Option<ReplicationId>, i64>,
    /// Nodes that are drawn.
    pub most: usize,
}

impl Lineage<'_> {
    /// The tree below the use case as it is described.
    pub fn tree(&self, described: &str, lang: Lang) -> Markup {
        let mut below: HashMap<Option<ReplicationId>, Vec<&Replication>> = HashMap::new();
        for it in self.all {
            below.entry(it.from_id).or_default().push(it);
        }
        let mut left = self.most;
        html! {
            ul class="tree" {
                li {
                    div class="tnode" { (icon("repeat")) span { b { (t!(lang, "replications-as-described")) } span { (described) } } }
                    (self.children(None, &below, 0, &mut left, lang))
                }
            }
        }
    }

    fn children(
        &self,
        of: Option<ReplicationId>,
        below: &HashMap<Option<ReplicationId>, Vec<&Replication>>,
        depth: usize,
        left: &mut usize,
        lang: Lang,
    ) -> Markup {
        let own = below.get(&of).map_or(&[][..], Vec::as_slice);
        let all = self.counts.get(&of).copied().unwrap_or(0);
        if own.is_empty() && all == 0 {
            return Markup::default();
        }
        let drawn = match depth < DEPTH {
            true => own.len().min(CHILDREN).min(*left),
            false => 0,
        };
        *left -= drawn;
        html! {
            ul {
                @for it in &own[..drawn] {
                    li { (self.node(it, lang)) (self.children(Some(it.id), below, depth + 1, left, lang)) }
                }
                @let more = all - drawn as i64;
                @if more > 0 { li { div class="tnode pending" { span { (t!(lang, "replications-more-below", n = more)) } } } }
            }
        }
    }

    fn node(&self, it: &Replication, lang: Lang) -> Markup {
        let stage = it.stage(self.today);
        html! {
            div class="tnode" {
                (stone(it, Size::Xs))
                span { a class="plain b" href={ "/replications/" (it.id) } { (it.place) } span { (line(it, self.changes, self.today, lang)) } }
                span class="push row" {
                    @if let Some(delta) = delta(it, self.after.get(&it.id.raw()), self.indicator, lang) { (delta) }
                    (stage_tag(stage, lang))
                }
            }
        }
    }
}

/// Replications as rows of a card.
pub fn rows<'a>(some: impl Iterator<Item = &'a Replication>, today: Date, lang: Lang) -> Markup {
    html! {
        ul class="rows trim wrap" {
            @for it in some {
                li {
                    (stone(it, Size::Sm))
                    div class="grow" {
                        a class="t" href={ "/replications/" (it.id) } { (t!(lang, "replications-title-of", name = it.use_case.as_str(), place = it.place.as_str())) }
                        span class="m" { (about(it, today, lang)) }
                    }
                    (stage_tag(it.stage(today), lang))
                }
            }
        }
    }
}

fn about(it: &Replication, today: Date, lang: Lang) -> String {
    let day = said_day(&it.starts, lang);
    match (&it.stopped_why, it.stage(today)) {
        (Some(why), _) => t!(lang, "replications-stopped-why", why = why.as_str()),
        (_, Stage::Planned | Stage::Asked) => t!(lang, "replications-begins", day = day),
        _ => t!(lang, "replications-since", day = day),
    }
}

/// What the readings say, in a sentence; the cause is not among it.
pub fn result(
    it: &Replication,
    after: Option<&After>,
    indicator: &Indicator,
    lang: Lang,
) -> Markup {
    let said = |value: f64| with_unit(value, &indicator.unit, lang);
    let now = after.and_then(|after| Some((after.mean?, after.readings)));
    let first = after.and_then(|after| after.first_result_days);
    html! {
        @match (it.before().map(|(mean, _)| mean), now) {
            (Some(before), Some((now, readings))) => {
                @let words = if it.stopped.is_some() { "replications-from-to-stop" } else { "replications-from-to" };
                p class="lead" { (t!(lang, words, before = said(before), now = said(now))) }
                p class="soft" {
                    (t!(lang, "replications-readings-after", n = readings)) " "
                    @match first {
                        Some(days) => { (t!(lang, "replications-first-after", n = days)) }
                        None => { (t!(lang, "replications-no-first")) }
                    }
                }
            }
            (Some(before), None) => { p class="soft" { (t!(lang, "replications-before-only", before = said(before))) } }
            (None, _) if it.last_period.is_none() => { p class="soft" { (t!(lang, "replications-frozen-then")) } }
            (None, _) if (1..READINGS_NEEDED).contains(&it.readings_before.unwrap_or(0)) => {
                p class="soft" { (t!(lang, "replications-few-before", n = it.readings_before.unwrap_or(0), needed = READINGS_NEEDED)) }
            }
            (None, _) => { p class="soft" { (t!(lang, "replications-nothing-before")) } }
        }
        @if now.is_some() && it.before().is_some() { p class="small muted" { (icon_sm("info")) " " (t!(lang, "replications-no-cause")) } }
    }
}
