"""Authors and the clusters for which their works are cited: the network `author-cluster` as rows of names.

Clusters stand in the middle. To their left stand the authors of one cluster, beside that cluster, so that
their lines cannot cross; to their right those who link several, in the order with the fewest crossings that
swapping neighbours finds (after ordering by the mean place of their clusters: Sugiyama and others, 1981,
doi:10.1109/TSMC.1981.4308636). Every name has a row of its own. A narrow picture has no lines: names stand
below their cluster, and those of several below these with the signs of theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from lcgraph.errors import CallError
from lcgraph.render.lettering import longest, shortened, width, wrapped
from lcgraph.render.pictures.canvas import (
    INK,
    NARROW,
    SOFT,
    Bow,
    Box,
    Grid,
    Line,
    Picture,
    Sheet,
    Spot,
    Word,
    framed,
)
from lcgraph.render.pictures.edition import Edition, Style
from lcgraph.say import Text, clean

if TYPE_CHECKING:
    import networkx as nx

_TITLE: Final = Text(nl="Wie wordt voor welk cluster aangehaald?", en="Who is cited for which cluster?")
_ONE: Final = Text(nl="Auteurs bij één cluster", en="Authors of one cluster")
_MORE: Final = Text(nl="Auteurs bij meer clusters", en="Authors of several clusters")
_WORKS: Final = (Text(nl="{} werk", en="{} work"), Text(nl="{} werken", en="{} works"))
_COUNT: Final = Text(nl="{} clusters, {}", en="{} clusters, {}")
_AUTHORS: Final = (Text(nl="{} auteur", en="{} author"), Text(nl="{} auteurs", en="{} authors"))
_READ: Final = Text(
    nl="Een lijn: een werk van de auteur wordt voor het cluster aangehaald ({}). Tussen haakjes: hoeveel "
    "werken, als het er meer zijn dan één; hoe dikker de lijn, hoe meer.",
    en="A line: a work by the author is cited for the cluster ({}). In brackets: how many works, if more "
    "than one; the thicker the line, the more.",
)
_READ_NARROW: Final = Text(
    nl="Een naam: een werk van de auteur wordt voor het cluster aangehaald ({}). Tussen haakjes: hoeveel "
    "werken, als het er meer zijn dan één.",
    en="A name: a work by the author is cited for the cluster ({}). In brackets: how many works, if more "
    "than one.",
)
_CITED: Final = Text(nl="{}: {} ({})", en="{}: {} ({})")
_TOLD: Final = Text(
    nl="{} auteurs en {} clusters; {} auteurs worden voor meer dan één cluster aangehaald.",
    en="{} authors and {} clusters; {} authors are cited for more than one cluster.",
)
_HEADS: Final = (
    Text(nl="Auteur", en="Author"),
    Text(nl="Cluster", en="Cluster"),
    Text(nl="Werken", en="Works"),
)
_ROW, _NAME, _BOX, _BOW, _GAP, _SHORT = 18.0, 235.0, 140.0, 90.0, 14.0, 150.0


@dataclass
class _Cluster:
    """A cluster as it is drawn: its code, its style, its authors of one cluster, and where its box lies."""

    code: str
    style: Style
    authors: list[str]
    top: float = 0
    high: float = 0


def draw_literature(
    network: nx.Graph, names: dict[str, str], relations: Sequence[str], edition: Edition
) -> Picture:
    """The picture of `author-cluster`; `names` gives the name of an author by its code."""
    if not network.number_of_edges():
        told = ", ".join(relations)
        raise CallError(
            nl="er is niets te tekenen: geen werk van een bekende auteur wordt voor een cluster aangehaald "
            f"(zie citations.csv) met de relatie {told}",
            en="there is nothing to draw: no work of a known author is cited for a cluster (see "
            f"citations.csv) with the relation {told}",
        )
    authors = [node for node, side in network.nodes(data="bipartite") if side == 0]
    clusters = _clusters(network, authors, edition)
    linking = [author for author in authors if network.degree(author) > 1]
    labels = _labels(network, authors, names)
    drawn = _draw_narrow if edition.narrow else _draw_wide
    sheet = drawn(network, clusters, linking, labels, edition)
    told = ", ".join(edition.label("relation", relation).lower() for relation in relations)
    return framed(
        "literature",
        edition.lang,
        edition.say(_TITLE),
        "",
        sheet,
        notes=[
            edition.say(_READ_NARROW if edition.narrow else _READ).format(told),
            *edition.notes(rule=False),
        ],
        data=[_grid(network, names, edition)],
        description=edition.say(_TOLD).format(len(authors), len(clusters), len(linking)),
        narrow=edition.narrow,
    )


def _draw_wide(
    network: nx.Graph,
    clusters: Sequence[_Cluster],
    linking: Sequence[str],
    labels: dict[str, str],
    edition: Edition,
) -> Sheet:
    """Three columns with lines between them."""
    place = {f"cluster:{each.code}": number for number, each in enumerate(clusters)}
    sheet = Sheet()
    order = fewest_crossings({author: sorted(place[c] for c in network[author]) for author in linking})
    left = max([width(labels[a], 12) for each in clusters for a in each.authors] or [0])
    titles = [edition.label("cluster", each.code) for each in clusters]
    wide = max(_BOX, min(longest(titles, 12, bold=True), 240.0) + 44)
    start = left + 12 if left else -_BOW
    edges = _Edges(start, start + _BOW, start + _BOW + wide)
    y = _head(sheet, edges, edition) if left else 0.0
    for each in clusters:
        y = _draw_cluster(sheet, edges, each, network, labels, y, edition)
    sheet.wide, sheet.high = edges.right, y - _GAP
    if order:
        _draw_linking(sheet, edges, clusters, order, network, labels, edition)
    return sheet


def _draw_narrow(
    network: nx.Graph,
    clusters: Sequence[_Cluster],
    linking: Sequence[str],
    labels: dict[str, str],
    edition: Edition,
) -> Sheet:
    """A list of names for each cluster, then those of several."""
    sheet, y = Sheet(), 0.0
    for each in clusters:
        name = edition.label("cluster", each.code)
        lines = wrapped(name, NARROW - 26, 12, bold=True)
        line = ((0, 0, NARROW, 0),)
        sheet.add(Line(x=0, y=y, pieces=line, stroke=each.style.colour, thick=2))
        sheet.add(edition.dot(each.code, 6).moved(8, y + 15))
        after = sheet.text(24, y + 19, lines, 12, bold=True)
        count = network.degree(f"cluster:{each.code}")
        authors = edition.say(_AUTHORS[count != 1]).format(count)
        sheet.text(24, after, authors, 10.5, fill=SOFT)
        spot = {"x": 24, "y": y + 6, "wide": width(lines[0], 12, bold=True), "high": after - y - 2}
        sheet.add(Spot(**spot, told=f"{name}: {authors}", about=("cluster", each.code)))
        y = after + 18
        for author in each.authors:
            y = _listed(sheet, network, author, y, labels, edition)
        y += 8
    if linking:
        sheet.add(Line(x=0, y=y, pieces=((0, 0, NARROW, 0),), stroke=INK, thick=2))
        y = sheet.text(0, y + 19, wrapped(edition.say(_MORE), NARROW, 12, bold=True), 12, bold=True) + 4
        for author in linking:
            y = _listed(sheet, network, author, y, labels, edition)
    sheet.wide, sheet.high = NARROW, y
    return sheet


def _listed(
    sheet: Sheet, network: nx.Graph, author: str, y: float, labels: dict[str, str], edition: Edition
) -> float:
    """A name on its line, with the signs of its clusters where it has several; returns the next line."""
    codes = [network.nodes[node]["code"] for node in network[author]]
    signs = codes if len(codes) > 1 else []
    room = NARROW - 24 - 16 * len(signs)
    if room < _SHORT:  # the signs below the name
        room = NARROW - 24
    label = shortened(labels[author], room, 12)
    sheet.add(Word(x=24, y=y, text=label, size=12))
    sheet.add(_author_spot(24, y - 4, width(label, 12), network, author, labels, edition))
    x = 24 + width(label, 12) + 14
    for code in signs:
        if x + 8 > NARROW:
            x, y = 32, y + _ROW
        sheet.add(edition.dot(code, 5).moved(x, y - 4))
        x += 16
    return y + _ROW


def _author_spot(
    x: float,
    middle: float,
    wide: float,
    network: nx.Graph,
    author: str,
    labels: dict[str, str],
    edition: Edition,
) -> Spot:
    """A name that says for what, and by how many works."""
    code, works = network.nodes[author]["code"], _works(network, author)
    clusters = ", ".join(
        edition.label("cluster", network.nodes[node]["code"]).lower() for node in network[author]
    )
    told = edition.say(_CITED).format(
        labels[author].removesuffix(f" ({works})"), clusters, edition.say(_WORKS[works != 1]).format(works)
    )
    return Spot(x=x, y=middle - 8.5, wide=wide, high=17, told=told, about=("author", code))


@dataclass(frozen=True)
class _Edges:
    """Where the bows to the boxes start, and the left and right edge of the boxes."""

    start: float
    left: float
    right: float

    @property
    def wide(self) -> float:
        return self.right - self.left


def _clusters(network: nx.Graph, authors: Sequence[str], edition: Edition) -> list[_Cluster]:
    """The clusters in reading order, with the authors of each alone: most works first, then by name."""
    found: list[_Cluster] = []
    for node, code in network.nodes(data="code"):
        if network.nodes[node]["mode"] != "cluster":
            continue
        own = [author for author in authors if list(network[author]) == [node]]
        own.sort(key=lambda author: (-network.edges[author, node]["weight"], author))
        found.append(_Cluster(code, edition.style(code), own))
    return found


def fewest_crossings(places: dict[str, list[int]]) -> list[str]:
    """An order of nodes that are tied to places on a line, in which few of their ties cross.

    By the mean of their places first; then neighbours are swapped as long as that takes a crossing away.

    >>> fewest_crossings({"a": [2, 3], "b": [0, 1]})
    ['b', 'a']
    """
    order = sorted(places, key=lambda node: (sum(places[node]) / len(places[node]), places[node], node))
    swapped = True
    while swapped:
        swapped = False
        for above, (one, other) in enumerate(pairwise(order)):
            if crossings(places[one], places[other]) > crossings(places[other], places[one]):
                order[above : above + 2] = [other, one]
                swapped = True
                break
    return order


def crossings(above: Sequence[int], below: Sequence[int]) -> int:
    """How often the ties of a node cross those of one below it."""
    return sum(one > other for one in above for other in below)


def _labels(network: nx.Graph, authors: Sequence[str], names: dict[str, str]) -> dict[str, str]:
    """What each author is called; long names that look the same when shortened get more room."""
    labels = {author: _label(network, author, names, _NAME) for author in authors}
    for room in (2 * _NAME, 4 * _NAME):
        found = Counter(labels.values())
        alike = [author for author in authors if found[labels[author]] > 1]
        labels |= {author: _label(network, author, names, room) for author in alike}
    return labels


def _label(network: nx.Graph, author: str, names: dict[str, str], room: float) -> str:
    """The name of an author in so much room; with the number of works when it is the row's only."""
    name = names.get(network.nodes[author]["code"], network.nodes[author]["code"])
    works = _works(network, author)
    counted = f" ({works})" if works > 1 and network.degree(author) == 1 else ""
    return shortened(clean(name), room - width(counted, 12), 12) + counted


def _works(network: nx.Graph, author: str) -> int:
    """How many works of the author are cited for any of the clusters."""
    return len({work for _, _, works in network.edges(author, data="works") for work in works.split()})


def _head(sheet: Sheet, edges: _Edges, edition: Edition) -> float:
    """What the names to the left are; returns where the first box starts."""
    head = edition.say(_ONE)
    fits = edges.start - 8 > width(head, 10.5)
    x, anchor = (edges.start - 8, "end") if fits else (0.0, "start")
    sheet.add(Word(x=x, y=12, text=head, size=10.5, anchor=anchor, fill=SOFT))
    return 24


def _draw_cluster(
    sheet: Sheet,
    edges: _Edges,
    cluster: _Cluster,
    network: nx.Graph,
    labels: dict[str, str],
    y: float,
    edition: Edition,
) -> float:
    """One box with the names to its left; returns where the next one starts."""
    node = f"cluster:{cluster.code}"
    lines = wrapped(edition.label("cluster", cluster.code), edges.wide - 42, 12, bold=True, most=3)
    count = network.degree(node)
    need = 15.6 * len(lines) + 28
    cluster.top, cluster.high = y, max(need, _ROW * len(cluster.authors))
    middle = y + cluster.high / 2
    sheet.add(
        Box(x=edges.left, y=y, wide=edges.wide, high=cluster.high, stroke=cluster.style.colour, thick=2)
    )
    sheet.add(edition.dot(cluster.code, 6).moved(edges.left + 17, middle - 5))
    start = middle - 15.6 * (len(lines) + 1) / 2 + 12
    after = sheet.text(edges.left + 32, start, lines, 12, bold=True)
    authors = edition.say(_AUTHORS[count != 1]).format(count)
    sheet.text(edges.left + 32, after, authors, 10.5, fill=SOFT)
    told = f"{edition.label('cluster', cluster.code)}: {authors}"
    box = {"x": edges.left, "y": y, "wide": edges.wide, "high": cluster.high}
    sheet.add(Spot(**box, told=told, about=("cluster", cluster.code)))
    first = middle - _ROW * (len(cluster.authors) - 1) / 2
    for number, author in enumerate(cluster.authors):
        at = first + _ROW * number
        weight = network.edges[author, node]["weight"]
        sheet.add(Word(x=edges.start - 8, y=at + 4, text=labels[author], size=12, anchor="end"))
        long = width(labels[author], 12)
        sheet.add(_author_spot(edges.start - 8 - long, at, long, network, author, labels, edition))
        sheet.add(_bow(edges.start - 2, at, edges.left - edges.start + 2, 0, cluster.style, weight))
    return y + cluster.high + _GAP


def _bow(x: float, y: float, dx: float, dy: float, style: Style, weight: int) -> Bow:
    thick = min(1.1 + 1.3 * (weight - 1), 6)
    return Bow(x=x, y=y, dx=dx, dy=dy, stroke=style.colour, thick=thick, dash=style.dash)


def _draw_linking(
    sheet: Sheet,
    edges: _Edges,
    clusters: Sequence[_Cluster],
    order: Sequence[str],
    network: nx.Graph,
    labels: dict[str, str],
    edition: Edition,
) -> None:
    """The authors of several clusters to the right, and their lines from the boxes."""
    by_node = {f"cluster:{each.code}": each for each in clusters}
    step, top, bottom = 34.0, clusters[0].top, clusters[-1].top + clusters[-1].high
    wanted = {}
    for author in order:
        mine = [by_node[node] for node in network[author]]
        wanted[author] = sum(each.top + each.high / 2 for each in mine) / len(mine)
    rows = spread([wanted[author] for author in order], step, top + 24, bottom - step / 2)
    x = edges.right + _BOW * 1.6
    sheet.add(Word(x=x + 12, y=rows[0] - 22, text=edition.say(_MORE), size=10.5, fill=SOFT))
    for author, y in zip(order, rows, strict=True):
        works = _works(network, author)
        told = edition.say(_WORKS[works != 1]).format(works)
        count = edition.say(_COUNT).format(network.degree(author), told)
        sheet.add(Line(x=x, y=y, pieces=((0, -9, 0, 9),), stroke=INK, thick=1.6))
        sheet.add(Word(x=x + 12, y=y - 1, text=labels[author], size=12))
        sheet.add(Word(x=x + 12, y=y + 12, text=count, size=10.5, fill=SOFT))
        sheet.add(_author_spot(x + 12, y - 5, width(labels[author], 12), network, author, labels, edition))
        sheet.high = max(sheet.high, y + 18)
        mine = sorted((by_node[node] for node in network[author]), key=lambda each: each.top)
        for number, each in enumerate(mine):
            end = y + (number - (len(mine) - 1) / 2) * 4
            start = _door(each, author, order, network)
            weight = network.edges[author, f"cluster:{each.code}"]["weight"]
            sheet.add(_bow(edges.right, start, x - edges.right, end - start, each.style, weight))


def _door(cluster: _Cluster, author: str, order: Sequence[str], network: nx.Graph) -> float:
    """Where the line of an author leaves a box: in the order of those to whom it leads."""
    guests = [each for each in order if f"cluster:{cluster.code}" in network[each]]
    share = (guests.index(author) + 1) / (len(guests) + 1)
    return cluster.top + cluster.high * share


def spread(wanted: Sequence[float], step: float, first: float, last: float) -> list[float]:
    """Places in the given order, each near where it is wanted and at least `step` apart.

    Between `first` and `last` as far as there is room, and below `last` where there is not.

    >>> spread([10, 11, 40], 5, 0, 50)
    [8.0, 13.0, 40.0]
    """
    blocks: list[list[float]] = []  # sum of the wished starts, and the number of places
    for number, want in enumerate(wanted):
        blocks.append([want - number * step, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    starts = [total / count for total, count in blocks for _ in range(int(count))]
    high = last - step * (len(wanted) - 1)
    return [max(first, min(start, high)) + number * step for number, start in enumerate(starts)]


def _grid(network: nx.Graph, names: dict[str, str], edition: Edition) -> Grid:
    rows = []
    for author, cluster, weight in network.edges(data="weight"):
        code = network.nodes[author]["code"]
        label = edition.label("cluster", network.nodes[cluster]["code"])
        rows.append((names.get(code, code), label, str(weight)))
    return Grid(edition.say(_TITLE), tuple(edition.say(head) for head in _HEADS), tuple(rows))
