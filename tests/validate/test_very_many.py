"""A table with very many wrong rows: judged in parts, and told up to a bound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import lcgraph.validate as room
from lcgraph.validate import engine, validate

ROWS = "respondent,motive\n" + "".join(f"x{number:03},image\n" for number in range(100))


@pytest.fixture
def folder(study_with: Callable[..., Path]) -> Path:
    return study_with({"mentions.csv": ROWS})


def told(folder: Path) -> list[str]:
    found = validate(folder)
    return [
        f"{each.row} {each.message.en}"
        for each in found
        if each.column == "respondent" and (each.file or "").endswith("mentions.csv")
    ]


def test_judged_in_parts_they_are_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = told(folder)
    assert len(whole) == 100
    monkeypatch.setattr(engine, "_TOGETHER", 7)
    assert told(folder) == whole


@pytest.mark.ci
def test_beyond_the_bound_they_are_counted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_TOGETHER", 10)
    for each in (engine, room):
        monkeypatch.setattr(each, "MOST", 30)
    found = told(folder)
    assert len(found) == 31
    assert "None and perhaps 70 more, which were not looked at: mend these 30 first" in found
