//! Who talks with whom: a map of units, and tables with the same figures. The script, where there is one,
//! makes the map larger and smaller; it takes all it shows from the picture.

use maud::{Markup, html};
use web::components::{Tab, crumbs, empty_state, seg};
use web::{Lang, Zone, icon, numbers, t};

use super::measure::State;
use super::queries::{Tie, Unit, Units};
use super::units::radius;
use super::week::Week;

/// The picture, and what is left free for names.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 420.0;
const ASIDE: f64 = 44.0;
const NAMES: f64 = 36.0;
/// Ties in the list below the map.
const LISTED: usize = 100;

pub fn page(units: Option<&Units>, lang: Lang) -> Markup {
    html! {
        (crumbs(lang, &[("/health", &t!(lang, "health-title")), ("/health/map", &t!(lang, "health-map"))]))
        div class="page-head" {
            div class="grow" { h1 { (t!(lang, "health-map")) } p { (t!(lang, "health-map-lead")) } }
            @if let Some(units) = units { span class="small muted" { (period(units.week, lang)) } }
        }
        @match units {
            None => (empty_state(&t!(lang, "health-map-none-title"), &t!(lang, "health-map-none-text"), None)),
            Some(units) => {
                (by(units, lang))
                section class="card stack" aria-labelledby="netmap" {
                    div class="row between wrap" {
                        h2 id="netmap" { (t!(lang, &format!("health-cut-{}", units.cut))) }
                        (legend(lang))
                    }
                    div class="netmap-live" data-netmap data-hint=(t!(lang, "health-map-hint")) { (picture(units, lang)) }
                    p class="small muted" { (t!(lang, "health-map-small-print")) }
                }
                (talks(units, lang))
                (list(units, lang))
            }
        }
    }
}

/// Ties are looked at over a longer time than what people did.
fn period(week: i64, lang: Lang) -> String {
    let day = web::components::date(Week(week).sunday(), lang, &Zone::UTC);
    t!(lang, "health-map-period", day = day)
}

fn by(units: &Units, lang: Lang) -> Markup {
    let tab = |cut: &super::units::Cut| Tab {
        href: format!("/health/map?by={cut}"),
        label: t!(lang, &format!("health-cut-{cut}")),
        count: None,
        current: *cut == units.cut,
    };
    let tabs: Vec<Tab> = super::units::Cut::ALL
        .iter()
        .filter(|cut| units.cuts.contains(cut))
        .map(tab)
        .collect();
    html! { @if tabs.len() > 1 { (seg(&t!(lang, "health-map-by"), &tabs)) } }
}

fn legend(lang: Lang) -> Markup {
    html! { div class="legend" { span class="lead-tie" { i {} (t!(lang, "health-map-ties")) } } }
}

/// The map on the page of the network.
pub fn small_map(units: &Units, lang: Lang) -> Markup {
    html! {
        section class="card stack" aria-labelledby="netmap" {
            div class="row between wrap" {
                h2 id="netmap" { (t!(lang, "health-map-of")) }
                a class="btn sm" href="/health/map" { (icon("map")) (t!(lang, "health-map-open")) }
            }
            (picture(units, lang))
            p class="small muted" { (t!(lang, "health-map-small-print")) }
        }
    }
}

/// The units that are on the map: not all others together.
fn named(units: &Units) -> impl Iterator<Item = &Unit> {
    units.units.iter().filter(|unit| !unit.name.is_empty())
}

fn word(unit: &Unit, lang: Lang) -> String {
    match unit.name.as_str() {
        "" => t!(lang, "health-others"),
        name => name.to_owned(),
    }
}

fn people(unit: &Unit, lang: Lang) -> String {
    t!(
        lang,
        "health-map-people",
        n = unit.people,
        people = numbers::count(unit.people, lang)
    )
}

/// Each pair of units with ties that are shown, the most first.
fn pairs(units: &Units) -> Vec<(&Unit, &Unit, &Tie)> {
    let find = |unit: i64| named(units).find(|known| known.unit == unit);
    let mut pairs: Vec<(&Unit, &Unit, &Tie)> = units
        .ties
        .iter()
        .filter(|tie| tie.of_unit < tie.to_unit && tie.state == State::Shown)
        .filter_map(|tie| Some((find(tie.of_unit)?, find(tie.to_unit)?, tie)))
        .collect();
    pairs.sort_by_key(|(.., tie)| std::cmp::Reverse(tie.ties));
    pairs
}

fn at(unit: &Unit) -> (f64, f64) {
    (ASIDE + unit.x * (WIDTH - 2.0 * ASIDE), unit.y * HEIGHT)
}

fn px(length: f64) -> String {
    format!("{length:.1}")
}

fn picture(units: &Units, lang: Lang) -> Markup {
    let pairs = pairs(units);
    let most = pairs.first().map_or(1, |(.., tie)| tie.ties).max(1);
    let largest = named(units).map(|unit| unit.people).max().unwrap_or(1);
    let described = match pairs.first() {
        Some((one, other, _)) => t!(
            lang,
            "health-map-described",
            one = one.name.clone(),
            other = other.name.clone()
        ),
        None => t!(lang, "health-map-no-ties"),
    };
    let size = |unit: &Unit| radius(unit.people as u64, largest as u64) * HEIGHT;
    html! {
        div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "health-map-of")) {
            svg class="netmap" viewBox=(format!("0 0 {WIDTH} {}", HEIGHT + NAMES)) role="img" aria-labelledby="netmap-title netmap-desc" {
                title id="netmap-title" { (t!(lang, "health-map-title", n = named(units).count())) }
                desc id="netmap-desc" { (described) }
                @for (one, other, tie) in &pairs {
                    @let strength = (tie.ties as f64 / most as f64).sqrt();
                    path class="tie" d=(line(at(one), at(other))) stroke-width=(px(1.0 + 6.0 * strength))
                        data-of=(one.unit) data-to=(other.unit) {}
                }
                @for unit in named(units) {
                    @let (x, y) = at(unit);
                    circle class="halo" cx=(px(x)) cy=(px(y)) r=(px(size(unit) + 4.0)) {}
                    circle class="unit-c" cx=(px(x)) cy=(px(y)) r=(px(size(unit)))
                        data-unit=(unit.unit) data-name=(unit.name) data-people=(people(unit, lang)) {}
                }
                @for unit in named(units) {
                    @let (x, y) = at(unit);
                    text x=(px(x)) y=(px(y + size(unit) + 14.0)) { (short(&unit.name)) }
                    text class="sub" x=(px(x)) y=(px(y + size(unit) + 28.0)) { (people(unit, lang)) }
                }
            }
        }
    }
}

/// A line that bends a little, so that one behind another is seen.
fn line(from: (f64, f64), to: (f64, f64)) -> String {
    let bend = 0.08;
    let middle = (
        f64::midpoint(from.0, to.0) + bend * (from.1 - to.1),
        f64::midpoint(from.1, to.1) + bend * (to.0 - from.0),
    );
    let (from, to) = ((px(from.0), px(from.1)), (px(to.0), px(to.1)));
    format!(
        "M{} {}Q{} {} {} {}",
        from.0,
        from.1,
        px(middle.0),
        px(middle.1),
        to.0,
        to.1
    )
}

/// What there is room for below a circle; the tables have the whole name.
fn short(name: &str) -> String {
    const ROOM: usize = 22;
    match name.chars().count() > ROOM {
        true => name.chars().take(ROOM - 1).chain(['…']).collect(),
        false => name.to_owned(),
    }
}

/// Of a hundred ties of a unit, how many lead to which.
pub fn talks(units: &Units, lang: Lang) -> Markup {
    let tie_of = |of: &Unit, to: &Unit| {
        let mut ties = units.ties.iter();
        ties.find(|tie| tie.of_unit == of.unit && tie.to_unit == to.unit)
    };
    let inside = |unit: &Unit| {
        let tie = tie_of(unit, unit).filter(|tie| tie.state == State::Shown)?;
        Some((unit.name.clone(), tie.share))
    };
    let inward = named(units)
        .filter_map(inside)
        .max_by(|a, b| a.1.total_cmp(&b.1));
    let group = t!(lang, &format!("health-talks-by-{}", units.cut));
    html! {
        section class="card flush" aria-labelledby="talks" {
            div class="card-head" {
                h2 id="talks" { (t!(lang, "health-talks")) }
                span class="small muted push" { (t!(lang, &format!("health-talks-of-{}", units.cut))) }
            }
            @if let Some((name, share)) = inward {
                p class="soft talks-lead" { (t!(lang, "health-talks-lead", name = name, share = share as i64)) }
            }
            div class="scroll-x" tabindex="0" role="group" aria-label=(group) {
                table class="tbl heat" {
                    thead { tr {
                        th scope="col" { (t!(lang, "health-from-to")) }
                        @for unit in &units.units { th scope="col" { (word(unit, lang)) } }
                    } }
                    tbody {
                        @for of in &units.units {
                            tr {
                                th scope="row" { (word(of, lang)) }
                                @for to in &units.units { (heat(tie_of(of, to), of.unit == to.unit, lang)) }
                            }
                        }
                    }
                }
            }
            p class="small muted small-print" { (t!(lang, "health-talks-text")) }
        }
    }
}

fn heat(tie: Option<&Tie>, own: bool, lang: Lang) -> Markup {
    let (state, share) = tie.map_or((State::Nothing, 0.0), |tie| (tie.state, tie.share));
    let warmth = (share / 5.0).ceil().clamp(0.0, 8.0) as i64;
    html! {
        @match state {
            State::Shown if own => td class="self" { (share as i64) },
            State::Shown => td class={ "v-" (warmth) } { (share as i64) },
            State::AlmostAll => td class="self" { "> 90" },
            State::Nothing => td { "0" },
            State::Withheld | State::Reveals => td class="held" { "–" span class="vh" { " " (t!(lang, "health-withheld")) } },
        }
    }
}

/// The lines of the map in words, the strongest first.
fn list(units: &Units, lang: Lang) -> Markup {
    let pairs = pairs(units);
    let back = |tie: &Tie| {
        let mut ties = units.ties.iter();
        let found = ties.find(|back| back.of_unit == tie.to_unit && back.to_unit == tie.of_unit);
        found.map_or("–".to_owned(), |back| match back.state {
            State::Shown => format!("{} %", numbers::decimal(back.share, lang)),
            _ => "–".to_owned(),
        })
    };
    html! {
        section class="card flush" aria-labelledby="lines" {
            div class="card-head" { h2 id="lines" { (t!(lang, "health-lines")) } }
            @if pairs.is_empty() { p class="soft talks-lead" { (t!(lang, "health-map-no-ties")) } }
            @else {
                div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "health-lines")) {
                    table class="tbl" {
                        thead { tr {
                            th scope="col" { (t!(lang, "health-lines-between")) }
                            th scope="col" { (t!(lang, "health-lines-and")) }
                            th scope="col" class="num" { (t!(lang, "health-lines-ties")) }
                            th scope="col" class="num" { (t!(lang, "health-lines-share")) }
                            th scope="col" class="num" { (t!(lang, "health-lines-back")) }
                        } }
                        tbody {
                            @for (one, other, tie) in pairs.iter().take(LISTED) {
                                tr {
                                    th scope="row" { (one.name) }
                                    td { (other.name) }
                                    td class="num" { (numbers::count(tie.ties, lang)) }
                                    td class="num" { (numbers::decimal(tie.share, lang)) " %" }
                                    td class="num" { (back(tie)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
