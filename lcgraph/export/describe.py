"""What a data set is: DCAT 3 and VoID with counted statistics, and the same for search engines (schema.org).

Goes in: the quads that are published, the day, and the files in which they can be had. Comes out: quads of
the default graph, or a JSON-LD document. Numbers are counted from the quads: statements with graphs merged,
subjects and objects once each, things (`void:entities`) as subjects that have a type. No blank nodes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from lcgraph import __version__
from lcgraph.export.jsonld import as_json
from lcgraph.export.rdf import export_turtle
from lcgraph.privacy.withheld import unsaid
from lcgraph.quads import integer, sort_quads
from lcgraph.release import Release, this_release
from lcgraph.resources import BUNDLED
from lcgraph.say import Text
from lcgraph.subjects import Facts
from lcgraph.vocab import BASE, BIBO, DCAT, DCTERMS, FOAF, LCG, PREFIXES, PROV, RDF, SKOS, XSD, Namespace

VOID: Final = Namespace(
    "http://rdfs.org/ns/void#",
    "Dataset triples entities distinctSubjects distinctObjects properties classes classPartition class"
    " propertyPartition property vocabulary uriSpace dataDump exampleResource",
)
SPDX: Final = Namespace(
    "http://spdx.org/rdf/terms#",
    "Checksum ChecksumAlgorithm checksum algorithm checksumValue checksumAlgorithm_sha256",
)
_TERMS: Final = Namespace(
    DCTERMS.iri,
    "description language issued temporal PeriodOfTime format publisher LinguisticSystem LicenseDocument"
    " MediaType MediaTypeOrExtent",
)
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
_FILE_TYPES: Final = {
    "text/turtle": "RDF_TURTLE", "application/trig": "RDF_TRIG", "application/n-quads": "RDF_N_QUADS",
    "application/n-triples": "RDF_N_TRIPLES", "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML", "text/csv": "CSV",
    "text/html": "HTML", "application/json": "JSON", "application/xml": "XML",
    "application/zip": "ZIP",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
}  # fmt: skip
_THEMES: Final = {
    "AGRI": Text(nl="Landbouw, visserij, bosbouw en voeding", en="Agriculture, fisheries, forestry and food"),
    "ECON": Text(nl="Economie en financiën", en="Economy and finance"),
    "EDUC": Text(nl="Onderwijs, cultuur en sport", en="Education, culture and sport"),
    "ENER": Text(nl="Energie", en="Energy"),
    "ENVI": Text(nl="Milieu", en="Environment"),
    "GOVE": Text(nl="Overheid en publieke sector", en="Government and public sector"),
    "HEAL": Text(nl="Gezondheid", en="Health"),
    "INTR": Text(nl="Internationale vraagstukken", en="International issues"),
    "JUST": Text(
        nl="Justitie, rechtsstelsel en openbare veiligheid", en="Justice, legal system and public safety"
    ),
    "REGI": Text(nl="Regio's en steden", en="Regions and cities"),
    "SOCI": Text(nl="Bevolking en samenleving", en="Population and society"),
    "TECH": Text(nl="Wetenschap en technologie", en="Science and technology"),
    "TRAN": Text(nl="Vervoer", en="Transport"),
}
"""The data themes of the European Union, by which catalogues sort; a study says which is its own."""
_KEYWORDS: Final = (
    Text(nl="interorganisationele samenwerking", en="interorganisational collaboration"),
    Text(nl="motieven", en="motives"),
)
"""What every study is about; its own keywords stand beside these."""
_AGENT: Final = ox.NamedNode(FOAF.iri + "Agent")
_ENCODERS: Final = f"{BASE}agent/lcgraph-contributors"
_NON_NEGATIVE: Final = ox.NamedNode(XSD.iri + "nonNegativeInteger")
_HEX: Final = ox.NamedNode(XSD.iri + "hexBinary")
_RDF_MEDIA: Final = frozenset(
    {"text/turtle", "application/trig", "application/n-quads", "application/n-triples", "application/ld+json",
     "application/rdf+xml"}
)  # fmt: skip
_COUNTED: Final = ("triples", "distinctSubjects", "distinctObjects", "properties", "classes", "entities")


@dataclass(frozen=True)
class Distribution:
    """A file in which the data set can be had: where, its media type, what it is, its size and SHA-256."""

    url: str
    media: str
    about: Text
    size: int
    sha256: str

    @classmethod
    def of(cls, url: str, media: str, about: Text, data: bytes) -> Distribution:
        """A distribution of these bytes."""
        return cls(url, media, about, len(data), hashlib.sha256(data).hexdigest())


@dataclass(frozen=True)
class Statistics:
    """Counts over quads whose graphs are merged; partitions by IRI of the class or property."""

    triples: int
    distinct_subjects: int
    distinct_objects: int
    properties: int
    classes: int
    entities: int
    by_class: dict[str, int]
    by_property: dict[str, int]


def statistics(quads: Iterable[ox.Quad]) -> Statistics:
    """What can be counted of a data set."""
    triples = {(quad.subject, quad.predicate, quad.object) for quad in quads}
    by_class: dict[str, set[object]] = {}
    by_property: dict[str, int] = {}
    for subject, predicate, object_ in triples:
        by_property[predicate.value] = by_property.get(predicate.value, 0) + 1
        if predicate == RDF.type and isinstance(object_, ox.NamedNode):
            by_class.setdefault(object_.value, set()).add(subject)
    return Statistics(
        triples=len(triples),
        distinct_subjects=len({subject for subject, _, _ in triples}),
        distinct_objects=len({object_ for _, _, object_ in triples}),
        properties=len(by_property),
        classes=len(by_class),
        entities=len(set().union(*by_class.values())),
        by_class={iri: len(by_class[iri]) for iri in sorted(by_class)},
        by_property={iri: by_property[iri] for iri in sorted(by_property)},
    )


def dataset_iri(facts: Facts) -> str:
    """The IRI of the data set: below the study when there is one study, else that of lcgraph as a whole."""
    studies = facts.of(LCG.Study)
    return f"{studies[0]}/dataset" if len(studies) == 1 else f"{BASE}dataset"


def describe(
    quads: Iterable[ox.Quad],
    day: str,
    distributions: Sequence[Distribution] = (),
    release: Release | None = None,
) -> list[ox.Quad]:
    """The data set in DCAT 3 and VoID, as sorted quads of the default graph.

    It passes the shapes of DCAT-AP 3.0 for what it describes. `release` is this one where none is given.
    """
    given = list(quads)
    facts = Facts(given, "en")
    made = _Description(facts, dataset_iri(facts))
    made.dataset(day, release or this_release())
    made.counts(statistics(given))
    for distribution in distributions:
        made.distribution(distribution, day)
    return sort_quads(made.quads)


def export_dcat(quads: Iterable[ox.Quad], day: str, files: Sequence[Distribution] = ()) -> bytes:
    """The description as Turtle, with the files where the publisher said at what address they lie."""
    prefixes = {**PREFIXES, "dcat": DCAT.iri, "void": VOID.iri, "spdx": SPDX.iri}
    return export_turtle(describe(quads, day, files), prefixes)


def schema_org(
    quads: Iterable[ox.Quad], lang: str, day: str, distributions: Sequence[Distribution] = ()
) -> dict[str, Any]:
    """The data set as a schema.org `Dataset`, for a page: search engines read it from a script element."""
    given = list(quads)
    facts = Facts(given, lang)
    studies = facts.of(LCG.Study)
    counts = statistics(given)
    dois = sorted({doi for study in studies for doi in facts.all(study, BIBO.doi)})
    told: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": dataset_iri(facts),
        "url": dataset_iri(facts),
        "name": "; ".join(facts.one(study, DCTERMS.title) or study for study in studies),
        "description": _description(facts).in_(lang),
        "version": __version__,
        "datePublished": day,
        "inLanguage": ["nl", "en"],
        "isAccessibleForFree": True,
        "license": _one(sorted({each for study in studies for each in facts.all(study, DCTERMS.license)})),
        "creator": _people(facts, studies),
        "isBasedOn": _one([f"https://doi.org/{doi}" for doi in dois]),
        "keywords": _keywords(facts, studies, lang),
        "temporalCoverage": _period(facts, studies),
        "size": f"{counts.triples} RDF triples",
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": each.url,
                "encodingFormat": each.media,
                "name": each.about.in_(lang),
                "contentSize": f"{each.size} B",
                "sha256": each.sha256,
            }
            for each in distributions
        ],
    }
    return {name: value for name, value in told.items() if value not in ("", [])}


def export_schema_org(quads: Iterable[ox.Quad], lang: str, day: str) -> bytes:
    """The schema.org description as JSON-LD, without distributions."""
    return as_json(schema_org(quads, lang, day))


def _one(values: list[str]) -> Any:
    return values[0] if len(values) == 1 else values


def _people(facts: Facts, studies: list[str]) -> list[dict[str, str]]:
    people = []
    for agent in dict.fromkeys(agent for study in studies for agent in facts.all(study, DCTERMS.creator)):
        corporate = FOAF.Organization.value in facts.all(agent, RDF.type)
        family, given = facts.one(agent, FOAF.familyName), facts.one(agent, FOAF.givenName)
        told = {
            "@type": "Organization" if corporate else "Person",
            "@id": agent,
            "name": facts.one(agent, FOAF.name),
        }
        people.append(told | ({"familyName": family, "givenName": given} if family and given else {}))
    return people


def _period(facts: Facts, studies: list[str]) -> str:
    """From the first to the last moment of collection, as ISO 8601 interval; "" when no study says."""
    starts = [start for study in studies for start in facts.all(study, LCG.collectedFrom)]
    ends = [end for study in studies for end in facts.all(study, LCG.collectedUntil)]
    return f"{min(starts)}/{max(ends)}" if starts and ends else ""


def _description(facts: Facts) -> Text:
    numbers = [len(facts.of(type_)) for type_ in (LCG.Case, LCG.PartnerGroup, LCG.Finding, LCG.Work)]
    parts = [
        Text(
            nl="Waarom organisaties samenwerken: {} cases, {} partnergroepen, {} cellen (een motief bij een"
            " groep) en {} werken uit de literatuur.".format(*numbers),
            en="Why organisations collaborate: {} cases, {} partner groups, {} cells (a motive in a group)"
            " and {} works from the literature.".format(*numbers),
        ),
        *unsaid(facts)[1:],
    ]
    return Text(nl=" ".join(each.nl for each in parts), en=" ".join(each.en for each in parts))


def _keywords(facts: Facts, studies: Iterable[str], lang: str) -> list[str]:
    """What every study is about, and the keywords of these studies in a language or in none."""
    own = [
        term.value
        for study in studies
        for term in facts.terms(study, DCAT.keyword)
        if isinstance(term, ox.Literal) and term.language in (lang, None)
    ]
    return list(dict.fromkeys([*(word.in_(lang) for word in _KEYWORDS), *own]))


class _Description:
    """Collects the quads about one data set."""

    def __init__(self, facts: Facts, iri: str) -> None:
        self.facts = facts
        self.iri = iri
        self.quads: list[ox.Quad] = []
        found = (facts.terms(study, DCTERMS.license) for study in facts.of(LCG.Study))
        self.licences = list(dict.fromkeys(licence for each in found for licence in each))

    def add(self, subject: str, predicate: ox.NamedNode, *values: ox.NamedNode | ox.Literal) -> None:
        self.quads += [ox.Quad(ox.NamedNode(subject), predicate, value) for value in values]

    def text(self, subject: str, predicate: ox.NamedNode, text: Text) -> None:
        self.add(subject, predicate, ox.Literal(text.nl, language="nl"), ox.Literal(text.en, language="en"))

    def dataset(self, day: str, release: Release) -> None:
        """Title, description, creators, licence, period and the like."""
        facts, this = self.facts, self.iri
        self.add(this, RDF.type, DCAT.Dataset, VOID.Dataset)
        for study in facts.of(LCG.Study):
            for predicate in (DCTERMS.title, DCTERMS.creator):
                self.add(this, predicate, *facts.terms(study, predicate))
            self.add(this, PROV.wasDerivedFrom, *facts.terms(study, DCTERMS.source))
            self.agents(facts.all(study, DCTERMS.creator))
            if study == f"{BASE}study/{BUNDLED}":
                self.add(this, _TERMS.publisher, ox.NamedNode(_ENCODERS))
                self.add(_ENCODERS, RDF.type, _AGENT)
                self.add(_ENCODERS, FOAF.name, ox.Literal("lcgraph contributors"))
                if release.doi:
                    self.add(this, DCTERMS.identifier, ox.Literal(f"https://doi.org/{release.doi}"))
            self.add(this, VOID.exampleResource, ox.NamedNode(study))
            findings = [each for each in facts.of(LCG.Finding) if facts.one(each, LCG.partOfStudy) == study]
            self.add(this, VOID.exampleResource, *(ox.NamedNode(each) for each in findings[:1]))
        self.add(this, DCTERMS.license, *self.licences)
        for licence in self.licences:
            self.add(licence.value, RDF.type, _TERMS.LicenseDocument)
        self.text(this, _TERMS.description, _description(facts))
        for word in _KEYWORDS:
            self.text(this, DCAT.keyword, word)
        self._subjects()
        for code in ("NLD", "ENG"):
            self.listed(_TERMS.language, "language", code, _TERMS.LinguisticSystem)
        self.add(this, _TERMS.issued, ox.Literal(day, datatype=XSD.date))
        self.add(this, VOID.uriSpace, ox.Literal(BASE))
        self._collected()
        self._versions(day, release)

    def _subjects(self) -> None:
        """The keywords and themes that the studies say of themselves."""
        studies, start = self.facts.of(LCG.Study), f"{_AUTHORITY}data-theme/"
        for study in studies:
            self.add(self.iri, DCAT.keyword, *self.facts.terms(study, DCAT.keyword))
        for theme in dict.fromkeys(each for study in studies for each in self.facts.all(study, DCAT.theme)):
            code = theme.removeprefix(start)
            if code in _THEMES:
                self.text(
                    self.listed(DCAT.theme, "data-theme", code, SKOS.Concept), SKOS.prefLabel, _THEMES[code]
                )
            else:
                self.add(self.iri, DCAT.theme, ox.NamedNode(theme))

    def agents(self, agents: Iterable[str]) -> None:
        """Who they are, for readers that have the description alone."""
        for agent in agents:
            self.add(agent, RDF.type, _AGENT, *self.facts.terms(agent, RDF.type))
            self.add(agent, FOAF.name, *self.facts.terms(agent, FOAF.name))

    def listed(
        self, predicate: ox.NamedNode, scheme: str, code: str, type_: ox.NamedNode, of: str = ""
    ) -> str:
        """A value from an authority list of the European Union, with what a reader needs to check it."""
        value = f"{_AUTHORITY}{scheme}/{code}"
        self.add(of or self.iri, predicate, ox.NamedNode(value))
        self.add(value, RDF.type, type_)
        self.add(value, SKOS.inScheme, ox.NamedNode(_AUTHORITY + scheme))
        return value

    def _versions(self, day: str, release: Release) -> None:
        """The number of this version and its IRI, and the version before it where there is one."""
        this, version = ox.NamedNode(self.iri), f"{self.iri}/{release.version}"
        self.add(self.iri, DCAT.version, ox.Literal(release.version))
        self.add(self.iri, DCAT.hasCurrentVersion, ox.NamedNode(version))
        self.add(version, RDF.type, DCAT.Dataset)
        for predicate in (DCTERMS.title, _TERMS.description):
            self.add(version, predicate, *self._said(predicate))
        self.add(version, DCAT.isVersionOf, this)
        self.add(version, DCAT.version, ox.Literal(release.version))
        self.add(version, _TERMS.issued, ox.Literal(day, datatype=XSD.date))
        if release.earlier:
            self.add(version, DCAT.previousVersion, ox.NamedNode(f"{self.iri}/{release.earlier}"))

    def _said(self, predicate: ox.NamedNode) -> list[ox.NamedNode | ox.Literal]:
        """What was said of the data set so far."""
        return [
            quad.object
            for quad in self.quads
            if quad.subject == ox.NamedNode(self.iri)
            and quad.predicate == predicate
            and isinstance(quad.object, ox.NamedNode | ox.Literal)
        ]

    def _collected(self) -> None:
        studies = self.facts.of(LCG.Study)
        period = f"{self.iri}#collected"
        starts = [term for study in studies for term in self.facts.terms(study, LCG.collectedFrom)]
        ends = [term for study in studies for term in self.facts.terms(study, LCG.collectedUntil)]
        if starts or ends:
            self.add(self.iri, _TERMS.temporal, ox.NamedNode(period))
            self.add(period, RDF.type, _TERMS.PeriodOfTime)
            self.add(period, DCAT.startDate, *sorted(starts, key=lambda term: term.value)[:1])
            self.add(period, DCAT.endDate, *sorted(ends, key=lambda term: term.value)[-1:])

    def counts(self, counts: Statistics) -> None:
        """The statistics of VoID, with a partition for each class and property."""
        for name in _COUNTED:
            value = getattr(counts, re.sub(r"(?=[A-Z])", "_", name).lower())
            self.add(self.iri, getattr(VOID, name), integer(value))
        spaces = {
            re.split(r"(?<=[#/])(?=[^#/]*$)", iri)[0] for iri in (*counts.by_class, *counts.by_property)
        }
        self.add(self.iri, VOID.vocabulary, *(ox.NamedNode(space) for space in sorted(spaces)))
        for iri, count in counts.by_class.items():
            part = self._part("class", iri, VOID.classPartition, getattr(VOID, "class"))
            self.add(part, VOID.entities, integer(count))
        for iri, count in counts.by_property.items():
            part = self._part("property", iri, VOID.propertyPartition, VOID.property)
            self.add(part, VOID.triples, integer(count))

    def _part(self, kind: str, iri: str, partition: ox.NamedNode, of: ox.NamedNode) -> str:
        part = f"{self.iri}#{kind}-{_fragment(iri)}"
        self.add(self.iri, partition, ox.NamedNode(part))
        self.add(part, of, ox.NamedNode(iri))
        return part

    def distribution(self, each: Distribution, day: str) -> None:
        """A file: where, what, how large, and its checksum."""
        node, checksum, media = each.url, f"{each.url}#checksum", _MEDIA + each.media
        self.add(self.iri, DCAT.distribution, ox.NamedNode(node))
        self.add(node, RDF.type, DCAT.Distribution)
        self.text(node, DCTERMS.title, each.about)
        self.text(node, _TERMS.description, each.about)
        self.add(node, DCAT.downloadURL, ox.NamedNode(each.url))
        self.add(node, DCAT.accessURL, ox.NamedNode(each.url))
        self.add(node, DCAT.mediaType, ox.NamedNode(media))
        self.add(media, RDF.type, _TERMS.MediaType)
        if each.media in _FILE_TYPES:
            code = _FILE_TYPES[each.media]
            self.listed(_TERMS.format, "file-type", code, _TERMS.MediaTypeOrExtent, node)
        self.add(node, DCAT.byteSize, ox.Literal(str(each.size), datatype=_NON_NEGATIVE))
        self.add(node, _TERMS.issued, ox.Literal(day, datatype=XSD.date))
        if len(self.licences) == 1:  # of several, each is that of its study, and a file has one at most
            self.add(node, DCTERMS.license, *self.licences)
        self.add(node, SPDX.checksum, ox.NamedNode(checksum))
        self.add(checksum, RDF.type, SPDX.Checksum)
        self.add(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        self.add(SPDX.checksumAlgorithm_sha256.value, RDF.type, SPDX.ChecksumAlgorithm)
        self.add(checksum, SPDX.checksumValue, ox.Literal(each.sha256, datatype=_HEX))
        if each.media in _RDF_MEDIA:
            self.add(self.iri, VOID.dataDump, ox.NamedNode(each.url))


def _fragment(iri: str) -> str:
    """A class or property as the end of another IRI: `lcg-Case`; a hash where no prefix is known."""
    for prefix, space in PREFIXES.items():
        if iri.startswith(space) and re.fullmatch(r"[\w-]+", iri.removeprefix(space), re.ASCII):
            return f"{prefix}-{iri.removeprefix(space)}"
    return hashlib.sha256(iri.encode()).hexdigest()[:12]
