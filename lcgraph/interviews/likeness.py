"""How alike two texts are: by the words they share and by their letters.

Words are compared by their stems, so that *werving* meets *werven*.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

ALIKE = 0.7
"""From here on two texts may mean the same."""
_STEM = 5
_ENDING = 5
_STOP = frozenset(
    re.findall(
        r"\w+",
        "de het een van voor door en of in op te met aan bij naar om "
        "the a an for by and or on to with from at motief motieven motive motives code",
    )
)


def plain(text: str) -> str:
    """A text for comparing: lower case, without accents, marks and numbering.

    >>> plain("1.2 Geïnterviewde_naam ")
    'geinterviewde naam'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    bare = re.sub(r"^[\d.]+\s+", "", bare.strip())
    return " ".join(re.findall(r"\w+", bare.replace("_", " ")))


def likeness(text: str, names: Iterable[str]) -> float:
    """How alike a text is to the most alike of names: 0 (not) to 1 (the same words)."""
    return max((_alike(_words(text), _words(name)) for name in names), default=0.0)


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    words = plain(text[:200].replace("-", " ")).split()
    return tuple(word for word in words if word not in _STOP) or tuple(words)


def _stems(words: Iterable[str]) -> dict[str, set[int]]:
    """The stems of words, each with the lengths of its words: a compound is longer than any inflection."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[:_STEM], set()).add(len(word))
    return found


@lru_cache(maxsize=100_000)
def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if one == other and one:
        return 1.0
    if not one or not other:
        return 0.0
    stems, others = _stems(one), _stems(other)
    shared = sum(
        any(abs(a - b) <= _ENDING for a in lengths for b in others.get(stem, ()))
        for stem, lengths in stems.items()
    )
    by_words = 0.95 * (2 * shared / (len(stems) + len(others)))
    matcher = SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False)
    by_letters = matcher.ratio() if matcher.real_quick_ratio() > ALIKE else 0.0
    return max(by_words, 0.95 * by_letters)


def within(name: str, text: str) -> bool:
    """Whether the words of a name stand together in a text."""
    inside, words = plain(name.replace("-", " ")).split(), plain(text.replace("-", " ")).split()
    size = len(inside)
    return bool(inside) and any(words[i : i + size] == inside for i in range(len(words) - size + 1))
