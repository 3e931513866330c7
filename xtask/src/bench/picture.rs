//! Small pictures of figures, as SVG. Their colours are the page's, by class.

use super::figure::Figure;
use super::goal::{Bound, Goal, number};

const WIDTH: f64 = 860.0;
const LABELS: f64 = 310.0;
const VALUES: f64 = 140.0;
const ROW: f64 = 26.0;
const BAR: f64 = 12.0;

struct Bar {
    label: String,
    /// Where it begins and ends, from 0 to 1 of the width.
    from: f64,
    to: f64,
    text: String,
    class: &'static str,
}

/// How much of its bound each figure uses. The line in the middle is the bound, the end twice that;
/// what stays left of the line holds.
pub fn goals(figures: &[Figure]) -> String {
    let bars = figures.iter().filter_map(|figure| {
        let times = beside_goal(figure)?;
        let at = (times / 2.0).clamp(0.005, 1.0);
        Some(Bar {
            label: figure.name.clone(),
            from: 0.0,
            to: at,
            text: format!("{} times", number(times)),
            class: if figure.holds() == Some(true) {
                "good"
            } else {
                "bad"
            },
        })
    });
    drawn(
        "How much of its bound each figure needs",
        bars.collect(),
        Some(0.5),
    )
}

/// Below 1 when it holds: by what factor the figure may still get worse.
fn beside_goal(figure: &Figure) -> Option<f64> {
    let (bound, value) = match figure.goal {
        Goal::Measured(bound, _) => (bound, figure.measured?),
        Goal::Ratio(bound, _) => (bound, figure.ratio?),
        Goal::None => return None,
    };
    match bound {
        Bound::AtMost(most) if most > 0.0 => Some(value / most),
        Bound::AtLeast(least) if value > 0.0 => Some(least / value),
        _ => None,
    }
}

/// CPU time of the server for one request.
pub fn cpu(figures: &[Figure]) -> String {
    let most = figures
        .iter()
        .filter_map(|figure| figure.cpu_us)
        .fold(0.0, f64::max);
    let bars = figures.iter().filter_map(|figure| {
        let cpu = figure.cpu_us?;
        Some(Bar {
            label: figure.name.clone(),
            from: 0.0,
            to: (cpu / most.max(1.0)).max(0.003),
            text: format!("{} µs", number(cpu)),
            class: "brand",
        })
    });
    drawn(
        "CPU time of the server for one request",
        bars.collect(),
        None,
    )
}

/// From the median to the 99th of a hundred, each step of the scale ten times the last.
pub fn latency(figures: &[Figure]) -> String {
    let at = |millis: f64| ((millis.max(0.01) / 0.01).log10() / 6.0).clamp(0.0, 1.0);
    let bars = figures.iter().filter_map(|figure| {
        let (half, most) = (figure.p50_ms?, figure.p99_ms?);
        Some(Bar {
            label: figure.name.clone(),
            from: at(half),
            to: at(most).max(at(half) + 0.004),
            text: format!("{} to {} ms", number(half), number(most)),
            class: "gold",
        })
    });
    drawn(
        "How long answers took, p50 to p99, from 0.01 ms to 10 s",
        bars.collect(),
        None,
    )
}

fn drawn(title: &str, bars: Vec<Bar>, mark: Option<f64>) -> String {
    if bars.is_empty() {
        return String::new();
    }
    let height = ROW * bars.len() as f64 + 8.0;
    let width = WIDTH - LABELS - VALUES;
    let mut svg = format!(
        "<figure><figcaption>{title}</figcaption>\
         <svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{title}\">"
    );
    for (row, bar) in bars.iter().enumerate() {
        let top = ROW * row as f64 + 4.0;
        let (text_at, bar_at) = (top + ROW / 2.0 + 4.0, top + (ROW - BAR) / 2.0);
        let (from, length) = (LABELS + bar.from * width, (bar.to - bar.from) * width);
        svg.push_str(&format!(
            "<text x=\"{}\" y=\"{text_at}\" class=\"label\">{}</text>\
             <rect x=\"{LABELS}\" y=\"{bar_at}\" width=\"{width}\" height=\"{BAR}\" rx=\"3\" class=\"track\"/>\
             <rect x=\"{from:.1}\" y=\"{bar_at}\" width=\"{length:.1}\" height=\"{BAR}\" rx=\"3\" class=\"{}\"/>\
             <text x=\"{}\" y=\"{text_at}\" class=\"value\">{}</text>",
            LABELS - 10.0,
            escaped(&bar.label),
            bar.class,
            WIDTH - VALUES + 8.0,
            escaped(&bar.text),
        ));
    }
    if let Some(mark) = mark {
        let at = LABELS + mark * width;
        svg.push_str(&format!(
            "<line x1=\"{at}\" y1=\"0\" x2=\"{at}\" y2=\"{height}\" class=\"mark\"/>"
        ));
    }
    svg.push_str("</svg></figure>");
    svg
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_stays_left_of_the_mark() {
        let most = Goal::Measured(Bound::AtMost(20.0), "KB");
        assert_eq!(beside_goal(&Figure::new("a", most, 10.0, "KB")), Some(0.5));
        let least = Goal::Ratio(Bound::AtLeast(0.5), "of it");
        let slow = Figure::new("b", least, 9.0, "x").ratio(0.25);
        assert_eq!(beside_goal(&slow), Some(2.0));
        assert_eq!(beside_goal(&Figure::absent("c", most, "why")), None);
        let svg = goals(&[slow, Figure::new("a <b>", most, 10.0, "KB")]);
        assert!(svg.contains("class=\"bad\"") && svg.contains("class=\"good\""));
        assert!(svg.contains("a &lt;b&gt;"), "{svg}");
    }
}
