"""Projects of RQDA: its tables as `RQDA::new_proj` makes them, with what it keeps of what was deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from lcgraph.errors import InputError
from lcgraph.interviews.project import CodedProject
from lcgraph.interviews.rqda import read_rqda

CORPUS = Path(__file__).parents[1] / "fuzz" / "corpus" / "rqda" / "motives.sql"
TABLES = CORPUS.read_text(encoding="utf-8")


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
