"""The description of a data set: counted from it, and true of its files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

import lcgraph
from lcgraph.errors import CallError
from lcgraph.export.describe import (
    DCAT,
    SPDX,
    VOID,
    Distribution,
    describe,
    export_dcat,
    export_schema_org,
    schema_org,
    statistics,
)
from lcgraph.export.registry import written
from lcgraph.say import Text
from lcgraph.vocab import BASE, DCTERMS, LCG, RDF, SKOS

A, B, G = (ox.NamedNode(f"urn:{name}") for name in "abg")
DATASET = ox.NamedNode(BASE + "study/tiny-synthetic/dataset")
DAY = "2026-11-23"


def public(*studies: Path) -> list[ox.Quad]:
    return lcgraph.open(studies=list(studies)).public()[0]


def said(quads: list[ox.Quad], subject: object) -> dict[str, set[str]]:
    """Values by the last part of the property."""
    found: dict[str, set[str]] = {}
    for quad in quads:
        if quad.subject == subject:
            name = quad.predicate.value.rpartition("#")[2].rpartition("/")[2]
            found.setdefault(name, set()).add(quad.object.value)  # type: ignore[union-attr]  # no triple terms
    return found


def test_counts_are_of_merged_statements() -> None:
    quads = [
        ox.Quad(A, RDF.type, LCG.Case, G),
        ox.Quad(A, RDF.type, LCG.Case),  # the same in another graph
        ox.Quad(A, RDF.type, LCG.LearningCommunity, G),
        ox.Quad(B, RDF.type, LCG.Case, G),
        ox.Quad(B, SKOS.notation, ox.Literal("b"), G),
        ox.Quad(G, SKOS.notation, ox.Literal("b"), G),  # of no type: no entity
    ]
    counted = statistics(quads)
    assert (counted.triples, counted.distinct_subjects, counted.distinct_objects) == (5, 3, 3)
    assert (counted.properties, counted.classes, counted.entities) == (2, 2, 2)
    assert counted.by_class == {LCG.Case.value: 2, LCG.LearningCommunity.value: 1}
    assert counted.by_property == {RDF.type.value: 3, SKOS.notation.value: 2}


def test_nothing_counts_as_nothing() -> None:
    assert statistics([]).triples == statistics([]).entities == 0


def test_a_study_is_described_by_what_it_says(tiny: Path) -> None:
    quads = public(tiny)
    found = said(describe(quads, DAY), DATASET)
    assert found["title"] == {"Why bakers and hospitals take part (synthetic)",
                              "Waarom bakkers en ziekenhuizen meedoen (synthetisch)"}  # fmt: skip
    assert found["license"] == {"https://creativecommons.org/publicdomain/zero/1.0/"}
    assert found["triples"] == {str(len({quad.triple for quad in quads}))}
    assert found["issued"] == {DAY}
    assert {LCG.iri, SKOS.iri, DCTERMS.iri} <= found["vocabulary"]
    period = said(describe(quads, DAY), ox.NamedNode(DATASET.value + "#collected"))
    assert (period["startDate"], period["endDate"]) == ({"2024-02"}, {"2024-03-15"})
    cases = said(describe(quads, DAY), ox.NamedNode(DATASET.value + "#class-lcg-Case"))
    assert cases == {"class": {LCG.Case.value}, "entities": {"2"}}


def test_a_file_has_its_size_and_checksum() -> None:
    data = "é\n".encode()
    file = Distribution.of("https://example.org/study.ttl", "text/turtle", Text(nl="rdf", en="rdf"), data)
    quads = describe(public(), DAY, [file])
    node = said(quads, ox.NamedNode("https://example.org/study.ttl"))
    assert node["byteSize"] == {"3"}
    assert node["mediaType"] == {"https://www.iana.org/assignments/media-types/text/turtle"}
    assert node["downloadURL"] == {"https://example.org/study.ttl"}
    sums = said(quads, ox.NamedNode("https://example.org/study.ttl#checksum"))
    assert sums["checksumValue"] == {hashlib.sha256(data).hexdigest()}
    assert sums["algorithm"] == {SPDX.checksumAlgorithm_sha256.value}
    dumps = {quad.object for quad in quads if quad.predicate == VOID.dataDump}
    assert dumps == {quad.object for quad in quads if quad.predicate == DCAT.distribution}


def test_several_studies_are_one_data_set(tiny: Path, leaky: Path) -> None:
    quads = describe(public(tiny, leaky), DAY)
    assert said(quads, ox.NamedNode(BASE + "dataset"))["type"] == {DCAT.Dataset.value, VOID.Dataset.value}


def test_no_node_is_nameless_and_both_engines_read_the_same() -> None:
    data = export_dcat(public(), DAY)
    read = list(ox.parse(data, format=ox.RdfFormat.TURTLE))
    assert set(read) == set(describe(public(), DAY))
    assert not [quad for quad in read if isinstance(quad.object, ox.BlankNode)]
    again = rdflib.Graph().parse(data="".join(f"{quad.triple} .\n" for quad in read), format="nt")
    assert isomorphic(rdflib.Graph().parse(data=data, format="turtle"), again)


def test_what_is_withheld_is_not_counted(leaky: Path) -> None:
    content = written(lcgraph.open(studies=[leaky]), "dcat").content
    assert isinstance(content, bytes)
    assert b"Respondent" not in content
    assert b"segment" not in content


def test_a_description_lists_the_files_at_the_address_where_they_lie(tiny: Path) -> None:
    graph = lcgraph.open(studies=[tiny])
    told = rdflib.Graph().parse(data=written(graph, "dcat", base_url="https://example.org/m").content)
    turtle = written(graph, "turtle").content
    assert isinstance(turtle, bytes)
    file = rdflib.URIRef("https://example.org/m/study.ttl")
    (size,) = told.objects(file, rdflib.URIRef("http://www.w3.org/ns/dcat#byteSize"))
    assert int(str(size)) == len(turtle)
    sums = {
        str(each) for each in told.objects(None, rdflib.URIRef("http://spdx.org/rdf/terms#checksumValue"))
    }
    assert hashlib.sha256(turtle).hexdigest() in sums
    with pytest.raises(CallError, match="--base-url goes with dcat: turtle names no addresses"):
        written(graph, "turtle", base_url="https://example.org/m")


def test_search_engines_get_the_same_facts() -> None:
    file = Distribution.of("https://example.org/a.csv", "text/csv", Text(nl="cellen", en="cells"), b"a")
    told = schema_org(public(), "en", DAY, [file])
    assert told["@type"] == "Dataset"
    assert (
        told["name"] == "Strategic motives for interorganisational collaboration within learning communities"
    )
    assert told["temporalCoverage"] == "2020-10/2020-12"
    assert told["size"] == f"{statistics(public()).triples} RDF triples"
    assert told["isBasedOn"] == "https://doi.org/10.59532/tvho.v41i2.15695"
    assert told["distribution"] == [
        {"@type": "DataDownload", "contentUrl": "https://example.org/a.csv", "encodingFormat": "text/csv",
         "name": "cells", "contentSize": "1 B", "sha256": hashlib.sha256(b"a").hexdigest()}
    ]  # fmt: skip
    dutch = json.loads(export_schema_org(public(), "nl", DAY))
    assert dutch["keywords"][1] == "motieven"
    assert "distribution" not in dutch
