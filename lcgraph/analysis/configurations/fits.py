"""How well a set of cases fits an outcome: consistency, PRI, coverage and relevance, as exact fractions.

Goes in: memberships in parts of a scale. Comes out: fractions, None where there is nothing to divide by.
Formulas: Ragin (2006, 2008) for consistency and coverage; Schneider & Wagemann (2012) for the proportional
reduction in inconsistency (PRI) and the relevance of necessity (RoN); Duşa (2018) for all of them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Members = Sequence[int]


@dataclass(frozen=True)
class Fit:
    """How far a set lies within an outcome (`consistency`, `pri`), and how much of it it has (`coverage`)."""

    consistency: Fraction | None
    pri: Fraction | None
    coverage: Fraction | None


def share(part: int, whole: int) -> Fraction | None:
    """A fraction, None of nothing."""
    return Fraction(part, whole) if whole else None


def sufficiency(members: Members, outcome: Members, scale: int) -> Fit:
    """How far the cases of a set have the outcome.

    >>> sufficiency((2, 2, 0), (2, 0, 2), 2)
    Fit(consistency=Fraction(1, 2), pri=Fraction(1, 2), coverage=Fraction(1, 2))
    """
    both = sum(map(min, members, outcome))
    of_both = sum(min(x, y, scale - y) for x, y in zip(members, outcome, strict=True))
    return Fit(
        share(both, sum(members)), share(both - of_both, sum(members) - of_both), share(both, sum(outcome))
    )


@dataclass(frozen=True)
class Necessity:
    """How far the cases with the outcome are in a set; `ron` near 0 says that nearly all cases are."""

    consistency: Fraction | None
    coverage: Fraction | None
    ron: Fraction | None


def necessity(members: Members, outcome: Members, scale: int) -> Necessity:
    """How far a set is necessary for an outcome.

    >>> necessity((1, 1, 1), (1, 0, 0), 1)
    Necessity(consistency=Fraction(1, 1), coverage=Fraction(1, 3), ron=Fraction(0, 1))
    """
    both = [min(x, y) for x, y in zip(members, outcome, strict=True)]
    return Necessity(
        share(sum(both), sum(outcome)),
        share(sum(both), sum(members)),
        share(sum(scale - x for x in members), sum(scale - each for each in both)),
    )
