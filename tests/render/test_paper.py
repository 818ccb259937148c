"""Tables and pictures for a paper: LaTeX that a TeX sets without a box that is too full."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import lcgraph
from lcgraph.render.crosstables.latex import PACKAGES

Ask = Callable[..., Any]
STUDIES = {"bos-2023": [], "city": ["tests/data/city"], "two": ["data/bos-2023", "tests/data/city"]}
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.ci
@pytest.mark.skipif(
    shutil.which("pdflatex") is None, reason="no LaTeX here: apt install texlive-latex-recommended"
)
@pytest.mark.parametrize("counts", [False, True])
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", STUDIES)
def test_latex_compiles_without_a_box_that_is_too_full(
    tmp_path: Path, name: str, lang: str, counts: bool
) -> None:
    graph = lcgraph.open(studies=[ROOT / study for study in STUDIES[name]])
    tables = graph.tables().written("latex", lang=lang, counts=counts)
    assert PACKAGES in tables
    (tmp_path / "paper.tex").write_text(
        f"\\documentclass{{article}}\n{PACKAGES}\n\\begin{{document}}\n"
        + tables.replace("\\end{table}", "\\end{table}\n\\clearpage")
        + "\\end{document}\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    log = (tmp_path / "paper.log").read_text(encoding="latin-1")
    assert done.returncode == 0, [line for line in log.splitlines() if line.startswith("!")]
    assert re.findall(r"Overfull \\[hv]box[^\n]*", log) == []


def test_a_picture_is_a_pdf_with_text_of_the_width_that_is_asked_for(tmp_path: Path, ask: Ask) -> None:
    path = tmp_path / "matrix.pdf"
    assert ask("plot", "matrix", "--width", "16cm", "-o", path).status == 0
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]", data)
    assert box is not None
    assert abs(float(box[1]) - 16 / 2.54 * 72) < 1
    assert b"/CreationDate" not in data
    assert b"/FontFile2" in data
    assert ask("plot", "matrix", "--width", "16cm", "-o", path).status == 0
    assert path.read_bytes() == data


def test_a_picture_has_no_title_where_a_paper_has_captions(ask: Ask) -> None:
    whole, bare = ask("plot", "matrix"), ask("plot", "matrix", "--no-title")
    drawn = [re.findall(r"<text[^>]*>([^<]*)</text>", each.out) for each in (whole, bare)]
    assert "Motives by case and role" in drawn[0]
    assert "Motives by case and role" not in drawn[1]
    assert "<title" in bare.out
    high = [
        float(found[1]) for each in (whole, bare) if (found := re.search(r' height="([\d.]+)"', each.out))
    ]
    assert high[1] < high[0]


@pytest.mark.parametrize(("width", "inches"), [("16cm", "6.3"), ("160mm", "6.3"), ("6in", "6")])
def test_a_width_is_written_as_people_write_it(ask: Ask, width: str, inches: str) -> None:
    assert f'width="{inches}in"' in ask("plot", "contrast", "--width", width).out


@pytest.mark.parametrize("width", ["16", "0cm", "wide", "900cm", "-3in"])
def test_a_width_that_is_none_is_refused(ask: Ask, width: str) -> None:
    found = ask("plot", "matrix", f"--width={width}")
    assert found.status == 2
    assert "such as 16cm, 160mm or 6in" in found.err


def test_counts_are_shaded_in_the_picture_of_the_tables() -> None:
    tables = lcgraph.open(studies=[ROOT / "tests/data/city"]).tables()
    fills = set(re.findall(r'<rect x[^>]* fill="(#\w+)"', tables.written("svg", counts=True)))
    assert {"#b4b4b4"} < fills
    assert not re.search(r"<rect x", tables.written("svg"))


def test_each_table_of_a_workbook_is_printed_on_one_page(tmp_path: Path, ask: Ask) -> None:
    import openpyxl

    path = tmp_path / "city.xlsx"
    assert ask("export", "--study", ROOT / "tests/data/city", "--private", "-o", path).status == 0
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets[:-2]:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    first = book.worksheets[0]
    counted = [cell for row in first.iter_rows() for cell in row if re.search(r" \d/\d$", str(cell.value))]
    assert len({cell.fill.fgColor.rgb for cell in counted}) >= 3
