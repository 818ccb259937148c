"""Those who read slowly: an answer is not held for them beyond its time, and there is room for so many."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

Server = Any  # that of conftest.py
PROGRAM = """
import dataclasses, sys
import lcgraph
from lcgraph.serve.app import Settings
from lcgraph.serve.bounds import Bounds
from lcgraph.serve.parent import Parent, opened

graph = lcgraph.open()
bound = opened("127.0.0.1", 0)
bounds = Bounds(workers=2, leaving=2, buffered=6 << 20)
say = lambda: print(f"serving on http://127.0.0.1:{bound.getsockname()[1]}/", file=sys.stderr, flush=True)
sys.exit(Parent(graph, graph, bound, Settings("1"), bounds, say).run())
"""
LONG = "SELECT ?long WHERE { { SELECT ?s WHERE { ?s ?p ?o } LIMIT 5000 } BIND('%s' AS ?long) }" % ("x" * 700)
"""Some 4 MB."""


@pytest.fixture(scope="module")
def narrow(start: Callable[..., Any]) -> Iterator[Server]:
    """A server with little patience and little room."""
    with start(program=PROGRAM) as server:
        yield server


def test_an_answer_that_is_not_read_is_cut_off_and_given_up(
    narrow: Server, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    with socket.socket() as stream:
        stream.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stream.connect(("127.0.0.1", narrow.port))
        body = LONG.encode()
        stream.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body) + body
        )
        eventually(lambda: narrow.metric("lcgraph_buffered_bytes") > 3_000_000)
        assert narrow.sparql(LONG).status == 503  # no room for a second one
        assert narrow.sparql("ASK {}").status == 200
        eventually(lambda: narrow.metric('lcgraph_stopped_total{why="reader"}') == 1)
        eventually(lambda: narrow.metric("lcgraph_buffered_bytes") == 0)
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):  # a piece is known for a piece
            _read(stream)
    whole = narrow.sparql(LONG)
    assert whole.status == 200
    assert len(json.loads(whole.body)["results"]["bindings"]) == 5_000


def _read(stream: socket.socket) -> bytes:
    with http.client.HTTPResponse(stream) as answer:
        answer.begin()
        return answer.read()
