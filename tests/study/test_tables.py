"""CSV files as spreadsheets write them: what is understood, and what is refused with its place."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcgraph.say import MOST, Place, Problem, Problems
from lcgraph.study.tables import MAX_CELL, Layout, Row, read_table
from lcgraph.untrusted.text import MAX_FILE

LAYOUT = Layout("groups.csv", ("case", "role", "respondents", "note"), ("case", "role"), ("case", "role"))
Lines = Callable[[Sequence[Problem]], list[str]]
Read = Callable[[str | bytes], tuple[list[Row], list[str]]]


@pytest.fixture
def read(tmp_path: Path, in_both_languages: Lines) -> Read:
    """The rows of a text with the layout above, and the problems as English lines."""

    def rows(content: str | bytes) -> tuple[list[Row], list[str]]:
        path = tmp_path / "groups.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        problems = Problems()
        found = read_table(path, LAYOUT, problems)
        return found, in_both_languages(problems.found)

    return rows


def cells(rows: list[Row]) -> list[tuple[int | None, str, str]]:
    return [(row.place.row, row["case"], row["role"]) for row in rows]


@pytest.mark.ci
def test_a_million_wrong_rows_are_counted_and_the_first_are_told(tmp_path: Path) -> None:
    path = tmp_path / "mentions.csv"
    path.write_text("respondent,motive\n" + "b1,\n" * 1_000_000)
    problems = Problems()
    assert read_table(path, Layout("mentions.csv", ("respondent", "motive"), ("motive",)), problems) == []
    assert len(problems.found) == MOST + 1
    assert str(problems.found[0]).startswith("mentions.csv:2 motive: ")
    assert str(problems.found[-1]) == (
        "mentions.csv: and 990000 more: mend these 10000 first, or what they have in common"
    )


def test_warnings_however_many_hide_no_violation() -> None:
    problems = Problems()
    for row in range(MOST + 5):
        problems.add("cases.csv", row, None, nl="let op", en="mind", severity="warning")
    problems.add("cases.csv", 1, None, nl="fout", en="wrong")
    assert [(each.severity, each.message.en) for each in problems.found[-2:]] == [
        ("violation", "wrong"),
        ("warning", "and 5 more: mend these 10000 first, or what they have in common"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "case,role\nict,teacher\n",
        "case;role\nict;teacher\n",
        "\ufeffcase,role\nict,teacher\n",
        "\ufeffcase;role\r\nict;teacher\r\n",
        "case,role\rict,teacher\r",
        "role,case\nteacher,ict\n",
        "role,note,case\nteacher,,ict",
        ' Case , ROLE \n ict ,"teacher "\n',
        '"case","role"\n"ict","teacher"\n',
        "case,role\nict,teacher,,,\n",
        "sep=;\ncase;role\nict;teacher\n",
        '\ufeff"SEP=;"\r\ncase;role\r\nict;teacher\r\n',
        "sep=;,,,\ncase;role\nict;teacher\n",
        "sep=|\ncase|role\nict|teacher\n",
        "case\trole\nict\tteacher\n",
        "case\trole\r\nict\tteacher\r\n".encode("utf-16"),
        "\ufeffcase;role\nict;teacher\n".encode("utf-16-be"),
    ],
    ids=[
        "commas",
        "semicolons",
        "BOM",
        "BOM, semicolons and Windows line ends",
        "old Mac line ends",
        "another order",
        "a column more, no last line end",
        "spaces around, capitals in the header",
        "everything quoted",
        "trailing empty cells",
        "Excel's line sep=;",
        "the same with BOM, quotes and capitals",
        "the same, saved again with commas behind it",
        "a separator that only that line tells",
        "tabs",
        "Excel's Unicode text",
        "UTF-16, the other way round",
    ],
)
def test_a_table_is_read_however_the_spreadsheet_saved_it(read: Read, content: str | bytes) -> None:
    rows, problems = read(content)
    assert problems == []
    assert cells(rows) == [(2, "ict", "teacher")]


def test_a_semicolon_in_the_text_of_a_comma_table_separates_nothing(read: Read) -> None:
    rows, problems = read("case,role,note\nict,teacher,one; two; three\n")
    assert problems == []
    assert rows[0]["note"] == "one; two; three"


def test_rows_are_numbered_as_a_spreadsheet_shows_them(read: Read) -> None:
    """A cell with line breaks is one row, an empty line counts, the header is row 1."""
    rows, problems = read('case,role,note\nict,a,"one\ntwo\nthree"\n\n,,\ntechnology,b,\n')
    assert problems == []
    assert cells(rows) == [(2, "ict", "a"), (5, "technology", "b")]
    assert rows[0]["note"] == "one\ntwo\nthree"


def test_an_unknown_column_is_refused_by_name_with_the_nearest(read: Read) -> None:
    rows, problems = read("case,role,respondants,remarks\nict,teacher,3,x\n")
    assert rows == []
    assert problems == [
        "groups.csv:1 respondants: unknown column 'respondants': did you mean 'respondents'?"
        " Valid: case, role, respondents, note",
        "groups.csv:1 remarks: unknown column 'remarks'. Valid: case, role, respondents, note",
    ]


def test_a_column_without_a_name_is_refused(read: Read) -> None:
    rows, problems = read("case,,role\nict,x,teacher\n")
    assert rows == []
    assert problems == ["groups.csv:1: column 2 has no name: name it. Valid: case, role, respondents, note"]


def test_nameless_columns_at_the_end_are_what_a_spreadsheet_leaves_unless_they_hold_something(
    read: Read,
) -> None:
    rows, problems = read("case,role,,\nict,teacher,,\nict,student,,lost?\n")
    assert cells(rows) == [(2, "ict", "teacher")]
    assert problems == ["groups.csv:3: has 4 cells, the header 2: put text with a separator in quotes"]


def test_every_missing_and_every_doubled_column_is_told(read: Read) -> None:
    rows, problems = read("note,note,respondents\nx,y,3\n")
    assert rows == []
    assert problems == [
        "groups.csv:1 note: column 'note' stands twice: keep one of them",
        "groups.csv:1 case: column 'case' is missing: add it to the header",
        "groups.csv:1 role: column 'role' is missing: add it to the header",
    ]


@pytest.mark.parametrize("content", ["", "\ufeff", "\n", "\n\n\n", " , \n", "\r\n"])
def test_an_empty_file_is_told_what_its_header_must_be(read: Read, content: str) -> None:
    rows, problems = read(content)
    assert rows == []
    assert problems == ["groups.csv: is empty: its first row must be a header with case, role"]


def test_a_header_without_rows_is_an_empty_table_and_no_problem(read: Read) -> None:
    assert read("case,role\n") == ([], [])


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (b"case,role\nict,a\nict,caf\x81\n", 3),
        (b'case,role,note\nict,a,"x\ny"\nict,caf\x81,\n', 3),
        ("case,role\nict,a\n".encode("utf-16") + b"\x00", 3),
        (b"sep=;\ncase;role\nict;a\nict;caf\x81\n", 3),
        ("case,role\nict,caf\xe9\nict,d\xe9j\xe0\n".encode() + b"ict,\xe9\n", 4),
    ],
    ids=["none", "none after a cell of two lines", "UTF-16 cut short", "none below sep=;", "broken UTF-8"],
)
def test_a_file_in_another_encoding_is_refused_with_its_row(read: Read, content: bytes, row: int) -> None:
    rows, problems = read(content)
    assert rows == []
    assert problems == [f"groups.csv:{row}: is not UTF-8 text: save it again as 'CSV UTF-8'"]


def test_what_a_dutch_excel_saves_as_csv_is_read_and_told(read: Read) -> None:
    rows, problems = read("sep=;\ncase;role\nict;caf\xe9\n".encode("cp1252"))
    assert [row["role"] for row in rows] == ["caf\xe9"]
    assert problems == [
        "groups.csv: is not UTF-8 and was read as Windows-1252, as Excel saves it: check its accents"
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_named(read: Read, encoding: str) -> None:
    rows, problems = read("case,role\n".encode(encoding))
    assert rows == []
    assert problems == [
        "groups.csv: looks like UTF-16 without the mark that says so: save it again as 'CSV UTF-8'"
    ]


def test_nul_characters_are_refused(read: Read) -> None:
    rows, problems = read(b"case,role\nict,\x00\n")
    assert rows == []
    assert problems == [
        "groups.csv: holds NUL characters, so it is not a text file: export it again as 'CSV UTF-8'"
    ]


def test_a_quote_that_is_not_closed_is_told_with_the_row_where_it_opens(read: Read) -> None:
    rows, problems = read('case,role\nict,a\ntechnology,"b\neducation,c\n')
    assert cells(rows) == [(2, "ict", "a")]
    assert problems == [
        "groups.csv:3: cannot be read as CSV from here on (unexpected end of data): "
        "look for a quote that is not closed"
    ]


def test_a_quote_that_is_not_closed_in_the_header_is_told_in_row_1(read: Read) -> None:
    _, problems = read('case,"role\nict,a\n')
    assert problems[0].startswith("groups.csv:1: cannot be read as CSV from here on")


def test_a_file_that_is_too_large_is_told_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    with path.open("wb") as file:
        file.truncate(MAX_FILE + 1)  # takes no room on the disk
    problems = Problems()
    assert read_table(path, LAYOUT, problems) == []
    assert [str(problem) for problem in problems.found] == ["groups.csv: is larger than 512 MB: split it"]
    assert (MAX_FILE, MAX_CELL) == (512_000_000, 1_000_000)


def test_a_table_of_one_column_has_commas_between_its_cells(read: Read) -> None:
    rows, problems = read("case\nict\n")
    assert rows == []
    assert problems == ["groups.csv:1 role: column 'role' is missing: add it to the header"]


def test_a_cell_of_more_than_a_megabyte_is_told_as_too_long(read: Read) -> None:
    rows, problems = read("case,role\nict,a\nict," + "b" * (MAX_CELL + 1) + "\n")
    assert cells(rows) == [(2, "ict", "a")]
    (problem,) = problems
    assert problem.startswith(
        "groups.csv:3: cannot be read as CSV from here on (field larger than field limit"
    )


def test_a_cell_of_just_a_megabyte_is_read(read: Read) -> None:
    rows, problems = read("case,role\nict," + "b" * MAX_CELL + "\n")
    assert problems == []
    assert len(rows[0]["role"]) == MAX_CELL


def test_a_row_with_too_many_cells_is_told_and_the_others_are_read(read: Read) -> None:
    rows, problems = read("case,role\nict,a, and b\ntechnology,c\n")
    assert cells(rows) == [(3, "technology", "c")]
    assert problems == ["groups.csv:2: has 3 cells, the header 2: put text with a separator in quotes"]


def test_every_empty_required_cell_is_told_by_name(read: Read) -> None:
    rows, problems = read("case,role,note\n,a,x\n,,y\nict, ,z\nict,a\n")
    assert cells(rows) == [(5, "ict", "a")]
    assert problems == [
        "groups.csv:2 case: 'case' is empty: fill it in",
        "groups.csv:3 case: 'case' is empty: fill it in",
        "groups.csv:3 role: 'role' is empty: fill it in",
        "groups.csv:4 role: 'role' is empty: fill it in",
    ]


def test_a_doubled_key_names_the_first_row_and_the_first_row_is_kept(read: Read) -> None:
    rows, problems = read("case,role,note\nict,a,x\nict,b,\nict,a,y\nict,a,z\n")
    assert [(row.place.row, row["note"]) for row in rows] == [(2, "x"), (3, "")]
    assert problems == [
        "groups.csv:4 role: the same case, role as in row 2: keep one of the two",
        "groups.csv:5 role: the same case, role as in row 2: keep one of the two",
    ]


def test_problems_are_told_in_dutch_too(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_text("case,role\n,a\nict,b\nict,b\nict,b,c\n", encoding="utf-8")
    problems = Problems()
    read_table(path, LAYOUT, problems)
    assert [problem.in_("nl") for problem in problems.found] == [
        "groups.csv:2 case: 'case' is leeg: vul deze cel in",
        "groups.csv:4 role: dezelfde case, role als in rij 3: houd een van de twee",
        "groups.csv:5: heeft 3 cellen, de kop 2: zet zulke tekst tussen aanhalingstekens",
    ]


def test_problems_come_in_the_order_of_the_rows(read: Read) -> None:
    _, problems = read("case,role\nict,a,b\nict,c\nict,c\n,d\nict,e,f\n")
    assert [problem.partition(":")[2][:1] for problem in problems] == ["2", "4", "5", "6"]


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    problems = Problems()
    (tmp_path / "groups.csv").mkdir()
    assert read_table(tmp_path / "groups.csv", LAYOUT, problems) == []
    assert [str(problem) for problem in problems.found] == ["groups.csv: is not an ordinary file: replace it"]


def row_of(**given_cells: str) -> Row:
    return Row(Place("cases.csv", 7), given_cells, Problems())


@pytest.mark.parametrize("text", ["-1", "3.0", "1e3", "3,5", "about 100", "٣", "1 000", "9999999999", "0x10"])
def test_what_is_no_whole_number_is_told(text: str) -> None:
    row = row_of(students=text)
    assert row.integer("students") is None
    assert [str(problem) for problem in row.problems.found] == [
        f"cases.csv:7 students: {text!r} is not a whole number: write digits only, such as 25"
    ]
    assert row.problems.found[0].in_("nl") == (
        f"cases.csv:7 students: {text!r} is geen geheel getal: schrijf alleen cijfers, zoals 25"
    )


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("25", 25), ("007", 7), ("", None)])
def test_digits_are_a_whole_number_and_an_empty_cell_is_none(text: str, number: int | None) -> None:
    row = row_of(students=text)
    assert row.integer("students") == number
    assert row.problems.found == []


@pytest.mark.parametrize("text", ["15", "20151", "2015-01-01", "0000", "２０１５", "c. 2015"])
def test_what_is_no_year_is_told(text: str) -> None:
    row = row_of(start_year=text)
    assert row.year("start_year") is None
    assert [str(problem) for problem in row.problems.found] == [
        f"cases.csv:7 start_year: {text!r} is not a year: write four digits, such as 2015"
    ]


@pytest.mark.parametrize(
    "text", ["2020-13-01", "2021-02-29", "31-11-2020", "20201105", "5 nov", "2020", "２０２０-11-05"]
)
def test_what_is_no_date_is_told(text: str) -> None:
    row = row_of(coded_on=text)
    assert row.date("coded_on") == ""
    assert [str(problem) for problem in row.problems.found] == [
        f"cases.csv:7 coded_on: {text!r} is not a date: write year-month-day, such as 2020-11-05"
    ]


@pytest.mark.parametrize("text", ["05-11-2020", "2020-11-5", "5 november 2020", "5.11.2020"])
def test_a_date_as_a_dutch_excel_leaves_it_is_read(text: str) -> None:
    assert row_of(coded_on=text).date("coded_on") == "2020-11-05"


def test_a_date_that_may_be_two_days_is_told_with_both() -> None:
    row = row_of(coded_on="5/11/2020")
    assert row.date("coded_on") == ""
    assert [str(problem) for problem in row.problems.found] == [
        "cases.csv:7 coded_on: '5/11/2020' may be two days: write 2020-11-05 or 2020-05-11"
    ]


def test_a_leap_day_is_a_date() -> None:
    assert row_of(coded_on="2020-02-29").date("coded_on") == "2020-02-29"


def test_a_table_of_what_has_attributes_says_how_to_keep_a_column_of_ones_own(tmp_path: Path) -> None:
    """Nobody is told to remove what they collected."""
    (tmp_path / "cases.csv").write_text("id,governance\nict,yes\n")
    layout, problems = Layout("cases.csv", ("id", "label_en"), ("id",), owner="case"), Problems()
    assert read_table(tmp_path / "cases.csv", layout, problems) == []
    assert [str(problem) for problem in problems.found] == [
        "cases.csv:1 governance: unknown column 'governance'. To keep it, declare it in study.toml: "
        '[attribute.governance] with of = "case", type and label.en. Valid: id, label_en'
    ]
    (tmp_path / "cases.csv").write_text("id,label_nl,volunteers_qualifier\n")
    read_table(tmp_path / "cases.csv", layout, problems)
    near, own = [str(problem) for problem in problems.found[1:]]
    assert "did you mean 'label_en'? To keep it, declare it in study.toml: [attribute.label]" in near
    assert "[attribute.volunteers] with of" in own
    (tmp_path / "cases.csv").write_text("id,governance\nict,yes\n")
    anything = Layout("cases.csv", ("id", "label_en"), ("id",), owner="case", open=True)
    assert [row["governance"] for row in read_table(tmp_path / "cases.csv", anything, Problems())] == ["yes"]


def test_a_column_that_must_be_there_may_be_empty_in_a_row(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,kind\na,\n")
    problems = Problems()
    layout = Layout("t.csv", ("id", "kind"), ("id", "kind"), may_be_empty=("kind",))
    assert [row["id"] for row in read_table(tmp_path / "t.csv", layout, problems)] == ["a"]
    (tmp_path / "t.csv").write_text("id\na\n")
    assert read_table(tmp_path / "t.csv", layout, problems) == []
    assert [str(problem) for problem in problems.found] == [
        "t.csv:1 kind: column 'kind' is missing: add it to the header"
    ]


def test_line_breaks_in_a_cell_are_the_same_whatever_system_saved_the_file(read: Read) -> None:
    """A segment keeps its link when the file is saved again on another system."""
    for line_end in ("\n", "\r\n", "\r"):
        rows, problems = read(f'case,role,note{line_end}ict,a,"one{line_end}two"{line_end}')
        assert problems == []
        assert rows[0]["note"] == "one\ntwo"


def test_the_limit_of_a_cell_is_not_left_behind_for_other_readers(read: Read) -> None:
    before = csv.field_size_limit(77_777)
    try:
        read("case,role\nict,a\n")
        assert csv.field_size_limit() == 77_777
    finally:
        csv.field_size_limit(before)


ANY_CELL = st.text(alphabet=st.characters(exclude_characters="\x00", codec="utf-8"), max_size=8)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    written=st.lists(st.lists(ANY_CELL, min_size=1, max_size=6), max_size=6), separator=st.sampled_from(",;")
)
def test_nothing_is_lost_silently(read: Read, written: list[list[str]], separator: str) -> None:
    """Every record that holds something comes back cell by cell, or a problem names its row."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([["case", "role", "note"], *written])
    rows, problems = read(out.getvalue())
    found = {row.place.row: [row["case"], row["role"], row["note"]] for row in rows}
    told = {int(problem.partition(":")[2].split(":")[0].split(" ")[0]) for problem in problems}
    for number, record in enumerate(written, 2):
        plain = [re.sub("\r\n?|\v", "\n", cell.strip()).strip() for cell in record]
        if any(plain) and number not in told:
            assert found[number] == [*plain, "", ""][:3]
    assert {*found, *told} == {
        number for number, record in enumerate(written, 2) if any(cell.strip() for cell in record)
    }


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=60) | st.binary(max_size=60).map(b"case,role\n".__add__))
def test_no_bytes_whatever_break_the_reader(read: Read, data: bytes) -> None:
    rows, problems = read(data)
    assert (
        rows or problems or not data.removeprefix(b"case,role\n").strip(b' \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f,;"')
    )
