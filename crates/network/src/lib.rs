//! What every feature stands on: people and how they sign in, communities, who may read what, the
//! feed, notifications.
//!
//! Nothing here knows what people make: a post is a feature. The feed and the notifications take
//! what features hand them.

pub mod access;
pub mod address;
pub mod app;
pub mod audit;
pub mod cache;
pub mod communities;
pub mod feature;
pub mod feed;
pub mod follow_ups;
pub mod forms;
pub mod notifications;
pub mod paging;
pub mod panels;
pub mod people;
pub mod places;
pub mod search;
pub mod settings;
pub mod shell;
pub mod sign_in;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod wire;

pub use access::Viewer;
pub use app::App;
pub use communities::{Community, CommunityId};
pub use feature::Feature;
pub use people::{Person, PersonId};

/// Words of the frame and the feed, and sentences about what several parts refuse; installed beside
/// those of the features.
pub const TEXTS: &[web::texts::Source] = web::texts!();

/// Every change of the schema, in order: the files of the folder `migrations`.
pub const MIGRATIONS: &[store::Migration] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));
