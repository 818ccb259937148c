"""Data cubes: every integrity constraint of the W3C holds, and each of them would notice its fault.

The constraints are those of section 11.1 of the RDF Data Cube Vocabulary (2014), after the normalisation of
section 10.2; an ASK that is true is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

import lcgraph
from lcgraph.export.cube import CUBE, QB, export_datacube
from lcgraph.vocab import BASE, LCG, SKOS

CITY = Path(__file__).parents[1] / "data" / "city"

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "qb": QB.iri,
    "cube": CUBE.iri,
    "lcg": LCG.iri,
    "b": BASE,
}
PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
NORMALISATION = [
    "INSERT { ?o a qb:Observation } WHERE { [] qb:observation ?o }",
    "INSERT { ?o a qb:Observation } WHERE { ?o qb:dataSet [] }",
    "INSERT { ?s a qb:Slice } WHERE { [] qb:slice ?s }",
    *(
        f"INSERT {{ ?cs qb:componentProperty ?p . ?p a qb:{kind}Property }}"
        f" WHERE {{ ?cs qb:{kind.lower()} ?p }}"
        for kind in ("Dimension", "Measure", "Attribute")
    ),
    """INSERT { ?o qb:dataSet ?d } WHERE { ?d qb:slice ?s . ?s qb:observation ?o }""",
    """INSERT { ?o ?p ?v } WHERE { ?spec qb:componentProperty ?p ; qb:componentAttachment qb:DataSet .
       ?d qb:structure/qb:component ?spec ; ?p ?v . ?o qb:dataSet ?d }""",
    """INSERT { ?o ?p ?v } WHERE { ?spec qb:componentProperty ?p ; qb:componentAttachment qb:Slice .
       ?d qb:structure/qb:component ?spec ; qb:slice ?s . ?s ?p ?v ; qb:observation ?o }""",
    """INSERT { ?o ?p ?v } WHERE { ?d qb:structure/qb:component/qb:componentProperty ?p ; qb:slice ?s .
       ?p a qb:DimensionProperty . ?s ?p ?v ; qb:observation ?o }""",
]
CONSTRAINTS = {
    1: """{ ?o a qb:Observation FILTER NOT EXISTS { ?o qb:dataSet ?d } } UNION
          { ?o a qb:Observation ; qb:dataSet ?d1 , ?d2 FILTER(?d1 != ?d2) }""",
    2: """{ ?d a qb:DataSet FILTER NOT EXISTS { ?d qb:structure ?dsd } } UNION
          { ?d a qb:DataSet ; qb:structure ?one , ?two FILTER(?one != ?two) }""",
    3: """?dsd a qb:DataStructureDefinition
          FILTER NOT EXISTS { ?dsd qb:component/qb:componentProperty/a qb:MeasureProperty }""",
    4: "?dim a qb:DimensionProperty FILTER NOT EXISTS { ?dim rdfs:range [] }",
    5: """?dim a qb:DimensionProperty ; rdfs:range skos:Concept FILTER NOT EXISTS { ?dim qb:codeList [] }""",
    6: """?dsd qb:component ?spec . ?spec qb:componentRequired false ; qb:componentProperty ?p
          FILTER NOT EXISTS { ?p a qb:AttributeProperty }""",
    7: """?key a qb:SliceKey
          FILTER NOT EXISTS { ?dsd a qb:DataStructureDefinition ; qb:sliceKey ?key }""",
    8: """?key a qb:SliceKey ; qb:componentProperty ?p . ?dsd qb:sliceKey ?key
          FILTER NOT EXISTS { ?dsd qb:component/qb:componentProperty ?p }""",
    9: """{ ?s a qb:Slice FILTER NOT EXISTS { ?s qb:sliceStructure ?key } } UNION
          { ?s a qb:Slice ; qb:sliceStructure ?one , ?two FILTER(?one != ?two) }""",
    10: """?s qb:sliceStructure/qb:componentProperty ?dim FILTER NOT EXISTS { ?s ?dim [] }""",
    11: """?o qb:dataSet/qb:structure/qb:component/qb:componentProperty ?dim . ?dim a qb:DimensionProperty
           FILTER NOT EXISTS { ?o ?dim [] }""",
    12: """{ SELECT ?one ?two (MIN(?same) AS ?equal) WHERE {
             ?one qb:dataSet ?d . ?two qb:dataSet ?d FILTER(?one != ?two)
             ?d qb:structure/qb:component/qb:componentProperty ?dim . ?dim a qb:DimensionProperty .
             ?one ?dim ?v1 . ?two ?dim ?v2 . BIND(?v1 = ?v2 AS ?same) }
             GROUP BY ?one ?two } FILTER(?equal)""",
    13: """?o qb:dataSet/qb:structure/qb:component ?spec .
           ?spec qb:componentRequired true ; qb:componentProperty ?a FILTER NOT EXISTS { ?o ?a [] }""",
    14: """?o qb:dataSet/qb:structure ?dsd
           FILTER NOT EXISTS { ?dsd qb:component/qb:componentProperty qb:measureType }
           ?dsd qb:component/qb:componentProperty ?m . ?m a qb:MeasureProperty
           FILTER NOT EXISTS { ?o ?m [] }""",
    15: """?o qb:dataSet/qb:structure ?dsd ; qb:measureType ?m .
           ?dsd qb:component/qb:componentProperty qb:measureType FILTER NOT EXISTS { ?o ?m [] }""",
    16: """?o qb:dataSet/qb:structure ?dsd ; qb:measureType ?m ; ?other [] .
           ?dsd qb:component/qb:componentProperty qb:measureType ; qb:component/qb:componentProperty ?other .
           ?other a qb:MeasureProperty FILTER(?other != ?m)""",
    17: """{ SELECT ?number (COUNT(?o2) AS ?count) WHERE {
             { SELECT ?dsd (COUNT(?m) AS ?number) WHERE {
                 ?dsd qb:component/qb:componentProperty ?m . ?m a qb:MeasureProperty } GROUP BY ?dsd }
             ?o1 qb:dataSet/qb:structure ?dsd ; qb:dataSet ?d ; qb:measureType ?m1 .
             ?dsd qb:component/qb:componentProperty qb:measureType .
             ?o2 qb:dataSet ?d ; qb:measureType ?m2 .
             FILTER NOT EXISTS { ?dsd qb:component/qb:componentProperty ?dim . ?dim a qb:DimensionProperty
               FILTER(?dim != qb:measureType) ?o1 ?dim ?v1 . ?o2 ?dim ?v2 FILTER(?v1 != ?v2) }
           } GROUP BY ?o1 ?number } FILTER(?count != ?number)""",
    18: """?d qb:slice ?s . ?s qb:observation ?o FILTER NOT EXISTS { ?o qb:dataSet ?d }""",
    19: """?o qb:dataSet/qb:structure/qb:component/qb:componentProperty ?dim .
           ?dim a qb:DimensionProperty ; qb:codeList ?list . ?list a skos:ConceptScheme . ?o ?dim ?v
           FILTER NOT EXISTS { ?v a skos:Concept ; skos:inScheme ?list }""",
    20: """?o qb:dataSet/qb:structure/qb:component/qb:componentProperty ?dim .
           ?dim a qb:DimensionProperty ; qb:codeList ?list . ?list a qb:HierarchicalCodeList . ?o ?dim ?v
           FILTER NOT EXISTS { ?list qb:hierarchyRoot/skos:narrower* ?v }""",
    21: """?o qb:dataSet/qb:structure/qb:component/qb:componentProperty ?dim .
           ?dim a qb:DimensionProperty ; qb:codeList ?list . ?list a qb:HierarchicalCodeList . ?o ?dim ?v
           FILTER NOT EXISTS { ?list qb:hierarchyRoot/(^skos:broader)* ?v }""",
}
"""IC-1 to IC-21 (IC-0 has a test of its own); the `qb:parentChildProperty` of 20 and 21 is that of SKOS."""
FAULTS = {
    1: "DELETE { ?o qb:dataSet ?d } WHERE { ?o qb:dataSet ?d }",
    2: "INSERT { ?d qb:structure b:other } WHERE { ?d a qb:DataSet }",
    3: "INSERT DATA { b:new a qb:DataStructureDefinition }",
    4: "DELETE WHERE { cube:case rdfs:range ?r }",
    5: "INSERT DATA { cube:case rdfs:range skos:Concept }",
    6: "INSERT { ?spec qb:componentRequired false } WHERE { ?spec qb:dimension cube:case }",
    7: "INSERT DATA { b:key a qb:SliceKey }",
    8: "INSERT { b:key a qb:SliceKey ; qb:componentProperty b:none . ?dsd qb:sliceKey b:key }"
    " WHERE { ?dsd a qb:DataStructureDefinition }",
    9: "INSERT DATA { b:slice a qb:Slice }",
    10: "INSERT DATA { b:slice qb:sliceStructure b:key . b:key qb:componentProperty cube:role }",
    11: "DELETE { ?o cube:role ?r } WHERE { ?o a qb:Observation ; cube:role ?r }",
    12: "INSERT { b:twin ?p ?v } WHERE { { SELECT ?o WHERE { ?o cube:n ?n } LIMIT 1 } ?o ?p ?v }",
    13: "INSERT { ?spec qb:componentRequired true } WHERE { ?spec qb:attribute lcg:locator }",
    14: "DELETE { ?o cube:n ?n } WHERE { ?o a qb:Observation ; cube:n ?n }",
    15: "INSERT { ?dsd qb:component b:m . b:m qb:dimension qb:measureType . ?o qb:measureType cube:none }"
    " WHERE { ?o qb:dataSet/qb:structure ?dsd }",
    16: "INSERT { ?dsd qb:component b:m . b:m qb:dimension qb:measureType . ?o qb:measureType cube:n }"
    " WHERE { ?o cube:n ?n ; qb:dataSet/qb:structure ?dsd }",
    17: "INSERT { ?dsd qb:component b:m . b:m qb:dimension qb:measureType . ?o qb:measureType cube:n }"
    " WHERE { ?o cube:n ?n ; qb:dataSet/qb:structure ?dsd }",
    18: "INSERT { ?d qb:slice b:slice . b:slice qb:observation ?o }"
    " WHERE { ?d a qb:DataSet . ?o qb:dataSet ?other FILTER(?d != ?other) }",
    19: "DELETE { ?role skos:inScheme b:role } WHERE { ?role skos:inScheme b:role }",
    20: "INSERT { ?role a qb:HierarchicalCodeList } WHERE { [] qb:codeList ?role }",
    21: "INSERT { ?role a qb:HierarchicalCodeList } WHERE { [] qb:codeList ?role }",
}
"""For each constraint a change that breaks it."""


def stored(quads: Iterable[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(quads)
    return store


def normalised(quads: Iterable[ox.Quad]) -> ox.Store:
    store = stored(quads)
    for step in NORMALISATION:
        store.update(PROLOGUE + step)
    return store


def broken(store: ox.Store) -> list[int]:
    return [
        number
        for number, pattern in CONSTRAINTS.items()
        if bool(store.query(f"{PROLOGUE}ASK {{ {pattern} }}"))  # type: ignore[arg-type]  # an ASK is a bool
    ]


def public(*studies: Path) -> list[ox.Quad]:
    return lcgraph.open(studies=list(studies)).public(ontology=True)[0]


def cubes(quads: list[ox.Quad]) -> list[ox.Quad]:
    data = export_datacube(quads).data
    assert isinstance(data, bytes)
    return list(ox.parse(data, format=ox.RdfFormat.TURTLE))


def test_every_constraint_is_there() -> None:
    assert list(CONSTRAINTS) == list(FAULTS) == list(range(1, 22))


def test_the_cubes_of_the_bundled_study_break_no_constraint() -> None:
    store = normalised(cubes(public()))
    assert len(list(store.quads_for_pattern(None, QB.dataSet, None))) == 130 + 10
    assert broken(store) == []


def test_literals_are_of_their_datatype(tiny: Path) -> None:
    """IC-0, datatype consistency: the integers and booleans, for there are no other datatypes."""
    literals = {quad.object for quad in cubes(public(tiny)) if isinstance(quad.object, ox.Literal)}
    forms = {"integer": r"[+-]?\d+", "boolean": "true|false|1|0", "string": ".*", "langString": ".*"}
    kinds = {literal: literal.datatype.value.rpartition("#")[2] for literal in literals}
    assert set(kinds.values()) == set(forms)
    assert [each for each, kind in kinds.items() if not re.fullmatch(forms[kind], each.value)] == []


def test_cubes_of_interviews_and_of_several_studies_break_none(tiny: Path, leaky: Path) -> None:
    assert broken(normalised(cubes(public(tiny, leaky)))) == []


def test_roles_of_a_studys_own_are_codes_of_the_dimension() -> None:
    """IC-19, codes from a code list; a role of the shared scheme that nobody has is not a code here."""
    quads = cubes(public(CITY))
    assert broken(normalised(quads)) == []
    listed = {
        str(quad.subject.value).rpartition("/role/")[2]
        for quad in quads
        if quad.predicate == SKOS.inScheme and quad.object == ox.NamedNode(f"{BASE}role")
    }
    assert listed == {"municipality", "company", "ngo", "residents"}


@pytest.mark.ci(every=4)
@pytest.mark.parametrize("number", FAULTS)
def test_a_fault_is_noticed(tiny: Path, number: int) -> None:
    store = stored(cubes(public(tiny)))
    store.update(PROLOGUE + FAULTS[number])
    found = normalised(store)
    if number == 18:  # the normalisation links observations to the data set of their slice, so look before it
        found = store
    assert number in broken(found)


def test_a_well_formed_cube_is_so_by_rdflib_too(tiny: Path) -> None:
    graph = rdflib.Graph().parse(data=export_datacube(public(tiny)).data, format="turtle")
    for step in NORMALISATION:
        graph.update(PROLOGUE + step)
    quick = {number: pattern for number, pattern in CONSTRAINTS.items() if number != 12}  # 12 takes a minute
    assert [
        n for n, pattern in quick.items() if graph.query(f"{PROLOGUE}ASK {{ {pattern} }}").askAnswer
    ] == []


def observations(quads: list[ox.Quad], data_set: str) -> set[tuple[str, ...]]:
    """The observations of a data set: codes of the dimensions, and measures."""
    rows = stored(quads).query(
        f"""{PROLOGUE}SELECT ?case ?role ?motive ?status ?n ?total ?respondents WHERE {{
          ?o qb:dataSet <{BASE}study/{data_set}> .
          ?o cube:case/skos:notation ?case ; cube:role/skos:notation ?role
          OPTIONAL {{ ?o cube:motive/skos:notation ?motive }}
          OPTIONAL {{ ?o lcg:status/skos:notation ?status }}
          OPTIONAL {{ ?o cube:n ?n ; cube:total ?total }}
          OPTIONAL {{ ?o cube:respondents ?respondents }} }}"""
    )
    found: Any = rows
    return {tuple(term.value for term in row if term is not None) for row in found}


def test_observations_say_what_the_cells_say(tiny: Path) -> None:
    quads = cubes(public(tiny))
    assert observations(quads, "tiny-synthetic/cube/published-cells") == {
        ("bakery", "practice-partner", "recruitment", "reported"),
        ("bakery", "practice-partner", "network", "reported"),
    }
    derived = observations(quads, "tiny-synthetic/cube/derived-cells")
    assert ("bakery", "practice-partner", "network", "below-threshold") in derived
    counts = observations(quads, "tiny-synthetic/cube/derived-counts")
    assert ("bakery", "practice-partner", "network", "2", "4") in counts
    assert observations(quads, "tiny-synthetic/cube/published-counts") == set()


def test_small_groups_make_no_observation_of_numbers(leaky: Path) -> None:
    quads = cubes(public(leaky))
    assert observations(quads, "leaky/cube/respondents") == {
        ("bakery", "practice-partner", "4"),
        ("hospital", "practice-partner", "3"),
    }
    counts = {row[:3] for row in observations(quads, "leaky/cube/derived-counts")}
    assert counts == {
        ("bakery", "practice-partner", "image"),
        ("hospital", "practice-partner", "image"),
    }


def test_what_is_no_whole_cell_is_counted() -> None:
    study, finding = ox.NamedNode(BASE + "study/s"), ox.NamedNode(BASE + "study/s/finding/x")
    a = ox.NamedNode(PREFIXES["rdf"] + "type")
    quads = [ox.Quad(study, a, LCG.Study), ox.Quad(finding, a, LCG.PublishedFinding),
             ox.Quad(finding, LCG.partOfStudy, study)]  # fmt: skip
    made = export_datacube(quads)
    assert [loss.en for loss in made.losses] == [
        "findings and groups without a case, role or motive, or twice: 1"
    ]


def test_the_command_writes_turtle(ask: Callable[..., Any]) -> None:
    found = ask("export", "--format", "datacube")
    assert (found.status, found.err) == (0, "")
    assert len(list(ox.parse(found.out, format=ox.RdfFormat.TURTLE))) > 1000
