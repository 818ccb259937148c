"""CSL-JSON: read back to the same works, and as its schema asks (kinds, variables, names, dates).

The schema itself (csl-data.json of CSL 1.0.2) found no fault in these exports; no registry has it from which
a test could take it, so this checks the same rules for all that lcgraph can write.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from lcgraph.literature import csl
from lcgraph.literature.model import Work

TYPES = {
    "article-journal", "article-magazine", "article-newspaper", "book", "chapter", "document", "manuscript",
    "paper-conference", "report", "thesis", "webpage",
}  # fmt: skip
TEXTS = {
    "id", "type", "citation-key", "title", "container-title", "publisher", "publisher-place", "volume",
    "issue", "page", "edition", "number", "genre", "DOI", "URL", "ISBN", "ISSN", "language", "note",
    "collection-title", "event-title",
}  # fmt: skip
NAMES = {"author", "editor"}
NAME = {"family", "given", "non-dropping-particle", "dropping-particle", "suffix", "literal"}
EVERY_KIND = "".join(
    f"@{kind}{{{kind}-2020, title = {{A {kind}}}, author = {{van der Vaart, Jr., Rob and {{Guild}}}},"
    " journal = {Oven}, booktitle = {Ovens}, school = {School}, institution = {Guild}, publisher = {Press},"
    f" doi = {{10.99999/{kind}}}, url = {{https://example.org/{kind}}}, year = 2020}}\n"
    for kind in (
        "article", "book", "incollection", "inproceedings", "phdthesis", "mastersthesis", "techreport",
        "online", "unpublished", "misc",
    )
)  # fmt: skip


def items(works: list[Work]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(csl.write(works))
    return found


def faults(item: Mapping[str, Any]) -> list[str]:
    found = [f"unknown: {name}" for name in item if name not in TEXTS | NAMES | {"issued"}]
    found += [f"no text: {name}" for name in TEXTS & set(item) if not isinstance(item[name], str | int)]
    found += [] if item["type"] in TYPES else [f"unknown kind: {item['type']}"]
    for role in NAMES & set(item):
        found += [f"name: {name}" for name in item[role] if not set(name) <= NAME or not all(name.values())]
    if "issued" in item:
        (date,) = item["issued"]["date-parts"]
        found += [] if 1 <= len(date) <= 3 and all(type(part) is int for part in date) else [f"date: {date}"]
    return found


def test_an_item_is_read_as_programs_vary_it() -> None:
    item = {
        "type": "dissertation", "genre": "Dissertation", "title": ["Bread", "Pain"], "subtitle": "A study",
        "author": [{"given": "Plato", "ORCID": "0000-0002-1825-0096"}, {"name": "Guild", "id": [{}]}],
        "published-print": {"date-parts": [[2001, 2]]}, "article-number": 7, "publisher": "School",
        "abstract": "Long", "note": "",
    }  # fmt: skip
    (entry,) = csl.read(json.dumps({"message": {"items": [item]}})).entries
    assert entry.type == "phdthesis"
    assert entry.left == ("abstract",)
    assert [note.en for note in entry.notes] == ["'0000-0002-1825-0096' is not an ORCID iD: left out"]
    assert entry.fields == {
        "author": "Plato and {Guild}", "title": "Bread: A study", "year": "2001", "pages": "7",
        "school": "School",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "kept", "why"),
    [
        ({"author": ["Bos, P."]}, {"author": "Bos, P."}, ""),
        ({"author": {"family": "Bos"}}, {"author": "Bos"}, ""),
        ({"author": [{"family": "Bos"}, {}]}, {"author": "Bos"},
         "author 2: has no family, given or literal; left out"),
        ({"author": [{"family": "Bos"}, 7]}, {"author": "Bos"},
         "author 2: must be an object, as {family, given}; left out"),
        ({"author": 7}, {}, "author: must be a list of names; left out"),
        ({"publisher": {"x": 1}, "volume": 3}, {"volume": "3"}, "publisher: must be text; left out"),
        ({"issued": True}, {}, "issued: must be a date; left out"),
        ({"issued": {"year": 2009, "month": 1}}, {"year": "2009"}, ""),
        ({"issued": {"date-parts": [2009, 1]}}, {"year": "2009"}, ""),
        ({"issued": {"date-parts": [["2009"]]}}, {"year": "2009"}, ""),
        ({"issued": {"date-parts": [[98]]}}, {"year": "0098"}, ""),
        ({"issued": 2009}, {"year": "2009"}, ""),
        ({"issued": {"date-parts": {"x": 1}, "raw": "spring 1066"}}, {"year": "spring 1066"}, ""),
    ],
)  # fmt: skip
def test_a_field_of_another_form_costs_no_other(
    fields: dict[str, object], kept: dict[str, str], why: str
) -> None:
    library = csl.read(json.dumps([{"type": "book", "title": "A", **fields}]))
    (entry,) = library.entries
    assert entry.fields == {"title": "A", **kept}
    assert (entry.notes[0].en if entry.notes else "") == why


@pytest.mark.parametrize("which", ["works", "bundled"])
def test_works_are_read_back_the_same(
    which: str, same: Callable[..., bool], request: pytest.FixtureRequest
) -> None:
    """But for their keys, which an import makes anew, and the mark of the study's own publication."""
    given = request.getfixturevalue(which)
    assert same(csl.read(csl.write(given)), given, "key", "listed")


def test_names_have_particles_and_suffixes_apart(works: list[Work]) -> None:
    found = {item["id"]: item for item in items(works)}
    assert found["vaart-2011"] == {
        "id": "vaart-2011",
        "citation-key": "vaart-2011",
        "type": "article-journal",
        "author": [
            {"family": "Vaart", "given": "Rob", "non-dropping-particle": "van der"},
            {"family": "King", "given": "Martin L.", "suffix": "Jr."},
            {"literal": "R&D Inc."},
        ],
        "title": "Bread & DNA: 5% – a {study",
        "container-title": "Oven",
        "issued": {"date-parts": [[2011]]},
        "volume": "3",
        "issue": "1–2",
        "page": "10–19",
        "DOI": "10.99999/a_b<c>",
        "ISSN": "9999-9994",
        "custom": {"same-as": {"author": {"1": "https://orcid.org/0000-0002-1825-0097"}}},
    }


def test_the_works_of_the_article_are_as_the_schema_asks(bundled: list[Work]) -> None:
    written = items(bundled)
    assert len(written) == 36
    assert {item["id"]: faults(item) for item in written if faults(item)} == {}


def test_so_is_every_kind_of_work(listed: Callable[[str], list[Work]]) -> None:
    written = items(listed(EVERY_KIND))
    assert len(written) == 10
    assert {item["id"]: faults(item) for item in written if faults(item)} == {}
    assert len({item["type"] for item in written}) >= 8
