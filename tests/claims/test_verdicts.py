"""Each claim of the article: whether it holds by the tables, and the numbers behind that.

The expected rows are counts in Tabel 1-6 of the article, in the order of the claim's columns.
"""

from __future__ import annotations

import random
import re
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from lcgraph import queries
from lcgraph.vocab import BASE, LCG

PUBLIC = (
    "education/practice-partner education/education-partner health-care/practice-partner "
    "health-care/education-partner"
)
IMAGE = "ict/practice-partner technology/practice-partner health-care/practice-partner"
NETWORK = "ict/practice-partner ict/education-partner technology/practice-partner"
NOT_INNOVATIVE = "ict/education-partner economics/education-partner"
STUDENTS_LOOK = "ict/practice-partner economics/practice-partner"

EXPECTED: dict[str, tuple[bool | int | str, ...]] = {
    # how the study was done
    "respondents": (True, 24, 17, 41),
    "five-sectors": (True, 5, 5, 5),
    "settings": (True, 2, 3, 5, 5),
    "age-balance": (True, 2, 3, 5, 2020),
    "rule-three-quarters": (True, 3, 4, 1),
    "rule-exceptions": (
        True,
        3,
        3,
        3,
        0,
        "ict/education-partner economics/education-partner health-care/education-partner",
    ),
    # the abstract
    "four-clusters": (True, 2, 5, 4, 2),
    "student-development-nearly-all": (True, 10, 10, ""),
    "innovative-solutions-nearly-all": (True, 8, 10, NOT_INNOVATIVE),
    "two-motives-nearly-all": (True, 2, 2, 10, "student-development innovative-solutions"),
    "teacher-development-hardly": (True, 1, 10, "ict/education-partner"),
    "settings-differ": (
        True,
        2,
        7,
        4,
        "learning-community better-education-and-care",
        "student-perspectives practice-partner-development teacher-development network cost-reduction "
        "up-to-date-curriculum social-responsibility",
    ),
    # legitimacy
    "recruitment-practice-partners": (
        True,
        4,
        4,
        5,
        "ict/practice-partner technology/practice-partner education/practice-partner "
        "health-care/practice-partner",
    ),
    "image-practice-partners": (True, 3, 5, 0, IMAGE),
    "image-mainly-three-sectors": (True, 3, 3, 10, IMAGE),
    "education-partners-image-recruitment": (False, 0, 1, 5, "education/education-partner"),
    # development
    "student-development-most-essential": (True, 5, 5, 10, 8),
    "student-development-both-roles": (True, 5, 5, 5, 5, ""),
    "student-development-respondents": (True, 34, 41, 10),
    "development-by-sector": (
        True,
        4,
        4,
        5,
        "student-perspectives learning-community practice-partner-development teacher-development",
    ),
    "learning-community-education-health-care": (True, 4, 4, 4, PUBLIC),
    "practice-partner-development-three-cases": (True, 3, 3, 5, "ict technology economics"),
    "student-perspectives-ict-economics": (True, 2, 2, 3, STUDENTS_LOOK),
    "teacher-development-most-cases": (True, 1, 5, "ict/education-partner"),
    "teacher-development-one-group": (True, 1, 1, 10, "ict/education-partner"),
    # capital
    "innovation-all-practice-partners": (True, 5, 5, ""),
    "innovation-education-health-care": (True, 4, 4, 8, NOT_INNOVATIVE),
    "curriculum-three-groups": (
        True,
        3,
        3,
        10,
        "ict/practice-partner ict/education-partner technology/education-partner",
    ),
    "network-mainly-practice-partners": (True, 2, 3, 10, NETWORK),
    "cost-reduction-economics-ict": (
        True,
        2,
        2,
        3,
        "ict/practice-partner technology/education-partner economics/practice-partner",
    ),
    "cost-reduction-technology": (True, 1, 1, 2, "technology/education-partner"),
    # societal
    "societal-by-setting": (True, 1, 1, 0, "better-education-and-care", "social-responsibility"),
    "better-education-care-public": (True, 4, 4, 10, PUBLIC),
    "higher-goal-through-training": (True, 4, 4, 4, 0),
    "societal-issues-not-private": (True, 0, 2, 6),
    "social-responsibility-ict-economics": (True, 2, 2, 10, STUDENTS_LOOK),
    # conclusion and discussion
    "staff-motives-practice-partners": (True, 4, 1, 3, 0, 5, 5),
    "learning-community-only-public": (True, 4, 4, 0, 6, PUBLIC),
    "development-more-private": (False, 6, 4, 3, 0, 6, 4),
    "innovation-every-case": (True, 5, 5, "ict technology education economics health-care"),
    "innovation-product-or-process": (None, 0, 0, 4, 4, 6, 4),
    "capital-mainly-private": (True, 3, 3, 3, 3),
    "scarce-resources-mainly-private": (None, 0, 0, 10),
    "societal-limited": (False, 6, 10, 5, 6, 20, 45, 110),
    "social-responsibility-private": (False, 2, 3, "technology/practice-partner"),
    "recruitment-contested": (True, 1, 1, 0, 1),
    "network-not-health-care": (True, 0, 2, 3, NETWORK),
    "expertise-hardly": (True, 0, 10, ""),
}

DIFFER = {
    "rule-exceptions",
    "innovative-solutions-nearly-all",
    "education-partners-image-recruitment",
    "curriculum-three-groups",
    "network-mainly-practice-partners",
    "higher-goal-through-training",
    "staff-motives-practice-partners",
    "development-more-private",
    "innovation-product-or-process",
    "scarce-resources-mainly-private",
    "societal-limited",
    "social-responsibility-private",
    "recruitment-contested",
    "expertise-hardly",
}

READINGS = {  # a vague word of a claim -> how every claim that uses it reads it
    "en": {
        "nearly all": "Nearly all: at least four fifths of the ",
        "mainly": "Mainly: more than half of the groups that report the motive.",
        "hardly": "Hardly: at most one in ten partner groups.",
        "in most": "Most: more than half of the ",
        "more": "More: a larger share of the groups.",
        "limited": "Limited: at most half of the partner groups report a motive of the cluster.",
        "a number of": "A number of: at least two motives",
    },
    "nl": {
        "vrijwel alle": "Vrijwel alle: minstens vier vijfde van de ",
        "vooral": "Vooral: meer dan de helft van de groepen die het motief melden.",
        "nauwelijks": "Nauwelijks: hoogstens één op de tien partnergroepen.",
        "in de meeste": "De meeste: meer dan de helft van de ",
        "meer": "Meer: een groter deel van de groepen.",
        "beperkt": "Beperkt: hoogstens de helft van de partnergroepen meldt een motief uit het cluster.",
        "een aantal": "Een aantal: minstens twee motieven",
    },
}
NO_COMPARISON = {"age-balance", "recruitment-contested"}  # "more than ten years", "more like capital"

PLACE = re.compile(
    r"Samenvatting|Onderzoeksaanpak, alinea [12]"
    r"|Resultaten, (Legitimerende motieven|Ontwikkelingsgerichte motieven, alinea [12]"
    r"|Kapitaalgerelateerde motieven, alinea [12]|Maatschappelijk gerelateerde motieven)"
    r"|Conclusie en discussie, alinea [1345]"
)


def test_there_are_forty_eight_claims() -> None:
    assert len(queries.claims()) == 48
    assert set(queries.claims()) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_claim_has_a_verdict_with_the_numbers_behind_it(data: Any, name: str) -> None:
    assert data.row(name) == EXPECTED[name]


def test_four_claims_fail_and_each_says_where_text_and_table_part(data: Any) -> None:
    failing = {name for name, holds in data.verdicts().items() if holds is False}
    assert failing == {
        "education-partners-image-recruitment",
        "development-more-private",
        "societal-limited",
        "social-responsibility-private",
    }
    assert {name for name, claim in data.claims.items() if claim.differs} == DIFFER
    assert failing < DIFFER


def test_two_claims_about_motives_without_a_row_cannot_be_checked(data: Any) -> None:
    unknown = {name for name, holds in data.verdicts().items() if holds is None}
    assert unknown == {"innovation-product-or-process", "scarce-resources-mainly-private"}
    assert unknown < DIFFER


@pytest.mark.parametrize("name", EXPECTED)
def test_a_header_is_complete_in_both_languages(name: str) -> None:
    claim = queries.claims()[name]
    for text in (claim.claim, claim.reading, claim.differs):
        assert bool(text.nl) == bool(text.en)
    assert claim.claim
    assert claim.kind in {"method", "result", "conclusion"}
    for place in claim.locator.split("; "):
        assert PLACE.fullmatch(place), place
    assert all(re.fullmatch(r"Tabel [1-6]", table) for table in claim.tables)
    assert list(claim.tables) == sorted(claim.tables)
    assert claim.columns[0] == "holds"


@pytest.mark.parametrize("lang", READINGS)
def test_a_vague_word_is_read_the_same_everywhere(lang: str) -> None:
    found = 0
    for claim in queries.claims().values():
        for word, reading in READINGS[lang].items():
            if claim.name in NO_COMPARISON or not re.search(rf"\b{word}\b", claim.claim.in_(lang), re.I):
                continue
            assert reading in claim.reading.in_(lang), (claim.name, word)
            found += 1
    assert found >= 15


def test_rdflib_gives_the_same_rows(content: list[ox.Quad]) -> None:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=ox.serialize(content, format=ox.RdfFormat.N_QUADS), format="nquads")
    assert {name: _rdflib_row(dataset, claim) for name, claim in queries.claims().items()} == EXPECTED


def test_the_order_of_loading_changes_no_list(data: Any, content: list[ox.Quad]) -> None:
    for seed in range(3):
        shuffled = content[:]
        random.Random(seed).shuffle(shuffled)
        other = type(data)(shuffled)
        assert {name: other.row(name) for name in EXPECTED} == EXPECTED


def test_without_data_no_claim_holds_and_nothing_is_behind_it(data: Any) -> None:
    empty = type(data)([])
    nothing = rdflib.Dataset(default_union=True)
    for name, claim in queries.claims().items():
        assert empty.row(name)[0] is (None if EXPECTED[name][0] is None else False), name
        assert all(value in (0, "") for value in empty.row(name)[1:]), name
        assert _rdflib_row(nothing, claim) == empty.row(name), name


def test_another_study_beside_it_changes_nothing(data: Any, content: list[ox.Quad]) -> None:
    """The same study under another name, with a mark in every cell and one respondent a group."""
    here, there = f"{BASE}study/bos-2023", f"{BASE}study/copy-2024"

    def moved(term: Any) -> Any:
        inside = isinstance(term, ox.NamedNode) and term.value.startswith(here)
        return ox.NamedNode(there + term.value.removeprefix(here)) if inside else term

    copy = []
    for quad in content:
        value = moved(quad.object)
        if quad.predicate == LCG.status:
            value = ox.NamedNode(f"{BASE}status/reported")
        if quad.predicate == LCG.respondents:
            value = ox.Literal(1)
        copy.append(ox.Quad(moved(quad.subject), quad.predicate, value, moved(quad.graph_name)))
    beside = type(data)([*content, *copy])
    assert len(list(beside.store.quads_for_pattern(None, LCG.status, None))) == 260
    assert {name: beside.row(name) for name in EXPECTED} == EXPECTED


def test_a_cell_derived_from_interviews_does_not_stand_in_for_a_published_one(data: Any) -> None:
    derived = ox.NamedNode(f"{BASE}study/bos-2023/derived/ict/education-partner/image")
    graph = ox.NamedNode(f"{BASE}study/bos-2023/graph/derived")
    statements = {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": LCG.DerivedFinding.value,
        LCG.aboutGroup.value: f"{BASE}study/bos-2023/group/ict/education-partner",
        LCG.aboutMotive.value: f"{BASE}motive/image",
        LCG.status.value: f"{BASE}status/reported",
    }
    put = [ox.Quad(derived, ox.NamedNode(p), ox.NamedNode(o), graph) for p, o in statements.items()]
    with data.without(put=put):
        assert {name: data.row(name) for name in EXPECTED} == EXPECTED


def _rdflib_row(dataset: rdflib.Dataset, claim: queries.Claim) -> tuple[Any, ...]:
    found = dataset.query(claim.text)
    assert tuple(str(variable) for variable in found.vars or ()) == claim.columns
    (row,) = found.bindings
    return tuple(_plain(row.get(variable)) for variable in found.vars or ())


def _plain(term: Any) -> bool | int | str | None:
    """The value of a boolean, an integer or a string; anything else (a decimal) is not the same row."""
    if term is None:
        return None
    kinds = {None: str, rdflib.XSD.string: str, rdflib.XSD.boolean: bool, rdflib.XSD.integer: int}
    value: bool | int | str = kinds[term.datatype](term.toPython())
    return value
