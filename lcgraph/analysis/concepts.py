"""Formal concept analysis: which objects share which attributes, and how those sets lie above each other.

Goes in: a `Context`, objects by attributes as int bit masks. Comes out: its `Lattice`: every formal concept
(a largest set of objects with a largest set of attributes that all of them have), and which concept lies
directly below which. What attributes imply is in `lcgraph.analysis.implications`.

Methods: Ganter & Wille (1999), Formal Concept Analysis, doi:10.1007/978-3-642-59830-2. Concepts by
Close-by-One with the partial test of In-Close (Kuznetsov, 1993; Andrews, 2009); neighbours as Lindig (2000),
Fast Concept Analysis, finds them. Bit 0 is the first object or attribute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

Tick = Callable[[int], None]
"""Told from time to time how many were found so far."""
_EVERY: Final = 1000


def no_tick(_: int) -> None:
    """Nobody waits."""


def bits(mask: int) -> Iterator[int]:
    """The places of the ones of a mask, lowest first.

    >>> list(bits(0b1010))
    [1, 3]
    """
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def mask_of(places: Iterable[int]) -> int:
    """The mask with ones at these places.

    >>> mask_of([1, 3])
    10
    """
    found = 0
    for place in places:
        found |= 1 << place
    return found


@dataclass(frozen=True)
class Context:
    """Objects (rows) with the attributes that each of them has; `rows[g]` is a mask of attributes."""

    objects: tuple[str, ...]
    attributes: tuple[str, ...]
    rows: tuple[int, ...]

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The objects that have each attribute, as masks."""
        found = [0] * len(self.attributes)
        for place, row in enumerate(self.rows):
            for attribute in bits(row):
                found[attribute] |= 1 << place
        return tuple(found)

    @property
    def everything(self) -> int:
        """All attributes."""
        return (1 << len(self.attributes)) - 1

    @property
    def everybody(self) -> int:
        """All objects."""
        return (1 << len(self.objects)) - 1

    def extent(self, attributes: int) -> int:
        """The objects that have all of these attributes.

        >>> Context(("a", "b"), ("x", "y"), (0b11, 0b01)).extent(0b10)
        1
        """
        found = self.everybody
        for attribute in bits(attributes):
            found &= self.columns[attribute]
        return found

    def intent(self, objects: int) -> int:
        """The attributes that all of these objects have."""
        found = self.everything
        for place in bits(objects):
            found &= self.rows[place]
        return found

    def closure(self, attributes: int) -> int:
        """The attributes that every object with these attributes has."""
        return self.intent(self.extent(attributes))

    def names(self, attributes: int) -> list[str]:
        """The names of attributes, in the order of the context."""
        return [self.attributes[place] for place in bits(attributes)]

    def called(self, objects: int) -> list[str]:
        """The names of objects, in the order of the context."""
        return [self.objects[place] for place in bits(objects)]

    @property
    def constant(self) -> int:
        """The attributes that all objects have, or none has: they tell no objects apart."""
        return mask_of(place for place, column in enumerate(self.columns) if column in (0, self.everybody))

    def plus(self, other: Context) -> Context:
        """The context with the objects of another of the same attributes below its own."""
        assert self.attributes == other.attributes
        return Context(self.objects + other.objects, self.attributes, self.rows + other.rows)


@dataclass(frozen=True)
class Concept:
    """A formal concept: its objects and its attributes, as masks."""

    extent: int
    intent: int

    @property
    def support(self) -> int:
        """How many objects it has."""
        return self.extent.bit_count()


@dataclass(frozen=True)
class Lattice:
    """All concepts of a context, largest extent first, and the places of those directly below each."""

    context: Context
    concepts: tuple[Concept, ...]
    below: tuple[tuple[int, ...], ...]

    @cached_property
    def above(self) -> tuple[tuple[int, ...], ...]:
        """The places of the concepts directly above each."""
        found: list[list[int]] = [[] for _ in self.concepts]
        for place, lower in enumerate(self.below):
            for other in lower:
                found[other].append(place)
        return tuple(map(tuple, found))

    def own_attributes(self, place: int) -> int:
        """The attributes of a concept that no concept above it has (its reduced label)."""
        inherited = 0
        for upper in self.above[place]:
            inherited |= self.concepts[upper].intent
        return self.concepts[place].intent & ~inherited

    def own_objects(self, place: int) -> int:
        """The objects of a concept that no concept below it has."""
        held = 0
        for lower in self.below[place]:
            held |= self.concepts[lower].extent
        return self.concepts[place].extent & ~held


def concepts(context: Context, *, least: int = 0, tick: Tick = no_tick) -> list[Concept]:
    """All concepts with at least so many objects: by the size of the extent, largest first.

    Of equal size those come first whose objects come first in the context.

    >>> found = concepts(Context(("a", "b"), ("x", "y"), (0b01, 0b10)))
    >>> [(each.extent, each.intent) for each in found]
    [(3, 0), (1, 1), (2, 2), (0, 3)]
    """
    columns, wide = context.columns, len(context.attributes)
    found: list[Concept] = []
    waiting = [(context.everybody, 0, 0)]
    if context.everybody.bit_count() < least:
        return []
    while waiting:
        extent, intent, start = waiting.pop()
        narrower = []
        for place in range(start, wide):
            bit = 1 << place
            if intent & bit:
                continue
            smaller = extent & columns[place]
            if smaller == extent:
                intent |= bit
            elif smaller.bit_count() >= least and _first(smaller, intent, place, columns):
                narrower.append((smaller, bit, place + 1))
        found.append(Concept(extent, intent))
        waiting += [(smaller, intent | bit, after) for smaller, bit, after in narrower]
        if len(found) % _EVERY == 0:
            tick(len(found))
    return sorted(found, key=_order(len(context.objects)))


def _first(extent: int, intent: int, place: int, columns: Sequence[int]) -> bool:
    """Whether an extent is met here for the first time: no earlier attribute outside the intent holds it."""
    return not any(
        extent & columns[earlier] == extent for earlier in range(place) if not intent >> earlier & 1
    )


def _order(many: int) -> Callable[[Concept], tuple[int, int]]:
    """Largest extent first, then the one with the first objects."""
    return lambda each: (-each.support, -int(f"{each.extent:0{many}b}"[::-1], 2))


def lattice(context: Context, *, least: int = 0, tick: Tick = no_tick) -> Lattice:
    """The concepts with at least so many objects (the iceberg, when above 0), with their order.

    >>> lattice(Context(("a", "b"), ("x", "y"), (0b01, 0b10))).below
    ((1, 2), (3,), (3,), ())
    """
    found = concepts(context, least=least, tick=tick)
    places = {each.extent: place for place, each in enumerate(found)}
    below = tuple(
        tuple(sorted(places[extent] for extent in _lower(context, each) if extent in places))
        for each in found
    )
    return Lattice(context, tuple(found), below)


def _lower(context: Context, concept: Concept) -> list[int]:
    """The extents of the concepts directly below one: the largest that one more attribute leaves."""
    columns = context.columns
    candidates = {concept.extent & columns[place] for place in bits(context.everything & ~concept.intent)}
    kept: list[int] = []
    for extent in sorted(candidates, key=int.bit_count, reverse=True):
        if not any(extent & larger == extent for larger in kept):
            kept.append(extent)
    return kept
