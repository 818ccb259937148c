"""What every picture of one call shares: its language, the labels, and where its data come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from lcgraph.answers import Cell
from lcgraph.render.lettering import clean, width, wrapped
from lcgraph.render.pictures.canvas import INK, Dot, Mark, Sheet
from lcgraph.render.words import NO_CLUSTER, OTHER_RULE
from lcgraph.say import Text

_SOURCE: Final = Text(nl="Bron", en="Source")
_RULE: Final = Text(nl="{}: {} van een groep noemen het motief", en="{}: {} of a group name the motive")
_KEPT: Final = Text(
    nl="Cellen zonder aantallen staan er zoals gepubliceerd.", en="Cells without counts stand as published."
)
_ALL: Final = Text(nl="alle respondenten", en="all respondents")
_SHARE: Final = Text(nl="minstens {} van de respondenten", en="at least {} of the respondents")

Labels = Mapping[tuple[str, str], str]

STYLES: Final = (
    ("circle", "#0072b2", ()),
    ("square", "#d55e00", (7.0, 3.0)),
    ("triangle", "#00805c", (2.5, 2.5)),
    ("diamond", "#8c3b80", (9.0, 3.0, 2.0, 3.0)),
    ("wedge", "#666666", (4.0, 4.0)),
)
"""Shape, colour and dash of a cluster by its place: told apart without colour too (after Okabe and Ito)."""


@dataclass(frozen=True)
class Edition:
    """Labels in a language, and rows of `studies` and `rule-minimums`."""

    lang: str
    labels: Labels
    studies: Sequence[Mapping[str, Cell]]
    minimums: Sequence[Mapping[str, Cell]]
    threshold: Fraction | None = None

    def say(self, text: Text) -> str:
        return text.in_(self.lang)

    def label(self, scheme: str, code: str) -> str:
        """The label of a code, with a capital, as it stands in a picture."""
        text = self.labels.get((scheme, code), code) if code or scheme != "cluster" else self.say(NO_CLUSTER)
        text = clean(text)
        return text[:1].upper() + text[1:]

    def case(self, study: str, case: str) -> str:
        """The label of a case of a study."""
        return clean(self.labels.get(("case", f"{study}/{case}"), self.labels.get(("case", case), case)))

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
                role = self.labels.get(("role", str(row["role"])), str(row["role"]))
                group = f"{self.case(str(row['study']), str(row['case']))} ({role})"
                others.setdefault(str(row["threshold"]), []).append(group)
        reported = self.label("status", "reported")
        parts = [self.say(_RULE).format(reported, self._share(study["threshold"]))]
        parts += [f"{self._share(each)}: {', '.join(groups)}" for each, groups in others.items()]
        return "; ".join(parts) + "."

    def _share(self, threshold: Cell) -> str:
        share = Fraction(str(threshold))
        return self.say(_ALL) if share == 1 else self.say(_SHARE).format(share)


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


def style_of(cluster: str) -> int:
    """The place of a main cluster among the `STYLES`; the last for what is none of them."""
    mains = ("legitimacy", "development", "capital", "societal")
    return mains.index(cluster) if cluster in mains else len(mains)


def cluster_dot(place: int, r: float = 4.5) -> Dot:
    """The sign of a cluster by the place of its style."""
    shape, colour, _ = STYLES[place]
    return Dot(x=0, y=0, r=r, shape=shape, fill=colour)
