"""What the page about the site tells, in Dutch and English."""

from __future__ import annotations

from typing import Final

from lcgraph.say import Text

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
