"""CSL-JSON against what its schema allows: kinds of works, variables, and the form of names and dates.

The schema itself (csl-data.json of CSL 1.0.2) found no fault in these exports; no registry has it from which
a test could take it, so this checks the same rules for all that lcgraph can write.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import lcgraph
from lcgraph.export.registry import written

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


def items(*studies: Path) -> list[dict[str, Any]]:
    content = written(lcgraph.open(studies=list(studies)), "csl-json").content
    assert isinstance(content, bytes)
    found: list[dict[str, Any]] = json.loads(content)
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


def test_the_bundled_literature_is_as_the_schema_asks() -> None:
    works = items()
    assert len(works) == 36
    assert {item["id"]: faults(item) for item in works if faults(item)} == {}


def test_so_is_every_kind_of_work(study_with: Callable[[Mapping[str, str | bytes | None]], Path]) -> None:
    works = items(study_with({"references.bib": EVERY_KIND, "claims.csv": None}))
    assert len(works) == 10
    assert {item["id"]: faults(item) for item in works if faults(item)} == {}
    assert len({item["type"] for item in works}) >= 8
