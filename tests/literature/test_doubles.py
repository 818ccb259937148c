"""What speaks against two references of one title being one work."""

from __future__ import annotations

import pytest

from lcgraph.literature.doubles import against, enough
from lcgraph.literature.entries import Entry
from lcgraph.literature.model import Work
from lcgraph.literature.works import work_of


def work(**fields: str) -> Work:
    made = work_of(
        Entry("article", "a", {"title": "Editorial", "author": "Bos, P.", "year": "2020"} | fields, 1)
    )
    assert isinstance(made, Work)
    return made


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({}, {}, ""),
        ({"doi": "10.99999/a"}, {"doi": "10.99999/b"}, "another DOI"),
        ({"year": "2019"}, {}, "another year"),
        ({"author": "Bos, Peter"}, {"author": "Bos, P. and Ros, A."}, ""),
        ({"author": "Bos, Peter"}, {"author": "Bos, Paul"}, "other authors"),
        ({"author": "Bos, Peter"}, {"author": ""}, ""),
        ({"journal": "Journal of A"}, {"journal": "Journal of C"}, "another journal or book"),
        ({"journal": "Journal of Higher Education"}, {"journal": "J. Higher Educ."}, ""),
        ({"journal": "Journal of Higher Education"}, {"journal": "JHE"}, ""),
        ({"journal": "Public Management: an International Journal"}, {"journal": "Public Management"}, ""),
        ({"journal": "Public Management"}, {}, ""),
        ({"pages": "10--12"}, {"pages": "13--15"}, "other pages"),
        ({"pages": "10--12"}, {"pages": "12"}, ""),
        ({"pages": "221--30"}, {"pages": "225--226"}, ""),
        ({"pages": "37--19"}, {"pages": "37--19"}, ""),
        ({"pages": "e12"}, {"pages": "13--15"}, ""),
    ],
)
def test_what_speaks_against_one_work(one: dict[str, str], other: dict[str, str], why: str) -> None:
    for first, second in ((one, other), (other, one)):
        found = against(work(**first), work(**second))
        assert (found.en if found else "") == why


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, True),
        ({"author": ""}, {}, False),
        ({"author": "", "journal": "Oven"}, {"author": "", "journal": "Oven"}, False),
        ({"author": "", "journal": "Oven", "volume": "3"},) * 2 + (True,),
        (
            {"title": "The rise of sour dough"},
            {"title": "The rise of sour dough", "author": ""},
            True,
        ),
        ({"year": ""}, {}, False),
        ({"year": "", "journal": "Oven"}, {"journal": "Oven"}, True),
    ],
)
def test_a_short_title_is_not_enough_to_be_one_work(
    one: dict[str, str], other: dict[str, str], same: bool
) -> None:
    for first, second in ((one, other), (other, one)):
        assert enough(work(**first), work(**second)) is same


def test_another_volume_is_another_work() -> None:
    found = against(work(volume="3"), work(volume="4"))
    assert found is not None
    assert found.en == "another volume or issue"
