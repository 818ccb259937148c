"""What every question needs, said once: which finding counts, what is topmost, minimums, facets, phases."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

import lcgraph
from lcgraph.derive.derivation import derive
from lcgraph.graph import Graph, ontology_quads
from lcgraph.resources import bundled_study
from lcgraph.store import EmbeddedStore
from lcgraph.vocab import BASE, LCG, RDF, SHARED

PARK = BASE + "study/park"
DERIVED = ox.NamedNode(f"{PARK}/graph/derived")


def park() -> list[ox.Quad]:
    asserted = ox.NamedNode(f"{PARK}/graph/asserted")
    triples = ox.parse(path=Path(__file__).with_name("park.ttl"), format=ox.RdfFormat.TURTLE)
    return [ox.Quad(each.subject, each.predicate, each.object, asserted) for each in triples]


@pytest.fixture(scope="module")
def derived() -> list[ox.Quad]:
    store = EmbeddedStore()
    store.add([*ontology_quads(), *park()])
    return derive(store, "1.2.3")


def said(quads: Iterable[ox.Quad], *properties: ox.NamedNode) -> set[tuple[str, ...]]:
    """Subject, property and object of some properties, IRIs without what all share."""

    def short(term: object) -> str:
        text = str(getattr(term, "value", term))
        return text.removeprefix(PARK + "/").removeprefix(BASE).removeprefix("ontology#")

    return {
        (short(quad.subject), short(quad.predicate), short(quad.object))
        for quad in quads
        if quad.predicate in properties
    }


def test_the_published_finding_counts_and_where_there_is_none_the_derived_one(
    derived: list[ox.Quad],
) -> None:
    cells = {quad.subject.value.removeprefix(PARK) for quad in derived if quad.object == LCG.Cell}
    assert cells == {
        "/finding/north/gardeners/nests",
        "/finding/north/city/nests/derived",
        "/finding/south/neighbours/nests/derived",
    }


def test_the_topmost_concept_is_the_end_of_the_chain_however_long(derived: list[ox.Quad]) -> None:
    own = [quad for quad in derived if quad.graph_name == DERIVED]
    assert said(own, LCG.topConcept, LCG.topCluster) == {
        ("role/city", "topConcept", "role/practice-partner"),
        ("role/gardeners", "topConcept", "role/practice-partner"),
        ("role/neighbours", "topConcept", "role/neighbours"),
        ("cluster/nature", "topConcept", "cluster/nature"),
        ("cluster/animals", "topConcept", "cluster/nature"),
        ("cluster/birds", "topConcept", "cluster/nature"),
        ("phase/plan", "topConcept", "phase/plan"),
        ("phase/use", "topConcept", "phase/use"),
        ("motive/nests", "topCluster", "cluster/nature"),
    }


def test_what_is_shared_stands_once_and_does_not_depend_on_the_studies(derived: list[ox.Quad]) -> None:
    shared = {quad for quad in derived if quad.graph_name == SHARED}
    assert shared == set(lcgraph.open(studies=bundled_study()).store.quads(SHARED.value))
    assert len(shared) == 21 + 32
    unspoken = shared.difference(lcgraph.open().store.quads(SHARED.value))  # in the file of the bundled study
    assert {quad.subject.value.rpartition("/")[0] for quad in unspoken} == {f"{BASE}phase"}
    assert ("cluster/social-capital", "topConcept", "cluster/capital") in said(shared, LCG.topConcept)
    assert ("motive/network", "topCluster", "cluster/capital") in said(shared, LCG.topCluster)


def test_a_circle_of_concepts_ends_where_it_would_close() -> None:
    store, above = EmbeddedStore(), ox.NamedNode("http://www.w3.org/2004/02/skos/core#broader")
    circle = ox.Quad(
        ox.NamedNode(f"{PARK}/cluster/nature"), above, ox.NamedNode(f"{PARK}/cluster/birds"), DERIVED
    )
    store.add([*ontology_quads(), *park(), circle])
    assert ("cluster/animals", "topConcept", "cluster/birds") in said(derive(store, "1"), LCG.topConcept)


def test_the_rule_of_a_group_is_its_exception_or_that_of_the_study(derived: list[ox.Quad]) -> None:
    """Two thirds of five is four; of a group without respondents there is no minimum."""
    assert said(derived, LCG.governedBy, LCG.minimum) == {
        ("group/north/city", "governedBy", "rule/reporting/exception/north/city"),
        ("group/north/city", "minimum", "4"),
        ("group/north/gardeners", "governedBy", "rule/reporting"),
        ("group/north/gardeners", "minimum", "4"),
        ("group/south/neighbours", "governedBy", "rule/reporting"),
    }


def test_groups_have_a_facet_for_all_that_is_known_of_them_and_none_for_what_is_not(
    derived: list[ox.Quad],
) -> None:
    assert said(derived, LCG.facet) == {
        ("group/north/city", "facet", "facet/role/city"),
        ("group/north/city", "facet", "facet/setting/public-private"),
        ("group/north/city", "facet", "facet/case/north"),
        ("group/north/city", "facet", "facet/start_year/1998"),
        ("group/north/city", "facet", "facet/fenced/yes"),
        ("group/north/city", "facet", "facet/trees/about%20300"),
        ("group/north/city", "facet", "facet/hectares/2.5"),
        ("group/north/gardeners", "facet", "facet/role/gardeners"),
        ("group/north/gardeners", "facet", "facet/setting/public-private"),
        ("group/north/gardeners", "facet", "facet/case/north"),
        ("group/north/gardeners", "facet", "facet/start_year/1998"),
        ("group/north/gardeners", "facet", "facet/fenced/yes"),
        ("group/north/gardeners", "facet", "facet/trees/about%20300"),
        ("group/north/gardeners", "facet", "facet/hectares/2.5"),
        ("group/north/gardeners", "facet", "facet/owner/the%20city%3A%20north%20%26%20west"),
        ("group/south/neighbours", "facet", "facet/role/neighbours"),
        ("group/south/neighbours", "facet", "facet/case/south"),
        ("group/south/neighbours", "facet", "facet/fenced/no"),
        ("group/south/neighbours", "facet", "facet/trees/all"),
        ("group/south/neighbours", "facet", "facet/hectares/12"),
    }


def test_a_facet_says_by_what_it_compares_its_value_and_what_that_falls_under(
    derived: list[ox.Quad],
) -> None:
    about = [quad for quad in derived if quad.subject.value == f"{PARK}/facet/role/gardeners"]
    assert {(quad.predicate, quad.object.value) for quad in about} == {
        (RDF.type, LCG.Facet.value),
        (LCG.partOfStudy, PARK),
        (LCG.facetBy, "role"),
        (LCG.facetValue, "gardeners"),
        (LCG.facetTop, "practice-partner"),
        (LCG.facetWithin, "gardeners"),
        (LCG.facetWithin, "city"),
        (LCG.facetWithin, "practice-partner"),
        (LCG.position, "4"),
    }
    texts = [quad for quad in derived if quad.subject.value.startswith(f"{PARK}/facet/owner/")]
    assert ("facetValue", "the city: north & west") in {each[1:] for each in said(texts, LCG.facetValue)}


def test_values_have_a_place_among_the_others(derived: list[ox.Quad]) -> None:
    """Roles as their rows stand, numbers by size and what has none last, yes before no."""
    places = {
        each[0].removeprefix("facet/"): int(each[2])
        for each in said(derived, LCG.position)
        if each[0].startswith("facet/")
    }
    assert sorted(places, key=lambda each: (each.partition("/")[0], places[each])) == [
        *("case/north", "case/south", "fenced/yes", "fenced/no", "hectares/2.5", "hectares/12"),
        *("owner/the%20city%3A%20north%20%26%20west", "role/city", "role/gardeners", "role/neighbours"),
        *("setting/public-private", "start_year/1998", "trees/about%20300", "trees/all"),
    ]


def test_a_number_that_a_source_only_bounds_has_the_code_of_its_qualifier(city: Path) -> None:
    values = {quad[2] for quad in said(lcgraph.open(studies=[city]).quads(), LCG.facetValue)}
    assert {"about 30", "more-than 10", "all"} <= values
    assert "more than 10" not in values


def test_a_study_has_its_own_phases_and_the_shared_ones_that_it_uses(derived: list[ox.Quad]) -> None:
    assert {each[2] for each in said(derived, LCG.hasPhase)} == {"phase/plan", "phase/use", "phase/now"}


def test_a_study_without_phases_of_its_own_has_all_shared_ones_if_it_uses_any(tiny: Path) -> None:
    quads = lcgraph.open(studies=[tiny]).quads()
    assert {each[2] for each in said(quads, LCG.hasPhase)} == {"phase/start", "phase/now"}
    assert not said(lcgraph.open().quads(), LCG.hasPhase)


def test_findings_that_came_without_their_interviews_stay_when_more_is_loaded(tiny: Path) -> None:
    """A public export has derived cells and no respondents: they cannot be derived again, and are kept."""
    public, _ = lcgraph.open(studies=[tiny]).public()
    graph = Graph(EmbeddedStore())
    graph.load(public)
    found = graph.query("cross-case-matrix").rows
    assert {row[4] for row in found} == {"reported", "below-threshold", "not-asked", "withheld"}
    assert sum(quad.object == LCG.DerivedFinding for quad in graph.quads()) > 10
    graph.load(park())
    assert graph.withheld() == [("tiny-synthetic", "bakery", "education-partner")]
    assert [row for row in graph.query("cross-case-matrix").rows if row[7] == "tiny-synthetic"] == found
