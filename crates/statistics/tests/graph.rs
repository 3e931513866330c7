//! Figures of graphs equal those of NetworkX, and those that follow from the shape of a graph.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use serde_json::Value;
use statistics::graph::{Directed, Missing, Undirected};

const EXACT: f64 = 1e-9;

fn reference() -> Value {
    serde_json::from_str(include_str!("reference/graph.json")).unwrap()
}

fn numbers(of: &Value) -> Vec<f64> {
    let all = of.as_array().unwrap().iter();
    all.map(|number| number.as_f64().unwrap()).collect()
}

fn wholes(of: &Value) -> Vec<u32> {
    numbers(of).iter().map(|number| *number as u32).collect()
}

fn pairs(of: &Value) -> Vec<(u32, u32)> {
    let pair = |pair: &Value| {
        let ends = wholes(pair);
        (ends[0], ends[1])
    };
    of.as_array().unwrap().iter().map(pair).collect()
}

#[track_caller]
fn assert_near(ours: &[f64], theirs: &[f64], what: &str) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (at, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        let off = (ours - theirs).abs();
        assert!(off <= EXACT, "{what}, node {at}: {ours} is not {theirs}");
    }
}

#[test]
fn undirected_figures_equal_networkx() {
    for of in reference()["undirected"].as_array().unwrap() {
        let name = of["name"].as_str().unwrap();
        let nodes = of["nodes"].as_u64().unwrap() as u32;
        let graph = Undirected::new(nodes, &pairs(&of["ties"])).unwrap();
        let clustering = graph.clustering();
        let theirs: Vec<u64> = wholes(&of["triangles"])
            .iter()
            .map(|n| (*n).into())
            .collect();
        assert_eq!(clustering.triangles, theirs, "{name}");
        let units = wholes(&of["units"]);
        let key_players = graph.key_players().unwrap();
        for (key, ours) in [
            ("average_clustering", clustering.average()),
            ("transitivity", clustering.transitivity()),
            ("modularity", graph.modularity(&units)),
            ("cross_units", graph.cross_unit_share(&units)),
            ("key_players", Ok(f64::from(key_players.count))),
        ] {
            let theirs = of[key].as_f64().unwrap();
            assert_near(&[ours.unwrap()], &[theirs], &format!("{key} of {name}"));
        }
        let share = f64::from(key_players.count) / f64::from(nodes);
        assert_eq!(key_players.share, share, "{name}");
        let mut sizes = graph.components().sizes;
        sizes.sort_unstable();
        assert_eq!(sizes, wholes(&of["components"]), "{name}");
        assert_eq!(graph.degree_histogram(), wholes(&of["degree_histogram"]));
        let theirs = numbers(&of["betweenness"]);
        assert_near(&graph.betweenness(), &theirs, name);
        let sampled = graph.betweenness_from(&wholes(&of["pivots"])).unwrap();
        let theirs = numbers(&of["betweenness_from"]);
        assert_near(&sampled.centrality, &theirs, name);
    }
}

#[test]
fn directed_figures_equal_networkx() {
    for of in reference()["directed"].as_array().unwrap() {
        let nodes = of["nodes"].as_u64().unwrap() as u32;
        let graph = Directed::new(nodes, &pairs(&of["arcs"])).unwrap();
        let theirs = of["reciprocity"].as_f64().unwrap();
        let ours = graph.reciprocity().unwrap();
        assert_near(&[ours], &[theirs], "reciprocity");
        let two_way = graph.two_way_share().unwrap();
        assert_near(&[two_way], &[theirs / (2.0 - theirs)], "two-way share");
    }
}

#[test]
fn a_star_a_ring_and_a_crowd_have_the_figures_of_their_shape() {
    let star = Undirected::new(11, &(1..11).map(|leaf| (0, leaf)).collect::<Vec<_>>()).unwrap();
    assert_eq!(star.betweenness()[..2], [1.0, 0.0]);
    assert_eq!(star.clustering().transitivity(), Ok(0.0));
    // The centre alone holds half of all ends.
    assert_eq!(star.key_players().unwrap().count, 1);

    let ring = Undirected::new(6, &(0..6).map(|v| (v, (v + 1) % 6)).collect::<Vec<_>>()).unwrap();
    // Of the ten ordered pairs of others a node lies between two neighbours wholly, and on half of
    // the ways between the pairs three apart that it is inside of: (2 + 4 · ½) · ½ pairs of 10.
    assert_near(&ring.betweenness(), &[0.2; 6], "ring");
    assert_eq!(ring.key_players().unwrap().count, 3);
    assert_eq!(ring.modularity(&[0, 0, 0, 1, 1, 1]), Ok(4.0 / 6.0 - 0.5));
    assert_eq!(ring.cross_unit_share(&[7; 6]), Ok(0.0));

    let all: Vec<(u32, u32)> = (0..7).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    let crowd = Undirected::new(8, &all).unwrap();
    assert_eq!(crowd.clustering().transitivity(), Ok(1.0));
    assert_eq!(crowd.clustering().average(), Ok(7.0 / 8.0));
    assert_eq!(
        crowd.clustering().triangles,
        [15, 15, 15, 15, 15, 15, 15, 0]
    );
    assert_eq!(crowd.components().sizes, [7, 1]);
    assert_eq!(crowd.components().largest(), 7);

    let given_back = Directed::new(3, &[(0, 1), (1, 0), (1, 2)]).unwrap();
    assert_eq!(given_back.reciprocity(), Ok(2.0 / 3.0));
    assert_eq!(given_back.two_way_share(), Ok(0.5));
}

/// A graph whose degrees are spread as widely as in a real network: each newcomer is tied to ends of
/// ties that are there already (Barabási and Albert 1999), and to a friend of that friend.
fn heavy_tailed(nodes: u32, each: usize, rng: &mut fastrand::Rng) -> Vec<(u32, u32)> {
    let mut ends: Vec<u32> = vec![0];
    let mut ties = Vec::new();
    for node in 1..nodes {
        for _ in 0..each {
            let friend = ends[rng.usize(..ends.len())];
            ties.push((node, friend));
            ends.extend([node, friend]);
        }
    }
    ties
}

#[test]
fn triangles_and_groups_equal_a_plain_count_on_graphs_made_here() {
    let mut rng = fastrand::Rng::with_seed(10);
    for nodes in [3, 10, 60, 200] {
        let ties = heavy_tailed(nodes, 4, &mut rng);
        let graph = Undirected::new(nodes, &ties).unwrap();
        let mut tied = vec![vec![false; nodes as usize]; nodes as usize];
        for (a, b) in ties.iter().filter(|(a, b)| a != b) {
            tied[*a as usize][*b as usize] = true;
            tied[*b as usize][*a as usize] = true;
        }
        let all = 0..nodes as usize;
        let mut triangles = vec![0; nodes as usize];
        let mut paths = 0;
        for middle in all.clone() {
            for a in all.clone().filter(|a| tied[middle][*a]) {
                for b in (0..a).filter(|b| tied[middle][*b]) {
                    paths += 1;
                    triangles[middle] += u64::from(tied[a][b]);
                }
            }
        }
        let clustering = graph.clustering();
        assert_eq!(clustering.triangles, triangles);
        let closed: u64 = triangles.iter().sum();
        let expected = closed as f64 / f64::from(paths);
        assert_eq!(clustering.transitivity(), Ok(expected));
        assert_eq!(graph.components().sizes, [nodes]);
        // Each person a unit of their own: no tie within, and the squares of degrees as expected.
        let alone: Vec<u32> = (0..nodes).collect();
        assert_eq!(graph.cross_unit_share(&alone), Ok(1.0));
    }
}

#[test]
fn sampled_betweenness_is_right_on_average_and_within_its_bound() {
    let mut rng = fastrand::Rng::with_seed(11);
    let nodes = 300;
    let graph = Undirected::new(nodes, &heavy_tailed(nodes, 2, &mut rng)).unwrap();
    let exact = graph.betweenness();
    let all: Vec<u32> = (0..nodes).collect();
    assert_near(
        &graph.betweenness_from(&all).unwrap().centrality,
        &exact,
        "all",
    );

    let draws = 400;
    let mut mean = vec![0.0; nodes as usize];
    let mut within_two = 0;
    let busiest = (0..nodes as usize)
        .max_by(|a, b| exact[*a].total_cmp(&exact[*b]))
        .unwrap();
    for _ in 0..draws {
        let pivots = rng.choose_multiple(all.iter().copied(), 40);
        let sampled = graph.betweenness_from(&pivots).unwrap();
        assert_eq!(sampled.pivots, 40);
        for node in 0..nodes as usize {
            let off = (sampled.centrality[node] - exact[node]).abs();
            assert!(off <= sampled.bound, "{off} beyond {}", sampled.bound);
            mean[node] += sampled.centrality[node] / f64::from(draws);
        }
        let off = (sampled.centrality[busiest] - exact[busiest]).abs();
        within_two += u32::from(off <= 2.0 * sampled.standard_error[busiest]);
    }
    let off = (mean[busiest] / exact[busiest] - 1.0).abs();
    assert!(off < 0.01, "on average {off} off");
    let share = f64::from(within_two) / f64::from(draws);
    assert!((0.92..=0.98).contains(&share), "{share} within two errors");
}

#[test]
fn what_is_missing_is_said() {
    let nobody = Undirected::new(0, &[]).unwrap();
    assert_eq!(
        nobody.clustering().average(),
        Err(Missing::Nodes { needed: 1 })
    );
    assert!(nobody.components().sizes.is_empty());
    assert!(nobody.betweenness().is_empty());
    assert_eq!(
        nobody.betweenness_from(&[]),
        Err(Missing::Nodes { needed: 3 })
    );
    assert!(nobody.degree_histogram().is_empty());
    let strangers = Undirected::new(3, &[]).unwrap();
    assert_eq!(strangers.clustering().average(), Ok(0.0));
    assert_eq!(strangers.clustering().transitivity(), Err(Missing::Triads));
    assert_eq!(strangers.key_players(), Err(Missing::Ties));
    assert_eq!(strangers.modularity(&[0, 1, 2]), Err(Missing::Ties));
    let unnamed = Missing::Node { node: 2, nodes: 3 };
    assert_eq!(strangers.modularity(&[0, 1]), Err(unnamed));
    assert_eq!(strangers.betweenness(), [0.0; 3]);
    let two = Missing::Nodes { needed: 2 };
    assert_eq!(strangers.betweenness_from(&[1, 1]), Err(two));
    let stranger = Missing::Node { node: 3, nodes: 3 };
    assert_eq!(strangers.betweenness_from(&[0, 3]), Err(stranger));
    assert_eq!(
        strangers.betweenness_from(&[0, 1]).unwrap().centrality,
        [0.0; 3]
    );
    let silent = Directed::new(3, &[]).unwrap();
    assert_eq!(silent.reciprocity(), Err(Missing::Ties));
    assert_eq!(silent.two_way_share(), Err(Missing::Ties));
}
