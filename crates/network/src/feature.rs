//! What one part of the product hands to the rest: the fields of the feature table.

use kernel::{Result, Time};
use store::{Change, Db, Statement, Tx};
use web::Routes;

use crate::feed::{Chooser, Items};
use crate::follow_ups::FollowUp;
use crate::notifications::notices;
use crate::panels::Panel;
use crate::search::Source;
use crate::{App, PersonId};

/// One row of the feature table. A feature is a folder and a line in that table.
#[derive(Clone, Copy)]
pub struct Feature {
    pub name: &'static str,
    pub routes: fn() -> Routes<App>,
    pub statements: &'static [&'static [Statement]],
    /// Texts for people: language and the `.ftl` file.
    pub texts: &'static [(&'static str, &'static str)],
    pub styles: &'static str,
    /// Where the feature stands in the navigation, if it does.
    pub nav: Option<Nav>,
    /// What it hands to the feed, if people see what it makes there.
    pub items: Option<Items>,
    /// What it puts between the posts of the ranked feed.
    pub between: Option<Chooser>,
    /// Drops what the feature keeps in caches when something changed.
    pub forget: fn(&App, &Change),
    /// What of it can be found by words.
    pub search: &'static [Source],
    /// Background work it knows how to do.
    pub jobs: &'static [JobKind],
    /// Writes the first job of what is done from time to time; called each time the program begins to
    /// serve, on every node.
    pub begin: fn(&Tx) -> Result<()>,
    /// What it does when something of other features changed.
    pub follow_ups: &'static [FollowUp],
    /// What it shows on pages of other features.
    pub panels: &'static [Panel],
    /// What it tells people of things that are no threads.
    pub notices: &'static [notices::Kind],
    /// What people reach in it that others count.
    pub milestones: &'static [Milestone],
}

#[derive(Clone, Copy)]
pub struct Nav {
    pub href: &'static str,
    pub icon: &'static str,
    /// Key of its text.
    pub label: &'static str,
    /// Order in the list, from 0.
    pub rank: u32,
    /// One of the five of the bottom bar.
    pub mobile: bool,
    /// Guests have it too.
    pub guests: bool,
}

#[derive(Clone, Copy)]
pub struct JobKind {
    pub name: &'static str,
    pub run: fn(&App, &str) -> Result<()>,
}

/// People, and when they reached it.
pub type Reached = Vec<(PersonId, Time)>;

/// Something people reach once and for good.
#[derive(Clone, Copy)]
pub struct Milestone {
    pub name: &'static str,
    /// Who of these people had reached it before a time.
    pub reached: fn(&Db, &[PersonId], Time) -> Result<Reached>,
}

impl Feature {
    /// For the fields a feature does not need.
    pub const NONE: Feature = Feature {
        name: "",
        routes: Routes::new,
        statements: &[],
        texts: &[],
        styles: "",
        nav: None,
        items: None,
        between: None,
        forget: |_, _| {},
        search: &[],
        jobs: &[],
        begin: |_| Ok(()),
        follow_ups: &[],
        panels: &[],
        notices: &[],
        milestones: &[],
    };
}
