"""Networks of what goes with what: authors, works, motives, clusters and cases as nodes, counts as weights.

Goes in: rows of `citations`, `authorships` and `cross-case-matrix`. Comes out: undirected networkx
graphs, and their measures as rows. A node is `author:gray-b` with the attributes `mode` and `code`; two-mode
networks also have `bipartite` (0 for the first mode, 1 for the second). Nodes and edges stand in one order,
so that the same rows give the same numbers. What an edge counts is written in `COUNTED`.

A work stands behind what it supports, defines or places (`SPEAKING`). It does not stand behind what it
disputes, nor behind what it is cited for in passing (`mentions`) or as background; a study's own article is
not literature that it cites. Clusters are the main ones: a sub-cluster counts for the cluster above it.

Methods: degree, closeness and betweenness of two-mode networks as Borgatti and Halgin (2011,
doi:10.4135/9781446294413.n28) normalise them, on ties without weights, because a weight counts evidence and
is not a distance. Communities: Louvain (Blondel and others, 2008, doi:10.1088/1742-5468/2008/10/P10008) with
a fixed seed. Every tie of a two-mode network is directed from the first mode to the second, so that the
modularity is Barber's (2007, doi:10.1103/PhysRevE.76.066102), which expects no ties within a mode, where
none can be. Brokers: participation coefficient (Guimerà and Amaral, 2005, doi:10.1038/nature03288).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from lcgraph.answers import Cell
from lcgraph.errors import CallError, unknown
from lcgraph.say import Text

if TYPE_CHECKING:
    import networkx as nx

NETWORKS: Final[dict[str, tuple[str, ...]]] = {
    "author-cluster": ("author", "cluster"),
    "author-motive": ("author", "motive"),
    "work-cluster": ("work", "cluster"),
    "work-motive": ("work", "motive"),
    "case-motive": ("case", "motive"),
    "co-authorship": ("author",),
    "motive-co-occurrence": ("motive",),
}
"""The networks and their modes: two kinds of nodes with ties between them, or one kind."""

COUNTED: Final[dict[str, Text]] = {
    "author-cluster": Text(nl="werken van de auteur die voor dit cluster worden aangehaald",
                           en="works by the author that are cited for this cluster"),
    "author-motive": Text(nl="werken van de auteur die voor dit motief worden aangehaald",
                          en="works by the author that are cited for this motive"),
    "work-cluster": Text(nl="plaatsen waar een studie het werk voor dit cluster aanhaalt",
                         en="places where a study cites the work for this cluster"),
    "work-motive": Text(nl="plaatsen waar een studie het werk voor dit motief aanhaalt",
                        en="places where a study cites the work for this motive"),
    "case-motive": Text(nl="groepen van de case die dit motief melden",
                        en="groups of the case that report this motive"),
    "co-authorship": Text(nl="werken die beide auteurs samen schreven",
                          en="works that both authors wrote together"),
    "motive-co-occurrence": Text(nl="groepen die beide motieven melden",
                                 en="groups that report both motives"),
}  # fmt: skip
"""What the weight of an edge counts."""
SHARED: Final = Text(
    nl="gedeelde knopen van de andere soort", en="nodes of the other kind that both are tied to"
)
"""What the weight of an edge of a projection counts."""

SPEAKING: Final = ("supports", "defines", "places")
"""The relations by which a work stands behind what it is cited for."""
TABLES: Final = ("nodes", "edges", "brokers", "summary")
_OF_CELLS: Final = ("case-motive", "motive-co-occurrence")
_SEED: Final = 1

Row = Mapping[str, Cell]
Codes = Callable[[str], Sequence[str]]
"""The codes of a mode (or of `relation`) in reading order; nodes with other codes come after, by code."""


def check(name: str, *, threshold: bool, relations: bool) -> bool:
    """Whether a network is one of cells (and not of literature).

    `CallError` when there is no such network, or when a threshold or relations are given that it has not.
    """
    if name not in NETWORKS:
        raise unknown("network", name, NETWORKS)
    if threshold and name not in _OF_CELLS:
        raise CallError(
            nl=f"{name} gaat over literatuur, die met geen drempel verandert: laat hem weg",
            en=f"{name} is about literature, which no threshold changes: leave it out",
        )
    if relations and name in (*_OF_CELLS, "co-authorship"):
        raise CallError(
            nl=f"{name} rust niet op waarvoor werken worden aangehaald: laat de relaties weg",
            en=f"{name} does not rest on what works are cited for: leave the relations out",
        )
    return name in _OF_CELLS


def literature_network(
    name: str,
    claims: Iterable[Row],
    authorships: Iterable[Row],
    *,
    codes: Codes,
    relations: Collection[str] = SPEAKING,
) -> nx.Graph:
    """A network of `author-cluster`, `author-motive`, `work-cluster` or `work-motive`.

    Goes in: rows with work, relation, cluster, motive, locator, study, top, own; and with work, author.
    An edge has `weight`, `relations`, and `works` (citekeys, of authors) or `places` (of works).
    """
    first, second = _two_modes(name)
    written: dict[str, list[str]] = {}
    for row in authorships:
        written.setdefault(str(row["work"]), []).append(str(row["author"]))
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for row in claims:
        target = row["top"] if second == "cluster" else row["motive"]
        if target is None or row["own"] or row["relation"] not in relations:
            continue
        work = str(row["work"])
        place = f"{row['study']}: {row['locator'] or ''}".rstrip(": ")
        for source in written.get(work, []) if first == "author" else [work]:
            fact = (work if first == "author" else place, str(row["relation"]))
            found.setdefault((source, str(target)), set()).add(fact)
    counts, between = ("works", " ") if first == "author" else ("places", "; ")
    ties: dict[tuple[str, str], dict[str, Any]] = {}
    for tie, facts in found.items():
        counted, said = ({fact[side] for fact in facts} for side in (0, 1))
        ties[tie] = {
            "weight": len(counted),
            counts: between.join(sorted(counted)),
            "relations": " ".join([each for each in codes("relation") if each in said] or sorted(said)),
        }
    return _two_mode(name, ties, codes)


def coauthorship(authorships: Iterable[Row], *, own: Collection[str] = ()) -> nx.Graph:
    """Who wrote with whom, over all works but those in `own` (citekeys); who wrote alone is a node too.

    >>> rows = [{"work": "w", "author": "a"}, {"work": "w", "author": "b"}]
    >>> list(coauthorship(rows).edges(data="weight"))
    [('author:a', 'author:b', 1)]
    """
    works: dict[str, set[str]] = {}
    for row in authorships:
        if row["work"] not in own:
            works.setdefault(str(row["work"]), set()).add(str(row["author"]))
    pairs: dict[tuple[str, str], list[str]] = {}
    for work, authors in sorted(works.items()):
        for pair in combinations(sorted(authors), 2):
            pairs.setdefault(pair, []).append(work)
    nodes = dict.fromkeys(sorted({author for authors in works.values() for author in authors}))
    ties = {pair: {"weight": len(both), "works": " ".join(both)} for pair, both in pairs.items()}
    return _one_mode("co-authorship", "author", {node: {} for node in nodes}, ties)


def case_motive(cells: Iterable[Row], *, codes: Codes) -> nx.Graph:
    """Cases (`study/case`) and the motives that their groups report; an edge has `weight` and `roles`."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for row in cells:
        if row["status"] == "reported":
            tie = (f"{row['study']}/{row['case']}", str(row["motive"]))
            found.setdefault(tie, {})[str(row["role"])] = None
    ties = {tie: {"weight": len(roles), "roles": " ".join(roles)} for tie, roles in found.items()}
    order = list(dict.fromkeys(case for case, _ in found))
    return _two_mode("case-motive", ties, lambda mode: order if mode == "case" else codes(mode))


def co_occurrence(cells: Iterable[Row]) -> nx.Graph:
    """Motives that the same group reports; a node has `groups`, those that report it at all.

    Nodes in the order of the rows, which is that of the tables.
    """
    reporting: dict[str, set[tuple[Cell, ...]]] = {}
    for row in cells:
        if row["status"] == "reported":
            group = (row["study"], row["case"], row["role"])
            reporting.setdefault(str(row["motive"]), set()).add(group)
    ties = {
        (one, other): {"weight": len(both)}
        for one, other in combinations(reporting, 2)
        if (both := reporting[one] & reporting[other])
    }
    nodes = {motive: {"groups": len(groups)} for motive, groups in reporting.items()}
    return _one_mode("motive-co-occurrence", "motive", nodes, ties)


def projection(network: nx.Graph, mode: str) -> nx.Graph:
    """One mode of a two-mode network; an edge counts the nodes of the other mode that two nodes share.

    An edge has `weight` and `shared` (their codes). `CallError` when the network has no such mode.
    """
    modes = network.graph["modes"]
    if len(modes) < 2:
        raise CallError(
            nl=f"{network.graph['name']} heeft al één soort knopen: laat de projectie weg",
            en=f"{network.graph['name']} has one kind of nodes already: leave the projection out",
        )
    if mode not in modes:
        raise unknown("projection", mode, modes)
    mine = [node for node, at in network.nodes(data="mode") if at == mode]
    place = {node: number for number, node in enumerate(network)}
    code = dict(network.nodes(data="code"))
    ties = {}
    for one, other in combinations(mine, 2):
        both = sorted(set(network[one]) & set(network[other]), key=place.__getitem__)
        if both:
            shared = " ".join(code[node] for node in both)
            ties[code[one], code[other]] = {"weight": len(both), "shared": shared}
    projected = _one_mode(network.graph["name"], mode, {code[node]: {} for node in mine}, ties)
    projected.graph["projection"] = mode
    return projected


def _two_modes(name: str) -> tuple[str, str]:
    first, second = NETWORKS[name]
    return first, second


def _two_mode(name: str, ties: Mapping[tuple[str, str], dict[str, Any]], codes: Codes) -> nx.Graph:
    import networkx as nx

    modes = _two_modes(name)
    network = nx.Graph(name=name, modes=modes)
    for side, mode in enumerate(modes):
        place = {code: number for number, code in enumerate(codes(mode))}
        found = {tie[side] for tie in ties}
        for code in sorted(found, key=lambda code: (place.get(code, len(place)), code)):
            network.add_node(f"{mode}:{code}", mode=mode, code=code, bipartite=side)
    ordered = {node: number for number, node in enumerate(network)}
    named = {(f"{modes[0]}:{one}", f"{modes[1]}:{other}"): facts for (one, other), facts in ties.items()}
    for one, other in sorted(named, key=lambda tie: (ordered[tie[0]], ordered[tie[1]])):
        network.add_edge(one, other, **named[one, other])
    return network


def _one_mode(
    name: str,
    mode: str,
    nodes: Mapping[str, dict[str, Any]],
    ties: Mapping[tuple[str, str], dict[str, Any]],
) -> nx.Graph:
    import networkx as nx

    network = nx.Graph(name=name, modes=(mode,))
    for code, facts in nodes.items():
        network.add_node(f"{mode}:{code}", mode=mode, code=code, **facts)
    for (one, other), facts in ties.items():
        network.add_edge(f"{mode}:{one}", f"{mode}:{other}", **facts)
    return network


# ---- Measures ----------------------------------------------------------------------------------------


def node_rows(network: nx.Graph) -> list[dict[str, Cell]]:
    """A row a node, with its measures to four decimals; see the module for what each is.

    `degree` counts ties, `strength` adds their weights up. Centralities lie between 0 and 1. `community` is
    a number from 1, the largest community first.
    """
    centralities = _centralities(network)
    numbers = _communities(network)
    rows = []
    for node, facts in network.nodes(data=True):
        rows.append(
            {
                "id": node,
                "mode": facts["mode"],
                "code": facts["code"],
                "degree": network.degree(node),
                "strength": network.degree(node, weight="weight"),
                **{name: round(values[node], 4) for name, values in centralities.items()},
                "community": numbers[node],
                **({"groups": facts["groups"]} if "groups" in facts else {}),
            }
        )
    return rows


def edge_rows(network: nx.Graph) -> list[dict[str, Cell]]:
    """A row an edge: source, target, weight, and what the weight counts."""
    return [{"source": one, "target": other, **facts} for one, other, facts in network.edges(data=True)]


def broker_rows(network: nx.Graph) -> list[dict[str, Cell]]:
    """Who links several clusters, motives or communities, whoever links most of them first.

    In a two-mode network a row is a node of the first mode tied to two or more of the second; in a network
    of one mode it is a node with ties into two or more communities. `links` counts what it links, `between`
    names it. `spread` is 1 - sum(share^2) of the weight of its ties over these: at most 1 - 1/links, when
    they weigh the same. It orders brokers with equally many links. Betweenness stands beside it, and does
    not order: it is low for the two authors of one work, merely because either can stand in for the other.
    """
    two = len(network.graph["modes"]) > 1
    measured = {str(row["id"]): row for row in node_rows(network)}
    rows: list[dict[str, Cell]] = []
    for node, facts in network.nodes(data=True):
        if two and facts["bipartite"] == 1:
            continue
        ties: dict[str, int] = {}
        for other, tie in network[node].items():
            linked = network.nodes[other]["code"] if two else str(measured[other]["community"])
            ties[linked] = ties.get(linked, 0) + tie["weight"]
        if len(ties) > 1:
            total = sum(ties.values())
            rows.append(
                {
                    "id": node,
                    "mode": facts["mode"],
                    "code": facts["code"],
                    "links": len(ties),
                    "strength": total,
                    "spread": round(1 - sum(weight * weight for weight in ties.values()) / total**2, 4),
                    "betweenness": measured[node]["betweenness"],
                    "between": " ".join(ties if two else sorted(ties, key=int)),
                }
            )
    return sorted(rows, key=lambda row: (-_number(row["links"]), -_number(row["spread"]), str(row["code"])))


def summary_rows(network: nx.Graph) -> list[dict[str, Cell]]:
    """The network in numbers: nodes by mode, edges, density, components, communities, modularity.

    Density is the share of the ties that could exist: between the modes of a two-mode network, between all
    pairs of another. Density and modularity are empty where nothing could be tied.
    """
    import networkx as nx

    modes = network.graph["modes"]
    counts = [sum(at == mode for _, at in network.nodes(data="mode")) for mode in modes]
    possible = counts[0] * counts[1] if len(modes) > 1 else counts[0] * (counts[0] - 1) // 2
    edges = network.number_of_edges()
    numbers = _communities(network)
    facts: dict[str, Cell] = {f"nodes: {mode}": count for mode, count in zip(modes, counts, strict=True)}
    facts |= {
        "edges": edges,
        "density": round(edges / possible, 4) if possible else None,
        "components": nx.number_connected_components(network),
        "communities": len(set(numbers.values())),
        "modularity": round(_modularity(network, numbers), 4) if edges else None,
    }
    return [{"measure": name, "value": value} for name, value in facts.items()]


def _centralities(network: nx.Graph) -> dict[str, dict[str, float]]:
    """Degree centrality, closeness and betweenness of every node."""
    import networkx as nx

    if not len(network):
        return {"degree_centrality": {}, "closeness": {}, "betweenness": {}}
    if len(network.graph["modes"]) == 1:
        return {
            "degree_centrality": nx.degree_centrality(network),
            "closeness": nx.closeness_centrality(network),
            "betweenness": nx.betweenness_centrality(network),
        }
    first = [node for node, side in network.nodes(data="bipartite") if side == 0]
    return {
        "degree_centrality": nx.bipartite.degree_centrality(network, first),
        "closeness": _closeness(network),
        "betweenness": _betweenness(network, first),
    }


def _closeness(network: nx.Graph) -> dict[str, float]:
    """Closeness over the most that a node of its mode could have in its component, by the share it reaches.

    networkx divides by the modes of the whole network, and gives more than 1 where it falls apart.
    """
    import networkx as nx

    found: dict[str, float] = {}
    for members in nx.connected_components(network):
        sides = [sum(network.nodes[node]["bipartite"] == side for node in members) for side in (0, 1)]
        reach = (len(members) - 1) / max(len(network) - 1, 1)
        for node in network:
            if node in members:
                own = network.nodes[node]["bipartite"]
                least = sides[1 - own] + 2 * (sides[own] - 1)
                total = sum(nx.single_source_shortest_path_length(network, node).values())
                found[node] = least / total * reach if total else 0.0
    return found


def _betweenness(network: nx.Graph, first: Sequence[str]) -> dict[str, float]:
    """Betweenness over the most that a node of its mode could have.

    A mode of one node makes a star: its centre lies on every path, and nothing else on any (networkx would
    divide by the zero that the others could have).
    """
    import networkx as nx

    if 1 in (len(first), len(network) - len(first)):
        return {node: float(degree > 1) for node, degree in network.degree()}
    found: dict[str, float] = nx.bipartite.betweenness_centrality(network, first)
    return found


def _communities(network: nx.Graph) -> dict[str, int]:
    """The number of each node's community; the largest has number 1, then by their first nodes."""
    import networkx as nx

    nodes = list(network)
    plain = _numbered(network)
    found = nx.community.louvain_communities(plain, weight="weight", seed=_SEED) if nodes else []
    ordered = sorted(found, key=lambda members: (-len(members), min(members)))
    return {nodes[node]: number for number, members in enumerate(ordered, 1) for node in members}


def _modularity(network: nx.Graph, numbers: Mapping[str, int]) -> float:
    import networkx as nx

    members: dict[int, set[Hashable]] = {}
    for place, node in enumerate(network):
        members.setdefault(numbers[node], set()).add(place)
    return float(nx.community.modularity(_numbered(network), list(members.values()), weight="weight"))


def _numbered(network: nx.Graph) -> nx.Graph | nx.DiGraph:
    """The network with numbers as nodes, whose sets have one order in every process; two modes directed."""
    import networkx as nx

    place = {node: number for number, node in enumerate(network)}
    plain = nx.DiGraph() if len(network.graph["modes"]) > 1 else nx.Graph()
    plain.add_nodes_from(range(len(place)))
    plain.add_weighted_edges_from(
        (*sorted((place[one], place[other])), weight) for one, other, weight in network.edges(data="weight")
    )
    return plain


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0
