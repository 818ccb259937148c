"""Codings in tables: columns named or guessed, nothing lost without a word, and files that mean harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from lcgraph.errors import InputError
from lcgraph.interviews.guesses import no_interview
from lcgraph.interviews.project import Code, Coding, Source
from lcgraph.interviews.spreadsheet import ColumnGuess, guess_columns, read_codings_csv, read_codings_xlsx
from lcgraph.say import Place
from lcgraph.study.pseudonyms import personal
from lcgraph.untrusted import xlsx as workbook

Write = Callable[[str | bytes], Path]
PLAIN = {"respondent": "Wie", "code": "Wat"}


@pytest.fixture
def table(tmp_path: Path) -> Write:
    def write(content: str | bytes) -> Path:
        path = tmp_path / "c.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """A workbook with sheets of rows; `shape` may do more to it before it is saved."""

    def save(shape: Callable[[Any], None] = lambda _: None, **sheets: list[list[Any]]) -> Path:
        made = Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        shape(made)
        made.save(tmp_path / "c.xlsx")
        return tmp_path / "c.xlsx"

    return save


def told(call: Callable[[], object]) -> str:
    """The problem that a call raises, in English, after a look that there is Dutch too."""
    with pytest.raises(InputError) as raised:
        call()
    assert all(problem.message.nl and problem.message.en for problem in raised.value.problems)
    return str(raised.value)


# ---- CSV


def test_a_table_with_our_own_names_needs_no_question(table: Write) -> None:
    project = read_codings_csv(
        table(
            "respondent,motive,level,phase,segment,coder,coded_on\nb1,Imago,collectief,nu,Zo.,av,2-4-2024\n"
        )
    )
    assert project.codes == (Code("Imago", "Imago"),)
    assert project.sources == (Source("b1", "b1"),)
    assert project.codings == (
        Coding(
            "Imago", "b1", "Zo.", None, None, "av", "2024-04-02", "", Place("c.csv", 2), "collectief", "nu"
        ),
    )
    assert project.left == ()


def test_a_header_that_is_only_alike_is_asked_about_with_the_guess_as_options(table: Write) -> None:
    message = told(lambda: read_codings_csv(table("Interview;Code name;Fragment\nb1;Imago;Zo.\n")))
    assert message == (
        "c.csv:1: say which column holds what; the columns are 'Interview', 'Code name', 'Fragment'. "
        "A guess: "
        "--column respondent=Interview --column 'code=Code name' --column segment=Fragment"
    )


def test_a_header_without_a_respondent_is_asked_about_with_a_blank() -> None:
    assert guess_columns(["Code", "Kleur"], {}) == ({"code": "Code"}, True)


def test_a_missing_column_is_asked_for(table: Write) -> None:
    with pytest.raises(ColumnGuess) as raised:
        read_codings_csv(table("Code,Kleur\nImago,rood\n"))
    assert raised.value.missing == ("respondent",)
    assert [problem.message.en for problem in raised.value.problems] == [
        "say which column holds what; the columns are 'Code', 'Kleur'. A guess: --column code=Code. "
        "No column looks like respondent: name it, as in --column respondent=Header"
    ]


@pytest.mark.parametrize("columns", [{}, {"respondent": "Interview", "code": "Code"}])
@pytest.mark.parametrize("title", ["Coderingen;;\n;;\n", "Coderingen;van;mij\nlaatst;;\n", ";;\nx;;\n"])
def test_a_title_above_the_header_is_not_read_and_told(
    table: Write, title: str, columns: dict[str, str]
) -> None:
    path = table(f"{title}Interview;Code;Fragment\nb1;Imago;Zo.\n")
    project = read_codings_csv(path, columns, guess=True)
    assert [(each.source, each.code, each.place) for each in project.codings] == [
        ("b1", "Imago", Place("c.csv", 4))
    ]
    assert "above the header not read (row" in project.mind[0].en


def test_a_title_in_merged_cells_of_a_workbook_is_not_read_and_told(book: Callable[..., Path]) -> None:
    path = book(
        lambda made: made["Codes"].merge_cells("A1:C1"), Codes=[["Mijn coderingen"], HEAD, ["b1", "x"]]
    )
    project = read_codings_xlsx(path)
    assert [source.id for source in project.sources] == ["b1"]
    assert [each.en for each in project.mind] == ["1 row above the header not read (row 1)"]


@pytest.mark.parametrize(
    ("header", "twice"),
    [
        ("respondent,code,code", "code"),
        ("respondent,code,level,Level,level", "level"),
        ("Wie,Bron,Bron,code", "Bron"),
    ],
)
def test_a_header_that_stands_twice_is_told(table: Write, header: str, twice: str) -> None:
    message = told(lambda: read_codings_csv(table(f"{header}\nb1,x,y,z,z\n")))
    assert f"c.csv:1 {twice}: column {twice!r} stands in the header twice" in message


def test_a_tag_without_an_end_in_a_workbook_is_refused(book: Callable[..., Path]) -> None:
    path = _again(
        book(Codes=[HEAD, ["b1", "x"]]),
        lambda name, data: (
            data.replace(b'<row r="2"', b'<row x="' + b"a" * 20_000_000 + b'" r="2"')
            if name.endswith("sheet1.xml")
            else data
        ),
    )
    assert "is not a workbook that can be read" in told(lambda: read_codings_xlsx(path))


def test_hidden_rows_are_read_and_counted(book: Callable[..., Path]) -> None:
    def hide(made: Any) -> None:
        for row in (3, 5):
            made["Codes"].row_dimensions[row].hidden = True

    path = book(hide, Codes=[HEAD, ["b1", "x"], ["b2", "x"], ["b3", "x"]])
    project = read_codings_xlsx(path)
    assert [source.id for source in project.sources] == ["b1", "b2", "b3"]
    assert [mind.en for mind in project.mind] == ["1 hidden or filtered row was read too (row 3)"]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            {"respondent": "Wei", "code": "Wat"},
            "c.csv:1 Wei: column 'Wei' is not in the header: did you mean 'Wie'?",
        ),
        ({"respondnet": "Wie", "code": "Wat"}, "'respondnet' is not a field: did you mean 'respondent'?"),
        ({"respondent": "Wie", "code": "Nog"}, "column 'Nog' stands in the header twice"),
    ],
)
def test_a_wrong_column_option_says_what_is_right(
    table: Write, columns: dict[str, str], message: str
) -> None:
    assert message in told(lambda: read_codings_csv(table("Wie,Wat,Nog,Nog\nb1,Imago,,\n"), columns))


def test_rows_that_cannot_be_taken_are_counted_and_named(table: Write) -> None:
    project = read_codings_csv(
        table(
            "Wie,Wat,coded_on,Kleur\nb1,Imago,31-4-2024,rood\n,Imago,,\nb2,,,\nb1,Imago,4/5/2024,,,te veel\n"
        ),
        PLAIN,
    )
    assert [left.en for left in project.left] == [
        "1 row without a respondent: not read (row 3)",
        "1 row without a code: the respondent counts, there is no coding (row 4)",
        "1 date not understood: read without ('31-4-2024'); write year-month-day",
        "1 column not read: 'Kleur'",
        "1 row with cells beyond the header: those cells were not read (row 5)",
    ]
    assert all(left.nl for left in project.left)
    assert [each.en for each in project.mind] == [
        "1 date may be two days, such as '4/5/2024', and read without: say --dates day-first or --dates "
        "month-first"
    ]
    assert [source.id for source in project.sources] == ["b1", "b2"]
    assert len(project.codings) == 2


def test_a_code_may_name_its_ancestors_and_a_person_has_variables(table: Write) -> None:
    project = read_codings_csv(
        table("respondent,code,case,role\nb1,Kapitaal > Netwerk,Bakkerij,WV\nb1,x,,\n")
    )
    assert project.codes[0] == Code("Kapitaal > Netwerk", "Netwerk", ("Kapitaal",))
    assert project.sources == (Source("b1", "b1", (("case", "Bakkerij"), ("role", "WV"))),)


def test_two_coders_of_one_segment_are_two_codings(table: Write) -> None:
    project = read_codings_csv(table("respondent,code,segment,coder\nb1,x,Zo.,av\nb1,x,Zo.,bk\n"))
    assert [coding.coder for coding in project.codings] == ["av", "bk"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty: its first row must be a header"),
        (b"respondent,code\n", "has no row with a respondent below its header"),
        (b"respondent,code\nb1,caf\x81\n", "c.csv:2: is not UTF-8 text"),
        ("respondent,code\nb1,x\n".encode("utf-16")[:-1], "c.csv:2: is not UTF-8 text"),
        ("respondent,code\nb1,x\n".encode("utf-16-le"), "looks like UTF-16 without the mark that says so"),
        (b"respondent,code\nb1,\x00\n", "holds NUL characters"),
        (b'respondent,code\nb1,"x\nb2,y\n', "look for a quote that is not closed"),
        (b"respondent,code\nb1," + b"x" * 1_000_001 + b"\n", "field larger than field limit"),
    ],
)
def test_a_file_that_is_no_table_is_a_clear_error(table: Write, content: bytes, message: str) -> None:
    assert message in told(lambda: read_codings_csv(table(content)))


@pytest.mark.parametrize(
    "content",
    [
        "sep=;\r\nrespondent;code;segment\r\nb1;Imago;caf\u00e9, ja\r\n".encode("utf-8-sig"),
        "respondent\tcode\tsegment\nb1\tImago\tcaf\u00e9, ja\n".encode(),
        "respondent\tcode\tsegment\r\nb1\tImago\tcaf\u00e9, ja\r\n".encode("utf-16"),
    ],
    ids=["Excel's line sep=;", "tabs in a .csv", "Excel's Unicode text"],
)
def test_what_excel_saves_is_read_and_its_rows_are_numbered_as_it_shows_them(
    table: Write, content: bytes
) -> None:
    (coding,) = read_codings_csv(table(content)).codings
    assert (coding.code, coding.segment, coding.place.row) == ("Imago", "caf\u00e9, ja", 2)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in told(lambda: read_codings_csv(tmp_path / "nowhere.csv"))


def test_a_table_that_is_too_large_is_not_opened(table: Write) -> None:
    path = table("x")
    with path.open("r+b") as file:
        file.truncate(256_000_001)
    assert "is larger than 256 MB: split it" in told(lambda: read_codings_csv(path))


# ---- XLSX

HEAD = ["respondent", "code", "segment", "coded_on"]


def test_a_workbook_gives_what_a_person_sees(book: Callable[..., Path]) -> None:
    path = book(
        Codes=[
            HEAD,
            [7, 3.0, "Zo\r\nis het 🌳", date(2024, 4, 2)],
            [None] * 4,
            ["b2", True, 2.5, "2024-04-03"],
        ]
    )
    project = read_codings_xlsx(path)
    assert [(c.source, c.code, c.segment, c.coded_on, c.place.row) for c in project.codings] == [
        ("7", "3", "Zo\nis het 🌳", "2024-04-02", 2),
        ("b2", "TRUE", "2.5", "2024-04-03", 4),
    ]


def test_a_workbook_and_a_table_of_the_same_rows_are_the_same_project(synthetic: Path) -> None:
    columns = {"respondent": "Interview", "code": "Code", "segment": "Fragment"}
    one = read_codings_csv(synthetic / "raw" / "codings.csv", columns)
    other = read_codings_xlsx(synthetic / "raw" / "codings.xlsx", columns)
    assert (one.codes, one.sources, one.left) == (other.codes, other.sources, other.left)
    assert len(one.codings) == len(other.codings) == 600
    assert [(c.code, c.source, c.segment) for c in one.codings] == [
        (c.code, c.source, c.segment) for c in other.codings
    ]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("=A1", "c.xlsx:2 code: holds a formula: copy the column and paste it as values"),
        ("#REF!", "c.xlsx:2 code: holds an error: mend or empty the cell"),
        (date(2024, 4, 3), "c.xlsx:2 code: has become a date: make the column text and type the code again"),
    ],
)
def test_a_cell_that_shows_what_it_does_not_hold_is_refused(
    book: Callable[..., Path], cell: object, message: str
) -> None:
    path = book(Codes=[HEAD, ["b1", cell, "", None]])
    assert told(lambda: read_codings_xlsx(path)) == message


def test_a_formula_in_a_column_that_is_not_read_does_no_harm(book: Callable[..., Path]) -> None:
    project = read_codings_xlsx(book(Codes=[[*HEAD, "count"], ["b1", "x", "", None, "=1+1"]]))
    assert len(project.codings) == 1


def test_text_that_begins_as_a_formula_in_a_table_stays_text(table: Write) -> None:
    project = read_codings_csv(table("respondent,code,segment\nb1,x,=HYPERLINK(1)\n"))
    assert project.codings[0].segment == "=HYPERLINK(1)"


def test_cells_merged_below_each_other_are_each_the_same_and_told(book: Callable[..., Path]) -> None:
    path = book(
        lambda made: made["Codes"].merge_cells("A2:A3"),
        Codes=[HEAD, ["b1", "x"], [None, "y"], ["b2", "y"]],
    )
    project = read_codings_xlsx(path)
    assert [(each.source, each.code) for each in project.codings] == [
        ("b1", "x"), ("b1", "y"), ("b2", "y"),
    ]  # fmt: skip
    assert [each.en for each in project.mind] == [
        "cells merged one below the other read as each the same (from A2)"
    ]


def test_cells_merged_side_by_side_and_formulas_are_refused_all_at_once(book: Callable[..., Path]) -> None:
    def merge(made: Any) -> None:
        for cells in ("A2:B2", "A4:C4"):
            made["Codes"].merge_cells(cells)

    path = book(merge, Codes=[HEAD, ["Groep A"], ["b1", "=1+1"], ["Groep B"], ["b2", "y"]])
    with pytest.raises(InputError) as raised:
        read_codings_xlsx(path)
    assert [(problem.row, problem.column, problem.message.en) for problem in raised.value.problems] == [
        (2, "respondent", "is a merged cell: unmerge it and fill each cell"),
        (3, "code", "holds a formula: copy the column and paste it as values"),
        (4, "respondent", "is a merged cell: unmerge it and fill each cell"),
    ]


@pytest.mark.parametrize(
    ("written", "said", "read"),
    [
        (("12/3/2024", "13/3/2024"), "", ("2024-03-12", "2024-03-13")),
        (("12/3/2024", "3/13/2024"), "", ("2024-12-03", "2024-03-13")),
        (("12/3/2024",), "day-first", ("2024-03-12",)),
        (("12/3/2024",), "month-first", ("2024-12-03",)),
        (("12/3/2024",), "", ("",)),
    ],
)
def test_a_date_that_may_be_two_days_is_read_as_the_others_are_or_as_a_person_says(
    table: Write, written: tuple[str, ...], said: str, read: tuple[str, ...]
) -> None:
    rows = "".join(f"b1,x,{each}\n" for each in written)
    project = read_codings_csv(table(f"respondent,code,coded_on\n{rows}"), dates=said)
    assert tuple(each.coded_on for each in project.codings) == read
    assert bool(project.mind) == ("" in read)


def test_a_hidden_sheet_is_left_and_told_and_can_be_asked_for(book: Callable[..., Path]) -> None:
    def hide(made: Any) -> None:
        made["Old"].sheet_state = "hidden"

    path = book(hide, Codes=[HEAD, ["b1", "x"]], Old=[HEAD, ["b9", "z"]], Empty=[])
    project = read_codings_xlsx(path)
    assert [source.id for source in project.sources] == ["b1"]
    assert [left.en for left in project.left] == ["hidden sheet 'Old' not read", "sheet 'Empty' not read"]
    assert [source.id for source in read_codings_xlsx(path, sheet="Old").sources] == ["b9"]


def test_of_several_sheets_the_one_with_the_head_of_codings_is_read(book: Callable[..., Path]) -> None:
    path = book(Uitleg=[["Deze codering is van mij"]], Codes=[HEAD, ["b1", "x"]], Telling=[["a", 1]])
    project = read_codings_xlsx(path)
    assert [source.id for source in project.sources] == ["b1"]
    assert [left.en for left in project.left] == ["sheet 'Uitleg' not read", "sheet 'Telling' not read"]


def test_a_sheet_with_a_code_book_beside_the_codings_is_not_read(book: Callable[..., Path]) -> None:
    path = book(Codeboek=[["Code", "Definitie"], ["x", "iets"]], Codering=[HEAD, ["b1", "x"]])
    assert [source.id for source in read_codings_xlsx(path).sources] == ["b1"]


def test_a_wide_table_below_a_title_is_read_and_the_row_of_the_totals_guessed_to_be_nobody(
    book: Callable[..., Path],
) -> None:
    path = book(
        Blad1=[
            ["Motieven 2024"],
            [],
            ["", "", "Legitimiteit", "", "Kapitaal"],
            ["Respondent", "Rol", "Imago", "Werven", "Netwerk"],
            ["W1", "werkveldpartner", "x", None, "x"],
            ["W2", "werkveldpartner", None, "x", None],
            ["Totaal", None, 1, 1, 1],
        ]
    )
    project = read_codings_xlsx(path, guess=True)
    assert [(each.source, each.code) for each in project.codings][:3] == [
        ("W1", "Imago"), ("W1", "Netwerk"), ("W2", "Werven"),
    ]  # fmt: skip
    assert [source.id for source in project.sources if no_interview(source)] == ["Totaal"]
    assert project.mind[0].en == "2 rows above the header not read (row 1, 3)"


def test_of_several_sheets_one_must_be_named(book: Callable[..., Path]) -> None:
    path = book(One=[HEAD, ["b1", "x"]], Two=[HEAD, ["b9", "z"]])
    assert "name the one with the codings: --sheet 'One', --sheet 'Two'" in told(
        lambda: read_codings_xlsx(path)
    )
    assert "has no sheet 'Too': did you mean 'Two'?" in told(lambda: read_codings_xlsx(path, sheet="Too"))


def _again(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The same archive with other parts."""
    parts = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(parts) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info)))
    return path


def test_an_entity_bomb_is_refused_before_it_is_parsed(book: Callable[..., Path]) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    path = _again(
        book(Codes=[HEAD, ["b1", "x"]]),
        lambda name, content: (
            content.replace(b"<worksheet", bomb + b"<worksheet") if "sheet1" in name else content
        ),
    )
    assert "holds a document type or entities (xl/worksheets/sheet1.xml)" in told(
        lambda: read_codings_xlsx(path)
    )


def test_a_zip_bomb_is_stopped_while_it_unpacks(
    book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(Codes=[HEAD, *[["b1", "x", "y" * 1000]] * 100])
    monkeypatch.setattr(workbook, "WORKBOOK", replace(workbook.WORKBOOK, together=20_000))
    message = told(lambda: read_codings_xlsx(path))
    assert "is too large once unpacked" in message
    assert "save the sheet as CSV UTF-8" in message


def test_a_zip_bomb_that_lies_about_its_size_is_broken(book: Callable[..., Path]) -> None:
    path = book(Codes=[HEAD, *[["b1", "x", "y" * 1000]] * 100])
    with zipfile.ZipFile(path) as archive:
        info = next(each for each in archive.infolist() if "sheet1" in each.filename)
    data = path.read_bytes()
    size = info.file_size.to_bytes(4, "little")
    path.write_bytes(data.replace(size, (100).to_bytes(4, "little")))
    assert "is not a workbook that can be read" in told(lambda: read_codings_xlsx(path))


@pytest.mark.parametrize("length", [0, 10, 1000, 4000])
def test_an_archive_that_breaks_off_is_a_clear_error(book: Callable[..., Path], length: int) -> None:
    path = book(Codes=[HEAD, ["b1", "x"]])
    path.write_bytes(path.read_bytes()[:length])
    assert "is not a workbook that can be read, or is broken off" in told(lambda: read_codings_xlsx(path))


def test_a_sheet_that_breaks_off_is_a_clear_error(book: Callable[..., Path]) -> None:
    path = _again(
        book(Codes=[HEAD, *[["b1", "x"]] * 50]),
        lambda name, content: content[: len(content) // 2] if "sheet1" in name else content,
    )
    assert "is not a workbook that can be read, or is broken off" in told(lambda: read_codings_xlsx(path))


def test_an_old_workbook_or_one_with_a_password_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600)
    assert "is an old .xls or has a password: save it as .xlsx" in told(lambda: read_codings_xlsx(path))


def test_a_cell_larger_than_a_spreadsheet_has_is_refused(book: Callable[..., Path]) -> None:
    path = _again(
        book(Codes=[HEAD, ["b1", "MARK"]]), lambda _, content: content.replace(b"MARK", b"x" * 40_000)
    )
    assert "a cell holds 40,000 characters" in told(lambda: read_codings_xlsx(path))


def test_a_sheet_that_says_it_is_endless_costs_no_time(book: Callable[..., Path]) -> None:
    path = _again(
        book(Codes=[HEAD, ["b1", "x"]]),
        lambda _, content: content.replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"'),
    )
    assert len(read_codings_xlsx(path).codings) == 1


# ---- Names


@pytest.mark.parametrize(
    "text", ["Jan de Vries", "J. van der Berg", "jan-de-vries", "Vries, Jan", "a.b@school.nl"]
)
def test_a_name_where_a_pseudonym_belongs_is_noticed(text: str) -> None:
    assert personal(text)


@pytest.mark.parametrize(
    "text", ["b1", "R-07", "av", "Interview 3", "Practice Partner", "wv-ict-2", "", "Zorg Groep"]
)
def test_a_pseudonym_is_no_name(text: str) -> None:
    assert not personal(text)


def test_looking_for_names_takes_no_time_whatever_the_text() -> None:
    for text in ("x" * 1_000_000, "Aa-" * 20 + "!", "A." * 30 + "!"):
        assert not personal(text)


def test_a_column_named_after_a_kind_of_collaboration_holds_the_case() -> None:
    names = ["Interview", "Code", "Learning community", "Rol"]
    assert guess_columns(names, {})[0] == {
        "respondent": "Interview", "code": "Code", "case": "Learning community", "role": "Rol",
    }  # fmt: skip


def test_a_cell_with_codes_on_lines_of_their_own_is_as_many_codings_and_told(table: Write) -> None:
    project = read_codings_csv(table('Wie,Wat\nW1,"Image\nNetwork"\n'), PLAIN)
    assert [(each.code, each.place) for each in project.codings] == [
        ("Image", Place("c.csv", 2)), ("Network", Place("c.csv", 2)),
    ]  # fmt: skip
    assert [each.en for each in project.left] == ["1 row with several codes: as many codings (row 2)"]
