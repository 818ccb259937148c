"""What a study adds to the shared schemes: codes in an order of its own, below shared ones or beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from lcgraph.say import Problem, Text
from lcgraph.study.concepts import schemes_of
from lcgraph.study.read import read_study
from lcgraph.vocab import BASE

Lines = Callable[[Sequence[Problem]], list[str]]
Make = Callable[[Mapping[str, str | bytes | None]], Path]
HEADER = "scheme,code,label_nl,label_en,short_en,broader\n"
FOOD = "sector,food,voeding,food,,\n"


@pytest.fixture
def tell(study_with: Make, in_both_languages: Lines) -> Callable[[str], list[str]]:
    """The problems of the tiny study with these rows of `schemes.csv`."""

    def problems(rows: str) -> list[str]:
        _, found = read_study(study_with({"schemes.csv": HEADER + FOOD + rows}))
        return in_both_languages(found)

    return problems


def test_own_codes_come_after_the_shared_ones_in_the_order_of_their_rows(study_with: Make) -> None:
    rows = (
        "role,residents,bewoners,residents,RES,\n"
        "cluster,trust,vertrouwen,trust,,Social capital\n"
        "role,municipality,gemeente,municipality,,Werkveldpartner\n"
        "role,district,stadsdeel,district,,gemeente\n"
    )
    study, problems = read_study(study_with({"schemes.csv": HEADER + FOOD + rows}))
    assert problems == []
    assert study is not None
    assert [(each.scheme, each.code, each.position, each.broader) for each in study.concepts] == [
        ("sector", "food", 6, ""),
        ("role", "residents", 3, ""),
        ("cluster", "trust", 8, "social-capital"),
        ("role", "municipality", 4, "practice-partner"),
        ("role", "district", 5, "municipality"),
    ]
    residents = study.concepts[1]
    assert (residents.label, residents.short) == (Text(nl="bewoners", en="residents"), Text(en="RES"))
    assert residents.place.row == 3
    assert residents.iri.value == BASE + "study/tiny-synthetic/role/residents"
    schemes = schemes_of(study)
    assert schemes.codes("role") == (
        *("practice-partner", "education-partner", "residents", "municipality", "district"),
    )
    assert schemes.within("cluster", "trust") == ("trust", "social-capital", "capital")
    assert schemes.meanings("case", "ziekenhuis") == ("hospital",)


def test_a_shared_code_stays_what_it_is(tell: Callable[[str], list[str]]) -> None:
    assert tell("role,practice-partner,partner,partner,,\n") == [
        "schemes.csv:3 code: 'practice-partner' is a code of the shared scheme role, which a study cannot "
        "redefine: use it as it is, or choose another code"
    ]


def test_what_a_scheme_cannot_be_is_told(tell: Callable[[str], list[str]]) -> None:
    rows = "roles,a,a,a,,\nstatus,b,b,b,,\nrole,c d,c,c,,\nrole,e,,,,\nrole,f,f,f,,\nrole,f,f,f,,\n"
    assert tell(rows) == [
        "schemes.csv:3 scheme: a study cannot add to 'roles': did you mean 'role'?",
        "schemes.csv:4 scheme: a study cannot add to 'status'. Valid: role, setting, sector, cluster, "
        "level, phase",
        "schemes.csv:5 code: 'c d' is not a code: use letters, digits, '-', '_' and '.' only",
        "schemes.csv:6 label_en: 'label_en' is empty: fill it in",
        "schemes.csv:8 code: the same scheme, code as in row 7: keep one of the two",
    ]


def test_the_name_of_a_scheme_may_be_written_in_capitals(tell: Callable[[str], list[str]]) -> None:
    assert tell("Role,a,a,a,,\nROLE,b,b,b,,A\n") == []


def test_what_is_broader_is_a_code_of_the_same_scheme(tell: Callable[[str], list[str]]) -> None:
    rows = "role,a,a,a,,practise partner\nrole,b,b,b,,capital\nrole,c,same,c,,\n"
    rows += "role,d,same,d,,\nrole,e,e,e,,same\n"
    roles = "practice-partner, education-partner, a, b, c, d, e"
    assert tell(rows) == [
        "schemes.csv:3 broader: 'practise partner' is neither a code nor a label: did you mean "
        "'practice-partner'?",
        f"schemes.csv:4 broader: unknown role 'capital'. Valid: {roles}",
        "schemes.csv:7 broader: 'same' can mean c or d: write the code",
    ]


def test_what_is_broader_than_itself_is_told_and_ends(tell: Callable[[str], list[str]]) -> None:
    circle = "goes round in a circle: what is broader must end somewhere"
    assert tell("role,a,a,a,,a\nrole,b,b,b,,c\nrole,c,c,c,,b\nrole,d,d,d,,c\n") == [
        f"schemes.csv:3 broader: a > a {circle}",
        f"schemes.csv:4 broader: b > c > b {circle}",
        f"schemes.csv:5 broader: c > b > c {circle}",
    ]
