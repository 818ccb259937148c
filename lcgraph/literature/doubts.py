"""What an import of references tells, short: the first remarks as lines, and all of them as a table.

Goes in: the notes of an import. Comes out: those to show, and the table where there are too many to show.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from lcgraph.intake import Note
from lcgraph.say import Text, many
from lcgraph.written import csv_text

DOUBTS: Final = "import-doubts.csv"
"""The table, beside the report of the import."""
_SHOWN: Final = 20
"""So many remarks of a kind are shown."""
_PLACE: Final = re.compile(r"(.+?\.\w+)(?::|, item )(\d+):? (.*)", re.DOTALL)
"""A remark on a place in a file, as its line says it."""
_KINDS: Final = {
    "done": Text(nl="gedaan", en="done"),
    "warning": Text(nl="let op", en="mind"),
    "left": Text(nl="niet overgenomen", en="not taken over"),
}


def shortened(notes: Sequence[Note]) -> list[Note]:
    """The notes, of each kind not more remarks on places than fit on a screen; how many there are is told."""
    shown: list[Note] = []
    told: Counter[str] = Counter()
    for note in notes:
        if _PLACE.fullmatch(note.text.en):
            told[note.kind] += 1
        if told[note.kind] <= _SHOWN or not _PLACE.fullmatch(note.text.en):
            shown.append(note)
    return [*shown, *(_more(kind, number - _SHOWN) for kind, number in told.items() if number > _SHOWN)]


def _more(kind: str, number: int) -> Note:
    about = _KINDS[kind]
    nl = f"en nog {many(number, 'opmerking', 'opmerkingen')} ({about.nl}): alle staan in {DOUBTS}"
    en = f"and {many(number, 'more remark', 'more remarks')} ({about.en}): all stand in {DOUBTS}"
    return Note(kind, Text(nl=nl, en=en))


def table(notes: Iterable[Note], lang: str) -> bytes:
    """The remarks on places as a table: kind, file, line (or item) and what there is to say."""
    heads = Text(nl="soort,bestand,regel,opmerking", en="kind,file,line,remark").in_(lang).split(",")
    rows = [
        (_KINDS[note.kind].in_(lang), *found.groups())
        for note in notes
        if (found := _PLACE.fullmatch(note.in_(lang, whole=True)))
    ]
    return csv_text([heads, *rows]).encode("utf-8", "replace")
