//! Pictures of an answer: the lines of those that started and of the others, the estimate beside zero, and
//! the time before and since the start.

use maud::{Markup, html};
use web::components::charts::{self, Estimate, Line, Lines};
use web::{Lang, numbers, t};

use super::answer::{Answer, Since};
use super::words;
use crate::indicators::Indicator;

/// Means of both groups, whatever is said about them.
pub fn lines(it: &Indicator, answer: &Answer, lang: Lang) -> Markup {
    let line = |means: &[Option<f64>], main| Line {
        main,
        pieces: pieces(means, answer.first),
    };
    let both = [
        line(&answer.adopters_mean, true),
        line(&answer.others_mean, false),
    ];
    let labels: Vec<(f64, String)> = (answer.first..=answer.last)
        .map(|period| (period as f64, it.cadence.name(period)))
        .collect();
    let events: Vec<(f64, String)> = answer
        .starts
        .iter()
        .filter(|start| **start > answer.first)
        .enumerate()
        .map(|(at, start)| (*start as f64, (at + 1).to_string()))
        .collect();
    let (adopting, others) = (
        t!(
            lang,
            "initiatives-line-adopting",
            units = words::units(it, answer.adopting, lang)
        ),
        t!(lang, "initiatives-line-others", n = answer.others),
    );
    let said = |name: &str, means: &[Option<f64>]| {
        let mut known = means.iter().flatten();
        let first = known.next();
        let last = known.next_back().or(first);
        match (first, last) {
            (Some(first), Some(last)) => t!(
                lang,
                "initiatives-line-says",
                name = name,
                first = numbers::decimal(*first, lang),
                last = numbers::decimal(*last, lang),
                unit = it.unit.as_str()
            ),
            _ => String::new(),
        }
    };
    let description = format!(
        "{} {}",
        said(&adopting, &answer.adopters_mean),
        said(&others, &answer.others_mean)
    );
    let chart = Lines {
        title: &t!(lang, "initiatives-lines", name = it.name.as_str()),
        description: &description,
        lines: &both,
        labels: &labels,
        events: &events,
        id: "groups",
        ..Lines::default()
    };
    html! {
        div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "initiatives-lines-label")) { div class="wide" { (charts::lines(&chart, lang)) } }
        div class="legend" {
            span { i aria-hidden="true" {} (adopting) }
            @if answer.others > 0 { span class="other" { i aria-hidden="true" {} (others) } }
            @if !events.is_empty() { span class="muted" { (t!(lang, "initiatives-legend-starts")) } }
        }
    }
}

/// Runs without a gap.
fn pieces(means: &[Option<f64>], first: i64) -> Vec<Vec<(f64, f64)>> {
    let placed = means
        .iter()
        .enumerate()
        .map(|(at, mean)| mean.map(|mean| ((first + at as i64) as f64, mean)));
    let placed: Vec<Option<(f64, f64)>> = placed.collect();
    placed
        .split(Option::is_none)
        .map(|run| run.iter().copied().flatten().collect::<Vec<_>>())
        .filter(|run| !run.is_empty())
        .collect()
}

pub fn estimate(it: &Indicator, value: f64, low: f64, high: f64, lang: Lang) -> Markup {
    let one = Estimate {
        value,
        interval: Some((low, high)),
    };
    let title = t!(
        lang,
        "initiatives-estimate-says",
        value = numbers::decimal(value, lang),
        low = numbers::decimal(low, lang),
        high = numbers::decimal(high, lang),
        unit = it.unit.as_str()
    );
    html! {
        div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "initiatives-estimate-label")) { div class="wide" { (charts::estimate(&title, one, lang)) } }
        p class="small muted center" { (t!(lang, "initiatives-estimate-axis", unit = it.unit.as_str())) }
    }
}

pub fn since(it: &Indicator, events: &[Since], lang: Lang) -> Markup {
    if events.is_empty() {
        return html! {};
    }
    let estimates: Vec<(i64, Estimate)> = events
        .iter()
        .map(|event| {
            let estimate = Estimate {
                value: event.value,
                interval: event.interval,
            };
            (event.periods, estimate)
        })
        .collect();
    let title = t!(lang, "initiatives-since");
    let chart = charts::Since {
        title: &title,
        description: &t!(lang, "initiatives-since-says"),
        estimates: &estimates,
        start: &t!(lang, "initiatives-since-start"),
        id: "since",
    };
    html! {
        details class="small" {
            summary class="b" { (title) }
            div class="scroll-x" tabindex="0" role="group" aria-label=(title) { div class="wide" { (charts::since(&chart, lang)) } }
            p class="small muted center" { (t!(lang, &format!("initiatives-since-axis-{}", it.cadence), unit = it.unit.as_str())) }
            p class="soft" { (t!(lang, "initiatives-since-flat")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_where_readings_are_missing() {
        let means = [None, Some(1.0), Some(2.0), None, None, Some(3.0), None];
        let wanted = vec![vec![(11.0, 1.0), (12.0, 2.0)], vec![(15.0, 3.0)]];
        assert_eq!(pieces(&means, 10), wanted);
        assert!(pieces(&[], 0).is_empty());
    }
}
