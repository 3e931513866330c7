//! What people make: posts, questions, indicators, initiatives, goals, use cases, stories, replications,
//! courses, champions, roll-out, health, what it came to, displays, home. And the table of contents of the product.
//!
//! A feature is a folder, a `mod` line and a line in [`FEATURES`]. Features use each other only by
//! the edges that the tidy test lists with a reason.

pub mod champions;
pub mod courses;
pub mod displays;
pub mod goals;
pub mod health;
pub mod home;
pub mod indicators;
pub mod initiatives;
pub mod posts;
pub mod questions;
pub mod replications;
pub mod rollout;
mod sponsor;
pub mod stories;
pub mod use_cases;
mod waiting;

use network::{
    Feature, communities, feed, follow_ups, notifications, people, places, search, sign_in,
};

/// Every part of the product, in the order in which their styles follow each other.
pub const FEATURES: &[Feature] = &[
    sign_in::FEATURE,
    people::FEATURE,
    communities::FEATURE,
    places::FEATURE,
    notifications::FEATURE,
    feed::FEATURE,
    search::FEATURE,
    follow_ups::FEATURE,
    posts::FEATURE,
    home::FEATURE,
    questions::FEATURE,
    indicators::FEATURE,
    initiatives::FEATURE,
    goals::FEATURE,
    rollout::FEATURE,
    health::FEATURE,
    use_cases::FEATURE,
    stories::FEATURE,
    replications::FEATURE,
    champions::FEATURE,
    courses::FEATURE,
    sponsor::FEATURE,
    displays::FEATURE,
];
