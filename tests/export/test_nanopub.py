"""Nanopublications: well formed by the guidelines, with IRIs that prove what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import lcgraph
from lcgraph.errors import CallError
from lcgraph.export.nanopub import NP, export_nanopubs, nanopubs, trusty_code
from lcgraph.export.registry import written
from lcgraph.release import this_release
from lcgraph.vocab import BASE, PROV, RDF, XSD

DAY = "2026-11-23"


def made(*studies: Path) -> list[ox.Quad]:
    """What is read back from the TriG of the public nanopublications."""
    quads, _ = lcgraph.open(studies=list(studies)).public(ontology=True)
    data = export_nanopubs(quads, DAY).data
    assert isinstance(data, bytes)
    return list(ox.parse(data, format=ox.RdfFormat.TRIG))


@pytest.mark.parametrize("which", ["bos", "tiny", "leaky"])
def test_each_is_well_formed(tiny: Path, leaky: Path, which: str) -> None:
    """The criteria of the guidelines, one by one, on what a reader gets."""
    quads = made(*{"bos": [], "tiny": [tiny], "leaky": [leaky]}[which])
    ids = {quad.subject for quad in quads if quad.predicate == RDF.type and quad.object == NP.Nanopublication}
    assert len(ids) == {"bos": 133, "tiny": 16, "leaky": 2}[which]
    seen = set()
    for this in ids:
        heads = {
            quad.graph_name for quad in quads if quad.subject == this and quad.object == NP.Nanopublication
        }
        assert len(heads) == 1
        (head,) = heads
        parts = {}
        for part in (NP.hasAssertion, NP.hasProvenance, NP.hasPublicationInfo):
            (parts[part],) = [
                quad.object
                for quad in quads
                if (quad.subject, quad.predicate, quad.graph_name) == (this, part, head)
            ]
        graphs = {this, head, *parts.values()}
        assert len(graphs) == 5  # five different IRIs
        in_graph = {graph: [quad for quad in quads if quad.graph_name == graph] for graph in graphs}
        assert len(in_graph[head]) == 4
        assert all(in_graph[graph] for graph in parts.values())
        assert any(quad.subject == parts[NP.hasAssertion] for quad in in_graph[parts[NP.hasProvenance]])
        assert any(quad.subject == this for quad in in_graph[parts[NP.hasPublicationInfo]])
        seen |= {quad for graph in graphs for quad in in_graph[graph]}
    assert seen == set(quads)  # nothing outside their graphs
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_a_trusty_code_is_that_of_another_implementation() -> None:
    """Computed with the package nanopub 2.0.1 (its module trustyuri), from the same statements in rdflib."""
    this = f"{BASE}np/ "
    values: list[str | ox.Literal] = [
        ox.Literal("b"),
        ox.Literal("b", language="nl"),
        ox.Literal("b", language="en"),
        ox.Literal("3", datatype=XSD.integer),
        ox.Literal("two\nlines \\ é"),
        "urn:z",
    ]
    statements = [(f"{this}#assertion", "urn:a", "urn:p", value) for value in values]
    head = (f"{this}#Head", this, "urn:p", f"{this}#assertion")
    code = "RAVkkRbtd0u0SW7zA8kk8mWFN8_Ou5YefDZaOwIKWPI_o"
    assert trusty_code([head, *statements]) == code
    assert trusty_code([*reversed(statements), head, head]) == code
    assert trusty_code(statements) != code


def test_a_reader_can_check_that_nothing_was_changed(tiny: Path) -> None:
    """From the file alone: put a space where the code stands, and hash."""
    by_code: dict[str, list[ox.Quad]] = {}
    for quad in made(tiny):
        (code,) = re.findall(r"/np/(RA[\w-]{43})#", str(quad.graph_name))
        by_code.setdefault(code, []).append(quad)
    assert len(by_code) == 16
    for code, quads in by_code.items():

        def text(term: object, code: str = code) -> str:
            return str(term)[1:-1].replace(code, " ")

        statements = [
            (text(quad.graph_name), text(quad.subject), text(quad.predicate),
             quad.object if isinstance(quad.object, ox.Literal) else text(quad.object))
            for quad in quads
        ]  # fmt: skip
        assert trusty_code(statements) == code


def test_what_a_finding_states_and_where_it_comes_from(tiny: Path) -> None:
    quads, _ = lcgraph.open(studies=[tiny]).public(ontology=True)
    base = BASE + "study/tiny-synthetic/"
    (one,) = [
        each
        for each in nanopubs(quads, DAY)
        if each.about == base + "finding/bakery/practice-partner/network/derived"
    ]
    stated = {
        (predicate.value.rpartition("#")[2], value.value.rpartition("/")[2])
        for _, predicate, value in one.assertion
    }
    assert stated == {
        ("type", "ontology#Finding"), ("type", "ontology#DerivedFinding"), ("aboutGroup", "practice-partner"),
        ("aboutMotive", "network"), ("status", "below-threshold"), ("respondentsMentioning", "2"),
        ("respondentsAsked", "4"), ("inCase", "bakery"), ("role", "practice-partner"),
    }  # fmt: skip
    sources = {value.value for _, predicate, value in one.provenance if predicate == PROV.used}
    assert sources == {base + "rule/reporting", base + "graph/asserted"}
    info = {
        (predicate.value.rpartition("/")[2].rpartition("#")[2], value.value)
        for _, predicate, value in one.info
    }
    assert ("created", "2026-11-23T00:00:00Z") in info
    assert ("license", "https://creativecommons.org/publicdomain/zero/1.0/") in info
    assert ("label", "strengthening the network: below threshold, Bakery, practice partner") in info


def test_contested_placements_are_published_and_others_are_not() -> None:
    found = [
        each for each in nanopubs(lcgraph.open().quads(ontology=True), DAY) if "/citation/" in each.about
    ]
    assert sorted(each.about.rpartition("/")[2] for each in found) == [
        "bos-et-al-2023-places-motive-recruitment-cluster-capital-165a47",
        "bos-et-al-2023-places-motive-recruitment-cluster-legitimacy-b3f430",
        "gray-purdy-2018-places-motive-recruitment-cluster-legitimacy-165a47",
    ]


def test_numbers_of_small_groups_are_not_in_them(leaky: Path) -> None:
    quads = made(leaky)
    assert not [quad for quad in quads if "education-partner/" in str(quad)]


def test_the_day_is_part_of_what_is_hashed() -> None:
    graph = lcgraph.open()
    one, two = (written(graph, "nanopub", day=day) for day in ("", "2027-01-02"))
    assert one.content != two.content
    told = f"133 nanopublications, dated {this_release().day}; only who publishes them can sign them"
    assert one.notes[0].en == told
    with pytest.raises(CallError, match="'2-1-2027' is not a day: write it as 2026-12-31"):
        written(graph, "nanopub", day="2-1-2027")


def test_rdflib_reads_the_same(tiny: Path) -> None:
    quads, _ = lcgraph.open(studies=[tiny]).public(ontology=True)
    read = rdflib.Dataset()
    read.parse(data=export_nanopubs(quads, DAY).data, format="trig")
    assert len(list(read.quads((None, None, None, None)))) == len(made(tiny))


def test_a_study_without_findings_has_nothing_to_publish() -> None:
    with pytest.raises(CallError, match="no finding here, and no contested placement"):
        export_nanopubs([], DAY)
