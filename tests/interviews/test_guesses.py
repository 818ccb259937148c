"""Guesses at what codes and sources stand for: of persons, phases and levels above all."""

from __future__ import annotations

import pytest

from lcgraph.interviews.guesses import mark_of, motive_of, person_of, phase_of, scheme_labels, value_of
from lcgraph.interviews.mapping import Known, Mappings, confirmed, extended
from lcgraph.interviews.project import Code, CodedProject, Source

KNOWN = Known({"image": ("image", "imago")}, {}, {"bakery": ("bakery", "Bakkerij")}, {})


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
    assert mark_of(Code("1", name, path)) == mark


def test_words_for_a_level_or_phase_in_a_column() -> None:
    words = ("Collectief", "organisation", "t0", "nu", "at the start", "raar")
    assert [value_of("level", word) or value_of("phase", word) for word in words] == [
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
    assert phase_of(given) == phase


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
    assert person_of(given, KNOWN.cases) == person


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
    known = Known({}, {}, KNOWN.cases, {"B7": ("bakery", "practice-partner")})
    (row,) = extended(Mappings(), [CodedProject(sources=(source("B7.docx"),))], known).sources
    assert (row.respondent, row.case, row.role) == ("B7", "bakery", "practice-partner")


def test_a_case_that_the_study_learns_later_completes_the_guess_and_no_decision() -> None:
    project = CodedProject(
        sources=(source("w1", casus="bakery", rol="WV"), source("w2", casus="bakery", rol="WV"))
    )
    first = extended(Mappings(), [project], Known({}, {}, {}, {}))
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
    change = type(row)
    fields = {name: getattr(row, name) for name in row.__dataclass_fields__}
    assert not confirmed(change(**{**fields, "phase": "now"}))
    (row,) = extended(
        Mappings(), [CodedProject(sources=(source("w1 start", casus="bakery", rol="WV"),))], KNOWN
    ).sources
    fields = {name: getattr(row, name) for name in row.__dataclass_fields__}
    assert not confirmed(row)
    assert confirmed(change(**{**fields, "phase": "now"}))
    assert confirmed(change(**{**fields, "phase": ""}))


def test_a_compound_is_not_the_word_that_it_begins_with() -> None:
    """Imagoschade is what damage-control limits, and not image."""
    motives = scheme_labels()["motive"]
    assert motive_of(Code("1", "Imagoschade"), motives) != "image"
    assert motive_of(Code("1", "Imagoschade beperken"), motives) == "damage-control"
    assert motive_of(Code("1", "Werven personeel"), motives) == "recruitment"
