//! What features show on the pages of others: an indicator's page carries its use cases and knows
//! nothing of them.
//!
//! The page asks with [`read`] for what it shows to somebody who may see it; a panel decides about the
//! rest itself.

use kernel::Result;
use maud::{Markup, html};
use store::Db;

use crate::{App, Viewer};

/// Whose page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Indicator,
    Community,
    Person,
    UseCase,
    Replication,
}

/// Where on the page it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Above everything else.
    Banner,
    /// Below what the page itself says.
    Main,
    Side,
}

/// One row of a feature's panels.
#[derive(Clone, Copy)]
pub struct Panel {
    pub on: Subject,
    pub place: Place,
    /// Order in the place, from 0.
    pub rank: u32,
    /// The panel about the thing of this id; `None` when there is nothing to show.
    pub read: fn(&App, &Db, &Viewer, i64) -> Result<Option<Markup>>,
}

/// The panels of a page, in order.
#[derive(Default)]
pub struct Panels(Vec<(Place, Markup)>);

impl Panels {
    pub fn at(&self, place: Place) -> Markup {
        html! {
            @for (_, panel) in self.0.iter().filter(|(at, _)| *at == place) { (panel) }
        }
    }
}

/// All panels about a thing that the viewer may see.
pub async fn read(app: &App, viewer: &Viewer, on: Subject, id: i64) -> Result<Panels> {
    let mut wanted: Vec<&'static Panel> = app
        .features
        .iter()
        .flat_map(|feature| feature.panels)
        .filter(|panel| panel.on == on)
        .collect();
    if wanted.is_empty() {
        return Ok(Panels::default());
    }
    wanted.sort_by_key(|panel| panel.rank);
    let (reader, viewer) = (app.clone(), viewer.clone());
    let read = app.store.read(move |db| {
        let mut shown = Vec::new();
        for panel in wanted {
            if let Some(markup) = (panel.read)(&reader, db, &viewer, id)? {
                shown.push((panel.place, markup));
            }
        }
        Ok(Panels(shown))
    });
    read.await
}
