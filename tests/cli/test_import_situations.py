"""Situations of fieldwork that went wrong once: focus groups, two rounds, sub-codes, groups of codes.

The files in `tests/data/situations` are invented. All are of practice partners of the case alpha where
nothing else is said; the rule is three of four.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.written import rows

Ask = Callable[..., Any]
DATA = Path(__file__).parents[1] / "data" / "situations"
TOML = 'id = "s"\ntitle.en = "S"\n[rule]\nthreshold = "3/4"\n'
CASES = """id,label_nl,label_en,sector,setting
alpha,Alfa,Alpha,technology,public-private
beta,Beta,Beta,ict,public-private
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.toml").write_text(TOML)
    (folder / "cases.csv").write_text(CASES)
    return folder


def cells(ask: Ask, study: Path) -> dict[str, tuple[str, str, str]]:
    """By motive its status, n and N in the only group."""
    done = ask("query", "cross-case-matrix", "--study", study, "--format", "csv")
    table = csv.DictReader(done.out.splitlines())
    return {row["motive"]: (row["status"], row["n"], row["total"]) for row in table if row["total"]}


def change(path: Path, edit: Callable[[dict[str, str]], None]) -> None:
    table = rows(path)
    for row in table:
        edit(row)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)


def test_a_focus_group_is_its_speakers_and_its_transcript_is_nobody(ask: Ask, study: Path) -> None:
    """Four speakers as cases, three of them name image: three of four, not of five."""
    done = ask("import", DATA / "focus-group.qdpx", "--study", study, "--accept-guesses", "--lang", "en")
    assert "1 source left out as you decided (-): FG 1 (0)" in done.err
    assert [row["id"] for row in rows(study / "respondents.csv")] == ["W1", "W2", "W3", "W4"]
    assert cells(ask, study)["image"] == ("reported", "3", "4")


def test_people_who_were_interviewed_twice_are_counted_once(ask: Ask, study: Path) -> None:
    """W1 and W2 in the groups "start" and "nu" are two people in two phases."""
    ask("import", DATA / "same-name-two-phases.qdpx", "--study", study, "--accept-guesses")
    assert [row["id"] for row in rows(study / "respondents.csv")] == ["W1", "W2"]
    assert cells(ask, study)["image"] == ("reported", "2", "2")
    assert {row["phase"] for row in rows(study / "mentions.csv")} == {"start", "now"}


@pytest.mark.parametrize(
    ("case", "role", "named"),
    [
        ("beta", "practice-partner", "W1-beta"),
        ("alpha", "education-partner", "W1-education-partner"),
        ("beta", "education-partner", "W1-beta-education-partner"),
    ],
)
def test_one_person_in_two_groups_is_told_and_counts_once_in_each(
    ask: Ask, study: Path, tmp_path: Path, case: str, role: str, named: str
) -> None:
    """W1 spoke twice for practice partners of alpha, and once for another group."""
    raw = tmp_path / "raw.csv"
    raw.write_text("respondent,code\nW1 one,Image\nW1 two,Image\nW1 three,Network\n")
    ask("import", raw, "--study", study)
    ours = {"respondent": "W1", "case": "alpha", "role": "practice-partner", "guess": ""}
    theirs = {"respondent": "W1", "case": case, "role": role, "guess": ""}
    change(study / "sources.csv", lambda row: row.update(theirs if row["name"] == "W1 three" else ours))
    for _ in range(2):
        done = ask("import", raw, "--study", study, "--accept-guesses", "--lang", "en")
        assert done.status == 0, done.err
        assert (
            f"W1 speaks for 2 groups and counts once in each: W1 (alpha, practice-partner), "
            f"{named} ({case}, {role})"
        ) in done.err
        assert [(row["id"], row["case"], row["role"]) for row in rows(study / "respondents.csv")] == [
            ("W1", "alpha", "practice-partner"),
            (named, case, role),
        ]
        assert [(row["respondent"], row["motive"]) for row in rows(study / "mentions.csv")] == [
            ("W1", "image"), ("W1", "image"), (named, "network"),
        ]  # fmt: skip
    assert ask("validate", study).status == 0
    done = ask("query", "cross-case-matrix", "--study", study, "--format", "csv")
    numbers = {tuple(line.split(",")[1:7]) for line in done.out.splitlines()}
    assert {
        ("image", "alpha", "practice-partner", "reported", "1", "1"),
        ("network", case, role, "reported", "1", "1"),
    } <= numbers


def test_a_code_below_a_motive_is_guessed_to_be_that_motive(ask: Ask, study: Path) -> None:
    ask("import", DATA / "sub-codes.qdpx", "--study", study)
    assert [(row["path"], row["guess"]) for row in rows(study / "codes.csv")] == [
        ("Image", "image?"),
        ("Image > with clients", "image?"),
        ("Image > with students", "image?"),
        ("Network", "network?"),
    ]


def test_one_row_says_so_for_all_below_it(ask: Ask, study: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw.csv"
    raw.write_text(
        "respondent,code\np1,Uitdragen\np1,Uitdragen > van ons vak\np2,Uitdragen > van wat wij doen\n"
    )
    ask("import", raw, "--study", study)
    assert {row["guess"] for row in rows(study / "codes.csv")} == {""}
    change(study / "codes.csv", lambda row: row.update(motive="image" if row["path"] == "Uitdragen" else ""))
    ask("import", raw, "--study", study)
    assert [(row["path"], row["guess"]) for row in rows(study / "codes.csv")] == [
        ("Uitdragen", ""),
        ("Uitdragen > van ons vak", "image?"),
        ("Uitdragen > van wat wij doen", "image?"),
    ]


def test_a_row_that_says_all_below_it_too_settles_them(ask: Ask, study: Path, tmp_path: Path) -> None:
    """What a person said of a code itself goes first; the others follow the row above when it changes."""
    raw = tmp_path / "raw.csv"
    group = "alpha,practice-partner"
    raw.write_text(
        f"respondent,case,role,code\np1,{group},Uitdragen\np1,{group},Uitdragen > netwerk van nu\n"
        f"p2,{group},Uitdragen > van ons vak\np2,{group},Uitdragen > van ons vak > vroeger\n"
        f"p2,{group},Uitdragen > overig\n"
    )
    ask("import", raw, "--study", study)
    assert [row["below"] for row in rows(study / "codes.csv")] == ["no", "", "no", "", ""]
    own = {"Uitdragen": {"motive": "image", "below": "ja"}, "Uitdragen > overig": {"motive": "-"}}
    change(study / "codes.csv", lambda row: row.update(own.get(row["path"], {})))
    change(study / "sources.csv", lambda row: row.update(guess=""))

    def settled() -> list[tuple[str, str]]:
        assert ask("import", raw, "--study", study).status == 0
        return [(row["motive"], row["guess"]) for row in rows(study / "codes.csv")]

    assert settled() == [
        ("image", ""), ("image", "image^"), ("image", "image^"), ("image", "image^"), ("-", ""),
    ]  # fmt: skip
    assert cells(ask, study)["image"] == ("reported", "2", "2")
    own = {
        "Uitdragen": {"motive": "network"},
        "Uitdragen > van ons vak > vroeger": {"motive": "recruitment"},
    }
    change(study / "codes.csv", lambda row: row.update(own.get(row["path"], {})))
    assert settled() == [
        ("network", ""), ("network", "network^"), ("network", "network^"), ("recruitment", ""), ("-", ""),
    ]  # fmt: skip
    change(study / "codes.csv", lambda row: row.update(below=""))
    assert settled()[1:3] == [("network", "network?"), ("network", "network?")]


def test_a_group_of_codes_is_shown_and_tells_the_cluster(ask: Ask, study: Path) -> None:
    ask("import", DATA / "code-groups.qdpx", "--study", study)
    (row,) = rows(study / "codes.csv")
    assert (row["path"], row["groups"], row["cluster"]) == (
        "Fresh eyes",
        "Development motives",
        "development",
    )


def test_a_pseudonym_in_two_cases_is_refused_with_both_rows(ask: Ask, study: Path) -> None:
    """What one person says in beta never counts for alpha."""
    done = ask(
        "import", DATA / "pseudonym-in-two-cases.csv", "--study", study, "--accept-guesses", "--lang", "en"
    )
    assert done.status == 2
    assert (
        "pseudonym-in-two-cases.csv:3 case: 'W1' has case 'beta' here, and 'alpha' in row 2: give two people "
        "two pseudonyms, and write the same of one"
    ) in done.err
    assert not (study / "respondents.csv").exists()


def test_proposed_motives_are_one_for_each_code_whatever_its_letters(ask: Ask, study: Path) -> None:
    ask("import", DATA / "propose.csv", "--study", study, "--propose-motives")
    assert {row["path"]: row["motive"] for row in rows(study / "codes.csv")} == {
        "Image > positive": "image-positive",
        "Network > positive": "network-positive",
        "Network > negative": "negative",
        "C++": "c-2",
        "C#": "c-3",
        "声誉": "motive",
    }
    change(study / "codes.csv", lambda row: row.update(cluster="capital"))
    ask("import", DATA / "propose.csv", "--study", study, "--accept-guesses")
    found = cells(ask, study)
    assert found["image-positive"] == ("below-threshold", "2", "4")
    assert found["network-positive"] == ("below-threshold", "1", "4")


def test_a_proposed_motive_is_accepted_once_it_has_a_cluster(ask: Ask, study: Path) -> None:
    """Whoever proposes and accepts in one run is told what is lacking, and finds it in codes.csv."""
    raw = DATA / "propose.csv"
    done = ask("import", raw, "--study", study, "--propose-motives", "--accept-guesses", "--lang", "en")
    assert done.status == 0
    assert (
        "6 proposed motives have no cluster yet: fill in 'cluster' in codes.csv: image-positive" in done.err
    )
    assert {row["guess"] for row in rows(study / "codes.csv")} == {
        f"{row['motive']}?" for row in rows(study / "codes.csv")
    }
    change(study / "codes.csv", lambda row: row.update(cluster="capital"))
    assert ask("import", raw, "--study", study, "--accept-guesses").status == 0
    assert cells(ask, study)["image-positive"] == ("below-threshold", "2", "4")


def test_a_new_motive_in_two_clusters_is_told_and_nothing_is_imported(
    ask: Ask, study: Path, tmp_path: Path
) -> None:
    raw = tmp_path / "raw.csv"
    raw.write_text(
        "respondent,case,role,code\np1,alpha,practice-partner,Fame\np1,alpha,practice-partner,Glory\n"
    )
    ask("import", raw, "--study", study)
    clusters = {"Fame": "legitimacy", "Glory": "capital"}
    change(
        study / "codes.csv", lambda row: row.update(motive="renown", guess="", cluster=clusters[row["path"]])
    )
    done = ask("import", raw, "--study", study, "--accept-guesses", "--lang", "en")
    assert done.status == 2
    assert (
        "codes.csv:3 cluster: 'renown' is in 'capital' here, and in 'legitimacy' in row 2: choose one"
        in done.err
    )
    assert not (study / "mentions.csv").exists()


@pytest.mark.parametrize(
    ("head", "rows_"),
    [
        ("Document group,Document name,Code,Segment", "start,W1,Image,a\nnu,W1,Network,b\nnu,W2,Image,c\n"),
        ("groep,respondent,code,segment", "bij de start,W1,Image,a\nNu,W1,Network,b\nnow,W2,Image,c\n"),
    ],
)
def test_a_table_with_groups_start_and_now_has_one_person_in_two_phases(
    ask: Ask, study: Path, tmp_path: Path, head: str, rows_: str
) -> None:
    raw = tmp_path / "raw.csv"
    raw.write_text(f"{head}\n{rows_}")
    ask("import", raw, "--study", study)
    change(study / "sources.csv", lambda row: row.update(case="alpha", role="practice-partner", guess=""))
    done = ask("import", raw, "--study", study, "--accept-guesses", "--lang", "en")
    assert "holds phases, and was read so" in done.err
    assert [(row["respondent"], row["motive"], row["phase"]) for row in rows(study / "mentions.csv")] == [
        ("W1", "image", "start"),
        ("W1", "network", "now"),
        ("W2", "image", "now"),
    ]
    assert cells(ask, study)["image"] == ("reported", "2", "2")
