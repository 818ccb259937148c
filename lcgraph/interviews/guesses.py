"""Best guesses at what the codes and sources of a project stand for; guesses, to be confirmed by a person.

Goes in: codes, sources, and the schemes, shared ones and those of the study. Comes out: at most one guess
each. Labels, short labels and the words that the ontology has beside them (`skos:hiddenLabel`) are looked
for; where two codes fit as well, there is no guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from lcgraph.interviews.fields import FIELDS
from lcgraph.interviews.likeness import ALIKE, likeness, plain, within
from lcgraph.interviews.project import CASE_NAME, SET_NAME, Code, Source
from lcgraph.schemes import Schemes, is_code
from lcgraph.study.pseudonyms import personal
from lcgraph.vocab import BASE

MARKS = ("level", "phase")
"""The schemes of which a code can say a value for what is coded at its place."""

Words = Mapping[str, tuple[str, ...]]
"""By code what people may call it."""

_APART = 0.03
_SAME = 0.9
_STUDY_IRI = 500  # characters in which the IRI of a motive is looked for
_IRI = re.compile(rf"{re.escape(BASE)}(?:study/[^/\s]+/)?motive/([^/\s]+)\s*$")
_ENDING = re.compile(r"\.(docx?|txt|rtf|odt|pdf|md|mp3|mp4|wav|m4a)$", re.IGNORECASE)


@lru_cache(maxsize=100)
def words_of(scheme: str, schemes: Schemes) -> tuple[Words, Words]:
    """By code its names (code, labels, short labels); and by code the other words that may mean it."""
    concepts = [each for code in schemes.codes(scheme) if (each := schemes.get(scheme, code))]
    return {each.code: each.names for each in concepts}, {each.code: each.hidden for each in concepts}


def motive_of(code: Code, schemes: Schemes) -> str:
    """The motive that a code's name is most like, or "".

    >>> from lcgraph.schemes import shared
    >>> motive_of(Code("1", "Werving personeel"), shared())
    'recruitment'
    """
    return _motive_like(code.name, schemes)


def motives_of(code: Code, schemes: Schemes) -> tuple[str, ...]:
    """The motives that the parts of a name between commas are each most like; none where one is like none.

    >>> from lcgraph.schemes import shared
    >>> [motives_of(Code("1", name), shared()) for name in ("Imago, werven van personeel", "Imago")]
    [('image', 'recruitment'), ()]
    """
    if schemes.meanings("motive", code.name):
        return ()
    parts = [part for part in code.name.split(",") if part.strip()]
    found = [_motive_like(part, schemes) for part in parts]
    return tuple(dict.fromkeys(found)) if len(found) > 1 and all(found) else ()


def motive_above(code: Code, schemes: Schemes) -> str:
    """The motive that an ancestor's name is most like, the nearest ancestor first, or "".

    >>> from lcgraph.schemes import shared
    >>> motive_above(Code("1", "with clients", ("Capital", "Image")), shared())
    'image'
    """
    return next(filter(None, (_motive_like(name, schemes) for name in reversed(code.path))), "")


def _motive_like(name: str, schemes: Schemes) -> str:
    motives, _ = words_of("motive", schemes)
    ranked = sorted(((likeness(name, names), motive) for motive, names in motives.items()), reverse=True)
    if not ranked or ranked[0][0] < ALIKE:
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


def cluster_of(code: Code, schemes: Schemes) -> str:
    """The cluster that one of a code's ancestors, the nearest first, or of its groups is most like, or ""."""
    clusters, _ = words_of("cluster", schemes)
    for name in (*reversed(code.path), *code.groups):
        best = max(
            ((likeness(name, names), cluster) for cluster, names in clusters.items()), default=(0.0, "")
        )
        if best[0] >= ALIKE:
            return best[1]
    return ""


@lru_cache(maxsize=10_000)
def value_of(scheme: str, written: str, schemes: Schemes) -> str:
    """The code that is written as its code, its label or a word like it, or "".

    >>> from lcgraph.schemes import shared
    >>> value_of("phase", "Bij de start", shared()), value_of("level", "hoog", shared())
    ('start', '')
    """
    meant = schemes.meanings(scheme, written)
    if meant:
        return meant[0] if len(meant) == 1 else ""
    names, hidden = words_of(scheme, schemes)
    for words in (names, hidden):
        found = [code for code, each in words.items() if likeness(written, each) == 1]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def mark_of(code: Code, schemes: Schemes) -> dict[str, str]:
    """The level or phase that a code says instead of a motive, by scheme; else nothing.

    The name must be that of a value, and the name or an ancestor must say of what.

    >>> from lcgraph.schemes import shared
    >>> mark_of(Code("1", "Collectief", ("Niveau",)), shared()), mark_of(Code("3", "Nu"), shared())
    ({'level': 'collective'}, {})
    """
    name = plain(code.name.replace(".", " ").replace("-", " ")).split()
    above = {word for text in code.path for word in plain(text).split()}
    for scheme in MARKS:
        heads = {scheme, *FIELDS[scheme]}
        rest = " ".join(word for word in name if word not in heads)
        value = value_of(scheme, rest, schemes) if heads & {*above, *name} else ""
        if value:
            return {scheme: value}
    return {}


# ---- Sources


def case_of(source: Source, schemes: Schemes) -> str:
    """The one case that a source's variables, folders or name speak of, or ""."""
    return _spoken_of(source, words_of("case", schemes))


def role_of(source: Source, schemes: Schemes) -> str:
    """The one role that a source's variables, folders or name speak of, or ""."""
    return _spoken_of(source, words_of("role", schemes))


def _spoken_of(source: Source, said: Iterable[Words]) -> str:
    """The code that one of a source's texts is, else the one that its words hold; "" when two fit.

    Of several kinds of words the first of which any is found tells.
    """
    texts = [value for _, value in source.variables] + re.split(r"[/\\]", source.name)
    for is_so in (_same, _held):
        for words in said:
            found = {code for code, names in words.items() for text in texts if is_so(text, names)}
            if found:
                return found.pop() if len(found) == 1 else ""
    return ""


def _same(text: str, names: Iterable[str]) -> bool:
    return likeness(text, names) >= _SAME


def _held(text: str, names: Iterable[str]) -> bool:
    return any(within(name, text) for name in names)


def phase_of(source: Source, schemes: Schemes) -> str:
    """The one phase that a variable for it, a set or the name of a source speaks of, or ""."""
    heads = {"phase", *FIELDS["phase"]}
    told = {value_of("phase", value, schemes) for name, value in source.variables if plain(name) in heads}
    told -= {""}
    if told:
        return told.pop() if len(told) == 1 else ""
    sets = tuple((name, value) for name, value in source.variables if name == SET_NAME)
    return _spoken_of(Source(source.id, _stem(source), sets), _bare_phases(schemes))


@lru_cache(maxsize=100)
def _bare_phases(schemes: Schemes) -> tuple[Words, ...]:
    """The words by which the name of a source tells a phase: no number, which there may tell anything."""
    return tuple(
        {code: tuple(name for name in names if not re.search(r"\d", name)) for code, names in words.items()}
        for words in words_of("phase", schemes)
    )


def person_of(source: Source, schemes: Schemes) -> tuple[str, bool]:
    """The id of the person that a source's case or name tells, or "", and whether it is its case that tells.

    Only what looks like a pseudonym is taken: with a number in it, and no person's name. The case of an
    analysis program may also be a case of the study: then it tells no person.

    >>> from lcgraph.schemes import shared
    >>> person_of(Source("1", "w11 start.docx"), shared())
    ('w11', False)
    >>> person_of(Source("1", "a.txt", (("case name", "W 7"),)), shared())
    ('w-7', True)
    """
    named = [value for name, value in source.variables if name == CASE_NAME]
    cases, _ = words_of("case", schemes)
    is_case = any(_same(name, names) for name in named for names in cases.values())
    if len(named) == 1 and not is_case and (slug := _pseudonym(named[0])):
        return slug, True
    stem = _stem(source)
    if phase_of(source, schemes):
        said = {plain(name) for words in _bare_phases(schemes) for names in words.values() for name in names}
        stem = "-".join(word for word in re.split(r"[\s_-]+", stem) if plain(word) not in said) or stem
    return _pseudonym(stem), False


_NO_INTERVIEW = re.compile(
    r"interview ?(guide|leidraad|protocol|schema|vragen|questions|plan)|topic ?(lijst|list|guide)|leidraad|"
    r"vragenlijst|questionnaire|guide|protocol|code ?(book|boek)|codeboek|memo|read ?me|lees ?mij|template|"
    r"sjabloon|format|informed consent|toestemming\w*|consent( form)?|uitnodiging|invitation|field ?notes?|"
    r"veldnotities?|notes|notities|notulen|minutes|agenda|planning|verwijderd|removed|deleted|withdrawn|"
    r"teruggetrokken|ingetrokken|vervallen|test|proef|pilot|instructions?|instructies?|"
    r"(sub)?tota(al|len|ls?)|som|sum|gemiddelde|average|mean"
)


def no_interview(source: Source) -> bool:
    """Whether the name of a source says that it is no interview: a guide, a memo, the row of the totals.

    >>> no_interview(Source("1", "Interviewleidraad.docx")), no_interview(Source("1", "W5 (removed)"))
    (True, True)
    >>> no_interview(Source("1", "Interview 5"))
    False
    """
    name = plain(re.sub(r"[-_()\[\]]", " ", _stem(source)))
    return bool(re.search(rf"\b({_NO_INTERVIEW.pattern})\b", name))


def _stem(source: Source) -> str:
    return _ENDING.sub("", re.split(r"[/\\]", source.name)[-1])


def _pseudonym(text: str) -> str:
    """A text as an id where it looks like a pseudonym, or ""."""
    words = plain(text.replace("-", " "))
    if not words.isascii():  # what is left of it would be a number of something else
        return ""
    slug = text if is_code(text) else "-".join(re.findall(r"[a-z0-9]+", words))
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
