"""What may leave the house: the public part of a graph, without respondents and without telling numbers.

Goes in: quads. Comes out: the quads that a public export carries, and a count of what was withheld. Nothing
leaves that is not named here (an allow-list): things of the types below, with the properties below.
The rule, with its reasons and its limits, is told in `docs/privacy.md`:

- respondents and mentions never leave, nor anything that points at them;
- of a group of one or two respondents no numbers leave, nor do those of a derived cell for which one or two
  were asked; of one person no derived cell leaves at all, because its status is what that person said;
- what a publication prints is public already: a study without interviews, with a source and with published
  cells, leaves whole.

The number is a convention of statistical disclosure control: a threshold of three keeps one respondent from
reading off the other (Hundepool et al., 2012, Statistical Disclosure Control, chapter 5).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.say import Text
from lcgraph.schemes import CLOSED, OPEN
from lcgraph.study.layout import private_properties
from lcgraph.vocab import (
    BASE,
    BIBO,
    CITO,
    DC,
    DCAT,
    DCTERMS,
    FOAF,
    LCG,
    ONTOLOGY,
    OWL,
    PRISM,
    PROV,
    RDF,
    RDFS,
    SKOS,
    is_member,
)

FEW: Final = 3
"""Numbers of groups with fewer respondents than this are withheld."""

_PRIVATE_TYPES: Final = frozenset({LCG.Respondent, LCG.Mention})
_TYPES: Final = frozenset(
    {
        LCG.Study, LCG.Collaboration, LCG.Case, LCG.PartnerGroup, LCG.Quantity, LCG.ReportingRule,
        LCG.RuleException, LCG.Finding, LCG.PublishedFinding, LCG.DerivedFinding, LCG.Limitation, LCG.Motive,
        LCG.MotiveCluster, LCG.MotiveLevel, LCG.PartnerRole, LCG.Setting, LCG.Sector, LCG.Phase,
        LCG.Attribute, LCG.Facet, LCG.Work, LCG.WorkConcept, LCG.Citation, LCG.Placement, LCG.Correspondence,
        LCG.Claim, LCG.Reading, LCG.Query, SKOS.ConceptScheme, PROV.Activity, PROV.SoftwareAgent,
    }
)  # fmt: skip
_PRIVATE_PROPERTIES: Final = private_properties()
"""What only the tables of respondents and mentions say."""
_PRIVATE_PLACES: Final = ("/respondent/", "/mention/", "/file/respondents.csv", "/file/mentions.csv")
"""Where below a study's IRI respondents, mentions and the files that hold them have theirs."""
_PROPERTIES: Final = frozenset(
    NamedNode(space.iri + name)
    for space in (LCG, RDF, RDFS, OWL, SKOS, DCTERMS, DC, DCAT, PROV, FOAF, BIBO, PRISM, CITO)
    for name in space.names
)
_SCHEMES: Final = frozenset({*OPEN, *CLOSED, "motive"})
_PARTS: Final = frozenset(
    {DCTERMS.creator, DCTERMS.isPartOf, BIBO.editor, BIBO.authorList, BIBO.editorList, LCG.writtenName}
)  # fmt: skip
"""What is public when the work is: its people, their order and names, what it is in."""
_NUMBERS: Final = frozenset({LCG.respondents, LCG.minimum, LCG.respondentsMentioning, LCG.respondentsAsked})
_JUDGED_BY: Final = frozenset({LCG.aboutGroup, LCG.inGroup, LCG.partOfStudy, *_NUMBERS})
_SOURCES: Final = frozenset({DCTERMS.source, BIBO.doi, DCTERMS.bibliographicCitation})


@dataclass(frozen=True)
class Withheld:
    """What a public export leaves out, as numbers of things.

    `groups` counts the groups whose size is withheld, `cells` the derived cells of one person, `numbers`
    the derived cells that keep their status and lose n and N, `others` what is of no known public type.
    """

    respondents: int = 0
    mentions: int = 0
    groups: int = 0
    cells: int = 0
    numbers: int = 0
    others: int = 0

    def __bool__(self) -> bool:
        return any(vars(self).values())

    def told(self) -> Text:
        """The counts in words."""
        words = {
            "respondents": ("respondenten", "respondents"),
            "mentions": ("vermeldingen", "mentions"),
            "groups": ("omvang van kleine groepen", "sizes of small groups"),
            "cells": ("cellen van één persoon", "cells of one person"),
            "numbers": ("n en N van cellen", "n and N of cells"),
            "others": ("andere dingen", "other things"),
        }
        told = [(count, words[name]) for name, count in vars(self).items() if count]
        return Text(
            nl=", ".join(f"{nl} ({count})" for count, (nl, _) in told),
            en=", ".join(f"{en} ({count})" for count, (_, en) in told),
        )


def public_quads(quads: Iterable[Quad]) -> tuple[list[Quad], Withheld]:
    """The quads that a public export carries, in the given order, and what was left out.

    The ontology leaves whole; so does a study that is printed (see above). The same quads give the same.
    """
    given = list(quads)
    rule = PublicRule(given)
    return [quad for quad in given if rule.lets_out(quad)], rule.withheld()


class PublicRule:
    """What has to be known of all quads before one of them can be judged.

    Quads are read once, in any order, and not kept: what is kept grows with the things that they are about.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.types: dict[object, frozenset[object]] = {}
        self.values: dict[tuple[object, object], object] = {}
        self.private: set[object] = set()
        self.attributes: set[object] = set()
        known: dict[frozenset[object], frozenset[object]] = {}
        shared: set[object] = set()
        sourced: set[object] = set()
        parts: set[tuple[object, object]] = set()
        for quad in quads:
            if quad.graph_name == ONTOLOGY:
                continue
            subject, predicate, object_ = quad.subject, quad.predicate, quad.object
            if predicate == RDF.type:
                types = self.types.get(subject, frozenset()) | {object_}
                self.types[subject] = known.setdefault(types, types)
                if object_ == LCG.Attribute:
                    self.attributes.add(subject)
            elif predicate in _JUDGED_BY:
                said = self.values.get((subject, predicate), object_)
                self.values[subject, predicate] = min(said, object_, key=_size)
            if predicate in _PRIVATE_PROPERTIES:
                self.private.add(subject)
            elif predicate in _SOURCES:
                sourced.add(subject)
            elif predicate in _PARTS:
                parts.add((subject, object_))
            self.private.update(term for term in (subject, object_) if _hidden(term))
            if _is_shared(subject):
                shared.add(subject)
        self.private.update(thing for thing, types in self.types.items() if types & _PRIVATE_TYPES)
        self.public_things: set[object] = {
            thing for thing, types in self.types.items() if types & _TYPES or _is_file(thing)
        } - self.private
        self.public_things |= shared
        self.public_things |= {part for work, part in parts if work in self.public_things} - self.private
        self.interviewed = {
            self.study_of(thing)
            for thing in self.private
            if self.types.get(thing, frozenset()) & _PRIVATE_TYPES
        }
        self.properties = _PROPERTIES | self.attributes
        self.printed = self._printed(sourced)
        self.size = self._sizes()

    def study_of(self, thing: object) -> str:
        """The IRI of the study that something belongs to; "" when neither its facts nor its IRI say."""
        if LCG.Study in self.types.get(thing, ()) and isinstance(thing, NamedNode):
            return thing.value
        study = self.values.get((thing, LCG.partOfStudy))
        if isinstance(study, NamedNode):
            return study.value
        iri = thing.value if isinstance(thing, NamedNode) else ""
        below = iri.removeprefix(BASE + "study/")
        return BASE + "study/" + below.partition("/")[0] if below != iri else ""

    def _printed(self, sourced: set[object]) -> set[str]:
        """The studies that a publication prints: no interviews here, a source, and published cells."""
        studies = {
            self.study_of(thing) for thing in sourced if LCG.Study in self.types.get(thing, frozenset())
        }
        cells = {self.study_of(thing) for thing, types in self.types.items() if LCG.PublishedFinding in types}
        return set() if "" in self.interviewed else (studies & cells) - self.interviewed - {""}

    def _sizes(self) -> dict[object, int]:
        """The size of each group: as stated or as respondents are listed, whichever is the smaller."""
        listed: dict[object, int] = {}
        for (_, predicate), group in self.values.items():
            if predicate == LCG.inGroup:
                listed[group] = listed.get(group, 0) + 1
        sizes = {}
        for thing, types in self.types.items():
            if LCG.PartnerGroup in types:
                known = (self._number(thing, LCG.respondents), listed.get(thing))
                sizes[thing] = min((count for count in known if count), default=0)
        return sizes

    def _number(self, thing: object, predicate: NamedNode) -> int | None:
        value = self.values.get((thing, predicate))
        return int(value.value) if isinstance(value, Literal) and value.value.isdigit() else None

    def few(self, thing: object) -> bool:
        """Whether the numbers of this group or derived cell would tell too much."""
        if self.study_of(thing) in self.printed:
            return False
        types = self.types.get(thing, frozenset())
        if LCG.DerivedFinding in types:
            asked = self._number(thing, LCG.respondentsAsked)
            group = self.values.get((thing, LCG.aboutGroup))
            return 0 < self.size.get(group, 0) < FEW or (asked is not None and 0 < asked < FEW)
        return LCG.PartnerGroup in types and 0 < self.size.get(thing, 0) < FEW

    def alone(self, thing: object) -> bool:
        """Whether this is a derived cell of one person, whose status is what that person said."""
        if LCG.DerivedFinding not in self.types.get(thing, ()) or self.study_of(thing) in self.printed:
            return False
        asked = self._number(thing, LCG.respondentsAsked)
        return asked == 1 or self.size.get(self.values.get((thing, LCG.aboutGroup)), 0) == 1

    def lets_out(self, quad: Quad) -> bool:
        """Whether a public export carries this quad, one of those that the rule was made of."""
        if quad.graph_name == ONTOLOGY:
            return True
        if quad.subject not in self.public_things or quad.object in self.private:
            return False
        if quad.predicate in _PRIVATE_PROPERTIES:
            return False
        if quad.predicate not in self.properties and not is_member(quad.predicate):
            return False
        if quad.predicate in _NUMBERS and self.few(quad.subject):
            return False
        return not self.alone(quad.subject)

    def withheld(self) -> Withheld:
        """What a public export leaves out, counted."""

        def count(things: Iterable[object], type_: NamedNode) -> int:
            return sum(type_ in self.types.get(thing, ()) for thing in things)

        few = [thing for thing in self.types if self.few(thing)]
        alone = [thing for thing in self.types if self.alone(thing)]
        known = self.private | self.public_things
        return Withheld(
            respondents=count(self.private, LCG.Respondent),
            mentions=count(self.private, LCG.Mention),
            groups=count(few, LCG.PartnerGroup),
            cells=len(alone),
            numbers=count(few, LCG.DerivedFinding) - sum(self.few(thing) for thing in alone),
            others=sum(thing not in known for thing in self.types),
        )


def _size(term: object) -> tuple[int, str]:
    """Which of two contradicting values is the more careful one: the smaller number, else the first."""
    text = term.value if isinstance(term, Literal) else ""
    return int(text) if text.isdecimal() else 0, str(term)


def _hidden(term: object) -> bool:
    """Whether an IRI of a study says that this is a respondent, a mention or a row of theirs."""
    return isinstance(term, NamedNode) and (
        term.value.startswith(BASE + "study/") and any(place in term.value for place in _PRIVATE_PLACES)
    )


def _is_file(term: object) -> bool:
    return isinstance(term, NamedNode) and term.value.startswith(BASE + "study/") and "/file/" in term.value


def _is_shared(term: object) -> bool:
    """Whether this is a code of a shared scheme, which a study says something about."""
    return isinstance(term, NamedNode) and (
        term.value.startswith(BASE) and term.value.removeprefix(BASE).partition("/")[0] in _SCHEMES
    )
