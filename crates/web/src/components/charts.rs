//! Charts made on the server: pictures with a title and a description, beside a table that says the same.
//!
//! They know numbers and words, not what these mean.

mod intervals;

use maud::{Markup, html};

use crate::lang::Lang;
use crate::numbers;

pub use intervals::{Estimate, Since, estimate, since};

/// The field of a line chart, in units of its picture.
const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = 746.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 250.0;
/// Marks on the upright axis, about.
const MARKS: f64 = 5.0;
/// A label on the flat axis needs so much room.
const LABEL_WIDTH: f64 = 66.0;

/// One line. Where pieces end, the line is broken.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The one that is spoken of, or one to compare it with.
    pub main: bool,
    /// Each a run of `(place on the flat axis, value)` in order.
    pub pieces: Vec<Vec<(f64, f64)>>,
}

/// Lines over the same places.
#[derive(Clone, Debug, Default)]
pub struct Lines<'a> {
    pub title: &'a str,
    pub description: &'a str,
    pub lines: &'a [Line],
    /// `(place, words)`, in order of places; as many are shown as fit.
    pub labels: &'a [(f64, String)],
    /// A dotted line at the value, with its words.
    pub baseline: Option<(f64, &'a str)>,
    /// A dashed one.
    pub target: Option<(f64, &'a str)>,
    /// Both begin here where they do not hold for what was before.
    pub aim_from: Option<f64>,
    /// Upright marks: `(place, words)`.
    pub events: &'a [(f64, String)],
    /// Different from one page to the other where a page has several.
    pub id: &'a str,
}

/// What is planned and what is likely beside what was seen.
#[derive(Clone, Debug, Default)]
pub struct Outlook {
    /// A dashed line.
    pub plan: Vec<(f64, f64)>,
    /// `(place, low, middle, high)`, joined to the end of the line before: a band with a dashed line.
    pub fan: Vec<(f64, f64, f64, f64)>,
}

/// Lines over time, with a scale that fits them.
pub fn lines(chart: &Lines<'_>, lang: Lang) -> Markup {
    lines_and_outlook(chart, &Outlook::default(), lang)
}

/// As [`lines`], with what is planned and likely.
pub fn lines_and_outlook(chart: &Lines<'_>, outlook: &Outlook, lang: Lang) -> Markup {
    let ahead = outlook
        .fan
        .iter()
        .flat_map(|(at, low, _, high)| [(*at, *low), (*at, *high)]);
    let ahead: Vec<(f64, f64)> = ahead.chain(outlook.plan.iter().copied()).collect();
    let points = || {
        chart
            .lines
            .iter()
            .flat_map(|line| line.pieces.iter().flatten())
            .chain(&ahead)
    };
    let beside = chart
        .baseline
        .iter()
        .chain(&chart.target)
        .map(|(value, _)| *value);
    let scale = Scale::over(points().map(|(_, value)| *value).chain(beside));
    let first = points().map(|(at, _)| *at).fold(f64::INFINITY, f64::min);
    let last = points()
        .map(|(at, _)| *at)
        .fold(f64::NEG_INFINITY, f64::max);
    let span = (last - first).max(1.0);
    let x = |at: f64| LEFT + (at - first) / span * (RIGHT - LEFT);
    let y = |value: f64| BOTTOM - (value - scale.low) / (scale.high - scale.low) * (BOTTOM - TOP);
    let (title, words) = (format!("{}-t", chart.id), format!("{}-d", chart.id));
    let mut free_from = f64::NEG_INFINITY;
    let labels = chart.labels.iter().filter(|(at, _)| {
        let fits = (first..=last).contains(at) && x(*at) >= free_from;
        if fits {
            free_from = x(*at) + LABEL_WIDTH;
        }
        fits
    });
    let aim_from = rounded(
        chart
            .aim_from
            .map_or(LEFT, |from| x(from.clamp(first, last))),
    );
    html! {
        svg class="chart" viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-labelledby={ (title) " " (words) } {
            title id=(title) { (chart.title) }
            desc id=(words) { (chart.description) }
            @for mark in scale.marks() {
                line class="grid" x1=(LEFT) x2=(RIGHT) y1=(rounded(y(mark))) y2=(rounded(y(mark))) {}
                text x=(LEFT - 10.0) y=(rounded(y(mark) + 4.0)) text-anchor="end" { (numbers::decimal(mark, lang)) }
            }
            @for (at, words) in labels {
                text x=(rounded(x(*at))) y=(BOTTOM + 20.0) { (words) }
            }
            @if let Some((value, words)) = chart.baseline {
                line class="base" x1=(aim_from) x2=(RIGHT) y1=(rounded(y(value))) y2=(rounded(y(value))) {}
                text x=(RIGHT) y=(rounded(y(value) - 7.0)) text-anchor="end" { (words) }
            }
            @if let Some((value, words)) = chart.target {
                line class="target" x1=(aim_from) x2=(RIGHT) y1=(rounded(y(value))) y2=(rounded(y(value))) {}
                // Below its line, where there is room.
                text class="t-good" x=(aim_from + 4.0) y=(rounded(y(value) + if y(value) > BOTTOM - 20.0 { -7.0 } else { 15.0 })) { (words) }
            }
            @if !outlook.fan.is_empty() {
                @let up = outlook.fan.iter().map(|(at, _, _, high)| (x(*at), y(*high)));
                @let down = outlook.fan.iter().rev().map(|(at, low, _, _)| (x(*at), y(*low)));
                polygon class="area" points=(pairs(up.chain(down))) {}
                polyline class="s1 dash" points=(pairs(outlook.fan.iter().map(|(at, _, middle, _)| (x(*at), y(*middle))))) {}
            }
            @if !outlook.plan.is_empty() {
                polyline class="s2 dash" points=(pairs(outlook.plan.iter().map(|(at, value)| (x(*at), y(*value))))) {}
            }
            @for line in chart.lines.iter().rev() {
                @for piece in &line.pieces {
                    @if let [(at, value)] = piece[..] {
                        circle class="pt" cx=(rounded(x(at))) cy=(rounded(y(value))) r="3" {}
                    } @else {
                        polyline class=(if line.main { "s1" } else { "s2" }) points=(pairs(piece.iter().map(|(at, value)| (x(*at), y(*value))))) {}
                    }
                }
                @if let Some((at, value)) = line.pieces.last().and_then(|piece| piece.last()) {
                    @if line.main { circle class="pt" cx=(rounded(x(*at))) cy=(rounded(y(*value))) r="4.5" {} }
                    // Where the line goes on as a forecast, the number stands above it.
                    @let lift = if outlook.fan.is_empty() { -4.0 } else { 12.0 };
                    text class=(if line.main { "t-brand" } else { "em" }) x=(rounded(x(*at) + 8.0)) y=(rounded(y(*value) - lift)) { (numbers::decimal(*value, lang)) }
                }
            }
            @for (at, words) in chart.events.iter().filter(|(at, _)| (first..=last).contains(at)) {
                line class="ev" x1=(rounded(x(*at))) x2=(rounded(x(*at))) y1=(TOP) y2=(BOTTOM) {}
                circle class="evdot" cx=(rounded(x(*at))) cy=(TOP) r="9" {}
                text class="evn" x=(rounded(x(*at))) y=(TOP + 4.0) text-anchor="middle" { (words) }
            }
        }
    }
}

/// A small line without words, for a row; `tone` is a class. Nothing for fewer than two values.
pub fn spark(values: &[f64], target: Option<f64>, tone: &str) -> Markup {
    if values.len() < 2 {
        return html! { span class="spark" {} };
    }
    let low = values
        .iter()
        .copied()
        .chain(target)
        .fold(f64::INFINITY, f64::min);
    let high = values
        .iter()
        .copied()
        .chain(target)
        .fold(f64::NEG_INFINITY, f64::max);
    let span = if high > low { high - low } else { 1.0 };
    let x = |at: usize| 2.0 + at as f64 / (values.len() - 1) as f64 * 90.0;
    let y = |value: f64| 27.0 - (value - low) / span * 24.0;
    let last = values[values.len() - 1];
    html! {
        svg class={ "spark " (tone) } viewBox="0 0 96 30" aria-hidden="true" {
            @if let Some(target) = target {
                line class="tg" x1="0" x2="96" y1=(rounded(y(target))) y2=(rounded(y(target))) {}
            }
            polyline points=(pairs(values.iter().enumerate().map(|(at, value)| (x(at), y(*value))))) {}
            circle cx="92" cy=(rounded(y(last))) r="2.6" {}
        }
    }
}

fn pairs(points: impl Iterator<Item = (f64, f64)>) -> String {
    let pairs: Vec<String> = points
        .map(|(x, y)| format!("{},{}", rounded(x), rounded(y)))
        .collect();
    pairs.join(" ")
}

fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// A range with round ends that holds all values.
struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    fn over(values: impl Iterator<Item = f64>) -> Scale {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values {
            (low, high) = (low.min(value), high.max(value));
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if high - low < f64::EPSILON * high.abs().max(1.0) {
            (low, high) = (low - 1.0, high + 1.0);
        }
        let rough = (high - low) / MARKS;
        let power = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 4.0, 5.0, 10.0]
            .into_iter()
            .map(|times| times * power)
            .find(|step| *step >= rough)
            .unwrap_or(power * 10.0);
        Scale {
            low: (low / step).floor() * step,
            high: (high / step).ceil() * step,
            step,
        }
    }

    fn marks(&self) -> impl Iterator<Item = f64> {
        let count = ((self.high - self.low) / self.step).round() as usize;
        (0..=count.min(20)).map(|at| self.low + at as f64 * self.step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(values: &[f64]) -> (f64, f64, f64) {
        let scale = Scale::over(values.iter().copied());
        (scale.low, scale.high, scale.step)
    }

    #[test]
    fn scales_end_in_round_numbers() {
        assert_eq!(scale(&[33.5, 41.0, 30.0]), (28.0, 44.0, 4.0));
        assert_eq!(scale(&[0.0, 100.0]), (0.0, 100.0, 20.0));
        assert_eq!(
            scale(&[5.0]),
            (4.0, 6.0, 0.4),
            "one value has room around it"
        );
        assert_eq!(scale(&[]), (0.0, 1.0, 0.2));
    }

    #[test]
    fn a_chart_says_what_it_shows_and_breaks_its_line() {
        let lines_ = [Line {
            main: true,
            pieces: vec![vec![(0.0, 22.0), (1.0, 20.0)], vec![(2.0, 12.0)]],
        }];
        let chart = Lines {
            title: "Hours <first>",
            lines: &lines_,
            target: Some((8.0, "Target 8")),
            id: "c",
            ..Lines::default()
        };
        let svg = lines(&chart, Lang::En).into_string();
        assert!(
            svg.contains("Hours &lt;first&gt;") && svg.contains("Target 8"),
            "{svg}"
        );
        assert_eq!(svg.matches("<polyline").count(), 1);
        let whole = format!("class=\"target\" x1=\"{LEFT}\"");
        assert!(svg.contains(&whole), "{svg}");
        let later = Lines {
            aim_from: Some(2.0),
            ..chart
        };
        assert!(!lines(&later, Lang::En).into_string().contains(&whole));
        let chart = Lines {
            aim_from: None,
            ..later
        };
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        let outlook = Outlook {
            plan: vec![(2.0, 12.0), (4.0, 8.0)],
            fan: vec![(2.0, 12.0, 12.0, 12.0), (4.0, 6.0, 9.0, 13.0)],
        };
        let ahead = lines_and_outlook(&chart, &outlook, Lang::En).into_string();
        assert_eq!(ahead.matches("class=\"area\"").count(), 1);
        assert_eq!(
            ahead.matches("dash\"").count(),
            2,
            "the middle and the plan"
        );
        assert!(
            ahead.contains("points=\"399,") && ahead.contains("746,"),
            "{ahead}"
        );
        let empty = lines(&Lines::default(), Lang::En).into_string();
        assert!(!empty.contains("NaN") && !empty.contains("inf"), "{empty}");
        assert!(
            !spark(&[1.0, 1.0], None, "good")
                .into_string()
                .contains("NaN")
        );
    }
}
