//! Membership by rule: a community whose members are those on whom their employer's data fit.
//!
//! Whether somebody belongs is worked out from their own attributes when it is asked
//! ([`Memberships`](crate::access::Memberships)); no row says so. Lists and counts of members are made
//! of it later, by jobs. Only site, department, level, country of the site and title decide, which
//! nobody changes of themselves: they come from provisioning, import or an administrator. A rule covers
//! neither guests nor deactivated people. Those who lead a community are named, by row, as everywhere.

pub mod actions;
pub(super) mod api;
mod count;
mod form;
mod index;
mod known;
mod lists;
mod pages;
pub mod queries;
mod rule;
mod stale;
mod views;

#[cfg(test)]
mod tests;

pub use count::{Covered, count};
pub use known::{Rules, covered_among, present};
pub use lists::REFRESH;
pub use rule::{Attributes, Rule, Term};
pub use stale::{REPAIR, changed, country_changed};

pub(super) use pages::{ask, edit, end, save};
pub(super) use views::belonging;
