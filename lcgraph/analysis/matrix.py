"""Cross-case tables: the rows of `cross-case-matrix` laid out as the article prints them.

One table per cluster; a column pair per case (both roles under it), a row per motive. Source of the
layout: Tables 3 to 6 of Bos et al. (2023).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lcgraph.answers import Cell


@dataclass(frozen=True)
class Mark:
    """What stands in a cell: a status code, and n of N respondents where the source gives them.

    `as_published` marks a cell that another threshold leaves as it is, because it has no counts. `recomputed`
    is the status that the study's own interviews give, where it contradicts the published one.
    """

    status: str
    n: int | None = None
    total: int | None = None
    as_published: bool = False
    recomputed: str = ""


@dataclass(frozen=True)
class CrossTable:
    """The motives of one cluster (rows) by case and role (columns), all as codes in reading order.

    A column is (study, case, role); `cells` has no entry where nothing is known of a cell. A motive that two
    studies have each of their own under one code is two motives: `study/code`.
    """

    cluster: str
    motives: tuple[str, ...]
    columns: tuple[tuple[str, str, str], ...]
    cells: Mapping[tuple[str, tuple[str, str, str]], Mark]

    @property
    def cases(self) -> list[tuple[str, str]]:
        """The (study, case) pairs, each once, in the order of the columns."""
        return list(dict.fromkeys((study, case) for study, case, _ in self.columns))


def cross_tables(
    rows: Sequence[Mapping[str, Cell]],
    roles: Sequence[str],
    own: Collection[tuple[str, str]] = (),
) -> list[CrossTable]:
    """One table per cluster from rows with cluster, motive, case, role, status, n, total and study.

    Order: clusters, motives and cases as they come; `roles` as given. Motives without a cluster come
    last, under the cluster "". `own` are the motives that studies have of their own, as (study, code):
    equal codes of two studies stay apart.

    >>> rows = [dict(cluster="capital", motive="network", case="ict", role="practice-partner",
    ...              status="reported", n=None, total=None, study="s")]
    >>> cross_tables(rows, ["practice-partner"])[0].motives
    ('network',)
    """
    studies = Counter(code for _, code in own)
    rows = [
        {**row, "motive": f"{row['study']}/{row['motive']}"} if studies[str(row["motive"])] > 1 else row
        for row in rows
    ]
    cases = sorted({(str(row["study"]), str(row["case"])): None for row in rows}, key=_first(rows))
    columns = tuple((study, case, role) for study, case in cases for role in roles)
    tables = []
    for cluster in dict.fromkeys(row["cluster"] for row in rows):
        mine = [row for row in rows if row["cluster"] == cluster]
        cells = {
            (str(row["motive"]), (str(row["study"]), str(row["case"]), str(row["role"]))): Mark(
                str(row["status"]),
                _count(row["n"]),
                _count(row["total"]),
                bool(row.get("as_published")),
                str(row.get("recomputed") or ""),
            )
            for row in mine
        }
        motives = tuple(dict.fromkeys(str(row["motive"]) for row in mine))
        tables.append(CrossTable(str(cluster or ""), motives, columns, cells))
    return tables


_CELL = ("study", "motive", "case", "role")


def compared(
    rows: Sequence[Mapping[str, Cell]], differing: Sequence[Mapping[str, Cell]]
) -> list[dict[str, Cell]]:
    """Rows of `cross-case-matrix`, with the status `recomputed` in those of `recomputed-versus-published`.

    >>> cell = dict(study="s", motive="image", case="ict", role="practice-partner")
    >>> compared([cell | {"status": "reported"}], [cell | {"recomputed": "below-threshold"}])[0]["recomputed"]
    'below-threshold'
    """
    other = {tuple(row[name] for name in _CELL): row["recomputed"] for row in differing}
    return [{**row, "recomputed": other.get(tuple(row[name] for name in _CELL))} for row in rows]


def under(
    threshold: Fraction, rows: Sequence[Mapping[str, Cell]], counts: Sequence[Mapping[str, Cell]]
) -> list[dict[str, Cell]]:
    """Rows of `cross-case-matrix` as they would be if every group had this threshold.

    `counts` are the rows of `threshold-sensitivity`: where a cell has n and total there, its status is
    computed from them, also in the place of a published one. The others keep their status and are marked
    `as_published`. Exact: n/N >= a/b is asked as n*b >= a*N.

    >>> cell = dict(study="s", motive="image", case="ict", role="practice-partner", n=2, total=3)
    >>> under(Fraction(2, 3), [cell | {"status": "below-threshold"}], [cell])[0]["status"]
    'reported'
    """
    known = {tuple(row[name] for name in _CELL): row for row in counts}
    changed: list[dict[str, Cell]] = []
    for row in rows:
        found = known.get(tuple(row[name] for name in _CELL))
        if found is None:
            changed.append({**row, "as_published": True})
            continue
        n, total = _count(found["n"]) or 0, _count(found["total"]) or 0
        changed.append({**row, "n": n, "total": total, "status": status(n, total, threshold)})
    return changed


def status(n: int, total: int, threshold: Fraction) -> str:
    """The status of a cell that n of `total` respondents name, by the reporting rule.

    >>> status(3, 4, Fraction(3, 4)), status(0, 4, Fraction(0)), status(0, 0, Fraction(3, 4))
    ('reported', 'below-threshold', 'not-asked')
    """
    if total == 0:
        return "not-asked"
    enough = n > 0 and n * threshold.denominator >= threshold.numerator * total
    return "reported" if enough else "below-threshold"


def _first(rows: Sequence[Mapping[str, Cell]]) -> Callable[[tuple[str, str]], int]:
    """A sort key that keeps cases in the order of the longest run of one motive (all cases of a study)."""
    position: dict[tuple[str, str], int] = {}
    by_motive: dict[Cell, list[tuple[str, str]]] = {}
    for row in rows:
        by_motive.setdefault(row["motive"], []).append((str(row["study"]), str(row["case"])))
    for cases in sorted(by_motive.values(), key=len, reverse=True):
        for case in cases:
            position.setdefault(case, len(position))
    return position.__getitem__


def _count(cell: Cell) -> int | None:
    return cell if isinstance(cell, int) else None
