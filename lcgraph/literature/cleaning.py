"""An entry of a file as a study's list takes it over: its fields, in their normal form, and what to tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from lcgraph.literature.entries import PUBLISHERS, Entry, kept_as_document, known_type, plain_fields, years_in
from lcgraph.literature.identifiers import doi_of_link, is_doi_link, isbns, issns, normal_doi
from lcgraph.literature.latex import decode, encode, verbatim, without_markup
from lcgraph.literature.names import as_annotations, brief, identified, names, no_list, parted, wrong_ids
from lcgraph.say import Text, many

FIELDS: Final = (
    "author", "author+an:orcid", "author+an:ror", "editor", "editor+an:orcid", "editor+an:ror", "title",
    "journal", "booktitle", "series", "entrysubtype", "type", "year", "volume", "number", "pages", "edition",
    *PUBLISHERS, "address", "howpublished", "doi", "isbn", "issn", "url", "note",
)  # fmt: skip
"""What is taken over of an entry, in the order in which it is written."""
_UNTOLD: Final = frozenset(
    ("keywords", "crossref", "orcid-numbers", "urldate", "month", "day", "langid", "date")
)
"""Fields of BibTeX that are read, or that say nothing of a reference; they are left out without a word."""


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
    for role in ("author", "editor"):
        _names(fields, role, notes)
        notes += wrong_ids(source, role)
    if "orcid-numbers" in source and fields.get("author"):
        fields |= as_annotations(identified(names(fields["author"]).agents, source, "author"), "author")
    _year(fields, notes)
    return replace(entry, fields={name: fields[name] for name in FIELDS if fields.get(name)}), notes


def _names(fields: dict[str, str], role: str, notes: list[Text]) -> None:
    """Authors or editors as BibTeX reads them: what is none is parted where that can be, else taken out."""
    value = fields.get(role, "")
    try:
        names(value)
    except ValueError:
        parts = parted(value)
        found = " and ".join(parts)
        if len(parts) > 1 and _are_names(found):
            fields[role] = found
            notes.append(
                Text(
                    nl=f"{role} {brief(value)!r} is gelezen als {many(len(parts), 'naam', 'namen')}",
                    en=f"{role} {brief(value)!r} was read as {many(len(parts), 'name', 'names')}",
                )
            )
        else:
            del fields[role]
            why = no_list(role, value)
            notes.append(Text(nl=f"{why.nl}; weggelaten", en=f"{why.en}; left out"))


def _are_names(field: str) -> bool:
    try:
        return bool(names(field).agents)
    except ValueError:
        return False


def _year(fields: dict[str, str], notes: list[Text]) -> None:
    """The first year of those that a date names; that there are more is told."""
    said = decode(fields.get("year", ""))
    years = years_in(said)
    if years:
        fields["year"] = str(years[0])
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
    fields["url"] = "" if doi and is_doi_link(url) else url
