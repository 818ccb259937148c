"""The checks of `queries/checks/` find nothing in the ontology, and each finds the fault it is there for."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from lcgraph import __version__
from lcgraph.release import this_release
from lcgraph.resources import artefact, ontology_files

CHECKS = {path.stem: path for path in sorted(artefact("queries", "checks").glob("*.rq"))}
FAULTS = Path(__file__).with_name("faults.trig")
NAMED_OTHERWISE = {
    "built-in-redefined": {"http://www.w3.org/2000/01/rdf-schema#label"},
    "missing-ontology-metadata": {"https://w3id.org/lcgraph/ontology"},
}
"""At fault, but not called so: a built-in term, and the header of the ontology that a fault graph lacks."""


def severities() -> dict[str, str]:
    with artefact("queries", "checks", "severities.csv").open(encoding="utf-8", newline="") as table:
        return {row["name"]: row["severity"] for row in csv.DictReader(table)}


def offenders(store: Store, check: str) -> set[tuple[str, str]]:
    rows = store.query(CHECKS[check].read_text("utf-8"))
    return {(row["term"].value, row["problem"].value) for row in rows}


def planted(check: str) -> Store:
    """The small ontology with the fault that a check is there for."""
    store = Store()
    store.extend(
        Quad(quad.subject, quad.predicate, quad.object)
        for quad in parse(path=FAULTS)
        if quad.graph_name == NamedNode(f"urn:fault:{check}")
    )
    return store


def test_there_are_41_checks() -> None:
    assert len(CHECKS) == 41


def test_each_check_has_its_severity_in_the_table() -> None:
    assert list(severities()) == sorted(CHECKS)
    assert set(severities().values()) == {"error", "warning", "info"}


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_tells_problem_and_remedy_in_both_languages(check: str) -> None:
    lines = CHECKS[check].read_text("utf-8").splitlines()
    header = tomllib.loads("\n".join(line[3:] for line in lines if line.startswith("#+ ")))
    assert header["columns"] == ["term", "problem"]
    assert all(header[part][lang] for part in ("problem", "remedy") for lang in ("nl", "en"))


@pytest.mark.parametrize("check", CHECKS)
def test_the_ontology_is_free_of(check: str, ontology_store: Store) -> None:
    assert offenders(ontology_store, check) == set(), severities()[check]


@pytest.mark.parametrize("check", CHECKS)
def test_the_planted_fault_is_found_and_its_sound_neighbour_left(check: str) -> None:
    store = planted(check)
    terms = {term for quad in store for term in (quad.subject, quad.predicate, quad.object)}
    faulty = {term.value for term in terms if isinstance(term, NamedNode) and "faulty" in term.value.lower()}
    expected = faulty | NAMED_OTHERWISE.get(check, set())
    assert expected, "no fault planted"
    assert {term for term, _ in offenders(store, check)} == expected


@pytest.mark.ci(every=6)
@pytest.mark.parametrize("check", CHECKS)
def test_a_check_finds_the_same_on_rdflib(check: str) -> None:
    graph = rdflib.Graph().parse(data=planted(check).dump(format=RdfFormat.TRIG), format="turtle")
    rows = graph.query(CHECKS[check].read_text("utf-8"))
    assert {(str(term), str(problem)) for term, problem in rows} == offenders(planted(check), check)


def test_the_header_is_what_the_fair_checks_expect(ontology_store: Store) -> None:
    dcterms, owl, vann = (
        "http://purl.org/dc/terms/",
        "http://www.w3.org/2002/07/owl#",
        "http://purl.org/vocab/vann/",
    )
    header = NamedNode("https://w3id.org/lcgraph/ontology")

    def values(prop: str) -> set[str]:
        return {quad.object.value for quad in ontology_store.quads_for_pattern(header, NamedNode(prop), None)}

    assert values(owl + "versionIRI") == {f"https://w3id.org/lcgraph/ontology/{__version__}"}
    assert values(owl + "versionInfo") == {__version__}
    assert values(dcterms + "license") == {"https://creativecommons.org/licenses/by/4.0/"}
    assert values(dcterms + "source") == {"https://doi.org/10.59532/tvho.v41i2.15695"}
    assert values(dcterms + "created") == {"2026-11-23T00:00:00Z"}
    assert values(dcterms + "issued") == values(dcterms + "modified") == {f"{this_release().day}T00:00:00Z"}
    assert values(vann + "preferredNamespacePrefix") == {"lcg"}
    assert values(vann + "preferredNamespaceUri") == {"https://w3id.org/lcgraph/ontology#"}
    assert values(owl + "imports") == {
        f"https://w3id.org/lcgraph/ontology/{path.stem}"
        for path in ontology_files()
        if path.stem != "lcgraph"
    }
    for prop in ("title", "description"):
        texts = ontology_store.quads_for_pattern(header, NamedNode(dcterms + prop), None)
        assert {quad.object.language for quad in texts if isinstance(quad.object, Literal)} == {"nl", "en"}


@pytest.mark.parametrize("path", ontology_files(), ids=lambda path: path.stem)
def test_every_file_can_be_read_by_rdflib_too(path: Path) -> None:
    assert len(rdflib.Graph().parse(path)) == len({quad.triple for quad in parse(path=path)})


def test_every_individual_has_a_label_in_both_languages_and_every_scheme_a_licence(
    ontology_store: Store,
) -> None:
    prefixes = (
        "PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcterms: <http://purl.org/dc/terms/> "
    )

    def found(pattern: str) -> set[str]:
        solutions = ontology_store.query(
            f"{prefixes} SELECT ?s {{ {pattern} }}", use_default_graph_as_union=True
        )
        return {str(each["s"]) for each in solutions}

    individuals, schemes = found("?s a owl:NamedIndividual"), found("?s a skos:ConceptScheme")
    assert (len(individuals), len(schemes)) == (86, 11)
    for lang in ("nl", "en"):
        labelled = found(f"?s rdfs:label ?label FILTER (LANG(?label) = '{lang}')")
        assert not individuals - labelled
    assert found("?s a skos:ConceptScheme ; dcterms:license ?licence") == schemes
