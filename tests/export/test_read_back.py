"""Every format is read back: RDF by rdflib and Oxigraph alike, all else by the test that is named here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

import lcgraph
from lcgraph.export.registry import FORMATS, written

HERE = Path(__file__).resolve().parents[1]
RDF = {
    "turtle": (ox.RdfFormat.TURTLE, "turtle"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "nquads": (ox.RdfFormat.N_QUADS, "nquads"),
    "ntriples": (ox.RdfFormat.N_TRIPLES, "nt"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
    "jsonld-flat": (ox.RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (ox.RdfFormat.RDF_XML, "xml"),
    "nquads-canonical": (ox.RdfFormat.N_QUADS, "nquads"),
    "datacube": (ox.RdfFormat.TURTLE, "turtle"),
    "nanopub": (ox.RdfFormat.TRIG, "trig"),
    "dcat": (ox.RdfFormat.TURTLE, "turtle"),
    "sssom-rdf": (ox.RdfFormat.TURTLE, "turtle"),
}
"""The formats that are RDF and need nothing from the network, and what the two libraries call them."""
OTHERS = {
    "csvw": "export/test_csvw.py",  # converted by a processor of the W3C's tests, gives back the triples
    "xlsx": "export/test_workbook.py",
    "schema-org": "export/test_describe.py",  # its context is that of schema.org
    "ro-crate": "export/test_rocrate.py",  # its context is that of RO-Crate
    "bibtex": "literature/test_bibtex.py",
    "csl-json": "literature/test_csl.py",
    "ris": "literature/test_ris.py",
    "references": "literature/test_apa.py",
    "graphml": "export/test_networks.py",
    "gexf": "export/test_networks.py",
    "sssom": "export/test_sssom.py",  # read by sssom-pydantic
    "qdc": "interviews/test_refi_write.py",
    "qdpx": "interviews/test_refi_write.py",
}
"""The others, each with the test that reads it with a tool or against the rules of its schema."""
STUDIES = [
    (name, which)
    for name in RDF
    for which in ("bundled", "tiny", "leaky")
    if name != "sssom-rdf" or which == "bundled"  # the others have no crosswalk to write
]


def test_every_format_is_read_by_some_test() -> None:
    assert {*RDF, *OTHERS} == set(FORMATS)
    assert not set(RDF) & set(OTHERS)
    assert [path for path in OTHERS.values() if not (HERE / path).is_file()] == []


def merged(triples: Iterable[tuple[object, object, object]]) -> rdflib.Graph:
    """One graph of what rdflib read."""
    graph = rdflib.Graph()
    for triple in triples:
        graph.add(triple)  # type: ignore[arg-type]  # nodes, as rdflib gave them
    return graph


@pytest.mark.ci(every=6)
@pytest.mark.parametrize(("name", "which"), STUDIES)
def test_both_libraries_read_the_same(name: str, which: str, request: pytest.FixtureRequest) -> None:
    folders = [] if which == "bundled" else [request.getfixturevalue(which)]
    content = written(lcgraph.open(studies=folders), name).content
    data = content if isinstance(content, bytes) else b"".join(content)  # type: ignore[arg-type]  # no folder
    oxigraph, theirs = RDF[name]
    quads = set(ox.parse(data, format=oxigraph))
    read = rdflib.Dataset(default_union=True)
    read.parse(data=data, format=theirs)
    again = rdflib.Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")
    assert len(again) > 40
    assert isomorphic(merged(read.triples((None, None, None))), again)
    named = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    assert {str(graph.identifier) for graph in read.graphs() if len(graph)} - named <= {
        "urn:x-rdflib:default"
    }
    assert bool(named) == (name in ("trig", "nquads", "jsonld", "nquads-canonical", "nanopub"))
