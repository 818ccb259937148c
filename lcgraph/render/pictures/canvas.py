"""What a picture consists of: marks at places, in pixels from the top left. No format is known here.

Goes in: what a picture draws. Comes out: frozen marks (`Word`, `Line`, `Bow`, `Arrow`, `Box`, `Dot`), places
that tell what they stand for (`Spot`), and the `Picture` that holds them, with a title, a description, and
its data as a table for those who do not see it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from lcgraph.render.lettering import width, wrapped
from lcgraph.say import clean

INK: Final = "#1a1a1a"
SOFT: Final = "#555555"
FAINT: Final = "#c4c4c4"
PAPER: Final = "#ffffff"
DEEP: Final = "#1f4e79"
PALE: Final = "#e9eff5"
_PALEST: Final = "#dbe6f0"
ON_SHADE: Final = "#000000"
"""The ink on a pale shade: as the shade, it is the same by day and by night."""
NARROW: Final = 340.0
"""How wide a drawing for a phone is, or for a column of a journal: so much and no more where it can be."""

_Mark = TypeVar("_Mark", bound="Mark")


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Anything that is drawn at a place."""

    x: float
    y: float

    def moved(self: _Mark, x: float, y: float) -> _Mark:
        """The same mark elsewhere."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, kw_only=True)
class Word(Mark):
    """A text on its base line; `anchor` is start, middle or end. `turned` reads from bottom to top."""

    text: str
    size: float = 12
    anchor: str = "start"
    bold: bool = False
    fill: str = INK
    turned: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))

    @property
    def room(self) -> tuple[float, float, float, float]:
        """Where it lies: left, top, right, bottom."""
        long = width(self.text, self.size, bold=self.bold)
        before = {"start": 0.0, "middle": long / 2, "end": long}[self.anchor]
        up, down = self.size * 0.8, self.size * 0.22
        if self.turned:
            return (self.x - up, self.y - long + before, self.x + down, self.y + before)
        return (self.x - before, self.y - up, self.x - before + long, self.y + down)


@dataclass(frozen=True, kw_only=True)
class Line(Mark):
    """Straight pieces (dx1, dy1, dx2, dy2) from the mark's place; `dash` are lengths of strokes and gaps."""

    pieces: tuple[tuple[float, float, float, float], ...]
    stroke: str = FAINT
    thick: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bow(Mark):
    """A curve to (dx, dy) that leaves and arrives level."""

    dx: float
    dy: float
    stroke: str = SOFT
    thick: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Arrow(Mark):
    """A straight line to (dx, dy) with a head there; a hollow head means "is a kind of"."""

    dx: float
    dy: float
    stroke: str = SOFT
    hollow: bool = False

    @property
    def head(self) -> tuple[tuple[float, float], ...]:
        """The corners of the head from the mark's place, its point first."""
        long = math.hypot(self.dx, self.dy) or 1
        size, half = (11.0, 5.5) if self.hollow else (8.0, 4.0)
        along, across = (self.dx / long, self.dy / long), (-self.dy / long, self.dx / long)
        back = (self.dx - size * along[0], self.dy - size * along[1])
        sides = tuple((back[0] + side * across[0], back[1] + side * across[1]) for side in (half, -half))
        return ((self.dx, self.dy), *sides)


@dataclass(frozen=True, kw_only=True)
class Box(Mark):
    """A rectangle from its top left corner."""

    wide: float
    high: float
    fill: str = PAPER
    stroke: str = ""
    thick: float = 1


_FORMS: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    "square": ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "triangle": ((0, -1.3), (1.3, 0.975), (-1.3, 0.975)),
    "wedge": ((0, 1.3), (-1.3, -0.975), (1.3, -0.975)),
    "right": ((1.3, 0), (-0.975, 1.3), (-0.975, -1.3)),
    "left": ((-1.3, 0), (0.975, -1.3), (0.975, 1.3)),
    "plus": (
        (-0.42, -1.2), (0.42, -1.2), (0.42, -0.42), (1.2, -0.42), (1.2, 0.42), (0.42, 0.42),
        (0.42, 1.2), (-0.42, 1.2), (-0.42, 0.42), (-1.2, 0.42), (-1.2, -0.42), (-0.42, -0.42),
    ),
    "star": (
        (0, -1.45), (0.36, -0.5), (1.38, -0.45), (0.58, 0.19), (0.85, 1.17),
        (0, 0.62), (-0.85, 1.17), (-0.58, 0.19), (-1.38, -0.45), (-0.36, -0.5),
    ),
}  # fmt: skip
"""The corners of shapes of about the area of a circle of radius 1."""


@dataclass(frozen=True, kw_only=True)
class Dot(Mark):
    """A circle of radius `r`, or another shape of about its area: one of square, diamond, triangle, ..."""

    r: float
    shape: str = "circle"
    fill: str = INK
    stroke: str = ""
    thick: float = 1

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The corners from the mark's place; none of a circle."""
        return tuple((x * self.r, y * self.r) for x, y in _FORMS.get(self.shape, ()))


@dataclass(frozen=True, kw_only=True)
class Spot(Mark):
    """A rectangle from its top left corner that stands for something: on a page it can be pressed.

    `told` says what is drawn there; `about` is what it stands for, as a kind and codes: a `cell` by motive,
    study, case and role, a `motive`, `cluster`, `author` or `work`, a `case` or `group` by its study, a
    `share` by motive, what is compared and its value, a `pair` of motives. It is drawn on pages only.
    """

    wide: float
    high: float
    told: str
    about: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "told", clean(self.told))


def hatch(x: float, y: float, wide: float, high: float, *, stroke: str = INK, gap: float = 5) -> Line:
    """Slanted lines inside a rectangle."""
    pieces, start = [], -high + gap
    while start < wide:
        left, right = max(start, 0), min(start + high, wide)
        pieces.append((left, high - (left - start), right, high - (right - start)))
        start += gap
    return Line(x=x, y=y, pieces=tuple(pieces), stroke=stroke, thick=0.9)


def shade(depth: float) -> tuple[str, str]:
    """A fill between pale (0) and deep (1), and the ink that can be read on it."""
    ends = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (_PALEST, DEEP)]
    mixed = "".join(f"{round(one + (other - one) * depth):02x}" for one, other in zip(*ends, strict=True))
    return f"#{mixed}", PAPER if depth > 0.7 else ON_SHADE


@dataclass(frozen=True)
class Grid:
    """The data behind a picture: a caption, column heads, and rows whose first cell names them."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A picture in one language: its size, its marks in the order of drawing, its words and its data."""

    name: str
    lang: str
    title: str
    description: str
    wide: float
    high: float
    marks: tuple[Mark, ...]
    data: tuple[Grid, ...]
    narrow: bool = False
    """Whether it is drawn for a phone or a column."""
    headed: tuple[int, float] = (0, 0)
    """How many of the first marks are its title, and how much room they take from the top."""

    def untitled(self) -> Picture:
        """The same picture without the title that is drawn in it, for a paper that has captions."""
        count, room = self.headed
        marks = tuple(mark.moved(0, -room) for mark in self.marks[count:])
        return replace(self, marks=marks, high=self.high - room, headed=(0, 0))

    def __repr__(self) -> str:
        return f"<Picture {self.name}: {self.title}>"


@dataclass
class Sheet:
    """A drawing in the making: its marks, how high it is, and how wide at least (texts count themselves)."""

    wide: float = 0
    high: float = 0
    marks: list[Mark] = field(default_factory=list)

    def add(self, *marks: Mark) -> None:
        self.marks += marks

    def text(
        self, x: float, y: float, lines: Sequence[str] | str, size: float = 12, **style: object
    ) -> float:
        """Lines below each other from a base line; returns the base line after the last."""
        for line in [lines] if isinstance(lines, str) else lines:
            self.add(Word(x=x, y=y, text=line, size=size, **style))  # type: ignore[arg-type]
            y += size * 1.3
        return y


def framed(
    name: str,
    lang: str,
    title: str,
    subtitle: str,
    body: Sheet,
    *,
    notes: Iterable[str],
    data: Iterable[Grid],
    description: str,
    narrow: bool = False,
) -> Picture:
    """A drawing with its title above and its notes (how to read it, where it comes from) below."""
    margin, least = (6.0, NARROW) if narrow else (24.0, 500.0)
    room = max([body.wide, least, *(mark.room[2] for mark in body.marks if isinstance(mark, Word))])
    sheet = Sheet()
    y = sheet.text(margin, margin + 14, wrapped(clean(title), room, 17, bold=True), 17, bold=True)
    if subtitle:
        y = sheet.text(margin, y - 2, wrapped(clean(subtitle), room, 12.5), 12.5, fill=SOFT)
    top = y + 2
    headed = (len(sheet.marks), top - margin)
    sheet.add(*(mark.moved(margin, top) for mark in body.marks))
    y = top + body.high + 22
    for note in notes:
        y = sheet.text(margin, y, wrapped(clean(note), room, 11), 11, fill=SOFT) + 2
    return Picture(
        name=name,
        lang=lang,
        title=clean(title),
        description=clean(description),
        wide=round(room + 2 * margin),
        high=round(y - 14 + max(margin - 6, 6.0)),
        marks=tuple(sheet.marks),
        data=tuple(data),
        narrow=narrow,
        headed=headed,
    )
