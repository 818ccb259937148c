"""What is known to be public: types, properties and places; all else stays (an allow-list).

Nothing leaves because nobody thought of it: a thing leaves when it has a type of this list, and what is said
of it when the property is on it. What only the tables of respondents and mentions say is never on it.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode

from lcgraph.schemes import CLOSED, OPEN
from lcgraph.study.layout import private_properties
from lcgraph.vocab import (
    BASE,
    BIBO,
    CITO,
    CONSENSUS,
    DC,
    DCAT,
    DCTERMS,
    FOAF,
    LCG,
    OWL,
    PRISM,
    PROV,
    RDF,
    RDFS,
    SKOS,
)

PRIVATE_TYPES: Final = frozenset({LCG.Respondent, LCG.Mention, LCG.ReadPassage})
TYPES: Final = frozenset(
    {
        LCG.Study, LCG.Collaboration, LCG.Case, LCG.PartnerGroup, LCG.Quantity, LCG.ReportingRule,
        LCG.RuleException, LCG.Finding, LCG.PublishedFinding, LCG.DerivedFinding, LCG.Limitation, LCG.Motive,
        LCG.MotiveCluster, LCG.MotiveLevel, LCG.PartnerRole, LCG.Setting, LCG.Sector, LCG.Phase,
        LCG.Attribute, LCG.Facet, LCG.Work, LCG.WorkConcept, LCG.Citation, LCG.Placement, LCG.Correspondence,
        LCG.Claim, LCG.Reading, LCG.Query, SKOS.ConceptScheme, PROV.Activity, PROV.SoftwareAgent,
    }
)  # fmt: skip
PRIVATE_PROPERTIES: Final = private_properties()
"""What only the tables of respondents and mentions say."""
PROPERTIES: Final = frozenset(
    NamedNode(space.iri + name)
    for space in (LCG, RDF, RDFS, OWL, SKOS, DCTERMS, DC, DCAT, PROV, FOAF, BIBO, PRISM, CITO)
    for name in space.names
)
PARTS: Final = frozenset(
    {DCTERMS.creator, DCTERMS.isPartOf, DCTERMS.publisher, BIBO.editor, BIBO.translator, BIBO.authorList,
     BIBO.editorList, LCG.writtenName}
)  # fmt: skip
"""What is public when the work is: its people, their order and names, its publisher, what it is in."""
CODERS: Final = frozenset(map(Literal, CONSENSUS))
"""The consensus of coders that a rule may tell: what else it is, is somebody's name."""
SOURCES: Final = frozenset({DCTERMS.source, BIBO.doi, DCTERMS.bibliographicCitation})
"""How a study says that a publication prints it."""

_STUDY: Final = BASE + "study/"
_PRIVATE_PLACES: Final = ("/respondent/", "/mention/", "/file/respondents.csv", "/file/mentions.csv")
"""Where below a study's IRI respondents, mentions and the files that hold them have theirs."""
_SCHEMES: Final = frozenset({*OPEN, *CLOSED, "motive"})


def is_private(term: object) -> bool:
    """Whether an IRI of a study says that this is a respondent, a mention or a row of theirs."""
    iri = _below_study(term)
    return bool(iri) and any(place in iri for place in _PRIVATE_PLACES)


def is_file(term: object) -> bool:
    """Whether this is a file of a study."""
    return "/file/" in _below_study(term)


def is_own_concept(term: object) -> bool:
    """Whether this is a motive or a cluster that a study brings itself."""
    return _below_study(term).split("/")[6:7] in (["motive"], ["cluster"])


def is_shared(term: object) -> bool:
    """Whether this is a code of a shared scheme, which a study says something about."""
    return isinstance(term, NamedNode) and (
        term.value.startswith(BASE) and term.value.removeprefix(BASE).partition("/")[0] in _SCHEMES
    )


def study_in(term: object) -> str:
    """The IRI of the study that an IRI lies below; "" for another."""
    iri = _below_study(term)
    return _STUDY + iri.removeprefix(_STUDY).partition("/")[0] if iri else ""


def _below_study(term: object) -> str:
    """The IRI of a study or of what lies below it; "" for another."""
    return term.value if isinstance(term, NamedNode) and term.value.startswith(_STUDY) else ""
