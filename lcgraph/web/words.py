"""The words of the site that are not labels in the graph, in Dutch and English."""

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

_WORDS: Final = {
    # the frame
    "site": ("Waarom organisaties samenwerken", "Why organisations collaborate"),
    "skip": ("Naar de inhoud", "Skip to the content"),
    "menu": ("Onderdelen", "Sections"),
    "home": ("Begin", "Home"),
    "tables": ("Tabellen", "Tables"),
    "claims": ("Beweringen", "Claims"),
    "queries": ("Vragen", "Questions"),
    "literature": ("Literatuur", "Literature"),
    "pictures": ("Beelden", "Pictures"),
    "ontology": ("Ontologie", "Ontology"),
    "downloads": ("Gegevens", "Data"),
    "about": ("Over", "About"),
    "search": ("Zoeken", "Search"),
    "search_for": ("Zoek op deze site", "Search this site"),
    "other_language": ("English", "Nederlands"),
    "where": ("Waar u bent", "Where you are"),
    "licence": ("Licentie", "Licence"),
    "version": ("Versie", "Version"),
    "made": ("gemaakt met lcgraph {}", "made with lcgraph {}"),
    "dated": ("gegevens van {}", "data of {}"),
    # things
    "background": ("achtergrond", "background"),
    "derived": ("afgeleid", "derived"),
    "published": ("gepubliceerd", "published"),
    "exception": ("uitzondering", "exception"),
    "limitation": ("beperking", "limitation"),
    "limitations": ("Wat de studie zelf als beperking noemt", "What the study names as its limitations"),
    "derivation": ("afleiding van cellen", "derivation of cells"),
    "row": ("rij", "row"),
    "stated": ("Wat erover vastligt", "What is stated"),
    "property": ("Eigenschap", "Property"),
    "value": ("Waarde", "Value"),
    "values": ("Waarden", "Values"),
    "yes": ("ja", "yes"),
    "no": ("nee", "no"),
    "refers": ("Wat ernaar verwijst", "What refers to this"),
    "refers_nothing": ("Niets in deze gegevens verwijst hiernaar.", "Nothing in these data refers to this."),
    "data_of": ("De gegevens van deze pagina", "The data of this page"),
    "cite_as": ("Verwijs hiernaar als", "Refer to this as"),
    "more": ("alle {}", "all {}"),
    "cells": ("Cellen", "Cells"),
    "cells_here": ("In de tabellen", "In the tables"),
    "why": ("Waarom deze cel is wat zij is", "Why this cell is what it is"),
    "status": ("Status", "Status"),
    "cluster": ("Cluster", "Cluster"),
    "rule": ("Regel", "Rule"),
    "counts": ("Aantallen", "Counts"),
    "place": ("Plaats", "Place"),
    "note": ("Opmerking", "Note"),
    "difference": ("Verschil", "Difference"),
    "written_in": ("Staat in", "Written in"),
    "same_motive": ("Dit motief in alle groepen", "This motive in all groups"),
    "withheld": (
        "niet gegeven: zij gaan over minder dan drie mensen",
        "withheld: they are about fewer than three people",
    ),
    "in_literature": ("In de literatuur", "In the literature"),
    "work": ("Werk", "Work"),
    "relation": ("Relatie", "Relation"),
    "is_about": ("Waarover", "About"),
    "works": ("Werken", "Works"),
    "authors": ("Auteurs", "Authors"),
    "year": ("Jaar", "Year"),
    "rows_of_file": ("Wat in dit bestand staat", "What is written in this file"),
    "thing": ("Ding", "Thing"),
    "kind": ("Soort", "Kind"),
    # tables and pictures
    "tables_title": ("Motieven per case en rol", "Motives by case and role"),
    "tables_lead": (
        "Welke motieven noemen partners om samen te werken? Elk teken leidt naar zijn bevinding: waarom"
        " het er"
        " staat, onder welke regel, en waar de bron het zegt.",
        "Which motives do partners give for collaborating? Every mark leads to its finding: why it stands"
        " there, under which rule, and where the source says so.",
    ),
    "marks": ("Tekens", "Marks"),
    "as_csv": ("Als CSV", "As CSV"),
    "cells_csv": (
        "Alle cellen als CSV, met vindplaats en opmerking",
        "All cells as CSV, with place and note",
    ),
    "differs_mark": (
        "uit de interviews van de studie zelf volgt een andere cel",
        "the study's own interviews give another cell",
    ),
    "no_cell": ("geen cel in deze studie", "no cell in this study"),
    "pictures_lead": (
        "Dezelfde cellen en aanhalingen, getekend. Onder elk beeld staan de gegevens als tabel.",
        "The same cells and citations, drawn. Below each picture are its data as a table.",
    ),
    "picture_data": ("De gegevens van dit beeld", "The data of this picture"),
    "picture_file": ("Het beeld als SVG", "The picture as SVG"),
    "picture_none": (
        "Dit beeld is er niet voor deze gegevens: {}",
        "There is no such picture of these data: {}",
    ),
    # claims
    "claims_title": ("Wat de studies beweren", "What the studies claim"),
    "claims_lead": (
        "Elke bewering van een studie is aan haar eigen cellen getoetst. Hier staat of die haar dragen, met"
        " de cijfers, de vindplaats en hoe vage woorden zijn gelezen.",
        "Each claim of a study is checked against its own cells. Here is whether they bear it out, with the"
        " numbers, the place, and how vague words were read.",
    ),
    "claims_none": ("De studies hier hebben geen beweringen.", "The studies here have no claims."),
    "claims_fails": ("Wat niet klopt", "What fails"),
    "claims_unknown": ("Wat niet te toetsen is", "What cannot be checked"),
    "claims_holds": ("Wat klopt", "What holds"),
    "reading_number": ("Lezing {}", "Reading {}"),
    "why_unknown": ("Waarom niet", "Why not"),
    "about_what": ("Gaat over", "About"),
    "claim": ("Bewering", "Claim"),
    "verdict": ("Uitkomst", "Verdict"),
    "holds": ("klopt", "holds"),
    "fails": ("klopt niet", "fails"),
    "unknown": ("niet te toetsen", "not checkable"),
    "evidence": ("Cijfers", "Numbers"),
    "read_as": ("Gelezen als", "Read as"),
    "text_and_table": ("Tekst en tabel", "Text and table"),
    "the_query": ("De vraag in SPARQL", "The query in SPARQL"),
    "kind_method": ("de aanpak", "the method"),
    "kind_result": ("de uitkomsten", "the results"),
    "kind_conclusion": ("de conclusie", "the conclusion"),
    # queries
    "queries_lead": (
        "Wat aan deze gegevens gevraagd kan worden, met het antwoord.",
        "What can be asked of these data, with the answer.",
    ),
    "question": ("Vraag", "Question"),
    "row_means": ("Een rij", "A row"),
    "source": ("Bron", "Source"),
    "parameters": ("Verfijnen", "To narrow it down"),
    "answer": ("Antwoord", "Answer"),
    "rows": ("{} rijen", "{} rows"),
    "first_rows": ("hier de eerste {}", "the first {} here"),
    "one_row": ("1 rij", "1 row"),
    "no_rows": ("Geen rijen in deze gegevens.", "No rows in these data."),
    "shown_for": ("voor {}", "for {}"),
    "many_values": (
        "Deze vraag gaat over één cel. Het antwoord staat op de pagina van elke cel; als CSV zijn alle"
        " rijen er.",
        "This question is about one cell. The answer is on the page of each cell; the CSV has all rows.",
    ),
    "many_answers": (
        "Voor elk van de {} waarden is het antwoord er als CSV.",
        "For each of the {} values the answer is there as CSV.",
    ),
    "run": ("Zelf uitvoeren", "Run this yourself"),
    "run_lcgraph": ("Met lcgraph", "With lcgraph"),
    "run_python": (
        "Met Python en rdflib, in de map van deze site",
        "With Python and rdflib, in the folder of this site",
    ),
    "run_other": (
        "Of laad het bestand in een triplestore en stel de vraag daar: het is SPARQL 1.1 zoals het er staat.",
        "Or load the file into a triple store and ask there: it is SPARQL 1.1 as it stands.",
    ),
    "required": ("verplicht", "required"),
    "group_own": ("Van de studies zelf", "Of the studies themselves"),
    "checks": ("Toetst", "Checks"),
    "query_failed": ("Hier is geen antwoord:", "There is no answer here:"),
    "group_cases": ("Over cases en cellen", "On cases and cells"),
    "group_literature": ("Over de literatuur", "On the literature"),
    # literature
    "literature_lead": (
        "De werken die de studie aanhaalt, en waarvoor. Een leeg vak zegt dat het werk alleen in de lijst"
        " staat.",
        "The works that the study cites, and for what. An empty cell says that the work stands in the"
        " list only.",
    ),
    "cited_for": ("Aangehaald voor", "Cited for"),
    # ontology
    "ontology_lead": (
        "De begrippen waarmee dit alles is vastgelegd, met definitie in twee talen.",
        "The terms in which all this is recorded, with a definition in two languages.",
    ),
    "diagram": ("De belangrijkste klassen en relaties", "The main classes and relations"),
    "diagram_text": (
        "Elke pijl is een relatie van de ene klasse naar de andere; een lijn met een open punt zegt dat"
        " de ene"
        " een soort van de andere is. Dezelfde relaties staan hieronder in de lijst.",
        "Each arrow is a relation from one class to another; a line with an open head says that the one is a"
        " kind of the other. The same relations are in the list below.",
    ),
    "classes": ("Klassen", "Classes"),
    "properties": ("Eigenschappen", "Properties"),
    "schemes": ("Schema's van codes", "Schemes of codes"),
    "from": ("Van", "From"),
    "to": ("Naar", "To"),
    "term": ("Term", "Term"),
    "definition": ("Definitie", "Definition"),
    "modules": ("Delen", "Modules"),
    "shapes": ("Regels waaraan gegevens voldoen (SHACL)", "Rules that data keep (SHACL)"),
    "context_file": ("Context voor JSON-LD", "Context for JSON-LD"),
    "changes": ("Versies en wijzigingen", "Versions and changes"),
    "this_version": ("Deze versie is {}, van {}.", "This version is {}, of {}."),
    "no_earlier": (
        "Een eerdere versie is er niet: dit is de eerste.",
        "There is no earlier version: this is the first.",
    ),
    "earlier": ("Eerdere versie", "Earlier version"),
    "in_english": ("(de wijzigingen zijn in het Engels beschreven)", ""),
    "outside": ("Aansluiting op andere vocabulaires", "Relation to other vocabularies"),
    # data
    "downloads_lead": (
        "Alles op deze site als bestand. Dezelfde gegevens geven dezelfde bytes.",
        "All of this site as files. The same data give the same bytes.",
    ),
    "tables_csv": ("De tabellen als CSV, met metadata", "The tables as CSV, with metadata"),
    "file": ("Bestand", "File"),
    "what": ("Wat het is", "What it is"),
    "size": ("Grootte", "Size"),
    "sum": ("SHA-256", "SHA-256"),
    "refused": ("Niet als {} te geven: {}", "Not to be had as {}: {}"),
    "checking": (
        "Nagaan of een bestand heel is aangekomen: {} in de map van de site.",
        "To check that a file arrived whole: {} in the folder of the site.",
    ),
    "numbers": ("Aantallen", "Counts"),
    "catalogue": ("Beschrijving voor catalogi", "Description for catalogues"),
    "how_to_cite": ("Zo verwijst u", "How to cite"),
    "cite_findings": (
        "Voor de bevindingen: de publicatie van de studie.",
        "For the findings: the study's publication.",
    ),
    "cite_data": (
        "Voor de ontologie, de codering of het programma: lcgraph, met de versie.",
        "For the ontology, the encoding or the software: lcgraph, with its version.",
    ),
    # home
    "home_lead": (
        "Wat partners zeggen over waarom zij samenwerken, als gegevens die u kunt nagaan: elke cel, elke"
        " bewering en elke aanhaling met haar vindplaats.",
        "What partners say about why they collaborate, as data that you can check: every cell, every claim"
        " and every citation with its place.",
    ),
    "studies": ("Studies", "Studies"),
    "try": ("Een vraag, drie wegen", "One question, three ways"),
    "try_question": (
        "Welke groepen in de rol {} noemen {}, en waar staat dat?",
        "Which groups in the role {} name {}, and where does the source say so?",
    ),
    "try_click": ("Klikken", "By clicking"),
    "try_click_text": (
        "Open {}. In de tabel staat elke groep; een × leidt naar de bevinding, en daar staat de vindplaats.",
        "Open {}. Its table has every group; a × leads to the finding, which tells the place.",
    ),
    "try_csv": ("Een CSV downloaden", "By downloading a CSV"),
    "try_csv_text": (
        "Open {} in een rekenblad en houd de rijen met motive {}, role {} en status reported. De kolom"
        " locator is"
        " de vindplaats.",
        "Open {} in a spreadsheet and keep the rows with motive {}, role {} and status reported. The column"
        " locator is the place.",
    ),
    "try_rdf": ("Een Turtle-bestand laden", "By loading a Turtle file"),
    "try_rdf_text": (
        "Laad {} in een triplestore of in rdflib, en vraag:",
        "Load {} into a triple store or into rdflib, and ask:",
    ),
    "find": ("Wat hier te vinden is", "What is here"),
    "find_tables": (
        "de cross-case-tabellen, elke cel met haar reden",
        "the cross-case tables, every cell with its reason",
    ),
    "find_claims": ("{} beweringen, getoetst", "{} claims, checked"),
    "find_queries": ("{} vragen met hun antwoord", "{} questions with their answers"),
    "find_literature": (
        "{} werken en waarvoor zij worden aangehaald",
        "{} works, and what they are cited for",
    ),
    "find_pictures": (
        "matrix, contrasten, literatuur en tijd in beeld",
        "matrix, contrasts, literature and time in pictures",
    ),
    "find_ontology": (
        "klassen, eigenschappen en codes met definitie",
        "classes, properties and codes with definitions",
    ),
    "find_downloads": (
        "RDF, CSV, Excel en pakketten, met controlegetal",
        "RDF, CSV, Excel and packages, with checksums",
    ),
    "find_all": ("Alle pagina's op een rij", "All pages in one list"),
    # search, about
    "search_lead": (
        "Gezocht wordt in namen, codes, soorten en definities, op uw eigen computer.",
        "Names, codes, kinds and definitions are searched, on your own computer.",
    ),
    "search_noscript": (
        "Zoeken vraagt JavaScript. Zonder staat alles in de",
        "Searching needs JavaScript. Without it everything is in the",
    ),
    "list_of_all": ("lijst van alle pagina's", "list of all pages"),
    "search_none": ("Niets gevonden.", "Nothing found."),
    "search_found": ("{} gevonden", "{} found"),
    "search_found_one": ("1 gevonden", "1 found"),
    "all_title": ("Alle pagina's", "All pages"),
    "about_title": ("Over deze gegevens", "About these data"),
}
WORDS: Final = {name: Text(nl=nl, en=en) for name, (nl, en) in _WORDS.items()}
"""Words of pages by name; `{}` is where a number or a name goes."""

ABOUT: Final = (
    (
        Text(nl="Waar dit vandaan komt", en="Where this comes from"),
        (
            Text(
                nl="Elke uitspraak verwijst naar de rij van het bestand waarin zij is geschreven, en elke"
                " cel naar de plaats"
                " in de bron. Afgeleide cellen volgen uit de interviews volgens de rapportageregel van de"
                " studie, die zelf"
                " een pagina heeft.",
                en="Every statement points to the row of the file in which it was written, and every cell to"
                " the place in"
                " the source. Derived cells follow from the interviews by the reporting rule of the"
                " study, which has a"
                " page of its own.",
            ),
            Text(
                nl="De codering is die van de bijdragers aan lcgraph; de auteurs van de bron hebben haar"
                " niet nagezien.",
                en="The encoding is that of the lcgraph contributors; the authors of the source have not"
                " reviewed it.",
            ),
        ),
    ),
    (
        Text(nl="Wat het niet zegt", en="What it does not tell"),
        (
            Text(
                nl="Een lege cel is geen nee: niemand noemde het motief, of te weinigen; de bron zegt niet"
                " welke van de twee."
                " Een handvol cases is een beschrijving en geen oorzaak.",
                en="An empty cell is not a no: nobody mentioned the motive, or too few did; the source does"
                " not say which. A"
                " handful of cases is a description, not a cause.",
            ),
        ),
    ),
    (
        Text(nl="Mensen", en="People"),
        (
            Text(
                nl="Respondenten en wat zij zeiden staan niet op deze site, noch aantallen over minder dan"
                " drie mensen. Deze"
                " site plaatst geen cookies, laadt niets van elders en meet niemand.",
                en="Respondents and what they said are not on this site, nor numbers about fewer than three"
                " people. This"
                " site sets no cookies, loads nothing from elsewhere and measures nobody.",
            ),
        ),
    ),
    (
        Text(nl="Bruikbaar voor iedereen", en="For everybody to use"),
        (
            Text(
                nl="De pagina's werken zonder scripts, met een toetsenbord, met een schermlezer, op een"
                " telefoon en op"
                " papier. Alleen zoeken vraagt een script. Loopt u ergens vast, laat het de bijdragers"
                " weten.",
                en="The pages work without scripts, with a keyboard, with a screen reader, on a phone and on"
                " paper. Only the"
                " search needs a script. If something is in your way, tell the contributors.",
            ),
        ),
    ),
)
"""The page about the site: headings with their paragraphs."""
