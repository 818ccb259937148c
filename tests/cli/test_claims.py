"""`lcgraph claims`: verdicts of any study for people and programs, and questions that cannot be answered."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]

COLUMNS = [
    *("claim", "verdict", "text", "reading", "evidence", "locator", "differs"),
    *("kind", "study", "number", "motives", "expect", "groups", "than", "query", "reason"),
]

CLAIMS = """\
id,kind,motives,groups,expect,than,claim_nl,claim_en,locator,reading_nl,reading_en,differs_nl,differs_en,query
staff,result,recruitment,,at-least 1/3,,Velen zoeken mensen.,Many want staff.,Table 1,Een derde.,A third.,,,
staff,result,recruitment,,all,,,,Table 1,Allen.,All.,Alleen de bakkerij.,Only the bakery.,
network,result,network,Case = Hospital,some,,Zij zoekt een netwerk.,It seeks a network.,Table 1,,,,,
bread,result,fresh-bread cost-reduction,,none,,Brood noemt niemand.,Nobody names bread.,Table 1,,,,,
"""

ASKED = """\
people,method,,,query,,Er is met negen mensen gesproken.,Nine people were spoken to.,Method,,,,,people
"""

PEOPLE = """\
PREFIX lcg: <https://w3id.org/lcgraph/ontology#>
SELECT (?people = 9 AS ?holds) ?people
WHERE { { SELECT (SUM(?n) AS ?people) WHERE { ?group a lcg:PartnerGroup ; lcg:respondents ?n } } }
"""


@pytest.fixture
def study(study_with: Callable[..., Path]) -> Callable[..., Path]:
    """The tiny study with claims and, where it is given, a question of its own."""

    def make(query: str = "") -> Path:
        folder = study_with({"claims.csv": CLAIMS + (ASKED if query else "")})
        if query:
            (folder / "queries").mkdir()
            (folder / "queries" / "people.rq").write_text(query, encoding="utf-8")
        return folder

    return make


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_bundled_study_leaves_with_1_because_some_claims_fail(ask: Ask) -> None:
    found = ask("claims")
    header, *claims = csv.reader(io.StringIO(found.out))
    assert (found.status, found.err) == (1, "")
    assert header == COLUMNS
    assert len(claims) == 49
    assert len({row[0] for row in claims}) == 48
    failing = [row[0] for row in claims if row[1] == "fails"]
    assert failing == [
        "education-partners-image-recruitment",
        "societal-limited",
        "development-more-private",
        "social-responsibility-private",
    ]


def test_claims_of_any_study_are_checked(ask: Ask, study: Callable[..., Path]) -> None:
    found = ask("claims", "--study", study(PEOPLE), "--format", "csv")
    assert (found.status, found.err) == (1, "")
    assert [(row["claim"], row["verdict"], row["evidence"]) for row in rows(found.out)] == [
        (
            "staff",
            "holds",
            "reporting=1; groups=3; unknown=1; reported_by=bakery/practice-partner; "
            "not_reported_by=bakery/education-partner hospital/practice-partner",
        ),
        (
            "staff",
            "fails",
            "reporting=1; groups=3; unknown=1; reported_by=bakery/practice-partner; "
            "not_reported_by=bakery/education-partner hospital/practice-partner",
        ),
        (
            "network",
            "not-checkable",
            "reporting=0; groups=0; unknown=2; among_reporting=1; among_groups=2; among_unknown=2; "
            "reported_by=bakery/practice-partner",
        ),
        (
            "bread",
            "fails",
            "fresh-bread.reporting=0; fresh-bread.groups=3; fresh-bread.unknown=1; "
            "cost-reduction.reporting=1; cost-reduction.groups=3; cost-reduction.unknown=1; "
            "cost-reduction.reported_by=bakery/education-partner",
        ),
        ("people", "holds", "people=9"),
    ]
    assert [row["groups"] for row in rows(found.out)] == ["", "", "case=hospital", "", ""]
    assert {row["study"] for row in rows(found.out)} == {"tiny-synthetic"}


def test_people_see_first_how_many_fail_and_then_what_fails(ask: Ask, study: Callable[..., Path]) -> None:
    found = ask("claims", "--study", study(PEOPLE), "--format", "table", "--lang", "en")
    assert found.status == 1
    assert (
        found.out
        == """\
1 of 4 claims fails, 1 cannot be checked.

✗ fails  bread
  Nobody names bread.
  Numbers:        fresh bread: 0 of 3 groups (1 unknown); cost reduction: 1 of 3 groups (1 unknown);
                  reported by Bakery (education partner)
  Place:          Table 1

? not checkable  network
  It seeks a network.
  Numbers:        0 of 0 groups (2 unknown); of all 1 of 2 (2 unknown); reported by Bakery (practice
                  partner)
  Place:          Table 1

✓ holds  staff
  Many want staff.
  Reading 1: ✓ holds
  Numbers:        1 of 3 groups (1 unknown); reported by Bakery (practice partner); not by Bakery
                  (education partner), Hospital (practice partner)
  Read as:        A third.
  Reading 2: ✗ fails
  Numbers:        1 of 3 groups (1 unknown); reported by Bakery (practice partner); not by Bakery
                  (education partner), Hospital (practice partner)
  Read as:        All.
  Text and table: Only the bakery.
  Place:          Table 1

✓ holds  people
  Nine people were spoken to.
  Numbers:        people: 9
  Place:          Method
"""
    )


def test_people_are_told_in_dutch(ask: Ask, study: Callable[..., Path]) -> None:
    found = ask("claims", "--study", study(), "--format", "table", "--lang", "nl")
    assert found.out.startswith(
        "1 van de 3 beweringen klopt niet, 1 is niet te toetsen.\n\n✗ klopt niet  bread\n"
    )
    assert "  Lezing 2: ✗ klopt niet\n" in found.out
    assert (
        "  Gelezen als:    Allen.\n  Tekst en tabel: Alleen de bakkerij.\n  Plaats:         Table 1\n"
        in found.out
    )


def test_claims_can_be_chosen_and_leave_by_what_is_shown(ask: Ask, study: Callable[..., Path]) -> None:
    folder = study()
    found = ask("claims", "--study", folder, "--claim", "network", "--claim", "staff")
    assert (found.status, [row["claim"] for row in rows(found.out)]) == (0, ["staff", "staff", "network"])
    found = ask("claims", "--study", folder, "--verdict", "fails")
    assert (found.status, [row["claim"] for row in rows(found.out)]) == (1, ["bread"])
    found = ask("claims", "--study", folder, "--verdict", "holds", "--format", "table")
    assert found.status == 0
    assert found.out.startswith("1 of 3 claims fails, 1 cannot be checked.\n\n✓ holds  staff\n")
    found = ask("claims", "--study", folder, "--claim", "staf")
    assert (found.status, found.out) == (2, "")
    assert found.err == "lcgraph: unknown claim 'staf': did you mean 'staff'? Valid: staff, network, bread\n"


def test_a_study_without_claims_says_so(ask: Ask, tiny: Path) -> None:
    found = ask("claims", "--study", tiny)
    assert (found.status, rows(found.out)) == (0, [])
    assert found.err == "lcgraph: none of the studies here has claims to check (claims.csv)\n"
    found = ask("claims", "--study", tiny, "--format", "table", "--lang", "nl")
    assert (found.status, found.out) == (0, "")
    assert found.err == "lcgraph: geen van de studies hier heeft beweringen om te toetsen (claims.csv)\n"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT ?people WHERE {", "line 1, column 23: "),
        ("ASK { ?s ?p ?o }", "the question people does not give one row"),
        ("SELECT (true AS ?holds) WHERE { VALUES ?x { 1 2 } }", "the question people does not give one row"),
        ("SELECT (9 AS ?people) WHERE {}", "the first column of people is not `holds`, true or false"),
        (
            "SELECT * WHERE { SERVICE <http://localhost/> { ?s ?p ?o } }",
            "line 1, column 18: SERVICE is refused: ",
        ),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "line 1, column 1: INSERT is refused: "),
    ],
)
def test_a_question_that_cannot_be_answered_makes_its_claim_uncheckable(
    ask: Ask, study: Callable[..., Path], query: str, reason: str
) -> None:
    found = ask("claims", "--study", study(query), "--claim", "people")
    assert (found.status, found.err) == (0, "")
    (row,) = rows(found.out)
    assert (row["verdict"], row["evidence"]) == ("not-checkable", "")
    assert row["reason"].startswith(reason)


def test_a_question_that_takes_too_long_is_stopped_and_the_others_go_on(
    ask: Ask, study: Callable[..., Path]
) -> None:
    cruel = "SELECT (COUNT(*) > 0 AS ?holds) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    found = ask("claims", "--study", study(cruel), "--timeout", "0.3")
    assert (found.status, found.err) == (1, "")
    told = {row["claim"]: row for row in rows(found.out)}
    assert told["people"]["reason"] == "the query took longer than 0.3 s and was stopped: see --timeout"
    assert told["bread"]["verdict"] == "fails"


WRONG = {
    "result,recruitment,,sometimes,,": ("expect", "'sometimes' is not an expectation; did you mean 'some'?"),
    "result,recruitment,,at-least,,": (
        "expect",
        "at-least needs a share of the groups as a fraction from 0 to 1",
    ),
    "result,recruitmnt,,all,,": ("motives", "found 'recruitmnt'. Did you mean 'recruitment'?"),
    "result,recruitment,,all,role=practice-partner,": ("than", "says nothing here: only some, only, mainly"),
    "result,,,all,,": ("motives", "names no motive"),
    "result,recruitment,rolle=ngo,all,,": ("groups", "'rolle' is nothing by which groups differ"),
    "result,recruitment,role=ngo,all,,": ("groups", "unknown role 'ngo'"),
    "result,recruitment,everyone,all,,": ("groups", "'everyone' is not a condition"),
    "result,recruitment,case=bakery|,all,,": ("groups", "'case=bakery|' is not a condition"),
    "result,recruitment,start_year<old,all,,": ("groups", "'old' is not a year"),
    "result,recruitment,group=bakery,all,,": ("groups", "'bakery' is not a group: write CASE/ROLE"),
    "result,recruitment,group=bakery/ngo,all,,": ("groups", "unknown role 'ngo'"),
    "feeling,recruitment,,all,,": ("kind", "'feeling' is not a kind of claim"),
    "result,,,query,,": ("query", "is empty: name a file of queries/"),
}


@pytest.mark.parametrize("row", WRONG)
def test_a_claim_that_is_written_wrongly_is_a_problem_of_its_row(
    ask: Ask, study_with: Callable[..., Path], row: str
) -> None:
    header = CLAIMS.splitlines()[0]
    folder = study_with({"claims.csv": f"{header}\nodd,{row}Iets.,Something.,Table 1,,,,,\n"})
    found = ask("validate", folder)
    column, message = WRONG[row]
    assert found.status == 1
    (line,) = [line for line in found.out.splitlines() if "claims.csv" in line]
    assert f"claims.csv:2 {column}: error: " in line
    assert message in line
