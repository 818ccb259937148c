"""The one object that a Python user opens: studies in, answers out; it asks, and draws nothing.

    graph = lcgraph.open()                          the bundled study
    graph = lcgraph.open(studies=["my-study"])      study folders, read into memory
    graph = lcgraph.open(store="graph.db")          an embedded store, or a SPARQL endpoint (URL)

Every method is a question; nothing is printed or written except by `load`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from lcgraph import __version__, queries
from lcgraph.answers import Cell, Rows
from lcgraph.errors import CallError, InputError, QueryError, ambiguous, unknown
from lcgraph.resources import bundled_data, default_language, ontology_files, query_files
from lcgraph.say import Problem, Text
from lcgraph.schemes import CLOSED, OPEN, READ, Concept, Schemes, concepts_in
from lcgraph.store import Answer, Dataset, EmbeddedStore, Store, open_store
from lcgraph.untrusted import sparql as guard
from lcgraph.vocab import CONSENSUS, LCG, ONTOLOGY, SHARED, SKOS, concept

if TYPE_CHECKING:
    from fractions import Fraction

    import networkx as nx

    from lcgraph.analysis.agreement import Agreement
    from lcgraph.analysis.claims import Verdict
    from lcgraph.analysis.contrasts import Contrast
    from lcgraph.analysis.highlights import Highlights
    from lcgraph.privacy.withheld import Withheld
    from lcgraph.reason import Reasoning
    from lcgraph.render.crosstables.notebook import Tables

_COMPARED = ("role", "setting", "sector")
"""By what groups are compared first."""
_FACETS = """SELECT ?study ?case ?role ?by ?value ?top WHERE {
  ?group lcg:facet ?facet ; lcg:inCase ?theCase ; lcg:role/skos:notation ?role .
  ?theCase skos:notation ?case ; lcg:partOfStudy/skos:notation ?study .
  ?facet lcg:facetBy ?by ; lcg:facetValue ?value ; lcg:facetTop ?top ; lcg:position ?position
} ORDER BY ?by (IF(?by = "case", ?study, "")) ?position ?value"""
_PLACE = re.compile(r"(line|regel) \d+, (column|kolom) \d+: ")
_STUDIES = "SELECT ?id WHERE { ?study a lcg:Study ; skos:notation ?id } ORDER BY ?id"
_WITHHELD = """SELECT ?study ?case ?role WHERE {
  ?group lcg:answersWithheld true ; lcg:inCase ?theCase ; lcg:role/skos:notation ?role .
  ?theCase skos:notation ?case ; lcg:partOfStudy/skos:notation ?study
} ORDER BY ?study ?case ?role"""
_HIDDEN = concept("status", "withheld").value
_HIDING = f"""SELECT DISTINCT ?case WHERE {{
  {{ ?group lcg:answersWithheld true ; lcg:inCase ?any }}
  UNION {{ ?cell lcg:status <{_HIDDEN}> ; lcg:aboutGroup/lcg:inCase ?any }}
  ?any lcg:partOfStudy ?study . ?theCase a lcg:Case ; lcg:partOfStudy ?study ; skos:notation ?case }}"""
_SIZES = """SELECT ?thing ?property ?value WHERE {
  VALUES ?class { lcg:Study lcg:PartnerGroup lcg:Respondent lcg:DerivedFinding lcg:PublishedFinding }
  VALUES ?property {
    rdf:type lcg:partOfStudy lcg:respondents lcg:inGroup lcg:aboutGroup lcg:aboutMotive lcg:status
    lcg:respondentsMentioning lcg:respondentsAsked dcterms:source bibo:doi dcterms:bibliographicCitation
  }
  ?thing a ?class ; ?property ?value }"""
_OWN_QUERIES = """SELECT ?study ?name ?text WHERE {
  ?query a lcg:Query ; skos:notation ?name ; lcg:sparql ?text ; lcg:partOfStudy/skos:notation ?study
} ORDER BY ?study ?name"""
_COMPARED_BY = "SELECT DISTINCT ?by WHERE { ?facet lcg:facetBy ?by }"
_CONSENSUS = """SELECT ?study ?consensus WHERE {
  ?theStudy lcg:reportingRule/lcg:consensus ?consensus ; skos:notation ?study } ORDER BY ?study"""
_CODERS = """SELECT DISTINCT ?theStudy ?study ?coder WHERE {
  ?mention a lcg:Mention ; lcg:partOfStudy ?theStudy . ?theStudy skos:notation ?study
  OPTIONAL { ?mention lcg:coder ?coder } } ORDER BY ?study ?coder"""
_CONTRADICTIONS = """SELECT (COUNT(DISTINCT ?mention) AS ?n) WHERE {
  { ?mention lcg:byRespondent ?respondent ; lcg:mentionsMotive ?motive .
    ?respondent lcg:notAskedAbout ?motive }
  UNION { ?mention lcg:byRespondent ?respondent MINUS { ?respondent lcg:inGroup/lcg:inCase ?case } } }"""
_NAMED = """SELECT ?thing ?property ?value WHERE {
  { SELECT DISTINCT ?thing WHERE {
      { VALUES ?said { %(said)s } ?thing ?said ?any }
      UNION { VALUES ?class { lcg:Study lcg:Case lcg:Motive lcg:Work lcg:Query lcg:ReportingRule }
              ?thing a ?class }
      FILTER EXISTS { ?thing skos:notation ?code } } }
  VALUES ?property { skos:notation %(said)s }
  ?thing ?property ?value }"""
"""Codes with what is said of them; not those of mentions and respondents, of which there are many."""


_PASSAGES = """SELECT ?respondent ?segment ?source ?coder ?study WHERE {
  ?passage a lcg:ReadPassage ; lcg:wordsOf/skos:notation ?respondent ; lcg:partOfStudy/skos:notation ?study .
  OPTIONAL { ?passage lcg:segment ?segment }
  OPTIONAL { ?passage lcg:segmentSource ?source }
  OPTIONAL { ?passage lcg:coder ?coder } } ORDER BY ?study ?respondent ?source ?segment ?coder"""
"""What coders read without finding a motive."""
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
    *,
    studies: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (),
    store: str | None = None,
    consensus: str = "",
) -> Graph:
    """A graph over study folders, a store, or (with neither) the bundled study.

    `consensus` says which codings count, in the place of what the rules of the studies say: `union`, `both`,
    `majority`, or the name of a coder; `CallError` where a study with codings has none of that name.

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
        return _recounted(Graph(open_store(store)), consensus)
    memory = _with_ontology()
    if studies:
        memory.add(read_studies([Path(study) for study in studies]))
        memory.add(_derive(memory))
    else:
        memory.read(bundled_data(), ox.RdfFormat.TRIG)  # what follows from it stands in it
    return _recounted(Graph(memory), consensus)


def _derive(store: Store) -> list[ox.Quad]:
    """What follows from a store; imported by whoever has it done, as most questions do not."""
    from lcgraph.derive.derivation import derive

    return derive(store, __version__)


def _with_ontology() -> EmbeddedStore:
    """A store in memory that holds the ontology and the shared schemes."""
    memory = EmbeddedStore()
    for path in ontology_files():
        memory.read(path, ox.RdfFormat.TURTLE, ONTOLOGY)
    return memory


def _recounted(graph: Graph, consensus: str) -> Graph:
    """A graph with the cells of its interviews counted by this consensus of coders; itself with ""."""
    if not consensus:
        return graph
    coders: dict[tuple[ox.NamedNode, str], list[str]] = {}
    for iri, study, coder in graph._rows(_CODERS).terms:
        if isinstance(iri, ox.NamedNode) and isinstance(study, ox.Literal):
            named = [coder.value] if isinstance(coder, ox.Literal) else []
            coders.setdefault((iri, study.value), []).extend(named)
    for (_, id_), known in coders.items():
        if consensus not in (*CONSENSUS, *known):
            raise _no_coder(consensus, id_, known)
    derived = {f"{iri.value}/graph/derived" for iri, _ in coders}
    memory = _with_ontology()
    memory.add(_ruled(graph, derived, ox.Literal(consensus)))
    memory.add(_derive(memory))
    return Graph(memory)


def _no_coder(coder: str, study: str, known: Sequence[str]) -> CallError:
    listed = ", ".join(known)
    return CallError(
        nl=f"{study} heeft geen codeur {coder!r}: "
        + (f"wel {listed}" if known else "geen codering noemt er een"),
        en=f"{study} has no coder {coder!r}: " + (f"it has {listed}" if known else "no coding names one"),
    )


def _ruled(graph: Graph, derived: Collection[str], consensus: ox.Literal) -> Iterator[ox.Quad]:
    """The quads of studies without what was derived, each rule with this consensus."""
    for name in graph.store.graphs():
        if name in derived or name.startswith(ONTOLOGY.value):
            continue
        for quad in graph.store.quads(name):
            if quad.predicate != LCG.consensus:
                yield quad
            if quad.predicate == LCG.reportingRule and isinstance(quad.object, ox.NamedNode):
                yield ox.Quad(quad.object, LCG.consensus, consensus, quad.graph_name)


def ontology_quads() -> list[ox.Quad]:
    """The ontology and the shared schemes, all in the graph of the ontology."""
    triples = (
        quad for path in ontology_files() for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    )
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

        A column `withheld` counts what a public edition leaves out; other data have no such column.
        One that a study brings is strangers' SPARQL, and asked as such (`sparql`).
        """
        asked = self.find(name)
        return self._answer(asked, queries.bind(asked, parameters, self.meanings))

    def text(self, name: str, **parameters: str | int) -> str:
        """The SPARQL of a named query with its values: what `query` asks."""
        return queries.bind(self.find(name), parameters, self.meanings)

    def _answer(self, asked: queries.Query, text: str) -> Rows:
        if not asked.study:
            rows = self._rows(text)
            return rows if "withheld" not in rows.columns or self.partial else rows.without("withheld")
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
        import pickle

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

    def sparql(self, text: str, *, seconds: float | None = 60) -> Answer:
        """The answer to anyone's read-only SPARQL 1.1: `Rows`, a bool, or triples.

        Updates, SERVICE and FROM of what is not in the store raise `QueryError`, with line and column; so
        does a prefix that nothing declares, with the nearest one. It is answered in a process of its own with
        so much time, and bounded memory; with None in this one, without bounds.
        """
        guard.check(text, self.store.graphs())
        if seconds is None:
            return self._asked(text)

        import pickle

        from lcgraph.untrusted.bounded import bounded

        def work(output: BinaryIO) -> int:
            pickle.dump(self._asked(text), output)
            return 0

        ended = bounded(work, seconds=seconds)
        if ended.why or not ended.output:
            raise guard.stopped(ended.why, seconds, "seconds")
        answer: Answer = pickle.loads(ended.output)  # written by the lines above
        return answer

    def _asked(self, text: str) -> Answer:
        return _with_nearest(text, lambda: self.store.query(text, union=not guard.chooses_graphs(text)))

    def asked(
        self, text: str, *, base: str, default: Sequence[str] = (), named: Sequence[str] = ()
    ) -> Answer:
        """As `sparql`, in the way of the SPARQL 1.1 Protocol: what an endpoint at `base` answers.

        `default` and `named` are the graphs that are asked, in the place of those that FROM names. One that
        is not here is an empty graph and no error. `CallError` for a store that is itself an endpoint.
        """
        store = self.store
        if not isinstance(store, EmbeddedStore):
            raise CallError(
                nl="dit is een endpoint: vraag het zelf", en="this is an endpoint: ask it directly"
            )
        guard.check(text, None)
        dataset = Dataset(tuple(default), tuple(named)) if default or named else None
        union = not guard.chooses_graphs(text)
        return _with_nearest(text, lambda: store.query(text, union=union, base=base, dataset=dataset))

    def consensus(self) -> dict[str, str]:
        """By which consensus of coders was counted, by study; without those whose rule does not say."""
        return {str(study): str(consensus) for study, consensus in self._rows(_CONSENSUS)}

    def __repr__(self) -> str:
        studies = ", ".join(str(study) for (study,) in self._rows(_STUDIES))
        return f"<lcgraph.Graph of {studies or 'no study'}>"

    def _repr_html_(self) -> str:
        """Its cross-case tables, as a notebook shows them."""
        from html import escape

        return f"<p>{escape(repr(self))}</p>{self.tables()._repr_html_()}"

    def tables(self, threshold: Fraction | None = None) -> Tables:
        """The cross-case tables, one per cluster, in the order of the scheme.

        A published cell that the study's own interviews contradict is marked. With a threshold they are the
        tables under another rule: that share for every group, in place of the study's own rule and its
        exceptions. Cells without counts stay as they are published.
        """
        from lcgraph.analysis.matrix import cross_tables
        from lcgraph.render.crosstables.notebook import Tables

        roles = [str(row["value"]) for row in self._rows(_FACETS).dicts() if row["by"] == "role"]
        cells, hidden = self.cells(threshold), self.withheld()
        found = cross_tables(cells, list(dict.fromkeys(roles)), self._own(), hidden)
        return Tables(
            found,
            lambda lang: (self.labels(lang), self.short_labels(lang)),
            threshold,
            lang=default_language(),
            consensus=self.consensus(),
        )

    @property
    def partial(self) -> bool:
        """Whether this is a public edition that withholds answers."""
        return bool(len(self._rows(f"{_HIDING} LIMIT 1")))

    def withheld(self) -> list[tuple[str, str, str]]:
        """The groups (study, case, role) of which this edition shows neither size nor answers."""
        return [(str(study), str(case), str(role)) for study, case, role in self._rows(_WITHHELD)]

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

    def highlights(self) -> Highlights:
        """What stands out in the cells: what most groups report, where roles, settings and the like differ.

        With several studies the broadest roles and settings are held against each other, which they share. Of
        a public edition nothing is said that a withheld answer could deny.
        """
        from lcgraph.analysis.highlights import highlights
        from lcgraph.analysis.matrix import apart

        facets = self._rows(_FACETS).dicts()
        broader = len({row["study"] for row in facets}) > 1
        names = [
            by for by in dict.fromkeys(str(row["by"]) for row in facets) if by not in ("case", "start_year")
        ]
        names.sort(key=lambda by: (*_COMPARED, by).index(by))
        found = highlights(
            apart(self.cells(), self._own()), {by: self.contrasts(by, broader=broader) for by in names}
        )
        return found.of_those_shown() if self.partial else found

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

    def group_values(self, by: str) -> dict[tuple[str, str, str], str]:
        """The value of each group (study, case, role) by role, setting, sector or an attribute."""
        return self._values(by, broader=False)[0]

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

    def claims(self, *, seconds: float | None = None) -> list[Verdict]:
        """Each claim of the studies, held against their cells, in the order of their `claims.csv`.

        In a public edition a claim whose verdict hangs on what is withheld is not checkable.

        The questions that studies bring themselves are strangers' SPARQL: with `seconds` each has so much
        time, in a process of its own. One that is refused or stopped makes its claim not checkable.
        """
        from lcgraph.claims import verdicts, within

        def bound(run: Callable[[str], Answer]) -> Callable[[str], Answer]:
            return run if seconds is None else within(seconds, run)

        return verdicts(self._rows, bound(self.sparql))

    def explain(self, case: str, role: str, motive: str) -> Explanation:
        """Why a cell is what it is; `CallError` when a code is unknown or the cell is in no study."""
        schemes = self.schemes
        meant = {"case": case, "role": role, "motive": motive}
        cell = {scheme: schemes.code(scheme, text) for scheme, text in meant.items()}
        findings = self.query("cell-evidence", **cell).dicts()
        if not findings and (cell["case"],) in list(self._rows(_HIDING)):
            raise CallError(
                nl=f"over {motive} bij {role} in {case} zegt deze openbare uitgave niets: het antwoord is "
                "achtergehouden, of geen groep die getoond mag worden noemt het motief",
                en=f"of {motive} for {role} in {case} this public edition says nothing: the answer is "
                "withheld, or no group that may be shown names the motive",
            )
        if not findings:
            known = f"lcgraph query cross-case-matrix --case {cell['case']}"
            raise CallError(
                nl=f"over {motive} bij {role} in {case} is niets bekend: geen bron heeft deze cel. "
                f"Wel: {known}",
                en=f"nothing is known of {motive} for {role} in {case}: no source has this cell. "
                f"What there is: {known}",
            )
        return Explanation(
            findings,
            self.query("cell-mentions", **cell).dicts(),
            self.query("cell-respondents", **cell).dicts(),
        )

    def agreement(self, unit: str = "segment") -> list[tuple[str, Agreement]]:
        """How far coders agree, by study and motive; none for a study without coders.

        The unit of `segment` is one passage of one source of one respondent, of those that anyone coded, for
        every coder of that interview; that of `respondent` the whole of it, as the reporting rule counts.
        `MissingExtra` without the extra `agreement`.
        """
        from lcgraph.analysis.agreement import agreement
        from lcgraph.analysis.units import Coded, units

        if unit not in UNITS:
            raise unknown("unit", unit, UNITS)
        codings: dict[str, list[Coded]] = {}
        motives: dict[str, dict[str, None]] = {}
        for row in (*self.query("codings").dicts(), *self._rows(_PASSAGES).dicts()):
            study, motive = str(row["study"]), str(row.get("motive") or "")
            if motive:
                motives.setdefault(study, {})[motive] = None
            if row["coder"]:
                said = {name: str(row[name] or "") for name in ("respondent", "source", "segment", "coder")}
                codings.setdefault(study, []).append(Coded(**said, motive=motive))
        return [
            (study, found)
            for study, mine in codings.items()
            for found in agreement(units(mine, unit), tuple(motives.get(study, ())))
        ]

    @cached_property
    def schemes(self) -> Schemes:
        """The codes in this store and what they mean: shared ones, studies' own, their cases and works.

        They are read once, and anew after `load`.
        """
        said = " ".join(str(each) for each in READ if each != SKOS.notation)
        found = self._rows(_NAMED % {"said": said})
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
        from lcgraph.quads import sort_quads

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

    def public(
        self, *, ontology: bool = False, earlier: Iterable[Iterable[ox.Quad]] = ()
    ) -> tuple[list[ox.Quad], Withheld]:
        """The quads that may be published (no respondents, no mentions), and what was withheld.

        `earlier` are the quads of public editions before this one: what differs by one or two people from
        them is what these people said, and is withheld.
        """
        from lcgraph.privacy.gathered import earlier_sizes
        from lcgraph.privacy.rule import public_quads
        from lcgraph.quads import sort_quads

        quads, withheld = public_quads(self.stream(ontology=ontology), earlier_sizes(earlier))
        return sort_quads(quads), withheld

    def left_out(self) -> list[Text]:
        """What a reader is told that this edition leaves out; nothing where it leaves out no answer."""
        from lcgraph.privacy.withheld import told

        cells = self._rows(f"SELECT DISTINCT ?cell WHERE {{ ?cell lcg:status <{_HIDDEN}> }}")
        return told(len(self.withheld()), len(cells))

    @property
    def interviewed(self) -> bool:
        """Whether cells here follow from interviews, though these need not be here themselves."""
        return bool(len(self._rows("SELECT ?cell WHERE { ?cell a lcg:DerivedFinding } LIMIT 1")))

    def published(self, *, earlier: Iterable[Iterable[ox.Quad]] = ()) -> tuple[Graph, Withheld]:
        """A graph in memory over what may be published of this one, and what was withheld (see `public`)."""
        quads, withheld = self.public(earlier=earlier)
        return self.over(quads), withheld

    def few(self) -> int:
        """How many groups and cells here are about so few people that a public edition withholds them."""
        from lcgraph.privacy.rule import PublicRule

        said = (ox.Triple(*terms) for terms in self._rows(_SIZES).terms)  # type: ignore[arg-type]
        rule = PublicRule(ox.Quad(each.subject, each.predicate, each.object) for each in said)
        return len(rule.groups) + sum(
            rule.known.value(cell, LCG.aboutGroup) not in rule.groups for cell in rule.cells
        )

    def over(self, quads: Iterable[ox.Quad]) -> Graph:
        """A graph in memory that answers from these quads and the ontology: what an export can tell."""
        memory = _with_ontology()
        shared = self.store.quads(SHARED.value)
        memory.add(quad for quad in chain(shared, quads) if quad.graph_name != ox.DefaultGraph())
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

        self.__dict__.pop("schemes", None)
        known = knowing(())

        def derived(_: Store) -> list[ox.Quad]:
            if not conforms(judged(known)):
                raise _Refused
            return _derive(EmbeddedStore.around(known.store))

        try:
            return self.store.replace(chain(ontology_quads(), known.passing(quads)), then=derived)
        except _Refused:
            return 0

    def load(self, quads: Iterable[ox.Quad]) -> int:
        """Put the ontology and anyone's quads into the store; derive cells; how many quads it was given.

        What else a study had there (provenance, derived cells) goes with its assertions. Quads are data,
        never vocabulary: the names of their graphs are not taken over, and `InputError` names what they may
        not say (see `lcgraph.received`).
        """
        from lcgraph.received import Received

        received = Received(list(quads))
        if received.problems:
            raise InputError(received.problems)
        return self.put(received)

    def put(self, quads: Iterable[ox.Quad]) -> int:
        """As `load`, of quads that are ours: made of a study folder, or received and in order."""
        self.__dict__.pop("schemes", None)
        whole = chain(ontology_quads(), quads)
        if isinstance(self.store, EmbeddedStore) and self.store.is_new:
            from lcgraph.derive.derivation import Grounds

            grounds = Grounds()
            return self.store.replace(grounds.passing(whole), then=lambda _: _derive(grounds.store))
        return self.store.replace(whole, stale=_derivatives, then=_derive)

    def _rows(self, text: str) -> Rows:
        found = self.store.query(text)
        if not isinstance(found, Rows):
            raise CallError(nl="deze vraag moet een SELECT zijn", en="this question must be a SELECT")
        return found


def _with_nearest(text: str, ask: Callable[[], Answer]) -> Answer:
    """The answer; a prefix that nothing declares is told with the nearest one."""
    from lcgraph.untrusted.terms import undeclared

    try:
        return ask()
    except QueryError as error:
        if told := undeclared(text):
            nl, en = (_PLACE.match(error.in_(lang)) for lang in ("nl", "en"))
            raise QueryError(
                nl=(nl.group() if nl else "") + told.nl, en=(en.group() if en else "") + told.en
            ) from error
        raise


class _Refused(Exception):
    """What is being loaded breaks a shape."""


def _derivatives(graphs: Iterable[str]) -> list[str]:
    """The graphs of studies that no longer hold when these are given anew."""
    studies = {graph.removesuffix("asserted") for graph in graphs if graph.endswith("/graph/asserted")}
    return sorted(study + kind for study in studies for kind in ("provenance", "derived", "inferred"))


__all__ = ["Explanation", "Graph", "ontology_quads", "open", "read_studies"]
