"""The one object that a Python user opens: studies in, answers out; wiring only.

    graph = lcgraph.open()                          the bundled study
    graph = lcgraph.open(studies=["my-study"])      study folders, read into memory
    graph = lcgraph.open(store="graph.db")          an embedded store, or a SPARQL endpoint (URL)

Every method is a question; nothing is printed or written except by `load`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from lcgraph import __version__, queries
from lcgraph.analysis.agreement import Agreement, Coding, agreement
from lcgraph.analysis.claims import Verdict
from lcgraph.analysis.contrasts import contrasts
from lcgraph.analysis.matrix import CrossTable, compared, cross_tables, under
from lcgraph.analysis.networks import (
    NETWORKS,
    SPEAKING,
    case_motive,
    co_occurrence,
    coauthorship,
    literature_network,
    projection,
)
from lcgraph.analysis.years import case_years, work_years
from lcgraph.answers import Cell, Rows
from lcgraph.claims import verdicts, within
from lcgraph.derive.derivation import Grounds, derive
from lcgraph.errors import CallError, InputError, unknown
from lcgraph.privacy import Withheld, public_quads
from lcgraph.quads import sort_quads
from lcgraph.resources import bundled_data, ontology_files
from lcgraph.say import Problem, Text
from lcgraph.store import Answer, EmbeddedStore, Store, open_store
from lcgraph.untrusted import sparql as guard
from lcgraph.vocab import CODES, ONTOLOGY

if TYPE_CHECKING:
    import networkx as nx

    from lcgraph.reason import Reasoning
    from lcgraph.render.pictures import Edition, Picture

_LABELS = """SELECT ?thing ?code ?label WHERE {
  ?thing skos:notation ?code .
  { ?thing skos:prefLabel ?label . FILTER(LANG(?label) = "%s") }
  UNION { ?thing a lcg:Work ; rdfs:label ?label } } ORDER BY ?thing"""
_OWN = """SELECT ?study ?code WHERE {
  ?motive a lcg:Motive ; skos:notation ?code ; lcg:partOfStudy/skos:notation ?study } ORDER BY ?study ?code"""
_CONTRADICTIONS = """SELECT (COUNT(DISTINCT ?mention) AS ?n) WHERE {
  { ?mention lcg:byRespondent ?respondent ; lcg:mentionsMotive ?motive .
    ?respondent lcg:notAskedAbout ?motive }
  UNION { ?mention lcg:byRespondent ?respondent MINUS { ?respondent lcg:inGroup/lcg:inCase ?case } } }"""
_CODES = {
    "case": "SELECT DISTINCT ?code WHERE { ?x a lcg:Case ; skos:notation ?code ; lcg:position ?p } "
    "ORDER BY ?p ?code",
    "motive": "SELECT DISTINCT ?code WHERE { ?x a lcg:Motive ; skos:notation ?code ; lcg:position ?p } "
    "ORDER BY ?p ?code",
    "work": "SELECT DISTINCT ?code WHERE { ?x a lcg:Work ; skos:notation ?code } ORDER BY ?code",
    "study": "SELECT DISTINCT ?code WHERE { ?x a lcg:Study ; skos:notation ?code } ORDER BY ?code",
    "sector": "SELECT DISTINCT ?code WHERE { ?x a lcg:Sector ; skos:notation ?code } ORDER BY ?code",
}


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
        raise CallError("name study folders or a store, not both: load the folders into the store first")
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
        """The answer to a named query; `CallError` names the valid queries, parameters and values."""
        return self._rows(queries.bind(queries.find(name), parameters, self.codes))

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
        own = [(str(study), str(code)) for study, code in self._rows(_OWN)]
        return cross_tables(self.cells(threshold), CODES["role"], own)

    def cells(self, threshold: Fraction | None = None) -> list[dict[str, Cell]]:
        """The rows of `cross-case-matrix`, each with what the interviews say against it (`recomputed`).

        With a threshold as in `tables`, marked `as_published`.
        """
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
        if name not in NETWORKS:
            raise unknown("network", name, NETWORKS)
        if threshold is not None and name not in ("case-motive", "motive-co-occurrence"):
            raise CallError(f"{name} is about literature, which no threshold changes: leave it out")
        if relations is not None and name in ("case-motive", "motive-co-occurrence", "co-authorship"):
            raise CallError(f"{name} does not rest on what works are cited for: leave the relations out")
        for relation in relations or ():
            if relation not in CODES["relation"]:
                raise unknown("relation", relation, CODES["relation"])
        if name == "motive-co-occurrence":
            network = co_occurrence(self.cells(threshold))
        elif name == "case-motive":
            network = case_motive(self.cells(threshold), codes=self._places)
        elif name == "co-authorship":
            own = {str(row["work"]) for row in self.query("studies").dicts()}
            network = coauthorship(self.query("authorships").dicts(), own=own)
        else:
            claims, authorships = (self.query(each).dicts() for each in ("literature-claims", "authorships"))
            network = literature_network(
                name, claims, authorships, codes=self._places, relations=relations or SPEAKING
            )
        return network if project is None else projection(network, project)

    def _places(self, mode: str) -> list[str]:
        """The codes of a mode of a network in reading order; none for authors, who stand by their codes."""
        return [] if mode == "author" else self.codes(mode)

    def picture(
        self,
        name: str,
        *,
        lang: str = "en",
        by: str = "role",
        relations: Collection[str] | None = None,
        threshold: Fraction | None = None,
    ) -> Picture:
        """One of the `PICTURES` (`lcgraph.render.pictures`), to be written by `render_picture`.

        `by` divides a contrast (role or setting); `relations` and `threshold` are as in `network`.
        `CallError` names what is valid, and says so when there is nothing to draw.
        """
        from lcgraph.render.pictures import PICTURES, Edition

        if name not in PICTURES:
            raise unknown("picture", name, PICTURES)
        if threshold is not None and name == "literature":
            raise CallError("the picture literature shows no cells, which a threshold could change")
        if relations is not None and name not in ("literature", "timeline"):
            raise CallError(f"the picture {name} does not rest on what works are cited for: no relation")
        studies, minimums = (self.query(each).dicts() for each in ("studies", "rule-minimums"))
        edition = Edition(lang, self.labels(lang), studies, minimums, threshold)
        if name == "matrix":
            from lcgraph.render.pictures.matrix import draw_matrix

            return draw_matrix(self.tables(threshold), edition)
        if name == "contrast":
            return self._contrast(by, edition)
        if name == "co-occurrence":
            from lcgraph.render.pictures.cooccurrence import draw_co_occurrence

            clusters = {str(row["motive"]): str(row["cluster"] or "") for row in self.cells()}
            network = self.network("motive-co-occurrence", threshold=threshold)
            return draw_co_occurrence(network, clusters, edition)
        chosen = tuple(relations or SPEAKING)
        return (self._literature if name == "literature" else self._timeline)(chosen, edition)

    def _contrast(self, by: str, edition: Edition) -> Picture:
        from lcgraph.render.pictures.contrast import SIDES, draw_contrast

        if by not in SIDES:
            raise unknown("contrast", by, SIDES)
        left, right = CODES[by]
        settings = {(row["study"], row["case"]): row["setting"] for row in self.query("cases").dicts()}

        def side(row: Mapping[str, Cell]) -> Cell:
            return row["role"] if by == "role" else settings.get((row["study"], row["case"]))

        found = contrasts(self.cells(edition.threshold), (left, right), side)
        return draw_contrast(found, by, (left, right), edition)

    def _literature(self, relations: Sequence[str], edition: Edition) -> Picture:
        from lcgraph.render.pictures.literature import draw_literature

        network = self.network("author-cluster", relations=relations)
        called = self.names(edition.lang)
        authors = {code: called("author", code) for _, code in network.nodes(data="code")}
        return draw_literature(network, authors, relations, edition)

    def _timeline(self, relations: Sequence[str], edition: Edition) -> Picture:
        from lcgraph.render.pictures.timeline import draw_timeline

        cases = case_years(self.query("cases").dicts(), edition.studies, self.cells(edition.threshold))
        claims, years = (self.query(each).dicts() for each in ("literature-claims", "work-years"))
        works = work_years(claims, years, relations=relations, clusters=self.codes("cluster"))
        return draw_timeline(cases, works, relations, edition)

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

        The questions that studies bring themselves are strangers' SPARQL: with `seconds` each has so much
        time, in a process of its own. One that is refused or stopped makes its claim not checkable.
        """
        return verdicts(self._rows, self.sparql if seconds is None else within(seconds, self.sparql))

    def explain(self, case: str, role: str, motive: str) -> Explanation:
        """Why a cell is what it is; `CallError` when a code is unknown or the cell is in no study."""
        cell = {"case": case, "role": role, "motive": motive}
        findings = self.query("cell-evidence", **cell).dicts()
        if not findings:
            raise CallError(f"nothing is known of {motive} for {role} in {case}: no source has this cell")
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

    def codes(self, scheme: str) -> list[str]:
        """The valid codes of a scheme in this store, in reading order; studies' own ones included."""
        if scheme in _CODES:
            return [str(row[0]) for row in self._rows(_CODES[scheme])]
        if scheme in CODES:
            return list(CODES[scheme])
        raise unknown("scheme", scheme, [*CODES, *_CODES])

    def labels(self, lang: str) -> dict[tuple[str, str], str]:
        """Labels by (scheme, code), e.g. ("role", "practice-partner"); works as `Gray & Purdy (2018)`.

        What belongs to a study also stands under ("case", "bos-2023/ict"). Where studies give one code
        different labels, the plain code has all of them: `ICT / Bakery`.
        """
        labels: dict[tuple[str, str], str] = {}
        shared: dict[tuple[str, str], list[str]] = {}
        for thing, code, label in self._rows(_LABELS % ("nl" if lang == "nl" else "en")):
            rest, scheme, _ = str(thing).rsplit("/", 2)
            study = rest.partition("/study/")[2]
            if study:
                labels[scheme, f"{study}/{code}"] = str(label)
            shared.setdefault((scheme, str(code)), []).append(str(label))
        return labels | {key: " / ".join(dict.fromkeys(texts)) for key, texts in shared.items()}

    def quads(self, *, ontology: bool = False) -> list[ox.Quad]:
        """All quads of the studies (and of the ontology, when asked), in the one order of every export.

        Respondents and mentions are among them: what is published goes through `public`.
        """
        return sort_quads(self.stream(ontology=ontology))

    def stream(self, *, ontology: bool = False) -> Iterator[ox.Quad]:
        """The same quads as they come out of the store, one at a time and in no order: for large data."""
        for graph in self.store.graphs():
            if ontology or not graph.startswith(ONTOLOGY.value):
                yield from self.store.quads(graph)

    def public(self, *, ontology: bool = False) -> tuple[list[ox.Quad], Withheld]:
        """The quads that may be published (no respondents, no mentions), and what was withheld."""
        return public_quads(self.quads(ontology=ontology))

    def over(self, quads: Iterable[ox.Quad]) -> Graph:
        """A graph in memory that answers from these quads and the ontology: what an export can tell."""
        memory = EmbeddedStore()
        memory.replace(quad for quad in [*ontology_quads(), *quads] if quad.graph_name != ox.DefaultGraph())
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
            raise CallError("this question must be a SELECT")
        return found


class _Refused(Exception):
    """What is being loaded breaks a shape."""


def _derivatives(graphs: Iterable[str]) -> list[str]:
    """The graphs of studies that no longer hold when these are given anew."""
    studies = {graph.removesuffix("asserted") for graph in graphs if graph.endswith("/graph/asserted")}
    return sorted(study + kind for study in studies for kind in ("provenance", "derived", "inferred"))


def _parse(path: Path, format_: ox.RdfFormat) -> Iterable[ox.Quad]:
    return ox.parse(path=str(path), format=format_)


__all__ = ["Explanation", "Graph", "Verdict", "ontology_quads", "open", "read_studies"]
