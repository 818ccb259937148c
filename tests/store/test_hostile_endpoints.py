"""Endpoints that hang, drip, lie, send without end, break off or lead elsewhere: told, in time."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import lcgraph
from lcgraph import endpoint
from lcgraph.errors import LcgraphError, StoreError
from lcgraph.graph import read_studies
from lcgraph.store import RemoteStore

Talk = Callable[[socket.socket], None]
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
EMPTY = b'{"head":{"vars":["g"]},"results":{"bindings":[]}}'


def drip(client: socket.socket) -> None:
    for byte in OK * 100:
        client.sendall(bytes([byte]))
        time.sleep(0.05)


def drip_body(client: socket.socket) -> None:
    client.sendall(OK + b"\r\n")
    drip(client)


def hang(client: socket.socket) -> None:
    time.sleep(5)


def endless(client: socket.socket) -> None:
    client.sendall(OK + b"\r\n")
    while True:
        client.sendall(b" " * (1 << 20))


def says(answer: bytes) -> Talk:
    return lambda client: client.sendall(answer)


@pytest.fixture
def talk() -> Iterator[Callable[[Talk], str]]:
    """Serve what a function does with each connection; gives the address."""
    listening: list[socket.socket] = []

    def start(what: Talk) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        listening.append(server)

        def serve() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=one, args=(client,), daemon=True).start()

        def one(client: socket.socket) -> None:
            try:
                with client:
                    client.recv(1 << 16)
                    what(client)
                    client.shutdown(socket.SHUT_WR)
                    while client.recv(1 << 16):  # closed with bytes unread, it would cut off what it said
                        pass
            except OSError:
                pass

        threading.Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{server.getsockname()[1]}/sparql"

    yield start
    for server in listening:
        server.close()


@pytest.mark.parametrize(
    ("what", "en"),
    [
        (hang, "does not answer within 1 s"),
        (drip, "does not answer within 1 s"),
        (drip_body, "does not answer within 1 s"),
        (says(b""), "does not answer: "),
        (says(b"nonsense\r\n\r\n"), "does not answer: "),
        (says(b"HTTP/1.1 200 OK\r\n" + b"a: " + b"b" * 70_000 + b"\r\n\r\n"), "does not answer: "),
        (says(OK + b"Content-Length: 1000\r\n\r\n" + EMPTY), "does not answer: .*bytes are missing"),
        (says(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "does not answer: "),
        (says(OK + b"\r\n<html>welcome</html>"), "gave an answer that is not a SPARQL result"),
        (says(OK + b"\r\n" + EMPTY[:-4]), "gave an answer that is not a SPARQL result"),
        (says(OK + b"\r\n" + b'{"triple":' * 100_000), "gave an answer that is not a SPARQL result"),
        (says(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"), "does not answer: 503 Busy"),
        (
            says(b"HTTP/1.1 302 Found\r\nLocation: http://other.example/\r\n\r\n"),
            "redirects to 'http://other",
        ),
        (says(b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n"), "redirects to 'file:"),
        (says(b"HTTP/1.1 307 Moved\r\nLocation: /elsewhere\r\n\r\n"), "redirects to '/elsewhere'"),
    ],
)
def test_a_hostile_endpoint_is_told_in_time(talk: Callable[[Talk], str], what: Talk, en: str) -> None:
    with pytest.raises(StoreError, match=en):
        RemoteStore(talk(what), timeout=1).query("SELECT * WHERE { ?s ?p ?o }")


def test_an_answer_without_end_is_cut(talk: Callable[[Talk], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "MAX_ANSWER", 5_000_000)
    with pytest.raises(StoreError, match="is larger than 5 MB"):
        RemoteStore(talk(endless)).graphs()


def test_an_endpoint_that_speaks_no_tls_is_told(talk: Callable[[Talk], str]) -> None:
    url = talk(says(OK)).replace("http:", "https:")
    with pytest.raises(StoreError, match=r"does not answer: .*SSL"):
        RemoteStore(url, timeout=2).graphs()


@pytest.mark.ci(every=5)
@pytest.mark.parametrize("fails_at", [1, 2, 3, 4, 5])
def test_a_load_that_breaks_off_is_seen_by_no_reader(
    serve: Callable[..., str], tiny: Path, city: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Whichever update fails: all stays as it was, and a load after that ends and cleans up."""
    url = serve()
    lcgraph.open(store=url).load(read_studies([tiny]))
    before = lcgraph.open(store=url).quads()
    update, count = RemoteStore._update, iter(range(1, 1000))

    def failing(store: RemoteStore, text: str) -> None:
        if next(count) >= fails_at:
            raise StoreError(nl="503", en="503 in mid-load")
        update(store, text)

    with monkeypatch.context() as patch:
        patch.setattr(RemoteStore, "_update", failing)
        with pytest.raises(LcgraphError, match="503 in mid-load"):
            lcgraph.open(store=url).load(read_studies([city]))
    assert lcgraph.open(store=url).quads() == before
    lcgraph.open(store=url).load(read_studies([city]))
    assert lcgraph.open(store=url).quads() == lcgraph.open(studies=[tiny, city]).quads()
    assert not [graph for graph in RemoteStore(url)._all_graphs() if "/graph/loading/" in graph]
