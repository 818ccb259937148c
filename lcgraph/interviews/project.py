"""Coded interviews as researchers have them, in one shape whatever program they come from.

A reader of a format makes a `CodedProject` of a file: its codes, sources and codings, with what was read but
left out, counted, in both languages. What the codes and sources stand for is said elsewhere
(`lcgraph.interviews.mapping`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from lcgraph.errors import InputError, unusable
from lcgraph.interviews.identity import UNKNOWN, Identity
from lcgraph.say import Place, Text

CASE_NAME = "case name"
"""The variable of a source that holds the name of its case."""
SET_NAME = "set"
"""The variable of a source that holds the name of a set (a document group) it is in."""
MAX_CODES = 100_000
MAX_NAME = 4_000
"""Characters of the name of a code with its ancestors, of a source or of a coder."""

Progress = Callable[[int], None]
"""Is told how many rows or codings were read so far, each time a thousand more were."""


@dataclass(frozen=True)
class Code:
    """A code of a code book; `path` has the names of its ancestors, outermost first, `groups` of its sets."""

    id: str
    name: str
    path: tuple[str, ...] = ()
    description: str = ""
    groups: tuple[str, ...] = ()
    identity: Identity = UNKNOWN


@dataclass(frozen=True)
class Source:
    """A transcript, or a person: what was coded; `variables` are its case or document variables, sorted.

    `divided` tells that the words in it are of several people, who are sources of their own; these say in
    `within` the id of the whole.
    """

    id: str
    name: str
    variables: tuple[tuple[str, str], ...] = ()
    divided: bool = False
    within: str = ""
    identity: Identity = UNKNOWN


@dataclass(frozen=True)
class Coding:
    """A code given to a segment of a source; `start` and `end` count Unicode code points, end exclusive.

    `measure` tells what they count where that is not the text: milliseconds of `audio` or `video`, an area.
    `level` and `phase` are as written; `document` names the transcript where the source is a person.
    """

    code: str
    source: str
    segment: str
    start: int | None
    end: int | None
    coder: str
    coded_on: str
    note: str
    place: Place
    level: str = ""
    phase: str = ""
    document: str = ""
    measure: str = ""


@dataclass(frozen=True)
class Told:
    """What a person says of a file that does not say it itself.

    `columns` and `sheet` of a table; `dates` (`day-first`, `month-first`) where its dates may be either;
    `project` of a file that holds several; `guess`: take a guess at the columns for right.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    dates: str = ""
    project: str = ""
    guess: bool = False


@dataclass(frozen=True)
class CodedProject:
    """All that a file holds; `left` says what was left out, with its number, `mind` what else to know."""

    codes: tuple[Code, ...] = ()
    sources: tuple[Source, ...] = ()
    codings: tuple[Coding, ...] = ()
    left: tuple[Text, ...] = ()
    mind: tuple[Text, ...] = ()

    def named(self, file: str) -> CodedProject:
        """The same, with the name by which a study folder knows its file."""
        return replace(
            self,
            codes=tuple(replace(each, identity=replace(each.identity, file=file)) for each in self.codes),
            sources=tuple(replace(each, identity=replace(each.identity, file=file)) for each in self.sources),
        )


def too_many_codes(file: str, row: int | None = None) -> InputError:
    """The error for a code book beyond all measure."""
    return unusable(
        file,
        nl=f"bevat meer dan {MAX_CODES:,} codes: is de kolom of het bestand met de codes het goede?",
        en=f"holds more than {MAX_CODES:,} codes: is the column or file with the codes the right one?",
        row=row,
    )


def too_long(file: str, name: str) -> InputError:
    """The error for a name that no code, source or coder has."""
    return unusable(
        file,
        nl=f"bevat een naam van meer dan {MAX_NAME:,} tekens, met wat erboven staat ({name[:40]!r}…): "
        "kort in",
        en=f"holds a name of more than {MAX_NAME:,} characters, ancestors included ({name[:40]!r}…): "
        "shorten it",
    )


def day(text: str, order: str = "") -> str:
    """A date as YYYY-MM-DD, from any common notation; "" where it is none, or day and month may be either.

    `order` (`day-first`, `month-first`) says which stands first in a date such as `12/3/2024`.

    >>> day("2024-04-02T10:15:00Z"), day("2-4-2024"), day("4/2/2024"), day("2024/4/2")
    ('2024-04-02', '2024-04-02', '', '2024-04-02')
    >>> day("2 april 2024"), day("April 2, 2024"), day("2.4.2024"), day("13/2/2024"), day("2/13/2024")
    ('2024-04-02', '2024-04-02', '2024-04-02', '2024-02-13', '2024-02-13')
    >>> day("Fri Jul 16 17:20:09 2010"), day("dinsdag 2 april 2024")
    ('2010-07-16', '2024-04-02')
    >>> day("4/2/2024", "day-first"), day("4/2/2024", "month-first"), day("2/13/2024", "day-first")
    ('2024-02-04', '2024-04-02', '2024-02-13')
    """
    written = " ".join(text.split()).lower()
    try:
        return date(*(_numbers(written) or _in_order(written, order))).isoformat()
    except (TypeError, ValueError):
        return ""


_SLASHED = re.compile(r"(\d{1,2})/ ?(\d{1,2})/ ?(\d{4})(?=$|[ ,])", re.ASCII)


def month_or_day(text: str) -> str:
    """What stands first in a date with slashes: `day-first`, `month-first`, `either`; "" for no such date.

    >>> [month_or_day(written) for written in ("13/2/2024", "2/13/2024", "4/2/2024", "4-2-2024")]
    ['day-first', 'month-first', 'either', '']
    """
    if not (found := _SLASHED.match(" ".join(text.split()))):
        return ""
    first, second = int(found[1]), int(found[2])
    if first == second or max(first, second) > 31 or not min(first, second):
        return ""
    return "day-first" if first > 12 else "month-first" if second > 12 else "either"


def _in_order(text: str, order: str) -> tuple[int, ...]:
    found = _SLASHED.match(text)
    if not (found and order):
        return ()
    first, second, year = map(int, found.groups())
    return (year, second, first) if order == "day-first" else (year, first, second)


_MONTHS = ("jan", "feb", "mar mrt maa", "apr", "may mei", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec")


def _numbers(text: str) -> tuple[int, ...]:
    """Year, month and day; none where they are not there, or where day and month may be either."""
    if found := re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", text, re.ASCII):
        return tuple(map(int, found.groups()))
    if found := re.match(r"(\d{1,2})([-/.]) ?(\d{1,2})[-/.] ?(\d{4})(?=$|[ ,])", text, re.ASCII):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] != "/" or first > 12 or first == second:
            return year, second, first
        return (year, first, second) if second > 12 else ()
    text = re.sub(r"^(?:mon|tue|wed|thu|fri|sat|sun|maa|din|woe|don|vrij|zat|zon)[a-z]*[,.]? ", "", text)
    time = r"(?:\d{2}:\d{2}:\d{2} )?"
    for pattern, order in ((r"(\d{1,2})\.? ([a-z]{3})[a-z]*\.?,? (\d{4})", (3, 2, 1)),
                           (rf"([a-z]{{3}})[a-z]*\.? (\d{{1,2}}),? {time}(\d{{4}})", (3, 1, 2))):  # fmt: skip
        if found := re.match(pattern, text, re.ASCII):
            named, month, on = (found[at] for at in order)
            months = [number for number, names in enumerate(_MONTHS, 1) if month in names.split()]
            return (int(named), months[0], int(on)) if months else ()
    return ()
