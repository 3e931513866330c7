//! What pages about indicators show.

use jiff::civil::Date;
use kernel::Error;
use maud::{Markup, html};
use network::panels::{Panels, Place};
use network::{App, Viewer};
use web::components::charts::{self, Line, Lines};
use web::components::{Action, Tone, callout, crumbs, empty_state, tag};
use web::{Lang, icon, icon_sm, numbers, t};

use super::board::Standing;
use super::indicator::{Aim, Definition, Direction, Indicator, IndicatorId, Quality, State};
use super::pages::Defined;
use super::reading::Level;

/// "12 days", "4.5 %".
pub fn with_unit(value: f64, unit: &str, lang: Lang) -> String {
    format!("{} {unit}", numbers::decimal(value, lang))
}

/// The golden thread: how an indicator is named wherever something hangs on it, with what is said of it
/// there.
pub fn thread(id: IndicatorId, name: &str, said: &str) -> Markup {
    html! {
        a class="thread" href={ "/indicators/" (id) } {
            (icon_sm("target"))
            span { (name) @if !said.is_empty() { " " b { (said) } } }
        }
    }
}

/// The golden thread with where the indicator stands.
pub fn thread_now(id: IndicatorId, name: &str, now: Option<f64>, unit: &str, lang: Lang) -> Markup {
    let said = now.map(|now| with_unit(now, unit, lang));
    thread(id, name, said.as_deref().unwrap_or_default())
}

/// The day it is due, as people say it.
pub fn due(indicator: &Indicator, lang: Lang) -> String {
    match indicator.due.parse::<Date>() {
        Ok(day) => web::components::day_in_words(day, lang),
        Err(_) => indicator.due.clone(),
    }
}

pub fn state_tag(state: State, lang: Lang) -> Markup {
    match state {
        State::NotMeasured => tag(
            Tone::Line,
            Some("circle-dashed"),
            &t!(lang, "indicators-state-not-measured"),
        ),
        State::Reached => tag(
            Tone::Good,
            Some("check"),
            &t!(lang, "indicators-state-reached"),
        ),
        State::OnTrack => tag(
            Tone::Good,
            Some("check"),
            &t!(lang, "indicators-state-on-track"),
        ),
        State::Slow => tag(
            Tone::Warn,
            Some("hourglass"),
            &t!(lang, "indicators-state-slow"),
        ),
        State::WrongWay => tag(
            Tone::Bad,
            Some("triangle-alert"),
            &t!(lang, "indicators-state-wrong-way"),
        ),
    }
}

pub fn quality_tag(quality: Quality, lang: Lang) -> Markup {
    match quality {
        Quality::Sound => tag(
            Tone::Good,
            Some("check"),
            &t!(lang, "indicators-quality-sound"),
        ),
        Quality::IllMeasured => tag(
            Tone::Warn,
            Some("triangle-alert"),
            &t!(lang, "indicators-quality-ill"),
        ),
        Quality::Missing => tag(
            Tone::Line,
            Some("circle-dashed"),
            &t!(lang, "indicators-quality-missing"),
        ),
    }
}

fn tone(state: State) -> &'static str {
    match state {
        State::Reached | State::OnTrack => "good",
        State::Slow => "warn",
        State::WrongWay => "bad",
        State::NotMeasured => "",
    }
}

/// A change since the baseline, with an arrow that does not rely on colour.
fn delta(indicator: &Indicator, change: f64, lang: Lang) -> Markup {
    let class = match change {
        0.0 => "delta flat",
        change if indicator.is_better(change) => "delta good",
        _ => "delta bad",
    };
    html! {
        span class=(class) {
            @if change != 0.0 { (icon(if change < 0.0 { "arrow-down" } else { "arrow-up" })) }
            span class="vh" { (t!(lang, if change < 0.0 { "indicators-down" } else { "indicators-up" })) " " }
            (numbers::decimal(change.abs(), lang))
        }
    }
}

/// The board: all of them, with how each does.
pub fn board(viewer: &Viewer, standings: &[Standing], which: super::pages::Which) -> Markup {
    let lang = viewer.lang;
    let followed = || {
        standings
            .iter()
            .filter(|standing| standing.indicator.archived_at.is_none())
    };
    let count = |wanted: &[State]| {
        followed()
            .filter(|standing| wanted.contains(&standing.state))
            .count() as i64
    };
    let stats = [
        (followed().count() as i64, "indicators-stat-all"),
        (
            count(&[State::OnTrack, State::Reached]),
            "indicators-stat-on-track",
        ),
        (count(&[State::Slow]), "indicators-stat-slow"),
        (count(&[State::WrongWay]), "indicators-stat-wrong-way"),
        (count(&[State::NotMeasured]), "indicators-stat-not-measured"),
    ];
    let shown: Vec<&Standing> = standings
        .iter()
        .filter(|standing| which.shows(viewer, standing))
        .collect();
    html! {
        div class="page-head" {
            div class="grow" {
                h1 { (t!(lang, "indicators-title")) }
                p { (t!(lang, "indicators-lead")) }
            }
            a class="btn" href="/conflicts" { (icon("scale")) (t!(lang, "goals-conflicts-title")) }
            a class="btn primary" href="/indicators/new" { (icon("plus")) (t!(lang, "indicators-new")) }
        }
        @if standings.is_empty() {
            (empty_state(&t!(lang, "indicators-none-title"), &t!(lang, "indicators-none-text"),
                Some(&Action { href: "/indicators/new", label: t!(lang, "indicators-new") })))
        } @else {
            div class="stats ruled" {
                @for (number, label) in stats {
                    div class="stat" {
                        span class="v" { (numbers::count(number, lang)) }
                        span class="l" { (t!(lang, label, n = number)) }
                    }
                }
            }
            div class="row" {
                nav class="seg" aria-label=(t!(lang, "indicators-which")) {
                    @for option in super::pages::Which::ALL {
                        a href={ "/indicators?which=" (option) } aria-current=[(*option == which).then_some("page")] {
                            (t!(lang, &format!("indicators-which-{option}")))
                        }
                    }
                }
            }
            @if shown.is_empty() {
                p class="muted" { (t!(lang, "indicators-none-of-these")) }
            } @else {
                section class="card flush" aria-label=(t!(lang, "indicators-title")) {
                    @for standing in shown { (row(standing, lang)) }
                }
            }
        }
    }
}

fn row(standing: &Standing, lang: Lang) -> Markup {
    let it = &standing.indicator;
    let means: Vec<f64> = standing.levels.iter().map(|level| level.mean).collect();
    html! {
        a class="irow" href={ "/indicators/" (it.id) } {
            span class="nm" { (it.name) span { (it.scope) } }
            span class="links" { (it.owner) }
            (charts::spark(&means, Some(it.target), tone(standing.state)))
            @match standing.now() {
                Some(now) => { (delta(it, now.mean - it.baseline, lang)) }
                None => { span {} }
            }
            span class="v" {
                @match standing.now() {
                    Some(now) => { (numbers::decimal(now.mean, lang)) }
                    None => { "–" }
                }
                span { (it.unit) " · " (t!(lang, "indicators-target-short", value = numbers::decimal(it.target, lang))) }
            }
            (state_tag(standing.state, lang))
        }
    }
}

/// Everything the page of one indicator shows.
pub struct Shown<'a> {
    pub standing: &'a Standing,
    /// Counted by earlier definitions.
    pub earlier: &'a [Level],
    /// Units whose readings are not shown because they have few people.
    pub withheld: i64,
    pub definitions: &'a [Definition],
    /// What it was to reach before, the newest first.
    pub aims: &'a [Aim],
    pub units: i64,
    /// What other features say about it.
    pub panels: &'a Panels,
}

pub fn page(app: &App, viewer: &Viewer, shown: &Shown<'_>) -> Markup {
    let lang = viewer.lang;
    let it = &shown.standing.indicator;
    let better = match it.direction {
        Direction::More => t!(lang, "indicators-more-is-better"),
        Direction::Less => t!(lang, "indicators-less-is-better"),
    };
    let may_change = it.may_be_changed_by(viewer) && it.archived_at.is_none();
    html! {
        (crumbs(lang, &[("/indicators", &t!(lang, "indicators-title")), (&format!("/indicators/{}", it.id), &it.name)]))
        div class="page-head" {
            div class="grow" {
                h1 { (it.name) }
                p { (it.scope) ". " (better) "." }
            }
            a class="btn" href={ "/indicators/" (it.id) "/numbers" } { (icon("download")) (t!(lang, "indicators-numbers")) }
            @if it.may_be_changed_by(viewer) {
                a class="btn" href={ "/indicators/" (it.id) "/settings" } { (icon("settings")) (t!(lang, "indicators-settings")) }
            }
            @if may_change {
                a class="btn primary" href={ "/indicators/" (it.id) "/numbers#give" } { (icon("plus")) (t!(lang, "indicators-give")) }
            }
        }
        @if it.archived_at.is_some() {
            (callout(Tone::Info, "archive", &t!(lang, "indicators-is-archived"), html! { p { (t!(lang, "indicators-is-archived-text")) } }))
        }
        @if it.quality == Quality::IllMeasured {
            (callout(Tone::Warn, "triangle-alert", &t!(lang, "indicators-flawed"), html! { p { (it.flaw) } }))
        }
        (shown.panels.at(Place::Banner))
        div class="cols" {
            div class="stack loose" {
                section class="card" {
                    (now(app, shown, lang))
                    (chart(it, shown, lang))
                }
                (shown.panels.at(Place::Main))
                section class="card stack" {
                    h2 { (t!(lang, "indicators-how-counted")) }
                    @for definition in shown.definitions.iter().rev() { (definition_of(it, definition, lang)) }
                    @for aim in shown.aims { (former_aim(it, aim, shown.definitions, lang)) }
                    @if may_change {
                        details class="small" {
                            summary class="b" { (t!(lang, "indicators-define")) }
                            (define_form(it, lang, &Defined::default(), None))
                        }
                    }
                }
            }
            aside class="aside" aria-label=(t!(lang, "indicators-aside")) {
                (shown.panels.at(Place::Side))
                (facts(viewer, shown))
            }
        }
    }
}

fn now(app: &App, shown: &Shown<'_>, lang: Lang) -> Markup {
    let standing = shown.standing;
    let it = &standing.indicator;
    let anew = shown.definitions.last().filter(|newest| newest.version > 1);
    html! {
        div class="ind-head" {
            @match standing.now() {
                Some(now) => {
                    div {
                        div class="small muted" { (t!(lang, "indicators-mean", period = it.cadence.name(now.period), n = now.units)) }
                        div class="ind-now" { (numbers::decimal(now.mean, lang)) " " small { (it.unit) } }
                    }
                    div class="stat" {
                        (delta(it, now.mean - it.baseline, lang))
                        span class="l" { (t!(lang, "indicators-since-baseline", value = numbers::decimal(it.baseline, lang))) }
                    }
                    div class="stat" {
                        span class="b" {
                            @if standing.state == State::Reached { (t!(lang, "indicators-reached")) }
                            @else { (t!(lang, "indicators-to-go", value = with_unit((it.target - now.mean).abs(), &it.unit, lang))) }
                        }
                        span class="l" { (t!(lang, "indicators-target-by", value = numbers::decimal(it.target, lang), day = due(it, lang))) }
                    }
                }
                None => {
                    div {
                        div class="ind-now" { "–" }
                        div class="small muted" {
                            @match anew {
                                Some(newest) => { (t!(lang, "indicators-no-reading-anew", n = newest.version, from = it.cadence.name(newest.from_period))) }
                                None => { (t!(lang, "indicators-no-reading", period = it.cadence.name(it.cadence.at(app.store.clock().now())))) }
                            }
                        }
                    }
                }
            }
            span class="push" { (state_tag(standing.state, lang)) }
        }
        @if let Some(newest) = anew { p class="small muted" { (t!(lang, "indicators-aim-of", n = newest.version)) } }
        @if shown.withheld > 0 { p class="small muted" { (t!(lang, "indicators-withheld", n = shown.withheld)) } }
    }
}

/// The mean of all units, broken where the definition changes.
fn chart(it: &Indicator, shown: &Shown<'_>, lang: Lang) -> Markup {
    let definitions = shown.definitions;
    let levels: Vec<Level> = [shown.earlier, &shown.standing.levels].concat();
    let levels = levels.as_slice();
    if levels.len() < 2 {
        return html! { p class="muted" { (t!(lang, "indicators-chart-later")) } };
    }
    let version = |period: i64| {
        definitions
            .iter()
            .rev()
            .find(|d| d.from_period <= period)
            .map_or(0, |d| d.version)
    };
    let mut pieces: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut before: Option<&Level> = None;
    for level in levels {
        let joined = before.is_some_and(|before| {
            before.period + 1 == level.period && version(before.period) == version(level.period)
        });
        if !joined {
            pieces.push(Vec::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push((level.period as f64, level.mean));
        }
        before = Some(level);
    }
    let events: Vec<(f64, String)> = definitions
        .iter()
        .filter(|definition| definition.version > 1)
        .map(|definition| {
            (
                definition.from_period as f64,
                definition.version.to_string(),
            )
        })
        .collect();
    let labels: Vec<(f64, String)> = levels
        .iter()
        .map(|level| (level.period as f64, it.cadence.name(level.period)))
        .collect();
    let (first, last) = (&levels[0], &levels[levels.len() - 1]);
    // The aim is that of the newest definition, and is not drawn beside what was counted otherwise.
    let newest = definitions.last().filter(|newest| newest.version > 1);
    let aim_from = newest.map(|newest| newest.from_period as f64);
    let is_aimed = !shown.standing.levels.is_empty();
    let description = t!(
        lang,
        "indicators-chart-says",
        first = with_unit(first.mean, &it.unit, lang),
        from = it.cadence.name(first.period),
        last = with_unit(last.mean, &it.unit, lang),
        to = it.cadence.name(last.period),
        baseline = numbers::decimal(it.baseline, lang),
        target = numbers::decimal(it.target, lang)
    );
    let baseline = t!(
        lang,
        "indicators-baseline-at",
        value = numbers::decimal(it.baseline, lang)
    );
    let target = t!(
        lang,
        "indicators-target-at",
        value = numbers::decimal(it.target, lang)
    );
    let lines = [Line { main: true, pieces }];
    let picture = charts::lines(
        &Lines {
            title: &it.name,
            description: &description,
            lines: &lines,
            labels: &labels,
            baseline: is_aimed.then_some((it.baseline, &baseline)),
            target: is_aimed.then_some((it.target, &target)),
            aim_from,
            events: &events,
            id: "levels",
        },
        lang,
    );
    html! {
        div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "indicators-chart")) { div class="wide" { (picture) } }
        @if !events.is_empty() { p class="small muted" { (t!(lang, "indicators-broken-line")) } }
    }
}

fn definition_of(it: &Indicator, definition: &Definition, lang: Lang) -> Markup {
    html! {
        div {
            p class="small muted" {
                @if definition.version == 1 { (t!(lang, "indicators-version-first", by = definition.by.as_str())) }
                @else { (t!(lang, "indicators-version", n = definition.version, from = it.cadence.name(definition.from_period), by = definition.by.as_str())) }
            }
            p { (definition.text) }
            p class="small muted" { (t!(lang, "indicators-baseline-of", value = with_unit(definition.baseline, &it.unit, lang))) }
        }
    }
}

/// What it was to reach before that changed.
fn former_aim(it: &Indicator, aim: &Aim, definitions: &[Definition], lang: Lang) -> Markup {
    let counted = definitions.iter().rev().find(|of| of.at < aim.until);
    let due = match aim.due.parse::<Date>() {
        Ok(day) => web::components::day_in_words(day, lang),
        Err(_) => aim.due.clone(),
    };
    html! {
        p class="small muted" {
            (t!(lang, "indicators-former-aim", value = with_unit(aim.target, &it.unit, lang), due = due,
                until = web::components::day_in_words(super::period::day(aim.until), lang), by = aim.by.as_str()))
            @if let Some(counted) = counted.filter(|_| definitions.len() > 1) { " " (t!(lang, "indicators-former-aim-of", n = counted.version)) }
        }
    }
}

/// The form for the next version of the definition.
pub fn define_form(it: &Indicator, lang: Lang, entered: &Defined, error: Option<&Error>) -> Markup {
    use web::components::{Field, field};
    let wrong = |name: &str| web::errors::about(lang, error, name);
    let aim = |label: &str, name: &'static str, value: &str, before: f64| {
        let before = with_unit(before, &it.unit, lang);
        field(&Field {
            label: &t!(lang, label),
            name,
            value,
            required: true,
            hint: Some(&t!(lang, "indicators-define-before", value = before)),
            error: wrong(name).as_deref(),
            ..Field::default()
        })
    };
    html! {
        form class="stack" method="post" action={ "/indicators/" (it.id) "/definitions" } {
            p class="soft" { (t!(lang, "indicators-define-why")) }
            (field(&Field {
                label: &t!(lang, "indicators-definition"), name: "definition", value: &entered.definition, rows: Some(3), required: true,
                error: wrong("definition").as_deref(), ..Field::default()
            }))
            (field(&Field {
                label: &t!(lang, "indicators-define-from"), name: "from", value: &entered.from, required: true,
                hint: Some(&t!(lang, &format!("indicators-period-{}", it.cadence))),
                error: wrong("from").as_deref(), ..Field::default()
            }))
            div class="fields" {
                (aim("indicators-baseline", "baseline", &entered.baseline, it.baseline))
                (aim("indicators-target", "target", &entered.target, it.target))
            }
            div { button class="btn" { (t!(lang, "indicators-define-save")) } }
        }
    }
}

fn facts(viewer: &Viewer, shown: &Shown<'_>) -> Markup {
    let lang = viewer.lang;
    let it = &shown.standing.indicator;
    html! {
        section class="sec" {
            h2 { (t!(lang, "indicators-owner")) }
            div class="card" { a class="plain b" href={ "/people/" (it.owner_id) } { (it.owner) } }
        }
        section class="sec" {
            h2 { (t!(lang, "indicators-comes-from")) }
            div class="card stack tight small" {
                p class="row b" { (icon_sm("database")) (it.source) }
                p class="soft" { (t!(lang, &format!("indicators-cadence-{}", it.cadence))) ", " (t!(lang, &format!("indicators-per-{}", it.observed))) }
                div { (quality_tag(it.quality, lang)) }
                p class="muted" { (t!(lang, "indicators-units-read", n = shown.units)) }
            }
        }
        @if it.may_be_changed_by(viewer) && it.archived_at.is_none() {
            section class="sec" {
                h2 { (t!(lang, "indicators-quality")) }
                div class="card" { (quality_form(it, it.quality, &it.flaw, None, lang)) }
            }
        }
        @if viewer.is_administrator() {
            section class="sec" {
                h2 { (t!(lang, "indicators-whose-work")) }
                form class="card stack" method="post" action={ "/indicators/" (it.id) "/impersonal" } {
                    (web::components::check(&web::components::Check { name: "impersonal", value: "true", label: &t!(lang, "indicators-impersonal"), checked: it.impersonal }))
                    p class="small muted" { (t!(lang, "indicators-impersonal-hint")) }
                    div { button class="btn sm" { (t!(lang, "indicators-save")) } }
                }
            }
        }
    }
}

/// The form that says whether the number can be trusted.
pub fn quality_form(
    it: &Indicator,
    quality: Quality,
    flaw: &str,
    error: Option<&Error>,
    lang: Lang,
) -> Markup {
    use web::components::{Field, Select, field, select};
    let options: Vec<(&str, String)> = Quality::ALL
        .iter()
        .map(|quality| {
            (
                quality.as_str(),
                t!(lang, &format!("indicators-quality-{quality}")),
            )
        })
        .collect();
    let options: Vec<(&str, &str)> = options
        .iter()
        .map(|(value, name)| (*value, name.as_str()))
        .collect();
    let wrong = web::errors::about(lang, error, "flaw");
    html! {
        form class="stack" method="post" action={ "/indicators/" (it.id) "/quality" } {
            (select(&Select { label: &t!(lang, "indicators-state-of-number"), name: "quality", options: &options, selected: quality.as_str(), ..Select::default() }))
            (field(&Field { label: &t!(lang, "indicators-flaw"), name: "flaw", value: flaw, rows: Some(2), error: wrong.as_deref(), ..Field::default() }))
            div { button class="btn sm" { (t!(lang, "indicators-save")) } }
        }
    }
}
