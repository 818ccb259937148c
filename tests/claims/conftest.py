"""The bundled study in a store that can be changed: a cell turned over, a statement put in or taken out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pyoxigraph as ox
import pytest

import lcgraph
from lcgraph.analysis.claims import Verdict
from lcgraph.claims import verdicts
from lcgraph.graph import Graph
from lcgraph.store import EmbeddedStore
from lcgraph.vocab import LCG, RDF, concept, graph_iri, study_iri

STUDY = "bos-2023"
GRAPH = graph_iri(STUDY, "asserted")
DERIVED = graph_iri(STUDY, "derived")
REPORTED, BLANK = concept("status", "reported"), concept("status", "blank")


class Data:
    """A store, the claims held against it, and changes that are undone after use."""

    def __init__(self, content: Sequence[ox.Quad]) -> None:
        self.store = ox.Store()
        self.store.extend(content)

    def claims(self) -> dict[str, Verdict]:
        """The claims of the study by id, held against what is in the store now."""
        ask = EmbeddedStore.around(self.store).query
        found = verdicts(ask, ask)  # type: ignore[arg-type]  # all of these are SELECTs
        return {verdict.id: verdict for verdict in found if verdict.study == STUDY}

    def verdicts(self) -> dict[str, str]:
        return {id_: verdict.verdict for id_, verdict in self.claims().items()}

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

    def replaced(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: object) -> Data:
        """Other data with another value of one property, and what is derived from that."""
        (old,) = self.store.quads_for_pattern(subject, predicate, None, GRAPH)
        return self.changed(old, put=[_quad(subject, predicate, value)])

    def changed(self, *gone: ox.Quad, put: Sequence[ox.Quad] = ()) -> Data:
        """Other data without some statements and with others, and what is derived from them."""
        asserted = [
            quad for quad in self.store.quads_for_pattern(None, None, None, GRAPH) if quad not in gone
        ]
        memory = Graph(EmbeddedStore())
        memory.load([*asserted, *put])
        return Data(list(memory.stream(ontology=True)))

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
    def added(self, *cells: str, status: ox.NamedNode = REPORTED) -> Iterator[None]:
        """The same tables with cells that they do not have."""
        put = []
        for cell in cells:
            case, role, motive = cell.split("/")
            finding = study_iri(STUDY, "finding", cell)
            put += [
                _quad(finding, RDF.type, LCG.PublishedFinding),
                ox.Quad(finding, RDF.type, LCG.Cell, DERIVED),
                _quad(finding, LCG.partOfStudy, study_iri(STUDY)),
                _quad(finding, LCG.aboutGroup, study_iri(STUDY, "group", case, role)),
                _quad(finding, LCG.aboutMotive, concept("motive", motive)),
                _quad(finding, LCG.status, status),
            ]
        with self.without(put=put):
            yield


def _quad(subject: ox.NamedNode, predicate: ox.NamedNode, value: object) -> ox.Quad:
    if not isinstance(value, ox.NamedNode | ox.Literal):
        value = ox.Literal(value)  # type: ignore[arg-type]  # a number: xsd:integer
    return ox.Quad(subject, predicate, value, GRAPH)


@pytest.fixture(scope="session")
def content() -> list[ox.Quad]:
    """The ontology and the bundled study, with what is derived."""
    return list(lcgraph.open().stream(ontology=True))


@pytest.fixture(scope="module")
def data(content: list[ox.Quad]) -> Data:
    """The bundled study."""
    return Data(content)
