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

from lcgraph.literature.entries import (
    LONGEST,
    TYPES,
    Entry,
    Library,
    Refused,
    publisher_field,
    within_bounds,
    year_text,
)
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
_NEXT: Final = re.compile(r",\s*[A-Za-z][\w+:-]*\s*=\s*[{\"]")
_MOST_OPEN: Final = 10
"""So many fields that do not close are passed over in an entry that cannot be parsed."""
_PEOPLE: Final = ("author", "editor", "translator")
_HEAD: Final = re.compile(r"\s*@(\w+)\s*[{(]\s*(?:([^\s,={}]*)\s*,)?")
_FIELD: Final = re.compile(r"(?:^|(?<=[\s,}\"]))([A-Za-z][\w+:-]*)\s*=\s*(?=[{\"\w])")
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
    found: list[Any] = [_without_running_on(block) for block in library.entries]
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
        elif saved := _saved(block.raw or "", block.start_line or 0):
            found.append(saved)
        else:
            refused.append(Refused((block.start_line or 0) + 1, _UNREADABLE))
    strings = _strings(library)
    entries = [_entry(block, strings) for block in sorted(found, key=lambda block: block.start_line)]
    return Library(tuple(_with_parents(entries)), tuple(sorted(refused, key=lambda each: each.line)))


@dataclass(frozen=True)
class _Field:
    key: str
    value: str


@dataclass(frozen=True)
class _Twin:
    """An entry whose key stands in the text before, or that could not be parsed whole."""

    entry_type: str
    key: str
    fields: Any
    start_line: int
    raw: str
    notes: tuple[Text, ...] = ()


def _without_running_on(block: Any) -> Any:
    """An entry; where a comma lacks after a field, what can be read of it field by field."""
    for each in block.fields:
        value = str(each.value)
        inside = value[1:-1]
        if (
            value[:1] in '{"'
            and ("}" in inside or '"' in inside)
            and (first := _closed(value, 0))
            and _FIELD.match(value[len(first) :].lstrip())
        ):
            return _saved(block.raw or "", block.start_line) or block
    return block


def _saved(raw: str, line: int) -> _Twin | None:
    """What can be read of an entry that cannot be parsed: the fields that are closed; None without title."""
    head = _HEAD.match(raw)
    if not head or raw.lstrip().lower().startswith(("@string", "@preamble", "@comment")):
        return None
    fields, at, open_ = [], head.end(), 0
    while open_ < _MOST_OPEN and (found := _FIELD.search(raw, at)):
        value = _closed(raw, found.end())
        next_ = _NEXT.search(raw, found.end(), found.end() + len(value) if value else len(raw))
        open_ += value is None
        at = found.end() + len(value or "")
        if next_ and raw[found.end()] == "{":  # its brace is what lacks
            value, at = f"{{{raw[found.end() + 1 : next_.start()]}}}", next_.start()
        if value and balanced(value):
            fields.append(_Field(found[1], value))
    if "title" not in [each.key.lower() for each in fields]:
        return None
    names = ", ".join(each.key.lower() for each in fields)
    note = Text(
        nl=f"is niet heel te lezen; gelezen is {names}: zoek een komma, accolade of aanhalingsteken dat "
        "ontbreekt",
        en=f"cannot be parsed whole; read were {names}: look for a comma, a brace or a quote that is missing",
    )
    return _Twin(head[1], (head[2] or "").removeprefix(_NO_KEY), fields, line, raw, (note,))


def _closed(raw: str, start: int) -> str | None:
    """The value that begins at a place: in braces or quotes that close before the next field, or one word."""
    if raw[start] not in '{"':
        word = re.compile(r"\w+").match(raw, start)
        return word[0] if word else None
    depth = 0
    for found in re.compile(r"[{}\"]").finditer(raw, start):
        char = found[0]
        depth += (char == "{") - (char == "}")
        ended = depth == 0 and (char == "}" if raw[start] == "{" else char == '"' and found.start() > start)
        if ended or depth < 0:
            return raw[start : found.end()] if ended else None
    return None


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
    inside = written[1:-1]
    if written[:1] == "{" and written[-1:] == "}" and "{" not in inside and "}" not in inside:
        return inside, []
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
    notes: list[Text] = []
    for each in block.fields:
        name = each.key.lower()
        if (value := _said(name, str(each.value), strings, notes)) is None:
            continue
        if name not in fields:
            fields[name] = value
            continue
        both = name in _PEOPLE and value != fields[name]
        notes.append(_twice(name, both=both))
        fields[name] = f"{fields[name]} and {value}" if both else fields[name] or value
    entry = Entry(
        block.entry_type.lower(),
        block.key.removeprefix(_NO_KEY),
        fields,
        block.start_line + 1,
        raw=(block.raw or "").replace(f"{_NO_KEY},", "", 1),
        notes=(*getattr(block, "notes", ()), *notes),
        broken=bool(getattr(block, "notes", ())),
    )
    return within_bounds(entry)


def _said(name: str, written: str, strings: Mapping[str, str], notes: list[Text]) -> str | None:
    """The value of a field in braces that balance; None for one that names what nothing defines."""
    said, unknown = _value(written, strings)
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
        return None
    value = said.strip() if name == "orcid-numbers" else " ".join(said.split())  # one iD a line
    if "&" in value:
        value = _ENTITY.sub(lambda found: encode(html.unescape(found.group().lstrip("\\"))), value)
    return value if balanced(value) else encode(decode(value))


def _twice(name: str, *, both: bool) -> Text:
    if both:
        return Text(
            nl=f"{name} staat er twee keer in: beide zijn gelezen",
            en=f"{name} stands in it twice: both were read",
        )
    return Text(
        nl=f"{name} staat er twee keer in: alleen het eerste is gelezen",
        en=f"{name} stands in it twice: only the first was read",
    )


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
        "translator": as_bibtex(work.translators),
        "journal" if work.kind.endswith("article") else "booktitle": encode(work.container),
        "entrysubtype": work.kind.removesuffix("-article") if work.kind.endswith("-article") else "",
        "year": year_text(work.year),
        "volume": encode(work.volume),
        "number": encode(work.number),
        "pages": pages(work.pages),
        "edition": encode(work.edition),
        publisher_field(work.kind): encode(work.publisher),
        "doi": work.doi,
        "isbn": ", ".join(work.isbns),
        "issn": ", ".join(work.issns),
        "series": encode(work.series),
        "address": encode(work.address),
        "eprinttype": work.eprint.partition(":")[0] if ":" in work.eprint else "",
        "eprint": encode(work.eprint.partition(":")[2] or work.eprint),
        "url": work.url,
        "note": " ".join(map(encode, work.urls[1:])),
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
