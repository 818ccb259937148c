"""The workbook: tables as people know them, cells as rows, texts as text, the same bytes twice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import lcgraph
from lcgraph.export.registry import written
from lcgraph.export.workbook import _sheet_name

HEAD = "case,role,motive,status,locator,note_en\nbakery,practice-partner,network,reported,"
Make = Callable[[Mapping[str, str | bytes | None]], Path]


def data(*studies: Path, lang: str = "en", private: bool = False) -> bytes:
    graph = lcgraph.open(studies=list(studies))
    content = written(graph, "xlsx", lang=lang, private=private).content
    assert isinstance(content, bytes)
    return content


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet: Any) -> list[list[Any]]:
    return [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_the_article_s_tables_are_sheets() -> None:
    book = opened(data(lang="nl"))
    assert book.sheetnames == [
        "Legitimerende motieven",
        "Ontwikkelingsgerichte motieven",
        "Kapitaalgerelateerde motieven",
        "Maatschappelijke motieven",
        "Cellen",
        "Toelichting",
    ]
    sheet = rows(book["Legitimerende motieven"])
    assert sheet[0][0] == "Legitimerende motieven"
    assert [cell for cell in sheet[1] if cell] == ["ICT", "Techniek", "Educatie", "Economie", "Zorg"]
    assert sheet[2] == ["Motief", "WV", "OPL", "WV", "OPL", "WV", "OPL", "WV", "OPL", "WV", "OPL"]
    assert sheet[3] == ["Imago", "×", "", "×", "", "", "", "", "", "×", ""]
    assert sheet[4] == ["Werven van personeel", "×", "", "×", "", "×", "×", "", "", "×", ""]


def test_a_sheet_has_the_roles_that_each_case_has(city: Path) -> None:
    sheet = opened(data(city, private=True)).worksheets[0]
    heads = [cell.value for cell in sheet[2]][1:8], [cell.value for cell in sheet[3]][1:8]
    assert heads == (
        ["Green roofs", None, None, "Rain gardens", None, None, "Street trees"],
        ["MUN", "COM", "RES", "MUN", "NGO", "RES", "MUN"],
    )


def test_every_cell_is_a_row_with_its_place_and_note(tiny: Path) -> None:
    sheet = rows(opened(data(tiny))["Cells"])
    assert sheet[0] == [
        "study",
        "cluster",
        "motive",
        "case",
        "role",
        "status",
        "n",
        "N",
        "kind",
        "place",
        "note",
    ]
    of_network = [
        row[5:] for row in sheet if row[2:5] == ["strengthening the network", "Bakery", "practice partner"]
    ]
    assert of_network == [
        ["reported", "", "", "published", "Table 1", "The report counted segments and not respondents."],
        ["below threshold", 2, 4, "derived", "", ""],
    ]


def test_it_says_what_it_is(tiny: Path) -> None:
    about = [tuple(row[:2]) for row in rows(opened(data(tiny))["About"])]
    assert ("study", "Why bakers and hospitals take part (synthetic)") in about
    assert ("licence", "https://creativecommons.org/publicdomain/zero/1.0/") in about
    assert ("marks", "× = reported") in about


def test_numbers_of_small_groups_are_not_in_it_but_in_private(leaky: Path) -> None:
    def numbers(**more: bool) -> dict[tuple[str, str], tuple[Any, Any]]:
        sheet = rows(opened(data(leaky, **more))["Cells"])
        return {(row[3], row[4]): (row[6], row[7]) for row in sheet if row[2] == "image"}

    assert numbers() == {
        ("Bakery", "practice partner"): (4, 4),
        ("Hospital", "practice partner"): (3, 3),
        ("Hospital", "education partner"): ("", ""),
        ("Bakery", "education partner"): ("", ""),
    }
    assert numbers(private=True)["Bakery", "education partner"] == (1, 1)


@pytest.mark.parametrize("text", ["=1+1", "+31", "-x", "@SUM(A1)", "#N/A", "=cmd|' /C calc'!A0"])
def test_a_hostile_text_stays_text(study_with: Make, text: str) -> None:
    folder = study_with({"findings.csv": f'{HEAD}"{text}",x\n'})
    sheet = opened(data(folder))["Cells"]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert [(cell.data_type, cell.quotePrefix) for cell in found] == [("s", text[0] in "=+-@")]


def test_long_texts_fit(study_with: Make) -> None:
    note = "line one\nline two " + "x" * 40_000
    folder = study_with({"findings.csv": f'{HEAD}T,"{note}"\n'})
    (found,) = [row[10] for row in rows(opened(data(folder))["Cells"]) if str(row[10]).startswith("line")]
    assert len(found) == 32_767
    assert found.endswith("x…")


def test_nothing_in_it_is_dated() -> None:
    with zipfile.ZipFile(io.BytesIO(data())) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml")
    assert b"created" not in core
    assert b"modified" not in core


def test_names_of_sheets_are_short_and_differ() -> None:
    taken: set[str] = set()
    names = [_sheet_name(title, taken) for title in ("a/b: [c]", "A B   C", "x" * 40, "x" * 50, "", "'")]
    assert names == ["a b   c", "A B   C 2", "x" * 31, "x" * 29 + " 2", "-", "- 2"]
