"""The keys of new works: the house rule, and no key ever means another work than it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from lcgraph.intake import Intake
from lcgraph.literature import bibtex
from lcgraph.literature.cleaning import cleaned
from lcgraph.literature.keys import Keys
from lcgraph.literature.merge import ReferenceList
from lcgraph.literature.model import Work
from lcgraph.literature.works import work_of
from lcgraph.say import Problems, Text


def brought(text: str, there: str = "", cited: Sequence[str] = ()) -> dict[str, str]:
    """The titles of a list by their keys, when a text came to it."""
    references = ReferenceList(there, Problems(), cited=cited)
    entries = bibtex.read(text).entries
    references.reserve(entry.key for entry in entries)
    for entry in entries:
        clean, _ = cleaned(entry, Counter())
        work = work_of(clean)
        assert isinstance(work, Work)
        references.take(Text(nl="x", en="x"), clean, work)
    again = bibtex.read(references.text(Intake())).entries
    return {entry.fields["title"]: entry.key for entry in again}


def entry(key: str, title: str) -> str:
    return f"@book{{{key}, author = {{Bos, P.}}, title = {{{title}}}, year = 2008}}\n"


def test_a_key_of_a_file_stays_with_its_work_though_another_would_get_it_by_the_rule() -> None:
    assert brought(entry("x1", "First") + entry("bos-2008", "Second")) == {
        "First": "bos-2008a", "Second": "bos-2008",
    }  # fmt: skip


def test_a_key_of_the_list_is_never_given_to_another_work() -> None:
    assert brought(entry("bos-2008", "Second"), there=entry("bos-2008", "First")) == {
        "First": "bos-2008", "Second": "bos-2008a",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("own", "key"), [("x1", "bos-2008a"), ("Bos2008", "Bos2008"), ("bos-2008", "bos-2008")]
)
def test_a_key_that_the_study_cites_goes_to_the_work_whose_own_it_is(own: str, key: str) -> None:
    assert brought(entry(own, "First"), cited=["bos-2008", "Bos2008"]) == {"First": key}


def test_thousands_of_one_author_and_year_get_keys_of_their_own() -> None:
    keys = Keys(["bos-2008"])
    work = work_of(bibtex.read(entry("a", "First")).entries[0])
    assert isinstance(work, Work)
    made = [keys.new(work) for _ in range(3_000)]
    assert (made[0], made[25], made[26], len(set(made))) == ("bos-2008a", "bos-2008z", "bos-2008aa", 3_000)
