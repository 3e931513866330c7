//! How often a node lies on the shortest ways between others.

use super::{Missing, Undirected};

/// Betweenness seen from some nodes only, with how far it may be off.
#[derive(Clone, Debug, PartialEq)]
pub struct Sampled {
    /// The estimate for each node, in `0..=1`.
    pub centrality: Vec<f64>,
    /// Of each node; right on average over draws of the pivots, without the shape of a normal
    /// distribution where few pivots see a node at all.
    pub standard_error: Vec<f64>,
    /// With a probability of at least 95 % no estimate is further off than this, over all nodes
    /// together (Hoeffding 1963, as used by Brandes and Pich 2007). Wide, but true of every graph.
    pub bound: f64,
    /// How many different pivots there were.
    pub pivots: u32,
}

/// The probability with which some estimate may be outside the bound.
const OUTSIDE: f64 = 0.05;

impl Undirected {
    /// The share of shortest paths between other nodes that pass through each, in `0..=1` (Freeman
    /// 1977), by the algorithm of Brandes (2001): time nodes × ties, so for some ten thousand nodes
    /// at most. Undirected. NetworkX: `nx.betweenness_centrality(G)`. All 0 below three nodes.
    pub fn betweenness(&self) -> Vec<f64> {
        let mut walk = Walk::new(self.nodes() as usize);
        let mut sums = vec![0.0; self.nodes() as usize];
        for source in 0..self.nodes() {
            walk.from(self, source);
            walk.add_to(&mut sums);
        }
        let others = f64::from(self.nodes()) - 1.0;
        let pairs = others * (others - 1.0);
        if pairs > 0.0 {
            sums.iter_mut().for_each(|sum| *sum /= pairs);
        }
        sums
    }

    /// The same from the ways that begin at the pivots (Brandes and Pich 2007), which the caller draws
    /// at random, each node as likely as any other; one drawn twice counts once. Undirected.
    /// NetworkX: `nx.betweenness_centrality(G, k=len(pivots))` with the same draw. Needs three nodes
    /// and two pivots, fails with [`Missing::Node`] for a pivot that is no node.
    pub fn betweenness_from(&self, pivots: &[u32]) -> Result<Sampled, Missing> {
        let nodes = self.nodes();
        let mut pivots = pivots.to_vec();
        pivots.sort_unstable();
        pivots.dedup();
        if let Some(node) = pivots.last().copied().filter(|last| *last >= nodes) {
            return Err(Missing::Node { node, nodes });
        }
        if nodes < 3 {
            return Err(Missing::Nodes { needed: 3 });
        }
        if pivots.len() < 2 {
            return Err(Missing::Nodes { needed: 2 });
        }
        let mut walk = Walk::new(nodes as usize);
        let mut sums = vec![0.0; nodes as usize];
        let mut squares = vec![0.0; nodes as usize];
        for pivot in &pivots {
            walk.from(self, *pivot);
            walk.add_to(&mut sums);
            walk.add_squares_to(&mut squares);
        }
        // What a pivot says of itself is nothing: it has one draw less than the others.
        let most = f64::from(nodes) - 2.0;
        let mut seen_by = vec![pivots.len() as f64; nodes as usize];
        for pivot in &pivots {
            seen_by[*pivot as usize] -= 1.0;
        }
        let mut standard_error = vec![0.0; nodes as usize];
        for node in 0..nodes as usize {
            let draws = seen_by[node];
            let mean = sums[node] / draws / most;
            let square = squares[node] / draws / (most * most);
            let left_out = 1.0 - draws / (f64::from(nodes) - 1.0);
            // A single draw tells nothing of how draws differ; 0.5 is the most a share can.
            standard_error[node] = match draws {
                1.0 => 0.5 * left_out.sqrt(),
                _ => ((square - mean * mean).max(0.0) / (draws - 1.0) * left_out).sqrt(),
            };
            sums[node] = mean;
        }
        let draws = pivots.len() as f64 - 1.0;
        let bound = ((2.0 * f64::from(nodes) / OUTSIDE).ln() / (2.0 * draws)).sqrt();
        Ok(Sampled {
            centrality: sums,
            standard_error,
            bound: bound.min(1.0),
            pivots: pivots.len() as u32,
        })
    }
}

/// One breadth-first walk and what it says of each node passed; its lists are used again and again.
struct Walk {
    /// Nodes in the order they were reached; the first is the source.
    reached: Vec<u32>,
    /// Steps from the source, or [`FAR`].
    steps: Vec<u32>,
    /// How many shortest paths lead here.
    paths: Vec<f64>,
    /// The sum over targets of the share of shortest paths to it that pass here.
    passing: Vec<f64>,
}

const FAR: u32 = u32::MAX;

impl Walk {
    fn new(nodes: usize) -> Walk {
        Walk {
            reached: Vec::with_capacity(nodes),
            steps: vec![FAR; nodes],
            paths: vec![0.0; nodes],
            passing: vec![0.0; nodes],
        }
    }

    fn from(&mut self, graph: &Undirected, source: u32) {
        for node in self.reached.drain(..) {
            self.steps[node as usize] = FAR;
            self.paths[node as usize] = 0.0;
            self.passing[node as usize] = 0.0;
        }
        self.steps[source as usize] = 0;
        self.paths[source as usize] = 1.0;
        self.reached.push(source);
        let mut at = 0;
        while let Some(node) = self.reached.get(at).copied() {
            at += 1;
            let next = self.steps[node as usize] + 1;
            for neighbour in graph.neighbours(node) {
                let neighbour = *neighbour as usize;
                if self.steps[neighbour] == FAR {
                    self.steps[neighbour] = next;
                    self.reached.push(neighbour as u32);
                }
                if self.steps[neighbour] == next {
                    self.paths[neighbour] += self.paths[node as usize];
                }
            }
        }
        for node in self.reached.iter().rev() {
            let node = *node as usize;
            let per_path = (1.0 + self.passing[node]) / self.paths[node];
            for neighbour in graph.neighbours(node as u32) {
                let neighbour = *neighbour as usize;
                // One step nearer to the source; `FAR` cannot be, for it is no neighbour's.
                if self.steps[neighbour] + 1 == self.steps[node] {
                    self.passing[neighbour] += self.paths[neighbour] * per_path;
                }
            }
        }
        self.passing[source as usize] = 0.0;
    }

    fn add_to(&self, sums: &mut [f64]) {
        for node in &self.reached {
            sums[*node as usize] += self.passing[*node as usize];
        }
    }

    fn add_squares_to(&self, squares: &mut [f64]) {
        for node in &self.reached {
            let passing = self.passing[*node as usize];
            squares[*node as usize] += passing * passing;
        }
    }
}
