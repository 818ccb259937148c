"""How alike groups are: a tree of who joins whom, and a map with groups and motives in one plane.

In the tree the line that joins two groups stands at their mean distance (`lcgraph.analysis.likeness`). On the
map a name stands beside its dot, or at the end of a thin line where others are in the way.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from lcgraph.analysis.concepts import Context
from lcgraph.analysis.likeness import Join, Map, Place, correspondence, joins
from lcgraph.errors import CallError
from lcgraph.render.lettering import width, wrapped
from lcgraph.render.pictures.canvas import (
    DEEP,
    FAINT,
    INK,
    SOFT,
    Dot,
    Grid,
    Line,
    Picture,
    Sheet,
    Word,
    framed,
)
from lcgraph.say import Text

_TREE: Final = Text(nl="Wie op elkaar lijkt", en="Who is alike")
_TREE_READ: Final = Text(
    nl="Hoe verder naar links twee takken samenkomen, hoe meer zij delen. De afstand is het deel van wat een "
    "van beide heeft dat zij niet allebei hebben (Jaccard): 0 alles gedeeld, 1 niets. Tussen groepen van "
    "meer telt het gemiddelde van alle paren (average linkage).",
    en="The further to the left two branches meet, the more they share. The distance is the part of what "
    "either has that not both have (Jaccard): 0 all shared, 1 nothing. Between groups of several the mean of "
    "all pairs counts (average linkage).",
)
_TREE_HEADS: Final = Text(nl="samengevoegd;met;afstand", en="joined;with;distance")
_MAP: Final = Text(nl="Wie en wat bij elkaar hoort", en="Who and what belong together")
_MAP_READ: Final = Text(
    nl="Volle punten dicht bijeen noemen naar verhouding hetzelfde; open ruiten dicht bijeen komen bij "
    "dezelfden voor. Een ruit ligt in de richting van wie haar naar verhouding vaak heeft. De afstand van "
    "een punt tot een ruit zegt niets op zichzelf. De assen tonen {} % en {} % van de verschillen "
    "(correspondentieanalyse).",
    en="Full dots close together have much the same, in proportion; open diamonds close together occur with "
    "the same. A diamond lies in the direction of those who have it often, in proportion. The distance from "
    "a dot to a diamond means nothing by itself. The axes show {}% and {}% of the differences "
    "(correspondence analysis).",
)
_NO_PLACE: Final = Text(nl="Zonder plaats, want met niets: {}.", en="Without a place, having nothing: {}.")
_MAP_HEADS: Final = Text(nl="wat;as 1;as 2", en="what;axis 1;axis 2")
_SIZE, _ROW, _LONG = 11.0, 22.0, 420.0
Room = tuple[float, float, float, float]


def draw_dendrogram(
    context: Context, *, lang: str, labels: Sequence[str], names: Sequence[str], notes: Sequence[str] = ()
) -> Picture:
    """The tree of the objects of a context, called `names` in their order; `labels` are of no use here."""
    _enough(context, 2)
    found = joins(context)
    order = found[-1].left + found[-1].right
    sheet = Sheet()
    lines = [wrapped(names[place], 220, _SIZE) for place in order]
    left = 14 + max(width(line, _SIZE) for each in lines for line in each)
    y, rows = 26.0, {}
    for place, each in zip(order, lines, strict=True):
        high = max(_ROW, _SIZE * 1.3 * len(each) + 6)
        rows[place] = y + high / 2
        first = rows[place] + 4 - _SIZE * 0.65 * (len(each) - 1)
        for number, line in enumerate(each):
            sheet.add(Word(x=left - 8, y=first + _SIZE * 1.3 * number, text=line, size=_SIZE, anchor="end"))
        y += high
    for part in (0, 0.25, 0.5, 0.75, 1):
        x = left + part * _LONG
        sheet.add(Word(x=x, y=12, text=f"{part:g}", size=10, anchor="middle", fill=SOFT))
        sheet.add(Line(x=x, y=18, pieces=((0, 0, 0, y - 18),), stroke=FAINT, thick=0.7, dash=(3, 3)))
    at: dict[tuple[int, ...], tuple[float, float]] = {(place,): (left, rows[place]) for place in order}
    for join in found:
        x = left + float(join.distance) * _LONG
        (x1, y1), (x2, y2) = at[join.left], at[join.right]
        pieces = ((x1 - x, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, y2 - y1), (x2 - x, y2 - y1, 0.0, y2 - y1))
        sheet.add(Line(x=x, y=y1, pieces=pieces, stroke=DEEP, thick=1.6))
        at[join.left + join.right] = (x, (y1 + y2) / 2)
    sheet.wide, sheet.high = left + _LONG + 16, y
    told = _TREE_READ.in_(lang)
    return framed(
        "dendrogram",
        lang,
        _TREE.in_(lang),
        "",
        sheet,
        notes=[told, *notes],
        data=[Grid(_TREE.in_(lang), tuple(_TREE_HEADS.in_(lang).split(";")), _joined(found, names))],
        description=told,
    )


def _joined(found: Sequence[Join], names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            ", ".join(names[place] for place in join.left),
            ", ".join(names[place] for place in join.right),
            f"{float(join.distance):.3f}",
        )
        for join in found
    )


def draw_map(
    context: Context, *, lang: str, labels: Sequence[str], names: Sequence[str], notes: Sequence[str] = ()
) -> Picture:
    """The map of a context; `labels` are of its attributes, `names` of its objects, in order."""
    _enough(context, 1)
    found = correspondence(context)
    sheet = _mapped(found, labels, names)
    rounded = (f"{100 * share:.0f}" for share in found.shares)
    told = [_MAP_READ.in_(lang).format(*rounded)]
    placed = {each.of for each in found.objects}, {each.of for each in found.attributes}
    if nowhere := [name for one, there in zip((names, labels), placed, strict=True)
                   for place, name in enumerate(one) if place not in there]:  # fmt: skip
        told.append(_NO_PLACE.in_(lang).format(", ".join(nowhere)))
    rows = tuple(
        (name[each.of], f"{each.x:.3f}", f"{each.y:.3f}")
        for name, places in ((names, found.objects), (labels, found.attributes))
        for each in places
    )
    return framed(
        "map",
        lang,
        _MAP.in_(lang),
        "",
        sheet,
        notes=[*told, *notes],
        data=[Grid(_MAP.in_(lang), tuple(_MAP_HEADS.in_(lang).split(";")), rows)],
        description=told[0],
    )


def _mapped(found: Map, labels: Sequence[str], names: Sequence[str]) -> Sheet:
    """Dots, diamonds and their names, both axes on one scale."""
    every = [*found.objects, *found.attributes]
    wide, high = 640.0, 460.0
    reach_x = max(each.x for each in every) - min(each.x for each in every)
    reach_y = max(each.y for each in every) - min(each.y for each in every)
    scale = min(wide / reach_x if reach_x else 1e9, high / reach_y if reach_y else 1e9)
    scale = 1.0 if scale >= 1e9 else scale
    middle = 150 - scale * min(each.x for each in every), 30 + scale * max(each.y for each in every)

    def at(place: Place) -> tuple[float, float]:
        return round(middle[0] + scale * place.x, 1), round(middle[1] - scale * place.y, 1)

    sheet = Sheet()
    bottom, right = 60 + scale * reach_y, 300 + scale * reach_x
    sheet.add(Line(x=middle[0], y=10, pieces=((0, 0, 0, bottom - 10),), stroke=FAINT, thick=0.8, dash=(4, 3)))
    sheet.add(Line(x=20, y=middle[1], pieces=((0, 0, right - 40, 0),), stroke=FAINT, thick=0.8, dash=(4, 3)))
    points: dict[tuple[bool, tuple[float, float]], list[str]] = {}
    for name, is_object, places in ((names, True, found.objects), (labels, False, found.attributes)):
        for each in places:
            points.setdefault((is_object, at(each)), []).append(name[each.of])
    taken: list[Room] = [(x - 6, y - 6, x + 6, y + 6) for _, (x, y) in points]
    low = bottom
    for (is_object, (x, y)), called in points.items():
        low = max(low, _named(sheet, x, y, called, taken, bold=is_object))
    for is_object, (x, y) in points:
        if is_object:
            sheet.add(Dot(x=x, y=y, r=4.5, fill=DEEP))
        else:
            sheet.add(Dot(x=x, y=y, r=4, shape="diamond", fill="#ffffff", stroke=INK, thick=1.2))
    sheet.wide, sheet.high = right, low + 4
    return sheet


def _named(
    sheet: Sheet, x: float, y: float, called: Sequence[str], taken: list[Room], *, bold: bool
) -> float:
    """Names beside a point, where nothing else is; returns how low they reach."""
    ends = [f"{name};" for name in called[:-1]] + [called[-1]]
    lines = [line for name in ends for line in wrapped(name, 150, 10.5, bold=bold)]
    wide = max(width(line, 10.5, bold=bold) for line in lines)
    high = 13.0 * len(lines)
    own = (x - 6, y - 6, x + 6, y + 6)
    others = [each for each in taken if each != own]
    free: list[tuple[float, float, float]] = []
    for far, left, top in _around(x, y, wide, high):
        if min(left, top) < 0:
            continue
        room = (left - 2, top - 1, left + wide + 2, top + high + 1)
        hidden = sum(_over(room, each) for each in others)
        crossed = sum(_over(step, each) for step in _lead(x, y, room) for each in others)
        free.append((1000 * hidden + 12 * crossed + far, left, top))
        if far >= min(free)[0]:
            break
    _, left, top = min(free)
    room = (left - 2, top - 1, left + wide + 2, top + high + 1)
    lead = list(_lead(x, y, room))
    taken += [room, *lead]
    if lead:
        end = min(max(x, left), left + wide) - x, min(max(y, top), top + high) - y
        sheet.add(Line(x=x, y=y, pieces=((0, 0, *end),), stroke="#9a9a9a", thick=0.7))
    for number, line in enumerate(lines):
        base, fill = top + 10 + 13 * number, INK if bold else SOFT
        sheet.add(Word(x=left, y=base, text=line, size=10.5, bold=bold, fill=fill))
    return top + high


def _lead(x: float, y: float, room: Room) -> Iterator[Room]:
    """The rooms along the thin line from a point to a room, where it does not stand beside it."""
    end = min(max(x, room[0]), room[2]), min(max(y, room[1]), room[3])
    far = max(abs(end[0] - x), abs(end[1] - y))
    steps = int(far / 3) if far > 14 else 0
    for step in range(2, steps):
        at = x + (end[0] - x) * step / steps, y + (end[1] - y) * step / steps
        yield at[0] - 1, at[1] - 1, at[0] + 1, at[1] + 1


def _around(x: float, y: float, wide: float, high: float) -> Iterator[tuple[float, float, float]]:
    """How far from a point, and the corners of a room there, the nearest first; beside it before above it."""
    for far in (8.0, *range(14, 330, 9)):
        for turn in (0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 7, 9, 3, 13, 5, 11):
            across, up = math.cos(turn * math.pi / 8), math.sin(turn * math.pi / 8)
            left = x + far * across + wide * (across - 1) / 2
            yield far, left, y - far * up - high * (up + 1) / 2


def _over(one: Room, other: Room) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _enough(context: Context, least: int) -> None:
    if len(context.objects) < least or not any(context.rows):
        raise CallError(
            nl="er is niets te tekenen: te weinig objecten, of geen ervan heeft iets",
            en="there is nothing to draw: too few objects, or none of them has anything",
        )
