"""XLSX workbooks, read as rows of text; a workbook of a stranger costs bounded time and memory.

Goes in: a path and the name of a sheet. Comes out: its numbered rows, the header first, every cell as the
text that a person would type. Before openpyxl opens the file its sizes are added up, and its XML is searched
for what openpyxl hides (merged cells) or would obey (entities).
"""

from __future__ import annotations

import itertools
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from lcgraph.errors import InputError, nearest, unusable
from lcgraph.say import Text
from lcgraph.untrusted.archive import Archive, Kind, open_archive
from lcgraph.untrusted.xml import fed

MAX_ROWS = 1_048_576
MAX_COLUMNS = 200
MAX_CELL = 32_767
_CHUNK = 1 << 20
_OVERLAP = 4096
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
MAX_FORMATS = 200_000
"""Formats of cells and numbers; a spreadsheet has up to 65,490 of a kind."""
_FORMATS = re.compile(rb"<(?:\w+:)?(?:xf|numFmt|font|fill|border)[\s/>]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')

_BROKEN = Text(
    nl="is geen leesbare werkmap, of afgebroken: sla het opnieuw op als .xlsx",
    en="is not a workbook that can be read, or is broken off: save it again as .xlsx",
)
WORKBOOK = Kind(
    members=2_000,
    whole=256_000_000,
    member=256_000_000,
    together=256_000_000,
    none=_BROKEN,
    broken=_BROKEN,
    remedy=Text(
        nl="splits het, of bewaar het blad als CSV UTF-8", en="split it, or save the sheet as CSV UTF-8"
    ),
)
_FAULTS = (
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
    *(ParseError, expat.ExpatError, EOFError, OSError, zipfile.BadZipFile, zlib.error),
)
"""How openpyxl fails on a broken workbook, in whichever of its parts."""

Rows = Iterator[tuple[int, list[str]]]


class Shown(str):
    """A cell that shows something else than it holds: `kind` is `formula`, `error`, `date` or `merged`."""

    kind: str

    def __new__(cls, text: str, kind: str) -> Shown:
        cell = super().__new__(cls, text)
        cell.kind = kind
        return cell


def sheets(path: Path) -> list[str]:
    """The names of the sheets of a workbook, in order; raises `InputError`."""
    _inspect(path)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        with closing(book):
            return [sheet.title for sheet in book.worksheets]
    except (*_FAULTS, InvalidFileException) as error:
        raise _broken(path.name) from error


@contextmanager
def open_sheet(
    path: Path,
    sheet: str | None = None,
    *,
    evident: Callable[[list[tuple[int, list[str]]]], bool] = lambda rows: False,
) -> Iterator[tuple[Rows, tuple[Text, ...], list[Text]]]:
    """The rows of a sheet, what of the workbook is left out, and what to mind; raises `InputError`.

    What to mind is there once all rows are read: which of them a spreadsheet does not show. Without `sheet`
    there must be one visible sheet that holds anything, or one that is `evident` by its first rows. Cells
    merged one below the other all hold what the merged cell shows; of those merged side by side the first is
    `Shown`.
    """
    merged = _inspect(path)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of extensions that it does not know
            book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except (*_FAULTS, InvalidFileException) as error:
        raise _broken(path.name) from error
    try:
        chosen, left = _choose(path.name, book, sheet, evident)
        inside = str(getattr(chosen, "_worksheet_path", "")).lstrip("/")
        mind: list[Text] = []
        with closing(_rows(path.name, chosen, mind)) as rows:
            yield _unmerged(rows, merged.get(inside, ()), mind), left, mind
    finally:
        book.close()


def _broken(file: str) -> InputError:
    return unusable(file, nl=_BROKEN.nl, en=_BROKEN.en)


def near(text: str, names: Iterable[str]) -> str | None:
    """The name most like a text, whatever their case.

    >>> near("Wei", ["Wie", "Wat"])
    'Wie'
    """
    written = {name.lower(): name for name in names}
    found = nearest(text.lower(), written)
    return written[found] if found else None


# ---- Before it is opened


def _inspect(path: Path) -> dict[str, tuple[str, ...]]:
    """The merged ranges by sheet file; raises when the archive is too large, broken, or has entities."""
    _refuse_old(path)
    with open_archive(path, WORKBOOK) as archive:
        parts = [name for name in archive.names if name.endswith((".xml", ".rels", ".vml"))]
        return {name: _search(archive, name) for name in parts}


def _refuse_old(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(len(_OLE))
    except OSError as error:
        raise unusable(
            path.name, nl=f"is niet te lezen: {error.strerror}", en=f"cannot be read: {error.strerror}"
        ) from error
    if start == _OLE:
        raise unusable(
            path.name,
            nl="is een oude .xls of heeft een wachtwoord: sla het op als .xlsx, zonder wachtwoord",
            en="is an old .xls or has a password: save it as .xlsx, without a password",
        )


def _search(archive: Archive, name: str) -> tuple[str, ...]:
    """The merged ranges in one part; a document type, which no spreadsheet writes, is refused."""
    found: dict[str, None] = {}
    tail = b""
    formats = 0
    for chunk in archive.chunks(name):
        text = tail + chunk
        if text[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise unusable(
                archive.file,
                nl=f"bevat een documenttype of entiteiten ({name}), die geen spreadsheet schrijft: geweigerd",
                en=f"holds a document type or entities ({name}), which no spreadsheet writes: refused",
            )
        formats += sum(1 for _ in _FORMATS.finditer(chunk))
        if formats > MAX_FORMATS:
            raise unusable(
                archive.file,
                nl=f"heeft meer dan {MAX_FORMATS:,} opmaken van cellen: bewaar het blad als CSV UTF-8",
                en=f"has more than {MAX_FORMATS:,} formats of cells: save the sheet as CSV UTF-8",
            )
        found |= dict.fromkeys(match.decode() for match in _MERGED.findall(text))
        tail = text[-_OVERLAP:]
    return tuple(found)


# ---- Which sheet


def _choose(
    file: str, book: Any, wanted: str | None, evident: Callable[[list[tuple[int, list[str]]]], bool]
) -> tuple[Any, tuple[Text, ...]]:
    """The sheet that was named, or the only visible one with cells, or the evident one; others are told."""
    sheets = list(book.worksheets)
    names = [sheet.title for sheet in sheets]
    if wanted is not None:
        if wanted not in names:
            hint = near(wanted, names)
            raise unusable(
                file,
                nl=f"heeft geen blad {wanted!r}"
                + (f": bedoelde u {hint!r}?" if hint else ":")
                + f" Het heeft {names}",
                en=f"has no sheet {wanted!r}"
                + (f": did you mean {hint!r}?" if hint else ":")
                + f" It has {names}",
            )
        chosen = sheets[names.index(wanted)]
    else:
        shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
        first = {sheet.title: rows for sheet in shown if (rows := _first_rows(file, sheet))}
        visible = [sheet for sheet in shown if sheet.title in first]
        fitting = [sheet for sheet in visible if evident(first[sheet.title])]
        if len(visible) != 1 and len(fitting) != 1:
            told = ", ".join(f"--sheet {sheet.title!r}" for sheet in fitting or visible or sheets)
            raise unusable(
                file,
                nl=f"heeft {len(visible)} zichtbare bladen met cellen: noem het blad met de coderingen: "
                f"{told}",
                en=f"has {len(visible)} visible sheets with cells: name the one with the codings: {told}",
            )
        chosen = visible[0] if len(visible) == 1 else fitting[0]
    return chosen, tuple(_unread(sheet) for sheet in sheets if sheet is not chosen)


def _unread(sheet: Any) -> Text:
    hidden = sheet.sheet_state != "visible"
    return Text(
        nl=f"{'verborgen ' if hidden else ''}blad {sheet.title!r} niet ingelezen",
        en=f"{'hidden ' if hidden else ''}sheet {sheet.title!r} not read",
    )


def _first_rows(file: str, sheet: Any) -> list[tuple[int, list[str]]]:
    """The first rows of a sheet that hold anything."""
    with closing(_rows(file, sheet)) as rows:
        return [(number, cells) for number, cells in itertools.islice(rows, 100) if any(cells)]


# ---- Merged cells


def _unmerged(rows: Rows, ranges: tuple[str, ...], mind: list[Text]) -> Rows:
    """Rows in which cells merged one below the other hold the same; told once, with their places."""
    if not ranges:
        yield from rows
        return
    spans = [_corners(each) for each in ranges]
    below = {(column, row): last for column, row, end, last in spans if end == column and last > row}
    beside = {(column, row) for column, row, end, _ in spans if end > column}
    held: dict[int, tuple[str, int]] = {}
    filled: list[str] = []
    for number, cells in rows:
        for column in [column for column, (_, last) in held.items() if last < number]:
            del held[column]
        for column, (text, _) in held.items():
            cells.extend([""] * (column - len(cells)))
            cells[column - 1] = cells[column - 1] or text
        for column in range(1, len(cells) + 1):
            text = cells[column - 1]
            if text and (column, number) in below:
                held[column] = text, below[column, number]
                filled.append(f"{_name(column)}{number}")
            elif text and (column, number) in beside:
                cells[column - 1] = Shown(text, "merged")
        yield number, cells
    if filled:
        shown = ", ".join(filled[:5]) + (f" (+{len(filled) - 5})" if len(filled) > 5 else "")
        mind.append(
            Text(
                nl=f"samengevoegde cellen onder elkaar gelezen als elk dezelfde (vanaf {shown})",
                en=f"cells merged one below the other read as each the same (from {shown})",
            )
        )


def _corners(reference: str) -> tuple[int, int, int, int]:
    """Column and row of the first cell of a range, and of its last.

    >>> _corners("B3:C4")
    (2, 3, 3, 4)
    """
    first, last = reference.split(":")
    rows = [int(each.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for each in (first, last)]
    return _column(first), rows[0], _column(last), rows[1]


def _name(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


# ---- Its rows


def _rows(
    file: str, sheet: Any, mind: list[Text] | None = None
) -> Generator[tuple[int, list[str]], None, None]:
    """Rows with their numbers; `InputError` where the sheet breaks off. `mind` learns of hidden ones.

    openpyxl has read what cells refer to (texts, formats); the cells themselves are read here, since it
    takes ten times as long over them.
    """
    cells = _Cells(file, sheet)
    try:
        with sheet._get_source() as part:
            for _ in fed(cells.parser, iter(partial(part.read, _CHUNK >> 4), b"")):
                yield from cells.done
                cells.done.clear()
        if mind is not None and cells.hidden:
            mind.append(_hidden(cells.hidden))
    except _FAULTS as error:
        raise _broken(file) from error


def _hidden(numbers: list[int]) -> Text:
    count = len(numbers)
    rows = ", ".join(map(str, numbers[:5])) + (f" (+{count - 5})" if count > 5 else "")
    return Text(
        nl=f"{count} verborgen of weggefilterde {'rij' if count == 1 else 'rijen'} wel ingelezen (rij "
        f"{rows})",
        en=f"{count} hidden or filtered {'row was' if count == 1 else 'rows were'} read too (row {rows})",
    )


class _Cells:
    """The rows that a sheet's XML has told so far, in `done`; an empty cell is ""."""

    def __init__(self, file: str, sheet: Any) -> None:
        self.file = file
        self.texts = sheet._shared_strings
        self.dates = sheet.parent._date_formats
        self.epoch = sheet.parent.epoch
        self.done: list[tuple[int, list[str]]] = []
        self.row: list[str] = []
        self.hidden: list[int] = []
        self.number = self.column = 0
        self.attributes: dict[str, str] = {}
        self.formula = self.value = self.phonetic = self.unseen = False
        self.parts: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in ("v", "t", "f"):
            self.value = not self.phonetic
            self.formula |= name == "f"
            if name == "v":
                self.parts.clear()
        elif name == "c":
            self.attributes, self.formula = attributes, False
            self.parts.clear()
            self.column = _column(attributes["r"]) if "r" in attributes else self.column + 1
        elif name == "row":
            number = int(attributes.get("r", self.number + 1))
            if not self.number < number <= MAX_ROWS:
                raise ValueError("rows out of order")
            self.row, self.number, self.column = [], number, 0
            self.unseen = attributes.get("hidden") in ("1", "true")
        elif name == "rPh":
            self.phonetic = True

    def _text(self, text: str) -> None:
        if self.value:
            self.parts.append(text)

    def _end(self, name: str) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in ("v", "t", "f"):
            self.value = False
        elif name == "rPh":
            self.phonetic = False
        elif name == "c" and 0 < self.column <= MAX_COLUMNS and (self.parts or self.formula):
            self.row.extend([""] * (self.column - len(self.row)))
            self.row[self.column - 1] = self._cell("".join(self.parts))
        elif name == "row":
            self.done.append((self.number, self.row))
            if self.unseen and any(self.row):
                self.hidden.append(self.number)

    def _cell(self, raw: str) -> str:
        """A cell as a person would type it: whole numbers without a point, dates as year-month-day."""
        kind = self.attributes.get("t", "n")
        if self.formula or kind == "e":
            return Shown(raw[:100] or "=", "formula" if self.formula else "error")
        if kind == "n" and raw.strip():
            return self._number(float(raw), raw.strip())
        if kind == "d":
            return Shown(raw.strip().removesuffix("T00:00:00"), "date")
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw.strip(), raw.strip())
        text = self.texts[int(raw)] if kind == "s" else raw
        if len(text) > MAX_CELL:
            raise self._too_long(len(text))
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n").strip()

    def _number(self, number: float, raw: str) -> str:
        if int(self.attributes.get("s", 0)) in self.dates:
            from openpyxl.utils.datetime import from_excel

            value = from_excel(number, self.epoch)
            if isinstance(value, datetime) and value.time() == time(0):
                value = value.date()
            return Shown(value.isoformat() if isinstance(value, date | time) else str(value), "date")
        if raw.isdecimal():
            return raw
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else str(number)

    def _too_long(self, length: int) -> InputError:
        return unusable(
            self.file,
            nl=f"een cel bevat {length:,} tekens, meer dan een spreadsheet kan: bewaar het als CSV UTF-8",
            en=f"a cell holds {length:,} characters, more than a spreadsheet can: save it as CSV UTF-8",
            row=self.number,
        )


@lru_cache(maxsize=10_000)
def _letters(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _column(reference: str) -> int:
    """The number of the column of a cell: 1 for `A7`.

    >>> _column("A7"), _column("AB12")
    (1, 28)
    """
    return _letters(reference.rstrip("0123456789"))
