//! Numbers as people of a language write them.

use crate::lang::Lang;

/// After the point, of the smallest numbers.
const MOST_PLACES: i32 = 6;

/// `1234` as "1,234" or "1.234".
pub fn count(number: i64, lang: Lang) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "−" } else { "" };
    format!("{sign}{}", grouped(&digits, group_mark(lang)))
}

/// At most two digits after the point, none when it is whole; of what is smaller than a tenth two figures,
/// or all of an indicator of few in a thousand would be called 0.
pub fn decimal(number: f64, lang: Lang) -> String {
    // Most are small counts, which look alike everywhere.
    if (0.0..1_000.0).contains(&number) && number.fract() == 0.0 {
        return (number as i64).to_string();
    }
    let places = match number.abs() {
        small if small > 0.0 && small < 0.1 => (1 - small.log10().floor() as i32).min(MOST_PLACES),
        _ => 2,
    };
    let scale = 10_f64.powi(places);
    let rounded = (number * scale).round() / scale;
    let text = format!("{}", rounded.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((text.as_str(), ""));
    let mut out = if rounded < 0.0 {
        "−".to_owned()
    } else {
        String::new()
    };
    out.push_str(&grouped(whole, group_mark(lang)));
    if !fraction.is_empty() {
        out.push(point(lang));
        out.push_str(fraction);
    }
    out
}

fn grouped(digits: &str, mark: char) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

fn group_mark(lang: Lang) -> char {
    match lang {
        Lang::En => ',',
        Lang::De => '.',
    }
}

fn point(lang: Lang) -> char {
    match lang {
        Lang::En => '.',
        Lang::De => ',',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_pointed_by_language() {
        assert_eq!(count(0, Lang::En), "0");
        assert_eq!(count(999, Lang::En), "999");
        assert_eq!(count(1_234_567, Lang::De), "1.234.567");
        assert_eq!(count(i64::MIN, Lang::En), "−9,223,372,036,854,775,808");
        assert_eq!(decimal(1234.5, Lang::De), "1.234,5");
        assert_eq!(decimal(-0.256, Lang::En), "−0.26");
        assert_eq!(decimal(3.0, Lang::En), "3");
    }

    #[test]
    fn small_numbers_are_not_called_nothing() {
        assert_eq!(decimal(0.0042, Lang::En), "0.0042");
        assert_eq!(decimal(-0.012_345, Lang::De), "−0,012");
        assert_eq!(decimal(0.05, Lang::En), "0.05");
        assert_eq!(decimal(0.0999, Lang::En), "0.1");
        assert_eq!(decimal(0.123, Lang::En), "0.12");
        assert_eq!(decimal(0.0, Lang::En), "0");
        // What arithmetic left over is nothing.
        assert_eq!(decimal(-1e-17, Lang::En), "0");
    }
}
