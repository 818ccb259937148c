r"""How a tool counts the characters of a text, and what a position of its own means in code points.

REFI-QDA counts Unicode code points. Some tools count UTF-16 units (an emoji is two), or a Windows line end as
one character; nothing in a file says so. Goes in: a text, and its selections with the names that the tool
gave them (often their first words). Comes out: a `Reading` that turns positions into those of the text. The
standard is followed unless the names prove another count: more of them then agree with the text. ATLAS.ti is
known to count `\r\n` as one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from lcgraph.interviews.draft import Span
from lcgraph.say import Text

_NAMED = 2_000  # selections whose names are compared
_SHORTENED = re.compile(r"(…|\.\.\.)$")


class Count(Enum):
    """What a tool counts as one character: whether `\\r\\n` is one, whether an emoji is two."""

    CODE_POINTS = (False, False)
    LINE_ENDS_AS_ONE = (True, False)
    UTF_16 = (False, True)
    UTF_16_LINE_ENDS_AS_ONE = (True, True)


_TOLD = {
    Count.CODE_POINTS: ("codepunten", "code points"),
    Count.LINE_ENDS_AS_ONE: ("een regeleinde als één teken", "a line end as one character"),
    Count.UTF_16: ("UTF-16-eenheden", "UTF-16 units"),
    Count.UTF_16_LINE_ENDS_AS_ONE: (
        "UTF-16-eenheden en een regeleinde als één teken",
        "UTF-16 units and a line end as one character",
    ),
}


@dataclass(frozen=True)
class Reading:
    """A way to read the positions in one text; `proven` when names show it, against what was expected."""

    count: Count
    proven: bool
    length: int
    _lines: tuple[int, ...]
    _units: tuple[int, ...]

    def span(self, told: Span) -> Span | None:
        """A selection in code points, or None when it does not lie in the text.

        >>> reading("🙂🙂 yes", [((5, 8), "yes")], "").span((5, 8))
        (3, 6)
        """
        start, end = (self._index(position) for position in told)
        return (start, end) if 0 <= start < end <= self.length else None

    def _index(self, position: int) -> int:
        position -= bisect_left(self._units, position)
        return position + bisect_left(self._lines, position)


def reading(text: str, selections: Sequence[tuple[Span, str]], origin: str) -> Reading:
    """How the positions of these selections (with their names) count the characters of a text."""
    line_ends = "\r\n" in text
    astral = not text.isascii() and max(text, default="") > "\uffff"
    usual = Count.LINE_ENDS_AS_ONE if "atlas" in origin.lower() else Count.CODE_POINTS
    if not (line_ends or astral):
        return _reading(text, Count.CODE_POINTS)
    named = [(span, _words(name)) for span, name in selections[:_NAMED] if len(_words(name)) > 2]
    possible = [
        count for count in Count if (line_ends or not count.value[0]) and (astral or not count.value[1])
    ]
    usual = usual if usual in possible else Count.CODE_POINTS
    best, agreed = usual, _agreeing(text, _reading(text, usual), named)
    for count in possible if agreed < len(named) else ():
        agreeing = _agreeing(text, _reading(text, count), named)
        if agreeing > agreed:
            best, agreed = count, agreeing
    return _reading(text, best, proven=best is not usual)


def _reading(text: str, count: Count, *, proven: bool = False) -> Reading:
    line_ends, units = count.value
    pairs = [match.start() for match in re.finditer("\r\n", text)] if line_ends else []
    wide = [match.start() for match in re.finditer("[\U00010000-\U0010ffff]", text)] if units else []
    return Reading(
        count,
        proven,
        len(text),
        tuple(position - before for before, position in enumerate(pairs)),
        tuple(position - bisect_left(pairs, position) + before for before, position in enumerate(wide)),
    )


def _agreeing(text: str, read: Reading, named: Sequence[tuple[Span, str]]) -> int:
    found = 0
    for told, name in named:
        span = read.span(told)
        if span:
            words = _words(text[span[0] : span[1]])
            start = _SHORTENED.sub("", name).rstrip()
            found += words.startswith(start) if start != name else words == name
    return found


def _words(text: str) -> str:
    return " ".join(text.split())


def counts(found: Mapping[Count, int]) -> list[Text]:
    """What to tell about texts whose positions count otherwise than expected."""
    told = []
    for count, texts in sorted(found.items(), key=lambda item: item[0].name):
        nl, en = _TOLD[count]
        told.append(
            Text(
                nl=f"de posities in {texts} tekst(en) tellen {nl}; zo zijn ze gelezen",
                en=f"the positions in {texts} text(s) count {en}; they were read so",
            )
        )
    return told
