//! The seeded generator that is handed in wherever something is drawn; the same seed gives the same
//! figures on every machine. Not for secrets.

pub use rand::rngs::Xoshiro256PlusPlus as Generator;
pub use rand::{RngExt, SeedableRng};
