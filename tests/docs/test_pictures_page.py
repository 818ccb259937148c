"""What the page on pictures and networks shows is what a reader gets."""

from __future__ import annotations

import doctest
import os
from pathlib import Path
from types import ModuleType

import pytest

from lcgraph.analysis.networks import NETWORKS, TABLES
from lcgraph.render.pictures.drawing import PICTURES

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="the examples are written for a POSIX shell and terminal")
def test_the_command_prints_what_the_page_shows(examples: ModuleType) -> None:
    (example,) = examples.commands(TEXT)
    with examples.folder() as top:
        assert examples.run(example.command, top, "en") == example.output


def test_the_python_answers_as_shown(examples: ModuleType) -> None:
    body = "\n".join(block["body"] for block in examples._blocks(TEXT, "python"))
    test = doctest.DocTestParser().get_doctest(body, {}, "pictures.md", "pictures.md", 0)
    outcome = doctest.DocTestRunner(verbose=False).run(test)
    assert outcome.attempted == 8
    assert outcome.failed == 0


def test_every_picture_network_and_table_is_told() -> None:
    for name in PICTURES:
        assert f"\n### {name}\n" in TEXT
        assert f"](pictures/{name}.svg)" in TEXT
    for name in (*NETWORKS, *TABLES):
        assert f"`{name}`" in TEXT or f"**{name}**" in TEXT
