"""RIS: what EndNote, Zotero, Mendeley and publishers write into entries, and works into RIS of 2011.

A record runs from its `TY` to its `ER`, or else to the next `TY`, which is told; a line without a tag goes on
with the one before. Tags and their meaning by type
are those of the specifications of 2001 and 2011, which differ: see `docs/bibliography.md`. RIS has no way to
tell a person with one name from an organisation, no comma in the name of an organisation, and no identifiers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from lcgraph.literature.entries import (
    THESES,
    TYPES,
    Entry,
    Library,
    Refused,
    kept_as_document,
    publisher_field,
    thesis_kind,
    within_bounds,
    year_of,
    year_text,
)
from lcgraph.literature.identifiers import addresses, is_doi_link, isbns, issns, normal_doi
from lcgraph.literature.latex import encode, pages
from lcgraph.literature.model import Agent, Work
from lcgraph.literature.names import (
    as_bibtex,
    bare_name,
    brief,
    misplaced_others,
    no_name,
    organisation,
    parted,
    person,
    read_as,
    without_others,
)
from lcgraph.say import Text

_TAG: Final = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?")
_LOOSE: Final = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?")
"""A tag where a program leaves out a space; elsewhere `US - based` is the rest of an abstract."""
_RIS_TYPES: Final = {
    "article": "JOUR", "magazine-article": "MGZN", "newspaper-article": "NEWS", "book": "BOOK",
    "chapter": "CHAP", "paper": "CPAPER", "report": "RPRT", "thesis": "THES", "phd-thesis": "THES",
    "masters-thesis": "THES", "webpage": "ELEC", "manuscript": "UNPB", "document": "GEN",
}  # fmt: skip
"""The type of a record for each kind of work."""
_ALIASES: Final = {
    "ABST": "article", "EJOUR": "article", "JFULL": "article", "INPR": "article", "EBOOK": "book",
    "EDBOOK": "book", "CLSWK": "book", "SER": "book", "ECHAP": "chapter", "ENCYC": "chapter",
    "DICT": "chapter", "CONF": "paper", "GOVDOC": "report", "STAND": "report", "BLOG": "webpage",
    "WEB": "webpage", "ICOMM": "webpage", "MANSCPT": "manuscript", "UNPD": "manuscript", "PAMP": "document",
}  # fmt: skip
_KINDS: Final = {tag: kind for kind, tag in reversed(_RIS_TYPES.items())} | _ALIASES


def read(text: str) -> Library:
    """The records of a RIS text as entries, and what is refused."""
    entries: list[Entry] = []
    refused: list[Refused] = []
    for line, tags, closed in _records(text):
        if tags:
            entry = entry_of(line, tags)
            entries.append(entry if closed else replace(entry, notes=(*entry.notes, _UNCLOSED)))
        else:
            refused.append(Refused(line, _NO_RECORD))
    return Library(tuple(entries), tuple(refused))


_UNCLOSED: Final = Text(
    nl="de verwijzing heeft geen ER-regel en is gelezen tot waar de volgende begint: controleer haar",
    en="the record has no ER line and was read up to where the next begins: check it",
)
_NO_RECORD: Final = Text(
    nl="deze tekst staat in geen verwijzing: elke verwijzing begint met een TY-regel",
    en="this text is in no record: each record begins with a TY line",
)
Tags = dict[str, list[str]]


def _records(text: str) -> Iterator[tuple[int, Tags, bool]]:
    """Records with the line of their TY, and whether they are closed; no tags for text between records."""
    tags: Tags = {}
    start, last, astray = 0, "", 0
    form = _TAG if re.search(r"^\s*\ufeff?TY  -", text, re.MULTILINE) else _LOOSE
    for number, line in enumerate(re.split(r"\r\n?|\n", text), 1):
        found = form.fullmatch(line.strip("\ufeff \t"))
        tag, value = (found[1], (found[2] or "").strip()) if found else ("", line.strip())
        if tag == "TY":
            if tags:
                yield start, tags, False
            tags, start, last, astray = {"TY": [value]}, number, "TY", 0
        elif tags and tag == "ER":
            yield start, tags, True
            tags = {}
        elif tags and tag:
            tags.setdefault(tag, []).append(value)
            last = tag
        elif tags and value:
            tags[last][-1] = f"{tags[last][-1]} {value}".strip()
        elif tag and not astray:
            astray = number
            yield number, {}, False
    if tags:
        yield start, tags, False


class _Record:
    """The tags of one record, asked for by name; `used` are those that were looked at."""

    def __init__(self, tags: Tags) -> None:
        self.tags = tags
        self.used = {"TY"}

    def all(self, *names: str) -> list[str]:
        """The values of the first of these tags that has any."""
        self.used |= set(names)
        filled = ([value for value in self.tags.get(name, []) if value] for name in names)
        return next(filter(None, filled), [])

    def one(self, *names: str) -> str:
        return next(iter(self.all(*names)), "")


def entry_of(line: int, tags: Tags) -> Entry:
    """The entry of one record, given by its tags, that begins in a line."""
    record = _Record(tags)
    type_ = record.one("TY").upper()
    kind = thesis_kind(record.one("M3")) if type_ == "THES" else _KINDS.get(type_, "document")
    named, notes = _named(record, tags, kind, type_)
    fields = named | _titles(record, kind) | _numbers(record, kind)
    fields |= {name: value for name, value in _identifiers(record, kind).items() if value}
    if type_ not in _KINDS:
        notes.append(kept_as_document(type_))
    if kind.endswith("-article"):
        fields["entrysubtype"] = kind.removesuffix("-article")
    entry = Entry(
        TYPES[kind],
        record.one("ID"),
        {name: value for name, value in fields.items() if value},
        line,
        notes=tuple(notes),
        left=tuple(tag for tag in tags if any(tags[tag]) and tag not in record.used),
    )
    return within_bounds(entry)


# ---- Names


def _named(record: _Record, tags: Tags, kind: str, type_: str) -> tuple[dict[str, str], list[Text]]:
    """Authors, editors and translators; which tag holds them depends on the type.

    What stands in `A2` of an article is whom Ovid and PsycINFO found cited in it: nobody who made it.
    """
    record.used |= {"AU", "A1"}
    authors = [name for tag, names in tags.items() if tag in ("AU", "A1") for name in names if name]
    editors = record.all("ED")
    notes: list[Text] = []
    if kind in ("chapter", "paper"):
        editors = editors or record.all("A2")
    elif kind == "book":
        editors = editors or record.all("A3") or ([] if authors else record.all("A2"))
        if type_ == "EDBOOK" and not editors:
            authors, editors = [], authors
    elif cited := record.all("A2"):
        notes.append(_cited_in(cited))
    given = {"author": authors, "editor": editors}
    if kind in ("book", "chapter"):
        given["translator"] = record.all("A4", "TA")
    found = {role: _names(names, notes) for role, names in given.items()}
    return {role: value for role, value in found.items() if value}, notes


def _cited_in(names: Sequence[str]) -> Text:
    shown = brief("; ".join(names))
    return Text(
        nl=f"A2 {shown!r} valt weg: bij dit soort werk staan daar aangehaalde auteurs",
        en=f"A2 {shown!r} is left out: with a work of this type cited authors stand there",
    )


def _names(given: Sequence[str], notes: list[Text]) -> str:
    named = [without_others(name) for name in given]
    others = [name for name, whole in zip(named, given, strict=True) if name != whole]
    if others and (named[-1] == given[-1] or len(others) > 1):
        notes.append(misplaced_others())
    agents = [
        _agent(part, notes) for name in named for part in parted(name) if part and _is_name(part, notes)
    ]
    return as_bibtex(agents, others=bool(others and agents))


def _is_name(text: str, notes: list[Text]) -> bool:
    """Whether a text is one name; what is more than that is told."""
    if ";" not in text and text.count(",") < 4:
        return True
    notes.append(no_name(text))
    return False


def _agent(name: str, notes: list[Text]) -> Agent:
    """`Family, Given, Suffix`, or `Family G I`; any other name without a comma is that of an organisation."""
    family, *rest = (part.strip() for part in name.split(","))
    if any(rest):
        return person(family, ", ".join(filter(None, rest)))
    if agent := bare_name(family):
        notes.append(read_as(name, agent))
        return agent
    if not rest:
        notes.append(
            Text(
                nl=f"{name!r} heeft geen komma en is als organisatie gelezen",
                en=f"{name!r} has no comma and was read as an organisation",
            )
        )
    return organisation(family)


# ---- The other fields


def _titles(record: _Record, kind: str) -> dict[str, str]:
    book = kind in ("book", "manuscript")
    title = record.one("TI", "T1", "CT", *(["BT"] if book else []))
    fields = {"title": encode(title)}
    if kind.endswith("article"):
        fields["journal"] = encode(record.one("T2", "JF", "JO", "JA", "J2"))
    elif kind in ("chapter", "paper"):
        fields["booktitle"] = encode(record.one("BT", "T2", "C3", "JF", "JO"))
    if kind in ("book", "report"):
        fields["series"] = encode(record.one("T2", "T3"))
    elif kind in ("chapter", "paper"):
        fields["series"] = encode(record.one("T3"))
    return fields


def _numbers(record: _Record, kind: str) -> dict[str, str]:
    issue = record.one("IS") or (record.one("M1") if kind.endswith("article") else "")
    dates = [record.one(tag) for tag in ("PY", "Y1", "DA")]
    return {
        "year": encode(next(filter(year_of, dates), "") or next(filter(None, dates), "")),
        "volume": encode(record.one("VL")),
        "number": encode(issue),
        "pages": _pages(record, kind),
        "edition": encode(record.one("ET")),
        publisher_field(kind): encode(record.one("PB")),
        "address": encode(record.one("CY", "PP")),
    }


def _pages(record: _Record, kind: str) -> str:
    """From `SP` and `EP`, or both in `SP`; of a whole book it is their number, which is not read."""
    first, last = record.one("SP"), record.one("EP")
    if kind == "book" or "thesis" in kind:
        return ""
    return pages(f"{first}–{last}" if last and last != first else first)


def _identifiers(record: _Record, kind: str) -> dict[str, str]:
    links = [part for value in record.all("UR", "L2", "LK") for part in addresses(value)]
    url, *more = [link for link in links if not is_doi_link(link)] or [""]
    said = [
        record.one("DO"),
        record.one("M3"),
        *record.tags.get("N1", []),
        *record.tags.get("L3", []),
        *links,
    ]
    doi = next((doi for text in said if (doi := normal_doi(text)) and _says_doi(text, record)), "")
    number = ", ".join(record.all("SN"))
    of_report = kind == "report" and not (isbns(number) or issns(number))
    return {
        "doi": doi or record.one("DO"),
        **_eprint(record),
        "url": url,
        "note": encode(" ".join(more)),
        "number" if of_report else "issn" if kind.endswith("article") else "isbn": encode(number),
    }


def _eprint(record: _Record) -> dict[str, str]:
    """The number of a preprint or in PubMed that `AN` holds; numbers of other databases are not kept."""
    kind, _, number = record.one("AN").partition(":")
    if number.strip() and re.fullmatch(r"[A-Za-z][\w.-]*", kind):
        return {"eprinttype": kind.lower(), "eprint": encode(number.strip())}
    if kind.isdecimal() and re.fullmatch("pubmed|medline", record.one("DB", "DP"), re.IGNORECASE):
        return {"eprinttype": "pubmed", "eprint": kind}
    return {}


def _says_doi(text: str, record: _Record) -> bool:
    """Whether a text is a DOI, and does not merely have in it what looks like one."""
    return (
        text == record.one("DO")
        or re.match(r"(https?://(dx\.)?doi\.org/|doi[: ]|10\.)", text, re.I) is not None
    )


# ---- Writing


def write(works: Iterable[Work]) -> str:
    """Works as RIS, in their order, with the line ends that it asks for."""
    records = ["\r\n".join(f"{tag}  - {value}" for tag, value in _lines(work)) for work in works]
    return "".join(f"{record}\r\nER  - \r\n\r\n" for record in records)


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _RIS_TYPES[work.kind]
    yield "ID", work.key
    yield from (("AU", _written_name(agent)) for agent in work.authors)
    if work.others and work.authors:
        yield "AU", "et al."
    role = "A2" if work.kind in ("chapter", "paper") else "ED"
    yield from ((role, _written_name(agent)) for agent in work.editors)
    if work.others and not work.authors:
        yield role, "et al."
    yield from (("A4", _written_name(agent)) for agent in work.translators)
    first, _, last = work.pages.partition("–")
    whole = work.kind in ("book", "report")
    lines = {
        "TI": work.title,
        "PY": year_text(work.year),
        "VL": work.volume,
        "IS": work.number,
        "SP": first,
        "EP": last,
        "ET": work.edition,
        "PB": work.publisher,
        "M3": THESES.get(work.kind, ""),
        "DO": work.doi,
        "CY": work.address,
        "T2": work.series if whole else work.container,
        "T3": "" if whole else work.series,
        "AN": work.eprint,
    }
    yield from ((tag, value) for tag, value in lines.items() if value)
    yield from (("UR", link) for link in work.urls)
    yield from (("SN", number) for number in (*work.isbns, *work.issns))


def _written_name(agent: Agent) -> str:
    return agent.family if agent.corporate else f"{agent.family}, {agent.given}"
