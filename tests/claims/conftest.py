"""The bundled study in a store that can be changed: a cell turned over, a statement put in or taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pyoxigraph as ox
import pytest

from lcgraph import queries
from lcgraph.resources import bundled_data, ontology_files
from lcgraph.vocab import LCG, ONTOLOGY, RDF, XSD, concept, graph_iri, study_iri

STUDY = "bos-2023"
GRAPH = graph_iri(STUDY, "asserted")
REPORTED, BLANK = concept("status", "reported"), concept("status", "blank")

Row = tuple[bool | int | str, ...]


def quads() -> list[ox.Quad]:
    """The ontology and the bundled study."""
    found = [
        ox.Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY)
        for path in ontology_files()
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    ]
    return [*found, *ox.parse(path=bundled_data(), format=ox.RdfFormat.TRIG)]


class Data:
    """A store, the claims held against it, and changes that are undone after use."""

    def __init__(self, content: Sequence[ox.Quad]) -> None:
        self.store = ox.Store()
        self.store.extend(content)
        self.claims: Mapping[str, queries.Claim] = queries.claims()

    def row(self, name: str) -> Row:
        """The verdict of a claim and its evidence, in the order of its columns."""
        claim = self.claims[name]
        found = self.store.query(claim.text, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        assert tuple(variable.value for variable in found.variables) == claim.columns
        (row,) = found
        return tuple(_value(term) for term in row)

    def verdicts(self) -> dict[str, bool | None]:
        return {name: self.row(name)[0] for name in self.claims}

    def cells(self) -> list[str]:
        """Every cell of the tables as `case/role/motive`."""
        prefix = study_iri(STUDY, "finding").value + "/"
        found = self.store.quads_for_pattern(None, LCG.status, None, GRAPH)
        return sorted(str(quad.subject).strip("<>").removeprefix(prefix) for quad in found)

    @contextmanager
    def without(self, *gone: ox.Quad, put: Sequence[ox.Quad] = ()) -> Iterator[None]:
        """The same data without some statements and with others."""
        for quad in gone:
            assert quad in self.store, quad
            self.store.remove(quad)
        self.store.extend(put)
        try:
            yield
        finally:
            for quad in put:
                self.store.remove(quad)
            self.store.extend(gone)

    @contextmanager
    def replaced(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: object) -> Iterator[None]:
        """The same data with another value of one property."""
        (old,) = self.store.quads_for_pattern(subject, predicate, None, GRAPH)
        with self.without(old, put=[_quad(subject, predicate, value)]):
            yield

    @contextmanager
    def turned_over(self, *cells: str) -> Iterator[None]:
        """The same tables with these cells turned over: a mark where there was none, and the reverse."""
        gone, put = [], []
        for cell in cells:
            finding = study_iri(STUDY, "finding", cell)
            (old,) = self.store.quads_for_pattern(finding, LCG.status, None, GRAPH)
            assert old.object in (REPORTED, BLANK)
            gone.append(old)
            put.append(_quad(finding, LCG.status, BLANK if old.object == REPORTED else REPORTED))
        with self.without(*gone, put=put):
            yield

    @contextmanager
    def added(self, *cells: str) -> Iterator[None]:
        """The same tables with a mark in cells that they do not have."""
        put = []
        for cell in cells:
            case, role, motive = cell.split("/")
            finding = study_iri(STUDY, "finding", cell)
            put += [
                _quad(finding, RDF.type, LCG.PublishedFinding),
                _quad(finding, LCG.aboutGroup, study_iri(STUDY, "group", case, role)),
                _quad(finding, LCG.aboutMotive, concept("motive", motive)),
                _quad(finding, LCG.status, REPORTED),
            ]
        with self.without(put=put):
            yield


def _quad(subject: ox.NamedNode, predicate: ox.NamedNode, value: object) -> ox.Quad:
    if not isinstance(value, ox.NamedNode | ox.Literal):
        value = ox.Literal(value)  # type: ignore[arg-type]  # a number: xsd:integer
    return ox.Quad(subject, predicate, value, GRAPH)


def _value(term: object) -> bool | int | str | None:
    if term is None:
        return None
    assert isinstance(term, ox.Literal), term
    if term.datatype == XSD.boolean:
        return term.value == "true"
    return int(term.value) if term.datatype == XSD.integer else term.value


@pytest.fixture(scope="session")
def content() -> list[ox.Quad]:
    return quads()


@pytest.fixture(scope="module")
def data(content: list[ox.Quad]) -> Data:
    """The bundled study."""
    return Data(content)
