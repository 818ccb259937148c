"""A study folder as an import finds it: its tables, the codes that may stand in them, and who is in it.

Goes in: the folder. Comes out: `Folder`, without the worked example of a new folder; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lcgraph.intake import refuse_no_study
from lcgraph.interviews.listing import Known
from lcgraph.say import Problems, Text
from lcgraph.schemes import Concept, is_example, shared
from lcgraph.study.layout import TABLES, layouts
from lcgraph.study.model import Attribute
from lcgraph.study.read import attributes_of
from lcgraph.study.understand import put_in_codes
from lcgraph.study.write import Table, read

FILLED = ("cases.csv", "groups.csv", "respondents.csv", "mentions.csv", "motives.csv")
"""The tables that an import reads, and of which it fills the last four."""
CLEANED = ("schemes.csv", "findings.csv", "citations.csv", "claims.csv", "crosswalk.csv")
"""Tables in which an import removes the worked example and nothing else."""


@dataclass(frozen=True)
class Folder:
    """The tables by file, what a code or source may stand for, and the attributes that respondents have."""

    path: Path
    tables: Mapping[str, Table]
    known: Known
    attributes: tuple[Attribute, ...] = ()

    def rows(self, file: str) -> list[dict[str, str]]:
        """The rows of a table, without the worked example of a new folder."""
        key = TABLES[file].mark
        return [row for row in self.tables[file].rows if not is_example(row.get(key, ""))]

    def examples(self, file: str) -> set[str]:
        """The codes of the worked examples in a table."""
        key = TABLES[file].mark
        return {code for row in self.tables[file].rows if is_example(code := row.get(key, ""))}

    def encoded(self, file: str, rows: Iterable[Mapping[str, str]]) -> bytes:
        """A table with other rows, in the columns and with the separator that it has."""
        return self.tables[file].encode(rows)


def read_folder(path: Path, problems: Problems) -> Folder:
    """A folder to import into; what is wrong with it is noted among the problems."""
    refuse_no_study(path, problems)
    attributes = attributes_of(path)
    columns = layouts(attributes)
    there = [file for file in CLEANED if (path / file).exists()]
    tables = {file: read(path, columns[file], problems) for file in (*FILLED, *there)}
    folder = Folder(path, tables, Known(shared()))
    own = [*_concepts(folder), *_named(folder, "case", "cases.csv"), *_named(folder, "motive", "motives.csv")]
    schemes = shared().with_own(own)
    for file, table in tables.items():
        put_in_codes(table.rows, TABLES[file], schemes)
    people = {row["id"]: (row["case"], row["role"]) for row in folder.rows("respondents.csv")}
    of_people = tuple(each for each in attributes if each.of == "respondent")
    return Folder(path, tables, Known(shared().with_own(own), people), of_people)


def _concepts(folder: Folder) -> Iterable[Concept]:
    """The codes of `schemes.csv`."""
    if "schemes.csv" not in folder.tables:
        return
    for number, row in enumerate(folder.rows("schemes.csv"), 1):
        yield Concept(
            row["scheme"],
            row["code"],
            _text(row, "label"),
            short=_text(row, "short"),
            broader=row.get("broader", ""),
            position=len(shared().codes(row["scheme"])) + number,
        )


def _named(folder: Folder, scheme: str, file: str) -> Iterable[Concept]:
    """The cases or motives that a table names."""
    key = TABLES[file].mark
    for number, row in enumerate(folder.rows(file), 1):
        yield Concept(scheme, row[key], _text(row, "label"), position=number, cluster=row.get("cluster", ""))


def _text(row: Mapping[str, str], name: str) -> Text:
    return Text(nl=row.get(f"{name}_nl", ""), en=row.get(f"{name}_en", ""))
