//! What stands in a line: words, emphasis, links, mentions, emoji, formulas.

use super::html::Element;
use super::render::{Renderer, push_collapsed};
use crate::import::{emoji, markdown};

impl Renderer<'_> {
    pub fn inline_children(&mut self, id: usize, out: &mut String) {
        let tree = self.tree;
        for &child in tree.children(id) {
            self.inline(child, out);
        }
    }

    pub fn inline(&mut self, id: usize, out: &mut String) {
        let tree = self.tree;
        let Some(element) = tree.element(id) else {
            return push_collapsed(out, tree.node(id));
        };
        match element.name() {
            "br" => out.push('\n'),
            "strong" | "b" => self.styled(id, "**", out),
            "em" | "i" => self.styled(id, "*", out),
            "del" | "s" | "strike" => self.styled(id, "~~", out),
            "code" => markdown::code_span(out, &tree.text(id)),
            "a" => self.anchor(id, element, out),
            "img" => self.picture(element, out),
            "video" | "audio" => self.medium(element, out),
            "span" => self.span(id, element, out),
            "script" | "style" | "template" => {}
            _ => self.inline_children(id, out),
        }
    }

    fn styled(&mut self, id: usize, marker: &str, out: &mut String) {
        let mut inner = String::new();
        self.inline_children(id, &mut inner);
        markdown::styled(out, marker, &inner);
    }

    fn span(&mut self, id: usize, element: &Element, out: &mut String) {
        let text = self.tree.text(id);
        if element.has_class("user-mention") {
            let name = text.trim().trim_start_matches('@').trim_matches('*');
            if self.names.people.contains_key(name) {
                markdown::mention(out, name, name);
            } else {
                markdown::escape(out, &text);
            }
        } else if element.has_class("emoji") {
            let code = element.attribute("class").split_ascii_whitespace();
            let code = code.filter_map(|class| class.strip_prefix("emoji-")).next();
            match code.and_then(emoji::by_code) {
                Some(character) => out.push_str(&character),
                None => markdown::escape(out, &text),
            }
        } else if element.has_class("katex") || element.has_class("katex-display") {
            markdown::code_span(out, &self.formula(id));
        } else {
            self.inline_children(id, out);
        }
    }

    fn anchor(&mut self, id: usize, element: &Element, out: &mut String) {
        let text = self.tree.text(id);
        let stream = element.attribute("data-stream-id");
        let to_stream = ["stream", "stream-topic", "message-link"]
            .iter()
            .any(|c| element.has_class(c));
        if to_stream && self.names.streams.contains_key(stream) {
            return markdown::channel(out, text.trim().trim_start_matches('#'), stream);
        }
        let mut label = String::new();
        self.inline_children(id, &mut label);
        let url = element.attribute("href");
        if self.file(url, text.trim()) {
            self.labels.push(label.trim().to_owned());
        }
        let label_is_link = label.contains("](");
        if label_is_link {
            out.push_str(&label);
        } else {
            markdown::link(out, &label, url);
        }
    }

    fn picture(&mut self, element: &Element, out: &mut String) {
        let (url, alt) = (element.attribute("src"), element.attribute("alt"));
        if element.has_class("emoji") || self.file(url, alt) {
            markdown::escape(out, if element.has_class("emoji") { alt } else { "" });
        } else {
            markdown::link(out, &markdown::escaped(alt), url);
        }
    }

    fn medium(&mut self, element: &Element, out: &mut String) {
        let (url, title) = (element.attribute("src"), element.attribute("title"));
        if !self.file(url, title) {
            markdown::link(out, &markdown::escaped(title), url);
        }
    }
}
