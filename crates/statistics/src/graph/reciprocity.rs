//! How often what one gives another is given back.

use super::{Directed, Missing};

impl Directed {
    /// The share of arcs that are answered by an arc the other way, in `0..=1`. Directed.
    /// NetworkX: `nx.overall_reciprocity(G)`. Needs an arc.
    pub fn reciprocity(&self) -> Result<f64, Missing> {
        match self.arcs() {
            0 => Err(Missing::Ties),
            arcs => Ok(2.0 * self.mutual_pairs() as f64 / arcs as f64),
        }
    }

    /// Two-way share: pairs with arcs both ways / pairs with any, in `0..=1`. Directed.
    /// NetworkX: `r / (2 - r)` with `r = nx.overall_reciprocity(G)`. Needs an arc.
    pub fn two_way_share(&self) -> Result<f64, Missing> {
        let mutual = self.mutual_pairs();
        match self.arcs() {
            0 => Err(Missing::Ties),
            arcs => Ok(mutual as f64 / (arcs - mutual) as f64),
        }
    }

    /// With how many others each node has arcs both ways. Directed.
    /// NetworkX: `len(set(G.succ[v]) & set(G.pred[v]))`.
    pub fn mutual_degrees(&self) -> Vec<u32> {
        let mut degrees = vec![0; self.nodes() as usize];
        for from in 0..self.nodes() {
            for to in self.successors(from).iter().filter(|to| **to > from) {
                if self.successors(*to).binary_search(&from).is_ok() {
                    degrees[from as usize] += 1;
                    degrees[*to as usize] += 1;
                }
            }
        }
        degrees
    }

    fn mutual_pairs(&self) -> u64 {
        let answered = |from: u32| {
            let later = self.successors(from).iter().filter(move |to| **to > from);
            later.filter(move |to| self.successors(**to).binary_search(&from).is_ok())
        };
        (0..self.nodes())
            .map(|from| answered(from).count() as u64)
            .sum()
    }
}
