"""The ontology as names that Python can use: closed namespaces and the codes of the shared schemes.

A misspelt term raises `AttributeError`; `tests/test_vocab.py` compares terms and codes with `ontology/`
both ways. Nothing here is read from a file, so an import costs two milliseconds.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

BASE: Final = "https://w3id.org/lcgraph/"
ONTOLOGY: Final = NamedNode(BASE + "ontology")


class Namespace:
    """A closed set of IRIs: `LCG.Motive` is a `NamedNode`, `LCG.Motif` raises.

    >>> LCG.Motive.value
    'https://w3id.org/lcgraph/ontology#Motive'
    """

    def __init__(self, iri: str, names: str) -> None:
        self.iri = iri
        self.names = tuple(names.split())
        self._terms = {name: NamedNode(iri + name) for name in self.names}

    def __getattr__(self, name: str) -> NamedNode:
        try:
            return self.__dict__["_terms"][name]  # type: ignore[no-any-return]  # __dict__ is untyped
        except KeyError:
            raise AttributeError(f"{name!r} is not a term of {self.__dict__.get('iri')}") from None


LCG: Final = Namespace(
    BASE + "ontology#",
    """
    Study LearningCommunity Case PartnerGroup PartnerRole Setting Sector Respondent Mention Phase
    Finding PublishedFinding DerivedFinding CellStatus ReportingRule RuleException Quantity CountQualifier
    Limitation Motive MotiveCluster MotiveLevel LegitimacyMotive DevelopmentMotive CapitalMotive
    SocialCapitalMotive InnovativeCapacityMotive FinancialCapitalMotive SocietalMotive ContestedMotive
    Work Claim Placement ClaimRelation
    partOfStudy inCase role setting sector students partners qualifier inGroup notAskedAbout byRespondent
    mentionsMotive level phase aboutGroup aboutMotive status reportingRule exception forGroup limitation
    tableCluster placedIn hasPlacement placesMotive inCluster usedInTablesOf citesWork relation about
    listedIn citedIn
    position startYear quantityValue respondents respondentsMentioning respondentsAsked thresholdNumerator
    thresholdDenominator collectedFrom collectedUntil locator placeInProgramme practicePartners otherPartners
    organisation interviewedOn segment segmentSource coder codedOn statement background
    """,
)
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label comment")
SKOS: Final = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    "Concept notation prefLabel definition broader inScheme topConceptOf scopeNote example note",
)
DCTERMS: Final = Namespace(
    "http://purl.org/dc/terms/", "title creator source license issued bibliographicCitation identifier"
)
PROV: Final = Namespace(
    "http://www.w3.org/ns/prov#", "Entity Activity wasDerivedFrom wasGeneratedBy used wasAttributedTo hadPlan"
)
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/", "Person Organization name familyName givenName")
BIBO: Final = Namespace("http://purl.org/ontology/bibo/", "doi")
XSD: Final = Namespace(
    "http://www.w3.org/2001/XMLSchema#", "string integer boolean date gYear gYearMonth decimal double"
)

PREFIXES: Final = {
    "lcg": LCG.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": XSD.iri,
    "skos": SKOS.iri,
    "dcterms": DCTERMS.iri,
    "prov": PROV.iri,
    "foaf": FOAF.iri,
    "bibo": BIBO.iri,
    "sh": "http://www.w3.org/ns/shacl#",
}
"""The prefixes that every query may use without declaring them."""

CODES: Final[dict[str, tuple[str, ...]]] = {
    "role": ("practice-partner", "education-partner"),
    "setting": ("public-public", "public-private"),
    "sector": ("ict", "technology", "education", "economics", "health-care"),
    "level": ("collective", "organisational", "individual"),
    "cluster": (
        "legitimacy",
        "development",
        "capital",
        "social-capital",
        "innovative-capacity",
        "financial-capital",
        "societal",
    ),
    "status": ("reported", "below-threshold", "blank", "not-asked", "not-coded"),
    "qualifier": ("exactly", "about", "more-than", "all"),
    "phase": ("start", "now"),
    "relation": ("supports", "places", "disputes", "defines", "mentions"),
    "motive": (
        "image",
        "recruitment",
        "student-perspectives",
        "learning-community",
        "practice-partner-development",
        "teacher-development",
        "student-development",
        "network",
        "innovative-solutions",
        "cost-reduction",
        "up-to-date-curriculum",
        "better-education-and-care",
        "social-responsibility",
        "damage-control",
        "employer-branding",
        "value-fit-recruitment",
        "mandate-to-act",
        "learning-from-others",
        "joint-insight",
        "staff-professionalisation",
        "learning-from-ways-of-working",
        "joint-product-development",
        "new-markets",
        "joint-strategies",
        "shared-perspectives",
        "new-funding",
        "risk-spreading",
        "expertise-of-partners",
        "scarce-resources",
        "complex-societal-issues",
        "sector-failures",
        "external-pressure",
        "moral-appeal",
    ),
}
"""The codes of each shared scheme, in the order in which people read them."""


def concept(scheme: str, code: str) -> NamedNode:
    """The IRI of a code of a shared scheme.

    >>> concept("role", "practice-partner").value
    'https://w3id.org/lcgraph/role/practice-partner'
    """
    return NamedNode(f"{BASE}{scheme}/{code}")


def study_iri(study: str, *path: str) -> NamedNode:
    """The IRI of a study, or of something that belongs to it.

    >>> study_iri("bos-2023", "group", "ict", "education-partner").value
    'https://w3id.org/lcgraph/study/bos-2023/group/ict/education-partner'
    """
    return NamedNode("/".join((BASE + "study", study, *path)))


def graph_iri(study: str, kind: str) -> NamedNode:
    """The named graph of a study that holds its `asserted`, `provenance` or `derived` statements."""
    return study_iri(study, "graph", kind)
