"""Projects of programs for qualitative analysis into a study folder, whole and with parts missing."""

from __future__ import annotations

import re
import runpy
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.written import rows

Ask = Callable[..., Any]
DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented interviews as the programs export them."""
    monkeypatch.setattr(sys, "argv", ["make_projects.py", str(tmp_path / "projects")])
    runpy.run_path(str(DATA / "make_projects.py"), run_name="__main__")
    return tmp_path / "projects"


@pytest.fixture
def study(tmp_path: Path, ask: Ask) -> Path:
    folder = tmp_path / "study"
    ask("new", folder, "--interviews")
    for name in ("study.toml", "cases.csv"):
        (folder / name).write_bytes((DATA / "synthetic-2026" / name).read_bytes())
    return folder


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Change or leave out members of an archive."""
    with zipfile.ZipFile(path) as old:
        members = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            if content is not None:
                new.writestr(name, content)


def told(study: Path) -> list[tuple[str, ...]]:
    columns = ("respondent", "motive", "level", "phase", "coder")
    return sorted(tuple(row[name] for name in columns) for row in rows(study / "mentions.csv"))


def test_a_project_without_its_texts_keeps_the_levels_that_codes_tell(
    ask: Ask, study: Path, projects: Path
) -> None:
    file = projects / "maxqda.qdpx"
    assert ask("import", file, "--study", study, "--accept-guesses", "--lang", "en").status == 0
    whole = told(study)
    assert sum(bool(level) for _, _, level, _, _ in whole) == 406
    rewritten(file, lambda name, content: content if name.endswith(".qde") else None)
    again = ask("import", file, "--study", study, "--lang", "en")
    assert again.status == 0
    assert told(study) == whole
    assert "maxqda.qdpx: 406 codings have the level of a code at the same place" in again.err
    assert "maxqda.qdpx: the rows replaced had a segment, these do not" in again.err
    assert not any(row["segment"] for row in rows(study / "mentions.csv"))


def test_codings_of_sound_count_for_the_one_who_is_heard(ask: Ask, study: Path, projects: Path) -> None:
    """The same interviews as sound: the codings, their levels and who was asked stay the same."""
    file = projects / "maxqda.qdpx"
    assert ask("import", file, "--study", study, "--accept-guesses").status == 0
    whole = told(study)

    def heard(name: str, content: bytes) -> bytes | None:
        if not name.endswith(".qde"):
            return None
        xml = content.decode().replace("TextSource", "AudioSource")
        xml = re.sub(r'plainTextPath="[^"]*"', 'path="relative:///a.m4a"', xml)
        xml = xml.replace("PlainTextSelection", "AudioSelection")
        return xml.replace("startPosition", "begin").replace("endPosition", "end").encode()

    rewritten(file, heard)
    done = ask("import", file, "--study", study, "--lang", "en")
    assert "1200 codings of a stretch of audio are kept without a segment" in done.err
    assert told(study) == whole
    assert {row["source"]: row["codings"] for row in rows(study / "sources.csv")}["w11 start"] == "8"
