"""Projects of RQDA: its tables as `RQDA::new_proj` makes them, with what it keeps of what was deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from lcgraph.errors import InputError
from lcgraph.interviews.project import CodedProject
from lcgraph.interviews.rqda import read_rqda

TABLES = """
create table source (name text, id integer, file text, memo text, owner text, date text, dateM text,
  status integer);
create table freecode (name text, memo text, owner text, date text, dateM text, id integer, status integer,
  color text);
create table treecode (cid integer, catid integer, date text, dateM text, memo text, status integer,
  owner text);
create table treefile (fid integer, catid integer, date text, dateM text, memo text, status integer,
  owner text);
create table filecat (name text, fid integer, catid integer, owner text, date text, dateM text, memo text,
  status integer);
create table codecat (name text, cid integer, catid integer, owner text, date text, dateM text, memo text,
  status integer);
create table coding (cid integer, fid integer, seltext text, selfirst real, selend real, status integer,
  owner text, date text, memo text);
create table cases (name text, memo text, owner text, date text, dateM text, id integer, status integer);
create table caselinkage (caseid integer, fid integer, selfirst real, selend real, status integer, owner text,
  date text, memo text);
create table caseAttr (variable text, value text, caseID integer, date text, dateM text, owner text,
  status integer);
create table fileAttr (variable text, value text, fileID integer, date text, dateM text, owner text,
  status integer);
create table journal (name text, journal text, date text, dateM text, owner text, status integer);
create table annotation (fid integer, position integer, annotation text, owner text, date text, dateM text,
  status integer);
create table imageCoding (cid integer, iid integer, x1 integer, y1 integer, x2 integer, y2 integer, memo text,
  date text, dateM text, owner text, status integer);
insert into source values ('FG 1', 1, 'For our 🙂 image. And the network.', 'short', 'c1', '', null, 1);
insert into source values ('Old', 2, 'gone', null, 'c1', '', null, 0);
insert into freecode values ('Image', 'How others see us', 'c1', '', null, 1, 1, null);
insert into freecode values ('Network', null, 'c1', '', null, 2, 1, null);
insert into freecode values ('Gone', null, 'c1', '', null, 3, 0, null);
insert into codecat values ('Legitimacy', null, 1, 'c1', '', null, null, 1);
insert into treecode values (1, 1, '', null, null, 1, 'c1');
insert into coding values (1, 1, 'our 🙂 image', 4.0, 15.0, 1, 'c1', 'Fri Jul 16 17:20:09 2010', 'ask again');
insert into coding values (2, 1, 'the network', 21.0, 32.0, 1, 'c2', 'Fri Jul 16 17:20:09 2010', null);
insert into coding values (2, 1, 'image', 10.0, 15.0, 0, 'c2', '', null);
insert into cases values ('W1', null, 'c1', '', null, 1, 1);
insert into cases values ('W2', 'tired', 'c1', '', null, 2, 1);
insert into caselinkage values (1, 1, 0.0, 16.0, 1, 'c1', '', null);
insert into caselinkage values (2, 1, 17.0, 33.0, 1, 'c1', '', null);
insert into caseAttr values ('Rol', 'practice-partner', 1, '', null, 'c1', 1);
insert into filecat values ('alpha', null, 1, 'c1', '', null, null, 1);
insert into treefile values (1, 1, '', null, null, 1, 'c1');
insert into journal values ('day 1', 'words', '', null, 'c1', 1);
"""


@pytest.fixture
def rqda(tmp_path: Path) -> Callable[..., CodedProject]:
    """The project that a database with these rows more makes."""

    def of(more: str = "") -> CodedProject:
        path = tmp_path / "motives.rqda"
        with sqlite3.connect(path) as data:
            data.executescript(TABLES + more)
        data.close()
        return read_rqda(path)

    return of


def test_codings_have_the_case_of_their_passage_the_coder_the_day_and_the_memo(
    rqda: Callable[..., CodedProject],
) -> None:
    project = rqda()
    assert [
        (each.code, each.source, each.segment, each.coder, each.coded_on, each.note)
        for each in project.codings
    ] == [
        ("Image", "FG 1 / W1", "our 🙂 image", "c1", "2010-07-16", "ask again"),
        ("Network", "FG 1 / W2", "the network", "c2", "2010-07-16", ""),
    ]


def test_categories_are_groups_of_codes_and_what_was_deleted_is_not_there(
    rqda: Callable[..., CodedProject],
) -> None:
    project = rqda()
    assert [(code.name, code.description, code.groups) for code in project.codes] == [
        ("Image", "How others see us", ("Legitimacy",)),
        ("Network", "", ()),
    ]
    assert [source.name for source in project.sources] == ["FG 1", "FG 1 / W1", "FG 1 / W2"]


def test_a_speaker_has_the_variables_of_the_case_and_the_category_of_the_file(
    rqda: Callable[..., CodedProject],
) -> None:
    assert rqda().sources[1].variables == (
        ("Rol", "practice-partner"), ("case name", "W1"), ("set", "alpha"),
    )  # fmt: skip


def test_what_is_not_taken_over_is_counted(rqda: Callable[..., CodedProject]) -> None:
    project = rqda("insert into imageCoding values (1, 1, 0, 0, 5, 5, null, '', null, 'c1', 1);")
    assert [left.en for left in project.left] == [
        "2 memos",
        "1 journal entry",
        "1 coding of a picture was not read: its code does not count here",
    ]


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.rqda"
    with sqlite3.connect(path) as data:
        data.execute("create table source (name text)")
    data.close()
    with pytest.raises(InputError, match="is not a known project of RQDA"):
        read_rqda(path)
