"""Tables of a study folder as they stand there, to be written again: columns, order and separators stay.

Goes in: a folder and the layout of a table. Comes out: its rows, and the bytes of the table with other rows.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lcgraph.say import Problems
from lcgraph.study.tables import Layout, read_table
from lcgraph.untrusted.text import decoded, separated
from lcgraph.written import csv_text

BOM: Final = "\ufeff"


@dataclass
class Table:
    """A table as it stands in the folder: columns and separator as its writer chose them.

    `rows` hold cells by column; `numbers` are the rows' numbers in the file. `declared` tells that a first
    line `sep=;` says the separator.
    """

    columns: list[str]
    rows: list[dict[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    separator: str = ","
    declared: bool = False
    bom: bool = False
    there: bool = False

    def encode(self, rows: Iterable[Mapping[str, str]]) -> bytes:
        """The bytes of this table with other rows; a column that only they fill comes last."""
        listed = list(rows)
        more = dict.fromkeys(column for row in listed for column, cell in row.items() if cell)
        columns = [*self.columns, *(column for column in more if column not in self.columns)]
        cells = [columns, *([row.get(column, "") for column in columns] for row in listed)]
        text = csv_text(cells, separator=self.separator).replace("\x00", "")
        declared = f"sep={self.separator}\n" if self.declared else ""
        return f"{BOM if self.bom else ''}{declared}{text}".encode("utf-8", "replace")


def read(folder: Path, layout: Layout, problems: Problems) -> Table:
    """A table of a study folder; an empty one, with the columns of its layout, when it is not there."""
    path = folder / layout.file
    if not path.exists():
        return Table([column for column in layout.columns if column != "imported_from"])
    rows = read_table(path, layout, problems)
    with path.open("rb") as file:
        start = file.read(10_000)
    text = decoded(start, "replace")
    body, separator = separated(text)
    head = body.splitlines()[0] if body.strip() else ""
    named = [cell.strip().lower() for cell in next(csv.reader([head], delimiter=separator), [])]
    return Table(
        [name for name in named if name] or list(layout.columns),
        [dict(row.cells) for row in rows],
        [row.place.row or 0 for row in rows],
        separator,
        declared=body != text,
        bom=start.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)),
        there=True,
    )
