"""N-Quads and N-Triples of any size: sorted on disk, written as they come.

Goes in: quads in any order, once. Comes out: lines in the one order of every export, without doubles, in
parts of bytes. Of a large export only `CHUNK` characters are held at a time: runs of sorted lines go into
unnamed temporary files and are merged (Knuth, 1998, The Art of Computer Programming 3, section 5.4). Quads
with blank nodes are held, since their canonical names depend on all of them.
"""

from __future__ import annotations

import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from typing import Final

import pyoxigraph as ox

from lcgraph.quads import has_blank_node, order_of, with_canonical_nodes
from lcgraph.say import Text
from lcgraph.written import Exported

CHUNK: Final = 32_000_000
"""How many characters of sorted lines are held before they go to disk."""
_PART: Final = 2_000
_BETWEEN: Final = "\t"  # in no term as N-Triples writes it, and before all that is


def export_nquads(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """N-Quads, a line a statement, in parts of some thousand lines."""
    return _parts(map(_quad_line, sorted_lines(map(_key, _named(quads)))))


def export_ntriples(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """N-Triples of the merged graphs, in parts of some thousand lines."""
    merged = (_BETWEEN.join(order_of(quad)[1:]) for quad in _named(quads))
    return _parts(map(_triple_line, sorted_lines(merged)))


def export_canonical(quads: Iterable[ox.Quad]) -> Exported:
    """Canonical N-Quads (W3C RDF Dataset Canonicalization, RDFC-1.0), and their SHA-256 in a note.

    The same statements give the same hash, whatever program wrote them, in whatever order and format.
    """
    data = b"".join(
        sorted(f"{_quad_line(_key(quad))}\n".encode() for quad in set(with_canonical_nodes(quads)))
    )
    told = f"sha256 {hashlib.sha256(data).hexdigest()}"
    return Exported(data, notes=(Text(nl=told, en=told),))


def sorted_lines(lines: Iterable[str], chunk: int = CHUNK) -> Iterator[str]:
    """Lines (without line breaks in them) by code points, each once; `chunk` characters in memory."""
    with ExitStack() as open_files:
        runs: list[Iterable[str]] = []
        held: list[str] = []
        size = 0
        for line in lines:
            held.append(line)
            size += len(line)
            if size >= chunk:
                run = open_files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
                run.writelines(f"{each}\n" for each in sorted(held))
                run.seek(0)
                runs.append(each.removesuffix("\n") for each in run)
                held, size = [], 0
        for line, _ in groupby(heapq.merge(*runs, sorted(held))):
            yield line


def _named(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads, those with blank nodes last and with canonical names."""
    nameless = []
    for quad in quads:
        if has_blank_node(quad):
            nameless.append(quad)
        else:
            yield quad
    yield from with_canonical_nodes(nameless)


def _key(quad: ox.Quad) -> str:
    return _BETWEEN.join(order_of(quad))


def _quad_line(key: str) -> str:
    graph, subject, _, predicate, object_ = key.split(_BETWEEN)
    where = "" if graph == str(ox.DefaultGraph()) else f" {graph}"
    return f"{subject} {predicate} {object_}{where} ."


def _triple_line(key: str) -> str:
    subject, _, predicate, object_ = key.split(_BETWEEN)
    return f"{subject} {predicate} {object_} ."


def _parts(lines: Iterable[str]) -> Iterator[bytes]:
    part: list[str] = []
    for line in lines:
        part.append(line)
        if len(part) == _PART:
            yield ("\n".join(part) + "\n").encode()
            part = []
    yield "".join(f"{line}\n" for line in part).encode()
