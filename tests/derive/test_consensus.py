"""Several coders read the same interviews: whose codings count, and what the tables say of that.

Of four practice partners coder A finds image with two and coder B with a third; network both find with one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import lcgraph
from lcgraph.errors import CallError

Ask = Callable[..., Any]
TOML = 'id = "two"\ntitle.en = "Two coders"\n\n[rule]\nthreshold = "1/2"\n'
CODED = "w1,image,A\nw2,image,A\nw3,image,B\nw4,network,A\nw4,network,B\n"


@pytest.fixture
def study(tmp_path: Path) -> Callable[..., Path]:
    def make(consensus: str = "", coded: str = CODED) -> Path:
        people = "".join(f"w{number},alpha,practice-partner\n" for number in range(1, 5))
        files = {
            "study.toml": TOML + (f'consensus = "{consensus}"\n' if consensus else ""),
            "cases.csv": "id,label_en,sector,setting\nalpha,Alpha,technology,public-private\n",
            "groups.csv": "case,role,respondents\nalpha,practice-partner,4\n",
            "respondents.csv": f"id,case,role\n{people}",
            "mentions.csv": f"respondent,motive,coder\n{coded}",
        }
        folder = tmp_path / "study"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text)
        return folder

    return make


def counts(graph: lcgraph.Graph) -> dict[object, tuple[object, object, object]]:
    return {
        row["motive"]: (row["status"], row["n"], row["total"])
        for row in graph.query("cross-case-matrix").dicts()
    }


EXPECTED = [
    ("A", ("reported", 2, 4), ("below-threshold", 1, 4)),
    ("B", ("below-threshold", 1, 4), ("below-threshold", 1, 4)),
    ("both", ("below-threshold", 0, 4), ("below-threshold", 1, 4)),
    ("majority", ("below-threshold", 0, 4), ("below-threshold", 1, 4)),
    ("union", ("reported", 3, 4), ("below-threshold", 1, 4)),
    ("", ("reported", 3, 4), ("below-threshold", 1, 4)),
]


@pytest.mark.parametrize(("consensus", "image", "network"), EXPECTED)
def test_the_rule_of_a_study_says_whose_codings_count(
    study: Callable[..., Path], consensus: str, image: tuple[object, ...], network: tuple[object, ...]
) -> None:
    found = counts(lcgraph.open(studies=[study(consensus)]))
    assert (found["image"], found["network"]) == (image, network)


@pytest.mark.parametrize(("consensus", "image", "network"), EXPECTED)
def test_it_can_be_asked_of_any_study_and_of_a_store(
    study: Callable[..., Path],
    tmp_path: Path,
    consensus: str,
    image: tuple[object, ...],
    network: tuple[object, ...],
) -> None:
    """Whatever the study itself says; with nothing asked its own rule holds."""
    folder = study("both" if consensus else "")
    store = str(tmp_path / "store")
    lcgraph.open(store=store).load(lcgraph.graph.read_studies([folder]))
    for graph in (
        lcgraph.open(studies=[folder], consensus=consensus),
        lcgraph.open(store=store, consensus=consensus),
    ):
        assert (counts(graph)["image"], counts(graph)["network"]) == (image, network)


def test_more_than_half_of_three_coders_are_two(study: Callable[..., Path]) -> None:
    coded = "w1,image,A\nw1,image,B\nw2,image,C\nw3,image,A\nw3,image,B\nw3,image,C\n"
    found = {
        rule: counts(lcgraph.open(studies=[study(coded=coded)], consensus=rule))["image"][1]
        for rule in ("union", "majority", "both", "C")
    }
    assert found == {"union": 3, "majority": 2, "both": 1, "C": 2}


def test_mentions_without_a_coder_are_of_one_coder_more(study: Callable[..., Path]) -> None:
    folder = study(coded="w1,image,A\nw1,image,\nw2,image,A\n")
    found = {
        rule: counts(lcgraph.open(studies=[folder], consensus=rule))["image"][1]
        for rule in ("union", "both", "A")
    }
    assert found == {"union": 2, "both": 1, "A": 2}


def test_a_cell_comes_from_the_mentions_that_count_by_a_rule_that_says_so(
    study: Callable[..., Path],
) -> None:
    graph = lcgraph.open(studies=[study("A")])
    rows = graph.sparql("""SELECT ?coder ?consensus WHERE {
      ?cell a lcg:DerivedFinding ; prov:wasDerivedFrom/lcg:coder ?coder ;
            prov:wasGeneratedBy/prov:used/lcg:consensus ?consensus }""")
    assert sorted(rows.dicts(), key=str) == [{"coder": "A", "consensus": "A"}] * 3
    (aside,) = graph.sparql(
        "SELECT (COUNT(?m) AS ?n) WHERE { ?m lcg:setAsideBy ?rule ; lcg:coder 'B' }"
    ).dicts()
    assert aside == {"n": 2}


def test_the_tables_say_whose_codings_were_counted(study: Callable[..., Path], ask: Ask) -> None:
    folder = study()
    done = ask("tables", "--study", folder, "--coder", "A", "--counts", "--format", "table", "--lang", "en")
    assert "Counted is what coder A found" in done.out
    assert "2/4" in done.out
    done = ask("tables", "--study", study("both"), "--format", "markdown", "--lang", "nl")
    assert "**Geteld is wat elke codeur vond**" in done.out
    assert "Counted" not in ask("tables", "--study", study(), "--format", "table", "--lang", "en").out


def test_explaining_a_cell_names_those_whose_codings_count(study: Callable[..., Path], ask: Ask) -> None:
    cell = ("explain", "alpha", "practice-partner", "image", "--study", study(), "--lang", "en")
    assert "Name it:        2: w1, w2" in ask(*cell, "--coder", "A").out
    assert "Do not name it: 4: w1, w2, w3, w4" in ask(*cell, "--consensus", "both").out


def test_a_coder_whom_a_study_does_not_have_is_refused_with_those_it_has(
    study: Callable[..., Path], ask: Ask
) -> None:
    with pytest.raises(CallError, match=r"two has no coder 'C': it has A, B"):
        lcgraph.open(studies=[study()], consensus="C")
    done = ask("validate", study("C"), "--lang", "en")
    assert done.status == 1
    assert "consensus 'C' is no rule and no coder of mentions.csv. Valid: union, both, majority, A, B" in (
        done.out + done.err
    )
    done = ask("tables", "--study", study(), "--coder", "A", "--consensus", "both", "--lang", "en")
    assert (done.status, "--coder and --consensus do not go together: choose one" in done.err) == (2, True)
