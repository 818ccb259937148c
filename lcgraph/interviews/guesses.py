"""Best guesses at what the codes and sources of a project stand for; guesses, to be confirmed by a person.

Goes in: codes, sources, and the labels of the scheme and of the study. Comes out: at most one guess each.
Two texts are alike by the words they share (by their stems, so that *werving* meets *werven*) and by their
letters; where two motives are as alike, there is no guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import pyoxigraph as ox

from lcgraph.interviews.likeness import likeness, plain, within
from lcgraph.interviews.project import CASE_NAME, SET_NAME, Code, Source
from lcgraph.interviews.spreadsheet import FIELDS
from lcgraph.resources import ontology_files
from lcgraph.study.pseudonyms import personal
from lcgraph.study.tables import is_code
from lcgraph.vocab import BASE, CODES, SKOS

Labels = Mapping[str, tuple[str, ...]]
"""A code's names: the code itself, and its labels in both languages."""

_ALIKE = 0.7
_APART = 0.03
_STUDY_IRI = 500  # characters in which the IRI of a motive is looked for
_IRI = re.compile(rf"{re.escape(BASE)}(?:study/[^/\s]+/)?motive/([^/\s]+)\s*$")
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


_SYNONYMS = {
    "start": ("begin", "aanvang", "bij aanvang", "beginning", "at the start", "t0"),
    "now": ("nu", "heden", "huidig", "current", "present", "t1"),
    "collective": ("collectief", "samenwerkingsverband"),
    "organisational": ("organisatie", "organisation", "organization", "organizational", "organisationeel"),
    "individual": ("individu", "individueel", "persoon", "person"),
}
_PHASES: Labels = {"start": ("start", "begin", "aanvang"), "now": ("now", "nu", "heden")}
"""The words by which the name of a source tells a phase; fewer than in a column, which tells nothing else."""


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


def written_by_us(code: Code) -> str:
    """The motive whose IRI stands at the end of a description, as in code books of `lcgraph export`, or "".

    >>> written_by_us(Code("1", "Vers", description="Brood. https://w3id.org/lcgraph/study/t/motive/fresh-bread"))
    'fresh-bread'
    """
    found = _IRI.search(code.description[-_STUDY_IRI:])
    return found[1] if found and is_code(found[1]) else ""


def cluster_of(code: Code, clusters: Labels) -> str:
    """The cluster that one of a code's ancestors is most like, the nearest ancestor first, or ""."""
    for name in reversed(code.path):
        best = max(
            ((likeness(name, names), cluster) for cluster, names in clusters.items()), default=(0.0, "")
        )
        if best[0] >= _ALIKE:
            return best[1]
    return ""


@lru_cache(maxsize=10_000)
def value_of(scheme: str, written: str) -> str:
    """The code of a level or phase that is written as its code, its label or a word like it, or "".

    >>> value_of("phase", "Bij de start"), value_of("level", "organisatie"), value_of("level", "hoog")
    ('start', 'organisational', '')
    """
    for code, names in scheme_labels()[scheme].items():
        if written == code or plain(written) in _SYNONYMS.get(code, ()) or likeness(written, names) == 1:
            return code
    return ""


def mark_of(code: Code) -> dict[str, str]:
    """The level or phase that a code says instead of a motive, by scheme; else nothing.

    The name must be that of a value, and the name or an ancestor must say of what.

    >>> mark_of(Code("1", "Collectief", ("Niveau",))), mark_of(Code("2", "fase.nu")), mark_of(Code("3", "Nu"))
    ({'level': 'collective'}, {'phase': 'now'}, {})
    """
    name = plain(code.name.replace(".", " ").replace("-", " ")).split()
    above = {word for text in code.path for word in plain(text).split()}
    for scheme in ("level", "phase"):
        heads = {scheme, *FIELDS[scheme]}
        rest = " ".join(word for word in name if word not in heads)
        value = value_of(scheme, rest) if heads & {*above, *name} else ""
        if value:
            return {scheme: value}
    return {}


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
        code for code, names in codes.items() for text in texts if any(within(name, text) for name in names)
    }
    return held.pop() if len(held) == 1 else ""


def phase_of(source: Source) -> str:
    """The one phase that a variable for it, a set or the name of a source speaks of, or ""."""
    heads = {"phase", *FIELDS["phase"]}
    told = {value_of("phase", value) for name, value in source.variables if plain(name) in heads} - {""}
    if told:
        return told.pop() if len(told) == 1 else ""
    sets = tuple((name, value) for name, value in source.variables if name == SET_NAME)
    return _spoken_of(Source(source.id, _stem(source), sets), _PHASES)


def person_of(source: Source, cases: Labels) -> tuple[str, bool]:
    """The id of the person that a source's case or name tells, or "", and whether it is its case that tells.

    Only what looks like a pseudonym is taken: with a number in it, and no person's name. The case of an
    analysis program may also be a learning community: then it tells no person.

    >>> person_of(Source("1", "w11 start.docx"), {})
    ('w11', False)
    >>> person_of(Source("1", "a.txt", (("case name", "W 7"),)), {})
    ('w-7', True)
    """
    named = [value for name, value in source.variables if name == CASE_NAME]
    community = any(likeness(name, names) >= 0.9 for name in named for names in cases.values())
    if len(named) == 1 and not community and (slug := _pseudonym(named[0])):
        return slug, True
    stem = _stem(source)
    if phase_of(source):
        words = re.split(r"[\s_-]+", stem)
        stem = "-".join(w for w in words if not any(plain(w) in names for names in _PHASES.values())) or stem
    return _pseudonym(stem), False


def _stem(source: Source) -> str:
    name = re.split(r"[/\\]", source.name)[-1]
    return re.sub(r"\.(docx?|txt|rtf|odt|pdf|md|mp3|mp4|wav|m4a)$", "", name, flags=re.IGNORECASE)


def _pseudonym(text: str) -> str:
    """A text as an id where it looks like a pseudonym, or ""."""
    slug = text if is_code(text) else "-".join(re.findall(r"[a-z0-9]+", plain(text.replace("-", " "))))
    mark = re.search(r"\d", slug) and not re.search(r"[a-z]{12,}", slug)
    return slug if mark and len(slug) <= 24 and not personal(text) else ""


def free_number(taken: Iterable[str]) -> str:
    """The next free number as an id.

    >>> free_number(["r01", "B7"])
    'r02'
    """
    used = set(taken)
    number = 1
    while f"r{number:02}" in used:
        number += 1
    return f"r{number:02}"
