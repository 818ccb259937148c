"""Cases, conditions and an outcome as whole numbers, so that nothing is ever rounded.

Goes in: memberships between 0 and 1 as exact fractions, or the values of a multi-value condition. Comes out:
`Data`, where every membership is a whole number of parts of `scale`. A crisp or fuzzy condition has two
levels (0: absent, 1: present), a multi-value one a level for each value.

Calibration is the direct method (Ragin, 2008, ch. 5) with 0.95 at the anchor of inclusion and 0.05 at that of
exclusion (Duşa, 2018, ch. 4); its logistic curve is the only place for floats, rounded to six decimals.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

Term = tuple[int | None, ...]
"""The level of each condition, None where the condition does not matter."""


@dataclass(frozen=True)
class Condition:
    """A condition by its name; `values` are the names of the levels of a multi-value one, else empty."""

    name: str
    values: tuple[str, ...] = ()

    @property
    def levels(self) -> int:
        """How many levels it has."""
        return len(self.values) or 2

    def literal(self, level: int) -> str:
        """A level as it stands in a term.

        >>> Condition("A").literal(0), Condition("C", ("0", "1", "2")).literal(2)
        ('~A', 'C{2}')
        """
        if self.values:
            return f"{self.name}{{{self.values[level]}}}"
        return self.name if level else f"~{self.name}"

    def value(self, level: int) -> str:
        """A level as it stands in a table."""
        return self.values[level] if self.values else str(level)


def written(term: Term, conditions: Sequence[Condition]) -> str:
    """A term as text; `1` where no condition matters.

    >>> written((1, None, 0), [Condition("A"), Condition("B"), Condition("C")])
    'A*~C'
    """
    told = [
        condition.literal(level)
        for condition, level in zip(conditions, term, strict=True)
        if level is not None
    ]
    return "*".join(told) or "1"


@dataclass(frozen=True)
class Data:
    """`memberships[condition][level][case]` and `outcome[case]`, in parts of `scale`."""

    cases: tuple[str, ...]
    conditions: tuple[Condition, ...]
    memberships: tuple[tuple[tuple[int, ...], ...], ...]
    outcome: tuple[int, ...]
    scale: int
    outcome_name: str = "OUTCOME"

    @property
    def negated(self) -> Data:
        """The same data with the absence of the outcome as outcome."""
        name = self.outcome_name
        return replace(
            self,
            outcome=tuple(self.scale - each for each in self.outcome),
            outcome_name=name[1:] if name.startswith("~") else f"~{name}",
        )

    @cached_property
    def corners(self) -> tuple[tuple[int, ...] | None, ...]:
        """The one combination of levels of which each case is more in than out; None at exactly a half."""
        found: list[tuple[int, ...] | None] = []
        for case in range(len(self.cases)):
            levels = [
                next((level for level, each in enumerate(of) if 2 * each[case] > self.scale), None)
                for of in self.memberships
            ]
            whole = tuple(level for level in levels if level is not None)
            found.append(whole if len(whole) == len(levels) else None)
        return tuple(found)

    @cached_property
    def fuzzy(self) -> bool:
        """Whether some membership is neither 0 nor 1."""
        every = [each for of in self.memberships for level in of for each in level]
        return any(each not in (0, self.scale) for each in (*every, *self.outcome))

    def members(self, term: Term) -> tuple[int, ...]:
        """The membership of each case in a term: the least of its literals."""
        literals = [of[level] for of, level in zip(self.memberships, term, strict=True) if level is not None]
        if not literals:
            return (self.scale,) * len(self.cases)
        return tuple(map(min, zip(*literals, strict=True)))

    def union(self, terms: Sequence[Term]) -> tuple[int, ...]:
        """The membership of each case in a model: the most of its terms."""
        if not terms:
            return (0,) * len(self.cases)
        return tuple(map(max, zip(*map(self.members, terms), strict=True)))

    def inside(self, members: Sequence[int]) -> list[str]:
        """The cases that are more in than out."""
        return [case for case, each in zip(self.cases, members, strict=True) if 2 * each > self.scale]

    def without(self, case: int) -> Data:
        """The data with one case left out."""

        def rest(numbers: Sequence[int]) -> tuple[int, ...]:
            return (*numbers[:case], *numbers[case + 1 :])

        return replace(
            self,
            cases=(*self.cases[:case], *self.cases[case + 1 :]),
            memberships=tuple(tuple(map(rest, of)) for of in self.memberships),
            outcome=rest(self.outcome),
        )


def data(
    cases: Sequence[str],
    columns: Mapping[str, Sequence[Fraction] | Sequence[str]],
    outcome: tuple[str, Sequence[Fraction]],
    *,
    values: Mapping[str, Sequence[str]] | None = None,
) -> Data:
    """Data from memberships by condition; `values` names the levels of those that have values instead.

    >>> found = data(["a", "b"], {"A": [Fraction(1), Fraction(1, 2)]}, ("Y", [Fraction(1), Fraction(0)]))
    >>> found.scale, found.memberships[0]
    (2, ((0, 1), (2, 1)))
    """
    several = values or {}
    numbers = [
        each
        for name, column in columns.items()
        if name not in several
        for each in column
        if isinstance(each, Fraction)
    ]
    scale = math.lcm(*(each.denominator for each in (*numbers, *outcome[1])), 1)
    conditions, memberships = [], []
    for name, column in columns.items():
        if name in several:
            conditions.append(Condition(name, tuple(several[name])))
            memberships.append(
                tuple(tuple(scale * (each == value) for each in column) for value in several[name])
            )
            continue
        parts = tuple(int(Fraction(each) * scale) for each in column)
        conditions.append(Condition(name))
        memberships.append((tuple(scale - part for part in parts), parts))
    return Data(
        tuple(cases),
        tuple(conditions),
        tuple(memberships),
        tuple(int(each * scale) for each in outcome[1]),
        scale,
        outcome[0],
    )


def calibrated(value: Fraction, anchors: tuple[Fraction, Fraction, Fraction]) -> Fraction:
    """The membership of a raw value between the anchors of exclusion, crossover and inclusion.

    The anchors go up or down; at them the membership is 0.05, 0.5 and 0.95.

    >>> calibrated(Fraction(550), (Fraction(400), Fraction(550), Fraction(900)))
    Fraction(1, 2)
    >>> float(calibrated(Fraction(900), (Fraction(400), Fraction(550), Fraction(900))))
    0.95
    """
    exclusion, crossover, inclusion = anchors
    up = inclusion > exclusion
    beyond = (value > crossover) == up
    wide = inclusion - crossover if beyond else crossover - exclusion
    logit = float((value - crossover) / wide) * math.log(19)
    share = 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))
    return Fraction(round(share * 1_000_000), 1_000_000)
