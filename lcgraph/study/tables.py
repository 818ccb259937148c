"""CSV files as researchers' spreadsheets write them, read into rows that know their place.

Goes in: a file and its `Layout` (columns, required ones, key). Comes out: `Row`s, and every `Problem`
met on the way. UTF-8 with or without a BOM, or UTF-16 with one (Excel's "Unicode text"); `,`, `;` or tabs
between cells, as the header has them or as Excel's own first line `sep=;` says; columns in any order; unknown
columns are refused by name. Rows are numbered as a spreadsheet shows them: the header is row 1, a cell
with line breaks is still one row, and an empty line counts. Memory: one cell holds at most 1 MB.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lcgraph.dates import day, month_or_day
from lcgraph.errors import nearest
from lcgraph.quads import NOT_XML
from lcgraph.say import Place, Problems, Text
from lcgraph.untrusted.text import lines, read_text, separated
from lcgraph.written import as_it_was

MAX_CELL = 1_000_000


@dataclass(frozen=True)
class Layout:
    """The columns of one file, which of them must be filled, and which together identify a row.

    `may_be_empty` are required columns that need not be filled in every row; `owner` says whose attributes
    the table may have (`case`, `group`, `respondent`; "" for none). An `open` table may have any other column
    too: nobody knows which attributes were declared.
    """

    file: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    key: tuple[str, ...] = ()
    may_be_empty: tuple[str, ...] = ()
    owner: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `row["motive"]` is the cell without outer spaces, "" when empty or absent."""

    place: Place
    cells: dict[str, str]
    problems: Problems

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def problem(self, column: str, *, nl: str, en: str) -> None:
        """Note a violation in this row's cell."""
        self.problems.add(self.place.file, self.place.row, column, en=en, nl=nl)

    def text(self, column: str) -> Text:
        """The bilingual text of the columns `column_nl` and `column_en`."""
        return Text(nl=self[f"{column}_nl"], en=self[f"{column}_en"])

    def integer(self, column: str) -> int | None:
        """A whole number of at least 0, or None when the cell is empty or wrong."""
        cell = self[column]
        if not cell:
            return None
        if re.fullmatch(r"[0-9]{1,9}", cell):
            return int(cell)
        self.problem(
            column,
            en=f"{cell!r} is not a whole number: write digits only, such as 25",
            nl=f"{cell!r} is geen geheel getal: schrijf alleen cijfers, zoals 25",
        )
        return None

    def year(self, column: str) -> int | None:
        """A year of four digits, or None when the cell is empty or wrong."""
        cell = self[column]
        if not cell:
            return None
        if re.fullmatch(r"[0-9]{4}", cell) and cell != "0000":
            return int(cell)
        self.problem(
            column,
            en=f"{cell!r} is not a year: write four digits, such as 2015",
            nl=f"{cell!r} is geen jaartal: schrijf vier cijfers, zoals 2015",
        )
        return None

    def date(self, column: str) -> str:
        """A date as YYYY-MM-DD, or "" when the cell is empty or wrong."""
        cell = self[column]
        if not cell or (found := day(cell)):
            return found if cell else ""
        if month_or_day(cell) == "either":
            first, second = (day(cell, order) for order in ("day-first", "month-first"))
            self.problem(
                column,
                en=f"{cell!r} may be two days: write {first} or {second}",
                nl=f"{cell!r} kan twee dagen zijn: schrijf {first} of {second}",
            )
            return ""
        self.problem(
            column,
            en=f"{cell!r} is not a date: write year-month-day, such as 2020-11-05",
            nl=f"{cell!r} is geen datum: schrijf jaar-maand-dag, zoals 2020-11-05",
        )
        return ""


def read_table(path: Path, layout: Layout, problems: Problems) -> list[Row]:
    """The usable rows of a file; rows with an empty required cell or a doubled key are told and left out."""
    return without_doubles(read_rows(path, layout, problems), layout)


def read_rows(path: Path, layout: Layout, problems: Problems) -> Iterator[Row]:
    """The complete rows of a file, doubles among them; what cannot be used is told and left out."""
    text = read_text(path, layout.file, problems)
    if text is None:
        return
    records = _records(text, layout, problems)
    header = next(records, None)
    columns = _without_unnamed_tail(header[1]) if header else []
    if not columns:
        problems.add(
            layout.file,
            None,
            None,
            en=f"is empty: its first row must be a header with {', '.join(layout.required)}",
            nl=f"is leeg: de eerste rij moet een kop zijn met {', '.join(layout.required)}",
        )
        return
    if not _header_is_sound(columns, layout, problems):
        return
    for number, cells in records:
        if _fits(number, cells, columns, layout, problems):
            row = Row(Place(layout.file, number), dict(zip(columns, cells, strict=True)), problems)
            if _is_complete(row, layout):
                yield row


def without_doubles(rows: Iterable[Row], layout: Layout) -> list[Row]:
    """The first row of each key; the others are told and left out."""
    if not layout.key:
        return list(rows)
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        kept = first.setdefault(tuple(row[column] for column in layout.key), row)
        if kept is not row:
            same = ", ".join(layout.key)
            row.problem(
                layout.key[-1],
                en=f"the same {same} as in row {kept.place.row}: keep one of the two",
                nl=f"dezelfde {same} als in rij {kept.place.row}: houd een van de twee",
            )
    return list(first.values())


def header_of(path: Path) -> list[str]:
    """The names of the columns that stand in a file, in lower case; none when it cannot be read."""
    text = read_text(path, path.name, Problems())
    if text is None:
        return []
    first = next(_records(text, Layout(path.name, (), ()), Problems()), (0, []))
    return _without_unnamed_tail(first[1])


def _without_unnamed_tail(header: list[str]) -> list[str]:
    """Column names in lower case, without the nameless ones that a spreadsheet leaves at the end."""
    columns = [name.lower() for name in header]
    while columns and not columns[-1]:
        columns.pop()
    return columns


def _records(text: str, layout: Layout, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Numbered records of a CSV text, without the empty ones; every line break in a cell is one `\\n`."""
    body, separator = separated(text)
    limit = csv.field_size_limit(MAX_CELL)
    strange = NOT_XML.search(body)
    number = 0
    try:
        for number, record in enumerate(csv.reader(lines(body), delimiter=separator, strict=True), 1):
            cells = [as_it_was(cell.strip()) for cell in record]
            if strange and not _printable(cells, number, layout, problems) and number > 1:
                continue
            if number == 1 or any(cells):
                yield number, cells
    except csv.Error as error:
        problems.add(
            layout.file,
            number + 1,
            None,
            en=f"cannot be read as CSV from here on ({error}): look for a quote that is not closed",
            nl=f"is vanaf hier niet als CSV te lezen ({error}): zoek een aanhalingsteken dat niet sluit",
        )
    finally:
        csv.field_size_limit(limit)


def _printable(cells: list[str], number: int, layout: Layout, problems: Problems) -> bool:
    """Whether every format can hold the cells; a soft line break of a word processor becomes a line break."""
    if any("\v" in cell for cell in cells):
        cells[:] = [cell.replace("\v", "\n") for cell in cells]
        problems.add(
            layout.file,
            number,
            None,
            nl="bevat een zacht regeleinde van een tekstverwerker, die als regeleinde gelezen is",
            en="holds a soft line break of a word processor, which was read as a line break",
            severity="warning",
        )
    found = NOT_XML.search("".join(cells))
    if found:
        problems.add(
            layout.file,
            number,
            None,
            nl=f"bevat het stuurteken {found.group()!r}, dat geen tekst is: haal het weg",
            en=f"holds the control character {found.group()!r}, which is no text: take it out",
        )
    return not found


def _header_is_sound(columns: list[str], layout: Layout, problems: Problems) -> bool:
    """Whether every column is known and stands once, and no required one is missing."""
    sound = True

    def tell(column: str | None, *, nl: str, en: str) -> None:
        nonlocal sound
        sound = False
        problems.add(layout.file, 1, column, en=en, nl=nl)

    valid = ", ".join(layout.columns)
    for number, column in enumerate(columns, 1):
        if not column:
            tell(
                None,
                en=f"column {number} has no name: name it. Valid: {valid}",
                nl=f"kolom {number} heeft geen naam: geef haar een naam. Geldig: {valid}",
            )
    for column in filter(None, dict.fromkeys(columns)):
        if column not in layout.columns and not layout.open:
            unknown = _unknown_column(column, layout)
            tell(column, nl=unknown.nl, en=unknown.en)
        elif columns.count(column) > 1:
            tell(
                column,
                en=f"column {column!r} stands twice: keep one of them",
                nl=f"kolom {column!r} staat er twee keer: houd er een",
            )
    for column in layout.required:
        if column not in columns:
            tell(
                column,
                en=f"column {column!r} is missing: add it to the header",
                nl=f"kolom {column!r} ontbreekt: voeg haar toe aan de kop",
            )
    return sound


def _unknown_column(column: str, layout: Layout) -> Text:
    """What to tell of a column that the table does not know.

    It may be a known one misspelt, or one of the study's own that `study.toml` must declare first.
    """
    hint, valid = nearest(column, layout.columns), ", ".join(layout.columns)
    code = re.sub(r"_(nl|en|qualifier)$", "", column)
    en, nl = (f": did you mean {hint!r}?", f": bedoelde u {hint!r}?") if hint else (".", ".")
    if layout.owner:
        en += (
            f' To keep it, declare it in study.toml: [attribute.{code}] with of = "{layout.owner}", type and '
        )
        en += "label.en."
        nl += (
            f' Noem haar in study.toml om haar te houden: [attribute.{code}] met of = "{layout.owner}", type '
        )
        nl += "en label.en."
    return Text(
        nl=f"onbekende kolom {column!r}{nl} Geldig: {valid}",
        en=f"unknown column {column!r}{en} Valid: {valid}",
    )


def _fits(number: int, cells: list[str], columns: list[str], layout: Layout, problems: Problems) -> bool:
    """Whether a record has a cell for each column; short ones are filled up, as spreadsheets leave them."""
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        problems.add(
            layout.file,
            number,
            None,
            en=f"has {len(cells)} cells, the header {len(columns)}: put text with a separator in quotes",
            nl=f"heeft {len(cells)} cellen, de kop {len(columns)}: zet zulke tekst tussen aanhalingstekens",
        )
        return False
    del cells[len(columns) :]
    cells.extend([""] * (len(columns) - len(cells)))
    return True


def _is_complete(row: Row, layout: Layout) -> bool:
    """Whether the required cells are all filled; each gap is told."""
    gaps = [column for column in layout.required if not row[column] and column not in layout.may_be_empty]
    for column in gaps:
        row.problem(column, en=f"{column!r} is empty: fill it in", nl=f"{column!r} is leeg: vul deze cel in")
    return not gaps
