"""Every outside IRI that the ontology uses is a term of the vocabulary it claims to come from.

rdflib carries the term lists of most vocabularies. `outside_terms.csv` carries those of the others: only
terms that were looked up in the file that defines them, which the table names.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, parse
from rdflib import DC, DCAT, DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SH, SKOS, VANN, XSD, URIRef

from lcgraph import vocab
from lcgraph.resources import artefact

LISTED_BY_RDFLIB = (DC, DCAT, DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SH, SKOS, VANN, XSD)
DOCUMENTS = {
    "https://creativecommons.org/licenses/by/4.0/",
    "https://doi.org/10.59532/tvho.v41i2.15695",
}
"""Outside IRIs that are documents, not terms."""


def looked_up() -> dict[str, str]:
    """The terms of `outside_terms.csv`, each with its kind."""
    with Path(__file__).with_name("outside_terms.csv").open(encoding="utf-8", newline="") as table:
        return {row["vocabulary"] + row["term"]: row["kind"] for row in csv.DictReader(table)}


def names_in_python() -> list[str]:
    """The outside terms of `lcgraph.vocab`."""
    return [
        space.iri + name
        for space in vars(vocab).values()
        if isinstance(space, vocab.Namespace) and space is not vocab.LCG
        for name in space.names
    ]


def exists(iri: str) -> bool:
    return iri in looked_up() or any(URIRef(iri) in namespace for namespace in LISTED_BY_RDFLIB)


def outside(quads: list[Quad]) -> Iterator[str]:
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object):
            iri = term.datatype.value if isinstance(term, Literal) else getattr(term, "value", "")
            if isinstance(term, NamedNode | Literal) and not iri.startswith(vocab.BASE):
                yield iri


@pytest.mark.parametrize("path", sorted(artefact("ontology").glob("*.ttl")), ids=lambda path: path.stem)
def test_every_outside_term_exists(path: Path) -> None:
    used = set(outside(list(parse(path=path)))) - DOCUMENTS
    assert used, "nothing reused?"
    assert sorted(iri for iri in used if not exists(iri)) == []


@pytest.mark.parametrize(
    "iri",
    [
        "http://www.w3.org/2004/02/skos/core#Motive",
        "http://www.w3.org/ns/org#OrganisationalCollaboration",
        "http://purl.org/spar/cito/defines",
        "http://purl.org/linked-data/cube#observations",
        "https://faulty.example/term",
    ],
)
def test_a_term_that_its_vocabulary_lacks_is_noticed(iri: str) -> None:
    assert not exists(iri)


def test_a_looked_up_term_is_declared_as_its_vocabulary_has_it(ontology: list[Quad]) -> None:
    known = looked_up()
    declared = {quad.subject.value: quad.object.value for quad in ontology if quad.subject.value in known}
    assert len(declared) > 4
    for iri, kind in declared.items():
        assert kind.endswith(known[iri]), iri  # Web Annotation says rdf:Property, which fits any


def test_no_looked_up_term_is_unused(ontology: list[Quad]) -> None:
    assert sorted(set(looked_up()) - set(outside(ontology)) - set(names_in_python())) == []


def test_the_outside_names_that_python_uses_exist() -> None:
    names = names_in_python()
    assert len(names) > 20
    assert [iri for iri in names if not exists(iri)] == []
