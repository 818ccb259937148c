"""Groups held against each other: which motives the groups of each value report, out of those asked.

Goes in: rows of `cross-case-matrix`, and the value of each group: its role, its setting, an attribute. Comes
out: one `Contrast` a motive, with exact counts. As in the query `contrast`, a group counts when it could have
reported the motive: it was asked, and its interviews were coded for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from lcgraph.answers import Cell

ANSWERED: Final = ("reported", "below-threshold", "blank")
"""The statuses of a cell whose group could have reported the motive."""

Row = Mapping[str, Cell]
Group = tuple[str, str, str]
"""Study, case and role."""


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
    """A motive of a cluster ("" for none) as the groups of each value report it; values in their order."""

    cluster: str
    motive: str
    shares: Mapping[str, Share]


def contrasts(cells: Iterable[Row], values: Mapping[Group, str], order: Sequence[str] = ()) -> list[Contrast]:
    """A contrast a motive, in the order of the rows; cells of groups without a value do not count.

    Values in `order` come first, then others as they come; a value of which no group has a cell is left out.

    >>> cell = {"study": "s", "case": "c", "cluster": "capital", "motive": "network", "role": "ngo",
    ...         "status": "reported"}
    >>> contrasts([cell], {("s", "c", "ngo"): "yes"})[0].shares
    {'yes': Share(reporting=1, groups=1)}
    """
    counts: dict[tuple[str, str], dict[str, list[int]]] = {}
    met: dict[str, None] = {}
    for row in cells:
        found = counts.setdefault((str(row["cluster"] or ""), str(row["motive"])), {})
        value = values.get((str(row["study"]), str(row["case"]), str(row["role"])))
        if value is None:
            continue
        met[value] = None
        if row["status"] in ANSWERED:
            both = found.setdefault(value, [0, 0])
            both[0] += row["status"] == "reported"
            both[1] += 1
    places = {value: place for place, value in enumerate(order)}
    ordered = sorted(met, key=lambda value: places.get(value, len(places)))
    return [
        Contrast(cluster, motive, {value: Share(*found.get(value, (0, 0))) for value in ordered})
        for (cluster, motive), found in counts.items()
    ]
