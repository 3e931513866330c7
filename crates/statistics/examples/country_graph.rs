//! Measures the figures of a network the size of a country: 2.1 million people, 15 million ties with
//! degrees spread as widely as in a real network. Prints seconds and the most memory held.
//!
//! Run: `cargo run --release -p statistics --example country_graph`

use std::time::Instant;

use statistics::graph::{Directed, Undirected};

const PEOPLE: u32 = 2_100_000;
/// Arcs drawn by each newcomer; some fall together.
const EACH: usize = 8;

fn main() {
    let mut rng = fastrand::Rng::with_seed(1);
    let mut ties: Vec<(u32, u32)> = Vec::with_capacity(PEOPLE as usize * EACH);
    ties.extend((0..EACH as u32).map(|friend| (0, friend)));
    for node in 1..PEOPLE {
        let first = ties.len();
        for drawn in 0..EACH {
            // A friend by the number of friends, every third a friend of the friend drawn before.
            let (from, to) = if drawn % 3 == 2 {
                let via = ties[first + drawn - 1].1.min(node - 1) as usize;
                ties[via * EACH + rng.usize(..EACH)]
            } else {
                ties[rng.usize(..first)]
            };
            let friend = if drawn % 3 == 2 || rng.bool() {
                to
            } else {
                from
            };
            let (from, to) = if rng.u32(..8) == 0 {
                (friend, node)
            } else {
                (node, friend)
            };
            ties.push((from, to));
        }
    }
    held("ties drawn");
    let graph = timed("undirected graph", || Undirected::new(PEOPLE, &ties));
    let graph = graph.expect("ties are among the nodes");
    let arcs = timed("directed graph", || Directed::new(PEOPLE, &ties)).expect("as above");
    drop(ties);
    let degrees = graph.degree_histogram();
    println!(
        "{} ties, largest degree {}",
        graph.ties(),
        degrees.len() - 1
    );
    let clustering = timed("triangles", || graph.clustering());
    println!("{:?} {:?}", clustering.average(), clustering.transitivity());
    println!("{:?}", timed("reciprocity", || arcs.reciprocity()));
    println!("{:?}", timed("key players", || graph.key_players()));
    let units: Vec<u32> = (0..PEOPLE).map(|v| v / 60).collect();
    println!("{:?}", timed("modularity", || graph.modularity(&units)));
    println!("{}", timed("components", || graph.components()).largest());
    let pivots: Vec<u32> = (0..10).map(|_| rng.u32(..PEOPLE)).collect();
    let sampled = timed("betweenness of 10 pivots", || {
        graph.betweenness_from(&pivots)
    });
    println!("within {:.2}", sampled.expect("pivots are nodes").bound);
}

fn timed<T>(what: &str, figure: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let value = figure();
    held(&format!("{what}: {:.2} s", begun.elapsed().as_secs_f64()));
    value
}

/// The most memory held so far, where the system tells it.
fn held(what: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM"));
    println!("{what}; {}", peak.unwrap_or("VmHWM unknown"));
}
