//! Cards: one ready block of HTML and one of JSON per item and language.

use std::collections::HashSet;
use std::sync::Arc;

use kernel::{Id, Result, Time};
use maud::Render;
use serde_json::value::RawValue;
use web::components::Times;
use web::{Lang, Zone};

use super::between::{BELOW, Between};
use super::home::Why;
use super::own::{Reacted, reactions};
use super::slots::{Block, Overlay};
use crate::App;
use crate::access::Viewer;

#[derive(Debug)]
pub struct Card {
    pub html: Block,
    /// The item as the API shows it, without what differs from reader to reader.
    pub json: Box<RawValue>,
    /// The item in a few words, for lists beside the feed; empty for items that stand in none.
    pub brief: Block,
}

impl Card {
    pub(super) fn heap_bytes(&self) -> usize {
        self.html.heap_bytes() + self.json.get().len() + self.brief.heap_bytes()
    }
}

/// An item the viewer may read, and why they are shown it. Only the feed makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shown {
    pub key: i64,
    pub why: Option<Why>,
}

/// These items in their order, without those that do not exist for the viewer.
pub async fn shown<T>(app: &App, viewer: &Viewer, ids: &[Id<T>]) -> Result<Vec<Shown>> {
    let keys: Vec<i64> = ids.iter().map(|id| id.raw()).collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let (features, reader, asked) = (app.features, viewer.clone(), keys.clone());
    let read = app.store.read(move |db| {
        let mut readable = HashSet::new();
        for items in features.iter().filter_map(|feature| feature.items) {
            readable.extend((items.readable)(db, &reader, &asked)?);
        }
        Ok(readable)
    });
    let readable = read.await?;
    let readable = keys.into_iter().filter(|key| readable.contains(key));
    Ok(readable.map(|key| Shown { key, why: None }).collect())
}

/// The cards of these items in this order; those that no longer exist are left out.
pub async fn cards(app: &App, shown: &[Shown], lang: Lang) -> Result<Vec<(i64, Arc<Card>)>> {
    let keys: Vec<i64> = shown.iter().map(|shown| shown.key).collect();
    let mut found: Vec<Option<Arc<Card>>> = keys
        .iter()
        .map(|key| app.feeds.cards.get(&(*key, lang)))
        .collect();
    let missing: Vec<i64> = keys
        .iter()
        .zip(&found)
        .filter(|(_, card)| card.is_none())
        .map(|(key, _)| *key)
        .collect();
    if !missing.is_empty() {
        let fills: Vec<_> = missing
            .iter()
            .map(|key| (*key, app.feeds.cards.begin((*key, lang))))
            .collect();
        let made = app.clone();
        let cards = app
            .store
            .read(move |db| {
                let mut cards = Vec::new();
                for items in made.features.iter().filter_map(|feature| feature.items) {
                    cards.extend((items.cards)(db, &made, &missing, lang)?);
                }
                Ok(cards)
            })
            .await?;
        let mut cards: std::collections::HashMap<i64, Card> = cards.into_iter().collect();
        for (key, fill) in fills {
            let Some(card) = cards.remove(&key) else {
                continue;
            };
            let card = app.feeds.cards.finish(fill, card);
            for (at, _) in keys
                .iter()
                .enumerate()
                .filter(|(_, wanted)| **wanted == key)
            {
                found[at] = Some(card.clone());
            }
        }
    }
    Ok(keys
        .iter()
        .zip(found)
        .filter_map(|(key, card)| Some((*key, card?)))
        .collect())
}

/// Cards as one viewer sees them, one after the other: written where they are wanted, without a copy
/// in between.
pub struct Cards {
    cards: Vec<(Arc<Card>, Option<Why>)>,
    between: Option<Arc<Between>>,
    of: fn(&Card) -> &Block,
    reactions: Reacted,
    lang: Lang,
    zone: Zone,
    now: Time,
}

impl Cards {
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// With something between them, below the first few.
    pub fn with(self, between: Option<Arc<Between>>) -> Cards {
        Cards { between, ..self }
    }
}

impl Render for Cards {
    fn render_to(&self, html: &mut String) {
        let mut overlay = Overlay {
            lang: self.lang,
            times: Times::of(self.now, self.lang, &self.zone),
            reactions: &self.reactions,
        };
        let blocks = || self.cards.iter().map(|(card, why)| ((self.of)(card), *why));
        html.reserve(blocks().map(|(block, _)| block.len() + SLOTS_BYTES).sum());
        let mut blocks = blocks();
        let above = blocks.by_ref().take(BELOW);
        above.for_each(|(block, why)| overlay.fill(block, why, html));
        if let Some(between) = &self.between {
            html.push_str(&between.html);
        }
        blocks.for_each(|(block, why)| overlay.fill(block, why, html));
    }
}

/// About what the slots of a card hold.
const SLOTS_BYTES: usize = 300;

/// The cards as this viewer sees them. They count as seen.
pub async fn render(app: &App, viewer: &Viewer, shown: &[Shown]) -> Result<Cards> {
    let laid = laid_over(app, viewer, shown, |card| &card.html).await?;
    app.feeds
        .seen
        .note(viewer, shown.iter().map(|shown| shown.key));
    Ok(laid)
}

/// As [`render`], in a few words each; at most `limit` of them.
pub async fn briefly(app: &App, viewer: &Viewer, shown: &[Shown], limit: usize) -> Result<Cards> {
    let mut laid = laid_over(app, viewer, shown, |card| &card.brief).await?;
    laid.cards.retain(|(card, _)| !card.brief.is_empty());
    laid.cards.truncate(limit);
    Ok(laid)
}

async fn laid_over(
    app: &App,
    viewer: &Viewer,
    shown: &[Shown],
    of: fn(&Card) -> &Block,
) -> Result<Cards> {
    let keys: Vec<i64> = shown.iter().map(|shown| shown.key).collect();
    let mut found = cards(app, shown, viewer.lang).await?.into_iter().peekable();
    // Both are in the same order; of those that no longer exist there is no card.
    let with_why = |shown: &Shown| {
        let (_, card) = found.next_if(|(key, _)| *key == shown.key)?;
        Some((card, shown.why))
    };
    Ok(Cards {
        cards: shown.iter().filter_map(with_why).collect(),
        between: None,
        of,
        reactions: reactions(app, viewer, &keys).await?,
        lang: viewer.lang,
        zone: viewer.zone(),
        now: app.store.clock().now(),
    })
}
