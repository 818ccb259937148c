"""A real SPARQL 1.1 endpoint: the Oxigraph server, on loopback, over a folder of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import lcgraph
from lcgraph.graph import read_studies
from lcgraph.resources import bundled_data
from lcgraph.untrusted.rdf import read as read_rdf


def _server() -> str | None:
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """What starts endpoints, writable or read-only, and gives their query addresses; at the end all end."""
    program = _server()
    if program is None:
        pytest.skip("the oxigraph server is not installed: pip install 'lcgraph[test]'")
    running: list[subprocess.Popen[bytes]] = []

    def start(command: str = "serve", location: Path | None = None) -> str:
        folder = location or tmp_path_factory.mktemp("endpoint")
        port = _free_port()
        server = subprocess.Popen(
            [program, command, "--location", str(folder), "--bind", f"127.0.0.1:{port}", "--timeout-s", "5"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        running.append(server)
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return f"http://127.0.0.1:{port}/query"
            except OSError:
                assert server.poll() is None, "the endpoint did not start"
                time.sleep(0.02)

    try:
        yield start
    finally:
        for server in running:
            server.kill()
            server.wait()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Start an endpoint, which ends with the tests."""
    with _serving(tmp_path_factory) as start:
        yield start


@pytest.fixture
def serve_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Start an endpoint, which ends with the test: for questions that it would go on computing."""
    with _serving(tmp_path_factory) as start:
        yield start


@pytest.fixture(scope="session")
def endpoint(serve: Callable[..., str], tiny: Path) -> str:
    """An endpoint that holds the tiny and the bundled study."""
    url = serve()
    lcgraph.open(store=url).load([*read_studies([tiny]), *read_rdf(bundled_data())])
    return url


@pytest.fixture(scope="session")
def on_disk(tmp_path_factory: pytest.TempPathFactory, tiny: Path) -> Path:
    """A store on disk that holds the tiny and the bundled study."""
    folder = tmp_path_factory.mktemp("stores") / "graph.db"
    lcgraph.open(store=str(folder)).load([*read_studies([tiny]), *read_rdf(bundled_data())])
    return folder


@pytest.fixture(scope="session")
def in_memory(tiny: Path) -> lcgraph.Graph:
    """The tiny and the bundled study, read into memory."""
    from lcgraph.store import EmbeddedStore

    graph = lcgraph.Graph(EmbeddedStore())
    graph.load([*read_studies([tiny]), *read_rdf(bundled_data())])
    return graph
