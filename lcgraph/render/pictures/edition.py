"""What every picture of one call shares: its language, the labels, and where its data come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from lcgraph.analysis.matrix import CrossTable
from lcgraph.answers import Cell
from lcgraph.errors import CallError
from lcgraph.render.crosstables.view import Labels, View, capital
from lcgraph.render.lettering import width, wrapped
from lcgraph.render.pictures.canvas import INK, PAPER, Dot, Mark, Sheet
from lcgraph.render.words import NO_CLUSTER, OTHER_RULE
from lcgraph.say import Text, clean

_SOURCE: Final = Text(nl="Bron", en="Source")
_RULE: Final = Text(nl="{}: {} van een groep noemen het motief", en="{}: {} of a group name the motive")
_KEPT: Final = Text(
    nl="Cellen zonder aantallen staan er zoals gepubliceerd.", en="Cells without counts stand as published."
)
_ALL: Final = Text(nl="alle respondenten", en="all respondents")
_SHARE: Final = Text(nl="minstens {} van de respondenten", en="at least {} of the respondents")

_SHAPES: Final = ("circle", "square", "triangle", "diamond", "plus", "star", "right", "left")
_COLOURS: Final = (
    "#0072b2", "#d55e00", "#00805c", "#8c3b80", "#8a6a00", "#a3154f", "#2b3a8f", "#4d6b2c",
)  # fmt: skip
_DASHES: Final = (
    (), (7.0, 3.0), (2.5, 2.5), (9.0, 3.0, 2.0, 3.0),
    (12.0, 4.0), (1.5, 4.0), (5.0, 2.0, 1.5, 2.0), (3.0, 6.0),
)  # fmt: skip


@dataclass(frozen=True)
class Style:
    """How a cluster is told apart, without colour too: shape, colour, dash of its lines, full or hollow."""

    shape: str
    colour: str
    dash: tuple[float, ...]
    full: bool = True


STYLES: Final = (
    *(Style(*each) for each in zip(_SHAPES, _COLOURS, _DASHES, strict=True)),
    *(Style(*each, full=False) for each in zip(_SHAPES, _COLOURS[3:] + _COLOURS[:3], _DASHES, strict=True)),
)
"""The style of a cluster by its place (colours after Okabe and Ito); from the 17th on they come again."""
NO_STYLE: Final = Style("wedge", "#666666", (4.0, 4.0))
"""The style of what has no cluster."""


@dataclass(frozen=True)
class Edition:
    """Labels in a language, and rows of `studies` and `rule-minimums`."""

    lang: str
    labels: Labels
    studies: Sequence[Mapping[str, Cell]]
    minimums: Sequence[Mapping[str, Cell]]
    threshold: Fraction | None = None
    short: Labels = field(default_factory=dict)
    clusters: tuple[str, ...] = ()
    """The top clusters at hand, in reading order."""
    narrow: bool = False
    """Whether pictures are drawn for a phone, or for one column of a journal."""

    def say(self, text: Text) -> str:
        return text.in_(self.lang)

    def label(self, scheme: str, code: str) -> str:
        """The label of a code, with a capital, as it stands in a picture; a `study/code` names its study."""
        if scheme == "cluster" and not code:
            return capital(clean(self.say(NO_CLUSTER)))
        study, slash, _ = code.rpartition("/")
        apart = f" ({study})" if slash and scheme in ("motive", "cluster") else ""
        return capital(clean(self.labels.get((scheme, code), code) + apart))

    def case(self, study: str, case: str) -> str:
        """The label of a case of a study."""
        return clean(self.labels.get(("case", f"{study}/{case}"), self.labels.get(("case", case), case)))

    def role(self, study: str, role: str) -> str:
        """The label of a role, by the study that brings it."""
        return clean(self.labels.get(("role", f"{study}/{role}"), self.labels.get(("role", role), role)))

    def view(self, tables: Sequence[CrossTable], *, counts: bool = False) -> View:
        """Cross-case tables with what their parts are called."""
        return View(tables, self.labels, self.lang, self.short, self.threshold, counts)

    def style(self, cluster: str) -> Style:
        """How a top cluster is told apart; the first ones are those of `clusters`."""
        if not cluster:
            return NO_STYLE
        order = self.clusters.index(cluster) if cluster in self.clusters else len(self.clusters)
        return STYLES[order % len(STYLES)]

    def dot(self, cluster: str, r: float = 4.5) -> Dot:
        """The sign of a top cluster, around (0, 0)."""
        style = self.style(cluster)
        if style.full:
            return Dot(x=0, y=0, r=r, shape=style.shape, fill=style.colour)
        return Dot(x=0, y=0, r=r - 0.7, shape=style.shape, fill=PAPER, stroke=style.colour, thick=1.6)

    @property
    def several(self) -> bool:
        """Whether more than one study is shown."""
        return len(self.studies) > 1

    def notes(self, *, rule: bool = True) -> list[str]:
        """The rule by which cells are reported (unless `rule` is off), and the source of each study."""
        notes = []
        if rule and self.threshold is not None:
            notes.append(f"{self.say(OTHER_RULE).format(self.threshold)}. {self.say(_KEPT)}")
        for study in self.studies:
            title = study[f"title_{self.lang}"] or study["title_nl"] or study["title_en"]
            told = [f"{self.say(_SOURCE)}: {study['citation'] or f'{title}.'}"]
            if rule and self.threshold is None and study["threshold"]:
                told.insert(0, self._rule(study))
            notes += [f"{study['study']}: {' '.join(told)}"] if self.several else told
        return notes

    def _rule(self, study: Mapping[str, Cell]) -> str:
        """The rule of a study, with the groups that have another."""
        others: dict[str, list[str]] = {}
        for row in self.minimums:
            if row["study"] == study["study"] and row["threshold"] != study["threshold"]:
                study_ = str(row["study"])
                role = self.role(study_, str(row["role"]))
                group = f"{self.case(study_, str(row['case']))} ({role})"
                others.setdefault(str(row["threshold"]), []).append(group)
        reported = self.label("status", "reported")
        parts = [self.say(_RULE).format(reported, self._share(study["threshold"]))]
        parts += [f"{self._share(each)}: {', '.join(groups)}" for each, groups in others.items()]
        return "; ".join(parts) + "."

    def _share(self, threshold: Cell) -> str:
        share = Fraction(str(threshold))
        return self.say(_ALL) if share == 1 else self.say(_SHARE).format(share)


def no_cells() -> CallError:
    """Why there is nothing to draw."""
    return CallError(
        nl="er zijn geen cellen om te tekenen: een studie vraagt findings.csv, of mentions.csv en een regel",
        en="there are no cells to draw: a study needs findings.csv, or mentions.csv and a rule",
    )


def key(sheet: Sheet, y: float, room: float, entries: Sequence[tuple[Sequence[Mark], str]]) -> float:
    """Signs with what they mean, beside each other as far as there is room; returns where they end.

    The marks of a sign lie around (0, 0), within 9 pixels of it.
    """
    x, size = 0.0, 11.5
    for marks, text in entries:
        sign = 22 if marks else 0
        lines = wrapped(clean(text), room - sign, size)
        wide = sign + max(width(line, size) for line in lines)
        if x and (x + wide > room or len(lines) > 1):
            x, y = 0.0, y + 20
        sheet.add(*(mark.moved(x + 8, y - 4) for mark in marks))
        y = sheet.text(x + sign, y, lines, size, fill=INK) - size * 1.3
        x += wide + 18
    return y
