"""Terms of other vocabularies as pages call them, and the prefixes with which pages shorten IRIs."""

from __future__ import annotations

from typing import Final

from lcgraph.say import Text
from lcgraph.vocab import PREFIXES

CURIES: Final = {
    **PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "spdx": "http://spdx.org/rdf/terms#",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "cito": "http://purl.org/spar/cito/",
    "qb": "http://purl.org/linked-data/cube#",
    "vann": "http://purl.org/vocab/vann/",
}
"""The prefixes with which pages shorten IRIs of others."""

_OUTSIDE: Final = {
    "rdf:type": ("soort", "type"),
    "rdfs:label": ("naam", "label"),
    "rdfs:comment": ("toelichting", "comment"),
    "rdfs:subClassOf": ("is een soort", "is a kind of"),
    "rdfs:subPropertyOf": ("is een geval van", "is a case of"),
    "rdfs:domain": ("van", "domain"),
    "rdfs:range": ("naar", "range"),
    "rdfs:isDefinedBy": ("gedefinieerd in", "defined by"),
    "rdfs:seeAlso": ("zie ook", "see also"),
    "skos:notation": ("code", "code"),
    "skos:prefLabel": ("naam", "label"),
    "skos:definition": ("definitie", "definition"),
    "skos:broader": ("valt onder", "broader"),
    "skos:inScheme": ("in schema", "in scheme"),
    "skos:topConceptOf": ("bovenaan in schema", "top concept of"),
    "skos:hasTopConcept": ("bovenste begrippen", "top concepts"),
    "skos:scopeNote": ("toelichting", "scope note"),
    "skos:example": ("voorbeeld", "example"),
    "skos:note": ("opmerking", "note"),
    "skos:exactMatch": ("komt overeen met", "exact match"),
    "skos:closeMatch": ("lijkt sterk op", "close match"),
    "skos:broadMatch": ("ruimer begrip", "broad match"),
    "skos:narrowMatch": ("enger begrip", "narrow match"),
    "skos:relatedMatch": ("verwant begrip", "related match"),
    "skos:Concept": ("begrip", "concept"),
    "skos:ConceptScheme": ("begrippenschema", "concept scheme"),
    "dcterms:title": ("titel", "title"),
    "dcterms:creator": ("auteur", "author"),
    "dcterms:publisher": ("uitgever", "publisher"),
    "dcterms:source": ("bron", "source"),
    "dcterms:license": ("licentie", "licence"),
    "dcterms:issued": ("verschenen", "issued"),
    "dcterms:description": ("omschrijving", "description"),
    "dcterms:bibliographicCitation": ("verschenen in", "citation"),
    "dcterms:identifier": ("kenmerk", "identifier"),
    "dcterms:isPartOf": ("deel van", "part of"),
    "prov:Entity": ("bestand of ding", "file or thing"),
    "prov:Activity": ("bewerking", "activity"),
    "prov:SoftwareAgent": ("programma", "software"),
    "prov:wasDerivedFrom": ("staat in", "written in"),
    "prov:wasGeneratedBy": ("volgt uit", "follows from"),
    "prov:wasAssociatedWith": ("gedaan door", "done by"),
    "prov:used": ("maakte gebruik van", "used"),
    "foaf:name": ("naam", "name"),
    "foaf:familyName": ("achternaam", "family name"),
    "foaf:givenName": ("voornaam", "given name"),
    "foaf:Person": ("persoon", "person"),
    "foaf:Organization": ("organisatie", "organisation"),
    "foaf:Group": ("groep", "group"),
    "bibo:doi": ("DOI", "DOI"),
    "owl:Class": ("klasse", "class"),
    "owl:ObjectProperty": ("relatie", "relation between things"),
    "owl:DatatypeProperty": ("kenmerk", "attribute"),
    "owl:Ontology": ("ontologie", "ontology"),
    "owl:versionIRI": ("versie", "version"),
    "owl:versionInfo": ("versienummer", "version number"),
    "owl:priorVersion": ("vorige versie", "earlier version"),
    "owl:imports": ("bestaat uit", "consists of"),
    "owl:inverseOf": ("omgekeerde van", "inverse of"),
    "owl:disjointWith": ("sluit uit", "excludes"),
    "owl:equivalentClass": ("zelfde als", "equivalent to"),
}
PROPERTIES: Final = {
    CURIES[curie.partition(":")[0]] + curie.partition(":")[2]: Text(nl=nl, en=en)
    for curie, (nl, en) in _OUTSIDE.items()
}
"""Terms of other vocabularies by IRI, as pages call them."""
