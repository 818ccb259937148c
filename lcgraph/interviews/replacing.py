"""Rows of these imports in the place of those that came from the same files before.

Respondents and mentions name in `imported_from` the file that they came from: that file imported again
replaces its own rows; those written by hand stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from lcgraph.intake import Intake, refuse
from lcgraph.interviews.examples import kept
from lcgraph.interviews.folder import Folder
from lcgraph.say import Problems, many
from lcgraph.study.pseudonyms import twin_told, twins

New = Mapping[str, list[dict[str, str]]]
"""New rows by the file that they come from."""


def replaced(
    respondents: New, mentions: New, folder: Folder, intake: Intake
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Put the tables with these rows in the intake; gives all respondents and mentions that now stand."""
    _tell_doubles(mentions, folder, intake)
    kept_mentions = _merged("mentions.csv", mentions, folder, intake)
    still = {row["respondent"] for row in kept_mentions}
    people = _people(respondents, still, folder, intake)
    intake.files["mentions.csv"] = folder.encoded("mentions.csv", kept_mentions)
    intake.files["respondents.csv"] = folder.encoded("respondents.csv", people)
    for other, each in twins(row["id"] for row in people):
        told = twin_told(other, each)
        intake.tell("warning", nl=f"respondents.csv: {told.nl}", en=f"respondents.csv: {told.en}")
    _groups(people, " ".join(respondents), folder, intake)
    return people, kept_mentions


def _tell_doubles(new: New, folder: Folder, intake: Intake) -> None:
    """Say when the same codings stand there from elsewhere: a file under another name, most likely."""
    there: dict[tuple[str, ...], str] = {}
    for row in folder.rows("mentions.csv"):
        if row.get("imported_from", "") not in new:
            there.setdefault(_same(row), row.get("imported_from", ""))
    for name, rows in new.items():
        found = Counter(there[key] for row in rows if there and (key := _same(row)) in there)
        for origin, count in found.items():
            elsewhere = origin or "(by hand)"
            intake.tell(
                "warning",
                nl=f"{name}: {many(count, 'codering staat', 'coderingen staan')} er al, uit {elsewhere}, "
                "en nu twee "
                f"keer; is het hetzelfde project, importeer dan met --as {origin or 'NAAM'}",
                en=f"{name}: {many(count, 'coding stands', 'codings stand')} there already, from "
                f"{elsewhere}, and "
                f"now twice; if it is the same project, import with --as {origin or 'NAME'}",
            )


def _merged(file: str, new: New, folder: Folder, intake: Intake) -> list[dict[str, str]]:
    """The rows of a table with those of these imports replaced, in the place where they stood."""
    merged: list[dict[str, str]] = []
    waiting = dict(new)
    replaced: Counter[str] = Counter()
    for row in kept(file, folder, intake):
        origin = row.get("imported_from", "")
        if origin in new:
            replaced[origin] += 1
            merged += waiting.pop(origin, [])
        else:
            merged.append(row)
    for rows in waiting.values():
        merged += rows
    for origin, count in replaced.items():
        intake.tell(
            "done",
            nl=f"{file}: {many(count, 'rij', 'rijen')} van {origin} vervangen",
            en=f"{file}: {many(count, 'row', 'rows')} from {origin} replaced",
        )
    return merged


def _people(new: New, mentioned: set[str], folder: Folder, intake: Intake) -> list[dict[str, str]]:
    """Respondents: a row that is there keeps what a person added to it; one whom others mention stays."""
    there = {row["id"]: row for row in folder.rows("respondents.csv")}
    fresh: dict[str, list[dict[str, str]]] = {}
    made: set[str] = set()
    problems = Problems()
    for name, rows in new.items():
        fresh[name] = []
        for row in rows:
            old = there.get(row["id"], {})
            if old and old.get("imported_from", "") not in new:
                _same_group(old, row, problems)
            elif row["id"] not in made:
                fresh[name].append({**row, **{k: v for k, v in old.items() if v and k not in row}})
                made.add(row["id"])
    refuse(problems)
    for id_, old in there.items():
        if old.get("imported_from", "") in new and id_ not in made and id_ in mentioned:
            fresh[old["imported_from"]].append(old)
    merged = _merged("respondents.csv", fresh, folder, intake)
    still = {row["id"] for row in merged}
    gone = [id_ for id_ in there if id_ not in still]
    if gone:
        count = len(gone)
        intake.tell(
            "warning",
            nl=f"respondents.csv: {many(count, 'respondent', 'respondenten')} van een vorige import "
            "weggehaald: niet meer in het bestand, of niet meer bevestigd in sources.csv",
            en=f"respondents.csv: {many(count, 'respondent', 'respondents')} of an earlier import "
            "removed: "
            "no longer in the file, or no longer confirmed in sources.csv",
            names=gone,
        )
    return merged


def _same_group(old: Mapping[str, str], new: Mapping[str, str], problems: Problems) -> None:
    if (old["case"], old["role"]) != (new["case"], new["role"]):
        problems.add(
            "respondents.csv",
            None,
            "id",
            nl=f"{old['id']!r} is hier {old['case']}, {old['role']} en in sources.csv {new['case']}, "
            f"{new['role']}",
            en=f"{old['id']!r} is {old['case']}, {old['role']} here and {new['case']}, {new['role']} in "
            "sources.csv",
        )


def _groups(people: Iterable[Mapping[str, str]], origin: str, folder: Folder, intake: Intake) -> None:
    """Rows of `groups.csv` for every group that has respondents; what was counted is counted again."""
    counts = Counter((row["case"], row["role"]) for row in people)
    rows = []
    for row in kept("groups.csv", folder, intake):
        count = counts.pop((row["case"], row["role"]), 0)
        if row.get("imported_from"):
            if not count:
                continue
            row = {**row, "respondents": str(count)}
        elif count and row["respondents"] != str(count):
            intake.tell(
                "warning",
                nl=f"groups.csv: {row['case']}, {row['role']} telt {row['respondents']} respondenten, "
                f"respondents.csv {count}",
                en=f"groups.csv: {row['case']}, {row['role']} has {row['respondents']} respondents, "
                f"respondents.csv {count}",
            )
        rows.append(row)
    rows += [
        {"case": case, "role": role, "respondents": str(count), "imported_from": origin}
        for (case, role), count in counts.items()
    ]
    intake.files["groups.csv"] = folder.encoded("groups.csv", rows)


def _same(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in ("respondent", "motive", "segment", "coder", "phase", "level"))
