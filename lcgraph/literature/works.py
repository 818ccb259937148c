"""Reference lists into works: what an entry says, with authors whose slugs are stable.

Goes in: the `references.bib` of a study, or entries that were read elsewhere. Comes out: works, in the order
of the list. A broken or doubled entry is told with its line and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lcgraph.literature.bibtex import PUBLISHERS, Entry, parse, plain_fields
from lcgraph.literature.latex import decode, verbatim, without_markup
from lcgraph.literature.names import Names, identified, names, slug
from lcgraph.say import Place, Text
from lcgraph.study.model import Work
from lcgraph.study.tables import Problems, is_code, read_text

FILE = "references.bib"
_CONTAINERS = ("journal", "booktitle", "series", "publisher", "school", "institution", "howpublished")
_VERBATIM: Final = ("doi", "url", "orcid-numbers")

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
_THESES: Final = {"phdthesis": "phd-thesis", "mathesis": "masters-thesis"}


def kind_of(entry: Entry) -> str:
    """The kind of work that an entry is; `document` for a type that is none of ours."""
    kind = _KINDS.get(entry.type, "document")
    subtype = entry.fields.get("entrysubtype", "").lower()
    if kind == "article" and f"{subtype}-article" in TYPES:
        return f"{subtype}-article"
    return _THESES.get(entry.fields.get("type", "").lower(), kind) if kind == "thesis" else kind


def known_type(entry: Entry) -> bool:
    """Whether the type of an entry is one that has a kind of its own."""
    return entry.type in _KINDS


def normal_doi(text: str) -> str:
    """A DOI in lower case without resolver or label.

    >>> normal_doi("https://doi.org/10.1111/PUAR.12432")
    '10.1111/puar.12432'
    """
    found = re.search(r"10\.\d{4,9}(?:/|%2[fF])\S+", text)
    if not found:
        return ""
    doi = unquote(found.group()) if "%2f" in found.group().lower() or "doi.org/" in text else found.group()
    for open_, close in ("()", "<>", "[]", "{}"):
        if doi.count(close) > doi.count(open_):  # the bracket around it, not one in it
            doi = doi.rstrip(".,;").removesuffix(close)
    return doi.rstrip(".,;").lower()


def isbns(text: str) -> tuple[str, ...]:
    """The ISBNs in a text whose check digit is right, digits only.

    >>> isbns("978-0-306-40615-7 (pbk), 0-8044-2957-X"), isbns("978-0-306-40615-8")
    (('9780306406157', '080442957X'), ())
    """
    found = (re.sub(r"[^\dXx]", "", each).upper() for each in re.findall(r"\d[\d -]{8,15}[\dXx]", text))
    return tuple(dict.fromkeys(isbn for isbn in found if _is_isbn(isbn)))


def _is_isbn(isbn: str) -> bool:
    if re.fullmatch(r"\d{9}[\dX]", isbn):
        return (
            sum((10 - at) * (10 if digit == "X" else int(digit)) for at, digit in enumerate(isbn)) % 11 == 0
        )
    if re.fullmatch(r"97[89]\d{10}", isbn):
        return sum((3 if at % 2 else 1) * int(digit) for at, digit in enumerate(isbn)) % 10 == 0
    return False


def issns(text: str) -> tuple[str, ...]:
    """The ISSNs in a text whose check digit is right, as 1234-567X.

    >>> issns("00333352 (print); 1540-6210"), issns("0033-3353")
    (('0033-3352', '1540-6210'), ())
    """
    found = (
        f"{a}-{b.upper()}" for a, b in re.findall(r"(?<![\dXx-])(\d{4})-?(\d{3}[\dXx])(?![\dXx-])", text)
    )
    return tuple(dict.fromkeys(issn for issn in found if _is_issn(issn)))


def _is_issn(issn: str) -> bool:
    digits = issn.replace("-", "")
    return sum((8 - at) * (10 if digit == "X" else int(digit)) for at, digit in enumerate(digits)) % 11 == 0


def year_of(text: str) -> int | None:
    """The first year in a text, from 1500 on.

    >>> year_of("[1999] 2011"), year_of("2014///"), year_of("in press")
    (1999, 2014, None)
    """
    found = re.search(r"(?<!\d)(1[5-9]|20)\d\d(?!\d)", text)
    return int(found.group()) if found else None


# ---- A list


def read_bibliography(path: Path, problems: Problems) -> list[Work]:
    """The works of a BibTeX file in its order."""
    text = read_text(path, FILE, problems)
    return [work for _, work in read_entries(text, problems)] if text is not None else []


def read_entries(text: str, problems: Problems) -> Iterator[tuple[Entry, Work]]:
    """The usable entries of a `references.bib`, each with its work; the others are told."""
    library = parse(text)
    for refused in library.refused:
        _left_out(problems, refused.line, refused.why)
    lines: dict[str, int] = {}
    for entry in library.entries:
        first = lines.setdefault(entry.key, entry.line)
        if first != entry.line:
            why = Text(
                en=f"the key {entry.key!r} stands in line {first} already: keep one of the two",
                nl=f"de sleutel {entry.key!r} staat al in regel {first}: houd een van de twee",
            )
            _left_out(problems, entry.line, why)
        elif not is_code(entry.key):
            problems.add(
                FILE,
                entry.line,
                None,
                f"the key {entry.key!r} cannot stand in a link: use letters, digits, '-', '_' and '.'",
                f"de sleutel {entry.key!r} kan niet in een link: gebruik letters, cijfers, '-', '_' en '.'",
            )
        else:
            made = work_of(entry)
            if isinstance(made, Work):
                for note in entry.notes:
                    problems.add(FILE, entry.line, None, note.en, note.nl, severity="warning")
                yield entry, made
            else:
                _left_out(problems, entry.line, made)


def _left_out(problems: Problems, line: int, why: Text) -> None:
    problems.add(FILE, line, None, f"this entry is left out: {why.en}", f"deze verwijzing valt weg: {why.nl}")


# ---- A work


def work_of(entry: Entry) -> Work | Text:
    """The work that an entry describes, or why it describes none."""
    source = plain_fields(entry)
    people = {}
    for role in ("author", "editor"):
        try:
            people[role] = names(source.get(role, ""))
        except ValueError:
            return _no_names(role, source[role])
    plain = {name: (verbatim if name in _VERBATIM else decode)(value) for name, value in source.items()}
    authors, editors = (identified(people[role].agents, source, role) for role in ("author", "editor"))
    kind = kind_of(entry)
    return Work(
        key=entry.key,
        kind=kind,
        title=without_markup(plain.get("title", "")),
        authors=authors,
        year=year_of(plain.get("year", "")),
        citation=_citation(plain),
        doi=normal_doi(plain.get("doi", "")) or _doi_in(plain.get("url", "")),
        listed="study" not in re.split(r"\s*[,;]\s*", plain.get("keywords", "")),
        place=Place(FILE, entry.line),
        editors=editors,
        others=_others(people),
        container=plain.get("journal", "") or plain.get("booktitle", ""),
        volume=plain.get("volume", ""),
        number=_dashed(plain, "number"),
        pages=_dashed(plain, "pages"),
        edition=plain.get("edition", ""),
        publisher=next((plain[name] for name in PUBLISHERS if plain.get(name)), ""),
        isbns=isbns(plain.get("isbn", "")),
        issns=issns(plain.get("issn", "")),
        url=plain.get("url", ""),
    )


def _others(people: dict[str, Names]) -> bool:
    return people["author" if people["author"].agents else "editor"].others


def _doi_in(url: str) -> str:
    return normal_doi(url) if "doi.org/" in url.lower() else ""


def _no_names(role: str, value: str) -> Text:
    shown = value if len(value) <= 60 else value[:59] + "…"
    return Text(
        en=f"{role} {shown!r} is no list of names: write Family, Given and Family, Given",
        nl=f"{role} {shown!r} is geen lijst van namen: schrijf Achternaam, Voornaam and Achternaam, Voornaam",
    )


def _dashed(fields: dict[str, str], name: str) -> str:
    """Numbers of pages or issues, from and to with a dash between, however that was typed."""
    return re.sub(r"\s*(?:--|[‐‑‒–—]|(?<=\d)-(?=\d))\s*", "–", fields.get(name, ""))


def _citation(fields: dict[str, str]) -> str:
    """What follows the title in a reference: container, volume(number), pages, publisher, place."""
    parts = []
    container = next((fields[key] for key in _CONTAINERS if fields.get(key)), "")
    volume = fields.get("volume", "") + (f"({_dashed(fields, 'number')})" if fields.get("number") else "")
    parts += [container, volume, _dashed(fields, "pages")]
    if fields.get("publisher") and fields["publisher"] != container:
        parts.append(fields["publisher"])
    parts.append(fields.get("address", ""))
    return ", ".join(part for part in parts if part)


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
    stem = f"{_shortened(name)}-{work.year or 'nd'}"
    used = set(taken)
    return stem if stem not in used else next(key for key in _lettered(stem) if key not in used)


def is_citekey(key: str) -> bool:
    """Whether a key has the form of those that `citekey` makes.

    >>> [is_citekey(key) for key in ("gray-purdy-2018", "brown-2008a", "ros-nd", "Gray2018", "a_b-2018")]
    [True, True, True, False, False]
    """
    return len(key) <= 2 * _LONGEST and bool(re.fullmatch(r"(?:[a-z0-9]+-)+(?:[0-9]{4}|nd)[a-z]*", key))


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else name[:_LONGEST].rpartition("-")[0] or name[:_LONGEST]


def _lettered(stem: str) -> Iterator[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    endings = list(letters)
    while True:
        yield from (stem + ending for ending in endings)
        endings = [ending + letter for ending in endings for letter in letters]
