"""Conditions without which the outcome hardly comes: single levels, and unions of two.

Goes in: `Data`. Comes out: a `Needed` for each level of each condition, and for each two of different ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Final

from lcgraph.analysis.configurations.data import Data
from lcgraph.analysis.configurations.fits import Necessity, necessity

ENOUGH: Final = Fraction(9, 10)
"""From which consistency a condition counts as necessary (Schneider & Wagemann, 2012)."""
TRIVIAL: Final = Fraction(1, 2)
"""Below which relevance necessity says little: nearly all cases have the condition."""


@dataclass(frozen=True)
class Needed:
    """A level or the union of two, as text, with its fit for the outcome and for its absence."""

    text: str
    single: bool
    fit: Necessity
    negated: Necessity

    @property
    def necessary(self) -> bool:
        """Whether it is consistent enough."""
        return self.fit.consistency is not None and self.fit.consistency >= ENOUGH

    @property
    def trivial(self) -> bool:
        """Whether it is necessary only because nearly all cases have it."""
        return self.necessary and (self.fit.ron is None or self.fit.ron < TRIVIAL)


def needed(data: Data) -> list[Needed]:
    """Every level, then every union of two levels of different conditions, in the order of the conditions."""
    literals = [
        (place, condition.literal(level), data.memberships[place][level])
        for place, condition in enumerate(data.conditions)
        for level in ((1, 0) if not condition.values else range(condition.levels))
    ]
    found = [_needed(data, text, members, True) for _, text, members in literals]
    for (one, text, members), (two, other, others) in combinations(literals, 2):
        if one != two:
            union = tuple(map(max, members, others))
            found.append(_needed(data, f"{text}+{other}", union, False))
    return found


def _needed(data: Data, text: str, members: tuple[int, ...], single: bool) -> Needed:
    absent = data.negated.outcome
    return Needed(
        text,
        single,
        necessity(members, data.outcome, data.scale),
        necessity(members, absent, data.scale),
    )
