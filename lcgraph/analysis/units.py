"""What coders had before them: the passages, or the interviews, on which each of them has decided.

Goes in: codings, each of a respondent, in a source, at a segment, by a coder. Comes out: (unit, coder,
motive), with "" for a motive where a coder read a unit and gave none there. A coder who coded anything in an
interview (the words of one respondent in one source) has read it, so that every passage that anyone coded in
it was before each of its coders. Passages are one unit where they are the same words, white space aside, or
where they overlap: one holds the other, or the end of one is the beginning of the other, by enough characters
to be no accident.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

_ENOUGH: Final = 20


class Coded(NamedTuple):
    """One coding, as the table of mentions has it."""

    respondent: str
    source: str
    segment: str
    coder: str
    motive: str


def units(codings: Iterable[Coded], unit: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Each unit with each of its coders and each motive given there, "" once for who gave none.

    >>> coded = [Coded("w1", "t", "one", "a", "image"), Coded("w1", "t", "two", "b", "image")]
    >>> [(coder, motive) for place, coder, motive in units(coded, "segment") if place[-1] == "one"]
    [('a', ''), ('b', ''), ('a', 'image')]
    """
    interviews: dict[tuple[str, ...], list[Coded]] = {}
    for coding in codings:
        where: tuple[str, ...] = (coding.respondent,)
        if unit != "respondent":
            where = (coding.respondent, coding.source)
        interviews.setdefault(where, []).append(coding)
    for where, coded in interviews.items():
        coders = list(dict.fromkeys(each.coder for each in coded))
        if unit == "respondent":
            yield from ((where, each.coder, each.motive) for each in coded)
            continue
        texts = list(dict.fromkeys(words for each in coded if (words := " ".join(each.segment.split()))))
        passage = joined(texts)
        for words in dict.fromkeys(passage.values()):
            yield from (((*where, words), coder, "") for coder in coders)
        for each in coded:
            if words := " ".join(each.segment.split()):
                yield (*where, passage[words]), each.coder, each.motive


def joined(texts: Sequence[str]) -> dict[str, str]:
    """By passage the first of those that it overlaps with, through others too.

    >>> joined(["we do it for our own good image", "for our own good image and no more"]).values()
    dict_values(['we do it for our own good image', 'we do it for our own good image'])
    """
    first = {text: text for text in texts}

    def root(text: str) -> str:
        while first[text] != text:
            text = first[text]
        return text

    for at, text in enumerate(texts):
        for other in texts[:at]:
            if root(other) != root(text) and overlap(text, other):
                first[root(text)] = root(other)
    return {text: root(text) for text in texts}


def overlap(one: str, other: str) -> bool:
    """Whether two passages share words at their place in a text, as far as the words alone can tell."""
    short, long = sorted((one, other), key=len)
    if short == long or len(short) < _ENOUGH:
        return short == long
    return short in long or _runs_on(one, other) or _runs_on(other, one)


def _runs_on(one: str, other: str) -> bool:
    """Whether the end of one passage is the beginning of the other."""
    at = one.find(other[:_ENOUGH])
    while at >= 0:
        if other.startswith(one[at:]):
            return True
        at = one.find(other[:_ENOUGH], at + 1)
    return False
