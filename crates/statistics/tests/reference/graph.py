"""Makes graph.json: figures of small graphs as NetworkX (3.6) gives them.

Run: pip install networkx numpy; python graph.py > graph.json
"""

import json
import random

import networkx as nx

random.seed(20261122)


def undirected(name, graph, units):
    graph = nx.convert_node_labels_to_integers(graph, ordering="sorted")
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    nodes = graph.number_of_nodes()
    degrees = sorted((d for _, d in graph.degree()), reverse=True)
    held = next(k for k in range(1, nodes + 1) if 2 * sum(degrees[:k]) >= sum(degrees))
    communities = [{v for v in graph if units[v] == unit} for unit in sorted(set(units))]
    pivots = random.Random(7).sample(list(graph.nodes()), 5)
    sampled = nx.betweenness_centrality(graph, k=5, seed=random.Random(7))
    return {
        "name": name,
        "nodes": nodes,
        "ties": [list(edge) for edge in graph.edges()],
        "units": units,
        "triangles": [nx.triangles(graph, v) for v in range(nodes)],
        "average_clustering": nx.average_clustering(graph),
        "transitivity": nx.transitivity(graph),
        "components": sorted(len(c) for c in nx.connected_components(graph)),
        "betweenness": [nx.betweenness_centrality(graph)[v] for v in range(nodes)],
        "pivots": pivots,
        "betweenness_from": [sampled[v] for v in range(nodes)],
        "degree_histogram": nx.degree_histogram(graph),
        "key_players": held,
        "modularity": nx.community.modularity(graph, communities, weight=None),
        "cross_units": sum(units[a] != units[b] for a, b in graph.edges()) / graph.number_of_edges(),
    }


def directed(name, graph):
    arcs = [list(edge) for edge in graph.edges() if edge[0] != edge[1]]
    graph = nx.DiGraph()
    graph.add_edges_from(arcs)
    return {"name": name, "nodes": max(graph) + 1, "arcs": arcs, "reciprocity": nx.overall_reciprocity(graph)}


karate = nx.karate_club_graph()
clubs = [int(karate.nodes[v]["club"] == "Officer") for v in sorted(karate)]
florence = nx.florentine_families_graph()
novel = nx.les_miserables_graph()
sparse = nx.gnp_random_graph(60, 0.03, seed=3)
hubs = nx.barabasi_albert_graph(80, 3, seed=4)
circles = nx.connected_watts_strogatz_graph(70, 6, 0.2, seed=5)
draw = lambda n: [random.randrange(5) for _ in range(n)]

print(
    json.dumps(
        {
            "undirected": [
                undirected("karate club (Zachary 1977)", karate, clubs),
                undirected("Florentine families (Breiger and Pattison 1986)", florence, draw(15)),
                undirected("Les Misérables (Knuth 1993)", novel, draw(77)),
                undirected("random", sparse, draw(60)),
                undirected("preferential attachment", hubs, draw(80)),
                undirected("small world", circles, draw(70)),
            ],
            "directed": [
                directed("random", nx.gnp_random_graph(40, 0.1, seed=6, directed=True)),
                directed("scale-free", nx.DiGraph(nx.scale_free_graph(60, seed=8))),
            ],
        },
        separators=(",", ":"),
        ensure_ascii=False,
    )
)
