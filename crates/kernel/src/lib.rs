//! What everything else is made of: ids, time, randomness, errors, configuration and text.
//!
//! Nothing here does input or output, and nothing here knows a word of the product: no post, no
//! community. A type belongs here when every tier needs it and it would read the same in another
//! program.

pub mod config;
pub mod error;
pub mod id;
pub mod random;
pub mod text;
pub mod time;

pub use error::{Error, Kind, Problem, Problems, Result};
pub use id::{Id, IdMaker};
pub use random::Random;
pub use time::{Clock, Time};
