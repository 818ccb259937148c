"""What the endpoint says of itself: a SPARQL 1.1 Service Description that claims no more than there is."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from lcgraph.vocab import RDF

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "JSON-LD", "N-Triples", "RDF_XML",
)  # fmt: skip
"""The formats of results by their names at the W3C."""


def described(endpoint: str, graphs: Iterable[str]) -> list[ox.Triple]:
    """The endpoint at an address: queries in SPARQL 1.1 over the union of its graphs; no more is claimed."""

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(SD + name)

    this = ox.NamedNode(f"{endpoint}#service")
    data, default = ox.NamedNode(f"{endpoint}#data"), ox.NamedNode(f"{endpoint}#default")
    found = [
        ox.Triple(this, RDF.type, sd("Service")),
        ox.Triple(this, sd("endpoint"), ox.NamedNode(endpoint)),
        ox.Triple(this, sd("supportedLanguage"), sd("SPARQL11Query")),
        ox.Triple(this, sd("feature"), sd("UnionDefaultGraph")),
        *(ox.Triple(this, sd("resultFormat"), ox.NamedNode(_FORMATS + name)) for name in RESULTS),
        ox.Triple(this, sd("defaultDataset"), data),
        ox.Triple(data, RDF.type, sd("Dataset")),
        ox.Triple(data, sd("defaultGraph"), default),
        ox.Triple(default, RDF.type, sd("Graph")),
    ]
    for number, name in enumerate(graphs, 1):
        named, graph = (ox.NamedNode(f"{endpoint}#{kind}-{number}") for kind in ("named", "graph"))
        found += [
            ox.Triple(data, sd("namedGraph"), named),
            ox.Triple(named, RDF.type, sd("NamedGraph")),
            ox.Triple(named, sd("name"), ox.NamedNode(name)),
            ox.Triple(named, sd("graph"), graph),
            ox.Triple(graph, RDF.type, sd("Graph")),
        ]
    return found
