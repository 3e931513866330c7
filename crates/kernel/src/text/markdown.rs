//! Markdown as people write it, made into HTML that cannot harm.
//!
//! comrak parses, a walk over the tree finds mentions and topics and tames headings and images,
//! ammonia lets only a short list of tags through. Raw HTML in the source is shown as text. The
//! result is made once, when something is written, and kept beside it.
//!
//! A mention is an ordinary link whose text begins with `@` and whose address is
//! `/people/<id>`; a topic is `#word`. Pictures become links: the page may only load our own.

use std::collections::HashSet;
use std::sync::LazyLock;

use comrak::nodes::{AstNode, NodeLink, NodeValue};
use comrak::{Arena, Options};

use crate::text::slug::slug;

/// Deeper nesting of quotes and lists than this is flattened before parsing.
const MAX_NESTING: usize = 24;
/// A row of a table costs three characters and may have a hundred cells, so tables with more cells than
/// this are left as they were written.
const MAX_CELLS: usize = 5_000;
const TOPIC_MAX_CHARS: usize = 60;
/// Folkmoot's own addresses of people; the text of a mention link begins with `@`.
const PERSON_PATH: &str = "/people/";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    pub html: String,
    /// The words alone, in one line per block: for search, titles and previews.
    pub plain: String,
    /// Raw ids of the people mentioned, each once, in order.
    pub mentions: Vec<i64>,
    /// Topics as slugs, each once, in order.
    pub topics: Vec<String>,
    /// Links of every kind, topics and pictures among them.
    pub links: usize,
}

pub fn render(source: &str) -> Rendered {
    let source = flatten(source);
    rendered(&source, &OPTIONS).unwrap_or_else(|| {
        rendered(&source, &WITHOUT_TABLES).expect("without tables there are no cells")
    })
}

/// `None` when there are too many cells.
fn rendered(source: &str, options: &Options<'_>) -> Option<Rendered> {
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, source, options);
    let is_cell = |node: &&AstNode<'_>| matches!(node.data().value, NodeValue::TableCell);
    if root.descendants().filter(is_cell).count() > MAX_CELLS {
        return None;
    }
    let mut rendered = Rendered::default();
    tame(root, &arena, &mut rendered);
    let mut html = String::with_capacity(source.len() * 2);
    comrak::format_html(root, options, &mut html).expect("a String takes all that is written");
    rendered.html = without_controls(ALLOWED.clean(&html).to_string());
    rendered.plain = without_controls(plain(root));
    Some(rendered)
}

/// A reference such as `&#1;` is a control character only after parsing. Ready-made cards keep those
/// for themselves.
fn without_controls(mut text: String) -> String {
    text.retain(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    text
}

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut options = WITHOUT_TABLES.clone();
    options.extension.table = true;
    options
});

static WITHOUT_TABLES: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.render.hardbreaks = true;
    options.render.escape = true;
    options.render.ignore_empty_links = true;
    options
});

static ALLOWED: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut allowed = ammonia::Builder::empty();
    let tags = [
        "p",
        "br",
        "strong",
        "em",
        "del",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "a",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "input",
    ];
    allowed.add_tags(tags);
    allowed.add_tag_attributes("a", ["href", "title"]);
    allowed.add_tag_attributes("ol", ["start"]);
    allowed.add_tag_attributes("th", ["align"]);
    allowed.add_tag_attributes("td", ["align"]);
    allowed.add_tag_attributes("input", ["type", "checked", "disabled"]);
    allowed.add_tag_attribute_values("input", "type", ["checkbox"]);
    allowed.set_tag_attribute_value("input", "disabled", "");
    allowed.add_allowed_classes("a", ["mention", "topic"]);
    allowed.url_schemes(HashSet::from(["http", "https", "mailto", "tel"]));
    allowed.url_relative(ammonia::UrlRelative::PassThrough);
    allowed.link_rel(Some("noopener noreferrer nofollow"));
    allowed
});

/// Cuts quote and list markers beyond [`MAX_NESTING`], so that no tree is deep.
fn flatten(source: &str) -> String {
    let deep = |line: &&str| {
        let markers = line.chars().take_while(|c| " \t>-*+".contains(*c));
        markers.filter(|c| !c.is_whitespace()).count() > MAX_NESTING
    };
    if !source.lines().any(|line| deep(&line)) {
        return source.to_owned();
    }
    let cut = |line: &str| {
        if deep(&line) {
            let text = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
            format!("{} {text}", ">".repeat(MAX_NESTING))
        } else {
            line.to_owned()
        }
    };
    source.lines().map(cut).collect::<Vec<_>>().join("\n")
}

/// Lowers headings (the page has its own), turns pictures into links, finds mentions and topics.
fn tame<'a>(root: &'a AstNode<'a>, arena: &'a Arena<'a>, rendered: &mut Rendered) {
    for node in root.descendants().collect::<Vec<_>>() {
        let mut data = node.data_mut();
        match &mut data.value {
            NodeValue::Heading(heading) => heading.level = (heading.level + 2).min(6),
            NodeValue::Image(link) => {
                let link = std::mem::take(link);
                data.value = NodeValue::Link(link);
                rendered.links += 1;
            }
            NodeValue::Link(link) => {
                rendered.links += 1;
                let id = link
                    .url
                    .strip_prefix(PERSON_PATH)
                    .and_then(|id| id.parse().ok());
                drop(data);
                if let Some(id) = id
                    && text_of(node).starts_with('@')
                    && !rendered.mentions.contains(&id)
                {
                    rendered.mentions.push(id);
                }
            }
            NodeValue::HtmlBlock(block) => {
                let text = block.literal.trim_end().to_owned();
                data.value = NodeValue::Paragraph;
                drop(data);
                node.append(arena.alloc(NodeValue::Text(text.into()).into()));
            }
            NodeValue::Text(text) if text.contains('#') => {
                let text = text.to_string();
                drop(data);
                if !within_link(node) {
                    link_topics(node, &text, arena, rendered);
                }
            }
            _ => {}
        }
    }
}

fn within_link<'a>(node: &'a AstNode<'a>) -> bool {
    node.ancestors()
        .any(|n| matches!(n.data().value, NodeValue::Link(_) | NodeValue::Image(_)))
}

fn link_topics<'a>(
    node: &'a AstNode<'a>,
    text: &str,
    arena: &'a Arena<'a>,
    rendered: &mut Rendered,
) {
    let mut rest = text;
    let mut before = None;
    let mut linked = false;
    let put = |value: NodeValue| {
        let new: &'a AstNode<'a> = arena.alloc(value.into());
        node.insert_before(new);
        new
    };
    let mut plain = String::new();
    while let Some(at) = rest.find('#') {
        let (head, tail) = rest.split_at(at);
        let word_end = tail[1..].find(|c: char| !(c.is_alphanumeric() || "_-".contains(c)));
        let word = &tail[1..word_end.map_or(tail.len(), |end| end + 1)];
        let word = word.trim_end_matches('-');
        let starts = head
            .chars()
            .next_back()
            .or(before)
            .is_none_or(|c| !c.is_alphanumeric() && c != '&');
        plain.push_str(head);
        before = Some('#');
        if starts
            && word.chars().any(char::is_alphabetic)
            && word.chars().count() <= TOPIC_MAX_CHARS
        {
            if !plain.is_empty() {
                put(NodeValue::Text(std::mem::take(&mut plain).into()));
            }
            let topic = slug(word, TOPIC_MAX_CHARS);
            rendered.links += 1;
            let link = NodeLink {
                url: format!("/topics/{topic}"),
                title: String::new(),
            };
            let new = put(NodeValue::Link(Box::new(link)));
            new.append(arena.alloc(NodeValue::Text(format!("#{word}").into()).into()));
            if !rendered.topics.contains(&topic) {
                rendered.topics.push(topic);
            }
            before = word.chars().next_back();
            linked = true;
            rest = &tail[1 + word.len()..];
        } else {
            plain.push('#');
            rest = &tail[1..];
        }
    }
    if linked {
        plain.push_str(rest);
        if plain.is_empty() {
            node.detach();
        } else {
            node.data_mut().value = NodeValue::Text(plain.into());
        }
    }
}

fn text_of<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for node in node.descendants() {
        match &node.data().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

fn plain<'a>(root: &'a AstNode<'a>) -> String {
    let mut lines = String::new();
    for node in root.descendants() {
        let block = match &node.data().value {
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell => text_of(node),
            NodeValue::CodeBlock(block) => block.literal.trim_end().to_owned(),
            _ => continue,
        };
        if !block.trim().is_empty() {
            if !lines.is_empty() {
                lines.push('\n');
            }
            lines.push_str(block.trim());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn what_people_write_is_shown_and_what_harms_is_not() {
        for (source, html) in [
            (
                "**No code** on the handheld",
                "<p><strong>No code</strong> on the handheld</p>\n",
            ),
            ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
            ("# Title", "<h3>Title</h3>\n"),
            (
                "<script>alert(1)</script>",
                "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n",
            ),
            (
                "[x](javascript:alert(1))",
                "<p><a href=\"\" rel=\"noopener noreferrer nofollow\">x</a></p>\n",
            ),
            (
                "![shelf](https://example.org/a.png)",
                "<p><a href=\"https://example.org/a.png\" rel=\"noopener noreferrer nofollow\">shelf</a></p>\n",
            ),
        ] {
            assert_eq!(render(source).html, html, "{source}");
        }
    }

    #[test]
    fn mentions_and_topics_are_found_where_they_are_meant() {
        let text = "Thanks [@Sofia Lindqvist](/people/77) and [@Sofia](/people/77), see #returns and \
                    (#Black-Friday). Not a#b, not `#code`, not [#link](https://example.org/#x), not #1.";
        let rendered = render(text);
        assert_eq!(rendered.mentions, [77]);
        assert_eq!(rendered.topics, ["returns", "black-friday"]);
        assert!(
            rendered.html.contains("<a href=\"/topics/returns\""),
            "{}",
            rendered.html
        );
        assert!(rendered.html.contains("<code>#code</code>"));
        assert!(
            rendered
                .plain
                .starts_with("Thanks @Sofia Lindqvist and @Sofia, see #returns")
        );
    }

    #[test]
    fn no_control_character_comes_out() {
        let source = r#"[a](/people/1 "&#1;") &#2;" x="&#x7f; [b](/&#1;c) `&#1;` &#x85; &#9;t"#;
        let rendered = render(source);
        for text in [&rendered.html, &rendered.plain] {
            let harmful = |c: char| c.is_control() && c != '\n' && c != '\t';
            assert!(!text.contains(harmful), "{text:?}");
        }
    }

    #[test]
    fn a_small_table_is_one_and_a_vast_one_stays_text() {
        let table = |columns: usize, rows: usize| {
            let (head, line) = ("|a".repeat(columns), "|-".repeat(columns));
            format!("{head}|\n{line}|\n{}", "||\n".repeat(rows))
        };
        assert!(render(&table(10, 100)).html.contains("<table>"));
        let vast = render(&table(100, 4_000)).html;
        assert!(
            !vast.contains("<td") && vast.len() < 60_000,
            "{}",
            vast.len()
        );
    }

    #[test]
    fn hostile_text_costs_little() {
        let inputs = [
            "[".repeat(100_000),
            ">".repeat(10_000),
            "> ".repeat(10_000),
            "* ".repeat(10_000),
            "*a _b ".repeat(15_000),
            "`".repeat(99_999),
            "<b>".repeat(10_000),
            (0..500)
                .map(|depth| format!("{}- x\n", " ".repeat(depth * 2)))
                .collect(),
            "#a".repeat(40_000),
        ];
        for input in inputs {
            let start = Instant::now();
            render(&input);
            let bound = if cfg!(debug_assertions) { 2_000 } else { 100 };
            let took = start.elapsed();
            assert!(
                took < Duration::from_millis(bound),
                "{:.20} took {took:?}",
                input
            );
        }
    }
}
