"""Writing in a study folder: tables that keep what stands in them, and several files at once or none.

Goes in: a folder, and the new content of some of its files. Comes out: the files, complete. Each is written
beside the old one and renamed; when a rename fails, those before it are taken back.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lcgraph.errors import CallError
from lcgraph.ingest.tables import Layout, Problems, read_table

BOM = "\ufeff"


@dataclass
class Table:
    """A table as it stands in the folder: columns and separator as its writer chose them.

    `rows` hold cells by column; `numbers` are the rows' numbers in the file.
    """

    columns: list[str]
    rows: list[dict[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    separator: str = ","
    bom: bool = False
    there: bool = False

    def encode(self, rows: Iterable[Mapping[str, str]]) -> bytes:
        """The bytes of this table with other rows; a column that only they fill comes last."""
        listed = list(rows)
        more = dict.fromkeys(column for row in listed for column, cell in row.items() if cell)
        columns = [*self.columns, *(column for column in more if column not in self.columns)]
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.separator, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([row.get(column, "") for column in columns] for row in listed)
        text = (BOM if self.bom else "") + out.getvalue().replace("\x00", "")
        return text.encode("utf-8", "replace")


def read(folder: Path, layout: Layout, problems: Problems) -> Table:
    """A table of a study folder; an empty one, with the columns of its layout, when it is not there."""
    path = folder / layout.file
    if not path.exists():
        return Table([column for column in layout.columns if column != "imported_from"])
    rows = read_table(path, layout, problems)
    with path.open("rb") as file:
        start = file.read(10_000).decode("utf-8", "replace")
    head = start.lstrip(BOM).splitlines()[0] if start.strip() else ""
    separator = ";" if head.count(";") > head.count(",") else ","
    named = [cell.strip().lower() for cell in next(csv.reader([head], delimiter=separator), [])]
    return Table(
        [name for name in named if name] or list(layout.columns),
        [dict(row.cells) for row in rows],
        [row.place.row or 0 for row in rows],
        separator,
        start.startswith(BOM),
        there=True,
    )


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put new content in several files of a folder: all of them, or none. `CallError` says why not."""
    try:
        with tempfile.TemporaryDirectory(prefix=".lcgraph-", dir=folder) as name:
            beside = Path(name)
            for file, content in files.items():
                _write(beside / file, content, like=folder / file)
            _swap(folder, beside, list(files))
    except OSError as error:
        raise CallError(f"{folder} cannot be written and is as it was: {error.strerror}") from error


def _write(path: Path, content: bytes, *, like: Path) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if like.exists():
        shutil.copymode(like, path)


def _swap(folder: Path, beside: Path, files: list[str]) -> None:
    """Rename the new files into their places; on the first failure put the old ones back."""
    done: list[tuple[Path, Path | None]] = []
    try:
        for file in files:
            place, old = folder / file, beside / f"{file}.old"
            kept = old if place.exists() else None
            if kept:
                shutil.copy2(place, kept)
            (beside / file).replace(place)
            done.append((place, kept))
    except OSError:
        for place, kept in reversed(done):
            if kept:
                kept.replace(place)
            else:
                place.unlink()
        raise


def lay_out(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a new folder with these files by path, at once; one that exists must be empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CallError(f"{folder} is there and not empty: name a new folder, so that nothing is overwritten")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".lcgraph-new-", dir=folder.parent))
        try:
            for file, content in files.items():
                (beside / file).parent.mkdir(parents=True, exist_ok=True)
                (beside / file).write_bytes(content)
            beside.chmod(0o755)
            beside.replace(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise CallError(f"{folder} cannot be made: {error.strerror}") from error
