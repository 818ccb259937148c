"""Two sides held against each other: a bar to the left and one to the right for each motive.

A bar is a share of the groups that could report the motive, since the two sides need not have equally many
groups; the counts stand beside it. The left bars are full and the right ones hatched, so that they differ
without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lcgraph.analysis.contrasts import Contrast, Share
from lcgraph.errors import CallError
from lcgraph.render.lettering import width, wrapped
from lcgraph.render.pictures.canvas import (
    DEEP,
    FAINT,
    INK,
    SOFT,
    Box,
    Grid,
    Line,
    Picture,
    Sheet,
    Word,
    framed,
    hatch,
)
from lcgraph.render.pictures.edition import Edition
from lcgraph.render.words import MOTIVE
from lcgraph.say import Text

SIDES: Final = ("role", "setting")
"""What a study can be divided by; the codes of either are the two sides."""

_TITLES: Final = {
    "role": Text(nl="Welke rol meldt welk motief?", en="Which role reports which motive?"),
    "setting": Text(
        nl="In welke setting wordt welk motief gemeld?", en="In which setting is which motive reported?"
    ),
}
_BARS: Final = Text(
    nl="Een balk is het deel van de groepen dat het motief meldt. Ernaast: hoeveel groepen, van de groepen die "
    "gevraagd en gecodeerd zijn; – als er geen zulke groepen zijn.",
    en="A bar is the share of the groups that report the motive. Beside it: how many groups, of those that were "
    "asked and coded; – if there are no such groups.",
)
_TOLD: Final = Text(
    nl="{} motieven. {} meldt er {}, {} meldt er {}.",
    en="{} motives. {}: {} of them reported; {}: {}.",
)
_LEFT, _BAR, _COUNT, _ROOM = 290.0, 150.0, 40.0, 12.0


def draw_contrast(found: Sequence[Contrast], by: str, sides: tuple[str, str], edition: Edition) -> Picture:
    """The picture of contrasts between two codes of `by`; `CallError` when no group answers."""
    if not any(side.groups for each in found for side in (each.left, each.right)):
        raise CallError("there are no cells to draw: a study needs findings.csv, or mentions.csv and a rule")
    sheet = Sheet()
    labels = [edition.label("motive", each.motive) for each in found]
    left = min(_LEFT, max(width(label, 12) for label in labels)) + _ROOM
    axis = left + _COUNT + _BAR
    right = axis + _BAR + _COUNT
    y = _heads(sheet, axis, [edition.label(by, side) for side in sides])
    top = y
    cluster = None
    for each, label in zip(found, labels, strict=True):
        if each.cluster != cluster:
            cluster = each.cluster
            y += 24
            sheet.add(Word(x=0, y=y, text=edition.label("cluster", cluster), size=12.5, bold=True))
            sheet.add(Line(x=0, y=y - 17, pieces=((0, 0, right, 0),), stroke=INK, thick=0.8))
            y += 8
        lines = wrapped(label, left - _ROOM, 12, most=3)
        high = max(24.0, 15.6 * len(lines) + 7)
        sheet.text(0, y + (high - 15.6 * len(lines)) / 2 + 12, lines, 12)
        _bar(sheet, axis, y + high / 2, each.left, -1)
        _bar(sheet, axis, y + high / 2, each.right, 1)
        y += high
    sheet.marks = [*_scale(axis, top, y + 4), *sheet.marks]
    sheet.add(Line(x=axis, y=0, pieces=((0, top, 0, y + 4),), stroke=INK, thick=1))
    sheet.wide, sheet.high = right, y + 8
    names = [edition.label(by, side) for side in sides]
    told = [sum(bool(side.reporting) for side in column)
            for column in ([each.left for each in found], [each.right for each in found])]  # fmt: skip
    return framed(
        "contrast",
        edition.lang,
        edition.say(_TITLES[by]),
        "",
        sheet,
        notes=[edition.say(_BARS), *edition.notes()],
        data=[_grid(found, names, edition)],
        description=edition.say(_TOLD).format(len(found), names[0], told[0], names[1], told[1]),
    )


def _heads(sheet: Sheet, axis: float, names: Sequence[str]) -> float:
    """The names of the sides with their signs, and the scale; returns the line below."""
    lines = [wrapped(name, _BAR + _COUNT - 26, 12, bold=True, most=3) for name in names]
    deepest = max(map(len, lines))
    start = 14 + (deepest - len(lines[0])) * 15.6
    sheet.text(axis - 24, start, lines[0], 12, anchor="end", bold=True)
    sheet.add(Box(x=axis - 18, y=deepest * 15.6 - 11, wide=12, high=12, fill=DEEP))
    start = 14 + (deepest - len(lines[1])) * 15.6
    sheet.text(axis + 24, start, lines[1], 12, bold=True)
    sheet.add(*_hatched(axis + 6, deepest * 15.6 - 11, 12, 12))
    y = deepest * 15.6 + 18
    for share, text in ((0, "0%"), (0.5, "50%"), (1, "100%")):
        for x in {axis - share * _BAR, axis + share * _BAR}:
            sheet.add(Word(x=x, y=y, text=text, size=10, anchor="middle", fill=SOFT))
    return y + 6


def _scale(axis: float, top: float, bottom: float) -> list[Line]:
    """Faint lines at a half and at all."""
    places = (-_BAR, -_BAR / 2, _BAR / 2, _BAR)
    return [Line(x=axis + x, y=0, pieces=((0, top, 0, bottom),), stroke=FAINT, thick=0.7) for x in places]


def _bar(sheet: Sheet, axis: float, middle: float, side: Share, way: int) -> None:
    """One bar to the left (-1) or the right (1) of the axis, and its counts at the end."""
    share = side.share
    long = float(share or 0) * _BAR
    if long and way < 0:
        sheet.add(Box(x=axis - long, y=middle - 7, wide=long, high=14, fill=DEEP))
    elif long:
        sheet.add(*_hatched(axis, middle - 7, long, 14))
    text = "–" if share is None else f"{side.reporting}/{side.groups}"
    anchor = "end" if way < 0 else "start"
    sheet.add(Word(x=axis + way * (long + 5), y=middle + 4, text=text, size=10.5, anchor=anchor, fill=SOFT))


def _hatched(x: float, y: float, wide: float, high: float) -> tuple[Box, Line]:
    return (
        Box(x=x, y=y, wide=wide, high=high, fill="#ffffff", stroke="#b34700", thick=1.1),
        hatch(x, y, wide, high, stroke="#b34700"),
    )


def _grid(found: Sequence[Contrast], names: Sequence[str], edition: Edition) -> Grid:
    def told(side: Share) -> str:
        return f"{side.reporting}/{side.groups}" if side.groups else "–"

    rows = tuple((edition.label("motive", each.motive), told(each.left), told(each.right)) for each in found)
    return Grid(edition.say(_BARS).partition(". ")[2], (edition.say(MOTIVE), *names), rows)
