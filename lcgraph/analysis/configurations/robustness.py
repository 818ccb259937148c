"""What changes when a choice moves a little, or one case is left out.

Goes in: `Data`, `Options`, and the same data under other calibrations. Comes out: a `Shift` for each change,
solution and side, with the models as they are then. As Oana & Schneider (2024) and Duşa (2018) advise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from lcgraph.analysis.configurations.data import Data
from lcgraph.analysis.configurations.inquiry import Options, Side, contrary, model_text, side
from lcgraph.analysis.configurations.primes import Tick, no_tick

_STEPS: Final = tuple(Fraction(step, 20) for step in (-2, -1, 1, 2))


@dataclass(frozen=True)
class Shift:
    """One change (`consistency`, `frequency`, `without`, or the name of a calibrated column) and its end."""

    change: str
    value: str
    outcome: str
    solution: str
    same: bool
    models: tuple[str, ...]


def robustness(
    data: Data,
    options: Options,
    recalibrated: Mapping[tuple[str, str], Data] | None = None,
    *,
    tick: Tick = no_tick,
) -> list[Shift]:
    """Every change, in the order of consistency, frequency, calibration, cases left out."""
    kinds = ("conservative", "parsimonious", *(["intermediate"] if options.expected else []))
    options = replace(options, kinds=options.kinds or kinds)
    before = {negated: _models(_side(data, options, negated)) for negated in (False, True)}
    changes = list(_changes(data, options, recalibrated or {}))
    found = []
    for number, (change, value, changed, asked) in enumerate(changes):
        tick(number, len(changes))
        for negated, old in before.items():
            after = _models(_side(changed, asked, negated))
            name = (data.negated if negated else data).outcome_name
            for kind in dict.fromkeys([*old, *after]):
                models = after.get(kind, ())
                found.append(Shift(change, value, name, kind, models == old.get(kind, ()), models))
    return found


def _side(data: Data, options: Options, negated: bool) -> Side:
    if not negated:
        return side(data, options)
    return side(data.negated, replace(options, expected=contrary(options.expected, data.conditions)))


def _models(one: Side) -> dict[str, tuple[str, ...]]:
    conditions = one.data.conditions
    return {
        each.kind: tuple(model_text(model, conditions) for model in each.models) for each in one.solutions
    }


def _changes(
    data: Data, options: Options, recalibrated: Mapping[tuple[str, str], Data]
) -> Iterator[tuple[str, str, Data, Options]]:
    cuts = options.cuts
    for step in _STEPS:
        consistency = cuts.consistency + step
        if Fraction(1, 2) < consistency <= 1:
            moved = replace(options, cuts=replace(cuts, consistency=consistency))
            yield "consistency", str(consistency), data, moved
    for frequency in (cuts.frequency - 1, cuts.frequency + 1):
        if frequency:
            yield "frequency", str(frequency), data, replace(options, cuts=replace(cuts, frequency=frequency))
    for (name, value), other in recalibrated.items():
        yield name, value, other, options
    for place, case in enumerate(data.cases):
        yield "without", case, data.without(place), options
