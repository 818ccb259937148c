"""The folder that `lcgraph new` makes: every table with its header and one example row, and what they hold.

Goes in: the layout (`lcgraph.study.layout`) and the texts beside it that are not tables. Comes out: the files
of a new folder. What is an example has a code that begins with `example`, so that validation can name it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from lcgraph.study.layout import TABLES, Table
from lcgraph.written import csv_text

READMES: Final = {"README.md": "en", "LEESMIJ.md": "nl"}
_FILES: Final = "<!-- files -->\n"
_COLUMNS: Final = "<!-- columns -->\n"
_HEADS: Final = {
    "en": ("| file | one row is |", "| column | holds |", " (required)"),
    "nl": ("| bestand | een rij is |", "| kolom | bevat |", " (verplicht)"),
}


def new_folder(texts: Path, *, without: Collection[str] = ()) -> dict[str, bytes]:
    """The files of a new study folder by name; `texts` holds those that are not tables.

    `without` names the tables that this study does not have.
    """
    tables = [table for table in TABLES.values() if table.file not in without]
    files = {table.file: example(table) for table in tables}
    for path in sorted(texts.iterdir()):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            lang = READMES.get(path.name)
            files[path.name] = (explained(text, tables, lang) if lang else text).encode()
    return dict(sorted(files.items()))


def example(table: Table) -> bytes:
    """A table with its header and its example row.

    >>> print(example(TABLES["groups.csv"]).decode(), end="")
    case,role,respondents
    example-case,example-role,1
    """
    columns = [column for column in table.columns if not column.ours]
    rows = [[column.name for column in columns], [column.example for column in columns]]
    return csv_text(rows).encode()


def explained(text: str, tables: Iterable[Table], lang: str) -> str:
    """A text with what the tables and their columns hold, in one language, where it has marks for them."""
    listed = list(tables)
    head = _HEADS[lang][0]
    rows = [f"| `{table.file}` | {table.help.in_(lang)} |" for table in listed]
    files = "\n".join([head, "| --- | --- |", *rows, ""])
    columns = "\n".join(f"### `{table.file}`\n\n{columns_told(table, lang)}" for table in listed)
    return text.replace(_FILES, files).replace(_COLUMNS, columns)


def columns_told(table: Table, lang: str) -> str:
    """A Markdown table of the columns of a table and what they hold."""
    _, head, required = _HEADS[lang]
    rows = [
        f"| `{column.name}`{required if column.required else ''} | {_cell(column.help.in_(lang))} |"
        for column in table.columns
        if not column.ours
    ]
    return "\n".join([head, "| --- | --- |", *rows, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
