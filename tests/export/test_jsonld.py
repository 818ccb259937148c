"""JSON-LD: compact for people, and the same statements for every processor, also with the context on disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

import lcgraph
from lcgraph.errors import CallError
from lcgraph.export.jsonld import document, export_flat, export_jsonld, shipped_context
from lcgraph.resources import artefact
from lcgraph.vocab import BASE, DCTERMS, LCG, RDF, SKOS, XSD

CASE = ox.NamedNode(BASE + "study/s/case/a")
GRAPH = ox.NamedNode(BASE + "study/s/graph/asserted")


def of(*facts: tuple[ox.NamedNode, Any]) -> dict[str, Any]:
    """How a node with these facts is written, without its id."""
    found = document(ox.Quad(CASE, predicate, object_, GRAPH) for predicate, object_ in facts)
    (graph,) = found["@graph"]
    (node,) = graph["@graph"]
    assert (graph["id"], node.pop("id")) == ("lcgraph:study/s/graph/asserted", "lcgraph:study/s/case/a")
    return dict(node)


def triples(data: bytes | str, **more: Any) -> rdflib.Graph:
    """What rdflib reads, graphs merged."""
    read = rdflib.Dataset(default_union=True)
    read.parse(data=data, format="json-ld", **more)
    merged = rdflib.Graph()
    for triple in read.triples((None, None, None)):
        merged.add(triple)
    return merged


def test_a_node_is_written_with_short_names_language_maps_and_numbers() -> None:
    assert of(
        (RDF.type, LCG.Case),
        (RDF.type, ox.NamedNode("urn:x:Thing")),
        (SKOS.prefLabel, ox.Literal("Zorg", language="nl")),
        (SKOS.prefLabel, ox.Literal("Health care", language="en")),
        (LCG.position, ox.Literal("5", datatype=XSD.integer)),
        (LCG.startYear, ox.Literal("2007", datatype=XSD.gYear)),
        (LCG.setting, ox.NamedNode(BASE + "setting/public-public")),
        (LCG.locator, ox.Literal("Table 1")),
        (LCG.locator, ox.Literal("Table 2")),
    ) == {
        "type": ["Case", "urn:x:Thing"],
        "prefLabel": {"en": "Health care", "nl": "Zorg"},
        "locator": ["Table 1", "Table 2"],
        "position": 5,
        "setting": "lcgraph:setting/public-public",
        "startYear": "2007",
    }


def test_what_does_not_fit_its_term_is_written_in_full() -> None:
    assert of(
        (SKOS.note, ox.Literal("plain")),
        (SKOS.note, ox.Literal("gewoon", language="nl")),
        (DCTERMS.issued, ox.Literal("2023-07", datatype=XSD.gYearMonth)),
        (LCG.position, ox.Literal("05", datatype=XSD.integer)),
        (LCG.setting, ox.Literal("public")),
        (ox.NamedNode("http://example.org/p"), ox.Literal("2.50", datatype=XSD.decimal)),
        (ox.NamedNode("http://example.org/q"), ox.Literal("10000000000000000000", datatype=XSD.integer)),
    ) == {
        "note": {"nl": "gewoon"},
        "skos:note": "plain",
        "dcterms:issued": {"@value": "2023-07", "type": "xsd:gYearMonth"},
        "position": "05",
        "lcg:setting": "public",
        "http://example.org/p": {"@value": "2.50", "type": "xsd:decimal"},
        "http://example.org/q": {"@value": "10000000000000000000", "type": "xsd:integer"},
    }


@pytest.mark.parametrize(
    "object_",
    [
        ox.Literal("05", datatype=XSD.integer),
        ox.Literal("-3", datatype=XSD.integer),
        ox.Literal("1", datatype=XSD.boolean),
        ox.Literal("true", datatype=XSD.boolean),
        ox.Literal("1.0E0", datatype=XSD.double),
        ox.Literal("@id"),
        ox.Literal("lcg:Case"),
        ox.Literal('"}]\u2028\x07 é 🐝'),
        ox.Literal("hoi", language="nl-be"),
        ox.NamedNode("https://example.org/a?b=c#d"),
        ox.NamedNode(BASE + "a//b"),
        ox.NamedNode(BASE.rstrip("/")),
        ox.NamedNode("urn:isbn:1"),
    ],
)
@pytest.mark.parametrize(
    "predicate", [LCG.locator, LCG.position, LCG.background, LCG.status, SKOS.note, ox.NamedNode("urn:p")]
)
def test_odd_values_come_back_as_they_were(predicate: ox.NamedNode, object_: Any) -> None:
    quads = [ox.Quad(CASE, predicate, object_, GRAPH), ox.Quad(CASE, RDF.type, LCG.Case)]
    data = export_jsonld(quads)
    assert set(ox.parse(data, format=ox.RdfFormat.JSON_LD)) == set(quads)
    expected = rdflib.Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")
    assert isomorphic(triples(data), expected)


@pytest.mark.ci
@pytest.mark.parametrize("ontology", [False, True])
def test_the_whole_of_it_comes_back_with_the_context_from_its_file(tiny: Path, ontology: bool) -> None:
    """As a reader does who has the published context apart from the document."""
    quads = lcgraph.open(studies=[tiny]).quads(ontology=ontology)
    published = json.loads(artefact("ontology", "context.jsonld").read_text(encoding="utf-8"))
    expected = rdflib.Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")
    without = json.dumps({"@graph": document(quads)["@graph"]})
    assert isomorphic(triples(without, context=published), expected)
    assert isomorphic(triples(export_jsonld(quads)), expected)


def test_the_context_names_every_term_once() -> None:
    context = shipped_context()
    iris = [value["@id"] if isinstance(value, dict) else value for value in context.values()]
    assert {f"lcg:{name}" for name in LCG.names} <= set(iris)
    assert len(iris) == len(set(iris))


def test_a_reader_that_knows_no_named_graphs_sees_every_statement() -> None:
    quads = lcgraph.open().public()[0]
    flat = rdflib.Graph().parse(data=export_flat(quads), format="json-ld")
    assert len(flat) == len({(quad.subject, quad.predicate, quad.object) for quad in quads}) > 5_000
    assert len(rdflib.Graph().parse(data=export_jsonld(quads), format="json-ld")) == 0


def test_no_context_is_fetched() -> None:
    assert b'"@context": "' not in export_jsonld(lcgraph.open().quads())


def test_an_iri_that_a_processor_would_misread_is_refused() -> None:
    with pytest.raises(CallError, match="jsonld cannot hold the IRI <lcg:x>: lcg is a name of its context"):
        export_jsonld([ox.Quad(ox.NamedNode("lcg:x"), RDF.type, LCG.Case)])


def test_statements_about_statements_are_refused() -> None:
    about = ox.Triple(CASE, RDF.type, LCG.Case)
    with pytest.raises(CallError, match="statements about statements"):
        export_jsonld([ox.Quad(CASE, LCG.locator, about)])
