"""A change of the data turns the right claims, and no others.

`TURNED` was worked out by hand: for a cell of Tabel 3-6 that is turned over (a mark taken away, or put
where there was none), the claims whose verdict turns, from holding to failing or the reverse.
"""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

from lcgraph.vocab import LCG, XSD, concept, study_iri

STUDY = "bos-2023"

TURNED: dict[str, set[str]] = {
    # image
    "ict/practice-partner/image": {"image-mainly-three-sectors"},
    "health-care/practice-partner/image": {"image-mainly-three-sectors"},
    "economics/practice-partner/image": set(),  # three of four is still mainly
    "ict/education-partner/image": {"image-practice-partners"},
    # recruitment
    "education/practice-partner/recruitment": {"recruitment-practice-partners"},
    "economics/practice-partner/recruitment": {"recruitment-practice-partners"},
    "health-care/practice-partner/recruitment": {"recruitment-practice-partners"},
    "education/education-partner/recruitment": {"education-partners-image-recruitment"},
    # student-perspectives
    "ict/practice-partner/student-perspectives": {"student-perspectives-ict-economics"},
    "technology/practice-partner/student-perspectives": set(),  # the list is open
    # learning-community
    "education/practice-partner/learning-community": {
        "learning-community-education-health-care",
        "higher-goal-through-training",
    },
    "technology/education-partner/learning-community": {"learning-community-only-public"},
    # practice-partner-development
    "technology/practice-partner/practice-partner-development": {"practice-partner-development-three-cases"},
    "economics/practice-partner/practice-partner-development": {
        "practice-partner-development-three-cases",
        "student-perspectives-ict-economics",
    },
    "health-care/practice-partner/practice-partner-development": {"practice-partner-development-three-cases"},
    # teacher-development
    "ict/education-partner/teacher-development": {"teacher-development-one-group", "development-by-sector"},
    "education/education-partner/teacher-development": {
        "teacher-development-hardly",
        "teacher-development-one-group",
    },
    "education/practice-partner/teacher-development": {
        "teacher-development-hardly",
        "teacher-development-one-group",
    },
    # student-development: the rule leaves 34 of 41 respondents; 33 would be enough, 32 not
    "ict/education-partner/student-development": {
        "student-development-both-roles",
        "student-development-respondents",
    },
    "economics/education-partner/student-development": {
        "student-development-both-roles",
        "student-development-respondents",
    },
    "education/education-partner/student-development": {
        "student-development-both-roles",
        "student-development-respondents",
        "development-more-private",
        "higher-goal-through-training",
    },
    "health-care/practice-partner/student-development": {
        "student-development-both-roles",
        "student-development-respondents",
        "development-more-private",
        "higher-goal-through-training",
    },
    # network
    "ict/education-partner/network": set(),
    "technology/practice-partner/network": {"network-mainly-practice-partners"},
    "economics/education-partner/network": {"network-mainly-practice-partners"},  # two of four is not mainly
    "health-care/education-partner/network": {"network-not-health-care", "network-mainly-practice-partners"},
    # innovative-solutions: eight of ten groups is exactly four fifths
    "ict/practice-partner/innovative-solutions": {
        "innovative-solutions-nearly-all",
        "two-motives-nearly-all",
        "innovation-all-practice-partners",
        "innovation-every-case",
    },
    "education/education-partner/innovative-solutions": {
        "innovative-solutions-nearly-all",
        "two-motives-nearly-all",
        "innovation-education-health-care",
    },
    "technology/education-partner/innovative-solutions": {
        "innovative-solutions-nearly-all",
        "two-motives-nearly-all",
    },
    "ict/education-partner/innovative-solutions": set(),
    # cost-reduction
    "technology/education-partner/cost-reduction": {"cost-reduction-technology"},
    "technology/practice-partner/cost-reduction": {"cost-reduction-technology"},  # one of two is not mainly
    "economics/practice-partner/cost-reduction": {"cost-reduction-economics-ict"},
    # up-to-date-curriculum
    "ict/education-partner/up-to-date-curriculum": {"curriculum-three-groups"},
    "health-care/education-partner/up-to-date-curriculum": {"curriculum-three-groups"},
    # better-education-and-care
    "education/practice-partner/better-education-and-care": {
        "better-education-care-public",
        "higher-goal-through-training",
        "societal-limited",  # five of ten groups is at most half
    },
    "technology/practice-partner/better-education-and-care": {
        "better-education-care-public",
        "societal-issues-not-private",
        "societal-by-setting",
    },
    # social-responsibility
    "ict/practice-partner/social-responsibility": {"social-responsibility-ict-economics", "societal-limited"},
    "technology/practice-partner/social-responsibility": {
        "social-responsibility-ict-economics",
        "social-responsibility-private",
    },
    "education/practice-partner/social-responsibility": {
        "social-responsibility-ict-economics",
        "societal-by-setting",
    },
    "ict/education-partner/social-responsibility": {"social-responsibility-ict-economics"},
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

ADDED: dict[str, tuple[str, ...]] = {
    # claims about motives that have no row in the tables; marks in such a row turn them
    "innovation-product-or-process": ("ict/practice-partner/joint-product-development",),
    "scarce-resources-mainly-private": ("technology/education-partner/scarce-resources",),
    "expertise-hardly": (
        "ict/practice-partner/expertise-of-partners",
        "education/practice-partner/expertise-of-partners",
    ),
}


@pytest.fixture(scope="module")
def published(data: Any) -> dict[str, bool | None]:
    """The verdicts before anything is changed."""
    verdicts: dict[str, bool | None] = data.verdicts()
    return verdicts


@pytest.fixture(scope="module")
def turned(data: Any, published: dict[str, bool | None]) -> dict[str, set[str]]:
    """For every cell of the tables, the claims whose verdict turns when it is turned over."""
    found = {}
    for cell in data.cells():
        with data.turned_over(cell):
            found[cell] = _turned(data, published)
    return found


def test_every_cell_of_the_tables_was_turned_over_and_put_back(
    data: Any, turned: dict[str, set[str]], published: dict[str, bool | None]
) -> None:
    assert len(turned) == 130
    assert data.verdicts() == published
    assert len(TURNED) >= 20


@pytest.mark.parametrize("cell", TURNED)
def test_a_cell_turns_these_claims_and_no_others(turned: dict[str, set[str]], cell: str) -> None:
    assert turned[cell] == TURNED[cell]


def test_every_claim_about_the_cells_is_turned_by_a_cell(data: Any, turned: dict[str, set[str]]) -> None:
    about_cells = {name for name, claim in data.claims.items() if "lcg:status" in claim.text}
    assert len(about_cells) == 41
    assert set().union(*turned.values()) == about_cells - set(SEVERAL) - set(ADDED)


@pytest.mark.parametrize("name", SEVERAL)
def test_a_claim_that_one_cell_cannot_turn_is_turned_by_several(data: Any, name: str) -> None:
    before = data.row(name)[0]
    with data.turned_over(*SEVERAL[name]):
        assert data.row(name)[0] is not before
    for cell in SEVERAL[name]:
        with data.turned_over(*(other for other in SEVERAL[name] if other != cell)):
            assert data.row(name)[0] is before, cell


@pytest.mark.parametrize("name", ADDED)
def test_a_claim_about_a_motive_without_a_row_is_turned_by_marks_in_such_a_row(
    data: Any, published: dict[str, bool | None], name: str
) -> None:
    with data.added(*ADDED[name]):
        assert name in _turned(data, published)


def test_hardly_is_at_most_one_in_ten(data: Any) -> None:
    with data.added(ADDED["expertise-hardly"][0]):
        assert data.row("expertise-hardly")[:3] == (True, 1, 10)


def test_a_cell_that_is_missing_is_not_reported(data: Any) -> None:
    finding = study_iri(STUDY, "finding", "ict/education-partner/teacher-development")
    gone = list(data.store.quads_for_pattern(finding, None, None))
    assert gone
    with data.without(*gone):
        assert data.row("teacher-development-one-group") == (False, 0, 0, 10, "")


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
    data: Any, published: dict[str, bool | None], change: str
) -> None:
    (subject, predicate, value), expected = METHOD[change]
    with data.replaced(subject, predicate, value):
        assert _turned(data, published) == expected


def test_an_exception_taken_away_turns_its_claim(data: Any, published: dict[str, bool | None]) -> None:
    exception = _of(RULE, "exception/ict/education-partner")
    with data.without(*data.store.quads_for_pattern(RULE, LCG.exception, exception)):
        assert _turned(data, published) == {"rule-exceptions"}


def test_an_exception_that_asks_for_more_than_the_rule_is_counted(data: Any) -> None:
    """Three quarters of four respondents are three; asking all four would change that group's minimum."""
    exception = _of(RULE, "exception/ict/education-partner")
    with data.replaced(exception, LCG.forGroup, _of(GROUP, "education/education-partner")):
        assert data.row("rule-exceptions")[:5] == (False, 3, 2, 3, 1)


def test_a_placement_taken_away_settles_recruitment(data: Any, published: dict[str, bool | None]) -> None:
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


def _turned(data: Any, published: dict[str, bool | None]) -> set[str]:
    return {name for name, holds in data.verdicts().items() if holds is not published[name]}
