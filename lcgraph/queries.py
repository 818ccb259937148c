r"""The named queries: what can be asked, and how values enter a question.

Goes in: `queries/{cases,literature}/NAME.rq`, plain SPARQL that runs as it lies, under a header of
comment lines; or the text of such a file that a study brings (`of_study`). Comes out: `Query` records, and
from `bind` the SPARQL text with its values. Nothing is asked here. Joined without their `#+ `, the header
lines are TOML (after the decorators of CLARIAH/grlc):

    #+ question.nl = "Welke …?"                  #+ question.en = "Which …?"
    #+ row.nl = "Eén …"                          #+ row.en = "One …"
    #+ source = "Tabel 3-6"                      #+ columns = ["motive", "reported_by"]
    #+ codes = ["reported_by=role"]              columns with codes of a scheme by another name; in
                                                 "value=*by" the cell of column `by` names the scheme
    #+ across = ["motive", "value", "n/total"]   for people: rows, values beside each other, cells
    #+ [param.case]                              one table a parameter; default and required may be absent
    #+ type = "case"                             #+ nl = "alleen deze case"    #+ en = "this case only"

A parameter is the one line `VALUES ?case { UNDEF }`: free as it stands, bound when `bind` puts an RDF term
in the place of UNDEF. That is SPARQL 1.1 for any engine, and no value can become anything but that term.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal

from lcgraph.errors import CallError, InputError, unknown
from lcgraph.resources import query_files
from lcgraph.say import Problem, Text
from lcgraph.schemes import CLOSED, OPEN, Schemes
from lcgraph.vocab import XSD

SCHEMES: Final = (*OPEN, *CLOSED, "motive", "case", "work", "study", "agent", "attribute", "facet")
"""Where codes come from: the shared schemes, and what studies bring; types of parameters and columns.

A `facet` is what groups are compared by: role, setting, sector, case, start_year, or an attribute.
"""
TYPES: Final = (*SCHEMES, "year", "integer", "string")
RENAMED: Final = {
    "role-contrast": "contrast",
    "setting-contrast": "contrast --by setting",
    "role-contrast-by-case": "differs-within-case",
    "literature-claims": "citations",
    "claims-without-place": "citations-without-place",
    "works-without-claims": "works-without-citations",
}
"""Queries that had another name, and how the same is asked now."""

_HEADER: Final = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
_PLACE: Final = re.compile(r"^([ \t]*VALUES \?(\w+) \{ )UNDEF( \}[ \t]*)$", re.MULTILINE)
_NUMBERS: Final = {"integer": re.compile(r"[+-]?[0-9]{1,18}"), "year": re.compile(r"[0-9]{4}")}
_EXPECTED: Final = {
    "integer": Text(nl="een geheel getal van hoogstens 18 cijfers", en="a whole number of at most 18 digits"),
    "year": Text(nl="een jaar in vier cijfers", en="a year in four digits"),
}
_ESCAPED: Final = re.compile(r"\\\\(?P<letter>[uU])|\\u(?P<code>[0-9A-F]{4})|\\.")

Meanings = Callable[[], Schemes]
"""What codes and labels mean, made when it is asked for."""


@dataclass(frozen=True)
class Parameter:
    """What a question can be narrowed to; without value and default it is free, unless `required`."""

    name: str
    type: str
    default: str | int | None
    description: Text
    required: bool = False


@dataclass(frozen=True)
class Query:
    """A question: what a row means, its columns in order, and which of them hold codes of which scheme."""

    name: str
    question: Text
    row: Text
    source: str
    columns: tuple[str, ...]
    codes: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    idle: Mapping[str, Text]
    """By column: what to say of an answer that has rows, of which none has a value in it."""
    text: str
    path: Path
    across: tuple[str, ...] = ()
    """How people see values beside each other: the columns of a row, of the values, and of a cell; or ()."""
    study: str = ""
    """The study that brings the query; "" for one of the package."""

    @property
    def personal(self) -> bool:
        """Whether it asks what single respondents said, which no public edition holds."""
        return "lcg:byRespondent" in self.text or "lcg:inGroup" in self.text


def catalogue() -> dict[str, Query]:
    """Every named query, ordered by name; `InputError` when a header is broken."""
    return {path.stem: parse(path) for path in query_files()}


def find(name: str) -> Query:
    """The query of that name, reading no other file; `CallError` with the nearest name otherwise.

    >>> find("contrast").columns[:3]
    ('motive', 'by', 'value')
    """
    paths = {path.stem: path for path in query_files()}
    if name not in paths:
        raise no_query(name, paths)
    return parse(paths[name])


def no_query(name: str, valid: Iterable[str]) -> CallError:
    """A `CallError` for a query that does not exist: its new name if it had another, or the nearest.

    >>> str(no_query("role-contrast", []))
    "there is no query 'role-contrast' any more: ask lcgraph query contrast"
    """
    if name not in RENAMED:
        return unknown("query", name, valid)
    return CallError(
        nl=f"de vraag {name!r} is er niet meer: vraag lcgraph query {RENAMED[name]}",
        en=f"there is no query {name!r} any more: ask lcgraph query {RENAMED[name]}",
    )


def parse(path: Path) -> Query:
    """The query in a file; `InputError` lists all that is wrong with its header, under the file's name."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError([Problem(Text(en=f"the query is not in UTF-8: {error}"), file=path.name)]) from error
    return _parsed(text, path, path.name)


def of_study(study: str, name: str, text: str) -> Query:
    """A query that a study brings; `InputError` as for `parse`, under the names of study and query."""
    path = Path("queries", f"{name}.rq")
    return replace(_parsed(text, path, f"{study}/{path.as_posix()}"), study=study)


def _parsed(text: str, path: Path, called: str) -> Query:
    header = _Header(text, called)
    columns = header.strings("columns")
    query = Query(
        name=path.stem,
        question=header.both("question"),
        row=header.both("row"),
        source=header.string("source"),
        columns=columns,
        codes=header.codes(columns),
        parameters=header.parameters(),
        idle=header.idle(columns),
        text=text,
        path=path,
        across=header.across(columns),
    )
    header.check()
    return query


def bind(query: Query, values: Mapping[str, str | int | None], meanings: Meanings) -> str:
    """The query as SPARQL text with its values: a code or text as plain literal, a number as xsd:integer.

    A code may be written as a label that means it. A parameter that is not given (or None) has its default,
    or stays free. `CallError` names what is valid: for a parameter that does not exist, one that is
    required, a value that is not such a code, or not a number.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            raise unknown(f"parameter of {query.name}", name, known)
    terms = {}
    for name, parameter in known.items():
        value = values.get(name)
        if value is not None:
            terms[name] = term(parameter, value, meanings)
        elif parameter.default is not None:
            terms[name] = _plain(parameter, str(parameter.default))
        elif parameter.required:
            raise _missing(query, parameter, meanings)
    return _PLACE.sub(lambda place: place[1] + terms.get(place[2], "UNDEF") + place[3], query.text)


def term(parameter: Parameter, value: str | int, meanings: Meanings) -> str:
    """One value as the SPARQL text of an RDF term; `CallError` when it does not fit the parameter.

    >>> from lcgraph.schemes import shared
    >>> term(Parameter("role", "role", None, Text()), "Werkveldpartner", shared)
    '"practice-partner"'
    """
    if parameter.type in _NUMBERS or parameter.type == "string":
        return _plain(parameter, str(value))
    return _plain(parameter, meanings().code(parameter.type, str(value)))


def _plain(parameter: Parameter, text: str) -> str:
    """A value that needs no more meaning: a number, or text as it is."""
    if parameter.type not in _NUMBERS:
        return _literal(parameter.name, text)
    if not _NUMBERS[parameter.type].fullmatch(text):
        expected = _EXPECTED[parameter.type]
        raise CallError(
            nl=f"{parameter.name} {text!r}: hier hoort {expected.nl}",
            en=f"{parameter.name} {text!r}: {expected.en} is expected",
        )
    return str(Literal(str(int(text)), datatype=XSD.integer))


def _literal(name: str, text: str) -> str:
    r"""A plain literal, escaped so that it survives engines that expand `\uXXXX` before they parse.

    SPARQL 1.1 (19.2) lets an engine do so, and rdflib does: it overlooks that a backslash may be escaped
    itself (`\\u0022`), and reads eight digits where it finds them (`\u0001abcd`). Hence a `u` after a
    backslash, and every control character, is written as a codepoint of eight digits.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise CallError(
            nl=f"{name} {text!r}: een half teken (een los surrogaat) is geen tekst",
            en=f"{name} {text!r}: half a character (a lone surrogate) is not text",
        ) from None
    return _ESCAPED.sub(_portable, str(Literal(text)))


def _portable(escape: re.Match[str]) -> str:
    if escape["letter"]:
        return rf"\\\U{ord(escape['letter']):08X}"
    return rf"\U0000{escape['code']}" if escape["code"] else escape[0]


def _missing(query: Query, parameter: Parameter, meanings: Meanings) -> CallError:
    about = parameter.description
    nl, en = (
        f"{query.name} vraagt {parameter.name!r}: {about.nl}.",
        f"{query.name} needs the parameter {parameter.name!r}: {about.en}.",
    )
    if expected := _EXPECTED.get(parameter.type):
        return CallError(nl=f"{nl} Hier hoort {expected.nl}", en=f"{en} {expected.en} is expected")
    if parameter.type == "string":
        return CallError(nl=nl, en=en)
    codes = ", ".join(meanings().codes(parameter.type))
    return CallError(nl=f"{nl} Geldig: {codes or '(geen)'}", en=f"{en} Valid: {codes or '(none)'}")


class _Header:
    """The header of one query; each key read is taken out, so that `check` sees what nobody asked for.

    A broken header is a mistake of whoever writes queries, so its messages are in English only.
    """

    def __init__(self, text: str, called: str) -> None:
        self.called = called
        self.problems: list[Problem] = []
        self.text = text
        self.table: dict[str, Any] = {}
        try:
            self.table = tomllib.loads("\n".join(_HEADER.findall(text)))
        except tomllib.TOMLDecodeError as error:
            self.wrong(f"the header is not TOML: {error}")
            self.check()

    def wrong(self, message: str) -> None:
        self.problems.append(Problem(Text(en=message), file=self.called))

    def check(self) -> None:
        """Raise when anything was wrong, unknown keys included."""
        for key in self.table:
            self.wrong(f"unknown key {key!r} in the header")
        if self.problems:
            raise InputError(self.problems)

    def string(self, key: str) -> str:
        value = self.table.pop(key, "")
        if not isinstance(value, str) or not value:
            self.wrong(f"{key!r} must be a text")
        return str(value)

    def strings(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        value = self.table.pop(key, [])
        listed = isinstance(value, list) and all(isinstance(item, str) and item for item in value)
        if not listed or not (value or optional) or len(set(value)) < len(value):
            self.wrong(f"{key!r} must be a list of different texts")
            return ()
        return tuple(value)

    def both(self, key: str) -> Text:
        """A text in both languages."""
        return self._text(key, self.table.pop(key, {}))

    def _text(self, key: str, value: object) -> Text:
        texts = value if isinstance(value, dict) else {}
        nl, en = texts.get("nl"), texts.get("en")
        if not (isinstance(nl, str) and isinstance(en, str) and nl and en and len(texts) == 2):
            self.wrong(f"{key!r} must be a text in nl and en")
            return Text()
        return Text(nl=nl, en=en)

    def codes(self, columns: Sequence[str]) -> dict[str, str]:
        """Which columns hold codes: those named as a scheme, and those that `codes` names."""
        found = {column: column for column in columns if column in SCHEMES}
        for item in self.strings("codes", optional=True):
            column, _, scheme = item.partition("=")
            if column not in columns or not (
                scheme in SCHEMES or (scheme[:1] == "*" and scheme[1:] in columns)
            ):
                self.wrong(f"codes: {item!r} is not column=scheme")
            found[column] = scheme
        return found

    def across(self, columns: Iterable[str]) -> tuple[str, ...]:
        """The columns of a row, of the values beside each other, and of a cell; () for a plain table."""
        parts = self.strings("across", optional=True)
        named = " ".join(parts).replace("/", " ").split()
        if parts and (len(parts) != 3 or not set(named) <= set(columns)):
            self.wrong("across: name the columns of a row, the one of the values, and those of a cell")
            return ()
        return parts

    def idle(self, columns: Iterable[str]) -> dict[str, Text]:
        """What to say when a column is empty in every row."""
        tables = self.table.pop("idle", {})
        if not isinstance(tables, dict) or not set(tables) <= set(columns):
            self.wrong("[idle.NAME]: the name must be that of a column")
            return {}
        return {column: self._text(f"idle.{column}", table) for column, table in tables.items()}

    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters in their order; each has exactly one line in which it is bound."""
        tables = self.table.pop("param", {})
        places = [place[2] for place in _PLACE.finditer(self.text)]
        for name in dict.fromkeys((*tables, *places)):
            if name not in tables or places.count(name) != 1:
                self.wrong(f"[param.{name}] and one line 'VALUES ?{name} {{ UNDEF }}' go together")
        return tuple(self._parameter(name, table) for name, table in tables.items())

    def _parameter(self, name: str, table: object) -> Parameter:
        given: dict[str, Any] = dict(table) if isinstance(table, dict) else {}
        type_, default = given.pop("type", ""), given.pop("default", None)
        required = given.pop("required", False)
        if type_ not in TYPES:
            self.wrong(f"param.{name}: unknown type {type_!r}")
        if type(default) not in (str, int, type(None)):
            self.wrong(f"param.{name}: the default must be a text or a whole number")
        if not isinstance(required, bool) or (required and default is not None):
            self.wrong(f"param.{name}: required is true or false, and true only without a default")
        return Parameter(name, str(type_), default, self._text(f"param.{name}", given), bool(required))
