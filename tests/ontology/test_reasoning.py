"""What a reasoner concludes from the ontology: what must follow, what must not, and what must contradict."""

from __future__ import annotations

import importlib.util
import tempfile
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from lcgraph import reason as room
from lcgraph.errors import LcgraphError, MissingExtra
from lcgraph.reason import Reasoning, reason
from lcgraph.resources import bundled_data
from lcgraph.study.quads import study_quads
from lcgraph.study.read import read_study
from lcgraph.vocab import RDF

BASE = "https://w3id.org/lcgraph/"
LCG = BASE + "ontology#"
ONE = NamedNode("https://example.org/one")
SAME, DIFFERENT = (NamedNode(f"http://www.w3.org/2002/07/owl#{name}") for name in ("sameAs", "differentFrom"))
CONTRADICTIONS = Path(__file__).with_name("contradictions.trig")
PREFIXES = f"""
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    PREFIX lcg: <{LCG}>
    PREFIX motive: <{BASE}motive/>
    PREFIX cluster: <{BASE}cluster/>
    PREFIX role: <{BASE}role/>
    PREFIX relation: <{BASE}relation/>
    PREFIX study: <{BASE}study/city/cluster/>
    PREFIX ex: <https://example.org/>
"""


def quads(turtle: str) -> list[Quad]:
    return list(parse(PREFIXES + turtle, format=RdfFormat.TURTLE))


# ---- What must contradict ----------------------------------------------------------------------------

AXIOMS = (
    PREFIXES
    + """
    SELECT ?key ?triple WHERE {
      {
        VALUES ?kind { owl:FunctionalProperty owl:InverseFunctionalProperty owl:IrreflexiveProperty
                       owl:AsymmetricProperty }
        ?subject a ?kind .
        BIND(rdf:type AS ?predicate) BIND(?kind AS ?object)
        BIND(LCASE(REPLACE(STRAFTER(STR(?kind), "#"), "Property", "")) AS ?name)
      } UNION {
        VALUES (?predicate ?name) {
          (owl:disjointWith "disjoint") (owl:disjointUnionOf "disjoint-union") (owl:hasKey "key")
          (owl:propertyDisjointWith "property-disjoint")
        }
        ?subject ?predicate ?object .
      } UNION {
        VALUES ?bound { owl:cardinality owl:minCardinality owl:maxCardinality owl:qualifiedCardinality
                        owl:minQualifiedCardinality owl:maxQualifiedCardinality }
        ?subject rdfs:subClassOf ?object .
        ?object ?bound ?number ; owl:onProperty ?about .
        BIND(rdfs:subClassOf AS ?predicate) BIND("cardinality" AS ?name)
      } UNION {
        ?about owl:equivalentClass ?object .
        ?object owl:oneOf ?list .
        BIND(?about AS ?subject) BIND(owl:equivalentClass AS ?predicate) BIND("one-of" AS ?name)
      } UNION {
        ?about rdfs:subClassOf ?object .
        ?object owl:complementOf ?other .
        BIND(?about AS ?subject) BIND(rdfs:subClassOf AS ?predicate) BIND("complement" AS ?name)
      } UNION {
        ?subject a owl:AllDisjointClasses ; owl:members ?object .
        ?object rdf:rest*/rdf:first ?about .
        BIND(owl:members AS ?predicate) BIND("all-disjoint" AS ?name)
      } UNION {
        ?subject a owl:AllDifferent ; owl:distinctMembers ?object .
        ?object rdf:first ?first .
        ?first skos:inScheme ?about .
        BIND(owl:distinctMembers AS ?predicate) BIND("all-different" AS ?name)
      }
      BIND(REPLACE(STR(COALESCE(?about, ?subject)), "^.*[/#]", "") AS ?local)
      BIND(CONCAT(?name, "-", ?local) AS ?key)
      BIND(TRIPLE(?subject, ?predicate, ?object) AS ?triple)
    }
"""
)


def axioms(store: Store) -> dict[str, Triple]:
    """Every axiom that can forbid something, by its key, with the triple without which it is gone."""
    return {row["key"].value: row["triple"] for row in store.query(AXIOMS)}


def contradictions() -> dict[str, set[Triple]]:
    """The data sets that must contradict an axiom, by the key of the axiom."""
    sets: dict[str, set[Triple]] = {}
    for quad in parse(path=CONTRADICTIONS):
        sets.setdefault(str(quad.graph_name).strip("<>").removeprefix("urn:axiom:"), set()).add(quad.triple)
    return sets


def as_class(key: str, said: set[Triple]) -> str:
    """The class of the one thing of a data set, if it is all that the data set says of it.

    It can have a member where the ontology and the data set agree, and only there. So one run of HermiT tells
    of every data set, each by itself, whether it contradicts the ontology.
    """
    (thing,) = {triple.subject for triple in said} - {ONE}
    parts = [f"[ a owl:Class ; owl:oneOf ( {thing} ) ]"]
    for triple in said:
        if triple.subject == thing:
            parts.append(_as_class(triple.predicate, triple.object))
    return (
        f"<urn:axiom:{key}> a owl:Class ; owl:equivalentClass [ owl:intersectionOf ( {' '.join(parts)} ) ] ."
    )


def _as_class(predicate: NamedNode, value: object) -> str:
    """The class of all things of which a statement with this predicate and value holds."""
    if predicate == RDF.type:
        return str(value)
    if predicate == SAME:
        return f"[ a owl:Class ; owl:oneOf ( {value} ) ]"
    if predicate == DIFFERENT:
        return f"[ a owl:Class ; owl:complementOf [ a owl:Class ; owl:oneOf ( {value} ) ] ]"
    return f"[ a owl:Restriction ; owl:onProperty {predicate} ; owl:hasValue {value} ]"


@pytest.fixture(scope="module")
def impossible(
    ontology: list[Quad], reasoners: None, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bool]:
    """Whether HermiT finds that nothing can be as each data set says, in one run.

    Nothing keeps different IRIs apart here but what the data sets say themselves.
    """
    path = tmp_path_factory.mktemp("axioms") / "all.nt"
    classes = " ".join(as_class(key, said) for key, said in contradictions().items())
    apart = {triple for said in contradictions().values() for triple in said if triple.subject == ONE}
    sets = {quad.triple for quad in quads(classes)} | apart
    room._write(path, room._readable({quad.triple for quad in ontology}) | sets)
    asked = [f"--consistency=<urn:axiom:{key}>" for key in contradictions()]
    _, output, errors = room._java("hermit", room._HERMIT, "--consistency", *asked, path.as_uri())
    first, *lines = output.splitlines()
    assert first == "http://www.w3.org/2002/07/owl#Thing is satisfiable.", output + errors
    told = dict(line.removeprefix("<urn:axiom:").split("> is ") for line in lines)
    assert set(told.values()) <= {"satisfiable.", "not satisfiable."}
    return {key: said == "not satisfiable." for key, said in told.items()}


def test_every_axiom_that_forbids_something_has_a_data_set_and_the_other_way_round(
    ontology_store: Store,
) -> None:
    assert sorted(axioms(ontology_store)) == sorted(contradictions())
    assert len(contradictions()) == 100


@pytest.mark.parametrize("axiom", contradictions())
def test_what_an_axiom_forbids_is_a_contradiction(axiom: str, impossible: dict[str, bool]) -> None:
    assert impossible[axiom] is True


def test_without_the_axiom_there_is_none(
    ontology: list[Quad], ontology_store: Store, reasoners: None, tmp_path: Path
) -> None:
    """So each data set contradicts that axiom and no other: remove it, and the test above is red."""
    gone, sets = axioms(ontology_store), contradictions()
    readable = room._readable({quad.triple for quad in ontology})
    paths = {key: tmp_path / f"{key}.nt" for key in sets}
    for key, path in paths.items():
        room._write(path, (readable | sets[key]) - {gone[key]})
    uris = [path.as_uri() for path in paths.values()]
    _, output, errors = room._java("hermit", room._HERMIT, "-k", *uris)
    assert output.count("is satisfiable") == len(paths), (
        f"{list(paths)[output.count('is satisfiable')]}: {errors}"
    )


# ---- What must follow, and what must not -------------------------------------------------------------

DATA = """
    ex:gray-purdy a lcg:Placement ; lcg:relation relation:places ;
        lcg:placesMotive motive:recruitment ; lcg:inCluster cluster:legitimacy .
    ex:bos a lcg:Placement ; lcg:relation relation:places ;
        lcg:placesMotive motive:recruitment ; lcg:inCluster cluster:capital .
    ex:disputer a lcg:Citation ; lcg:relation relation:disputes ; lcg:about motive:image .

    ex:own-motive a lcg:Motive ; lcg:tableCluster cluster:financial-capital .
    ex:everywhere a lcg:Motive ; lcg:tableCluster cluster:societal ;
        lcg:hasPlacement ex:first , ex:second , ex:third .
    ex:first lcg:inCluster cluster:legitimacy .
    ex:second lcg:inCluster cluster:development .
    ex:third lcg:inCluster cluster:social-capital .
    ex:two-kinds-of-capital a lcg:Motive ; lcg:tableCluster cluster:social-capital ;
        lcg:hasPlacement ex:fourth .
    ex:fourth lcg:inCluster cluster:financial-capital .
    ex:seen-as-social-capital a lcg:SocialCapitalMotive .

    study:trust a lcg:MotiveCluster .
    study:trust-in-partners a lcg:MotiveCluster ; skos:broader study:trust .
    study:trust-in-one-partner a lcg:MotiveCluster ; skos:broader study:trust-in-partners .
    study:safety a lcg:MotiveCluster .
    study:green-capital a lcg:MotiveCluster ; skos:broader cluster:capital .
    ex:deep a lcg:Motive ; lcg:tableCluster study:trust-in-one-partner .
    ex:deep-twice a lcg:Motive ; lcg:tableCluster study:trust-in-one-partner ; lcg:hasPlacement ex:fifth .
    ex:fifth lcg:inCluster study:trust .
    ex:trusted-or-safe a lcg:Motive ; lcg:tableCluster study:safety ; lcg:hasPlacement ex:sixth .
    ex:sixth lcg:inCluster study:trust-in-partners .
    ex:green a lcg:Motive ; lcg:tableCluster study:green-capital ; lcg:hasPlacement ex:seventh .
    ex:seventh lcg:inCluster cluster:financial-capital .
    ex:eighth a lcg:Placement ; lcg:relation relation:supports ;
        lcg:placesMotive motive:network ; lcg:inCluster study:safety .

    ex:joint-board a lcg:Attribute , owl:DatatypeProperty ;
        lcg:attributeOf "case" ; lcg:attributeType "yes-no" .
    ex:members a lcg:Attribute , owl:ObjectProperty ; lcg:attributeOf "case" ; lcg:attributeType "quantity" .
    ex:case ex:joint-board true ; ex:members ex:about-12 .
    ex:about-12 a lcg:Quantity ; lcg:quantityValue 12 .
    ex:reading lcg:aboutMotive motive:image , motive:network .
    ex:said lcg:hasReading ex:reading .

    ex:group lcg:inCase ex:case ; lcg:role role:practice-partner .
    ex:mention lcg:mentionsMotive motive:image ; lcg:byRespondent ex:respondent .
    ex:published a lcg:PublishedFinding ; lcg:aboutGroup ex:group .
    ex:cited lcg:listedIn ex:study .
"""

FOLLOWS = [
    ("motive/image", "LegitimacyMotive"),
    ("motive/student-development", "DevelopmentMotive"),
    ("motive/network", "SocialCapitalMotive"),
    ("motive/network", "CapitalMotive"),
    ("motive/up-to-date-curriculum", "InnovativeCapacityMotive"),
    ("motive/cost-reduction", "FinancialCapitalMotive"),
    ("motive/cost-reduction", "CapitalMotive"),
    ("motive/moral-appeal", "SocietalMotive"),
    ("motive/recruitment", "LegitimacyMotive"),
    ("motive/recruitment", "CapitalMotive"),
    ("motive/recruitment", "ContestedMotive"),
    ("motive/recruitment", "http://www.w3.org/2004/02/skos/core#Concept"),
    ("own-motive", "FinancialCapitalMotive"),
    ("own-motive", "CapitalMotive"),
    ("own-motive", "http://www.w3.org/2004/02/skos/core#Concept"),
    ("everywhere", "LegitimacyMotive"),
    ("everywhere", "DevelopmentMotive"),
    ("everywhere", "CapitalMotive"),
    ("everywhere", "SocietalMotive"),
    ("everywhere", "ContestedMotive"),
    ("two-kinds-of-capital", "CapitalMotive"),
    ("seen-as-social-capital", "CapitalMotive"),
    ("seen-as-social-capital", "Motive"),
    ("deep", "trust-in-one-partner#Motive"),
    ("deep", "trust-in-partners#Motive"),
    ("deep", "trust#Motive"),
    ("deep-twice", "trust#Motive"),
    ("trusted-or-safe", "trust#Motive"),
    ("trusted-or-safe", "safety#Motive"),
    ("trusted-or-safe", "ContestedMotive"),
    ("green", "green-capital#Motive"),
    ("green", "CapitalMotive"),
    ("motive/network", "safety#Motive"),
    ("motive/network", "ContestedMotive"),
    ("said", "Claim"),
    ("reading", "Reading"),
    ("group", "PartnerGroup"),
    ("case", "Case"),
    ("case", "Collaboration"),
    ("case", "http://www.w3.org/ns/org#OrganizationalCollaboration"),
    ("mention", "Mention"),
    ("mention", "http://www.w3.org/ns/oa#Annotation"),
    ("respondent", "Respondent"),
    ("published", "Finding"),
    ("published", "http://purl.org/linked-data/cube#Observation"),
    ("cited", "Work"),
    ("first", "Citation"),
    ("disputer", "http://purl.org/spar/cito/Citation"),
]
DOES_NOT_FOLLOW = [
    ("motive/image", "CapitalMotive"),
    ("motive/image", "ContestedMotive"),
    ("motive/recruitment", "DevelopmentMotive"),
    ("motive/recruitment", "SocialCapitalMotive"),
    ("motive/network", "FinancialCapitalMotive"),
    ("motive/cost-reduction", "ContestedMotive"),
    ("motive/scarce-resources", "FinancialCapitalMotive"),
    ("motive/expertise-of-partners", "DevelopmentMotive"),
    ("two-kinds-of-capital", "ContestedMotive"),
    ("deep", "safety#Motive"),
    ("deep-twice", "ContestedMotive"),
    ("green", "ContestedMotive"),
    ("trusted-or-safe", "trust-in-one-partner#Motive"),
    ("reading", "Finding"),
    ("published", "DerivedFinding"),
    ("disputer", "Placement"),
    ("cluster/capital", "Motive"),
]


def pair(individual: str, name: str) -> tuple[str, str]:
    """A shortened (individual, class) in full."""
    base = BASE if "/" in individual else "https://example.org/"
    own = BASE + "study/city/cluster/" if "#" in name else LCG
    return base + individual, name if "://" in name else own + name


@pytest.fixture(scope="module")
def concluded(reasoners: None) -> Reasoning:
    """The reasoning over the small data above; the ontology is added by `reason` itself."""
    return reason(quads(DATA))


def known(concluded: Reasoning) -> set[tuple[str, str]]:
    """All classes of all individuals: inferred, or asserted in the data or in the ontology."""
    asserted = room._types(room._with_ontology(quads(DATA)))
    return set(concluded.inferred) | {(individual.value, cls) for individual, cls in asserted}


def test_one_motive_in_four_clusters_is_no_contradiction(concluded: Reasoning) -> None:
    assert concluded.consistent


def test_no_class_is_unsatisfiable(concluded: Reasoning) -> None:
    assert concluded.unsatisfiable == ()


@pytest.mark.parametrize(("individual", "cls"), FOLLOWS)
def test_it_follows_that(individual: str, cls: str, concluded: Reasoning) -> None:
    assert pair(individual, cls) in known(concluded)


@pytest.mark.parametrize(("individual", "cls"), DOES_NOT_FOLLOW)
def test_it_does_not_follow_that(individual: str, cls: str, concluded: Reasoning) -> None:
    assert pair(individual, cls) not in known(concluded)


def test_what_was_asserted_is_not_called_inferred(concluded: Reasoning) -> None:
    assert pair("published", "PublishedFinding") not in concluded.inferred
    assert pair("motive/image", "Motive") not in concluded.inferred
    assert list(concluded.inferred) == sorted(set(concluded.inferred))


def test_the_ontology_is_owl_2_dl(ontology: list[Quad], reasoners: None, tmp_path: Path) -> None:
    """Pellet's lint knows the profile: terms declared, simple roles where needed, no illegal punning."""
    path = tmp_path / "ontology.nt"
    imports = NamedNode("http://www.w3.org/2002/07/owl#imports")
    room._write(path, (quad.triple for quad in ontology if quad.predicate != imports))
    _, output, _ = room._java("pellet", room._PELLET, "lint", str(path))
    assert "No OWL 2 DL violations found" in output
    assert "No OWL lints found" in output


def test_recruitment_is_the_only_contested_motive_of_the_bundled_study(reasoners: None) -> None:
    concluded = reason(parse(path=bundled_data()))
    assert concluded.consistent
    assert concluded.unsatisfiable == ()
    contested = [individual for individual, cls in concluded.inferred if cls == LCG + "ContestedMotive"]
    assert contested == [BASE + "motive/recruitment"]


def test_clusters_of_a_study_are_classified_and_contested_like_the_shared_ones(
    city: Path, reasoners: None
) -> None:
    study, _ = read_study(city)
    assert study is not None
    concluded = reason(study_quads(study))
    assert concluded.consistent
    assert concluded.unsatisfiable == ()
    kinds = {pair for pair in concluded.inferred if pair[1].endswith("Motive")}
    contested = sorted(thing.rpartition("/")[2] for thing, cls in kinds if cls == LCG + "ContestedMotive")
    assert contested == ["network", "shared-tools"]
    own = f"{BASE}study/city-synthetic/"
    assert sorted(cls.removeprefix(own) for thing, cls in kinds if thing == f"{own}motive/cool-streets") == [
        "cluster/green-space#Motive",
        "cluster/liveability#Motive",
        "cluster/shade#Motive",
    ]


# ---- What `reason` tells a user ----------------------------------------------------------------------


def test_two_cases_for_one_group_are_explained(reasoners: None) -> None:
    """OWL would take the two cases for one; in lcgraph different codes name different things."""
    concluded = reason(
        quads(f"""<{BASE}study/s/group/a/b> lcg:inCase <{BASE}study/s/case/a> , <{BASE}study/s/case/b> .
              <{BASE}study/s/case/a> a lcg:Case . <{BASE}study/s/case/b> a lcg:Case .""")
    )
    assert concluded == Reasoning(
        consistent=False,
        explanation="study/s/group/a/b inCase study/s/case/a\n"
        "study/s/group/a/b inCase study/s/case/b\n"
        "Functional inCase\n"
        "different IRIs name different things",
    )


def test_what_is_said_to_be_the_same_is_believed(reasoners: None) -> None:
    assert reason(
        quads("""ex:group lcg:inCase ex:a , ex:b . ex:a a lcg:Case . ex:b a lcg:Case ; owl:sameAs ex:a .""")
    ).consistent


def test_two_kinds_for_one_thing_are_explained_without_the_twenty_other_kinds(reasoners: None) -> None:
    concluded = reason(quads(f"<{BASE}study/s> a lcg:Study , lcg:Work ."))
    assert concluded.explanation == "study/s type Study\nstudy/s type Work\nDisjointClasses(Study, Work)"


def test_a_value_that_is_no_number_is_named(reasoners: None) -> None:
    concluded = reason(quads(f'<{BASE}study/s/finding/x> lcg:respondentsAsked "drie"^^xsd:integer .'))
    assert not concluded.consistent
    assert 'study/s/finding/x respondentsAsked "drie"' in str(concluded.explanation)
    assert str(concluded.explanation).endswith("is not a value of its datatype")


def test_dates_and_years_do_not_stop_the_reasoner(reasoners: None) -> None:
    assert reason(
        quads("""ex:case lcg:startYear "2015"^^xsd:gYear .
              ex:study lcg:collectedFrom "2020-10"^^xsd:gYearMonth .
              ex:study lcg:collectedUntil "2020-12-01"^^xsd:date .""")
    ).consistent


def test_a_class_without_possible_members_is_named(reasoners: None) -> None:
    concluded = reason(quads("ex:StudyAndWork a owl:Class ; rdfs:subClassOf lcg:Study , lcg:Work ."))
    assert concluded.consistent
    assert concluded.unsatisfiable == ("https://example.org/StudyAndWork",)


def test_what_hermit_cannot_read_is_said(reasoners: None) -> None:
    with pytest.raises(LcgraphError, match=r"HermiT cannot read this: .*placedIn"):
        reason(quads("lcg:placedIn a owl:FunctionalProperty ."))


def test_an_ontology_that_is_given_is_not_added_again(ontology: list[Quad], reasoners: None) -> None:
    """So what a caller leaves out of it stays out."""
    chain = NamedNode("http://www.w3.org/2002/07/owl#propertyChainAxiom")
    concluded = reason(quad for quad in ontology if quad.predicate != chain)
    assert pair("motive/network", "SocialCapitalMotive") in concluded.inferred
    assert pair("motive/network", "CapitalMotive") not in concluded.inferred


def test_nothing_is_printed_and_no_file_stays(
    reasoners: None, capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert not reason(quads("ex:thing a lcg:Study , lcg:Work .")).consistent
    assert capfd.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_tells_how_to_install_it(reasoners: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"owlready2: pip install 'lcgraph\[reason\]'"):
        reason([])
