//! Cards: one ready block of HTML and one of JSON per item and language.

use std::sync::Arc;

use kernel::Result;
use maud::{Markup, PreEscaped};
use web::Lang;

use super::home::{Shown, Why};
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

/// The cards of these keys in this order; those that no longer exist are left out.
///
/// Rights are not asked here: call it with keys that come from places the viewer may read.
pub async fn cards(app: &App, keys: &[i64], lang: Lang) -> Result<Vec<(i64, Arc<Card>)>> {
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
    let keys: Vec<i64> = shown.iter().map(|shown| shown.key).collect();
    let cards = cards(app, &keys, viewer.lang).await?;
    let reactions = reactions(app, viewer, keys.clone()).await?;
    let zone = viewer.zone();
    let overlay = Overlay {
        lang: viewer.lang,
        zone: &zone,
        now: app.store.clock().now(),
        reactions: &reactions,
    };
    let mut html = String::with_capacity(cards.iter().map(|(_, card)| card.html.len() + 200).sum());
    for (key, card) in &cards {
        let why: Option<&Why> = shown
            .iter()
            .find(|shown| shown.key == *key)
            .map(|shown| &shown.why);
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
