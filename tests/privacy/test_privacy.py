"""A study that is built to leak: every secret is planted, and no public export may hold one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

import lcgraph
from lcgraph.export.rdf import RDF_FORMATS, export_rdf
from lcgraph.privacy.rule import public_quads
from lcgraph.vocab import LCG, PREFIXES, RDF

Ask = Callable[..., Any]
Make = Callable[[Mapping[str, str | bytes | None]], Path]

BASE = "https://w3id.org/lcgraph/study/leaky/"


@pytest.mark.ci(every=4)
@pytest.mark.parametrize("form", RDF_FORMATS)
@pytest.mark.parametrize("more", [(), ("--ontology",)])
def test_no_public_export_holds_a_planted_secret(
    ask: Ask, leaky: Path, secrets: tuple[str, ...], form: str, more: tuple[str, ...]
) -> None:
    call = ("export", "--study", leaky, "--format", form)
    public, private = ask(*call, *more), ask(*call, "--private")
    held = [secret for secret in secrets if secret.lower() in private.out.lower()]
    assert len(held) >= (len(secrets) if form in ("trig", "nquads", "ntriples", "turtle", "rdfxml") else 8)
    found = public.out.partition('"@graph"')[2] if form == "jsonld" else public.out  # not its context
    found = found if not more else re.sub(r".*(/ontology[#>]|\"lcg:).*", "", found)
    leaks = [secret for secret in secrets if secret.startswith(("SECRET", "19")) or not more]
    assert [secret for secret in leaks if secret.lower() in found.lower()] == []
    assert "respondents (10), mentions (11), sizes and answers of small groups (2)" in public.err
    assert "private export" in private.err
    assert "private export" not in public.err


def published(folder: Path) -> set[tuple[str, str, str]]:
    """The public facts about groups and findings: thing below the study, property, value."""
    quads, _ = lcgraph.open(studies=[folder]).public()
    return {
        (
            str(quad.subject.value).removeprefix(BASE),
            quad.predicate.value.partition("#")[2],
            quad.object.value,
        )
        for quad in quads
        if not isinstance(quad.subject, Quad)
    }


def test_the_number_of_a_group_under_three_is_withheld_and_of_three_is_not(leaky: Path) -> None:
    sizes = {(thing, value) for thing, name, value in published(leaky) if name == "respondents"}
    assert sizes == {("group/bakery/practice-partner", "4"), ("group/hospital/practice-partner", "3")}


def test_a_consensus_of_coders_leaves_and_the_name_of_one_does_not(leaky: Path) -> None:
    assert not [name for _, name, _ in published(leaky) if name == "consensus"]
    toml = leaky / "study.toml"
    toml.write_text(toml.read_text().replace("SECRETCODER", "both"))
    assert ("rule/reporting", "consensus", "both") in published(leaky)


def told(folder: Path, thing: str) -> dict[str, str]:
    """What the public facts say of a thing below the study, by property; of IRIs their end."""
    return {
        name: value.rpartition("/")[2]
        for about, name, value in published(folder)
        if about == thing and name not in ("type", "")
    }


@pytest.mark.parametrize("group", ["bakery/education-partner", "hospital/education-partner"])
def test_a_group_of_one_or_two_says_only_that_it_is_there(leaky: Path, group: str) -> None:
    said = told(leaky, f"group/{group}")
    assert set(said) == {
        "inCase", "role", "partOfStudy", "answersWithheld", "governedBy", "wasDerivedFrom", "facet"
    }  # fmt: skip
    assert said["answersWithheld"] == "true"


@pytest.mark.parametrize("group", ["bakery/education-partner", "hospital/education-partner"])
def test_its_cells_say_withheld_and_nothing_else(leaky: Path, group: str) -> None:
    """Status, n and N are withheld together: a status of two tells as much as their numbers."""
    assert told(leaky, f"finding/{group}/image") == {
        "aboutGroup": "education-partner",
        "aboutMotive": "image",
        "partOfStudy": "leaky",
        "status": "withheld",
        "wasGeneratedBy": "derivation",
    }


def test_a_cell_for_which_two_of_four_were_asked_is_withheld(leaky: Path) -> None:
    asked = {name: told(leaky, f"finding/bakery/practice-partner/{name}") for name in ("image", "network")}
    assert asked["image"]["respondentsMentioning"] == asked["image"]["respondentsAsked"] == "4"
    assert asked["network"] == {}  # one of the two named it, and nobody who may be shown did
    assert told(leaky, "finding/hospital/practice-partner/network") == {}


def test_what_a_publication_prints_leaves_whole() -> None:
    graph = lcgraph.open()
    quads, withheld = graph.public(ontology=True)
    assert quads == graph.quads(ontology=True)
    assert not withheld
    group = NamedNode("https://w3id.org/lcgraph/study/bos-2023/group/economics/education-partner")
    assert [
        quad.object.value for quad in quads if quad.subject == group and quad.predicate == LCG.respondents
    ] == ["2"]


def test_a_study_without_a_source_is_not_printed(study_with: Make) -> None:
    folder = study_with(
        {
            "study.toml": 'id = "leaky"\ntitle.en = "Leaky"\n\n[rule]\nthreshold = "3/4"\n',
            "respondents.csv": None,
            "mentions.csv": None,
        }
    )
    sizes = {(thing, value) for thing, name, value in published(folder) if name == "respondents"}
    assert sizes == {
        ("group/bakery/practice-partner", "4"),
        ("group/hospital/practice-partner", "3"),
        ("group/hospital/education-partner", "0"),
    }


def test_interviews_beside_a_publication_are_no_part_of_it(tiny: Path) -> None:
    quads, withheld = lcgraph.open(studies=[tiny]).public()
    group = NamedNode("https://w3id.org/lcgraph/study/tiny-synthetic/group/bakery/education-partner")
    assert not [quad for quad in quads if quad.subject == group and quad.predicate == LCG.respondents]
    assert (withheld.respondents, withheld.mentions, withheld.groups, withheld.cells) == (9, 23, 1, 4)
    text = export_rdf(quads, "turtle").decode()
    assert "floury" not in text
    assert "The report counted segments and not respondents." in text  # the note of a published finding


def test_nothing_unknown_slips_through() -> None:
    thing, graph = NamedNode(BASE + "thing"), NamedNode(BASE + "graph/asserted")
    case, mail = NamedNode(BASE + "case/a"), NamedNode("http://xmlns.com/foaf/0.1/mbox")
    quads = [
        Quad(thing, RDF.type, NamedNode(PREFIXES["prov"] + "Entity"), graph),
        Quad(thing, NamedNode(PREFIXES["skos"] + "note"), Literal("SECRET"), graph),
        Quad(
            NamedNode(BASE + "respondent/r1"), NamedNode(PREFIXES["skos"] + "note"), Literal("SECRET"), graph
        ),
        Quad(case, RDF.type, LCG.Case, graph),
        Quad(case, mail, Literal("SECRET"), graph),
        Quad(case, NamedNode(PREFIXES["prov"] + "wasDerivedFrom"), NamedNode(BASE + "respondent/r1"), graph),
        Quad(case, LCG.coder, Literal("SECRET"), graph),
    ]
    assert public_quads(quads[:-1])[0] == [quads[3]]
    assert public_quads(quads)[0] == []  # what has a coder is a mention, whatever else it says it is


def test_a_public_export_answers_and_is_derived_no_further(ask: Ask, leaky: Path, tmp_path: Path) -> None:
    file, store = tmp_path / "public.trig", tmp_path / "store"
    assert ask("export", "--study", leaky, "-o", file).status == 0
    assert ask("load", file, "--store", store).status == 0
    rows = ask("query", "cross-case-matrix", "--motive", "image", "--store", store).out.split("\n")
    assert rows[1:-1] == [
        "legitimacy,image,bakery,practice-partner,reported,4,4,leaky",
        "legitimacy,image,bakery,education-partner,withheld,,,leaky",
        "legitimacy,image,hospital,practice-partner,reported,3,3,leaky",
        "legitimacy,image,hospital,education-partner,withheld,,,leaky",
    ]
