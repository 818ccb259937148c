"""How far coders agree: Cohen's kappa and Krippendorff's alpha, motive by motive.

Goes in: codings as (unit, coder, motive). Comes out: a record per motive, with the number of units. A unit is
what two or more coders have coded: the caller says what that is (a segment, or a respondent's whole
interview). In a unit every coder who had it before them has decided on every motive: given, or not given; who
that is, `lcgraph.analysis.units` says.

Methods: Cohen (1960), doi:10.1177/001316446002000104, for a pair of coders; with more of them the mean of the
pairs (Light, 1971, doi:10.1037/h0031643). Krippendorff (2019), Content Analysis, 4th ed., ch. 12: nominal
alpha for any number of coders, values may be missing. Both computed by NLTK (Artstein & Poesio, 2008,
doi:10.1162/coli.07-034-R2). Where everybody decided the same everywhere there is nothing to correct for
chance, and both are undefined: None, and never 0, 1 or nan.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from lcgraph.errors import MissingExtra

Coding = tuple[Hashable, str, str]
"""A unit, a coder and a motive; "" for a motive where the coder read the unit and gave none."""


@dataclass(frozen=True)
class Agreement:
    """How far coders agree on one motive over the units that two or more of them had before them.

    `given` counts the units in which at least one coder gave the motive, `agreed` those in which all decided
    the same. `kappa` and `alpha` are at most 1, None where they are undefined.
    """

    motive: str
    units: int
    coders: int
    given: int
    agreed: int
    kappa: float | None
    alpha: float | None


def agreement(codings: Iterable[Coding], motives: Sequence[str]) -> list[Agreement]:
    """The agreement on each motive, in the given order; `MissingExtra` without NLTK.

    >>> agreement([("one segment", "a", "image"), ("another", "b", "image")], ["image"])[0].units
    0
    """
    units: dict[Hashable, dict[str, set[str]]] = {}
    for unit, coder, motive in codings:
        units.setdefault(unit, {}).setdefault(coder, set()).update([motive] if motive else [])
    shared = [given for given in units.values() if len(given) > 1]
    return [_of_motive(motive, shared) for motive in motives]


def _of_motive(motive: str, units: Sequence[dict[str, set[str]]]) -> Agreement:
    decisions = [{coder: int(motive in motives) for coder, motives in sorted(unit.items())} for unit in units]
    return Agreement(
        motive=motive,
        units=len(decisions),
        coders=len({coder for unit in decisions for coder in unit}),
        given=sum(any(unit.values()) for unit in decisions),
        agreed=sum(len(set(unit.values())) == 1 for unit in decisions),
        kappa=kappa(decisions),
        alpha=alpha(decisions),
    )


def kappa(units: Sequence[dict[str, int]]) -> float | None:
    """Cohen's kappa of units (coder to decision); the mean over the pairs of coders that share units.

    None where a pair decided the same throughout, or where no two coders share a unit.

    >>> kappa([{"a": 1, "b": 1}, {"a": 1, "b": 1}]) is None
    True
    """
    found = []
    for pair in combinations(sorted({coder for unit in units for coder in unit}), 2):
        both = [{coder: unit[coder] for coder in pair} for unit in units if all(one in unit for one in pair)]
        if both and len({value for unit in both for value in unit.values()}) == 1:
            return None
        if both:
            found.append(float(_task(both).kappa()))
    return sum(found) / len(found) if found else None


def alpha(units: Sequence[dict[str, int]]) -> float | None:
    """Krippendorff's alpha for nominal values of units (coder to decision); None without variation.

    >>> alpha([{"a": 0, "b": 0}, {"a": 1}]) is None
    True
    """
    pairable = [unit for unit in units if len(unit) > 1]
    if len({value for unit in pairable for value in unit.values()}) < 2:
        return None
    return float(_task(pairable).alpha())


def _task(units: Sequence[dict[str, int]]) -> Any:
    """The decisions as NLTK takes them."""
    try:
        from nltk.metrics.agreement import AnnotationTask
    except ImportError as error:
        raise MissingExtra("agreement", "nltk") from error
    return AnnotationTask(
        data=[(coder, number, value) for number, unit in enumerate(units) for coder, value in unit.items()]
    )
