"""The commands by name: where each is, what it does in one line, and an example.

So that the list is told, and a command found, without importing the others. A test holds each line against
the help of its command.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from lcgraph.say import Text


class Listed(NamedTuple):
    """A command in the list: its module (and its name there, where that is another), its line, an example."""

    module: str
    nl: str
    en: str
    example: str


SECTIONS: Final[tuple[tuple[Text, Mapping[str, Listed]], ...]] = (
    (
        Text(nl="Vragen", en="Ask"),
        {
            "tables": Listed(
                "tables",
                nl="Toon de kruistabellen, een per cluster.",
                en="Show the cross-case tables, one per cluster.",
                example="tables --counts",
            ),
            "query": Listed(
                "query",
                nl="Beantwoord een benoemde vraag.",
                en="Answer a named query.",
                example="query contrast --by setting",
            ),
            "queries": Listed(
                "query:queries",
                nl="Noem wat er te vragen is, of beschrijf een vraag.",
                en="List what can be asked, or describe one query.",
                example="queries contrast",
            ),
            "claims": Listed(
                "claims",
                nl="Toets elke bewering van de studies.",
                en="Check each claim of the studies.",
                example="claims --verdict fails",
            ),
            "explain": Listed(
                "explain",
                nl="Leg uit waarom een cel is wat zij is.",
                en="Explain why a cell is what it is.",
                example="explain ict practice-partner image",
            ),
            "sparql": Listed(
                "sparql",
                nl="Beantwoord een SPARQL 1.1-vraag die alleen leest.",
                en="Answer any read-only SPARQL 1.1 query.",
                example="sparql 'ASK { ?motive a lcg:Motive }'",
            ),
        },
    ),
    (
        Text(nl="Uitzoeken", en="Analyse"),
        {
            "network": Listed(
                "pictures:network",
                nl="Toon wat bij wat hoort: een netwerk met zijn maten.",
                en="Show what goes with what: a network with its measures.",
                example="network author-cluster",
            ),
            "plot": Listed(
                "pictures:plot",
                nl="Teken een afbeelding, voor een artikel of een pagina.",
                en="Draw a picture, for a paper or a page.",
                example="plot matrix -o matrix.svg",
            ),
            "concepts": Listed(
                "crosscase:concepts",
                nl="Zeg welke motieven samen voorkomen en welke elkaar inhouden (formele begripsanalyse).",
                en="Say which motives come together and which imply each other (formal concept analysis).",
                example="concepts --show implications",
            ),
            "qca": Listed(
                "crosscase:qca",
                nl="Zeg welke combinaties van condities samengaan met een uitkomst (QCA).",
                en="Say which combinations of conditions go with an outcome (QCA).",
                example="qca recruitment --conditions image,network",
            ),
            "agreement": Listed(
                "agreement",
                nl="Zeg hoever codeurs het eens zijn.",
                en="Say how far coders agree.",
                example="agreement --study my-study",
            ),
            "reason": Listed(
                "data:reason",
                nl="Zeg wat er uit logica volgt.",
                en="Say what follows by logic.",
                example="reason --study my-study",
            ),
        },
    ),
    (
        Text(nl="Een eigen studie", en="A study of your own"),
        {
            "new": Listed(
                "intake:new",
                nl="Zet een studiemap klaar om in te vullen.",
                en="Lay out a study folder to fill in.",
                example="new my-study",
            ),
            "import": Listed(
                "intake:import_",
                nl="Haal gecodeerde interviews, of literatuur, in een studiemap.",
                en="Bring coded interviews, or literature, into a study folder.",
                example="import codings.csv --study my-study",
            ),
            "validate": Listed(
                "data:validate",
                nl="Toets studiemappen of RDF-bestanden.",
                en="Check study folders or RDF files.",
                example="validate my-study",
            ),
            "converse": Listed(
                "converse",
                nl="Het motievengesprek: partners ontdekken in een uur wat ze van elkaar willen.",
                en="The motive conversation: partners find out, in one hour, what they want from each other.",
                example="converse --help",
            ),
        },
    ),
    (
        Text(nl="Bewaren en publiceren", en="Keep and publish"),
        {
            "load": Listed(
                "data:load",
                nl="Laad studies of RDF-bestanden in een store.",
                en="Load studies or RDF files into a store.",
                example="load my-study --store graph.db",
            ),
            "export": Listed(
                "export",
                nl="Schrijf de graaf voor andere programma's.",
                en="Write the graph for other tools.",
                example="export --format ro-crate -o out.zip",
            ),
            "site": Listed(
                "site",
                nl="Schrijf de gekoppelde gegevens als statische website.",
                en="Write the linked data as a static web site.",
                example="site public",
            ),
            "serve": Listed(
                "serve",
                nl="Serveer de gekoppelde gegevens, met een SPARQL 1.1-endpoint.",
                en="Serve the linked data, with a SPARQL 1.1 endpoint.",
                example="serve --port 8010",
            ),
        },
    ),
)
"""The list, by what commands are for."""

COMMANDS: Final = {name: each for _, listed in SECTIONS for name, each in listed.items()}
