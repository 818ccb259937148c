"""Files of coding programs made to harm: each is a problem of its file, and the study stays as it was."""

from __future__ import annotations

import os
import sqlite3
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lcgraph import folders

Ask = Callable[..., Any]
TAGUETTE = """
CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, description TEXT);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, description TEXT, filename TEXT,
  project_id INTEGER, contents TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER,
  end_offset INTEGER, snippet TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT, description TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
INSERT INTO projects VALUES (1, 'motives', '');
INSERT INTO documents VALUES (1, 'interview', '', '', 1, '<p>Bread</p>');
INSERT INTO tags VALUES (1, 1, 'image', '');
INSERT INTO highlight_tags VALUES (1, 1);
"""
WORKBOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "xl/styles.xml": "<styleSheet><numFmts>"
    + '<numFmt numFmtId="1" formatCode="0"/>' * 210_000
    + "</numFmts></styleSheet>",
}


def taguette(path: Path, html: str) -> Path:
    with closing(sqlite3.connect(path)) as data:
        data.executescript(TAGUETTE)
        data.execute("INSERT INTO highlights VALUES (1, 1, 0, 5, ?)", (html,))
        data.commit()
    return path


@pytest.fixture
def study(study_with: Callable[..., Path]) -> Path:
    return study_with({})


def refused(ask: Ask, study: Path, file: Path) -> str:
    """What is told of a file that cannot be used."""
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    found = ask("import", file, "--study", study)
    assert (found.status, found.out) == (2, ""), found
    assert "Traceback" not in found.err
    assert {path: path.read_bytes() for path in study.rglob("*") if path.is_file()} == before
    return str(found.err)


@pytest.mark.parametrize(
    ("html", "segment"),
    [
        ("<![<", "<![<"),
        ('<a x="' * 100_000, '<a x="' * 10),
        ("<!--" * 100_000 + "--><p>Bread", "Bread"),
        ("<a " * 100_000, "<a <a <a"),
        ("<p>Bread</p>" + " \t" * 100_000, "Bread"),
    ],
    ids=lambda text: text[:12],
)
def test_html_is_read_in_a_time_that_goes_by_its_length(tmp_path: Path, html: str, segment: str) -> None:
    file = taguette(tmp_path / "a.sqlite3", html)
    read = folders.read_project(file, "taguette", folders.Told(), progress=lambda _: None)
    assert read.codings[0].segment.startswith(segment)


def test_a_reader_that_breaks_off_is_a_problem_of_the_file(
    ask: Ask, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lcgraph.interviews.taguette._codes", lambda *_: {}["a tag"])
    said = refused(ask, study, taguette(tmp_path / "a.sqlite3", "<p>Bread</p>"))
    assert "\n  a.sqlite3: cannot be read: the reader broke off (KeyError: 'a tag')" in said


def test_a_project_that_is_read_for_ever_is_ended(
    ask: Ask, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MAX_SECONDS", 1.0)
    monkeypatch.setattr("lcgraph.interviews.taguette._codes", lambda *_: time.sleep(60))
    said = refused(ask, study, taguette(tmp_path / "a.sqlite3", "<p>Bread</p>"))
    assert "\n  a.sqlite3: takes more than 1 s to read: it is too large or made to do harm; split it" in said


def test_a_document_that_takes_too_much_memory_is_ended(
    ask: Ask, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MAX_MEMORY", 100_000_000)
    said = refused(ask, study, taguette(tmp_path / "a.sqlite3", "<p>é</p>" * 5_000_000))
    assert "\n  a.sqlite3: takes more than the memory that there is for it to read" in said


def test_a_workbook_with_more_formats_than_a_spreadsheet_can_have_is_refused(
    ask: Ask, study: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in WORKBOOK.items():
            book.writestr(name, text)
    said = refused(ask, study, tmp_path / "a.xlsx")
    assert "a.xlsx: has more than 200,000 formats of cells: save the sheet as CSV UTF-8" in said


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_with_two_files_of_one_name_is_refused(ask: Ask, study: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.qdpx", "w") as project:
        project.writestr("project.qde", "<Project/>")
        project.writestr("project.qde", "<Project name='another'/>")
    said = refused(ask, study, tmp_path / "a.qdpx")
    assert "a.qdpx: holds two files of one name: save it again" in said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.qdpx", "a.qda", "a.sqlite3", "a.bib", "a.ris"])
def test_a_pipe_is_no_file_to_import(ask: Ask, study: Path, tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    assert f"{tmp_path / name} is not an ordinary file: name a file with " in refused(
        ask, study, tmp_path / name
    )


def test_one_cell_as_large_as_the_file_is_told_with_its_row(ask: Ask, study: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('respondent,code\nb1,"' + "bread " * 5_000_000 + '"\n')
    said = refused(ask, study, tmp_path / "a.csv")
    assert "a.csv:2: cannot be read as CSV from here on (a line of more than 16 MB)" in said
