"""How much room a text takes in a picture, and how it is broken into lines.

Nobody knows in which font a reader sees a picture. So a text is measured in DejaVu Sans, which is wider than
Arial, Helvetica and Liberation Sans and about as wide as Verdana: what fits here fits there. Widths are
advances of that font in hundredths of the size, rounded up.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Final

_WIDTHS: Final = {
    28: "'ijlı", 30: "IJł", 32: " ,.‘’‚·", 34: "/:;\\|", 36: "f", 38: "-", 40: "()[]t", 42: "!r", 46: '"',
    50: "*_`–°§†", 52: "“”„", 54: "?sz", 56: "Lc", 58: "FkŁ", 60: "vxy•", 62: "PTYaeoøðÞ«»",
    64: "$0123456789ESbdghnpqu{}ßđþ€£", 66: "K", 70: "ABCRVXZ", 74: "U", 76: "HN", 78: "&DGĐ", 80: "OQØ",
    82: "w", 84: "#+<=>^~×≥≤→−✓", 88: "M", 96: "%", 98: "mÆ", 100: "@Wæ—…©®", 104: "œ", 108: "Œ",
}  # fmt: skip
_ADVANCES: Final = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER: Final = 76
"""For a letter of another script: about the mean of Cyrillic, Greek, Hebrew and Arabic, and some more."""
_IDEOGRAM: Final = 100
_BOLD: Final = 1.17


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The room that a text takes at a size, in the unit of the size.

    >>> width("Gray", 10)
    24.2
    """
    from wcwidth import wcwidth

    hundredths = 0
    for char in text:
        base = unicodedata.normalize("NFD", char)[0]
        cells = wcwidth(char)
        other = 0 if cells == 0 else _IDEOGRAM if cells == 2 else _OTHER
        hundredths += _ADVANCES.get(base, other)
    return round(hundredths * size * (_BOLD if bold else 1) / 100, 2)


def longest(texts: Iterable[str], size: float, *, bold: bool = False) -> float:
    """The room of the longest word in some texts: narrower than this, a word would have to be cut."""
    return max((width(word, size, bold=bold) for text in texts for word in text.split()), default=0)


def shortened(text: str, room: float, size: float) -> str:
    """A text on one line; one that does not fit loses its middle, so that initials or a year at its end stay.

    >>> shortened("Wolkenstein-Trostburg (2018)", 100, 10)
    'Wolkenst…g (2018)'
    """
    if width(text, size) <= room:
        return text
    widths = [width(letter, size) for letter in text]
    left = room - width("…", size)
    start = len(text) - bisect_right(list(accumulate(reversed(widths))), left / 2)
    while start < len(text) and unicodedata.combining(text[start]):  # an accent stays with its letter
        start += 1
    tail = text[start:].lstrip()
    end = bisect_right(list(accumulate(widths)), left - width(tail, size))
    return f"{text[: min(end, start)].rstrip()}…{tail}"


def wrapped(text: str, room: float, size: float, *, bold: bool = False, most: int = 0) -> list[str]:
    """A text in lines that fit; a word that does not is cut. Beyond `most` lines it ends in `…`.

    >>> wrapped("Better education and better care", 100, 10)
    ['Better education', 'and better care']
    """
    return broken(text, lambda line: width(line, size, bold=bold) <= room, most=most)


def broken(text: str, fits: Callable[[str], bool], *, most: int = 0) -> list[str]:
    """A text in lines that fit, whatever they are measured in, as `wrapped` has them.

    >>> broken("Better education and better care", lambda line: len(line) <= 10)
    ['Better', 'education', 'and better', 'care']
    """
    lines: list[str] = [""]
    words = text.split()
    while words:
        word = words.pop(0)
        longer = f"{lines[-1]} {word}".strip()
        if fits(longer):
            lines[-1] = longer
        elif lines[-1]:
            lines.append("")
            words.insert(0, word)
        else:
            end = max((end for end in range(1, len(word)) if fits(word[:end])), default=1)
            lines[-1] = word[:end]
            lines.append("")
            words.insert(0, word[end:])
    if most and len(lines) > most:
        kept = lines[: most - 1]
        rest = " ".join(text.split())
        for line in kept:
            rest = rest[len(line) :].lstrip()
        end = max((end for end in range(len(rest)) if fits(f"{rest[:end].rstrip()}…")), default=0)
        lines = [*kept, f"{rest[:end].rstrip()}…"]
    return lines
