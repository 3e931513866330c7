//! What is measured: a file for each, in the order of the table.

mod announcement;
mod bare_loop;
mod completion;
mod compression;
mod durable_post;
mod growth;
mod home;
mod hot_post;
mod idle_stream;
mod import;
mod memory;
mod mixed_load;
mod page_weight;
mod places;
mod plain_tantivy;
mod reconnect;
mod search;
mod start;
mod tables;

use anyhow::Result;

use super::figure::Figure;
use super::ground::Ground;

pub struct Line {
    /// As `--lines` takes it.
    pub name: &'static str,
    /// One sentence for `--help` and the documentation.
    pub about: &'static str,
    pub measure: fn(&mut Ground) -> Result<Vec<Figure>>,
}

/// Reading first: what writes changes what is read.
pub const LINES: &[Line] = &[
    Line {
        name: "start",
        about: "Time from the start of the program to its first feed",
        measure: start::measure,
    },
    Line {
        name: "home-html",
        about: "Home as a page, beside a ready-made body of the same length",
        measure: home::html,
    },
    Line {
        name: "home-json",
        about: "The feed as JSON, beside a ready-made body of the same length",
        measure: home::json,
    },
    Line {
        name: "growth",
        about: "CPU of one feed here, beside that in the small network",
        measure: growth::of_the_network,
    },
    Line {
        name: "silent",
        about: "CPU of the feed of somebody whose communities are silent",
        measure: growth::of_silence,
    },
    Line {
        name: "page-weight",
        about: "What a first visit of home transfers",
        measure: page_weight::measure,
    },
    Line {
        name: "compression",
        about: "Home with the compression the product ships",
        measure: compression::measure,
    },
    Line {
        name: "search",
        about: "Full-text search",
        measure: search::measure,
    },
    Line {
        name: "completion",
        about: "People as you type",
        measure: completion::measure,
    },
    Line {
        name: "memory",
        about: "Resident memory after everybody with a session has read their feed",
        measure: memory::measure,
    },
    Line {
        name: "idle-stream",
        about: "Memory of one open stream, by the slope",
        measure: idle_stream::measure,
    },
    Line {
        name: "reconnect",
        about: "5,000 streams that come back after a restart",
        measure: reconnect::measure,
    },
    Line {
        name: "announcement",
        about: "Rows of a post to everybody, and how soon 15,000 streams are told",
        measure: announcement::measure,
    },
    Line {
        name: "durable-post",
        about: "Posts a second, on disk when acknowledged, beside a bare loop",
        measure: durable_post::measure,
    },
    Line {
        name: "hot-post",
        about: "Replies and reactions that all go to one post",
        measure: hot_post::measure,
    },
    Line {
        name: "mixed-load",
        about: "2,000 active people who read, write and think",
        measure: mixed_load::measure,
    },
    Line {
        name: "import",
        about: "Messages a second from the archives of other networks",
        measure: import::measure,
    },
];
