"""What must be said with every answer, in plain words: rivals, contradictions, small numbers, chance.

Goes in: an `Inquiry`, and the case to which each group belongs. Comes out: texts, the weightiest first.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Final

from lcgraph.analysis.configurations.data import Data
from lcgraph.analysis.configurations.fits import sufficiency
from lcgraph.analysis.configurations.inquiry import Inquiry, Options, Side, model_fits
from lcgraph.analysis.configurations.necessity import needed
from lcgraph.analysis.configurations.solutions import SOLUTIONS, Solution, solutions
from lcgraph.analysis.configurations.truth import truth_table
from lcgraph.say import Text, few

SHUFFLES: Final = 200
_SEED: Final = 20_26
_LARGE: Final = 4000
"""Cases times combinations seen, above which the outcome is not shuffled: it would take too long."""


def warnings(inquiry: Inquiry, of_case: Mapping[str, str] | None = None) -> list[Text]:
    """Everything that must be minded about an inquiry."""
    data = inquiry.data
    told: list[Text] = [*_variation(data)]
    for side in inquiry.sides:
        told += _of_side(side)
    told += [*_conditions(data), *_nowhere(inquiry), *_necessity(data), *_dependent(data, of_case or {})]
    told += _chance(inquiry)
    return [*told, _describes(data)]


def _variation(data: Data) -> Iterator[Text]:
    name = data.outcome_name
    having = sum(2 * each > data.scale for each in data.outcome)
    if having in (0, len(data.cases)):
        which = ("alle", "all") if having else ("geen van de", "none of the")
        yield Text(
            nl=f"{name}: geen variatie, {which[0]} {len(data.cases)} gevallen hebben het; er valt "
            "niets te vergelijken",
            en=f"{name}: no variation, {which[1]} {len(data.cases)} cases have it; there is "
            "nothing to compare",
        )


def _of_side(side: Side) -> Iterator[Text]:
    name, table = side.data.outcome_name, side.table
    mixed = [row for row in table.rows if row.having and row.lacking]
    if mixed:
        many = len(mixed)
        nl = few(f"{' '.join(row.cases)} ({row.having} wel, {row.lacking} niet)" for row in mixed)
        en = few(f"{' '.join(row.cases)} ({row.having} with, {row.lacking} without)" for row in mixed)
        if not name.startswith("~"):
            yield Text(
                nl=f"rijen die elkaar tegenspreken (gelijke condities, met en zonder {name}): {many}: {nl}",
                en=f"rows that contradict (the same conditions, with and without {name}): {many}: {en}",
            )
    if not side.solutions:
        cut = table.cuts.consistency
        yield Text(
            nl=f"{name}: geen combinatie is consistent genoeg (minstens {cut}), dus er is geen model",
            en=f"{name}: nothing is consistent enough (at least {cut}), so there is no model",
        )
    for solution in side.solutions:
        yield from _rivals(name, solution)
    for solution in side.solutions[:1]:
        yield from _lacking(side, solution)


def _rivals(name: str, solution: Solution) -> Iterator[Text]:
    kind, many = KINDS[solution.kind], len(solution.models)
    at_least = Text() if solution.complete else Text(nl="minstens ", en="at least ")
    if many > 1 or not solution.complete:
        yield Text(
            nl=f"{name}, {kind.nl}: {at_least.nl}{many} modellen passen even goed; noem er geen "
            "zonder de andere",
            en=f"{name}, {kind.en}: {at_least.en}{many} models fit equally well; name none "
            "without the others",
        )
    if not solution.proven:
        size = len(solution.models[0])
        yield Text(
            nl=f"{name}, {kind.nl}: de zoektocht is afgebroken; een model met minder dan {size} "
            "termen is niet uitgesloten",
            en=f"{name}, {kind.en}: the search was cut off; a model with fewer than {size} "
            "terms is not excluded",
        )


def _lacking(side: Side, solution: Solution) -> Iterator[Text]:
    lacking = list(
        dict.fromkeys(case for model in solution.models for case in model_fits(side.data, model)[-1].lacking)
    )
    if lacking:
        name = side.data.outcome_name
        yield Text(
            nl=f"gevallen waarvoor een model {name} zegt en die het niet hebben: {few(lacking)}",
            en=f"cases for which a model says {name} and that lack it: {few(lacking)}",
        )


def _conditions(data: Data) -> Iterator[Text]:
    for condition, of in zip(data.conditions, data.memberships, strict=True):
        if any(all(2 * each > data.scale for each in level) for level in of):
            yield Text(
                nl=f"{condition.name} is bij alle gevallen gelijk: het kan niets verklaren",
                en=f"{condition.name} is the same for all cases: it can explain nothing",
            )
    for (one, first), (two, second) in combinations(zip(data.conditions, data.memberships, strict=True), 2):
        if _same(first, second) and not _constant(first, data.scale):
            yield Text(
                nl=f"{one.name} en {two.name} vallen altijd samen: de gegevens houden ze niet uit elkaar",
                en=f"{one.name} and {two.name} always coincide: the data cannot tell them apart",
            )


def _constant(of: Sequence[Sequence[int]], scale: int) -> bool:
    return any(all(2 * each > scale for each in level) for level in of)


def _same(first: Sequence[Sequence[int]], second: Sequence[Sequence[int]]) -> bool:
    """Whether the levels of two conditions divide the cases in the same way, whatever they are called."""
    return set(map(tuple, first)) == set(map(tuple, second))


def _nowhere(inquiry: Inquiry) -> Iterator[Text]:
    table = inquiry.sides[0].table
    if table.nowhere:
        yield Text(
            nl=f"precies half in een conditie, en dus in geen rij: {few(table.nowhere)}",
            en=f"exactly half in a condition, and so in no row: {few(table.nowhere)}",
        )
    rare = [case for row in table.rows if row.out == "?" for case in row.cases]
    if rare:
        least = table.cuts.frequency
        yield Text(
            nl=f"in rijen met te weinig gevallen (minder dan {least}), en dus niet geteld: {few(rare)}",
            en=f"in rows with too few cases (fewer than {least}), and so not counted: {few(rare)}",
        )
    if table.remainders:
        yield Text(
            nl=f"combinaties zonder (genoeg) gevallen: {table.remainders} van {table.combinations}",
            en=f"combinations without (enough) cases: {table.remainders} of {table.combinations}",
        )


def _necessity(data: Data) -> Iterator[Text]:
    trivial = [each.text for each in needed(data) if each.single and each.trivial]
    if trivial:
        yield Text(
            nl=f"nodig, maar bijna elk geval heeft het (relevantie onder 1/2): {few(trivial)}",
            en=f"necessary, but nearly every case has it (relevance below 1/2): {few(trivial)}",
        )


def _dependent(data: Data, of_case: Mapping[str, str]) -> Iterator[Text]:
    counts = Counter(of_case[case] for case in data.cases if case in of_case)
    if any(count > 1 for count in counts.values()):
        yield Text(
            nl=f"de {len(data.cases)} groepen horen bij {len(counts)} cases: groepen van één case zijn niet "
            "onafhankelijk van elkaar",
            en=f"the {len(data.cases)} groups belong to {len(counts)} cases: groups of one case are not "
            "independent of each other",
        )


def _chance(inquiry: Inquiry) -> Iterator[Text]:
    """How often a shuffled outcome gives as good a model."""
    side = inquiry.sides[0]
    if not side.solutions:
        return
    if len(side.data.cases) * len(side.table.rows) > _LARGE:
        yield Text(
            nl="hoe vaak het toeval zo'n model geeft is niet bepaald: daarvoor zijn er te veel gevallen",
            en="how often chance gives such a model was not determined: there are too many cases for that",
        )
        return
    kind = side.solutions[-1].kind
    good = as_good(side.data, inquiry.options, kind)
    yield Text(
        nl=f"met een geschudde uitkomst is er in {good} van de {SHUFFLES} keer een even goed model "
        f"({KINDS[kind].nl}: minstens zo consistent en dekkend, niet meer termen)",
        en=f"with a shuffled outcome there is a model as good in {good} of {SHUFFLES} times "
        f"({KINDS[kind].en}: at least as consistent and covering, no more terms)",
    )


def as_good(data: Data, options: Options, kind: str, *, shuffles: int = SHUFFLES, seed: int = _SEED) -> int:
    """In how many shuffles of the outcome a model is as consistent, covering and short; 0 without one."""
    best = _quality(data, options, kind)
    if best is None:
        return 0
    consistency, coverage, short = best
    chance, count = random.Random(seed), 0
    outcome = list(data.outcome)
    for _ in range(shuffles):
        chance.shuffle(outcome)
        other = _quality(replace(data, outcome=tuple(outcome)), options, kind)
        count += other is not None and other[0] >= consistency and other[1] >= coverage and other[2] >= short
    return count


def _quality(data: Data, options: Options, kind: str) -> tuple[Fraction, Fraction, int] | None:
    found = solutions(truth_table(data, options.cuts), [kind], options.expected, most=1, steps=500)
    if not found:
        return None
    model = found[0].models[0]
    fit = sufficiency(data.union(model), data.outcome, data.scale)
    return fit.consistency or Fraction(0), fit.coverage or Fraction(0), -len(model)


def _describes(data: Data) -> Text:
    many = len(data.cases)
    return Text(
        nl=f"{many} gevallen beschrijven wat hier samengaat; zij bewijzen niet waardoor het komt",
        en=f"{many} cases describe what goes together here; they do not prove why",
    )


KINDS: Final = {
    "conservative": Text(nl="voorzichtig", en="conservative"),
    "parsimonious": Text(nl="zuinig", en="parsimonious"),
    "intermediate": Text(nl="tussenin", en="intermediate"),
}
"""What the solutions are called."""
assert tuple(KINDS) == SOLUTIONS
