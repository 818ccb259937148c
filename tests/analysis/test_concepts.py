"""Formal concept analysis: contexts of the literature, and small ones against every set tried out."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from concepts import Context as Library

from lcgraph.analysis.concepts import Context, lattice, mask_of
from lcgraph.analysis.implications import Closing, base, rules

WATER = {
    "leech": "abg",
    "bream": "abgh",
    "frog": "abcgh",
    "dog": "acghi",
    "spike-weed": "abdf",
    "reed": "abcdf",
    "bean": "acde",
    "maize": "acdf",
}
"""Living beings and water: Ganter & Wille (1999), Formal Concept Analysis, figure 1.1."""


def context(rows: dict[str, str], attributes: str) -> Context:
    masks = [mask_of(map(attributes.index, row)) for row in rows.values()]
    return Context(tuple(rows), tuple(attributes), tuple(masks))


def test_living_beings_and_water_have_nineteen_concepts() -> None:
    found = lattice(context(WATER, "abcdefghi"))
    assert len(found.concepts) == 19
    assert found.concepts[0].support == 8
    assert found.context.names(found.concepts[0].intent) == ["a"]
    assert found.context.called(found.concepts[1].extent) == ["leech", "bream", "frog", "spike-weed", "reed"]


def test_all_living_beings_need_water_and_who_has_limbs_can_move() -> None:
    water = context(WATER, "abcdefghi")
    implied = {
        ("".join(water.names(each.premise)), "".join(water.names(each.conclusion))) for each in base(water)
    }
    assert {("", "a"), ("ah", "g"), ("ai", "cgh")} <= implied


def test_no_context_is_too_small() -> None:
    empty = lattice(Context((), ("x",), ()))
    assert [(each.extent, each.intent) for each in empty.concepts] == [(0, 1)]
    assert len(lattice(Context(("a",), (), (0,))).concepts) == 1


def of_chance(seed: int) -> Context:
    chance = random.Random(seed)
    many, wide = chance.randint(0, 6), chance.randint(1, 6)
    rows = tuple(chance.getrandbits(wide) for _ in range(many))
    return Context(tuple(map(str, range(many))), tuple(map(str, range(wide))), rows)


@pytest.mark.parametrize("seed", range(60))
def test_concepts_covers_and_base_are_those_of_trying_everything(seed: int) -> None:
    small = of_chance(seed)
    every = range(1 << len(small.attributes))
    found = lattice(small)
    assert sorted(each.intent for each in found.concepts) == sorted({small.closure(one) for one in every})
    extents = [each.extent for each in found.concepts]
    for place, upper in enumerate(extents):
        under = [number for number, each in enumerate(extents) if each != upper and each & upper == each]
        direct = {
            number for number in under
            if not any(
                extents[number] & extents[each] == extents[number] for each in under if each != number
            )
        }  # fmt: skip
        assert set(found.below[place]) == direct
    pseudo: list[tuple[int, int]] = []
    for one in sorted(every, key=int.bit_count):
        closed = small.closure(one)
        if closed != one and all(end & one == end for start, end in pseudo if start & one == start):
            pseudo.append((one, closed))
    assert {(each.premise, each.premise | each.conclusion) for each in base(small)} == set(pseudo)


@pytest.mark.parametrize("seed", range(12))
def test_concepts_and_covers_are_those_of_an_independent_library(seed: int) -> None:
    """`concepts` finds them by other methods, and much slower."""
    chance = random.Random(seed)
    many, wide = chance.randint(2, 14), chance.randint(2, 10)
    objects, attributes = [f"o{n}" for n in range(many)], [f"a{n}" for n in range(wide)]
    table = [[chance.random() < 0.5 for _ in attributes] for _ in objects]
    theirs = Library(objects, attributes, table).lattice
    ours = lattice(Context(tuple(objects), tuple(attributes), tuple(mask_of(
        place for place, has in enumerate(row) if has) for row in table)))  # fmt: skip
    found = {
        tuple(ours.context.called(each.extent)): {
            tuple(ours.context.called(ours.concepts[lower].extent)) for lower in ours.below[place]
        }
        for place, each in enumerate(ours.concepts)
    }
    assert found == {
        tuple(each.extent): {tuple(lower.extent) for lower in each.lower_neighbors} for each in theirs
    }


@pytest.mark.parametrize("seed", range(30))
def test_from_the_base_follows_all_that_holds_and_no_part_of_it_can_go(seed: int) -> None:
    small = of_chance(seed)
    found = [(each.premise, each.conclusion) for each in base(small)]
    wide = len(small.attributes)
    assert all(Closing(wide, found).closure(one) == small.closure(one) for one in range(1 << wide))
    for fewer in combinations(found, max(0, len(found) - 1)):
        if len(fewer) < len(found):
            known = Closing(wide, fewer)
            assert any(known.closure(one) != small.closure(one) for one in range(1 << wide))


def test_rules_have_the_support_and_confidence_that_counting_gives() -> None:
    water = context(WATER, "abcdefghi")
    found = rules(lattice(water), base(water), support=2)
    assert len(found) > 10
    for each in found:
        both = water.extent(each.premise | each.conclusion).bit_count()
        assert (each.support, each.premises) == (both, water.extent(each.premise).bit_count())
        assert each.support >= 2
        assert 2 * each.support >= each.premises
