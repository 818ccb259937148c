"""Where quads live and questions are answered: Oxigraph inside the process, or any SPARQL 1.1 endpoint.

Both stores answer over the union of their graphs, with the prefixes of `lcgraph.vocab.PREFIXES` at hand.
Goes in: quads and SPARQL text (already bound and checked). Comes out: `Rows` for SELECT, a bool for ASK,
triples for CONSTRUCT and DESCRIBE. A store on disk is opened for writing only while `replace` runs.
"""

from __future__ import annotations

import ast
import re
import shutil
import tempfile
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any, Protocol

import pyoxigraph as ox

from lcgraph.answers import Rows
from lcgraph.errors import QueryError, StoreError
from lcgraph.say import Text
from lcgraph.untrusted.sparql import form
from lcgraph.vocab import PREFIXES

Answer = Rows | bool | list[ox.Triple]
_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
_PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_BATCH = 5_000
_BULK = 250_000  # quads that are bulk-loaded at a time: 0.4 GB, and no slower than the million of Oxigraph
_LITTLE = 50_000  # quads that go into a store in one transaction; more take gigabytes there


def _nothing(_: object) -> tuple[()]:
    return ()


class Store(Protocol):
    """What the rest of lcgraph needs of a store."""

    def query(self, text: str, *, union: bool = True) -> Answer:
        """Answer a SPARQL query; `QueryError` when it does not parse.

        It is asked over the union of the graphs, or (without `union`) over those that it names by FROM.
        """

    def replace(self, quads: Iterable[ox.Quad], *, stale: Stale = _nothing, then: Then = _nothing) -> int:
        """Put quads in place of all that their graphs held; how many were given.

        `stale` says which other graphs are emptied, of the graphs that are given something; `then` what is
        put in as well, of a store that holds the quads.
        """

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, in order."""

    def quads(self, graph: str) -> Iterable[ox.Quad]:
        """All quads of one named graph."""


Stale = Callable[[Iterable[str]], Iterable[str]]
Then = Callable[[Store], Iterable[ox.Quad]]


def open_store(where: str) -> Store:
    """A store by its address: an http(s) URL is an endpoint, everything else a folder of Oxigraph."""
    if where.startswith(("http://", "https://")):
        return RemoteStore(where)
    return EmbeddedStore(Path(where))


class EmbeddedStore:
    """Oxigraph, in memory or (with a folder) on disk."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._store: ox.Store | None = ox.Store() if folder is None else None

    def _open(self) -> ox.Store:
        if self._store is None:
            if self.folder is None or not (self.folder / "CURRENT").exists():
                raise StoreError(
                    nl=f"{self.folder} bevat nog geen store: lcgraph load PATH --store {self.folder}",
                    en=f"{self.folder} holds no store yet: lcgraph load PATH --store {self.folder}",
                )
            try:
                self._store = ox.Store.read_only(str(self.folder))
            except (OSError, RuntimeError) as error:  # RuntimeError: a damaged store
                raise StoreError(
                    nl=f"de store {self.folder} is niet te openen: {error}",
                    en=f"the store {self.folder} cannot be opened: {error}",
                ) from error
        return self._store

    def query(self, text: str, *, union: bool = True) -> Answer:
        try:
            return _answer(self._open().query(text, use_default_graph_as_union=union, prefixes=PREFIXES))
        except SyntaxError as error:
            told = _syntax(str(error))
            raise QueryError(nl=told.nl, en=told.en) from error
        except (OSError, RuntimeError) as error:
            raise StoreError(
                nl=f"de store {self.folder} is niet te lezen: {error}",
                en=f"the store {self.folder} cannot be read: {error}",
            ) from error

    def graphs(self) -> list[str]:
        return sorted(graph.value for graph in self._open().named_graphs() if isinstance(graph, ox.NamedNode))

    def quads(self, graph: str) -> Iterable[ox.Quad]:
        return self._open().quads_for_pattern(None, None, None, ox.NamedNode(graph))

    def replace(self, quads: Iterable[ox.Quad], *, stale: Stale = _nothing, then: Then = _nothing) -> int:
        if self.folder is None:
            store = self._open()
            count = _swap(store, quads, stale) if store else _bulk(store, quads)
            return count + self._and_then(then)
        try:
            if self.is_new:
                return self._write_new(self.folder, quads, then)
            return self._write_existing(self.folder, quads, stale, then)
        except (OSError, RuntimeError) as error:
            if "lock" in str(error).lower():
                raise StoreError(
                    nl=f"een ander programma schrijft in de store {self.folder}: probeer het opnieuw",
                    en=f"another program is writing to the store {self.folder}: try again",
                ) from error
            raise StoreError(
                nl=f"in de store {self.folder} kan niet worden geschreven: {error}",
                en=f"the store {self.folder} cannot be written: {error}",
            ) from error

    @property
    def is_new(self) -> bool:
        """Whether this is a folder that is not there yet, or holds nothing."""
        folder = self.folder
        return folder is not None and (not folder.exists() or (folder.is_dir() and not any(folder.iterdir())))

    def add(self, quads: Iterable[ox.Quad]) -> int:
        """Add quads to a store in memory; how many they were."""
        return _bulk(self._open(), quads)

    def _and_then(self, then: Then) -> int:
        more = list(then(self))
        return self.replace(more) if more else 0

    def _write_existing(self, folder: Path, quads: Iterable[ox.Quad], stale: Stale, then: Then) -> int:
        """A little in one transaction, much by a new store in the old one's place: all is seen or nothing."""
        if not (folder / "CURRENT").exists():
            raise StoreError(
                nl=f"{folder} is niet leeg en bevat geen store: noem een andere map",
                en=f"{folder} is not empty and holds no store: name another folder",
            )
        self._store = None
        rest = iter(quads)
        start = list(islice(rest, _LITTLE + 1))
        if len(start) > _LITTLE:
            return self._rebuild(folder, chain(start, rest), stale, then)
        return _swap(ox.Store(str(folder)), start, stale) + self._and_then(then)

    def _write_new(self, folder: Path, quads: Iterable[ox.Quad], then: Then) -> int:
        """Bulk-load beside the folder, then rename, so that nothing half-written is ever seen."""
        with _beside(folder) as (store, beside):
            count = _bulk(store, quads) + _bulk(store, then(EmbeddedStore.around(store)))
            _finish(store)
            del store
            if folder.exists():
                folder.rmdir()
            beside.rename(folder)
        return count

    def _rebuild(self, folder: Path, quads: Iterable[ox.Quad], stale: Stale, then: Then) -> int:
        """Bulk-load quads, and what they leave of the old store, beside it; then change places.

        Both stores are closed first: an open one goes on writing where its folder was.
        """
        old = ox.Store(str(folder))  # for reading only, but so that no other program writes meanwhile
        with _beside(folder) as (store, beside):
            given: set[object] = set()
            count = _bulk(store, _noting(quads, given))
            graphs = [graph.value for graph in given if isinstance(graph, ox.NamedNode)]
            gone = {ox.NamedNode(graph) for graph in (*graphs, *stale(graphs))}
            _bulk(store, (quad for quad in old if quad.graph_name not in gone))
            more = list(then(EmbeddedStore.around(store)))
            for graph in _graphs_of(more):
                store.remove_graph(ox.NamedNode(graph))
            count += _bulk(store, more)
            _finish(store)
            del store, old
            away = beside.with_name(f"{beside.name}-old")
            folder.rename(away)
            try:
                beside.rename(folder)
            except OSError:
                away.rename(folder)
                raise
            shutil.rmtree(away, ignore_errors=True)
        return count

    @classmethod
    def around(cls, store: ox.Store) -> EmbeddedStore:
        """A store that is open already."""
        opened = cls()
        opened._store = store
        return opened


@contextmanager
def _beside(folder: Path) -> Iterator[tuple[ox.Store, Path]]:
    """A new store beside a folder, and where it is; what is still there in the end is removed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    beside.chmod(0o755)
    try:
        yield ox.Store(str(beside)), beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _finish(store: ox.Store) -> None:
    """Have all on disk, and in the order in which it is read fastest."""
    store.flush()
    store.optimize()


def _noting(quads: Iterable[ox.Quad], graphs: set[object]) -> Iterator[ox.Quad]:
    """The same quads; the graphs that they stand in are noted."""
    for quad in quads:
        graphs.add(quad.graph_name)
        yield quad


def _bulk(store: ox.Store, quads: Iterable[ox.Quad]) -> int:
    """Bulk-load quads, some at a time and while the next ones are made; how many they were."""
    rest = iter(quads)
    some = list(islice(rest, _BULK))
    if len(some) < _BULK:
        store.bulk_extend(some)
        return len(some)
    from concurrent.futures import ThreadPoolExecutor

    count = 0
    with ThreadPoolExecutor(1) as other:
        while some:
            loading = other.submit(store.bulk_extend, some)
            count += len(some)
            some = list(islice(rest, _BULK))
            loading.result()
    return count


class RemoteStore:
    """A SPARQL 1.1 endpoint; updates go to the same address, or from `…/query` to `…/update`."""

    def __init__(self, url: str, *, timeout: int = 60) -> None:
        self.url = url
        self.update_url = url[: -len("query")] + "update" if url.endswith("/query") else url
        self.timeout = timeout
        self._graphs: list[str] | None = None

    def query(self, text: str, *, union: bool = True) -> Answer:
        return self._ask(_PROLOGUE + text, self.graphs() if union else [])

    def graphs(self) -> list[str]:
        if self._graphs is None:
            found = self._ask(_GRAPHS, [])
            self._graphs = [str(row[0]) for row in found] if isinstance(found, Rows) else []
        return self._graphs

    def quads(self, graph: str) -> Iterable[ox.Quad]:
        found = self._ask("CONSTRUCT WHERE { ?s ?p ?o }", [graph])
        name = ox.NamedNode(graph)
        triples = found if isinstance(found, list) else []
        return [ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]

    def replace(self, quads: Iterable[ox.Quad], *, stale: Stale = _nothing, then: Then = _nothing) -> int:
        given = sorted(set(quads), key=lambda quad: str(quad.graph_name))
        for graph in stale(_graphs_of(given)):
            self._update(f"DROP SILENT GRAPH {ox.NamedNode(graph)}")
        for name, group in groupby(given, key=lambda quad: quad.graph_name):
            triples = [quad.triple for quad in group]
            # a blank node is another one in each request, so a graph that has them goes in one
            size = len(triples) if any(map(_has_blank_node, triples)) else _BATCH
            for start in range(0, len(triples), size):
                drop = f"DROP SILENT GRAPH {name} ;\n" if start == 0 else ""
                body = "\n".join(f"{triple} ." for triple in triples[start : start + size])
                self._update(f"{drop}INSERT DATA {{ GRAPH {name} {{\n{body}\n}} }}")
        self._graphs = None
        more = list(then(self))
        return len(given) + (self.replace(more) if more else 0)

    def _wrapper(self, text: str, kind: str) -> Any:
        from SPARQLWrapper import POST, SPARQLWrapper

        wrapper = SPARQLWrapper(self.url, updateEndpoint=self.update_url)
        wrapper.setTimeout(self.timeout)
        wrapper.setMethod(POST)
        # not setQuery: it guesses the kind, and takes a comment with the word "move" for an update
        wrapper.queryString, wrapper.queryType = text, kind
        return wrapper

    def _ask(self, text: str, graphs: Sequence[str]) -> Answer:
        """Send a query over the union of `graphs` (none: the endpoint's own default graph)."""
        from SPARQLWrapper import JSON, N3

        kind = form(text) or "SELECT"
        rows = kind in ("SELECT", "ASK")
        wrapper = self._wrapper(text, kind)
        for graph in graphs:
            wrapper.addDefaultGraph(graph)
            wrapper.addNamedGraph(graph)
        wrapper.setReturnFormat(JSON if rows else N3)
        data = self._send(wrapper)
        try:
            if rows:
                return _answer(ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON))
            return [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N3)]
        except (SyntaxError, ValueError) as error:
            raise StoreError(
                nl=f"{self.url} gaf een antwoord dat geen SPARQL-resultaat is: {error}",
                en=f"{self.url} gave an answer that is not a SPARQL result: {error}",
            ) from error

    def _update(self, text: str) -> None:
        self._send(self._wrapper(text, "INSERT"))

    def _send(self, wrapper: Any) -> bytes:
        from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

        try:
            return bytes(wrapper.query().response.read())
        except QueryBadFormed as error:
            said = _response(error)
            raise QueryError(
                nl=f"het endpoint weigert de vraag: {said}", en=f"the endpoint refuses the query: {said}"
            ) from error
        except (SPARQLWrapperException, OSError, ValueError) as error:
            said = _response(error)
            raise StoreError(
                nl=f"het endpoint {self.url} antwoordt niet: {said}",
                en=f"the endpoint {self.url} does not answer: {said}",
            ) from error


_NOT_OFFERED = frozenset({"SERVICE", "LATERAL"})  # refused, or of this engine only


def _syntax(message: str) -> Text:
    """The engine's syntax error with its place in words; what it expected, it says in English only."""
    found = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if not found:
        return Text(nl=f"de vraag is niet te ontleden: {message}", en=f"the query does not parse: {message}")
    expected = found[3].removeprefix("expected one of ").removeprefix("expected ").split(", ")
    usable = [word for word in expected if not word.startswith("[") and word not in _NOT_OFFERED]
    words = found[3]
    if len(usable) < len(expected):
        words = f"expected {' or '.join(usable)}" if usable else "expected something else here"
    return Text(
        nl=f"regel {found[1]}, kolom {found[2]}: {words}", en=f"line {found[1]}, column {found[2]}: {words}"
    )


def _response(error: Exception) -> str:
    """What an endpoint said, in one line, with places as in the query that the user wrote."""
    _, _, body = str(error).rpartition("Response:\n")
    try:
        words = ast.literal_eval(body).decode("utf-8", "replace")
    except (AttributeError, SyntaxError, ValueError):
        words = body
    found = re.match(r"error at (\d+):(\d+): ", words)
    if found and int(found[1]) > len(PREFIXES):
        words = _syntax(f"error at {int(found[1]) - len(PREFIXES)}:{found[2]}: {words[found.end() :]}").en
    return textwrap.shorten(words, 300, placeholder=" …")


def _has_blank_node(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def _answer(found: Any) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        return Rows(columns, tuple(tuple(solution[name] for name in columns) for solution in found))
    return list(found)


def _graphs_of(quads: Iterable[ox.Quad]) -> list[str]:
    """The IRIs of the named graphs that quads stand in, in order."""
    return sorted({quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)})


def _swap(store: ox.Store, quads: Iterable[ox.Quad], stale: Stale) -> int:
    """Replace the graphs of quads, and empty the stale ones, in one transaction; how many quads it was."""
    given = set(quads)
    graphs = _graphs_of(given)
    old = [graph for graph in {*graphs, *stale(graphs)} if store.contains_named_graph(ox.NamedNode(graph))]
    if not old:
        store.extend(given)
        return len(given)
    drops = "".join(f"DROP SILENT GRAPH <{graph}> ;\n" for graph in sorted(old))
    body = "\n".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}" for quad in given)
    store.update(f"{drops}INSERT DATA {{\n{body}\n}}")
    return len(given)
