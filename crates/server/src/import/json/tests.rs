//! Tests of the JSON reader.

use serde_json::Value;

use super::*;

/// Hands out `text` a few bytes at a time.
struct Dribble<'a>(&'a [u8]);

impl Read for Dribble<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.len().min(buffer.len()).min(3);
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

fn read(text: &[u8]) -> Vec<Result<Value, (Reason, u64, Place)>> {
    let all = |reader: &mut dyn Read| {
        let mut elements = Elements::new(reader);
        let mut found = Vec::new();
        while let Some(raw) = elements.next() {
            let value = raw.and_then(|raw| raw.parse::<Value>());
            found.push(value.map_err(|b| (b.reason, b.index, b.place)));
        }
        found
    };
    let whole = all(&mut &text[..]);
    assert_eq!(
        whole,
        all(&mut Dribble(text)),
        "the cut does not depend on the chunks"
    );
    whole
}

fn place(line: u64, column: u64) -> Place {
    Place { line, column }
}

#[test]
fn lists_and_bare_objects_are_read() {
    let expected: Vec<Result<Value, _>> = vec![
        Ok(serde_json::json!({"a": "]}\\\""})),
        Ok(serde_json::json!({"b": [1, {"c": 2}]})),
    ];
    assert_eq!(
        read(br#"[{"a": "]}\\\""}, {"b": [1, {"c": 2}]}]"#),
        expected
    );
    assert_eq!(
        read(b"\xEF\xBB\xBF{\"a\": \"]}\\\\\\\"\"}\n{\"b\": [1, {\"c\": 2}]}\n"),
        expected
    );
    assert_eq!(read(b"[]"), []);
    assert_eq!(read(b""), []);
    assert_eq!(
        read(b"[1, \"two\" , null]"),
        [Ok(1.into()), Ok("two".into()), Ok(Value::Null)]
    );
}

#[test]
fn a_broken_element_costs_only_itself() {
    let found = read(b"[{\"a\": 1},\n {\"a\": oops},\n {\"a\": 3}]");
    assert_eq!(found[0], Ok(serde_json::json!({"a": 1})));
    assert_eq!(found[1], Err((Reason::BrokenRecord, 1, place(2, 8))));
    assert_eq!(found[2], Ok(serde_json::json!({"a": 3})));
}

#[test]
fn what_stands_before_a_break_is_kept() {
    let found = read(b"[{\"a\": 1},\n {\"a\": 2},\n {\"a\": ");
    assert_eq!(found.len(), 3);
    assert_eq!(found[2], Err((Reason::BrokenFile, 2, place(3, 8))));
    let found = read(b"[{\"a\": 1}\n<html>");
    assert_eq!(found[1], Err((Reason::BrokenFile, 1, place(2, 1))));
    assert_eq!(read(b"<html>"), [Err((Reason::BrokenFile, 0, place(1, 1)))]);
}

#[test]
fn encoding_faults_are_repaired() {
    let found = read(b"[\"a\xFFb\", \"\\ud83d\", \"\\ud83d\\ude00 \\\\ud83d\", \"tab\tbed\"]");
    let texts: Vec<_> = found
        .into_iter()
        .map(|v| v.unwrap().as_str().unwrap().to_owned())
        .collect();
    assert_eq!(texts, ["a\u{fffd}b", "\u{fffd}", "😀 \\ud83d", "tab bed"]);
}

#[test]
fn an_element_without_end_is_passed_over_in_flat_memory() {
    let mut text = b"[\"".to_vec();
    text.resize(ELEMENT_BYTES + READ_BYTES * 3, b'x');
    text.extend(b"\", 2]");
    let mut elements = Elements::new(&text[..]);
    assert_eq!(
        elements.next().unwrap().err().unwrap().reason,
        Reason::RecordTooLarge
    );
    assert!(elements.buffer.capacity() < ELEMENT_BYTES * 3);
    assert_eq!(elements.next().unwrap().ok().unwrap().parse::<u8>(), Ok(2));
    assert!(elements.next().is_none());
}

#[test]
fn an_element_that_never_ends_costs_itself() {
    let kept = |text: &str| -> Vec<Option<i64>> {
        let number = |element: Result<Value, _>| element.ok().and_then(|v| v["a"].as_i64());
        read(text.as_bytes()).into_iter().map(number).collect()
    };
    let (one, three) = (Some(1), Some(3));
    // In one line, by its first field; in lines, by their column.
    assert_eq!(
        kept(r#"[{"a": 1}, {"a": "2}, {"a": 3}]"#),
        [one, None, three]
    );
    assert_eq!(
        kept(r#"[{"a": 1}, {"a": 2, "b": [{"c": 0}, {"a": 3}]"#),
        [one, None, three]
    );
    assert_eq!(
        kept("[\n {\"a\": 1},\n {\"b\": \"2,\n  \"c\": {\"a\": 0}\n },\n {\"a\": 3}\n]"),
        [one, None, three]
    );
    // What cannot stand between elements.
    assert_eq!(kept(r#"[{"a": 1}}}, {"a": 3}]"#), [one, None, three]);
    assert_eq!(kept(r#"[{"a": 1}] [{"a": 3}]"#), [one, three]);
    assert_eq!(kept(r#"[{"a": 1}], {"a": 3}]"#), [one, three]);
    let names_the_place = read(b"[{\"a\": 1},\n {\"a\": \"2},\n {\"a\": 3}]");
    assert_eq!(
        names_the_place[1],
        Err((Reason::BrokenRecord, 1, place(2, 2)))
    );
}

#[test]
fn lists_in_objects_are_found() {
    let answer = serde_json::json!({"ok": true, "messages": [{"ts": "1"}, {"ts": "2"}]});
    let places: Vec<_> = unwrapped(answer, "day[0]".to_owned());
    assert_eq!(places[1].1, "day[0].messages[1]");
    let record = serde_json::json!({"ts": "1", "messages": [1]});
    assert_eq!(
        unwrapped(record.clone(), "day[0]".to_owned()),
        [(record, "day[0]".to_owned())]
    );
}
