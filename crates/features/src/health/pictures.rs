//! Small pictures of numbers: a ring of stones, a bar with its mark.

use maud::{Markup, html};

/// Stones of a ring.
const STONES: u64 = 24;

/// So many of so many, as a ring; `fine` where the words in it are long.
pub fn ring(part: u64, whole: u64, tone: &str, label: &str) -> Markup {
    let filled = match whole {
        0 => 0,
        _ => (part * STONES + whole / 2) / whole,
    };
    let fine = if part.max(whole) > 9 { " fine" } else { "" };
    html! {
        svg class={ "ring big " (tone) (fine) } viewBox="0 0 40 40" role="img" aria-label=(label) {
            @for stone in 0..STONES { path class=(if stone < filled { "fg" } else { "bg" }) d=(arc(stone)) {} }
            text x="20" y="20" { (part) " / " (whole) }
        }
    }
}

fn arc(stone: u64) -> String {
    let at = |degrees: f64| {
        let angle = (stone as f64 * 15.0 + degrees).to_radians();
        (20.0 + 16.0 * angle.sin(), 20.0 - 16.0 * angle.cos())
    };
    let ((x, y), (to_x, to_y)) = (at(2.6), at(12.4));
    format!("M{x:.2} {y:.2}A16 16 0 0 1 {to_x:.2} {to_y:.2}")
}

/// A bar, and where it should reach; both in percent of the scale. Decoration: the numbers stand beside.
pub fn bullet(tone: &str, value: f64, mark: Option<f64>) -> Markup {
    let within = |at: f64| format!("{}%", (at.clamp(0.0, 100.0) * 10.0).round() / 10.0);
    html! {
        svg class={ "bullet " (tone) } aria-hidden="true" {
            rect class="bar" height="8" y="6" rx="3" width=(within(value)) {}
            @if let Some(mark) = mark { rect class="mark" width="3" height="20" rx="1.5" x=(within(mark.min(99.0))) {} }
        }
    }
}

/// Where a bar would be.
pub fn held() -> Markup {
    html! { span class="bullet held" aria-hidden="true" {} }
}
