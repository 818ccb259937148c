"""Which motives go together: a triangle with a place for every pair, the darker the more groups report both.

At the end of each row, in a frame, stands how many groups report that motive at all. A drawing of nodes and
lines would be a tangle: of the 78 pairs of motives in the article 57 occur. In a narrow picture motives have
numbers, and stand above their rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lcgraph.errors import CallError
from lcgraph.render.lettering import longest, width, wrapped
from lcgraph.render.pictures.canvas import (
    FAINT,
    INK,
    NARROW,
    SOFT,
    Box,
    Dot,
    Grid,
    Line,
    Mark,
    Picture,
    Sheet,
    Spot,
    Word,
    framed,
    shade,
)
from lcgraph.render.pictures.edition import Edition, key
from lcgraph.say import Text

if TYPE_CHECKING:
    import networkx as nx

    from lcgraph.answers import Cell

_TITLE: Final = Text(nl="Motieven die samengaan in een groep", en="Motives that go together in a group")
_PAIR: Final = Text(nl="groepen die beide motieven melden", en="groups that report both motives")
_ONE: Final = Text(nl="groepen die dit motief melden", en="groups that report this motive")
_NONE: Final = Text(nl="geen groep meldt beide", en="no group reports both")
_HEADS: Final = (
    Text(nl="Motief", en="Motive"),
    Text(nl="Samen met", en="Together with"),
    Text(nl="Groepen", en="Groups"),
)
_READ: Final = Text(
    nl="Hoe donkerder, hoe meer groepen. Een rij en een kolom horen bij de motieven aan hun eind, in het "
    "kader; motieven die geen groep meldt staan er niet bij.",
    en="The darker, the more groups. A row and a column belong to the motives at their ends, in the frames; "
    "motives that no group reports are left out.",
)
_READ_NARROW: Final = Text(
    nl="Hoe donkerder, hoe meer groepen. Een rij hoort bij het motief erboven, een kolom bij dat met het "
    "nummer eronder; motieven die geen groep meldt staan er niet bij.",
    en="The darker, the more groups. A row belongs to the motive above it, a column to the one with the "
    "number below it; motives that no group reports are left out.",
)
_TOGETHER: Final = Text(nl="{} en {}: {} groepen melden beide", en="{} and {}: {} groups report both")
_TOGETHER_ONE: Final = Text(nl="{} en {}: 1 groep meldt beide", en="{} and {}: 1 group reports both")
_REPORTED: Final = Text(nl="{}: {} groepen", en="{}: {} groups")
_TOLD: Final = Text(
    nl="{} motieven; {} van de {} paren worden door minstens één groep samen gemeld.",
    en="{} motives; {} of the {} pairs are reported together by at least one group.",
)
_SIDE, _LABEL, _LEAST = 32.0, 210.0, 22.0


def draw_co_occurrence(network: nx.Graph, clusters: dict[str, str], edition: Edition) -> Picture:
    """The picture of `motive-co-occurrence`; `clusters` gives the main cluster of a motive, by its code."""
    nodes = list(network.nodes(data=True))
    if not nodes:
        raise CallError(
            nl="er is niets te tekenen: geen groep meldt een motief",
            en="there is nothing to draw: no group reports a motive",
        )
    sheet = Sheet()
    y = (_draw_narrow if edition.narrow else _draw_wide)(sheet, network, clusters, edition)
    entries: list[tuple[list[Mark], str]] = [
        ([Box(x=-7.5, y=-7.5, wide=15, high=15, stroke=INK, thick=1.3)], edition.say(_ONE)),
        ([Box(x=-8, y=-8, wide=16, high=16, fill="#9fb6cc")], edition.say(_PAIR)),
        (_shaded(0, 1), edition.say(_NONE)),
    ]
    sheet.high = key(sheet, y + 30, sheet.wide, entries)
    pairs, possible = network.number_of_edges(), len(nodes) * (len(nodes) - 1) // 2
    return framed(
        "co-occurrence",
        edition.lang,
        edition.say(_TITLE),
        "",
        sheet,
        notes=[edition.say(_READ_NARROW if edition.narrow else _READ), *edition.notes()],
        data=[_grid(network, edition)],
        description=edition.say(_TOLD).format(len(nodes), pairs, possible),
        narrow=edition.narrow,
    )


def _draw_wide(sheet: Sheet, network: nx.Graph, clusters: dict[str, str], edition: Edition) -> float:
    """The triangle with clusters to its left and motives at its slope; returns where it ends."""
    nodes = list(network.nodes(data=True))
    titles = _titles(network, clusters, edition)
    left = min(longest(titles, 11.5, bold=True), 190.0) + 14
    y, before = 4.0, None
    for number, (_, facts) in enumerate(nodes):
        if titles[number] != before:
            before = titles[number]
            y += 8 if number else 0
            end = left + (number + 1) * _SIDE + 6
            sheet.add(Line(x=0, y=y, pieces=((0, 0, end, 0),), stroke=FAINT, thick=0.8))
            lines = wrapped(before, left - 12, 11.5, bold=True, most=2 * titles.count(before))
            sheet.text(0, y + 15, lines, 11.5, bold=True)
            y += 3
        middle = y + _SIDE / 2
        _row(sheet, network, number, (left, middle, _SIDE), edition)
        x = left + (number + 1) * _SIDE
        label = edition.label("motive", facts["code"])
        lines = wrapped(label, _LABEL, 12, most=2)
        sheet.text(x + 6, middle + 4.5 - (len(lines) - 1) * 7.8, lines, 12)
        spot = {"x": x + 6, "y": middle - 15, "wide": max(width(line, 12) for line in lines), "high": 30}
        sheet.add(Spot(**spot, told=label, about=("motive", facts["code"])))
        y += _SIDE
    sheet.wide = left + len(nodes) * _SIDE + _LABEL
    return y


def _draw_narrow(sheet: Sheet, network: nx.Graph, clusters: dict[str, str], edition: Edition) -> float:
    """The triangle with numbers, each motive above its row; returns where it ends."""
    nodes = list(network.nodes(data=True))
    titles = _titles(network, clusters, edition)
    side = max(_LEAST, min(_SIDE, NARROW / len(nodes)))
    right = max(NARROW, side * len(nodes))
    y, before = 4.0, None
    for number, (_, facts) in enumerate(nodes):
        if titles[number] != before:
            before = titles[number]
            y += 10 if number else 0
            sheet.add(Line(x=0, y=y, pieces=((0, 0, right, 0),), stroke=FAINT, thick=0.8))
            y = sheet.text(0, y + 17, wrapped(before, right, 11.5, bold=True), 11.5, bold=True) - 13
        label = edition.label("motive", facts["code"])
        lines = wrapped(f"{number + 1}. {label}", right, 12, most=2)
        after = sheet.text(0, y + 15, lines, 12)
        spot = {"x": 0, "y": y + 2, "wide": max(width(line, 12) for line in lines), "high": after - y - 13}
        sheet.add(Spot(**spot, told=label, about=("motive", facts["code"])))
        middle = after - 9 + side / 2
        _row(sheet, network, number, (0.0, middle, side), edition)
        y = middle + side / 2 + 3
    for number in range(len(nodes)):
        x = (number + 0.5) * side
        sheet.add(Word(x=x, y=y + 11, text=str(number + 1), size=10, anchor="middle", fill=SOFT))
    sheet.wide = right
    return y + 6


def _titles(network: nx.Graph, clusters: dict[str, str], edition: Edition) -> list[str]:
    """The cluster of each motive, in the order of the rows."""
    return [edition.label("cluster", clusters.get(code, "")) for _, code in network.nodes(data="code")]


def _row(
    sheet: Sheet, network: nx.Graph, number: int, place: tuple[float, float, float], edition: Edition
) -> None:
    """The squares of one motive with those above it, and its own.

    `place` is the left of the row, its middle, and the side of a square.
    """
    left, middle, side = place
    nodes = list(network.nodes(data=True))
    node, facts = nodes[number]
    largest = max([weight for _, _, weight in network.edges(data="weight")] or [1])
    label = edition.label("motive", facts["code"])
    for count, (other, beside) in enumerate(nodes[:number]):
        weight = network.edges[node, other]["weight"] if network.has_edge(node, other) else 0
        x = left + (count + 0.5) * side
        sheet.add(*(mark.moved(x, middle) for mark in _shaded(weight, largest, side - 6)))
        together = edition.say(_TOGETHER_ONE if weight == 1 else _TOGETHER)
        told = together.format(edition.label("motive", beside["code"]), label, weight)
        spot = {"x": x - side / 2 + 1, "y": middle - side / 2 + 1, "wide": side - 2, "high": side - 2}
        sheet.add(Spot(**spot, told=told, about=("pair", facts["code"], beside["code"])))
    x = left + (number + 0.5) * side
    sheet.add(*(mark.moved(x, middle) for mark in _square(facts["groups"], side - 6)))
    spot = {"x": x - side / 2 + 1, "y": middle - side / 2 + 1, "wide": side - 2, "high": side - 2}
    told = edition.say(_REPORTED).format(label, facts["groups"])
    sheet.add(Spot(**spot, told=told, about=("motive", facts["code"])))


def _shaded(weight: int, largest: int, wide: float = 26.0) -> list[Mark]:
    """A square with its number around (0, 0), between pale (one) and deep (the largest)."""
    if not weight:
        return [Dot(x=0, y=0, r=1.1, fill="#9a9a9a")]
    depth = (weight - 1) / max(largest - 1, 1)
    fill, ink = shade(depth)
    return [
        Box(x=-wide / 2, y=-wide / 2, wide=wide, high=wide, fill=fill),
        Word(x=0, y=4, text=str(weight), size=11, anchor="middle", fill=ink),
    ]


def _square(groups: Cell, wide: float) -> list[Mark]:
    side = wide - 1.2
    return [
        Box(x=-side / 2, y=-side / 2, wide=side, high=side, stroke=INK, thick=1.3),
        Word(x=0, y=4, text=str(groups), size=11, anchor="middle", bold=True),
    ]


def _grid(network: nx.Graph, edition: Edition) -> Grid:
    def label(node: str) -> str:
        return edition.label("motive", network.nodes[node]["code"])

    rows = [(label(one), label(other), str(weight)) for one, other, weight in network.edges(data="weight")]
    return Grid(edition.say(_TITLE), tuple(edition.say(head) for head in _HEADS), tuple(rows))
