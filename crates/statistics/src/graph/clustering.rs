//! How often two who share a neighbour are neighbours themselves.
//!
//! Triangles are found once each, from their node of least degree: ties are pointed from lower to
//! higher degree, and the lists of what a node points at are intersected (Chiba and Nishizeki 1985;
//! the "forward" algorithm of Schank and Wagner 2005). No list is then longer than √(2 · ties), so a
//! person whom a million follow costs no more than anyone else.

use super::{Missing, Undirected};

/// Triangles of an undirected graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clustering {
    /// How many each node is a corner of. NetworkX: `nx.triangles(G)`.
    pub triangles: Vec<u64>,
    degrees: Vec<u32>,
}

impl Undirected {
    pub fn clustering(&self) -> Clustering {
        let forward = Forward::new(self);
        let by_rank = forward.triangles();
        let triangles = forward.rank_of.iter().map(|rank| by_rank[*rank as usize]);
        Clustering {
            triangles: triangles.collect(),
            degrees: (0..self.nodes()).map(|node| self.degree(node)).collect(),
        }
    }
}

impl Clustering {
    /// Mean over all nodes of the share of pairs of neighbours that are tied; a node with fewer than
    /// two neighbours counts as 0. In `0..=1`, undirected (Watts and Strogatz 1998).
    /// NetworkX: `nx.average_clustering(G)`. Needs a node.
    pub fn average(&self) -> Result<f64, Missing> {
        if self.degrees.is_empty() {
            return Err(Missing::Nodes { needed: 1 });
        }
        let of = |(triangles, degree): (&u64, &u32)| match pairs(*degree) {
            0 => 0.0,
            pairs => *triangles as f64 / pairs as f64,
        };
        let sum: f64 = self.triangles.iter().zip(&self.degrees).map(of).sum();
        Ok(sum / self.degrees.len() as f64)
    }

    /// The share of paths over two ties that a third closes. In `0..=1`, undirected (Newman, Watts
    /// and Strogatz 2002). NetworkX: `nx.transitivity(G)`, which says 0 where we say that
    /// [`Missing::Triads`].
    pub fn transitivity(&self) -> Result<f64, Missing> {
        let paths: u128 = self.degrees.iter().map(|of| u128::from(pairs(*of))).sum();
        if paths == 0 {
            return Err(Missing::Triads);
        }
        // Each triangle counts at its three corners, and closes three paths.
        let closed: u128 = self.triangles.iter().map(|of| u128::from(*of)).sum();
        Ok(closed as f64 / paths as f64)
    }
}

fn pairs(degree: u32) -> u64 {
    let degree = u64::from(degree);
    degree * degree.saturating_sub(1) / 2
}

/// The graph with its nodes numbered anew by degree, each pointing at its neighbours of higher number.
struct Forward {
    rank_of: Vec<u32>,
    starts: Vec<u32>,
    targets: Vec<u32>,
}

impl Forward {
    fn new(graph: &Undirected) -> Forward {
        let mut by_rank: Vec<u32> = (0..graph.nodes()).collect();
        by_rank.sort_unstable_by_key(|node| (graph.degree(*node), *node));
        let mut rank_of = vec![0u32; by_rank.len()];
        for (rank, node) in by_rank.iter().enumerate() {
            rank_of[*node as usize] = rank as u32;
        }
        let mut starts = Vec::with_capacity(by_rank.len() + 1);
        let mut targets = Vec::with_capacity(graph.ties() as usize);
        starts.push(0);
        for (rank, node) in by_rank.iter().enumerate() {
            let first = targets.len();
            let ranks = graph.neighbours(*node).iter();
            let ranks = ranks.map(|neighbour| rank_of[*neighbour as usize]);
            targets.extend(ranks.filter(|other| *other as usize > rank));
            targets[first..].sort_unstable();
            starts.push(targets.len() as u32);
        }
        Forward {
            rank_of,
            starts,
            targets,
        }
    }

    fn of(&self, rank: usize) -> &[u32] {
        &self.targets[self.starts[rank] as usize..self.starts[rank + 1] as usize]
    }

    fn triangles(&self) -> Vec<u64> {
        let nodes = self.rank_of.len();
        let mut corners = vec![0u64; nodes];
        // Which node last marked this one as something it points at.
        let mut marked_by = vec![u32::MAX; nodes];
        for low in 0..nodes {
            let ahead = self.of(low);
            if ahead.len() < 2 {
                continue;
            }
            for node in ahead {
                marked_by[*node as usize] = low as u32;
            }
            for middle in ahead {
                let mut shared = 0;
                for high in self.of(*middle as usize) {
                    if marked_by[*high as usize] == low as u32 {
                        shared += 1;
                        corners[*high as usize] += 1;
                    }
                }
                corners[*middle as usize] += shared;
                corners[low] += shared;
            }
        }
        corners
    }
}
