"""What a study concludes, held against its cells: does it hold, and the numbers behind that.

Goes in: the readings of claims (see `lcgraph.study.patterns` and `conditions`), the groups of the study with
their facets, and the status of each cell. Comes out: a `Judgement` a reading. Counts are exact; a group
counts where it could have reported the motive (`ANSWERED`), and where none could a claim neither holds nor
fails: None.

    all           every group meant reports it          some          at least one does
    none          none does                             only          all do, and no other group
    mainly        all do, and they are more than half of those that report it
    most          they are more than half of those that report it
    at-least A/B  at least this share of them does      at-most A/B   at most this share
    more          a larger share of `groups` than of `than` reports it

`than` are the groups that those meant are set against: the others of `only`, `mainly` and `most` (every group
of the study where it is empty), and with `some` those of which none may report it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from lcgraph.analysis.contrasts import ANSWERED
from lcgraph.answers import Cell
from lcgraph.say import Text
from lcgraph.study.conditions import Condition
from lcgraph.study.patterns import Expectation

NEEDING: Final = ("all", "only", "mainly", "at-least")
"""The patterns of which a group that does not report the motive can be the end."""

WORDS: Final = {True: "holds", False: "fails", None: "not-checkable"}
"""A verdict as a code."""


Statuses = Mapping[tuple[str, str], str]
"""The status of a cell by group and motive."""


@dataclass(frozen=True)
class Group:
    """A partner group (`case/role`) and, by facet, the values it has and falls within."""

    code: str
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def meets(self, conditions: Iterable[Condition]) -> bool:
        """Whether all conditions hold for the group; what is unknown of it meets none."""
        return all(
            any(fits(condition, value) for value in self.facets.get(condition.key, ()))
            for condition in conditions
        )


def fits(condition: Condition, value: str) -> bool:
    """Whether a value of a facet is meant; `about 100` compares as 100, `more-than 100` is only larger.

    >>> fits(Condition("start_year", "<", ("2010",)), "2009"), fits(Condition("case", "=", ("a", "b")), "c")
    (True, False)
    """
    if condition.operator == "=":
        return value.casefold() in {each.casefold() for each in condition.values}
    more = value.startswith(_MORE)  # than the number that follows
    left, right = number(value.removeprefix(_MORE)), number(condition.values[0])
    if left is None or right is None:
        return False
    return (
        left >= right and condition.operator in (">", ">=")
        if more
        else _COMPARED[condition.operator](left, right)
    )


def number(text: str) -> Fraction | None:
    """The number that a value stands for, exactly; None when it is not a number.

    >>> number("2.5"), number("about 100"), number("all")
    (Fraction(5, 2), Fraction(100, 1), None)
    """
    found = _NUMBER.fullmatch(text)
    return Fraction(found[1]) if found else None


_MORE: Final = "more-than "
_NUMBER: Final = re.compile(r"(?:about )?(-?[0-9]{1,18}(?:\.[0-9]{1,18})?)")
_COMPARED: Final[dict[str, Callable[[Fraction, Fraction], bool]]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


@dataclass(frozen=True)
class Reading:
    """One way to read a claim: what is expected of which groups, for each of the motives.

    `query` names the study's own question where `expect` is `query`; `text` says how vague words were read,
    `differs` where the text and the tables of the study part.
    """

    expect: Expectation
    motives: tuple[str, ...] = ()
    groups: tuple[Condition, ...] = ()
    than: tuple[Condition, ...] = ()
    query: str = ""
    text: Text = field(default_factory=Text)
    differs: Text = field(default_factory=Text)


@dataclass(frozen=True)
class Tally:
    """The groups that report a motive, that do not, and of which that is unknown; codes in reading order."""

    reporting: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def known(self) -> int:
        """How many groups could have reported it."""
        return len(self.reporting) + len(self.silent)

    @property
    def share(self) -> Fraction | None:
        return Fraction(len(self.reporting), self.known) if self.known else None

    def numbers(self, prefix: str = "") -> dict[str, Cell]:
        """How many report it, of how many that could; and how many are unknown, if any."""
        found: dict[str, Cell] = {f"{prefix}reporting": len(self.reporting), f"{prefix}groups": self.known}
        return found | ({f"{prefix}unknown": len(self.unknown)} if self.unknown else {})


@dataclass(frozen=True)
class Count:
    """What the cells say of a motive: the groups meant, and the others that they are set against.

    `than` tells whether those others are named by the reading, or are all other groups of the study.
    """

    motive: str
    meant: Tally
    others: Tally
    among: Tally
    than: bool

    def numbers(self, expect: Expectation) -> dict[str, Cell]:
        """The numbers by name, with the groups that report it and those that should but do not."""
        numbers = self.meant.numbers()
        if self.than:
            numbers |= self.others.numbers("than_")
        elif self.among != self.meant:
            numbers |= self.among.numbers("among_")
        lists = {"reported_by": self.among.reporting if self.among.silent else ()}
        if expect.pattern in NEEDING:
            lists["not_reported_by"] = self.meant.silent
        return numbers | {name: " ".join(codes) for name, codes in lists.items() if codes}


@dataclass(frozen=True)
class Judgement:
    """Whether a reading holds (None: nothing could tell), and what that rests on.

    `counts` has one entry a motive; `numbers` are those of the study's own question, by column; `reason` says
    why such a question has no answer.
    """

    reading: Reading
    holds: bool | None
    counts: tuple[Count, ...] = ()
    numbers: Mapping[str, Cell] = field(default_factory=dict)
    reason: Text = field(default_factory=Text)

    @property
    def verdict(self) -> str:
        """`holds`, `fails` or `not-checkable`."""
        return WORDS[self.holds]

    @property
    def evidence(self) -> dict[str, Cell]:
        """All numbers by name, in order; of several motives under `motive.name`."""
        several = len(self.counts) > 1
        return dict(self.numbers) | {
            f"{count.motive}.{name}" if several else name: value
            for count in self.counts
            for name, value in count.numbers(self.reading.expect).items()
        }


@dataclass(frozen=True)
class Verdict:
    """A claim of a study with its readings, of which the first is the headline."""

    study: str
    id: str
    kind: str
    text: Text
    locator: str
    readings: tuple[Judgement, ...]

    @property
    def holds(self) -> bool | None:
        return self.readings[0].holds

    @property
    def verdict(self) -> str:
        """`holds`, `fails` or `not-checkable`, by the first reading."""
        return self.readings[0].verdict


def judge(reading: Reading, groups: Sequence[Group], statuses: Statuses) -> Judgement:
    """A reading held against the cells; not for `query`, which the study's own question answers.

    A claim about several motives fails when it fails for one, and else holds when it holds for each.

    >>> cells = {("north/ngo", "network"): "reported", ("south/ngo", "network"): "blank"}
    >>> groups = [Group("north/ngo"), Group("south/ngo")]
    >>> judge(Reading(Expectation("all"), ("network",)), groups, cells).evidence
    {'reporting': 1, 'groups': 2, 'reported_by': 'north/ngo', 'not_reported_by': 'south/ngo'}
    """
    counts = tuple(_count(reading, motive, groups, statuses) for motive in reading.motives)
    holds = _HOLDS[reading.expect.pattern]
    return Judgement(reading, _every([holds(each, reading.expect.share) for each in counts]), counts)


def answered(reading: Reading, numbers: Mapping[str, Cell]) -> Judgement:
    """A reading judged by the one row that the study's own question gives: `holds`, then the numbers."""
    holds = numbers.get("holds")
    if next(iter(numbers), "") != "holds" or not (holds is None or isinstance(holds, bool)):
        return unanswered(
            reading,
            Text(
                nl=f"de eerste kolom van {reading.query} is niet `holds`, waar of onwaar",
                en=f"the first column of {reading.query} is not `holds`, true or false",
            ),
        )
    return Judgement(
        reading, holds, numbers={name: each for name, each in numbers.items() if name != "holds"}
    )


def unanswered(reading: Reading, reason: Text) -> Judgement:
    """A reading of which the study's own question could not be answered."""
    return Judgement(reading, None, reason=reason)


def _every(verdicts: Sequence[bool | None]) -> bool | None:
    """All of them: no by one no, else unknown by one unknown; unknown of nothing."""
    if False in verdicts:
        return False
    return None if None in verdicts or not verdicts else True


def _count(reading: Reading, motive: str, groups: Sequence[Group], statuses: Statuses) -> Count:
    meant = {group.code for group in groups if group.meets(reading.groups)}
    others = {group.code for group in groups if group.meets(reading.than)}
    pattern = reading.expect.pattern
    if pattern != "more":
        others -= meant

    def tally(codes: Collection[str]) -> Tally:
        told: dict[bool | None, list[str]] = {True: [], False: [], None: []}
        for group in groups:
            status = statuses.get((group.code, motive))
            if group.code in codes:
                told[status == "reported" if status in ANSWERED else None].append(group.code)
        return Tally(*map(tuple, told.values()))

    than = pattern == "more" or (pattern == "some" and bool(reading.than))
    return Count(motive, tally(meant), tally(others), tally(meant | others), than)


def _all(count: Count) -> bool | None:
    return not count.meant.silent if count.meant.known else None


def _some(count: Count) -> bool | None:
    """At least one group meant and, where the reading names others, none of those."""
    found = bool(count.meant.reporting) if count.meant.known else None
    return _every([found, _no_other(count)]) if count.than else found


def _none(count: Count) -> bool | None:
    return not count.meant.reporting if count.meant.known else None


def _no_other(count: Count) -> bool | None:
    """Whether no other group reports it; unknown where there are others and none could tell."""
    return not count.others.reporting if count.others.known or not count.others.unknown else None


def _most(count: Count) -> bool | None:
    return len(count.meant.reporting) * 2 > len(count.among.reporting) if count.meant.known else None


def _more(count: Count) -> bool | None:
    left, right = count.meant.share, count.others.share
    return None if left is None or right is None else left > right


def _compared(found: Fraction | None, share: Fraction | None, sign: int) -> bool | None:
    """Whether a share is at least (1) or at most (-1) another; None when no group could tell."""
    return None if found is None or share is None else sign * found >= sign * share


_HOLDS: Final[dict[str, Callable[[Count, Fraction | None], bool | None]]] = {
    "all": lambda count, _: _all(count),
    "some": lambda count, _: _some(count),
    "none": lambda count, _: _none(count),
    "only": lambda count, _: _every([_all(count), _no_other(count)]),
    "mainly": lambda count, _: _every([_all(count), _most(count)]),
    "most": lambda count, _: _most(count),
    "at-least": lambda count, share: _compared(count.meant.share, share, 1),
    "at-most": lambda count, share: _compared(count.meant.share, share, -1),
    "more": lambda count, _: _more(count),
}
