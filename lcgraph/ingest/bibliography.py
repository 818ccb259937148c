"""Reference lists (BibTeX) into works with authors whose slugs are stable.

Parsing is `bibtexparser`'s, LaTeX is decoded by `pylatexenc`; both are imported when a list is read.
A broken or doubled entry is told with its line and left out. Names follow BibTeX: `van der Vaart, R.`
keeps its particle, braces (`{{Vereniging Hogescholen}}`) mark an organisation.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from pathlib import Path
from typing import Any

from lcgraph.ingest.tables import Problems, is_code, read_text
from lcgraph.model import Agent, Place, Text, Work

FILE = "references.bib"
_PLAIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
"""Letters of the Latin script that do not fall apart into a plain letter and a mark."""
_CONTAINERS = ("journal", "booktitle", "series", "publisher", "school", "institution", "howpublished")


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; letters of other scripts become their code points.

    >>> slug("Müller-De Laat, É.")
    'muller-de-laat-e'
    """
    marks = (char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))
    plain = "".join(_PLAIN.get(char, char) for char in marks)
    ascii_ = "".join(f"-u{ord(char):x}-" if not char.isascii() and char.isalnum() else char for char in plain)
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-") or "unnamed"


def person(family: str, given: str) -> Agent:
    """An author whose slug is the family name and the first initial, so that `Bos, Peter` is `Bos, P.`."""
    return Agent(slug(f"{family} {given[:1]}"), family, given)


def normal_doi(text: str) -> str:
    """A DOI in lower case without resolver or label.

    >>> normal_doi("https://doi.org/10.1111/PUAR.12432")
    '10.1111/puar.12432'
    """
    found = re.search(r"10\.\d{4,9}/\S+", text)
    return found.group().rstrip(".,;").lower() if found else ""


def read_bibliography(path: Path, problems: Problems) -> list[Work]:
    """The works of a BibTeX file in its order."""
    text = read_text(path, FILE, problems)
    if text is None:
        return []
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares.names import SeparateCoAuthors, SplitNameParts

    logger = logging.getLogger("bibtexparser")
    if not logger.handlers:  # what it would print is told below, with its line
        logger.addHandler(logging.NullHandler())
    library = parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    for block in library.failed_blocks:
        reason = _reason(block)
        problems.add(
            FILE,
            (block.start_line or 0) + 1,
            None,
            f"this entry is left out: {reason.en}",
            f"deze verwijzing valt weg: {reason.nl}",
        )
    return [work for entry in library.entries if (work := _work(entry, problems))]


def _reason(block: Any) -> Text:
    """Why an entry cannot be used, and what to do."""
    key, previous = getattr(block, "key", None), getattr(block, "previous_block", None)
    if key and previous is not None:
        first = previous.start_line + 1
        return Text(
            en=f"the key {key!r} stands in line {first} already: keep one of the two",
            nl=f"de sleutel {key!r} staat al in regel {first}: houd een van de twee",
        )
    doubled = ", ".join(sorted(getattr(block, "duplicate_keys", ())))
    if doubled:
        return Text(
            en=f"{doubled} stands in it twice: keep one of them",
            nl=f"{doubled} staat er twee keer in: houd er een",
        )
    return Text(
        en="it cannot be parsed: look for a comma, a brace or a quote that is missing in or before it",
        nl="hij is niet te lezen: zoek een komma, accolade of aanhalingsteken dat erin of ervoor ontbreekt",
    )


def _work(entry: Any, problems: Problems) -> Work | None:
    row = entry.start_line + 1
    if not is_code(entry.key):
        problems.add(
            FILE,
            row,
            None,
            f"the key {entry.key!r} cannot stand in a link: use letters, digits, '-', '_' and '.'",
            f"de sleutel {entry.key!r} kan niet in een link: gebruik letters, cijfers, '-', '_' en '.'",
        )
        return None
    fields = {field.key.lower(): field.value for field in entry.fields}
    names = fields.pop("author", None) or fields.pop("editor", None) or []
    plain = {key: decode(value) for key, value in fields.items() if isinstance(value, str)}
    year = re.search(r"\b(1[5-9]|20)\d\d\b", plain.get("year") or plain.get("date", ""))
    authors = tuple(_agent(name) for name in names) if isinstance(names, list) else ()
    return Work(
        key=entry.key,
        kind=entry.entry_type.lower(),
        title=plain.get("title", ""),
        authors=authors,
        year=int(year.group()) if year else None,
        citation=_citation(plain),
        doi=normal_doi(plain.get("doi", "")),
        listed="study" not in re.split(r"\s*[,;]\s*", plain.get("keywords", "")),
        place=Place(FILE, row),
    )


def _agent(name: Any) -> Agent:
    """A person, or an organisation when the whole name stands in braces."""
    family = " ".join([*name.von, *name.last])
    given = decode(", ".join(filter(None, (" ".join(name.first), " ".join(name.jr)))))
    braced = re.fullmatch(r"\{.*\}", family)
    if braced and not given:
        title = decode(family)
        return Agent(slug(title), title, "", corporate=True)
    return person(decode(family), given)


def decode(text: str) -> str:
    """BibTeX text as people read it: LaTeX escapes resolved, braces and line breaks gone.

    >>> decode('{\\\\"U}ber {DNA} & 5%')
    'Über DNA & 5%'
    """
    joined = " ".join(text.split())
    if not re.search(r"[\\{}~]", joined):
        return joined
    from pylatexenc.latex2text import LatexNodes2Text

    safe = re.sub(r"(?<!\\)([&%$#_])", r"\\\1", joined)
    return " ".join(LatexNodes2Text().latex_to_text(safe).split())


def _citation(fields: dict[str, str]) -> str:
    """What follows the title in a reference: container, volume(number), pages, publisher, place."""
    parts = []
    container = next((fields[key] for key in _CONTAINERS if fields.get(key)), "")
    volume = fields.get("volume", "") + (f"({fields['number']})" if fields.get("number") else "")
    pages = fields.get("pages", "").replace("--", "–")
    parts += [container, volume, pages]
    if fields.get("publisher") and fields["publisher"] != container:
        parts.append(fields["publisher"])
    parts.append(fields.get("address", ""))
    return ", ".join(part for part in parts if part)
