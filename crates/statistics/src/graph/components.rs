//! Who can reach whom over ties.

use super::Undirected;

/// Connected components of an undirected graph. NetworkX: `nx.connected_components(G)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Components {
    /// The component of each node; components are numbered by their first node.
    pub of: Vec<u32>,
    /// How many nodes each has.
    pub sizes: Vec<u32>,
}

impl Undirected {
    pub fn components(&self) -> Components {
        const UNSEEN: u32 = u32::MAX;
        let mut of = vec![UNSEEN; self.nodes() as usize];
        let mut sizes = Vec::new();
        let mut waiting = Vec::new();
        for first in 0..self.nodes() {
            if of[first as usize] != UNSEEN {
                continue;
            }
            let component = sizes.len() as u32;
            of[first as usize] = component;
            waiting.push(first);
            let mut size = 0;
            while let Some(node) = waiting.pop() {
                size += 1;
                for neighbour in self.neighbours(node) {
                    let seen = &mut of[*neighbour as usize];
                    if *seen == UNSEEN {
                        *seen = component;
                        waiting.push(*neighbour);
                    }
                }
            }
            sizes.push(size);
        }
        Components { of, sizes }
    }
}

impl Components {
    /// Nodes in the largest component; 0 when there is no node.
    pub fn largest(&self) -> u32 {
        self.sizes.iter().copied().max().unwrap_or(0)
    }
}
