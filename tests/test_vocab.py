"""The names that Python knows are the ontology's, and the other way round."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from lcgraph.resources import artefact, ontology_files
from lcgraph.schemes import CLOSED, OPEN, shared
from lcgraph.vocab import (
    BASE,
    LCG,
    PREFIXES,
    RDF,
    SKOS,
    Namespace,
    concept,
    graph_iri,
    study_iri,
)

SCHEMES = (*OPEN, *CLOSED, "motive")
OWL = PREFIXES["owl"]
CLASS_OF = {
    "role": LCG.PartnerRole,
    "setting": LCG.Setting,
    "sector": LCG.Sector,
    "level": LCG.MotiveLevel,
    "cluster": LCG.MotiveCluster,
    "status": LCG.CellStatus,
    "qualifier": LCG.CountQualifier,
    "phase": LCG.Phase,
    "relation": LCG.CitationRelation,
    "match": LCG.MatchKind,
    "motive": LCG.Motive,
}


MOTIVES = {
    "image": "legitimacy",
    "recruitment": "legitimacy",
    "student-perspectives": "development",
    "learning-community": "development",
    "practice-partner-development": "development",
    "teacher-development": "development",
    "student-development": "development",
    "network": "social-capital",
    "innovative-solutions": "innovative-capacity",
    "cost-reduction": "financial-capital",
    "up-to-date-curriculum": "innovative-capacity",
    "better-education-and-care": "societal",
    "social-responsibility": "societal",
}
"""The motives of the tables, each with its cluster there."""


@pytest.fixture(scope="module")
def ontology() -> ox.Store:
    store = ox.Store()
    for path in ontology_files():
        store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


def subjects(store: ox.Store, predicate: ox.NamedNode, object_: ox.NamedNode) -> set[str]:
    found = store.quads_for_pattern(None, predicate, object_)
    return {quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}


def objects(store: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[str]:
    return [quad.object.value for quad in store.quads_for_pattern(subject, predicate, None)]


def test_there_are_six_files_of_the_ontology() -> None:
    assert [path.name for path in ontology_files()] == [
        "lcgraph.ttl",
        "core.ttl",
        "motives.ttl",
        "literature.ttl",
        "crosswalk.ttl",
        "alignments.ttl",
    ]
    assert all(path.is_file() for path in ontology_files())


def test_every_term_that_python_knows_is_defined_in_the_ontology_and_the_other_way_round(
    ontology: ox.Store,
) -> None:
    kinds = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    defined = {
        iri.removeprefix(LCG.iri)
        for kind in kinds
        for iri in subjects(ontology, RDF.type, ox.NamedNode(OWL + kind))
        if iri.startswith(LCG.iri)
    }
    assert len(defined) > 80
    assert set(LCG.names) == defined


def test_no_term_is_used_in_the_ontology_that_is_not_defined_there(ontology: ox.Store) -> None:
    used = {
        term.value.removeprefix(LCG.iri)
        for quad in ontology
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(LCG.iri)
    }
    assert used <= set(LCG.names)


def test_no_query_and_no_shape_uses_a_term_that_does_not_exist() -> None:
    files = [*artefact("queries").rglob("*.rq"), artefact("ontology", "shapes.ttl")]
    assert len(files) > 60
    used = {
        (path.name, name)
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.lstrip().startswith("#")
        for name in re.findall(r"(?<![\w.-])lcg:(\w+)", line)
    }
    assert len(used) > 300
    assert {(file, name) for file, name in used if name not in LCG.names} == set()


def test_every_code_that_python_knows_is_a_concept_in_its_scheme_in_the_order_of_the_positions(
    ontology: ox.Store,
) -> None:
    for scheme in SCHEMES:
        codes = shared().codes(scheme)
        assert codes, scheme
        members = subjects(ontology, SKOS.inScheme, ox.NamedNode(BASE + scheme))
        positions = {}
        for iri in members:
            node = ox.NamedNode(iri)
            (code,) = objects(ontology, node, SKOS.notation)
            assert node == concept(scheme, code)
            assert CLASS_OF[scheme].value in objects(ontology, node, RDF.type)
            (position,) = objects(ontology, node, LCG.position)
            positions[code] = int(position)
        assert sorted(positions, key=positions.__getitem__) == list(codes), scheme
        assert len(set(positions.values())) == len(positions), scheme


def test_every_scheme_of_the_ontology_is_known(ontology: ox.Store) -> None:
    schemes = subjects(ontology, RDF.type, ox.NamedNode(SKOS.iri + "ConceptScheme"))
    assert schemes == {BASE + scheme for scheme in SCHEMES}


def test_the_cluster_of_each_motive_is_the_one_under_which_the_tables_show_it() -> None:
    clusters = {motive: concept.cluster for motive in MOTIVES if (concept := shared().get("motive", motive))}
    assert clusters == MOTIVES


def test_the_codes_are_those_that_people_rely_on() -> None:
    codes = shared().codes
    assert codes("role") == ("practice-partner", "education-partner")
    assert codes("setting") == ("public-public", "public-private")
    assert codes("sector") == ("ict", "technology", "education", "economics", "health-care")
    assert codes("level") == ("collective", "organisational", "individual")
    assert codes("phase") == ("start", "now")
    assert codes("status") == ("reported", "below-threshold", "blank", "not-asked", "not-coded", "withheld")
    assert codes("motive")[:13] == tuple(MOTIVES)


def test_sub_clusters_are_narrower_than_capital(ontology: ox.Store) -> None:
    broader = {
        code: [iri.rpartition("/")[2] for iri in objects(ontology, concept("cluster", code), SKOS.broader)]
        for code in shared().codes("cluster")
    }
    assert {code: found for code, found in broader.items() if found} == {
        "social-capital": ["capital"],
        "innovative-capacity": ["capital"],
        "financial-capital": ["capital"],
    }


def test_a_misspelt_term_raises() -> None:
    with pytest.raises(AttributeError, match=r"'Motif' is not a term of https://w3id.org/lcgraph/ontology#"):
        _ = LCG.Motif


def test_a_namespace_is_closed_from_the_start() -> None:
    tiny = Namespace("urn:x#", "a b")
    assert tiny.names == ("a", "b")
    assert tiny.a == ox.NamedNode("urn:x#a")
    with pytest.raises(AttributeError, match="'c' is not a term of urn:x#"):
        _ = tiny.c


def test_links_of_a_study_are_made_as_the_contract_says() -> None:
    assert study_iri("s").value == "https://w3id.org/lcgraph/study/s"
    assert study_iri("s", "case", "ict").value == "https://w3id.org/lcgraph/study/s/case/ict"
    assert graph_iri("s", "derived").value == "https://w3id.org/lcgraph/study/s/graph/derived"
