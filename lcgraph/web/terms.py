"""The ontology as people read it: classes, properties, schemes, its versions, and a picture of it.

Goes in: things. Comes out: lists of IRIs for the page, and an SVG that draws the main classes as boxes and
the main relations between them as arrows, after the domains and ranges that the ontology states.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Final

import pyoxigraph as ox

from lcgraph.render.lettering import width
from lcgraph.vocab import BASE, DCTERMS, LCG, ONTOLOGY, PREFIXES, RDFS, SKOS
from lcgraph.web.things import Things

_OWL: Final = PREFIXES["owl"]
_DOMAIN: Final = ox.NamedNode(RDFS.iri + "domain")
_RANGE: Final = ox.NamedNode(RDFS.iri + "range")
_SUBCLASS: Final = ox.NamedNode(RDFS.iri + "subClassOf")
_WIDE, _HIGH, _GAP_X, _GAP_Y, _EDGE = 160, 44, 168, 64, 16

PLACES: Final = {
    "Study": (0, 0), "Case": (0, 1), "PartnerGroup": (0, 2), "Respondent": (0, 3), "Mention": (1, 3),
    "ReportingRule": (1, 0), "RuleException": (1, 1), "Finding": (1, 2), "CellStatus": (2, 1),
    "Motive": (2, 3), "MotiveCluster": (3, 3), "Placement": (3, 2), "Claim": (3, 1), "Work": (3, 0),
}  # fmt: skip
"""Where the boxes of the picture stand, as column and row; what is drawn between them is the ontology's."""
ARROWS: Final = (
    "inCase", "inGroup", "byRespondent", "mentionsMotive", "aboutGroup", "aboutMotive", "status",
    "reportingRule", "exception", "placesMotive", "inCluster", "citesWork", "tableCluster",
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
        """The classes that a property is stated for."""
        return self.things.said.all(term, _DOMAIN)

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
        wide = columns * _WIDE + (columns - 1) * _GAP_X + 2 * _EDGE
        high = rows * _HIGH + (rows - 1) * _GAP_Y + 2 * _EDGE
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}"'
            f' height="{high}"'
            f' lang="{lang}" role="img" aria-labelledby="t d" font-family="sans-serif">',
            f'<title id="t">{escape(title)}</title>',
            f'<desc id="d">{escape(description)}</desc>',
            '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"'
            ' orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="#555555"/></marker>'
            '<marker id="k" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="11" markerHeight="11"'
            ' orient="auto"><path d="M1 1 9 5 1 9z" fill="#ffffff" stroke="#555555"/></marker></defs>',
            f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
        ]
        lines += [self._arrow(start, end, self._name(name, lang), "a") for name, start, end in self.arrows()]
        lines += [self._arrow(start, end, "", "k") for start, end in self.kinds()]
        lines += [self._box(name, lang) for name in PLACES]
        return ("\n".join([*lines, "</svg>"]) + "\n").encode()

    def _name(self, name: str, lang: str) -> str:
        return self.things.label(LCG.iri + name, lang)

    def _box(self, name: str, lang: str) -> str:
        x, y = _corner(name)
        label = self._name(name, lang)
        return (
            f'<rect x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="5" fill="#e9eff5" stroke="#1f4e79"/>'
            f'<text x="{x + _WIDE // 2}" y="{y + _HIGH // 2 + 5}" text-anchor="middle" font-size="14"'
            f' font-weight="bold" fill="#1a1a1a">{escape(label[:1].upper() + label[1:])}</text>'
        )

    def _arrow(self, start: str, end: str, label: str, head: str) -> str:
        (x1, y1), (x2, y2) = _ends(start, end)
        line = f'<path d="M{x1} {y1} {x2} {y2}" fill="none" stroke="#555555" marker-end="url(#{head})"/>'
        if not label:
            return line
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        long = width(label, 12) + 8
        return (
            f'{line}<rect x="{x - long / 2:.1f}" y="{y - 9:.1f}" width="{long:.1f}" height="18"'
            ' fill="#ffffff"/>'
            f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle" font-size="12" fill="#1a1a1a">'
            f"{escape(label)}</text>"
        )


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
    """A changelog in the form of Keep a Changelog as versions, kinds of change and entries.

    >>> changes("## [0.1.0] - unreleased\\n\\n### Added\\n\\n- One\\n  thing.\\n- Two.\\n")
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
    return versions


def issued(things: Things) -> str:
    """The day on which this version of the ontology was issued."""
    return things.said.one(ONTOLOGY.value, DCTERMS.issued)[:10]
