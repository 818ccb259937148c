"""What there is to make pages of: every thing in the public quads, what it is called, and what refers to it.

Goes in: quads that may be published, with the ontology. Comes out: `Things`, which knows of each IRI its
labels in both languages, its statements, the statements that point at it, and whether it has a page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from lcgraph.say import Text
from lcgraph.subjects import Facts
from lcgraph.vocab import BASE, DCTERMS, FOAF, LCG, ONTOLOGY, PREFIXES, PROV, RDF, RDFS, SKOS, is_member
from lcgraph.web.addresses import LANGUAGES, stem
from lcgraph.web.outside import CURIES, PROPERTIES
from lcgraph.web.words import WORDS

_NAMED: Final = (SKOS.prefLabel, RDFS.label, DCTERMS.title, FOAF.name, SKOS.notation)
_CALLED_AFTER: Final = {
    LCG.Finding: ("{0} – {1}", (LCG.aboutMotive, LCG.aboutGroup)),
    LCG.PartnerGroup: ("{0}, {1}", (LCG.inCase, LCG.role)),
    LCG.Correspondence: ("{0} – {1} – {2}", (LCG.ofConcept, LCG.match, LCG.withConcept)),
    LCG.Placement: ("{0}: {1} → {2}", (LCG.citesWork, LCG.placesMotive, LCG.inCluster)),
    LCG.Citation: ("{0} – {1} – {2}", (LCG.citesWork, LCG.relation, LCG.about)),
}
"""Things that are called after what they are about, from the most to the least particular type."""


class Things:
    """The public quads by thing, in both directions."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        given = list(quads)
        self.quads = given
        self.facts = {lang: Facts(given, lang) for lang in LANGUAGES}
        self.said = self.facts[LANGUAGES[0]]
        self.incoming: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.documents: dict[str, set[str]] = defaultdict(set)
        self.more: set[str] = set()
        """IRIs that the quads do not speak of and that have a page all the same."""
        self._labels: dict[tuple[str, str], str] = {}
        for quad in given:
            if not isinstance(quad.subject, ox.NamedNode):
                continue
            if self._ours(quad.subject.value, quad.graph_name):
                self.documents[stem(quad.subject.value)].add(quad.subject.value)
            if isinstance(quad.object, ox.NamedNode):
                target = quad.object.value
                self.incoming[target][quad.predicate.value].add(quad.subject.value)
                if target.startswith(BASE):
                    self.documents[stem(target)].add(target)

    @staticmethod
    def _ours(iri: str, graph: object) -> bool:
        """Whether this gets a page: terms of others that the ontology only names do not."""
        return iri.startswith(BASE) or graph != ONTOLOGY

    def has_page(self, iri: str) -> bool:
        """Whether there is a page for an IRI, or for the document in which it is a place."""
        there = self.documents.get(stem(iri), ())
        return iri in there or self._place(iri) in there or iri in self.more

    @staticmethod
    def _place(iri: str) -> str:
        return iri.partition("#")[0]

    def main(self, stem_: str) -> str:
        """The IRI that a page is about: the one without a fragment, else the first."""
        iris = self.documents[stem_]
        return min(iris, key=lambda iri: ("#" in iri and not iri.startswith(LCG.iri), iri)).partition(
            "#row="
        )[0]

    def types(self, iri: str) -> list[str]:
        """The types of a thing, the particular ones first."""
        found = [term.value for term in self.said.terms(iri, RDF.type) if isinstance(term, ox.NamedNode)]
        return sorted(found, key=lambda each: (each in _GENERAL, not each.startswith(BASE), each))

    def kinds(self, iri: str) -> list[str]:
        """The types that a page names: the particular ones of lcgraph, or the first where there is none."""
        types = self.types(iri)
        ours = [each for each in types if each.startswith(BASE) and each not in _GENERAL]
        return ours or types[:1]

    def is_a(self, iri: str, *types: ox.NamedNode) -> bool:
        """Whether a thing is stated to be of one of these types."""
        return any(iri in self.said.types.get(type_.value, ()) for type_ in types)

    def one(self, iri: str, predicate: ox.NamedNode, lang: str = LANGUAGES[0]) -> str:
        """The first value in a language, or ""."""
        return self.facts[lang].one(iri, predicate)

    def refer(self, iri: str, predicate: ox.NamedNode) -> list[str]:
        """The things whose property has this thing as value, in reading order."""
        found = self.incoming[iri][predicate.value] if iri in self.incoming else ()
        return sorted(found, key=self.said.order)

    def within(self, concept: str) -> list[str]:
        """A concept and all that is broader, from narrow to broad; a circle is walked once."""
        found = [concept]
        for each in found:
            found += [wider for wider in self.said.all(each, SKOS.broader) if wider not in found]
        return found

    def label(self, iri: str, lang: str) -> str:
        """What a thing is called in a language: its own label, or after what it is about."""
        if (iri, lang) not in self._labels:
            self._labels[iri, lang] = self._label(iri, lang)
        return self._labels[iri, lang]

    def _label(self, iri: str, lang: str) -> str:
        if iri in PROPERTIES:
            return PROPERTIES[iri].in_(lang)
        if is_member(ox.NamedNode(iri)):
            return WORDS["in_order"].in_(lang).format(iri.rpartition("_")[2])
        for type_, (form, parts) in _CALLED_AFTER.items():
            if self.is_a(iri, type_):
                return self._composed(iri, type_, form, parts, lang)
        if self.is_a(iri, LCG.Claim):
            return self.one(iri, LCG.statement, lang)
        for predicate in _NAMED:
            if found := self.facts[lang].one(iri, predicate):
                return found
        return self._by_place(iri, lang)

    def _composed(
        self, iri: str, type_: ox.NamedNode, form: str, parts: Iterable[ox.NamedNode], lang: str
    ) -> str:
        named = []
        for predicate in parts:
            value = self.said.one(iri, predicate)
            background = type_ == LCG.Citation and predicate == LCG.about and not value
            named.append(
                WORDS["background"].in_(lang) if background else self.label(value, lang) if value else "?"
            )
        text = form.format(*named)
        kind = WORDS["derived"].in_(lang) if self.is_a(iri, LCG.DerivedFinding) else ""
        return upper_first(text) + (f" ({kind})" if kind and iri.endswith("/derived") else "")

    def _by_place(self, iri: str, lang: str) -> str:
        """A name for what has no label: after its IRI."""
        if self.is_a(iri, LCG.RuleException):
            group = self.said.one(iri, LCG.forGroup)
            return f"{WORDS['exception'].in_(lang)}: {self.label(group, lang) if group else '?'}"
        if self.is_a(iri, LCG.Quantity):
            return self._of_owner(iri, lang)
        if self.is_a(iri, LCG.Reading):
            number, claim = iri.rpartition("/")[2], "".join(self.refer(iri, LCG.hasReading)[:1])
            return f"{WORDS['reading_number'].in_(lang).format(number)}: {self.label(claim, lang)}"
        if self.is_a(iri, LCG.Facet):
            return self._facet(iri, lang)
        if self.is_a(iri, SKOS.ConceptScheme):
            study, _, scheme = iri.removeprefix(f"{BASE}study/").partition("/")
            return f"{self.label(BASE + scheme, lang)} ({study})" if scheme else curie(iri)
        if self.is_a(iri, LCG.Limitation):
            return f"{WORDS['limitation'].in_(lang)} {iri.rpartition('/')[2]}"
        if self.is_a(iri, PROV.Activity):
            return WORDS["derivation"].in_(lang)
        if "#row=" in iri:
            file, _, row = iri.rpartition("/")[2].partition("#row=")
            return f"{file}, {WORDS['row'].in_(lang)} {row}"
        return iri.rpartition("/")[2] if "/file/" in iri else curie(iri)

    def _of_owner(self, quantity: str, lang: str) -> str:
        """A quantity after its attribute and after what has it."""
        found = ((each, owner) for each, owners in self.incoming[quantity].items() for owner in owners)
        attribute, owner = min(found, default=("", ""))
        return f"{self.label(attribute, lang)} ({self.label(owner, lang)})" if owner else curie(quantity)

    def _facet(self, iri: str, lang: str) -> str:
        """A facet after what it is a value of and which: `partner role: municipality`."""
        study, by, value = (
            self.said.one(iri, each) for each in (LCG.partOfStudy, LCG.facetBy, LCG.facetValue)
        )
        kinds = (_FACETS[by].value if by in _FACETS else "", f"{study}/attribute/{by}")
        kind = next((each for each in kinds if each in self.said.said), "")
        places = (f"{study}/{by}/{value}", f"{BASE}{by}/{value}")
        shown = next((self.label(each, lang) for each in places if each in self.said.said), "")
        if not shown and value in ("yes", "no"):
            shown = WORDS[value].in_(lang)
        return f"{self.label(kind, lang) if kind else by}: {shown or value}"

    def kind(self, iri: str, lang: str) -> str:
        """What sort of thing this is, in words; "" when nothing says."""
        types = self.types(iri)
        return self.label(types[0], lang) if types else ""

    def text(self, iri: str, predicate: ox.NamedNode) -> Text:
        """A property's first value in both languages."""
        return Text(nl=self.one(iri, predicate, "nl"), en=self.one(iri, predicate, "en"))


_FACETS: Final = {
    "role": LCG.PartnerRole,
    "setting": LCG.Setting,
    "sector": LCG.Sector,
    "case": LCG.Case,
    "start_year": LCG.startYear,
}
"""By what groups are told apart that is not an attribute of a study's own, and what that is called."""
_GENERAL: Final = frozenset(
    {SKOS.Concept.value, PREFIXES["owl"] + "NamedIndividual", LCG.Finding.value, LCG.Citation.value,
     LCG.Cell.value, PREFIXES["owl"] + "FunctionalProperty", PROV.Entity.value}
)  # fmt: skip


def curie(iri: str) -> str:
    """An IRI with the prefix that begins it, or without the base of lcgraph; else as it is.

    >>> curie("http://www.w3.org/2004/02/skos/core#broader"), curie("https://w3id.org/lcgraph/motive/image")
    ('skos:broader', 'motive/image')
    """
    for prefix, space in CURIES.items():
        if iri.startswith(space) and re.fullmatch(r"[\w-]+", iri.removeprefix(space)):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri.removeprefix(BASE) or iri


def upper_first(text: str) -> str:
    """A text that begins with a capital, as a heading does."""
    return text[:1].upper() + text[1:]
