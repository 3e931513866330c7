//! The two kinds of graph, in compressed adjacency form.

use super::Missing;

/// Rows of sorted neighbours; row `v` is `targets[starts[v]..starts[v + 1]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rows {
    starts: Vec<u32>,
    targets: Vec<u32>,
}

/// Who is tied to whom; a tie has no direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undirected {
    rows: Rows,
}

/// Who points at whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directed {
    rows: Rows,
}

impl Undirected {
    /// Of the nodes `0..nodes`. Loops are left out; a tie given twice or both ways counts once.
    /// Fails with [`Missing::Node`] and [`Missing::Room`].
    pub fn new(nodes: u32, ties: &[(u32, u32)]) -> Result<Undirected, Missing> {
        let both = |&(a, b): &(u32, u32)| [(a, b), (b, a)];
        let rows = Rows::new(nodes, || ties.iter().flat_map(both))?;
        Ok(Undirected { rows })
    }

    pub fn nodes(&self) -> u32 {
        self.rows.nodes()
    }

    /// How many ties there are, each counted once. NetworkX: `G.number_of_edges()`.
    pub fn ties(&self) -> u64 {
        self.rows.targets.len() as u64 / 2
    }

    /// Sorted. Panics like an index when there is no such node.
    pub(super) fn neighbours(&self, node: u32) -> &[u32] {
        self.rows.of(node)
    }

    pub(super) fn degree(&self, node: u32) -> u32 {
        self.rows.of(node).len() as u32
    }
}

impl Directed {
    /// Of the nodes `0..nodes`. Loops are left out; an arc given twice counts once.
    /// Fails with [`Missing::Node`] and [`Missing::Room`].
    pub fn new(nodes: u32, arcs: &[(u32, u32)]) -> Result<Directed, Missing> {
        let rows = Rows::new(nodes, || arcs.iter().copied())?;
        Ok(Directed { rows })
    }

    pub fn nodes(&self) -> u32 {
        self.rows.nodes()
    }

    /// How many arcs there are. NetworkX: `G.number_of_edges()`.
    pub fn arcs(&self) -> u64 {
        self.rows.targets.len() as u64
    }

    /// Sorted. Panics like an index when there is no such node.
    pub(super) fn successors(&self, node: u32) -> &[u32] {
        self.rows.of(node)
    }

    /// A tie wherever there is an arc either way. NetworkX: `G.to_undirected()`.
    /// Fails with [`Missing::Room`] alone.
    pub fn undirected(&self) -> Result<Undirected, Missing> {
        let row = |node: u32| self.successors(node).iter().map(move |to| (node, *to));
        let both = |(a, b): (u32, u32)| [(a, b), (b, a)];
        let rows = Rows::new(self.nodes(), || {
            (0..self.nodes()).flat_map(row).flat_map(both)
        })?;
        Ok(Undirected { rows })
    }
}

impl Rows {
    /// Counts, places, then sorts each row: `pairs` is walked twice, and nothing but the rows is kept.
    fn new<I>(nodes: u32, pairs: impl Fn() -> I) -> Result<Rows, Missing>
    where
        I: Iterator<Item = (u32, u32)>,
    {
        let mut starts = vec![0u32; nodes as usize + 2];
        let mut ends: u32 = 0;
        for (from, to) in pairs().filter(|(from, to)| from != to) {
            let last = from.max(to);
            if last >= nodes {
                return Err(Missing::Node { node: last, nodes });
            }
            ends = ends.checked_add(1).ok_or(Missing::Room)?;
            starts[from as usize + 2] += 1;
        }
        for node in 2..starts.len() {
            starts[node] += starts[node - 1];
        }
        // `starts[v + 1]` is where the next neighbour of v goes; at the end it is where v's row ends.
        let mut targets = vec![0u32; ends as usize];
        for (from, to) in pairs().filter(|(from, to)| from != to) {
            let next = &mut starts[from as usize + 1];
            targets[*next as usize] = to;
            *next += 1;
        }
        starts.pop();
        let mut kept = 0;
        for node in 0..nodes as usize {
            let (first, end) = (starts[node] as usize, starts[node + 1] as usize);
            targets[first..end].sort_unstable();
            starts[node] = kept as u32;
            for at in first..end {
                if at == first || targets[at] != targets[at - 1] {
                    targets[kept] = targets[at];
                    kept += 1;
                }
            }
        }
        starts[nodes as usize] = kept as u32;
        targets.truncate(kept);
        Ok(Rows { starts, targets })
    }

    fn nodes(&self) -> u32 {
        self.starts.len() as u32 - 1
    }

    fn of(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.targets[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_and_doubles_are_left_out_and_a_stranger_is_refused() {
        let graph = Undirected::new(4, &[(2, 0), (0, 2), (1, 1), (2, 3), (2, 0)]).unwrap();
        assert_eq!(graph.ties(), 2);
        assert_eq!(graph.neighbours(2), [0, 3]);
        assert_eq!(graph.neighbours(1), []);
        let stranger = Missing::Node { node: 4, nodes: 4 };
        assert_eq!(Undirected::new(4, &[(0, 4)]), Err(stranger));
        assert_eq!(Undirected::new(0, &[]).unwrap().ties(), 0);
    }

    #[test]
    fn arcs_both_ways_become_one_tie() {
        let graph = Directed::new(3, &[(0, 1), (1, 0), (2, 1), (2, 1)]).unwrap();
        assert_eq!(graph.arcs(), 3);
        let ties = Undirected::new(3, &[(0, 1), (1, 2)]);
        assert_eq!(graph.undirected(), ties);
    }
}
