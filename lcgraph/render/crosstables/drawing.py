"""Cross-case tables as one picture, below each other: marks differ in shape, not in colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lcgraph.analysis.matrix import CrossTable
from lcgraph.render.crosstables.view import Column, View, by_case
from lcgraph.render.lettering import width
from lcgraph.render.pictures.canvas import SOFT, Box, Line, Picture, Sheet, Word
from lcgraph.render.words import TABLES

_ROW, _CELL, _SIZE, _EDGE = 24.0, 44.0, 13.0, 16.0


def draw_tables(view: View) -> Picture:
    """The tables as `lcgraph tables --format svg` has them: text stays text."""
    motives = [view.motive(motive) for table in view.tables for motive in table.motives]
    left = max((width(motive, _SIZE) for motive in motives), default=0) + 2 * _EDGE
    widths = _widths(view)
    sheet = Sheet(wide=left + sum(widths.values()) + _EDGE)
    for text in view.opening():
        sheet.add(Word(x=_EDGE, y=sheet.high + 24, text=text, size=_SIZE, bold=True))
        sheet.high += 24
    rules: list[float] = []
    for table in view.tables:
        sheet.high += 36
        rules += _draw_table(sheet, view, table, left, widths)
    for part in view.legend_parts():
        sheet.high += 18
        sheet.add(Word(x=_EDGE, y=sheet.high + 16, text=part, size=12, fill=SOFT))
    wide = max([sheet.wide, *(mark.room[2] + _EDGE for mark in sheet.marks if isinstance(mark, Word))])
    lines = [Line(x=_EDGE, y=y, pieces=((0, 0, wide - 2 * _EDGE, 0),), thick=0.5) for y in rules]
    title = TABLES.in_(view.lang)
    return Picture(
        name="tables",
        lang=view.lang,
        title=title,
        description=view.legend(),
        wide=round(wide + 0.5),
        high=round(sheet.high + 36),
        marks=(*lines, *sheet.marks),
        data=(),
    )


def _widths(view: View) -> dict[Column, float]:
    """The width of each column: as wide as its role asks, and the columns of a case as its label."""
    widths = {}
    for case, columns in by_case(view.columns).items():
        share = (width(view.case(*case), _SIZE) + 16) / len(columns)
        for column in columns:
            marks = [view.mark(table, motive, column) for table in view.tables for motive in table.motives]
            widest = max((width(mark, _SIZE) + 12 for mark in marks), default=0) if view.counts else 0
            widths[column] = max(_CELL, share, width(view.role(column), 11) + 8, widest)
    return widths


def _shade(share: float) -> str:
    """A grey on which a mark can be read, the darker the more of those asked name the motive."""
    level = round(255 - 75 * share)
    return f"#{level:02x}{level:02x}{level:02x}"


def _draw_table(
    sheet: Sheet, view: View, table: CrossTable, left: float, widths: Mapping[Column, float]
) -> list[float]:
    """One table from where the sheet ends; returns where lines go."""
    middles: dict[Column, float] = {}
    x = left
    for column in table.columns:
        middles[column] = x + widths[column] / 2
        x += widths[column]
    sheet.add(Word(x=_EDGE, y=sheet.high, text=view.title(table), size=15, bold=True))
    y = sheet.high + _ROW
    for case, columns in by_case(table.columns).items():
        middle = (
            middles[columns[0]] - widths[columns[0]] / 2 + middles[columns[-1]] + widths[columns[-1]] / 2
        ) / 2
        sheet.add(Word(x=middle, y=y, text=view.case(*case), size=_SIZE, anchor="middle"))
        _middle(sheet, [(middles[column], view.role(column)) for column in columns], y + 18, 11, SOFT)
    y += 26
    rules = [y]
    for motive in table.motives:
        sheet.add(Word(x=_EDGE, y=y + 17, text=view.motive(motive), size=_SIZE))
        for each, at in middles.items():
            cell = table.cells.get((motive, each))
            if view.counts and cell and cell.n and cell.total:
                room = widths[each]
                shade = _shade(cell.n / cell.total)
                sheet.add(Box(x=at - room / 2, y=y, wide=room, high=_ROW, fill=shade))
        size = 13 if view.counts else 16
        _middle(sheet, [(at, view.mark(table, motive, each)) for each, at in middles.items()], y + 17, size)
        y += _ROW
        rules.append(y)
    sheet.high = y
    return rules


def _middle(
    sheet: Sheet, texts: Sequence[tuple[float, str]], y: float, size: float, fill: str = "#1a1a1a"
) -> None:
    """Texts around the middles of their columns."""
    for x, text in texts:
        if text:
            sheet.add(Word(x=x, y=y, text=text, size=size, anchor="middle", fill=fill))
