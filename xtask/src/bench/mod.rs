//! `cargo xtask bench`: the figures of `docs/performance.md`, measured here and now.
//!
//! It runs the program as its users would (release build, real HTTP, real disk) on an invented
//! network and prints what was measured beside what it should be. A figure is a ratio to something
//! measured in the same run wherever that is possible; no figure makes the command fail.

mod data;
mod docs;
mod drive;
mod figure;
mod goal;
mod ground;
mod keys;
mod lines;
mod machine;
mod page;
mod picture;
mod run;
mod size;
mod streams;
mod table;

pub use run::run;
pub use streams::child;

use lines::LINES;
