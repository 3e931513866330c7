//! Texts that need no choice: words and the names of what is put between them. Most are, and putting
//! the pieces together costs a fiftieth of asking the bundle.

use std::collections::HashMap;

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};
use foldhash::fast::RandomState;

use super::Value;
use crate::lang::Lang;
use crate::numbers;

#[derive(Default)]
pub(super) struct Plain(HashMap<String, Box<[Piece]>, RandomState>);

enum Piece {
    Words(Box<str>),
    Argument(Box<str>),
}

impl Plain {
    pub fn add(&mut self, resource: &FluentResource) {
        for entry in resource.entries() {
            let Entry::Message(message) = entry else {
                continue;
            };
            let pieces: Option<Box<[Piece]>> = message
                .value
                .iter()
                .flat_map(|pattern| &pattern.elements)
                .map(piece)
                .collect();
            if let Some(pieces) = pieces.filter(|pieces| !pieces.is_empty()) {
                self.0.insert(message.id.name.to_owned(), pieces);
            }
        }
    }

    /// `None` for a text that is none of these, or lacks an argument.
    pub fn text(
        &self,
        lang: Lang,
        key: &str,
        args: &[(&'static str, Value<'_>)],
    ) -> Option<String> {
        let mut text = String::with_capacity(64);
        for piece in self.0.get(key)? {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Argument(wanted) => {
                    match &args.iter().find(|(name, _)| *name == &**wanted)?.1 {
                        Value::Text(given) => text.push_str(given),
                        Value::Number(number) => text.push_str(&numbers::decimal(*number, lang)),
                    }
                }
            }
        }
        Some(text)
    }
}

fn piece(element: &PatternElement<&str>) -> Option<Piece> {
    match element {
        PatternElement::TextElement { value } => Some(Piece::Words((*value).into())),
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } => Some(Piece::Argument(id.name.into())),
        PatternElement::Placeable { .. } => None,
    }
}
