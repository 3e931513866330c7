//! How ties are spread over people.

use super::{Missing, Undirected};

/// The fewest who hold half of all ends of ties between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeyPlayers {
    pub count: u32,
    /// `count` / nodes, in `0..=1`; higher is safer.
    pub share: f64,
}

impl Undirected {
    /// How many ties each node has. Undirected. NetworkX: `G.degree()`.
    pub fn degrees(&self) -> Vec<u32> {
        (0..self.nodes()).map(|node| self.degree(node)).collect()
    }

    /// How many nodes have 0, 1, 2 … neighbours, up to the largest degree; empty without nodes.
    /// Undirected. NetworkX: `nx.degree_histogram(G)`.
    pub fn degree_histogram(&self) -> Vec<u32> {
        let mut histogram = Vec::new();
        for node in 0..self.nodes() {
            let degree = self.degree(node) as usize;
            if degree >= histogram.len() {
                histogram.resize(degree + 1, 0);
            }
            histogram[degree] += 1;
        }
        histogram
    }

    /// Key player share: the smallest k such that the k largest degrees sum to half of all degrees or
    /// more; k / nodes. Which of two with the same degree comes first changes who they are, not how
    /// many, and who they are is nobody's business. Undirected. NetworkX has no call for it; it is
    /// counted from `sorted(dict(G.degree()).values(), reverse=True)`. Needs a tie.
    pub fn key_players(&self) -> Result<KeyPlayers, Missing> {
        let all = self.ties() * 2;
        if all == 0 {
            return Err(Missing::Ties);
        }
        let mut count = 0;
        let mut held = 0;
        for (degree, nodes) in self.degree_histogram().iter().enumerate().rev() {
            let lacking = all.div_ceil(2) - held;
            let degree = degree as u64;
            if degree * u64::from(*nodes) >= lacking {
                count += lacking.div_ceil(degree) as u32;
                break;
            }
            held += degree * u64::from(*nodes);
            count += nodes;
        }
        Ok(KeyPlayers {
            count,
            share: f64::from(count) / f64::from(self.nodes()),
        })
    }
}
