"""What a study concludes: rows with readings, and its own questions, read to be checked elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from lcgraph.say import Problem, Text
from lcgraph.study.quads import study_quads
from lcgraph.study.read import read_study
from lcgraph.vocab import BASE, LCG

Lines = Callable[[Sequence[Problem]], list[str]]
Make = Callable[[Mapping[str, str | bytes | None]], Path]
HEADER = (
    "id,kind,motives,groups,expect,than,claim_nl,claim_en,locator,reading_nl,reading_en,differs_en,query\n"
)
STUDY = BASE + "study/tiny-synthetic"


@pytest.fixture
def folder(study_with: Make) -> Callable[..., Path]:
    """The tiny study with these claims and questions."""

    def made(rows: str, **queries: str) -> Path:
        found = study_with({"claims.csv": HEADER + rows})
        (found / "queries").mkdir()
        for name, text in queries.items():
            (found / "queries" / f"{name}.rq").write_text(text, encoding="utf-8")
        return found

    return made


def test_several_rows_of_one_id_are_several_readings_of_one_claim(folder: Callable[..., Path]) -> None:
    rows = (
        "staff,result,werven van personeel image,role=werkveldpartner case=bakkerij|hospital,at-least  3/4,,"
        "Zij zoeken.,They seek.,Table 1,Ruim.,Wide.,,\n"
        "many,conclusion,,,query,,,Many.,p. 2,,,,count\n"
        "staff,,recruitment,,more,role=education-partner,,,,,Narrow.,Not so.,\n"
    )
    study, problems = read_study(folder(rows, count="ASK {}"))
    assert [str(problem) for problem in problems] == []
    assert study is not None
    staff, many = study.claims
    assert (staff.id, staff.kind, staff.text, staff.locator, staff.place.row) == (
        "staff",
        "result",
        Text(nl="Zij zoeken.", en="They seek."),
        "Table 1",
        2,
    )
    wide, narrow = staff.readings
    assert (wide.expect, wide.motives, " ".join(map(str, wide.groups)), wide.than) == (
        "at-least 3/4",
        ("recruitment", "image"),
        "role=practice-partner case=bakery|hospital",
        (),
    )
    assert (narrow.expect, [str(each) for each in narrow.than]) == ("more", ["role=education-partner"])
    assert (narrow.text, narrow.differs, narrow.place.row) == (Text(en="Narrow."), Text(en="Not so."), 4)
    assert (many.readings[0].query, many.readings[0].motives) == ("count", ())
    assert [(query.name, query.text, query.place.file) for query in study.queries] == [
        ("count", "ASK {}", "queries/count.rq")
    ]


def test_claims_and_questions_become_statements(folder: Callable[..., Path]) -> None:
    rows = (
        "staff,result,network recruitment,role=pp,all,,,They seek.,Table 1,,Wide.,,\n"
        "staff,,,,query,,,,,,,Not so.,count\n"
    )
    study, _ = read_study(folder(rows, count="ASK {}"))
    assert study is not None
    said = {
        (quad.subject.value.removeprefix(STUDY), quad.predicate, quad.object)
        for quad in study_quads(study)
        if isinstance(quad.subject, ox.NamedNode)
    }
    one, two = "/claim/staff/reading/1", "/claim/staff/reading/2"
    assert {
        ("/claim/staff", LCG.claimKind, ox.Literal("result")),
        ("/claim/staff", LCG.statement, ox.Literal("They seek.", language="en")),
        ("/claim/staff", LCG.hasReading, ox.NamedNode(STUDY + one)),
        ("/claim/staff", LCG.hasReading, ox.NamedNode(STUDY + two)),
        (one, LCG.expect, ox.Literal("all")),
        (one, LCG.groups, ox.Literal("role=practice-partner")),
        (one, LCG.motiveOrder, ox.Literal("network recruitment")),
        (one, LCG.aboutMotive, ox.NamedNode(BASE + "motive/network")),
        (two, LCG.checkedBy, ox.NamedNode(STUDY + "/query/count")),
        (two, LCG.differs, ox.Literal("Not so.", language="en")),
        ("/query/count", LCG.sparql, ox.Literal("ASK {}")),
    } <= said


def test_a_claim_that_cannot_be_checked_is_told_with_what_to_do(
    folder: Callable[..., Path], in_both_languages: Lines
) -> None:
    rows = (
        "a,finding,image,,all,,,A.,p. 1,,,,\n"
        "b,result,,,all,,,B.,p. 1,,,,\n"
        "c,result,image,,none,case=bakery,,C.,p. 1,,,,\n"
        "d,result,image,,query,,,D.,p. 1,,,,\n"
        "e,result,image,,query,,,E.,p. 1,,,,cuont\n"
        "f,result,image,,all,,,F.,p. 1,,,,count\n"
        "g,,image,,all,,,,,,,,\n"
        "h,result,image,roles=a,all,,,H.,p. 1,,,,\n"
    )
    study, problems = read_study(folder(rows, count="ASK {}"))
    assert study is not None
    assert study.claims == ()
    assert in_both_languages(problems) == [
        "claims.csv:2 kind: 'finding' is not a kind of claim. Valid: method, result, conclusion",
        "claims.csv:3 motives: names no motive: name those that the claim is about, or expect a query",
        "claims.csv:4 than: says nothing here: only some, only, mainly, most, more compare with other groups",
        "claims.csv:5 query: is empty: name a file of queries/, without .rq",
        "claims.csv:6 query: queries/cuont.rq is not there: did you mean 'count'?",
        "claims.csv:7 query: goes with the expectation 'query', and only with that",
        "claims.csv:8 kind: 'kind' is empty: fill it in",
        "claims.csv:8 claim_en: 'claim_en' is empty: fill it in",
        "claims.csv:8 locator: 'locator' is empty: fill it in",
        "claims.csv:9 groups: 'roles' is nothing by which groups differ: did you mean 'role'?",
    ]


def test_an_expectation_that_is_none_is_told(folder: Callable[..., Path]) -> None:
    _, problems = read_study(
        folder("a,result,image,,at-least 75%,,,A.,p. 1,,,,\nb,result,image,,al,,,B.,p. 1,,,,\n")
    )
    assert [(problem.row, problem.column) for problem in problems] == [(2, "expect"), (3, "expect")]
    assert "such as `at-least 4/5`" in problems[0].message.en


def test_what_works_are_cited_for_is_called_citations_now(study_with: Make, in_both_languages: Lines) -> None:
    folder = study_with(
        {"claims.csv": "work,relation,about,locator,note_nl,note_en\na,mentions,background,p. 1,,\n"}
    )
    _, problems = read_study(folder)
    assert in_both_languages(problems) == [
        "claims.csv:1: says what works are cited for: rename this file to citations.csv; claims.csv holds "
        "what "
        "the study itself concludes"
    ]


def test_a_question_is_named_by_a_code(folder: Callable[..., Path], in_both_languages: Lines) -> None:
    _, problems = read_study(folder("", **{"how many": "ASK {}"}))
    assert in_both_languages(problems) == [
        "queries/how many.rq: is not named by a code: use letters, digits, '-', '_' and '.' only"
    ]
