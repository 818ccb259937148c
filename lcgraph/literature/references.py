"""The reference list of a study: its entries with their works.

Goes in: `references.bib`. Comes out: works, in the order of the list, with authors whose slugs are stable. A
broken or doubled entry is told with its line and left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lcgraph.errors import InputError
from lcgraph.literature import bibtex
from lcgraph.literature.entries import Entry
from lcgraph.literature.model import Work
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
    for entry in library.entries:
        first = lines.setdefault(entry.key, entry.line) if entry.key else entry.line
        made = _doubled(entry.key, first) if first != entry.line else _work(entry)
        if isinstance(made, Work):
            for note in entry.notes:
                problems.add(REFERENCES, entry.line, None, nl=note.nl, en=note.en, severity="warning")
            yield entry, made
        else:
            _left_out(problems, entry.line, made)


def _doubled(key: str, first: int) -> Text:
    return Text(
        nl=f"de sleutel {key!r} staat al in regel {first}: houd een van de twee",
        en=f"the key {key!r} stands in line {first} already: keep one of the two",
    )


def _work(entry: Entry) -> Work | Text:
    """The work of an entry whose key can stand in a link, or why there is none."""
    if is_code(entry.key):
        return work_of(entry)
    if not entry.key:
        return Text(
            nl="zij heeft geen sleutel: zet er een voor haar velden, zoals @book{brown-2008,",
            en="it has no key: put one before its fields, as in @book{brown-2008,",
        )
    return Text(
        nl=f"de sleutel {entry.key!r} kan niet in een link: gebruik letters, cijfers, '-', '_' en '.'",
        en=f"the key {entry.key!r} cannot stand in a link: use letters, digits, '-', '_' and '.'",
    )


def _left_out(problems: Problems, line: int, why: Text) -> None:
    nl, en = f"deze verwijzing valt weg: {why.nl}", f"this entry is left out: {why.en}"
    problems.add(REFERENCES, line, None, nl=nl, en=en)
