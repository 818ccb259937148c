"""RIS: read back to the same works, and written as its specification says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lcgraph.literature import ris
from lcgraph.literature.model import Work

LOST = ("key", "listed", "same_as")
"""An import makes keys anew; RIS has no mark of the study's own publication, and no identifiers of people."""


@pytest.mark.parametrize("which", ["works", "bundled"])
def test_works_are_read_back_the_same(
    which: str, same: Callable[..., bool], request: pytest.FixtureRequest
) -> None:
    given = request.getfixturevalue(which)
    assert same(ris.read(ris.write(given)), given, *LOST)


def test_a_record_is_written_as_the_specification_says(works: list[Work]) -> None:
    records = ris.write(works).split("\r\n\r\n")
    assert records[-1] == ""
    assert (
        "TY  - CHAP\r\nID  - bree-2014\r\nAU  - de Bree, Elise\r\nAU  - et al.\r\nA2  - De Laat, M.\r\n"
        in records[0]
    )
    assert all(record.startswith("TY  - ") and record.endswith("\r\nER  - ") for record in records[:-1])
