"""One question asked whole: the outcome and its absence, each with a truth table and its solutions.

Goes in: `Data` and the `Options` of a call. Comes out: an `Inquiry` with two `Side`s. What must be minded
about it is told by `lcgraph.analysis.configurations.warnings`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from lcgraph.analysis.configurations.data import Condition, Data, Term, written
from lcgraph.analysis.configurations.fits import Fit, share, sufficiency
from lcgraph.analysis.configurations.primes import Tick, no_tick
from lcgraph.analysis.configurations.solutions import Solution, rows_of, solutions
from lcgraph.analysis.configurations.truth import Cuts, Table, truth_table


@dataclass(frozen=True, kw_only=True)
class Options:
    """How a question is asked: from where rows count, which solutions, what is expected of conditions."""

    cuts: Cuts = field(default_factory=Cuts)
    kinds: tuple[str, ...] = ()
    expected: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Side:
    """The outcome, or its absence, with its truth table and solutions."""

    table: Table
    solutions: tuple[Solution, ...]

    @property
    def data(self) -> Data:
        """The cases, with this side as the outcome."""
        return self.table.data


@dataclass(frozen=True)
class Inquiry:
    """The two sides of a question, and how it was asked."""

    options: Options
    sides: tuple[Side, Side]

    @property
    def data(self) -> Data:
        """The data as asked: with the outcome that was named."""
        return self.sides[0].data


def inquire(data: Data, options: Options, *, tick: Tick = no_tick) -> Inquiry:
    """Both sides of a question."""
    other = replace(options, expected=contrary(options.expected, data.conditions))
    return Inquiry(options, (side(data, options, tick=tick), side(data.negated, other, tick=tick)))


def contrary(expected: Mapping[int, int], conditions: Sequence[Condition]) -> dict[int, int]:
    """What is expected when the outcome is absent: the other level, where a condition has two.

    >>> contrary({0: 1, 1: 2}, [Condition("A"), Condition("B", ("0", "1", "2"))])
    {0: 0}
    """
    return {place: 1 - level for place, level in expected.items() if conditions[place].levels == 2}


def side(data: Data, options: Options, *, tick: Tick = no_tick) -> Side:
    """One side of a question."""
    table = truth_table(data, options.cuts)
    return Side(table, tuple(solutions(table, options.kinds, options.expected, tick=tick)))


def model_text(model: Sequence[Term], conditions: Sequence[Condition]) -> str:
    """A model as its terms with + between.

    >>> model_text([(1, None), (None, 0)], [Condition("A"), Condition("B")])
    'A + ~B'
    """
    return " + ".join(written(term, conditions) for term in model) or "0"


@dataclass(frozen=True)
class TermFit:
    """A term of a model (None for the whole) with its fit, what it alone covers, and its cases."""

    term: Term | None
    fit: Fit
    unique: Fraction | None
    cases: tuple[str, ...]
    lacking: tuple[str, ...]


def model_fits(data: Data, model: Sequence[Term]) -> list[TermFit]:
    """The fit of each term of a model, and of the whole, last."""
    whole = data.union(model)
    total = sum(map(min, whole, data.outcome))
    found = []
    for term in model:
        rest = data.union([each for each in model if each != term])
        alone = share(total - sum(map(min, rest, data.outcome)), sum(data.outcome))
        found.append(_fit(data, term, data.members(term), alone))
    return [*found, _fit(data, None, whole, None)]


def _fit(data: Data, term: Term | None, members: Sequence[int], unique: Fraction | None) -> TermFit:
    inside = [place for place, each in enumerate(members) if 2 * each > data.scale]
    lacking = [place for place in inside if 2 * data.outcome[place] < data.scale]
    return TermFit(
        term,
        sufficiency(members, data.outcome, data.scale),
        unique,
        tuple(data.cases[place] for place in inside),
        tuple(data.cases[place] for place in lacking),
    )


def assumptions(table: Table, model: Sequence[Term], *, most: int = 10_000) -> tuple[list[Term], bool]:
    """The remainders that a model covers: what it assumes of cases nobody saw; and whether these are all."""
    seen = {row.levels for row in table.rows if row.out != "?"}
    levels = [condition.levels for condition in table.data.conditions]
    found: dict[Term, None] = {}
    for term in model:
        for row in rows_of(term, levels):
            if row not in seen:
                found[row] = None
            if len(found) > most:
                return list(found)[:most], False
    return sorted(found, key=lambda row: [-(level or 0) for level in row]), True
