//! The program `folkmoot`: configuration, commands, and one router over all features.
//!
//! Nothing else knows every feature. What a command does to a network is a [`work::Work`], done here
//! or by the program that has the network open.

pub mod commands;
pub mod config;
pub mod demo;
pub mod generate;
pub mod ground;
pub mod import;
pub mod serve;
pub mod work;

/// Words of the program's own pages, installed beside those of the features.
pub const TEXTS: &[web::texts::Source] = web::texts!();
