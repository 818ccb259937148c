"""How alike objects are by what they have: distances, a tree of joined groups, and a map of both sides.

Goes in: a `Context`. Comes out: Jaccard distances as exact fractions, the joins of average linkage, or the
places of a correspondence analysis.

Methods: Jaccard (1901); unweighted average linkage (UPGMA), Sokal & Michener (1958); simple correspondence
analysis, Greenacre (2017), Correspondence Analysis in Practice: both sides in principal coordinates, the
eigenvectors by Jacobi's rotations.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from lcgraph.analysis.concepts import Context


@dataclass(frozen=True)
class Join:
    """Two groups of objects that become one, at their mean distance; the objects in the order of the tree."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    distance: Fraction


@dataclass(frozen=True)
class Place:
    """Where an object or an attribute stands on the map, by its place in the context."""

    of: int
    x: float
    y: float


@dataclass(frozen=True)
class Map:
    """The places of both sides, and the part of the inertia (chi-squared / n) that each axis shows."""

    objects: tuple[Place, ...]
    attributes: tuple[Place, ...]
    inertia: float
    shares: tuple[float, float]


def distance(one: int, other: int) -> Fraction:
    """The part of what either has that not both have (Jaccard); 0 where neither has anything.

    >>> distance(0b0111, 0b1110)
    Fraction(1, 2)
    """
    either = (one | other).bit_count()
    return 1 - Fraction((one & other).bit_count(), either) if either else Fraction(0)


def joins(context: Context) -> list[Join]:
    """The joins of average linkage, nearest first; of equally near pairs that of the first objects."""
    groups: list[tuple[int, ...]] = [(place,) for place in range(len(context.objects))]
    apart = {
        frozenset(pair): distance(context.rows[pair[0][0]], context.rows[pair[1][0]])
        for pair in combinations(groups, 2)
    }
    found = []
    while len(groups) > 1:
        left, right = min(combinations(groups, 2), key=lambda pair: apart[frozenset(pair)])
        found.append(Join(left, right, apart[frozenset((left, right))]))
        groups.remove(right)
        groups[groups.index(left)] = both = left + right
        for other in groups:
            if other != both:
                one, two = (apart[frozenset((part, other))] for part in (left, right))
                apart[frozenset((both, other))] = (one * len(left) + two * len(right)) / len(both)
    return found


def correspondence(context: Context) -> Map:
    """The map of objects and attributes; those with nothing have no place, as their profile is not known.

    An axis that shows nothing has 0 for all. The first object that is not at 0 stands to the right, or above.
    """
    objects = [place for place, row in enumerate(context.rows) if row]
    attributes = [place for place, column in enumerate(context.columns) if column]
    total = sum(row.bit_count() for row in context.rows)
    masses = [context.rows[place].bit_count() / total for place in objects]
    others = [context.columns[place].bit_count() / total for place in attributes]
    residuals = [
        [
            ((context.rows[place] >> attribute & 1) / total - mass * other) / math.sqrt(mass * other)
            for attribute, other in zip(attributes, others, strict=True)
        ]
        for place, mass in zip(objects, masses, strict=True)
    ]
    few = (
        residuals
        if len(objects) <= len(attributes)
        else [list(column) for column in zip(*residuals, strict=True)]
    )
    products = [[sum(a * b for a, b in zip(one, other, strict=True)) for other in few] for one in few]
    inertia = sum(products[place][place] for place in range(len(products)))
    axes = [(value, vector) for value, vector in _axes(products)[:2] if value > 1e-12]
    axes += [(0.0, [0.0] * len(few))] * (2 - len(axes))
    wide = (
        [
            [
                sum(vector[place] * few[place][column] for place in range(len(few)))
                for column in range(len(few[0]))
            ]
            for _, vector in axes
        ]
        if few
        else [[], []]
    )
    long = [[math.sqrt(value) * each for each in vector] for value, vector in axes]
    rows, columns = (long, wide) if len(objects) <= len(attributes) else (wide, long)
    signs = [next((math.copysign(1, each) for each in axis if abs(each) > 1e-9), 1.0) for axis in rows]

    def places(of: list[int], weights: list[float], on: list[list[float]]) -> tuple[Place, ...]:
        return tuple(
            Place(
                each,
                signs[0] * on[0][at] / math.sqrt(weights[at]),
                signs[1] * on[1][at] / math.sqrt(weights[at]),
            )
            for at, each in enumerate(of)
        )

    first, second = (value / inertia if inertia else 0.0 for value, _ in axes)
    return Map(places(objects, masses, rows), places(attributes, others, columns), inertia, (first, second))


def _axes(matrix: list[list[float]]) -> list[tuple[float, list[float]]]:
    """The eigenvalues of a symmetric matrix with their vectors, largest first (Jacobi's rotations)."""
    size = len(matrix)
    left = [row[:] for row in matrix]
    turned = [[float(row == column) for column in range(size)] for row in range(size)]
    for _ in range(60):
        if sum(left[p][q] ** 2 for p, q in combinations(range(size), 2)) < 1e-24:
            break
        for p, q in combinations(range(size), 2):
            if abs(left[p][q]) < 1e-15:
                continue
            slope = (left[q][q] - left[p][p]) / (2 * left[p][q])
            t = math.copysign(1, slope) / (abs(slope) + math.hypot(1, slope))
            c = 1 / math.hypot(1, t)
            s = t * c
            for k in range(size):
                left[k][p], left[k][q] = c * left[k][p] - s * left[k][q], s * left[k][p] + c * left[k][q]
            for k in range(size):
                left[p][k], left[q][k] = c * left[p][k] - s * left[q][k], s * left[p][k] + c * left[q][k]
                turned[k][p], turned[k][q] = (
                    c * turned[k][p] - s * turned[k][q],
                    s * turned[k][p] + c * turned[k][q],
                )
    found = [(left[place][place], [turned[row][place] for row in range(size)]) for place in range(size)]
    return sorted(found, key=lambda each: -each[0])
