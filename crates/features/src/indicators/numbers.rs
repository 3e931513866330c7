//! The numbers of an indicator as a table, and the forms that bring new ones.

use std::collections::HashMap;

use kernel::{Error, Result};
use maud::{Markup, html};
use network::{App, Viewer, people};
use serde::Deserialize;
use store::Db;
use web::components::{Field, crumbs, error_line, field};
use web::errors::{about, sentence};
use web::{icon, icon_sm, t};

use super::indicator::{Definition, Indicator, IndicatorId, Observed, Unit, UnitId};
use super::queries;
use super::reading::{Odd, Reading};

/// Periods and units in the table; the file has all.
const PERIODS: i64 = 13;
const UNITS: usize = 100;
/// Names that are given as examples, and those that are looked at for them.
const EXAMPLES: usize = 3;
const EXAMPLES_FROM: i64 = 12;
/// Read for them, so that those shown can be compared with those before.
const COMPARED_PERIODS: i64 = 30;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Entered {
    pub unit: String,
    pub period: String,
    pub value: String,
    pub readings: String,
}

/// What the page of numbers shows.
pub struct Numbers {
    pub indicator: Indicator,
    pub definitions: Vec<Definition>,
    pub units: Vec<Unit>,
    /// In order of units and periods.
    pub readings: Vec<Reading>,
    /// Units that are not among `units`.
    pub more_units: i64,
    /// What units are called that may have readings: some of them.
    pub examples: Vec<String>,
    pub may_change: bool,
}

/// From and to which period; open where nothing is said.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    pub from: Option<i64>,
    pub to: Option<i64>,
}

impl Numbers {
    /// The last periods of the first units, for a page, with what outliers are compared with.
    pub async fn read(app: &App, viewer: &Viewer, id: IndicatorId) -> Result<Numbers> {
        let reader = viewer.clone();
        let read = app.store.read(move |db| {
            let indicator = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
            let newest = queries::levels(db, id, queries::MOST_PERIODS)?
                .last()
                .map_or(0, |level| level.period);
            let units = queries::units(db, id, UNITS as i64)?;
            let ids: Vec<UnitId> = units.iter().map(|unit| unit.id).collect();
            let from = newest - COMPARED_PERIODS;
            let readings = queries::readings_of(db, id, &ids, from, queries::MOST_READINGS)?;
            // Of a unit whose readings are not shown none would be taken.
            let shown = units
                .iter()
                .filter(|unit| readings.iter().any(|reading| reading.unit_id == unit.id));
            let shown = shown.map(|unit| unit.name.clone()).take(EXAMPLES).collect();
            Ok(Numbers {
                may_change: indicator.may_be_changed_by(&reader) && indicator.archived_at.is_none(),
                examples: examples(db, &indicator, shown)?,
                indicator,
                definitions: queries::definitions(db, id)?,
                readings,
                units,
                more_units: queries::count_units(db, id)?.0 - ids.len() as i64,
            })
        });
        read.await
    }

    /// All readings of the span; 422 `too_many_to_show` when they are too many.
    pub async fn all(app: &App, viewer: &Viewer, id: IndicatorId, span: Span) -> Result<Numbers> {
        let reader = viewer.clone();
        let read = app.store.read(move |db| {
            let indicator = queries::visible(db, &reader, id)?.ok_or_else(Error::not_found)?;
            let (from, to) = (span.from.unwrap_or(0), span.to.unwrap_or(i64::MAX));
            let most = queries::MOST_READINGS;
            let readings = queries::readings(db, id, from, to, most + 1)?;
            if readings.len() as i64 > most {
                return Err(Error::invalid("from", "too_many_to_show").limit(most));
            }
            Ok(Numbers {
                indicator,
                definitions: queries::definitions(db, id)?,
                units: queries::units(db, id, queries::MOST_UNITS)?,
                more_units: 0,
                examples: Vec::new(),
                readings,
                may_change: false,
            })
        });
        read.await
    }

    /// The version of the definition a period is counted by.
    fn version(&self, period: i64) -> i64 {
        let mut known = self.definitions.iter().rev();
        known
            .find(|definition| definition.from_period <= period)
            .map_or(1, |definition| definition.version)
    }

    /// What the units are called.
    pub fn names(&self) -> HashMap<UnitId, &str> {
        self.units
            .iter()
            .map(|unit| (unit.id, unit.name.as_str()))
            .collect()
    }

    /// unit, period, value, definition, revision; a row for each reading.
    pub fn csv(&self) -> Result<String> {
        let names = self.names();
        let mut writer = csv::Writer::from_writer(Vec::new());
        let unwritten = |error: csv::Error| Error::internal(error.to_string());
        writer
            .write_record(["unit", "period", "value", "definition", "revision"])
            .map_err(unwritten)?;
        for reading in &self.readings {
            let name = names.get(&reading.unit_id).copied().unwrap_or_default();
            writer
                .write_record([
                    kernel::text::inert(name).as_str(),
                    &self.indicator.cadence.name(reading.period),
                    &reading.value.to_string(),
                    &self.version(reading.period).to_string(),
                    &reading.revision.to_string(),
                ])
                .map_err(unwritten)?;
        }
        let bytes = writer
            .into_inner()
            .map_err(|error| Error::internal(error.to_string()))?;
        String::from_utf8(bytes).map_err(|error| Error::internal(error.to_string()))
    }
}

/// Those with readings, else some that have people enough for them.
fn examples(db: &Db, it: &Indicator, mut names: Vec<String>) -> Result<Vec<String>> {
    if names.is_empty() {
        let known = match it.observed {
            Observed::Site => {
                let sites = people::queries::sites(db, EXAMPLES_FROM)?;
                sites.into_iter().map(|site| site.name).collect()
            }
            Observed::Department => people::queries::departments(db, EXAMPLES_FROM)?,
            Observed::Team => Vec::new(),
        };
        for name in known {
            let found = queries::find_unit(db, it.observed, &name)?;
            names.extend(
                found
                    .filter(|(_, enough)| *enough || it.impersonal)
                    .map(|it| it.0),
            );
        }
    }
    names.truncate(EXAMPLES);
    Ok(names)
}

pub fn view(
    app: &App,
    viewer: &Viewer,
    numbers: &Numbers,
    entered: &Entered,
    error: Option<&Error>,
) -> Markup {
    let lang = viewer.lang;
    let it = &numbers.indicator;
    let here = format!("/indicators/{}", it.id);
    html! {
        (crumbs(lang, &[("/indicators", &t!(lang, "indicators-title")), (&here, &it.name), (&format!("{here}/numbers"), &t!(lang, "indicators-numbers"))]))
        div class="page-head" {
            div class="grow" {
                h1 { (t!(lang, "indicators-numbers-of", name = it.name.as_str())) }
                p { (t!(lang, &format!("indicators-per-{}", it.observed))) ", " (t!(lang, &format!("indicators-cadence-{}", it.cadence))) }
            }
            @if !numbers.readings.is_empty() {
                a class="btn" href={ (here) "/readings.csv" } data-turbo="false" { (icon("download")) (t!(lang, "indicators-download")) }
            }
        }
        div class="stack loose" {
            @if numbers.may_change { (give(app, viewer, numbers, entered, error)) }
            (table(app, viewer, numbers))
        }
    }
}

fn give(
    app: &App,
    viewer: &Viewer,
    numbers: &Numbers,
    entered: &Entered,
    error: Option<&Error>,
) -> Markup {
    let lang = viewer.lang;
    let it = &numbers.indicator;
    let period = match entered.period.as_str() {
        "" => it.cadence.name(it.cadence.at(app.store.clock().now())),
        typed => typed.to_owned(),
    };
    let of_lines = error.filter(|error| {
        error
            .problems
            .iter()
            .any(|problem| !is_of_form(problem.field.as_deref()))
    });
    let of_form = error.filter(|_| of_lines.is_none());
    let wrong = |name: &str| about(lang, of_form, name);
    let named = match &numbers.examples[..] {
        [] => t!(lang, &format!("indicators-no-{}", it.observed)),
        names => t!(lang, "indicators-called", names = names.join(", ")),
    };
    let own = format!("indicators-example-{}", it.observed);
    let example = numbers.examples.first().cloned();
    let example = example.unwrap_or_else(|| t!(lang, &own));
    let now = it.cadence.name(it.cadence.at(app.store.clock().now()));
    html! {
        div class="grid2" id="give" {
            section class="card stack" {
                h2 { (t!(lang, "indicators-give-one")) }
                form class="stack" method="post" action={ "/indicators/" (it.id) "/readings" } {
                    (field(&Field {
                        label: &t!(lang, &format!("indicators-unit-{}", it.observed)), name: "unit", value: &entered.unit, required: true,
                        hint: Some(&named), error: wrong("unit").as_deref(), ..Field::default()
                    }))
                    (field(&Field {
                        label: &t!(lang, &format!("indicators-one-{}", it.cadence)), name: "period", value: &period, required: true,
                        hint: Some(&t!(lang, &format!("indicators-period-{}", it.cadence))), error: wrong("period").as_deref(), ..Field::default()
                    }))
                    (field(&Field {
                        label: &t!(lang, "indicators-value", unit = it.unit.as_str()), name: "value", value: &entered.value, required: true,
                        autocomplete: Some("off"), error: wrong("value").as_deref(), ..Field::default()
                    }))
                    div { button class="btn primary" { (t!(lang, "indicators-give")) } }
                }
            }
            section class="card stack" {
                h2 { (t!(lang, "indicators-give-many")) }
                form class="stack" method="post" action={ "/indicators/" (it.id) "/readings.csv" } {
                    @if let Some(error) = of_lines {
                        ul class="stack tight" role="alert" {
                            @for problem in &error.problems { li { (error_line(&in_line(lang, problem))) } }
                        }
                    }
                    (field(&Field {
                        label: &t!(lang, "indicators-table"), name: "readings", value: &entered.readings, rows: Some(7), required: true,
                        hint: Some(&t!(lang, "indicators-table-hint", unit = example, period = now)),
                        ..Field::default()
                    }))
                    div { button class="btn" { (icon_sm("upload")) (t!(lang, "indicators-give-table")) } }
                }
            }
        }
    }
}

fn is_of_form(field: Option<&str>) -> bool {
    matches!(field, Some("unit" | "period" | "value"))
}

/// "Line 3, unit: …".
fn in_line(lang: web::Lang, problem: &kernel::Problem) -> String {
    let words = sentence(lang, problem);
    match problem
        .field
        .as_deref()
        .and_then(|field| field.split_once('/'))
    {
        Some((line, _)) => t!(lang, "indicators-in-line", line = line, wrong = words),
        None => words,
    }
}

/// The last periods of each unit, with what is odd about them.
fn table(app: &App, viewer: &Viewer, numbers: &Numbers) -> Markup {
    let lang = viewer.lang;
    let it = &numbers.indicator;
    if numbers.readings.is_empty() {
        return web::components::empty_state(
            &t!(lang, "indicators-empty-title"),
            &t!(lang, "indicators-empty-text"),
            None,
        );
    }
    let newest = numbers.readings.iter().map(|reading| reading.period).max();
    let newest = newest.unwrap_or_else(|| it.cadence.at(app.store.clock().now()));
    // The newest first, where a narrow screen shows it.
    let periods: Vec<i64> = (newest - PERIODS + 1..=newest).rev().collect();
    let odd = Odd::of(&numbers.readings, |period| numbers.version(period));
    let known: HashMap<(UnitId, i64), &Reading> = numbers
        .readings
        .iter()
        .filter(|reading| reading.period > newest - PERIODS)
        .map(|reading| ((reading.unit_id, reading.period), reading))
        .collect();
    html! {
        section class="card flush" {
            div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "indicators-numbers")) {
                table class="tbl numbers" {
                    thead { tr {
                        th scope="col" { (t!(lang, &format!("indicators-unit-{}", it.observed))) }
                        @for period in &periods { th scope="col" class="num" { (it.cadence.name(*period)) } }
                    } }
                    tbody {
                        @for unit in &numbers.units {
                            tr {
                                th scope="row" { (unit.name) }
                                @for period in &periods {
                                    (cell(viewer, known.get(&(unit.id, *period)).copied(), is_gap(&odd, unit.id, *period), odd.outliers.contains(&(unit.id, *period))))
                                }
                            }
                        }
                    }
                }
            }
        }
        @if numbers.more_units > 0 { p class="small muted" { (t!(lang, "indicators-more-units", n = numbers.more_units)) } }
        p class="small muted row wrap" {
            span class="row" { span class="mark odd" aria-hidden="true" { "!" } (t!(lang, "indicators-legend-odd")) }
            span class="row" { span class="mark gap" aria-hidden="true" { "·" } (t!(lang, "indicators-legend-gap")) }
            span class="row" { span class="mark" aria-hidden="true" { "²" } (t!(lang, "indicators-legend-revised")) }
        }
    }
}

fn is_gap(odd: &Odd, unit: UnitId, period: i64) -> bool {
    odd.gaps
        .get(&unit)
        .is_some_and(|gaps| gaps.binary_search(&period).is_ok())
}

fn cell(viewer: &Viewer, reading: Option<&Reading>, gap: bool, odd: bool) -> Markup {
    let lang = viewer.lang;
    html! {
        @match reading {
            Some(reading) => {
                td class=(if odd { "num odd" } else { "num" }) {
                    (web::numbers::decimal(reading.value, lang))
                    @if reading.revision > 1 { sup title=(t!(lang, "indicators-revised", n = reading.revision)) { (reading.revision) } }
                    @if odd { span class="mark odd" title=(t!(lang, "indicators-legend-odd")) { "!" } span class="vh" { (t!(lang, "indicators-legend-odd")) } }
                }
            }
            None if gap => { td class="num gap" title=(t!(lang, "indicators-legend-gap")) { "·" span class="vh" { (t!(lang, "indicators-legend-gap")) } } }
            None => { td {} }
        }
    }
}
