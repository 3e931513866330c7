//! Reads a document into a flat list of elements that know what they are in.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, QualName, local_name, ns};

pub(super) struct Element {
    name: QualName,
    attributes: Vec<(String, String)>,
    within: RefCell<Weak<Element>>,
    has_text: Cell<bool>,
}

#[derive(Default)]
pub(super) struct Sink {
    pub(super) elements: RefCell<Vec<Rc<Element>>>,
    pub(super) errors: RefCell<Vec<String>>,
}

impl Element {
    fn new(name: QualName, attributes: Vec<Attribute>) -> Rc<Element> {
        let attributes = attributes
            .into_iter()
            .map(|attribute| {
                (
                    attribute.name.local.to_string(),
                    attribute.value.to_string(),
                )
            })
            .collect();
        let within = RefCell::new(Weak::new());
        Rc::new(Element {
            name,
            attributes,
            within,
            has_text: Cell::new(false),
        })
    }

    pub(super) fn name(&self) -> String {
        self.name.local.to_string()
    }

    pub(super) fn is(&self, name: &str) -> bool {
        &*self.name.local == name
    }

    pub(super) fn get(&self, attribute: &str) -> Option<String> {
        self.attributes
            .iter()
            .find(|(name, _)| name == attribute)
            .map(|(_, value)| value.clone())
    }

    pub(super) fn has(&self, attribute: &str) -> bool {
        self.get(attribute).is_some_and(|value| !value.is_empty())
            || (attribute == "alt" && self.get("alt").is_some())
    }

    pub(super) fn attribute_names(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(name, _)| name.as_str())
    }

    /// Some text in it is read out.
    pub(super) fn has_text(&self) -> bool {
        self.has_text.get()
    }

    pub(super) fn is_within(&self, name: &str) -> bool {
        self.parent()
            .is_some_and(|parent| parent.is(name) || parent.is_within(name))
    }

    fn parent(&self) -> Option<Rc<Element>> {
        self.within.borrow().upgrade()
    }

    fn note_text(&self) {
        if self.get("aria-hidden").as_deref() == Some("true") {
            return;
        }
        self.has_text.set(true);
        if let Some(parent) = self.parent() {
            parent.note_text();
        }
    }
}

impl Sink {
    fn bare(&self) -> Rc<Element> {
        Element::new(QualName::new(None, ns!(html), local_name!("")), Vec::new())
    }
}

impl TreeSink for Sink {
    type Handle = Rc<Element>;
    type Output = Sink;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Sink {
        self
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        self.errors
            .borrow_mut()
            .push(format!("parse error: {message}"));
    }

    fn get_document(&self) -> Rc<Element> {
        self.bare()
    }

    fn elem_name<'a>(&'a self, target: &'a Rc<Element>) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> Rc<Element> {
        let element = Element::new(name, attributes);
        self.elements.borrow_mut().push(Rc::clone(&element));
        element
    }

    fn create_comment(&self, _: StrTendril) -> Rc<Element> {
        self.bare()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Rc<Element> {
        self.bare()
    }

    fn append(&self, parent: &Rc<Element>, child: NodeOrText<Rc<Element>>) {
        match child {
            NodeOrText::AppendNode(child) => *child.within.borrow_mut() = Rc::downgrade(parent),
            NodeOrText::AppendText(text) if !text.trim().is_empty() => parent.note_text(),
            NodeOrText::AppendText(_) => {}
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &Rc<Element>,
        _: &Rc<Element>,
        child: NodeOrText<Rc<Element>>,
    ) {
        self.append(element, child);
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Rc<Element>) -> Rc<Element> {
        Rc::clone(target)
    }

    fn same_node(&self, one: &Rc<Element>, other: &Rc<Element>) -> bool {
        Rc::ptr_eq(one, other)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        if mode == QuirksMode::Quirks {
            self.errors
                .borrow_mut()
                .push("the doctype is missing".to_owned());
        }
    }

    fn append_before_sibling(&self, sibling: &Rc<Element>, child: NodeOrText<Rc<Element>>) {
        if let Some(parent) = sibling.parent() {
            self.append(&parent, child);
        }
    }

    fn add_attrs_if_missing(&self, _: &Rc<Element>, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Rc<Element>) {
        *target.within.borrow_mut() = Weak::new();
    }

    fn reparent_children(&self, node: &Rc<Element>, new_parent: &Rc<Element>) {
        for element in self.elements.borrow().iter() {
            if element
                .parent()
                .is_some_and(|parent| Rc::ptr_eq(&parent, node))
            {
                *element.within.borrow_mut() = Rc::downgrade(new_parent);
            }
        }
    }
}
