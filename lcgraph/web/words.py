"""The words of the site that are not labels in the graph, in Dutch and English."""

from __future__ import annotations

from typing import Final

from lcgraph.say import Text

_WORDS: Final = {
    # the frame
    "site": ("Waarom organisaties samenwerken", "Why organisations collaborate"),
    "skip": ("Naar de inhoud", "Skip to the content"),
    "menu": ("Onderdelen", "Sections"),
    "home": ("Begin", "Home"),
    "tables": ("Tabellen", "Tables"),
    "cases": ("Cases", "Cases"),
    "motives": ("Motieven", "Motives"),
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
    "unsaid": ("Wat hier niet in staat", "What is not in here"),
    "withheld": (
        "achtergehouden: zij gaan over te weinig mensen",
        "withheld: they are about too few people",
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
    "facts": ("In het kort", "In short"),
    "named_by": (
        "{} van de {} groepen die het hadden kunnen noemen, noemen dit motief.",
        "{} of the {} groups that could have named this motive do.",
    ),
    "cluster_by": (
        "{} van de {} groepen noemen minstens één motief van dit cluster.",
        "{} of {} groups name at least one motive of this cluster.",
    ),
    "group_names": (
        "Deze groep noemt {} van de {} motieven waarnaar gekeken is.",
        "This group names {} of the {} motives that were looked at.",
    ),
    "by_role": ("Naar rol", "By role"),
    "by_setting": ("Naar setting", "By setting"),
    "claims_here": ("Beweringen hierover", "Claims about this"),
    "expected_here": (
        "De literatuur verwacht ook: {}. De tabellen hebben er geen rij voor.",
        "The literature expects as well: {}. The tables have no row for it.",
    ),
    "cases_lead": (
        "Elke case met haar groepen, en welke van de motieven zij noemen.",
        "Every case with its groups, and which of the motives they name.",
    ),
    "case_names": (
        "De groepen van deze case noemen samen {} van de {} motieven; geen daarvan noemen ze allemaal.",
        "The groups of this case name {} of {} motives between them; none of these do all of them name.",
    ),
    "case_names_shared": (
        "De groepen van deze case noemen samen {} van de {} motieven; allemaal noemen ze: {}.",
        "The groups of this case name {} of {} motives between them; all of them name: {}.",
    ),
    "cited_as": ("Hier aangehaald: {}.", "Cited here: {}."),
    "as_background": ("als achtergrond", "as background"),
    "in_order": ("nummer {}", "number {}"),
    "crossed": (
        "Hoeveel groepen het motief melden, van de groepen die het hadden kunnen doen.",
        "How many groups report the motive, of those that could have.",
    ),
    "crossed_only": (
        "Vet: geen andere kolom heeft een groep die het meldt.",
        "Bold: no other column has a group that reports it.",
    ),
    "all_rows": ("Alle rijen van het antwoord", "All rows of the answer"),
    "listed_only": (
        "Staat in de literatuurlijst, zonder dat vastligt waarvoor het is aangehaald.",
        "Stands in the reference list; what it is cited for is not recorded.",
    ),
    "journals": ("Tijdschriften", "Journals"),
    "publishers": ("Uitgevers", "Publishers"),
    "motives_lead": (
        "De motieven per cluster, met hoeveel groepen ze noemen, van de groepen die het hadden kunnen doen.",
        "The motives by cluster, with how many groups name them, of the groups that could have.",
    ),
    "all_stated": (
        "Alles wat erover vastligt, en wat ernaar verwijst",
        "All that is stated, and what refers to this",
    ),
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
    "pictures_lead": (
        "Dezelfde cellen en aanhalingen, getekend. Onder elk beeld staan de gegevens als tabel.",
        "The same cells and citations, drawn. Below each picture are its data as a table.",
    ),
    "picture_data": ("De gegevens van dit beeld", "The data of this picture"),
    "picture_file": ("Het beeld als SVG", "The picture as SVG"),
    "pictures_press": (
        "Wijs een teken aan om te lezen wat het zegt; druk erop voor zijn pagina.",
        "Point at a mark to read what it says; press it for its page.",
    ),
    "skip_picture": ("Sla dit beeld over", "Skip this picture"),
    "choose": ("Kies wat u wilt zien", "Choose what to see"),
    "groups_shown": ("{} van de {} groepen in beeld", "{} of {} groups in view"),
    "sort_by": ("Volgorde", "Order"),
    "sort_order": ("als in de studie", "as in the study"),
    "sort_most": ("vaakst genoemd eerst", "most named first"),
    "sort_spread": ("grootste verschil naar {} eerst", "widest difference by {} first"),
    "side_a": ("Zet", "Put"),
    "side_b": ("naast", "beside"),
    "side_by_side": ("Naast elkaar", "Side by side"),
    "all_again": ("Alles weer tonen", "Show all again"),
    "motive_head": ("Motief", "Motive"),
    "case_head": ("Case", "Case"),
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
    # the conversation
    "conversation": ("Praat er zelf over", "Talk about it yourselves"),
    "conversation_lead": (
        "Partners die samen willen werken ontdekken in een uur wat zij van elkaar willen: ieder voor zich, "
        "dan in één keer op tafel. Het formulier is één bestand: bewaar het, of open het op elk apparaat; er "
        "gaat niets vanzelf af.",
        "Partners who want to work together find out in an hour what they want from each other: each alone "
        "first, then on the table all at once. The form is one file: save it, or open it on every device; "
        "nothing leaves it by itself.",
    ),
    "conversation_form": ("Het formulier", "The form"),
    "conversation_open": (
        "opent op elk scherm, ook op een telefoon en zonder internet",
        "opens on every screen, on a phone too and without internet",
    ),
    "conversation_paper": ("Op papier", "On paper"),
    "conversation_print": (
        "om af te drukken: formulier, blad voor de onthulling en kaarten",
        "to print: a form, a sheet for the reveal, and cards",
    ),
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
    "studies": ("Studies", "Studies"),
    "all_motives": ("Alle motieven, per case en rol", "All motives, by case and role"),
    "all_motives_lead": (
        "Elk vak leidt naar zijn bevinding: waarom het zo is, onder welke regel, en waar de bron het zegt.",
        "Every cell leads to its finding: why it is so, under which rule, and where the source says so.",
    ),
    "compare_link": ("Vergelijk en filter", "Compare and filter"),
    "the_cases": ("De cases", "The cases"),
    "motives_named": ("{} van {} motieven", "{} of {} motives"),
    "motives_none": ("niet gevraagd of niet gecodeerd", "not asked or not coded"),
    "claims_home": ("Hoe ver de beweringen standhouden", "How far the claims hold"),
    "claims_all": ("Alle beweringen met hun cijfers", "All claims with their numbers"),
    "claims_failing": ("Wat niet klopt met de cellen:", "What the cells contradict:"),
    "literature_home": ("Wat de literatuur verwacht", "What the literature expects"),
    "expected_unnamed": (
        "De aangehaalde literatuur verwacht het, maar geen groep noemt het: {}.",
        "The literature cited expects it, but no group names it: {}.",
    ),
    "expected_no_row": (
        "De aangehaalde literatuur verwacht het, maar de tabellen hebben er geen rij voor: {}.",
        "The literature cited expects it, but the tables have no row for it: {}.",
    ),
    "unexpected_named": (
        "Groepen noemen het, zonder dat de aangehaalde literatuur ervoor pleit: {}.",
        "Groups name it, without the literature cited arguing for it: {}.",
    ),
    "since": ("sinds {}", "since {}"),
    "groups_head": ("Groepen", "Groups"),
    "total_title": (
        "{} van de {} groepen die het hadden kunnen noemen, noemen het",
        "{} of the {} groups that could have named it do",
    ),
    "more_here": ("Verder op deze site", "Also on this site"),
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
    "find_tables": (
        "de cross-case-tabellen, elke cel met haar reden",
        "the cross-case tables, every cell with its reason",
    ),
    "find_claims": ("{}, getoetst", "{}, checked"),
    "find_queries": ("{} met antwoord", "{} with answers"),
    "find_literature": ("{}, en waarvoor aangehaald", "{}, and what they are cited for"),
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
    "search_near": (
        "Niets heet precies zo; {} lijken erop",
        "Nothing is called exactly that; {} come near",
    ),
    "not_found": ("Deze pagina is er niet", "There is no such page"),
    "not_found_lead": (
        "Misschien is het adres verkeerd overgenomen. Zoek wat u zoekt, of begin bij het begin.",
        "Perhaps the address was copied wrongly. Search for what you look for, or begin at the start.",
    ),
    "search_found": ("{} gevonden", "{} found"),
    "search_found_one": ("1 gevonden", "1 found"),
    "all_title": ("Alle pagina's", "All pages"),
    "about_title": ("Over deze gegevens", "About these data"),
}
NOUNS: Final = {
    "case": (Text(nl="1 case", en="1 case"), Text(nl="{} cases", en="{} cases")),
    "group": (Text(nl="1 groep", en="1 group"), Text(nl="{} groepen", en="{} groups")),
    "respondent": (
        Text(nl="1 respondent", en="1 respondent"),
        Text(nl="{} respondenten", en="{} respondents"),
    ),
    "work": (Text(nl="1 werk", en="1 work"), Text(nl="{} werken", en="{} works")),
    "motive": (Text(nl="1 motief", en="1 motive"), Text(nl="{} motieven", en="{} motives")),
    "claim": (Text(nl="1 bewering", en="1 claim"), Text(nl="{} beweringen", en="{} claims")),
    "question": (Text(nl="1 vraag", en="1 question"), Text(nl="{} vragen", en="{} questions")),
}
"""What is counted, as one and as many."""
WORDS: Final = {name: Text(nl=nl, en=en) for name, (nl, en) in _WORDS.items()}
"""Words of pages by name; `{}` is where a number or a name goes."""
