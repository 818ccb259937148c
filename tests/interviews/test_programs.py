"""Tables as programs export them are read without a question: who, which code, which words, by whom, when."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lcgraph.interviews.project import CodedProject
from lcgraph.interviews.spreadsheet import read_codings_csv

Table = Callable[[Sequence[Sequence[str]]], CodedProject]


@pytest.fixture
def read(tmp_path: Path) -> Table:
    """The project that a CSV of these rows makes."""

    def of(rows: Sequence[Sequence[str]]) -> CodedProject:
        stream = io.StringIO()
        csv.writer(stream).writerows(rows)
        path = tmp_path / "t.csv"
        path.write_text(stream.getvalue(), encoding="utf-8-sig")
        return read_codings_csv(path)

    return of


def told(project: CodedProject) -> list[tuple[str, str, str, str, str, str]]:
    return [
        (each.source, each.code, each.segment, each.coder, each.coded_on, each.note)
        for each in project.codings
    ]


MAXQDA = ["Color", "Comment", "Document group", "Document name", "Code", "Begin", "End", "Weight score",
          "Segment", "Modified by", "Modified", "Area", "Coverage %"]  # fmt: skip


def test_coded_segments_of_maxqda(read: Table) -> None:
    project = read(
        [
            MAXQDA,
            ["●", "a doubt", "alpha", "W1", "Motives\\Image", "3", "3", "75", "our image", "c1",
             "2024-04-02 10:15:00", "9", "1.2"],
            ["●", "", "alpha", "W1", "Network", "4", "4", "0", "whom we know", "c1", "13/4/2024", "9", "1.2"],
        ]
    )  # fmt: skip
    assert told(project) == [
        ("W1", "Motives\\Image", "our image", "c1", "2024-04-02", "a doubt; weight: 75"),
        ("W1", "Network", "whom we know", "c1", "2024-04-13", ""),
    ]
    assert [(code.path, code.name) for code in project.codes] == [(("Motives",), "Image"), ((), "Network")]
    assert project.sources[0].variables == (("case", "alpha"),)
    assert project.mind[0].en.startswith("read as a table of MAXQDA: respondent = 'Document name', code = ")


def test_quotations_of_atlas_ti_with_codes_on_lines_of_their_own(read: Table) -> None:
    project = read(
        [
            ["ID", "Document", "Quotation Content", "Codes", "Created by"],
            ["1:1", "W1", "our image and whom we know", "Image\nNetwork", "c1"],
        ]
    )
    assert told(project) == [
        ("W1", "Image", "our image and whom we know", "c1", "", ""),
        ("W1", "Network", "our image and whom we know", "c1", "", ""),
    ]
    assert "1 row with several codes: as many codings (row 2)" in [left.en for left in project.left]


def test_a_report_of_qualcoder_by_case_with_categories_and_variables(read: Table) -> None:
    """Its cases are people; categories stand innermost first; it writes a word where there are none."""
    project = read(
        [
            ["Case", "Filename", "Coder", "Coded", "Id", "Codename", "Coded_Memo", "Category", "Category",
             "FileVar_Datum", "CaseVar_Rol"],
            ["W1", "group.txt", "c1", "our image", "ctid:1", "Image", "why?", "Legitimacy", "Motives", "",
             "practice-partner"],
            ["W2", "group.txt", "c1", "image", "imid:1", "Network", "", "", "", "", "practice-partner"],
        ]
    )  # fmt: skip
    assert told(project) == [
        ("W1", "Motives > Legitimacy > Image", "our image", "c1", "", "why?"),
        ("W2", "Network", "", "c1", "", ""),
    ]
    assert {each.document for each in project.codings} == {"group.txt"}
    assert project.sources[0].variables == (("role", "practice-partner"),)


@pytest.mark.parametrize(
    "rows",
    [
        [["File", "Coder", "Coded", "Id", "Codename", "Coded_Memo"],
         ["W1.txt", "c1", "our image", "ctid:1", "Image", ""]],
        [["codename", "coder", "text", "filename", "memo"], ["Image", "c1", "our image", "W1.txt", ""]],
    ],
)  # fmt: skip
def test_a_report_of_qualcoder_by_file(read: Table, rows: list[list[str]]) -> None:
    assert told(read(rows)) == [("W1.txt", "Image", "our image", "c1", "", "")]


def test_highlights_of_taguette(read: Table) -> None:
    project = read([["id", "document", "tag", "content"], ["1", "W1.odt", "Image", "our image"],
                    ["2", "W2.odt", "", "nothing"]])  # fmt: skip
    assert told(project) == [("W1.odt", "Image", "our image", "", "", "")]
    assert [source.id for source in project.sources] == ["W1.odt", "W2.odt"]


DEDOOSE = ["Media Title", "Excerpt Range", "Excerpt Creator", "Excerpt Date", "Excerpt Copy",
           "Codes Applied Combined"]  # fmt: skip


def test_excerpts_of_dedoose_with_a_column_a_code(read: Table) -> None:
    """The column of a code has its path; names may hold commas, and a code its weight."""
    project = read(
        [
            [*DEDOOSE, "Code: Image Applied", "Code: Image Weight", "Code: Capital\\Network, old Applied"],
            ["W1", "1-9", "c1", "4/13/2024", "our image", "Image, Network, old", "True", "3", "True"],
            ["W2", "1-9", "c1", "4/13/2024", "a word", "", "False", "", "False"],
        ]
    )
    assert told(project) == [
        ("W1", "Image", "our image", "c1", "2024-04-13", "weight: 3"),
        ("W1", "Capital\\Network, old", "our image", "c1", "2024-04-13", ""),
    ]
    assert [source.id for source in project.sources] == ["W1", "W2"]


def test_excerpts_of_dedoose_with_the_codes_combined(read: Table) -> None:
    project = read([DEDOOSE, ["W1", "1-9", "c1", "4/13/2024", "our image", "Image, Network"]])
    assert [code for _, code, *_ in told(project)] == ["Image", "Network"]


def test_coding_references_of_nvivo(read: Table) -> None:
    project = read(
        [
            ["File Name", "Code Name", "Coded Text", "Coded By", "Modified On"],
            ["Files\\\\W1", "Image", "our image", "c1", "2 april 2024 10:15"],
        ]
    )
    assert told(project) == [("Files\\\\W1", "Image", "our image", "c1", "2024-04-02", "")]


# ---- Code books


def test_a_code_book_of_taguette(read: Table) -> None:
    project = read(
        [
            ["tag", "parent", "description", "number of highlights"],
            ["capital", "", "What it brings", "0"],
            ["capital.network", "capital", "Whom we know", "4"],
        ]
    )
    assert [(code.path, code.name, code.description) for code in project.codes] == [
        ((), "capital", "What it brings"),
        (("capital",), "network", "Whom we know"),
    ]
    assert project.sources == project.codings == ()
    assert [left.en for left in project.left] == ["1 column not read: 'number of highlights'"]


def test_a_code_book_of_atlas_ti_with_groups(read: Table) -> None:
    project = read(
        [
            ["Code", "Comment", "Code Group 1", "Code Group 2"],
            ["Fresh eyes", "New ideas", "Development motives", "Early"],
            ["Image", "", "", ""],
        ]
    )
    assert [(code.name, code.description, code.groups) for code in project.codes] == [
        ("Fresh eyes", "New ideas", ("Development motives", "Early")),
        ("Image", "", ()),
    ]


def test_a_code_book_by_hand_in_dutch(read: Table) -> None:
    project = read([["Code", "Hoofdcode", "Definitie"], ["Legitimiteit", "", ""],
                    ["Imago", "Legitimiteit", "Hoe anderen ons zien."]])  # fmt: skip
    assert [(code.path, code.name) for code in project.codes] == [
        ((), "Legitimiteit"), (("Legitimiteit",), "Imago"),
    ]  # fmt: skip
