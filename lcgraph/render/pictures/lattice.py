"""Concepts as a line diagram: each dot a concept, more objects above, more attributes below.

Labels are reduced (Ganter & Wille, 1999): an attribute stands once, at the highest concept that has it, an
object once, at the lowest. Layers by the longest way from the top; within a layer by the middle of the
neighbours, to and fro, for few crossings. Beyond so many concepts only those with many objects are drawn
(the iceberg; Stumme et al., 2002), and that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lcgraph.analysis.concepts import Context, Lattice, bits, concepts, lattice
from lcgraph.errors import CallError
from lcgraph.render.lettering import width, wrapped
from lcgraph.render.pictures.canvas import DEEP, INK, SOFT, Box, Dot, Grid, Line, Picture, Sheet, Word, framed
from lcgraph.say import Text

MOST: Final = 60
_TITLE: Final = Text(nl="Welke motieven samen voorkomen", en="Which motives come together")
_READ: Final = Text(
    nl="Een punt is een begrip: een grootste verzameling gevallen met alles wat zij delen. Wat erboven staat "
    "geldt voor het punt en alles wat er langs lijnen onder ligt; wat eronder staat hoort bij het punt "
    "en bij alles erboven. Een vol punt heeft eigen gevallen.",
    en="A dot is a concept: a largest set of cases with all they share. What stands above a dot holds for it "
    "and for all that lies below it along lines; what stands below it belongs to it and to all above it. A "
    "full dot has cases of its own.",
)
_ICEBERG: Final = Text(
    nl="Getekend zijn de {} begrippen met minstens {} objecten, van {} in alle.",
    en="Drawn are the {} concepts with at least {} objects, of {} in all.",
)
_TOLD: Final = Text(
    nl="{} begrippen van {} objecten en {} attributen.", en="{} concepts of {} objects and {} attributes."
)
_WIDE, _SIZE, _LINE, _GAP = 118.0, 10.5, 13.0, 16.0


def draw_lattice(
    context: Context, *, lang: str, labels: Sequence[str], names: Sequence[str], notes: Sequence[str] = ()
) -> Picture:
    """The line diagram of a context; `labels` are of its attributes, `names` of its objects, in order."""
    if not context.objects or not context.attributes:
        raise CallError(
            nl="er is niets te tekenen: geen objecten of geen attributen",
            en="there is nothing to draw: no objects or no attributes",
        )
    whole = concepts(context)
    least = 0
    while sum(each.support >= least for each in whole) > MOST:
        least += 1
    found = lattice(context, least=least)
    above = [_lines(labels, found.own_attributes(place)) for place in range(len(found.concepts))]
    below = [_lines(names, found.own_objects(place)) for place in range(len(found.concepts))]
    sheet = _drawn(found, above, below)
    told = [_READ.in_(lang)]
    if least:
        told.append(_ICEBERG.in_(lang).format(len(found.concepts), least, len(whole)))
    return framed(
        "lattice",
        lang,
        _TITLE.in_(lang),
        "",
        sheet,
        notes=[*told, *notes],
        data=[_grid(found, labels, names, lang)],
        description=_TOLD.in_(lang).format(len(whole), len(context.objects), len(context.attributes)),
    )


def _lines(names: Sequence[str], mask: int) -> list[str]:
    return [line for place in bits(mask) for line in wrapped(names[place], _WIDE, _SIZE)]


def _layers(found: Lattice) -> list[list[int]]:
    """The concepts by the longest way from the top, each layer in an order of few crossings."""
    depth = [0] * len(found.concepts)
    for place, lower in enumerate(found.below):
        for each in lower:
            depth[each] = max(depth[each], depth[place] + 1)
    layers = [[place for place, deep in enumerate(depth) if deep == level] for level in range(max(depth) + 1)]
    for turn in range(12):
        spread = {
            place: (number + 0.5) / len(layer) for layer in layers for number, place in enumerate(layer)
        }
        near = found.above if turn % 2 == 0 else found.below
        for layer in layers if turn % 2 == 0 else layers[::-1]:
            means = {
                place: sum(spread[each] for each in near[place] or [place]) / len(near[place] or [place])
                for place in layer
            }
            layer.sort(key=lambda place: (means[place], place))
            spread |= {place: (number + 0.5) / len(layer) for number, place in enumerate(layer)}
    return layers


def _drawn(found: Lattice, above: Sequence[list[str]], below: Sequence[list[str]]) -> Sheet:
    layers = _layers(found)
    rooms = [
        max([28.0, *(width(line, _SIZE) + _GAP for line in (*one, *other))])
        for one, other in zip(above, below, strict=True)
    ]
    wide = max(420.0, *(sum(rooms[place] for place in layer) for layer in layers))
    sheet, at = Sheet(), {}
    y = 0.0
    for layer in layers:
        y += 10 + _LINE * max(len(above[place]) for place in layer)
        gap = (wide - sum(rooms[place] for place in layer)) / len(layer)
        x = gap / 2
        for place in layer:
            at[place] = (x + rooms[place] / 2, y)
            x += rooms[place] + gap
        y += 46 + _LINE * max(len(below[place]) for place in layer)
    for place, lower in enumerate(found.below):
        x1, y1 = at[place]
        pieces = tuple((0.0, 0.0, at[each][0] - x1, at[each][1] - y1) for each in lower)
        if pieces:
            sheet.add(Line(x=x1, y=y1, pieces=pieces, stroke="#9a9a9a", thick=1))
    for place, (x, y_) in at.items():
        own = bool(below[place])
        sheet.add(Dot(x=x, y=y_, r=4.5, fill=DEEP if own else "#ffffff", stroke=DEEP, thick=1.3))
        start = y_ - 9 - _LINE * (len(above[place]) - 1)
        _words(sheet, x, start, above[place], INK)
        _words(sheet, x, y_ + 18, below[place], SOFT)
    sheet.wide, sheet.high = wide, y - 30
    return sheet


def _words(sheet: Sheet, x: float, y: float, lines: Sequence[str], fill: str) -> None:
    """Lines below each other on white, so that no line of the diagram runs through them."""
    for number, line in enumerate(lines):
        wide, base = width(line, _SIZE) + 2, y + number * _LINE
        sheet.add(Box(x=x - wide / 2, y=base - 9.5, wide=wide, high=12.5))
        sheet.add(Word(x=x, y=base, text=line, size=_SIZE, anchor="middle", fill=fill))


def _grid(found: Lattice, labels: Sequence[str], names: Sequence[str], lang: str) -> Grid:
    heads = Text(nl="begrip;attributen;objecten;aantal", en="concept;attributes;objects;number").in_(lang)
    rows = tuple(
        (
            str(number),
            ", ".join(labels[place] for place in bits(each.intent)),
            ", ".join(names[place] for place in bits(each.extent)),
            str(each.support),
        )
        for number, each in enumerate(found.concepts, 1)
    )
    return Grid(_TITLE.in_(lang), tuple(heads.split(";")), rows)
