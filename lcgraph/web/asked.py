"""The named questions with their answers: those of lcgraph, and those that studies bring.

Goes in: a graph over the public quads. Comes out: for each question its answers, one for each value of a
parameter that must be given, with the files that hold them, or why there is no answer; for codes, the things
that they stand for. A study's own question is strangers' SPARQL: guarded, and bounded in time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from markupsafe import Markup

from lcgraph.answers import Rows
from lcgraph.errors import CallError, InputError, LcgraphError
from lcgraph.graph import Graph
from lcgraph.queries import Parameter, Query
from lcgraph.render.rows import render_rows
from lcgraph.say import Text
from lcgraph.schemes import Schemes
from lcgraph.vocab import BASE, LCG, SKOS, XSD
from lcgraph.web.addresses import stem, step
from lcgraph.web.things import Things
from lcgraph.web.view import View

MOST_ROWS: Final = 1_000
"""How many rows of an answer a page shows; its CSV has all of them."""
MOST_ANSWERS: Final = 8
"""With more values of a parameter than this a page lists their CSV files, and no rows."""
SECONDS: Final = 30.0
"""How long a question of a study's own may take, for each of its answers."""


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
    """A question and its answers; `shown` is whether a page lists the rows, or only gives the CSV.

    `iri` is that of a question that a study brings; `bound` is its SPARQL with the values that it has where
    none are given; `failure` is why it has no answer.
    """

    query: Query
    stem: str
    answers: tuple[Answer, ...]
    shown: bool
    iri: str = ""
    bound: str = ""
    failure: Text = field(default_factory=Text)

    @property
    def text(self) -> str:
        """Its SPARQL, which gives the answer as it lies."""
        return self.bound or self.query.text

    @property
    def group(self) -> str:
        """Where a list of all questions has it: a study's own, on the literature, or on cases."""
        if self.iri:
            return "own"
        return "literature" if self.query.path.parent.name == "literature" else "cases"

    @property
    def name(self) -> str:
        """Under which name it is asked wherever it is there."""
        return f"{self.query.study}/{self.query.name}" if self.iri else self.query.name

    @property
    def required(self) -> list[Parameter]:
        """The parameters without which it cannot be asked."""
        return [each for each in self.query.parameters if each.required]


def ask_all(graph: Graph, things: Things) -> list[Asked]:
    """Every named question with its answers over this graph, by name; those of studies last."""
    hidden = graph.interviewed
    bundled = [
        _unsaid(query) if hidden and query.personal else _asked(graph, query, "")
        for query in graph.catalogue(own=False).values()
    ]
    return bundled + [_own(graph, things, iri) for iri in things.said.of(LCG.Query)]


def _unsaid(query: Query) -> Asked:
    """A question about what single respondents said, which the interviews behind a public edition answer."""
    why = Text(
        nl="zij gaat over wat afzonderlijke respondenten zeiden, en dat wordt niet gepubliceerd",
        en="it is about what single respondents said, and that is not published",
    )
    return Asked(query, f"query/{step(query.name)}", (), shown=True, failure=why)


def _own(graph: Graph, things: Things, iri: str) -> Asked:
    """A study's own question, which may be refused, take too long, or be no question at all."""
    name, study = (
        things.said.one(each, SKOS.notation) for each in (iri, things.said.one(iri, LCG.partOfStudy))
    )
    try:
        query = graph.find(f"{study}/{name}")
    except InputError as error:
        text = things.said.one(iri, LCG.sparql)
        query = Query(name, Text(nl=name, en=name), Text(), "", (), {}, (), {}, text, Path(name), study=study)
        told = "; ".join(problem.message.en for problem in error.problems)
        return Asked(query, stem(iri), (), shown=True, iri=iri, failure=Text(nl=told, en=told))
    try:
        return _asked(graph, query, iri)
    except LcgraphError as error:
        return Asked(query, stem(iri), (), shown=True, iri=iri, failure=error.text)


def _asked(graph: Graph, query: Query, iri: str) -> Asked:
    where = stem(iri) if iri else f"query/{step(query.name)}"
    made = Asked(query, where, (), shown=True, iri=iri)
    if len(made.required) == 1:
        (parameter,) = made.required
        values = _values(graph, parameter)
        asked = ((value, _rows(graph, made, {parameter.name: value})) for value in values)
        answers = tuple(
            Answer(value, parameter.type, rows, f"{where}/{step(value)}.csv") for value, rows in asked if rows
        )
        return replace(made, answers=answers, shown=len(answers) <= MOST_ANSWERS)
    rows = _rows(graph, made, None if made.required else {})
    answers = (Answer("", "", rows, f"{where}.csv"),)
    bound = "" if made.required else graph.text(made.name)
    return replace(made, answers=answers, shown=not made.required, bound=bound)


def _rows(graph: Graph, asked: Asked, values: Mapping[str, str] | None) -> Rows:
    """The rows for some values of parameters; with None for all of them at once."""
    if asked.iri:
        return graph.bounded(asked.name, values, seconds=SECONDS)
    return graph.free(asked.name) if values is None else graph.query(asked.name, **values)


def _values(graph: Graph, parameter: Parameter) -> list[str]:
    """The values for which an answer is given: every code, or every starting year of a case but the first.

    None for a text or a number, of which anything may be asked.
    """
    if parameter.type == "year":
        years = {str(row["start_year"]) for row in graph.query("cases").dicts() if row["start_year"]}
        return sorted(years)[1:]
    try:
        return graph.codes(parameter.type)
    except CallError:
        return []


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
                _cell(view, codes, _scheme(schemes.get(column, ""), rows, row), term, name)
                for column, term in zip(rows.columns, row, strict=True)
            ]
        )
    return shown


def _scheme(scheme: str, rows: Rows, row: Sequence[object]) -> str:
    """The scheme of a column; `*by` is the one that the cell of column `by` names."""
    if not scheme.startswith("*"):
        return scheme
    named = row[rows.columns.index(scheme[1:])]
    return named.value if isinstance(named, ox.Literal) else ""


def _cell(view: View, codes: Codes, scheme: str, term: object, study: str) -> tuple[bool, Markup]:
    if not isinstance(term, ox.NamedNode | ox.Literal):
        return False, Markup("")
    number = isinstance(term, ox.Literal) and term.datatype in (XSD.integer, XSD.decimal)
    iri = codes.find(scheme, term.value, study) if scheme and isinstance(term, ox.Literal) else ""
    short = term.value if scheme == "study" else ""  # a title would make every row high
    return number, view.a(iri, short) if iri else view.value(term)


@dataclass(frozen=True)
class Crossed:
    """An answer as a cross table: the heads of its columns, and for each motive its counts.

    With each count stands whether no other column has a group that reports the motive; never where answers
    are withheld (`whole` is false), as one of these may.
    """

    whole: bool

    heads: tuple[Markup, ...]
    rows: tuple[tuple[Markup, tuple[tuple[str, bool], ...]], ...]


def crossed(view: View, codes: Codes, rows: Rows) -> Crossed | None:
    """Motives by values, with how many groups of how many; None for an answer that is no such comparison."""
    if not {"motive", "by", "value", "reporting", "groups", "only"} <= set(rows.columns) or not len(rows):
        return None
    found = rows.dicts()
    whole = "withheld" not in rows.columns
    values = dict.fromkeys((str(row["by"]), str(row["value"])) for row in found)
    lines: dict[str, dict[tuple[str, str], tuple[str, bool]]] = {}
    for row in found:
        told = f"{row['reporting']}/{row['groups']}" if row["groups"] else "–"
        cell = (str(row["by"]), str(row["value"]))
        lines.setdefault(str(row["motive"]), {})[cell] = (told, whole and bool(row["only"]))

    def named(scheme: str, code: str) -> Markup:
        iri = codes.find(scheme, code)
        return view.a(iri) if iri else Markup.escape(code)

    return Crossed(
        whole,
        tuple(named(*value) for value in values),
        tuple(
            (named("motive", motive), tuple(cells_.get(value, ("–", False)) for value in values))
            for motive, cells_ in lines.items()
        ),
    )


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


def grouped(things: Things, citations: list[str]) -> list[tuple[str, list[str]]]:
    """Citations by what the work does in them, and for what: each cluster, level or motive once."""
    found: dict[str, list[str]] = {}
    for citation in citations:
        about = [each for way in (LCG.about, LCG.placesMotive) for each in things.said.all(citation, way)]
        place = found.setdefault(things.said.one(citation, LCG.relation), [])
        place += [each for each in about if each not in place]
    return list(found.items())
