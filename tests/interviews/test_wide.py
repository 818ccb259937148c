"""Tables with a row a respondent and a column a motive, filled with 0 and 1."""

from __future__ import annotations

from pathlib import Path

import pytest

from lcgraph.errors import InputError
from lcgraph.interviews.project import CodedProject
from lcgraph.interviews.spreadsheet import read_codings_csv
from lcgraph.say import Place


def read(folder: Path, content: str) -> CodedProject:
    path = folder / "c.csv"
    path.write_text(content)
    return read_codings_csv(path)


WIDE = "respondent,case,role,image,network\nw1,alpha,pp,1,0\nw2,alpha,pp,1,1\nw3,alpha,pp,0,\n"


def test_a_table_with_a_column_a_motive_has_a_coding_for_each_1(tmp_path: Path) -> None:
    project = read(tmp_path, WIDE)
    assert [(each.source, each.code, each.place) for each in project.codings] == [
        ("w1", "image", Place("c.csv", 2)),
        ("w2", "image", Place("c.csv", 3)),
        ("w2", "network", Place("c.csv", 3)),
    ]
    assert [each.name for each in project.sources] == ["w1", "w2", "w3"]
    assert project.sources[0].variables == (("case", "alpha"), ("role", "pp"))
    assert [each.en for each in project.mind] == [
        "2 columns with 0 and 1 read as codes: a 1 is a coding, a 0 is asked and not named "
        "('image', 'network')"
    ]


def test_a_cell_that_is_no_0_or_1_in_such_a_column_is_told_by_its_place(tmp_path: Path) -> None:
    rows = "".join(f"w{n},1\n" for n in range(1200))
    with pytest.raises(InputError, match=r"c\.csv:1202 image: 'maybe' is not a 0 or 1"):
        read(tmp_path, f"respondent,image\n{rows}x,maybe\n")


def test_a_column_of_0_and_1_beside_codes_is_no_code(tmp_path: Path) -> None:
    project = read(tmp_path, "respondent,code,checked\nw1,image,1\n")
    assert [each.code for each in project.codings] == ["image"]
    assert [each.en for each in project.left] == ["1 column not read: 'checked'"]
