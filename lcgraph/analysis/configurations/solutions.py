"""Solutions: conservative, parsimonious and intermediate, each with all its minimal models.

Goes in: a truth table and, for the intermediate solution, what is expected of conditions. Comes out: a
`Solution` with its prime implicants and every smallest choice of them that covers the rows with the outcome.

    conservative   uses no remainder
    parsimonious   uses every remainder that makes a model shorter
    intermediate   uses those that expectations allow (Ragin & Sonnett, 2005): of each conservative term the
                   literals go that a parsimonious term above it lacks and that differ from what is expected;
                   the remainders in what is left are easy, and with them the rows are minimised again

Contradictions (C) count as rows without the outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from lcgraph.analysis.configurations.covers import MOST, STEPS, Covers, covers
from lcgraph.analysis.configurations.data import Term
from lcgraph.analysis.configurations.primes import Tick, consensus, merged, no_tick, primes
from lcgraph.analysis.configurations.truth import Table, within

SOLUTIONS: Final = ("conservative", "parsimonious", "intermediate")
Expected = Mapping[int, int]
"""The level that is expected of a condition, by the place of the condition."""


@dataclass(frozen=True)
class Solution:
    """`models` are choices of `primes`; more when not `complete`, perhaps shorter ones when not `proven`."""

    kind: str
    primes: tuple[Term, ...]
    models: tuple[tuple[Term, ...], ...]
    proven: bool = True
    complete: bool = True

    @property
    def terms(self) -> list[Term]:
        """The terms of all models, each once."""
        return list(dict.fromkeys(term for model in self.models for term in model))


def solutions(
    table: Table,
    kinds: Sequence[str] = (),
    expected: Expected | None = None,
    *,
    most: int = MOST,
    steps: int = STEPS,
    tick: Tick = no_tick,
) -> list[Solution]:
    """The solutions of these kinds; without kinds those that differ, the first of equal ones.

    None where no row has the outcome. The intermediate one differs only where something is expected.
    """
    on = table.levels("1")
    if not on:
        return []
    wanted = kinds or SOLUTIONS
    found: dict[str, Solution] = {}
    levels = [condition.levels for condition in table.data.conditions]
    if "conservative" in wanted or "intermediate" in wanted:
        found["conservative"] = _solved("conservative", merged(on, levels), on, most, steps)
    if "parsimonious" in wanted or ("intermediate" in wanted and expected):
        short = _parsimonious(table, on, tick)
        found["parsimonious"] = _solved("parsimonious", short, on, most, steps)
    if "intermediate" in wanted:
        wide = _eased(found, expected or {}, on, levels)
        found["intermediate"] = _solved("intermediate", wide, on, most, steps)
    chosen = [found[kind] for kind in SOLUTIONS if kind in wanted]
    return chosen if kinds else _differing(chosen)


def _parsimonious(table: Table, on: Sequence[tuple[int, ...]], tick: Tick) -> list[Term]:
    """The primes with every remainder, but those that cannot be."""
    off = table.levels("0", "C")
    levels = [condition.levels for condition in table.data.conditions]
    never = [row for term in table.cuts.excluded for row in rows_of(term, levels) if row not in set(on)]
    return primes(on, [*off, *dict.fromkeys(never)], tick=tick)


def rows_of(term: Term, levels: Sequence[int]) -> Iterable[tuple[int, ...]]:
    """The combinations within a term.

    >>> list(rows_of((1, None), (2, 2)))
    [(1, 0), (1, 1)]
    """
    return product(
        *(range(many) if level is None else (level,) for level, many in zip(term, levels, strict=True))
    )


def _eased(
    found: Mapping[str, Solution], expected: Expected, on: Sequence[tuple[int, ...]], levels: Sequence[int]
) -> list[Term]:
    """The primes of the rows with what the expectations make easy."""
    conservative = found["conservative"]
    if not expected:
        return list(conservative.primes)
    eased = [
        tuple(
            None if short[place] is None and place in expected and expected[place] != level else level
            for place, level in enumerate(term)
        )
        for term in conservative.terms
        for short in found["parsimonious"].terms
        if within(term, short)
    ]
    wide = consensus([*eased, *conservative.terms, *on], levels)
    return [term for term in wide if any(within(row, term) for row in on)]


def _solved(
    kind: str, terms: Sequence[Term], on: Sequence[tuple[int, ...]], most: int, steps: int
) -> Solution:
    columns = [sum(1 << place for place, row in enumerate(on) if within(row, term)) for term in terms]
    chosen: Covers = covers(columns, (1 << len(on)) - 1, most=most, steps=steps)
    models = tuple(tuple(terms[place] for place in choice) for choice in chosen.choices)
    return Solution(kind, tuple(terms), models, chosen.proven, chosen.complete)


def _differing(found: Sequence[Solution]) -> list[Solution]:
    kept: list[Solution] = []
    for each in found:
        if not any(set(each.models) == set(other.models) for other in kept):
            kept.append(each)
    return kept
