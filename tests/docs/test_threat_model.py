"""The threat model promises nothing that no test tries to break."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
HEAD = "| promise | held by | tries to break it |"
LINK = re.compile(r"\[(test_\w+)\]\(\.\./(tests/[\w/]+\.py)\)")


def promises() -> list[str]:
    """The rows of the tables of promises."""
    parts = PAGE.split(HEAD)[1:]
    rows = [part.split("\n\n", 1)[0].strip().splitlines()[1:] for part in parts]
    return [row for each in rows for row in each]


@cache
def defined_in(file: str) -> frozenset[str]:
    """The names of the test functions of a file."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_promise_says_what_holds_it_and_which_test_tries_to_break_it() -> None:
    assert len(promises()) >= 29
    bare = [row for row in promises() if len(row.split(" | ")) != 3 or not LINK.search(row.split(" | ")[2])]
    assert not bare


def test_every_test_that_is_named_exists() -> None:
    named = LINK.findall(PAGE)
    assert len(named) >= 45
    assert not [f"{file}: {name}" for name, file in named if name not in defined_in(file)]


def test_every_figure_names_the_test_that_counts_it() -> None:
    rows = PAGE.split("| what | figure | counted by |")[1].split("\n\n", 1)[0].strip().splitlines()[1:]
    assert not [row for row in rows if not LINK.search(row.split(" | ")[-1])]
