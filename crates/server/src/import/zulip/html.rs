//! Just enough of a tree for the HTML that Zulip's server writes.
//!
//! html5ever cuts it into tags and text; the tree is built here without the repairs of a browser,
//! because the source is well-formed. What is not, or too deep, is flattened, never refused.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Deeper elements lie side by side, so that no walk over the tree goes deep.
const MAX_DEPTH: usize = 48;

pub struct Tree {
    nodes: Vec<Node>,
}

pub enum Node {
    Text(String),
    Element(Element),
}

pub struct Element {
    tag: Tag,
    pub children: Vec<usize>,
}

/// The node that holds all others.
pub const ROOT: usize = 0;

pub fn parse(html: &str) -> Tree {
    let tokenizer = Tokenizer::new(Builder::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    // The only interruption is a script, after which the rest would be fed again.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    Tree {
        nodes: tokenizer.sink.state.into_inner().nodes,
    }
}

impl Tree {
    pub fn node(&self, id: usize) -> &Node {
        &self.nodes[id]
    }

    pub fn children(&self, id: usize) -> &[usize] {
        match &self.nodes[id] {
            Node::Text(_) => &[],
            Node::Element(element) => &element.children,
        }
    }

    pub fn element(&self, id: usize) -> Option<&Element> {
        match &self.nodes[id] {
            Node::Text(_) => None,
            Node::Element(element) => Some(element),
        }
    }

    /// All text below a node, as it stands.
    pub fn text(&self, id: usize) -> String {
        let mut out = String::new();
        self.push_text(id, &mut out);
        out
    }

    fn push_text(&self, id: usize, out: &mut String) {
        match &self.nodes[id] {
            Node::Text(text) => out.push_str(text),
            Node::Element(element) => {
                if element.name() == "br" {
                    out.push('\n');
                }
                element
                    .children
                    .iter()
                    .for_each(|&child| self.push_text(child, out));
            }
        }
    }

    /// The first element below a node, itself included, that `wanted` accepts.
    pub fn find(&self, id: usize, wanted: &dyn Fn(&Element) -> bool) -> Option<usize> {
        if self.element(id).is_some_and(wanted) {
            return Some(id);
        }
        self.children(id)
            .iter()
            .find_map(|&child| self.find(child, wanted))
    }

    /// All elements of this name below a node, in order.
    pub fn all(&self, id: usize, name: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for &child in self.children(id) {
            if self
                .element(child)
                .is_some_and(|element| element.name() == name)
            {
                found.push(child);
            }
            found.extend(self.all(child, name));
        }
        found
    }
}

impl Element {
    pub fn name(&self) -> &str {
        &self.tag.name
    }

    /// Empty when there is none.
    pub fn attribute(&self, name: &str) -> &str {
        let found = self
            .tag
            .attrs
            .iter()
            .find(|attribute| &*attribute.name.local == name);
        found.map_or("", |attribute| &attribute.value)
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class")
            .split_ascii_whitespace()
            .any(|c| c == class)
    }
}

#[derive(Default)]
struct Builder {
    state: RefCell<State>,
}

struct State {
    nodes: Vec<Node>,
    /// The elements that are open, from the root.
    open: Vec<usize>,
    /// Elements that are open, but too deep to be put into `open`.
    flattened: usize,
}

impl Default for State {
    fn default() -> State {
        let tag = Tag {
            kind: TagKind::StartTag,
            name: html5ever::local_name!("div"),
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        let root = Node::Element(Element {
            tag,
            children: Vec::new(),
        });
        State {
            nodes: vec![root],
            open: vec![ROOT],
            flattened: 0,
        }
    }
}

impl TokenSink for Builder {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => state.start(tag),
            Token::TagToken(tag) => state.end(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn top(&self) -> usize {
        self.open.last().copied().unwrap_or(ROOT)
    }

    fn text(&mut self, text: &str) {
        let top = self.top();
        if let Some(&last) = self.children(top).last()
            && let Node::Text(before) = &mut self.nodes[last]
        {
            before.push_str(text);
            return;
        }
        self.append(Node::Text(text.to_owned()));
    }

    fn children(&self, id: usize) -> &[usize] {
        match &self.nodes[id] {
            Node::Text(_) => &[],
            Node::Element(element) => &element.children,
        }
    }

    fn append(&mut self, node: Node) -> usize {
        let id = self.nodes.len();
        self.nodes.push(node);
        let top = self.top();
        if let Node::Element(parent) = &mut self.nodes[top] {
            parent.children.push(id);
        }
        id
    }

    fn start(&mut self, tag: Tag) {
        let closed = tag.self_closing || is_void(&tag.name);
        if !closed && self.open.len() >= MAX_DEPTH {
            self.flattened += 1;
            return;
        }
        let id = self.append(Node::Element(Element {
            tag,
            children: Vec::new(),
        }));
        if !closed {
            self.open.push(id);
        }
    }

    fn end(&mut self, tag: &Tag) {
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        let opened = self.open.iter().rposition(|&id| match &self.nodes[id] {
            Node::Element(element) => id != ROOT && element.tag.name == tag.name,
            Node::Text(_) => false,
        });
        if let Some(opened) = opened {
            self.open.truncate(opened);
        }
    }
}

fn is_void(name: &str) -> bool {
    [
        "br", "hr", "img", "wbr", "input", "source", "track", "meta", "link", "col",
    ]
    .contains(&name)
}
