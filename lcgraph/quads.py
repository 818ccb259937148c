"""Quads of any origin: their one order, canonical blank nodes, and literals of ours.

Goes in and comes out: quads. Nothing is known of studies here but that one may be in the quads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
)

from lcgraph.vocab import RDF, XSD

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""A character that no XML 1.0 document can hold."""


def sort_quads(quads: Iterable[Quad]) -> list[Quad]:
    """Quads without doubles, in the one order in which every export writes them."""
    return sorted(set(quads), key=order_of)


def order_of(quad: Quad) -> tuple[str, str, str, str, str]:
    """The place of a quad in the one order: graph, subject, `rdf:type` before the rest, predicate, object."""
    kind = "0" if quad.predicate == RDF.type else "1"
    return str(quad.graph_name), str(quad.subject), kind, str(quad.predicate), str(quad.object)


def has_blank_node(quad: Quad) -> bool:
    """Whether a quad is about a node without a name."""
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def with_canonical_nodes(quads: Iterable[Quad]) -> Iterable[Quad]:
    """Quads whose blank nodes, if any, have the same names wherever they come from (RDFC-1.0)."""
    given = list(quads)
    if not any(map(has_blank_node, given)):
        return given
    dataset = Dataset(given)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def with_sorted_prefixes(turtle: bytes) -> bytes:
    """Turtle or TriG whose prefix lines, which the serialiser writes in any order, are sorted."""
    lines = turtle.splitlines(keepends=True)
    head = [line for line in lines if line.startswith(b"@prefix ")]
    return b"".join(sorted(head) + lines[len(head) :])


def integer(value: int) -> Literal:
    """An `xsd:integer`."""
    return Literal(str(value), datatype=XSD.integer)


def moment(text: str) -> Literal:
    """A year, month or day with the datatype that fits its length; years before our era begin with `-`."""
    length = len(text.removeprefix("-"))
    return Literal(text, datatype={4: XSD.gYear, 7: XSD.gYearMonth}.get(length, XSD.date))


def doi_link(doi: str) -> NamedNode:
    """The link of a DOI.

    >>> doi_link("10.1002/(sici)1097<1::aid>2-#").value
    'https://doi.org/10.1002/(sici)1097%3C1::aid%3E2-%23'
    """
    return NamedNode("https://doi.org/" + quote(doi, safe="/:;()!$&'*+,=@"))
