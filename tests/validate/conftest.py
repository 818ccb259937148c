"""What the tests of validation share: valid data to spoil, the shapes, and their SHACL report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from lcgraph.derive.derivation import derive
from lcgraph.resources import ontology_files, shapes_file
from lcgraph.schemes import CLOSED, OPEN
from lcgraph.store import EmbeddedStore
from lcgraph.study.quads import study_quads
from lcgraph.study.read import read_study
from lcgraph.vocab import BASE, PREFIXES

HERE = Path(__file__).parent
STUDY = BASE + "study/tiny-synthetic/"
_KINDS = {kind: f"{BASE}{kind}/" for kind in (*OPEN, *CLOSED, "motive", "work", "agent", "study")}
_PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in {**PREFIXES, **_KINDS}.items())


@pytest.fixture(scope="session")
def turtle() -> Callable[[str], list[ox.Quad]]:
    """Read Turtle in which the prefixes are known and relative IRIs are of the tiny study."""

    def parse(text: str) -> list[ox.Quad]:
        return list(ox.parse(_PREFIXES + text, format=ox.RdfFormat.TURTLE, base_iri=STUDY))

    return parse


@pytest.fixture(scope="session")
def valid_data(tiny: Path, turtle: Callable[[str], list[ox.Quad]]) -> list[ox.Quad]:
    """The tiny study, what it lacks (`extra.ttl`), and the cells derived from both."""
    study, problems = read_study(tiny)
    assert study is not None, problems
    quads = [*study_quads(study), *turtle((HERE / "extra.ttl").read_text(encoding="utf-8"))]
    asserted = ox.NamedNode(STUDY + "graph/asserted")
    store = EmbeddedStore()
    store.replace([ox.Quad(quad.subject, quad.predicate, quad.object, asserted) for quad in quads])
    return [*quads, *derive(store, "0")]


@pytest.fixture(scope="session")
def vocabulary() -> list[ox.Quad]:
    """The ontology, which the shapes look codes up in."""
    return [quad for path in ontology_files() for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]


@pytest.fixture(scope="session")
def shapes() -> ox.Store:
    """The shapes, to be asked what they are."""
    store = ox.Store()
    store.load(path=shapes_file(), format=ox.RdfFormat.TURTLE)
    return store
