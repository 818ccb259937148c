"""`lcgraph tables --threshold`: the tables under another rule say so in every format, and count exactly."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import lcgraph
from lcgraph.render.crosstables.writing import TABLE_FORMATS

Ask = Callable[..., Any]
Make = Callable[[Mapping[str, str | bytes | None]], Path]


def test_a_lower_threshold_reports_what_two_of_three_name(ask: Ask, tiny: Path) -> None:
    assert ask("tables", "--study", tiny, "--threshold", "2/3", "--format", "csv").out.split("\n") == [
        "cluster,motive,bakery/practice-partner,bakery/education-partner,hospital/practice-partner,"
        "hospital/education-partner,threshold,as_published",
        "legitimacy,recruitment,reported,below-threshold,reported,not-asked,2/3,",
        "development,student-development,reported,reported,reported,not-asked,2/3,",
        "capital,network,below-threshold,below-threshold,not-asked,not-asked,2/3,",
        "capital,cost-reduction,below-threshold,reported,below-threshold,not-asked,2/3,",
        "capital,fresh-bread,below-threshold,below-threshold,below-threshold,not-asked,2/3,",
        "",
    ]


@pytest.mark.parametrize(
    ("threshold", "recruitment"),
    [
        ("3/4", ["reported", "below-threshold", "below-threshold", "not-asked"]),
        ("75001/100000", ["below-threshold", "below-threshold", "below-threshold", "not-asked"]),
        ("6/8", ["reported", "below-threshold", "below-threshold", "not-asked"]),
        ("1", ["below-threshold", "below-threshold", "below-threshold", "not-asked"]),
        ("1/1000", ["reported", "below-threshold", "reported", "not-asked"]),
    ],
)
def test_exactly_at_the_threshold_is_reported(tiny: Path, threshold: str, recruitment: list[str]) -> None:
    (table, *_) = lcgraph.open(studies=[tiny]).tables(Fraction(threshold))
    assert [table.cells["recruitment", column].status for column in table.columns] == recruitment


def test_the_exception_of_a_group_gives_way_to_the_other_rule(tiny: Path) -> None:
    graph = lcgraph.open(studies=[tiny])
    cell = ("network", ("tiny-synthetic", "bakery", "education-partner"))
    assert [table.cells[cell].status for table in graph.tables() if cell in table.cells] == [
        "below-threshold"
    ]
    assert [t.cells[cell].status for t in graph.tables(Fraction(1, 2)) if cell in t.cells] == ["reported"]


def _bindings(text: str) -> list[dict[str, dict[str, str]]]:
    """The rows of W3C SPARQL results in JSON."""
    rows: list[dict[str, dict[str, str]]] = json.loads(text)["results"]["bindings"]
    return rows


def test_a_published_cell_without_counts_stays_and_is_marked(ask: Ask) -> None:
    cells = _bindings(ask("tables", "--threshold", "1/2", "--format", "json").out)
    assert len(cells) == 130
    assert {cell["as_published"]["value"] for cell in cells} == {"true"}
    assert {cell["threshold"]["value"] for cell in cells} == {"1/2"}
    plain = _bindings(ask("tables", "--format", "json").out)
    assert [cell["status"] for cell in cells] == [cell["status"] for cell in plain]
    assert (
        "° = as published, under the study's own rule"
        in ask("tables", "--threshold", "1/2", "--format", "table").out
    )


@pytest.mark.parametrize("form", TABLE_FORMATS)
def test_every_format_says_under_which_rule(ask: Ask, tiny: Path, form: str) -> None:
    assert len(TABLE_FORMATS) == 9
    call = ("tables", "--study", tiny, "--format", form, "--lang", "nl")
    other = ask(*call, "--threshold", "2/3").out
    assert "2/3" in other
    assert "2/3" not in ask(*call).out
    if form not in ("csv", "tsv", "json", "xml"):
        assert "Onder een andere regel dan die van de studie: minstens 2/3" in other


@pytest.mark.parametrize("wrong", ["0", "4/3", "1.5", "175%", "0%", "1/0", "-1/2", "", "3/4/5", "٣/٤"])
def test_a_threshold_that_is_no_fraction_is_refused(ask: Ask, wrong: str) -> None:
    found = ask("tables", f"--threshold={wrong}")
    assert (found.status, found.out) == (2, "")
    assert "write a share above 0 and at most 1, such as 2/3, 75% or 0.75" in found.err


def test_the_query_keeps_to_the_rule_of_the_study(ask: Ask, tiny: Path) -> None:
    before = ask("query", "cross-case-matrix", "--study", tiny).out
    ask("tables", "--study", tiny, "--threshold", "1/4")
    assert ask("query", "cross-case-matrix", "--study", tiny).out == before


def test_two_studies_with_the_same_case_code_keep_their_own_labels(
    ask: Ask, tiny: Path, study_with: Make
) -> None:
    other = study_with(
        {
            "study.toml": (tiny / "study.toml")
            .read_text(encoding="utf-8")
            .replace('"tiny-synthetic"', '"second"'),
            "cases.csv": (tiny / "cases.csv")
            .read_text(encoding="utf-8")
            .replace("Bakkerij,Bakery", "Molen,Mill"),
        }
    )
    both = ("--study", tiny, "--study", other)
    studies, cases = ask("tables", *both, "--format", "table").out.split("\n")[1:3]
    assert cases.index("Mill") == studies.index("second")
    assert cases.index("Bakery") == studies.index("tiny-synthetic")
    assert (cases.count("Mill"), cases.count("Bakery")) == (1, 1)
    shown = ask("query", "shared-within-case", *both, "--format", "table").out
    assert [line.split()[0] for line in shown.strip().split("\n")[2:]] == ["Mill", "Bakery"]
    assert lcgraph.open(studies=[tiny, other]).labels("en")["case", "bakery"] in (
        "Bakery / Mill",
        "Mill / Bakery",
    )


@pytest.mark.parametrize("share", ["2/3", "66.67%", "3/4", "75%", "0.75", "0,75", "1"])
def test_a_threshold_is_a_fraction_a_percentage_or_a_decimal(ask: Ask, tiny: Path, share: str) -> None:
    assert ask("tables", "--study", tiny, "--threshold", share, "--format", "csv").status == 0


def test_three_quarters_are_the_same_however_they_are_written(ask: Ask, tiny: Path) -> None:
    written = {
        ask("tables", "--study", tiny, "--threshold", share, "--format", "csv").out
        for share in ("3/4", "75%", "0.75", "0,75", "75 %", "6/8")
    }
    assert len(written) == 1
    assert ",3/4," in written.pop()
