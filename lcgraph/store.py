"""Where quads live and questions are answered: Oxigraph inside the process, or any SPARQL 1.1 endpoint.

Both stores answer over the union of their graphs, with the prefixes of `lcgraph.vocab.PREFIXES` at hand.
Goes in: quads and SPARQL text (already bound and checked). Comes out: `Rows` for SELECT, a bool for ASK,
triples for CONSTRUCT and DESCRIBE. A store on disk is opened for writing only while `replace` runs.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any, Protocol

import pyoxigraph as ox

from lcgraph import disk
from lcgraph.answers import Rows
from lcgraph.errors import LcgraphError, QueryError, StoreError
from lcgraph.say import Text
from lcgraph.untrusted.sparql import form
from lcgraph.vocab import BASE, PREFIXES

Answer = Rows | bool | list[ox.Triple]
_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
_PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_LOADING = f"{BASE}graph/loading/"
"""Where what is being loaded into an endpoint is gathered; not a graph to any reader."""
_NESTED = 200  # statements about statements in an answer, which could be nested too deeply for its parser
_BATCH = 5_000
_BULK = 100_000  # quads that are bulk-loaded at a time, which cost some 40 MB
_WAITS = (0.05, 0.2)  # seconds, before a store that cannot be opened is tried again
_LOCKED = re.compile(r"\block", re.IGNORECASE)
"""How the system says that another program holds a store; a damaged one has wrong *blocks*."""
_UNREAD = {"nl": "is niet te lezen", "en": "cannot be read"}
_AGAIN = Text(
    nl="\nHij is beschadigd of van een andere versie: laad de studies opnieuw, in een andere map",
    en="\nIt is damaged or of another version: load the studies again, into another folder",
)
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


@dataclass(frozen=True)
class Dataset:
    """The graphs that a question is asked over: those of its default graph, and those it may name."""

    default: tuple[str, ...]
    named: tuple[str, ...]


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
        if folder is not None:
            disk.sweep(folder.parent)  # which may put it in its place again

    def _open(self) -> ox.Store:
        if self._store is None:
            if self.folder is None or not (self.folder / "CURRENT").exists():
                raise StoreError(
                    nl=f"{self.folder} bevat nog geen store: lcgraph load PATH --store {self.folder}",
                    en=f"{self.folder} holds no store yet: lcgraph load PATH --store {self.folder}",
                )
            try:
                self._store = _opened(self.folder)
            except (OSError, RuntimeError) as error:
                raise self._unusable(error, nl="is niet te openen", en="cannot be opened") from error
        return self._store

    def query(
        self, text: str, *, union: bool = True, base: str | None = None, dataset: Dataset | None = None
    ) -> Answer:
        """As every store; `base` is what relative IRIs begin with, `dataset` takes the place of FROM."""
        graphs: dict[str, Any] = {"use_default_graph_as_union": union and dataset is None}
        if dataset is not None:
            graphs["default_graph"], graphs["named_graphs"] = (
                [ox.NamedNode(each) for each in listed] for listed in (dataset.default, dataset.named)
            )
        try:
            return _answer(self._open().query(text, base_iri=base, prefixes=PREFIXES, **graphs))
        except SyntaxError as error:
            told = _syntax(str(error))
            raise QueryError(nl=told.nl, en=told.en) from error
        except (OSError, RuntimeError) as error:
            raise self._unusable(error, **_UNREAD) from error

    def _unusable(self, error: Exception, *, nl: str, en: str) -> StoreError:
        """The error about the folder, with what to do about one that is damaged or of another version."""
        beyond = not isinstance(error, OSError)
        return StoreError(
            nl=f"de store {self.folder} {nl}: {error}" + (_AGAIN.nl if beyond else ""),
            en=f"the store {self.folder} {en}: {error}" + (_AGAIN.en if beyond else ""),
        )

    def graphs(self) -> list[str]:
        store = self._open()
        try:
            return sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
        except (OSError, RuntimeError) as error:
            raise self._unusable(error, **_UNREAD) from error

    def quads(self, graph: str) -> Iterable[ox.Quad]:
        store = self._open()
        try:
            yield from store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        except (OSError, RuntimeError) as error:
            raise self._unusable(error, **_UNREAD) from error

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
            if _LOCKED.search(str(error).replace(str(self.folder), "")):
                raise StoreError(
                    nl=f"een ander programma schrijft in de store {self.folder}: probeer het opnieuw",
                    en=f"another program is writing to the store {self.folder}: try again",
                ) from error
            raise self._unusable(error, nl="kan niet worden geschreven", en="cannot be written") from error

    @property
    def is_new(self) -> bool:
        """Whether this is a folder that is not there yet, or holds nothing."""
        folder = self.folder
        return folder is not None and (not folder.exists() or (folder.is_dir() and not any(folder.iterdir())))

    def read(self, file: Path, format_: ox.RdfFormat, into: ox.NamedNode | None = None) -> None:
        """Add a file of ours to a store in memory, without making a quad of it here."""
        self._open().load(path=str(file), format=format_, to_graph=into)

    def add(self, quads: Iterable[ox.Quad]) -> int:
        """Add quads to a store in memory; how many they were."""
        return _bulk(self._open(), quads)

    def _and_then(self, then: Then) -> int:
        more = list(then(self))
        return self.replace(more) if more else 0

    def _write_existing(self, folder: Path, quads: Iterable[ox.Quad], stale: Stale, then: Then) -> int:
        """All is done in a copy, which then takes the store's place: whoever looks sees all of it or nothing.

        A little goes into a copy made of links, much is loaded with what stays into a new store.
        """
        if not (folder / "CURRENT").exists():
            raise StoreError(
                nl=f"{folder} is niet leeg en bevat geen store: noem een andere map",
                en=f"{folder} is not empty and holds no store: name another folder",
            )
        self._store = None
        rest = iter(quads)
        start = list(islice(rest, _LITTLE + 1))
        with disk.alone(folder), disk.beside(folder) as beside:
            old = ox.Store(str(folder))  # for reading only, but so that no other program writes meanwhile
            new = beside / "new"
            if len(start) > _LITTLE:
                count = self._rebuild(new, old, chain(start, rest), stale, then)
            else:
                old.backup(str(new))
                store = ox.Store(str(new))
                with _lent(store) as lent:
                    count = _swap(store, start, stale) + lent._and_then(then)
                store.flush()
                del store
            _forget(new)
            del old  # a store that is open goes on writing, and tidying up, where its folder was
            disk.take_place(new, folder, beside)
        return count

    def _write_new(self, folder: Path, quads: Iterable[ox.Quad], then: Then) -> int:
        """Bulk-load beside the folder, then rename, so that nothing half-written is ever seen."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        with disk.beside(folder) as beside:
            new = beside / "new"
            new.mkdir()
            store = ox.Store(str(new))
            with _lent(store) as lent:
                count = _bulk(store, quads) + _bulk(store, then(lent))
            _finish(store)
            del store
            _forget(new)
            if folder.exists():
                folder.rmdir()
            new.rename(folder)
        return count

    def _rebuild(self, new: Path, old: ox.Store, quads: Iterable[ox.Quad], stale: Stale, then: Then) -> int:
        """Bulk-load quads, and what they leave of the old store, into a new one."""
        new.mkdir()
        store = ox.Store(str(new))
        given: set[object] = set()
        count = _bulk(store, _noting(quads, given))
        graphs = [graph.value for graph in given if isinstance(graph, ox.NamedNode)]
        gone = {ox.NamedNode(graph) for graph in (*graphs, *stale(graphs))}
        _bulk(store, (quad for quad in old if quad.graph_name not in gone))
        with _lent(store) as lent:
            more = list(then(lent))
        for graph in _graphs_of(more):
            store.remove_graph(ox.NamedNode(graph))
        count += _bulk(store, more)
        _finish(store)
        return count

    @classmethod
    def around(cls, store: ox.Store) -> EmbeddedStore:
        """A store that is open already."""
        opened = cls()
        opened._store = store
        return opened


@contextmanager
def _lent(store: ox.Store) -> Iterator[EmbeddedStore]:
    """A store to ask; whoever keeps it keeps nothing open, for an open store writes where its folder was."""
    lent = EmbeddedStore.around(store)
    try:
        yield lent
    finally:
        lent._store = None


def _opened(folder: Path) -> ox.Store:
    """A store for reading; tried again where another program puts a new one in its place just then."""
    for wait in _WAITS:
        try:
            return ox.Store.read_only(str(folder))
        except (OSError, RuntimeError):
            time.sleep(wait)
    return ox.Store.read_only(str(folder))


def _forget(folder: Path) -> None:
    """Remove the diary of the engine, which tells host, paths and times."""
    for path in folder.glob("LOG*"):
        path.unlink()


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
    """A SPARQL 1.1 endpoint; updates go to the same address, or from `…/query` to `…/update`.

    What is loaded is gathered in graphs beside the others, which no reader of lcgraph asks, and takes its
    place with one last update.
    """

    def __init__(self, url: str, *, timeout: float = 60) -> None:
        self.url = url
        self.update_url = url[: -len("query")] + "update" if url.endswith("/query") else url
        self.timeout = timeout
        self._graphs: list[str] | None = None

    def query(self, text: str, *, union: bool = True) -> Answer:
        return self.ask(_PROLOGUE + text, self.graphs() if union else [])

    def graphs(self) -> list[str]:
        if self._graphs is None:
            self._graphs = [graph for graph in self._all_graphs() if not graph.startswith(_LOADING)]
        return self._graphs

    def _all_graphs(self) -> list[str]:
        found = self.ask(_GRAPHS, [])
        return [str(row[0]) for row in found] if isinstance(found, Rows) else []

    def quads(self, graph: str) -> Iterable[ox.Quad]:
        return self.quads_of(graph, graph)

    def quads_of(self, graph: str, name: str) -> list[ox.Quad]:
        """The quads of a graph, as if it had this name."""
        found = self.ask("CONSTRUCT WHERE { ?s ?p ?o }", [graph])
        triples = found if isinstance(found, list) else []
        return [ox.Quad(each.subject, each.predicate, each.object, ox.NamedNode(name)) for each in triples]

    def replace(self, quads: Iterable[ox.Quad], *, stale: Stale = _nothing, then: Then = _nothing) -> int:
        given = set(quads)
        self._graphs = None
        for graph in self._all_graphs():
            if graph.startswith(_LOADING):  # of a load that never ended
                self._update(f"DROP SILENT GRAPH <{graph}>")
        staged = _Staged(self, {*_graphs_of(given), *stale(_graphs_of(given))})
        try:
            staged.add(given)
            more = set(then(staged))
            staged.add(more)
            staged.check()
            self._update(staged.moves())
        except BaseException:
            with suppress(LcgraphError):
                self._update("".join(f"DROP SILENT GRAPH <{each}> ;\n" for each in staged.names.values()))
            raise
        finally:
            self._graphs = None
        return len(given) + len(more)

    def insert(self, triples: Sequence[ox.Triple], graph: str) -> None:
        """Add triples to a graph, some thousands at a time.

        A blank node is another one in each request, so a graph that has them goes in one.
        """
        size = len(triples) if any(map(_has_blank_node, triples)) else _BATCH
        for start in range(0, len(triples), size):
            body = "\n".join(f"{triple} ." for triple in triples[start : start + size])
            self._update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{body}\n}} }}")

    def ask(self, text: str, graphs: Sequence[str]) -> Answer:
        """Send a query over the union of `graphs` (none: the endpoint's own default graph)."""
        kind = form(text) or "SELECT"
        rows = kind in ("SELECT", "ASK")
        data = self._send(text, kind, graphs, "json" if rows else "n3")
        try:
            if data.count(b'"triple"') > _NESTED or data.count(b"<<(") > _NESTED:
                raise ValueError("nested statements")
            if rows:
                return _answer(ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON))
            return [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N3)]
        except (SyntaxError, ValueError) as error:
            raise StoreError(
                nl=f"{self.url} gaf een antwoord dat geen SPARQL-resultaat is: {error}",
                en=f"{self.url} gave an answer that is not a SPARQL result: {error}",
            ) from error

    def _update(self, text: str) -> None:
        self._send(text, "INSERT", [], "json")

    def _send(self, text: str, kind: str, graphs: Sequence[str], accept: str) -> bytes:
        from lcgraph import endpoint

        try:
            return endpoint.send(
                self.url,
                self.update_url,
                text,
                kind=kind,
                accept=accept,
                graphs=graphs,
                seconds=self.timeout,
            )
        except QueryError as error:
            told = _placed(error.text)
            raise QueryError(nl=told.nl, en=told.en) from error


class _Staged:
    """What is being loaded into an endpoint, in graphs of its own, and the endpoint as it will be.

    `names` has the graph in which each is gathered. A store as far as deriving asks one.
    """

    def __init__(self, store: RemoteStore, gone: set[str]) -> None:
        self.store, self.gone = store, gone
        self.names: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        self._left: list[str] | None = None

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Gather quads; of graphs that had some already, in the place of those."""
        in_order = sorted(quads, key=lambda quad: str(quad.graph_name))
        for name, group in groupby(in_order, key=lambda quad: quad.graph_name):
            triples = [quad.triple for quad in group]
            beside = f"{_LOADING}{os.urandom(8).hex()}"
            self.gone.add(name.value)
            self.names[name.value], self.sizes[beside] = beside, len(triples)
            self.store.insert(triples, beside)

    def check(self) -> None:
        """Raise where somebody else loaded at the same time, and took away what was gathered here."""
        for beside in self.names.values():
            found = self.store.ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{beside}> {{ ?s ?p ?o }} }}", [])
            if not isinstance(found, Rows) or str(found.rows[0][0]) != str(self.sizes[beside]):
                raise StoreError(
                    nl=f"een ander programma laadt in {self.store.url}: probeer het opnieuw",
                    en=f"another program is loading into {self.store.url}: try again",
                )

    def moves(self) -> str:
        """The one update with which all takes its place."""
        drops = [f"DROP SILENT GRAPH <{graph}>" for graph in sorted(self.gone - set(self.names))]
        unused = [f"DROP SILENT GRAPH <{each}>" for each in self.sizes if each not in self.names.values()]
        moves = [f"MOVE <{beside}> TO <{graph}>" for graph, beside in sorted(self.names.items())]
        return " ;\n".join([*drops, *unused, *moves])

    def query(self, text: str, *, union: bool = True) -> Answer:
        if self._left is None:
            self._left = [graph for graph in self.store.graphs() if graph not in self.gone]
        return self.store.ask(_PROLOGUE + text, [*self._left, *self.names.values()])

    def graphs(self) -> list[str]:
        return sorted({*self.store.graphs(), *self.names} - (self.gone - set(self.names)))

    def quads(self, graph: str) -> Iterable[ox.Quad]:
        if graph in self.names:
            return self.store.quads_of(self.names[graph], graph)
        return [] if graph in self.gone else self.store.quads(graph)

    def replace(self, quads: Iterable[ox.Quad], *, stale: Stale = _nothing, then: Then = _nothing) -> int:
        raise NotImplementedError("what is being loaded is only looked at")


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


def _placed(told: Text) -> Text:
    """What an endpoint says of a query, with places as in the query that the user wrote."""
    found = re.search(r"error at (\d+):(\d+): .*", told.en, re.DOTALL)
    if not found or int(found[1]) <= len(PREFIXES):
        return told
    said = found.group()
    words = _syntax(f"error at {int(found[1]) - len(PREFIXES)}:{said.partition(':')[2]}").en
    return Text(nl=told.nl.replace(said, words), en=told.en.replace(said, words))


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
