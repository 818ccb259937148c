"""An attacker's program: it reads public files and nothing else, and says what it learns of those withheld.

Goes in: a folder with everything that is published of a study (perhaps of an earlier edition too). Comes out:
what follows about a group whose answers are withheld, each as a sentence. An answer of `deduced` is a win,
whether or not it is true. Where a publication prints a cell, knowing it is no win.

It keeps for each withheld group and motive how many may have named it, 0 to 2, and narrows that by every
constraint that it finds: printed statuses and numbers, presence, sums, differences, verdicts, two editions.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

LCG = "https://w3id.org/lcgraph/ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ANSWERED = ("reported", "below-threshold", "blank")
WORDS = ("SECRET", "Org 0.", "north-practice-partner-0", "2024-03-03")
Row = dict[str, str]


@dataclass
class Public:
    """The facts of one edition, as `study.nq` and the answers in CSV hold them."""

    folder: Path
    said: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def __post_init__(self) -> None:
        for quad in ox.parse((self.folder / "study.nq").read_bytes(), format=ox.RdfFormat.N_QUADS):
            self.said[quad.subject.value][quad.predicate.value].append(quad.object.value)

    def of(self, name: str) -> list[str]:
        return [thing for thing, said in self.said.items() if LCG + name in said[TYPE]]

    def one(self, thing: str, name: str, space: str = LCG) -> str:
        return next(iter(self.said[thing][space + name]), "") if thing in self.said else ""

    def answer(self, name: str) -> list[Row]:
        path = self.folder / f"{name}.csv"
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))) if path.exists() else []

    def sizes(self) -> dict[str, int | None]:
        """The size of each group; None where it is not said."""
        found = {group: self.one(group, "respondents") for group in self.of("PartnerGroup")}
        return {group: int(size) if size else None for group, size in found.items()}

    def cells(self, kind: str) -> dict[tuple[str, str], tuple[str, int | None, int | None]]:
        """Status, n and N by group and motive."""
        return {
            (self.one(cell, "aboutGroup"), self.one(cell, "aboutMotive")): (
                self.one(cell, "status").rpartition("/")[2],
                _number(self.one(cell, "respondentsMentioning")),
                _number(self.one(cell, "respondentsAsked")),
            )
            for cell in self.of(kind)
        }


def _number(text: str) -> int | None:
    return int(text) if text else None


def deduced(folder: Path, earlier: Path | None = None) -> list[str]:
    """What follows about people whose answers are withheld."""
    public = Public(folder)
    found = [*_words(folder), *_cells(public), *_presence(public), *_totals(public), *_answers(public)]
    found += _verdicts(public)
    if earlier is not None:
        found += _between(Public(earlier), public)
    return found


def _hidden(public: Public) -> set[str]:
    return {group for group, size in public.sizes().items() if size is None or 0 < size < 3}


def _words(folder: Path) -> Iterator[str]:
    """Words of respondents, in any file or in what is packed in it."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        data = path.read_bytes()
        texts = [data]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                texts = [archive.read(name) for name in archive.namelist()]
        for word in WORDS:
            if any(word.encode() in text for text in texts):
                yield f"{path.name} holds {word}"


def _cells(public: Public) -> Iterator[str]:
    """What a cell of a withheld group, or one for which few were asked, says by itself."""
    hidden = _hidden(public)
    for (group, motive), (status, n, asked) in public.cells("DerivedFinding").items():
        few = group in hidden or (asked is not None and 0 < asked < 3)
        if few and (n is not None or status != "withheld"):
            yield f"{group} {motive}: {status} {n}/{asked}"
    for group, size in public.sizes().items():
        if size is not None and 0 < size < 3:
            yield f"{group}: {size} people"


def _presence(public: Public) -> Iterator[str]:
    """A motive that is coded, or that the study brings, must have been named by somebody."""
    if not _hidden(public) and "withheld" not in {
        status for status, _, _ in public.cells("DerivedFinding").values()
    }:
        return
    cells = public.cells("DerivedFinding")
    for motive in {motive for _, motive in cells}:
        if not any(n for (_, about), (_, n, _) in cells.items() if about == motive):
            yield f"{motive}: somebody withheld named it (it has cells)"
    spoken = {
        value
        for thing, said in public.said.items()
        for values in said.values()
        for value in values
        if thing != value and LCG + "DerivedFinding" not in said[TYPE]
    }
    for motive in public.of("Motive"):
        about = {about for _, about in cells}
        if "/study/" in motive and motive not in spoken and motive not in about:
            yield f"{motive}: somebody withheld named it (the study brings it)"


def _totals(public: Public) -> Iterator[str]:
    """What a total holds more than the groups that are shown."""
    sizes = public.sizes()
    roles = {group: public.one(group, "role").rpartition("/")[2] for group in sizes}
    for row in public.answer("respondent-totals"):
        mine = [size for group, size in sizes.items() if row["role"] in ("all", roles[group])]
        if int(row["respondents"] or 0) != sum(size or 0 for size in mine):
            yield f"{row['role']}: {row['respondents']} people, more than are shown"


def _shown(public: Public) -> dict[str, dict[str, str]]:
    """The status of the cells that are shown, by the code of their motive and by group."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for kind in ("DerivedFinding", "PublishedFinding"):  # what is published goes first
        for (group, motive), (status, _, _) in public.cells(kind).items():
            found[public.one(motive, "notation", SKOS) or motive.rpartition("/")[2]][group] = status
    return found


def _answers(public: Public) -> Iterator[str]:
    """What answers hold more, or deny, than the cells that are shown."""
    shown = _shown(public)
    yield from _counts(public, shown)
    yield from _absent(public, shown)
    yield from _together(public, shown)


def _counts(public: Public, shown: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Counts of groups that are not those of the groups that are shown."""
    for row in public.answer("motive-coverage"):
        statuses = list(shown[row["motive"]].values())
        there = statuses.count("reported"), sum(each in ANSWERED for each in statuses)
        told = int(row["groups_reporting"]), int(row["groups"])
        if told != there:
            yield f"{row['motive']}: {told} groups, shown {there}"
        if "withheld" in statuses and not int(row.get("withheld") or 0):
            yield f"{row['motive']}: denies what is withheld"
    for row in public.answer("contrast"):
        groups = [each for each, status in shown[row["motive"]].items() if status == "reported"]
        mine = [each for each in groups if public.one(each, "role").endswith("/" + row["value"])]
        if int(row["reporting"]) != len(mine):
            yield f"{row['motive']} {row['value']}: {row['reporting']} groups, shown {len(mine)}"


def _absent(public: Public, shown: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Motives that are said to be absent, or are not."""
    absent = {row["motive"]: row for row in public.answer("absent-motives")}
    for motive, row in absent.items():
        if _hidden(public) and not int(row.get("withheld") or 0):
            yield f"{motive}: nobody withheld reports it, says absent-motives"
    for motive, cells in shown.items():
        if absent and "reported" not in cells.values() and motive not in absent:
            yield f"{motive}: somebody withheld reports it, says absent-motives"


def _together(public: Public, shown: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Pairs, differences and ties that the cells which are shown do not have."""
    for row in public.answer("motive-co-occurrence"):
        both = [
            {group for group, status in shown[row[name]].items() if status == "reported"}
            for name in ("motive_a", "motive_b")
        ]
        if int(row["groups"]) != len(both[0] & both[1]):
            yield f"{row['motive_a']} and {row['motive_b']}: {row['groups']} groups, shown fewer or more"
    for row in public.answer("differs-within-case"):
        mine = [status for group, status in shown[row["motive"]].items() if f"/group/{row['case']}/" in group]
        if mine.count("withheld") and not set(mine) - {"reported", "withheld"}:
            yield f"{row['case']} {row['motive']}: not all report it, so one that is withheld does not"
    for row in public.answer("network-case-motive"):
        case, motive = (re.split("[:/]", row[name])[-1] for name in ("source", "target"))
        there = [status for group, status in shown[motive].items() if f"/group/{case}/" in group]
        if motive in shown and "reported" not in there:
            yield f"{case} {motive}: a tie that no group shown has"


def _verdicts(public: Public) -> Iterator[str]:
    """Verdicts that the cells which are shown cannot give."""
    shown = _shown(public)
    for row in public.answer("claims"):
        expect, role = row["expect"], row["groups"].removeprefix("role=")
        if expect not in ("all", "some", "none") or (row["groups"] and "role=" not in row["groups"]):
            continue
        for motive in row["motives"].split()[:1] if len(row["motives"].split()) == 1 else []:
            mine = {
                status
                for group, status in shown[motive].items()
                if not role or public.one(group, "role").endswith("/" + role)
            }
            known = {
                "all": "below-threshold" in mine or "blank" in mine,
                "some": "reported" in mine,
                "none": "reported" in mine,
            }
            if "withheld" in mine and row["verdict"] != "not-checkable" and not known:
                yield f"{row['claim']}: {row['verdict']}, which the cells that are shown do not tell"


def _between(before: Public, after: Public) -> Iterator[str]:
    """What one or two people said who joined or left between two editions."""
    old, new = before.cells("DerivedFinding"), after.cells("DerivedFinding")
    sizes = before.sizes(), after.sizes()
    for group in sizes[0]:
        was, now = sizes[0][group], sizes[1].get(group)
        if was and now and 0 < abs(was - now) < 3:
            yield f"{group}: {abs(was - now)} people joined or left"
    for (group, motive), (_, n, asked) in new.items():
        was_n, was_asked = old.get((group, motive), ("", None, None))[1:]
        if None not in (n, was_n, asked, was_asked) and 0 < abs(asked - was_asked) < 3:  # type: ignore[operator]
            yield f"{group} {motive}: {n} after {was_n}, of {asked} after {was_asked}"
