"""Tables and pictures for a paper: LaTeX that a TeX sets without a box that is too full."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import lcgraph
from lcgraph.render.crosstables.latex import PACKAGES

STUDIES = {"bos-2023": [], "city": ["tests/data/city"], "two": ["data/bos-2023", "tests/data/city"]}
ROOT = Path(__file__).resolve().parents[2]


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
        cwd=tmp_path, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    log = (tmp_path / "paper.log").read_text(encoding="latin-1")
    assert done.returncode == 0, [line for line in log.splitlines() if line.startswith("!")]
    assert re.findall(r"Overfull \\[hv]box[^\n]*", log) == []
