"""The pictures of a site, live: every mark leads to its page, and says what is drawn there and why.

Goes in: a graph over the public quads, its cells and portraits. Comes out: for each picture that these data
have, its file and its two forms in a page: one for a wide screen, and one that is drawn for a phone. What a
mark says of a cell (counts, rule, place) is what the page of its finding says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from lcgraph.errors import CallError
from lcgraph.graph import Graph
from lcgraph.render.pictures.canvas import Picture, Spot
from lcgraph.render.pictures.drawing import PICTURES, draw
from lcgraph.render.pictures.svg import live
from lcgraph.say import clean
from lcgraph.vocab import BASE, study_iri
from lcgraph.web.cells import Cells
from lcgraph.web.portraits import Portraits
from lcgraph.web.view import View

_TOLD: Final = (("counts", "counts"), ("rule", "rule"), ("place", "place"))
"""What is said of a cell, and by which word."""


@dataclass(frozen=True)
class Drawn:
    """A picture under its name: as a file, and drawn narrow."""

    name: str
    picture: Picture
    narrow: Picture


def drawings(graph: Graph, lang: str) -> list[Drawn]:
    """Every picture that these data have: one for which they lack what it shows is not spoken of."""
    found = []
    for name in PICTURES:
        try:
            pair = [draw(graph, name, lang=lang, narrow=narrow) for narrow in (False, True)]
        except CallError:
            continue
        found.append(Drawn(name, *pair))
    return found


@dataclass(frozen=True)
class Pictured:
    """Pictures in pages: where their marks lead, and what these say."""

    cells: Cells
    portraits: Portraits

    def live(self, picture: Picture, view: View) -> Markup:
        """A picture as an element of a page, without the title that stands above it there."""
        return Markup(live(picture.untitled(), lambda spot: self._linked(spot, view)))

    def _linked(self, spot: Spot, view: View) -> tuple[str, str]:
        """Where a mark leads, and what it says."""
        kind, *codes = spot.about
        if kind == "cell":
            motive, *column = codes
            return self._cell(spot.told, motive, column, view)
        iri = self._leads[kind](codes)
        return view.href(iri) if iri else "", spot.told

    def _cell(self, told: str, motive: str, column: Sequence[str], view: View) -> tuple[str, str]:
        study, case, role = column
        iri = self.cells.finding(self.cells.motives[motive], (study, case, role))
        reasons = self.portraits.why(view, iri) if iri else []
        said = [f"{view.t(word)}: {reasons[0][name]}" for name, word in _TOLD if reasons and reasons[0][name]]
        return view.href(iri) if iri else "", clean("\n".join((told, *said)), lines=True)

    @property
    def _leads(self) -> dict[str, Callable[[Sequence[str]], str]]:
        """What a mark leads to, by its kind: of a share and of a pair the motive whose row it is in."""
        return {
            "motive": self._motive,
            "share": self._motive,
            "pair": self._motive,
            "cluster": lambda codes: self._cluster(codes[0]),
            "case": lambda codes: study_iri(codes[0], "case", codes[1]).value,
            "group": lambda codes: study_iri(codes[0], "group", *codes[1:]).value,
            "author": lambda codes: f"{BASE}agent/{codes[0]}",
            "work": lambda codes: f"{BASE}work/{codes[0]}",
        }

    def _motive(self, codes: Sequence[str]) -> str:
        return self.cells.motives.get(codes[0]) or self.cells.codes.find("motive", codes[0])

    def _cluster(self, code: str) -> str:
        found = (self.cells.cluster(table) for table in self.cells.tables if table.cluster == code)
        return next(found, "") or self.cells.codes.find("cluster", code)
