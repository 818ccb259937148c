"""The reporting rule at its boundaries: respondents are counted, whole numbers are compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import lcgraph
from lcgraph.derive.derivation import Grounds, derive
from lcgraph.export.rdf import export_rdf
from lcgraph.graph import ontology_quads, read_studies
from lcgraph.quads import sort_quads
from lcgraph.resources import artefact
from lcgraph.vocab import BASE

Ask = Callable[..., Any]
Make = Callable[[Mapping[str, str | bytes | None]], Path]
CASES = (
    "id,label_en,sector,setting,start_year\n"
    "bakery,Bakery,food,public-private,2019\nhospital,Hospital,health-care,public-public,2008\n"
)
RULE = 'id = "rule"\ntitle.en = "Rule"\n\n[rule]\nthreshold = "{}"\n'


@pytest.fixture
def cell(study_with: Make) -> Callable[..., tuple[object, ...]]:
    """Status, n and N of image when the first `naming` of `asked` respondents name it, each `times` times."""

    def make(
        naming: int, asked: int, *, threshold: str = "3/4", unasked: int = 0, times: int = 1
    ) -> tuple[object, ...]:
        people = [f"r{number}" for number in range(asked + unasked)]
        rows = [
            f"{who},bakery,practice-partner,{'' if n < asked else 'image'}\n" for n, who in enumerate(people)
        ]
        named = [f"{who},image,s{n}\n" for who in people[:naming] for n in range(times)]
        folder = study_with(
            {
                "study.toml": RULE.format(threshold),
                "cases.csv": CASES,
                "groups.csv": f"case,role,respondents\nbakery,practice-partner,{len(people)}\n",
                "respondents.csv": "id,case,role,motives_not_asked\n"
                + "".join(rows)
                + "x,hospital,practice-partner,\n",
                "mentions.csv": "respondent,motive,segment\nx,image,\n" + "".join(named),
                "findings.csv": None,
                "motives.csv": None,
                "citations.csv": None,
                "references.bib": None,
            }
        )
        (row,) = (
            lcgraph.open(studies=[folder]).query("cross-case-matrix", motive="image", case="bakery").dicts()
        )
        return row["status"], row["n"], row["total"]

    return make


@pytest.mark.parametrize(
    ("naming", "asked", "status"),
    [
        (0, 4, "below-threshold"),
        (2, 4, "below-threshold"),
        (3, 4, "reported"),
        (4, 4, "reported"),
        (0, 0, "not-asked"),
        (0, 1, "below-threshold"),
        (1, 1, "reported"),
        (3, 5, "below-threshold"),
        (4, 5, "reported"),
        (5, 7, "below-threshold"),
        (6, 7, "reported"),
        (6, 8, "reported"),
    ],
)
def test_three_quarters(cell: Callable[..., object], naming: int, asked: int, status: str) -> None:
    assert cell(naming, asked) == (status, naming, asked)


@pytest.mark.parametrize(
    ("threshold", "naming", "asked", "status"),
    [
        ("1/3", 1, 3, "reported"),
        ("7/10", 7, 10, "reported"),  # 0.7 * 10 is less than 7 in floats
        ("2/3", 2, 3, "reported"),
        ("1/1", 2, 3, "below-threshold"),
        ("1/1000", 0, 3, "below-threshold"),
        ("1/1000", 1, 3, "reported"),
    ],
)
def test_other_thresholds(
    cell: Callable[..., object], threshold: str, naming: int, asked: int, status: str
) -> None:
    assert cell(naming, asked, threshold=threshold) == (status, naming, asked)


def test_respondents_are_counted_and_not_segments(cell: Callable[..., object]) -> None:
    assert cell(2, 4, times=9) == ("below-threshold", 2, 4)


def test_who_was_not_asked_does_not_count_in_n(cell: Callable[..., object]) -> None:
    assert cell(3, 4, unasked=1) == ("reported", 3, 4)


def test_when_nobody_was_asked_the_cell_is_not_asked(cell: Callable[..., object]) -> None:
    assert cell(0, 0, unasked=3) == ("not-asked", 0, 0)


def test_an_exception_holds_for_its_group_only(tiny: Path) -> None:
    rows = lcgraph.open(studies=[tiny]).query("cross-case-matrix", motive="network").rows
    assert [(row[2], row[3], row[4], row[5], row[6]) for row in rows][1] == (
        "bakery", "education-partner", "below-threshold", 1, 2,
    )  # fmt: skip


def test_a_published_motive_that_no_interview_was_coded_for_is_not_coded(study_with: Make) -> None:
    folder = study_with(
        {"findings.csv": "case,role,motive,status,locator\nbakery,practice-partner,image,reported,Table 1\n"}
    )
    graph = lcgraph.open(studies=[folder])
    rows = graph.query("cell-evidence", case="bakery", role="practice-partner", motive="image").dicts()
    assert {(row["kind"], row["status"], row["n"], row["total"]) for row in rows} == {
        ("published", "reported", None, None),
        ("derived", "not-coded", None, 4),
    }
    assert not [row for row in graph.query("cross-case-matrix").dicts() if row["motive"] == "damage-control"]


def test_a_derived_cell_says_what_made_it(tiny: Path) -> None:
    quads = lcgraph.open(studies=[tiny]).quads()
    study = f"{BASE}study/tiny-synthetic"
    derived = [quad for quad in quads if quad.graph_name.value == f"{study}/graph/derived"]
    facts = {
        (quad.predicate.value.rpartition("/")[2].rpartition("#")[2], quad.object.value)
        for quad in derived
        if quad.subject.value == f"{study}/finding/bakery/practice-partner/network/derived"
    }
    mentions = {value for name, value in facts if name == "wasDerivedFrom"}
    assert len(mentions) == 4
    assert all(value.startswith(f"{study}/mention/") for value in mentions)
    assert {
        ("respondentsMentioning", "2"),
        ("respondentsAsked", "4"),
        ("wasGeneratedBy", f"{study}/derivation"),
    } < facts
    made = {
        (quad.predicate.value.partition("#")[2], quad.object.value)
        for quad in derived
        if quad.subject.value == f"{study}/derivation"
    }
    assert made >= {
        ("used", f"{study}/rule/reporting"),
        ("used", f"{study}/graph/asserted"),
        ("wasAssociatedWith", f"{BASE}software/lcgraph/{lcgraph.__version__}"),
    }


def test_a_rebuild_gives_the_same_bytes_and_rests_on_no_earlier_one(tiny: Path) -> None:
    graph = lcgraph.open(studies=[tiny])
    first = [quad for quad in graph.quads(ontology=True) if quad.graph_name.value.endswith("/graph/derived")]
    again = sort_quads(derive(graph.store, lcgraph.__version__))
    assert len(first) > 100
    assert export_rdf(again, "trig") == export_rdf(first, "trig")
    assert again == sort_quads(derive(lcgraph.open(studies=[tiny]).store, lcgraph.__version__))


def test_what_the_rule_looks_at_gives_the_same_cells_as_the_whole(tiny: Path) -> None:
    """A new store on disk is not asked again: what the rule needs was kept on the way to it."""
    synthetic = tiny.parent / "synthetic-2026"
    grounds = Grounds()
    whole = [*ontology_quads(), *read_studies([tiny, synthetic])]
    assert list(grounds.passing(whole)) == whole
    of_part = sort_quads(derive(grounds.store, "0"))
    of_whole = sort_quads(derive(lcgraph.open(studies=[tiny, synthetic]).store, "0"))
    assert of_part == of_whole
    assert len(of_part) > 1000


def test_everything_that_is_asked_for_is_kept() -> None:
    """Were a property that is asked for missing in what is kept, a store on disk would get other cells."""
    from lcgraph.derive import derivation

    texts = [path.read_text(encoding="utf-8") for path in Path(derivation.__file__).parent.glob("*.py")]
    texts.append(artefact("queries", "derive", "cells.rq").read_text(encoding="utf-8"))
    assert len(texts) == 7
    named = {term for text in texts for term in re.findall(r"\b(?:lcg:|LCG\.)([a-z]\w+)", text)}
    written = {
        *("status", "respondentsMentioning", "respondentsAsked", "topConcept", "topCluster", "governedBy"),
        *("minimum", "facet", "facetBy", "facetValue", "facetTop", "facetWithin", "hasPhase", "setAsideBy"),
    }
    kept = {property_.value.rpartition("#")[2] for property_ in derivation._LOOKED_AT}
    assert named - written == kept - {"type", "broader"}


def test_who_names_a_motive_without_being_asked_counts_on_neither_side(study_with: Make, ask: Ask) -> None:
    """A contradiction: of the three who were asked two name it, and the fourth is left out of n and N."""
    folder = study_with(
        {
            "study.toml": RULE.format("3/4"),
            "cases.csv": CASES,
            "groups.csv": "case,role,respondents\nbakery,practice-partner,4\n",
            "respondents.csv": "id,case,role,motives_not_asked\n"
            "r1,bakery,practice-partner,\nr2,bakery,practice-partner,\n"
            "r3,bakery,practice-partner,\nr4,bakery,practice-partner,image\n",
            "mentions.csv": "respondent,motive\nr1,image\nr2,image\nr4,image\nnobody,image\n",
            "findings.csv": None,
        }
    )
    rows = lcgraph.open(studies=[folder]).query("cross-case-matrix").dicts()
    row = next(row for row in rows if (row["motive"], row["role"]) == ("image", "practice-partner"))
    assert (row["status"], row["n"], row["total"]) == ("below-threshold", 2, 3)
    told = ask("tables", "--study", folder)
    assert told.err == (
        "lcgraph: codings that count in no cell, because the study contradicts itself: 2. "
        f"Which ones: lcgraph validate {folder}\n"
    )
    assert ask("validate", folder).status == 1
