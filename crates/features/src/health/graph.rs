//! The ties of a community or of the network, and the figures over them.
//!
//! Simple graphs: who turned to oneself is left out, who turned to another twice counts once.

use kernel::Random;
use statistics::graph::{Directed, Missing, Undirected};

use super::gate::{Behind, Figure, number, per_mille};
use super::measure::Measure;

/// Up to so many people betweenness is exact.
const EXACT_NODES: u32 = 3_000;
/// Beyond, it is seen from some, drawn by the week: so many and more where each costs less.
const PIVOTS: u32 = 64;
const PIVOTS_MAX: u32 = 2_000;
/// People who are walked over for the further ones.
const WALKED: u32 = 20_000_000;
/// Betweenness is told of so many together.
const TOGETHER: usize = 10;

pub struct Web {
    directed: Directed,
    undirected: Undirected,
    behind: Behind,
}

impl Web {
    /// Of the people `0..nodes`.
    pub fn of(nodes: u32, arcs: &[(u32, u32)]) -> Result<Web, Missing> {
        let directed = Directed::new(nodes, arcs)?;
        let undirected = directed.undirected()?;
        let degrees = undirected.degree_histogram();
        let alone = degrees.first().copied().unwrap_or(0);
        let behind = Behind {
            people: u64::from(nodes - alone),
            sum: undirected.ties() * 2,
            largest: degrees.len().saturating_sub(1) as u64,
        };
        Ok(Web {
            directed,
            undirected,
            behind,
        })
    }

    pub fn two_way_share(&self) -> Figure {
        self.share(self.directed.two_way_share())
    }

    pub fn key_player_share(&self) -> Figure {
        self.share(self.undirected.key_players().map(|key| key.share))
    }

    /// `units` has one entry for each person.
    pub fn cross_unit_share(&self, units: &[u32]) -> Figure {
        self.share(self.undirected.cross_unit_share(units))
    }

    /// What is told of the network as a whole. `seed` draws those from whom betweenness is seen.
    pub fn of_network(&self, units: &[u32], seed: u64) -> Vec<(Measure, Figure)> {
        let clustering = self.undirected.clustering();
        let components = self.undirected.components();
        let nodes = f64::from(self.undirected.nodes().max(1));
        vec![
            (Measure::TwoWayShare, self.two_way_share()),
            (Measure::KeyPlayerShare, self.key_player_share()),
            (Measure::CrossUnitShare, self.cross_unit_share(units)),
            (
                Measure::Reciprocity,
                self.share(self.directed.reciprocity()),
            ),
            (Measure::Clustering, self.share(clustering.average())),
            (Measure::Transitivity, self.share(clustering.transitivity())),
            (
                Measure::LargestComponent,
                self.share(Ok(f64::from(components.largest()) / nodes)),
            ),
            (Measure::Betweenness, self.share(self.betweenness(seed))),
            (
                Measure::Modularity,
                match self.undirected.modularity(units) {
                    Ok(value) => self.told((value * 100.0).round() / 100.0),
                    Err(_) => Figure::NOTHING,
                },
            ),
        ]
    }

    /// The mean of the ten most between: of one person it is told nothing.
    fn betweenness(&self, seed: u64) -> Result<f64, Missing> {
        let nodes = self.undirected.nodes();
        let mut centrality = match nodes {
            0..=EXACT_NODES => self.undirected.betweenness(),
            _ => {
                let random = Random::seeded(seed);
                let draw = |_| random.below(u64::from(nodes)) as u32;
                let pivots: Vec<u32> = (0..(PIVOTS + WALKED / nodes).min(PIVOTS_MAX))
                    .map(draw)
                    .collect();
                self.undirected.betweenness_from(&pivots)?.centrality
            }
        };
        if centrality.len() < TOGETHER {
            return Err(Missing::Nodes {
                needed: TOGETHER as u32,
            });
        }
        centrality.sort_unstable_by(|a, b| b.total_cmp(a));
        Ok(centrality[..TOGETHER].iter().sum::<f64>() / TOGETHER as f64)
    }

    fn share(&self, share: Result<f64, Missing>) -> Figure {
        match share {
            Ok(share) => self.told(per_mille(share)),
            Err(_) => Figure::NOTHING,
        }
    }

    fn told(&self, value: f64) -> Figure {
        number(self.behind, value, self.undirected.ties())
    }
}
