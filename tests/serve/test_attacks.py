"""What strangers may try. None of it ends the server, and a bystander is answered throughout."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import pytest

Server = Any  # that of conftest.py
Until = Callable[[Callable[[], bool]], None]
THEM, US = "127.0.0.2", "127.0.0.3"
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . "
ENDLESS = [
    f"SELECT (COUNT(*) AS ?n) WHERE {{ {CROSS}}}",
    f"SELECT DISTINCT ?a WHERE {{ {CROSS} FILTER(CONCAT(STR(?a), STR(?f), STR(?i)) = '') }}",
    f"SELECT (SUM(STRLEN(STR(?f))) AS ?n) WHERE {{ {CROSS} FILTER(?a < ?d) }}",
]
"""What takes for ever in little memory: cross products that are counted."""
GREEDY = [
    f"SELECT * WHERE {{ {CROSS}}} ORDER BY ?c ?f ?i LIMIT 1",
    f"SELECT DISTINCT ?a ?d ?g WHERE {{ {CROSS}}}",
    "SELECT * WHERE { ?a (!<urn:x>|^!<urn:y>)+/(!<urn:x>|^!<urn:y>)+ ?b }",
]
"""What takes memory without end, or time: which is first depends on the machine."""
CRUEL = {
    "sums": "ASK { FILTER(" + "1+" * 30_000 + "1) }",
    "alternatives": "ASK { FILTER(" + "true||" * 9_000 + "true) }",
    "path": "ASK { ?a " + "<a>/" * 15_000 + "<a> ?b }",
    "unions": "ASK { {} " + "UNION{}" * 9_000 + " }",
    "differences": "ASK { {} " + "MINUS{}" * 4_000 + " }",
    "binds": "ASK { " + " ".join(f"BIND(1 AS ?v{n})" for n in range(3_300)) + " }",
    "optionals": "ASK { " + "OPTIONAL{?a ?b ?c}" * 3_000 + " }",
    "brackets": "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "groups": "ASK " + "{" * 20_000 + "}" * 20_000,
    "negations": "ASK { FILTER(" + "!" * 40_000 + "true) }",
    "lists": "ASK { ?a ?b " + "(" * 9_000 + ")" * 9_000 + " }",
    "pattern": "ASK { " + "".join(f"?a{n} ?b{n} ?c{n} . " for n in range(3_000)) + " }",
    "text": "ASK { FILTER('" + "'" * 3,
}
"""What ends the process of an engine, or would if it were parsed."""


class Bystander:
    """Somebody else, who asks and asks."""

    def __init__(self, server: Server) -> None:
        self.server, self.seen = server, [0]
        self.statuses: list[int] = []

    def ask(self) -> None:
        for path in ("/sparql?query=ASK%20%7B%20%3Fm%20a%20lcg:Motive%20%7D", "/query/studies", "/health"):
            self.statuses.append(self.server.ask(path, client=US).status)


@contextmanager
def somebody_else(server: Server) -> Iterator[Bystander]:
    """A bystander who asks while something happens; each time the answer must be there."""
    bystander, over = Bystander(server), threading.Event()

    def ask() -> None:
        while not over.is_set():
            bystander.ask()
            over.wait(0.05)

    with ThreadPoolExecutor(1) as other:
        asking = other.submit(ask)
        try:
            yield bystander
        finally:
            over.set()
            asking.result()
    assert len(bystander.statuses) >= 3
    assert set(bystander.statuses) == {200}


@pytest.mark.parametrize("name", CRUEL)
def test_a_cruel_text_costs_its_sender_an_error(server: Server, name: str) -> None:
    workers = server.children()
    answer = server.sparql(CRUEL[name], client=THEM)
    assert answer.status in (400, 413, 422)
    assert server.sparql("ASK {}", client=THEM).status == 200
    assert server.children() == workers


@pytest.mark.parametrize("query", ENDLESS)
def test_a_query_without_end_is_504_while_others_are_answered(server: Server, query: str) -> None:
    stopped = server.metric('lcgraph_stopped_total{why="time"}')
    with somebody_else(server):
        answer = server.sparql(query, client=THEM)
    assert (answer.status, answer.media) == (504, "text/plain")
    assert "2 s" in answer.text
    assert server.metric('lcgraph_stopped_total{why="time"}') == stopped + 1


@pytest.mark.parametrize("query", GREEDY)
def test_a_query_that_takes_all_memory_is_stopped_while_others_are_answered(
    server: Server, query: str
) -> None:
    with somebody_else(server):
        answer = server.sparql(query, client=THEM)
    assert answer.status in (422, 504)
    assert answer.media == "text/plain"


def test_a_flood_of_heavy_queries_is_turned_away_and_starves_nobody(server: Server) -> None:
    with somebody_else(server), ThreadPoolExecutor(25) as many:
        answers = list(many.map(lambda n: server.sparql(ENDLESS[n % 2], client=THEM), range(30)))
    statuses = [answer.status for answer in answers]
    assert set(statuses) == {503, 504}
    assert all(int(each.headers["retry-after"]) > 0 for each in answers if each.status == 503)
    assert statuses.count(504) >= 2


def test_an_answer_beyond_the_bound_is_not_given_and_never_cut_short(server: Server) -> None:
    words = "CONCAT(STR(?a),STR(?b),STR(?c),STR(?d),STR(?e))"
    for _ in range(3):
        words = f"CONCAT({words},{words})"
    answer = server.sparql(f"SELECT ({words} AS ?long) WHERE {{ ?a ?b ?c . ?d ?e ?f }}", client=THEM)
    assert answer.status in (422, 504)
    assert answer.media == "text/plain"


def test_a_client_that_leaves_stops_its_query(server: Server, eventually: Until) -> None:
    started = server.metric('lcgraph_restarts_total{kind="worker"}')
    gone = server.metric('lcgraph_requests_total{route="sparql",status="499"}')
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("POST", "/sparql", ENDLESS[0], {"Content-Type": "application/sparql-query"})
    eventually(lambda: server.metric("lcgraph_workers_idle") < server.metric("lcgraph_workers"))
    connection.close()
    eventually(lambda: server.metric('lcgraph_requests_total{route="sparql",status="499"}') == gone + 1)
    eventually(lambda: server.metric('lcgraph_restarts_total{kind="worker"}') == started + 1)
    eventually(lambda: server.metric("lcgraph_workers_idle") == 3)


def _open(server: Server, client: str = THEM) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), 60, source_address=(client, 0))


def _until_closed(stream: socket.socket) -> bytes:
    found = b""
    with suppress(ConnectionError):
        while piece := stream.recv(65536):
            found += piece
    return found


def test_a_head_that_never_ends_is_closed(server: Server) -> None:
    """A half one, a silent one, and one that drips."""
    with somebody_else(server):
        half, silent, drips = (_open(server) for _ in range(3))
        half.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: ")
        over = threading.Event()

        def drip() -> None:
            with suppress(OSError):
                drips.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n")
                while not over.wait(0.3):
                    drips.sendall(b"X: y\r\n")

        dripping = threading.Thread(target=drip)
        dripping.start()
        for stream in (half, silent, drips):
            assert b" 200 " not in _until_closed(stream)
        over.set()
        dripping.join()
        for stream in (half, silent, drips):
            stream.close()


def test_a_body_that_never_comes_is_408(server: Server) -> None:
    with somebody_else(server), _open(server) as stream:
        stream.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 1000\r\n\r\nASK"
        )
        assert _until_closed(stream).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_says_no_length_is_bounded_too(server: Server) -> None:
    with _open(server) as stream:
        stream.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        with suppress(ConnectionError):
            for _ in range(40):
                stream.sendall(b"4000\r\n" + b"#" * 0x4000 + b"\r\n")
        assert _until_closed(stream).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\x01\x02\xff" * 100 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX:" + b"y" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\x00\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\xff" * 1000,
        b"GET /health HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    ],
    ids=[
        "bytes",
        "no-host",
        "two-hosts",
        "long-header",
        "many-headers",
        "long-address",
        "negative-length",
        "two-lengths",
        "huge-length",
        "folded-header",
        "http2",
        "websocket",
    ],
)
def test_what_is_no_http_is_refused_or_closed(server: Server, sent: bytes) -> None:
    with _open(server) as stream:
        with suppress(OSError):
            stream.sendall(sent)
            stream.shutdown(socket.SHUT_WR)
        found = _until_closed(stream)
    assert found[:13].rstrip() not in (b"HTTP/1.1 200", b"HTTP/1.1 500", b"HTTP/1.1 101")
    assert server.ask("/health", client=US).status == 200


def test_hostile_weights_and_fields_cost_nothing(server: Server) -> None:
    for accept in (
        "," * 9_000,
        "a/b;" * 2_500,
        '"' * 5_000,
        "*/*;q=" + "9" * 5_000,
        'text/html;x="' + "\\" * 5_000,
    ):
        assert server.ask("/query/studies", client=THEM, accept=accept).status in (200, 303, 406)
        assert server.ask("/motive/image", client=THEM, accept=accept).status in (303, 406)
        assert server.ask("/motive/image.ttl", client=THEM, if_none_match=accept).status in (200, 304)
    assert server.ask("/query/contrast?" + "a=1&" * 3_000, client=THEM).status == 400
    assert server.ask("/sparql?" + "default-graph-uri=x&" * 700, client=THEM).status == 400


def test_connections_of_one_address_leave_room_for_others(server: Server) -> None:
    many = [_open(server) for _ in range(150)]
    try:
        with somebody_else(server):
            closed = 0
            for stream in many[128:]:
                closed += _until_closed(stream) == b""
        assert closed == 22
    finally:
        for stream in many:
            stream.close()


def test_the_access_log_has_neither_texts_nor_addresses(server: Server, eventually: Until) -> None:
    server.sparql("ASK { <urn:secret-of-somebody> ?p ?o }", client="127.0.0.9")
    server.ask("/secret-path?secret=field", client="127.0.0.9", user_agent="secret-agent")
    eventually(lambda: sum('"route": "page", "status": 404' in line for line in server.told) > 0)
    written = "".join(server.told)
    assert "secret" not in written
    assert "127.0.0.9" not in written
    lines = [json.loads(line) for line in server.told if line.startswith("{")]
    assert {"time", "method", "route", "status", "bytes", "ms"} == set().union(*lines)
    assert "secret" not in server.ask("/metrics").text
