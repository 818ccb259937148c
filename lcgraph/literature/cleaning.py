"""An entry of a file as a study's list takes it over: its fields, in their normal form, and what to tell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from lcgraph.literature.entries import (
    PUBLISHERS,
    Entry,
    kept_as_document,
    known_type,
    plain_fields,
    year_text,
    years_in,
)
from lcgraph.literature.identifiers import addresses, doi_of_link, is_doi_link, isbns, issns, normal_doi
from lcgraph.literature.latex import decode, encode, verbatim, without_markup
from lcgraph.literature.names import Names, as_annotations, as_bibtex, brief, identified, names, wrong_ids
from lcgraph.say import Text

FIELDS: Final = (
    "author", "author+an:orcid", "author+an:ror", "editor", "editor+an:orcid", "editor+an:ror", "title",
    "translator", "journal", "booktitle", "series", "entrysubtype", "type", "year", "volume", "number",
    "pages", "edition",
    *PUBLISHERS, "address", "howpublished", "doi", "isbn", "issn", "eprinttype", "eprint", "url", "note",
)  # fmt: skip
"""What is taken over of an entry, in the order in which it is written."""
_UNTOLD: Final = frozenset(
    ("keywords", "crossref", "orcid-numbers", "urldate", "month", "day", "langid", "date")
)
"""Fields of BibTeX that are read, or that say nothing of a reference; they are left out without a word."""


_UNDATED: Final = re.compile(
    r"n\.?\s?d\.?|z\.?\s?[dj]\.?|s\.?\s?a\.?|in press|forthcoming|to appear|submitted|in review|under review|"
    r"in preparation|accepted|ongoing|online first|in druk|te verschijnen|no date|undated",
    re.IGNORECASE,
)
"""What people write for a year that there is not."""


def cleaned(entry: Entry, left: Counter[str]) -> tuple[Entry, list[Text]]:
    """An entry with the fields that are taken over, identifiers in their normal form; remarks on it."""
    source = plain_fields(entry)
    notes: list[Text] = []
    left.update(entry.left)
    left.update(
        name for name, value in source.items() if value and name not in FIELDS and name not in _UNTOLD
    )
    if not known_type(entry):
        notes.append(kept_as_document(f"@{entry.type}"))
    fields = {name: source[name] for name in FIELDS if source.get(name)}
    if (title := decode(fields.get("title", ""))) != (bare := without_markup(title)):
        fields["title"] = encode(bare)
    if entry.type not in ("thesis", "techreport", "report"):
        fields.pop("type", None)  # EndNote's name of what the entry is
    _numbers(fields, notes)
    for role in ("author", "editor", "translator"):
        _names(fields, role, notes)
        notes += wrong_ids(source, role)
    if "orcid-numbers" in source and fields.get("author"):
        fields |= as_annotations(identified(names(fields["author"]).agents, source, "author"), "author")
    _year(fields, notes)
    return replace(entry, fields={name: fields[name] for name in FIELDS if fields.get(name)}), notes


def _names(fields: dict[str, str], role: str, notes: list[Text]) -> None:
    """Authors or editors as BibTeX has them; what was guessed or left out is told."""
    found = names(fields.get(role, ""))
    if found.notes:
        fields[role] = as_bibtex(found.agents, others=found.others)
        notes += told_of(role, found)


def told_of(role: str, found: Names) -> list[Text]:
    """What there is to tell of a list of names, with the field that holds it."""
    return [Text(nl=f"{role} {note.nl}", en=f"{role} {note.en}") for note in found.notes]


def wrong_year(said: str) -> Text | None:
    """What to tell of a year that is none; None for one, and for what people write where there is none.

    >>> wrong_year("2014"), wrong_year("in press"), wrong_year("12x4").en
    (None, None, "year '12x4' names no year: left out")
    """
    if not said or years_in(said) or _UNDATED.fullmatch(said.strip("[]() .")):
        return None
    return Text(
        nl=f"year {brief(said)!r} noemt geen jaar: weggelaten",
        en=f"year {brief(said)!r} names no year: left out",
    )


def _year(fields: dict[str, str], notes: list[Text]) -> None:
    """The first year of those that a date names; that there are more, or none, is told."""
    said = decode(fields.get("year", ""))
    years = years_in(said)
    if years:
        fields["year"] = year_text(years[0])
    elif wrong := wrong_year(said):
        notes.append(wrong)
        del fields["year"]
    if len(set(years)) > 1:
        notes.append(
            Text(
                nl=f"{said!r} noemt meer jaren: {years[0]} is bewaard",
                en=f"{said!r} names several years: {years[0]} is kept",
            )
        )


def _numbers(fields: dict[str, str], notes: list[Text]) -> None:
    """DOI, ISBN and ISSN in their normal form; what is none is taken out and told."""
    said = verbatim(fields.get("doi", ""))
    url = verbatim(fields.get("url", ""))
    doi = normal_doi(said) or doi_of_link(url)
    serial = " ".join(filter(None, (decode(fields.get("isbn", "")), decode(fields.get("issn", "")))))
    books, serials = isbns(serial), issns(serial)
    if said and not normal_doi(said):
        shown = decode(fields["doi"])
        notes.append(Text(nl=f"{shown!r} is geen DOI: weggelaten", en=f"{shown!r} is not a DOI: left out"))
    if serial and not (books or serials):
        notes.append(
            Text(
                nl=f"{serial!r} is geen ISBN of ISSN: weggelaten",
                en=f"{serial!r} is not an ISBN or ISSN: left out",
            )
        )
    fields |= {"doi": doi, "isbn": ", ".join(books), "issn": ", ".join(serials)}
    first, *more = [link for link in addresses(fields.get("url", "")) if not (doi and is_doi_link(link))] or [
        ""
    ]
    fields["url"] = verbatim(first)
    if more:
        fields["note"] = " ".join(filter(None, (fields.get("note", ""), *map(encode, more))))
