"""pySHACL, as fast as it goes without changing what it says.

Goes in: a store of data with vocabulary. Comes out: `Result`s, in no order. `screen` says which nodes may
break which shape, and pySHACL judges those, on the same Oxigraph store: 100,000 valid codings never reach it.
Warnings about ill-typed literals are silenced, as the shapes report those.
"""

from __future__ import annotations

import logging
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from lcgraph.resources import shapes_file
from lcgraph.say import MOST
from lcgraph.validate.screen import SH, Term, suspects

if TYPE_CHECKING:
    import rdflib

    _Nodes = Generator[Any, None, None]


@dataclass(frozen=True)
class Result:
    """One entry of a SHACL report: IRIs (or blank nodes), and the value as a term.

    `path` is the property that the result is about, where it is one.
    """

    focus: str
    shape: str
    severity: str
    value: ox.NamedNode | ox.BlankNode | ox.Literal | None
    path: str | None = None


_TOGETHER = 2_000
"""Suspects of a shape that are judged in one go: pySHACL's report takes time by the square of its results."""


def run(data: ox.Store, left: dict[str, int] | None = None) -> list[Result]:
    """The results of all shapes for a store whose default graph holds data and vocabulary.

    A shape that `MOST` nodes break is not judged further; `left` is told how many suspects it still has.
    """
    shapes = ox.Store()
    shapes.load(path=shapes_file(), format=ox.RdfFormat.TURTLE)
    found = suspects(data, shapes)
    waiting = {shape: None if nodes is None else sorted(nodes, key=str) for shape, nodes in found.items()}
    results: list[Result] = []
    while waiting:
        now = {shape: None if nodes is None else set(nodes[:_TOGETHER]) for shape, nodes in waiting.items()}
        results += judge(data, aimed_at(now, load_shapes(now)))
        waiting = {shape: nodes[_TOGETHER:] for shape, nodes in waiting.items() if nodes}
        broken = Counter(result.shape for result in results)
        if left is not None:
            left |= {shape: len(nodes) for shape, nodes in waiting.items() if nodes and broken[shape] >= MOST}
        waiting = {shape: nodes for shape, nodes in waiting.items() if nodes and broken[shape] < MOST}
    return results


def load_shapes(names: Collection[str] | None = None) -> rdflib.Graph:
    """The shapes, or those named with all they need, said in the way that pySHACL judges three times as fast.

    Each property shape is aimed itself at the nodes that its node shape is aimed at, so that pySHACL looks
    at all of them at once; and each SPARQL text stands on one line, because pySHACL searches it for
    forbidden words from every line on, at every node.
    """
    from rdflib import Literal, URIRef

    written = list(ox.parse(path=shapes_file(), format=ox.RdfFormat.TURTLE))
    shapes = as_rdflib(written if names is None else _needed(written, names))
    for node, held in list(shapes.subject_objects(shacl_iri("property"))):
        if isinstance(node, URIRef):
            for target in _TARGETS:
                for aim in list(shapes.objects(node, shacl_iri(target))):
                    shapes.add((held, shacl_iri(target), aim))
            shapes.remove((node, shacl_iri("property"), held))
    for node, text in list(shapes.subject_objects(shacl_iri("select"))):
        shapes.set((node, shacl_iri("select"), Literal(" ".join(str(text).split()))))
    return shapes


def _needed(written: Iterable[ox.Quad], names: Collection[str]) -> Iterator[ox.Quad]:
    """What the shapes of these IRIs say and refer to, and the targets of the shapes that hold them."""
    statements: dict[object, list[ox.Quad]] = {}
    holders: dict[object, list[object]] = {}
    for quad in written:
        statements.setdefault(quad.subject, []).append(quad)
        if quad.predicate.value == SH + "property":
            holders.setdefault(quad.object, []).append(quad.subject)
    wanted: list[object] = [ox.NamedNode(name) for name in names]
    aims = {SH + target for target in _TARGETS}
    for holder in {each for shape in wanted for each in holders.get(shape, ())}:
        for quad in statements[holder]:
            if quad.predicate.value in aims or quad.object in wanted:
                yield quad
    seen = set()
    while wanted:
        node = wanted.pop()
        if node not in seen:
            seen.add(node)
            for quad in statements.get(node, ()):
                yield quad
                wanted.append(quad.object)


_TARGETS = ("targetClass", "targetSubjectsOf")


def aimed_at(found: Mapping[str, set[Term] | None], shapes: rdflib.Graph) -> rdflib.Graph:
    """The shapes aimed at their suspects only; those with None keep their targets, others lose them."""
    from rdflib import URIRef

    whole = {URIRef(shape) for shape, nodes in found.items() if nodes is None}
    for target in _TARGETS:
        for shape, aim in list(shapes.subject_objects(shacl_iri(target))):
            if shape not in whole:
                shapes.remove((shape, shacl_iri(target), aim))
    for name, nodes in found.items():
        for node in nodes or ():
            shapes.add((URIRef(name), shacl_iri("targetNode"), _as_rdflib(node)))
    return shapes


def judge(data: ox.Store, shapes: rdflib.Graph, *, only: Iterable[str] = ()) -> list[Result]:
    """pySHACL's results for a store; with `only`, those of the shapes named.

    The order is of no meaning.
    """
    import pyshacl

    with _literals_as_shipped():
        _, report, _ = pyshacl.validate(
            _data_graph(data),
            shacl_graph=shapes,
            inplace=True,
            inference="none",
            use_shapes=list(only) or None,
        )
    return [_result(report, node) for node in report.objects(None, shacl_iri("result"))]


def _data_graph(store: ox.Store) -> rdflib.Dataset:
    """An Oxigraph store as pySHACL asks it."""
    from pyshacl.graph_abstraction import OxigraphDataGraph
    from rdflib import Literal

    class Data(OxigraphDataGraph):
        """Says the same as its base, and neither counts all triples nor fails on odd data."""

        def __bool__(self) -> bool:
            return True  # asked at each result, and answered by Oxigraph by counting

        def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> _Nodes:
            if not isinstance(subject, Literal):  # which no triple has as its subject
                yield from super().objects(subject, predicate, unique)

        def transitive_objects(self, subject: Any, predicate: Any, remember: Any = None) -> _Nodes:
            yield from _reached(subject, lambda node: self.objects(node, predicate))

        def transitive_subjects(self, predicate: Any, object_: Any, remember: Any = None) -> _Nodes:
            yield from _reached(object_, lambda node: self.subjects(predicate, node))

    return Data(store)


def _reached(start: Any, step: Callable[[Any], Iterable[Any]]) -> _Nodes:
    """A node and all that steps from it reach, however long the chain."""
    seen, todo = {start}, [start]
    while todo:
        node = todo.pop()
        yield node
        fresh = [other for other in step(node) if other not in seen]
        seen.update(fresh)
        todo += fresh


@contextmanager
def _literals_as_shipped() -> Iterator[None]:
    """rdflib's literals as it ships them, in silence.

    Other users of the process may have bound datatypes of their own: owlrl, for one, which pySHACL calls for
    inference, refuses every year before 1 or after 9999. And rdflib logs a traceback, or warns, for every
    ill-typed literal; the shapes report those.
    """
    from rdflib import term

    logger = logging.getLogger("rdflib.term")
    level, bound = logger.level, dict(term._toPythonMapping)
    logger.setLevel(logging.CRITICAL)
    term._toPythonMapping.clear()
    term._toPythonMapping.update(term.XSDToPython)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
        term._toPythonMapping.clear()
        term._toPythonMapping.update(bound)


def _result(report: rdflib.Graph, node: rdflib.term.Node) -> Result:
    from rdflib import URIRef

    def one(name: str) -> rdflib.term.Node | None:
        return report.value(node, shacl_iri(name))

    value, path = one("value"), one("resultPath")
    return Result(
        focus=str(one("focusNode")),
        shape=str(one("sourceShape")),
        severity=str(one("resultSeverity")).removeprefix(SH).lower(),
        value=None if value is None else _term(value),
        path=str(path) if isinstance(path, URIRef) else None,
    )


def shacl_iri(name: str) -> rdflib.URIRef:
    from rdflib import URIRef

    return URIRef(SH + name)


def _term(node: rdflib.term.Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    from rdflib import BNode, Literal

    if isinstance(node, Literal):
        return ox.Literal(str(node))
    return ox.BlankNode() if isinstance(node, BNode) else ox.NamedNode(str(node))


def as_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """Quads as a graph of rdflib, some times faster than its own parser."""
    from rdflib import Graph

    graph = Graph()
    for quad in quads:
        graph.add((_as_rdflib(quad.subject), _as_rdflib(quad.predicate), _as_rdflib(quad.object)))
    return graph


def _as_rdflib(node: Term) -> rdflib.term.Node:
    from rdflib import BNode, Literal, URIRef

    if isinstance(node, ox.NamedNode):
        return URIRef(node.value)
    if isinstance(node, ox.Literal):
        datatype = None if node.language else URIRef(node.datatype.value)
        return Literal(node.value, lang=node.language, datatype=datatype)
    return BNode(node.value) if isinstance(node, ox.BlankNode) else Literal(str(node))
