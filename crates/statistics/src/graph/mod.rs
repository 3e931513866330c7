//! Figures of a network of people, over simple graphs: no loops, no tie twice, no weights.
//!
//! Nodes are the numbers `0..nodes`. Neighbours stand one after the other, sorted (compressed
//! adjacency), so a country of 2.1 million people with 15 million ties takes 130 MB. Every figure says
//! whether it is of the directed or the undirected graph and names the NetworkX call that gives the
//! same. Nothing here draws a graph, finds groups in it or knows who a node is.

mod adjacency;
mod betweenness;
mod clustering;
mod components;
mod degrees;
mod reciprocity;
mod units;

pub use adjacency::{Directed, Undirected};
pub use betweenness::Sampled;
pub use clustering::Clustering;
pub use components::Components;
pub use degrees::KeyPlayers;

/// What a graph lacks for a figure to mean something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// There are fewer nodes than the figure needs.
    Nodes { needed: u32 },
    /// No two nodes are tied.
    Ties,
    /// No node has two neighbours, so that no triangle could have closed.
    Triads,
    /// A tie, a pivot or a list of units names a node that is not there.
    Node { node: u32, nodes: u32 },
    /// There are more ends of ties than can be numbered (2³² − 1).
    Room,
}
