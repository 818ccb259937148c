"""Cross-case tables: the rows of `cross-case-matrix` laid out as the article prints them.

One table per top cluster; under each case a column for every role that it has, a row per motive. Source of
the layout: Tables 3 to 6 of Bos et al. (2023).
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
    studies have each of their own under one code is two motives: `study/code`. `withheld` are the columns of
    which a public edition shows no answers.
    """

    cluster: str
    motives: tuple[str, ...]
    columns: tuple[tuple[str, str, str], ...]
    cells: Mapping[tuple[str, tuple[str, str, str]], Mark]
    withheld: frozenset[tuple[str, str, str]] = frozenset()

    def at(self, motive: str, column: tuple[str, str, str]) -> Mark | None:
        """What stands in a cell; None where the study has none, and does not withhold it."""
        hidden = Mark("withheld") if column in self.withheld else None
        return self.cells.get((motive, column), hidden)

    @property
    def partial(self) -> bool:
        """Whether answers are withheld here, so that a cell that is missing may only be hidden."""
        return bool(self.withheld) or any(cell.status == "withheld" for cell in self.cells.values())

    @property
    def cases(self) -> list[tuple[str, str]]:
        """The (study, case) pairs, each once, in the order of the columns."""
        return list(dict.fromkeys((study, case) for study, case, _ in self.columns))


Own = Mapping[str, Collection[tuple[str, str]]]
"""What studies have of their own, by scheme (`motive`, `cluster`), as (study, code)."""


def cross_tables(
    rows: Sequence[Mapping[str, Cell]],
    roles: Sequence[str] = (),
    own: Own | None = None,
    withheld: Collection[tuple[str, str, str]] = (),
) -> list[CrossTable]:
    """One table per cluster from rows with cluster, motive, case, role, status, n, total and study.

    Order: clusters, motives and cases as they come. The columns of a case are the roles of its rows: those
    in `roles` in that order, then others as they come. Motives without a cluster come last, under the
    cluster "". `own` is what `apart` keeps apart; `withheld` are the groups whose answers
    are not shown.

    >>> rows = [dict(cluster="capital", motive="network", case="ict", role="ngo", status="reported", n=None,
    ...              total=None, study="s")]
    >>> cross_tables(rows)[0].columns
    (('s', 'ict', 'ngo'),)
    """
    rows = apart(rows, own or {})
    columns = _columns(rows, roles)
    tables = []
    for cluster in sorted(dict.fromkeys(row["cluster"] for row in rows), key=lambda each: each is None):
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
        hidden = frozenset(withheld).intersection(columns)
        tables.append(CrossTable(str(cluster or ""), motives, columns, cells, hidden))
    return tables


def apart(rows: Sequence[Mapping[str, Cell]], own: Own) -> list[Mapping[str, Cell]]:
    """Rows in which a code that several studies have of their own is `study/code`: it may not mean the same.

    >>> own = {"motive": [("a", "bread"), ("b", "bread")]}
    >>> apart([{"study": "a", "motive": "bread"}], own)
    [{'study': 'a', 'motive': 'a/bread'}]
    """
    double = {
        scheme: {code for code, studies in Counter(code for _, code in pairs).items() if studies > 1}
        for scheme, pairs in own.items()
    }
    mine = {(scheme, *pair) for scheme, pairs in own.items() for pair in pairs}
    kept: list[Mapping[str, Cell]] = []
    for row in rows:
        study = str(row["study"])
        changed = {
            scheme: f"{study}/{row[scheme]}"
            for scheme, codes in double.items()
            if row.get(scheme) in codes and (scheme, study, row[scheme]) in mine
        }
        kept.append({**row, **changed} if changed else row)
    return kept


def _columns(rows: Sequence[Mapping[str, Cell]], roles: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    """The groups of the rows, case by case; within a case by role."""
    places = {role: place for place, role in enumerate(roles)}
    found: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        found.setdefault((str(row["study"]), str(row["case"])), {})[str(row["role"])] = None
    return tuple(
        (*case, role)
        for case in sorted(found, key=_first(rows))
        for role in sorted(found[case], key=lambda each: places.get(each, len(places)))
    )


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
        if row["status"] == "withheld":
            changed.append(dict(row))
            continue
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


def _first(rows: Sequence[Mapping[str, Cell]]) -> Callable[[tuple[str, str]], tuple[int, int]]:
    """A sort key that keeps cases in the order of the longest run of one motive (all cases of a study).

    The cases of a study stand together.
    """
    position: dict[tuple[str, str], int] = {}
    by_motive: dict[Cell, list[tuple[str, str]]] = {}
    for row in rows:
        by_motive.setdefault(row["motive"], []).append((str(row["study"]), str(row["case"])))
    for cases in sorted(by_motive.values(), key=len, reverse=True):
        for case in cases:
            position.setdefault(case, len(position))
    studies: dict[str, int] = {}
    for study, _ in position:
        studies.setdefault(study, len(studies))
    return lambda case: (studies[case[0]], position[case])


def _count(cell: Cell) -> int | None:
    return cell if isinstance(cell, int) else None
