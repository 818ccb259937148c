"""What a study expects of its cells: each pattern at its boundaries, and what is unknown.

Groups are named `case/role`; in `++-?` each sign is the cell of one group: reported, blank, unknown.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from lcgraph.analysis.claims import Group, Judgement, Reading, answered, fits, judge, unanswered
from lcgraph.say import Text
from lcgraph.study.conditions import Condition, parsed
from lcgraph.study.patterns import PATTERNS, Expectation, expectation

CODES = ("north/ngo", "north/company", "south/ngo", "south/company")
STATUS = {"+": "reported", "-": "blank", "?": "not-asked"}

GROUPS = [
    Group(
        code,
        {
            "group": frozenset([code]),
            "case": frozenset([code.split("/")[0]]),
            "role": frozenset([code.split("/")[1], *(["practice-partner"] if "company" in code else [])]),
            "start_year": frozenset(["2009" if "north" in code else "2015"]),
            "governance": frozenset(["yes"] if "north" in code else []),
        },
    )
    for code in CODES
]


def judged(cells: str, expect: str, groups: str = "", than: str = "", motives: str = "network") -> Judgement:
    """The judgement of a claim; the cells of each motive are in the order of `CODES`: `++-? +---`."""
    wanted = expectation(expect)
    assert isinstance(wanted, Expectation), wanted
    statuses = {
        (code, motive): STATUS[sign]
        for motive, signs in zip(motives.split(), cells.split(), strict=True)
        for code, sign in zip(CODES, signs, strict=True)
    }
    reading = Reading(wanted, tuple(motives.split()), parsed(groups), parsed(than))
    return judge(reading, GROUPS, statuses)


HOLDS = {
    # expect, groups, than -> cells that hold, cells that fail, cells that cannot tell
    ("all", "", ""): ("++++ +?++", "+++- ----", "????"),
    ("all", "role=ngo", ""): ("+-+- +???", "--++", "?+?+"),
    ("some", "", ""): ("++++ ---+ ?+??", "---- ??--", "????"),
    ("some", "role=ngo", "role=company"): ("+--- +-+- +?--", "++-- ---- -+?-", "?-?- +?-?"),
    ("none", "", ""): ("---- -?--", "---+ ++++", "????"),
    ("none", "role=ngo", ""): ("-+-+", "+---", "?+?+"),
    ("only", "role=ngo", ""): ("+-+- +-?-", "++++ +--- ----", "?-?- +?+?"),
    ("only", "case=north role=ngo", "role=ngo"): ("+--- ++-+", "+-+- ----", "?--- +-?-"),
    ("only", "", ""): ("++++", "+++-", "????"),
    ("mainly", "role=ngo", ""): ("+-+- +++-", "++++ +--- ----", "?+?+"),
    ("mainly", "group=north/ngo", "case=north"): ("+-++ +?++", "++-- ----", "?---"),
    ("most", "role=ngo", ""): ("+-+- +--- +++-", "++-- ---- ++++", "???? ?+?+"),
    ("at-least 1/2", "", ""): ("++-- ++++ +?-? +-??", "+--- ----", "????"),
    ("at-least 4/5", "", ""): ("++++", "+++-", "????"),
    ("at-least 1/1", "", ""): ("++++ +???", "+++-", "????"),
    ("at-most 1/2", "", ""): ("++-- ---- +--?", "+++- ++++ ++-?", "????"),
    ("at-most 0/1", "", ""): ("---- -???", "+---", "????"),
    ("more", "role=ngo", "role=company"): ("+--- +++- +?--", "++-- ---- ++++ -+--", "?+?+ +?+?"),
    ("more", "role=ngo", ""): ("+--- +++-", "++-- ---- ++++", "????"),
    ("some", "role=resident", ""): ("", "", "++++"),
    ("all", "start_year<2010", ""): ("++--", "+---", "??++"),
    ("all", "start_year>=2010 role=ngo", ""): ("--+-", "++-+", "++?+"),
    ("all", "governance=yes", ""): ("++--", "-+++", "??++"),
    ("all", "governance=no", ""): ("", "", "++++"),
    ("all", "role=practice-partner", ""): ("-+-+", "+++-", "+?+?"),
    ("all", "case=north|south", ""): ("++++", "+++-", "????"),
    ("all", "group=north/ngo|south/company", ""): ("+--+", "+---", "?++?"),
}


@pytest.mark.parametrize("asked", HOLDS)
def test_a_pattern_holds_fails_or_cannot_be_told(asked: tuple[str, str, str]) -> None:
    for cells, verdict in zip(HOLDS[asked], ("holds", "fails", "not-checkable"), strict=True):
        for signs in cells.split():
            assert judged(signs, *asked).verdict == verdict, signs


def test_every_pattern_is_tried() -> None:
    assert {expect.split()[0] for expect, _, _ in HOLDS} == set(PATTERNS) - {"query"}


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ("++++ ++++", "holds"),
        ("++++ +++-", "fails"),
        ("++++ ????", "not-checkable"),
        ("+++- ????", "fails"),
    ],
)
def test_a_claim_must_hold_for_each_motive(cells: str, verdict: str) -> None:
    assert judged(cells, "all", motives="network image").verdict == verdict


def test_a_claim_about_no_motive_cannot_be_told() -> None:
    assert judge(Reading(Expectation("all")), GROUPS, {}).verdict == "not-checkable"


def test_a_group_below_the_threshold_could_have_reported_it() -> None:
    statuses = {(code, "network"): "below-threshold" for code in CODES}
    assert judge(Reading(Expectation("none"), ("network",)), GROUPS, statuses).evidence == {
        "reporting": 0,
        "groups": 4,
    }


EVIDENCE = {
    ("+++-", "all", "", ""): {
        "reporting": 3,
        "groups": 4,
        "reported_by": "north/ngo north/company south/ngo",
        "not_reported_by": "south/company",
    },
    ("++++", "all", "", ""): {"reporting": 4, "groups": 4},
    ("+-??", "some", "", ""): {"reporting": 1, "groups": 2, "unknown": 2, "reported_by": "north/ngo"},
    ("++--", "only", "case=north", "role=ngo"): {
        "reporting": 2,
        "groups": 2,
        "among_reporting": 2,
        "among_groups": 3,
        "reported_by": "north/ngo north/company",
    },
    ("+++?", "none", "role=ngo", ""): {
        "reporting": 2,
        "groups": 2,
        "among_reporting": 3,
        "among_groups": 3,
        "among_unknown": 1,
    },
    ("+-+-", "some", "role=ngo", "role=company"): {
        "reporting": 2,
        "groups": 2,
        "than_reporting": 0,
        "than_groups": 2,
        "reported_by": "north/ngo south/ngo",
    },
    ("++-?", "more", "role=ngo", "role=company"): {
        "reporting": 1,
        "groups": 2,
        "than_reporting": 1,
        "than_groups": 1,
        "than_unknown": 1,
        "reported_by": "north/ngo north/company",
    },
}


@pytest.mark.parametrize("asked", EVIDENCE)
def test_the_numbers_behind_a_verdict(asked: tuple[str, str, str, str]) -> None:
    assert judged(*asked).evidence == EVIDENCE[asked]


def test_several_motives_have_their_numbers_apart() -> None:
    assert judged("++++ ----", "none", motives="network image").evidence == {
        "network.reporting": 4,
        "network.groups": 4,
        "image.reporting": 0,
        "image.groups": 4,
    }


QUERY = Reading(Expectation("query"), query="interviewed")


def test_an_own_question_gives_the_verdict_and_the_numbers() -> None:
    assert answered(QUERY, {"holds": True, "people": 42}) == Judgement(QUERY, True, numbers={"people": 42})
    assert answered(QUERY, {"holds": None, "people": 0}).verdict == "not-checkable"


@pytest.mark.parametrize("row", [{}, {"people": 42, "holds": True}, {"holds": "yes"}, {"holds": 1}])
def test_an_own_question_says_first_whether_it_holds(row: dict[str, bool | int | str]) -> None:
    found = answered(QUERY, row)
    assert found.verdict == "not-checkable"
    assert found.reason.en == "the first column of interviewed is not `holds`, true or false"
    assert not found.evidence


def test_a_question_without_answer_has_a_reason() -> None:
    assert unanswered(QUERY, Text(nl="duurde te lang", en="took too long")).reason.nl == "duurde te lang"


@pytest.mark.parametrize(
    ("condition", "fitting", "not_fitting"),
    [
        (Condition("start_year", "<", ("2010",)), "2009 -3 about_100", "2010 2011"),
        (Condition("start_year", "<=", ("2010",)), "2010", "2011 all"),
        (Condition("size", ">", ("2.5",)), "2.6 3 more-than_2.5 more-than_3", "2.5 more-than_2 all"),
        (Condition("size", "<", ("3",)), "2", "more-than_2 more-than_4"),
        (Condition("size", ">=", ("100",)), "100 about_100", "99 99.9"),
        (Condition("size", "<", ("many",)), "", "1"),
        (Condition("governance", "=", ("yes", "partly")), "yes Partly", "no"),
    ],
)
def test_a_condition_fits_values(condition: Condition, fitting: str, not_fitting: str) -> None:
    assert all(fits(condition, value.replace("_", " ")) for value in fitting.split())
    assert not any(fits(condition, value.replace("_", " ")) for value in not_fitting.split())


@pytest.mark.parametrize(
    ("text", "pattern", "share"),
    [
        ("all", "all", None),
        ("at-least 4/5", "at-least", Fraction(4, 5)),
        (" at-most  2/4 ", "at-most", Fraction(1, 2)),
        ("at-most 0/1", "at-most", Fraction(0)),
        ("at-least 1/1", "at-least", Fraction(1)),
    ],
)
def test_what_is_expected_is_read(text: str, pattern: str, share: Fraction | None) -> None:
    assert expectation(text) == Expectation(pattern, share)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("manly", "'manly' is not an expectation; did you mean 'mainly'?"),
        (
            "",
            "'' is not an expectation; "
            "valid: all, some, none, only, mainly, most, at-least, at-most, more, query",
        ),
        ("all 4/5", "nothing follows after all"),
        (
            "at-least",
            "at-least needs a share of the groups as a fraction from 0 to 1, such as `at-least 4/5`",
        ),
        (
            "at-least 80%",
            "at-least needs a share of the groups as a fraction from 0 to 1, such as `at-least 4/5`",
        ),
        (
            "at-most 5/4",
            "at-most needs a share of the groups as a fraction from 0 to 1, such as `at-most 4/5`",
        ),
        (
            "at-most 1/0",
            "at-most needs a share of the groups as a fraction from 0 to 1, such as `at-most 4/5`",
        ),
    ],
)
def test_what_cannot_be_expected_is_told(text: str, message: str) -> None:
    found = expectation(text)
    assert isinstance(found, Text)
    assert found.en == message
    assert found.nl
