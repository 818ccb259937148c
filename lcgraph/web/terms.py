"""The ontology as people read it: classes, properties, schemes, its versions, and a picture of it.

Goes in: things. Comes out: lists of IRIs for the page, and an SVG that draws the main classes as boxes and
the main relations between them as arrows, after the domains and ranges that the ontology states.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from lcgraph.render.lettering import width
from lcgraph.render.pictures.canvas import DEEP, PALE, Arrow, Box, Mark, Picture, Word
from lcgraph.render.pictures.svg import svg
from lcgraph.vocab import BASE, DCTERMS, LCG, ONTOLOGY, PREFIXES, RDFS, SKOS
from lcgraph.web.things import Things

_OWL: Final = PREFIXES["owl"]
_DOMAIN: Final = ox.NamedNode(RDFS.iri + "domain")
_RANGE: Final = ox.NamedNode(RDFS.iri + "range")
_SUBCLASS: Final = ox.NamedNode(RDFS.iri + "subClassOf")
_UNION: Final = ox.NamedNode(_OWL + "unionOf")
_FIRST, _REST = (ox.NamedNode(PREFIXES["rdf"] + name) for name in ("first", "rest"))
_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_WIDE, _HIGH, _GAP_X, _GAP_Y, _EDGE = 186, 44, 166, 64, 16

PLACES: Final = {
    "Study": (0, 0), "Case": (0, 1), "PartnerGroup": (0, 2), "Respondent": (0, 3), "Mention": (1, 3),
    "ReportingRule": (1, 0), "RuleException": (1, 1), "Finding": (1, 2), "CellStatus": (2, 0),
    "Claim": (2, 1), "Reading": (2, 2), "Motive": (2, 3), "MotiveCluster": (3, 3),
    "Placement": (3, 2), "Citation": (3, 1), "Work": (3, 0),
}  # fmt: skip
"""Where the boxes of the picture stand, as column and row; what is drawn between them is the ontology's."""
ARROWS: Final = (
    "inCase", "inGroup", "byRespondent", "mentionsMotive", "aboutGroup", "aboutMotive", "status",
    "reportingRule", "exception", "hasReading", "placesMotive", "inCluster", "citesWork", "tableCluster",
)  # fmt: skip
"""Relations that the picture draws, where the ontology says from which class to which."""


@dataclass(frozen=True)
class Version:
    """A version of the ontology or of the data: its number and IRI, the day, and the earlier one's IRI."""

    number: str
    iri: str
    earlier: str


class Terms:
    """What the page of the ontology lists."""

    def __init__(self, things: Things) -> None:
        self.things = things
        said = things.said
        mine = [iri for iri in said.said if iri.startswith(LCG.iri)]
        classes = set(said.of(ox.NamedNode(_OWL + "Class")))
        self.classes = sorted((iri for iri in mine if iri in classes), key=str.lower)
        self.properties = sorted((iri for iri in mine if iri not in classes), key=str.lower)
        self.schemes = [
            iri for iri in said.of(ox.NamedNode(SKOS.iri + "ConceptScheme")) if iri.startswith(BASE)
        ]
        self.modules = [
            iri for iri in said.of(ox.NamedNode(_OWL + "Ontology")) if iri.startswith(f"{ONTOLOGY.value}/")
        ]

    def domain(self, term: str) -> list[str]:
        """The classes that a property is stated for, each of a union of them."""
        return self.things.said.all(term, _DOMAIN) + self._unions.get(term, [])

    @cached_property
    def _unions(self) -> dict[str, list[str]]:
        """The members of the unions that are domains, by property: they stand in lists of blank nodes."""
        near = [each for each in self.things.quads if isinstance(each.subject, ox.BlankNode)]
        said = {(each.subject, each.predicate): each.object for each in near}
        found: dict[str, list[str]] = {}
        for quad in self.things.quads:
            if quad.predicate == _DOMAIN and isinstance(quad.object, ox.BlankNode):
                rest = said.get((quad.object, _UNION))
                while isinstance(rest, ox.BlankNode):
                    member = said.get((rest, _FIRST))
                    if isinstance(member, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
                        found.setdefault(quad.subject.value, []).append(member.value)
                    rest = said.get((rest, _REST))
        return found

    def range(self, term: str) -> list[str]:
        """What its values are."""
        return self.things.said.all(term, _RANGE)

    def outside(self) -> list[tuple[str, str, str]]:
        """Terms of lcgraph that are tied to terms of others: term, relation, other term."""
        found = []
        for term in [*self.classes, *self.properties]:
            for predicate, values in sorted(self.things.said.said[term].items()):
                found += [
                    (term, predicate, value.value)
                    for value in sorted(set(values), key=str)
                    if isinstance(value, ox.NamedNode)
                    and not value.value.startswith((BASE, _OWL))
                    and not value.value.startswith((RDFS.iri, PREFIXES["xsd"]))
                ]
        return found

    def version(self) -> Version:
        """The version of the ontology, and the one before it where its header names one."""
        said = self.things.said
        iri = ONTOLOGY.value
        return Version(
            said.one(iri, ox.NamedNode(_OWL + "versionInfo")),
            said.one(iri, ox.NamedNode(_OWL + "versionIRI")),
            said.one(iri, ox.NamedNode(_OWL + "priorVersion")),
        )

    def arrows(self) -> list[tuple[str, str, str]]:
        """The relations of the picture that the ontology states between two of its boxes."""
        found = []
        for name in ARROWS:
            for start in self.domain(LCG.iri + name):
                for end in self.range(LCG.iri + name):
                    pair = (start.removeprefix(LCG.iri), end.removeprefix(LCG.iri))
                    if pair[0] in PLACES and pair[1] in PLACES:
                        found.append((name, *pair))
        return found

    def kinds(self) -> list[tuple[str, str]]:
        """Which boxes are kinds of which."""
        return [
            (name, parent.removeprefix(LCG.iri))
            for name in PLACES
            for parent in self.things.said.all(LCG.iri + name, _SUBCLASS)
            if parent.removeprefix(LCG.iri) in PLACES
        ]

    def diagram(self, lang: str, title: str, description: str) -> bytes:
        """The picture as SVG."""
        columns = 1 + max(column for column, _ in PLACES.values())
        rows = 1 + max(row for _, row in PLACES.values())
        marks: list[Mark] = []
        for name, start, end in self.arrows():
            marks += _arrow(start, end, self._name(name, lang))
        for start, end in self.kinds():
            marks += _arrow(start, end, "", hollow=True)
        for name in PLACES:
            marks += _box(name, self._name(name, lang))
        picture = Picture(
            name="ontology",
            lang=lang,
            title=title,
            description=description,
            wide=columns * _WIDE + (columns - 1) * _GAP_X + 2 * _EDGE,
            high=rows * _HIGH + (rows - 1) * _GAP_Y + 2 * _EDGE,
            marks=tuple(marks),
            data=(),
        )
        return svg(picture).encode()

    def _name(self, name: str, lang: str) -> str:
        return self.things.label(LCG.iri + name, lang)


def _box(name: str, label: str) -> list[Mark]:
    """A class as a box with its name."""
    x, y = _corner(name)
    text = label[:1].upper() + label[1:]
    return [
        Box(x=x, y=y, wide=_WIDE, high=_HIGH, fill=PALE, stroke=DEEP),
        Word(x=x + _WIDE // 2, y=y + _HIGH // 2 + 5, text=text, size=14, anchor="middle", bold=True),
    ]


def _arrow(start: str, end: str, label: str, *, hollow: bool = False) -> list[Mark]:
    """A relation between two boxes, with its name on white half-way."""
    (x1, y1), (x2, y2) = _ends(start, end)
    line = Arrow(x=x1, y=y1, dx=x2 - x1, dy=y2 - y1, hollow=hollow)
    if not label:
        return [line]
    x, y, long = (x1 + x2) / 2, (y1 + y2) / 2, width(label, 12) + 8
    return [
        line,
        Box(x=x - long / 2, y=y - 9, wide=long, high=18),
        Word(x=x, y=y + 4, text=label, anchor="middle"),
    ]


def _corner(name: str) -> tuple[int, int]:
    column, row = PLACES[name]
    return _EDGE + column * (_WIDE + _GAP_X), _EDGE + row * (_HIGH + _GAP_Y)


def _ends(start: str, end: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where an arrow leaves a box and where it arrives: at the sides that face each other."""
    (x1, y1), (x2, y2) = _corner(start), _corner(end)
    if x1 == x2:
        down = y1 < y2
        middle = x1 + _WIDE // 2
        return (middle, y1 + (_HIGH if down else 0)), (middle, y2 + (0 if down else _HIGH))
    right = x1 < x2
    return (
        (x1 + (_WIDE if right else 0), y1 + _HIGH // 2),
        (x2 + (0 if right else _WIDE), y2 + _HIGH // 2),
    )


def changes(changelog: str) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """A changelog in the form of Keep a Changelog as versions, kinds of change and entries without links.

    >>> changes("## [0.1.0] - unreleased\\n\\n### Added\\n\\n- [One](a.md)\\n  thing.\\n- Two.\\n")
    [('0.1.0 – unreleased', [('Added', ['One thing.', 'Two.'])])]
    """
    versions: list[tuple[str, list[tuple[str, list[str]]]]] = []
    for line in changelog.splitlines():
        if line.startswith("## "):
            versions.append((re.sub(r"[\[\]]", "", line[3:]).replace(" - ", " – "), []))
        elif line.startswith("### ") and versions:
            versions[-1][1].append((line[4:], []))
        elif line.startswith("- ") and versions and versions[-1][1]:
            versions[-1][1][-1][1].append(line[2:])
        elif line.startswith("  ") and versions and versions[-1][1] and versions[-1][1][-1][1]:
            versions[-1][1][-1][1][-1] += f" {line.strip()}"
    return [
        (version, [(kind, [_LINK.sub(r"\1", entry) for entry in entries]) for kind, entries in kinds])
        for version, kinds in versions
    ]


def issued(things: Things) -> str:
    """The day on which this version of the ontology was issued."""
    return things.said.one(ONTOLOGY.value, DCTERMS.issued)[:10]
