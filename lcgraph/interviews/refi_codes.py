"""The motives below their clusters as the codes of a REFI-QDA file.

Goes in: quads, with the ontology. Comes out: `<Codes>`. Clusters, to any depth, are codes that cannot
be coded with, motives the codes below them; those of studies stand among the shared ones. GUIDs are made of
IRIs (UUID version 5).
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from xml.etree import ElementTree as ET

from lcgraph.interviews.draft import names
from lcgraph.quads import NOT_XML
from lcgraph.say import Text
from lcgraph.subjects import Facts
from lcgraph.vocab import LCG, SKOS

_WORDS = {
    "nl": ("Wel: een respondent noemt dit als reden om samen te werken.", "Bijvoorbeeld: ",
           "Niet: wat bij een ander motief van dit cluster hoort ({}).", "Let op: "),
    "en": ("Include: a respondent names this as a reason to collaborate.", "For example: ",
           "Exclude: what belongs to another motive of this cluster ({}).", "Note: "),
}  # fmt: skip


def guid(iri: str) -> str:
    """The GUID of an IRI, the same at every export.

    >>> guid("https://w3id.org/lcgraph/motive/image")
    '9270f75e-6797-5c15-9d74-b33781e83710'
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, iri))


def clean(text: str) -> str:
    """A text without the control characters that XML cannot hold."""
    return NOT_XML.sub("\ufffd", text)


class CodeTree:
    """The motives below their clusters, as codes: all, or those `used` and those of the study's own."""

    def __init__(self, facts: Facts, used: Collection[str] | None = None) -> None:
        self.facts = facts
        motives = facts.of(LCG.Motive)
        self.motives = [
            each for each in motives if used is None or each in used or facts.one(each, LCG.partOfStudy)
        ]
        self.unused = len(motives) - len(self.motives)
        self.clusters = facts.of(LCG.MotiveCluster)
        everything = [*self.clusters, *self.motives]
        labels = (facts.label(thing) for thing in everything)
        self.names = dict(zip(everything, names(labels, "code"), strict=True))
        self.below: dict[str, list[str]] = defaultdict(list)
        for thing, predicate in [
            *((motive, LCG.tableCluster) for motive in self.motives),
            *((cluster, SKOS.broader) for cluster in self.clusters),
        ]:
            above = facts.one(thing, predicate)
            self.below[above if above in self.names else ""].append(thing)

    def element(self) -> ET.Element:
        """`<Codes>`: the clusters in order, each with its motives and sub-clusters; then other motives."""
        codes = ET.Element("Codes")
        for thing in sorted(self.below[""], key=lambda each: each not in self.clusters):
            if self._holds(thing):
                self._code(codes, thing)
        return codes

    def _holds(self, thing: str) -> bool:
        """Whether it is a motive, or a cluster with one in it."""
        return thing not in self.clusters or any(map(self._holds, self.below[thing]))

    def _code(self, parent: ET.Element, thing: str) -> None:
        is_motive = thing in self.facts.types[LCG.Motive.value]
        attributes = {
            "guid": guid(thing),
            "name": clean(self.names[thing]),
            "isCodable": str(is_motive).lower(),
        }
        code = ET.SubElement(parent, "Code", attributes)
        ET.SubElement(code, "Description").text = clean(self._description(thing, is_motive=is_motive))
        for each in self.below[thing]:
            if self._holds(each):
                self._code(code, each)

    def _description(self, thing: str, *, is_motive: bool) -> str:
        """Definition, what to include and what not, and the IRI by which the code is found again."""
        include, example, exclude, note = _WORDS[self.facts.lang]
        lines = self.facts.all(thing, SKOS.definition)
        if is_motive:
            cluster = self.facts.one(thing, LCG.tableCluster)
            beside = [
                self.names[each]
                for each in self.below[cluster]
                if each not in self.clusters and each != thing
            ]
            lines.append(include)
            lines += [exclude.format(", ".join(beside))] if beside and cluster else []
        lines += [example + text for text in self.facts.all(thing, SKOS.example)]
        lines += [note + text for text in self.facts.all(thing, SKOS.scopeNote)]
        return "\n".join([*lines, thing])

    def losses(self) -> tuple[Text, ...]:
        """What a code book cannot say: another language, another place of a motive."""
        other = {"nl": ("Engelse", "English"), "en": ("Nederlandse", "Dutch")}[self.facts.lang]
        lost = [
            Text(
                nl=f"de {other[0]} namen en definities (exporteer met een andere --lang)",
                en=f"the {other[1]} names and definitions (export with another --lang)",
            )
        ]
        if self.unused:
            lost.append(
                Text(
                    nl=f"motieven van het gedeelde schema die niemand noemt: {self.unused} "
                    "(wel in een codeboek: --format qdc)",
                    en=f"motives of the shared scheme that nobody names: {self.unused} "
                    "(a code book has them: --format qdc)",
                )
            )
        moved = sum(
            any(
                self.facts.one(placement, LCG.inCluster) != self.facts.one(motive, LCG.tableCluster)
                for placement in self.facts.all(motive, LCG.hasPlacement)
            )
            for motive in self.motives
        )
        if moved:
            lost.append(
                Text(
                    nl=f"motieven die volgens bronnen ook in een ander cluster staan: {moved} "
                    "(een codeboek kent één plaats)",
                    en=f"motives that stand in another cluster too, as works have it: {moved} "
                    "(a code book knows one place)",
                )
            )
        return tuple(lost)
