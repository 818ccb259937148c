"""Pages and data at the paths of the IRIs: what is weighed, where a thing leads, what is not there."""

from __future__ import annotations

import http.client
from typing import Any

import pyoxigraph as ox
import pytest

import lcgraph
from lcgraph.web.site import Site

Server = Any  # that of conftest.py
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
VERSION = lcgraph.__version__
TRIG, STUDY = "application/trig", "study/bos-2023"


@pytest.mark.parametrize(
    ("thing", "accept", "languages", "target"),
    [
        ("motive/image", "", "", "motive/image.ttl"),
        ("motive/image", "*/*", "", "motive/image.ttl"),
        ("motive/image", BROWSER, "", "motive/image.html"),
        ("motive/image", BROWSER, "nl,en;q=0.5", "motive/image.nl.html"),
        ("motive/image", BROWSER, "nl;q=0.4,en;q=0.5", "motive/image.html"),
        ("motive/image", "application/ld+json", "", "motive/image.jsonld"),
        ("motive/image", "application/json", "", "motive/image.jsonld"),
        ("motive/image", "application/n-triples, text/turtle;q=0.9", "", "motive/image.nt"),
        ("motive/image", "text/html;q=0.1, text/turtle", "", "motive/image.ttl"),
        ("motive/image", "text/turtle;q=0, */*", "", "motive/image.jsonld"),
        (f"{STUDY}/finding/ict/practice-partner/image", "text/turtle", "",
         f"{STUDY}/finding/ict/practice-partner/image.ttl"),
        (f"ontology/{VERSION}", "text/turtle", "", f"ontology/{VERSION}.ttl"),
        ("", BROWSER, "", "index.html"),
        ("", "text/turtle", "", "catalogue.ttl"),
        ("catalogue", "application/ld+json", "", "catalogue.jsonld"),
        ("np/RA" + "a" * 43, "text/html", "", "download/nanopublications.trig"),
        ("cube/cells/case", "application/ld+json", "", "cube.ttl"),
        (f"{STUDY}/cube/published-cells", "text/turtle", "", "download/cube.ttl"),
        (f"{STUDY}/graph/asserted", TRIG, "", "download/study.trig"),
        (f"{STUDY}/graph/provenance", "text/turtle", "", "download/study.trig"),
        (f"{STUDY}/graph/asserted", "text/html", "", f"{STUDY}/dataset.html"),
        (f"{STUDY}/query/five-sectors", "application/sparql-query", "", f"{STUDY}/query/five-sectors.rq"),
        ("graph/derived", TRIG, "", "download/study.trig"),
        ("graph/derived", "text/html", "", "index.html"),
        (f"{STUDY}/crosswalk", "text/turtle", "", f"{STUDY}.ttl"),
        (f"ontology/shapes/{VERSION}", "text/turtle", "", "ontology/shapes.ttl"),
        (f"software/lcgraph/{VERSION}", "text/turtle", "", "about.html"),
        ("motive/", "text/html", "", "motive.html"),
        ("sparql", BROWSER, "nl", "queries.nl.html"),
        ("query/contrast", BROWSER, "nl", "query/contrast.nl.html"),
    ],
)  # fmt: skip
def test_a_thing_leads_to_what_tells_of_it(
    server: Server, thing: str, accept: str, languages: str, target: str
) -> None:
    found = server.ask(f"/{thing}", accept=accept, accept_language=languages)
    assert (found.status, found.headers.get("location")) == (303, f"/{target}")
    assert found.headers["vary"] == "Accept, Accept-Language"
    assert server.ask(f"/{target}").status == 200


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "application/rdf+xml"])
def test_what_fits_nothing_is_406(server: Server, accept: str) -> None:
    assert server.ask("/motive/image", accept=accept).status == 406


@pytest.mark.parametrize(
    "path",
    ["index.html", "motive/image.nl.html", "motive/image.ttl", "motive/image.jsonld", "motive/image.nt",
     "query/contrast.rq", "query/contrast.csv", "static/site.css", "static/index.en.js", "sitemap.xml",
     ".well-known/void", "context.jsonld", "cube.ttl", "picture/matrix.nl.svg", "download/study.trig",
     "ontology.ttl", "catalogue.ttl", "static/card.png"],
)  # fmt: skip
def test_a_document_is_that_of_the_static_site_and_known_by_its_tag(
    server: Server, site: Site, path: str
) -> None:
    found = server.ask(f"/{path}")
    assert (found.status, found.body) == (200, site.file(path))
    known = server.ask(f"/{path}", if_none_match=f'"x", {found.headers["etag"]}')
    assert (known.status, known.body) == (304, b"")
    head = server.ask(f"/{path}", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(found.body))
    assert head.headers["x-content-type-options"] == "nosniff"


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(lcgraph.open())


def test_a_page_names_its_data_and_the_thing(server: Server) -> None:
    links = [value for name, value in _headers(server, "/motive/image.html") if name.lower() == "link"]
    assert '</motive/image.ttl>; rel="alternate"; type="text/turtle"' in links
    assert '<https://w3id.org/lcgraph/motive/image>; rel="describes"' in links


def _headers(server: Server, path: str) -> list[tuple[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    try:
        connection.request("GET", path)
        return connection.getresponse().getheaders()
    finally:
        connection.close()


def test_data_are_what_their_type_says(server: Server) -> None:
    for ending, format_ in (
        (".ttl", ox.RdfFormat.TURTLE),
        (".jsonld", ox.RdfFormat.JSON_LD),
        (".nt", ox.RdfFormat.N_TRIPLES),
    ):
        found = server.ask(f"/motive/image{ending}")
        assert found.media == format_.media_type
        assert len(list(ox.parse(found.body, format=format_))) > 20


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/motive/none", "/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
     "/static/../../pyproject.toml",
     "//etc/passwd", "/motive/image.ttl/x", "/%00", "/motive/image%00.ttl", "/~root",
     "/static/..%2f..%2fsite.py", "/a%0d%0aSet-Cookie:%20x=y", "/\\..\\x", "/lcgraph-site.sha256"],
)  # fmt: skip
def test_a_path_leads_to_nothing_but_the_site(server: Server, path: str) -> None:
    found = server.ask(path)
    assert found.status == 404
    assert "set-cookie" not in found.headers
    page = server.ask(path, accept=BROWSER, accept_language="nl")
    assert (page.status, page.media) == (404, "text/html")
    assert b'lang="nl"' in page.body


def test_pages_of_html_come_with_a_policy(server: Server) -> None:
    policy = server.ask("/index.html").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
