//! Drawings made of stones: the logo, the ring of coverage, the circle with one stone missing.

use std::f64::consts::TAU;

use maud::{Markup, html};

use crate::lang::Lang;
use crate::numbers;

/// Nine stones round a fire.
pub fn logo() -> Markup {
    stones("logo", "2.75", "3.6", None)
}

/// The empty state's glyph: one stone is not there yet.
pub fn circle() -> Markup {
    stones("glyph", "2.6", "3.4", Some(2))
}

fn stones(class: &str, stone: &str, fire: &str, missing: Option<usize>) -> Markup {
    html! {
        svg class=(class) viewBox="0 0 32 32" aria-hidden="true" {
            @for at in 0..9 {
                @let angle = TAU * at as f64 / 9.0;
                @let (x, y) = (16.0 + 11.2 * angle.sin(), 16.0 - 11.2 * angle.cos());
                circle class=[(missing == Some(at)).then_some("gap")]
                    cx=(format!("{x:.2}")) cy=(format!("{y:.2}")) r=(stone) {}
            }
            circle class="fire" cx="16" cy="16" r=(fire) {}
        }
    }
}

/// Coverage as 24 stones; always beside the numbers in words. `label` says it for screen readers.
pub fn ring(n: i64, of: i64, label: &str) -> Markup {
    let share = if of > 0 {
        (n.clamp(0, of) as f64) / of as f64
    } else {
        0.0
    };
    let full = (share * 24.0).round() as usize;
    // 16 units of radius, 24 arcs of 15 degrees with a gap of 5 between them.
    let point = |degrees: f64| {
        let angle = degrees.to_radians();
        format!(
            "{:.2} {:.2}",
            20.0 + 16.0 * angle.sin(),
            20.0 - 16.0 * angle.cos()
        )
    };
    html! {
        svg class="ring" viewBox="0 0 40 40" role="img" aria-label=(label) {
            @for at in 0..24 {
                @let from = at as f64 * 15.0 + 2.6;
                path class=(if at < full { "fg" } else { "bg" })
                    d={ "M" (point(from)) "A16 16 0 0 1 " (point(from + 9.8)) } {}
            }
            text x="20" y="20" { (format!("{:.0}%", (share * 100.0).floor())) }
        }
    }
}

/// A number in a column or beside a word.
pub fn count(number: i64, lang: Lang) -> Markup {
    html! { span class="num" { (numbers::count(number, lang)) } }
}
