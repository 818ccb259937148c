"""Groups held against each other: for each motive the share of the groups of each value that report it.

Two values stand to the left and the right of one axis; with one, or more than two, each has a column, of bars
or (where there are many) of shaded squares. A share is one of the groups that could report the motive, since
values need not have equally many groups; the counts stand beside it. Nothing is told by colour alone. In a
narrow picture a motive stands above its row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from lcgraph.analysis.contrasts import Contrast, Share
from lcgraph.render.crosstables.view import capital
from lcgraph.render.lettering import longest, width, wrapped
from lcgraph.render.pictures.canvas import (
    DEEP,
    FAINT,
    INK,
    NARROW,
    SOFT,
    Box,
    Grid,
    Line,
    Picture,
    Sheet,
    Spot,
    Word,
    framed,
    hatch,
    shade,
)
from lcgraph.render.pictures.edition import Edition, no_cells
from lcgraph.render.words import MOTIVE, NO, YES
from lcgraph.say import Text

_TITLES: Final = {
    "role": Text(nl="Welke rol meldt welk motief?", en="Which role reports which motive?"),
    "setting": Text(
        nl="In welke setting wordt welk motief gemeld?", en="In which setting is which motive reported?"
    ),
    "sector": Text(
        nl="In welke sector wordt welk motief gemeld?", en="In which sector is which motive reported?"
    ),
    "case": Text(nl="In welke case wordt welk motief gemeld?", en="In which case is which motive reported?"),
    "start_year": Text(
        nl="Welk motief wordt gemeld, naar beginjaar?", en="Which motive is reported, by starting year?"
    ),
}
_ATTRIBUTE: Final = Text(nl="Welk motief wordt gemeld, naar {}?", en="Which motive is reported, by {}?")
_SQUARES: Final = Text(
    nl="Hoe donkerder, hoe groter het deel van de groepen dat het motief meldt. Erin: hoeveel groepen, van "
    "de groepen die gevraagd en gecodeerd zijn; – als er geen zulke groepen zijn.",
    en="The darker, the larger the share of the groups that report the motive. In it: how many groups, of "
    "those that were asked and coded; – if there are no such groups.",
)
_BARS: Final = Text(
    nl="Een balk is het deel van de groepen dat het motief meldt. Ernaast: hoeveel groepen, van de groepen "
    "die gevraagd en gecodeerd zijn; – als er geen zulke groepen zijn.",
    en="A bar is the share of the groups that report the motive. Beside it: how many groups, of those that "
    "were asked and coded; – if there are no such groups.",
)
_TOLD: Final = Text(nl="{} motieven. Gemeld: {}.", en="{} motives. Reported: {}.")
_LEFT, _BAR, _COUNT, _ROOM = 290.0, 150.0, 40.0, 12.0
_COLUMN, _MOST, _SHORT_BAR, _SQUARE, _FEW, _FEW_NARROW = 104.0, 150.0, 52.0, 46.0, 6, 3
"""The least and the most width of a column, of a bar in it, of a column of squares; the most bars."""
_ABOVE: Final = 19.0
"""The room of a motive above its row."""
_OF: Final = Text(nl="{} – {}: {} van de {} groepen", en="{} – {}: {} of {} groups")
_NO_GROUPS: Final = Text(nl="{} – {}: geen zulke groepen", en="{} – {}: no such groups")

Cell = Callable[[Sheet, float, float, Share], None]


def draw_contrast(found: Sequence[Contrast], by: str, edition: Edition) -> Picture:
    """The picture of contrasts between the values of `by`; `CallError` when no group answers."""
    if not any(share.groups for each in found for share in each.shares.values()):
        raise no_cells()
    values = list(found[0].shares)
    names = [_name(by, value, edition) for value in values]
    sheet = Sheet()
    if len(values) == 2:
        told = _draw_sides(sheet, found, names, by, edition)
    else:
        told = _draw_columns(sheet, found, names, by, edition)
    counts = [sum(bool(each.shares[value].reporting) for each in found) for value in values]
    title = _TITLES.get(by)
    return framed(
        "contrast",
        edition.lang,
        edition.say(title)
        if title
        else edition.say(_ATTRIBUTE).format(edition.label("attribute", by).lower()),
        "",
        sheet,
        notes=[edition.say(told), *edition.notes()],
        data=[_grid(found, names, edition, told)],
        description=edition.say(_TOLD).format(
            len(found), "; ".join(f"{name} {count}" for name, count in zip(names, counts, strict=True))
        ),
        narrow=edition.narrow,
    )


def _name(by: str, value: str, edition: Edition) -> str:
    """What a value is called."""
    if (by, value) not in edition.labels and value in ("yes", "no"):
        return capital(edition.say(YES if value == "yes" else NO))
    return edition.label(by, value)


def _rows(
    sheet: Sheet, found: Sequence[Contrast], left: float, right: float, y: float, edition: Edition
) -> tuple[list[float], float]:
    """The names of clusters and motives; the middle of each row, and where they end."""
    middles, cluster = [], None
    room = right if edition.narrow else left - _ROOM
    for each in found:
        if each.cluster != cluster:
            cluster = each.cluster
            y += 24
            name = edition.label("cluster", cluster)
            lines = wrapped(name, right, 12.5, bold=True)
            sheet.add(Line(x=0, y=y - 17, pieces=((0, 0, right, 0),), stroke=INK, thick=0.8))
            spot = {"x": 0, "y": y - 14, "wide": width(lines[0], 12.5, bold=True), "high": 18}
            sheet.add(Spot(**spot, told=name, about=("cluster", cluster)))
            y = sheet.text(0, y, lines, 12.5, bold=True) - 8.25
        label = edition.label("motive", each.motive)
        lines = wrapped(label, room, 12, most=3)
        deep = 15.6 * len(lines)
        above = deep + _ABOVE - 15.6 if edition.narrow else 0.0
        high = above + 24 if edition.narrow else max(24.0, deep + 7)
        first = y + (14 if edition.narrow else (high - deep) / 2 + 12)
        sheet.text(0, first, lines, 12)
        spot = {"x": 0, "y": first - 13, "wide": max(width(line, 12) for line in lines), "high": deep + 2}
        sheet.add(Spot(**spot, told=label, about=("motive", each.motive)))
        middles.append(y + above + (high - above) / 2)
        y += high
    return middles, y


def _left(found: Sequence[Contrast], edition: Edition) -> float:
    """The room for the names of motives."""
    if edition.narrow:
        return 0.0
    labels = [edition.label("motive", each.motive) for each in found]
    return min(_LEFT, max(width(label, 12) for label in labels)) + _ROOM


def _spot(
    x: float, y: float, wide: float, each: Contrast, by: tuple[str, str, str], edition: Edition
) -> Spot:
    """What a bar or square says: its motive, its value, its counts.

    `by` is what is compared, the code of the value and its name.
    """
    share = each.shares[by[1]]
    label = edition.label("motive", each.motive)
    told = edition.say(_OF if share.groups else _NO_GROUPS)
    return Spot(
        x=x,
        y=y - 10,
        wide=wide,
        high=20,
        told=told.format(label, by[2], share.reporting, share.groups),
        about=("share", each.motive, *by[:2]),
    )


# ---- Two values: bars to either side -----------------------------------------------------------------


def _draw_sides(
    sheet: Sheet, found: Sequence[Contrast], names: Sequence[str], by: str, edition: Edition
) -> Text:
    left = _left(found, edition)
    bar = NARROW / 2 - _COUNT if edition.narrow else _BAR
    axis = left + _COUNT + bar
    top = _heads(sheet, axis, bar, names)
    middles, y = _rows(sheet, found, left, axis + bar + _COUNT, top, edition)
    for each, middle in zip(found, middles, strict=True):
        for (value, share), way, name in zip(each.shares.items(), (-1, 1), names, strict=True):
            _bar(sheet, axis, bar, middle, share, way)
            start = axis - bar - _COUNT if way < 0 else axis
            sheet.add(_spot(start, middle, bar + _COUNT, each, (by, value, name), edition))
    spans = [(middle - 12, middle + 12) for middle in middles] if edition.narrow else [(top, y + 4)]
    sheet.marks = [*_scale(axis, bar, spans), *sheet.marks]
    upright = tuple((0.0, start, 0.0, end) for start, end in spans)
    sheet.add(Line(x=axis, y=0, pieces=upright, stroke=INK, thick=1))
    sheet.wide, sheet.high = axis + bar + _COUNT, y + 8
    return _BARS


def _heads(sheet: Sheet, axis: float, bar: float, names: Sequence[str]) -> float:
    """The names of the sides with their signs, and the scale; returns the line below."""
    lines = [wrapped(name, bar + _COUNT - 26, 12, bold=True, most=3) for name in names]
    deepest = max(map(len, lines))
    start = 14 + (deepest - len(lines[0])) * 15.6
    sheet.text(axis - 24, start, lines[0], 12, anchor="end", bold=True)
    sheet.add(Box(x=axis - 18, y=deepest * 15.6 - 11, wide=12, high=12, fill=DEEP))
    start = 14 + (deepest - len(lines[1])) * 15.6
    sheet.text(axis + 24, start, lines[1], 12, bold=True)
    sheet.add(*_hatched(axis + 6, deepest * 15.6 - 11, 12, 12))
    y = deepest * 15.6 + 18
    for share, text in ((0, "0%"), (0.5, "50%"), (1, "100%")):
        for x in {axis - share * bar, axis + share * bar}:
            sheet.add(Word(x=x, y=y, text=text, size=10, anchor="middle", fill=SOFT))
    return y + 6


def _scale(axis: float, bar: float, spans: Sequence[tuple[float, float]]) -> list[Line]:
    """Faint lines at a half and at all, from some heights to others."""
    pieces = tuple((0.0, top, 0.0, bottom) for top, bottom in spans)
    places = (-bar, -bar / 2, bar / 2, bar)
    return [Line(x=axis + x, y=0, pieces=pieces, stroke=FAINT, thick=0.7) for x in places]


def _bar(sheet: Sheet, axis: float, bar: float, middle: float, side: Share, way: int) -> None:
    """One bar to the left (-1) or the right (1) of the axis, and its counts at the end."""
    share = side.share
    long = float(share or 0) * bar
    if long and way < 0:
        sheet.add(Box(x=axis - long, y=middle - 7, wide=long, high=14, fill=DEEP))
    elif long:
        sheet.add(*_hatched(axis, middle - 7, long, 14))
    anchor = "end" if way < 0 else "start"
    sheet.add(
        Word(x=axis + way * (long + 5), y=middle + 4, text=_counts(side), size=10.5, anchor=anchor, fill=SOFT)
    )


def _hatched(x: float, y: float, wide: float, high: float) -> tuple[Box, Line]:
    return (
        Box(x=x, y=y, wide=wide, high=high, fill="#ffffff", stroke="#b34700", thick=1.1),
        hatch(x, y, wide, high, stroke="#b34700"),
    )


# ---- Any number of values: a column each -------------------------------------------------------------


def _draw_columns(
    sheet: Sheet, found: Sequence[Contrast], names: Sequence[str], by: str, edition: Edition
) -> Text:
    few = len(names) <= (_FEW_NARROW if edition.narrow else _FEW)
    left = _left(found, edition)
    wide = max(_COLUMN, min(longest(names, 12, bold=True) + 9, _MOST)) if few else _SQUARE
    if edition.narrow:
        wide = max(NARROW / len(names), _SQUARE)
    middles_across = [left + wide * (number + 0.5) for number in range(len(names))]
    right = left + wide * len(names)
    top = _column_heads(sheet, middles_across, wide, names)
    middles, y = _rows(sheet, found, left, right, top, edition)
    draw: Cell = _short_bar if few else _square
    for each, middle in zip(found, middles, strict=True):
        for x, (value, share), name in zip(middles_across, each.shares.items(), names, strict=True):
            draw(sheet, x, middle, share)
            sheet.add(_spot(x - wide / 2 + 1, middle, wide - 2, each, (by, value, name), edition))
    sheet.wide, sheet.high = right, y + 8
    return _BARS if few else _SQUARES


def _column_heads(sheet: Sheet, middles: Sequence[float], wide: float, names: Sequence[str]) -> float:
    """The names above their columns, from bottom to top where a word is wider; returns the line below."""
    if longest(names, 12, bold=True) > wide - 8:
        lines = [wrapped(name, 150, 12, bold=True, most=2) for name in names]
        deep = max(width(line, 12, bold=True) for each in lines for line in each) + 6
        for x, each in zip(middles, lines, strict=True):
            for number, line in enumerate(each):
                at = x + 4 + (number - (len(each) - 1) / 2) * 15
                sheet.add(Word(x=at, y=deep, text=line, size=12, bold=True, turned=True))
        return deep + 8
    lines = [wrapped(name, wide - 8, 12, bold=True, most=4) for name in names]
    deepest = max(map(len, lines))
    for x, each in zip(middles, lines, strict=True):
        sheet.text(x, 14 + (deepest - len(each)) * 15.6, each, 12, anchor="middle", bold=True)
    return deepest * 15.6 + 6


def _short_bar(sheet: Sheet, x: float, y: float, share: Share) -> None:
    """A bar from the left of its column, and the counts to its right."""
    start = x - _COLUMN / 2 + 5
    if share.groups:
        sheet.add(Box(x=start, y=y - 6, wide=_SHORT_BAR, high=12, stroke=FAINT, thick=0.7))
    if share.reporting:
        sheet.add(Box(x=start, y=y - 6, wide=_SHORT_BAR * float(share.share or 0), high=12, fill=DEEP))
    sheet.add(Word(x=start + _SHORT_BAR + 5, y=y + 4, text=_counts(share), size=10.5, fill=SOFT))


def _square(sheet: Sheet, x: float, y: float, share: Share) -> None:
    """A square, the darker the larger the share, with its counts in it."""
    if not share.reporting:
        sheet.add(Word(x=x, y=y + 4, text=_counts(share), size=10.5, anchor="middle", fill=SOFT))
        return
    fill, ink = shade(float(share.share or 0))
    sheet.add(Box(x=x - 20, y=y - 10, wide=40, high=20, fill=fill))
    sheet.add(Word(x=x, y=y + 4, text=_counts(share), size=10.5, anchor="middle", fill=ink))


def _counts(share: Share) -> str:
    return f"{share.reporting}/{share.groups}" if share.groups else "–"


def _grid(found: Sequence[Contrast], names: Sequence[str], edition: Edition, told: Text) -> Grid:
    rows = tuple(
        (edition.label("motive", each.motive), *map(_counts, each.shares.values())) for each in found
    )
    return Grid(edition.say(told).partition(". ")[2], (edition.say(MOTIVE), *names), rows)
