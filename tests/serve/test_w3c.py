"""The W3C's own tests of the SPARQL 1.1 Protocol and Service Description, run against a server.

The data lie beside this project (`../shared/w3c`), the runner is `rdf-test-suite` of npm, in the folder that
LCGRAPH_RDF_TEST_SUITE names; `.ci/run` installs it. The tests of updates are left out: the endpoint is
read-only, and `test_protocol.py` has each of them refused.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

Server = Any  # that of conftest.py
DATA = Path(__file__).resolve().parents[3] / "shared" / "w3c"
RUNNER = Path(os.environ.get("LCGRAPH_RDF_TEST_SUITE", ""), "node_modules", ".bin", "rdf-test-suite")
GRAPH = "http://kasei.us/2009/09/sparql/data/data{}.rdf"

pytestmark = [
    pytest.mark.skipif(
        not RUNNER.is_file(), reason="LCGRAPH_RDF_TEST_SUITE names no folder with rdf-test-suite (npm)"
    ),
    pytest.mark.skipif(not DATA.is_dir(), reason="the test data of the W3C are not at ../shared/w3c"),
]


@pytest.fixture(scope="module")
def endpoint(start: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over the graphs of the tests."""
    folder = tmp_path_factory.mktemp("w3c") / "store"
    store = ox.Store(str(folder))
    for number in (1, 2, 3):
        path = DATA / "sparql" / "sparql11" / "protocol" / f"data{number}.nt"
        graph = ox.NamedNode(GRAPH.format(number))
        store.load(path=str(path), format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
    store.flush()
    del store
    with start("--store", folder, "--private") as server:
        yield server


def passed(server: Server, manifest: str, *words: str) -> tuple[int, int]:
    """How many tests passed, of how many."""
    address = f"http://127.0.0.1:{server.port}/sparql"
    settings = dict.fromkeys(
        ("protocolEndpoint", "serviceDescriptionEndpoint", "graphStoreEndpoint"), address
    )
    done = subprocess.run(
        [
            *(str(RUNNER), "engine-readonly.js"),
            f"https://w3c.github.io/rdf-tests/sparql/sparql11/{manifest}/manifest.ttl",
            *("-m", f"https://w3c.github.io/rdf-tests/~{DATA}/", "-d", "30000", "-o", "summary"),
            *("-i", json.dumps(settings)),
            *words,
        ],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=DATA,
        check=False,
    )
    found = re.search(r"(\d+) / (\d+) tests succeeded", done.stdout)
    assert found, done.stdout + done.stderr
    assert done.returncode == 0, done.stdout
    return int(found[1]), int(found[2])


def test_every_query_test_of_the_protocol_passes(endpoint: Server) -> None:
    assert passed(endpoint, "protocol", "--skip", "#update_") == (27, 27)


def test_the_service_description_passes(endpoint: Server) -> None:
    assert passed(endpoint, "service-description") == (3, 3)
