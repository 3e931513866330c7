//! What messages look like that nobody had in mind.

use crate::import::Format;
use crate::import::testing::{folder, messages, read};

/// The bodies of messages, each given as the fields after its time.
fn bodies(fields: &[String]) -> Vec<String> {
    let records = fields.iter().zip(10..).map(|(fields, second)| {
        format!(r#"{{"type":"message","user":"U1","ts":"14335583{second}.000100",{fields}}}"#)
    });
    let day = format!("[{}]", records.collect::<Vec<_>>().join(","));
    let export = folder(&[("cafe/2015-06-06.json", &day)]);
    let records = read(Format::Slack, export.path());
    messages(&records)
        .map(|message| message.body.clone())
        .collect()
}

fn text(text: &str) -> String {
    format!(r#""text":{}"#, serde_json::json!(text))
}

#[test]
fn tokens_are_dropped_wherever_an_address_stands() {
    let address = "https://files.example/plan.pdf?t=xoxe-1";
    let found = bodies(&[
        text(&format!("see {address}, `{address}` and ```{address}```")),
        format!(
            r#""text":"","attachments":[{{"title":"Plan","title_link":"{address}"}},{{"fallback":"[{address}]","image_url":"{address}"}}]"#
        ),
        format!(
            r#""text":"","blocks":[{{"type":"rich_text","elements":[{{"type":"rich_text_preformatted","elements":[{{"type":"text","text":"get {address}"}}]}}]}}]"#
        ),
        text("curl 'https://api.example/?token=yours'"),
    ]);
    assert!(!found.iter().any(|body| body.contains("xoxe")), "{found:?}");
    assert_eq!(
        found[0],
        "see https://files.example/plan.pdf `https://files.example/plan.pdf` and\n\n```\nhttps://files.example/plan.pdf\n```"
    );
    assert_eq!(
        found[1],
        "> [Plan](https://files.example/plan.pdf)\n\n\
         > [\\[https://files.example/plan.pdf\\]](https://files.example/plan.pdf)"
    );
    assert_eq!(found[3], "curl 'https://api.example/?token=yours'");
}

#[test]
fn very_many_marks_take_no_time() {
    for mark in [" *a", " _a", "_", "<", "`", "~", "*_", "&amp;"] {
        let long = mark.repeat(200_000 / mark.len());
        assert_eq!(bodies(&[text(&long)]).len(), 1);
    }
    let twice = bodies(&[text("**till** and __tea__")]);
    assert_eq!(twice, ["**till** and *tea*"]);
}

#[test]
fn what_is_no_link_stays_as_it_was() {
    let found = bodies(&[text(
        "use <script> and <slack://open> or <slack://open|this>",
    )]);
    assert_eq!(found, ["use \\<script> and slack://open or this"]);
}

#[test]
fn blocks_of_tomorrow_say_what_is_in_them() {
    let card = r#""text":"","blocks":[{"type":"card","body":{"type":"mrkdwn","text":"*warm*"},"actions":[{"type":"button","text":{"type":"plain_text","text":"Buy"}}]}]"#;
    assert_eq!(bodies(&[card.to_owned()]), ["**warm**"]);
}

#[test]
fn bold_that_touches_a_word_is_bold() {
    let rich = |elements: &str| {
        format!(
            r#""text":"","blocks":[{{"type":"rich_text","elements":[{{"type":"rich_text_section","elements":[{elements}]}}]}}]"#
        )
    };
    let bold = |text: &str| format!(r#"{{"type":"text","text":"{text}","style":{{"bold":true}}}}"#);
    let plain = |text: &str| format!(r#"{{"type":"text","text":"{text}"}}"#);
    let found = bodies(&[
        rich(&[bold("Note:"), plain("next")].join(",")),
        rich(&[bold("one"), bold("two"), plain(" three")].join(",")),
    ]);
    assert_eq!(found, ["**Note:**&#8203;next", "**onetwo** three"]);
}
