"""Text files of strangers: UTF-8 or UTF-16 whatever their mark, and what stands between the cells of a table.

Goes in: a path or bytes. Comes out: text; what is not text, or too large, is a problem with the row where it
stops being one.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from lcgraph.say import Problems

MAX_FILE = 512_000_000


MAX_LINE = 16_000_000
"""Characters of a line of a table."""
_LINE = re.compile(r"[^\r\n]*(\r\n|\r|\n|\Z)")

_START = 400  # characters by which UTF-16 is known


_DECLARED = re.compile(r'"?sep=([,;\t|])"?[,;\t|]*(?:\r\n|\r|\n|$)', re.IGNORECASE)


_TABLES = (".csv", ".tsv", ".txt")


def decoded(data: bytes, errors: str = "strict") -> str:
    """A text in UTF-8, or in UTF-16 where the mark of UTF-16 stands before it; without the mark.

    >>> decoded("Crème".encode("utf-16")), decoded("Crème".encode("utf-8-sig"))
    ('Crème', 'Crème')
    """
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8-sig", errors)


def separated(text: str) -> tuple[str, str]:
    """A text of records with what stands between its cells, and without Excel's line that declares it.

    >>> separated("sep=;\\na,b;c"), separated("a\\tb"), separated("a;b,c,d")
    (('a,b;c', ';'), ('a\\tb', '\\t'), ('a;b,c,d', ','))
    """
    if line := _DECLARED.match(text):
        return text[line.end() :], line[1]
    return text, max(",;\t", key=next(lines(text[:MAX_LINE]), "").count)


def lines(text: str) -> Iterator[str]:
    """The lines of a text one by one, whatever ends them, each with `\\n` where it ends.

    `csv.Error` for a line so long that it is none.

    >>> list(lines("a\\r\\nb\\rc"))
    ['a\\n', 'b\\n', 'c']
    """
    for found in _LINE.finditer(text):
        start, end = found.span()
        if end - start > MAX_LINE:
            raise csv.Error(f"a line of more than {MAX_LINE // 1_000_000} MB")
        if found[1]:
            yield text[start : found.start(1)] + "\n"
        elif end > start:
            yield text[start:end]


def read_text(path: Path, file: str, problems: Problems) -> str | None:
    """The text of a file (see `decoded`); None, with a problem noted, when it is not one."""
    try:
        if path.is_symlink():
            problems.add(
                file,
                None,
                None,
                en="is a link to somewhere else, which is not followed: put the file itself here",
                nl="is een koppeling naar elders, en die wordt niet gevolgd: zet het bestand zelf hier",
            )
            return None
        if path.exists() and not path.is_file():
            problems.add(
                file,
                None,
                None,
                en="is not an ordinary file: replace it",
                nl="is geen gewoon bestand: vervang het",
            )
            return None
        if path.stat().st_size > MAX_FILE:
            problems.add(
                file, None, None, en="is larger than 512 MB: split it", nl="is groter dan 512 MB: splits het"
            )
            return None
        data = path.read_bytes()
    except OSError as error:
        problems.add(
            file, None, None, en=f"cannot be read: {error.strerror}", nl=f"is niet te lezen: {error.strerror}"
        )
        return None
    is_table = file.lower().endswith(_TABLES)
    try:
        text = decoded(data)
    except UnicodeDecodeError as error:
        if is_table and (read := _of_excel(data)):
            problems.add(
                file,
                None,
                None,
                en="is not UTF-8 and was read as Windows-1252, as Excel saves it: check its accents",
                nl="is geen UTF-8 en is gelezen als Windows-1252, zoals Excel bewaart: controleer accenten",
                severity="warning",
            )
            return read
        row = _row_of(data[: error.start], is_table=is_table)
        problems.add(
            file,
            row,
            None,
            en="is not UTF-8 text: save it again " + ("as 'CSV UTF-8'" if is_table else "in UTF-8"),
            nl="is geen UTF-8-tekst: sla het opnieuw op " + ("als 'CSV UTF-8'" if is_table else "in UTF-8"),
        )
        return None
    if text[:_START].count("\x00") * 3 > len(text[:_START]):
        problems.add(
            file,
            None,
            None,
            en="looks like UTF-16 without the mark that says so: save it again as 'CSV UTF-8'",
            nl="lijkt UTF-16 zonder het merkteken daarvan: sla het opnieuw op als 'CSV UTF-8'",
        )
        return None
    if "\x00" in text:
        problems.add(
            file,
            None,
            None,
            en="holds NUL characters, so it is not a text file: export it again as 'CSV UTF-8'",
            nl="bevat NUL-tekens en is dus geen tekstbestand: exporteer het opnieuw als 'CSV UTF-8'",
        )
        return None
    return text


def _of_excel(data: bytes) -> str:
    """A text in Windows-1252; "" for one that is not, or that is UTF-8 with something broken in it."""
    text = data.decode("utf-8", "surrogateescape")
    broken = sum("\udc80" <= char <= "\udcff" for char in text)
    if sum(char > "\x7f" for char in text) > 2 * broken or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return ""


def _row_of(start: bytes, *, is_table: bool) -> int:
    """The number of the row in which a beginning of a file ends; of the line when it is not a table."""
    before = lines(separated(decoded(start, "replace") + "x")[0])
    if not is_table:
        return sum(1 for _ in before)
    rows = 0
    inside = False
    for line in before:
        rows += not inside
        inside ^= line.count('"') % 2 == 1
    return rows
