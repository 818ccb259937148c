"""What attributes of a context imply: the stem base, rules that hold mostly, and questions to experts.

Goes in: a `Context` of `lcgraph.analysis.concepts`. Comes out: `Implication`s and `Rule`s, sets as masks.

The stem base (Duquenne & Guigues, 1986) is the one smallest list of implications from which all that hold in
the context follow. It is found by NextClosure (Ganter, 1984); a set is closed under a list of implications
as LinClosure (Beeri & Bernstein, 1979, doi:10.1145/320064.320066) does, with masks of implications in the
place of counters: one that needs an attribute outside the set cannot be used, all others can.
Rules that hold for a share of the objects are those of Luxenburger (1991): from a concept to one below it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from lcgraph.analysis.concepts import Context, Lattice, Tick, bits, mask_of, no_tick


@dataclass(frozen=True)
class Implication:
    """Objects with the attributes of the premise all have those of the conclusion (without the premise).

    `support` is how many objects have the premise; at 0 the implication is vacuous: none speaks against it.
    """

    premise: int
    conclusion: int
    support: int


@dataclass(frozen=True)
class Rule:
    """Of `premises` objects with the premise, `support` have the conclusion too."""

    premise: int
    conclusion: int
    support: int
    premises: int

    @property
    def confidence(self) -> Fraction:
        """The share of the objects with the premise that have the conclusion."""
        return Fraction(self.support, self.premises)


class Closing:
    """A growing list of implications over so many attributes, and what is closed under it.

    >>> known = Closing(3)
    >>> known.add(0b001, 0b010)
    >>> known.add(0b010, 0b100)
    >>> known.closure(0b001)
    7
    """

    def __init__(self, attributes: int, implications: Iterable[tuple[int, int]] = ()) -> None:
        self._needing = [0] * attributes
        self._giving = [0] * attributes
        self._all = 0
        self._everything = (1 << attributes) - 1
        for premise, conclusion in implications:
            self.add(premise, conclusion)

    def add(self, premise: int, conclusion: int) -> None:
        """One more implication."""
        bit = 1 << self._all.bit_length()
        self._all |= bit
        for place in bits(premise):
            self._needing[place] |= bit
        for place in bits(conclusion):
            self._giving[place] |= bit

    def closure(self, attributes: int, barred: int = 0) -> int:
        """The smallest closed set around one; -1 as soon as an attribute of `barred` would be in it."""
        needing, giving = self._needing, self._giving
        outside = self._everything & ~attributes
        while True:
            unusable = 0
            for place in bits(outside):
                unusable |= needing[place]
            usable = self._all & ~unusable
            if any(usable & giving[place] for place in bits(outside & barred)):
                return -1
            gained = mask_of(place for place in bits(outside) if usable & giving[place])
            if not gained:
                return self._everything & ~outside
            outside &= ~gained


def base(context: Context, *, tick: Tick = no_tick) -> list[Implication]:
    """The stem base, smallest premise first, then in the order of the attributes.

    >>> [(each.premise, each.conclusion) for each in base(Context(("a", "b"), ("x", "y"), (0b11, 0b10)))]
    [(0, 2)]
    """
    wide = len(context.attributes)
    known = Closing(wide)
    found: list[Implication] = []
    current, seen = 0, 0
    while current >= 0:
        seen += 1
        if seen % 1000 == 0:
            tick(seen)
        extent = context.extent(current)
        closed = context.intent(extent)
        if closed != current:
            found.append(Implication(current, closed & ~current, extent.bit_count()))
            known.add(current, closed)
        current = _next(current, known, wide)
    return sorted(found, key=lambda each: (each.premise.bit_count(), list(bits(each.premise))))


def _next(current: int, known: Closing, wide: int) -> int:
    """The set after this one, in the lectic order, of those closed under what is known; -1 after the last."""
    for place in reversed(range(wide)):
        bit = 1 << place
        if current & bit:
            continue
        before = current & (bit - 1)
        closed = known.closure(before | bit, (bit - 1) & ~current)
        if closed >= 0:
            return closed
    return -1


def rules(
    lattice: Lattice, exact: Iterable[Implication], *, support: int = 2, confidence: Fraction = Fraction(1, 2)
) -> list[Rule]:
    """Rules with at least this support and confidence, surest first: exact ones, and those of Luxenburger.

    Exact ones are the implications given, which hold for all; the others go from each concept to one directly
    below it. All rules that hold follow from these.
    """
    found = [
        Rule(each.premise, each.conclusion, each.support, each.support) for each in exact if each.support
    ]
    for upper, lower in zip(lattice.concepts, lattice.below, strict=True):
        for place in lower:
            under = lattice.concepts[place]
            if under.support:
                conclusion = under.intent & ~upper.intent
                found.append(Rule(upper.intent, conclusion, under.support, upper.support))
    kept = [each for each in found if each.support >= support and each.confidence >= confidence]
    return sorted(
        kept,
        key=lambda each: (
            -each.confidence,
            -each.support,
            list(bits(each.premise)),
            list(bits(each.conclusion)),
        ),
    )
