//! Zulip's HTML as markdown, block by block, and the files it links to.
//!
//! Previews of links and pictures are dropped: what they preview is linked in the text, or is a
//! file. A spoiler becomes a quote below its heading, because nothing here can be folded.

use super::Names;
use super::html::{self, Element, Node, ROOT, Tree};
use crate::import::markdown;
use crate::import::record::{FileLink, decode_key};

pub struct Rendered {
    pub body: String,
    pub files: Vec<FileLink>,
}

pub(super) struct Renderer<'a> {
    pub tree: &'a Tree,
    pub names: &'a Names,
    pub files: Vec<FileLink>,
    /// What links to files are called, as it stands in the text.
    pub labels: Vec<String>,
    /// Addresses that were shown as a preview.
    previews: Vec<String>,
}

pub fn markdown(content: &str, names: &Names) -> Rendered {
    if !content.contains(['<', '&']) {
        let body = markdown::literal_lines(&markdown::escaped(content));
        let body = markdown::without_tokens_in(&body);
        return Rendered {
            body,
            files: Vec::new(),
        };
    }
    let tree = html::parse(content);
    let mut renderer = Renderer {
        tree: &tree,
        names,
        files: Vec::new(),
        labels: Vec::new(),
        previews: Vec::new(),
    };
    let body = renderer.blocks(ROOT);
    let Renderer {
        files,
        labels,
        previews,
        ..
    } = renderer;
    let mut body = without_file_lines(&body, &labels);
    if body.trim().is_empty() && files.is_empty() {
        for preview in previews {
            let mut line = String::new();
            markdown::link(&mut line, "", &preview);
            markdown::push_block(&mut body, &line);
        }
    }
    if let Some(action) = body
        .strip_prefix("/me ")
        .filter(|said| !said.contains('\n'))
    {
        let mut said = String::new();
        markdown::styled(&mut said, "*", action);
        body = said;
    }
    let body = markdown::finished(&markdown::without_tokens_in(&body));
    Rendered { body, files }
}

/// A line that only names a file is said by the list of files.
fn without_file_lines(body: &str, labels: &[String]) -> String {
    if labels.is_empty() {
        return body.to_owned();
    }
    let kept: Vec<_> = body
        .split('\n')
        .filter(|line| !labels.iter().any(|label| label == line.trim()))
        .collect();
    let mut out = kept.join("\n");
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    out.trim_matches('\n').to_owned()
}

impl Renderer<'_> {
    pub fn blocks(&mut self, parent: usize) -> String {
        let tree = self.tree;
        let mut out = String::new();
        let mut run = String::new();
        for &child in tree.children(parent) {
            let block = match tree.element(child) {
                Some(element) if is_block(element) => self.block(child, element),
                _ => {
                    self.inline(child, &mut run);
                    continue;
                }
            };
            flush(&mut out, &mut run);
            markdown::push_block(&mut out, &block);
        }
        flush(&mut out, &mut run);
        out
    }

    fn block(&mut self, id: usize, element: &Element) -> String {
        match element.name() {
            "p" => self.paragraph(id),
            "blockquote" => match self.blocks(id) {
                inner if inner.is_empty() => inner,
                inner => markdown::quote(&inner),
            },
            "ul" => self.list(id, None),
            "ol" => self.list(id, Some(element.attribute("start").parse().unwrap_or(1))),
            "pre" => self.code(id, ""),
            "hr" => "---".to_owned(),
            "table" => self.table(id),
            "script" | "style" | "template" => String::new(),
            _ if is_preview(element) => {
                self.preview(id);
                String::new()
            }
            _ if element.has_class("codehilite") => {
                self.code(id, element.attribute("data-code-language"))
            }
            _ if element.has_class("spoiler-block") => self.spoiler(id),
            name => match name
                .strip_prefix('h')
                .and_then(|level| level.parse::<usize>().ok())
            {
                Some(level) => {
                    let mut run = String::new();
                    self.inline_children(id, &mut run);
                    format!(
                        "{} {}",
                        "#".repeat(level.clamp(1, 6)),
                        run.replace('\n', " ").trim()
                    )
                }
                None => self.blocks(id),
            },
        }
    }

    fn paragraph(&mut self, id: usize) -> String {
        let tree = self.tree;
        if let [only] = tree.children(id)
            && tree
                .element(*only)
                .is_some_and(|element| element.has_class("katex-display"))
        {
            return markdown::fence("math", &self.formula(*only));
        }
        self.blocks(id)
    }

    fn code(&self, id: usize, language: &str) -> String {
        let language = language.to_lowercase();
        let language = language.split([' ', '+']).next().unwrap_or_default();
        markdown::fence(language, &self.tree.text(id))
    }

    fn list(&mut self, id: usize, first: Option<u64>) -> String {
        let tree = self.tree;
        let mut items = Vec::new();
        let mut loose = false;
        for &item in tree.children(id) {
            if tree
                .element(item)
                .is_none_or(|element| element.name() != "li")
            {
                continue;
            }
            let has_paragraph =
                |&child: &usize| tree.element(child).is_some_and(|e| e.name() == "p");
            loose |= tree.children(item).iter().any(has_paragraph);
            let inner = self.blocks(item);
            let tight = inner.contains("\n\n") && !tree.children(item).iter().any(has_paragraph);
            let inner = if tight && !inner.contains("```") {
                inner.replace("\n\n", "\n")
            } else {
                inner
            };
            let marker = match first {
                Some(first) => format!("{}. ", first + items.len() as u64),
                None => "- ".to_owned(),
            };
            items.push(markdown::prefixed(
                &marker,
                &" ".repeat(marker.len()),
                &inner,
            ));
        }
        items.join(if loose { "\n\n" } else { "\n" })
    }

    fn table(&mut self, id: usize) -> String {
        let tree = self.tree;
        let mut rows = Vec::new();
        for row in tree.all(id, "tr") {
            let mut cells = Vec::new();
            for &cell in tree.children(row) {
                if tree
                    .element(cell)
                    .is_some_and(|e| matches!(e.name(), "td" | "th"))
                {
                    let mut run = String::new();
                    self.inline_children(cell, &mut run);
                    cells.push(run.trim().to_owned());
                }
            }
            rows.push(cells);
        }
        markdown::table(&rows)
    }

    fn spoiler(&mut self, id: usize) -> String {
        let tree = self.tree;
        let part = |class: &str| tree.find(id, &|element| element.has_class(class));
        let heading = part("spoiler-header").map_or(String::new(), |id| self.blocks(id));
        let mut out = String::new();
        let heading = if heading.trim().is_empty() {
            "Spoiler".to_owned()
        } else {
            heading
        };
        markdown::styled(&mut out, "**", &heading);
        let content = part("spoiler-content").map_or(String::new(), |id| self.blocks(id));
        if !content.is_empty() {
            markdown::push_block(&mut out, &markdown::quote(&content));
        }
        out
    }

    fn preview(&mut self, id: usize) {
        let tree = self.tree;
        for name in ["a", "video", "audio"] {
            for link in tree.all(id, name) {
                let Some(element) = tree.element(link) else {
                    continue;
                };
                let url = [element.attribute("href"), element.attribute("src")].concat();
                let title = element.attribute("title");
                if !self.file(&url, title) && !url.is_empty() {
                    self.previews.push(url);
                }
            }
        }
    }

    /// Notes the file behind an address, if it is one that was uploaded.
    pub fn file(&mut self, url: &str, label: &str) -> bool {
        if !url.contains("user_uploads/") {
            return false;
        }
        let url = markdown::without_tokens(url);
        let address = url.split(['?', '#']).next().unwrap_or_default();
        let last = decode_key(address.rsplit('/').next().unwrap_or_default());
        if !self
            .files
            .iter()
            .any(|file| file.url.split(['?', '#']).next() == Some(address))
        {
            let name = [last.as_str(), label, "file"]
                .into_iter()
                .find(|name| !name.is_empty());
            let name = name.unwrap_or_default().to_owned();
            self.files.push(FileLink {
                name,
                url,
                size_bytes: None,
            });
        }
        true
    }

    /// The source of a formula.
    pub fn formula(&self, id: usize) -> String {
        let source = self
            .tree
            .find(id, &|element| element.name() == "annotation");
        self.tree.text(source.unwrap_or(id)).trim().to_owned()
    }
}

fn flush(out: &mut String, run: &mut String) {
    let paragraph = markdown::literal_lines(run);
    markdown::push_block(out, &paragraph);
    run.clear();
}

fn is_block(element: &Element) -> bool {
    let name = element.name();
    let named = [
        "p",
        "div",
        "blockquote",
        "ul",
        "ol",
        "li",
        "pre",
        "table",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "script",
        "style",
        "template",
        "details",
        "section",
    ];
    named.contains(&name)
}

/// Zulip shows what a link leads to below the text; the classes changed over the years.
fn is_preview(element: &Element) -> bool {
    let kinds = [
        "message_inline_",
        "message_embed",
        "message-thumbnail",
        "message-media",
        "inline-preview",
        "youtube-video",
        "vimeo-video",
        "embed-video",
    ];
    let class = element.attribute("class");
    class
        .split_ascii_whitespace()
        .any(|class| kinds.iter().any(|kind| class.starts_with(kind)))
}

/// Text as HTML shows it: blanks and line breaks of the source are one blank.
pub(super) fn push_collapsed(out: &mut String, node: &Node) {
    let Node::Text(text) = node else { return };
    let blank = |c: char| c.is_ascii_whitespace();
    let mut collapsed = String::with_capacity(text.len());
    for c in text.chars() {
        let after = collapsed.chars().next_back().or(out.chars().next_back());
        if !blank(c) {
            collapsed.push(c);
        } else if !after.is_some_and(blank) {
            collapsed.push(' ');
        }
    }
    markdown::escape(out, &collapsed);
}
