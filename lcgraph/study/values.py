"""Attributes of a study: how `study.toml` declares them, and the values that rows give.

Goes in: the table `[attribute.CODE]`, or a row. Comes out: `Attribute`s, or values by code, each of the type
that was declared. An empty cell is not a value: unknown is not "no".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from lcgraph.study.model import Attribute, Quantity, Value
from lcgraph.study.tables import Row
from lcgraph.study.understand import NO, YES


def values(row: Row, attributes: Iterable[Attribute]) -> dict[str, Value]:
    """The values that a row gives; what is not of the declared type is told and left out."""
    found = {attribute.code: _value(row, attribute) for attribute in attributes}
    return {code: value for code, value in found.items() if value is not None}


def _value(row: Row, attribute: Attribute) -> Value | None:
    column = attribute.code.lower()
    if attribute.type == "yes-no":
        return _yes_no(row, column)
    if attribute.type == "number":
        return _number(row, column)
    if attribute.type == "year":
        return row.year(column)
    if attribute.type == "quantity":
        return _quantity(row, column)
    return row.text(column) or None


def _yes_no(row: Row, column: str) -> bool | None:
    cell = row[column].lower()
    if cell in YES or cell in NO:
        return cell in YES
    if cell:
        row.problem(
            column,
            en=f"{row[column]!r} is neither yes nor no: write yes or no, or nothing when it is unknown",
            nl=f"{row[column]!r} is geen ja of nee: schrijf ja of nee, of niets als het onbekend is",
        )
    return None


def _number(row: Row, column: str) -> int | Decimal | None:
    """A number with `.` or `,` before its decimals; a comma before three digits may be no decimal one."""
    cell = row[column].replace("−", "-")
    if not cell:
        return None
    if re.fullmatch(r"-?[0-9]{1,15}", cell):
        return int(cell)
    if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15}|,([0-9]{1,2}|[0-9]{4,15}))", cell):
        return Decimal(cell.replace(",", "."))
    row.problem(
        column,
        en=f"{row[column]!r} is not a number: write digits, and a point before decimals, such as 3.5",
        nl=f"{row[column]!r} is geen getal: schrijf cijfers, en een punt voor decimalen, zoals 3.5",
    )
    return None


def _quantity(row: Row, column: str) -> Quantity | None:
    """A number with how precise it is: exactly, when nothing is said."""
    value, qualifier = row.integer(column), row[f"{column}_qualifier"]
    if value is None and not qualifier:
        return None
    return Quantity(value, qualifier or "exactly")
