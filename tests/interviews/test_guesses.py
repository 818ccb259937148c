"""Guesses at what codes and sources stand for: of persons, phases and levels above all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lcgraph.interviews.guesses import (
    case_of,
    cluster_of,
    mark_of,
    motive_of,
    person_of,
    phase_of,
    role_of,
    value_of,
)
from lcgraph.interviews.listing import Known, extended
from lcgraph.interviews.mapping import Mappings, confirmed
from lcgraph.interviews.project import Code, CodedProject, Source
from lcgraph.say import Text
from lcgraph.schemes import Concept, shared

BAKERY = Concept("case", "bakery", Text(nl="Bakkerij", en="Bakery"))
KNOWN = Known(shared().with_own([BAKERY]))


def source(name: str, **variables: str) -> Source:
    return Source(
        name, name, tuple(sorted((key.replace("_", " "), value) for key, value in variables.items()))
    )


@pytest.mark.parametrize(
    ("name", "path", "mark"),
    [
        ("Collectief", ("Niveau",), {"level": "collective"}),
        ("organisatie", ("Coderen", "Niveau van het motief"), {"level": "organisational"}),
        ("level: individual", (), {"level": "individual"}),
        ("Niveau.collectief", (), {"level": "collective"}),
        ("bij de start", ("Fase",), {"phase": "start"}),
        ("Moment - nu", (), {"phase": "now"}),
        ("Collectief", (), {}),
        ("Organisatie", ("Context",), {}),
        ("Niveau", (), {}),
        ("hoog", ("Niveau",), {}),
    ],
)
def test_a_code_tells_a_level_or_phase_where_it_says_so(
    name: str, path: tuple[str, ...], mark: dict[str, str]
) -> None:
    assert mark_of(Code("1", name, path), shared()) == mark


def test_words_for_a_level_or_phase_in_a_column() -> None:
    words = ("Collectief", "organisation", "t0", "nu", "at the start", "raar")
    assert [value_of("level", word, shared()) or value_of("phase", word, shared()) for word in words] == [
        "collective", "organisational", "start", "now", "start", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "phase"),
    [
        (source("w11 start.docx"), "start"),
        (source("nu/w11.txt"), ""),
        (source("w11_nu.txt"), "now"),
        (source("w11", Fase="Start"), "start"),
        (source("w11 nu", Fase="begin"), "start"),
        (source("w11", set="eerste ronde"), ""),
        (source("w11", set="start"), "start"),
        (source("w11", organisatie="Start BV"), ""),
        (source("start en nu w11"), ""),
        (source("t1"), ""),
    ],
)
def test_the_phase_of_a_source(given: Source, phase: str) -> None:
    assert phase_of(given, shared()) == phase


@pytest.mark.parametrize(
    ("given", "person"),
    [
        (source("w11 start.docx"), ("w11", False)),
        (source("Interview 7", case_name="w11"), ("w11", True)),
        (source("w12.docx", case_name="Bakkerij"), ("w12", False)),
        (source("w12.docx", case_name="Jan de Vries"), ("w12", False)),
        (source("Jan de Vries 12.docx"), ("", False)),
        (source("interview.docx"), ("", False)),
    ],
)
def test_the_person_of_a_source(given: Source, person: tuple[str, bool]) -> None:
    assert person_of(given, KNOWN.schemes) == person


def guessed(*sources: Source) -> list[tuple[str, str]]:
    rows = extended(Mappings(), [CodedProject(sources=sources)], KNOWN).sources
    return [(row.respondent, row.guess) for row in rows]


def test_interviews_of_different_phases_are_guessed_to_be_of_one_person() -> None:
    assert guessed(source("w11 start"), source("w11 nu"), source("w12 start")) == [
        ("w11", "w11 start?"),
        ("w11", "w11 now?"),
        ("w12", "w12 start?"),
    ]


def test_two_sources_of_one_name_without_a_phase_are_two_persons() -> None:
    assert guessed(source("a/w11.txt"), source("b/w11.txt"), source("b/w11 nu.txt")) == [
        ("w11", "w11?"),
        ("r01", "r01?"),
        ("r02", "r02 now?"),
    ]


def test_sources_of_one_case_with_a_pseudonym_are_of_one_person() -> None:
    assert [person for person, _ in guessed(source("a", case_name="p 1"), source("b", case_name="p 1"))] == [
        "p-1",
        "p-1",
    ]


def test_a_respondent_whom_the_study_knows_is_recognised() -> None:
    known = Known(KNOWN.schemes, {"B7": ("bakery", "practice-partner")})
    (row,) = extended(Mappings(), [CodedProject(sources=(source("B7.docx"),))], known).sources
    assert (row.respondent, row.case, row.role) == ("B7", "bakery", "practice-partner")


def test_a_case_that_the_study_learns_later_completes_the_guess_and_no_decision() -> None:
    project = CodedProject(
        sources=(source("w1", casus="bakery", rol="WV"), source("w2", casus="bakery", rol="WV"))
    )
    first = extended(Mappings(), [project], Known(shared()))
    assert [row.guess for row in first.sources] == ["w1 practice-partner?", "w2 practice-partner?"]
    touched = Mappings((), (first.sources[0], type(first.sources[1])("w2", "w2", respondent="-")))
    again = extended(touched, [project], KNOWN)
    assert [(row.respondent, row.case, row.guess) for row in again.sources] == [
        ("w1", "bakery", "w1 bakery practice-partner?"),
        ("-", "", ""),
    ]


def test_a_phase_filled_in_beside_a_guess_confirms_nothing_and_another_phase_does() -> None:
    (row,) = extended(
        Mappings(), [CodedProject(sources=(source("w1", casus="bakery", rol="WV"),))], KNOWN
    ).sources
    assert not confirmed(replace(row, phase="now"))
    (row,) = extended(
        Mappings(), [CodedProject(sources=(source("w1 start", casus="bakery", rol="WV"),))], KNOWN
    ).sources
    assert not confirmed(row)
    assert confirmed(replace(row, phase="now"))
    assert confirmed(replace(row, phase=""))


def test_a_compound_is_not_the_word_that_it_begins_with() -> None:
    """Imagoschade is what damage-control limits, and not image."""
    assert motive_of(Code("1", "Imagoschade"), shared()) != "image"
    assert motive_of(Code("1", "Imagoschade beperken"), shared()) == "damage-control"
    assert motive_of(Code("1", "Werven personeel"), shared()) == "recruitment"


# ---- A study with its own schemes


CITY = shared().with_own([
    Concept("role", "municipality", Text(nl="gemeente", en="municipality"), broader="practice-partner"),
    Concept("role", "company", Text(nl="bedrijf", en="company"), broader="practice-partner"),
    Concept("role", "residents", Text(nl="bewoners", en="residents"), short=Text(nl="BEW", en="RES")),
    Concept("cluster", "liveability", Text(nl="leefbaarheid", en="liveability")),
    Concept("cluster", "shade", Text(nl="schaduw", en="shade"), broader="liveability"),
    Concept("level", "neighbourhood", Text(nl="buurt", en="neighbourhood")),
    Concept("phase", "launch", Text(nl="aftrap", en="launch")),
    Concept("case", "green-roofs", Text(nl="Groene daken", en="Green roofs")),
    Concept("motive", "more-green", Text(nl="meer groen", en="more green"), cluster="liveability"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("given", "role"),
    [
        (source("Groene daken/bewoners/p1.docx"), "residents"),
        (source("p1", rol="BEW"), "residents"),
        (source("gemeente p1"), "municipality"),
        (source("p1", rol="werkgever"), "practice-partner"),
        (source("gemeente en bewoners p1"), ""),
    ],
)
def test_a_role_of_the_study_is_guessed_by_its_names(given: Source, role: str) -> None:
    assert role_of(given, CITY) == role


def test_a_name_of_a_role_of_the_study_goes_before_a_word_for_a_shared_one() -> None:
    """A company is a kind of practice partner to everyone, and a role of its own in this study."""
    assert role_of(source("p1", rol="company"), shared()) == "practice-partner"
    assert role_of(source("p1", rol="company"), CITY) == "company"


def test_cases_phases_levels_clusters_and_motives_of_the_study_are_guessed_like_shared_ones() -> None:
    assert case_of(source("groene daken/p1"), CITY) == "green-roofs"
    assert phase_of(source("p1 aftrap.docx"), CITY) == "launch"
    assert person_of(source("p1 aftrap.docx"), CITY) == ("p1", False)
    assert mark_of(Code("1", "Buurt", ("Niveau",)), CITY) == {"level": "neighbourhood"}
    assert cluster_of(Code("1", "Koelte", ("Leefbaarheid", "Schaduw")), CITY) == "shade"
    assert motive_of(Code("1", "Meer groen"), CITY) == "more-green"
