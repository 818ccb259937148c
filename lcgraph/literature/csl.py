"""CSL-JSON: what Zotero, Mendeley and Crossref write into entries, and works into what the schema accepts.

An item that is not of the form is refused with its number and the field. What the schema of CSL leaves open
is taken as programs write it: Crossref's own type names, titles in a list, organisations under `name`,
ORCID iDs with an author, answers wrapped in `message` and `items`.
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
     "article-number", "published-print", "published-online")
)  # fmt: skip


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
        try:
            entries.append(_entry(number, item))
        except _FieldError as error:
            refused.append(Refused(number, error.why))
    return Library(tuple(entries), tuple(refused))


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


def _entry(number: int, item: Any) -> Entry:
    if not isinstance(item, dict):
        raise _FieldError("item", nl="moet een object zijn", en="must be an object")
    type_ = _text(item, "type").lower()
    kind = _KINDS.get(type_, "document")
    if kind == "thesis":
        kind = thesis_kind(_text(item, "genre"))
    notes: list[Text] = []
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
            name for name, value in item.items() if name not in _READ and value not in ("", [], {}, None)
        ),
    )
    return within_bounds(entry)


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
    }


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
    for role in ("author", "editor"):
        given = item.get(role) or []
        if not isinstance(given, list):
            raise _FieldError(role, nl="moet een lijst van namen zijn", en="must be a list of names")
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
    """The text that tells the year: the date-parts of `issued`, else what it says (EDTF, raw, literal)."""
    for name in ("issued", "published-print", "published-online"):
        value = item.get(name)
        if isinstance(value, list) and len(value) == 1:
            (value,) = value
        if value is None:
            continue
        if isinstance(value, str):
            found = value
        elif isinstance(value, dict):
            found = _date_parts(name, value)
            if not year_of(found):
                found = " ".join(str(value.get(part, "")) for part in ("year", "raw", "literal")).strip()
        else:
            raise _FieldError(name, nl="moet een datum zijn", en="must be a date")
        if year_of(found):
            return found
    return ""


def _date_parts(name: str, value: Mapping[str, Any]) -> str:
    """The year of each of the dates: two are a range."""
    dates = value.get("date-parts", [])
    if not isinstance(dates, list) or not all(isinstance(date, list) for date in dates):
        raise _FieldError(
            f"{name} date-parts", nl="moet een lijst van lijsten zijn", en="must be a list of lists"
        )
    return "/".join(str(date[0]) for date in dates if date and date[0] is not None)


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
        "title": work.title,
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
