"""From a result of SHACL to a problem that a person can act on: words, file, row, column, nearest code.

Goes in: the quads and the shapes, then each result. Comes out: a `Problem`. Places come from
`prov:wasDerivedFrom` (`…/file/findings.csv#row=12`), columns from `lcgsh:column`, codes from the IRIs of
what is declared.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from lcgraph.errors import nearest
from lcgraph.model import Problem, Text
from lcgraph.validate.engine import Result, shacl_iri
from lcgraph.vocab import BASE, CODES, PROV, RDF

if TYPE_CHECKING:
    import rdflib

COLUMN = BASE + "ontology/shapes#column"
_ROW = re.compile(r"/file/(?P<file>[^#/]+)(?:#row=(?P<row>\d+))?$")
_THING = re.compile(rf"{re.escape(BASE)}(?:study/(?P<study>[^/]+)/)?(?P<kind>[a-z]+)/(?P<code>.+)")
_SHOWN = 80
_FEW = 8
_SURE = 0.8  # how alike two codes are before a valid one is questioned


class Known:
    """What the quads say about places and codes."""

    def __init__(self, data: list[ox.Quad], vocabulary: list[ox.Quad]) -> None:
        self.data = data
        self.vocabulary = vocabulary
        self._near: dict[tuple[str, str, str | None], str | None] = {}

    @cached_property
    def types(self) -> dict[str, set[str]]:
        """The classes that each thing of data or vocabulary is said to have."""
        types: dict[str, set[str]] = {}
        for quad in (*self.vocabulary, *self.data):
            if quad.predicate == RDF.type:
                types.setdefault(text_of(quad.subject), set()).add(text_of(quad.object))
        return types

    @cached_property
    def written(self) -> dict[str, tuple[str, int | None]]:
        """The first file and row that each thing was derived from."""
        places: dict[str, set[tuple[str, int | None]]] = {}
        for quad in self.data:
            if quad.predicate == PROV.wasDerivedFrom and (match := _ROW.search(text_of(quad.object))):
                row = int(match["row"]) if match["row"] else None
                places.setdefault(text_of(quad.subject), set()).add((match["file"], row))
        return {thing: min(found, key=lambda at: (at[0], at[1] or 0)) for thing, found in places.items()}

    @cached_property
    def referring(self) -> dict[str, list[tuple[str, str]]]:
        """For each thing, who refers to it and by which property."""
        referring: dict[str, list[tuple[str, str]]] = {}
        for quad in self.data:
            if not isinstance(quad.object, ox.Literal):
                by = (text_of(quad.subject), quad.predicate.value)
                referring.setdefault(text_of(quad.object), []).append(by)
        return referring

    def place(self, thing: str) -> tuple[str, int | None] | None:
        """Where a thing was written, or else the first place that refers to it."""
        if thing in self.written:
            return self.written[thing]
        parents = {parent for parent, _ in self.referring.get(thing, ())}
        found = [self.written[parent] for parent in parents if parent in self.written]
        return min(found, key=lambda at: (at[0], at[1] or 0), default=None)

    @cached_property
    def codes(self) -> dict[tuple[str | None, str], list[str]]:
        """The codes that exist, by study (None: the shared schemes) and kind."""
        codes: dict[tuple[str | None, str], list[str]] = {}
        for thing in self.types:
            match = _THING.fullmatch(thing)
            if match and (match["kind"] == "group" or "/" not in match["code"]):
                codes.setdefault((match["study"], match["kind"]), []).append(match["code"])
        return codes

    def valid(self, kind: str, study: str | None) -> list[str]:
        """The codes of a kind that something in a study may use."""
        own = self.codes.get((study, kind), []) if study else []
        return [*self.codes.get((None, kind), []), *own]

    def nearest(self, code: str, kind: str, study: str | None) -> str | None:
        """The code most like this one that something in a study may use; remembered, as mistakes repeat."""
        key = (code, kind, study)
        if key not in self._near:
            self._near[key] = nearest(code, (other for other in self.valid(kind, study) if other != code))
        return self._near[key]


class Teller:
    """Tells results as problems: words and columns from the shapes, places and codes from the quads."""

    def __init__(self, shapes: rdflib.Graph, known: Known) -> None:
        self.shapes = shapes
        self.known = known

    def problem(self, result: Result) -> Problem:
        """The result in words; every shape has them in both languages (a test says so)."""
        from rdflib import Literal, URIRef

        shape = URIRef(result.shape)
        texts = self.shapes.objects(shape, shacl_iri("message"))
        messages = {text.language: str(text) for text in texts if isinstance(text, Literal)}
        place = self.known.place(result.focus)
        column = self.shapes.value(shape, URIRef(COLUMN))
        found, column_found = self._found(result, None if column is None else str(column))
        file, row = place or (None, None)
        return Problem(
            Text(messages["nl"] + found.nl, messages["en"] + found.en),
            result.severity,
            file,
            row,
            column_found if place else None,
            result.focus,
            result.shape,
        )

    def _found(self, result: Result, column: str | None) -> tuple[Text, str | None]:
        """What to add to the message about the value, and the column made exact."""
        if column and "*" in column:
            uses = [name.rpartition("#")[2] for _, name in self.known.referring.get(result.focus, ())]
            column = column.replace("*", uses[0]) if uses else None
        value = result.value
        if isinstance(value, ox.Literal) and result.focus.endswith("/" + value.value):
            value = ox.NamedNode(result.focus)  # the focus, told by its code
        elif value is None or isinstance(value, ox.BlankNode) or value.value == result.focus:
            return Text(), column
        match = _THING.fullmatch(value.value) if isinstance(value, ox.NamedNode) else None
        if match is None:
            shown = repr(_shortened(value.value))
            return Text(f"; gevonden: {shown}", f"; found {shown}"), column
        return self._code(match, result, column)

    def _code(self, match: re.Match[str], result: Result, column: str | None) -> tuple[Text, str | None]:
        """What to add about a code: itself, and the valid one nearest to it."""
        kind, code = match["kind"], match["code"]
        focus = _THING.fullmatch(result.focus)
        study = match["study"] or (focus["study"] if focus else None)
        if match.group() in self.known.types:
            near = self.known.nearest(code, kind, study) if result.severity == "warning" else None
            sure = near and difflib.SequenceMatcher(None, code, near).ratio() >= _SURE
            return _meant(code, near if sure else None, ()), column
        if kind == "group":
            return self._group(code, study, column)
        return _meant(code, self.known.nearest(code, kind, study), self.known.valid(kind, study)), column

    def _group(self, code: str, study: str | None, column: str | None) -> tuple[Text, str | None]:
        """A group is written in two columns: which of them is wrong, and what it should be."""
        case, _, role = code.partition("/")
        cases = self.known.valid("case", study)
        if role not in CODES["role"]:
            return _meant(role, nearest(role, CODES["role"]), CODES["role"]), _column(column, "role")
        if case not in cases:
            return _meant(case, self.known.nearest(case, "case", study), cases), column
        return _meant(f"{case} {role}", None, ()), column


def _column(column: str | None, last: str) -> str | None:
    """`rule.exception.case` becomes `rule.exception.role`, `case` becomes `role`."""
    return re.sub(r"[^.]+$", last, column) if column else None


def _meant(code: str, near: str | None, valid: Iterable[str]) -> Text:
    shown, few = repr(_shortened(code)), list(valid)
    if near:
        return Text(f"; gevonden: {shown}. Bedoelde u {near!r}?", f"; found {shown}. Did you mean {near!r}?")
    if few and len(few) <= _FEW:
        listed = ", ".join(few)
        return Text(f"; gevonden: {shown}. Geldig: {listed}", f"; found {shown}. Valid: {listed}")
    return Text(f"; gevonden: {shown}", f"; found {shown}")


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def text_of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
