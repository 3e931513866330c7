//! Tests of the whole program: its rules about itself, its statements, and the program at work.
#![expect(clippy::unwrap_used, reason = "all of it is tests")]

mod api;
mod live;
mod nodes;
mod program;
mod serve;
mod source;
mod sql;
mod texts;
mod tidy;
