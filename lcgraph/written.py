"""What a writer of a format gives: a file or the files of a folder, and what there is to tell beside it.

Tables of text (`csv_text`) are opened in spreadsheets, which run a cell that begins as a formula does. Such
a cell has an apostrophe before it; whoever reads it takes that away (`as_it_was`). Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lcgraph.say import Text

_DATED: Final = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_FORMULA: Final = re.compile(r"\s*[=@＝＠]|\s*[+\-＋－]\s*\S|[\t\r]")
_NUMBER: Final = re.compile(r" *[+-]?(?:\d+(?:[.,]\d+)*|[.,]\d+)(?:[eE][+-]?\d+)?\s*%?\s*", re.ASCII)


@dataclass(frozen=True)
class Exported:
    """A file (or the files of a folder by path), what of the data it does not hold, and what else to tell."""

    data: str | bytes | Iterable[bytes] | Mapping[str, bytes]
    losses: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()


class _Lines(list[str]):
    """Lines as they are written: what `csv` asks of a file."""

    def write(self, line: str) -> None:
        self.append(line)


def runs(cell: str) -> bool:
    """Whether a spreadsheet takes a cell for a formula: it begins as one, and is no number.

    >>> [runs(cell) for cell in ("=1+1", "+31 6", "-a", "@SUM(A1)", "\\t=1")]
    [True, True, True, True, True]
    >>> [runs(cell) for cell in ("-5", "+3.5", "-1e-3", "-", "a=b", "")]
    [False, False, False, False, False, False]
    """
    return bool(_FORMULA.match(cell)) and not _NUMBER.fullmatch(cell)


def inert(cell: str) -> str:
    """A cell as it is written in a table of text: with an apostrophe before it where it would run.

    >>> inert("=1+1"), inert("'=1+1"), inert("-5"), inert("'s avonds")
    ("'=1+1", "''=1+1", '-5', "'s avonds")
    """
    return f"'{cell}" if runs(cell.lstrip("'")) else cell


def as_it_was(cell: str) -> str:
    """A cell as it was before `inert` wrote it.

    >>> as_it_was("'=1+1"), as_it_was("''=1+1"), as_it_was("-5"), as_it_was("'s avonds")
    ('=1+1', "'=1+1", '-5', "'s avonds")
    """
    return cell[1:] if cell.startswith("'") and runs(cell.lstrip("'")) else cell


def csv_text(rows: Iterable[Sequence[object]], *, separator: str = ",", end: str = "\n") -> str:
    """Rows as CSV, each line with the same end; no cell is a formula (see `inert`).

    They are written with CR LF and cut, because only then does `csv` put a cell with a CR in quotes.

    >>> print(csv_text([["motive", "n"], ["a, b", 3], ["=b", -3]]), end="")
    motive,n
    "a, b",3
    '=b,-3
    """
    lines = _Lines()
    safe = ([inert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    csv.writer(lines, delimiter=separator, lineterminator="\r\n").writerows(safe)
    return "".join(line[:-2] + end for line in lines)


def workbook_bytes(book: Any) -> bytes:
    """The bytes of a workbook of openpyxl, without the moment of its making.

    Its sheets are made in memory: openpyxl makes them in files, which stay where the program is killed.
    """
    import zipfile

    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class Writer(ExcelWriter):  # type: ignore[misc]  # openpyxl has no types
        def write_worksheet(self, sheet: Any) -> None:
            stream = io.BytesIO()
            writer = WorksheetWriter(sheet, stream)
            sheet._drawing = SpreadsheetDrawing()
            writer.write()
            sheet._rels = writer._rels
            self._archive.writestr(sheet.path[1:], stream.getvalue())
            self.manifest.append(sheet)

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        Writer(book, archive).save()
    with zipfile.ZipFile(stream) as archive:
        return zipped({name: _DATED.sub(b"", archive.read(name)) for name in archive.namelist()})


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip archive of files by path, in the given order; stored, so that its bytes depend on no library.

    Nothing in it is dated: every file has the first day that a zip archive can tell.
    """
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return stream.getvalue()
