"""The named questions with their answers.

Goes in: a graph over the public quads. Comes out: for each question its answers, one for each value of a
parameter that must be given, with the files that hold them; for codes, the things that they stand for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from markupsafe import Markup

from lcgraph import queries
from lcgraph.answers import Rows
from lcgraph.graph import Graph
from lcgraph.queries import Parameter, Query
from lcgraph.render.rows import render_rows
from lcgraph.schemes import Schemes
from lcgraph.vocab import BASE, LCG, XSD
from lcgraph.web.addresses import step
from lcgraph.web.things import Things
from lcgraph.web.view import View

MOST_ROWS: Final = 1_000
"""How many rows of an answer a page shows; its CSV has all of them."""
MOST_ANSWERS: Final = 8
"""With more values of a parameter than this a page lists their CSV files, and no rows."""


@dataclass(frozen=True)
class Answer:
    """The answer to a question, for one value of its required parameter or for none; and its CSV."""

    value: str
    scheme: str
    rows: Rows
    csv: str

    @property
    def file(self) -> bytes:
        """The answer as CSV, as `lcgraph query` writes it."""
        return render_rows(self.rows, "csv").encode()


@dataclass(frozen=True)
class Asked:
    """A question and its answers; `shown` is whether a page lists the rows, or only gives the CSV."""

    query: Query
    stem: str
    answers: tuple[Answer, ...]
    shown: bool

    @property
    def literature(self) -> bool:
        """Whether this is a question to the literature."""
        return self.query.path.parent.name == "literature"

    @property
    def required(self) -> list[Parameter]:
        """The parameters without which it cannot be asked."""
        return [each for each in self.query.parameters if each.required]


def ask_all(graph: Graph) -> list[Asked]:
    """Every named question, in the order of their names, with its answers over this graph."""
    return [_asked(graph, query) for query in queries.catalogue().values()]


def _asked(graph: Graph, query: Query) -> Asked:
    required = [each for each in query.parameters if each.required]
    where = f"query/{step(query.name)}"
    if len(required) != 1:
        rows = graph.free(query.name)
        return Asked(query, where, (Answer("", "", rows, f"{where}.csv"),), shown=not required)
    (parameter,) = required
    answers = []
    for value in _values(graph, parameter):
        rows = graph.query(query.name, **{parameter.name: value})
        if len(rows):
            answers.append(Answer(value, parameter.type, rows, f"{where}/{step(value)}.csv"))
    return Asked(query, where, tuple(answers), shown=len(answers) <= MOST_ANSWERS)


def _values(graph: Graph, parameter: Parameter) -> list[str]:
    """The values for which an answer is given: every code, or every starting year of a case but the first."""
    if parameter.type == "year":
        found = graph.sparql(_STARTED)
        assert isinstance(found, Rows)
        return sorted({str(year) for year, *_ in found})[1:]
    return graph.codes(parameter.type)


_STARTED: Final = "SELECT DISTINCT (STR(?when) AS ?year) WHERE { ?case a lcg:Case ; lcg:startYear ?when }"


class Codes:
    """Which thing a code of a scheme stands for."""

    def __init__(self, schemes: Schemes, things: Things) -> None:
        self.schemes = schemes
        self.things = things

    def find(self, scheme: str, code: str, study: str = "") -> str:
        """The IRI for a code, that of the study first; "" when there is none.

        A code that stands apart from another study's own has its study in it: `study/code`.
        """
        apart, _, plain = code.rpartition("/")
        found = self.schemes.get(scheme, plain, apart or study)
        iri = found.iri.value if found else f"{BASE}{scheme}/{plain}"
        return iri if iri in self.things.said.said else ""


def cells(
    view: View, codes: Codes, rows: Rows, schemes: Mapping[str, str]
) -> list[list[tuple[bool, Markup]]]:
    """The rows as a page shows them: for each cell whether it is a number, and its text or link."""
    place = rows.columns.index("study") if "study" in rows.columns else None
    shown = []
    for row in rows.terms[:MOST_ROWS]:
        study = row[place] if place is not None else None
        name = study.value if isinstance(study, ox.Literal) else ""
        shown.append(
            [
                _cell(view, codes, schemes.get(column, ""), term, name)
                for column, term in zip(rows.columns, row, strict=True)
            ]
        )
    return shown


def _cell(view: View, codes: Codes, scheme: str, term: object, study: str) -> tuple[bool, Markup]:
    if not isinstance(term, ox.NamedNode | ox.Literal):
        return False, Markup("")
    number = isinstance(term, ox.Literal) and term.datatype in (XSD.integer, XSD.decimal)
    iri = codes.find(scheme, term.value, study) if scheme and isinstance(term, ox.Literal) else ""
    short = term.value if scheme == "study" else ""  # a title would make every row high
    return number, view.a(iri, short) if iri else view.value(term)


def literature(things: Things, citations: list[str]) -> list[tuple[str, str, list[str], list[str]]]:
    """Citations as rows: the citation, its work, what it is about, and its places in the source."""
    about = (LCG.about, LCG.placesMotive, LCG.inCluster)
    return [
        (
            citation,
            things.said.one(citation, LCG.citesWork),
            [each for predicate in about for each in things.said.all(citation, predicate)],
            things.said.all(citation, LCG.locator),
        )
        for citation in citations
    ]
