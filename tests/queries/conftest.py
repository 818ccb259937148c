"""Both engines over the same data: every answer in these tests is the one that Oxigraph and rdflib share."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from lcgraph import queries
from lcgraph.derive.derivation import derive
from lcgraph.graph import Graph
from lcgraph.resources import bundled_data, ontology_files
from lcgraph.store import EmbeddedStore
from lcgraph.vocab import ONTOLOGY, XSD

HERE = Path(__file__).parent
_PYTHON = {XSD.integer.value: int, XSD.decimal.value: Decimal, XSD.boolean.value: "true".__eq__}

Row = tuple[Any, ...]


class Engines:
    """One data set in two engines, with what is derived of it.

    With `both` every answer is asked of both; where tests are left to CI, so is the second engine.
    """

    both = True

    def __init__(self, data: Path) -> None:
        self.data = data
        self.oxigraph = ox.Store()
        for path in ontology_files():
            self.oxigraph.load(path=path, format=ox.RdfFormat.TURTLE, to_graph=ONTOLOGY)
        self.oxigraph.load(path=data, format=ox.RdfFormat.TRIG)
        self.graph = Graph(EmbeddedStore.around(self.oxigraph))
        self.derived = derive(self.graph.store, "0")
        self.oxigraph.extend(self.derived)

    @cached_property
    def rdflib(self) -> rdflib.Dataset:
        """The same in rdflib."""
        dataset = rdflib.Dataset(default_union=True)
        for path in ontology_files():
            dataset.graph(rdflib.URIRef(ONTOLOGY.value)).parse(path)
        dataset.parse(self.data, format="trig")
        dataset.parse(data=ox.serialize(self.derived, format=ox.RdfFormat.N_QUADS), format="nquads")
        return dataset

    def rows(self, name: str, **values: str | int) -> list[Row]:
        """The rows of a named query; a number is a number, an empty cell is None."""
        query = queries.find(name)
        text = queries.bind(query, values, self.graph.meanings)
        columns, answer = self.ask_oxigraph(text)
        assert columns == query.columns
        if self.both:
            assert self.ask_rdflib(text) == (columns, answer)
        if columns[-1] == "withheld" and not self.graph.partial:
            answer = [row[:-1] for row in answer]  # as `Graph.query` gives it
        return [tuple(_value(term) for term in row) for row in answer]

    def lines(self, name: str, **values: str | int) -> list[str]:
        """The rows as these tests write them: cells with a space between them, `-` for an empty one."""
        return [
            " ".join("-" if cell is None else str(cell) for cell in row) for row in self.rows(name, **values)
        ]

    def ask_oxigraph(self, text: str) -> tuple[tuple[str, ...], list[Row]]:
        """Columns and rows of (lexical form, datatype or kind)."""
        found = self.oxigraph.query(text, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        columns = tuple(variable.value for variable in found.variables)
        return columns, [tuple(_oxigraph_term(row[column]) for column in columns) for row in found]

    def ask_rdflib(self, text: str) -> tuple[tuple[str, ...], list[Row]]:
        found = self.rdflib.query(text)
        columns = tuple(str(variable) for variable in found.vars or ())
        return columns, [tuple(_rdflib_term(row[column]) for column in columns) for row in found]


def _oxigraph_term(term: object) -> tuple[str, str] | None:
    if isinstance(term, ox.Literal):
        return term.value, term.language or term.datatype.value
    return None if term is None else (str(term).strip("<>"), "iri")


def _rdflib_term(term: object) -> tuple[str, str] | None:
    if isinstance(term, rdflib.Literal):
        return str(term), str(term.language or term.datatype or XSD.string.value)
    return None if term is None else (str(term), "iri")


def _value(term: tuple[str, str] | None) -> object:
    if term is None:
        return None
    return _PYTHON.get(term[1], str)(term[0])


@pytest.fixture(scope="session", autouse=True)
def _engines(pytestconfig: pytest.Config) -> None:
    Engines.both = not getattr(pytestconfig.option, "left_to_ci", False)


@pytest.fixture(scope="session")
def engines() -> type[Engines]:
    """Two engines over a file of TriG."""
    return Engines


@pytest.fixture(scope="session")
def bundled() -> Engines:
    """The study of Bos and others (2023)."""
    return Engines(bundled_data())


@pytest.fixture(scope="session")
def boundaries() -> Engines:
    """The two studies of `boundaries.trig`."""
    return Engines(HERE / "boundaries.trig")
