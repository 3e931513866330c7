//! The figures of a graph of one's own, with the NetworkX calls that give the same: an edge list, one
//! `from to` a line, names or numbers; what follows `#` is ignored.
//!
//! Run: `cargo run -p statistics --example graph_figures -- ties.txt`

use std::collections::HashMap;
use std::process::ExitCode;

use statistics::graph::{Directed, Missing};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("graph_figures: name a file with one `from to` a line");
        return ExitCode::FAILURE;
    };
    match std::fs::read_to_string(&path).map_err(|error| error.to_string()) {
        Ok(text) => match figures(&text) {
            Ok(()) => ExitCode::SUCCESS,
            Err(said) => {
                eprintln!("{path}:{said}");
                ExitCode::FAILURE
            }
        },
        Err(said) => {
            eprintln!("{path}: {said}");
            ExitCode::FAILURE
        }
    }
}

fn figures(text: &str) -> Result<(), String> {
    let mut nodes: HashMap<&str, u32> = HashMap::new();
    let mut arcs = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let text = text.split('#').next().unwrap_or_default();
        let mut words = text
            .split([' ', '\t', ',', ';'])
            .filter(|word| !word.is_empty());
        let mut node = |name| {
            let next = nodes.len() as u32;
            *nodes.entry(name).or_insert(next)
        };
        match (words.next(), words.next()) {
            (None, _) => {}
            (Some(from), Some(to)) => arcs.push((node(from), node(to))),
            (Some(_), None) => return Err(format!("{line}: `from to` is needed")),
        }
    }
    let unsound = |missing: Missing| format!(" {missing:?}");
    let directed = Directed::new(nodes.len() as u32, &arcs).map_err(unsound)?;
    let graph = directed.undirected().map_err(unsound)?;
    let clustering = graph.clustering();
    let between = graph.betweenness();
    let most = between.iter().copied().fold(0.0, f64::max);
    let components = graph.components();
    let show = |call: &str, figure: String| println!("{call:<55} {figure}");
    let or_not = |figure: Result<f64, Missing>| match figure {
        Ok(figure) => figure.to_string(),
        Err(missing) => format!("{missing:?}"),
    };
    println!("D directed, G = D.to_undirected()");
    show("D.number_of_nodes()", directed.nodes().to_string());
    show("D.number_of_edges()", directed.arcs().to_string());
    show("nx.overall_reciprocity(D)", or_not(directed.reciprocity()));
    show("G.number_of_edges()", graph.ties().to_string());
    show("nx.average_clustering(G)", or_not(clustering.average()));
    show("nx.transitivity(G)", or_not(clustering.transitivity()));
    show(
        "len(max(nx.connected_components(G), key=len))",
        components.largest().to_string(),
    );
    show(
        "sum(nx.betweenness_centrality(G).values())",
        between.iter().sum::<f64>().to_string(),
    );
    show(
        "max(nx.betweenness_centrality(G).values())",
        most.to_string(),
    );
    Ok(())
}
