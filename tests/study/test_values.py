"""Attributes of a study: declared once, then columns like any other, with values of their type."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from lcgraph.say import Problem, Text
from lcgraph.study.layout import layouts
from lcgraph.study.model import Quantity
from lcgraph.study.quads import study_quads
from lcgraph.study.read import attributes_of, read_study
from lcgraph.vocab import BASE, LCG, XSD

Lines = Callable[[Sequence[Problem]], list[str]]
Make = Callable[[Mapping[str, str | bytes | None]], Path]
OWN = BASE + "study/s/"


def declared(code: str, of: str, type_: str) -> str:
    return f'[attribute.{code}]\nof = "{of}"\ntype = "{type_}"\nlabel.nl = "{code}"\nlabel.en = "{code}"\n'


TOML = 'id = "s"\ntitle.en = "S"\n' + "".join(
    [
        declared("joint", "case", "yes-no"),
        declared("budget", "case", "number"),
        declared("renewed", "case", "year"),
        declared("aim", "case", "text"),
        declared("volunteers", "group", "quantity"),
        declared("Since", "respondent", "year"),
    ]
)
CASES = "id,label_en,sector,setting,joint,budget,renewed,aim_nl,aim_en\n"


def files(cases: str) -> dict[str, str | bytes | None]:
    return {"study.toml": TOML, "cases.csv": CASES + cases, "groups.csv": GROUPS, "respondents.csv": PEOPLE}


GROUPS = "case,role,respondents,volunteers,volunteers_qualifier\na,practice-partner,1,,All\n"
PEOPLE = "id,case,role,since\nb1,a,practice-partner,2019\n"


@pytest.mark.parametrize(
    ("written", "value"),
    [*((word, True) for word in ("yes", "JA", "true", "1")),
     *((word, False) for word in ("no", "Nee", "false", "0"))],
)  # fmt: skip
def test_yes_and_no_are_understood_in_both_languages(study_with: Make, written: str, value: bool) -> None:
    study, problems = read_study(study_with(files(f"a,A,ict,public-public,{written},,,,\n")))
    assert [str(each) for each in problems if each.file == "cases.csv"] == []
    assert study is not None
    assert study.cases[0].attributes == {"joint": value}


def test_values_have_the_type_that_was_declared_and_unknown_is_no_value(study_with: Make) -> None:
    rows = "a,A,ict,public-public,no,2.50,2012,doel,aim\nb,B,ict,public-public,,-3,,,only English\n"
    study, _ = read_study(study_with(files(rows)))
    assert study is not None
    assert study.cases[0].attributes == {
        "joint": False,
        "budget": Decimal("2.50"),
        "renewed": 2012,
        "aim": Text(nl="doel", en="aim"),
    }
    assert study.cases[1].attributes == {"budget": -3, "aim": Text(en="only English")}
    assert study.groups[0].attributes == {"volunteers": Quantity(None, "all")}
    assert study.respondents[0].attributes == {"Since": 2019}


def test_values_of_another_type_are_told(study_with: Make, in_both_languages: Lines) -> None:
    _, problems = read_study(study_with(files('a,A,ict,public-public,perhaps,"1,000",12,,\n')))
    assert in_both_languages([each for each in problems if each.file == "cases.csv"]) == [
        "cases.csv:2 joint: 'perhaps' is neither yes nor no: write yes or no, or nothing when it is unknown",
        "cases.csv:2 budget: '1,000' is not a number: write digits, and a point before decimals, such as 3.5",
        "cases.csv:2 renewed: '12' is not a year: write four digits, such as 2015",
    ]


def test_values_become_statements_with_properties_of_the_study(study_with: Make) -> None:
    study, _ = read_study(study_with(files("a,A,ict,public-public,no,2.50,2012,doel,aim\n")))
    assert study is not None
    quads = list(study_quads(study))
    said = {
        (q.subject.value, q.predicate.value, q.object) for q in quads if isinstance(q.subject, ox.NamedNode)
    }
    case, group, attribute = OWN + "case/a", OWN + "group/a/practice-partner", OWN + "attribute/"
    assert {
        (case, attribute + "joint", ox.Literal(False)),
        (case, attribute + "budget", ox.Literal("2.50", datatype=XSD.decimal)),
        (case, attribute + "renewed", ox.Literal("2012", datatype=XSD.gYear)),
        (case, attribute + "aim", ox.Literal("doel", language="nl")),
        (group, attribute + "volunteers", ox.NamedNode(group + "/volunteers")),
        (group + "/volunteers", LCG.qualifier.value, ox.NamedNode(BASE + "qualifier/all")),
        (OWN + "respondent/b1", attribute + "Since", ox.Literal("2019", datatype=XSD.gYear)),
        (attribute + "volunteers", LCG.attributeOf.value, ox.Literal("group")),
        (attribute + "joint", LCG.attributeType.value, ox.Literal("yes-no")),
        (attribute + "budget", LCG.position.value, ox.Literal("2", datatype=XSD.integer)),
    } <= said  # fmt: skip


def test_the_columns_of_attributes_come_after_those_of_every_study(study_with: Make) -> None:
    found = layouts(attributes_of(study_with(files(""))))
    assert found["cases.csv"].columns[6:11] == ("joint", "budget", "renewed", "aim_nl", "aim_en")
    assert found["groups.csv"].columns[-2:] == ("volunteers", "volunteers_qualifier")
    assert found["respondents.csv"].columns[-1] == "since"


def test_an_attribute_that_cannot_be_is_told(study_with: Make, in_both_languages: Lines) -> None:
    toml = (
        'id = "s"\ntitle.en = "S"\n'
        '[attribute.a]\nof = "cases"\ntype = "text"\nlabel.en = "A"\n'
        '[attribute.b]\nof = "case"\ntype = "yesno"\nlabel.en = "B"\n'
        '[attribute.c]\nof = "case"\ntype = "year"\nlabel.nl = "C"\nunit = "years"\n'
        '[attribute."d e"]\nof = "case"\ntype = "year"\nlabel.en = "D"\n'
        '[attribute.sector]\nof = "group"\ntype = "text"\nlabel.en = "S"\n'
        '[attribute.role]\nof = "case"\ntype = "text"\nlabel.en = "R"\n'
        '[attribute.label]\nof = "case"\ntype = "text"\nlabel.en = "L"\n'
    )
    cases = "id,label_en,sector,setting\nbakery,Bakery,food,public-private\n"
    _, problems = read_study(study_with({"study.toml": toml, "cases.csv": cases}))
    assert in_both_languages(problems) == [
        "study.toml attribute.c.unit: unknown key 'unit'. Valid: label, of, type",
        "study.toml attribute.a.of: of 'cases' is unknown: did you mean 'case'? Valid: case, group, "
        "respondent",
        "study.toml attribute.b.type: type 'yesno' is unknown: did you mean 'yes-no'? "
        "Valid: yes-no, number, year, text, quantity",
        'study.toml attribute.c.label.en: label.en is missing: write what c is called, label.en = "…"',
        "study.toml attribute.d e: 'd e' is not a code: use letters, digits, '-', '_' and '.' only",
        "study.toml attribute.sector: the column 'sector' is there already: choose another code",
        "study.toml attribute.role: the column 'role' is there already: choose another code",
        "study.toml attribute.label: the column 'label' is there already: choose another code",
    ]


def test_a_study_says_its_words_themes_and_what_kind_of_case_it_has(
    study_with: Make, in_both_languages: Lines
) -> None:
    toml = 'id = "s"\ntitle.en = "S"\ntheme = ["gove", "https://example.org/t", "town"]\n'
    toml += 'case_kind = "learning"\nkeywords = ["a", "b"]\n'
    study, problems = read_study(study_with({"study.toml": toml}))
    assert study is not None
    assert study.keywords == {"": ("a", "b")}
    assert study.theme == (
        "http://publications.europa.eu/resource/authority/data-theme/GOVE",
        "https://example.org/t",
    )
    told = in_both_languages(problems)
    assert [line.partition(":")[0] for line in told] == ["study.toml theme", "study.toml case_kind"]
    assert "unknown kind 'learning': did you mean" in told[1]
