"""The interviews of the synthetic study of city alliances. Nothing in it is true, nobody in it exists.

    python tests/data/make_city.py          write the interviews of tests/data/city anew

The study itself (`study.toml`, its schemes, cases, groups, claims, ...) is written by hand. Goes in: the
table below, how many respondents of each group name each motive. Comes out: `respondents.csv` and
`mentions.csv` of that shape. Who says what follows by counting, without chance: the same table gives the same
bytes, and a person can check them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

OUT = Path(__file__).parent / "city"

CODED = (
    "network", "show-the-city", "saving-costs", "shared-tools", "more-green",
    "cool-streets", "safe-streets", "being-heard", "knowing-neighbours",
)  # fmt: skip
GROUPS = [
    # case, role, letters and number of its respondents; then how many of them name each of CODED
    ("green-roofs", "municipality", "am", 2, (2, 1, 0, 0, 2, 1, 0, 0, 0)),
    ("green-roofs", "company", "ac", 4, (2, 0, 3, 1, 3, 0, 0, 0, 0)),
    ("green-roofs", "residents", "ar", 3, (1, 0, 0, 0, 3, 2, 1, 3, 2)),
    ("rain-gardens", "municipality", "bm", 1, (0, 1, 0, 0, 1, 0, 0, 1, 0)),
    ("rain-gardens", "ngo", "bn", 2, (2, 0, 0, 2, 2, 0, 0, 1, 1)),
    ("rain-gardens", "residents", "br", 4, (0, 2, 0, 3, 2, 1, 2, 1, 2)),
    ("street-trees", "municipality", "cm", 2, (2, 2, 0, 0, 2, 2, 1, 1, 0)),
    ("street-trees", "company", "cc", 2, (1, 2, 0, 0, 2, 2, 0, 0, 0)),
    ("street-trees", "ngo", "cn", 1, (1, 0, 0, 0, 1, 1, 0, 0, 1)),
    ("street-trees", "residents", "cr", 2, (0, 0, 1, 0, 2, 1, 2, 2, 1)),
    ("solar-street", "company", "dc", 2, (2, 0, 2, 0, 0, 0, 0, 0, 0)),
    ("solar-street", "residents", "dr", 2, (1, 0, 2, 2, 1, 0, 0, 2, 1)),
    ("heat-network", "municipality", "em", 2, (2, 1, 2, 0, 0, 0, 0, 2, 0)),
    ("heat-network", "company", "ec", 2, (1, 1, 2, 0, 0, 0, 0, 0, 0)),
    ("energy-coaches", "ngo", "fn", 2, (2, 0, 0, 2, 1, 0, 0, 2, 0)),
    ("energy-coaches", "residents", "fr", 1, (0, 0, 0, 0, 0, 0, 0, 1, 1)),
    ("care-circle", "municipality", "gm", 1, (1, 1, 0, 1, 0, 0, 0, 0, 0)),
    ("care-circle", "ngo", "gn", 2, (2, 0, 0, 0, 1, 0, 0, 0, 0)),
    ("care-circle", "residents", "gr", 2, (0, 0, 0, 0, 1, 0, 2, 2, 2)),
    ("meal-round", "residents", "hr", 3, (0, 0, 0, 3, 0, 0, 1, 3, 3)),
]
NOT_ASKED = {
    "ac4": "network",
    "em1": "cool-streets",
    "em2": "cool-streets",
    "gr2": "cool-streets quiet-nights",
}
"""What a respondent was not asked about; nobody of heat-network/municipality was asked about cool streets."""
WORDS = {
    "network": "We meet the people whom we need",
    "show-the-city": "Other cities come and look at what we do here",
    "saving-costs": "Together it costs us less",
    "shared-tools": "We use the ladders that they keep in their shed",
    "more-green": "We want more trees and fewer tiles",
    "cool-streets": "In July you cannot walk here without shade",
    "safe-streets": "People look out for each other again",
    "being-heard": "At last somebody listens to us",
    "knowing-neighbours": "I know the names in my street now",
}
LEVELS = ("neighbourhood", "collective", "organisational", "", "individual")
PHASES = ("exploration", "launch", "operation", "")
CODERS = ("mv", "jd")

Row = Sequence[object]


def respondents() -> Iterator[Row]:
    """Everyone who was spoken to: organisations that do not exist, days in autumn, years of joining."""
    number = 0
    for case, role, letters, size, _ in GROUPS:
        for one in range(1, size + 1):
            who, day = f"{letters}{one}", f"2024-{9 + number // 20:02}-{1 + number % 20:02}"
            organisation = "" if role == "residents" else f"Organisation {letters.upper()}"
            yield who, case, role, organisation, day, NOT_ASKED.get(who, ""), 2008 + number % 15
            number += 1


def named() -> Iterator[tuple[str, list[str]]]:
    """Each respondent with the motives that he or she names, group by group.

    The first n of those who were asked name a motive, beginning one respondent further for every motive.
    """
    for _, _, letters, size, counts in GROUPS:
        found: dict[str, list[str]] = {}
        for place, (motive, n) in enumerate(zip(CODED, counts, strict=True)):
            everyone = [f"{letters}{1 + (one + place) % size}" for one in range(size)]
            for who in [who for who in everyone if motive not in NOT_ASKED.get(who, "").split()][:n]:
                found.setdefault(who, []).append(motive)
        yield from sorted(found.items())


def mentions() -> Iterator[Row]:
    """One row a coding.

    Every second motive is named twice, the second time in the next phase. Every third segment is coded by
    both coders; now and then the second reads in it another motive that the respondent names as well.
    """
    number = 0
    for who, motives in named():
        for motive in motives:
            for again in range(1 + number % 2):
                number += 1
                level, phase = LEVELS[number % 5], PHASES[(number // 2 + again) % 4]
                segment = (level, phase, f"{WORDS[motive]} ({number}).", f"{who}.txt")
                note = "said with a laugh" if number % 29 == 0 else ""
                yield who, motive, *segment, CODERS[number % 2], "2024-12-02", note
                if number % 3 == 0:
                    other = motives[0] if number % 12 == 0 else motive
                    yield who, other, *segment, CODERS[1 - number % 2], "2024-12-09", ""


def table(columns: str, rows: Iterable[Row]) -> bytes:
    """A CSV file of these columns and rows."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([columns.split(","), *rows])
    return out.getvalue().encode()


def files() -> dict[str, bytes]:
    """What is made: names of files, and what they hold."""
    return {
        "respondents.csv": table(
            "id,case,role,organisation,interviewed_on,motives_not_asked,joined", respondents()
        ),
        "mentions.csv": table("respondent,motive,level,phase,segment,source,coder,coded_on,note", mentions()),
    }


if __name__ == "__main__":
    for name, content in files().items():
        (OUT / name).write_bytes(content)
