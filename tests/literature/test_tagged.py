"""PubMed and Web of Science: their own plain texts are read as the works that they list."""

from __future__ import annotations

import pytest

from lcgraph.literature.imports import _read_tagged
from lcgraph.literature.works import work_of

PUBMED = """
PMID- 11111111
OWN - NLM
IS  - 9999-9994 (Electronic)
IS  - 9999-8882 (Linking)
VI  - 3
IP  - 1
DP  - 2011 Jan 12
TI  - Bread and ovens in towns: a title that
      goes on.
PG  - 1123-9
LID - 10.99999/a [doi]
AB  - Not taken over.
FAU - van der Vaart, Rob
AU  - van der Vaart R
CN  - Invented Guild
JT  - Journal of Invented Results
PT  - Journal Article

PMID- 22222222
TI  - [Brood].
AU  - Bos PJ
DP  - 2012
"""
WEB_OF_SCIENCE = """\ufeffFN Clarivate Analytics Web of Science
VR 1.0
PT J
AU van der Vaart, R
   Ros, A
AF van der Vaart, Rob
   Ros, Anna
TI Bread and ovens in towns: a title that
   goes on
SO JOURNAL OF INVENTED RESULTS
SN 9999-9994
EI 9999-8882
PD JAN
PY 2011
VL 3
IS 1
BP 1123
EP 1129
DI 10.99999/a
ER

PT B
AU Bos, P
TI Brood
PU PRESS
PI UTRECHT
PY 2012
ER

EF
"""


@pytest.mark.parametrize(
    ("text", "authors", "journal", "number"),
    [
        (PUBMED, ["van der Vaart, Rob", "Invented Guild"], "Journal of Invented Results", "pubmed:11111111"),
        (WEB_OF_SCIENCE, ["van der Vaart, Rob", "Ros, Anna"], "JOURNAL OF INVENTED RESULTS", ""),
    ],
    ids=["PubMed", "Web of Science"],
)
def test_a_record_is_the_work_that_it_lists(text: str, authors: list[str], journal: str, number: str) -> None:
    library = _read_tagged(text)
    assert library.refused == ()
    one, other = (work_of(entry) for entry in library.entries)
    assert [agent.name for agent in one.authors] == authors
    assert (one.title, one.kind, one.year, one.container, one.volume, one.number, one.pages, one.doi) == (
        "Bread and ovens in towns: a title that goes on", "article", 2011, journal, "3", "1", "1123–1129",
        "10.99999/a",
    )  # fmt: skip
    assert (one.issns, one.eprint) == (("9999-9994", "9999-8882"), number)
    assert (other.title, other.year) == ("Brood", 2012)


def test_a_book_of_web_of_science_has_its_place_and_a_name_of_pubmed_its_initials() -> None:
    book = work_of(_read_tagged(WEB_OF_SCIENCE).entries[1])
    assert (book.kind, book.publisher, book.address) == ("book", "PRESS", "UTRECHT")
    assert [agent.name for agent in work_of(_read_tagged(PUBMED).entries[1]).authors] == ["Bos, P. J."]


@pytest.mark.parametrize("text", ["", "nothing", "PMID- ", "PT J", "FN x\nVR 1.0\nEF", "PMID-\n  x\n\nTI  -"])
def test_a_text_that_holds_no_work_breaks_nothing(text: str) -> None:
    assert all(not work_of(entry).title for entry in _read_tagged(text).entries)
