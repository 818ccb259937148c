"""Rows, booleans and triples in the result formats of the command line.

For people (`table`, `markdown`) codes become labels; for programs (`csv`, `tsv`, `json`, `xml`) they stay
codes. `json` and `xml` are the W3C SPARQL result formats; `csv` and `tsv` have a header of column names,
empty cells for what is unknown, and text as it is, but for an apostrophe before what a spreadsheet would
run (`lcgraph.written`). For people every text is `clean`, and signs of Markdown are escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from lcgraph.answers import Rows, Term
from lcgraph.errors import CallError, unknown
from lcgraph.markdown import escaped
from lcgraph.quads import NOT_XML
from lcgraph.render.fitting import broken_to, narrowed, stacked
from lcgraph.render.words import EMPTY, NO, YES
from lcgraph.say import clean
from lcgraph.vocab import XSD
from lcgraph.written import csv_text

ROW_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown")
W3C_FORMATS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
"""The formats of the W3C for the answer to a SELECT or an ASK."""
Labels = Mapping[tuple[str, str], str]


def render_rows(
    rows: Rows,
    format_: str,
    *,
    lang: str = "en",
    labels: Labels | None = None,
    schemes: Mapping[str, str] | None = None,
    across: Sequence[str] = (),
    width: int | None = None,
) -> str:
    """Rows as text that ends in a line break; `schemes` says which columns hold codes of which scheme.

    A `table` is no wider than `width`: its cells are broken between words, and where there is no room for
    its columns each row is written below its names.

    A scheme `*by` is the one that the cell of column `by` names. `across` lays a table for people out with
    values beside each other: the columns that name a row, the one whose values become columns, and those of
    a cell, such as `("motive", "value", "reporting/groups")`.
    """
    if format_ == "csv":
        return _separated(rows, ",")
    if format_ == "tsv":
        return _separated(rows, "\t")
    if format_ == "json":
        return sparql_json(rows)
    if format_ == "xml":
        return sparql_results(rows, "xml") + "\n"
    if format_ in ("table", "markdown"):
        shown = _Shown(rows, lang, labels or {}, schemes or {})
        return _for_people(rows, format_, shown, across, width if format_ == "table" else None)
    raise unknown("format", format_, ROW_FORMATS)


def render_bool(answer: bool, format_: str, *, lang: str = "en") -> str:
    """The answer to an ASK: yes or no for people, true or false for programs."""
    if format_ == "json":
        import json

        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    if format_ == "xml":
        return sparql_results(answer, "xml") + "\n"
    if format_ in ("table", "markdown"):
        return (YES if answer else NO).in_(lang) + "\n"
    if format_ in ("csv", "tsv"):
        return f"{str(answer).lower()}\n"
    raise unknown("format", format_, ROW_FORMATS)


def sparql_results(answer: Rows | bool, format_: str) -> str:
    """Rows or a boolean in a W3C format of SPARQL 1.1 results: `json`, `xml`, and its own `csv` and `tsv`.

    Those are not the tables of `render_rows`: a cell of CSV may be a formula, one of TSV is an RDF term.

    >>> sparql_results(Rows(("n",), ((ox.Literal("=1"),),)), "tsv")
    '?n\\n"=1"\\n'
    """
    text = render_bool(answer, "json") if isinstance(answer, bool) else sparql_json(answer)
    if format_ not in W3C_FORMATS:
        raise unknown("format", format_, W3C_FORMATS)
    if format_ == "json":
        return text
    if format_ == "xml" and isinstance(answer, Rows):
        _refuse_not_xml(answer)
    found = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    return (found.serialize(format=W3C_FORMATS[format_]) or b"").decode()


def _refuse_not_xml(rows: Rows) -> None:
    if found := NOT_XML.search("".join(_text(term) for row in rows.terms for term in row)):
        sign = f"U+{ord(found.group()):04X}"
        raise CallError(
            nl=f"xml kan het stuurteken {sign} van het antwoord niet bevatten: kies json",
            en=f"xml cannot hold the control character {sign} of the answer: choose json",
        )


def sparql_json(rows: Rows) -> str:
    """The W3C SPARQL 1.1 Query Results JSON of rows."""
    bindings = [
        {name: _json_term(term) for name, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows.terms
    ]
    document = {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}
    import json

    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype == XSD.string:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def _text(term: Term | None) -> str:
    """A term as a cell: its value without quotes, language or datatype."""
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.Triple) else term.value


def _separated(rows: Rows, separator: str) -> str:
    lines = [rows.columns, *([_text(term) for term in row] for row in rows.terms)]
    return csv_text(lines, separator=separator)


class _Shown:
    """What people see of a cell: labels for codes, words for booleans."""

    def __init__(self, rows: Rows, lang: str, labels: Labels, schemes: Mapping[str, str]) -> None:
        self.columns = {name: place for place, name in enumerate(rows.columns)}
        self.lang, self.labels, self.schemes = lang, labels, schemes

    def row(self, terms: Sequence[Term | None]) -> list[str]:
        return [self.cell(name, terms) for name in self.columns]

    def cell(self, column: str, terms: Sequence[Term | None]) -> str:
        term = terms[self.columns[column]]
        text, scheme = _text(term), self.schemes.get(column, "")
        if isinstance(term, ox.Literal) and term.datatype == XSD.boolean:
            return self._yes(text == "true")
        if named := scheme.startswith("*"):
            scheme = _text(terms[self.columns[scheme[1:]]])
        label = self.labels.get((scheme, text))
        if "study" in self.columns:
            label = self.labels.get((scheme, f"{_text(terms[self.columns['study']])}/{text}"), label)
        if label is None and named and text in ("yes", "no"):
            return self._yes(text == "yes")
        return " ".join(clean(text if label is None else label).split(" "))

    def _yes(self, holds: bool) -> str:
        return (YES if holds else NO).in_(self.lang)


def _for_people(rows: Rows, format_: str, shown: _Shown, across: Sequence[str], width: int | None) -> str:
    """A readable table: labels for codes, column names with spaces, numbers to the right."""
    from tabulate import tabulate

    if not len(rows):
        return EMPTY.in_(shown.lang) + "\n"
    heads = [name.replace("_", " ") for name in rows.columns]
    body = [shown.row(terms) for terms in rows.terms]
    right = [
        all(
            term is None or (isinstance(term, ox.Literal) and term.datatype in (XSD.integer, XSD.decimal))
            for term in column
        )
        for column in zip(*rows.terms, strict=True)
    ]
    if across:
        heads, body = _beside(rows.columns, body, *across)
        right = [False] * len(heads)
    if format_ == "markdown":
        heads, body = [*map(escaped, heads)], [[*map(escaped, row)] for row in body]
    if width is not None and (rooms := narrowed(heads, body, width)) != []:
        if rooms is None:
            return stacked(heads, body, width)
        heads, *body = [
            ["\n".join(broken_to(cell, room)) for cell, room in zip(row, rooms, strict=True)]
            for row in (heads, *body)
        ]
    text: str = tabulate(
        body,
        headers=heads,
        tablefmt="simple" if format_ == "table" else "pipe",
        colalign=["right" if number else "left" for number in right],
        disable_numparse=True,
    )
    return text + "\n"


def _beside(
    columns: Sequence[str], body: Sequence[Sequence[str]], keys: str, value: str, cell: str
) -> tuple[list[str], list[list[str]]]:
    """Rows with the values of one column beside each other, in the order in which they come."""
    place = {name: number for number, name in enumerate(columns)}
    named = keys.split()
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for row in body:
        told = [[row[place[name]] for name in part.split("/")] for part in cell.split()]
        text = " ".join("/".join(part) for part in told if any(part))
        found.setdefault(tuple(row[place[key]] for key in named), {})[row[place[value]]] = text
    values = _merged(found.values())
    heads = [*(name.replace("_", " ") for name in named), *values]
    return heads, [[*key, *(cells.get(head, "") for head in values)] for key, cells in found.items()]


def _merged(rows: Iterable[Iterable[str]]) -> list[str]:
    """All values in one order, that of each row: a value stands before those that come after it in its row.

    >>> _merged(["ac", "bc", "abcd"])
    ['a', 'b', 'c', 'd']
    """
    merged: list[str] = []
    for row in rows:
        values = list(row)
        for number, value in enumerate(values):
            if value not in merged:
                after = next((each for each in values[number:] if each in merged), None)
                merged.insert(len(merged) if after is None else merged.index(after), value)
    return merged
