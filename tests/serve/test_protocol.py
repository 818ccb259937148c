"""The endpoint: the SPARQL 1.1 Protocol as it is written, and a description of the service that is true."""

from __future__ import annotations

import json
import socket
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

Server = Any  # that of conftest.py
MOTIVES = "SELECT ?code WHERE { ?m a lcg:Motive ; skos:notation ?code } ORDER BY ?code LIMIT 2"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
SD = "http://www.w3.org/ns/sparql-service-description#"
PAIR = [
    {"code": {"type": "literal", "value": "better-education-and-care"}},
    {"code": {"type": "literal", "value": "complex-societal-issues"}},
]


def test_a_query_comes_by_get_or_post_and_has_the_same_answer(server: Server) -> None:
    answers = [
        server.ask(f"/sparql?{urlencode({'query': MOTIVES})}"),
        server.sparql(MOTIVES),
        server.ask("/sparql", method="POST", body=MOTIVES.encode(), content_type=DIRECT),
        server.ask("/sparql", method="POST", body=MOTIVES.encode(), content_type=f"{DIRECT}; charset=UTF-8"),
    ]
    assert {answer.status for answer in answers} == {200}
    assert [json.loads(answer.body)["results"]["bindings"] for answer in answers] == [PAIR] * 4
    head = server.ask(f"/sparql?{urlencode({'query': MOTIVES})}", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) == len(answers[0].body)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
        ("application/*;q=0.1, text/*", "application/sparql-results+xml"),  # as text/xml
        (
            "application/sparql-results+json;q=0, */*;q=0.1, application/json;q=0",
            "application/sparql-results+xml",
        ),
    ],
)
def test_rows_come_in_the_format_that_weighs_most(server: Server, accept: str, media: str) -> None:
    answer = server.sparql(MOTIVES, accept=accept)
    assert (answer.status, answer.media) == (200, media)
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("form", "body"),
    [
        ("csv", "code\r\nbetter-education-and-care\r\ncomplex-societal-issues\r\n"),
        ("tsv", '?code\n"better-education-and-care"\n"complex-societal-issues"\n'),
    ],
)
def test_tables_are_those_of_the_w3c(server: Server, form: str, body: str) -> None:
    """A cell of TSV is an RDF term."""
    assert server.sparql(MOTIVES, format=form).text == body


@pytest.mark.parametrize(
    ("accept", "media", "format_"),
    [
        ("", "text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
    ],
)
def test_triples_come_in_every_format(server: Server, accept: str, media: str, format_: ox.RdfFormat) -> None:
    answer = server.sparql("CONSTRUCT WHERE { ?m a lcg:Motive }", accept=accept)
    assert (answer.status, answer.media) == (200, media)
    assert len(list(ox.parse(answer.body, format=format_))) == 33


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"path": "/sparql?query=SELECT"}, 400),
        ({"path": "/sparql?query=ASK%7B%7D&query=ASK%7B%7D"}, 400),
        ({"path": "/sparql?query=ASK%7B%7D&format=pdf"}, 400),
        ({"path": "/sparql?query=%ff"}, 400),
        ({"path": "/sparql?query=ASK%7B%7D", "accept": "image/png"}, 406),
        ({"path": "/sparql?query=ASK%7B%7D", "method": "PUT"}, 405),
        ({"path": "/sparql?query=ASK%7B%7D", "method": "DELETE"}, 405),
        ({"path": "/sparql", "method": "POST", "body": b"ASK{}", "content_type": "text/plain"}, 415),
        ({"path": "/sparql", "method": "POST", "body": b"ASK{}"}, 415),
        ({"path": "/sparql", "method": "POST", "body": b"", "content_type": FORM}, 400),
        (
            {"path": "/sparql", "method": "POST", "body": "ASK{}".encode("utf-16"), "content_type": DIRECT},
            400,
        ),
        ({"path": "/sparql", "method": "POST", "body": b"#" * 70_000, "content_type": DIRECT}, 400),
        ({"path": "/sparql", "method": "POST", "body": b"#" * 300_000, "content_type": DIRECT}, 413),
        ({"path": "/sparql?query=" + "a" * 20_000}, 414),
    ],
)
def test_what_is_no_query_is_refused_with_its_own_status(
    server: Server, request_: dict[str, Any], status: int
) -> None:
    answer = server.ask(request_.pop("path"), **request_)
    assert answer.status == status
    assert answer.media == "text/plain"
    assert answer.body.strip()


UPDATES = [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DELETE WHERE { ?s ?p ?o }", "DROP ALL", "CLEAR DEFAULT",
    "LOAD <file:///etc/passwd>", "CREATE GRAPH <urn:g>", "COPY DEFAULT TO <urn:g>",
    "WITH <urn:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
]  # fmt: skip
ALL = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def test_every_update_is_refused_and_changes_nothing(server: Server) -> None:
    before = server.sparql(ALL).body
    for update in UPDATES:
        ways = [
            server.ask(
                "/sparql", method="POST", body=update.encode(), content_type="application/sparql-update"
            ),
            server.ask(
                "/sparql", method="POST", body=urlencode({"update": update}).encode(), content_type=FORM
            ),
            server.ask(f"/sparql?{urlencode({'update': update})}"),
            server.ask(f"/sparql?{urlencode({'update': update, 'query': 'ASK {}'})}"),
        ]
        assert [answer.status for answer in ways] == [403] * 4, update
        assert server.sparql(update).status == 400, update
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        for path in ("/", "/motive/image.ttl", "/study/bos-2023", "/query/contrast"):
            assert server.ask(path, method=method, body=b"x").status == 405
    assert server.sparql(ALL).body == before


def test_the_graphs_of_the_protocol_take_the_place_of_from(server: Server) -> None:
    ontology = "https://w3id.org/lcgraph/ontology"
    asserted = "https://w3id.org/lcgraph/study/bos-2023/graph/asserted"
    cases = "ASK { ?case a lcg:Case }"
    named = "ASK { GRAPH ?g { ?case a lcg:Case } }"

    def holds(query: str, **fields: str) -> bool:
        return bool(json.loads(server.sparql(query, **fields).body)["boolean"])

    assert holds(cases)
    assert holds(named)
    assert not holds(cases, **{"default-graph-uri": ontology})
    assert holds(cases, **{"default-graph-uri": asserted})
    assert not holds(named, **{"default-graph-uri": asserted})
    assert holds(named, **{"named-graph-uri": asserted})
    assert not holds(cases, **{"named-graph-uri": asserted})
    assert not holds(f"ASK FROM <{asserted}> {{ ?case a lcg:Case }}", **{"default-graph-uri": ontology})
    assert holds(f"ASK FROM <{asserted}> {{ ?case a lcg:Case }}")


def test_a_graph_that_is_not_there_is_empty_and_fetched_from_nowhere(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.setblocking(False)
        there = f"http://127.0.0.1:{canary.getsockname()[1]}/x"
        for query, fields in (
            (f"SELECT * FROM <{there}> WHERE {{ ?s ?p ?o }}", {}),
            (f"SELECT * FROM NAMED <{there}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}", {}),
            ("SELECT * WHERE { ?s ?p ?o }", {"default-graph-uri": there}),
        ):
            answer = server.sparql(query, **fields)
            assert (answer.status, json.loads(answer.body)["results"]["bindings"]) == (200, [])
        for query in (f"ASK {{ SERVICE <{there}> {{ ?s ?p ?o }} }}", f"ASK{{SERVICESILENT<{there}>{{}}}}"):
            assert server.sparql(query).status == 400
        with pytest.raises(BlockingIOError):
            canary.accept()


def test_the_address_of_the_endpoint_is_the_base_of_a_query(server: Server) -> None:
    answer = server.sparql("SELECT ?here WHERE { BIND(<x> AS ?here) }")
    (row,) = json.loads(answer.body)["results"]["bindings"]
    assert row["here"]["value"] == f"http://127.0.0.1:{server.port}/x"


def test_the_service_is_described_and_claims_neither_update_nor_federation(server: Server) -> None:
    answer = server.ask("/sparql")
    assert (answer.status, answer.media) == (200, "text/turtle")
    said = list(ox.parse(answer.body, format=ox.RdfFormat.TURTLE))
    here = ox.NamedNode(f"http://127.0.0.1:{server.port}/sparql")
    assert [quad.object for quad in said if quad.predicate.value == f"{SD}endpoint"] == [here]
    languages = [quad.object for quad in said if quad.predicate.value == f"{SD}supportedLanguage"]
    assert languages == [ox.NamedNode(f"{SD}SPARQL11Query")]
    assert [quad.object for quad in said if quad.predicate.value == f"{SD}feature"] == [
        ox.NamedNode(f"{SD}UnionDefaultGraph")
    ]
    graphs = {quad.object.value for quad in said if quad.predicate.value == f"{SD}name"}
    rows = json.loads(server.sparql("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").body)
    assert graphs == {row["g"]["value"] for row in rows["results"]["bindings"]}
    assert server.ask("/sparql", accept="application/rdf+xml").media == "application/rdf+xml"


def test_pages_of_other_sites_may_read(server: Server) -> None:
    asked = server.ask(
        "/sparql", method="OPTIONS", origin="https://example.org", access_control_request_method="POST"
    )
    assert asked.status == 204
    assert "POST" in asked.headers["access-control-allow-methods"]
    for path in ("/sparql", "/query/motive-coverage", "/motive/image.ttl"):
        assert server.ask(path).headers["access-control-allow-origin"] == "*"


def test_errors_are_told_in_the_language_of_the_client(server: Server) -> None:
    path = "/sparql?query=" + quote("ASK { SERVICE <urn:x> {} }")
    assert "SERVICE is refused" in server.ask(path).text
    assert "SERVICE mag niet" in server.ask(path, accept_language="nl-NL,en;q=0.5").text


def test_a_host_that_no_server_has_is_refused(server: Server) -> None:
    for host in ("a b", "x/y", "a\tb", "example.org:99999999", "", "[:::]x"):
        assert server.ask("/sparql", host=host).status in (400, 421), host
