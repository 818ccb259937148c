"""The page on exports names every format, and its commands write what it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lcgraph.export.registry import FORMATS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| [^|]+ \| `([\w-]+)` \| `lcgraph ([^`]+)` \|$", PAGE, re.MULTILINE)


def test_it_names_every_format() -> None:
    assert sorted(name for name, _ in ROWS) == sorted(FORMATS)


@pytest.mark.ci(every=5)
@pytest.mark.parametrize(("name", "command"), ROWS)
def test_its_commands_write_that_format(
    ask: Callable[..., Any],
    tiny: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    command: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)
    found = ask(*words, "--study", tiny)
    assert (found.status, found.out) == (0, "")
    (made,) = tmp_path.iterdir()
    start = {"binary": b"PK", "folder": b"PK"}.get(FORMATS[name].kind, b"")
    assert (
        made.is_dir()
        if FORMATS[name].kind == "folder" and made.suffix != ".zip"
        else made.read_bytes().startswith(start)
    )
    assert made.name == words[words.index("-o") + 1]


def test_its_python_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    space: dict[str, Any] = {}
    exec(code, space)
    assert space["made"].format is FORMATS["csvw"]
    assert "cells.csv" in space["made"].content
