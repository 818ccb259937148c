"""BibTeX and biblatex: text into entries that know their line, and works into text.

What is not an entry is told and left out. Parsing is `bibtexparser`'s, imported when a text is read.
"""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from lcgraph.literature.entries import LONGEST, TYPES, Entry, Library, Refused, publisher_field, within_bounds
from lcgraph.literature.latex import balanced, decode, encode, pages
from lcgraph.literature.model import Work
from lcgraph.literature.names import as_annotations, as_bibtex
from lcgraph.say import Text

_PARENT: Final[tuple[str, ...]] = (
    "year",
    "date",
    "publisher",
    "address",
    "location",
    "editor",
    "isbn",
    "series",
)
"""What an entry has from the one that its `crossref` names."""
_MONTHS: Final[dict[str, str]] = dict.fromkeys(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), ""
)
"""The strings that every style of BibTeX defines; no month is read."""
_KEYLESS: Final = re.compile(
    r"^(\s*@(?!string|preamble|comment)\w+\s*[{(])(?=\s*[\w+:-]+\s*=)", re.IGNORECASE | re.MULTILINE
)
"""The beginning of an entry that has no key."""
_NO_KEY: Final = "\ue000"
_ENTITY: Final = re.compile(r"\\?&(?:[a-zA-Z][a-zA-Z0-9]+|#[0-9]+|#[xX][0-9a-fA-F]+);")


def prepare() -> None:
    """Import what reads BibTeX, so that a child that is forked has it already."""
    import bibtexparser.entrypoint  # noqa: F401
    import pylatexenc.latex2text  # noqa: F401


def read(text: str) -> Library:
    """The entries of a BibTeX text, with what `crossref` gives them; doubled keys are entries here."""
    from bibtexparser.entrypoint import parse_string

    logger = logging.getLogger("bibtexparser")
    if not logger.handlers:  # what it would print is told by the caller, with its line
        logger.addHandler(logging.NullHandler())
    library = parse_string(_KEYLESS.sub(rf"\1{_NO_KEY},", text), parse_stack=[])
    found: list[Any] = list(library.entries)
    refused = []
    for block in library.failed_blocks:
        again = getattr(block, "previous_block", None) is not None and parse_string(
            block.raw or "", parse_stack=[]
        )
        if again and again.entries:
            (twin,) = again.entries
            found.append(
                _Twin(twin.entry_type, twin.key, twin.fields, block.start_line or 0, block.raw or "")
            )
        elif getattr(block, "duplicate_keys", None):  # a field twice: all its fields are there
            found.append(block.ignore_error_block)
        else:
            refused.append(Refused((block.start_line or 0) + 1, _UNREADABLE))
    strings = _strings(library)
    entries = [_entry(block, strings) for block in sorted(found, key=lambda block: block.start_line)]
    return Library(tuple(_with_parents(entries)), tuple(sorted(refused, key=lambda each: each.line)))


@dataclass(frozen=True)
class _Twin:
    """An entry whose key stands in the text before."""

    entry_type: str
    key: str
    fields: Any
    start_line: int
    raw: str


def _strings(library: Any) -> dict[str, str]:
    """The strings that a text defines, by their names in lower case; one may use those before it."""
    strings = dict(_MONTHS)
    for string in library.strings:
        value, unknown = _value(str(string.value), strings)
        if not unknown:
            strings[string.key.lower()] = value[: LONGEST + 1]
    return strings


def _value(written: str, strings: Mapping[str, str]) -> tuple[str, list[str]]:
    """What a field says, its parts joined (`pmr # " B"`), and the strings in it that nothing defines."""
    parts: list[str] = []
    unknown: list[str] = []
    length = 0
    for part in _parts(written):
        if part[:1] in ('"', "{"):
            found = part[1:-1]
        elif part[:1].isalpha() and not re.search(r"\s", part):
            found = strings.get(part.lower(), "")
            if part.lower() not in strings:
                unknown.append(part)
        else:
            found = part
        parts.append(found)
        length += len(found)
        if length > LONGEST:
            break
    return "".join(parts), unknown


def _parts(written: str) -> Iterator[str]:
    """The parts of a value between the `#` that stand in no braces and no quotes."""
    depth = start = 0
    quoted = False
    for found in re.finditer(r'[{}"#]', written):
        char = found.group()
        if char == '"' and depth == 0:
            quoted = not quoted
        elif char in "{}":
            depth += 1 if char == "{" else -1
        elif char == "#" and depth == 0 and not quoted:
            yield written[start : found.start()].strip()
            start = found.end()
    yield written[start:].strip()


def _entry(block: Any, strings: Mapping[str, str]) -> Entry:
    fields: dict[str, str] = {}
    notes = []
    for each in block.fields:
        name = each.key.lower()
        if name in fields:
            notes.append(
                Text(
                    nl=f"{name} staat er twee keer in: alleen het eerste is gelezen",
                    en=f"{name} stands in it twice: only the first was read",
                )
            )
            continue
        said, unknown = _value(str(each.value), strings)
        if unknown:
            shown = ", ".join(unknown)
            notes.append(
                Text(
                    nl=f"{name} noemt {shown}, dat nergens is bepaald, en valt weg: schrijf het tussen "
                    "accolades, of bepaal het met @string",
                    en=f"{name} names {shown}, which nothing defines, and is left out: write it between "
                    "braces, or define it with @string",
                )
            )
            continue
        value = said.strip() if name == "orcid-numbers" else " ".join(said.split())  # one iD a line
        value = _ENTITY.sub(lambda found: encode(html.unescape(found.group().lstrip("\\"))), value)
        fields[name] = value if balanced(value) else encode(decode(value))
    entry = Entry(
        block.entry_type.lower(),
        block.key.removeprefix(_NO_KEY),
        fields,
        block.start_line + 1,
        raw=(block.raw or "").replace(f"{_NO_KEY},", "", 1),
        notes=tuple(notes),
    )
    return within_bounds(entry)


def _with_parents(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Entries with the fields that they lack and that the entry in their `crossref` has."""
    listed = list(entries)
    by_key = {entry.key.lower(): entry for entry in reversed(listed) if entry.key}
    for entry in listed:
        parent = by_key.get(entry.fields.get("crossref", "").lower())
        if parent is None or parent is entry:
            yield entry
            continue
        given = {name: parent.fields[name] for name in _PARENT if name in parent.fields}
        if "title" in parent.fields:
            given["booktitle"] = parent.fields["title"]
        yield replace(entry, fields={**given, **entry.fields})


_UNREADABLE: Final = Text(
    nl="hij is niet te lezen: zoek een komma, accolade of aanhalingsteken dat erin of ervoor ontbreekt",
    en="it cannot be parsed: look for a comma, a brace or a quote that is missing in or before it",
)


# ---- Writing


def write(works: Iterable[Work]) -> str:
    """Works as BibTeX, in their order, in UTF-8; `online` and `thesis` are types of biblatex."""
    return "\n".join(f"{entry_text(TYPES[work.kind], work.key, _fields(work))}\n" for work in works)


def _fields(work: Work) -> dict[str, str]:
    fields = {
        "author": as_bibtex(work.authors, others=work.others and bool(work.authors)),
        **as_annotations(work.authors, "author"),
        "editor": as_bibtex(work.editors, others=work.others and not work.authors),
        **as_annotations(work.editors, "editor"),
        "title": encode(work.title),
        "journal" if work.kind.endswith("article") else "booktitle": encode(work.container),
        "entrysubtype": work.kind.removesuffix("-article") if work.kind.endswith("-article") else "",
        "year": str(work.year or ""),
        "volume": encode(work.volume),
        "number": encode(work.number),
        "pages": pages(work.pages),
        "edition": encode(work.edition),
        publisher_field(work.kind): encode(work.publisher),
        "doi": work.doi,
        "isbn": ", ".join(work.isbns),
        "issn": ", ".join(work.issns),
        "url": work.url,
        "keywords": "" if work.listed else "study",
    }
    return {name: value for name, value in fields.items() if value}


def entry_text(type_: str, key: str, fields: Mapping[str, str], newline: str = "\n") -> str:
    """An entry as text, one field a line."""
    width = max(map(len, fields), default=0)
    lines = [f"  {name:{width}} = {{{value}}}" for name, value in fields.items()]
    return newline.join([f"@{type_}{{{key},", f",{newline}".join(lines), "}"])


def with_fields(raw: str, fields: Mapping[str, str], newline: str = "\n") -> str:
    """The text of an entry with more fields before its end; all that stands in it stays as it is."""
    body, end = raw.rstrip()[:-1], raw.rstrip()[-1]
    names = re.findall(r"^[ \t]*[\w+:-]+ *(?==)", body, re.MULTILINE)
    width = max((len(name.strip()) for name in (*names, *fields)), default=0)
    lines = [f"  {name:{width}} = {{{value}}}" for name, value in fields.items()]
    comma = "" if body.rstrip().endswith(",") else ","
    return body.rstrip() + comma + newline + f",{newline}".join(lines) + newline + end
