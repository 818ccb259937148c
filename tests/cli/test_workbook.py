"""A study that is filled in with a spreadsheet, from `lcgraph new --workbook` to the first table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

Ask = Callable[..., Any]
FILLED = {
    "cases": [
        {
            "id": "alpha",
            "label_nl": "Alfa",
            "label_en": "Alpha",
            "sector": "Technologie",
            "setting": "Publiek-privaat",
        }
    ],
    "groups": [{"case": "alpha", "role": "Werkveldpartner", "respondents": 2}],
    "respondents": [
        {"id": "w1", "case": "alpha", "role": "Werkveldpartner"},
        {"id": "w2", "case": "alpha", "role": "Werkveldpartner"},
    ],
    "mentions": [{"respondent": "w1", "motive": "Imago"}, {"respondent": "w2", "motive": "Imago"}],
}


@pytest.fixture
def folder(ask: Ask, tmp_path: Path) -> Path:
    made = tmp_path / "study"
    assert ask("new", made, "--workbook", "--interviews", "--lang", "nl").status == 0
    return made


def fill(path: Path, filled: dict[str, list[dict[str, Any]]]) -> None:
    book = load_workbook(path)
    for name, rows in filled.items():
        heads = {cell.value: cell.column for cell in book[name][1] if cell.value}
        for number, row in enumerate(rows, 2):
            for column, value in row.items():
                book[name].cell(number, heads[column], value)
    book.save(path)


def test_a_new_workbook_has_a_protected_sheet_a_table_with_labels_to_choose_from(folder: Path) -> None:
    assert not list(folder.glob("*.csv"))
    book = load_workbook(folder / "study.xlsx")
    assert {"cases", "groups", "respondents", "mentions", "motives"} <= set(book.sheetnames)
    assert "findings" not in book.sheetnames
    groups = book["groups"]
    assert groups.protection.sheet
    assert (groups["A1"].protection.locked, groups["A2"].protection.locked) == (True, False)
    assert [cell.value for cell in groups[1] if cell.value][-1] == "# uitleg"
    choices = {str(each.sqref): each.formula1 for each in groups.data_validations.dataValidation}
    lists = book["lists"]
    assert lists.sheet_state == "hidden"
    column = choices["B2:B2000"].split("$")[1]
    said = [str(cell.value).lower() for cell in lists[column] if cell.value]
    assert said == ["role", "werkveldpartner", "opleidingspartner"]


def test_what_was_filled_in_comes_back_as_tables_and_gives_the_first_table(ask: Ask, folder: Path) -> None:
    fill(folder / "study.xlsx", FILLED)
    toml = folder / "study.toml"
    toml.write_text(toml.read_text().replace("example-study", "mine"))
    done = ask("import", folder / "study.xlsx", "--study", folder, "--lang", "nl")
    assert done.status == 0, done.err
    assert "mentions.csv: 2 rijen uit blad 'mentions'" in done.err
    assert "validate" in done.err
    done = ask("query", "cross-case-matrix", "--study", folder, "--format", "csv")
    assert "legitimacy,image,alpha,practice-partner,reported,2,2" in done.out


def test_an_empty_workbook_says_so(ask: Ask, folder: Path) -> None:
    done = ask("import", folder / "study.xlsx", "--study", folder, "--lang", "en")
    assert (done.status, "no sheet of study.xlsx has a row" in done.err) == (1, True)


def test_what_is_wrong_with_several_sheets_is_told_at_once(ask: Ask, folder: Path) -> None:
    fill(folder / "study.xlsx", FILLED)
    book = load_workbook(folder / "study.xlsx")
    book["groups"]["C2"] = "=1+1"
    book["cases"]["B2"] = "Alfa en bèta"
    book["cases"].merge_cells("B2:C2")
    book.save(folder / "study.xlsx")
    done = ask("import", folder / "study.xlsx", "--study", folder, "--lang", "en")
    assert done.status == 2
    assert "study.xlsx/cases:2 label_nl: is a merged cell" in done.err
    assert "study.xlsx/groups:2 respondents: holds a formula" in done.err
    assert not (folder / "mentions.csv").exists()


# ---- As somebody fills it in with a Dutch Excel


PARTNER = {"case": "Datalab Noord", "role": "werkveldpartner"}
STUDENT = {"case": "Datalab Noord", "role": "opleidingspartner"}
WALK: dict[str, list[dict[str, Any]]] = {
    "cases": [
        {
            "id": "Datalab Noord", "label_nl": "Datalab Noord", "sector": "techniek",
            "setting": "publiek-privaat", "start_year": 2019, "omzet": "3,5",
        },
        {"id": "zorgtuin", "label_nl": "De zorgtuin", "label_en": "Care garden", "omzet": 2.25},
    ],
    "respondents": [
        {"id": "W1", **PARTNER, "organisation": "Café Zuid", "interviewed_on": "12-3-2024"},
        {"id": "W2", **PARTNER, "interviewed_on": datetime(2024, 3, 14)},
        {"id": "W 3", **PARTNER, "interviewed_on": "2 april 2024"},
        {"id": "O1", **STUDENT, "motives_not_asked": "imago; versterken van het netwerk"},
        {"id": "O2", **STUDENT, "motives_not_asked": "imago, kostenreductie"},
        {"id": "Z1", "case": "De zorgtuin", "role": "Werkveldpartner"},
    ],
    "motives": [{"code": "Vers brood", "cluster": "kapitaalgerelateerde motieven", "label_nl": "Vers brood"}],
    "mentions": [
        {
            "respondent": "W1", "motive": "imago", "level": "organisationeel", "phase": "bij de start",
            "segment": "Voor onze naam.", "coder": "AB", "coded_on": "15-4-2024",
        },
        {"respondent": "w2", "motive": "imago", "level": "collectief", "phase": "nu"},
        {"respondent": "W 3", "motive": "imago"},
        {"respondent": "O1", "motive": "Vers brood"},
        {"respondent": "O2", "motive": "vers brood"},
    ],
}  # fmt: skip
ATTRIBUTE = '\n[attribute.omzet]\nof = "case"\ntype = "number"\nlabel.nl = "omzet"\nlabel.en = "turnover"\n'


@pytest.fixture
def walked(ask: Ask, folder: Path) -> Path:
    """A folder whose workbook was filled in by hand, with an attribute beside the column that explains."""
    toml = folder / "study.toml"
    toml.write_text(toml.read_text().replace("example-study", "mijn") + ATTRIBUTE)
    book = load_workbook(folder / "study.xlsx")
    cases = book["cases"]
    free = next(cell.column for cell in cases[1] if cell.value == "# uitleg") + 1
    assert not cases.cell(1, free).protection.locked
    cases.cell(1, free, "omzet")
    book.save(folder / "study.xlsx")
    fill(folder / "study.xlsx", WALK)
    return folder


def test_a_researcher_comes_from_an_empty_workbook_to_the_first_table_without_a_refusal(
    ask: Ask, walked: Path
) -> None:
    done = ask("import", walked / "study.xlsx", "--study", walked, "--lang", "nl")
    assert done.status == 0, done.err
    assert done.err.splitlines()[:2] == [
        "3 namen zijn een code geworden, in alle tabellen: Datalab Noord → datalab-noord, Vers brood → "
        "vers-brood, W 3 → w-3",
        "2 Engelse namen zijn voorlopig de Nederlandse: Datalab Noord, Vers brood",
    ]
    told = ask("validate", walked, "--lang", "en")
    assert (told.status, told.out.splitlines()[-1].endswith("valid, 1 warning")) == (0, True), told.out
    done = ask("query", "cross-case-matrix", "--study", walked, "--format", "csv")
    assert {
        "legitimacy,image,datalab-noord,practice-partner,reported,3,3,mijn",
        "legitimacy,image,datalab-noord,education-partner,not-asked,0,0,mijn",
        "capital,vers-brood,datalab-noord,education-partner,reported,2,2,mijn",
        "capital,vers-brood,zorgtuin,practice-partner,below-threshold,0,1,mijn",
    } <= set(done.out.splitlines())
    assert (walked / "respondents.csv").read_text().splitlines()[1:4] == [
        "W1,datalab-noord,werkveldpartner,Café Zuid,2024-03-12,",
        "W2,datalab-noord,werkveldpartner,,2024-03-14,",
        "w-3,datalab-noord,werkveldpartner,,2024-04-02,",
    ]


def test_the_same_tables_as_a_dutch_excel_saves_them_as_csv_are_the_same_study(
    ask: Ask, walked: Path
) -> None:
    """With semicolons, in Windows-1252, the day first."""
    ask("import", walked / "study.xlsx", "--study", walked)
    before = ask("tables", "--study", walked, "--counts", "--format", "csv").out
    for path in walked.glob("*.csv"):
        with path.open(newline="") as file:
            rows = [[re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", r"\3-\2-\1", cell) for cell in row]
                    for row in csv.reader(file)]  # fmt: skip
        stream = io.StringIO()
        csv.writer(stream, delimiter=";").writerows(rows)
        path.write_bytes(stream.getvalue().encode("cp1252"))
    assert b"Caf\xe9" in (walked / "respondents.csv").read_bytes()
    told = ask("validate", walked, "--lang", "en")
    assert told.status == 0, told.out
    assert "respondents.csv: warning: is not UTF-8 and was read as Windows-1252" in told.out
    assert ask("tables", "--study", walked, "--counts", "--format", "csv").out == before


def test_a_date_that_may_be_two_days_is_asked_once_and_an_option_answers(ask: Ask, folder: Path) -> None:
    rows = [{**row, "interviewed_on": "12/3/2024"} for row in FILLED["respondents"]]
    fill(folder / "study.xlsx", {**FILLED, "respondents": rows})
    done = ask("import", folder / "study.xlsx", "--study", folder, "--lang", "en")
    assert done.status == 2
    assert done.err.splitlines()[1:] == [
        "  study.xlsx/respondents:2 interviewed_on: '12/3/2024' may be two days (2 such cells in this "
        "workbook): import with --dates day-first or --dates month-first"
    ]
    done = ask("import", folder / "study.xlsx", "--study", folder, "--dates", "month-first")
    assert done.status == 0, done.err
    assert "w1,alpha,Werkveldpartner,,2024-12-03," in (folder / "respondents.csv").read_text().splitlines()


def test_a_table_whose_sheet_was_emptied_stays_and_is_told(ask: Ask, folder: Path) -> None:
    fill(folder / "study.xlsx", FILLED)
    ask("import", folder / "study.xlsx", "--study", folder)
    book = load_workbook(folder / "study.xlsx")
    book["mentions"].delete_rows(2, 3)
    book.save(folder / "study.xlsx")
    done = ask("import", folder / "study.xlsx", "--study", folder, "--lang", "en")
    assert done.status == 0
    assert "mentions.csv stays as it was: sheet 'mentions' has no row" in done.err
    assert len((folder / "mentions.csv").read_text().splitlines()) == 3
