//! The ties of a community or of the network, and the figures over them.
//!
//! Simple graphs: who turned to oneself is left out, who turned to another twice counts once. Both ends
//! have a part in a tie.

use kernel::Random;
use statistics::graph::{Directed, Missing, Undirected};

use super::gate::{Figure, Made, of_things, per_mille, share, share_of_things};
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
    /// All ties.
    all: Made,
}

impl Web {
    /// Of the people `0..nodes`.
    pub fn of(nodes: u32, arcs: &[(u32, u32)]) -> Result<Web, Missing> {
        let directed = Directed::new(nodes, arcs)?;
        let undirected = directed.undirected()?;
        let all = made(&undirected.degrees());
        Ok(Web {
            directed,
            undirected,
            all,
        })
    }

    pub fn two_way_share(&self) -> Figure {
        let mutual = self.directed.mutual_degrees();
        self.share_of_ties(self.directed.two_way_share(), &mutual)
    }

    pub fn key_player_share(&self) -> Figure {
        let Ok(key) = self.undirected.key_players() else {
            return Figure::NOTHING;
        };
        // They are people, too, of whom it tells.
        let key_players = Made {
            people: u64::from(key.count),
            ..self.all
        };
        self.told(of_things(&self.all, &[key_players]), per_mille(key.share))
    }

    /// `units` has one entry for each person.
    pub fn cross_unit_share(&self, units: &[u32]) -> Figure {
        let across = self.undirected.degrees_across(units);
        let share = self.undirected.cross_unit_share(units);
        self.share_of_ties(share, &across.unwrap_or_default())
    }

    /// What is told of the network as a whole. `seed` draws those from whom betweenness is seen.
    pub fn of_network(&self, units: &[u32], seed: u64) -> Vec<(Measure, Figure)> {
        let clustering = self.undirected.clustering();
        let components = self.undirected.components();
        let mutual = self.directed.mutual_degrees();
        vec![
            (Measure::TwoWayShare, self.two_way_share()),
            (Measure::KeyPlayerShare, self.key_player_share()),
            (Measure::CrossUnitShare, self.cross_unit_share(units)),
            (
                Measure::Reciprocity,
                self.share_of_ties(self.directed.reciprocity(), &mutual),
            ),
            (Measure::Clustering, self.whole(clustering.average())),
            (Measure::Transitivity, self.whole(clustering.transitivity())),
            (
                Measure::LargestComponent,
                share(
                    u64::from(self.undirected.nodes()),
                    u64::from(components.largest()),
                ),
            ),
            (Measure::Betweenness, self.whole(self.betweenness(seed))),
            (
                Measure::Modularity,
                match self.undirected.modularity(units) {
                    Ok(value) => {
                        self.told(of_things(&self.all, &[]), (value * 100.0).round() / 100.0)
                    }
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

    /// Of a share of the ties, by how many of them each person has.
    fn share_of_ties(&self, share: Result<f64, Missing>, part: &[u32]) -> Figure {
        let Ok(share) = share else {
            return Figure::NOTHING;
        };
        let rest: Vec<u32> = self
            .undirected
            .degrees()
            .iter()
            .zip(part)
            .map(|(all, part)| all - part)
            .collect();
        let state = share_of_things(&self.all, &[made(part)], &made(&rest));
        self.told(state, per_mille(share))
    }

    /// What is not a part of the ties, but how they hang together.
    fn whole(&self, value: Result<f64, Missing>) -> Figure {
        match value {
            Ok(value) => self.told(of_things(&self.all, &[]), per_mille(value)),
            Err(_) => Figure::NOTHING,
        }
    }

    fn told(&self, state: super::measure::State, value: f64) -> Figure {
        Figure::told(state, value, self.all.sum)
    }
}

/// Ties, by how many of them each person has.
fn made(degrees: &[u32]) -> Made {
    let ends: u64 = degrees.iter().map(|degree| u64::from(*degree)).sum();
    Made::of(degrees.iter().map(|degree| u64::from(*degree)), ends / 2)
}
