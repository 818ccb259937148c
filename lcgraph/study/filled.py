"""What people fill in on sheets, as the tables of a study hold it: codes for names, dates, groups counted.

Goes in: the rows of each sheet. Comes out: the same, completed: a name where a code belongs becomes a code of
it, in every sheet that names it; an English label that is missing is the Dutch one; dates are year-month-day;
without rows for the groups these are counted. All of it is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lcgraph.dates import day, month_or_day
from lcgraph.intake import Intake
from lcgraph.literature.names import slug
from lcgraph.say import Problems, Text, many
from lcgraph.schemes import folded, is_code, shared
from lcgraph.study.layout import TABLES, Table

_NAMING: Final = {
    "cases.csv": ("id", "case"),
    "motives.csv": ("code", "motive"),
    "respondents.csv": ("id", ""),
}
"""The column that names a thing in a table, and the scheme that it is then a code of."""
_RESPONDENT: Final = "respondent"


@dataclass
class Sheet:
    """The rows of a table, by column, with their numbers in the sheet."""

    table: Table
    file: str
    source: Text
    rows: list[dict[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def completed(
    sheets: Mapping[str, Sheet], dates: str, intake: Intake, problems: Problems
) -> dict[str, Sheet]:
    """The sheets as the tables hold them; what a person must say is noted among the problems."""
    found = dict(sheets)
    _name(found, intake)
    _label(found, intake)
    _date(found, dates, problems)
    if "groups.csv" not in found and "respondents.csv" in found:
        found["groups.csv"] = _counted(found["respondents.csv"])
    return {table.file: found[table.file] for table in TABLES.values() if table.file in found}


def _name(sheets: Mapping[str, Sheet], intake: Intake) -> None:
    """Make codes of the names of cases, motives, respondents and a study's own codes, wherever they stand."""
    codes: dict[tuple[str, str], str] = {}
    made: list[str] = []
    for file, row, column, scheme in _named(sheets):
        written = row.get(column, "")
        taken = set(codes.values())
        code = written if not written or is_code(written) else _free(slug(written), taken)
        codes.setdefault((scheme, folded(written)), code)
        if code != written:
            made.append(f"{written} → {code}")
            row[column] = code
            for label in ("label_nl", "label_en"):
                if file != "respondents.csv" and not any(row.get(each) for each in ("label_nl", "label_en")):
                    row[label] = written
    codes = _labels(sheets) | codes
    for sheet in sheets.values():
        for each in sheet.table.columns:
            scheme = _RESPONDENT if each.name == _RESPONDENT else each.scheme
            for row in sheet.rows if scheme else ():
                if cell := row.get(each.name, ""):
                    row[each.name] = _recoded(cell, scheme, codes, several=each.kind == "codes")
    if made:
        intake.tell(
            "done",
            nl=f"{many(len(made), 'naam is', 'namen zijn')} een code geworden, in alle tabellen",
            en=f"{many(len(made), 'name', 'names')} made into a code, in all tables",
            names=made,
        )


def _labels(sheets: Mapping[str, Sheet]) -> dict[tuple[str, str], str]:
    """The codes by their labels, where a label is that of one code."""
    said = {
        (scheme, folded(label), row[column])
        for _, row, column, scheme in _named(sheets)
        for name in ("label_nl", "label_en")
        if (label := row.get(name, "")) and row.get(column)
    }
    often = Counter((scheme, label) for scheme, label, _ in said)
    return {(scheme, label): code for scheme, label, code in said if often[scheme, label] == 1}


def _named(sheets: Mapping[str, Sheet]) -> Iterator[tuple[str, dict[str, str], str, str]]:
    """Each row that names something: its table, the row, the column with the name, and the scheme of it."""
    for file, (column, scheme) in _NAMING.items():
        for row in sheets[file].rows if file in sheets else ():
            yield file, row, column, scheme or _RESPONDENT
    for row in sheets["schemes.csv"].rows if "schemes.csv" in sheets else ():
        yield "schemes.csv", row, "code", row.get("scheme", "")


def _recoded(cell: str, scheme: str, codes: Mapping[tuple[str, str], str], *, several: bool) -> str:
    if several:
        parts = [part.strip() for part in re.split(r"[;\n]", cell)]
        return "; ".join(codes.get((scheme, folded(part)), part) for part in parts if part)
    return codes.get((scheme, folded(cell)), cell)


def _free(code: str, taken: set[str]) -> str:
    return next(each for each in (code, *(f"{code}-{n}" for n in range(2, 10**6))) if each not in taken)


def _label(sheets: Mapping[str, Sheet], intake: Intake) -> None:
    """Give what has a Dutch label only that one in English too."""
    lent = []
    for sheet in sheets.values():
        if any(column.name == "label_en" and column.required for column in sheet.table.columns):
            for row in sheet.rows:
                if row.get("label_nl") and not row.get("label_en"):
                    row["label_en"] = row["label_nl"]
                    lent.append(row["label_nl"])
    if lent:
        intake.tell(
            "warning",
            nl=f"{many(len(lent), 'Engelse naam is', 'Engelse namen zijn')} voorlopig de Nederlandse",
            en=f"{many(len(lent), 'English label is', 'English labels are')} the Dutch one for now",
            names=lent,
        )


def _date(sheets: Mapping[str, Sheet], dates: str, problems: Problems) -> None:
    """Write dates as year-month-day; those that may be two days are asked about, once."""
    cells = [
        (sheet, number, row, column.name)
        for sheet in sheets.values()
        for column in sheet.table.holding("date")
        for number, row in zip(sheet.numbers, sheet.rows, strict=True)
        if row.get(column.name)
    ]
    orders = Counter(month_or_day(row[column]) for _, _, row, column in cells)
    told = [order for order in ("day-first", "month-first") if orders[order]]
    order = dates or (told[0] if len(told) == 1 else "")
    for sheet, number, row, column in cells:
        if found := day(row[column], order):
            row[column] = found
        elif month_or_day(row[column]) == "either":
            count, shown = orders["either"], row[column]
            problems.add(
                sheet.file,
                number,
                column,
                nl=f"{shown!r} kan twee dagen zijn (en zo {many(count, 'cel', 'cellen')} in deze werkmap): "
                "importeer met --dates day-first of --dates month-first",
                en=f"{shown!r} may be two days ({many(count, 'such cell', 'such cells')} in this workbook): "
                "import with --dates day-first or --dates month-first",
            )
            return


def _counted(respondents: Sheet) -> Sheet:
    """The groups that have respondents, with their number."""
    sizes = Counter((row.get("case", ""), _role(row.get("role", ""))) for row in respondents.rows)
    rows = [
        {"case": case, "role": role, "respondents": str(number)}
        for (case, role), number in sizes.items()
        if case and role
    ]
    source = Text(nl="de respondenten, geteld", en="the respondents, counted")
    return Sheet(TABLES["groups.csv"], respondents.file, source, rows)


def _role(written: str) -> str:
    """A role as one code however it is written; what no shared code is called stays as it is."""
    found = shared().meanings("role", written)
    return found[0] if len(found) == 1 else written.strip()
