"""Lines of any size: the same as in memory, whatever is held at a time; and the canonical form."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import lcgraph
from lcgraph.export.lines import export_canonical, export_nquads, export_ntriples, sorted_lines
from lcgraph.quads import sort_quads

Ask = Callable[..., Any]
A, P, G = ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.NamedNode("urn:g")
ODD = ["", "tab\tnewline\nreturn\r", 'quote"\\', "\x00\x07\x7f", "\u2028\u2029\x85", "é🐝", " "]


@pytest.mark.parametrize("chunk", [1, 7, 40, 10_000])
def test_sorting_on_disk_gives_what_sorting_in_memory_gives(chunk: int) -> None:
    lines = [f"{number % 13} é\u2028{number % 7}" for number in range(100)] + ["", "\x85"]
    random.Random(1).shuffle(lines)
    assert list(sorted_lines(lines, chunk)) == sorted(set(lines))


def test_lines_are_those_of_the_engine_in_the_order_of_every_export() -> None:
    quads = [ox.Quad(A, P, ox.Literal(text, language=lang), G) for text in ODD for lang in (None, "nl")]
    quads += [ox.Quad(A, P, A), ox.Quad(A, P, A), ox.Quad(A, P, ox.Literal("1", datatype=P), G)]
    found = b"".join(export_nquads(reversed(quads)))
    assert found == ox.serialize(sort_quads(quads), format=ox.RdfFormat.N_QUADS)
    assert set(ox.parse(found, format=ox.RdfFormat.N_QUADS)) == set(quads)
    merged = b"".join(export_ntriples(quads)).splitlines()
    assert len(merged) == len({quad.triple for quad in quads})


def test_the_whole_of_a_graph_is_the_same_streamed_or_not(tiny: Path) -> None:
    graph = lcgraph.open(studies=[tiny])
    quads = graph.quads(ontology=True)
    assert b"".join(export_nquads(graph.stream(ontology=True))) == b"".join(export_nquads(quads))
    assert {quad.graph_name for quad in graph.stream()} == {quad.graph_name for quad in graph.quads()}


def test_an_answer_of_nothing_is_no_line() -> None:
    assert b"".join(export_nquads([])) == b""
    assert b"".join(export_ntriples([])) == b""
    assert export_canonical([]).data == b""


def test_the_canonical_form_of_the_canonical_form_is_itself() -> None:
    """Names of blank nodes follow from what is said of them, lines are in order of code points."""
    one, two = ox.BlankNode("x"), ox.BlankNode("y")
    quads = [ox.Quad(one, P, ox.Literal("b")), ox.Quad(two, P, ox.Literal("a")), ox.Quad(A, P, one, G)]
    made = export_canonical(quads)
    assert isinstance(made.data, bytes)
    assert made.data.decode().splitlines() == sorted(made.data.decode().splitlines())
    assert b"_:c14n0" in made.data
    again = export_canonical(ox.parse(made.data, format=ox.RdfFormat.N_QUADS))
    assert again.data == made.data
    assert made.notes[0].en == f"sha256 {hashlib.sha256(made.data).hexdigest()}"


@pytest.mark.parametrize("form", ["trig", "jsonld", "nq"])
def test_the_hash_is_the_same_by_whatever_format_the_data_went(ask: Ask, tmp_path: Path, form: str) -> None:
    first = ask("export", "--format", "nquads-canonical")
    file, store = tmp_path / f"study.{form}", tmp_path / "store"
    assert ask("export", "-o", file).status == 0
    assert ask("load", file, "--store", store).status == 0
    again = ask("export", "--format", "nquads-canonical", "--store", store)
    assert again.err == first.err
    assert first.err == f"lcgraph: sha256 {hashlib.sha256(first.out.encode()).hexdigest()}\n"
