"""RDF of strangers is data: it says nothing of what is lcgraph's or of another study, and names no graph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import lcgraph
from lcgraph.errors import InputError
from lcgraph.graph import read_studies
from lcgraph.received import DERIVED, Received
from lcgraph.store import EmbeddedStore
from lcgraph.vocab import BASE

Ask = Callable[..., Any]
HEAD = (
    f"@prefix lcg: <{BASE}ontology#> . @base <{BASE}> . "
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)
MINE = "<study/mine> a lcg:Study ."


def quads(text: str) -> list[ox.Quad]:
    return list(ox.parse(HEAD + text, format=ox.RdfFormat.TRIG))


def told(text: str) -> list[str]:
    return [problem.message.en for problem in Received(quads(text)).problems]


@pytest.mark.parametrize(
    ("text", "en"),
    [
        ('<motive/image> skos:prefLabel "Evil"@en .', "motive/image is lcgraph's own"),
        ('<ontology#Motive> skos:prefLabel "Evil"@en .', "ontology#Motive is lcgraph's own"),
        ("<study/mine> a lcg:Study . <cluster/capital> skos:broader <cluster/societal> .", "cluster/capital"),
        ("<study/other/case/a> lcg:startYear 2010 .", "study/other is not in this file"),
        (f"{MINE} <urn:x> lcg:aboutGroup <study/other/group/a/b> .", "study/other is not in this file"),
        (
            f"{MINE} GRAPH <study/other/graph/asserted> {{ <study/other/case/a> a lcg:Case }}",
            "study/other is",
        ),
        (f"{MINE} <study/mine/motive/image> a lcg:Motive .", "study/mine/motive/image has the code 'image'"),
        ('<urn:x> a lcg:Motive ; skos:notation "image" .', "urn:x has the code 'image'"),
        ("<https://w3id.org/lcgraph> a lcg:Study .", "https://w3id.org/lcgraph cannot be the IRI of a study"),
        ("<study/a/b> a lcg:Study .", "study/a/b cannot be the IRI of a study"),
    ],
)
def test_what_a_file_may_not_say_is_told(text: str, en: str) -> None:
    assert any(message.startswith(en) for message in told(text))


def test_a_graph_that_is_ours_alone_takes_nothing_in() -> None:
    """A secret in the graph of the ontology, or in that of what is derived, is left out and counted."""
    received = Received(
        quads(
            f"{MINE} GRAPH <ontology> {{ <urn:secret> <urn:says> 'secret' . <motive/image> a <urn:evil> }} "
            "GRAPH <study/mine/graph/derived> { <urn:secret> <urn:says> 'secret' } "
            "GRAPH <study/mine/graph/inferred> { <urn:secret> <urn:says> 'secret' } "
            "GRAPH <graph/derived> { <motive/image> lcg:topCluster <cluster/societal> }"
        )
    )
    assert received.problems == []
    assert [str(quad.subject) for quad in received] == [f"<{BASE}study/mine>"]
    assert received.left_out == 4


def test_the_names_of_graphs_are_made_of_what_is_said() -> None:
    """The sender's names are not taken over; the same statements are in the same graph again."""
    one, again = (
        {str(quad.graph_name) for quad in Received(quads(f"GRAPH <{name}> {{ <urn:a> <urn:b> 'c' }}"))}
        for name in ("urn:secret:a", "urn:secret:b")
    )
    assert one == again
    assert len(one) == 1
    assert next(iter(one)).startswith(f"<{BASE}graph/")
    assert {str(quad.graph_name) for quad in Received(quads(f"{MINE} <urn:a> <urn:b> 'c' ."))} == {
        f"<{BASE}study/mine/graph/asserted>"
    }


@pytest.mark.parametrize("name", ["tiny", "city"])
@pytest.mark.parametrize("public", [False, True])
def test_what_we_write_comes_back_as_it_was(name: str, public: bool, request: pytest.FixtureRequest) -> None:
    graph = lcgraph.open(studies=[request.getfixturevalue(name)])
    written = graph.public()[0] if public else graph.quads()
    back = lcgraph.Graph(EmbeddedStore())
    back.load(written)
    assert (back.public()[0] if public else back.quads()) == written
    assert Received(written).left_out == 0


def test_what_only_deriving_says_is_known(city: Path, tiny: Path) -> None:
    """No property of these is asserted by a study."""
    asserted = {quad.predicate for quad in read_studies([city, tiny])}
    assert not asserted & DERIVED
    derived = {
        quad.predicate
        for quad in lcgraph.open(studies=[city, tiny]).quads()
        if str(quad.graph_name).endswith("/graph/derived>")
        and not str(quad.subject).endswith("/derivation>")
        and "/finding/" not in str(quad.subject)
    }
    assert derived - asserted <= DERIVED


def test_a_false_label_is_refused_and_changes_no_table(ask: Ask, tiny: Path, tmp_path: Path) -> None:
    store, evil = tmp_path / "graph.db", tmp_path / "evil.trig"
    ask("load", tiny, "--store", store)
    before = ask("tables", "--store", store, "--format", "csv")
    evil.write_text(HEAD + '<motive/image> skos:prefLabel "Evil"@en .')
    done = ask("load", evil, "--store", store)
    assert done.status == 2
    assert "evil.trig: motive/image is lcgraph's own, and a file says nothing of it" in done.err
    assert ask("validate", evil).status == 1
    evil.write_text(
        HEAD + 'GRAPH <ontology> { <motive/image> skos:prefLabel "Evil"@en . <urn:a> <urn:b> "secret" }'
    )
    done = ask("load", evil, "--store", store)
    assert "2 statements were not taken over" in done.err
    assert ask("tables", "--store", store, "--format", "csv") == before
    assert "secret" not in ask("export", "--store", store, "--format", "nquads", "--ontology").out


def test_a_file_takes_no_other_studys_place(ask: Ask, tiny: Path, tmp_path: Path) -> None:
    """A study that is there gives way to a file only when asked; the same again changes nothing."""
    store, file = tmp_path / "graph.db", tmp_path / "study.ttl"
    ask("load", tiny, "--store", store)
    ask("export", "--study", tiny, "--private", "-o", file)
    assert ask("load", file, "--store", store).status == 0
    before = ask("export", "--store", store, "--format", "nquads", "--private").out
    file.write_text(HEAD + '<study/tiny-synthetic> a lcg:Study ; skos:notation "tiny-synthetic" .')
    refused = ask("load", file, "--store", store)
    assert refused.status == 2
    assert "is in the store already, and says other things" in refused.err
    assert ask("export", "--store", store, "--format", "nquads", "--private").out == before
    assert ask("load", file, "--store", store, "--replace").status == 0
    assert "bakery" not in ask("export", "--store", store, "--format", "nquads", "--private").out


def test_the_name_of_a_file_is_in_no_store(ask: Ask, tmp_path: Path) -> None:
    store, file = tmp_path / "graph.db", tmp_path / "interviews of Jan Jansen.ttl"
    file.write_text("<urn:a> <urn:b> 'c' .")
    assert ask("load", file, "--store", store).status == 0
    assert "Jansen" not in ask("export", "--store", store, "--format", "nquads", "--private").out


def test_a_load_of_what_may_not_be_said_raises(tiny: Path) -> None:
    graph = lcgraph.open(studies=[tiny])
    with pytest.raises(InputError, match="motive/image is lcgraph's own"):
        graph.load(quads('<motive/image> skos:prefLabel "Evil"@en .'))
