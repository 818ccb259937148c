"""What has to be known of all quads before one of them can be judged.

Goes in: quads, read once, in any order and not kept; what is kept grows with the things that they are about.
Comes out: types, the few values that the rule asks for, what is private by its nature, and who is few.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.privacy import allowed
from lcgraph.vocab import LCG, ONTOLOGY, RDF

NUMBERS: Final = frozenset({LCG.respondents, LCG.minimum, LCG.respondentsMentioning, LCG.respondentsAsked})
_VALUES: Final = frozenset(
    {
        *(LCG.aboutGroup, LCG.aboutMotive, LCG.status, LCG.inGroup, LCG.partOfStudy, LCG.answersWithheld),
        *NUMBERS,
    }
)
Earlier = Mapping[object, frozenset[int]]
"""The sizes of groups and of who was asked for a cell, as earlier editions give them."""


class Gathered:
    """Types and values of things; where values contradict each other, the more careful one."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.types: dict[object, frozenset[object]] = {}
        self.values: dict[tuple[object, object], object] = {}
        self.private: set[object] = set()
        self.attributes: set[object] = set()
        self.shared: set[object] = set()
        self.sourced: set[object] = set()
        self.parts: set[tuple[object, object]] = set()
        self.speaking: dict[object, set[object]] = {}
        """What speaks of each motive and cluster of a study's own."""
        self.with_ontology = False
        self._known: dict[frozenset[object], frozenset[object]] = {}
        for quad in quads:
            if quad.graph_name == ONTOLOGY:
                self.with_ontology = True
            else:
                self._take(quad)
        self.private.update(thing for thing, types in self.types.items() if types & allowed.PRIVATE_TYPES)

    def _take(self, quad: Quad) -> None:
        subject, predicate, object_ = quad.subject, quad.predicate, quad.object
        if predicate == RDF.type:
            types = self.types.get(subject, frozenset()) | {object_}
            self.types[subject] = self._known.setdefault(types, types)
            if object_ == LCG.Attribute:
                self.attributes.add(subject)
        elif predicate in _VALUES:
            said = self.values.get((subject, predicate), object_)
            self.values[subject, predicate] = min(said, object_, key=_careful)
        if predicate in allowed.PRIVATE_PROPERTIES:
            self.private.add(subject)
        elif predicate in allowed.SOURCES:
            self.sourced.add(subject)
        elif predicate in allowed.PARTS:
            self.parts.add((subject, object_))
        self.private.update(term for term in (subject, object_) if allowed.is_private(term))
        if allowed.is_shared(subject):
            self.shared.add(subject)
        if subject != object_ and allowed.is_own_concept(object_):
            self.speaking.setdefault(object_, set()).add(subject)

    def of(self, class_: NamedNode) -> list[object]:
        """The things of a class."""
        return [thing for thing, types in self.types.items() if class_ in types]

    def is_a(self, thing: object, class_: NamedNode) -> bool:
        """Whether a thing is of a class."""
        return class_ in self.types.get(thing, ())

    def value(self, thing: object, predicate: NamedNode) -> object:
        """One value of a property that the rule asks for; None where it is not said."""
        return self.values.get((thing, predicate))

    def number(self, thing: object, predicate: NamedNode) -> int | None:
        """The whole number that a property says."""
        value = self.value(thing, predicate)
        return int(value.value) if isinstance(value, Literal) and value.value.isdecimal() else None

    def study_of(self, thing: object) -> str:
        """The IRI of the study that something belongs to; "" when neither its facts nor its IRI say."""
        if self.is_a(thing, LCG.Study) and isinstance(thing, NamedNode):
            return thing.value
        study = self.value(thing, LCG.partOfStudy)
        return study.value if isinstance(study, NamedNode) else allowed.study_in(thing)

    def public_things(self) -> set[object]:
        """What may leave by its nature: things of a public type, files, shared codes, and parts of works."""
        typed = {
            thing for thing, types in self.types.items() if types & allowed.TYPES or allowed.is_file(thing)
        }
        public = (typed - self.private) | self.shared
        return public | ({part for work, part in self.parts if work in public} - self.private)

    def published(self) -> set[str]:
        """The studies that say where they are published."""
        return {self.study_of(thing) for thing in self.sourced if self.is_a(thing, LCG.Study)} - {""}

    def printed(self) -> set[str]:
        """The studies that a publication prints whole: it is named, has cells, and no interviews are here."""
        interviewed = {
            self.study_of(thing)
            for thing in self.private
            if self.types.get(thing, frozenset()) & allowed.PRIVATE_TYPES
        }
        cells = {self.study_of(thing) for thing in self.of(LCG.PublishedFinding)}
        return set() if "" in interviewed else (self.published() & cells) - interviewed

    def sizes(self) -> dict[object, int]:
        """The size of each group: as stated or as respondents are listed, whichever is the smaller."""
        listed: dict[object, int] = {}
        for (_, predicate), group in self.values.items():
            if predicate == LCG.inGroup:
                listed[group] = listed.get(group, 0) + 1
        return {
            group: min(
                (each for each in (self.number(group, LCG.respondents), listed.get(group)) if each), default=0
            )
            for group in self.of(LCG.PartnerGroup)
        }


def earlier_sizes(editions: Iterable[Iterable[Quad]]) -> dict[object, frozenset[int]]:
    """The numbers by which earlier public editions can be set against a new one, by group and cell."""
    found: dict[object, frozenset[int]] = {}
    for edition in editions:
        for quad in edition:
            value = quad.object
            if quad.predicate not in (LCG.respondents, LCG.respondentsAsked):
                continue
            if isinstance(value, Literal) and value.value.isdecimal():
                found[quad.subject] = found.get(quad.subject, frozenset()) | {int(value.value)}
    return found


def _careful(term: object) -> tuple[int, str]:
    """Which of two contradicting values is the more careful one: the smaller number, else the first."""
    text = term.value if isinstance(term, Literal) else ""
    return int(text) if text.isdecimal() else 0, str(term)
