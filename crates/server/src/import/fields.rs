//! Reads fields of foreign JSON liberally: what is missing or of another type is as good as empty.
//!
//! Archives of ten years differ in such things; a field of the wrong type must not cost a record.

use kernel::Time;
use serde_json::Value;

/// The text under `key`; empty when there is none.
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The first of several texts that says something.
pub fn first_text<'a>(candidates: &[&'a str]) -> &'a str {
    candidates
        .iter()
        .map(|text| text.trim())
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// The list under `key`; empty when there is none.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

pub fn flag(value: &Value, key: &str) -> bool {
    match value.get(key) {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::Number(number)) => number.as_i64() == Some(1),
        Some(Value::String(text)) => text == "true",
        _ => false,
    }
}

/// A whole number, also one written as text or with a fraction.
pub fn number(value: &Value, key: &str) -> Option<i64> {
    whole(value.get(key)?)
}

/// A number that may stand in a text.
pub fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().map(|n| n as i64)),
        Value::String(text) => text.split('.').next()?.parse().ok(),
        _ => None,
    }
}

/// A time given in seconds, or in milli- or microseconds where seconds would be far in the future.
pub fn since_1970(number: i64) -> Time {
    const YEAR_5138: i64 = 100_000_000_000;
    if number < YEAR_5138 {
        Time::from_seconds(number)
    } else if number < YEAR_5138 * 1_000 {
        Time(number.saturating_mul(1_000))
    } else {
        Time(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_in_several_units() {
        for number in [1_704_067_200, 1_704_067_200_000, 1_704_067_200_000_000] {
            assert_eq!(since_1970(number).seconds(), 1_704_067_200);
        }
    }

    #[test]
    fn numbers_and_flags_come_in_several_shapes() {
        let value = serde_json::json!({"a": "1433558319.000002", "b": 7, "c": true, "d": "true", "e": 1, "f": "x"});
        assert_eq!(number(&value, "a"), Some(1_433_558_319));
        assert_eq!(number(&value, "b"), Some(7));
        assert_eq!(number(&value, "f"), None);
        assert!(flag(&value, "c") && flag(&value, "d") && flag(&value, "e") && !flag(&value, "f"));
    }
}
