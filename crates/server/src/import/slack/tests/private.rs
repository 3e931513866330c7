//! What few people said to each other is not read by others afterwards.

use crate::import::testing::{folder, messages, read, skipped};
use crate::import::{Format, Record};

const DAY: &str = r#"[{"type":"message","user":"U1","text":"said","ts":"1433558319.000002"}]"#;

fn said_in(files: &[(&str, &str)]) -> (Vec<Record>, Vec<(String, bool)>) {
    let export = folder(files);
    let records = read(Format::Slack, export.path());
    let communities = records.iter().filter_map(|record| match record {
        Record::Community(community) => Some(community),
        _ => None,
    });
    let communities: Vec<_> = communities.collect();
    let private = |key: &str| communities.iter().any(|c| c.key == key && c.private);
    let said = messages(&records)
        .map(|m| (m.community.clone(), private(&m.community)))
        .collect();
    (records, said)
}

#[test]
fn a_channel_is_private_if_any_list_says_so() {
    let (records, said) = said_in(&[
        (
            "channels.json",
            r#"[{"id":"C1","name":"board"},{"id":"C2","name":"tea","is_group":true},{"id":"C3","name":"open"}]"#,
        ),
        ("groups.json", r#"[{"id":"C1","name":"board"}]"#),
        ("board/2015-06-06.json", DAY),
        ("open/2015-06-06.json", DAY),
        ("tea/2015-06-06.json", DAY),
    ]);
    let said: Vec<_> = said
        .iter()
        .map(|(key, private)| (key.as_str(), *private))
        .collect();
    assert_eq!(said, [("C1", true), ("C3", false), ("C2", true)]);
    assert_eq!(skipped(&records)["listed_twice"], 1);
}

#[test]
fn a_folder_that_two_channels_claim_is_nobodys_if_one_is_private() {
    let (records, said) = said_in(&[
        (
            "channels.json",
            r#"[{"id":"C1","name":"board"},{"id":"C2","name":"tea"},{"id":"C3","name":"tea"}]"#,
        ),
        ("groups.json", r#"[{"id":"G1","name":"board"}]"#),
        ("board/2015-06-06.json", DAY),
        ("tea/2015-06-06.json", DAY),
    ]);
    assert_eq!(
        said,
        [("folder:board".to_owned(), true), ("C2".to_owned(), false)]
    );
    assert_eq!(skipped(&records)["unlisted_channel"], 1);
}

#[test]
fn conversations_among_the_channels_are_left_out() {
    let (records, said) = said_in(&[
        (
            "channels.json",
            r#"[{"id":"C1","name":"mpdm-ada--ben-1"},{"id":"C2","name":"few","is_mpim":true},{"id":"C3","name":"two","is_im":true}]"#,
        ),
        ("mpdm-ada--ben-1/2015-06-06.json", DAY),
        ("few/2015-06-06.json", DAY),
        ("C3/2015-06-06.json", DAY),
    ]);
    assert_eq!(said, []);
    assert_eq!(skipped(&records)["direct_message"], 3);
}

#[test]
fn a_folder_where_nothing_was_said_is_no_community() {
    let (records, _) = said_in(&[
        ("channels.json", "[]"),
        ("canvases/F1.json", r#"[{"id":"F1"}]"#),
        ("uploads/F2.json", r#"{"any": "thing"}"#),
    ]);
    assert!(
        !records
            .iter()
            .any(|record| matches!(record, Record::Community(_)))
    );
}

#[test]
fn a_folder_is_found_however_its_accents_are_written() {
    let (_, said) = said_in(&[
        (
            "channels.json",
            r#"[{"id":"C1","name":"für-alle"},{"id":"C2","name":"fur-alle"}]"#,
        ),
        ("fu\u{308}r-alle/2015-06-06.json", DAY),
        ("fur-alle/2015-06-06.json", DAY),
    ]);
    let keys: Vec<_> = said.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["C2", "C1"]);
}
