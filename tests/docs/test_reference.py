"""The pages that are generated are those that would be generated now, and no page points to nothing."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest

import lcgraph
from lcgraph.study.layout import TABLES

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path for glob in ("*.md", "docs/**/*.md", "benchmarks/*.md") for path in ROOT.glob(glob))
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)")


def test_generated_pages_are_up_to_date(generate: ModuleType) -> None:
    pages = generate.pages()
    assert len(pages) == 13
    stale = [name for name, text in pages.items() if (ROOT / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run: python docs/generate.py"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files_that_exist(path: Path) -> None:
    links = _LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_pages_that_people_look_for_are_there() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in PAGES}
    assert len(names) >= 20
    assert {"README.md", "README.nl.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/threat-model.md"} <= names


def test_decisions_are_numbered_without_a_gap() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert len(names) >= 12
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    for name in names:
        lines = (ROOT / "docs" / "decisions" / name).read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(f"# {int(name[:4])}. "), name
        assert lines[2].startswith("Status: "), name


def test_the_page_on_study_folders_says_of_every_column_what_the_layout_says() -> None:
    text = (ROOT / "docs" / "study-folder.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### `([\w.]+)`\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL))
    told = {
        file: re.findall(r"^\| `(\w+)`( required)? \| (.*) \|$", body, re.MULTILINE)
        for file, body in sections.items()
        if file.endswith(".csv")
    }
    asked = {
        file: [
            (column.name, " required" if column.required else "", column.help.en.replace("|", r"\|"))
            for column in table.columns
        ]
        for file, table in TABLES.items()
    }
    assert len(asked) == 10
    assert told == asked


def test_one_version_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert project["version"] == lcgraph.__version__
    assert f"\nversion: {lcgraph.__version__}\n" in citation
    assert f"\n## [{lcgraph.__version__}]" in changes


def test_what_is_pinned_names_no_registry() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert len(pins) >= 30
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.]+", line)] == []


def test_every_package_that_is_asked_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {re.split(r"[<>=!~;\[ ]", each)[0].lower().replace("_", "-") for each in asked}
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    }
    assert names - pinned - {"lcgraph"} == set()
