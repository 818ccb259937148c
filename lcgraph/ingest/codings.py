"""Coded interviews as any tool tells them, before they become a study: codes, sources and codings.

Goes in: nothing (records are made by the readers of one format each). Comes out: `CodedProject`, from which
the two mapping files are written and, once a person has completed them, respondents and mentions are made.
"""

from __future__ import annotations

from dataclasses import dataclass

from lcgraph.model import Place, Text


@dataclass(frozen=True)
class Code:
    """A code of the code book; `path` are its ancestors' names, outermost first."""

    id: str
    name: str
    path: tuple[str, ...]
    description: str


@dataclass(frozen=True)
class Source:
    """A coded document; `variables` are those of its case and its own, sorted by name."""

    id: str
    name: str
    variables: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Coding:
    """One coding: this code at this segment; `start` and `end` count Unicode code points, end exclusive.

    `code` and `source` are ids; `coded_on` is YYYY-MM-DD, and "" where it is not known.
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


@dataclass(frozen=True)
class CodedProject:
    """What was read of a project, and in `left` what was read but left out, counted."""

    codes: tuple[Code, ...]
    sources: tuple[Source, ...]
    codings: tuple[Coding, ...]
    left: tuple[Text, ...]
