"""A study with schemes, attributes, claims and questions of its own: its pages are as whole as any."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pyoxigraph as ox
import pytest

import lcgraph
from lcgraph.resources import bundled_data
from lcgraph.vocab import BASE, ONTOLOGY, SKOS

pytestmark = pytest.mark.ci

Files = Mapping[str, bytes]
Read = Callable[[bytes], list[Any]]
STUDY = "study/city-synthetic"
FIELD = re.compile(
    r"\b(students?|programmes?|curricul\w*|learning communit\w*|educat\w*|teachers?|opleiding\w*|onderwijs|"
    r"docent\w*|studenten|werkveld\w*|practice partners?|ict|bos)\b",
    re.IGNORECASE,
)
"""Words of the field of the bundled study."""


@pytest.fixture(scope="module")
def site(make_site: Callable[..., Files], city: Path) -> Files:
    """The site of the city study."""
    return make_site(city)


def text_of(elements: list[Any], name: str) -> list[str]:
    return [each.text for each in elements if each.name == name]


def test_what_a_study_brings_itself_has_pages_in_both_languages(site: Files) -> None:
    for path in (
        "role/municipality", "setting/co-funded", "sector/heat", "cluster/shade", "level/neighbourhood",
        "phase/exploration", "role", "attribute/governance", "motive/cool-streets",
        "claim/heard-residents", "claim/heard-residents/reading/2", "query/interviewed",
        "facet/role/ngo",
    ):  # fmt: skip
        stem = f"{STUDY}/{path}"
        for ending in (".html", ".nl.html", ".ttl", ".jsonld", ".nt"):
            assert stem + ending in site


def test_its_links_lead_somewhere(site: Files, links: Callable[[Files], tuple[int, list[Any]]]) -> None:
    checked, dead = links(site)
    assert checked > 70_000
    assert dead == []


def test_tables_stand_under_shared_and_own_clusters(site: Files, read_page: Read) -> None:
    elements = read_page(site["tables.html"])
    captions = ["Legitimacy motives", "Capital motives", "Liveability", "Trust"]
    assert [each.text for each in elements if each.attributes.get("scope") == "rowgroup"] == captions
    own = [each for each in elements if each.attributes.get("href") == f"{STUDY}/cluster/liveability.html"]
    assert [each.text for each in own] == ["Liveability"]
    heads = [each.text for each in elements if "data-of" in each.attributes]
    assert heads[:4] == ["MUN", "COM", "RES", "MUN"]


def test_a_shared_role_shows_the_groups_of_roles_that_are_kinds_of_it(site: Files, read_page: Read) -> None:
    elements = read_page(site["role/practice-partner.html"])
    heads = [each.text for each in elements if each.name == "th" and each.attributes.get("scope") == "col"]
    assert set(heads) == {"Motive", "MUN", "COM"}
    shade = read_page(site[f"{STUDY}/cluster/green-space.html"])
    rows = [each.text for each in shade if each.name == "th" and each.attributes.get("scope") == "row"]
    assert rows[:2] == ["More green", "Cool streets"]


def test_the_home_page_says_only_what_the_cells_carry(site: Files, read_page: Read) -> None:
    home = read_page(site["index.html"])
    told = text_of(home, "p")
    assert "8 cases, 21 groups · Invented, I. (2025)" in told  # how many people is withheld
    assert any(each.startswith("Roles differ most on ") for each in told)
    assert not any("Not one group" in each or "Named only" in each for each in told)  # who is withheld may
    assert not any("expects it" in each for each in told)  # the literature expects nothing that nobody names
    marks = [each for each in home if each.name == "td" and "mark" in each.attributes["class"].split()]
    assert len(marks) == 10 * 21


def test_an_attribute_has_a_page_with_its_values(site: Files, read_page: Read) -> None:
    elements = read_page(site[f"{STUDY}/attribute/volunteers.html"])
    assert text_of(elements, "h1") == ["Volunteers"]
    assert text_of(elements, "td") == [
        "40",
        "8",
        "about 25",
        "about 5",
        "more than 10",
        "12",
        "about 30",
        "all",
    ]
    assert text_of(read_page(site[f"{STUDY}/attribute/governance.nl.html"]), "td")[:3] == ["ja", "nee", "ja"]
    case = read_page(site[f"{STUDY}/case/green-roofs.html"])
    linked = {normpath(join(dirname(f"{STUDY}/case/x"), each.attributes["href"])): each.text
              for each in case if each.name == "a" and "href" in each.attributes}  # fmt: skip
    assert linked[f"{STUDY}/attribute/governance.html"] == "joint governance"


def test_what_fails_comes_first_and_withheld_cells_decide_nothing(site: Files, read_page: Read) -> None:
    elements = read_page(site["claims.html"])
    assert "0 of 15 claims fail, 15 cannot be checked." in text_of(elements, "p")
    assert text_of(elements, "h2")[:1] == ["What cannot be checked"]
    for name in ("interviewed", "tools-not-municipality"):
        page = read_page(site[f"{STUDY}/claim/{name}.html"])
        verdicts = [each.text for each in page if "verdict" in each.attributes.get("class", "").split()]
        assert verdicts == ["not checkable"]
        assert "depends on cells or numbers that are withheld: they are about too few people" in text_of(
            page, "dd"
        )


def test_a_claim_shows_each_reading_with_its_verdict(site: Files, read_page: Read) -> None:
    page = read_page(site[f"{STUDY}/claim/heard-residents.html"])
    assert text_of(page, "h1") == ["Residents want to be heard."]
    readings = [each for each in text_of(page, "h2") if each.startswith("Reading")]
    assert readings == ["Reading 1: not checkable", "Reading 2: fails", "Reading 3: fails"]


def test_a_question_of_the_study_has_its_answer(site: Files, read_page: Read) -> None:
    listed = read_page(site["queries.html"])
    assert text_of(listed, "h2")[0] == "Of the studies themselves"
    page = read_page(site[f"{STUDY}/query/motives-of-volunteers.html"])
    assert text_of(page, "h1") == ["How many motives does each group with volunteers report?"]
    assert text_of(page, "tr")[:2] == ["caserolevolunteersreported", "Green roofsresidents402"]
    csv = site[f"{STUDY}/query/motives-of-volunteers.csv"].decode()
    assert csv.splitlines()[:2] == ["case,role,volunteers,reported", "green-roofs,residents,40,2"]
    unanswered = text_of(read_page(site[f"{STUDY}/query/interviewed.html"]), "p")
    assert any(each.startswith("There is no answer here: depends on cells or numbers") for each in unanswered)
    assert f"{STUDY}/query/interviewed.csv" not in site


def test_facets_are_data_and_in_nobodys_way(site: Files) -> None:
    (text,) = re.findall(r"entries:(\[.*\]),words:", site["static/index.en.js"].decode())
    entries = json.loads(text)
    assert len(entries) > 400
    assert not any("/facet/" in address for *_, address in entries)
    assert b"/facet/" not in site["all.html"]
    assert (
        b"<bdi>Partner role: non-governmental organisation</bdi></h1>" in site[f"{STUDY}/facet/role/ngo.html"]
    )


def test_only_shared_terms_speak_of_another_field(site: Files, read_page: Read) -> None:
    """Apart from pages of the ontology's own terms, and from links to them."""
    graph = lcgraph.open()
    shared = {
        quad.subject.value.removeprefix(BASE)
        for quad in graph.quads(ontology=True)
        if quad.graph_name == ONTOLOGY
        and isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value.startswith(BASE)
    }
    names = {
        quad.object.value.casefold()
        for quad in graph.quads(ontology=True)
        if quad.graph_name == ONTOLOGY
        and quad.predicate in (SKOS.prefLabel, SKOS.definition)
        and isinstance(quad.object, ox.Literal)
    }
    told, seen = [], 0
    for path, data in site.items():
        stem = re.sub(r"(\.nl)?\.html$", "", path)
        if (
            not path.endswith(".html")
            or path.startswith("conversation/")
            or stem in shared
            or stem.startswith("ontology")
        ):
            continue
        seen += 1
        elements = read_page(data)
        text = elements[0].text.casefold()
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, "")
        told += [(path, found) for found in FIELD.findall(text)]
    assert seen > 700
    assert told == []


def test_a_question_that_fails_says_why_and_the_site_is_written(
    tiny: Path, tmp_path: Path, make_site: Callable[..., Files], read_page: Read
) -> None:
    folder = tmp_path / "study"
    shutil.copytree(tiny, folder)
    (folder / "queries").mkdir(exist_ok=True)
    head = (
        '#+ question.nl = "Wat?"\n#+ question.en = "What?"\n#+ row.nl = "Eén."\n#+ row.en = "One."\n'
        '#+ source = "x"\n#+ columns = ["holds"]\n'
    )
    wrong = {
        "reaching": ("SELECT * WHERE { SERVICE <https://example.org/> { ?a ?b ?c } }", "SERVICE"),
        "asking": ("ASK {}", "must be a SELECT"),
        "broken": ("SELECT ?holds WHERE { nonsense", "expected"),
    }
    for name, (body, _) in wrong.items():
        (folder / "queries" / f"{name}.rq").write_text(f"{head}{body}\n", encoding="utf-8")
    files = make_site(folder)
    for name, (_, why) in wrong.items():
        page = read_page(files[f"study/tiny-synthetic/query/{name}.html"])
        (told,) = [each for each in text_of(page, "p") if each.startswith("There is no answer here:")]
        assert why in told
        assert f"study/tiny-synthetic/query/{name}.rq" in files


def test_studies_of_both_shapes_stand_beside_each_other(
    make_site: Callable[..., Files],
    city: Path,
    links: Callable[[Files], tuple[int, list[Any]]],
    read_page: Read,
) -> None:
    files = make_site(city, bundled_data().parent / "bos-2023")
    assert links(files)[1] == []
    elements = read_page(files["tables.html"])
    cases = [each.text for each in elements if each.attributes.get("scope") == "colgroup"]
    assert "bos-2023: ICT" in cases
    assert "city-synthetic: Green roofs" in cases
    assert text_of(read_page(files["index.html"]), "h1") == ["Why organisations collaborate"]
    roles = read_page(files["role/practice-partner.html"])
    heads = {each.text for each in roles if each.name == "th" and each.attributes.get("scope") == "col"}
    assert heads == {"Motive", "MUN", "COM", "PP"}
