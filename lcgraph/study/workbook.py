"""A study's tables as one workbook to fill in (XLSX), and what was filled in as tables again.

Goes out: a sheet a table, with its head protected, drop-downs of the labels that may stand there in the
language of the reader, what each column holds in the last one, and room beside it for attributes. Comes in:
such a workbook; every sheet with rows becomes its table (`lcgraph.study.filled` makes codes of names and
counts the groups), and whatever is wrong with any sheet is told at once. Labels stay as they were chosen:
they are understood wherever a code is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Final

from lcgraph.errors import InputError
from lcgraph.intake import Intake, refuse
from lcgraph.say import Problems, Text, many
from lcgraph.schemes import OPEN, Schemes
from lcgraph.study.filled import Sheet, completed
from lcgraph.study.layout import TABLES, Table
from lcgraph.untrusted.xlsx import Shown, open_sheet, sheets
from lcgraph.written import csv_text, workbook_bytes

WORKBOOK: Final = "study.xlsx"
HELP: Final = Text(nl="# uitleg", en="# help")
"""The head of the column that explains the others; whatever begins with `#` is no data."""
_ATTRIBUTES: Final = Text(
    nl="eigen kenmerken, in study.toml genoemd: elk in een kolom rechts van deze, met zijn code als kop",
    en="attributes of your own, named in study.toml: each in a column to the right, with its code as head",
)
_ROOM: Final = 12
"""So many columns are free for attributes."""
_LISTS: Final = "lists"
_ROWS: Final = 2_000
_SHOWN: Final = {
    "formula": Text(
        nl="bevat een formule: plak de cel als waarde", en="holds a formula: paste it as a value"
    ),
    "error": Text(nl="bevat een fout: herstel of leeg de cel", en="holds an error: mend or empty the cell"),
    "merged": Text(
        nl="is een samengevoegde cel: splits haar en vul elke cel",
        en="is a merged cell: unmerge it and fill each cell",
    ),
}


def workbook(schemes: Schemes, lang: str, *, without: Collection[str] = ()) -> bytes:
    """The bytes of a workbook to fill in; `without` names tables that this study does not have."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    for table in TABLES.values():
        if table.file not in without:
            _lay_out(book.create_sheet(_stem(table)), table, lists, schemes, lang)
    book.move_sheet(lists, len(book.worksheets))
    book.active = 0
    return workbook_bytes(book)


def _stem(table: Table) -> str:
    return table.file.removesuffix(".csv")


def _lay_out(sheet: Any, table: Table, lists: Any, schemes: Schemes, lang: str) -> None:
    """One sheet: its head, its drop-downs and its last column, which says what the others hold."""
    from openpyxl.styles import Alignment, Font, Protection
    from openpyxl.utils import get_column_letter

    columns = [column for column in table.columns if not column.ours]
    for at, column in enumerate(columns, 1):
        letter = get_column_letter(at)
        head = sheet.cell(1, at, column.name)
        head.font = Font(bold=True)
        sheet.column_dimensions[letter].width = 22
        sheet.column_dimensions[letter].protection = Protection(locked=False)
        for row in range(2, 202):
            sheet.cell(row, at).protection = Protection(locked=False)
            sheet.cell(row, at).number_format = "@"
        said = _choices(column.scheme, lists, schemes, lang)
        if column.name == "scheme":
            said = f'"{",".join(OPEN)}"'
        if said:
            _drop_down(sheet, letter, said)
    last = len(columns) + 2
    sheet.cell(1, last, HELP.in_(lang)).font = Font(bold=True)
    sheet.column_dimensions[get_column_letter(last)].width = 90
    required = Text(nl=" (verplicht)", en=" (required)").in_(lang)
    lines = [table.help.in_(lang)]
    lines += [f"{each.name}{required if each.required else ''}: {each.help.in_(lang)}" for each in columns]
    lines.append(_ATTRIBUTES.in_(lang))
    for at in range(last + 1, last + 1 + _ROOM):
        sheet.column_dimensions[get_column_letter(at)].protection = Protection(locked=False)
        for row in range(1, 202):
            sheet.cell(row, at).protection = Protection(locked=False)
    for row, line in enumerate(lines, 2):
        cell = sheet.cell(row, last, line)
        cell.alignment, cell.font = Alignment(wrap_text=False), Font(italic=True)
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)


def _choices(scheme: str, lists: Any, schemes: Schemes, lang: str) -> str:
    """Where the labels stand that a column may hold, written there once; "" where it holds none."""
    from openpyxl.utils import get_column_letter

    if scheme == "case":
        return f"cases!$A$2:$A${_ROWS}"
    labels = [schemes.label(scheme, code, lang) for code in schemes.codes(scheme)] if scheme else []
    if not labels:
        return ""
    heads = [cell.value for cell in lists[1]] if lists.max_row > 0 else []
    at = heads.index(scheme) + 1 if scheme in heads else len([head for head in heads if head]) + 1
    if scheme not in heads:
        for row, text in enumerate((scheme, *labels), 1):
            lists.cell(row, at, text)
    letter = get_column_letter(at)
    return f"{_LISTS}!${letter}$2:${letter}${len(labels) + 1}"


def _drop_down(sheet: Any, letter: str, said: str) -> None:
    """A list to choose from; something else may be typed too, such as a code of the study's own."""
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation(type="list", formula1=said, allow_blank=True, showErrorMessage=False)
    choice.add(f"{letter}2:{letter}{_ROWS}")
    sheet.add_data_validation(choice)


# ---- And back


def is_workbook(path: Path) -> bool:
    """Whether a file is such a workbook: it has sheets of tables of a study, that of the cases among them."""
    try:
        found = {name.lower() for name in sheets(path)}
    except InputError:
        return False
    return "cases" in found and len(found & {_stem(table) for table in TABLES.values()}) > 1


def take_in_workbook(path: Path, *, dates: str = "", there: Collection[str] = ()) -> Intake:
    """The tables that the sheets of a workbook make; `InputError` with every problem of every sheet.

    `dates` says what stands first in `12/3/2024`: `day-first` or `month-first`. Of tables that are `there`
    and whose sheet is empty it is told that they stay.
    """
    intake, problems = Intake(), Problems()
    known = {_stem(table): table for table in TABLES.values()}
    filled: dict[str, Sheet] = {}
    for name in sheets(path):
        table = known.get(name.lower())
        if table is None:
            if name != _LISTS:
                intake.tell("left", nl=f"blad {name!r} niet ingelezen", en=f"sheet {name!r} not read")
            continue
        try:
            with open_sheet(path, name) as (rows, _, _):
                sheet = _filled(f"{path.name}/{name}", table, rows, problems)
        except InputError as error:
            problems.take(error.problems)
            continue
        if sheet.rows:
            filled[table.file] = sheet
        elif table.file in there:
            intake.tell(
                "warning",
                nl=f"{table.file} blijft zoals het was: blad {name!r} heeft geen rij",
                en=f"{table.file} stays as it was: sheet {name!r} has no row",
            )
    for table_file, sheet in completed(filled, dates, intake, problems).items():
        heads = list(dict.fromkeys(head for row in sheet.rows for head in row))
        cells = [heads, *([row.get(head, "") for head in heads] for row in sheet.rows)]
        intake.files[table_file] = csv_text(cells).encode()
        intake.added += len(sheet.rows)
        intake.tell(
            "done",
            nl=f"{table_file}: {many(len(sheet.rows), 'rij', 'rijen')} uit {sheet.source.nl}",
            en=f"{table_file}: {many(len(sheet.rows), 'row', 'rows')} of {sheet.source.en}",
        )
    refuse(problems)
    return intake


def _filled(file: str, table: Table, rows: Iterable[tuple[int, list[str]]], problems: Problems) -> Sheet:
    """The rows of a sheet that hold anything, without the columns of help and without names."""
    name = file.rpartition("/")[2]
    sheet = Sheet(table, file, Text(nl=f"blad {name!r}", en=f"sheet {name!r}"))
    numbered = iter(rows)
    _, head = next(numbered, (1, []))
    names = [cell.strip().lower() for cell in head]
    kept = [at for at, name in enumerate(names) if name and not name.startswith("#")]
    if not {column.name for column in table.columns} & {names[at] for at in kept}:
        problems.add(
            file,
            1,
            None,
            nl="deze rij is niet de kop met de namen van de kolommen: haal weg wat erboven staat",
            en="this row is not the head with the names of the columns: remove what stands above it",
        )
        return sheet
    for number, cells in numbered:
        row = {names[at]: cells[at] if at < len(cells) else "" for at in kept}
        for column, cell in row.items():
            if isinstance(cell, Shown) and (wrong := _SHOWN.get(cell.kind)):
                problems.add(file, number, column, nl=wrong.nl, en=wrong.en)
        if any(row.values()):
            sheet.rows.append(row)
            sheet.numbers.append(number)
    return sheet


__all__ = ["WORKBOOK", "is_workbook", "take_in_workbook", "workbook"]
