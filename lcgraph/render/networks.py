"""The tables of a network as rows: nodes, edges, brokers, and the whole in numbers.

For programs a row has ids (`author:gray-b`), labels and codes, under the column names that Gephi reads (`id`,
`label`, `source`, `target`, `weight`); for people it has labels only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from lcgraph.analysis.networks import NETWORKS, TABLES, broker_rows, edge_rows, node_rows, summary_rows
from lcgraph.answers import Cell, Rows
from lcgraph.errors import unknown
from lcgraph.quads import integer
from lcgraph.say import Text
from lcgraph.vocab import XSD

if TYPE_CHECKING:
    import networkx as nx

Name = Callable[[str, str], str]

NO_TIES: Final = Text(
    nl="dit netwerk is leeg: niets in deze studies verbindt deze knopen",
    en="this network is empty: nothing in these studies ties such nodes together",
)
NO_BROKERS: Final = (
    Text(nl="geen bruggenbouwers: geen enkele knoop is met twee of meer van de andere soort "
            "verbonden",
         en="no brokers: no node is tied to two or more of the other kind"),
    Text(nl="geen bruggenbouwers: geen enkele knoop heeft verbindingen met een andere gemeenschap",
         en="no brokers: no node has ties into another community"),
)  # fmt: skip
"""Why a network with ties has no brokers: one of two modes, and one of one."""
_COLUMNS: Final = {
    "nodes": ("id", "label", "mode", "code", "degree", "strength", "degree_centrality", "closeness",
              "betweenness", "community"),
    "edges": ("source", "target", "weight"),
    "brokers": ("id", "label", "mode", "code", "links", "strength", "spread", "betweenness", "between"),
    "summary": ("measure", "value"),
}  # fmt: skip
"""The columns that every network has; what only some have comes after, such as `groups` or `works`."""
_HIDDEN: Final = ("id", "mode", "code")
"""Columns that repeat for programs what people see in the label."""
_LISTED: Final = {"works": "work", "relations": "relation", "roles": "role"}
"""Columns with codes of one scheme, separated by spaces."""


def network_rows(network: nx.Graph, table: str, name: Name, *, people: bool = False) -> Rows:
    """One of the `TABLES` of a network; `name` gives a label by mode (or scheme) and code."""
    makers = {"nodes": node_rows, "edges": edge_rows, "brokers": broker_rows, "summary": summary_rows}
    if table not in makers:
        raise unknown("table", table, TABLES)
    found = [_labelled(row, name) for row in makers[table](network)]
    columns = list(dict.fromkeys((*_COLUMNS[table], *(column for row in found for column in row))))
    if people:
        columns = [column for column in columns if column not in _HIDDEN]
        found = [_readable(row, network, name) for row in found]
    return Rows(tuple(columns), tuple(tuple(_term(row.get(column)) for column in columns) for row in found))


def _labelled(row: Mapping[str, Cell], name: Name) -> dict[str, Cell]:
    labelled = dict(row)
    if "code" in row:
        labelled["label"] = name(str(row["mode"]), str(row["code"]))
    return labelled


def _readable(row: Mapping[str, Cell], network: nx.Graph, name: Name) -> dict[str, Cell]:
    """The row with names in the place of ids and lists of codes."""
    readable = dict(row)
    modes = network.graph["modes"]
    for column, value in row.items():
        if column in ("source", "target"):
            facts = network.nodes[value]
            readable[column] = name(facts["mode"], facts["code"])
        elif column == "between" and len(modes) > 1:
            readable[column] = _names(value, modes[1], name)
        elif column == "shared":
            (other,) = (mode for mode in NETWORKS[network.graph["name"]] if mode not in modes)
            readable[column] = _names(value, other, name)
        elif column in _LISTED:
            readable[column] = _names(value, _LISTED[column], name)
    return readable


def _names(codes: Cell, mode: str, name: Name) -> str:
    return "; ".join(name(mode, code) for code in str(codes).split())


def _term(cell: Cell) -> Literal | None:
    if cell is None:
        return None
    if isinstance(cell, float):
        return Literal(f"{cell:.4f}", datatype=XSD.decimal)
    return integer(cell) if isinstance(cell, int) else Literal(str(cell))
