"""The keys of works that come into a list: made of families and year, and never those of other works."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lcgraph.literature.model import Work
from lcgraph.literature.names import slug

_TITLE_WORDS: Final = 3
_LONGEST: Final = 60


class Keys:
    """The keys that are in use; a new one is found in the same time however many there are."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)
        self._endings: dict[str, Iterator[str]] = {}

    def new(self, work: Work) -> str:
        """A key for a new work, from now on in use: `brown-2008`, and where that is taken `brown-2008a`, …b.

        Up to three families are named, then the first `et-al`; without people the first words of the title
        stand there, without a year `nd`.
        """
        stem = _stem(work)
        key = stem
        while key in self.taken:
            key = stem + next(self._endings.setdefault(stem, _letters()))
        self.taken.add(key)
        return key


def is_citekey(key: str) -> bool:
    """Whether a key has the form of those that are made here.

    >>> [is_citekey(key) for key in ("gray-purdy-2018", "brown-2008a", "ros-nd", "Gray2018", "a_b-2018")]
    [True, True, True, False, False]
    """
    form = r"(?:[a-z0-9]+-)+(?:[0-9]{3,4}|[0-9]{1,4}bce|nd)[a-z]*"
    return len(key) <= 2 * _LONGEST and bool(re.fullmatch(form, key))


def _stem(work: Work) -> str:
    families = [slug(agent.family) for agent in work.people]
    if len(families) > 3 or (families and work.others):
        families = [families[0], "et-al"]
    name = "-".join(families) or "-".join(slug(work.title).split("-")[:_TITLE_WORDS])
    year = f"{-work.year}bce" if work.year and work.year < 0 else str(work.year or "nd")
    return f"{_shortened(name)}-{year}"


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else name[:_LONGEST].rpartition("-")[0] or name[:_LONGEST]


def _letters() -> Iterator[str]:
    """a, b, … z, aa, ab, …"""
    letters = "abcdefghijklmnopqrstuvwxyz"
    endings = list(letters)
    while True:
        yield from endings
        endings = [ending + letter for ending in endings for letter in letters]
