"""RDF files for other tools: nothing gained, nothing lost, the same bytes twice."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

import lcgraph
from lcgraph.errors import CallError
from lcgraph.export.rdf import RDF_FORMATS, export_rdf

_PYOXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_RDFLIB = {"ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
WITH_GRAPHS = ("trig", "nquads", "jsonld")


@pytest.fixture(scope="module")
def quads(tiny: Path) -> list[ox.Quad]:
    """The tiny study: asserted, provenance and derived graphs, and what is derived of shared codes."""
    found = lcgraph.open(studies=[tiny]).quads()
    assert len({quad.graph_name for quad in found}) == 4
    return found


def test_all_formats_of_the_contract_that_are_rdf_are_there() -> None:
    assert RDF_FORMATS == ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml")


@pytest.mark.parametrize("format_", RDF_FORMATS)
def test_a_round_trip_through_oxigraph_gives_the_same_statements(quads: list[ox.Quad], format_: str) -> None:
    again = list(ox.parse(export_rdf(quads, format_), format=_PYOXIGRAPH[format_]))
    if format_ in WITH_GRAPHS:
        assert set(again) == set(quads)
    else:
        assert {quad.triple for quad in again} == {quad.triple for quad in quads}
        assert {quad.graph_name for quad in again} == {ox.DefaultGraph()}


@pytest.mark.parametrize("format_", RDF_FORMATS)
def test_a_round_trip_through_rdflib_gives_the_same_statements(quads: list[ox.Quad], format_: str) -> None:
    expected = rdflib.Graph().parse(
        data=b"".join(f"{quad.triple} .\n".encode() for quad in quads), format="nt"
    )
    again = rdflib.Dataset(default_union=True)
    again.parse(data=export_rdf(quads, format_), format=_RDFLIB.get(format_, format_))
    merged = rdflib.Graph()
    for triple in again.triples((None, None, None)):
        merged.add(triple)
    assert isomorphic(merged, expected)
    if format_ in WITH_GRAPHS:
        names = {str(graph.identifier) for graph in again.graphs() if len(graph)}
        assert names == {quad.graph_name.value for quad in quads}


@pytest.mark.parametrize("format_", RDF_FORMATS)
def test_the_same_statements_give_the_same_bytes_in_any_order(quads: list[ox.Quad], format_: str) -> None:
    shuffled = [*quads, *quads[:50]]
    random.Random(7).shuffle(shuffled)
    assert export_rdf(shuffled, format_) == export_rdf(quads, format_)


@pytest.mark.parametrize("format_", RDF_FORMATS)
def test_blank_nodes_have_the_same_names_wherever_they_come_from(format_: str) -> None:
    """RDFC-1.0: names follow from what is said of a node, not from the file it was in."""

    def chain(*names: str) -> list[ox.Quad]:
        nodes = [ox.BlankNode(name) for name in names]
        return [
            ox.Quad(before, ox.NamedNode("urn:x#next"), after)
            for before, after in zip(nodes, [*nodes[1:], ox.Literal("end")], strict=True)
        ]

    assert export_rdf(chain("a", "b", "c"), format_) == export_rdf(chain("z", "a", "q"), format_)


@pytest.mark.parametrize("format_", ["turtle", "trig"])
def test_what_people_read_has_prefixes_in_order(quads: list[ox.Quad], format_: str) -> None:
    lines = export_rdf(quads, format_).decode().splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert any(line.startswith("@prefix lcg: <https://w3id.org/lcgraph/ontology#>") for line in prefixes)
    assert lines[: len(prefixes)] == prefixes


@pytest.mark.parametrize("format_", RDF_FORMATS)
def test_nothing_at_all_is_a_file_too(format_: str) -> None:
    assert list(ox.parse(export_rdf([], format_), format=_PYOXIGRAPH[format_])) == []


def test_an_unknown_format_is_refused_with_the_nearest() -> None:
    with pytest.raises(CallError, match=r"unknown format 'ntriple': did you mean 'ntriples'\? Valid: turtle"):
        export_rdf([], "ntriple")


def test_rdf_xml_cannot_hold_control_characters_and_says_so() -> None:
    quad = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b#c"), ox.Literal("bell \x07"))
    with pytest.raises(
        CallError, match=r"rdfxml cannot hold the control character U\+0007 in a text of <urn:a>"
    ):
        export_rdf([quad], "rdfxml")
    assert b"urn:a" in export_rdf([quad], "ntriples")
