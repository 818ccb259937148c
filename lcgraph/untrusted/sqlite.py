"""SQLite files of strangers: opened to read and nothing else, with bounded time, cells and rows.

Goes in: a path. Comes out: `Database`, which gives the rows of tables that are known to be there. The schema
of the file is not trusted (no functions, no views or virtual tables in the place of a table), nothing is
written beside it, and a file with changes that are not in it yet (`-wal`, `-journal`) is refused.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from lcgraph.errors import unusable

MAX_FILE = 4_000_000_000
MAX_CELL = 64_000_000
MAX_ROWS = 5_000_000
MAX_SECONDS = 120
_STEPS = 100_000

Cell = str | int | float | bytes | None


class Database:
    """An open file: `has` tells which tables and columns it holds, `rows` reads them."""

    def __init__(self, file: str, connection: sqlite3.Connection) -> None:
        self.file = file
        self._connection = connection
        self._read = 0
        self._columns: dict[str, set[str]] = {}
        for kind, name, sql in connection.execute("SELECT type, lower(name), sql FROM sqlite_master"):
            if (
                kind == "table"
                and isinstance(name, str)
                and not str(sql).upper().startswith("CREATE VIRTUAL")
            ):
                quoted = name.replace('"', '""')
                columns = connection.execute(f'PRAGMA table_info("{quoted}")')
                self._columns[name] = {str(column[1]).lower() for column in columns}

    def has(self, table: str, *columns: str) -> bool:
        """Whether there is such a table with these columns."""
        return table in self._columns and self._columns[table].issuperset(columns)

    def need(self, tool: str, **tables: str) -> None:
        """`InputError` unless all these tables have these columns (names with a space between)."""
        missing = [table for table, columns in tables.items() if not self.has(table, *columns.split())]
        if missing:
            raise unusable(
                self.file,
                nl=f"is geen bekend project van {tool}: er is geen tabel {missing[0]} met alle kolommen",
                en=f"is not a known project of {tool}: there is no table {missing[0]} with all columns",
            )

    def rows(self, query: str, *values: Cell) -> Iterator[Sequence[Cell]]:
        """The rows of a query, one by one."""
        for row in self._connection.execute(query, values):
            self._read += 1
            if self._read > MAX_ROWS:
                raise unusable(
                    self.file,
                    nl=f"bevat meer dan {MAX_ROWS:,} rijen",
                    en=f"holds more than {MAX_ROWS:,} rows",
                )
            yield row

    def count(self, table: str, where: str = "1") -> int:
        """How many rows a table has; 0 when there is no such table."""
        if table not in self._columns:
            return 0
        (row,) = self.rows(f"SELECT count(*) FROM {table} WHERE {where}")
        return int(row[0] or 0)


@contextmanager
def open_database(path: Path) -> Iterator[Database]:
    """A file opened read-only; `InputError` for whatever is wrong with it, while it is open too."""
    _whole(path)
    try:
        uri = path.resolve().as_uri() + "?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            end = time.monotonic() + MAX_SECONDS
            connection.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)
            for pragma in (
                "trusted_schema = OFF",
                "query_only = ON",
                "cell_size_check = ON",
                "mmap_size = 0",
            ):
                connection.execute(f"PRAGMA {pragma}")
            yield Database(path.name, connection)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise unusable(
            path.name,
            nl=f"is niet als database te lezen ({error}): het is afgebroken, stuk, te groot of geen SQLite",
            en=f"cannot be read as a database ({error}): it is cut short, damaged, too large or no "
            "SQLite file",
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise unusable(path.name, nl=f"is niet te lezen: {reason}", en=f"cannot be read: {reason}") from error


def _whole(path: Path) -> None:
    """Refuse what is not a single, closed file of a bearable size."""
    if not path.is_file():
        raise unusable(path.name, nl="is geen bestand", en="is not a file")
    if path.stat().st_size > MAX_FILE:
        raise unusable(path.name, nl="is groter dan 4 GB", en="is larger than 4 GB")
    for suffix in ("-wal", "-journal"):
        beside = path.with_name(path.name + suffix)
        if beside.is_file() and beside.stat().st_size:
            raise unusable(
                path.name,
                nl=f"is open in een ander programma, of niet goed gesloten ({beside.name}): sluit het eerst",
                en=f"is open in another program, or not closed well ({beside.name}): close the project first",
            )


def text(cell: Cell) -> str:
    """A cell as text; "" for none and for what is not text."""
    return "" if cell is None or isinstance(cell, bytes) else str(cell)


def number(cell: Cell) -> int | None:
    """A cell as a whole number, or None."""
    try:
        return None if cell is None or isinstance(cell, float) else int(cell)
    except ValueError:
        return None
