"""Projects of Taguette as it lays out its database.

The tables have the columns that the reader uses, named as in the tool's own source (remram44/taguette,
`database/models.py`, 1.5). Where Taguette itself is installed, it makes the project.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from lcgraph.errors import InputError
from lcgraph.interviews.project import CodedProject
from lcgraph.interviews.taguette import read_taguette

Statements = Iterable[str | tuple[str, tuple[object, ...]]]
TAGUETTE = """
CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, description TEXT);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, description TEXT, filename TEXT,
  project_id INTEGER, contents TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER,
  end_offset INTEGER, snippet TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT, description TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
CREATE TABLE commands (id INTEGER PRIMARY KEY, date TEXT, user_login TEXT, project_id INTEGER,
  document_id INTEGER, payload TEXT);
INSERT INTO projects VALUES (1, 'motives', '');
"""
HTML = "<h1>Ik zei 🙂</h1>\n<p>“naam” en <b>café</b> &amp; brood.</p><p>Einde</p>"
PLAIN = "Ik zei 🙂\n“naam” en café & brood.Einde"


def database(path: Path, script: str, statements: Statements = ()) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
        for statement in statements:
            connection.execute(*((statement,) if isinstance(statement, str) else statement))
        connection.commit()
    return path


def codings(read: CodedProject) -> list[tuple[str, str, str]]:
    return [(each.code, each.source, each.segment) for each in read.codings]


def left(read: CodedProject) -> list[str]:
    assert all(told.nl and told.en for told in read.left)
    return [told.en for told in read.left]


def highlight(number: int, words: str, *tags: int) -> Statements:
    start = len(PLAIN[: PLAIN.index(words)].encode())
    yield (
        "INSERT INTO highlights VALUES (?, 1, ?, ?, ?)",
        (number, start, start + len(words.encode()), f"<p>{words.replace('&', '&amp;')}</p>"),
    )
    for tag in tags:
        yield "INSERT INTO highlight_tags VALUES (?, ?)", (number, tag)


def added(number: int, login: str, *tags: int, day: str = "02") -> tuple[str, tuple[object, ...]]:
    payload = {"type": "highlight_add", "highlight_id": number, "tags": list(tags)}
    return (
        "INSERT INTO commands (date, user_login, project_id, document_id, payload) VALUES (?, ?, 1, 1, ?)",
        (f"2024-04-{day} 10:00:00.000000", login, json.dumps(payload)),
    )


@pytest.fixture
def taguette(tmp_path: Path) -> Callable[..., Path]:
    """Make a project of Taguette with one document and three tags."""

    def make(statements: Statements = ()) -> Path:
        rows: Statements = [
            ("INSERT INTO documents VALUES (1, 'b1.docx', '', 'b1.docx', 1, ?)", (HTML,)),
            "INSERT INTO tags VALUES "
            "(1, 1, 'legitimacy', ''), (2, 1, 'legitimacy.image', 'a name'), (3, 1, 'v2.0', '')",
            *statements,
        ]
        return database(tmp_path / "motives.sqlite3", TAGUETTE, rows)

    return make


def test_a_project_of_taguette(taguette: Callable[..., Path]) -> None:
    read = read_taguette(
        taguette(
            [
                *highlight(1, "“naam”", 2),
                *highlight(2, "café & brood", 2, 3),
                *highlight(3, "Einde"),
                added(1, "anna", 2),
                added(2, "anna", 3),
                added(2, "bert", 2, 3, day="05"),
                "INSERT INTO commands (payload, project_id) VALUES ('no json', 1), ('[]', 1)",
            ]
        )
    )
    assert [(each.id, each.name, each.path) for each in read.codes] == [
        ("legitimacy", "legitimacy", ()),
        ("legitimacy/image", "image", ("legitimacy",)),
        ("v2.0", "v2.0", ()),
    ]
    assert [
        (*row, each.coder, each.coded_on) for row, each in zip(codings(read), read.codings, strict=True)
    ] == [
        ("legitimacy/image", "b1.docx", "“naam”", "anna", "2024-04-02"),
        ("legitimacy/image", "b1.docx", "café & brood", "bert", "2024-04-05"),
        ("v2.0", "b1.docx", "café & brood", "anna", "2024-04-02"),
    ]
    assert [PLAIN[each.start : each.end] for each in read.codings] == [each.segment for each in read.codings]
    assert left(read) == ["1 highlight without a tag"]


def test_a_highlight_that_is_not_at_its_place_keeps_its_words(taguette: Callable[..., Path]) -> None:
    (found,) = read_taguette(
        taguette([*highlight(1, "“naam”", 2), "UPDATE highlights SET start_offset = 0"])
    ).codings
    assert (found.segment, found.start, found.end) == ("“naam”", None, None)


def test_a_database_with_several_projects_asks_which(taguette: Callable[..., Path]) -> None:
    path = taguette(["INSERT INTO projects VALUES (2, 'other', '')"])
    with pytest.raises(
        InputError, match=r"holds 2 projects: name one, with --project 'motives', --project 'other'"
    ):
        read_taguette(path)
    with pytest.raises(InputError, match=r"holds 2 projects and no 'mine': name one"):
        read_taguette(path, project="mine")


@pytest.mark.parametrize("named", ["motives", "1"])
def test_one_of_several_projects_is_read_by_its_name_or_number(
    taguette: Callable[..., Path], named: str
) -> None:
    path = taguette(
        [
            *highlight(1, "naam", 2),
            "INSERT INTO projects VALUES (2, 'other', '')",
            "INSERT INTO tags VALUES (9, 2, 'theirs', '')",
        ]
    )
    assert "theirs" not in [code.name for code in read_taguette(path, project=named).codes]
    assert [code.name for code in read_taguette(path, project="other").codes] == ["theirs"]


REAL = """
import logging, sys
from taguette import database as d
from taguette.database.models import TextDirection
from taguette.extract import extract
db = d.connect("sqlite:///" + sys.argv[1])()
db.add(d.User(login="anna"))
project = d.Project(name="motives", description="")
tag = d.Tag(project=project, path="image", description="")
document = d.Document(name="b1.docx", description="", filename="b1.docx", project=project,
                      text_direction=TextDirection.LEFT_TO_RIGHT, contents=sys.argv[2])
db.add_all([project, tag, document])
db.flush()
for words in sys.argv[4:]:
    start = len(sys.argv[3][: sys.argv[3].index(words)].encode())
    end = start + len(words.encode())
    highlight = d.Highlight(document=document, start_offset=start, end_offset=end, tags=[tag],
                            snippet=extract(sys.argv[2], start, end))
    db.add(highlight)
    db.flush()
    db.add(d.Command.highlight_add("anna", document, highlight, [tag.id]))
db.commit()
"""


def test_a_project_that_taguette_itself_made(tmp_path: Path) -> None:
    python = os.environ.get("LCGRAPH_TAGUETTE", sys.executable)
    if subprocess.run([python, "-c", "import taguette"], capture_output=True, check=False).returncode:
        missing = "Taguette is not installed: name a Python that has it in LCGRAPH_TAGUETTE"
        if os.environ.get("LCGRAPH_REQUIRE_EXTRAS"):
            pytest.fail(missing)
        pytest.skip(missing)
    path = tmp_path / "real.sqlite3"
    words = ["🙂", "naam” en café", "& brood.", "Einde"]
    subprocess.run([python, "-c", REAL, str(path), HTML, PLAIN, *words], capture_output=True, check=True)
    read = read_taguette(path)
    assert [each.segment for each in read.codings] == words
    assert [PLAIN[each.start : each.end] for each in read.codings] == words
    assert {each.coder for each in read.codings} == {"anna"}


def test_a_project_of_another_tool_is_named(tmp_path: Path) -> None:
    other = database(tmp_path / "data.qda", "CREATE TABLE code_name (cid integer, name text);")
    with pytest.raises(InputError, match="is not a known project of Taguette: there is no table projects"):
        read_taguette(other)
