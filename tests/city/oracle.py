"""What the city study must answer, worked out from its CSV files without lcgraph: counting, and fractions.

    python tests/city/oracle.py          write tests/city/expected anew

A test compares what this gives with the committed tables, and other tests compare those with what lcgraph
answers. The order of schemes is written out here, not worked out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
STUDY = HERE.parent / "data" / "city"

TABLES = {
    "legitimacy": ("image", "show-the-city"),
    "capital": ("network", "saving-costs", "shared-tools"),
    "liveability": ("more-green", "cool-streets", "safe-streets", "quiet-nights"),
    "trust": ("being-heard", "knowing-neighbours"),
}
MOTIVES = {motive: cluster for cluster, motives in TABLES.items() for motive in motives}
ROLES = ("municipality", "company", "ngo", "residents")
PHASES = ("exploration", "launch", "operation")
BROADER = {
    "municipality": "practice-partner",
    "company": "practice-partner",
    "heat": "energy",
    "neighbourhood-care": "health-care",
    "co-funded": "public-private",
}
ORDER = {
    "role": ROLES,
    "broader role": ("practice-partner", "ngo", "residents"),
    "setting": ("commissioned", "co-funded", "volunteer-run"),
    "sector": ("greening", "energy", "heat", "neighbourhood-care"),
    "governance": ("yes", "no"),
}
RULE, EXCEPTIONS = Fraction(3, 4), {("rain-gardens", "residents"): Fraction(1, 2)}

Table = list[list[object]]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of the study."""
    with (STUDY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = {row["id"]: row for row in rows("cases.csv")}
GROUPS = {
    (row["case"], row["role"]): int(row["respondents"])
    for row in sorted(
        rows("groups.csv"), key=lambda row: ([*CASES].index(row["case"]), ROLES.index(row["role"]))
    )
}
PEOPLE = {row["id"]: row for row in rows("respondents.csv")}
MENTIONS = rows("mentions.csv")
CODED = {row["code"] for row in rows("motives.csv")} | {row["motive"] for row in MENTIONS}


@dataclass(frozen=True)
class Cell:
    """A cell: its status, and n of total where they are known."""

    status: str
    n: int | None = None
    total: int | None = None


def threshold(group: tuple[str, str]) -> Fraction:
    """The threshold that holds for a group."""
    return EXCEPTIONS.get(group, RULE)


def judged(group: tuple[str, str], n: int, total: int) -> str:
    """The rule: n of total respondents of a group name a motive."""
    if total == 0:
        return "not-asked"
    return "reported" if n > 0 and Fraction(n, total) >= threshold(group) else "below-threshold"


def counted(group: tuple[str, str], motive: str, phase: str = "") -> Cell:
    """The cell as the interviews give it; in one phase, where one is named."""
    people = {id_ for id_, row in PEOPLE.items() if (row["case"], row["role"]) == group}
    asked = {id_ for id_ in people if motive not in PEOPLE[id_]["motives_not_asked"].split()}
    if motive not in CODED:
        return Cell("not-coded" if asked else "not-asked", None, len(asked))
    naming = {
        row["respondent"]
        for row in MENTIONS
        if row["motive"] == motive and row["respondent"] in asked and phase in ("", row["phase"])
    }
    return Cell(judged(group, len(naming), len(asked)), len(naming), len(asked))


PUBLISHED = {((row["case"], row["role"]), row["motive"]): row["status"] for row in rows("findings.csv")}
DERIVED = {(group, motive): counted(group, motive) for motive in MOTIVES for group in GROUPS}
CELLS = {place: Cell(PUBLISHED[place]) if place in PUBLISHED else cell for place, cell in DERIVED.items()}
"""A published cell goes before the one that the interviews give."""


def reports(group: tuple[str, str], motive: str) -> bool:
    """Whether a group reports a motive."""
    return CELLS[group, motive].status == "reported"


def could(group: tuple[str, str], motive: str) -> bool:
    """Whether a group could have reported a motive: it was asked, and the answers were coded."""
    return CELLS[group, motive].status not in ("not-asked", "not-coded")


def facet(group: tuple[str, str], by: str) -> str:
    """What a group is by role, setting, sector, case or an attribute of its case; empty where unknown."""
    case, role = group
    return {"role": role, "broader role": BROADER.get(role, role), "case": case}.get(by) or CASES[case][by]


def cross_case_matrix() -> Table:
    found: Table = [["cluster", "motive", "case", "role", "status", "n", "total"]]
    for motive, cluster in MOTIVES.items():
        for group in GROUPS:
            cell = CELLS[group, motive]
            found.append([cluster, motive, *group, cell.status, cell.n, cell.total])
    return found


def contrast(by: str) -> Table:
    found: Table = [["motive", "by", "value", "reporting", "groups", "only"]]
    for motive in MOTIVES:
        reporting = {
            value: sum(reports(group, motive) for group in GROUPS if facet(group, by) == value)
            for value in ORDER[by]
        }
        for value, number in reporting.items():
            able = sum(could(group, motive) for group in GROUPS if facet(group, by) == value)
            only = number > 0 and not any(n for other, n in reporting.items() if other != value)
            found.append([motive, by.removeprefix("broader "), value, number, able, str(only).lower()])
    return found


def groups_of(case: str) -> list[tuple[str, str]]:
    return [group for group in GROUPS if group[0] == case]


def differs_within_case() -> Table:
    found: Table = [["case", "motive", "role", "status"]]
    for case in CASES:
        for motive in MOTIVES:
            here = {reports(group, motive) for group in groups_of(case)}
            if here == {True, False}:
                found += [[case, motive, g[1], CELLS[g, motive].status] for g in groups_of(case)]
    return found


def shared_within_case() -> Table:
    found: Table = [["case", "motive"]]
    for case in CASES:
        groups = groups_of(case)
        if len(groups) > 1:
            found += [[case, motive] for motive in MOTIVES if all(reports(g, motive) for g in groups)]
    return found


def motive_coverage() -> Table:
    found: Table = [["motive", "cluster", "groups_reporting", "groups", "cases_reporting", "cases"]]
    for motive, cluster in MOTIVES.items():
        reporting = [group for group in GROUPS if reports(group, motive)]
        able = [group for group in GROUPS if could(group, motive)]
        cases = (len({case for case, _ in groups}) for groups in (reporting, able))
        found.append([motive, cluster, len(reporting), len(able), *cases])
    return found


def cluster_profile() -> Table:
    found: Table = [["case", "cluster", "reported"]]
    for case in CASES:
        for cluster, motives in TABLES.items():
            if groups_of(case):
                named = [m for m in motives if any(reports(group, m) for group in groups_of(case))]
                found.append([case, cluster, len(named)])
    return found


def motive_shifts() -> Table:
    found: Table = [["case", "role", "motive", "phase", "n", "total", "status"]]
    for group in GROUPS:
        for motive in MOTIVES:
            cells = {phase: counted(group, motive, phase) for phase in PHASES}
            if any(cell.n for cell in cells.values()):
                found += [[*group, motive, p, cell.n, cell.total, cell.status] for p, cell in cells.items()]
    return found


def rule_minimums() -> Table:
    found: Table = [["case", "role", "respondents", "threshold", "minimum"]]
    for group, size in GROUPS.items():
        enough = (n for n in range(1, size + 1) if Fraction(n, size) >= threshold(group))
        found.append([*group, size, threshold(group), next(enough, None)])
    return found


def recomputed_versus_published() -> Table:
    found: Table = [["case", "role", "motive", "published", "recomputed", "n", "total"]]
    for group in GROUPS:
        for motive in MOTIVES:
            said, cell = PUBLISHED.get((group, motive)), DERIVED[group, motive]
            if said and said != cell.status and (said, cell.status) != ("blank", "below-threshold"):
                found.append([*group, motive, said, cell.status, cell.n, cell.total])
    return found


def threshold_sensitivity() -> Table:
    found: Table = [["motive", "case", "role", "n", "total", "reported_from"]]
    for motive in MOTIVES:
        for group in GROUPS:
            cell = DERIVED[group, motive]
            if cell.n is not None:
                share = str(Fraction(cell.n, cell.total)) if cell.n and cell.total else None
                if share == "1":
                    share = "1/1"
                found.append([motive, *group, cell.n, cell.total, share])
    return found


def respondent_totals() -> Table:
    found: Table = [["role", "respondents"]]
    for role in ROLES:
        found.append([role, sum(size for group, size in GROUPS.items() if group[1] == role)])
    return [*found, ["all", sum(GROUPS.values())]]


def meant(condition: str) -> Callable[[tuple[str, str]], bool]:
    """Whether a group is meant by conditions such as `role=residents setting=co-funded|commissioned`."""

    def one(group: tuple[str, str], part: str) -> bool:
        if part.startswith("start_year>="):
            year = CASES[group[0]]["start_year"]
            return year != "" and int(year) >= int(part.removeprefix("start_year>="))
        key, _, values = part.partition("=")
        value = facet(group, key)
        return bool({value, BROADER.get(value, value)} & set(values.split("|")))

    return lambda group: all(one(group, part) for part in condition.split())


def share(motive: str, groups: Iterable[tuple[str, str]]) -> tuple[int, int]:
    """How many of those who could have reported a motive report it."""
    able = [group for group in groups if could(group, motive)]
    return sum(reports(group, motive) for group in able), len(able)


def reading(row: dict[str, str], motive: str) -> tuple[bool | None, tuple[int, ...]]:
    """Whether a reading holds for a motive, and what was counted: here, and elsewhere or in `than`."""
    here, there = meant(row["groups"]), meant(row["than"])
    named, able = share(motive, filter(here, GROUPS))
    rest = filter(there, GROUPS) if row["than"] else (group for group in GROUPS if not here(group))
    other, others = share(motive, rest)
    pattern, _, part = row["expect"].partition(" ")
    counts = (named, able, other, others)
    if able == 0 or (pattern == "more" and others == 0):
        return None, counts
    holds = {
        "all": named == able,
        "some": named > 0,
        "none": named == 0,
        "only": named == able and other == 0,
        "mainly": named == able and 2 * named > named + other,
        "at-least": bool(part) and Fraction(named, able) >= Fraction(part or 0),
        "at-most": bool(part) and Fraction(named, able) <= Fraction(part or 0),
        "more": others > 0 and Fraction(named, able) > Fraction(other, others or 1),
    }
    return holds[pattern], counts


def claims() -> Table:
    found: Table = [
        ["claim", "reading", "verdict", "motive", "reporting", "groups", "others_reporting", "others"]
    ]
    numbers: dict[str, int] = {}
    for row in rows("claims.csv"):
        number = numbers[row["id"]] = numbers.get(row["id"], 0) + 1
        if row["expect"] == "query":
            people, groups = sum(GROUPS.values()), sum(size > 0 for size in GROUPS.values())
            several = [case for case in CASES if len(groups_of(case)) > 1]
            sharing = {str(case) for case, _ in shared_within_case()[1:]}
            counts = (people, groups) if row["id"] == "interviewed" else (len(sharing), len(several))
            holds = counts == (42, 20) if row["id"] == "interviewed" else len(sharing) == len(several)
            found.append([row["id"], number, "holds" if holds else "fails", None, *counts, None, None])
            continue
        each = {motive: reading(row, motive) for motive in row["motives"].split()}
        known = [holds for holds, _ in each.values() if holds is not None]
        verdict = "not-checkable" if not known else "holds" if all(known) else "fails"
        found += [[row["id"], number, verdict, motive, *counts] for motive, (_, counts) in each.items()]
    return found


def tables() -> dict[str, Table]:
    """Every expected table, by the name of its file."""
    return {
        "cross-case-matrix": cross_case_matrix(),
        "contrast-role": contrast("role"),
        "contrast-broader-role": contrast("broader role"),
        "contrast-setting": contrast("setting"),
        "contrast-sector": contrast("sector"),
        "contrast-governance": contrast("governance"),
        "differs-within-case": differs_within_case(),
        "shared-within-case": shared_within_case(),
        "motive-coverage": motive_coverage(),
        "cluster-profile": cluster_profile(),
        "motive-shifts": motive_shifts(),
        "rule-minimums": rule_minimums(),
        "recomputed-versus-published": recomputed_versus_published(),
        "threshold-sensitivity": threshold_sensitivity(),
        "respondent-totals": respondent_totals(),
        "claims": claims(),
    }


def text(table: Table) -> str:
    """A table as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        ["" if cell is None else cell for cell in row] for row in table
    )
    return out.getvalue()


if __name__ == "__main__":
    (HERE / "expected").mkdir(exist_ok=True)
    for name, table in tables().items():
        (HERE / "expected" / f"{name}.csv").write_text(text(table), encoding="utf-8")
