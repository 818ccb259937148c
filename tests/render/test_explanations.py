"""A cell explained, a query described: what people read, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

import lcgraph
from lcgraph.errors import CallError
from lcgraph.queries import find
from lcgraph.render.text import explanation_text, query_text


@pytest.fixture(scope="module")
def graph(tiny: Path) -> lcgraph.Graph:
    return lcgraph.open(studies=[tiny])


def explained(graph: lcgraph.Graph, case: str, role: str, motive: str, lang: str) -> str:
    return explanation_text(graph.explain(case, role, motive), graph.labels(lang), lang)


def test_a_published_cell_leads_to_its_table_and_its_row() -> None:
    text = explained(lcgraph.open(), "ict", "education-partner", "teacher-development", "nl")
    assert text.startswith("Ontwikkelen van docenten | ICT | opleidingspartner\n")
    assert "× gerapporteerd (gepubliceerd, bos-2023)" in text
    assert "Cluster:" in text
    assert (
        "alle respondenten: 3 van de 3 (uitzondering voor deze groep); Onderzoeksaanpak, alinea 2"
        in " ".join(text.split())
    )
    assert "de bron geeft er geen voor deze cel; de groep telt 3 respondenten" in " ".join(text.split())
    assert "Tabel 4" in text
    assert "findings.csv, rij " in text


def test_derived_and_published_stand_beside_each_other_down_to_the_codings(graph: lcgraph.Graph) -> None:
    text = explained(graph, "bakery", "practice-partner", "network", "en")
    words = " ".join(text.split())
    assert text.startswith("Strengthening the network | Bakery | practice partner\n")
    assert "· below threshold (derived, tiny-synthetic)" in words
    assert "× reported (published, tiny-synthetic)" in words
    assert "at least 3/4 of the respondents: 3 of 4; Method" in words
    assert "2 of 4 respondents" in words
    assert "The report counted segments and not respondents." in words
    assert "4 codings of 2 respondents" in words
    assert "b1, at the start, collective, av, b1.txt: mentions.csv, row 7" in words
    assert '“You meet "the others".”' in words


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            ("bakery", "education-partner", "cost-reduction"),
            "all respondents: 1 of 1 (an exception for this group); Method Counts: 1 of 1 respondents",
        ),
        (("hospital", "education-partner", "recruitment"), "– not asked (derived, tiny-synthetic)"),
        (("bakery", "practice-partner", "cost-reduction"), "0 of 4 respondents"),
        (("hospital", "practice-partner", "recruitment"), "at least 3/4 of the respondents: 3 of 3"),
    ],
)
def test_a_cell_says_its_rule_and_its_numbers(
    graph: lcgraph.Graph, cell: tuple[str, str, str], words: str
) -> None:
    assert words in " ".join(explained(graph, *cell, "en").split())


def test_a_cell_without_codings_lists_none(graph: lcgraph.Graph) -> None:
    assert "coding" not in explained(graph, "bakery", "practice-partner", "cost-reduction", "en")


def test_a_cell_that_no_source_has_is_told(graph: lcgraph.Graph) -> None:
    with pytest.raises(
        CallError,
        match="nothing is known of new-markets for practice-partner in bakery: no source has this cell",
    ):
        graph.explain("bakery", "practice-partner", "new-markets")


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (("bakry", "practice-partner", "network"), "unknown case 'bakry': did you mean 'bakery'"),
        (
            ("bakery", "practise-partner", "network"),
            "unknown role 'practise-partner': did you mean 'practice-partner'",
        ),
        (("bakery", "practice-partner", "netwrok"), "unknown motive 'netwrok': did you mean 'network'"),
    ],
)
def test_an_unknown_code_is_told_with_the_nearest(
    graph: lcgraph.Graph, cell: tuple[str, str, str], message: str
) -> None:
    with pytest.raises(CallError) as refused:
        graph.explain(*cell)
    assert str(refused.value).startswith(message)


def test_a_query_is_described_with_its_parameters_and_columns() -> None:
    text = query_text(find("case-profile"), "en")
    assert text.startswith("case-profile\n")
    assert "--case CASE" in text
    assert "cluster, motive, role, status" in text
    dutch = query_text(find("case-profile"), "nl")
    assert "Kolommen:" in dutch
    assert "Een rij:" in dutch


def test_labels_have_the_language_that_was_asked_for(graph: lcgraph.Graph) -> None:
    dutch, english = graph.labels("nl"), graph.labels("en")
    assert (dutch["role", "practice-partner"], english["role", "practice-partner"]) == (
        "werkveldpartner",
        "practice partner",
    )
    assert dutch["motive", "fresh-bread"] == "vers brood"
    assert english["work", "mueller-de-laat-2011"] == "Müller & De Laat (2011)"
    assert english["sector", "food"] == "food"
