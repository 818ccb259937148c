"""What a question is answered with: `Rows` of RDF terms, and the terms as Python values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, overload

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from lcgraph.say import clean

TRIPLE_FORMATS = ("turtle", "ntriples", "jsonld", "rdfxml")
"""In what an answer that is triples (CONSTRUCT, DESCRIBE) can be written."""
_SHOWN: Final = 60
"""Rows that a notebook shows, as pandas does."""
Term = NamedNode | BlankNode | Literal | Triple


Cell = str | int | bool | float | Decimal | None


def value(term: Term | None) -> Cell:
    """An RDF term as a Python value: numbers and booleans as such, everything else as text.

    >>> value(Literal("3", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")))
    3
    """
    if term is None or isinstance(term, str):
        return term
    if isinstance(term, Triple):
        return str(term)
    if isinstance(term, Literal):
        convert = _PYTHON.get(term.datatype.value)
        try:
            return convert(term.value) if convert else term.value
        except (ValueError, ArithmeticError):
            return term.value
    return term.value


_XSD = "http://www.w3.org/2001/XMLSchema#"


_PYTHON: dict[str, Callable[[str], Cell]] = {
    _XSD + "integer": int,
    _XSD + "decimal": Decimal,
    _XSD + "double": float,
    _XSD + "boolean": lambda text: text in ("true", "1"),
}


class Row(tuple[Cell, ...]):
    """A row of an answer: a tuple of Python values that also knows them by the names of its columns.

    `_fields` is what data frames look for, as in a named tuple; here names may be any.
    """

    _fields: tuple[str, ...] = ()

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self._place(key) if isinstance(key, str) else key)

    def __getattr__(self, name: str) -> Cell:
        try:
            return tuple.__getitem__(self, self._place(name))
        except KeyError as error:
            raise AttributeError(f"no column {name!r}: there are {', '.join(self._fields)}") from error

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._fields]

    def _place(self, name: str) -> int:
        if name not in self._fields:
            raise KeyError(name)
        return self._fields.index(name)


@dataclass(frozen=True, repr=False)
class Rows(Sequence[Row]):
    """An answer: named columns, and rows in the order of the question; None is an empty cell.

    A sequence of `Row`s of Python values; a slice is an answer too. `terms` are the same cells as RDF terms.

    >>> rows = Rows(("motive", "n"), ((Literal("image"), Literal(3)), (Literal("network"), None)))
    >>> rows[0], rows[0].motive, rows[-1]["n"], len(rows[1:])
    (('image', 3), 'image', None, 1)
    >>> rows
    motive   n
    image    3
    network
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """The rows as Python values."""
        made = type("Row", (Row,), {"_fields": self.columns})
        return [made(value(term) for term in row) for row in self.terms]

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...
    def __getitem__(self, index: int | slice) -> Row | Rows:
        if isinstance(index, slice):
            return Rows(self.columns, self.terms[index])
        made = type("Row", (Row,), {"_fields": self.columns})
        row: Row = made(value(term) for term in self.terms[index])
        return row

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.terms)

    def __repr__(self) -> str:
        body = [["" if cell is None else clean(str(cell)) for cell in row] for row in self[:_SHOWN].rows]
        table = [[*self.columns], *body]
        rooms = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = ["  ".join(map(str.ljust, row, rooms)).rstrip() for row in table]
        return "\n".join([*lines, *self._more()])

    def _repr_html_(self) -> str:
        """A table, as a notebook shows it."""
        from html import escape

        heads = "".join(f"<th>{escape(clean(name))}</th>" for name in self.columns)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{'' if cell is None else escape(clean(str(cell)))}</td>" for cell in row)
            + "</tr>"
            for row in self[:_SHOWN].rows
        )
        more = "".join(f"<p>{escape(line)}</p>" for line in self._more())
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{more}"

    def _more(self) -> list[str]:
        return [f"... {len(self)} rows"] if len(self) > _SHOWN else []

    def without(self, column: str) -> Rows:
        """The same rows without a column; the same where they have no such column."""
        kept = [place for place, name in enumerate(self.columns) if name != column]
        columns = tuple(self.columns[place] for place in kept)
        return Rows(columns, tuple(tuple(row[place] for place in kept) for row in self.terms))

    def dicts(self) -> list[dict[str, Cell]]:
        """Each row as a mapping from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
