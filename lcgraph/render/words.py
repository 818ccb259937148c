"""The few words of the interface that are not labels in the graph, in Dutch and English."""

from __future__ import annotations

from typing import Final

from lcgraph.say import Text

MARKS: Final[dict[str, str]] = {
    "reported": "×",
    "below-threshold": "·",
    "blank": "",
    "not-asked": "–",
    "not-coded": "?",
    "withheld": "*",
}
"""What stands in a cell of a cross-case table for each status."""

NO_CELL: Final = "/"
"""What stands where a study has no cell for a motive: it was not part of the study, which is not "blank"."""

OTHER_RULE: Final = Text(
    nl="Onder een andere regel dan die van de studie: minstens {} van de respondenten, in elke groep",
    en="Under another rule than the study's own: at least {} of the respondents, in every group",
)
"""What stands above tables that are recomputed with another threshold."""


def consensus_told(consensus: str) -> Text:
    """Which codings counted, by the consensus of coders that a rule asks for."""
    told = {
        "union": Text(
            nl="geteld is wat minstens één codeur vond", en="counted is what at least one coder found"
        ),
        "both": Text(nl="geteld is wat elke codeur vond", en="counted is what every coder found"),
        "majority": Text(
            nl="geteld is wat meer dan de helft van de codeurs vond",
            en="counted is what more than half of the coders found",
        ),
    }
    one = Text(nl=f"geteld is wat codeur {consensus} vond", en=f"counted is what coder {consensus} found")
    return told.get(consensus, one)


KEPT: Final = "°"
KEPT_LEGEND: Final = Text(
    nl="° = zoals gepubliceerd, onder de regel van de studie: zonder aantallen is de cel niet te herrekenen",
    en="° = as published, under the study's own rule: without counts the cell cannot be recomputed",
)
"""What follows the mark of a cell that another threshold leaves as it is."""

CONTRADICTED: Final = "≠"
CONTRADICTED_LEGEND: Final = Text(
    nl="≠ = uit de interviews van de studie zelf volgt een andere cel: zie lcgraph explain",
    en="≠ = the study's own interviews give another cell: see lcgraph explain",
)
"""What follows the mark of a published cell that the recomputation contradicts."""

COUNTS_LEGEND: Final = Text(
    nl="n/N = n van de N respondenten die ernaar gevraagd zijn noemen het motief, waar de bron dat zegt",
    en="n/N = n of the N respondents who were asked name the motive, where the source says so",
)
EMPTY_CELL: Final = Text(
    nl="leeg = de bron laat de cel leeg: onder de regel, of niet genoemd",
    en="empty = the source leaves the cell empty: below the rule, or not named",
)
TABLES: Final = Text(nl="Motieven per case en rol", en="Motives by case and role")
MOTIVE: Final = Text(nl="Motief", en="Motive")
NO_CLUSTER: Final = Text(nl="zonder cluster", en="without a cluster")
UNKNOWN: Final = Text(nl="geen cel in deze studie", en="no cell in this study")
NOT_SHOWN: Final = Text(
    nl="geen cel in deze openbare uitgave: niet onderzocht, of genoemd door geen groep die getoond wordt",
    en="no cell in this public edition: not studied, or named by no group that is shown",
)
"""What `NO_CELL` means where answers are withheld."""
EMPTY: Final = Text(nl="(geen rijen)", en="(no rows)")
YES: Final = Text(nl="ja", en="yes")
NO: Final = Text(nl="nee", en="no")
