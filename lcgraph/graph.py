"""The one object that a Python user opens: studies in, answers out; it asks, and draws nothing.

    graph = lcgraph.open()                          the bundled study
    graph = lcgraph.open(studies=["my-study"])      study folders, read into memory
    graph = lcgraph.open(store="graph.db")          an embedded store, or a SPARQL endpoint (URL)

Every method is a question; nothing is printed or written except by `load`.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from lcgraph import __version__, queries
from lcgraph.answers import Cell, Rows
from lcgraph.derive.derivation import SHARED, Grounds, derive
from lcgraph.errors import CallError, InputError, QueryError, ambiguous, unknown
from lcgraph.quads import sort_quads
from lcgraph.resources import bundled_data, ontology_files, query_files
from lcgraph.say import Problem, Text
from lcgraph.schemes import CLOSED, OPEN, READ, Concept, Schemes, concepts_in
from lcgraph.store import Answer, EmbeddedStore, Store, open_store
from lcgraph.untrusted import sparql as guard
from lcgraph.vocab import ONTOLOGY

if TYPE_CHECKING:
    import networkx as nx

    from lcgraph.analysis.agreement import Agreement, Coding
    from lcgraph.analysis.claims import Verdict
    from lcgraph.analysis.contrasts import Contrast
    from lcgraph.analysis.matrix import CrossTable
    from lcgraph.privacy import Withheld
    from lcgraph.reason import Reasoning

_FACETS = """SELECT ?study ?case ?role ?by ?value ?top WHERE {
  ?group lcg:facet ?facet ; lcg:inCase ?theCase ; lcg:role/skos:notation ?role .
  ?theCase skos:notation ?case ; lcg:partOfStudy/skos:notation ?study .
  ?facet lcg:facetBy ?by ; lcg:facetValue ?value ; lcg:facetTop ?top ; lcg:position ?position
} ORDER BY ?by (IF(?by = "case", ?study, "")) ?position ?value"""
_OWN_QUERIES = """SELECT ?study ?name ?text WHERE {
  ?query a lcg:Query ; skos:notation ?name ; lcg:sparql ?text ; lcg:partOfStudy/skos:notation ?study
} ORDER BY ?study ?name"""
_COMPARED_BY = "SELECT DISTINCT ?by WHERE { ?facet lcg:facetBy ?by }"
_CONTRADICTIONS = """SELECT (COUNT(DISTINCT ?mention) AS ?n) WHERE {
  { ?mention lcg:byRespondent ?respondent ; lcg:mentionsMotive ?motive .
    ?respondent lcg:notAskedAbout ?motive }
  UNION { ?mention lcg:byRespondent ?respondent MINUS { ?respondent lcg:inGroup/lcg:inCase ?case } } }"""
_NAMED = """SELECT ?thing ?property ?value WHERE {
  VALUES ?property { %s }
  ?thing skos:notation ?code ; ?property ?value
  MINUS { ?thing a lcg:Mention } MINUS { ?thing a lcg:Respondent } }"""


UNITS = ("segment", "respondent")
"""On what coders can agree: the same segment, or the whole interview of a respondent."""


@dataclass(frozen=True)
class Explanation:
    """Why a cell is what it is: one row per finding, the codings it rests on, and who was asked.

    `mentions` and `respondents` are empty where a study was only published.
    """

    findings: list[dict[str, Cell]]
    mentions: list[dict[str, Cell]]
    respondents: list[dict[str, Cell]]


def open(  # noqa: A001  # lcgraph.open is the way in, as in gzip.open
    *, studies: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (), store: str | None = None
) -> Graph:
    """A graph over study folders, a store, or (with neither) the bundled study.

    Raises `InputError` with every problem when a folder cannot be read, `StoreError` when a store cannot
    be opened. `store` is a folder or an http(s) address of a SPARQL endpoint.
    """
    if isinstance(studies, str | os.PathLike):
        studies = [studies]
    if studies and store:
        raise CallError(
            nl="noem studiemappen of een store, niet beide: laad de mappen eerst in de store",
            en="name study folders or a store, not both: load the folders into the store first",
        )
    if store:
        return Graph(open_store(store))
    memory = Graph(EmbeddedStore())
    if studies:
        memory.load(read_studies([Path(study) for study in studies]))
    else:
        memory.load(_parse(bundled_data(), ox.RdfFormat.TRIG))
    return memory


def ontology_quads() -> list[ox.Quad]:
    """The ontology and the shared schemes, all in the graph of the ontology."""
    triples = (quad for path in ontology_files() for quad in _parse(path, ox.RdfFormat.TURTLE))
    return [ox.Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY) for quad in triples]


def read_studies(folders: Iterable[Path]) -> Iterator[ox.Quad]:
    """The asserted quads of study folders, in no order; `InputError` lists every row that cannot be used.

    All is read before the first quad comes.
    """
    from lcgraph.study.quads import study_quads
    from lcgraph.study.read import read_study

    studies, problems = [], []
    ids: dict[str, Path] = {}
    for folder in folders:
        study, found = read_study(folder)
        problems += [problem.below(folder) for problem in found if problem.severity == "violation"]
        if study and study.id in ids:
            problems.append(_same_id(study.id, ids[study.id], folder))
        elif study:
            ids[study.id] = folder
            studies.append(study)
    if problems:
        raise InputError(problems)
    return (quad for study in studies for quad in study_quads(study))


def _same_id(id_: str, first: Path, second: Path) -> Problem:
    message = Text(
        nl=f"{id_!r} is ook de id van {first}: geef elke studie een eigen id",
        en=f"{id_!r} is the id of {first} too: give each study an id of its own",
    )
    return Problem(message, file=str(second / "study.toml"), column="id")


class Graph:
    """Questions over one store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def query(self, name: str, **parameters: str | int) -> Rows:
        """The answer to a named query; `CallError` names the valid queries, parameters and values.

        One that a study brings is strangers' SPARQL, and asked as such (`sparql`).
        """
        asked = self.find(name)
        return self._answer(asked, queries.bind(asked, parameters, self.meanings))

    def text(self, name: str, **parameters: str | int) -> str:
        """The SPARQL of a named query with its values: what `query` asks."""
        return queries.bind(self.find(name), parameters, self.meanings)

    def _answer(self, asked: queries.Query, text: str) -> Rows:
        if not asked.study:
            return self._rows(text)
        found = self.sparql(text)
        if isinstance(found, Rows):
            return found
        raise CallError(
            nl=f"de vraag {asked.name} van {asked.study} moet een SELECT zijn",
            en=f"the query {asked.name} of {asked.study} must be a SELECT",
        )

    def find(self, name: str) -> queries.Query:
        """The query of that name: one of the package, or of a study here (`name` or `study/name`)."""
        if "/" not in name and any(path.stem == name for path in query_files()):
            return queries.find(name)
        own = [each for each in self._own_queries() if name in (each[1], "/".join(each[:2]))]
        if len(own) > 1:
            raise ambiguous("query", name, ["/".join(each[:2]) for each in own])
        if not own:
            named = (*(path.stem for path in query_files()), *self.catalogue())
            raise queries.no_query(name, dict.fromkeys(named))
        return queries.of_study(*own[0])

    def catalogue(self, *, own: bool = True) -> dict[str, queries.Query]:
        """All queries by the name under which they are asked: of the package, and of the studies here.

        A study's query has the name `study/name` where the package or another study has one of its name. One
        without a sound header cannot be described and is not among them: `find` says what is wrong with it.
        """
        found = queries.catalogue()
        brought = self._own_queries() if own else []
        names = [name for _, name, _ in brought]
        for study, name, text in brought:
            clear = name not in found and names.count(name) == 1
            with suppress(InputError):
                found[name if clear else f"{study}/{name}"] = queries.of_study(study, name, text)
        return found

    def _own_queries(self) -> list[tuple[str, str, str]]:
        """The queries that studies bring: study, name and text."""
        return [(str(study), str(name), str(text)) for study, name, text in self._rows(_OWN_QUERIES)]

    def meanings(self) -> Schemes:
        """What codes and labels mean here, and by what groups can be compared.

        By role, setting, sector and case always, also where no case says its setting: that has no rows then.
        """
        schemes = self.schemes
        first = ("role", "setting", "sector", "case")
        compared = {str(by) for (by,) in self._rows(_COMPARED_BY)}.difference(first)
        order = [*first, *sorted(compared, key=lambda by: (by != "start_year", by))]
        labels = {by: schemes.get("attribute", by) for by in order}
        return schemes.with_own(
            Concept("facet", by, known.label if known else Text(), position=place)
            for place, (by, known) in enumerate(labels.items())
        )

    def free(self, name: str) -> Rows:
        """The answer to a named query for every value at once, also of what must be given otherwise."""
        asked = self.find(name)
        return self._answer(asked, asked.text)

    def bounded(
        self, name: str, parameters: Mapping[str, str | int] | None, *, seconds: float, most: int = 100_000
    ) -> Rows:
        """As `query`, in a process of its own that has so much time and may give so many rows.

        With None for parameters as `free`. `QueryError` says why it was stopped.
        """
        from lcgraph.untrusted.bounded import bounded

        def work(output: BinaryIO) -> int:
            rows = self.free(name) if parameters is None else self.query(name, **parameters)
            if len(rows) > most:
                raise QueryError(
                    nl=f"het antwoord heeft meer dan {most} rijen", en=f"the answer has more than {most} rows"
                )
            pickle.dump(rows, output)
            return 0

        ended = bounded(work, seconds=seconds)
        if ended.why or not ended.output:
            raise guard.stopped(ended.why, seconds)
        rows: Rows = pickle.loads(ended.output)  # written by the lines above
        return rows

    def sparql(self, text: str) -> Answer:
        """The answer to anyone's read-only SPARQL 1.1: `Rows`, a bool, or triples.

        Updates, SERVICE and FROM of what is not in the store raise `QueryError`, with line and column.
        """
        guard.check(text, self.store.graphs())
        return self.store.query(text, union=not guard.chooses_graphs(text))

    def tables(self, threshold: Fraction | None = None) -> list[CrossTable]:
        """The cross-case tables, one per cluster, in the order of the scheme.

        A published cell that the study's own interviews contradict is marked. With a threshold they are the
        tables under another rule: that share for every group, in place of the study's own rule and its
        exceptions. Cells without counts stay as they are published.
        """
        from lcgraph.analysis.matrix import cross_tables

        roles = [str(row["value"]) for row in self._rows(_FACETS).dicts() if row["by"] == "role"]
        return cross_tables(self.cells(threshold), list(dict.fromkeys(roles)), self._own())

    def _own(self) -> dict[str, list[tuple[str, str]]]:
        """What studies have of their own, by scheme, as (study, code)."""
        own: dict[str, list[tuple[str, str]]] = {"motive": [], "cluster": []}
        for each in self.schemes:
            if each.study and each.scheme in own:
                own[each.scheme].append((each.study, each.code))
        return own

    def cells(self, threshold: Fraction | None = None) -> list[dict[str, Cell]]:
        """The rows of `cross-case-matrix`, each with what the interviews say against it (`recomputed`).

        With a threshold as in `tables`, marked `as_published`.
        """
        from lcgraph.analysis.matrix import compared, under

        rows = self.query("cross-case-matrix").dicts()
        if threshold is None:
            return compared(rows, self.query("recomputed-versus-published").dicts())
        return under(threshold, rows, self.query("threshold-sensitivity").dicts())

    def network(
        self,
        name: str,
        *,
        project: str | None = None,
        relations: Collection[str] | None = None,
        threshold: Fraction | None = None,
    ) -> nx.Graph:
        """A network of `lcgraph.analysis.networks`, or one mode of it (`project="author"`).

        `relations` are those by which a work counts for what it is cited for (supports, defines and places,
        unless given), and mean something to networks of that kind only; `threshold`, as in `tables`, to
        those of cells. `CallError` names what is valid.
        """
        from lcgraph.analysis import networks
        from lcgraph.analysis.matrix import apart

        of_cells = networks.check(name, threshold=threshold is not None, relations=relations is not None)
        chosen = [self.schemes.code("relation", each) for each in relations or networks.SPEAKING]
        own = self._own()
        if of_cells:
            cells = apart(self.cells(threshold), own)
            both = name == "motive-co-occurrence"
            network = (
                networks.co_occurrence(cells) if both else networks.case_motive(cells, codes=self._places)
            )
        elif name == "co-authorship":
            studied = {str(row["work"]) for row in self.query("studies").dicts()}
            network = networks.coauthorship(self.query("authorships").dicts(), own=studied)
        else:
            claims, authorships = (self.query(each).dicts() for each in ("citations", "authorships"))
            network = networks.literature_network(
                name,
                apart(claims, {**own, "top": own["cluster"]}),
                authorships,
                codes=self._places,
                relations=chosen,
            )
        return network if project is None else networks.projection(network, project)

    def _places(self, mode: str) -> list[str]:
        """The codes of a mode of a network in reading order; none for authors, who stand by their codes."""
        return [] if mode == "author" else self.codes(mode)

    def contrasts(
        self, by: str = "role", *, broader: bool = False, threshold: Fraction | None = None
    ) -> list[Contrast]:
        """How many groups of each value of `by` report each motive, of those that could have.

        `by` is role, setting, sector, case, start_year or an attribute of cases or groups. With `broader` the
        values are the broadest ones, so that studies with values of their own stand beside each other;
        `threshold` is as in `tables`. `CallError` names by what can be compared.
        """
        from lcgraph.analysis.contrasts import contrasts
        from lcgraph.analysis.matrix import apart

        values, order = self._values(by, broader=broader)
        return contrasts(apart(self.cells(threshold), self._own()), values, order)

    def _values(self, by: str, *, broader: bool) -> tuple[dict[tuple[str, str, str], str], list[str]]:
        """The value of each group (study, case, role), and the values in reading order."""
        rows = self._rows(_FACETS).dicts()
        valid = list(dict.fromkeys(str(row["by"]) for row in rows))
        if by not in valid and rows:
            named = self.schemes.meanings("attribute", by)
            if len(named) != 1 or named[0] not in valid:
                raise unknown("contrast", by, valid)
            by = named[0]
        mine = [row for row in rows if row["by"] == by]
        kind = "top" if broader else "value"
        values = {(str(row["study"]), str(row["case"]), str(row["role"])): str(row[kind]) for row in mine}
        return values, list(dict.fromkeys(str(row[kind]) for row in mine))

    def names(self, lang: str) -> Callable[[str, str], str]:
        """What the nodes of networks are called, by mode and code: labels, and the names of authors."""
        labels = self.labels(lang)
        authors = {row["author"]: str(row["name"]) for row in self.query("authorships").dicts()}

        def name(mode: str, code: str) -> str:
            return authors.get(code, code) if mode == "author" else labels.get((mode, code), code)

        return name

    def contradictions(self) -> int:
        """How many codings count in no cell, as the study contradicts itself about them.

        Their respondent is in no group of a case, or was not asked about the motive. `lcgraph.validate` says
        which they are.
        """
        ((count,),) = self._rows(_CONTRADICTIONS)
        return int(str(count))

    def claims(self, *, seconds: float | None = None, part_of: Graph | None = None) -> list[Verdict]:
        """Each claim of the studies, held against their cells, in the order of their `claims.csv`.

        Where this graph is what may be published of another (`part_of`), a claim whose verdict hangs on what
        is withheld is not checkable.

        The questions that studies bring themselves are strangers' SPARQL: with `seconds` each has so much
        time, in a process of its own. One that is refused or stopped makes its claim not checkable.
        """
        from lcgraph.claims import hidden, verdicts, within

        def bound(run: Callable[[str], Answer]) -> Callable[[str], Answer]:
            return run if seconds is None else within(seconds, run)

        if part_of is None:
            return verdicts(self._rows, bound(self.sparql))
        without = hidden(self._rows, part_of._rows, bound(part_of.sparql))
        return verdicts(self._rows, bound(self.sparql), without)

    def explain(self, case: str, role: str, motive: str) -> Explanation:
        """Why a cell is what it is; `CallError` when a code is unknown or the cell is in no study."""
        schemes = self.schemes
        meant = {"case": case, "role": role, "motive": motive}
        cell = {scheme: schemes.code(scheme, text) for scheme, text in meant.items()}
        findings = self.query("cell-evidence", **cell).dicts()
        if not findings:
            raise CallError(
                nl=f"over {motive} bij {role} in {case} is niets bekend: geen bron heeft deze cel",
                en=f"nothing is known of {motive} for {role} in {case}: no source has this cell",
            )
        return Explanation(
            findings,
            self.query("cell-mentions", **cell).dicts(),
            self.query("cell-respondents", **cell).dicts(),
        )

    def agreement(self, unit: str = "segment") -> list[tuple[str, Agreement]]:
        """How far coders agree, by study and motive; none for a study without coders.

        The unit of `segment` is one segment of one source of one respondent, letter for letter but for white
        space; that of `respondent` the whole interview, as the reporting rule counts. `MissingExtra` without
        the extra `agreement`.
        """
        from lcgraph.analysis.agreement import agreement

        if unit not in UNITS:
            raise unknown("unit", unit, UNITS)
        codings: dict[str, list[Coding]] = {}
        motives: dict[str, dict[str, None]] = {}
        for row in self.query("codings").dicts():
            study, motive = str(row["study"]), str(row["motive"])
            motives.setdefault(study, {})[motive] = None
            if row["coder"] and (row["segment"] or unit == "respondent"):
                where = (row["source"], " ".join(str(row["segment"]).split())) if unit == "segment" else ()
                codings.setdefault(study, []).append(((row["respondent"], *where), str(row["coder"]), motive))
        return [
            (study, found)
            for study, mine in codings.items()
            for found in agreement(mine, tuple(motives[study]))
        ]

    @property
    def schemes(self) -> Schemes:
        """The codes in this store and what they mean: shared ones, studies' own, their cases and works."""
        found = self._rows(_NAMED % " ".join(map(str, READ)))
        return Schemes(concepts_in(ox.Triple(*terms) for terms in found.terms))  # type: ignore[arg-type]

    def codes(self, scheme: str) -> list[str]:
        """The valid codes of a scheme in this store, in reading order; studies' own ones included."""
        known = (*OPEN, *CLOSED, "motive", "case", "work", "study", "attribute", "facet")
        if scheme not in known:
            raise unknown("scheme", scheme, known)
        return list((self.meanings() if scheme == "facet" else self.schemes).codes(scheme))

    def labels(self, lang: str) -> dict[tuple[str, str], str]:
        """Labels by (scheme, code), e.g. ("role", "practice-partner"); works as `Gray & Purdy (2018)`.

        What belongs to a study also stands under ("case", "bos-2023/ict"). Where studies give one code
        different labels, the plain code has all of them: `ICT / Bakery`.
        """
        labels: dict[tuple[str, str], str] = {}
        all_: dict[tuple[str, str], dict[str, None]] = {}
        for each in self.schemes:
            label = each.label.in_(lang)
            if label and each.scheme != "study":
                all_.setdefault((each.scheme, each.code), {})[label] = None
                if each.study:
                    labels[each.scheme, f"{each.study}/{each.code}"] = label
        return labels | {key: " / ".join(texts) for key, texts in all_.items()}

    def short_labels(self, lang: str) -> dict[tuple[str, str], str]:
        """The short labels for narrow columns, as in `labels`, of what has one."""
        return {
            (each.scheme, f"{each.study}/{each.code}" if each.study else each.code): each.short.in_(lang)
            for each in self.schemes
            if each.short
        }

    def quads(self, *, ontology: bool = False) -> list[ox.Quad]:
        """All quads of the studies (and of the ontology, when asked), in the one order of every export.

        What is derived of the shared schemes is among them, as far as they are spoken of here; with the files
        of the ontology all questions have what they need.
        Respondents and mentions are among them: what is published goes through `public`.
        """
        return sort_quads(self.stream(ontology=ontology))

    def stream(self, *, ontology: bool = False) -> Iterator[ox.Quad]:
        """The same quads as they come out of the store, one at a time and in no order: for large data.

        What only respondents and mentions speak of is not spoken of: it would tell what they said.
        """
        from lcgraph.study.layout import private_properties

        private = private_properties()
        shared = list(self.store.quads(SHARED.value))
        subjects, spoken_of = {quad.subject for quad in shared}, set()
        for graph in self.store.graphs():
            if graph != SHARED.value and (ontology or not graph.startswith(ONTOLOGY.value)):
                for quad in self.store.quads(graph):
                    if quad.object in subjects and quad.predicate not in private:
                        spoken_of.add(quad.object)
                    yield quad
        spoken_of |= {quad.object for quad in shared if quad.subject in spoken_of}
        yield from (quad for quad in shared if ontology or quad.subject in spoken_of)

    def public(self, *, ontology: bool = False) -> tuple[list[ox.Quad], Withheld]:
        """The quads that may be published (no respondents, no mentions), and what was withheld."""
        from lcgraph.privacy import public_quads

        return public_quads(self.quads(ontology=ontology))

    def over(self, quads: Iterable[ox.Quad]) -> Graph:
        """A graph in memory that answers from these quads and the ontology: what an export can tell."""
        memory = EmbeddedStore()
        schemes = chain(ontology_quads(), self.store.quads(SHARED.value))
        memory.replace(quad for quad in chain(schemes, quads) if quad.graph_name != ox.DefaultGraph())
        return Graph(memory)

    def reason(self) -> Reasoning:
        """What follows by logic: consistency, inferred types, or the reason why not (extra `reason`)."""
        from lcgraph import reason

        return reason.reason(self.quads(ontology=True))

    def load_checked(self, quads: Iterable[ox.Quad]) -> int:
        """Load into a new store on disk, unless a shape is broken; how many quads, 0 when nothing was loaded.

        The quads are read once: they are checked, and cells derived, in memory while they are written.
        `lcgraph.validate` says what is wrong.
        """
        from lcgraph.validate import conforms, judged, knowing

        known = knowing(())

        def derived(_: Store) -> list[ox.Quad]:
            if not conforms(judged(known)):
                raise _Refused
            return derive(EmbeddedStore.around(known.store), __version__)

        try:
            return self.store.replace(chain(ontology_quads(), known.passing(quads)), then=derived)
        except _Refused:
            return 0

    def load(self, quads: Iterable[ox.Quad]) -> int:
        """Put the ontology and quads into the store, in place of what their graphs held; derive cells.

        What else a study had there (provenance, derived cells) goes with its assertions. Returns the number
        of quads that the store was given, derived ones included.
        """
        whole = chain(ontology_quads(), quads)
        if isinstance(self.store, EmbeddedStore) and self.store.is_new:
            grounds = Grounds()
            return self.store.replace(
                grounds.passing(whole), then=lambda _: derive(grounds.store, __version__)
            )
        return self.store.replace(whole, stale=_derivatives, then=lambda store: derive(store, __version__))

    def _rows(self, text: str) -> Rows:
        found = self.store.query(text)
        if not isinstance(found, Rows):
            raise CallError(nl="deze vraag moet een SELECT zijn", en="this question must be a SELECT")
        return found


class _Refused(Exception):
    """What is being loaded breaks a shape."""


def _derivatives(graphs: Iterable[str]) -> list[str]:
    """The graphs of studies that no longer hold when these are given anew."""
    studies = {graph.removesuffix("asserted") for graph in graphs if graph.endswith("/graph/asserted")}
    return sorted(study + kind for study in studies for kind in ("provenance", "derived", "inferred"))


def _parse(path: Path, format_: ox.RdfFormat) -> Iterable[ox.Quad]:
    return ox.parse(path=str(path), format=format_)


__all__ = ["Explanation", "Graph", "ontology_quads", "open", "read_studies"]
