"""Invented studies with small groups, for attacks: one seed says what may be published, another the secrets.

Two studies of one seed differ only in what a public edition withholds: what the respondents of groups of one
or two said, what one or two said who alone were asked about a motive, and all that is private of anybody.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

ROLES = ("practice-partner", "education-partner", "residents")
CASES = ("north", "south", "east")
SHARED = ("image", "network", "recruitment", "cost-reduction", "social-responsibility")
OWN = ("bees", "bread", "bells")
MOTIVES = (*SHARED, *OWN)
_STUDY = """id = "invented"
title.nl = "Verzonnen"
title.en = "Invented"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
creators = ["Invented, Ida"]
%s
[rule]
threshold = "%s"
"""
_CLAIMS = """id,kind,motives,groups,expect,than,claim_nl,claim_en,locator,reading_nl,reading_en,differs_nl,\
differs_en,query
all-image,result,image,,all,,Allen,All,p. 1,,,,,
some-bees,result,bees network,role=residents,some,,Sommigen,Some,p. 2,,,,,
none-cost,result,cost-reduction,role=practice-partner,none,,Geen,None,p. 3,,,,,
only-network,result,network,role=education-partner,only,,Alleen,Only,p. 3,,,,,
mainly-image,result,image,case=north,mainly,,Vooral,Mainly,p. 3,,,,,
most-image,result,image,case=north,most,,Meest,Most,p. 3,,,,,
least-image,result,image,,at-least 1/2,,Minstens,At least,p. 4,,,,,
most-third,result,image,,at-most 1/3,,Hoogstens,At most,p. 4,,,,,
more-image,result,image,role=residents,more,role=practice-partner,Meer,More,p. 5,,,,,
by-query,result,,,query,,Gevraagd,Asked,p. 6,,,,,count-mentions
"""
_QUERY = """#+ question.nl = "Hoeveel vermeldingen en cellen zijn er?"
#+ question.en = "How many mentions and cells are there?"
#+ row.nl = "Een telling."
#+ row.en = "A count."
#+ columns = ["holds", "cells", "mentions"]
PREFIX lcg: <https://w3id.org/lcgraph/ontology#>

SELECT ?holds ?cells ?mentions
WHERE {
  { SELECT (COUNT(DISTINCT ?cell) AS ?cells) WHERE { ?cell a lcg:Finding } }
  { SELECT (COUNT(DISTINCT ?mention) AS ?mentions) WHERE { ?mention a lcg:Mention } }
  BIND(?cells > 20 AS ?holds)
}
"""


def sizes_of(seed: int) -> dict[tuple[str, str], int]:
    """The size of each group by case and role: some of one or two, some larger, perhaps one of nobody."""
    lottery = random.Random(f"sizes {seed}")
    return {(case, role): lottery.choice((0, 1, 1, 2, 2, 3, 3, 4, 5)) for case in CASES for role in ROLES}


def invent(
    folder: Path, seed: int, secret: int, *, printed: bool = False, more: int = 0, threshold: str = "2/3"
) -> Path:
    """Write a study; `printed` gives it a publication with some cells, `more` enlarges each large group."""
    lottery, hidden = random.Random(f"open {seed}"), random.Random(f"secret {seed} {secret}")
    sizes = sizes_of(seed)
    few = {(group, motive) for group in sizes for motive in MOTIVES if lottery.random() < 0.15}
    people, said = [], []
    for (case, role), size in sizes.items():
        names = [f"{case}-{role}-{number}" for number in range(size + (more if size > 2 else 0))]
        for place, name in enumerate(names):
            refused = [m for m in MOTIVES if ((case, role), m) in few and place >= hidden_asked(size)]
            people.append(
                [
                    name,
                    case,
                    role,
                    f"Org {hidden.random():.3f}",
                    f"2024-0{hidden.randint(1, 9)}-11",
                    " ".join(refused),
                ]
            )
            for motive in MOTIVES:
                open_ = lottery if place < size else random.Random(f"{name} {motive}")
                draw = open_.random()
                secret_cell = size < 3 or ((case, role), motive) in few
                if motive not in refused and (hidden.random() if secret_cell else draw) < 0.45:
                    for _ in range(hidden.randint(1, 3)):
                        said.append(_mention(name, motive, hidden))
    source = 'source.citation = "Invented, I. (2025). Invented."\n' if printed else ""
    files = {
        "study.toml": _STUDY % (source, threshold),
        "claims.csv": _CLAIMS,
        "queries/count-mentions.rq": _QUERY,
        "schemes.csv": "scheme,code,label_nl,label_en\nrole,residents,bewoners,residents\n"
        "cluster,craft,ambacht,craft\n",
        "cases.csv": "id,label_nl,label_en,sector,setting,start_year\n"
        + "".join(
            f"{case},{case},{case},ict,public-public,{2010 + place}\n" for place, case in enumerate(CASES)
        ),
        "groups.csv": "case,role,respondents\n"
        + "".join(
            f"{case},{role},{size + (more if size > 2 else 0)}\n" for (case, role), size in sizes.items()
        ),
        "motives.csv": "code,cluster,label_nl,label_en\nbees,craft,bijen,bees\nbread,capital,brood,bread\n"
        "bells,craft,bellen,bells\n",
    }
    if printed:
        cells = [(group, motive) for group in sizes for motive in SHARED[:2] if lottery.random() < 0.5]
        files["findings.csv"] = "case,role,motive,status,locator\n" + "".join(
            f"{case},{role},{motive},{lottery.choice(('reported', 'blank'))},Table 1\n"
            for (case, role), motive in cells
        )
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    _table(
        folder / "respondents.csv",
        ["id", "case", "role", "organisation", "interviewed_on", "motives_not_asked"],
        people,
    )
    heads = ["respondent", "motive", "level", "phase", "segment", "source", "coder", "coded_on", "note"]
    _table(folder / "mentions.csv", heads, said)
    return folder


def hidden_asked(size: int) -> int:
    """How many of a group are asked about a motive that few are asked about."""
    return 1 + size % 2


def _mention(name: str, motive: str, hidden: random.Random) -> list[str]:
    level = hidden.choice(("", "collective", "organisational", "individual"))
    phase = hidden.choice(("", "start", "now"))
    words = f"SECRET {hidden.random():.6f}"
    return [name, motive, level, phase, words, f"{name}.txt", f"C{hidden.randint(1, 3)}", "2024-03-03", words]


def _table(path: Path, heads: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([heads, *rows])
