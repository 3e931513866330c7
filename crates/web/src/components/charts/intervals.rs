//! Estimates with their intervals: one beside zero, or one for each period since a start.

use maud::{Markup, html};

use super::{BOTTOM, HEIGHT, LEFT, RIGHT, Scale, TOP, WIDTH, rounded};
use crate::lang::Lang;
use crate::numbers;

/// The height of the picture of one estimate.
const ONE_HEIGHT: f64 = 72.0;
/// Places on the flat axis with a number, about.
const LABELS: f64 = 8.0;

/// One estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    /// Ends of its interval; `None` where it has none.
    pub interval: Option<(f64, f64)>,
}

impl Estimate {
    fn values(self) -> impl Iterator<Item = f64> {
        let ends = self
            .interval
            .into_iter()
            .flat_map(|(low, high)| [low, high]);
        ends.chain([self.value])
    }
}

/// One estimate lying beside zero.
pub fn estimate(title: &str, estimate: Estimate, lang: Lang) -> Markup {
    let scale = Scale::over(estimate.values().chain([0.0]));
    let x = |value: f64| {
        rounded(LEFT + (value - scale.low) / (scale.high - scale.low) * (RIGHT - LEFT))
    };
    let middle = 28.0;
    html! {
        svg class="chart" viewBox={ "0 0 " (WIDTH) " " (ONE_HEIGHT) } role="img" aria-label=(title) {
            @for mark in scale.marks() {
                line class=(if mark == 0.0 { "axis" } else { "grid" }) x1=(x(mark)) x2=(x(mark)) y1="6" y2="48" {}
                text x=(x(mark)) y="66" text-anchor="middle" { (numbers::decimal(mark, lang)) }
            }
            @if let Some((low, high)) = estimate.interval { line class="ci" x1=(x(low)) x2=(x(high)) y1=(middle) y2=(middle) {} }
            circle class="pt" cx=(x(estimate.value)) cy=(middle) r="5" {}
        }
    }
}

/// Estimates at whole places of the flat axis, a mark between those below zero and the others.
#[derive(Clone, Debug, Default)]
pub struct Since<'a> {
    pub title: &'a str,
    pub description: &'a str,
    /// In order of places.
    pub estimates: &'a [(i64, Estimate)],
    /// What stands at the mark.
    pub start: &'a str,
    /// Different from one page to the other where a page has several.
    pub id: &'a str,
}

pub fn since(chart: &Since<'_>, lang: Lang) -> Markup {
    let values = chart.estimates.iter().flat_map(|(_, one)| one.values());
    let scale = Scale::over(values.chain([0.0]));
    let first = chart.estimates.first().map_or(0, |(at, _)| *at) as f64;
    let last = chart.estimates.last().map_or(1, |(at, _)| *at) as f64;
    let span = (last - first).max(1.0);
    let x = |at: f64| rounded(LEFT + (at - first + 0.5) / (span + 1.0) * (RIGHT - LEFT));
    let y = |value: f64| {
        rounded(BOTTOM - (value - scale.low) / (scale.high - scale.low) * (BOTTOM - TOP))
    };
    let step = (span / LABELS).ceil().max(1.0) as i64;
    let (title, words) = (format!("{}-t", chart.id), format!("{}-d", chart.id));
    html! {
        svg class="chart" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-labelledby={ (title) " " (words) } {
            title id=(title) { (chart.title) }
            desc id=(words) { (chart.description) }
            @for mark in scale.marks() {
                line class=(if mark == 0.0 { "axis" } else { "grid" }) x1=(LEFT) x2=(RIGHT) y1=(y(mark)) y2=(y(mark)) {}
                text x=(LEFT - 10.0) y=(y(mark) + 4.0) text-anchor="end" { (numbers::decimal(mark, lang)) }
            }
            line class="ev" x1=(x(-0.5)) x2=(x(-0.5)) y1=(TOP) y2=(BOTTOM) {}
            text x=(x(-0.5) + 6.0) y=(TOP + 4.0) { (chart.start) }
            @for (at, estimate) in chart.estimates {
                @if let Some((low, high)) = estimate.interval {
                    line class=(if *at < 0 { "ci before" } else { "ci" }) x1=(x(*at as f64)) x2=(x(*at as f64)) y1=(y(low)) y2=(y(high)) {}
                }
                circle class="pt" cx=(x(*at as f64)) cy=(y(estimate.value)) r="3.5" {}
                @if at % step == 0 { text x=(x(*at as f64)) y=(BOTTOM + 20.0) text-anchor="middle" { (numbers::decimal(*at as f64, lang)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_are_drawn_with_their_intervals() {
        let one = |value: f64, interval| Estimate { value, interval };
        let svg = estimate("x", one(-2.0, Some((-3.5, -0.5))), Lang::En).into_string();
        assert_eq!(svg.matches("class=\"ci\"").count(), 1, "{svg}");
        assert_eq!(svg.matches("class=\"axis\"").count(), 1, "zero is seen");
        let events = [
            (-3, one(0.1, Some((-1.0, 1.2)))),
            (0, one(-2.0, Some((-3.0, -1.0)))),
            (1, one(-2.5, None)),
        ];
        let chart = Since {
            title: "Since <it>",
            estimates: &events,
            id: "e",
            ..Since::default()
        };
        let svg = since(&chart, Lang::De).into_string();
        assert!(
            svg.contains("Since &lt;it&gt;") && !svg.contains("NaN"),
            "{svg}"
        );
        assert_eq!(svg.matches("class=\"ci").count(), 2);
        let empty = since(&Since::default(), Lang::En).into_string();
        assert!(!empty.contains("NaN") && !empty.contains("inf"), "{empty}");
    }
}
