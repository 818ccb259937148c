"""One way to say a thing: texts in Dutch and English, where something was written, and problems.

`Problem` is the one shape in which any finding about the data is told; `clean` is what every text goes
through on its way to people, in messages as in tables, pictures and pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePath
from typing import Final

_BREAKS: Final = re.compile(r"\r\n|[\r\u2028\u2029]")
_JOINED: Final = "\u0590-\u1cff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"  # what needs joiners
_UNSEEN: Final = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # what steers a terminal, and what no XML can hold
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # what turns the direction of a text from within
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"  # what takes no room: words can hide in it
    f"|(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"
)


@cache
def unseen() -> re.Pattern[str]:
    """Finds a character that people do not see, or that changes how they see others."""
    return re.compile(_UNSEEN)  # takes a while: done when a text needs it


def clean(text: str, *, lines: bool = False) -> str:
    """A text as people may see it: nothing in it steers a terminal, turns its direction or hides.

    Such a character becomes `�`. White space becomes one space where there are line breaks or tabs in it;
    with `lines` line breaks and tabs stay. Letters of right-to-left scripts need no marks, and stay.

    >>> clean("a\\x1b[31mb\\nc"), clean("a\\u202eb\\u200bc"), clean("a\\tb\\r\\nc", lines=True)
    ('a�[31mb c', 'a�b�c', 'a\\tb\\nc')
    """
    if text.isascii() and text.isprintable():
        return text
    if lines:
        text = _BREAKS.sub("\n", text)
    elif any(mark in text for mark in "\n\r\t\u2028\u2029"):
        text = " ".join(text.split())
    return unseen().sub("�", text)


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text in Dutch and English; either may be empty when only the other is known."""

    nl: str = ""
    en: str = ""

    def in_(self, lang: str) -> str:
        """The text in `lang`, or in the other language when it has none."""
        return (self.nl or self.en) if lang == "nl" else (self.en or self.nl)

    def __bool__(self) -> bool:
        return bool(self.nl or self.en)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record was written: a file of the study folder and its row as a spreadsheet shows it."""

    file: str
    row: int | None = None


@dataclass(frozen=True)
class Problem:
    """One finding about the data: what, where, and what to do.

    `severity` is `violation`, `warning` or `info`; `row` counts the header as row 1; `focus` and `shape`
    are IRIs where SHACL found the problem.
    """

    message: Text
    severity: str = "violation"
    file: str | None = None
    row: int | None = None
    column: str | None = None
    focus: str | None = None
    shape: str | None = None

    @property
    def where(self) -> str:
        """`mentions.csv:12 motive`, as far as it is known; the focus node otherwise."""
        at = self.file or self.focus or ""
        if self.row is not None:
            at += f":{self.row}"
        return f"{at} {self.column}" if self.column else at

    def below(self, folder: PurePath) -> Problem:
        """The same problem with its file named from where the user stands, as the folder itself is."""
        if not self.file or self.file == str(folder):
            return self
        return replace(self, file=str(folder / self.file))

    def in_(self, lang: str) -> str:
        """The whole line for people: where and what; always one line."""
        where = self.where
        return clean(f"{where}: {self.message.in_(lang)}" if where else self.message.in_(lang))

    def __str__(self) -> str:
        return self.in_("en")


def many(count: int, one: str, more: str) -> str:
    """A number with its noun.

    >>> many(1, "row", "rows"), many(2, "row", "rows")
    ('1 row', '2 rows')
    """
    return f"{count} {one if count == 1 else more}"


def few(items: Iterable[object], *, most: int = 5) -> str:
    """The first of things, and how many more there are.

    >>> few([2, 3, 4, 5, 6, 7, 8])
    '2, 3, 4, 5, 6 (+2)'
    """
    shown = [str(item) for item in items]
    more = f" (+{len(shown) - most})" if len(shown) > most else ""
    return ", ".join(shown[:most]) + more


MOST: Final = 10_000
"""Problems of one severity in one file that are told one by one; those after them are counted."""


class Problems:
    """The problems found so far in one study, in the order in which they were met."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._met: Counter[tuple[str, str]] = Counter()

    @property
    def found(self) -> list[Problem]:
        """The problems, and for a file with very many how many more it has."""
        more = ((file, severity, met - MOST) for (file, severity), met in self._met.items() if met > MOST)
        return self._kept + [
            Problem(
                Text(
                    nl=f"en nog {left} meer: herstel eerst deze {MOST}, of wat zij gemeen hebben",
                    en=f"and {left} more: mend these {MOST} first, or what they have in common",
                ),
                severity,
                file,
            )
            for file, severity, left in more
        ]

    @property
    def too_many(self) -> bool:
        """Whether a file has so many violations that they are not all told."""
        return any(met > MOST for (_, severity), met in self._met.items() if severity == "violation")

    def take(self, problems: Iterable[Problem]) -> None:
        """Note problems that were found elsewhere."""
        self._kept += problems

    def add(
        self,
        file: str,
        row: int | None,
        column: str | None,
        *,
        nl: str,
        en: str,
        severity: str = "violation",
    ) -> None:
        """Note one problem with its place and its message in both languages."""
        self._met[file, severity] += 1
        if self._met[file, severity] <= MOST:
            self._kept.append(Problem(Text(nl=nl, en=en), severity, file, row, column))
