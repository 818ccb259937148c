"""Tables as a command wrote them, read back by the tests."""

from __future__ import annotations

import csv
from pathlib import Path


def separator(path: Path) -> str:
    """A semicolon in a table that was written in Dutch."""
    return ";" if ";" in path.read_text(encoding="utf-8-sig").splitlines()[0] else ","


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table by column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator(path)))
