"""What a client weighs: `Accept` and `Accept-Language` as RFC 9110 says, and the formats of answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from lcgraph.answers import TRIPLE_FORMATS
from lcgraph.render.rows import ROW_FORMATS

ROWS: Final = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
"""The media types of the answers to a SELECT or an ASK; the first is what is sent."""
NAMED: Final = {**ROWS, "markdown": ("text/markdown",), "table": ("text/plain",)}
"""Those of named queries: the result formats of `lcgraph query`."""
TRIPLES: Final = {
    "turtle": ("text/turtle", "application/x-turtle"),
    "jsonld": ("application/ld+json", "application/json"),
    "ntriples": ("application/n-triples", "text/plain"),
    "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
}
"""Those of a CONSTRUCT, a DESCRIBE and the service description."""
assert set(NAMED) == set(ROW_FORMATS)
assert set(TRIPLES) == set(TRIPLE_FORMATS)

_MOST: Final = 100
_PART: Final = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)+')
_WEIGHT: Final = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


def weights(header: str) -> list[tuple[str, float]]:
    """The members of a header with their weights; a weight that is none counts as 1.

    >>> weights('text/html;q=0.5, text/turtle;profile="a,b" , */*;q=0')
    [('text/html', 0.5), ('text/turtle', 1.0), ('*/*', 0.0)]
    """
    found = []
    for part in _PART.findall(header)[:_MOST]:
        name, *rest = (each.strip().lower() for each in part.split(";"))
        told = [each[2:].strip() for each in rest if each.startswith("q=")]
        weight = float(told[0]) if told and _WEIGHT.fullmatch(told[0]) else 1.0
        if name:
            found.append((name, weight))
    return found


def weight_of(media: str, header: str) -> float:
    """How much a client wants a media type: by name before `text/*`, and that before `*/*`.

    >>> weight_of("text/turtle", "text/*;q=0.5, */*;q=0.1"), weight_of("text/turtle", "")
    (0.5, 1.0)
    """
    listed = weights(header)
    if not listed:
        return 1.0
    for name in (media, media.partition("/")[0] + "/*", "*/*"):
        said = [weight for each, weight in listed if each == name]
        if said:
            return said[0]
    return 0.0


def best(header: str, offered: Mapping[str, Sequence[str]]) -> str | None:
    """The format that a client wants most, of equals the first; None when it accepts none.

    >>> best("application/json, text/csv;q=0.9", ROWS), best("image/png", ROWS)
    ('json', None)
    """
    found = {name: max(weight_of(media, header) for media in medias) for name, medias in offered.items()}
    most = max(found.values())
    return next(name for name, weight in found.items() if weight == most) if most > 0 else None


def chosen(asked: str, offered: Mapping[str, Sequence[str]]) -> str | None:
    """The format that `?format=` names, by its name or a media type; None when there is no such.

    >>> chosen("text/csv", ROWS), chosen("pdf", ROWS)
    ('csv', None)
    """
    name = asked.strip().lower()
    return next((each for each, medias in offered.items() if name in (each, *medias)), None)


def language(header: str) -> str:
    """Dutch where it weighs more than English, else English.

    >>> language("nl-NL,nl;q=0.9,en;q=0.8"), language("de"), language("")
    ('nl', 'en', 'en')
    """
    found = {"nl": 0.0, "en": 0.0}
    for name, weight in weights(header):
        short = name.partition("-")[0]
        if short in found:
            found[short] = max(found[short], weight)
    return "nl" if found["nl"] > found["en"] else "en"
