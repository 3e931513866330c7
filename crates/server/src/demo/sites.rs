//! Where the invented company works.

use serde::Deserialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Office,
    /// Where customers ring: desks as well.
    Care,
    Hub,
    Store,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    Centre,
    North,
    South,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Site {
    pub name: String,
    pub town: String,
    pub kind: Kind,
    pub region: Region,
    /// How many people work there, in proportion.
    pub weight: f64,
}

/// A store of at most this weight counts as a small one.
const SMALL: f64 = 15.0;

impl Site {
    /// Stores and hubs have no desks; most people there have no mail address.
    pub fn has_desks(&self) -> bool {
        matches!(self.kind, Kind::Office | Kind::Care)
    }

    pub fn is_small(&self) -> bool {
        self.kind == Kind::Store && self.weight <= SMALL
    }
}

pub fn all() -> Vec<Site> {
    let rows = csv::Reader::from_reader(include_str!("sites.csv").as_bytes()).into_deserialize();
    rows.collect::<Result<_, _>>()
        .expect("the list of sites is well-formed")
}
