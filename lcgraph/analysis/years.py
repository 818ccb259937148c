"""Cases and works by year: when cases started and what they report, when cited works appeared.

Goes in: rows of `cases`, `studies`, `cross-case-matrix`, `citations` and `work-years`. Comes out: a
record for each case, and one for each work and main cluster for which it is cited.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lcgraph.answers import Cell

Row = Mapping[str, Cell]


@dataclass(frozen=True)
class CaseYears:
    """A case with its first year, the last year in which its study collected data, and its motives.

    `motives` counts, for each main cluster ("" for none) of which the case has a cell, the motives that at
    least one of its groups reports. A year that is not stated is None.
    """

    study: str
    case: str
    start: int | None
    until: int | None
    motives: Mapping[str, int]


@dataclass(frozen=True)
class WorkYear:
    """A work, a main cluster for which it is cited, and the year in which it appeared (None: unknown)."""

    work: str
    cluster: str
    year: int | None


def case_years(cases: Iterable[Row], studies: Iterable[Row], cells: Iterable[Row]) -> list[CaseYears]:
    """A record a case, in the order of the rows; clusters in that of the cells."""
    until = {row["study"]: row["collected_until"] for row in studies}
    reported: dict[tuple[Cell, Cell], dict[str, set[Cell]]] = {}
    clusters = {}
    for row in cells:
        cluster = str(row["cluster"] or "")
        clusters[cluster] = True
        found = reported.setdefault((row["study"], row["case"]), {}).setdefault(cluster, set())
        if row["status"] == "reported":
            found.add(row["motive"])
    records = []
    for row in cases:
        mine = reported.get((row["study"], row["case"]), {})
        counts = {cluster: len(mine[cluster]) for cluster in clusters if cluster in mine}
        years = (_year(row["start_year"]), _year(until.get(row["study"])))
        records.append(CaseYears(str(row["study"]), str(row["case"]), *years, counts))
    return records


def work_years(
    claims: Iterable[Row], years: Iterable[Row], *, relations: Collection[str], clusters: Sequence[str]
) -> list[WorkYear]:
    """A record a work and main cluster, by cluster (in the order of `clusters`), year and work.

    Works count as in `lcgraph.analysis.networks`. Works without a year come last in their cluster.
    """
    place = {cluster: number for number, cluster in enumerate(clusters)}
    known = {str(row["work"]): _year(row["year"]) for row in years}
    found = {
        (str(row["top"]), str(row["work"]))
        for row in claims
        if row["top"] is not None and not row["own"] and row["relation"] in relations
    }
    records = [WorkYear(work, cluster, known.get(work)) for cluster, work in found]
    return sorted(
        records,
        key=lambda each: (
            place.get(each.cluster, len(place)),
            each.cluster,
            each.year is None,
            each.year or 0,
            each.work,
        ),
    )


def _year(cell: Cell) -> int | None:
    return cell if isinstance(cell, int) else None
