"""Entries: what a reference says, in the fields of BibTeX, whatever the format in which it was written.

The readers of BibTeX, RIS and CSL-JSON make them, so that all that follows (works, doubles, what is written)
is the same for the three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from lcgraph.say import Text

TYPES: Final = {
    "article": "article",
    "book": "book",
    "chapter": "incollection",
    "paper": "inproceedings",
    "report": "techreport",
    "thesis": "thesis",
    "phd-thesis": "phdthesis",
    "masters-thesis": "mastersthesis",
    "webpage": "online",
    "manuscript": "unpublished",
    "document": "misc",
    "magazine-article": "article",
    "newspaper-article": "article",
}
"""The BibTeX type of each kind of work; `entrysubtype` tells magazines and newspapers apart."""
_ALIASES: Final = {
    "mvbook": "book", "booklet": "book", "manual": "book", "collection": "book", "mvcollection": "book",
    "proceedings": "book", "mvproceedings": "book", "reference": "book", "mvreference": "book",
    "periodical": "book", "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter",
    "suppcollection": "chapter", "inreference": "chapter", "conference": "paper", "report": "report",
    "electronic": "webpage", "www": "webpage", "review": "article", "suppperiodical": "article",
}  # fmt: skip
_KINDS: Final = {type_: kind for kind, type_ in reversed(TYPES.items())} | _ALIASES
_BIBLATEX_THESES: Final = {"phdthesis": "phd-thesis", "mathesis": "masters-thesis"}
THESES: Final = {"phd-thesis": "PhD thesis", "masters-thesis": "Master's thesis"}
"""What CSL-JSON and RIS write beside a thesis of one of these kinds; `thesis_kind` reads it."""
_NAMES: Final = {
    "journaltitle": "journal",
    "location": "address",
    "issue": "number",
    "date": "year",
    "organization": "publisher",
    "archiveprefix": "eprinttype",
}
"""Fields of biblatex, each with that of BibTeX which says the same; the latter goes before it."""
PUBLISHERS: Final = ("publisher", "institution", "school")
LONGEST: Final = 100_000
"""More characters than this no field of a reference has."""


@dataclass(frozen=True)
class Entry:
    """One reference: type and field names in lower case, values as BibTeX writes them between braces.

    `line` is that of its first line in the file or, in CSL-JSON, the number of the item; `raw` is its whole
    text, "" where it was not BibTeX; `notes` are remarks that its reader has for the person who brings it,
    `left` the names of what stands in it and was not read, `broken` that it cannot be parsed whole.
    """

    type: str
    key: str
    fields: dict[str, str]
    line: int
    raw: str = ""
    notes: tuple[Text, ...] = ()
    left: tuple[str, ...] = ()
    broken: bool = False


@dataclass(frozen=True)
class Refused:
    """What stands in a file and is not a usable entry: its line (or item), and why."""

    line: int
    why: Text


@dataclass(frozen=True)
class Library:
    """What a file holds: entries and what was refused, both in the order of the file."""

    entries: tuple[Entry, ...]
    refused: tuple[Refused, ...] = ()


def kind_of(entry: Entry) -> str:
    """The kind of work that an entry is; `document` for a type that is none of ours."""
    kind = _KINDS.get(entry.type, "document")
    subtype = entry.fields.get("entrysubtype", "").lower()
    if kind == "article" and f"{subtype}-article" in TYPES:
        return f"{subtype}-article"
    return _BIBLATEX_THESES.get(entry.fields.get("type", "").lower(), kind) if kind == "thesis" else kind


def thesis_kind(said: str) -> str:
    """The kind of a thesis, by what is written beside it.

    >>> [thesis_kind(said) for said in ("PhD thesis", "Masterscriptie", "Dissertation", "")]
    ['phd-thesis', 'masters-thesis', 'phd-thesis', 'thesis']
    """
    if re.search(r"ph\.? ?d|doctor|proefschrift", said, re.IGNORECASE):
        return "phd-thesis"
    if re.search(r"master|m\.?sc|m\.?a\b", said, re.IGNORECASE):
        return "masters-thesis"
    return "phd-thesis" if "dissertati" in said.lower() else "thesis"


def publisher_field(kind: str) -> str:
    """The field that names who published a work of this kind."""
    return "institution" if kind == "report" else "school" if "thesis" in kind else "publisher"


def kept_as_document(type_: str) -> Text:
    """What to tell of a type that has no kind of its own."""
    return Text(nl=f"soort {type_} is bewaard als document", en=f"type {type_} is kept as document")


def known_type(entry: Entry) -> bool:
    """Whether the type of an entry is one that has a kind of its own."""
    return entry.type in _KINDS


def plain_fields(entry: Entry) -> dict[str, str]:
    """The fields of an entry under the names of BibTeX, with subtitles in the titles."""
    fields = dict(entry.fields)
    for title in ("title", "booktitle"):
        subtitle = fields.pop("subtitle" if title == "title" else "booksubtitle", "")
        if subtitle and fields.get(title):
            fields[title] = f"{fields[title]}: {subtitle}"
    for name, plain in _NAMES.items():
        if name in fields:
            fields.setdefault(plain, fields[name])
            del fields[name]
    issns = [fields.pop(name) for name in ("issn", "eissn") if name in fields]
    return fields | ({"issn": ", ".join(issns)} if issns else {})


def within_bounds(entry: Entry) -> Entry:
    """An entry without the fields that are too long to be any of a reference, which is noted."""
    long = [name for name, value in entry.fields.items() if len(value) > LONGEST]
    if not long:
        return entry
    notes = (
        Text(
            nl=f"{name} is langer dan {LONGEST} tekens en valt weg: kort het in",
            en=f"{name} is longer than {LONGEST} characters and is left out: shorten it",
        )
        for name in long
    )
    fields = {name: value for name, value in entry.fields.items() if name not in long}
    return replace(entry, fields=fields, notes=(*entry.notes, *notes))


_BEFORE: Final = re.compile(
    r"(?:(\d{1,4})\s*[-–—/]\s*)?(\d{1,4})\s*(?:B\.?\s?C\.?(?:\s?E\.?)?|v\.?\s?Chr\.?)(?!\w)", re.IGNORECASE
)
_OF_OUR_ERA: Final = re.compile(
    r"(?:\b(?:ca?\.?|circa|about|rond|AD|A\.D\.)\s*)(\d{2,4})(?!\d)|(?<!\d)(\d{2,4})\s*(?:AD|A\.D\.|CE|C\.E\.|n\.?\s?Chr)",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:(?:(?<=/)|^)\s*[-−])\d{1,4}(?!\d)|(?<![\d.])(?:[12]\d{3}|0\d{3})(?!\d)")


def years_in(text: str) -> list[int]:
    """The years in a text, of any century and before our era; one of two digits may be of any, and is none.

    >>> years_in("[1999] 2011"), years_in("2014///"), years_in("in press"), years_in("-250")
    ([1999, 2011], [2014], [], [-250])
    >>> years_in("350-300 BC"), years_in("ca. 850"), years_in("2150-01"), years_in("0098"), years_in("98")
    ([-350, -300], [850], [2150], [98], [])
    """
    if re.fullmatch(r"\s*[3-9]\d{2,3}\s*|\s*[12]\d{2}\s*", text):
        return [int(text)]
    if before := _BEFORE.search(text):
        return [-int(year) for year in before.groups() if year and int(year)]
    if ours := _OF_OUR_ERA.search(text):
        return [int(ours[1] or ours[2])]
    found = [int(re.sub(r"\s|−", lambda sign: "-" * (sign[0] == "−"), year)) for year in _YEAR.findall(text)]
    return [year for year in found if year]


def year_of(text: str) -> int | None:
    """The first year in a text, or None."""
    return next(iter(years_in(text)), None)


def year_text(year: int | None) -> str:
    """A year as `years_in` reads it back; "" for none.

    >>> year_text(98), year_text(-250), year_text(2014), year_text(None)
    ('0098', '-250', '2014', '')
    """
    return "" if not year else f"{year:04}" if year > 0 else str(year)
