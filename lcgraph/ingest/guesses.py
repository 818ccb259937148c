"""Best guesses at what the codes and sources of a project stand for; guesses, to be confirmed by a person.

Goes in: codes, sources, and the labels of the scheme and of the study. Comes out: at most one guess each.
Two texts are alike by the words they share (by their stems, so that *werving* meets *werven*) and by their
letters; where two motives are as alike, there is no guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

import pyoxigraph as ox

from lcgraph.ingest.codings import Code, Source, plain
from lcgraph.ingest.people import personal
from lcgraph.ingest.tables import is_code
from lcgraph.resources import ontology_files
from lcgraph.vocab import BASE, CODES, SKOS

Labels = Mapping[str, tuple[str, ...]]
"""A code's names: the code itself, and its labels in both languages."""

_ALIKE = 0.7
_APART = 0.03
_STEM = 5
_STOP = frozenset(
    re.findall(
        r"\w+",
        "de het een van voor door en of in op te met aan bij naar om "
        "the a an for by and or on to with from at motief motieven motive motives code",
    )
)
_ROLES: Labels = {
    "practice-partner": (
        *("practice-partner", "werkveldpartner", "praktijkpartner", "werkveld", "praktijk", "wv", "pp"),
        *("bedrijf", "company", "employer", "werkgever"),
    ),
    "education-partner": (
        *(
            "education-partner",
            "opleidingspartner",
            "onderwijspartner",
            "opleiding",
            "onderwijs",
            "opl",
            "ep",
        ),
        *("docent", "teacher", "school", "college"),
    ),
}


@lru_cache(maxsize=1)
def scheme_labels() -> dict[str, dict[str, tuple[str, ...]]]:
    """The labels of the shared schemes, by scheme and code."""
    named: dict[str, list[str]] = {}
    for path in ontology_files():
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if quad.predicate == SKOS.prefLabel and isinstance(quad.object, ox.Literal):
                named.setdefault(str(getattr(quad.subject, "value", "")), []).append(quad.object.value)
    return {
        scheme: {code: (code, *sorted(named.get(f"{BASE}{scheme}/{code}", ()))) for code in codes}
        for scheme, codes in CODES.items()
    }


def motive_of(code: Code, motives: Labels) -> str:
    """The motive that a code's name is most like, or "".

    >>> motive_of(Code("1", "Werving personeel"), scheme_labels()["motive"])
    'recruitment'
    """
    ranked = sorted(((likeness(code.name, names), motive) for motive, names in motives.items()), reverse=True)
    if not ranked or ranked[0][0] < _ALIKE:
        return ""
    if len(ranked) > 1 and ranked[0][0] < 1 and ranked[0][0] - ranked[1][0] < _APART:
        return ""
    return ranked[0][1]


def cluster_of(code: Code, clusters: Labels) -> str:
    """The cluster that one of a code's ancestors is most like, the nearest ancestor first, or ""."""
    for name in reversed(code.path):
        best = max(
            ((likeness(name, names), cluster) for cluster, names in clusters.items()), default=(0.0, "")
        )
        if best[0] >= _ALIKE:
            return best[1]
    return ""


def likeness(text: str, names: Iterable[str]) -> float:
    """How alike a text is to the most alike of names: 0 (not) to 1 (the same words)."""
    return max((_alike(_words(text), _words(name)) for name in names), default=0.0)


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    words = plain(text[:200].replace("-", " ")).split()
    return tuple(word for word in words if word not in _STOP) or tuple(words)


@lru_cache(maxsize=100_000)
def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if one == other and one:
        return 1.0
    if not one or not other:
        return 0.0
    stems, others = {w[:_STEM] for w in one}, {w[:_STEM] for w in other}
    shared = len(stems & others)
    by_words = 0.95 * (2 * shared / (len(stems) + len(others)))
    matcher = SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False)
    by_letters = matcher.ratio() if matcher.real_quick_ratio() > _ALIKE else 0.0
    return max(by_words, 0.95 * by_letters)


# ---- Sources


def case_of(source: Source, cases: Labels) -> str:
    """The one case that a source's variables, folders or name speak of, or ""."""
    return _spoken_of(source, cases)


def role_of(source: Source) -> str:
    """The one role that a source's variables, folders or name speak of, or ""."""
    return _spoken_of(source, _ROLES)


def _spoken_of(source: Source, codes: Labels) -> str:
    """The code that one of a source's texts is, else the one that its words hold; "" when two fit."""
    texts = [value for _, value in source.variables] + re.split(r"[/\\]", source.name)
    named = {code for code, names in codes.items() for text in texts if likeness(text, names) >= 0.9}
    if len(named) == 1:
        return named.pop()
    held = {
        code for code, names in codes.items() for text in texts if any(_within(name, text) for name in names)
    }
    return held.pop() if len(held) == 1 else ""


def _within(name: str, text: str) -> bool:
    inside, words = plain(name.replace("-", " ")).split(), plain(text.replace("-", " ")).split()
    size = len(inside)
    return bool(inside) and any(words[i : i + size] == inside for i in range(len(words) - size + 1))


def pseudonym_of(source: Source, taken: Iterable[str]) -> str:
    """A source's name as an id, where that tells no person's name; else the next free number: r01, r02.

    >>> pseudonym_of(Source("1", "B7.docx"), ()), pseudonym_of(Source("2", "Jan de Vries.docx"), ["r01"])
    ('B7', 'r02')
    """
    used = set(taken)
    stem = re.sub(
        r"\.(docx?|txt|rtf|odt|pdf|md|mp3|mp4|wav|m4a)$", "", re.split(r"[/\\]", source.name)[-1], flags=re.I
    )
    slug = stem if is_code(stem) else "-".join(re.findall(r"[a-z0-9]+", plain(stem.replace("-", " "))))
    mark = bool(re.search(r"\d", slug)) and not re.search(r"[a-z]{12,}", slug)
    if mark and len(slug) <= 24 and not personal(stem) and slug not in used:
        return slug
    number = 1
    while f"r{number:02}" in used:
        number += 1
    return f"r{number:02}"
