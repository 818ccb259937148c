"""Where the page and the data of a thing lie: from an IRI to a path in the folder of the site.

Goes in: an IRI, a format and a language. Comes out: a path such as `motive/image.nl.html`, always with `/`,
that is the same on every machine. Nothing is read, and nothing needs to exist. The rules, and why
(`docs/decisions/0030-addresses-mirror-iris.md`):

- below `https://w3id.org/lcgraph/` a path is the IRI without that beginning, plus an ending a format
  (`ENDINGS`); English pages end in `.html`, Dutch ones in `.nl.html`;
- an IRI with a fragment is a place in the page of the IRI before the `#` (`ontology.html#Motive`); terms of
  the ontology have pages of their own as well (`ontology/class/motive`, `ontology/property/about-motive`);
- `a-z`, `0-9`, `-`, `_` and `.` stay. A capital becomes `~` and its small letter, anything else `~`, the
  number of its code point, `~`. So no two IRIs share a path, also where a file system ignores case;
- other IRIs, which a store of somebody else may hold, lie below `elsewhere/`.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from lcgraph.schemes import CLOSED, OPEN
from lcgraph.vocab import BASE, LCG, ONTOLOGY

LANGUAGES: Final = ("en", "nl")
"""The languages of the pages, the one without a mark in its path first."""
ENDINGS: Final = {"turtle": ".ttl", "jsonld": ".jsonld", "ntriples": ".nt"}
"""The formats in which the data of a page lie beside it."""
ROOTS: Final = frozenset(
    {
        *OPEN,
        *CLOSED,
        "motive",
        "study",
        "work",
        "agent",
        "journal",
        "publisher",
        "ontology",
        "software",
        "dataset",
        "cube",
        "graph",
    }
)
"""First steps of IRIs that have a path of their own; every other first step is free for the site itself."""

_OWN: Final = frozenset({"ontology/class", "ontology/property"})
_ENDS: Final = (".html", ".nl", *ENDINGS.values())
_LONGEST: Final = 160
_WINDOWS: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


@lru_cache(maxsize=100_000)
def stem(iri: str) -> str:
    """The path of what an IRI stands for, without the ending of a format.

    >>> stem("https://w3id.org/lcgraph/study/bos-2023/finding/ict/practice-partner/image")
    'study/bos-2023/finding/ict/practice-partner/image'
    >>> stem("https://w3id.org/lcgraph/ontology#aboutMotive")
    'ontology/property/about-motive'
    >>> stem("https://w3id.org/lcgraph/study/A/case/a.html"), stem("https://example.org/")
    ('study/~a/case/a~46~html', 'elsewhere/https~58~~47~~47~example.org~47~')
    """
    whole, _, fragment = iri.partition("#")
    if whole == ONTOLOGY.value and fragment in LCG.names:
        kind = "class" if fragment[0].isupper() else "property"
        return f"ontology/{kind}/{re.sub('(?<=[a-z])(?=[A-Z])', '-', fragment).lower()}"
    steps = whole.removeprefix(BASE).split("/") if whole.startswith(BASE) else [""]
    if steps[0] not in ROOTS or "/".join(steps[:2]) in _OWN:
        return f"elsewhere/{step(whole)}"
    return "/".join(map(step, steps))


def step(text: str) -> str:
    """One step of a path, which no file system and no web server reads as anything else.

    >>> step("Image"), step("a b"), step(".."), step("con"), step("0.1.0")
    ('~image', 'a~32~b', '~46~~46~', '~99~on', '0.1.0')
    """
    safe = "".join(_safe(char) for char in text)
    if safe.endswith(_ENDS):
        start, _, end = safe.rpartition(".")
        safe = f"{start}{_numbered('.')}{end}"
    if safe.startswith("."):
        dots = len(safe) - len(safe.lstrip("."))
        safe = _numbered(".") * dots + safe[dots:]
    if safe.endswith("."):
        safe = safe[:-1] + _numbered(".")
    if _WINDOWS.fullmatch(safe):
        safe = _numbered(safe[0]) + safe[1:]
    if len(safe) > _LONGEST:  # the end is that of no other step: no code point has so many digits
        safe = f"{safe[:100]}~{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}~"
    return safe or "~"


def _safe(char: str) -> str:
    if "A" <= char <= "Z":
        return f"~{char.lower()}"
    return char if char.isascii() and (char.isalnum() or char in "-_.") else _numbered(char)


def _numbered(char: str) -> str:
    return f"~{ord(char)}~"


def page(stem_: str, lang: str) -> str:
    """The path of a page in a language.

    >>> page("motive/image", "en"), page("motive/image", "nl")
    ('motive/image.html', 'motive/image.nl.html')
    """
    return f"{stem_}.html" if lang == LANGUAGES[0] else f"{stem_}.{lang}.html"


def data(stem_: str, format_: str) -> str:
    """The path of the data of a page in one of the `ENDINGS`.

    >>> data("motive/image", "turtle")
    'motive/image.ttl'
    """
    return stem_ + ENDINGS[format_]


def link(source: str, target: str, fragment: str = "") -> str:
    """The relative address of one path from another, as it stands in `href`.

    >>> link("study/a/case/b.html", "motive/image.html", "row=2")
    '../../../motive/image.html#row=2'
    """
    here, there = source.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    found = "/".join([".."] * (len(here) - shared) + there[shared:])
    return quote(found, safe="/~") + (f"#{quote(fragment, safe='=-._~')}" if fragment else "")
