"""A new study folder: complete, marked as an example, and a guide until nothing of the example is left."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lcgraph.study.layout import TABLES
from lcgraph.study.read import read_study

Ask = Callable[..., Any]
FILES = [
    *("LEESMIJ.md", "README.md", "cases.csv", "citations.csv", "claims.csv", "crosswalk.csv"),
    *("findings.csv", "groups.csv", "mentions.csv", "motives.csv", "references.bib", "respondents.csv"),
    *("schemes.csv", "study.toml"),
]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_has_every_table_with_its_header_and_one_example_row(ask: Ask, tmp_path: Path) -> None:
    done = ask("new", tmp_path / "deep" / "study")
    assert (done.status, done.out) == (0, "")
    assert names(tmp_path / "deep" / "study") == FILES
    assert names(tmp_path / "deep") == ["study"]
    tables = 0
    for file, table in TABLES.items():
        with (tmp_path / "deep" / "study" / file).open(encoding="utf-8", newline="") as opened:
            header, *rows = csv.reader(opened)
        assert header == [column.name for column in table.columns if not column.ours], file
        assert len(rows) == 1, file
        assert len(rows[0]) == len(header), file
        tables += 1
    assert tables == 10


def test_validation_finds_no_fault_and_names_every_example(ask: Ask, tmp_path: Path) -> None:
    ask("new", tmp_path / "s")
    told = ask("validate", tmp_path / "s", "--lang", "en")
    assert told.status == 0
    lines = told.out.splitlines()
    assert (
        f"{tmp_path}/s/cases.csv:2: warning: this is the example row: replace it with your own, or remove it"
        in lines
    )
    assert f"{tmp_path}/s/study.toml: warning: the id is that of the example: give your own" in lines
    assert len(lines) == 13
    assert lines[-1] == f"{tmp_path}/s: valid, 12 warnings"
    assert "dit is de rij uit het voorbeeld: vervang die door uw eigen, of haal die weg" in (
        ask("validate", tmp_path / "s", "--lang", "nl").out
    )


def test_a_real_study_has_no_examples(tiny: Path, synthetic: Path) -> None:
    for folder in (tiny, synthetic):
        _, problems = read_study(folder)
        assert problems == []


@pytest.mark.parametrize(
    ("option", "missing"),
    [("--interviews", ["findings.csv"]), ("--published", ["mentions.csv", "respondents.csv"])],
)
def test_a_folder_for_one_kind_of_study_lacks_the_tables_of_the_other(
    ask: Ask, tmp_path: Path, option: str, missing: list[str]
) -> None:
    assert ask("new", tmp_path / "s", option).status == 0
    assert sorted({*FILES} - {*names(tmp_path / "s")}) == missing
    assert ask("validate", tmp_path / "s").status == 0


def test_both_readmes_name_every_column_and_speak_of_no_field_in_particular(ask: Ask, tmp_path: Path) -> None:
    ask("new", tmp_path / "s")
    for name, mark in (("README.md", "(required)"), ("LEESMIJ.md", "(verplicht)")):
        text = (tmp_path / "s" / name).read_text(encoding="utf-8")
        assert "<!--" not in text
        assert f"| `label_en` {mark} |" in text
        for table in TABLES.values():
            assert f"| `{table.file}` |" in text
            assert all(f"| `{column.name}`" in text for column in table.columns if not column.ours)
    written = [path.read_text(encoding="utf-8") for path in (tmp_path / "s").iterdir()]
    assert len(written) == 14
    for word in ("student", "programme", "learning communit", "education", "opleiding", "docent"):
        assert [text for text in written if word in text.lower()] == [], word


def test_an_empty_folder_is_filled_and_any_other_is_left_alone(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert ask("new", tmp_path / "empty").status == 0
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("years of work")
    refused = ask("new", tmp_path / "full")
    assert refused.status == 2
    assert "full is there and not empty: name a new folder" in refused.err
    assert names(tmp_path / "full") == ["thesis.txt"]
    assert ask("new", tmp_path / "full" / "thesis.txt").status == 2
    assert names(tmp_path) == ["empty", "full"]


def test_it_says_where_to_go_on_in_both_languages(ask: Ask, tmp_path: Path) -> None:
    assert (
        f"begin with README.md. What is still to do: lcgraph validate {tmp_path}/e"
        in ask("new", tmp_path / "e", "--lang", "en").err
    )
    assert (
        f"begin met LEESMIJ.md. Wat er nog te doen is: lcgraph validate {tmp_path}/n"
        in ask("new", tmp_path / "n", "--lang", "nl").err
    )


FILLED = {
    "study.toml": 'id = "mine"\ntitle.en = "Mine"\n[rule]\nthreshold = "3/4"\n',
    "cases.csv": "id;label_en;sector;setting\nmill;Mill;technology;public-private\n",
    "groups.csv": "case;role;respondents\nmill;practice-partner;4\n",
    "respondents.csv": "id;case;role\n" + "".join(f"m{i};mill;practice-partner\n" for i in range(1, 5)),
    "mentions.csv": "respondent;motive\nm1;image\nm2;image\nm2;image\nm3;image\nm1;network\nm2;network\n",
}


def test_a_newcomer_fills_the_folder_validates_and_has_tables(ask: Ask, tmp_path: Path) -> None:
    """Named by three of four respondents is reported; by two of four it is below the threshold."""
    study = tmp_path / "s"
    ask("new", study, "--interviews")
    for name, text in FILLED.items():
        (study / name).write_text(text, encoding="utf-8-sig")
    for name in (
        "schemes.csv",
        "motives.csv",
        "claims.csv",
        "citations.csv",
        "crosswalk.csv",
        "references.bib",
    ):
        (study / name).unlink()
    told = ask("validate", study, "--lang", "en")
    assert (told.status, told.out) == (0, f"{study}: valid\n")
    assert ask("tables", "--study", study, "--format", "csv").out.splitlines() == [
        "cluster,motive,mill/practice-partner",
        "legitimacy,image,reported",
        "capital,network,below-threshold",
    ]


def test_an_example_row_that_was_forgotten_is_told(ask: Ask, tmp_path: Path) -> None:
    study = tmp_path / "s"
    ask("new", study, "--interviews")
    for name, text in FILLED.items():
        if name != "mentions.csv":
            (study / name).write_text(text)
    told = ask("validate", study, "--lang", "en")
    assert told.status == 1
    assert "mentions.csv:2: warning: this is the example row" in told.out
    assert "mentions.csv:2 respondent: error:" in told.out
