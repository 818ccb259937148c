"""Coded interviews as researchers have them, in one shape whatever program they come from.

A reader of a format makes a `CodedProject` of a file: its codes, sources and codings, with what was read but
left out, counted, in both languages. What the codes and sources stand for is said elsewhere
(`lcgraph.interviews.mapping`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

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
    `project` of a file that holds several; `coder` of a file that names none, or one for
    all; `guess`: take a guess at the columns for right.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    dates: str = ""
    project: str = ""
    coder: str = ""
    guess: bool = False


@dataclass(frozen=True)
class CodedProject:
    """All that a file holds; `left` says what was left out, with its number, `mind` what else to know.

    `read` is what coders read without giving a code, as codings without one.
    """

    codes: tuple[Code, ...] = ()
    sources: tuple[Source, ...] = ()
    codings: tuple[Coding, ...] = ()
    read: tuple[Coding, ...] = ()
    left: tuple[Text, ...] = ()
    mind: tuple[Text, ...] = ()

    @property
    def coders(self) -> tuple[str, ...]:
        """Who coded, as the file says."""
        return tuple(sorted({coding.coder for coding in (*self.codings, *self.read)} - {""}))

    def coded_by(self, coder: str) -> CodedProject:
        """The same, every coding by this coder."""
        return replace(
            self,
            codings=tuple(replace(each, coder=coder) for each in self.codings),
            read=tuple(replace(each, coder=coder) for each in self.read),
        )

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
