"""From a result of SHACL to a problem that a person can act on: words, file, row, column, nearest code.

Goes in: what is known of the data, and the shapes; then each result. Comes out: a `Problem`. Places come from
`prov:wasDerivedFrom` (`…/file/findings.csv#row=12`), columns from `lcgsh:column`, codes from the IRIs of
what is declared.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from lcgraph.errors import nearest
from lcgraph.say import Problem, Text
from lcgraph.validate.engine import Result, shacl_iri
from lcgraph.validate.screen import Term
from lcgraph.vocab import BASE, CODES, PROV, RDF

if TYPE_CHECKING:
    import rdflib

COLUMN = BASE + "ontology/shapes#column"
_ROW = re.compile(r"/file/(?P<file>[^#/]+)(?:#row=(?P<row>\d+))?$")
_THING = re.compile(rf"{re.escape(BASE)}(?:study/(?P<study>[^/]+)/)?(?P<kind>[a-z]+)/(?P<code>.+)")
_SHOWN = 80
_BATCH = 100_000
_FEW = 8
_SURE = 0.8  # how alike two codes are before a valid one is questioned


class Known:
    """Data and vocabulary in one store, and what they say about places and codes.

    All stands in the default graph of `store`. `used` are the properties and classes of the data, apart from
    those that only the vocabulary uses.
    """

    def __init__(self, data: Iterable[ox.Quad], vocabulary: Iterable[ox.Quad]) -> None:
        self.store = ox.Store()
        self.used: set[Term] = set()
        self.store.bulk_extend(_plain(quad) for quad in vocabulary)
        self.store.bulk_extend(self._noted(data))
        self._near: dict[tuple[str, str, str | None], str | None] = {}

    def passing(self, data: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """The same quads, on their way to somewhere else; all of them become known."""
        rest = iter(data)
        while some := list(islice(rest, _BATCH)):
            self.store.bulk_extend(self._noted(some))
            yield from some

    def _noted(self, data: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        for quad in data:
            if not isinstance(quad.object, ox.Triple):
                self.used.add(quad.object if quad.predicate == RDF.type else quad.predicate)
                yield _plain(quad)

    def types(self, thing: str) -> set[str]:
        """The classes that a thing is said to have."""
        return {text_of(quad.object) for quad in self.about(thing, RDF.type)}

    def about(self, thing: str, property_: ox.NamedNode) -> Iterator[ox.Quad]:
        """What is said of a thing by one property."""
        node = _node(thing)
        return self.store.quads_for_pattern(node, property_, None, None) if node else iter(())

    def referring(self, thing: str) -> list[tuple[str, str]]:
        """Who refers to a thing and by which property, in order."""
        node = _node(thing)
        found = self.store.quads_for_pattern(None, None, node, None) if node else ()
        return sorted((text_of(quad.subject), quad.predicate.value) for quad in found)

    def written(self, thing: str) -> tuple[str, int | None] | None:
        """The first file and row that a thing was derived from."""
        matches = (_ROW.search(text_of(quad.object)) for quad in self.about(thing, PROV.wasDerivedFrom))
        found = [(match["file"], int(match["row"]) if match["row"] else None) for match in matches if match]
        return min(found, key=lambda at: (at[0], at[1] or 0), default=None)

    def place(self, thing: str) -> tuple[str, int | None] | None:
        """Where a thing was written, or else the first place that refers to it."""
        if at := self.written(thing):
            return at
        parents = {parent for parent, _ in self.referring(thing)}
        found = [at for parent in parents if (at := self.written(parent))]
        return min(found, key=lambda at: (at[0], at[1] or 0), default=None)

    @cached_property
    def codes(self) -> dict[tuple[str | None, str], list[str]]:
        """The codes that exist, by study (None: the shared schemes) and kind."""
        codes: dict[tuple[str | None, str], list[str]] = {}
        things = {text_of(quad.subject) for quad in self.store.quads_for_pattern(None, RDF.type, None, None)}
        for thing in sorted(things):
            match = _THING.fullmatch(thing)
            if match and (match["kind"] == "group" or "/" not in match["code"]):
                codes.setdefault((match["study"], match["kind"]), []).append(match["code"])
        return codes

    def valid(self, kind: str, study: str | None) -> list[str]:
        """The codes of a kind that a study may use: shared ones in reading order, then its own."""
        shared = self.codes.get((None, kind), [])
        as_read = [code for code in CODES.get(kind, ()) if code in shared]
        own = self.codes.get((study, kind), []) if study else []
        return list(dict.fromkeys([*as_read, *shared, *own]))

    def nearest(self, code: str, kind: str, study: str | None) -> str | None:
        """The code most like this one that something in a study may use; remembered, as mistakes repeat."""
        key = (code, kind, study)
        if key not in self._near:
            self._near[key] = nearest(code, (other for other in self.valid(kind, study) if other != code))
        return self._near[key]


def _plain(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def _node(text: str) -> ox.NamedNode | ox.BlankNode | None:
    """The node that `text_of` made this text of; None when it is none."""
    try:
        return ox.NamedNode(text) if ":" in text else ox.BlankNode(text)
    except ValueError:
        return None


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
            uses = [name.rpartition("#")[2] for _, name in self.known.referring(result.focus)]
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
        if self.known.types(match.group()):
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
