"""What codes say of other codings: a level or a phase that was coded beside a motive, or around it.

A table has columns for level and phase, a project for qualitative analysis has codes only. So researchers
code the level of a motive with a second code at the same segment, and the phase often with a code around a
whole part of the interview. Goes in: codings of motives, and codings that say a value. Comes out: for every
coding of a motive the values that lie around it.

A value counts for the codings of the same coder in the same source, at a segment that lies within its own;
of several segments around a coding the innermost one counts. Positions are compared where they count the same
(characters, milliseconds); an area of a page or picture must be the same one, and where a file gives no
positions (tables), the two segments must be the same text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from lcgraph.interviews.project import Coding

_Where = tuple[str, str, str, str, str]
_Span = tuple[int, int]


def values_around(
    codings: Sequence[Coding], said: Iterable[tuple[Coding, str]]
) -> tuple[list[frozenset[str]], int]:
    """For each coding the values at its place, in the order of the codings; and how many `said` were idle.

    `said` are the codings that say a value. A set with several values is a contradiction; a value that lies
    around no coding is idle. Takes time n log n, however the segments overlap.
    """
    values: dict[_Where, dict[_Span, list[str]]] = defaultdict(lambda: defaultdict(list))
    idle = 0
    for coding, value in said:
        place = _place(coding)
        idle += 1
        if place:
            values[place[0]][place[1]].append(value)
    asked: dict[_Where, list[tuple[_Span, int]]] = defaultdict(list)
    for number, coding in enumerate(codings):
        place = _place(coding)
        if place and place[0] in values:
            asked[place[0]].append((place[1], number))
    found: list[frozenset[str]] = [frozenset()] * len(codings)
    for where, spans in values.items():
        used = set()
        for number, span in _innermost(list(spans), asked.get(where, [])):
            found[number] = frozenset(spans[span])
            used.add(span)
        idle -= sum(len(spans[span]) for span in used)
    return found, idle


def placed(coding: Coding) -> bool:
    """Whether anything tells where a coding stands."""
    return _place(coding) is not None


def _place(coding: Coding) -> tuple[_Where, _Span] | None:
    """Where a coding stands: whose it is in which text, and from where to where; None when nothing tells."""
    if coding.start is not None and coding.end is not None:
        where = coding.source, coding.document, coding.coder, coding.measure, ""
        return where, (coding.start, coding.end)
    if coding.segment:
        return (coding.source, coding.document, coding.coder, "", coding.segment), (0, 0)
    return None


def _innermost(spans: list[_Span], asked: list[tuple[_Span, int]]) -> Iterator[tuple[int, _Span]]:
    """For each numbered span the one around it that starts last (of those, the shortest), if there is one.

    Both are walked by their start; a binary indexed tree (Fenwick, 1994) over the ends keeps the last span
    that ends at or after each of them.
    """
    spans.sort(key=lambda span: (span[0], -span[1]))
    ends = sorted({end for _, end in spans})
    last = [-1] * (len(ends) + 1)
    met = 0
    for (start, end), number in sorted(asked):
        while met < len(spans) and spans[met][0] <= start:
            at = len(ends) - bisect_left(ends, spans[met][1])
            while at <= len(ends):
                last[at] = met
                at += at & -at
            met += 1
        at, best = len(ends) - bisect_left(ends, end), -1
        while at:
            best = max(best, last[at])
            at -= at & -at
        if best >= 0:
            yield number, spans[best]
