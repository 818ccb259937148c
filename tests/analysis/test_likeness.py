"""Likeness: average linkage against its definition, correspondence analysis against numpy and by hand."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations

import numpy
import pytest

from lcgraph.analysis.concepts import Context, mask_of
from lcgraph.analysis.likeness import correspondence, distance, joins


def context(*rows: str) -> Context:
    masks = tuple(mask_of(place for place, cell in enumerate(row) if cell == "1") for row in rows)
    return Context(tuple(map(str, range(len(rows)))), tuple("abcdefgh"[: len(rows[0])]), masks)


def of_chance(seed: int) -> Context:
    chance = random.Random(seed)
    wide = chance.randint(2, 7)
    return context(*("".join(chance.choice("01") for _ in range(wide)) for _ in range(chance.randint(2, 9))))


def test_the_tree_by_hand() -> None:
    """1 and 2 share two of three; 0 has one of the two of 1 and of the three of 2; 3 shares nothing."""
    found = joins(context("1000", "1100", "1110", "0001"))
    assert [(each.left, each.right, each.distance) for each in found] == [
        ((1,), (2,), Fraction(1, 3)),
        ((0,), (1, 2), Fraction(7, 12)),
        ((0, 1, 2), (3,), Fraction(1)),
    ]


@pytest.mark.parametrize("seed", range(30))
def test_each_join_is_the_nearest_there_is(seed: int) -> None:
    made = of_chance(seed)
    groups = [(place,) for place in range(len(made.objects))]
    for join in joins(made):
        means = [
            Fraction(
                sum(distance(made.rows[a], made.rows[b]) for a in one for b in other), len(one) * len(other)
            )
            for one, other in combinations(groups, 2)
        ]
        assert join.distance == min(means)
        groups = [each for each in groups if each not in (join.left, join.right)] + [join.left + join.right]
    assert sorted(groups[0]) == list(range(len(made.objects)))


def test_objects_that_have_nothing_are_alike() -> None:
    assert [each.distance for each in joins(context("00", "00"))] == [0]


@pytest.mark.parametrize("seed", range(30))
def test_the_map_is_that_of_a_singular_value_decomposition(seed: int) -> None:
    made = of_chance(seed)
    found = correspondence(made)
    table = numpy.array(
        [[row >> place & 1 for place in range(len(made.attributes))] for row in made.rows], float
    )
    table = table[table.sum(1) > 0][:, table.sum(0) > 0]
    if not table.size:
        assert (found.objects, found.attributes) == ((), ())
        return
    share = table / table.sum()
    rows, columns = share.sum(1), share.sum(0)
    expected = numpy.outer(rows, columns)
    left, values, right = numpy.linalg.svd((share - expected) / numpy.sqrt(expected), full_matrices=False)
    assert found.inertia == pytest.approx((values**2).sum(), abs=1e-9)
    apart = (
        numpy.hypot(*(left[:, :2] * values[:2] / numpy.sqrt(rows)[:, None]).T) if len(values) > 1 else None
    )
    if apart is not None and (len(values) < 3 or values[1] - values[2] > 1e-6):
        assert [numpy.hypot(each.x, each.y) for each in found.objects] == pytest.approx(list(apart), abs=1e-6)
        others = numpy.hypot(*(right[:2].T * values[:2] / numpy.sqrt(columns)[:, None]).T)
        assert [numpy.hypot(each.x, each.y) for each in found.attributes] == pytest.approx(
            list(others), abs=1e-6
        )
        assert found.shares[0] == pytest.approx(values[0] ** 2 / max((values**2).sum(), 1e-300), abs=1e-6)


def test_what_is_alike_stands_in_one_place_and_opposites_apart() -> None:
    found = correspondence(context("1100", "1100", "0011", "0000"))
    (a, b, c) = found.objects
    assert [each.of for each in found.objects] == [0, 1, 2]
    assert (a.x, a.y) == pytest.approx((b.x, b.y))
    assert a.x > 0 > c.x
    assert found.shares == pytest.approx((1, 0))
