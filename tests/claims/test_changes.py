"""A change of the data turns the right claims, and no others.

`turned.csv` has, for each of the 130 cells of Tabel 3-6 that is turned over (a mark taken away, or put where
there was none), the claims whose verdict turns, from holding to failing or the reverse. It was made when each
claim was a query of its own, 40 cells of it first by hand.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from lcgraph.vocab import LCG, XSD, concept, study_iri

STUDY = "bos-2023"

with (Path(__file__).parent / "turned.csv").open(encoding="utf-8") as _file:
    TURNED: dict[str, set[str]] = {
        f"{row['case']}/{row['role']}/{row['motive']}": set(row["turned"].split())
        for row in csv.DictReader(_file)
    }

SEVERAL: dict[str, tuple[str, ...]] = {
    # claims that one cell cannot turn; these cells together do, and any fewer of them do not
    "student-development-nearly-all": (
        "ict/education-partner/student-development",
        "technology/education-partner/student-development",
        "economics/education-partner/student-development",
    ),
    "student-development-most-essential": (
        "ict/education-partner/student-development",
        "ict/education-partner/innovative-solutions",
    ),
    "teacher-development-most-cases": (
        "education/education-partner/teacher-development",
        "technology/education-partner/teacher-development",
    ),
    "staff-motives-practice-partners": (
        "ict/education-partner/image",
        "technology/education-partner/image",
        "education/education-partner/image",
    ),
    "capital-mainly-private": (
        "education/practice-partner/network",
        "education/education-partner/network",
        "health-care/practice-partner/network",
    ),
    "four-clusters": (
        "education/practice-partner/better-education-and-care",
        "education/education-partner/better-education-and-care",
        "health-care/practice-partner/better-education-and-care",
        "health-care/education-partner/better-education-and-care",
        "ict/practice-partner/social-responsibility",
        "economics/practice-partner/social-responsibility",
    ),
    "settings-differ": (
        "ict/practice-partner/learning-community",
        "ict/practice-partner/better-education-and-care",
        "education/practice-partner/student-perspectives",
        "education/practice-partner/practice-partner-development",
        "education/practice-partner/teacher-development",
        "education/practice-partner/network",
        "education/practice-partner/cost-reduction",
        "education/practice-partner/up-to-date-curriculum",
    ),
}

GROUPS = tuple(
    f"{case}/{role}"
    for case in ("ict", "technology", "education", "economics", "health-care")
    for role in ("practice-partner", "education-partner")
)
PUBLIC = GROUPS[4:6] + GROUPS[8:]

ADDED: dict[str, tuple[str, tuple[str, ...], str]] = {
    # claims about motives that have no row in the tables: with a row, in which these groups have a mark
    "a product only in ICT": ("joint-product-development", GROUPS[:1], "innovation-product-or-process holds"),
    "a product nowhere": ("joint-product-development", (), "innovation-product-or-process fails"),
    "a product only in public": ("joint-product-development", PUBLIC, "innovation-product-or-process fails"),
    "resources in technology": ("scarce-resources", GROUPS[3:4], "scarce-resources-mainly-private holds"),
    "resources in public": ("scarce-resources", PUBLIC, "scarce-resources-mainly-private fails"),
    "resources half in private": (
        "scarce-resources",
        (GROUPS[0], GROUPS[4]),
        "scarce-resources-mainly-private fails",
    ),
    "expertise in one of ten": ("expertise-of-partners", GROUPS[:1], "expertise-hardly holds"),
    "expertise in two of ten": ("expertise-of-partners", GROUPS[3:5], "expertise-hardly fails"),
}


@pytest.fixture(scope="module")
def published(data: Any) -> dict[str, str]:
    """The verdicts before anything is changed."""
    verdicts: dict[str, str] = data.verdicts()
    return verdicts


@pytest.mark.ci
def test_every_cell_of_the_tables_turns_these_claims_and_no_others(
    data: Any, published: dict[str, str]
) -> None:
    found = {}
    for cell in data.cells():
        with data.turned_over(cell):
            found[cell] = _turned(data, published)
    assert len(found) == 130
    assert found == TURNED
    assert data.verdicts() == published


def test_every_claim_about_the_cells_is_turned_by_a_cell(published: dict[str, str]) -> None:
    method = {
        *("respondents", "five-sectors", "settings", "age-balance"),
        *("rule-three-quarters", "rule-exceptions", "recruitment-contested"),
    }
    without_a_row = {
        "innovation-product-or-process",
        "scarce-resources-mainly-private",
        "expertise-hardly",
    }
    assert set().union(*TURNED.values()) == set(published) - method - without_a_row - set(SEVERAL)


@pytest.mark.parametrize("name", SEVERAL)
def test_a_claim_that_one_cell_cannot_turn_is_turned_by_several(
    data: Any, published: dict[str, str], name: str
) -> None:
    with data.turned_over(*SEVERAL[name]):
        assert name in _turned(data, published)
    for cell in SEVERAL[name]:
        with data.turned_over(*(other for other in SEVERAL[name] if other != cell)):
            assert name not in _turned(data, published), cell


@pytest.mark.parametrize("change", ADDED)
def test_a_claim_about_a_motive_without_a_row_can_be_checked_once_there_is_a_row(
    data: Any, change: str
) -> None:
    motive, marked, expected = ADDED[change]
    blank = [f"{group}/{motive}" for group in GROUPS if group not in marked]
    with (
        data.added(*(f"{group}/{motive}" for group in marked)),
        data.added(*blank, status=concept("status", "blank")),
    ):
        name, verdict = expected.split()
        assert data.verdicts()[name] == verdict


def test_a_group_without_a_cell_is_unknown(data: Any) -> None:
    """Only the education partner of ICT reports it: without its cell nothing can be said of that."""
    finding = study_iri(STUDY, "finding", "ict/education-partner/teacher-development")
    gone = list(data.store.quads_for_pattern(finding, None, None))
    assert gone
    with data.without(*gone):
        (told,) = data.claims()["teacher-development-one-group"].readings
    assert told.verdict == "not-checkable"
    assert told.evidence == {
        "reporting": 0,
        "groups": 0,
        "unknown": 1,
        "among_reporting": 0,
        "among_groups": 9,
        "among_unknown": 1,
    }


CASE, GROUP, RULE = study_iri(STUDY, "case"), study_iri(STUDY, "group"), study_iri(STUDY, "rule/reporting")


def _of(thing: ox.NamedNode, *path: str) -> ox.NamedNode:
    return ox.NamedNode("/".join((thing.value, *path)))


def _year(year: int) -> ox.Literal:
    return ox.Literal(str(year), datatype=XSD.gYear)


METHOD = {
    # what is changed -> the claims that turn
    "one practice partner fewer": (
        (_of(GROUP, "ict/practice-partner"), LCG.respondents, 4),
        {"respondents"},  # 33 of 40 respondents is still nearly all
    ),
    "a respondent on the other side": (
        (_of(GROUP, "education/education-partner"), LCG.respondents, 5),
        {"respondents"},
    ),
    "two cases of one sector": (
        (_of(CASE, "economics"), LCG.sector, concept("sector", "ict")),
        {"five-sectors"},
    ),
    "a case in the other setting": (
        (_of(CASE, "health-care"), LCG.setting, concept("setting", "public-private")),
        {"settings", "learning-community-only-public", "societal-by-setting", "societal-issues-not-private"},
    ),
    "one older case, four younger": ((_of(CASE, "health-care"), LCG.startYear, _year(2012)), {"age-balance"}),
    "a case of exactly ten years": ((_of(CASE, "health-care"), LCG.startYear, _year(2010)), {"age-balance"}),
    "three older, two younger": ((_of(CASE, "ict"), LCG.startYear, _year(2009)), set()),
    "a rule of four quarters": ((RULE, LCG.thresholdNumerator, 4), {"rule-three-quarters"}),
    "a rule of three fifths": (
        (RULE, LCG.thresholdDenominator, 5),
        {"rule-three-quarters", "student-development-respondents"},  # it leaves 29 of 41 respondents
    ),
    "an exception that asks for half": (
        (_of(RULE, "exception/economics/education-partner"), LCG.thresholdDenominator, 2),
        {"rule-exceptions"},
    ),
    "another exception": (
        (
            _of(RULE, "exception/ict/education-partner"),
            LCG.forGroup,
            _of(GROUP, "technology/education-partner"),
        ),
        {"rule-exceptions"},
    ),
}


@pytest.mark.parametrize("change", METHOD)
def test_how_the_study_was_done_turns_the_claims_about_it(
    data: Any, published: dict[str, str], change: str
) -> None:
    (subject, predicate, value), expected = METHOD[change]
    assert _turned(data.replaced(subject, predicate, value), published) == expected


def test_an_exception_taken_away_turns_its_claim(data: Any, published: dict[str, str]) -> None:
    exception = _of(RULE, "exception/ict/education-partner")
    changed = data.changed(*data.store.quads_for_pattern(RULE, LCG.exception, exception))
    assert _turned(changed, published) == {"rule-exceptions"}


def test_an_exception_that_asks_for_more_than_the_rule_is_counted(data: Any) -> None:
    """Three quarters of four respondents are three; asking all four would change that group's minimum."""
    exception = _of(RULE, "exception/ict/education-partner")
    changed = data.replaced(exception, LCG.forGroup, _of(GROUP, "education/education-partner"))
    (told,) = changed.claims()["rule-exceptions"].readings
    assert told.verdict == "fails"
    assert list(told.numbers.values())[:4] == [3, 2, 3, 1]


def test_a_placement_taken_away_settles_recruitment(data: Any, published: dict[str, str]) -> None:
    placements = [
        quad.subject
        for quad in data.store.quads_for_pattern(None, LCG.placesMotive, concept("motive", "recruitment"))
    ]
    assert len(placements) == 3
    ending = {"recruitment-contested": 0, "": 0}
    for placement in placements:
        with data.without(*data.store.quads_for_pattern(placement, LCG.inCluster, None)):
            found = _turned(data, published)
        assert found <= {"recruitment-contested"}
        ending["recruitment-contested" if found else ""] += 1
    assert ending == {"recruitment-contested": 2, "": 1}  # the place in Tabel 3 is not the contested one


def _turned(data: Any, published: dict[str, str]) -> set[str]:
    return {name for name, verdict in data.verdicts().items() if verdict != published[name]}
