"""The screen before pySHACL lets nothing through that pySHACL would report, whatever the data look like.

What is compared is the whole report: every shape over all its targets, against the suspects only.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pyoxigraph as ox
import pytest

from lcgraph.validate.engine import Result, judge, load_shapes, run
from lcgraph.validate.screen import suspects
from lcgraph.validate.telling import Known

SHAPES = "https://w3id.org/lcgraph/ontology/shapes#"
LCG = "https://w3id.org/lcgraph/ontology#"
FAULTS: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "faults.toml").read_text(encoding="utf-8")
)
Parse = Callable[[str], list[ox.Quad]]


@pytest.fixture(scope="session")
def all_shapes() -> Any:
    return load_shapes()


def told(results: list[Result]) -> set[tuple[str, str, str, str]]:
    """The results without the names of blank nodes, which differ from call to call."""
    return {
        (
            result.shape,
            result.severity,
            result.focus if ":" in result.focus else "_:",
            "_:" if isinstance(result.value, ox.BlankNode) else str(result.value),
        )
        for result in results
    }


def spoilt(data: list[ox.Quad], faults: list[dict[str, Any]], parse: Parse) -> list[ox.Quad]:
    """The data after many edits at once."""
    drops = {
        (at.subject, at.predicate)
        for fault in faults
        for dropped in fault.get("drop", [])
        for at in parse(f"{dropped} [] .")
    }
    left = [quad for quad in data if (quad.subject, quad.predicate) not in drops]
    return left + [quad for fault in faults for quad in parse(fault.get("add", ""))]


@pytest.mark.ci(every=8)
@pytest.mark.parametrize("name", sorted(FAULTS))
def test_what_breaks_a_shape_is_suspect(
    name: str, valid_data: list[ox.Quad], vocabulary: list[ox.Quad], shapes: ox.Store, turtle: Parse
) -> None:
    """Each fault, told by the suspects of its own shape and no more than a few others."""
    for fault in FAULTS[name]:
        store = Known(spoilt(valid_data, [fault], turtle), vocabulary).store
        found = suspects(store, shapes)
        nodes = found.get(SHAPES + name, set())
        focus = fault["focus"]
        if nodes is not None and focus != "_:":
            assert turtle(f"{focus} a lcg:X .")[0].subject in nodes
        else:
            assert nodes is None or any(isinstance(node, ox.BlankNode) for node in nodes)
        assert sum(len(each or ()) for each in found.values()) < 40


def test_every_shape_is_translated(
    valid_data: list[ox.Quad], vocabulary: list[ox.Quad], shapes: ox.Store
) -> None:
    """A shape that no query covers costs a look at every node: none does."""
    found = suspects(Known(valid_data, vocabulary).store, shapes)
    assert None not in found.values()


@pytest.mark.parametrize("seed", range(4))
def test_many_faults_at_once_give_the_report_of_pyshacl(
    seed: int, valid_data: list[ox.Quad], vocabulary: list[ox.Quad], all_shapes: Any, turtle: Parse
) -> None:
    lottery = random.Random(seed)
    chosen = [lottery.choice(FAULTS[name]) for name in lottery.sample(sorted(FAULTS), 40)]
    store = Known(spoilt(valid_data, chosen, turtle), vocabulary).store
    whole = told(judge(store, all_shapes))
    assert told(run(store)) == whole
    assert len({shape for shape, *_ in whole}) > 30


ODD = [
    *(
        '"2024-02-29"^^xsd:date',
        '"2023-02-29"^^xsd:date',
        '"2024-01-05Z"^^xsd:date',
        '"0000-01-01"^^xsd:date',
    ),
    *('"-2020"^^xsd:gYear', '"2020"^^xsd:gYear', '"02020"^^xsd:gYear', '"2020-13"^^xsd:gYearMonth'),
    *('"+4"^^xsd:integer', '" 4"^^xsd:integer', '"4.0"^^xsd:decimal', '"4"', '""', '"x\\n"', '"x\\u0000y"'),
    *('"a b"', '"1\\n"', '"TRUE"^^xsd:boolean', '"1"^^xsd:boolean', '"en"@en', '"EN"@EN', '"gb"@en-GB'),
    *('"x"^^<https://example.org/own>', '"99999999999999999999"^^xsd:integer', "_:nobody", "lcg:Motive"),
    *('"٤"^^xsd:integer', '"NaN"^^xsd:double', '"<b>"^^rdf:HTML', "<https://w3id.org/lcgraph/motive/image>"),
]


@pytest.mark.ci(every=6)
@pytest.mark.parametrize("seed", range(6))
def test_odd_values_anywhere_give_the_report_of_pyshacl(
    seed: int, valid_data: list[ox.Quad], vocabulary: list[ox.Quad], all_shapes: Any, turtle: Parse
) -> None:
    """Values of any kind in the place of those that belong there, added to them, or gone."""
    lottery = random.Random(seed)
    odd = [turtle(f"<x> lcg:x {value} .")[0].object for value in ODD]
    left = []
    for quad in valid_data:
        luck = lottery.random()
        stated = quad.predicate.value.startswith(LCG)
        if luck < 0.08:
            left.append(ox.Quad(quad.subject, quad.predicate, lottery.choice(odd)))
        if luck > 0.03 or not stated:
            left.append(quad)
    store = Known(left, vocabulary).store
    whole = told(judge(store, all_shapes))
    assert told(run(store)) == whole
    assert len(whole) > 50


def test_a_shape_that_is_not_understood_goes_to_pyshacl_whole(
    valid_data: list[ox.Quad], vocabulary: list[ox.Quad]
) -> None:
    shapes = ox.Store()
    shapes.load(
        b"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix lcg: <https://w3id.org/lcgraph/ontology#> .
        <https://example.org/less> a sh:PropertyShape ; sh:targetClass lcg:Finding ;
            sh:path lcg:respondentsMentioning ; sh:lessThanOrEquals lcg:respondentsAsked .
        <https://example.org/two> a sh:PropertyShape ; sh:targetClass lcg:Finding ;
            sh:path lcg:respondentsMentioning ; sh:minCount 2 .
        <https://example.org/not> a sh:NodeShape ; sh:targetClass lcg:Finding ;
            sh:not [ sh:path lcg:locator ; sh:pattern "^Tab" ] .
        <https://example.org/none> a sh:PropertyShape ; sh:targetClass lcg:Nothing ;
            sh:path lcg:locator ; sh:maxCount 1 .""",
        format=ox.RdfFormat.TURTLE,
    )
    found = suspects(Known(valid_data, vocabulary).store, shapes)
    assert found == dict.fromkeys(f"https://example.org/{name}" for name in ("less", "not", "two"))


def test_what_another_library_makes_of_a_datatype_changes_no_verdict(
    valid_data: list[ox.Quad], vocabulary: list[ox.Quad], turtle: Parse
) -> None:
    """owlrl, called by pySHACL to infer, binds datatypes for the whole process; it knows no year -250."""
    from owlrl.DatatypeHandling import use_Alt_lexical_conversions
    from rdflib import XSD, Literal, term

    year = turtle('<x> lcg:x "-0250"^^xsd:gYear .')[0].object
    at = ox.NamedNode("http://purl.org/dc/terms/issued")
    dated = [ox.Quad(quad.subject, at, year) if quad.predicate == at else quad for quad in valid_data]
    assert year in {quad.object for quad in dated}
    as_shipped = told(run(Known(dated, vocabulary).store))
    assert str(year) not in {value for *_, value in as_shipped}
    with mock.patch.dict(term._toPythonMapping):  # afterwards as it was
        use_Alt_lexical_conversions()
        assert told(run(Known(dated, vocabulary).store)) == as_shipped
        assert Literal("-0250", datatype=XSD.gYear).ill_typed
