"""Projects of QualCoder as it lays out its database, and databases made to harm.

The tables have the columns that the reader uses, named as in the tool's own source (ccbogel/QualCoder,
`__main__.py`, database version 17 and before 16).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from lcgraph.errors import InputError
from lcgraph.interviews.project import CodedProject
from lcgraph.interviews.qualcoder import read_qualcoder
from lcgraph.untrusted import sqlite as sqlitefiles

Statements = Iterable[str | tuple[str, tuple[object, ...]]]
QUALCODER = """
CREATE TABLE project (databaseversion text, date text, memo text, about text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text,
  date text, unique(name));
CREATE TABLE code_image (imid integer primary key, id integer, cid integer, memo text, pdf_page integer);
CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text, unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, memo text, supercatid integer, unique(name));
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer,
  pos1 integer, owner text, date text, memo text, unique(cid, fid, pos0, pos1, owner));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
  color text, unique(name));
CREATE TABLE journal (jid integer primary key, name text, jentry text);
"""
TEXT = "I: Why? A: For the name 🙂. B: For the others."


def database(path: Path, script: str, statements: Statements = ()) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
        for statement in statements:
            connection.execute(*((statement,) if isinstance(statement, str) else statement))
        connection.commit()
    return path


@pytest.fixture
def qualcoder(tmp_path: Path) -> Callable[[Statements], Path]:
    """Make a project folder of QualCoder with two codes, a source with two persons and a source with one."""

    def make(statements: Statements = (), script: str = QUALCODER) -> Path:
        folder = tmp_path / "bakers.qda"
        folder.mkdir()
        rows: Statements = [
            "INSERT INTO code_cat VALUES (1, 'motives', '', NULL), (2, 'legitimacy', '', 1)",
            "INSERT INTO code_name (cid, name, memo, catid) "
            "VALUES (1, 'image', 'a name', 2), (2, 'network', '', NULL)",
            (
                "INSERT INTO source (id, name, fulltext, memo) "
                "VALUES (1, 'duo.txt', ?, 'memo'), (2, 'b2.txt', 'x', '')",
                (TEXT,),
            ),
            "INSERT INTO cases (caseid, name) VALUES (1, 'b1'), (2, 't1'), (3, 'b2'), (4, 'nobody')",
            "INSERT INTO case_text (caseid, fid, pos0, pos1) "
            "VALUES (1, 1, 8, 26), (2, 1, 27, 45), (3, 2, 0, 0)",
            "INSERT INTO attribute (name, attr_type, value, id) VALUES "
            "('role', 'case', 'practice-partner', 1), ('role', 'case', 'education-partner', 2), "
            "('role', 'case', '', 3), ('place', 'file', 'Delft', 2)",
            *statements,
        ]
        database(folder / "data.qda", script, rows)
        return folder

    return make


def coding(code: int, source: int, words: str, owner: str = "anna") -> tuple[str, tuple[object, ...]]:
    start = TEXT.find(words)
    columns = "cid, fid, seltext, pos0, pos1, owner, date, memo"
    values = (code, source, words, start, start + len(words), owner, "2024-04-02 09:15:00", " why ")
    return f"INSERT INTO code_text ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values


def codings(read: CodedProject) -> list[tuple[str, str, str]]:
    return [(each.code, each.source, each.segment) for each in read.codings]


def left(read: CodedProject) -> list[str]:
    assert all(told.nl and told.en for told in read.left)
    return [told.en for told in read.left]


# ---- QualCoder


def test_a_project_of_qualcoder(qualcoder: Callable[..., Path]) -> None:
    folder = qualcoder(
        [
            coding(1, 1, "the name 🙂"),
            coding(2, 1, "the others", "bert"),
            coding(2, 1, "Why?"),
            "INSERT INTO code_image (id, cid, pdf_page) VALUES (1, 1, NULL), (1, 1, 3)",
            "INSERT INTO code_av (id, cid, pos0, pos1) VALUES (1, 1, 2000, 9000)",
            "INSERT INTO annotation (fid, memo) VALUES (1, 'hm')",
            "INSERT INTO journal (name) VALUES ('day 1')",
            "UPDATE code_cat SET memo = 'what belongs together' WHERE catid = 1",
            "INSERT INTO project (memo) VALUES ('about all of it')",
        ]
    )
    read = read_qualcoder(folder)
    assert [(each.id, each.path, each.description) for each in read.codes] == [
        ("motives/legitimacy/image", ("motives", "legitimacy"), "a name"),
        ("network", (), ""),
    ]
    assert [(each.id, dict(each.variables)) for each in read.sources] == [
        ("duo.txt", {}),
        ("duo.txt / b1", {"case name": "b1", "role": "practice-partner"}),
        ("duo.txt / t1", {"case name": "t1", "role": "education-partner"}),
        ("b2.txt", {"case name": "b2", "place": "Delft"}),
    ]
    assert codings(read) == [
        ("network", "duo.txt", "Why?"),
        ("motives/legitimacy/image", "duo.txt / b1", "the name 🙂"),
        ("network", "duo.txt / t1", "the others"),
        *[("motives/legitimacy/image", "duo.txt", "")] * 3,
    ]
    assert [(each.start, each.end, each.measure) for each in read.codings[3:]] == [
        (2000, 9000, "media"),
        (0, 0, "area  1"),
        (0, 0, "area 3 2"),
    ]
    second = read.codings[1]
    assert TEXT[second.start : second.end] == "the name 🙂"
    assert (second.coder, second.coded_on, second.note) == ("anna", "2024-04-02", "why")
    assert (second.place.file, second.place.row) == ("data.qda", 1)
    assert left(read) == [
        "3 memos",
        "1 selection or annotation without a code",
        "1 coding of an area of a PDF page is kept without a segment",
        "1 coding of a part of a picture is kept without a segment",
        "1 coding of audio or video is kept without a segment",
        "1 case without a source",
        "1 journal entry",
    ]


def test_the_database_in_the_folder_can_be_named_too(qualcoder: Callable[..., Path]) -> None:
    folder = qualcoder([coding(1, 1, "the name")])
    assert read_qualcoder(folder / "data.qda") == read_qualcoder(folder)


def test_a_code_below_a_code_as_newer_versions_have_it(qualcoder: Callable[..., Path]) -> None:
    folder = qualcoder(
        [
            "ALTER TABLE code_name ADD COLUMN supercid integer",
            "INSERT INTO code_name (cid, name, memo, supercid) VALUES (3, 'good name', '', 1)",
        ]
    )
    assert read_qualcoder(folder).codes[2].path == ("motives", "legitimacy", "image")


def test_categories_that_go_round_in_circles_end(qualcoder: Callable[..., Path]) -> None:
    folder = qualcoder(["UPDATE code_cat SET supercatid = 2 WHERE catid = 1"])
    assert len(read_qualcoder(folder).codes[0].path) == 100


def test_a_coding_of_a_code_or_source_that_is_gone_is_counted(qualcoder: Callable[..., Path]) -> None:
    read = read_qualcoder(qualcoder([coding(9, 1, "the name"), coding(1, 9, "the name")]))
    assert codings(read) == []
    assert left(read)[1:3] == [
        "1 coding with a code that is not in the code book",
        "1 coding of a source that is not there",
    ]


def test_cells_of_any_kind_do_no_harm(qualcoder: Callable[..., Path]) -> None:
    """SQLite lets a cell hold anything, whatever its column says."""
    folder = qualcoder(
        [
            (
                "INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner, date, memo) VALUES "
                "(1, 1, ?, 'x', 1.5, NULL, 'soon', ?)",
                (b"\xff\xfe", 7),
            )
        ]
    )
    (found,) = read_qualcoder(folder).codings
    assert (found.segment, found.start, found.end, found.coder, found.coded_on, found.note) == (
        "", None, None, "", "", "7",
    )  # fmt: skip


# ---- strangers' databases

EVIL = QUALCODER.replace("CREATE TABLE code_text", "CREATE TABLE other")
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not a known project of QualCoder: there is no table code_name"),
        (b"not a database, but long enough to look at" * 50, "cannot be read as a database .*not a database"),
        (b"SQLite format 3\x00" + b"\x00" * 2000, "cannot be read as a database"),
    ],
    ids=["empty", "text", "header only"],
)
def test_what_is_no_database_is_refused_in_words(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "data.qda"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as refusal:
        read_qualcoder(path)
    assert all(problem.message.nl for problem in refusal.value.problems)
    assert str(tmp_path) not in str(refusal.value)


def test_a_database_cut_short_is_refused(qualcoder: Callable[..., Path]) -> None:
    file = qualcoder([coding(1, 1, "the name")]) / "data.qda"
    file.write_bytes(file.read_bytes()[:9000])
    with pytest.raises(InputError, match="cut short, damaged"):
        read_qualcoder(file)


def test_a_table_name_that_is_no_text_is_refused(qualcoder: Callable[..., Path]) -> None:
    file = qualcoder() / "data.qda"
    file.write_bytes(file.read_bytes().replace(b"databaseversion", b"database\xb1ersion"))
    with pytest.raises(InputError, match="cannot be read as a database"):
        read_qualcoder(file)


def test_a_view_in_the_place_of_a_table_is_not_asked(tmp_path: Path) -> None:
    view = f"CREATE VIEW code_text AS SELECT i ctid, 1 cid, 1 fid, '' seltext, 0 pos0 FROM ({ENDLESS})"
    path = database(tmp_path / "data.qda", EVIL, [view])
    with pytest.raises(InputError, match="there is no table code_text"):
        read_qualcoder(path)


def test_the_readers_write_nothing(qualcoder: Callable[..., Path]) -> None:
    folder = qualcoder([coding(1, 1, "the name")])
    before = (folder / "data.qda").read_bytes()
    read_qualcoder(folder)
    assert (folder / "data.qda").read_bytes() == before
    assert [each.name for each in folder.iterdir()] == ["data.qda"]


def test_too_many_rows_and_too_large_cells_are_refused(
    qualcoder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = qualcoder(["UPDATE source SET name = printf('%.*c', 200000, 'x') WHERE id = 1"])
    monkeypatch.setattr(sqlitefiles, "MAX_CELL", 100_000)
    with pytest.raises(InputError, match=r"too big|too large"):
        read_qualcoder(folder)
    monkeypatch.setattr(sqlitefiles, "MAX_CELL", 1_000_000)
    monkeypatch.setattr(sqlitefiles, "MAX_ROWS", 5)
    with pytest.raises(InputError, match="holds more than 5 rows"):
        read_qualcoder(folder)


def test_a_query_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = database(tmp_path / "data.qda", QUALCODER)
    monkeypatch.setattr(sqlitefiles, "MAX_SECONDS", 0.1)
    with pytest.raises(InputError, match="interrupted"), sqlitefiles.open_database(path) as data:
        list(data.rows(f"SELECT count(*) FROM ({ENDLESS})"))


def test_a_project_that_is_still_open_is_refused(qualcoder: Callable[..., Path]) -> None:
    folder = qualcoder()
    (folder / "data.qda-wal").write_bytes(b"changes")
    with pytest.raises(
        InputError, match=r"open in another program.*\(data.qda-wal\): close the project first"
    ):
        read_qualcoder(folder)


def test_a_folder_without_a_database(tmp_path: Path) -> None:
    (tmp_path / "empty.qda").mkdir()
    with pytest.raises(InputError, match=r"empty.qda: holds no data.qda"):
        read_qualcoder(tmp_path / "empty.qda")


def test_a_project_of_another_tool_is_named(tmp_path: Path) -> None:
    other = database(tmp_path / "data.qda", "CREATE TABLE projects (id integer, name text);")
    with pytest.raises(InputError, match="is not a known project of QualCoder"):
        read_qualcoder(other)
