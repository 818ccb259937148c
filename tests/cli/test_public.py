"""What ends up with readers says when it is about few people, and `--public` gives what may be published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]
WARNING = "answers of one or two people may be in this"


def test_tables_for_a_paper_warn_and_the_public_ones_withhold(ask: Ask, leaky: Path) -> None:
    told = ask("tables", "--study", leaky, "--format", "markdown", "--lang", "en")
    assert WARNING in told.err
    assert "--public leaves out" in told.err
    public = ask("tables", "--study", leaky, "--format", "markdown", "--public", "--lang", "en")
    assert WARNING not in public.err
    assert "public, withheld: " in public.err
    assert "withheld" in public.out
    assert public.out != told.out


@pytest.mark.parametrize(
    "words",
    [
        ("plot", "matrix", "--format", "svg"),
        ("network", "case-motive", "--format", "graphml"),
        ("query", "cross-case-matrix", "--format", "markdown"),
        ("concepts", "--format", "markdown"),
        ("qca", "image", "--conditions", "role", "--format", "markdown"),
    ],
)
def test_every_form_of_a_paper_warns(ask: Ask, leaky: Path, words: tuple[str, ...]) -> None:
    assert WARNING in ask(*words, "--study", leaky, "--lang", "en").err
    assert WARNING not in ask(*words, "--study", leaky, "--lang", "en", "--public").err


def test_a_table_in_a_pipe_and_a_published_study_do_not_warn(ask: Ask, leaky: Path) -> None:
    assert WARNING not in ask("tables", "--study", leaky, "--format", "csv", "--lang", "en").err
    assert WARNING not in ask("tables", "--format", "markdown", "--lang", "en").err


def test_a_withheld_count_is_in_no_public_answer(ask: Ask, leaky: Path) -> None:
    public = ask("query", "cross-case-matrix", "--study", leaky, "--public", "--format", "csv").out
    assert "legitimacy,image,bakery,education-partner,withheld,,,leaky" in public.splitlines()
    whole = ask("query", "cross-case-matrix", "--study", leaky, "--format", "csv").out
    assert "legitimacy,image,bakery,education-partner,reported,1,1,leaky" in whole.splitlines()


@pytest.mark.parametrize(
    ("format_", "told"),
    [("table", "* = withheld"), ("markdown", r"\* = withheld"), ("html", "* = withheld"),
     ("latex", "* = withheld"), ("svg", "* = withheld")],
)  # fmt: skip
def test_every_legend_says_what_the_mark_of_a_withheld_answer_means(
    ask: Ask, leaky: Path, format_: str, told: str
) -> None:
    assert told in ask("tables", "--study", leaky, "--public", "--format", format_, "--lang", "en").out


def test_the_key_of_a_picture_and_the_sheets_of_a_workbook_say_it_too(
    ask: Ask, leaky: Path, tmp_path: Path
) -> None:
    picture = ask("plot", "matrix", "--study", leaky, "--public", "--lang", "en").out
    assert ">*</text>" in picture
    assert ">Withheld</text>" in picture
    ask("export", "--study", leaky, "--format", "xlsx", "-o", tmp_path / "a.xlsx", "--lang", "en")
    sheets = pytest.importorskip("openpyxl").load_workbook(tmp_path / "a.xlsx")
    first = sheets.worksheets[0]
    texts = [cell for row in first.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    assert any("* = withheld" in text for text in texts)
