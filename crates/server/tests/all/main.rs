//! Tests of the whole program: its rules about itself, its statements, and the program at work.
#![expect(clippy::unwrap_used, reason = "all of it is tests")]

mod access;
mod api;
mod cache;
mod floor;
mod found;
mod generate;
mod hostile;
mod hot;
mod import;
mod live;
mod matrix;
mod nodes;
mod pages;
mod plans;
mod program;
mod resume;
mod same404;
mod serve;
mod source;
mod sql;
mod texts;
mod tidy;
mod watched;
mod whole;
