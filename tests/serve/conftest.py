"""Servers on loopback, each a process of its own as users start it, and clients that may misbehave."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

pytest.importorskip("hypercorn")
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("LCGRAPH_", "LC_", "LANG", "PYTHON", "COV"))
}
PATIENT = 60
"""Seconds that a test waits for what happens at some time."""


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media(self) -> str:
        return self.headers["content-type"].partition(";")[0]


@dataclass
class Server:
    """A server, and what it wrote."""

    process: subprocess.Popen[bytes]
    port: int
    told: list[str] = field(default_factory=list)

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        client: str = "127.0.0.1",
        **headers: str,
    ) -> Answer:
        """One request from an address of loopback; `accept_language` is the header Accept-Language."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=PATIENT, source_address=(client, 0)
        )
        begun: list[http.client.HTTPResponse] = []

        def kept(*words: Any, **more: Any) -> http.client.HTTPResponse:
            begun.append(http.client.HTTPResponse(*words, **more))
            return begun[-1]

        connection.response_class = kept  # so that one which breaks off is closed too
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            found = connection.getresponse()
            told = {name.lower(): value for name, value in found.getheaders()}
            return Answer(found.status, told, found.read())
        finally:
            for each in begun:
                each.close()
            connection.close()

    def sparql(self, query: str, *, client: str = "127.0.0.1", accept: str = "", **fields: str) -> Answer:
        """A query by POST."""
        return self.ask(
            "/sparql",
            method="POST",
            body=urlencode({"query": query, **fields}).encode(),
            client=client,
            content_type="application/x-www-form-urlencoded",
            accept=accept,
        )

    def children(self) -> list[int]:
        """The processes that the server has started, in that order."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return sorted(map(int, path.read_text().split()))

    def metric(self, name: str) -> float:
        """A number of `/metrics`."""
        found = re.search(rf"^{re.escape(name)} (.*)$", self.ask("/metrics").text, re.MULTILINE)
        return float(found[1]) if found else 0.0

    def ready(self) -> None:
        """Wait until pages are there too."""
        until(lambda: self.ask("/ready").status == 200)


def until(holds: Callable[[], bool]) -> None:
    """Wait for what happens at some time; how long it takes is no matter."""
    end = time.monotonic() + PATIENT
    while not holds():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


@contextmanager
def serving(*words: str | Path, program: str = "") -> Iterator[Server]:
    """A server on a free port; or what a program of a test's own serves."""
    how = ["-c", program] if program else ["-m", "lcgraph", "serve", "--port", "0"]
    process = subprocess.Popen(
        [sys.executable, *how, *map(str, words)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )
    assert process.stderr is not None
    told: list[str] = []
    try:
        for line in process.stderr:
            told.append(line.decode())
            if found := re.search(r"serving on http://[^ ]*:(\d+)/", told[-1]):
                break
        else:
            raise AssertionError("".join(told))
        reading = threading.Thread(target=lambda: told.extend(map(bytes.decode, process.stderr or ())))
        reading.start()
        yield Server(process, int(found[1]), told)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENT)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        reading.join(PATIENT)
        process.stderr.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The bundled study, with little time for a query."""
    with serving("--timeout", "2", "--workers", "3", "--access-log") as found:
        yield found


@pytest.fixture(scope="session")
def start() -> Callable[..., object]:
    """A server of one's own: `with start("--study", folder) as server`."""
    return serving


@pytest.fixture(scope="session")
def eventually() -> Callable[[Callable[[], bool]], None]:
    """Wait for what happens at some time."""
    return until
