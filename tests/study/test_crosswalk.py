"""The table of correspondences: what its rows become, and what is told of rows that cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from lcgraph.literature.model import Agent
from lcgraph.say import Text
from lcgraph.study.quads import study_quads
from lcgraph.study.read import read_study
from lcgraph.validate import validate
from lcgraph.vocab import BASE, LCG, RDF, SKOS

Make = Callable[[Mapping[str, str | bytes | None]], Path]
HEAD = "about,match,work,concept,label_en,locator,author\n"
WORK = "mueller-de-laat-2011"


def told(folder: Path, lang: str = "en") -> list[str]:
    return [problem.in_(lang) for problem in read_study(folder)[1]]


def test_a_correspondence_is_read_whole(tiny: Path) -> None:
    study, problems = read_study(tiny)
    assert problems == []
    assert study is not None
    first, second, third = study.correspondences
    assert (first.kind, first.code, first.match) == ("cluster", "development", "broad")
    assert (first.work, first.concept, first.label) == (WORK, "learning", Text(nl="leren", en="learning"))
    assert (first.locator, first.note.en) == ("Theory", "The work counts more among it.")
    assert (second.kind, second.code, second.locator) == ("motive", "fresh-bread", "Theory; Table 1")
    assert second.authors == (
        Agent("van-der-verzonnen-a", "van der Verzonnen", "Anna"),
        Agent("invented-guild-of-bakers", "Invented Guild of Bakers", "", corporate=True),
    )
    assert (third.kind, third.authors, third.label) == ("level", (), Text(nl="", en="shared oven"))
    assert [each.place.row for each in study.correspondences] == [2, 3, 4]


def test_the_concept_of_a_work_lives_below_the_work_and_a_motive_of_the_study_below_the_study(
    tiny: Path,
) -> None:
    study, _ = read_study(tiny)
    assert study is not None
    quads = list(study_quads(study))
    said = {(quad.subject.value, quad.predicate, getattr(quad.object, "value", "")) for quad in quads}
    bread, own = f"{BASE}work/{WORK}/concept/bread", f"{BASE}study/tiny-synthetic/motive/fresh-bread"
    node = f"{BASE}study/tiny-synthetic/correspondence/motive/fresh-bread/{WORK}/bread"
    assert (bread, LCG.conceptOf, f"{BASE}work/{WORK}") in said
    assert (node, LCG.ofConcept, own) in said
    assert (node, LCG.withConcept, bread) in said
    assert (own, SKOS.exactMatch, bread) in said
    assert (f"{BASE}cluster/development", SKOS.broadMatch, f"{BASE}work/{WORK}/concept/learning") in said
    assert (bread, LCG.partOfStudy, f"{BASE}study/tiny-synthetic") not in said  # the work's, not the study's
    assert sum(quad.predicate == RDF.type and quad.object == LCG.WorkConcept for quad in quads) == 3


def test_rows_that_cannot_be_used_are_told_with_row_and_column(study_with: Make) -> None:
    folder = study_with(
        {
            "crosswalk.csv": HEAD
            + f"development,close,{WORK},a,A,p. 1,\n"
            + f"motive:image@cluster:capital,close,{WORK},a,A,p. 1,\n"
            + f"cluster:capital,close match,{WORK},a,A,p. 1,\n"
            + f"cluster:capital,close,{WORK},a concept,A,p. 1,\n"
            + f"cluster:capital,close,{WORK},a,A,,\n"
            + f"cluster:societal,close,{WORK},a,A,p. 1,\n"
            + f"cluster:societal,exact,{WORK},a,A,p. 2,\n"
        }
    )
    about = "is not understood: write cluster:CODE, level:CODE or motive:CODE"
    code = "is not a code: use letters, digits, '-', '_' and '.' only"
    assert told(folder) == [
        f"crosswalk.csv:2 about: 'development' {about}",
        f"crosswalk.csv:3 about: 'motive:image@cluster:capital' {about}",
        "crosswalk.csv:4 match: 'close match' is neither a code nor a label: did you mean 'close'?",
        f"crosswalk.csv:5 concept: 'a concept' {code}",
        "crosswalk.csv:6 locator: 'locator' is empty: fill it in",
        "crosswalk.csv:8 concept: the same about, work, concept as in row 7: keep one of the two",
    ]
    assert all("crosswalk.csv" in line for line in told(folder, "nl"))
    study, _ = read_study(folder)
    assert study is not None
    assert [(each.code, each.match) for each in study.correspondences] == [("societal", "close")]


def test_one_concept_under_two_names_is_told(study_with: Make) -> None:
    rows = f"cluster:societal,close,{WORK},a,A,p. 1,\nmotive:image,close,{WORK},a,Another,p. 1,\n"
    (problem,) = [
        each for each in validate(study_with({"crosswalk.csv": HEAD + rows})) if each.severity == "violation"
    ]
    assert (Path(problem.file or "").name, problem.row, problem.column) == ("crosswalk.csv", 2, "label_en")
    assert problem.message.en == "this has more than one name in the same language: keep one"


@pytest.mark.parametrize(
    ("work", "found"),
    [("mueller-de-laat-2001", "found 'mueller-de-laat-2001'. Did you mean 'mueller-de-laat-2011'?")],
)
def test_a_work_that_is_not_in_the_list_is_a_warning_as_in_claims(
    study_with: Make, work: str, found: str
) -> None:
    folder = study_with({"crosswalk.csv": f"{HEAD}cluster:societal,close,{work},a,A,p. 1,\n"})
    warnings = {(Path(each.file or "").name, each.row, each.column): each for each in validate(folder)}
    assert found in warnings["crosswalk.csv", 2, "work"].message.en
    assert warnings["crosswalk.csv", 2, "work"].severity == "warning"
