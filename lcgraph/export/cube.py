"""The cells, counts and respondents of studies as RDF data cubes (W3C RDF Data Cube Vocabulary, 2014).

Goes in: the quads of studies with the ontology. Comes out: the structures of `ontology/cube.ttl`, and for
each study a data set of its published and of its derived cells (measure: the status), one of the counts
behind them (measures: n and N, where both are known) and one of respondents by group. Dimensions are case,
role and motive. A withheld number makes no observation. What observations point to has its code and labels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from lcgraph.export.rdf import export_turtle
from lcgraph.resources import artefact
from lcgraph.say import Text
from lcgraph.subjects import Facts
from lcgraph.vocab import BASE, DCTERMS, LCG, PREFIXES, RDF, SKOS, Namespace
from lcgraph.written import Exported

QB: Final = Namespace("http://purl.org/linked-data/cube#", "DataSet Observation structure dataSet")
CUBE: Final = Namespace(BASE + "cube#", "case role motive n total respondents")
_TITLES: Final = {
    "published-cells": Text(nl="gepubliceerde cellen", en="published cells"),
    "derived-cells": Text(nl="cellen die uit interviews volgen", en="cells that follow from interviews"),
    "published-counts": Text(nl="gepubliceerde aantallen", en="published counts"),
    "derived-counts": Text(nl="aantallen die uit interviews volgen", en="counts that follow from interviews"),
    "respondents": Text(nl="respondenten per groep", en="respondents by group"),
}
_KINDS: Final = {"published": LCG.PublishedFinding, "derived": LCG.DerivedFinding}


def export_datacube(quads: Iterable[ox.Quad]) -> Exported:
    """The cubes as Turtle, and how many findings or groups could not be placed in one."""
    made = _Cubes(Facts(quads, "en"))
    prefixes = {**PREFIXES, "qb": QB.iri, "cube": CUBE.iri}
    losses = (
        (
            Text(
                nl=f"bevindingen en groepen zonder case, rol of motief, of dubbel: {made.left_out}",
                en=f"findings and groups without a case, role or motive, or twice: {made.left_out}",
            ),
        )
        if made.left_out
        else ()
    )
    return Exported(export_turtle(made.quads, prefixes), losses)


@dataclass(frozen=True)
class _Place:
    """Where an observation stands: values of the dimensions, by property."""

    case: str
    role: str
    motive: str = ""

    def values(self) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
        for name in ("case", "role", "motive"):
            if getattr(self, name):
                yield getattr(CUBE, name), ox.NamedNode(getattr(self, name))


class _Cubes:
    """Collects the quads of all cubes."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.left_out = 0
        shared = ox.parse(path=str(artefact("ontology", "cube.ttl")), format=ox.RdfFormat.TURTLE)
        self.quads: list[ox.Quad] = list(shared)
        self.pointed: set[str] = set()
        for study in facts.of(LCG.Study):
            for kind, type_ in _KINDS.items():
                self._cells(study, kind, self._mine(study, type_))
            self._respondents(study)
        self._labels()

    def _mine(self, study: str, type_: ox.NamedNode) -> list[str]:
        return [each for each in self.facts.of(type_) if self.facts.one(each, LCG.partOfStudy) == study]

    def _add(self, subject: str, predicate: ox.NamedNode, *values: ox.NamedNode | ox.Literal) -> None:
        self.quads += [ox.Quad(ox.NamedNode(subject), predicate, value) for value in values]

    def _cells(self, study: str, kind: str, findings: list[str]) -> None:
        placed: dict[_Place, str] = {}
        for finding in findings:
            place = self._place(
                self.facts.one(finding, LCG.aboutGroup), self.facts.one(finding, LCG.aboutMotive)
            )
            if (
                place is None
                or not place.motive
                or place in placed
                or not self.facts.all(finding, LCG.status)
            ):
                self.left_out += 1
            else:
                placed[place] = finding
        for place, finding in placed.items():
            self._observe(f"{study}/cube/{kind}-cells", finding, place)
            status = self.facts.terms(finding, LCG.status)[:1]
            self._add(finding, LCG.status, *status)
            self._add(finding, LCG.locator, *self.facts.terms(finding, LCG.locator))
            self.pointed |= {term.value for term in status}
            n = self.facts.terms(finding, LCG.respondentsMentioning)[:1]
            total = self.facts.terms(finding, LCG.respondentsAsked)[:1]
            if n and total:
                path = "/".join(self.facts.one(value.value, SKOS.notation) for _, value in place.values())
                observation = f"{study}/cube/{kind}-counts/{path}"
                self._observe(f"{study}/cube/{kind}-counts", observation, place)
                self._add(observation, CUBE.n, *n)
                self._add(observation, CUBE.total, *total)

    def _respondents(self, study: str) -> None:
        for group in self._mine(study, LCG.PartnerGroup):
            place = self._place(group)
            if place is None:
                self.left_out += 1
                continue
            count = self.facts.terms(group, LCG.respondents)[:1]
            if count:
                path = "/".join(self.facts.one(value.value, SKOS.notation) for _, value in place.values())
                observation = f"{study}/cube/respondents/{path}"
                self._observe(f"{study}/cube/respondents", observation, place)
                self._add(observation, CUBE.respondents, *count)

    def _place(self, group: str, motive: str = "") -> _Place | None:
        case, role = self.facts.one(group, LCG.inCase), self.facts.one(group, LCG.role)
        return _Place(case, role, motive) if case and role else None

    def _observe(self, data_set: str, observation: str, place: _Place) -> None:
        """State an observation, where it stands, and (once) the data set that it belongs to."""
        if data_set not in self.pointed:
            self._data_set(data_set)
        self._add(observation, RDF.type, QB.Observation)
        self._add(observation, QB.dataSet, ox.NamedNode(data_set))
        for dimension, value in place.values():
            self._add(observation, dimension, value)
            self.pointed.add(value.value)

    def _data_set(self, data_set: str) -> None:
        self.pointed.add(data_set)
        study, _, name = data_set.partition("/cube/")
        self._add(data_set, RDF.type, QB.DataSet)
        self._add(data_set, QB.structure, ox.NamedNode(f"{BASE}cube/{name.rpartition('-')[2]}"))
        self._add(data_set, ox.NamedNode(DCTERMS.iri + "isPartOf"), ox.NamedNode(study))
        for title in self.facts.terms(study, DCTERMS.title):
            if isinstance(title, ox.Literal) and title.language:
                words = _TITLES[name].in_(title.language)
                self._add(
                    data_set, DCTERMS.title, ox.Literal(f"{title.value}: {words}", language=title.language)
                )
        for predicate in (DCTERMS.creator, DCTERMS.license, DCTERMS.source):
            self._add(data_set, predicate, *self.facts.terms(study, predicate))

    def _labels(self) -> None:
        """Codes, labels, types and schemes of what observations point to, and of every status of cells.

        Roles of a study's own stand in the list of shared roles as well: a dimension has one list of codes.
        """
        role, status = BASE + "role", BASE + "status"
        statuses = {
            code for code in self.facts.of(SKOS.Concept) if status in self.facts.all(code, SKOS.inScheme)
        }
        roles = self.pointed & set(self.facts.of(LCG.PartnerRole))
        for code in sorted(roles):
            self._add(code, SKOS.inScheme, ox.NamedNode(role))
        for thing in sorted(self.pointed | statuses | {role, status}):
            for predicate in (RDF.type, SKOS.notation, SKOS.prefLabel, SKOS.inScheme):
                self._add(thing, predicate, *self.facts.terms(thing, predicate))
