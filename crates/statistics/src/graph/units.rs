//! How ties lie within and between units (sites, departments, teams).

use std::collections::BTreeMap;

use super::{Missing, Undirected};

impl Undirected {
    /// Modularity of the partition of nodes into units: the share of ties within units minus what it
    /// would be if ties fell by degree alone (Newman and Girvan 2004), in `-0.5..1`. `units[v]` is any
    /// number that names the unit of node `v`. Undirected.
    /// NetworkX: `nx.community.modularity(G, units, weight=None)`. Needs a tie.
    pub fn modularity(&self, units: &[u32]) -> Result<f64, Missing> {
        let ends = self.ends_by_unit(units)?;
        let all = (self.ties() * 2) as f64;
        let part = |of: &Ends| {
            let expected = of.all as f64 / all;
            of.within as f64 / all - expected * expected
        };
        Ok(ends.values().map(part).sum())
    }

    /// Cross-unit share: ties between units / all ties, in `0..=1`. Undirected.
    /// NetworkX: `nx.cut_size` summed over pairs of units / `G.number_of_edges()`. Needs a tie.
    pub fn cross_unit_share(&self, units: &[u32]) -> Result<f64, Missing> {
        let ends = self.ends_by_unit(units)?;
        let within: u64 = ends.values().map(|of| of.within).sum();
        Ok(1.0 - within as f64 / (self.ties() * 2) as f64)
    }

    /// How many ties of each node lead to another unit. Undirected.
    /// NetworkX: `sum(units[w] != units[v] for w in G[v])`. Fails as [`Undirected::modularity`].
    pub fn degrees_across(&self, units: &[u32]) -> Result<Vec<u32>, Missing> {
        self.ends_by_unit(units)?;
        let across = |node: u32| {
            let unit = units[node as usize];
            let neighbours = self.neighbours(node).iter();
            neighbours.filter(|to| units[**to as usize] != unit).count() as u32
        };
        Ok((0..self.nodes()).map(across).collect())
    }

    fn ends_by_unit(&self, units: &[u32]) -> Result<BTreeMap<u32, Ends>, Missing> {
        if units.len() != self.nodes() as usize {
            return Err(Missing::Node {
                node: self.nodes().min(units.len() as u32),
                nodes: self.nodes().max(units.len() as u32),
            });
        }
        if self.ties() == 0 {
            return Err(Missing::Ties);
        }
        let mut by_unit: BTreeMap<u32, Ends> = BTreeMap::new();
        for (node, unit) in units.iter().enumerate() {
            let neighbours = self.neighbours(node as u32);
            let same = neighbours.iter().filter(|to| units[**to as usize] == *unit);
            let ends = by_unit.entry(*unit).or_default();
            ends.within += same.count() as u64;
            ends.all += neighbours.len() as u64;
        }
        Ok(by_unit)
    }
}

/// Ends of ties at the nodes of one unit.
#[derive(Default)]
struct Ends {
    /// Of ties whose other end is in the unit too.
    within: u64,
    all: u64,
}
