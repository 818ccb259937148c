"""RDF files, the same bytes for the same quads.

Formats that know graphs (TriG, N-Quads, JSON-LD) keep asserted, provenance and derived statements apart;
the others (Turtle, N-Triples, RDF/XML) hold the merged triples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import pyoxigraph as ox

from lcgraph.answers import TRIPLE_FORMATS
from lcgraph.errors import CallError, unknown
from lcgraph.export.jsonld import export_jsonld
from lcgraph.export.lines import export_nquads, export_ntriples
from lcgraph.quads import NOT_XML, sort_quads, with_canonical_nodes, with_sorted_prefixes
from lcgraph.vocab import PREFIXES

RDF_FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml")


def export_rdf(quads: Iterable[ox.Quad], format_: str) -> bytes:
    """Quads in an RDF format, sorted by graph, subject, predicate and object."""
    writers: dict[str, Callable[[Iterable[ox.Quad]], bytes]] = {
        "turtle": export_turtle,
        "trig": export_trig,
        "nquads": lambda given: b"".join(export_nquads(given)),
        "ntriples": lambda given: b"".join(export_ntriples(given)),
        "jsonld": export_jsonld,
        "rdfxml": export_rdfxml,
    }
    if format_ not in writers:
        raise unknown("format", format_, RDF_FORMATS)
    return writers[format_](quads)


def export_turtle(quads: Iterable[ox.Quad], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Turtle of the merged graphs, with the prefixes of lcgraph or others."""
    return with_sorted_prefixes(_serialised(_merged(quads), ox.RdfFormat.TURTLE, dict(prefixes)))


def export_trig(quads: Iterable[ox.Quad], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """TriG, with the prefixes of lcgraph or others."""
    ordered = sort_quads(with_canonical_nodes(quads))
    return with_sorted_prefixes(_serialised(ordered, ox.RdfFormat.TRIG, dict(prefixes)))


def export_rdfxml(quads: Iterable[ox.Quad]) -> bytes:
    """RDF/XML of the merged graphs; `CallError` for a text that no XML document can hold."""
    ordered = _merged(quads)
    _refuse_controls(ordered)
    return _serialised(ordered, ox.RdfFormat.RDF_XML, None)


def _merged(quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    given = with_canonical_nodes(quads)
    merged = (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in given)
    return [quad.triple for quad in sort_quads(merged)]


def _serialised(
    statements: Sequence[ox.Quad] | Sequence[ox.Triple],
    format_: ox.RdfFormat,
    prefixes: dict[str, str] | None,
) -> bytes:
    return ox.serialize(statements, format=format_, prefixes=prefixes) or b""


def _refuse_controls(triples: Iterable[ox.Triple]) -> None:
    """XML 1.0 has no way to write most control characters, not even escaped."""
    for triple in triples:
        found = NOT_XML.search(triple.object.value) if isinstance(triple.object, ox.Literal) else None
        if found:
            sign = f"U+{ord(found.group()):04X}"
            raise CallError(
                nl=f"rdfxml kan het stuurteken {sign} in een tekst van {triple.subject} niet bevatten: "
                "kies een "
                "ander formaat",
                en=f"rdfxml cannot hold the control character {sign} in a text of {triple.subject}: choose "
                "another format",
            )


def export_triples(triples: Iterable[ox.Triple], format_: str) -> bytes:
    """The answer to a CONSTRUCT or DESCRIBE, sorted."""
    if format_ not in TRIPLE_FORMATS:
        known = ", ".join(TRIPLE_FORMATS)
        raise CallError(
            nl=f"een CONSTRUCT of DESCRIBE geeft triples: kies {known}",
            en=f"a CONSTRUCT or DESCRIBE gives triples: choose {known}",
        )
    return export_rdf((ox.Quad(each.subject, each.predicate, each.object) for each in triples), format_)
