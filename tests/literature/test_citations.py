"""The map of the literature is complete: every citation in the article's text is a row, in its place.

What the article cites was listed apart from `citations.csv`; see `tests/data/bos-2023-citations/README.md`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from lcgraph.resources import bundled_study
from lcgraph.study.model import Citation, Study
from lcgraph.study.read import read_study

LISTS = Path(__file__).parents[1] / "data" / "bos-2023-citations"
FRAME = "Theoretisch kader, "
LEVELS = FRAME + "Strategische motieven op collectief, organisatorisch en individueel niveau, alinea "
SUBJECT = {
    LEVELS + "1": {"level:collective"},
    LEVELS + "2": {"level:organisational"},
    LEVELS + "3": {"level:individual"},
    FRAME + "Legitimerende motieven": {"cluster:legitimacy"},
    FRAME + "Ontwikkelingsgerichte motieven": {"cluster:development"},
    FRAME + "Kapitaalgerelateerde motieven": {"cluster:innovative-capacity", "cluster:financial-capital"},
    FRAME + "Maatschappelijke motieven": {"cluster:societal"},
}
"""What each section of the framework is about; the paragraph on social capital cites nobody."""


def listed(name: str) -> list[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def study() -> Study:
    found, _ = read_study(bundled_study())
    assert found is not None
    return found


@pytest.fixture(scope="module")
def literature(study: Study) -> list[Citation]:
    """The citations of what the article cites, without its own placements."""
    return [citation for citation in study.citations if citation.work != study.source_work]


@pytest.fixture(scope="module")
def places() -> set[str]:
    """Every place that a locator may name."""
    found = set()
    for row in listed("places.csv"):
        count = int(row["paragraphs"])
        numbered = [f"{row['place']}, alinea {number}" for number in range(1, count + 1)]
        found |= {row["place"]} if count < 2 else set(numbered)
    return found


def test_the_article_cites_29_works_42_times() -> None:
    rows = listed("citations.csv")
    assert len(rows) == 40
    assert sum(int(row["times"]) for row in rows) == 42
    assert len({row["work"] for row in rows}) == 29
    assert Counter(row["place"].split(",")[0] for row in rows) == {
        "Inleiding": 7,
        "Theoretisch kader": 32,
        "Conclusie en discussie": 1,
    }


def test_every_citation_is_a_row_in_its_place_and_nothing_more_is(literature: list[Citation]) -> None:
    found = {(place, citation.work) for citation in literature for place in citation.locator.split("; ")}
    assert found == {(row["place"], row["work"]) for row in listed("citations.csv")}


def test_what_is_cited_in_a_section_is_about_what_the_section_is_about(literature: list[Citation]) -> None:
    about: dict[tuple[str, str], set[str]] = {}
    for citation in literature:
        if citation.relation in ("supports", "defines"):
            about.setdefault((citation.locator, citation.work), set()).add(citation.about)
    for row in listed("citations.csv"):
        if row["place"] in SUBJECT:
            assert about[row["place"], row["work"]] & SUBJECT[row["place"]], row


def test_background_is_what_the_introduction_and_the_paragraph_on_all_clusters_cite(
    literature: list[Citation],
) -> None:
    background = {(each.locator, each.work) for each in literature if each.kind == "background"}
    assert {place for place, _ in background} == {
        "Inleiding, alinea 1",
        FRAME + "Vier motivatieclusters voor interorganisationele samenwerking",
    }
    assert len(background) == 9


def test_every_locator_is_a_place_in_the_article(study: Study, places: set[str]) -> None:
    assert len(places) == 37
    named = {
        *(citation.locator for citation in study.citations),
        *(finding.locator for finding in study.findings),
        *(limitation.locator for limitation in study.limitations),
        *(claim.locator for claim in study.claims),
        *([study.rule.locator] if study.rule else []),
    }
    assert len(named) > 20
    assert {place for locator in named for place in re.split("; ", locator)} - places == set()
