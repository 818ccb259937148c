"""The description against DCAT-AP, its numbers against the data, and its versions against each other."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

import lcgraph
from lcgraph.export.describe import Distribution, describe
from lcgraph.export.rdf import export_turtle
from lcgraph.export.registry import FORMATS, written
from lcgraph.release import Release, this_release
from lcgraph.vocab import BASE, DCAT, DCTERMS, FOAF, PREFIXES, RDF
from lcgraph.web.site import Site

SHAPES = Path(__file__).with_name("dcat-ap.ttl")
DATASET = ox.NamedNode(BASE + "study/bos-2023/dataset")
FILES = [
    Distribution.of(f"https://example.org/{form.file}", form.media, form.about, b"")
    for form in FORMATS.values()
    if form.file and form.media
]


def conforms(quads: list[ox.Quad]) -> tuple[bool, str]:
    data = rdflib.Graph().parse(data=export_turtle(quads), format="turtle")
    shapes = rdflib.Graph().parse(SHAPES)
    passed, _, told = pyshacl.validate(data, shacl_graph=shapes)
    return bool(passed), str(told)


@pytest.fixture(scope="module")
def described() -> list[ox.Quad]:
    return describe(lcgraph.open().public()[0], "2026-11-23", FILES)


def test_the_bundled_study_with_all_its_files_is_as_dcat_ap_asks(described: list[ox.Quad]) -> None:
    assert len(FILES) >= 9
    assert conforms(described) == (True, "Validation Report\nConforms: True\n")


def test_so_are_studies_of_others_together(tiny: Path, leaky: Path) -> None:
    quads = lcgraph.open(studies=[tiny, leaky]).public()[0]
    assert conforms(describe(quads, "2026-11-23", FILES)) == (True, "Validation Report\nConforms: True\n")


@pytest.mark.ci
@pytest.mark.parametrize("which", ["bundled", "tiny", "leaky"])
def test_so_is_the_catalogue_of_a_site(which: str, request: pytest.FixtureRequest) -> None:
    folders = [] if which == "bundled" else [request.getfixturevalue(which)]
    quads = Site(lcgraph.open(studies=folders)).catalogue.described()
    catalogues = [quad for quad in quads if quad.object == ox.NamedNode(DCAT.iri + "Catalog")]
    assert len(catalogues) == 1
    assert conforms(quads) == (True, "Validation Report\nConforms: True\n")


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ((DCTERMS.title,), "Less than 1 values"),
        ((FOAF.name,), "Less than 1 values"),
        ((DCAT.accessURL,), "Less than 1 values"),
        ((RDF.type, "http://xmlns.com/foaf/0.1/Agent"), "Value does not have class foaf:Agent"),
        ((RDF.type, "http://purl.org/dc/terms/LicenseDocument"), "dcterms:LicenseDocument"),
    ],
)
def test_what_is_left_out_is_found(
    described: list[ox.Quad], missing: tuple[ox.NamedNode] | tuple[ox.NamedNode, str], told: str
) -> None:
    predicate, *objects = missing
    less = [
        quad
        for quad in described
        if quad.predicate != predicate or (objects and quad.object != ox.NamedNode(str(objects[0])))
    ]
    assert len(less) < len(described)
    passed, report = conforms(less)
    assert not passed
    assert told in report


def test_a_publisher_is_named_only_where_it_is_known(described: list[ox.Quad], tiny: Path) -> None:
    publisher = ox.NamedNode(DCTERMS.iri + "publisher")
    assert {quad.object for quad in described if quad.predicate == publisher} == {
        ox.NamedNode(BASE + "agent/lcgraph-contributors")
    }
    other = describe(lcgraph.open(studies=[tiny]).public()[0], "2026-11-23")
    assert [quad for quad in other if quad.predicate == publisher] == []


def test_the_version_before_is_linked() -> None:
    quads = lcgraph.open().public()[0]
    first = describe(quads, "2026-11-23", release=Release("0.1.0", "2026-11-23"))
    assert [quad for quad in first if quad.predicate == DCAT.previousVersion] == []
    second = describe(
        quads, "2027-03-01", release=Release("0.2.0", "2027-03-01", "0.1.0", "10.5281/zenodo.1")
    )
    version = ox.NamedNode(DATASET.value + "/0.2.0")
    assert ox.Quad(DATASET, DCAT.hasCurrentVersion, version) in second
    assert ox.Quad(version, DCAT.isVersionOf, DATASET) in second
    assert ox.Quad(version, DCAT.previousVersion, ox.NamedNode(DATASET.value + "/0.1.0")) in second
    assert ox.Quad(DATASET, DCTERMS.identifier, ox.Literal("https://doi.org/10.5281/zenodo.1")) in second
    assert conforms(second)[0]


def test_without_more_the_release_is_this_one() -> None:
    said = {
        quad.object
        for quad in describe(lcgraph.open().public()[0], "2026-11-23")
        if quad.predicate == DCAT.version
    }
    assert said == {ox.Literal(this_release().version)}


# ---- Every number

COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s a ?o }",
    "entities": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?o }",
}
CLASS = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a <%s> }"
PROPERTY = "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?o WHERE { ?s <%s> ?o } }"
PARTS = """PREFIX void: <http://rdfs.org/ns/void#> SELECT ?of ?n WHERE {
  ?dataset void:%sPartition ?part . ?part void:%s ?of ; void:%s ?n }"""


@pytest.mark.parametrize("which", ["bundled", "tiny", "leaky"])
def test_every_number_is_that_of_the_statements_that_are_exported(
    which: str, request: pytest.FixtureRequest
) -> None:
    """Counted by SPARQL over the N-Triples that a reader gets, and not by the code that asserted them."""
    folders = [] if which == "bundled" else [request.getfixturevalue(which)]
    graph = lcgraph.open(studies=folders)
    data, told = ox.Store(), ox.Store()
    lines = written(graph, "ntriples").content
    data.load(b"".join(lines), format=ox.RdfFormat.N_TRIPLES)  # type: ignore[arg-type]  # parts of bytes
    description = written(graph, "dcat").content
    assert isinstance(description, bytes)
    told.load(description, format=ox.RdfFormat.TURTLE)

    def number(question: str) -> int:
        (row,) = data.query(question)  # type: ignore[misc]  # a SELECT
        return int(row[0].value)

    said = {
        quad.predicate.value.rpartition("#")[2]: int(quad.object.value)  # type: ignore[union-attr]
        for name in COUNTS
        for quad in told.quads_for_pattern(None, ox.NamedNode(f"http://rdfs.org/ns/void#{name}"), None)
        if "#" not in quad.subject.value  # type: ignore[union-attr]  # of the whole, not of a part
    }
    assert said == {name: number(question) for name, question in COUNTS.items()}
    for kind, unit, question, of_all in (
        ("class", "entities", CLASS, "SELECT DISTINCT ?of WHERE { ?s a ?of }"),
        ("property", "triples", PROPERTY, "SELECT DISTINCT ?of WHERE { ?s ?of ?o }"),
    ):
        parts = {row["of"].value: int(row["n"].value) for row in told.query(PARTS % (kind, kind, unit))}  # type: ignore[union-attr]
        assert parts == {row["of"].value: number(question % row["of"].value) for row in data.query(of_all)}  # type: ignore[union-attr]
        assert len(parts) >= 9


def test_where_it_comes_from_is_told_in_prov(described: list[ox.Quad]) -> None:
    derived = ox.NamedNode(PREFIXES["prov"] + "wasDerivedFrom")
    assert [quad.object for quad in described if (quad.subject, quad.predicate) == (DATASET, derived)] == [
        ox.NamedNode(BASE + "work/bos-et-al-2023")
    ]
