"""The reference list of a study: its entries with their works, and the keys of new ones.

Goes in: `references.bib`. Comes out: works, in the order of the list, with authors whose slugs are stable. A
broken or doubled entry is told with its line and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from lcgraph.errors import InputError
from lcgraph.literature import bibtex
from lcgraph.literature.entries import Entry
from lcgraph.literature.model import Work
from lcgraph.literature.names import slug
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
    problems.found += found
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


# ---- Keys

_TITLE_WORDS: Final = 3
_LONGEST: Final = 60


def citekey(work: Work, taken: Iterable[str]) -> str:
    """The key of a new work: `brown-2008`, `gray-purdy-2018`, `leach-et-al-2014`; then `brown-2008a`, `…b`.

    Up to three families are named, then the first `et-al`; without people the first words of the title
    stand there, without a year `nd`. A key that is taken gets the first letter that is free.
    """
    families = [slug(agent.family) for agent in work.people]
    if len(families) > 3 or (families and work.others):
        families = [families[0], "et-al"]
    name = "-".join(families) or "-".join(slug(work.title).split("-")[:_TITLE_WORDS])
    year = f"{-work.year}bce" if work.year and work.year < 0 else str(work.year or "nd")
    stem = f"{_shortened(name)}-{year}"
    used = set(taken)
    return stem if stem not in used else next(key for key in _lettered(stem) if key not in used)


def is_citekey(key: str) -> bool:
    """Whether a key has the form of those that `citekey` makes.

    >>> [is_citekey(key) for key in ("gray-purdy-2018", "brown-2008a", "ros-nd", "Gray2018", "a_b-2018")]
    [True, True, True, False, False]
    """
    return len(key) <= 2 * _LONGEST and bool(re.fullmatch(r"(?:[a-z0-9]+-)+(?:[0-9]{3,4}|nd)[a-z]*", key))


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else name[:_LONGEST].rpartition("-")[0] or name[:_LONGEST]


def _lettered(stem: str) -> Iterator[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    endings = list(letters)
    while True:
        yield from (stem + ending for ending in endings)
        endings = [ending + letter for ending in endings for letter in letters]
