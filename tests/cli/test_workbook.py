"""A study that is filled in with a spreadsheet, from `lcgraph new --workbook` to the first table."""

from __future__ import annotations

from collections.abc import Callable
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
    assert groups.cell(1, groups.max_column).value == "# uitleg"
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
