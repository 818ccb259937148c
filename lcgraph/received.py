"""RDF that came from elsewhere, before it is believed: what it may speak of, and in which graph it stands.

A file is data, never vocabulary. It speaks of the studies that it holds, of works and people, and of what has
no IRI of lcgraph; never of the terms and codes of lcgraph or of another study. Which graph its statements
stand in is decided here: those of a study in the study's graphs, all others in one whose IRI is made of what
they say. The names of graphs in the file are the sender's, and are not taken over. What lcgraph says itself
(the ontology, whatever is derived or inferred) is left out: it is made anew.

Goes in: statements that can be gone through twice. Comes out: `Received`, whose quads may go into a store
when it has no problems.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from lcgraph.resources import ontology_files
from lcgraph.say import Problem, Text
from lcgraph.vocab import BASE, LCG, ONTOLOGY, PROV, RDF, RDFS, SKOS

_STUDY: Final = re.compile(re.escape(BASE) + r"study/[A-Za-z0-9][A-Za-z0-9._-]*(?=/|$)")
_CODE: Final = re.compile(_STUDY.pattern + r"/(?P<scheme>[a-z]+)/(?P<code>[^/]+)")
_FREE: Final = tuple(f"{BASE}{first}/" for first in ("work", "agent", "journal", "publisher"))
"""What studies share without owning it: the literature, its people, journals and publishers."""
_SOFTWARE: Final = re.compile(re.escape(BASE) + r"software/lcgraph/[\w.+-]+")
_CONCEPTS: Final = {
    LCG.Motive: "motive",
    LCG.MotiveCluster: "cluster",
    LCG.MotiveLevel: "level",
    LCG.PartnerRole: "role",
    LCG.Setting: "setting",
    LCG.Sector: "sector",
    LCG.Phase: "phase",
    LCG.CellStatus: "status",
    LCG.CountQualifier: "qualifier",
    LCG.CitationRelation: "relation",
    LCG.MatchKind: "match",
}
"""The classes of what has a code, and the schemes of the codes."""
_SAID_OF_SHARED: Final = frozenset(
    {
        LCG.hasPlacement,
        *(SKOS.closeMatch, SKOS.exactMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch),
    }
)
"""What a study may say of a shared code: where a work places it, and what it is like."""
DERIVED: Final = frozenset(
    {
        *(LCG.topConcept, LCG.topCluster, LCG.governedBy, LCG.minimum, LCG.hasPhase),
        *(LCG.facet, LCG.facetBy, LCG.facetValue, LCG.facetTop, LCG.facetWithin, LCG.setAsideBy),
    }
)
"""The properties that only deriving says (a test compares them)."""
_KINDS: Final = ("asserted", "provenance")
_MOST: Final = 20
"""How many things are told of a file that may not be said."""
_FINDING: Final = re.compile(r"/(finding/.*|derivation)$")


class Received:
    """What somebody's statements become: quads, and what is wrong with them.

    `studies` are the IRIs of the studies that they hold; `left_out` counts, once the quads are gone through,
    the statements that stand where only lcgraph writes, apart from what lcgraph says itself.
    """

    def __init__(self, statements: Iterable[Quad]) -> None:
        self._statements = statements
        self._told: dict[str, Problem] = {}
        self._derived: set[object] = set()
        self._facets: set[object] = set()
        self._concepts: dict[object, str] = {}
        self._coded: dict[object, str] = {}
        self._grouped: set[str] = set()
        self.studies: set[str] = set()
        self.left_out = self.count = 0
        self._look()
        self.problems: list[Problem] = self._judge()

    def _look(self) -> None:
        """Go through the statements once: the studies, what was derived, and what all of them say."""
        said, codes = hashlib.sha256(), {code for _, code in shared_codes()}
        for quad in self._statements:
            self.count += 1
            said.update(_line(quad))
            if quad.predicate == RDF.type:
                self._note(quad.subject, quad.object)
            elif quad.predicate == LCG.inGroup:
                self._grouped.add(_iri(quad.object).partition("/group/")[0])
            elif quad.predicate == SKOS.notation and (code := getattr(quad.object, "value", "")) in codes:
                self._coded[quad.subject] = code
        self._rest = NamedNode(f"{BASE}graph/{said.hexdigest()[:32]}")
        if self._grouped - self.studies:  # of groups whose IRIs do not say their study
            self._grouped |= self.studies

    def _note(self, thing: object, class_: object) -> None:
        if class_ == LCG.Study and isinstance(thing, NamedNode):
            self.studies.add(thing.value)
        elif class_ == LCG.DerivedFinding:
            self._derived.add(thing)
        elif class_ == LCG.Facet:
            self._facets.add(thing)
        elif isinstance(class_, NamedNode) and class_ in _CONCEPTS:
            self._concepts[thing] = _CONCEPTS[class_]

    # ---- What it may not say

    def _judge(self) -> list[Problem]:
        for study in sorted(self.studies):
            if _is_ours(study) and not _STUDY.fullmatch(study):
                self._tell(
                    study,
                    nl="kan niet de IRI van een studie zijn: schrijf er een als "
                    "https://w3id.org/lcgraph/study/mijn-studie",
                    en="cannot be the IRI of a study: write one like https://w3id.org/lcgraph/study/my-study",
                )
        for thing, code in self._coded.items():
            if (self._concepts.get(thing, ""), code) in shared_codes() and not _is_shared(_iri(thing)):
                self._tell_code(_iri(thing) or str(thing), code)
        for quad in self._statements:
            if not self._is_made_here(quad) and not self._is_kept(quad):
                self._judge_one(quad)
        told = list(self._told.values())
        return told[:_MOST] + ([_and_more(len(told) - _MOST)] if len(told) > _MOST else [])

    def _judge_one(self, quad: Quad) -> None:
        subject, object_ = _iri(quad.subject), _iri(quad.object)
        if _is_shared(subject):
            if quad.predicate not in _SAID_OF_SHARED:
                self._tell(
                    subject,
                    nl="is van lcgraph zelf, en een bestand zegt daar niets over: laat die uitspraken weg, "
                    "of geef wat van de studie is een IRI onder de studie",
                    en="is lcgraph's own, and a file says nothing of it: leave those statements out, or give "
                    "what is the study's an IRI below the study",
                )
        elif study := _STUDY.match(subject):
            self._refuse_absent(study.group())
            own = _CODE.fullmatch(subject)
            if own and (own["scheme"], own["code"]) in shared_codes():
                self._tell_code(subject, own["code"])
        if quad.predicate.value.startswith(LCG.iri) and (study := _STUDY.match(object_)):
            self._refuse_absent(study.group())

    def _refuse_absent(self, study: str) -> None:
        if study not in self.studies:
            self._tell(
                study,
                nl="staat niet als lcg:Study in dit bestand, dat er dus niets over zegt: zet wat bij elkaar "
                "hoort in één bestand",
                en="is not in this file as lcg:Study, so it says nothing of it: put what belongs together "
                "into one file",
            )

    def _tell_code(self, thing: str, code: str) -> None:
        self._tell(
            thing,
            nl=f"heeft de code {code!r}, die al in de gedeelde schema's staat: kies een andere code",
            en=f"has the code {code!r}, which the shared schemes have already: choose another code",
        )

    def _tell(self, thing: str, *, nl: str, en: str) -> None:
        if thing not in self._told:
            message = Text(nl=f"{short(thing)} {nl}", en=f"{short(thing)} {en}")
            self._told[thing] = Problem(message, focus=thing)

    # ---- What becomes of it

    def __iter__(self) -> Iterator[Quad]:
        """The quads that may go into a store, in the order of the file."""
        self.left_out = 0
        for quad in self._statements:
            if self._is_made_here(quad):
                self.left_out += not (self._is_said_by_us(quad) or _line(quad) in ontology())
            else:
                yield Quad(quad.subject, quad.predicate, quad.object, self._graph(quad))

    def given(self, study: str) -> Iterator[Quad]:
        """The quads that a study is given with: all but those that lcgraph makes of them."""
        graphs = given_graphs(study)
        return (quad for quad in self if _iri(quad.graph_name) in graphs)

    def _is_made_here(self, quad: Quad) -> bool:
        """Whether this stands where only lcgraph writes, or is what it says itself."""
        if self._is_kept(quad):
            return False
        graph = _iri(quad.graph_name)
        ours = graph.startswith(ONTOLOGY.value) or graph.endswith(("/graph/derived", "/graph/inferred"))
        return ours or self._is_said_by_us(quad)

    def _is_kept(self, quad: Quad) -> bool:
        """Whether this was derived from interviews that did not come with the study: it stays as it is."""
        subject = _iri(quad.subject)
        study = _FINDING.sub("", subject)
        if quad.predicate in DERIVED or _is_cell(quad):
            return quad.predicate == LCG.hasPhase and self._is_without_interviews(subject)
        if quad.subject in self._derived or study != subject:
            return self._is_without_interviews(study) and (
                quad.subject in self._derived or subject.endswith("/derivation")
            )
        return _is_software(quad, subject) and any(map(self._is_without_interviews, self.studies))

    def _is_without_interviews(self, study: str) -> bool:
        return study in self.studies and study not in self._grouped

    def _is_said_by_us(self, quad: Quad) -> bool:
        """Whether this is what lcgraph says itself, or will say when it derives."""
        subject = _iri(quad.subject)
        return (
            quad.predicate in DERIVED
            or _is_cell(quad)
            or quad.subject in self._derived
            or quad.subject in self._facets
            or subject.endswith("/derivation")
            or _is_software(quad, subject)
            or (_is_shared(subject) and _line(quad) in ontology())
        )

    def _graph(self, quad: Quad) -> NamedNode:
        """The graph in which a statement stands here."""
        subject = _iri(quad.subject)
        if self._is_kept(quad):
            if subject.startswith(f"{BASE}software/"):
                subject = min(filter(self._is_without_interviews, self.studies))
            return NamedNode(f"{_FINDING.sub('', subject)}/graph/derived")
        study, _, kind = _iri(quad.graph_name).rpartition("/graph/")
        if study in self.studies and kind in _KINDS:
            return NamedNode(f"{study}/graph/{kind}")
        if len(self.studies) == 1:
            return NamedNode(f"{next(iter(self.studies))}/graph/asserted")
        own = _STUDY.match(subject)
        return NamedNode(f"{own.group()}/graph/asserted") if own else self._rest


def given_graphs(study: str) -> tuple[str, ...]:
    """The graphs in which the statements stand that a study is given with."""
    return tuple(f"{study}/graph/{kind}" for kind in _KINDS)


def alike(some: Iterable[Quad], others: Iterable[Quad]) -> bool:
    """Whether two sets of statements say the same, whatever their nodes without an IRI are called."""
    return set(map(_line, some)) == set(map(_line, others))


def _line(quad: Quad) -> bytes:
    """A statement in one line, whatever a node without an IRI is called and whichever graph it is in."""
    ends = ("_:" if isinstance(each, BlankNode) else str(each) for each in (quad.subject, quad.object))
    subject, object_ = ends
    return f"{subject} {quad.predicate.value} {object_}\n".encode("utf-8", "surrogatepass")


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _is_ours(iri: str) -> bool:
    """Whether an IRI is below that of lcgraph, or that one itself."""
    return iri.startswith(BASE) or iri in (BASE[:-1], f"{BASE[:-1]}#")


def _is_shared(iri: str) -> bool:
    """Whether an IRI is that of lcgraph, or of a term or a code of it: what no study brings."""
    return _is_ours(iri) and not iri.startswith(_FREE) and not _STUDY.match(iri)


def _is_cell(quad: Quad) -> bool:
    return quad.predicate == RDF.type and quad.object == LCG.Cell


def _is_software(quad: Quad, subject: str) -> bool:
    """Whether this says that a version of lcgraph is a program, and no more."""
    return _SOFTWARE.fullmatch(subject) is not None and (
        (quad.predicate == RDF.type and quad.object == PROV.SoftwareAgent)
        or (quad.predicate == RDFS.label and quad.object == Literal(f"lcgraph {subject.rpartition('/')[2]}"))
    )


@cache
def ontology() -> frozenset[bytes]:
    """What the ontology and the shared schemes say, in lines."""
    return frozenset(_line(quad) for path in ontology_files() for quad in _turtle(path))


@cache
def shared_codes() -> frozenset[tuple[str, str]]:
    """The codes of the shared schemes, with the scheme of each."""
    said = (quad for path in ontology_files() for quad in _turtle(path) if quad.predicate == SKOS.notation)
    paths = (_iri(quad.subject).removeprefix(BASE).split("/") for quad in said)
    return frozenset((path[0], path[1]) for path in paths if len(path) == 2)


def _turtle(path: Path) -> Iterable[Quad]:
    return parse(path=str(path), format=RdfFormat.TURTLE)


def short(iri: str) -> str:
    """An IRI of lcgraph without its beginning, for people.

    >>> short("https://w3id.org/lcgraph/motive/image"), short("urn:ex:c")
    ('motive/image', 'urn:ex:c')
    """
    return iri.removeprefix(BASE)


def _and_more(count: int) -> Problem:
    return Problem(
        Text(
            nl=f"en {count} andere dingen die dit bestand niet mag zeggen",
            en=f"and {count} other things that this file may not say",
        )
    )
