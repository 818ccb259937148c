"""Two sides of a study held against each other: which motives either side reports, out of the groups asked.

Goes in: rows of `cross-case-matrix`, and which side each row belongs to (a role, or the setting of its case).
Comes out: one `Contrast` a motive, with exact counts. As in `role-contrast` and `setting-contrast`, a group
counts when it could have reported the motive: it was asked, and its interviews were coded for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from lcgraph.answers import Cell

ANSWERED: Final = ("reported", "below-threshold", "blank")
"""The statuses of a cell whose group could have reported the motive."""

Row = Mapping[str, Cell]


@dataclass(frozen=True)
class Share:
    """`reporting` of `groups` groups report a motive; None as a share when no group could."""

    reporting: int = 0
    groups: int = 0

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.reporting, self.groups) if self.groups else None


@dataclass(frozen=True)
class Contrast:
    """A motive of a cluster ("" for none) as two sides report it."""

    cluster: str
    motive: str
    left: Share
    right: Share


def contrasts(cells: Iterable[Row], sides: tuple[str, str], side_of: Callable[[Row], Cell]) -> list[Contrast]:
    """A contrast a motive, in the order of the rows; cells on neither side do not count.

    >>> cell = {"cluster": "capital", "motive": "network", "role": "practice-partner", "status": "reported"}
    >>> roles = ("practice-partner", "education-partner")
    >>> contrasts([cell], roles, lambda row: row["role"])[0].left
    Share(reporting=1, groups=1)
    """
    counts: dict[tuple[str, str], dict[str, list[int]]] = {}
    for row in cells:
        motive = (str(row["cluster"] or ""), str(row["motive"]))
        found = counts.setdefault(motive, {side: [0, 0] for side in sides})
        side = side_of(row)
        if side in sides and row["status"] in ANSWERED:
            found[str(side)][0] += row["status"] == "reported"
            found[str(side)][1] += 1
    return [
        Contrast(cluster, motive, Share(*found[sides[0]]), Share(*found[sides[1]]))
        for (cluster, motive), found in counts.items()
    ]
