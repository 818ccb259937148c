"""Each shape has data that pass and data that fail, with words in two languages; the shapes are counted.

`faults.toml` holds the failing data. A shape that is removed, or that no longer sees its fault, turns a
test of its name red.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib.namespace import Namespace

from lcgraph.resources import ontology_files, shapes_file
from lcgraph.schemes import shared
from lcgraph.validate import shacl
from lcgraph.validate.engine import as_rdflib, judge, load_shapes, run
from lcgraph.validate.telling import Known, Teller

SHAPES = "https://w3id.org/lcgraph/ontology/shapes#"
SHACL = Namespace("http://www.w3.org/ns/shacl#")
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
SH = "PREFIX sh: <http://www.w3.org/ns/shacl#> "
FAULTS: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "faults.toml").read_text(encoding="utf-8")
)
CASES = [
    pytest.param(name, fault, id=f"{name}-{number}")
    for name, faults in FAULTS.items()
    for number, fault in enumerate(faults, 1)
]
Parse = Callable[[str], list[ox.Quad]]


@pytest.fixture(scope="session")
def graph() -> Any:
    """The shapes as pySHACL takes them."""
    return load_shapes()


def names(store: ox.Store, pattern: str) -> set[str]:
    """The names of the shapes that a graph pattern about ?s finds."""
    return {
        row["s"].value.removeprefix(SHAPES) for row in store.query(f"{SH} SELECT ?s WHERE {{ {pattern} }}")
    }


def spoil(data: list[ox.Quad], fault: dict[str, Any], parse: Parse) -> list[ox.Quad]:
    """The data after the edit that a fault describes; what it drops must have been there."""
    left = data
    for dropped in fault.get("drop", []):
        (at,) = parse(f"{dropped} [] .")
        kept = [quad for quad in left if (quad.subject, quad.predicate) != (at.subject, at.predicate)]
        assert len(kept) < len(left), f"nothing to drop: {dropped}"
        left = kept
    return [*left, *parse(fault.get("add", ""))]


def holder(store: ox.Store, name: str) -> str:
    """The node shape that holds a property shape, or the shape itself."""
    iri = SHAPES + name
    held = [row["s"].value for row in store.query(f"{SH} SELECT ?s WHERE {{ ?s sh:property <{iri}> }}")]
    return held[0] if held else iri


def test_there_are_so_many_shapes(shapes: ox.Store) -> None:
    assert len(names(shapes, "?s a sh:NodeShape")) == 87
    assert len(names(shapes, "?s a sh:PropertyShape")) == 135
    assert len(names(shapes, "?s sh:message ?m")) == 189


def test_every_shape_that_reports_has_a_fault_and_every_fault_a_shape(shapes: ox.Store) -> None:
    assert set(FAULTS) == names(shapes, "?s sh:message ?m")


def test_every_shape_without_words_only_gathers_properties(shapes: ox.Store) -> None:
    silent = names(shapes, "?s a sh:NodeShape MINUS { ?s sh:message ?m }")
    assert silent == names(shapes, "?s sh:property ?p FILTER isIRI(?s)")
    assert not names(shapes, "?s a sh:PropertyShape MINUS { ?s sh:message ?m }")


def test_every_property_shape_is_held_by_one_node_shape(shapes: ox.Store) -> None:
    held = list(shapes.query(f"{SH} SELECT ?s WHERE {{ ?n sh:property ?s FILTER isIRI(?s) }}"))
    assert len(held) == len(names(shapes, "?s a sh:PropertyShape")) == 135


def test_every_message_is_in_dutch_and_in_english(shapes: ox.Store) -> None:
    for lang in ("nl", "en"):
        assert names(shapes, f"?s sh:message ?m FILTER (lang(?m) = '{lang}')") == set(FAULTS)
    assert not names(shapes, "?s sh:message ?m FILTER (lang(?m) NOT IN ('nl', 'en'))")


def test_no_message_is_about_one_kind_of_study(shapes: ox.Store) -> None:
    """Which codes are valid is told with a problem; the shapes know none of an open scheme."""
    text = shapes_file().read_text(encoding="utf-8").lower()
    open_codes = [code for scheme in ("role", "setting", "sector") for code in shared().codes(scheme)]
    words = [code for code in open_codes if "-" in code] + ["student", "programme", "learning communit"]
    assert len(words) == 8
    assert [word for word in words if word in text] == []


def test_every_class_of_the_ontology_that_data_state_has_a_shape(shapes: ox.Store) -> None:
    ontology = ox.Store()
    for path in ontology_files():
        ontology.load(path=path, format=ox.RdfFormat.TURTLE)
    lcg = "https://w3id.org/lcgraph/ontology#"
    classes = {
        row["c"].value.removeprefix(lcg)
        for row in ontology.query("SELECT ?c WHERE { ?c a <http://www.w3.org/2002/07/owl#Class> }")
        if row["c"].value.startswith(lcg)
    }
    inferred = {name for name in classes if name.endswith("Motive") and name != "Motive"}
    aimed = {
        row["c"].value.removeprefix(lcg)
        for row in shapes.query(f"{SH} SELECT ?c WHERE {{ ?s sh:targetClass ?c }}")
    }
    assert len(classes) > 35
    assert classes - inferred <= aimed


def test_the_valid_data_give_no_more_than_one_known_warning(
    valid_data: list[ox.Quad], vocabulary: list[ox.Quad]
) -> None:
    results = run(Known(valid_data, vocabulary).store)
    assert {(result.severity, result.shape.removeprefix(SHAPES)) for result in results} == {
        ("warning", "WorkCitedIsListed"),
    }
    assert len(results) == 1


def test_the_ontology_itself_conforms(vocabulary: list[ox.Quad], graph: Any) -> None:
    store = Known([], vocabulary).store
    assert judge(store, graph) == run(store) == []


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_there_are_data_that_a_shape_lets_pass(
    name: str, valid_data: list[ox.Quad], vocabulary: list[ox.Quad], shapes: ox.Store
) -> None:
    """No shape passes for want of anything to look at: it has focus nodes, and its property has values."""
    store = ox.Store()
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in (*vocabulary, *valid_data))
    targets = shapes.query(f"{SH} SELECT ?c WHERE {{ <{holder(shapes, name)}> sh:targetClass ?c }}")
    classes = " ".join(str(row["c"]) for row in targets)
    (path,) = [*shapes.query(f"{SH} SELECT ?p WHERE {{ <{SHAPES + name}> sh:path ?p }}")] or [None]
    simple = path is not None and isinstance(path["p"], ox.NamedNode)
    pattern = f"?focus {path['p']} ?value ." if path is not None and simple else ""
    if classes:
        pattern += f"?focus a/<{SUBCLASS}>* ?class VALUES ?class {{ {classes} }}"
    assert store.query(f"ASK {{ {pattern} }}"), f"nothing in the valid data is for {name}"


@pytest.mark.parametrize(("name", "fault"), CASES)
def test_a_shape_reports_its_fault(
    name: str,
    fault: dict[str, Any],
    valid_data: list[ox.Quad],
    vocabulary: list[ox.Quad],
    shapes: ox.Store,
    graph: Any,
    turtle: Parse,
) -> None:
    spoilt = spoil(valid_data, fault, turtle)
    known = Known(spoilt, vocabulary)
    results = judge(known.store, graph, only=[SHAPES + name])
    focus = fault["focus"]
    if focus != "_:":
        focus = turtle(f"{focus} a lcg:X .")[0].subject.value
    (problem,) = {
        Teller(graph, known).problem(result)
        for result in results
        if result.shape == SHAPES + name and (result.focus == focus or "://" not in result.focus + focus)
    }
    assert problem.severity == ("warning" if fault.get("warning") else "violation")
    assert fault["nl"] in problem.message.nl
    assert fault["en"] in problem.message.en


def test_shapes_pass_shacl_shacl() -> None:
    from pyshacl.entrypoints import meta_validate

    conforms, _, text = meta_validate(as_written())
    assert conforms, text


def test_what_makes_it_fast_changes_no_verdict(
    valid_data: list[ox.Quad], vocabulary: list[ox.Quad], graph: Any, turtle: Parse
) -> None:
    """Many faults at once, judged on rdflib's own graph by the shapes as written: the same results."""
    import pyshacl

    kinds = [
        *("Mention-motive", "Mention-askedAbout", "Mention-segment", "Quantity-qualifier", "Citation-about"),
        *("Finding-mentioning", "ReportingRule-fraction", "FindingCountsTogether", "QuantityHasNumber"),
        *("PartnerGroupTotal", "FindingOnce", "DerivedFindingCountsMentioning", "CitationIsAboutSomething"),
    ]
    data = valid_data
    for kind in kinds[:-1]:
        data = spoil(data, FAULTS[kind][0], turtle)
    holders = ("Mention", "Quantity", "Citation", "Finding", "ReportingRule")
    only = [SHAPES + name for name in (*holders, *kinds)]
    quads = [*vocabulary, *data]
    _, report, _ = pyshacl.validate(as_rdflib(quads), shacl_graph=as_written(), inplace=True, use_shapes=only)
    foci = {node: str(focus) for node, focus in report.subject_objects(SHACL.focusNode)}
    theirs = {(foci[node], str(shape)) for node, shape in report.subject_objects(SHACL.sourceShape)}
    ours = {(result.focus, result.shape) for result in judge(Known(data, vocabulary).store, graph, only=only)}
    assert ours == theirs
    assert {shape.removeprefix(SHAPES) for _, shape in ours} == set(kinds[:-1])


def as_written() -> Any:
    return as_rdflib(ox.parse(path=shapes_file(), format=ox.RdfFormat.TURTLE))


def test_odd_data_are_judged_too(turtle: Parse) -> None:
    """Texts where things belong, numbers that are none and long chains of classes: problems, no traceback."""
    chain = " ".join(f"<x{n}> <{SUBCLASS}> <x{n + 1}> ." for n in range(3000))
    quads = turtle(
        f"{chain} <x3000> <{SUBCLASS}> lcg:Motive . <a> a <x0> . "
        "<m> a lcg:Mention ; lcg:byRespondent 'somebody' ; lcg:partOfStudy 'a study' ; lcg:phase [] . "
        "<r> a lcg:ReportingRule ; lcg:thresholdNumerator 'NaN'^^xsd:decimal , [] , '1e400'^^xsd:double ; "
        "lcg:thresholdDenominator 'three' . "
    )
    told = {problem.shape.removeprefix(SHAPES) for problem in shacl(quads) if problem.shape}
    assert {"CodedConcept-code", "Mention-respondent", "Mention-phase", "ReportingRule-numerator"} <= told
