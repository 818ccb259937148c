"""Who speaks where in the transcript of several people: turns such as `W1: …`, and codes that mark speakers.

Goes in: a text, or the name of a code with those above it. Comes out: the turns of its speakers, without
those of who asks; and whether a code marks what somebody says. Programs that import focus groups (MAXQDA,
QualCoder) expect a turn to begin in a paragraph of its own, with a short name and a colon; so does this.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from lcgraph.interviews.likeness import plain

Turn = tuple[str, tuple[int, int]]
"""The name of a speaker, and from where to where it speaks, the name included."""

_TIME = r"(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?)"
_TURN: Final = re.compile(
    rf"^[ \t]*(?:{_TIME}[ \t]*)?[\[(]?(?P<name>[^\W\d_][\w.' -]{{0,40}}?)[\])]?"
    rf"[ \t]*(?:{_TIME}[ \t]*)?:(?=\s|$)",
    re.MULTILINE,
)
_ASKS: Final = re.compile(
    r"i\d?|int\d?|iv\d?|q|mod\d?|interviewe?r\d?|interviewster\d?|moderator\d?|facilitator\d?|"
    r"gespreksleider\d?|onderzoeker\d?|researcher\d?|vraag|question"
)
_NO_NAME: Final = re.compile(
    r"(vraag|question|q|topic|thema|theme|onderwerp|deel|part|sectie|section|hoofdstuk|chapter|item|stelling|"
    r"statement|tabel|table|figuur|figure|note|nb|opmerking|datum|date|tijd|time|plaats|place|locatie|"
    r"location|duur|duration|bijlage|appendix|ps|punt|stap|step|fase|phase)\s?\d*"
)
_HEADINGS: Final = {
    *(
        "speaker",
        "speakers",
        "spreker",
        "sprekers",
        "participant",
        "participants",
        "participanten",
        "deelnemer",
    ),
    *("deelnemers", "sprecher", "teilnehmende", "teilnehmer"),
}
_BESIDE: Final = {
    *(
        "focus",
        "group",
        "groep",
        "focusgroup",
        "focusgroep",
        "fokusgruppe",
        "interview",
        "marked",
        "names",
        "of",
    ),
}
_WORDS = 3
_LETTERS = 3


def asks(name: str) -> bool:
    """Whether this is what transcripts call the one who asks.

    >>> asks("Moderator"), asks("INT:"), asks("Irene")
    (True, True, False)
    """
    return bool(_ASKS.fullmatch(plain(name).replace(" ", "")))


def turns(text: str) -> list[Turn]:
    """The turns of the speakers of a text, where at least two of them speak beside who asks; else none.

    >>> turns("I: Why?\\nW1: Our image.\\nW2: So it is.")
    [('W1', (8, 23)), ('W2', (23, 36))]
    >>> turns("I: Why?\\nR: Our image."), turns("Date: today\\nPlace: here\\nwords")
    ([], [])
    """
    found = [(" ".join(match["name"].split()), match.start()) for match in _TURN.finditer(text)]
    often = Counter(name for name, _ in found)
    named = [(name, start) for name, start in found if _is_name(name, often[name])]
    ends = [start for _, start in named[1:]] + [len(text)]
    spoken = [(name, (start, end)) for (name, start), end in zip(named, ends, strict=False) if not asks(name)]
    return spoken if len({name for name, _ in spoken}) > 1 else []


def _is_name(name: str, often: int) -> bool:
    """Whether a word before a colon names a speaker: as a pseudonym, initials, or again and again."""
    if _NO_NAME.fullmatch(plain(name)) and not asks(name):
        return False
    short = len(name.split()) <= _WORDS
    marked = any(letter.isdigit() for letter in name) or len(name.replace(".", "")) <= _LETTERS
    return asks(name) or (short and (marked or often > 1))


def marks_speaker(name: str, path: Sequence[str], spoken: Collection[str]) -> bool:
    """Whether a code marks what a speaker says: it stands below a heading for speakers, or is named as one.

    `spoken` are the names of speakers in the texts where the code is given.

    >>> marks_speaker("W1", ("Speakers",), ()), marks_speaker("W1", (), {"W1"}), marks_speaker("No", (), ())
    (True, True, False)
    """
    headings = (set(plain(above).split()) - _BESIDE for above in path)
    below = any(words and words <= _HEADINGS for words in headings)
    return name in spoken or (below and len(name.split()) <= _WORDS)
