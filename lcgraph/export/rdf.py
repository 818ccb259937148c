"""RDF files, the same bytes for the same quads.

Formats that know graphs (TriG, N-Quads, JSON-LD) keep asserted, provenance and derived statements apart;
the others (Turtle, N-Triples, RDF/XML) hold the merged triples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from lcgraph.errors import CallError, unknown
from lcgraph.rdf import sort_quads, with_canonical_nodes, with_sorted_prefixes
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
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that no XML 1.0 document can hold."""


def export_rdf(quads: Iterable[ox.Quad], format_: str) -> bytes:
    """Quads in an RDF format, sorted by graph, subject, predicate and object."""
    if format_ not in _FORMATS:
        raise unknown("format", format_, RDF_FORMATS)
    chosen = _FORMATS[format_]
    ordered: list[ox.Quad] | list[ox.Triple]
    given = with_canonical_nodes(quads)
    if chosen.supports_datasets:
        ordered = sort_quads(given)
    else:
        merged = (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in given)
        ordered = [quad.triple for quad in sort_quads(merged)]
    if format_ == "rdfxml":
        _refuse_controls(ordered)
    readable = format_ in ("turtle", "trig")
    data = ox.serialize(ordered, format=chosen, prefixes=PREFIXES if readable else None) or b""
    return with_sorted_prefixes(data) if readable else data


def _refuse_controls(triples: Iterable[ox.Quad | ox.Triple]) -> None:
    """XML 1.0 has no way to write most control characters, not even escaped."""
    for triple in triples:
        found = NOT_XML.search(triple.object.value) if isinstance(triple.object, ox.Literal) else None
        if found:
            raise CallError(
                f"rdfxml cannot hold the control character U+{ord(found.group()):04X} "
                f"in a text of {triple.subject}: choose another format"
            )
