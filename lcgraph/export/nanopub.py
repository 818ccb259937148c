"""Nanopublications: each finding, and each contested placement of a motive, as a statement to be cited alone.

Goes in: public quads with the ontology, and a day. Comes out: TriG with four graphs a nanopublication (head,
assertion, provenance, publication info), by the Nanopublication Guidelines (nanopub.net). Their IRIs end in a
trusty code, a hash of what they say (Kuhn and Dumontier, 2014, Trusty URIs: module RA): what is changed gets
another IRI, and anyone can check that nothing was. They are not signed: that takes the publisher's own key.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from lcgraph.errors import CallError
from lcgraph.export.rdf import export_trig
from lcgraph.privacy.withheld import WITHHELD
from lcgraph.resources import BUNDLED
from lcgraph.say import Text
from lcgraph.subjects import Facts
from lcgraph.vocab import BASE, BIBO, DCTERMS, LCG, PREFIXES, PROV, RDF, RDFS, SKOS, XSD, Namespace
from lcgraph.written import Exported

NP: Final = Namespace(
    "http://www.nanopub.org/nschema#", "Nanopublication hasAssertion hasProvenance hasPublicationInfo"
)
START: Final = BASE + "np/"
"""What the IRI of a nanopublication begins with; its trusty code follows."""
_ATTRIBUTED: Final = ox.NamedNode(PROV.iri + "wasAttributedTo")
_CREATED: Final = ox.NamedNode(DCTERMS.iri + "created")
_SEE_ALSO: Final = ox.NamedNode(RDFS.iri + "seeAlso")
_HOLE: Final = " "  # where the code will stand, while it is computed
_ENCODERS: Final = ox.NamedNode(BASE + "agent/lcgraph-contributors")

Triples = list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]


def export_nanopubs(quads: Iterable[ox.Quad], day: str) -> Exported:
    """All nanopublications as TriG, and how many; `CallError` when there is nothing to publish."""
    made = list(nanopubs(quads, day))
    if not made:
        raise CallError(
            nl="hier is geen bevinding en geen betwiste plaatsing: er is niets apart te publiceren",
            en="there is no finding here, and no contested placement: nothing to publish one by one",
        )
    told = Text(
        nl=f"{len(made)} nanopublicaties, gedateerd {day}; ondertekenen kan alleen wie ze publiceert",
        en=f"{len(made)} nanopublications, dated {day}; only who publishes them can sign them",
    )
    prefixes = {**PREFIXES, "np": NP.iri}
    return Exported(export_trig((quad for each in made for quad in each.quads()), prefixes), notes=(told,))


def nanopubs(quads: Iterable[ox.Quad], day: str) -> Iterator[Nanopub]:
    """The nanopublications: findings in reading order, then contested placements."""
    facts = Facts(quads, "en")
    for finding in facts.of(LCG.Finding):
        status = facts.one(finding, LCG.status)
        if facts.all(finding, LCG.aboutGroup) and status and status != WITHHELD.value:
            yield _made(facts, finding, _finding(facts, finding), day)
    for claim in _contested(facts):
        yield _made(facts, claim, _facts_of(facts, claim, _CLAIM), day)


@dataclass
class Nanopub:
    """The parts of a nanopublication; `about` is the thing of which it states something."""

    about: str
    assertion: Triples
    provenance: Triples = field(default_factory=list)
    info: Triples = field(default_factory=list)

    @property
    def iri(self) -> str:
        """The trusty IRI: `https://w3id.org/lcgraph/np/RA…`."""
        return START + trusty_code(self._quads(START + _HOLE))

    def quads(self) -> list[ox.Quad]:
        """The four graphs."""
        iri = self.iri
        return [
            ox.Quad(
                ox.NamedNode(subject), ox.NamedNode(predicate),
                ox.NamedNode(object_) if isinstance(object_, str) else object_, ox.NamedNode(graph),
            )
            for graph, subject, predicate, object_ in self._quads(iri)
        ]  # fmt: skip

    def _quads(self, iri: str) -> list[Statement]:
        """Every statement as graph, subject, predicate and object; IRIs as text, for one may have a hole."""
        head, assertion, provenance, info = (
            f"{iri}#{name}" for name in ("Head", "assertion", "provenance", "pubinfo")
        )
        found: list[Statement] = [
            (head, iri, RDF.type.value, NP.Nanopublication.value),
            (head, iri, NP.hasAssertion.value, assertion),
            (head, iri, NP.hasProvenance.value, provenance),
            (head, iri, NP.hasPublicationInfo.value, info),
        ]
        filled = {_THIS: iri, _ASSERTION: assertion}
        for graph, triples in ((assertion, self.assertion), (provenance, self.provenance), (info, self.info)):
            for subject, predicate, object_ in triples:
                value = object_.value if isinstance(object_, ox.NamedNode) else object_
                found.append((graph, filled.get(subject.value, subject.value), predicate.value, value))
        return found


Statement = tuple[str, str, str, str | ox.Literal]
_THIS: Final = "urn:lcgraph:this"
_ASSERTION: Final = "urn:lcgraph:assertion"


def trusty_code(statements: Iterable[Statement]) -> str:
    """The code of module RA: `RA`, and the SHA-256 of the statements in base64url, 45 characters.

    In the IRIs of the statements a space stands where the code will be.
    """
    lines = []
    for graph, subject, predicate, object_ in sorted(set(statements), key=_trusty_order):
        if isinstance(object_, str):
            value = object_
        else:
            text = object_.value.replace("\\", "\\\\").replace("\n", "\\n")
            value = f"@{object_.language} {text}" if object_.language else f"^{object_.datatype.value} {text}"
        lines += [graph, subject, predicate, value]
    digest = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).digest()
    return "RA" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _trusty_order(statement: Statement) -> tuple[str, str, str, bool, str, bool, str]:
    """By graph, subject and predicate; IRIs before literals, those by text, then plain before typed."""
    graph, subject, predicate, object_ = statement
    if isinstance(object_, str):
        return graph, subject, predicate, False, object_, False, ""
    kind = object_.language or object_.datatype.value
    return graph, subject, predicate, True, object_.value, not object_.language, kind


_CLAIM: Final = (RDF.type, LCG.placesMotive, LCG.inCluster, LCG.citesWork, LCG.relation, LCG.usedInTablesOf)
_FINDING: Final = (
    RDF.type, LCG.aboutGroup, LCG.aboutMotive, LCG.status, LCG.respondentsMentioning, LCG.respondentsAsked
)  # fmt: skip


def _facts_of(facts: Facts, thing: str, predicates: Iterable[ox.NamedNode]) -> Triples:
    return [
        (ox.NamedNode(thing), predicate, value)
        for predicate in predicates
        for value in facts.terms(thing, predicate)
    ]


def _finding(facts: Facts, finding: str) -> Triples:
    """What is found, and of whom: case and role of the group are told with it."""
    group = facts.one(finding, LCG.aboutGroup)
    return _facts_of(facts, finding, _FINDING) + _facts_of(facts, group, (LCG.inCase, LCG.role))


def _contested(facts: Facts) -> list[str]:
    """The placements of motives that are placed in more than one main cluster."""
    tops: dict[str, set[str]] = {}
    placements = facts.of(LCG.Placement)
    for claim in placements:
        tops.setdefault(facts.one(claim, LCG.placesMotive), set()).update(
            _top(facts, cluster) for cluster in facts.all(claim, LCG.inCluster)
        )
    return [claim for claim in placements if len(tops[facts.one(claim, LCG.placesMotive)]) > 1]


def _top(facts: Facts, cluster: str) -> str:
    """The main cluster of a cluster."""
    seen = {cluster}
    while (above := facts.one(cluster, SKOS.broader)) and above not in seen:
        seen.add(above)
        cluster = above
    return cluster


def _made(facts: Facts, thing: str, assertion: Triples, day: str) -> Nanopub:
    """An assertion with where it comes from, and who publishes it when and under which licence."""
    study = facts.one(thing, LCG.partOfStudy)
    that, this = ox.NamedNode(_ASSERTION), ox.NamedNode(_THIS)
    sources = [*facts.terms(study, DCTERMS.source), *facts.terms(thing, LCG.citesWork)]
    dois = {doi for work in (study, *(each.value for each in sources)) for doi in facts.all(work, BIBO.doi)}
    provenance: Triples = [(that, PROV.wasDerivedFrom, source) for source in dict.fromkeys(sources)]
    provenance += [
        (that, PROV.wasDerivedFrom, ox.NamedNode(f"https://doi.org/{doi}")) for doi in sorted(dois)
    ]
    provenance += _moved(facts.terms(thing, PROV.wasDerivedFrom), that, PROV.wasDerivedFrom)
    provenance += _moved(facts.terms(study, DCTERMS.creator), that, _ATTRIBUTED)
    for activity in facts.all(thing, PROV.wasGeneratedBy):
        provenance.append((that, PROV.wasGeneratedBy, ox.NamedNode(activity)))
        provenance += _facts_of(facts, activity, (RDF.type, PROV.used, PROV.wasAssociatedWith))
    provenance += _facts_of(facts, thing, (LCG.locator, SKOS.note))
    if not any(subject == that for subject, _, _ in provenance):
        provenance.append((that, PROV.wasDerivedFrom, ox.NamedNode(study or thing)))
    publishers = [_ENCODERS] if study == f"{BASE}study/{BUNDLED}" else facts.terms(study, DCTERMS.creator)
    info: Triples = [
        (this, _CREATED, ox.Literal(f"{day}T00:00:00Z", datatype=ox.NamedNode(XSD.iri + "dateTime")))
    ]
    info += _moved(publishers, this, DCTERMS.creator)
    info += _moved(facts.terms(study, DCTERMS.license), this, DCTERMS.license)
    info.append((this, RDFS.label, ox.Literal(_label(facts, thing), language="en")))
    info.append((this, _SEE_ALSO, ox.NamedNode(thing)))
    return Nanopub(thing, assertion, provenance, info)


def _moved(
    values: Iterable[ox.NamedNode | ox.Literal], subject: ox.NamedNode, predicate: ox.NamedNode
) -> Triples:
    """The same values said of another subject."""
    return [(subject, predicate, value) for value in values]


def _label(facts: Facts, thing: str) -> str:
    """`image: reported, ICT, practice partner`, `recruitment: placed in capital motives by …`."""

    def label(subject: str, predicate: ox.NamedNode) -> str:
        return facts.label(facts.one(subject, predicate))

    group = facts.one(thing, LCG.aboutGroup)
    if group:
        motive, status = label(thing, LCG.aboutMotive), label(thing, LCG.status)
        return f"{motive}: {status}, {label(group, LCG.inCase)}, {label(group, LCG.role)}"
    motive, cluster = label(thing, LCG.placesMotive), label(thing, LCG.inCluster)
    return f"{motive}: placed in {cluster} by {label(thing, LCG.citesWork)}"
