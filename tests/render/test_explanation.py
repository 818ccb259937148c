"""`lcgraph explain` for coded interviews: from the cell to n of N, respondents, segments and rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Ask = Callable[..., Any]
Make = Callable[[Mapping[str, str | bytes | None]], Path]
FINDINGS = "case,role,motive,status,locator\n"


def explained(ask: Ask, folder: Path, *cell: str) -> list[str]:
    """The lines of an explanation in English, without outer spaces."""
    found = ask("explain", *cell, "--study", folder, "--lang", "en")
    assert found.status == 0
    return [" ".join(line.split()) for line in found.out.split("\n")]


def test_published_and_recomputed_stand_side_by_side_with_the_difference_named(ask: Ask, tiny: Path) -> None:
    assert explained(ask, tiny, "bakery", "practice-partner", "network") == [
        "Strengthening the network | Bakery | practice partner",
        "Status: × reported (published, tiny-synthetic)",
        "Cluster: capital motives",
        "Rule: at least 3/4 of the respondents: 3 of 4; Method",
        "Counts: the source prints none for this cell; the group has 4 respondents",
        "Place: Table 1, van der Verzonnen (2024)",
        "Note: The report counted segments and not respondents.",
        "Written in: findings.csv, row 3",
        "",
        "Strengthening the network | Bakery | practice partner",
        "Status: · below threshold (derived, tiny-synthetic)",
        "Cluster: capital motives",
        "Rule: at least 3/4 of the respondents: 3 of 4; Method",
        "Counts: 2 of 4 respondents",
        "",
        "Difference: published reported, derived below threshold (2 of 4 respondents; 3 of 4 are",
        "needed)",
        "",
        "Name it: 2: b1, b2",
        "Do not name it: 2: b3, b4",
        "",
        "4 codings of 2 respondents",
        "b1, now, collective, av, b1.txt: mentions.csv, row 8",
        "“We know each other by now.”",
        "b1, at the start, collective, av, b1.txt: mentions.csv, row 7",
        '“You meet "the others".”',
        "b2, now, av, b2.txt: mentions.csv, row 10",
        "“And they phone me.”",
        "b2, now, av, b2.txt: mentions.csv, row 9",
        "“I phone them when my oven is down.”",
        "",
    ]


def test_who_was_not_asked_is_no_part_of_n_of_n(ask: Ask, tiny: Path) -> None:
    lines = explained(ask, tiny, "bakery", "education-partner", "cost-reduction")
    assert "Rule: all respondents: 1 of 1 (an exception for this group); Method" in lines
    assert "Counts: 1 of 1 respondents" in lines
    assert lines[lines.index("Name it: 1: t1") + 1] == "Not asked: 1: t2"
    assert not [line for line in lines if line.startswith("Difference")]


def test_cells_that_agree_say_so(ask: Ask, tiny: Path, study_with: Make) -> None:
    assert "Difference: none: published and derived are both reported" in explained(
        ask, tiny, "bakery", "practice-partner", "recruitment"
    )
    folder = study_with({"findings.csv": FINDINGS + "bakery,practice-partner,network,blank,Table 1\n"})
    assert "Difference: none: published blank says no more than derived below threshold" in explained(
        ask, folder, "bakery", "practice-partner", "network"
    )


def test_a_published_motive_that_nobody_coded_is_told_as_such(ask: Ask, study_with: Make) -> None:
    folder = study_with({"findings.csv": FINDINGS + "bakery,practice-partner,image,reported,Table 1\n"})
    lines = explained(ask, folder, "bakery", "practice-partner", "image")
    joined = " ".join(lines)
    assert "derived not coded (none: the interviews were not coded for this motive)" in joined
    assert "Counts: none: the interviews were not coded for this motive" in lines


def test_two_studies_with_the_same_codes_are_told_apart(ask: Ask, tiny: Path, study_with: Make) -> None:
    toml = (tiny / "study.toml").read_text(encoding="utf-8")
    other = study_with(
        {
            "study.toml": toml.replace('"tiny-synthetic"', '"second"'),
            "mentions.csv": "respondent,motive\nb4,network\n",
        }
    )
    out = ask("explain", "bakery", "practice-partner", "network", "--study", tiny, "--study", other).out
    first, second = out.split("4 codings of 2 respondents")[0], out
    assert first.index("second)") < first.index("1 coding of 1 respondent") < first.index("tiny-synthetic)")
    assert "tiny-synthetic)" not in second[second.index("4 codings of") :]
