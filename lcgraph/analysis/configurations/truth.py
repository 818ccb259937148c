"""The truth table: every combination of conditions with the cases that show it, and whether they agree.

Goes in: `Data` and the `Cuts` from which a row counts. Comes out: a `Row` for each combination that has a
case; the others are remainders, of which nothing is listed unless it is asked for. A row is

    1   when it is consistent enough with the outcome
    C   when it is not, and cases with and without the outcome share it: a contradiction
    0   when it is not, and no case in it has the outcome (or, with memberships, none lacks it)
    ?   when it has fewer cases than asked: a remainder

Consistency and PRI are of all cases by their membership in the row (Ragin, 2008, ch. 7); a case stands in the
row of which it is more in than out. One that is exactly half in a condition stands in no row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from lcgraph.analysis.configurations.data import Data, Term
from lcgraph.analysis.configurations.fits import sufficiency


@dataclass(frozen=True)
class Cuts:
    """From which consistency, PRI and number of cases a row counts; `excluded` are terms that cannot be."""

    consistency: Fraction = Fraction(4, 5)
    pri: Fraction = Fraction(0)
    frequency: int = 1
    excluded: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Row:
    """A combination with its cases: `having` have the outcome, `lacking` lack it (a half is neither)."""

    levels: tuple[int, ...]
    out: str
    cases: tuple[str, ...]
    having: int
    lacking: int
    consistency: Fraction | None
    pri: Fraction | None

    @property
    def n(self) -> int:
        """How many cases stand in the row."""
        return len(self.cases)


@dataclass(frozen=True)
class Table:
    """The rows that have cases, in the order of their levels, and the cases that stand in none."""

    data: Data
    cuts: Cuts
    rows: tuple[Row, ...]
    nowhere: tuple[str, ...]

    def levels(self, *outs: str) -> list[tuple[int, ...]]:
        """The combinations of the rows with one of these ends."""
        return [row.levels for row in self.rows if row.out in outs]

    @property
    def combinations(self) -> int:
        """How many rows there could be."""
        return prod(condition.levels for condition in self.data.conditions)

    @property
    def remainders(self) -> int:
        """How many combinations no case shows, or fewer than asked."""
        return self.combinations - len(self.levels("1", "0", "C"))

    def every(self) -> Iterator[Row]:
        """All combinations, those without cases among them."""
        known = {row.levels: row for row in self.rows}
        for levels in product(*(range(condition.levels) for condition in self.data.conditions)):
            yield known.get(levels) or _row(self.data, levels, (), self.cuts)


def truth_table(data: Data, cuts: Cuts) -> Table:
    """The truth table of the data.

    >>> from lcgraph.analysis.configurations.data import data as made
    >>> one, none = Fraction(1), Fraction(0)
    >>> found = truth_table(made(["a", "b"], {"A": [one, one]}, ("Y", [one, none])), Cuts())
    >>> [(row.levels, row.out) for row in found.rows]
    [((1,), 'C')]
    """
    cases: dict[tuple[int, ...], list[int]] = {}
    nowhere = []
    for place, corner in enumerate(data.corners):
        if corner is None:
            nowhere.append(data.cases[place])
        else:
            cases.setdefault(corner, []).append(place)
    rows = tuple(_row(data, levels, tuple(cases[levels]), cuts) for levels in sorted(cases))
    return Table(data, cuts, rows, tuple(nowhere))


def _row(data: Data, levels: tuple[int, ...], places: tuple[int, ...], cuts: Cuts) -> Row:
    fit = sufficiency(data.members(levels), data.outcome, data.scale)
    having = sum(2 * data.outcome[place] > data.scale for place in places)
    lacking = sum(2 * data.outcome[place] < data.scale for place in places)
    return Row(
        levels,
        _out(levels, len(places), having and lacking, fit.consistency, fit.pri, cuts),
        tuple(data.cases[place] for place in places),
        having,
        lacking,
        fit.consistency,
        fit.pri,
    )


def _out(
    levels: tuple[int, ...],
    many: int,
    mixed: int,
    consistency: Fraction | None,
    pri: Fraction | None,
    cuts: Cuts,
) -> str:
    if many < max(1, cuts.frequency):
        return "?"
    if any(within(levels, term) for term in cuts.excluded):
        return "0"
    enough = consistency is not None and consistency >= cuts.consistency
    if enough and (cuts.pri == 0 or (pri is not None and pri >= cuts.pri)):
        return "1"
    return "C" if mixed else "0"


def within(levels: Term, term: Term) -> bool:
    """Whether all that one term says, another says too.

    >>> within((1, 0), (1, None)), within((1, None), (1, 0))
    (True, False)
    """
    return all(said is None or said == level for level, said in zip(levels, term, strict=True))
