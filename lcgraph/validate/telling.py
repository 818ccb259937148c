"""From a result of SHACL to a problem that a person can act on: words, file, row, column, nearest code.

Goes in: what is known of the data, and the shapes; then each result. Comes out: a `Problem`. Places come from
`prov:wasDerivedFrom` (`…/file/findings.csv#row=12`), columns from `lcgsh:column`, codes and labels from the
schemes of the vocabulary and of the studies.
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
from lcgraph.schemes import READ, Schemes, concepts_in
from lcgraph.validate.engine import Result, shacl_iri
from lcgraph.validate.screen import Term
from lcgraph.vocab import BASE, LCG, PROV, RDF

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
    def schemes(self) -> Schemes:
        """The codes, labels and positions of all that has a code."""
        said = (quad for each in READ for quad in self.store.quads_for_pattern(None, each, None, None))
        return Schemes(concepts_in(quad for quad in said if "/mention/" not in text_of(quad.subject)))

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
        """The codes of a kind that a study may use, shared ones and its own, in reading order."""
        shared = self.codes.get((None, kind), [])
        own = self.codes.get((study, kind), []) if study else []
        usable = dict.fromkeys([*shared, *own])
        as_read = [code for code in self.schemes.codes(kind) if code in usable]
        return list(dict.fromkeys([*as_read, *usable]))

    def nearest(self, code: str, kind: str, study: str | None) -> str | None:
        """The code that something in a study may use of which a code or label is most like this one.

        Remembered, as mistakes repeat.
        """
        key = (code, kind, study)
        if key not in self._near:
            named = self._named(kind, study)
            found = nearest(code, (name for name in named if named[name] != code))
            self._near[key] = named.get(found or "")
        return self._near[key]

    def _named(self, kind: str, study: str | None) -> dict[str, str]:
        """The valid codes by what they are called: by their code, else by a label."""
        codes = self.valid(kind, study)
        labels = {
            name.lower(): code
            for code in codes
            if (concept := self.schemes.get(kind, code, study or ""))
            for name in concept.names
        }
        return labels | {code: code for code in codes}

    def attribute_column(self, attribute: str) -> str | None:
        """The column of a study folder that holds an attribute; None when it is none."""
        match = _THING.fullmatch(attribute)
        if match is None or match["kind"] != "attribute":
            return None
        texts = any(text_of(quad.object) == "text" for quad in self.about(attribute, LCG.attributeType))
        return f"{match['code']}_en" if texts else match["code"]


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
            Text(nl=messages["nl"] + found.nl, en=messages["en"] + found.en),
            result.severity,
            file,
            row,
            column_found if place else None,
            result.focus,
            result.shape,
        )

    def _found(self, result: Result, column: str | None) -> tuple[Text, str | None]:
        """What to add to the message about the value, and the column made exact."""
        if column == "@":
            column = self.known.attribute_column(result.path or "")
        elif column and "*" in column:
            columns = [self.known.attribute_column(by) for _, by in self.known.referring(result.focus)]
            of = next(filter(None, columns), None)
            column = column.replace("*", of) if of else None
        value = result.value
        if isinstance(value, ox.Literal) and result.focus.endswith("/" + value.value):
            value = ox.NamedNode(result.focus)  # the focus, told by its code
        elif value is None or isinstance(value, ox.BlankNode) or value.value == result.focus:
            return Text(), column
        match = _THING.fullmatch(value.value) if isinstance(value, ox.NamedNode) else None
        if match is None:
            shown = repr(_shortened(value.value))
            return Text(nl=f"; gevonden: {shown}", en=f"; found {shown}"), column
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
        roles = self.known.valid("role", study)
        if role not in roles:
            return _meant(role, self.known.nearest(role, "role", study), roles), _column(column, "role")
        if case not in cases:
            return _meant(case, self.known.nearest(case, "case", study), cases), column
        return _meant(f"{case} {role}", None, ()), column


def _column(column: str | None, last: str) -> str | None:
    """`rule.exception.case` becomes `rule.exception.role`, `case` becomes `role`."""
    return re.sub(r"[^.]+$", last, column) if column else None


def _meant(code: str, near: str | None, valid: Iterable[str]) -> Text:
    shown, few = repr(_shortened(code)), list(valid)
    if near:
        return Text(
            nl=f"; gevonden: {shown}. Bedoelde u {near!r}?", en=f"; found {shown}. Did you mean {near!r}?"
        )
    if few and len(few) <= _FEW:
        listed = ", ".join(few)
        return Text(nl=f"; gevonden: {shown}. Geldig: {listed}", en=f"; found {shown}. Valid: {listed}")
    return Text(nl=f"; gevonden: {shown}", en=f"; found {shown}")


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def text_of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
