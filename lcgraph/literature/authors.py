"""Which names of a study are one author, and which are two of one family name and initial.

Goes in: a study as it was read, where every name has the slug of its family and initial. Comes out: the same
study, where names that clash have slugs of their own, and what is in doubt is told. Two names clash when
their given names contradict each other, their iDs differ, or both stand in one list of authors or editors. A
name that may be either of two who clash is neither: it keeps the plain slug, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, combinations, count
from typing import Final

from lcgraph.literature.model import Agent, Work
from lcgraph.literature.names import slug
from lcgraph.say import Place, Problems

_SHOWN: Final = 3

Listed = tuple[Place, tuple[Agent, ...]]
"""A list of names and where it stands."""


@dataclass
class _Name:
    """What is written of one author beyond doubt: one spelling, or all that have one iD.

    `lists` are the numbers of the lists that it stands in, `nth` how often it stood there before.
    """

    nth: int
    place: Place
    agents: list[Agent] = field(default_factory=list)
    lists: set[int] = field(default_factory=set)

    @property
    def fullest(self) -> Agent:
        return fullest(self.agents)


def fullest(agents: Iterable[Agent]) -> Agent:
    """The name with the longest given name; the first of those that are as long.

    >>> fullest([Agent("bos-p", "Bos", "P."), Agent("bos-p", "Bos", "Peter")]).name
    'Bos, Peter'
    """
    return max(agents, key=lambda agent: len(agent.given))


# ---- Two names


def contradict(one: Agent, other: Agent) -> bool:
    """Whether two names cannot be of one author.

    >>> peter = Agent("bos-p", "Bos", "Peter")
    >>> [contradict(peter, Agent("bos-p", "Bos", given)) for given in ("P.", "P. A.", "Paul", "Peter A.")]
    [False, False, True, False]
    """
    if one.same_as and other.same_as:
        return one.same_as != other.same_as
    if one.corporate != other.corporate or slug(one.family) != slug(other.family):
        return True
    given, _, suffix = one.given.partition(", ")
    also, _, another = other.given.partition(", ")
    if suffix and another and slug(suffix) != slug(another):
        return True
    if slug(given).replace("-", "") == slug(also).replace("-", ""):
        return False
    return any(
        first != second
        and not (short and second.startswith(first))
        and not (shorter and first.startswith(second))
        for (first, short), (second, shorter) in zip(_words(given), _words(also), strict=False)
    )


@lru_cache(maxsize=10_000)
def _words(given: str) -> list[tuple[str, bool]]:
    """The words of a given name, each with whether it is cut short: `J.`, `Th.`, the letters of `JM`."""
    words = []
    for word, dot in re.findall(r"([^\W_]+)(\.?)", given):
        if re.fullmatch(r"[A-Z]{2,3}", word):
            words += [(letter.lower(), True) for letter in word]
        else:
            words.append((slug(word), bool(dot) or len(word) == 1))
    return words


def _clash(one: _Name, other: _Name) -> bool:
    return not one.lists.isdisjoint(other.lists) or _contradict(one, other)


def _contradict(one: _Name, other: _Name) -> bool:
    return any(contradict(this, that) for this in one.agents for that in other.agents)


# ---- All names of a study


def in_works(works: Iterable[Work]) -> Iterator[Listed]:
    """The lists of authors, of editors and of translators of works, in turn."""
    for work in works:
        yield work.place, work.authors
        yield work.place, work.editors
        yield work.place, work.translators


def authors(lists: Sequence[Listed], problems: Problems) -> list[tuple[Agent, ...]]:
    """The names of each list with the slugs of their authors; doubts are told as warnings.

    It takes time by the square of the names that share a slug.
    """
    by_slug: dict[str, dict[object, _Name]] = {}
    keys: list[list[object]] = []
    for number, (place, agents) in enumerate(lists):
        seen: dict[object, int] = {}
        keys.append([])
        for agent in agents:
            form = agent.same_as or (agent.family, agent.given, agent.corporate)
            nth = seen[form] = seen.get(form, -1) + 1
            name = by_slug.setdefault(agent.slug, {}).setdefault((form, nth), _Name(nth, place))
            name.lists.add(number)
            if agent not in name.agents:
                name.agents.append(agent)
            keys[-1].append((form, nth))
    slugs: dict[tuple[str, object], str] = {}
    taken = set(by_slug)
    for base, names in by_slug.items():
        given = _slugs(base, list(names.values()), taken, problems) if len(names) > 1 else [base]
        taken.update(given)
        slugs |= {(base, key): found for key, found in zip(names, given, strict=True)}
    return [
        tuple(replace(agent, slug=slugs[agent.slug, key]) for agent, key in zip(agents, found, strict=True))
        for (_, agents), found in zip(lists, keys, strict=True)
    ]


def _slugs(base: str, names: list[_Name], taken: set[str], problems: Problems) -> list[str]:
    """The slug of each name of one base.

    Names that clash with the same others are one author. A name that contradicts neither of two that clash
    with each other may be either, and so is an author of its own.
    """
    everyone = range(len(names))
    pairs = [pair for pair in combinations(everyone, 2) if _clash(*(names[at] for at in pair))]
    clashes = _partners(len(names), pairs)
    if not any(clashes):
        return [base] * len(names)
    _tell_twins(names, clashes, problems)
    either = {one: others for one in everyone if (others := _either(one, names, clashes))}
    groups: dict[tuple[bool, frozenset[int]], list[int]] = {}
    for one in sorted(everyone, key=lambda one: one not in either):
        groups.setdefault((one in either, clashes[one]), []).append(one)
    found: dict[int, str] = {}
    used = taken - {base}
    for group in groups.values():
        members = [names[one] for one in group]
        if group[0] in either:
            _tell_either(members, [names[other] for other in either[group[0]]], problems)
        free = _free(base, members, used)
        used.add(free)
        found |= dict.fromkeys(group, free)
    return [found[one] for one in everyone]


def _partners(count_: int, pairs: Iterable[tuple[int, int]]) -> list[frozenset[int]]:
    """For each number below `count_` those that it is paired with."""
    found: list[set[int]] = [set() for _ in range(count_)]
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return [frozenset(partners) for partners in found]


def _either(one: int, names: Sequence[_Name], clashes: Sequence[frozenset[int]]) -> list[int]:
    """Names of two or more authors who may each be this one; [] when there is no doubt."""
    may_be = [
        other
        for other in range(len(names))
        if other != one and (other not in clashes[one] or not _contradict(names[one], names[other]))
    ]
    apart = [other for other in may_be if not clashes[other].isdisjoint(may_be)]
    return apart if any(other not in clashes[one] for other in apart) else []


def _free(base: str, members: Sequence[_Name], used: set[str]) -> str:
    """A slug that is free: with the fuller given name, else the plain one, else with the iD or a number."""
    name = fullest(agent for member in members for agent in member.agents)
    full = slug(f"{name.family} {name.given}")
    options = [full, base]
    known = next((agent.same_as for member in members for agent in member.agents if agent.same_as), "")
    if known:
        options.append(f"{base}-{known.rpartition('/')[2].lower()}")
    numbered = (f"{full}-{number}" for number in count(2))
    return next(option for option in chain(options, numbered) if option not in used)


# ---- What is told


def _tell(problems: Problems, place: Place, *, nl: str, en: str) -> None:
    problems.add(place.file, place.row, None, nl=nl, en=en, severity="warning")


def _tell_twins(names: list[_Name], clashes: Sequence[frozenset[int]], problems: Problems) -> None:
    """Tell of names that stand twice in a list, but for accents and dots."""
    plain = [slug(name.fullest.name) for name in names]
    for later, name in enumerate(names):
        for first in sorted(clashes[later]):
            if (
                first < later
                and plain[first] == plain[later]
                and not name.lists.isdisjoint(names[first].lists)
            ):
                _tell_twin(names[first].fullest.name, name, problems)
                break


def _tell_twin(first: str, later: _Name, problems: Problems) -> None:
    one, other = repr(first), repr(later.fullest.name)
    _tell(
        problems,
        later.place,
        nl=f"{one} en {other} staan in één lijst en zijn als twee personen bewaard: schrijf de "
        "voornamen uit, of haal er een weg",
        en=f"{one} and {other} stand in one list and are kept as two persons: write the given names "
        "in full, or remove one",
    )


def _tell_either(members: Sequence[_Name], others: Sequence[_Name], problems: Problems) -> None:
    name = fullest(agent for member in members for agent in member.agents).name
    shown = list(dict.fromkeys(repr(other.fullest.name) for other in others))
    more = f" … (+{len(shown) - _SHOWN})" if len(shown) > _SHOWN else ""
    _tell(
        problems,
        members[0].place,
        nl=f"{name!r} kan {' of '.join(shown[:_SHOWN])}{more} zijn en is apart gehouden: schrijf de "
        "voornaam uit, of geef de ORCID iD's",
        en=f"{name!r} may be {' or '.join(shown[:_SHOWN])}{more} and is kept apart: write the given name in "
        "full, or give the ORCID iDs",
    )
