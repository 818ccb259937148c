"""Codes, what people call them, and what is broader: shared schemes and a study's own answer alike."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from lcgraph.errors import CallError
from lcgraph.say import Text
from lcgraph.schemes import CLOSED, OPEN, Concept, Schemes, concepts_in, shared
from lcgraph.vocab import BASE

TOWN = "town-2024"


def own(code: str, nl: str, en: str, position: int, broader: str = "", scheme: str = "role") -> Concept:
    return Concept(scheme, code, Text(nl=nl, en=en), broader=broader, study=TOWN, position=position)


@pytest.fixture(scope="module")
def schemes() -> Schemes:
    return shared().with_own(
        [
            own("residents", "bewoners", "residents", 3),
            own("municipality", "gemeente", "municipality", 4, "practice-partner"),
            own("district", "stadsdeel", "district", 5, "municipality"),
        ]
    )


def test_every_open_and_closed_scheme_has_codes() -> None:
    counts = {scheme: len(shared().codes(scheme)) for scheme in (*OPEN, *CLOSED, "motive")}
    assert counts == {
        "role": 2, "setting": 2, "sector": 5, "cluster": 7, "level": 3, "phase": 2,
        "status": 6, "qualifier": 4, "relation": 5, "match": 5, "motive": 33,
    }  # fmt: skip
    assert {concept.scheme for concept in shared()} == set(counts)


def test_codes_come_as_people_read_them() -> None:
    assert shared().codes("cluster") == (
        "legitimacy",
        "development",
        "capital",
        "social-capital",
        "innovative-capacity",
        "financial-capital",
        "societal",
    )
    assert shared().codes("motive")[:3] == ("image", "recruitment", "student-perspectives")
    assert shared().codes("nothing") == ()


def test_own_roles_stand_in_the_order_of_their_rows_whatever_they_are_a_kind_of(schemes: Schemes) -> None:
    assert schemes.codes("role") == (
        "practice-partner",
        "education-partner",
        "residents",
        "municipality",
        "district",
    )


def test_broader_codes_are_found_through_any_number_of_steps(schemes: Schemes) -> None:
    assert schemes.within("role", "district") == ("district", "municipality", "practice-partner")
    assert schemes.top("role", "district") == "practice-partner"
    assert schemes.top("role", "residents") == "residents"
    assert schemes.within("role", "nobody") == ("nobody",)


def test_a_circle_of_broader_codes_ends() -> None:
    circle = Schemes([own("a", "a", "a", 1, "b"), own("b", "b", "b", 2, "a")])
    assert circle.within("role", "a") == ("a", "b")
    assert circle.codes("role") == ("a", "b")


@pytest.mark.parametrize(
    ("scheme", "text", "codes"),
    [
        ("role", "practice-partner", ("practice-partner",)),
        ("role", "  Werkveldpartner ", ("practice-partner",)),
        ("role", "PRACTICE  PARTNER", ("practice-partner",)),
        ("role", "Gemeente", ("municipality",)),
        ("role", "RESIDENTS", ("residents",)),
        ("motive", "Werven van personeel", ("recruitment",)),
        ("cluster", "sociaal kapitaal", ("social-capital",)),
        ("role", "baker", ()),
        ("role", "", ()),
    ],
)
def test_labels_are_understood_in_either_language_in_any_case(
    schemes: Schemes, scheme: str, text: str, codes: tuple[str, ...]
) -> None:
    assert schemes.meanings(scheme, text) == codes


def test_short_labels_are_understood_too() -> None:
    short = Concept(
        "role", "ngo", Text(en="non-governmental organisation"), Text(nl="MO", en="NGO"), study=TOWN
    )
    assert Schemes([short]).meanings("role", "mo") == ("ngo",)
    assert Schemes([short]).label("role", "ngo", "en", short=True) == "NGO"
    assert shared().label("level", "individual", "en", short=True) == shared().label(
        "level", "individual", "en"
    )


def test_a_name_of_two_codes_has_two_meanings_and_a_code_only_one() -> None:
    two = Schemes([own("a", "partner", "firm", 1), own("b", "partner", "a", 2)])
    assert two.meanings("role", "Partner") == ("a", "b")
    assert two.meanings("role", "a") == ("a",)
    with pytest.raises(CallError, match="role 'Partner' can mean a or b: write the code") as told:
        two.code("role", " Partner")
    assert told.value.in_("nl") == "rol 'Partner' kan a of b betekenen: schrijf de code"


def test_a_text_that_means_nothing_is_refused_with_the_nearest_code(schemes: Schemes) -> None:
    assert schemes.code("role", "Bewoners") == "residents"
    with pytest.raises(CallError, match="unknown role 'muncipality': did you mean 'municipality'"):
        schemes.code("role", "muncipality")


def test_links_are_those_of_the_study_where_a_code_is_its_own(schemes: Schemes) -> None:
    place = f"{BASE}study/{TOWN}/role/"
    assert schemes.iri("role", "residents", TOWN).value == f"{place}residents"
    assert schemes.iri("role", "practice-partner", TOWN).value == f"{BASE}role/practice-partner"
    assert schemes.iri("role", "practice-partner").value == f"{BASE}role/practice-partner"
    assert schemes.iri("role", "nobody", TOWN).value == f"{place}nobody"
    assert schemes.iri("status", "odd", TOWN).value == f"{BASE}status/odd"


def test_two_studies_may_have_one_code_each_with_its_own_words() -> None:
    here = own("club", "vereniging", "club", 3)
    there = Concept("role", "club", Text(en="sports club"), study="sports", position=3)
    both = Schemes([here, there])
    assert both.codes("role") == ("club",)
    assert both.label("role", "club", "en", study="sports") == "sports club"
    assert both.meanings("role", "sports club") == both.meanings("role", "vereniging") == ("club",)


def test_concepts_are_read_back_from_statements() -> None:
    text = f"""
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix lcg: <{BASE}ontology#> .
        <{BASE}study/{TOWN}/role/municipality> skos:notation "municipality" ; lcg:position 3 ;
            skos:prefLabel "gemeente"@nl , "municipality"@en ; lcg:shortLabel "GEM"@nl ;
            skos:definition "The town itself."@en ; skos:broader <{BASE}role/practice-partner> .
        <{BASE}study/{TOWN}> skos:notation "{TOWN}" ; <http://purl.org/dc/terms/title> "Town"@en .
        <https://example.org/role/x> skos:notation "x" .
    """
    assert concepts_in(ox.parse(text, format=ox.RdfFormat.TURTLE)) == [
        Concept(
            "role",
            "municipality",
            Text(nl="gemeente", en="municipality"),
            Text(nl="GEM"),
            Text(en="The town itself."),
            broader="practice-partner",
            study=TOWN,
            position=3,
        ),
        Concept("study", TOWN, Text(en="Town")),
    ]
