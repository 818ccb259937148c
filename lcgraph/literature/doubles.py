"""Whether two references are one work, and whether two of their values say the same.

Two references are one work when their DOIs are equal, or else their titles (letters and digits only), unless
something speaks against it: another DOI or year, no author in common, another journal or book, or another
volume or other pages of it. For *Editorial* and *Introduction* are the titles of many works: of so short a
title something else has to be the same as well.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import Final, Generic, TypeVar

from lcgraph.literature.authors import contradict
from lcgraph.literature.identifiers import isbns, issns, normal_doi
from lcgraph.literature.latex import decode, verbatim
from lcgraph.literature.model import Agent, Work
from lcgraph.literature.names import PARTICLES, names, slug
from lcgraph.say import Text

_SMALL: Final = frozenset(("the", "of", "and", "for", "in", "on", "de", "het", "een", "van", "voor", "en"))
"""Words that short forms of the names of journals leave out."""
_TELLING: Final = 3
"""So many words make a title that of one work."""
_MOST: Final = 30
"""So many works of one title are compared one by one."""


@lru_cache(maxsize=20_000)
def normal_title(title: str) -> str:
    """A title for comparing: lower-case letters and digits, without accents, in words.

    >>> normal_title("The  Café: a Study—again!")
    'the cafe a study again'
    """
    bare = title.casefold()
    if not bare.isascii():
        letters = unicodedata.normalize("NFKD", bare)
        bare = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", bare))


# ---- Two works


def against(held: Work, work: Work) -> Text | None:
    """What speaks against a work of the list and one of the same title being one.

    Nothing that files add to the list takes a reason away: the same file finds the same works again.
    """
    if held.doi and work.doi and held.doi != work.doi:
        return Text(nl="een andere DOI", en="another DOI")
    if held.year and work.year and held.year != work.year:
        return Text(nl="een ander jaar", en="another year")
    theirs, ours = work.people, held.authors if work.authors else held.editors
    if theirs and ours and not in_common(held, work):
        return Text(nl="andere auteurs", en="other authors")
    known = [
        one.same_as == other.same_as
        for one in ours
        for other in theirs
        if one.same_as and other.same_as and _surname(one) == _surname(other)
    ]
    if known and not any(known):
        return Text(nl="andere ORCID iD's", en="other ORCID iDs")
    if held.container and work.container and not _one_container(held.container, work.container):
        return Text(nl="een ander tijdschrift of boek", en="another journal or book")
    for one, other in ((held.volume, work.volume), (held.number, work.number)):
        if one.isdecimal() and other.isdecimal() and int(one) != int(other):
            return Text(nl="een ander deel of nummer", en="another volume or issue")
    if not _meet(held.pages, work.pages):
        return Text(nl="andere bladzijden", en="other pages")
    return None


def enough(held: Work, work: Work) -> bool:
    """Whether enough agrees for two works of one title of which nothing differs.

    A title of a few words is that of many works: then people and year, people and journal, or journal and
    place in it have to be the same. A long one is the title of one work.
    """
    if len(_words(work.title)) >= _TELLING:
        return True
    year = held.year is not None and held.year == work.year
    people = in_common(held, work)
    journal = bool(held.container and work.container)
    place = journal and any(
        one and one == other for one, other in ((held.volume, work.volume), (held.pages, work.pages))
    )
    return (people and (year or journal)) or (year and place)


def doi_of_another(held: Work, work: Work) -> bool:
    """Whether two works of one DOI share nothing else, so that one of the two has the DOI of another."""
    if normal_title(held.title) == normal_title(work.title) or not (held.people and work.people):
        return False
    part = held.kind != work.kind or not _meet(held.pages, work.pages)
    return not in_common(held, work) and (part or held.year != work.year)


_T = TypeVar("_T")


class Alike(Generic[_T]):
    """What has the title of a work: all of it where that is little, else what has more in common with it.

    So a list of thousands of editorials is searched in the same time for each.
    """

    def __init__(self) -> None:
        self._by_mark: dict[tuple[object, ...], list[tuple[int, _T]]] = {}
        self._places: dict[int, int] = {}

    def add(self, work: Work, thing: _T) -> None:
        """Enter a thing under the marks of its work; again when the work says more than before."""
        place = self._places.setdefault(id(thing), len(self._places))
        for mark in _marks(work):
            found = self._by_mark.setdefault(mark, [])
            if len(found) < _MOST and all(at != place for at, _ in found):
                found.append((place, thing))

    def to(self, work: Work) -> list[_T]:
        """The things that may be of this work, in the order in which they came."""
        found = {place: thing for mark in _marks(work) for place, thing in self._by_mark.get(mark, ())}
        return [found[place] for place in sorted(found)]


def _marks(work: Work) -> list[tuple[object, ...]]:
    title = normal_title(work.title)
    if not title:
        return []
    people = [(title, work.year, _surname(agent)) for agent in work.people[:5]]
    place = (title, work.year, normal_title(work.container), work.volume, work.number, work.pages)
    return [(title,), (title, work.year), *people, place]


def in_common(held: Work, work: Work) -> bool:
    """Whether somebody stands in both: a surname, with given names that do not contradict each other."""
    ours = held.authors if work.authors else held.editors
    return any(_may_be_one(one, other) for one in ours for other in work.people)


def _may_be_one(one: Agent, other: Agent) -> bool:
    if _surname(one) != _surname(other):
        return False
    if one.same_as or other.same_as or one.family != other.family:
        one, other = replace(one, same_as=""), replace(other, family=one.family, same_as="")
    return not contradict(one, other)


def _one_container(one: str, other: str) -> bool:
    """Whether two names may be of one journal or book: one of the two cut short, or its initials."""
    first, second = (_words(name) for name in (one, other))
    if not (first and second) or set(first) <= set(second) or set(second) <= set(first):
        return True
    if len(first) == len(second):
        return all(a.startswith(b) or b.startswith(a) for a, b in zip(first, second, strict=True))
    return any(
        len(short) == 1 and short[0] == "".join(word[0] for word in long)
        for short, long in ((first, second), (second, first))
    )


@lru_cache(maxsize=20_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in normal_title(name).split() if word not in _SMALL)


def _meet(one: str, other: str) -> bool:
    """Whether pages from and to have one in common, as far as both are numbers."""
    ranges = [re.fullmatch(r"(\d+)(?:–(\d+))?", pages) for pages in (one, other)]
    if not all(ranges):
        return True
    (first, last), (start, end) = (_from_to(*found.groups()) for found in ranges if found)
    return first <= end and start <= last


def _from_to(first: str, last: str | None) -> tuple[int, int]:
    """The numbers of `221–230`, of `221–30`, and of `221` alone; of `37–19` the first alone."""
    last = last or first
    whole = int(first[: max(0, len(first) - len(last))] + last)
    return int(first), max(int(first), whole)


def _surname(agent: Agent) -> str:
    """The family name for comparing: without particles, and with `ä` as `ae` and as `a`."""
    return agent.slug if agent.corporate else _bare(agent.family)


@lru_cache(maxsize=20_000)
def _bare(family: str) -> str:
    words = slug(family).split("-")
    bare = [word for at, word in enumerate(words) if at == len(words) - 1 or word not in PARTICLES]
    return re.sub(r"(?<=[aou])e", "", "-".join(bare))


# ---- Two values


def _compared(name: str, value: str) -> object:
    """A value for comparing: what differs only in case, marks or notation does not differ."""
    if name == "doi":
        return normal_doi(verbatim(value))
    if name in ("isbn", "issn"):
        return set((isbns if name == "isbn" else issns)(decode(value)))
    if name == "url":
        return re.sub(r"^https?://(www\.)?|/$", "", verbatim(value)).lower()
    return normal_title(decode(value))


def differs(name: str, there: str, given: str) -> bool:
    """Whether two values say different things; lists of numbers that share one do not."""
    if name in ("author", "editor"):
        ours, theirs = names(there).agents, names(given).agents
        return len(ours) != len(theirs) or any(map(contradict, ours, theirs))
    one, other = _compared(name, there), _compared(name, given)
    if isinstance(one, set) and isinstance(other, set):
        return one.isdisjoint(other)
    return one != other
