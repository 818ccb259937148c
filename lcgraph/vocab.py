"""The ontology as names that Python can use: closed namespaces.

A misspelt term raises `AttributeError`; `tests/test_vocab.py` compares the terms with `ontology/` both ways.
Nothing here is read from a file, so an import costs two milliseconds. Codes are in `lcgraph.schemes`.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

BASE: Final = "https://w3id.org/lcgraph/"
ONTOLOGY: Final = NamedNode(BASE + "ontology")
SHARED: Final = NamedNode(BASE + "graph/derived")
"""Where derived statements about the shared schemes stand, whichever studies there are."""

CONSENSUS: Final = ("union", "both", "majority")
"""What `lcg:consensus` may be beside the name of a coder: any coder, every coder, more than half of them."""


class Namespace:
    """A closed set of IRIs: `LCG.Motive` is a `NamedNode`, `LCG.Motif` raises.

    >>> LCG.Motive.value
    'https://w3id.org/lcgraph/ontology#Motive'
    """

    def __init__(self, iri: str, names: str) -> None:
        self.iri = iri
        self.names = tuple(names.split())
        self.__dict__ |= {name: NamedNode(iri + name) for name in self.names}

    def __getattr__(self, name: str) -> NamedNode:
        raise AttributeError(f"{name!r} is not a term of {self.__dict__.get('iri')}")


LCG: Final = Namespace(
    BASE + "ontology#",
    """
    Study Collaboration LearningCommunity Case PartnerGroup PartnerRole Setting Sector Respondent Mention
    ReadPassage Phase Finding PublishedFinding DerivedFinding CellStatus ReportingRule RuleException Quantity
    CountQualifier Limitation Motive MotiveCluster MotiveLevel LegitimacyMotive DevelopmentMotive
    CapitalMotive SocialCapitalMotive InnovativeCapacityMotive FinancialCapitalMotive SocietalMotive
    ContestedMotive
    Work Journal Publisher Citation Placement CitationRelation WorkConcept Correspondence MatchKind
    Attribute Claim Reading Query Cell Facet
    partOfStudy inCase role setting sector qualifier inGroup notAskedAbout byRespondent wordsOf
    mentionsMotive level phase aboutGroup aboutMotive status reportingRule exception forGroup limitation
    tableCluster placedIn hasPlacement placesMotive inCluster usedInTablesOf citesWork relation about
    listedIn citedIn conceptOf ofConcept withConcept match answersWithheld
    position startYear quantityValue respondents respondentsMentioning respondentsAsked thresholdNumerator
    thresholdDenominator collectedFrom collectedUntil locator
    organisation interviewedOn segment segmentSource coder codedOn statement background andOthers
    attributeOf attributeType claimKind hasReading expect groups than motiveOrder differs checkedBy sparql
    topConcept topCluster governedBy minimum facet facetBy facetValue facetTop facetWithin hasPhase shortLabel
    consensus setAsideBy
    WrittenName writtenName nameOf writtenFamily writtenGiven placeOfPublication
    """,
)
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type Seq first rest nil")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label comment seeAlso subClassOf")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#", "sameAs Class DatatypeProperty ObjectProperty")
SKOS: Final = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme notation prefLabel altLabel hiddenLabel definition broader inScheme topConceptOf "
    "scopeNote example note exactMatch closeMatch broadMatch narrowMatch relatedMatch",
)
DCTERMS: Final = Namespace(
    "http://purl.org/dc/terms/",
    "title creator source license issued bibliographicCitation identifier isPartOf publisher",
)
DCAT: Final = Namespace(
    "http://www.w3.org/ns/dcat#",
    "Dataset Distribution distribution byteSize mediaType downloadURL accessURL keyword theme version "
    "hasCurrentVersion isVersionOf previousVersion startDate endDate",
)
DC: Final = Namespace("http://purl.org/dc/elements/1.1/", "publisher")
PROV: Final = Namespace(
    "http://www.w3.org/ns/prov#",
    "Entity Activity SoftwareAgent wasDerivedFrom wasGeneratedBy wasAssociatedWith used",
)
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/", "Person Organization name familyName givenName")
BIBO: Final = Namespace(
    "http://purl.org/ontology/bibo/",
    """
    doi isbn10 isbn13 issn uri volume pages edition authorList editor editorList translator
    Document AcademicArticle Article Book Chapter Manuscript Report Thesis Webpage
    Collection Journal Periodical Proceedings Series
    """,
)
FABIO: Final = Namespace(
    "http://purl.org/spar/fabio/",
    """
    Expression JournalArticle MagazineArticle NewspaperArticle Book BookChapter ConferencePaper ReportDocument
    Thesis DoctoralThesis MastersThesis WebContent Manuscript
    """,
)
PRISM: Final = Namespace(
    "http://prismstandard.org/namespaces/basic/2.0/", "issueIdentifier publicationName issn"
)
CITO: Final = Namespace(
    "http://purl.org/spar/cito/",
    """
    cites citesAsEvidence citesAsAuthority citesForInformation disagreesWith obtainsBackgroundFrom
    hasCitingEntity hasCitationCharacterization
    """,
)
XSD: Final = Namespace(
    "http://www.w3.org/2001/XMLSchema#", "string integer boolean date gYear gYearMonth decimal double"
)

PREFIXES: Final = {
    "lcg": LCG.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "owl": OWL.iri,
    "xsd": XSD.iri,
    "skos": SKOS.iri,
    "dc": DC.iri,
    "dcat": DCAT.iri,
    "dcterms": DCTERMS.iri,
    "prov": PROV.iri,
    "foaf": FOAF.iri,
    "bibo": BIBO.iri,
    "fabio": FABIO.iri,
    "cito": CITO.iri,
    "prism": PRISM.iri,
    "sh": "http://www.w3.org/ns/shacl#",
}
"""The prefixes that every query may use without declaring them."""

WORK_KINDS: Final[dict[str, tuple[NamedNode, NamedNode]]] = {
    "article": (BIBO.AcademicArticle, FABIO.JournalArticle),
    "magazine-article": (BIBO.Article, FABIO.MagazineArticle),
    "newspaper-article": (BIBO.Article, FABIO.NewspaperArticle),
    "book": (BIBO.Book, FABIO.Book),
    "chapter": (BIBO.Chapter, FABIO.BookChapter),
    "paper": (BIBO.Article, FABIO.ConferencePaper),
    "report": (BIBO.Report, FABIO.ReportDocument),
    "thesis": (BIBO.Thesis, FABIO.Thesis),
    "phd-thesis": (BIBO.Thesis, FABIO.DoctoralThesis),
    "masters-thesis": (BIBO.Thesis, FABIO.MastersThesis),
    "webpage": (BIBO.Webpage, FABIO.WebContent),
    "manuscript": (BIBO.Manuscript, FABIO.Manuscript),
    "document": (BIBO.Document, FABIO.Expression),
}
"""The kinds of works, each with its class in BIBO and in FaBiO; in FaBiO all are expressions, none a copy.

The second class tells the kinds apart. `document` is any other kind.
"""

CITATIONS: Final[dict[str, NamedNode]] = {
    "supports": CITO.citesAsEvidence,
    "places": CITO.cites,
    "disputes": CITO.disagreesWith,
    "defines": CITO.citesAsAuthority,
    "mentions": CITO.citesForInformation,
    "background": CITO.obtainsBackgroundFrom,
}
"""How a publication cites a work, by the relation of the citation; `background` is about nothing."""


def concept(scheme: str, code: str) -> NamedNode:
    """The IRI of a code of a shared scheme.

    >>> concept("role", "practice-partner").value
    'https://w3id.org/lcgraph/role/practice-partner'
    """
    return NamedNode(f"{BASE}{scheme}/{code}")


def member(position: int) -> NamedNode:
    """The property that links an `rdf:Seq` to its first, second, ... member.

    >>> member(1).value
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#_1'
    """
    return NamedNode(f"{RDF.iri}_{position}")


def is_member(predicate: NamedNode) -> bool:
    """Whether a property links an `rdf:Seq` to one of its members.

    >>> is_member(member(12)), is_member(RDF.type)
    (True, False)
    """
    return predicate.value.startswith(f"{RDF.iri}_") and predicate.value.removeprefix(f"{RDF.iri}_").isdigit()


def study_iri(study: str, *path: str) -> NamedNode:
    """The IRI of a study, or of something that belongs to it.

    >>> study_iri("bos-2023", "group", "ict", "education-partner").value
    'https://w3id.org/lcgraph/study/bos-2023/group/ict/education-partner'
    """
    return NamedNode("/".join((BASE + "study", study, *path)))


def graph_iri(study: str, kind: str) -> NamedNode:
    """The named graph of a study that holds its `asserted`, `provenance` or `derived` statements."""
    return study_iri(study, "graph", kind)
