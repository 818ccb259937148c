"""Queries that a study brings: asked like those of the package, and as strangers' SPARQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import lcgraph
from lcgraph import queries
from lcgraph.errors import CallError, InputError, QueryError
from lcgraph.graph import Graph, read_studies
from lcgraph.store import EmbeddedStore

Make = Callable[[Mapping[str, str | bytes | None]], Path]
Ask = Callable[..., Any]
CITY = Path(__file__).parents[1] / "data" / "city"
HEADER = """\
#+ question.nl = "Welke cases?"
#+ question.en = "Which cases?"
#+ row.nl = "Eén case."
#+ row.en = "One case."
#+ source = "Table 1"
#+ columns = ["case"]
"""
CASES = "SELECT ?case WHERE { ?x a lcg:Case ; skos:notation ?case } ORDER BY ?case"


@pytest.fixture
def with_queries(study_with: Make) -> Callable[..., Graph]:
    """A graph of the tiny study that brings queries."""

    def make(**texts: str) -> Graph:
        folder = study_with({})
        (folder / "queries").mkdir()
        for name, text in texts.items():
            (folder / "queries" / f"{name.replace('_', '-')}.rq").write_text(text, encoding="utf-8")
        return lcgraph.open(studies=[folder])

    return make


def test_a_query_of_a_study_is_asked_and_bound_like_one_of_the_package() -> None:
    graph = lcgraph.open(studies=[CITY])
    assert [row[:3] for row in graph.query("motives-of-volunteers")][:2] == [
        ("green-roofs", "residents", 40),
        ("care-circle", "ngo", 30),
    ]
    assert len(graph.query("motives-of-volunteers", role="Bewoners")) == 4
    assert len(graph.query("motives-of-volunteers", role="municipality")) == 0
    with pytest.raises(CallError, match="unknown parameter of motives-of-volunteers 'case'"):
        graph.query("motives-of-volunteers", case="green-roofs")


def test_a_store_answers_the_queries_of_the_studies_in_it() -> None:
    graph = Graph(EmbeddedStore())
    graph.load(read_studies([CITY]))
    assert graph.query("interviewed").rows == [(True, 42, 20)]


def test_all_queries_are_listed_those_of_the_package_first() -> None:
    listed = lcgraph.open(studies=[CITY]).catalogue()
    assert list(listed)[-3:] == ["interviewed", "motives-of-volunteers", "shared-everywhere"]
    assert list(listed)[:-3] == list(queries.catalogue())
    assert listed["interviewed"].study == "city-synthetic"
    assert listed["contrast"].study == ""


def test_a_name_that_the_package_has_too_is_asked_with_the_study(
    with_queries: Callable[..., Graph],
) -> None:
    graph = with_queries(cases=HEADER + CASES, our_cases=HEADER + CASES)
    assert graph.query("cases").columns[:2] == ("case", "sector")
    assert graph.query("tiny-synthetic/cases").rows == [("bakery",), ("hospital",)]
    assert graph.query("our-cases").rows == graph.query("tiny-synthetic/our-cases").rows
    assert list(graph.catalogue())[-2:] == ["tiny-synthetic/cases", "our-cases"]


def test_an_unknown_query_names_those_of_the_study_too(with_queries: Callable[..., Graph]) -> None:
    graph = with_queries(our_cases=HEADER + CASES)
    with pytest.raises(
        CallError, match=r"unknown query 'our-casse': did you mean 'our-cases'\? Valid: .*contrast"
    ):
        graph.query("our-casse")
    with pytest.raises(CallError, match="ask lcgraph query differs-within-case"):
        graph.query("role-contrast-by-case")


def test_an_unknown_query_is_told_with_every_name_once(with_queries: Callable[..., Graph]) -> None:
    with pytest.raises(CallError) as told:
        with_queries(our_cases=HEADER + CASES).query("nothing")
    names = str(told.value).split("Valid: ")[1].split(", ")
    assert len(names) == len(set(names))
    assert {"contrast", "our-cases"} <= set(names)


def test_a_study_whose_cases_say_no_setting_is_compared_by_it_without_rows(
    study_with: Make,
) -> None:
    cases = "id,label_en\nbakery,Bakery\nhospital,Hospital\n"
    graph = lcgraph.open(studies=[study_with({"cases.csv": cases})])
    assert graph.query("contrast", by="setting").rows == []
    assert graph.query("contrast", by="sector").rows == []


def test_a_broken_header_names_study_and_query(with_queries: Callable[..., Graph]) -> None:
    with pytest.raises(
        InputError, match=r"^tiny-synthetic/queries/odd\.rq: 'row' must be a text in nl and en"
    ):
        with_queries(odd=HEADER.replace('#+ row.nl = "Eén case."\n', "") + CASES).query("odd")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT ?case WHERE { SERVICE <http://localhost/> { ?case ?p ?o } }", "SERVICE is refused"),
        ("SELECT ?case FROM <file:///etc/passwd> WHERE { ?case ?p ?o }", "it names no graph of this store"),
        ("DROP ALL", "DROP is refused"),
    ],
)
def test_a_query_of_a_study_is_strangers_sparql(
    with_queries: Callable[..., Graph], text: str, told: str
) -> None:
    with pytest.raises(QueryError, match=told):
        with_queries(bad=HEADER + text).query("bad")


def test_a_query_of_a_study_gives_rows(with_queries: Callable[..., Graph]) -> None:
    with pytest.raises(CallError, match="the query yes of tiny-synthetic must be a SELECT"):
        with_queries(yes=HEADER + "ASK { ?x ?y ?z }").query("yes")


def test_labels_are_understood_where_a_cell_is_explained() -> None:
    graph = lcgraph.open(studies=[CITY])
    assert graph.explain("Green roofs", " BEWONERS", "meer groen") == graph.explain(
        "green-roofs", "residents", "more-green"
    )
    with pytest.raises(CallError, match="unknown role 'resident': did you mean 'residents'"):
        graph.explain("green-roofs", "resident", "more-green")


def test_a_query_of_a_study_is_ended_when_it_takes_too_long(ask: Ask, study_with: Make) -> None:
    header = "".join(f'#+ {name}.{lang} = "…"\n' for name in ("question", "row") for lang in ("nl", "en"))
    endless = (
        f'{header}#+ source = "invented"\n#+ columns = ["n"]\nSELECT (COUNT(*) AS ?n) WHERE {{ '
        "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) > 100000) }\n"
    )
    folder = study_with({})
    (folder / "queries").mkdir(exist_ok=True)
    (folder / "queries" / "endless.rq").write_text(endless, encoding="utf-8")
    found = ask("query", "endless", "--timeout", "0.5", "--study", str(folder), "--lang", "en")
    assert (found.status, found.out) == (2, "")
    assert "the query took longer than 0.5 s and was stopped: see --timeout" in found.err
