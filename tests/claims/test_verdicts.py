"""Each claim of the article: whether it holds by the tables, and the numbers behind that.

`expected.csv` has the verdict and the numbers of each reading: counts in Tabel 1-6 of the article.
"""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from lcgraph import queries
from lcgraph.render.claims import claim_rows
from lcgraph.resources import bundled_study
from lcgraph.vocab import BASE, LCG, RDF

FOLDER = bundled_study()
OWN = sorted((FOLDER / "queries").glob("*.rq"))

with (Path(__file__).parent / "expected.csv").open(encoding="utf-8") as _file:
    EXPECTED = [tuple(row) for row in csv.reader(_file)][1:]

with (FOLDER / "claims.csv").open(encoding="utf-8") as _file:
    CLAIMS = list(csv.DictReader(_file))

DIFFER = {
    "rule-exceptions",
    "innovative-solutions-nearly-all",
    "education-partners-image-recruitment",
    "curriculum-three-groups",
    "network-mainly-practice-partners",
    "higher-goal-through-training",
    "staff-motives-practice-partners",
    "development-more-private",
    "innovation-product-or-process",
    "scarce-resources-mainly-private",
    "societal-limited",
    "social-responsibility-private",
    "recruitment-contested",
    "expertise-hardly",
}

READINGS = {  # a vague word of a claim -> how every claim that uses it reads it
    "en": {
        "nearly all": "Nearly all: at least four fifths of the ",
        "mainly": "Mainly: more than half of the groups that report the motive.",
        "hardly": "Hardly: at most one in ten partner groups.",
        "in most": "Most: more than half of the ",
        "more": "More: a larger share of the groups.",
        "limited": "Limited: at most half of the partner groups report a motive of the cluster.",
        "a number of": "A number of: at least two motives",
    },
    "nl": {
        "vrijwel alle": "Vrijwel alle: minstens vier vijfde van de ",
        "vooral": "Vooral: meer dan de helft van de groepen die het motief melden.",
        "nauwelijks": "Nauwelijks: hoogstens één op de tien partnergroepen.",
        "in de meeste": "De meeste: meer dan de helft van de ",
        "meer": "Meer: een groter deel van de groepen.",
        "beperkt": "Beperkt: hoogstens de helft van de partnergroepen meldt een motief uit het cluster.",
        "een aantal": "Een aantal: minstens twee motieven",
    },
}
NO_COMPARISON = {"age-balance", "recruitment-contested"}  # "more than ten years", "more like capital"

PLACE = re.compile(
    r"Samenvatting|Onderzoeksaanpak, alinea [12]"
    r"|Resultaten, (Legitimerende motieven|Ontwikkelingsgerichte motieven, alinea [12]"
    r"|Kapitaalgerelateerde motieven, alinea [12]|Maatschappelijk gerelateerde motieven)"
    r"|Conclusie en discussie, alinea [1345]"
)


def told(data: Any) -> list[tuple[str, str, str, str]]:
    """Each reading with its number, verdict and evidence, in the order of the study."""
    rows = claim_rows(list(data.claims().values()), "en").dicts()
    return [
        (str(row["claim"]), str(row["number"]), str(row["verdict"]), str(row["evidence"] or ""))
        for row in rows
    ]


def test_every_reading_has_a_verdict_with_the_numbers_behind_it(data: Any) -> None:
    assert told(data) == EXPECTED


def test_there_are_forty_eight_claims_of_which_four_fail_and_two_cannot_be_checked(data: Any) -> None:
    assert Counter(data.verdicts().values()) == {"holds": 42, "fails": 4, "not-checkable": 2}


def test_thirty_claims_are_patterns_and_eighteen_questions_of_the_study() -> None:
    by_pattern = {row["id"] for row in CLAIMS if row["expect"] != "query"}
    assert len(by_pattern) == 30
    assert {row["query"] for row in CLAIMS if row["query"]} == {path.stem for path in OWN}
    assert len(OWN) == 19  # one claim has two


def test_four_claims_fail_and_each_says_where_text_and_table_part(data: Any) -> None:
    failing = {name for name, verdict in data.verdicts().items() if verdict == "fails"}
    assert failing == {
        "education-partners-image-recruitment",
        "development-more-private",
        "societal-limited",
        "social-responsibility-private",
    }
    assert {row["id"] for row in CLAIMS if row["differs_nl"]} == DIFFER
    assert failing < DIFFER


def test_whether_societal_motives_are_limited_depends_on_the_reading(data: Any) -> None:
    groups, cells = data.claims()["societal-limited"].readings
    assert (groups.verdict, groups.evidence["groups_reporting"], groups.evidence["groups"]) == (
        "fails",
        6,
        10,
    )
    assert (cells.verdict, cells.evidence["cells_reported"], cells.evidence["cells"]) == ("holds", 6, 20)


def test_two_claims_about_motives_without_a_row_cannot_be_checked(data: Any) -> None:
    unknown = {name for name, verdict in data.verdicts().items() if verdict == "not-checkable"}
    assert unknown == {"innovation-product-or-process", "scarce-resources-mainly-private"}
    assert unknown < DIFFER


@pytest.mark.parametrize("row", CLAIMS, ids=lambda row: row["id"])
def test_a_claim_is_complete_in_both_languages(row: dict[str, str]) -> None:
    for column in ("claim", "reading", "differs"):
        assert bool(row[f"{column}_nl"]) == bool(row[f"{column}_en"])
    assert row["kind"] in {"method", "result", "conclusion"}
    for place in row["locator"].split("; "):
        assert PLACE.fullmatch(place), place


@pytest.mark.parametrize("lang", READINGS)
def test_a_vague_word_is_read_the_same_everywhere(lang: str) -> None:
    found = 0
    for row in CLAIMS:
        for word, reading in READINGS[lang].items():
            text = row[f"claim_{lang}"]  # empty for a second reading
            if row["id"] in NO_COMPARISON or not re.search(rf"\b{word}\b", text, re.IGNORECASE):
                continue
            assert reading in row[f"reading_{lang}"], (row["id"], word)
            found += 1
    assert found >= 15


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_an_own_question_gives_one_row_that_starts_with_whether_it_holds(data: Any, path: Path) -> None:
    query = queries.parse(path)
    assert query.columns[0] == "holds"
    found = data.store.query(query.text, use_default_graph_as_union=True)
    assert tuple(variable.value for variable in found.variables) == query.columns
    assert len(list(found)) == 1


def test_rdflib_gives_the_same_rows(data: Any, content: list[ox.Quad]) -> None:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=ox.serialize(content, format=ox.RdfFormat.N_QUADS), format="nquads")
    judged = {
        reading.reading.query: (reading.holds, *reading.numbers.values())
        for claim in data.claims().values()
        for reading in claim.readings
        if reading.reading.query
    }
    assert {path.stem: _rdflib_row(dataset, path) for path in OWN} == judged


def test_the_order_of_loading_changes_no_list(data: Any, content: list[ox.Quad]) -> None:
    for seed in range(3):
        shuffled = content[:]
        random.Random(seed).shuffle(shuffled)
        assert told(type(data)(shuffled)) == EXPECTED


def test_without_cells_no_claim_about_them_can_be_checked(data: Any, content: list[ox.Quad]) -> None:
    bare = type(data)([quad for quad in content if (quad.predicate, quad.object) != (RDF.type, LCG.Cell)])
    told = {name for name, verdict in bare.verdicts().items() if verdict != "not-checkable"}
    assert told == {
        *("respondents", "five-sectors", "settings", "age-balance", "rule-three-quarters", "rule-exceptions"),
        *("recruitment-contested", "expertise-hardly"),  # a group without a cell does not report it
    }


def test_another_study_beside_it_changes_nothing(data: Any, content: list[ox.Quad]) -> None:
    """The same study under another name, with a mark in every cell and one respondent a group."""
    here, there = f"{BASE}study/bos-2023", f"{BASE}study/copy-2024"

    def moved(term: Any) -> Any:
        inside = isinstance(term, ox.NamedNode) and term.value.startswith(here)
        return ox.NamedNode(there + term.value.removeprefix(here)) if inside else term

    copy = []
    for quad in content:
        value = moved(quad.object)
        if quad.predicate == LCG.status:
            value = ox.NamedNode(f"{BASE}status/reported")
        if quad.predicate == LCG.respondents:
            value = ox.Literal(1)
        if quad.subject == ox.NamedNode(here) and str(value) == '"bos-2023"':
            value = ox.Literal("copy-2024")
        copy.append(ox.Quad(moved(quad.subject), quad.predicate, value, moved(quad.graph_name)))
    beside = type(data)([*content, *copy])
    assert len(list(beside.store.quads_for_pattern(None, LCG.status, None))) == 260
    assert told(beside) == EXPECTED


def test_a_cell_derived_from_interviews_does_not_stand_in_for_a_published_one(data: Any) -> None:
    derived = ox.NamedNode(f"{BASE}study/bos-2023/derived/ict/education-partner/image")
    graph = ox.NamedNode(f"{BASE}study/bos-2023/graph/derived")
    statements = {
        RDF.type.value: LCG.DerivedFinding.value,
        LCG.partOfStudy.value: f"{BASE}study/bos-2023",
        LCG.aboutGroup.value: f"{BASE}study/bos-2023/group/ict/education-partner",
        LCG.aboutMotive.value: f"{BASE}motive/image",
        LCG.status.value: f"{BASE}status/reported",
    }
    put = [ox.Quad(derived, ox.NamedNode(p), ox.NamedNode(o), graph) for p, o in statements.items()]
    with data.without(put=put):
        assert told(data) == EXPECTED


def _rdflib_row(dataset: rdflib.Dataset, path: Path) -> tuple[Any, ...]:
    found = dataset.query(path.read_text(encoding="utf-8"))
    (row,) = found.bindings
    return tuple(_plain(row.get(variable)) for variable in found.vars or ())


def _plain(term: Any) -> bool | int | str | None:
    """The value of a boolean, an integer or a string; anything else (a decimal) is not the same row."""
    if term is None:
        return None
    kinds = {None: str, rdflib.XSD.string: str, rdflib.XSD.boolean: bool, rdflib.XSD.integer: int}
    value: bool | int | str = kinds[term.datatype](term.toPython())
    return value
