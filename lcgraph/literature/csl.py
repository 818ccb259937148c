"""CSL-JSON: what Zotero, Mendeley and Crossref write into entries, and works into what the schema accepts.

A field that is not of the form is left out, and told with the number of its item. What the schema of CSL
leaves open is taken as programs write it: Crossref's own type names, titles in a list, organisations under
`name`, ORCID iDs with an author, answers wrapped in `message` and `items`.
Schema: https://github.com/citation-style-language/schema (csl-data.json); it refuses what Crossref sends,
so items are read field by field here.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

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
)
from lcgraph.literature.identifiers import is_doi_link, known_as
from lcgraph.literature.latex import encode, pages, without_markup
from lcgraph.literature.model import Agent, Work
from lcgraph.literature.names import (
    as_annotations,
    as_bibtex,
    misplaced_others,
    names,
    organisation,
    person,
    without_others,
)
from lcgraph.say import Text

_CSL_TYPES: Final = {
    "article": "article-journal", "magazine-article": "article-magazine",
    "newspaper-article": "article-newspaper", "book": "book", "chapter": "chapter",
    "paper": "paper-conference", "report": "report", "thesis": "thesis", "phd-thesis": "thesis",
    "masters-thesis": "thesis", "webpage": "webpage", "manuscript": "manuscript", "document": "document",
}  # fmt: skip
"""The type of an item for each kind of work."""
_ALIASES: Final = {
    "journal-article": "article", "review": "article", "review-book": "article", "article": "manuscript",
    "posted-content": "manuscript", "monograph": "book", "edited-book": "book", "reference-book": "book",
    "proceedings": "book", "book-chapter": "chapter", "book-section": "chapter", "book-part": "chapter",
    "reference-entry": "chapter", "entry": "chapter", "entry-encyclopedia": "chapter",
    "entry-dictionary": "chapter", "proceedings-article": "paper", "report-series": "report",
    "standard": "report", "dissertation": "thesis", "post": "webpage", "post-weblog": "webpage",
}  # fmt: skip
_KINDS: Final = {type_: kind for kind, type_ in reversed(_CSL_TYPES.items())} | _ALIASES
_PLAIN: Final = {
    "volume": "volume",
    "edition": "edition",
    "publisher-place": "address",
    "collection-title": "series",
}
_READ: Final = frozenset(
    (*_PLAIN, "id", "citation-key", "type", "title", "subtitle", "author", "editor", "issued", "genre",
     "issue", "number", "custom", "page", "publisher", "container-title", "DOI", "ISBN", "ISSN", "URL",
     "article-number", "published", "published-print", "published-online", "translator",
     "note", "PMID", "PMCID", "archive", "archive_location")
)  # fmt: skip


_ROLES: Final = ("author", "editor", "translator")
_DATES: Final = ("issued", "published-print", "published-online", "published")


class NotCslError(ValueError):
    """A text that is not JSON, or JSON that holds no items; the message is for the user."""

    def __init__(self, line: int | None, why: Text) -> None:
        super().__init__(why.en)
        self.line = line
        self.why = why


class _FieldError(Exception):
    """A field of an item that is not of the form."""

    def __init__(self, field: str, *, nl: str, en: str) -> None:
        super().__init__(field)
        self.why = Text(nl=f"{field}: {nl}", en=f"{field}: {en}")


def read(text: str) -> Library:
    """The items of a CSL-JSON text as entries, and what is refused; `NotCslError` for any other text."""
    entries: list[Entry] = []
    refused: list[Refused] = []
    for number, item in enumerate(_items(text), 1):
        if isinstance(item, dict):
            entries.append(_entry(number, item))
        else:
            refused.append(Refused(number, _NO_OBJECT))
    return Library(tuple(entries), tuple(refused))


_NO_OBJECT: Final = Text(nl="item: moet een object zijn", en="item: must be an object")


def _items(text: str) -> list[Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        why = Text(nl=f"is geen JSON: {error.msg}", en=f"is not JSON: {error.msg}")
        raise NotCslError(error.lineno, why) from error
    except (RecursionError, ValueError) as error:
        why = Text(nl="is geen JSON van een literatuurlijst", en="is not the JSON of a reference list")
        raise NotCslError(None, why) from error
    for wrapper in ("message", "items"):
        if isinstance(found, dict) and wrapper in found:
            found = found[wrapper]
    if isinstance(found, dict) and ("title" in found or "type" in found):
        found = [found]
    if not isinstance(found, list):
        why = Text(
            nl="is geen CSL-JSON: exporteer de lijst van verwijzingen opnieuw als 'CSL JSON'",
            en="is not CSL-JSON: export the list of references again as 'CSL JSON'",
        )
        raise NotCslError(None, why)
    return found


def _entry(number: int, given: Mapping[str, Any]) -> Entry:
    notes: list[Text] = []
    item = _usable(given, notes)
    type_ = _text(item, "type").lower()
    kind = _KINDS.get(type_, "document")
    if kind == "thesis":
        kind = thesis_kind(_text(item, "genre"))
    fields = _names(item, notes) | _fields(item, kind)
    if type_ not in _KINDS:
        notes.append(kept_as_document(repr(type_)))
    entry = Entry(
        TYPES[kind],
        _text(item, "citation-key") or _text(item, "id"),
        {name: value for name, value in fields.items() if value},
        number,
        notes=tuple(notes),
        left=tuple(
            name for name, value in given.items() if name not in _READ and value not in ("", [], {}, None)
        ),
    )
    return within_bounds(entry)


def _usable(item: Mapping[str, Any], notes: list[Text]) -> dict[str, Any]:
    """An item without the fields that are not of the form, each of which is told."""
    usable: dict[str, Any] = {}
    for name, value in item.items():
        if name not in _READ or name == "custom":
            usable[name] = value
            continue
        try:
            if name in _ROLES:
                usable[name] = _people(name, value, notes)
            elif name in _DATES:
                _date(name, value)
                usable[name] = value
            else:
                _text(item, name)
                usable[name] = value
        except _FieldError as error:
            notes.append(_left_out(error))
    return usable


def _left_out(error: _FieldError) -> Text:
    return Text(nl=f"{error.why.nl}; weggelaten", en=f"{error.why.en}; left out")


def _people(role: str, value: Any, notes: list[Text]) -> list[dict[str, Any]]:
    """The names of a list, also where they are texts; what is none is left out and told."""
    given = [value] if isinstance(value, str | dict) else value
    if not isinstance(given or [], list):
        raise _FieldError(role, nl="moet een lijst van namen zijn", en="must be a list of names")
    found: list[dict[str, Any]] = []
    for number, name in enumerate(given or [], 1):
        if isinstance(name, str):
            read = names(encode(name))
            found += [dict(_written_name(agent)) for agent in read.agents]
            notes += [Text(nl=f"{role} {note.nl}", en=f"{role} {note.en}") for note in read.notes]
            continue
        try:
            _agent(role, number, name)
        except _FieldError as error:
            notes.append(_left_out(error))
        else:
            found.append(name)
    return found


def _fields(item: Mapping[str, Any], kind: str) -> dict[str, str]:
    """What an item says besides its names, in the fields of BibTeX."""
    title, subtitle = _text(item, "title"), _text(item, "subtitle")
    if subtitle and subtitle not in title:
        title = f"{title}: {subtitle}"
    return {
        "title": encode(title),
        _container(kind): encode(_text(item, "container-title")),
        "entrysubtype": kind.removesuffix("-article") if kind.endswith("-article") else "",
        "year": _year(item),
        **{name: encode(_text(item, csl)) for csl, name in _PLAIN.items()},
        "number": encode(_text(item, "issue") or _text(item, "number")),
        "pages": pages(_text(item, "page") or _text(item, "article-number")),
        publisher_field(kind): encode(_text(item, "publisher")),
        "doi": _text(item, "DOI"),
        "isbn": _text(item, "ISBN"),
        "issn": _text(item, "ISSN"),
        "url": "" if is_doi_link(_text(item, "URL")) else _text(item, "URL"),
        "note": encode(_text(item, "note")),
        **_eprint(item),
    }


def _eprint(item: Mapping[str, Any]) -> dict[str, str]:
    for kind, number in (("pubmed", "PMID"), ("pmc", "PMCID")):
        if _text(item, number):
            return {"eprinttype": kind, "eprint": encode(_text(item, number))}
    if _text(item, "archive") and _text(item, "archive_location"):
        kind = _text(item, "archive").lower()
        return {"eprinttype": encode(kind), "eprint": encode(_text(item, "archive_location"))}
    return {}


def _container(kind: str) -> str:
    if kind in ("chapter", "paper"):
        return "booktitle"
    return "journal" if kind.endswith("article") else "howpublished"


def _text(item: Mapping[str, Any], name: str) -> str:
    """A field as text: numbers as digits, the parts of a list joined, markup gone."""
    value = item.get(name)
    parts = value if isinstance(value, list) else [value]
    if name in ("title", "container-title"):
        parts = parts[:1]  # what follows are translations and abbreviations
    if not all(part is None or isinstance(part, str | int | float) for part in parts):
        raise _FieldError(name, nl="moet tekst zijn", en="must be text")
    joined = ", ".join(str(part) for part in parts if part is not None)
    return " ".join(html.unescape(without_markup(joined)).split())


# ---- Names and dates


def _names(item: Mapping[str, Any], notes: list[Text]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for role in _ROLES:
        given = item.get(role, [])
        agents = [_agent(role, number, name) for number, name in enumerate(given, 1)]
        links = _custom_links(item, role)
        agents = [
            replace(agent, same_as=links.get(str(at)) or agent.same_as) for at, agent in enumerate(agents, 1)
        ]
        for name, agent in zip(given, agents, strict=True):
            if name.get("ORCID") and not agent.same_as:
                said = str(name["ORCID"])
                notes.append(
                    Text(
                        nl=f"{said!r} is geen ORCID iD: weggelaten",
                        en=f"{said!r} is not an ORCID iD: left out",
                    )
                )
        named = [agent for agent in agents if without_others(agent.name)]
        others = len(named) < len(agents)
        if others and named[-1:] == agents[-1:]:
            notes.append(misplaced_others())
        if named:
            fields[role] = as_bibtex(named, others=others)
            fields |= as_annotations(named, role)
    return fields


def _custom_links(item: Mapping[str, Any], role: str) -> dict[str, str]:
    """The links of people by their places, where `lcgraph export` puts them."""
    found: Any = item.get("custom")
    for name in ("same-as", role):
        found = found.get(name) if isinstance(found, dict) else None
    return {at: known_as(str(link)) for at, link in found.items()} if isinstance(found, dict) else {}


def _agent(role: str, number: int, name: Any) -> Agent:
    """A person with particles and suffix, or an organisation (`literal`, Crossref's `name`)."""
    where = f"{role} {number}"
    if not isinstance(name, dict):
        raise _FieldError(
            where,
            nl="moet een object zijn, zoals {family, given}",
            en="must be an object, as {family, given}",
        )
    part = {key: _text(name, key) for key in ("family", "given", "suffix", "literal", "name", "ORCID")}
    particles = [_text(name, key) for key in ("dropping-particle", "non-dropping-particle")]
    family = " ".join(filter(None, (*particles, part["family"])))
    if not family and not part["given"]:
        whole = part["literal"] or part["name"]
        if not whole:
            raise _FieldError(
                where, nl="heeft geen family, given of literal", en="has no family, given or literal"
            )
        return replace(organisation(whole), same_as=_ror(name))
    if not part["family"]:
        return replace(person(part["given"], ""), same_as=known_as(part["ORCID"]))
    given = ", ".join(filter(None, (part["given"], part["suffix"])))
    return replace(person(family, given), same_as=known_as(part["ORCID"]))


def _ror(name: Mapping[str, Any]) -> str:
    """The ROR iD of an organisation, where Crossref gives it."""
    ids = name.get("id")
    found = ids if isinstance(ids, list) else []
    return next((known_as(str(each.get("id"))) for each in found if isinstance(each, dict)), "")


def _year(item: Mapping[str, Any]) -> str:
    """The text that tells the year, by the first date that names one; else the first date as it stands."""
    found = [_date(name, item[name]) for name in _DATES if item.get(name) is not None]
    return next(filter(year_of, found), "") or next(filter(None, found), "")


def _date(name: str, value: Any) -> str:
    """A date as text: its date-parts, else what it says in whatever form (EDTF, raw, literal, year)."""
    if isinstance(value, list) and len(value) == 1:
        (value,) = value
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return _dates(value)
    if not isinstance(value, dict):
        raise _FieldError(name, nl="moet een datum zijn", en="must be a date")
    parts = value.get("date-parts")
    found = _dates(parts) if isinstance(parts, list) else str(parts or "")
    if year_of(found):
        return found
    said = [value.get(part) for part in ("year", "raw", "literal", "edtf", "date-time")]
    return " ".join(str(part) for part in said if isinstance(part, str | int)) or found


def _dates(dates: list[Any]) -> str:
    """The year of each of some dates: two are a range."""
    if dates and not any(isinstance(date, list) for date in dates):
        dates = [dates]
    years = [date[0] for date in dates if isinstance(date, list) and date and date[0] is not None]
    return "/".join(f"{year:04}" if isinstance(year, int) else str(year) for year in years)


# ---- Writing


def write(works: Iterable[Work]) -> str:
    """Works as CSL-JSON, in their order; the links of authors and editors stand under `custom`."""
    items = [_item(work) for work in works]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(work: Work) -> dict[str, object]:
    links = {
        role: {str(at): agent.same_as for at, agent in enumerate(agents, 1) if agent.same_as}
        for role, agents in (("author", work.authors), ("editor", work.editors))
    }
    item = {
        "id": work.key,
        "citation-key": work.key,
        "type": _CSL_TYPES[work.kind],
        "genre": THESES.get(work.kind, ""),
        "author": _written_names(work.authors, others=work.others),
        "editor": _written_names(work.editors, others=work.others and not work.authors),
        "translator": _written_names(work.translators, others=False),
        "title": work.title,
        "collection-title": work.series,
        "publisher-place": work.address,
        **_written_eprint(work.eprint),
        "note": " ".join(work.urls[1:]),
        "container-title": work.container,
        "issued": {"date-parts": [[work.year]]} if work.year else None,
        "volume": work.volume,
        "issue" if work.kind.endswith("article") else "number": work.number,
        "page": work.pages,
        "edition": work.edition,
        "publisher": work.publisher,
        "DOI": work.doi,
        "ISBN": ", ".join(work.isbns),
        "ISSN": ", ".join(work.issns),
        "URL": work.url,
        "custom": {"same-as": {role: known for role, known in links.items() if known}}
        if any(links.values())
        else None,
    }
    return {name: value for name, value in item.items() if value}


def _written_eprint(eprint: str) -> dict[str, str]:
    kind, _, number = eprint.partition(":")
    if kind in ("pubmed", "pmc"):
        return {"PMID" if kind == "pubmed" else "PMCID": number}
    return {"archive": kind, "archive_location": number} if number else {}


def _written_names(agents: Iterable[Agent], *, others: bool) -> list[dict[str, str]]:
    names = [_written_name(agent) for agent in agents]
    return [*names, {"literal": "et al."}] if others and names else names


def _written_name(agent: Agent) -> dict[str, str]:
    if agent.corporate:
        return {"literal": agent.family}
    words = agent.family.split(" ")
    particles = 0
    while particles < len(words) - 1 and words[particles][:1].islower():
        particles += 1
    given, _, suffix = agent.given.partition(", ")
    name = {
        "family": " ".join(words[particles:]),
        "given": given,
        "non-dropping-particle": " ".join(words[:particles]),
        "suffix": suffix,
    }
    return {part: text for part, text in name.items() if text}
