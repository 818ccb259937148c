"""Which motives go together: a triangle with a place for every pair, the darker the more groups report both.

At the end of each row, in a frame, stands how many groups report that motive at all. A drawing of nodes and
lines would be a tangle: of the 78 pairs of motives in the article 57 occur.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lcgraph.errors import CallError
from lcgraph.render.lettering import longest, wrapped
from lcgraph.render.pictures.canvas import (
    FAINT,
    INK,
    Box,
    Dot,
    Grid,
    Line,
    Mark,
    Picture,
    Sheet,
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
_TOLD: Final = Text(
    nl="{} motieven; {} van de {} paren worden door minstens één groep samen gemeld.",
    en="{} motives; {} of the {} pairs are reported together by at least one group.",
)
_SIDE, _LABEL = 32.0, 210.0


def draw_co_occurrence(network: nx.Graph, clusters: dict[str, str], edition: Edition) -> Picture:
    """The picture of `motive-co-occurrence`; `clusters` gives the main cluster of a motive, by its code."""
    nodes = list(network.nodes(data=True))
    if not nodes:
        raise CallError(
            nl="er is niets te tekenen: geen groep meldt een motief",
            en="there is nothing to draw: no group reports a motive",
        )
    sheet = Sheet()
    largest = max([weight for _, _, weight in network.edges(data="weight")] or [1])
    titles = [edition.label("cluster", clusters.get(facts["code"], "")) for _, facts in nodes]
    left = min(longest(titles, 11.5, bold=True), 190.0) + 14
    y, before = 4.0, None
    for number, (node, facts) in enumerate(nodes):
        if titles[number] != before:
            before = titles[number]
            y += 8 if number else 0
            end = left + (number + 1) * _SIDE + 6
            sheet.add(Line(x=0, y=y, pieces=((0, 0, end, 0),), stroke=FAINT, thick=0.8))
            lines = wrapped(before, left - 12, 11.5, bold=True, most=2 * titles.count(before))
            sheet.text(0, y + 15, lines, 11.5, bold=True)
            y += 3
        middle = y + _SIDE / 2
        for place, (other, _) in enumerate(nodes[:number]):
            weight = network.edges[node, other]["weight"] if network.has_edge(node, other) else 0
            x = left + (place + 0.5) * _SIDE
            sheet.add(*(mark.moved(x, middle) for mark in _shaded(weight, largest)))
        x = left + (number + 0.5) * _SIDE
        sheet.add(*(mark.moved(x, middle) for mark in _square(facts["groups"])))
        lines = wrapped(edition.label("motive", facts["code"]), _LABEL, 12, most=2)
        sheet.text(x + _SIDE / 2 + 6, middle + 4.5 - (len(lines) - 1) * 7.8, lines, 12)
        y += _SIDE
    entries: list[tuple[list[Mark], str]] = [
        ([Box(x=-7.5, y=-7.5, wide=15, high=15, stroke=INK, thick=1.3)], edition.say(_ONE)),
        ([Box(x=-8, y=-8, wide=16, high=16, fill="#9fb6cc")], edition.say(_PAIR)),
        (_shaded(0, 1), edition.say(_NONE)),
    ]
    sheet.wide = left + len(nodes) * _SIDE + _LABEL
    sheet.high = key(sheet, y + 30, sheet.wide, entries)
    pairs, possible = network.number_of_edges(), len(nodes) * (len(nodes) - 1) // 2
    return framed(
        "co-occurrence",
        edition.lang,
        edition.say(_TITLE),
        "",
        sheet,
        notes=[edition.say(_READ), *edition.notes()],
        data=[_grid(network, edition)],
        description=edition.say(_TOLD).format(len(nodes), pairs, possible),
    )


def _shaded(weight: int, largest: int) -> list[Mark]:
    """A square with its number around (0, 0), between pale (one) and deep (the largest)."""
    if not weight:
        return [Dot(x=0, y=0, r=1.1, fill="#9a9a9a")]
    depth = (weight - 1) / max(largest - 1, 1)
    fill, ink = shade(depth)
    return [
        Box(x=-13, y=-13, wide=26, high=26, fill=fill),
        Word(x=0, y=4, text=str(weight), size=11, anchor="middle", fill=ink),
    ]


def _square(groups: Cell) -> list[Mark]:
    return [
        Box(x=-12.4, y=-12.4, wide=24.8, high=24.8, stroke=INK, thick=1.3),
        Word(x=0, y=4, text=str(groups), size=11, anchor="middle", bold=True),
    ]


def _grid(network: nx.Graph, edition: Edition) -> Grid:
    def label(node: str) -> str:
        return edition.label("motive", network.nodes[node]["code"])

    rows = [(label(one), label(other), str(weight)) for one, other, weight in network.edges(data="weight")]
    return Grid(edition.say(_TITLE), tuple(edition.say(head) for head in _HEADS), tuple(rows))
