"""RDF files, the same bytes for the same quads.

Formats that know graphs (TriG, N-Quads, JSON-LD) keep asserted, provenance and derived statements apart;
the others (Turtle, N-Triples, RDF/XML) hold the merged triples.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from lcgraph.errors import unknown
from lcgraph.rdf import sort_quads, with_sorted_prefixes
from lcgraph.vocab import PREFIXES

_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
RDF_FORMATS = tuple(_FORMATS)


def export_rdf(quads: Iterable[ox.Quad], format_: str) -> bytes:
    """Quads in an RDF format, sorted by graph, subject, predicate and object."""
    if format_ not in _FORMATS:
        raise unknown("format", format_, RDF_FORMATS)
    chosen = _FORMATS[format_]
    ordered: list[ox.Quad] | list[ox.Triple]
    if chosen.supports_datasets:
        ordered = sort_quads(quads)
    else:
        merged = (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        ordered = [quad.triple for quad in sort_quads(merged)]
    readable = format_ in ("turtle", "trig")
    data = ox.serialize(ordered, format=chosen, prefixes=PREFIXES if readable else None) or b""
    return with_sorted_prefixes(data) if readable else data
