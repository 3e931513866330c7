//! Times, threads and files that are not as they should be.

use crate::import::testing::{folder, message, messages, parent, read, skipped};
use crate::import::{Format, Record};

fn said(day: &str) -> Vec<Record> {
    let export = folder(&[
        ("channels.json", r#"[{"id":"C1","name":"cafe"}]"#),
        ("cafe/2015-06-06.json", day),
    ]);
    read(Format::Slack, export.path())
}

#[test]
fn times_come_in_several_shapes() {
    let times = [
        r#""1433558300""#,
        "1433558301",
        "1433558302.5",
        r#""1433558303.0000019""#,
        "1433558304000",
        r#""1433558305000000""#,
        r#""-5.0""#,
        r#""soon""#,
        "null",
    ];
    let day: Vec<_> = times
        .iter()
        .map(|ts| format!(r#"{{"type":"message","user":"U1","text":"hi","ts":{ts}}}"#))
        .collect();
    let records = said(&format!("[{}]", day.join(",")));
    let seconds: Vec<_> = messages(&records)
        .map(|message| message.at.seconds())
        .collect();
    assert_eq!(seconds, (1_433_558_300..=1_433_558_305).collect::<Vec<_>>());
    assert_eq!(skipped(&records)["no_time"], 3);
}

#[test]
fn two_people_at_one_time_said_two_things() {
    let records = said(
        r#"[{"type":"message","user":"U1","text":"tea","ts":"1433558300.000100"},
        {"type":"message","user":"U2","text":"coffee","ts":"1433558300.000100"},
        {"type":"message","user":"U2","text":"coffee","ts":"1433558300.000100"},
        {"type":"message","user":"U3","text":"yes","ts":"1433558301.000100","thread_ts":"1433558300.000100"}]"#,
    );
    let bodies: Vec<_> = messages(&records)
        .map(|message| message.body.as_str())
        .collect();
    assert_eq!(bodies, ["tea", "coffee", "yes"]);
    assert_eq!(skipped(&records)["duplicate"], 1);
    let answered = parent(&records, "C1/1433558301.000100");
    assert_eq!(answered, Some("C1/1433558300.000100"));
}

#[test]
fn what_a_thread_did_not_wait_for_still_comes() {
    let mut day: Vec<String> = (0..10_001)
        .map(|n| format!(r#"{{"type":"message","user":"U1","text":"n","ts":"14335{n:05}.000100","thread_ts":"14300{n:05}.000100"}}"#))
        .collect();
    day.push(
        r#"{"type":"message","user":"U2","text":"the question","ts":"1430000000.000100"}"#
            .to_owned(),
    );
    let export = folder(&[
        ("channels.json", r#"[{"id":"C1","name":"cafe"}]"#),
        ("cafe/2015-06-06.json", &format!("[{}]", day.join(","))),
    ]);
    let mut reader =
        crate::import::open(Format::Slack, export.path(), &Default::default()).unwrap();
    let records: Vec<Record> = reader.by_ref().collect();
    assert_eq!(
        message(&records, "C1/1430000000.000100").body,
        "the question"
    );
    assert_eq!(
        parent(&records, "C1/1430000000.000100"),
        Some("C1/1433500000.000100")
    );
    assert_eq!(messages(&records).count(), 10_002);
}

#[test]
fn a_day_may_be_an_answer_of_the_api() {
    let records = said(
        r#"{"ok":true,"messages":[{"type":"message","user":"U1","text":"hi","ts":"1433558300.000100"},7]}"#,
    );
    assert_eq!(messages(&records).count(), 1);
    assert_eq!(skipped(&records)["not_a_record"], 1);
}
