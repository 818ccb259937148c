"""What stands out in the cells: what most groups report, where they differ, what nobody reports.

Goes in: rows of `cross-case-matrix`, and contrasts by what groups are told apart. Comes out: `Highlights`,
exact counts only: as everywhere, a group counts when it could have reported the motive (it was asked, and its
interviews were coded for it). With a handful of groups a difference is a description, not a cause; so a value
that fewer than two groups have is not held against another, and shares that lie closer than a quarter are no
difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, TypeVar

from lcgraph.analysis.contrasts import ANSWERED, Contrast, Row, Share, contrasts

_Found = TypeVar("_Found")
FEWEST: Final = 2
"""The number of groups that a value needs to be held against another."""
APART: Final = Fraction(1, 4)
"""The smallest distance between two shares that is told as a difference."""
MOST: Final = 3
"""How many motives one highlight names, unless more share a place."""


@dataclass(frozen=True)
class Counted:
    """A motive, or a cluster, and how many groups report it."""

    code: str
    share: Share


@dataclass(frozen=True)
class Spread:
    """A motive with the value of which the largest share of groups reports it, and the smallest."""

    motive: str
    high: str
    most: Share
    low: str
    least: Share

    @property
    def distance(self) -> Fraction:
        return (self.most.share or Fraction(0)) - (self.least.share or Fraction(0))


@dataclass(frozen=True)
class Difference:
    """By what groups differ (`role`, `setting`, an attribute), on which motives most, the widest first.

    `only` are the motives that groups of one value report and no other group does, by that value.
    """

    by: str
    spreads: tuple[Spread, ...]
    only: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Highlights:
    """What stands out: `clusters` by how many groups report a motive of them, `most` and `least` reported
    motives, those of which `nobody` who could have reported them does, and where groups differ."""

    clusters: tuple[Counted, ...]
    most: tuple[Counted, ...]
    least: tuple[Counted, ...]
    nobody: tuple[Counted, ...]
    differences: tuple[Difference, ...]

    def of_those_shown(self) -> Highlights:
        """Without what a group whose answer is withheld could deny: that nobody, or only some, report it."""
        differences = tuple(replace(each, only={}) for each in self.differences)
        return replace(self, nobody=(), differences=differences)


def highlights(cells: Sequence[Row], by: Mapping[str, Sequence[Contrast]]) -> Highlights:
    """The highlights of cells, and of their contrasts by role, setting and the like.

    >>> cell = {"study": "s", "cluster": "capital", "motive": "network", "role": "ngo"}
    >>> found = [cell | {"case": "a", "status": "reported"}, cell | {"case": "b", "status": "blank"}]
    >>> highlights(found, {}).most
    (Counted(code='network', share=Share(reporting=1, groups=2)),)
    """
    everyone = {_group(row): "" for row in cells}
    counted = [Counted(each.motive, each.shares.get("", Share())) for each in contrasts(cells, everyone)]
    able = [each for each in counted if each.share.groups]
    named = [each for each in able if each.share.reporting]
    most = _leading(named, lambda each: -_share(each))
    rest = [each for each in named if each not in most]
    return Highlights(
        clusters=tuple(sorted(of_clusters(cells), key=lambda each: -_share(each))),
        most=most,
        least=_leading(rest, _share, places=1),
        nobody=tuple(each for each in able if not each.share.reporting),
        differences=tuple(filter(None, (difference(name, found) for name, found in by.items()))),
    )


def of_clusters(cells: Iterable[Row]) -> list[Counted]:
    """How many groups report at least one motive of each cluster, of those that could have."""
    reporting: dict[str, set[object]] = {}
    able: dict[str, set[object]] = {}
    for row in cells:
        if row["cluster"] and row["status"] in ANSWERED:
            able.setdefault(str(row["cluster"]), set()).add(_group(row))
            if row["status"] == "reported":
                reporting.setdefault(str(row["cluster"]), set()).add(_group(row))
    return [
        Counted(cluster, Share(len(reporting.get(cluster, ())), len(groups)))
        for cluster, groups in able.items()
    ]


def difference(by: str, found: Sequence[Contrast]) -> Difference | None:
    """Where the groups of different values differ most; None when no two shares lie far enough apart."""
    spreads = [each for each in map(spread, found) if each and each.distance >= APART]
    only: dict[str, list[str]] = {}
    for each in found:
        there = [value for value, share in each.shares.items() if share.reporting]
        others = (share.groups for value, share in each.shares.items() if value not in there)
        if len(there) == 1 and each.shares[there[0]].reporting >= FEWEST <= max(others, default=0):
            only.setdefault(there[0], []).append(each.motive)
    if not spreads:
        return None
    return Difference(
        by,
        _leading(spreads, lambda each: -each.distance),
        {value: tuple(motives) for value, motives in only.items()},
    )


def spread(contrast: Contrast) -> Spread | None:
    """The two values of a motive that lie furthest apart; None where fewer than two have groups enough."""
    shares = {value: each for value, each in contrast.shares.items() if each.groups >= FEWEST}
    if len(shares) < 2:  # a difference takes two
        return None
    high = max(shares, key=lambda value: _of(shares[value]))
    low = min(shares, key=lambda value: _of(shares[value]))
    return Spread(contrast.motive, high, shares[high], low, shares[low])


def _leading(
    found: Sequence[_Found], key: Callable[[_Found], Fraction], places: int = 2
) -> tuple[_Found, ...]:
    """Those in the first places, ties whole as long as no more than `MOST` are named; at least one place."""
    ordered = sorted(found, key=key)
    kept: list[_Found] = []
    for place in sorted({key(each) for each in ordered})[:places]:
        tied = [each for each in ordered if key(each) == place]
        if kept and len(kept) + len(tied) > MOST:
            break
        kept += tied
    return tuple(kept)


def _group(row: Row) -> tuple[str, str, str]:
    return str(row["study"]), str(row["case"]), str(row["role"])


def _share(each: Counted) -> Fraction:
    return _of(each.share)


def _of(share: Share) -> Fraction:
    return share.share or Fraction(0)
