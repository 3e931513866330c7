//! What the health page of a community shows, and what it shares with that of the network.

use kernel::Time;
use maud::{Markup, html};
use network::communities::Standing;
use network::{CommunityId, Viewer};
use web::components::{Select, Tone, callout, empty_state, select, tag};
use web::{Lang, Zone, icon, icon_sm, numbers, t};

use super::benchmark::Likeness;
use super::measure::{
    Better, LACKING_OF_COMMUNITY, Measure, OF_COMMUNITY, Purpose, Source, State, Unit, Verdict,
};
use super::pictures::{bullet, held, ring};
use super::queries::{self, Kept};
use super::step::{About, Play, Step};
use super::week::Week;
use super::{actions, step_views};

/// Everything the page shows.
pub struct Shown {
    pub counted: Option<(queries::Standing, Vec<Kept>)>,
    pub purpose: Option<Purpose>,
    pub steps: Vec<Step>,
}

/// Steps that are suggested at once.
const SUGGESTED: usize = 3;

pub fn community(
    viewer: &Viewer,
    standing: &Standing,
    shown: &Shown,
    now: Time,
    key: &dyn Fn() -> String,
) -> Markup {
    let (lang, id) = (viewer.lang, standing.community.id);
    let Some((counted, figures)) = &shown.counted else {
        return html! {
            (empty_state(&t!(lang, "health-none-title"), &t!(lang, "health-none-text"), None))
            (steps(viewer, id, &[], shown, now, key))
            (step_views::taken(&shown.steps, lang))
        };
    };
    html! {
        div class="cols" {
            div class="stack loose" {
                (summary(figures, lang))
                section class="card flush" aria-labelledby="measures" {
                    div class="card-head" {
                        h2 id="measures" { (t!(lang, "health-measures")) }
                        span class="small muted push" { (period(counted.week, lang)) " · " (t!(lang, "health-mark-is")) }
                    }
                    @for measure in OF_COMMUNITY {
                        @if let Some(kept) = figures.iter().find(|kept| kept.measure == measure) { (row(kept, lang)) }
                    }
                    @for measure in LACKING_OF_COMMUNITY { (lacking(measure, lang)) }
                    (small_print(lang))
                }
                (steps(viewer, id, figures, shown, now, key))
            }
            aside class="aside" aria-label=(t!(lang, "health-aside")) {
                (stage(figures, lang))
                (purpose(viewer, standing, shown, counted.works_as))
                (step_views::taken(&shown.steps, lang))
            }
        }
    }
}

/// "28 days to 15 November 2026".
pub fn period(week: i64, lang: Lang) -> String {
    let day = web::components::date(Week(week).sunday(), lang, &Zone::UTC);
    t!(lang, "health-period", day = day)
}

pub fn name(measure: Measure, lang: Lang) -> String {
    t!(lang, &format!("health-measure-{measure}"))
}

/// "47 %", "14 min", "2.1".
pub fn said(measure: Measure, value: f64, lang: Lang) -> String {
    const HOUR: f64 = 60.0;
    const DAY: f64 = 24.0 * HOUR;
    match measure.row().unit {
        Unit::Percent => format!("{} %", numbers::decimal(value, lang)),
        Unit::Number => numbers::decimal(value, lang),
        Unit::Minutes => match value {
            value if value < 2.0 * HOUR => t!(lang, "health-minutes", n = value.round() as i64),
            value if value < 2.0 * DAY => {
                t!(lang, "health-hours", n = (value / HOUR).round() as i64)
            }
            value => t!(lang, "health-days", n = (value / DAY).round() as i64),
        },
    }
}

/// What stands instead of a number, or the number.
pub fn said_as(measure: Measure, state: State, value: f64, lang: Lang) -> String {
    match state {
        State::Shown => said(measure, value, lang),
        State::AlmostAll => t!(lang, "health-over-90"),
        _ => "–".to_owned(),
    }
}

/// How a value stands to what is usual; over 90 % is always enough.
pub fn verdict(measure: Measure, state: State, value: f64, usual: Option<f64>) -> Option<Verdict> {
    match (state, usual) {
        (State::AlmostAll, _) => Some(Verdict::Meets),
        (State::Shown, Some(usual)) => Verdict::of(measure.row().better, value, usual),
        _ => None,
    }
}

pub fn tone(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Meets) => "good",
        Some(Verdict::Missing) => "warn",
        Some(Verdict::Close) | None => "",
    }
}

pub fn verdict_tag(verdict: Verdict, lang: Lang) -> Markup {
    match verdict {
        Verdict::Meets => tag(Tone::Good, Some("check"), &t!(lang, "health-meets")),
        Verdict::Close => tag(Tone::Brand, Some("minus"), &t!(lang, "health-close")),
        Verdict::Missing => tag(Tone::Warn, Some("hourglass"), &t!(lang, "health-missing")),
    }
}

/// Why there is no number, in words.
pub fn why_not(state: State, lang: Lang) -> String {
    t!(lang, &format!("health-state-{state}"))
}

/// Where value and mark stand on the bar, in percent of it.
pub fn scaled(measure: Measure, value: f64, usual: Option<f64>) -> (f64, Option<f64>) {
    let row = measure.row();
    let most = match (row.unit, measure) {
        // The quicker the longer, and what is usual in the middle.
        (Unit::Minutes, _) => {
            let usual = usual.unwrap_or(value).max(1.0);
            return (100.0 * usual / (usual + value.max(0.0)), Some(50.0));
        }
        (Unit::Number, _) => 5.0,
        (_, Measure::KeyPlayerShare) => 25.0,
        _ => 100.0,
    };
    (
        value / most * 100.0,
        usual.map(|usual| usual / most * 100.0),
    )
}

fn is_good(kept: &Kept) -> Option<Verdict> {
    verdict(kept.measure, kept.state, kept.value, kept.usual)
}

fn summary(figures: &[Kept], lang: Lang) -> Markup {
    let judged: Vec<(&Kept, Verdict)> = figures
        .iter()
        .filter_map(|kept| Some((kept, is_good(kept)?)))
        .collect();
    let (met, all) = (
        judged
            .iter()
            .filter(|(_, verdict)| *verdict == Verdict::Meets)
            .count() as u64,
        judged.len() as u64,
    );
    let missing: Vec<String> = judged
        .iter()
        .filter(|(_, verdict)| *verdict == Verdict::Missing)
        .map(|(kept, _)| name(kept.measure, lang))
        .collect();
    let headline = match (met, all) {
        (_, 0) => "health-too-early",
        (met, all) if met == all => "health-all-well",
        (met, all) if met * 3 >= all * 2 => "health-mostly-well",
        (met, all) if met * 3 >= all => "health-half-well",
        _ => "health-weak",
    };
    html! {
        section class="card" {
            div class="row gap4 wrap" {
                (ring(met, all, tone(Some(if met * 2 >= all { Verdict::Meets } else { Verdict::Missing })),
                    &t!(lang, "health-ring", met = met, all = all)))
                div class="grow health-said" {
                    h2 { (t!(lang, headline)) }
                    p class="soft" {
                        @if all == 0 { (t!(lang, "health-too-early-text")) }
                        @else { (t!(lang, "health-met", met = met, all = all)) }
                        @if !missing.is_empty() { " " (t!(lang, "health-lacks", n = missing.len(), names = missing.join(", "))) }
                    }
                }
            }
        }
    }
}

fn row(kept: &Kept, lang: Lang) -> Markup {
    let measure = kept.measure;
    let judged = is_good(kept);
    let value = match kept.state {
        State::AlmostAll => 95.0,
        _ => kept.value,
    };
    let (bar, mark) = scaled(measure, value, kept.usual);
    let is_number = matches!(kept.state, State::Shown | State::AlmostAll);
    html! {
        div class="hrow" {
            div class="nm" { (name(measure, lang)) span { (t!(lang, &format!("health-hint-{measure}"))) } }
            @if is_number { (bullet(tone(judged), bar, kept.usual.and(mark))) } @else { (held()) }
            b class="num end-t" { (said_as(measure, kept.state, kept.value, lang)) }
            @match judged {
                Some(judged) => (verdict_tag(judged, lang)),
                None if is_number => (tag(Tone::Plain, None, &t!(lang, "health-no-mark"))),
                None => (tag(Tone::Line, Some("shield-check"), &why_not(kept.state, lang))),
            }
            @if is_number {
                span class="m" {
                    @if let Some(usual) = kept.usual { (usual_said(kept, usual, lang)) " · " }
                    (sample(measure, kept.sample, lang))
                }
            }
        }
    }
}

/// "n = 120 posts".
pub fn sample(measure: Measure, sample: i64, lang: Lang) -> String {
    let of = match measure {
        Measure::ResponseRate | Measure::FirstReply | Measure::RepliesPerPost => "posts",
        Measure::AnswerRate => "questions",
        Measure::PublicShare => "messages",
        Measure::TwoWayShare
        | Measure::KeyPlayerShare
        | Measure::CrossUnitShare
        | Measure::Reciprocity
        | Measure::Clustering
        | Measure::Transitivity
        | Measure::LargestComponent
        | Measure::Betweenness
        | Measure::Modularity => "ties",
        _ => "people",
    };
    t!(lang, &format!("health-sample-{of}"), n = sample)
}

fn usual_said(kept: &Kept, usual: f64, lang: Lang) -> String {
    let value = said(kept.measure, usual, lang);
    let key = format!("health-usual-{}", kept.likeness);
    match kept.likeness {
        Likeness::Known | Likeness::None => t!(lang, &key, value = value),
        _ => t!(lang, &key, value = value, n = kept.alike),
    }
}

/// A measure that nobody can count yet.
pub fn lacking(measure: Measure, lang: Lang) -> Markup {
    let Source::Needs(needs) = measure.row().source else {
        return html! {};
    };
    html! {
        div class="hrow lacking" {
            div class="nm" { (name(measure, lang)) span { (t!(lang, &format!("health-hint-{measure}"))) } }
            (tag(Tone::Line, Some("circle-dashed"), &t!(lang, "health-needs", what = t!(lang, &format!("health-needs-{needs}")))))
        }
    }
}

pub fn small_print(lang: Lang) -> Markup {
    html! {
        p class="small muted row top small-print" {
            (icon_sm("shield-check"))
            span { (t!(lang, "health-small-print")) " " a href="/health/formulas" { (t!(lang, "health-formulas")) } }
        }
    }
}

/// How far a community has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    Yes,
    Now,
    Later,
    NotMeasured,
}

fn stage(figures: &[Kept], lang: Lang) -> Markup {
    let well = |measure: Measure, least: f64| {
        let kept = figures.iter().find(|kept| kept.measure == measure);
        kept.is_some_and(|kept| match kept.state {
            State::AlmostAll => true,
            State::Shown => kept.value >= least,
            _ => false,
        })
    };
    let known = |measure: Measure| measure.row().known.unwrap_or_default();
    let stages = [
        (
            "gathering",
            Some(well(Measure::ActiveShare, known(Measure::ActiveShare))),
        ),
        (
            "answering",
            Some(well(Measure::ResponseRate, known(Measure::ResponseRate))),
        ),
        ("keeping", Some(well(Measure::AnswerRate, 50.0))),
        ("multiplying", None),
        (
            "self_running",
            Some(well(
                Measure::KeyPlayerShare,
                known(Measure::KeyPlayerShare),
            )),
        ),
    ];
    let mut open = true;
    let reached = stages.map(|(key, well)| {
        let reached = match well {
            None => Reached::NotMeasured,
            Some(true) if open => Reached::Yes,
            Some(_) if open => {
                open = false;
                Reached::Now
            }
            Some(_) => Reached::Later,
        };
        (key, reached)
    });
    html! {
        section class="sec" {
            h2 { (t!(lang, "health-stage")) }
            ol class="rows trim card stages" {
                @for (key, reached) in reached {
                    li class=(match reached { Reached::Yes => "yes", Reached::Now => "now", _ => "todo" }) aria-current=[(reached == Reached::Now).then_some("step")] {
                        (icon(match reached { Reached::Yes => "circle-check", Reached::Now => "arrow-right", _ => "circle-dashed" }))
                        div class="grow" {
                            span class="b" { (t!(lang, &format!("health-stage-{key}"))) }
                            span class="m" {
                                (t!(lang, &format!("health-stage-{key}-text")))
                                @if reached == Reached::NotMeasured { " · " (t!(lang, "health-needs", what = t!(lang, "health-needs-stories"))) }
                                @if reached == Reached::Yes { span class="vh" { " · " (t!(lang, "health-reached")) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What it is said to be for, beside what it is used for.
fn purpose(
    viewer: &Viewer,
    standing: &Standing,
    shown: &Shown,
    works_as: Option<Purpose>,
) -> Markup {
    let (lang, id) = (viewer.lang, standing.community.id);
    let word = |purpose: Purpose| t!(lang, &format!("health-purpose-{purpose}"));
    let may_say = actions::may_assign(viewer, Some(id)) && standing.community.archived_at.is_none();
    html! {
        section class="sec" {
            h2 { (t!(lang, "health-purpose")) }
            div class="card stack tight" {
                @match (shown.purpose, works_as) {
                    (None, _) => p { (t!(lang, "health-purpose-unsaid")) },
                    (Some(said), None) => p { (t!(lang, "health-purpose-said", purpose = word(said))) " " (t!(lang, "health-purpose-unseen")) },
                    (Some(said), Some(used)) if said == used => p { (tag(Tone::Good, Some("check"), &t!(lang, "health-purpose-agrees"))) " " (t!(lang, "health-purpose-agrees-text", purpose = word(said))) },
                    (Some(said), Some(used)) => (callout(Tone::Warn, "triangle-alert", &t!(lang, "health-purpose-differs"), html! {
                        p { (t!(lang, "health-purpose-differs-text", said = word(said), used = word(used))) }
                    })),
                }
                @if let Some(used) = works_as { p class="small muted" { (t!(lang, &format!("health-works-as-{used}"))) } }
                @if may_say { (purpose_form(id, shown.purpose.or(works_as), lang)) }
            }
        }
    }
}

fn purpose_form(id: CommunityId, selected: Option<Purpose>, lang: Lang) -> Markup {
    let options: Vec<(&str, String)> = Purpose::ALL
        .iter()
        .map(|purpose| {
            (
                purpose.as_str(),
                t!(lang, &format!("health-purpose-{purpose}")),
            )
        })
        .collect();
    let options: Vec<(&str, &str)> = options
        .iter()
        .map(|(value, name)| (*value, name.as_str()))
        .collect();
    html! {
        form class="stack tight" method="post" action={ "/communities/" (id) "/health/purpose" } {
            (select(&Select {
                label: &t!(lang, "health-purpose-is"), name: "purpose", options: &options,
                selected: selected.map_or("", Purpose::as_str), ..Select::default()
            }))
            div { button class="btn sm" { (t!(lang, "health-purpose-save")) } }
        }
    }
}

/// The steps that are open, and what is suggested for what is missing.
fn steps(
    viewer: &Viewer,
    id: CommunityId,
    figures: &[Kept],
    shown: &Shown,
    now: Time,
    key: &dyn Fn() -> String,
) -> Markup {
    let mut lacking: Vec<(&Kept, Verdict)> = figures
        .iter()
        .filter_map(|kept| Some((kept, is_good(kept)?)))
        .filter(|(_, verdict)| *verdict != Verdict::Meets)
        .collect();
    lacking.sort_by_key(|(_, verdict)| *verdict == Verdict::Close);
    let suggested = lacking.iter().take(SUGGESTED).map(|(kept, _)| {
        let lang = viewer.lang;
        let usual = kept.usual.unwrap_or_default();
        let way = match kept.measure.row().better {
            Better::Neither => String::new(),
            _ => format!(
                "{} → {}",
                said(kept.measure, kept.value, lang),
                said(kept.measure, usual, lang)
            ),
        };
        step_views::Suggestion {
            about: About {
                community: Some(id),
                measure: kept.measure,
                level: None,
            },
            play: Play::of(kept.measure),
            line: format!("{}, {way}.", name(kept.measure, lang)),
        }
    });
    let suggested: Vec<_> = suggested.collect();
    step_views::choices(viewer, Some(id), &shown.steps, &suggested, now, key)
}
