"""The reference list of a study: its entries with their works.

Goes in: `references.bib`. Comes out: works, in the order of the list, with authors whose slugs are stable. A
broken or doubled entry is told with its line and left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from lcgraph.errors import InputError
from lcgraph.literature import bibtex
from lcgraph.literature.cleaning import told_of, wrong_year
from lcgraph.literature.entries import Entry, plain_fields
from lcgraph.literature.keys import Keys
from lcgraph.literature.latex import decode
from lcgraph.literature.model import Work
from lcgraph.literature.names import names
from lcgraph.literature.works import REFERENCES, work_of
from lcgraph.quads import NOT_XML
from lcgraph.say import Problem, Problems, Text
from lcgraph.schemes import is_code
from lcgraph.untrusted.bounded import apart
from lcgraph.untrusted.text import read_text

MAX_SECONDS: Final = 120.0
"""For the reference list of a study; three hundred references take one."""


def read_references(path: Path, problems: Problems) -> list[Work]:
    """The works of a `references.bib`, in its order."""
    text = read_text(path, REFERENCES, problems)
    if not text:
        return []
    bibtex.prepare()

    def read() -> tuple[list[Work], list[Problem]]:
        told = Problems()
        _tell_control(text, told)
        return [work for _, work in read_entries(text, told)], told.found

    try:
        works, found = apart(read, REFERENCES, seconds=MAX_SECONDS)
    except InputError as error:
        works, found = [], list(error.problems)
    problems.take(found)
    return works


def _tell_control(text: str, problems: Problems) -> None:
    """Tell of characters that no format can hold; `read_entries` reads them as spaces."""
    if found := NOT_XML.search(text):
        row = text.count("\n", 0, found.start()) + 1
        problems.add(
            REFERENCES,
            row,
            None,
            nl=f"bevat het stuurteken {found.group()!r}, dat als spatie gelezen is: haal het weg",
            en=f"holds the control character {found.group()!r}, which was read as a space: take it out",
            severity="warning",
        )


def read_entries(text: str, problems: Problems) -> Iterator[tuple[Entry, Work]]:
    """The usable entries of a `references.bib`, each with its work; the others are told."""
    library = bibtex.read(NOT_XML.sub(" ", text))
    for refused in library.refused:
        _left_out(problems, refused.line, refused.why)
    lines: dict[str, int] = {}
    keys = Keys(entry.key for entry in library.entries)
    for entry in library.entries:
        first = lines.setdefault(entry.key, entry.line) if entry.key else entry.line
        why = _doubled(entry.key, first) if first != entry.line else _no_link(entry.key)
        if why:
            _left_out(problems, entry.line, why)
            continue
        work, notes = work_of(entry), list(entry.notes)
        if not entry.key:
            work = replace(work, key=keys.new(work))
            notes.append(_named(work.key))
        for role in ("author", "editor"):
            notes += told_of(role, names(entry.fields.get(role, "")))
        if wrong := wrong_year(decode(plain_fields(entry).get("year", ""))):
            notes.append(wrong)
        severity = "violation" if entry.broken else "warning"
        for note in notes:
            problems.add(REFERENCES, entry.line, None, nl=note.nl, en=note.en, severity=severity)
        yield entry, work


def _named(key: str) -> Text:
    return Text(
        nl=f"heeft geen sleutel en heet hier {key}: zet die voor de velden, zoals @book{{{key},",
        en=f"has no key and is called {key} here: put that before the fields, as in @book{{{key},",
    )


def _doubled(key: str, first: int) -> Text:
    return Text(
        nl=f"de sleutel {key!r} staat al in regel {first}: houd een van de twee",
        en=f"the key {key!r} stands in line {first} already: keep one of the two",
    )


def _no_link(key: str) -> Text | None:
    """Why a key cannot stand in a link, or None."""
    if not key or is_code(key):
        return None
    return Text(
        nl=f"de sleutel {key!r} kan niet in een link: gebruik letters, cijfers, '-', '_' en '.'",
        en=f"the key {key!r} cannot stand in a link: use letters, digits, '-', '_' and '.'",
    )


def _left_out(problems: Problems, line: int, why: Text) -> None:
    nl, en = f"deze verwijzing valt weg: {why.nl}", f"this entry is left out: {why.en}"
    problems.add(REFERENCES, line, None, nl=nl, en=en)
