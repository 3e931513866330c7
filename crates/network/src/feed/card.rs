//! Cards: one ready block of HTML and one of JSON per item and language.

use std::collections::HashSet;
use std::sync::Arc;

use kernel::{Id, Result};
use maud::{Markup, PreEscaped};
use web::Lang;

use super::home::Why;
use super::slots::Overlay;
use crate::App;
use crate::access::Viewer;

#[derive(Debug)]
pub struct Card {
    /// With slots (see `slots`).
    pub html: String,
    /// The item as the API shows it, without what differs from reader to reader.
    pub json: String,
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

/// The cards as this viewer sees them, one after the other. They count as seen.
pub async fn render(app: &App, viewer: &Viewer, shown: &[Shown]) -> Result<Markup> {
    let cards = cards(app, shown, viewer.lang).await?;
    let keys = shown.iter().map(|shown| shown.key).collect();
    let reactions = reactions(app, viewer, keys).await?;
    let zone = viewer.zone();
    let overlay = Overlay {
        lang: viewer.lang,
        zone: &zone,
        now: app.store.clock().now(),
        reactions: &reactions,
    };
    let mut html = String::with_capacity(cards.iter().map(|(_, card)| card.html.len() + 200).sum());
    for (key, card) in &cards {
        let why = shown
            .iter()
            .find(|shown| shown.key == *key)
            .and_then(|shown| shown.why);
        overlay.fill(&card.html, why, &mut html);
    }
    app.feeds
        .seen
        .note(viewer, cards.iter().map(|(key, _)| *key));
    Ok(PreEscaped(html))
}

/// The viewer's reactions to these items: item and name.
pub async fn reactions(app: &App, viewer: &Viewer, items: Vec<i64>) -> Result<Vec<(i64, String)>> {
    let (features, person) = (app.features, viewer.id);
    app.store
        .read(move |db| {
            let mut all = Vec::new();
            for source in features.iter().filter_map(|feature| feature.items) {
                all.extend((source.reactions)(db, person, &items)?);
            }
            Ok(all)
        })
        .await
}
