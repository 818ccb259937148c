"""One way to say a thing: texts in Dutch and English, where something was written, and problems.

`Problem` is the one shape in which any finding about the data is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath


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


@dataclass(frozen=True)
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
        """The whole line for people: where and what."""
        where = self.where
        return f"{where}: {self.message.in_(lang)}" if where else self.message.in_(lang)

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


class Problems:
    """The problems found so far in one study, in the order in which they were met."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

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
        self.found.append(Problem(Text(nl=nl, en=en), severity, file, row, column))
