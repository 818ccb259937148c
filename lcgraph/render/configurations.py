"""Truth tables, models, necessity, assumptions and robustness as rows.

Fractions have three decimals, or with `exact` numerator and denominator; an empty cell where there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from pyoxigraph import Literal

from lcgraph.analysis.configurations.data import written
from lcgraph.analysis.configurations.inquiry import Inquiry, Side, assumptions, model_fits
from lcgraph.analysis.configurations.necessity import needed
from lcgraph.analysis.configurations.robustness import Shift
from lcgraph.answers import Rows, Term
from lcgraph.quads import integer
from lcgraph.vocab import XSD

Line = tuple[Term | None, ...]


def decimals(value: Fraction | None, *, exact: bool = False) -> Literal | None:
    """A fraction as a cell.

    >>> decimals(Fraction(2, 3)).value, decimals(Fraction(2, 3), exact=True).value
    ('0.667', '2/3')
    """
    if value is None:
        return None
    if exact:
        return Literal(str(value))
    rounded = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(
        Decimal("0.001"), ROUND_HALF_UP
    )
    return Literal(str(rounded), datatype=XSD.decimal)


def table_rows(inquiry: Inquiry, *, every: bool = False, exact: bool = False) -> Rows:
    """The truth table of the outcome asked; the absence of the outcome in the columns after `cases`."""
    first, second = inquiry.sides
    data = first.data
    other = {row.levels: row for row in second.table.every()} if every else {}
    other = other or {row.levels: row for row in second.table.rows}
    lines: list[Line] = []
    for row in first.table.every() if every else first.table.rows:
        if row.out == "?" and not every:
            continue
        against = other[row.levels]
        lines.append(
            (
                *(
                    Literal(each.value(level))
                    for each, level in zip(data.conditions, row.levels, strict=True)
                ),
                Literal(row.out),
                integer(row.n),
                decimals(row.consistency, exact=exact),
                decimals(row.pri, exact=exact),
                integer(row.having),
                integer(row.lacking),
                Literal(" ".join(row.cases)),
                Literal(against.out),
                decimals(against.consistency, exact=exact),
                decimals(against.pri, exact=exact),
            )
        )
    columns = ("out", "n", "consistency", "pri", "with", "without", "cases", "absent_out")
    names = (*(each.name for each in data.conditions), *columns, "absent_consistency", "absent_pri")
    return Rows(names, tuple(lines))


def model_rows(inquiry: Inquiry, *, exact: bool = False) -> Rows:
    """A row a term and a row `M` for the whole, of every model of every solution of both sides."""
    columns = ("outcome", "solution", "model", "models", "term", "consistency", "pri", "raw_coverage")
    return Rows(
        (*columns, "unique_coverage", "cases"),
        tuple(line for side in inquiry.sides for line in _models(side, exact)),
    )


def _models(side: Side, exact: bool) -> list[Line]:
    return [
        (
            Literal(side.data.outcome_name),
            Literal(solution.kind),
            integer(number),
            integer(len(solution.models)),
            Literal("M" if each.term is None else written(each.term, side.data.conditions)),
            decimals(each.fit.consistency, exact=exact),
            decimals(each.fit.pri, exact=exact),
            decimals(each.fit.coverage, exact=exact),
            decimals(each.unique, exact=exact),
            Literal(" ".join(each.cases)),
        )
        for solution in side.solutions
        for number, model in enumerate(solution.models, 1)
        for each in model_fits(side.data, model)
    ]


def necessity_rows(inquiry: Inquiry, *, exact: bool = False) -> Rows:
    """Every level and union of two, with how necessary it is for the outcome, and for its absence."""
    columns = ("condition", "consistency", "coverage", "ron", "absent_consistency", "absent_coverage")
    return Rows(
        (*columns, "absent_ron"),
        tuple(
            (
                Literal(each.text),
                *(
                    decimals(one, exact=exact)
                    for one in (each.fit.consistency, each.fit.coverage, each.fit.ron)
                ),
                *(
                    decimals(one, exact=exact)
                    for one in (each.negated.consistency, each.negated.coverage, each.negated.ron)
                ),
            )
            for each in needed(inquiry.data)
        ),
    )


def assumption_rows(inquiry: Inquiry) -> Rows:
    """The remainders that each model covers; `both` where a model of the other side covers one too."""
    lines: list[Line] = []
    taken = [_assumed(side) for side in inquiry.sides]
    for side, mine, other in zip(inquiry.sides, taken, reversed(taken), strict=True):
        against = {text for _, _, text in other}
        for kind, number, text in mine:
            both = Literal("true" if text in against else "false", datatype=XSD.boolean)
            lines.append(
                (Literal(side.data.outcome_name), Literal(kind), integer(number), Literal(text), both)
            )
    return Rows(("outcome", "solution", "model", "assumption", "both"), tuple(lines))


def _assumed(side: Side) -> list[tuple[str, int, str]]:
    return [
        (solution.kind, number, written(row, side.data.conditions))
        for solution in side.solutions
        for number, model in enumerate(solution.models, 1)
        for row in assumptions(side.table, model)[0]
    ]


def robustness_rows(found: Sequence[Shift]) -> Rows:
    """Each change with whether the models stay the same, and what they are then."""
    return Rows(
        ("change", "value", "outcome", "solution", "same", "models"),
        tuple(
            (
                Literal(each.change),
                Literal(each.value),
                Literal(each.outcome),
                Literal(each.solution),
                Literal("true" if each.same else "false", datatype=XSD.boolean),
                Literal(" | ".join(each.models)),
            )
            for each in found
        ),
    )
