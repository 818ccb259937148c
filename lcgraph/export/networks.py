"""Networks as files for other tools: GraphML and GEXF (Gephi, igraph, yEd), JSON for VOSviewer.

Goes in: a graph of `lcgraph.analysis.networks` and the names of its nodes. Comes out: text, the same for the
same network: no date, no version of a library. Nodes carry their label, mode, code and measures, edges their
weight and what it counts. VOSviewer reads neither GraphML nor GEXF; the form of its JSON is described at
https://app.vosviewer.com/docs/file-types/json-file-type/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Final

from lcgraph.analysis.networks import COUNTED, SHARED, edge_rows, node_rows
from lcgraph.answers import Cell
from lcgraph.errors import unknown
from lcgraph.say import Text, clean

if TYPE_CHECKING:
    import networkx as nx

NETWORK_FORMATS: Final = ("graphml", "gexf", "vosviewer")
_VOSVIEWER_MOST: Final = 1000
"""The highest number of a cluster that VOSviewer reads."""

Name = Callable[[str, str], str]
"""The label of a node, by its mode and code."""


def counted(network: nx.Graph) -> Text:
    """What the weight of an edge of this network counts."""
    return SHARED if "projection" in network.graph else COUNTED[network.graph["name"]]


def export_network(network: nx.Graph, format_: str, *, name: Name, lang: str = "en") -> str:
    """A network in one of `NETWORK_FORMATS`; a character that XML cannot hold becomes `�`."""
    if format_ not in NETWORK_FORMATS:
        raise unknown("format", format_, NETWORK_FORMATS)
    if format_ == "vosviewer":
        return _vosviewer(network, name)
    import networkx as nx

    labelled = _labelled(network, name, lang)
    if format_ == "graphml":
        lines = nx.generate_graphml(nx.relabel_nodes(labelled, _token))
        return '<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(lines) + "\n"
    text = "\n".join(nx.generate_gexf(labelled, version="1.2draft"))
    told = escape(f"{labelled.graph['name']}: {labelled.graph['weight_counts']}")
    meta = f"<meta>\n    <description>{told}</description>\n  </meta>"
    undated = re.sub(r"<meta .*?</meta>", lambda _: meta, text, count=1, flags=re.DOTALL)
    valid = re.sub(r"(<graph\b[^>]*?) name=\"[^\"]*\"", r"\1", undated, count=1)  # GEXF names no graph
    return '<?xml version="1.0" encoding="utf-8"?>\n' + valid + "\n"


def _token(node: str) -> str:
    """The id of a node as a name token, the one kind that GraphML allows; no two ids become the same.

    >>> _token("case:bos-2023/ict")
    'case:bos-2023_2f_ict'
    """
    return re.sub(r"[^A-Za-z0-9.:-]", lambda found: f"_{ord(found[0]):x}_", node)


def _labelled(network: nx.Graph, name: Name, lang: str) -> nx.Graph:
    """The network as files hold it: every node with its label and measures, all of them text or numbers."""
    import networkx as nx

    labelled = nx.Graph(name=network.graph["name"], weight_counts=counted(network).in_(lang))
    for row in node_rows(network):
        label = clean(name(str(row["mode"]), str(row["code"])))
        facts = {column: value for column, value in row.items() if column != "id"}
        labelled.add_node(row["id"], label=label, **facts)
    for row in edge_rows(network):
        facts = {column: _plain(value) for column, value in row.items() if column not in ("source", "target")}
        labelled.add_edge(row["source"], row["target"], **facts)
    return labelled


def _plain(value: Cell) -> Cell:
    return clean(value) if isinstance(value, str) else value


def _vosviewer(network: nx.Graph, name: Name) -> str:
    """Items with their community as cluster and their ties as weights, and links with their strength."""
    items = []
    for row in node_rows(network):
        item: dict[str, object] = {"id": row["id"], "label": clean(name(str(row["mode"]), str(row["code"])))}
        community = row["community"]
        if isinstance(community, int) and community <= _VOSVIEWER_MOST:
            item["cluster"] = community
        item["weights"] = {"Links": row["degree"], "Total link strength": row["strength"]}
        items.append(item)
    links = [
        {"source_id": row["source"], "target_id": row["target"], "strength": row["weight"]}
        for row in edge_rows(network)
    ]
    document = {"network": {"items": items, "links": links}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
