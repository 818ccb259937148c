"""What a question is answered with: `Rows` of RDF terms, and the terms as Python values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

TRIPLE_FORMATS = ("turtle", "ntriples", "jsonld", "rdfxml")
"""In what an answer that is triples (CONSTRUCT, DESCRIBE) can be written."""
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


@dataclass(frozen=True)
class Rows:
    """An answer: named columns, and rows in the order of the question; None is an empty cell.

    Iterating gives tuples of Python values; `terms` are the same cells as RDF terms.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """The rows as Python values."""
        return [tuple(value(term) for term in row) for row in self.terms]

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.terms)

    def dicts(self) -> list[dict[str, Cell]]:
        """Each row as a mapping from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
