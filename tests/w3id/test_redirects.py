"""The redirects of the w3id registry: a real Apache reads `w3id/.htaccess` and is asked for everything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lcgraph
from lcgraph.export.registry import FORMATS, written
from lcgraph.vocab import BASE
from lcgraph.web.addresses import ENDINGS, ROOTS, data, page, stem

pytestmark = pytest.mark.ci

Registry = Any  # that of conftest.py
RULES = (Path(__file__).resolve().parents[2] / "w3id" / ".htaccess").read_text(encoding="utf-8")
VERSION = lcgraph.__version__
MEDIA = {"turtle": "text/turtle", "jsonld": "application/ld+json", "ntriples": "application/n-triples"}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
PROTEGE = "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"


QUERY = "study/bos-2023/query/five-sectors"
FREE = re.compile(r"/facet/.*%|/$")
"""A value of groups in free words, whose page has another path than its IRI and only pages lead to; and what
a question declares as a prefix."""

# ---- Every kind of thing, every format, both languages

KINDS = [
    "study/bos-2023", "study/bos-2023/case/ict", "study/bos-2023/case/ict/students",
    "study/bos-2023/group/ict/practice-partner", "study/bos-2023/finding/ict/practice-partner/image",
    "study/bos-2023/rule/reporting", "study/bos-2023/rule/reporting/exception/ict/education-partner",
    "study/bos-2023/claim/image-practice-partners", "study/bos-2023/claim/image-practice-partners/reading/1",
    "study/bos-2023/attribute/students", "study/bos-2023/query/five-sectors",
    "study/bos-2023/facet/role/practice-partner",
    "study/bos-2023/limitation/1", "study/bos-2023/file/findings.csv", "study/bos-2023/dataset",
    f"study/bos-2023/dataset/{VERSION}", "work/gray-purdy-2018", "work/gray-purdy-2018/concept/recruitment",
    "agent/gray-b", "ontology", "ontology/core", "ontology/shapes",
    f"ontology/{VERSION}", f"ontology/core/{VERSION}",
    "role", "role/practice-partner", "setting/public-public", "sector/ict", "level/collective",
    "cluster/social-capital", "motive/image", "status/reported", "qualifier/about", "phase/start",
    "relation/places", "match/exact",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_leads_to_its_page_or_its_data(registry: Registry, kind: str) -> None:
    asked = {
        ("text/html", "en"): page(kind, "en"),
        ("text/html", "nl"): page(kind, "nl"),
        **{(MEDIA[format_], None): data(kind, format_) for format_ in ENDINGS},
    }
    for (accept, language), path in asked.items():
        found = registry.ask(kind, accept, language)
        assert (found.status, found.location) == (303, f"{registry.site}/{path}"), accept
        assert registry.file(found.location).is_file()


def test_so_does_every_thing_that_an_export_names(registry: Registry) -> None:
    """Every IRI below the base in any format that can be downloaded: none leads to nothing."""
    graph = lcgraph.open()
    written_: set[str] = set()
    for form in FORMATS.values():
        if form.private != "must":
            written_ |= _iris(written(graph, form.name).content)
    named = {iri for iri in written_ if not FREE.search(iri)}
    kinds = {re.sub(r"(?<=/).*", "", iri) for iri in written_}
    assert {f"{root}/" for root in ROOTS - {"dataset", "graph"}} <= kinds
    assert len(named) >= 650
    for accept in ("text/html", "text/turtle"):
        answers = {iri: registry.ask(iri, accept) for iri in named}
        assert {answer.status for answer in answers.values()} <= {302, 303}
        assert [iri for iri in named if not registry.file(answers[iri].location).is_file()] == []


def _iris(content: object) -> set[str]:
    """What stands behind the base in a file, without fragments; a template is not an IRI."""
    if isinstance(content, Mapping):
        return set().union(*map(_iris, content.values()))
    if not isinstance(content, bytes):
        assert isinstance(content, Iterable)
        content = b"".join(content)
    found = re.findall(
        rf"{re.escape(BASE)}([^\s\"<>&\\)\]}}`{{,;#]*)(?![^\s\"<>]*\{{)", content.decode("utf-8", "replace")
    )
    return set(found)


@pytest.mark.parametrize(
    ("thing", "accept", "target"),
    [
        ("", "text/html", "index.html"),
        ("", "text/turtle", "catalogue.ttl"),
        ("catalogue", "text/html", "index.html"),
        ("catalogue", "application/ld+json", "catalogue.jsonld"),
        ("np/RA" + "a" * 43, "text/html", "download/nanopublications.trig"),
        ("cube", "text/html", "cube.ttl"),
        ("cube/cells/case", "application/ld+json", "cube.ttl"),
        ("study/bos-2023/cube/published-cells", "text/turtle", "download/cube.ttl"),
        ("study/bos-2023/cube/published-cells", "text/html", "study/bos-2023/dataset.html"),
        ("study/bos-2023/graph/asserted", "application/trig", "download/study.trig"),
        ("study/bos-2023/graph/provenance", "text/turtle", "download/study.trig"),
        ("study/bos-2023/graph/asserted", "text/html", "study/bos-2023/dataset.html"),
        (QUERY, "application/sparql-query", f"{QUERY}.rq"),
        ("graph/derived", "application/trig", "download/study.trig"),
        ("graph/derived", "text/html", "index.html"),
        ("study/bos-2023/crosswalk", "text/turtle", "study/bos-2023.ttl"),
        (f"ontology/shapes/{VERSION}", "text/turtle", "ontology/shapes.ttl"),
        (f"ontology/shapes/{VERSION}", "text/html", "ontology/shapes.html"),
        (f"software/lcgraph/{VERSION}", "text/turtle", "about.html"),
        ("motive/", "text/html", "motive.html"),
    ],
)
def test_what_has_no_page_of_its_own_leads_to_what_tells_of_it(
    registry: Registry, thing: str, accept: str, target: str
) -> None:
    found = registry.ask(thing, accept)
    assert (found.status, found.location) == (303, f"{registry.site}/{target}")
    assert registry.file(found.location).is_file()


@pytest.mark.parametrize(
    "document",
    [
        "motive/image.ttl", "motive/image.jsonld", "motive/image.nt", "motive/image.html",
        "motive/image.nl.html", f"ontology/{VERSION}.ttl", "study/bos-2023/file/findings.csv.ttl",
        "context.jsonld", "cube.ttl",
        ".well-known/void", "download/study.trig", "download/tables/cells.csv", "query/contrast.rq",
        "study/bos-2023/query/five-sectors.rq",
    ],
)  # fmt: skip
@pytest.mark.parametrize("accept", ["text/html", "image/png", None])
def test_a_document_is_where_its_address_says_whatever_is_accepted(
    registry: Registry, document: str, accept: str | None
) -> None:
    found = registry.ask(document, accept)
    assert (found.status, found.location) == (302, f"{registry.site}/{document}")
    assert registry.file(found.location).is_file()


@pytest.mark.parametrize(
    "path", ["nothing", "index", "elsewhere/x", "np/RA", "Motive/image", "ontologys", "../etc/passwd"]
)
def test_what_is_not_ours_is_not_found(registry: Registry, path: str) -> None:
    assert registry.ask(path, "text/html").status in (403, 404)


# ---- What is accepted


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (BROWSER, "html"),
        ("*/*", "ttl"),  # curl
        (None, "ttl"),
        ("", "ttl"),
        (PROTEGE, "ttl"),
        ("text/turtle", "ttl"),
        ("TEXT/Turtle ; charset=utf-8", "ttl"),
        ("text/turtle;q=0.5, application/ld+json;q=0.9", "jsonld"),
        ("application/ld+json;q=0.50, text/turtle;q=0.5", "ttl"),
        ("application/ld+json;profile=\"http://www.w3.org/ns/json-ld#compacted\"", "jsonld"),
        ("application/json, text/plain, */*", "ttl"),  # equals; axios
        ("application/json", "jsonld"),
        ("application/*", "jsonld"),
        ("text/*", "ttl"),
        ("text/*, text/turtle;q=0.1", "html"),
        ("*/*, text/turtle;q=0", "jsonld"),
        ("text/html;level=1;q=0.4, application/n-triples;q=0.6", "nt"),
        ("text/html;q=0.999, text/turtle;q=1.000", "ttl"),
        ("text/html, text/turtle;q=0.999", "html"),
        ("text/turtlesque, text/html;q=0.1", "html"),
        ("application/rdf+xml, application/trig", "406"),
        ("image/png", "406"),
        ("text/html;q=0", "406"),
        ("text/html;q=0.0, text/turtle;q=0.000", "406"),
        ("*/*;q=0", "406"),
    ],
)  # fmt: skip
def test_the_weights_of_the_client_count(registry: Registry, accept: str | None, ending: str) -> None:
    found = registry.ask("motive/image", accept)
    told = {406: "406", 303: found.location.removeprefix(f"{registry.site}/motive/image.")}
    assert told[found.status] == ending


@pytest.mark.parametrize(
    ("language", "ending"),
    [
        (None, "html"),
        ("nl", "nl.html"),
        ("nl-BE", "nl.html"),
        ("NL-nl,nl;q=0.9,en-US;q=0.8,en;q=0.7", "nl.html"),
        ("en-GB,en;q=0.9,nl;q=0.8", "html"),
        ("de,nl;q=0.5", "nl.html"),
        ("de", "html"),
        ("*", "html"),
        ("nl;q=0, en;q=0.1", "html"),
        ("nl;q=0", "html"),
        ("nld", "html"),
    ],
)
def test_pages_come_in_the_language_of_the_reader(
    registry: Registry, language: str | None, ending: str
) -> None:
    assert registry.ask("motive/image", BROWSER, language).location.endswith(f"/motive/image.{ending}")
    assert registry.ask("motive/image", "text/turtle", language).location.endswith("/motive/image.ttl")


WEIGHTS = st.sampled_from(
    ["", ";q=1", ";q=0", ";q=0.0", ";q=0.5", "; q=0.25", ";q=0.250", ";q=0.9", ";q=0.999", ";v=1;q=0.3"]
)
RANGES = st.sampled_from(
    ["text/html", "text/turtle", "application/ld+json", "application/n-triples", "text/*", "application/*",
     "*/*", "image/png"]
)  # fmt: skip
PREFERENCE = ("text/turtle", "application/ld+json", "application/n-triples", "text/html")
OF_TYPE = dict(zip(PREFERENCE, ("ttl", "jsonld", "nt", "html"), strict=True))


def negotiated(accepted: Mapping[str, str]) -> str:
    """The same in the words of RFC 9110: the most specific range counts, the highest weight wins."""

    def weight(type_: str) -> float:
        for range_ in (type_, f"{type_.partition('/')[0]}/*", "*/*"):
            if range_ in accepted:
                found = re.search(r"q=([\d.]+)", accepted[range_])
                return float(found[1]) if found else 1.0
        return 0.0

    best = max(PREFERENCE, key=lambda type_: (weight(type_), -PREFERENCE.index(type_)))
    return OF_TYPE[best] if weight(best) else "406"


@given(st.dictionaries(RANGES, WEIGHTS, min_size=1, max_size=6), st.sampled_from([",", ", ", " , "]))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_accepted_is_weighed_as_http_says(
    registry: Registry, accepted: dict[str, str], between: str
) -> None:
    found = registry.ask("agent/gray-b", between.join(range_ + weight for range_, weight in accepted.items()))
    ending = "406" if found.status == 406 else found.location.removeprefix(f"{registry.site}/agent/gray-b.")
    assert ending == negotiated(accepted)


def test_a_cruel_header_is_answered_at_once(registry: Registry) -> None:
    for header in (
        "text/turtle;q=0." + "0" * 7000,
        "a," * 3900,
        "text/turtle" + ";x" * 3900,
        "*/*;q=" + "0" * 7900,
    ):
        assert registry.ask("motive/image", header).status in (303, 406)


def test_caches_and_scripts_of_other_sites_are_told_what_they_need(registry: Registry) -> None:
    for accept in (BROWSER, "image/png"):
        headers = registry.ask("motive/image", accept).headers
        assert headers["access-control-allow-origin"] == "*"
        assert {"accept", "accept-language"} <= {name.strip().lower() for name in headers["vary"].split(",")}


# ---- What a program gets that follows


def test_rdflib_reads_a_thing_at_its_iri(registry: Registry) -> None:
    graph = rdflib.Graph().parse(f"http://127.0.0.1:{registry.port}/lcgraph/motive/image")
    labels = {
        str(label) for label in graph.objects(rdflib.URIRef(BASE + "motive/image"), rdflib.SKOS.prefLabel)
    }
    assert labels == {"image", "imago"}


@pytest.mark.parametrize(
    "name", ["lcgraph", "core", "motives", "literature", "crosswalk", "alignments", "shapes"]
)
@pytest.mark.parametrize("version", ["", f"/{VERSION}"])
def test_an_import_of_the_ontology_finds_all_its_statements(
    registry: Registry, name: str, version: str
) -> None:
    """At the IRI and at the version IRI, with what Protégé accepts; what it imports stands in it instead."""
    thing = "ontology" if name == "lcgraph" else f"ontology/{name}"
    found = registry.ask(f"{thing}{version}", PROTEGE)
    file = Path(__file__).resolve().parents[2] / "ontology" / f"{name}.ttl"
    told = {
        triple
        for triple in rdflib.Graph().parse(file)
        if not any(isinstance(term, rdflib.BNode) for term in triple)
    }
    published = rdflib.Graph().parse(registry.file(found.location))
    if name == "lcgraph":
        imports = {triple for triple in told if triple[1] == rdflib.OWL.imports}
        told -= imports
        assert (None, rdflib.OWL.imports, None) not in published
        parts = published.subjects(rdflib.DCTERMS.isPartOf, rdflib.URIRef(f"{BASE}ontology"))
        assert {module for _, _, module in imports} <= set(parts)
    assert told - set(published) == set()


# ---- The rules themselves


def test_they_know_every_root_that_the_site_knows() -> None:
    (known,) = re.findall(r"^RewriteRule !\^\(\?:\(\?:([a-z|]+)\)", RULES, re.MULTILINE)
    assert {*known.split("|"), "cube"} == ROOTS | {"catalogue"}


def test_an_iri_of_the_bundled_study_is_the_path_of_its_page() -> None:
    """What the last rule relies on: it copies the path, and cannot rewrite capitals as the site does."""
    subjects = {
        quad.subject.value.partition("#")[0]
        for quad in lcgraph.open().public(ontology=True)[0]
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(BASE)
    }
    assert len(subjects) >= 450
    assert [iri for iri in subjects if stem(iri) != iri.removeprefix(BASE) and not FREE.search(iri)] == []
