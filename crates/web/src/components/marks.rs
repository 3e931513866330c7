//! Drawings made of stones: the logo, the circle with one stone missing, rings of people.

use std::f64::consts::TAU;
use std::sync::LazyLock;

use maud::{Markup, PreEscaped, html};

use crate::lang::Lang;
use crate::numbers;

/// Nine stones round a fire.
pub fn logo() -> PreEscaped<&'static str> {
    static LOGO: LazyLock<String> =
        LazyLock::new(|| stones("logo", "2.75", "3.6", None).into_string());
    PreEscaped(&LOGO)
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

/// Rings of people round a fire: the picture beside the sign-in form.
pub fn scene() -> Markup {
    let rings = [
        (52.0, 9, 11, "0.85"),
        (96.0, 16, 10, "0.5"),
        (140.0, 24, 9, "0.3"),
        (182.0, 32, 8, "0.17"),
    ];
    html! {
        svg viewBox="0 0 400 400" aria-hidden="true" {
            circle class="fire" cx="200" cy="200" r="17" {}
            @for (ring, (radius, stones, size, opacity)) in rings.into_iter().enumerate() {
                @for at in 0..stones {
                    @let angle = TAU * f64::from(at) / f64::from(stones) + 0.14 * ring as f64;
                    @let lit = (at * 7 + ring as i32 * 5) % 17 == 3;
                    circle class=[lit.then_some("fire")]
                        cx=(format!("{:.1}", 200.0 + radius * angle.cos()))
                        cy=(format!("{:.1}", 200.0 + radius * angle.sin()))
                        r=(size) opacity=(if lit { "0.95" } else { opacity }) {}
                }
            }
        }
    }
}

/// The band over a page of a place or person: circles of stones, different for each `seed`.
pub fn band(seed: i64) -> Markup {
    let mut state = seed as u64;
    let mut next = move |bound: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let rings: Vec<_> = (0..12)
        .map(|at| {
            let large = at % 2 == 0;
            let (radius, stone) = if large { (58.0, "7.1") } else { (26.0, "4.9") };
            let x = 20.0 + f64::from(at) * 94.0 + next(24) as f64;
            let opacity = ["0.13", "0.18", "0.23"][next(3) as usize];
            (
                x,
                20.0 + next(48) as f64,
                radius,
                stone,
                opacity,
                next(9) as i32,
            )
        })
        .collect();
    html! {
        svg viewBox="0 0 1100 88" preserveAspectRatio="xMidYMid slice" aria-hidden="true" {
            @for (x, y, radius, stone, opacity, lit) in rings {
                @for at in 0..9 {
                    @let angle = TAU * f64::from(at) / 9.0 + x;
                    @let is_lit = lit == at && radius < 30.0;
                    circle class=[is_lit.then_some("fire")]
                        cx=(format!("{:.0}", x + radius * angle.cos()))
                        cy=(format!("{:.0}", y + radius * angle.sin()))
                        r=(stone) opacity=(if is_lit { "0.75" } else { opacity }) {}
                }
            }
        }
    }
}

/// A number in a column or beside a word.
pub fn count(number: i64, lang: Lang) -> Markup {
    html! { span class="num" { (numbers::count(number, lang)) } }
}
