"""The cross-case tables as one picture: motives by cluster down, cases with their roles across.

A full square with the mark of tables is a motive that a group reports. To the right stands how many groups
report a motive, of those that could have; below, how many motives a group reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lcgraph.analysis.contrasts import ANSWERED
from lcgraph.analysis.matrix import CrossTable
from lcgraph.render.crosstables.view import Column, View, by_case
from lcgraph.render.lettering import longest, width, wrapped
from lcgraph.render.pictures.canvas import (
    DEEP,
    FAINT,
    INK,
    PALE,
    PAPER,
    SOFT,
    Box,
    Dot,
    Grid,
    Line,
    Mark,
    Picture,
    Sheet,
    Word,
    framed,
)
from lcgraph.render.pictures.edition import Edition, key, no_cells
from lcgraph.render.words import EMPTY_CELL, KEPT, KEPT_LEGEND, MARKS, MOTIVE, TABLES
from lcgraph.say import Text

_GROUPS: Final = Text(nl="Groepen", en="Groups")
_MOTIVES: Final = Text(nl="Aantal gemelde motieven", en="Number of motives reported")
_TOTALS: Final = Text(
    nl="Groepen: hoeveel groepen het motief melden, van de groepen die gevraagd en gecodeerd zijn",
    en="Groups: how many groups report the motive, of those that were asked and coded",
)
_TOLD: Final = Text(
    nl="{} motieven bij {} groepen; {} cellen zijn gemeld.",
    en="{} motives in {} groups; {} cells are reported.",
)
_LEFT, _CELL, _NARROW, _TIGHT, _LABEL, _MOST, _WIDEST = 290.0, 32.0, 22.0, 18.0, 12.0, 760.0, 1100.0


def draw_matrix(tables: Sequence[CrossTable], edition: Edition) -> Picture:
    """The picture of cross-case tables; `CallError` when there are none."""
    if not any(table.cells for table in tables):
        raise no_cells()
    sheet = Sheet()
    view = edition.view(tables)
    places = _Columns(view, edition)
    y = _heads(sheet, places, view, edition)
    top = y
    motives = 0
    for table in tables:
        y += 22
        sheet.add(Line(x=0, y=y - 16, pieces=((0, 0, places.wide, 0),), stroke=INK, thick=0.8))
        sheet.add(Word(x=0, y=y, text=edition.label("cluster", table.cluster), size=12.5, bold=True))
        y += 10
        for motive in table.motives:
            y = _row(sheet, places, table, motive, y, edition)
            motives += 1
    y = _foot(sheet, places, tables, y + 6, edition)
    bands = [
        Box(x=x, y=top + 2, wide=wide, high=y - top - 22, fill=PALE)
        for number, (x, wide) in enumerate(places.cases.values())
        if number % 2 == 0
    ]
    sheet.marks = [*bands, *sheet.marks]
    sheet.wide = max(sheet.wide, places.wide)
    sheet.high = key(sheet, y + 24, sheet.wide, _key(view, edition))
    reported = sum(cell.status == "reported" for table in tables for cell in table.cells.values())
    return framed(
        "matrix",
        edition.lang,
        edition.say(TABLES),
        "",
        sheet,
        notes=[edition.say(_TOTALS) + ".", *edition.notes()],
        data=[_grid(view, table, edition) for table in tables],
        description=edition.say(_TOLD).format(motives, len(tables[0].columns), reported),
    )


class _Columns:
    """Where the columns lie: `middles` of the groups, (left, width) of the `cases`, and the `total`."""

    def __init__(self, view: View, edition: Edition) -> None:
        roles = by_case(view.columns)
        labels = {case: edition.case(*case) for case in roles}
        across = {
            case: max(_CELL * len(roles[case]), min(110.0, longest([labels[case]], _LABEL) + 8))
            for case in labels
        }
        self.turned = sum(across.values()) > _MOST
        cell = _CELL
        if self.turned:
            cell = _NARROW if _NARROW * len(view.columns) <= _WIDEST else _TIGHT
            across = {case: max(cell * len(roles[case]) + 6, 26.0) for case in labels}
        roles_told = {view.role(column) for column in view.columns}
        self.size = 9.5 if self.turned else 10.5
        self.upright = max(width(head, self.size) for head in roles_told) > cell - 2
        """Whether the heads of the columns read from bottom to top, as they are wider than a column."""
        self.lines = {
            case: wrapped(label, 150, _LABEL, most=2 if across[case] > 34 else 1)
            if self.turned
            else wrapped(label, across[case] - 4, _LABEL, most=3)
            for case, label in labels.items()
        }
        self.cases: dict[tuple[str, str], tuple[float, float]] = {}
        self.middles: dict[Column, float] = {}
        motives = [edition.label("motive", motive) for each in view.tables for motive in each.motives]
        heads = [edition.say(_MOTIVES), *motives]
        self.left = x = min(_LEFT, max(width(head, 12) for head in heads) + 14)
        for case, wide in across.items():
            self.cases[case] = (x, wide)
            share = wide / len(roles[case])
            for number, column in enumerate(roles[case]):
                self.middles[column] = x + share * (number + 0.5)
            x += wide
        self.total = x + 14
        self.wide = self.total + 100


def _heads(sheet: Sheet, places: _Columns, view: View, edition: Edition) -> float:
    """The names of studies, cases and roles above their columns; returns the line below them."""
    y = 0.0
    if edition.several:
        y = _studies(sheet, places, edition)
    if places.turned:
        deep = max(width(line, _LABEL) for lines in places.lines.values() for line in lines) + 6
        for case, (x, wide) in places.cases.items():
            lines = places.lines[case]
            first = x + wide / 2 + 4 - (len(lines) - 1) * 7.5
            for number, line in enumerate(lines):
                at = first + number * 15
                sheet.add(Word(x=at, y=y + deep, text=line, size=_LABEL, turned=True))
        y += deep
    else:
        deepest = max(map(len, places.lines.values()))
        for case, (x, wide) in places.cases.items():
            lines = places.lines[case]
            start = y + 14 + (deepest - len(lines)) * _LABEL * 1.3
            sheet.text(x + wide / 2, start, lines, _LABEL, anchor="middle")
        y += deepest * _LABEL * 1.3 + 2
    heads = {column: view.role(column) for column in places.middles}
    y += max(width(head, places.size) for head in heads.values()) + 8 if places.upright else 14
    for column, x in places.middles.items():
        if places.upright:
            sheet.add(Word(x=x + 3.5, y=y, text=heads[column], size=places.size, fill=SOFT, turned=True))
        else:
            sheet.add(Word(x=x, y=y, text=heads[column], size=places.size, anchor="middle", fill=SOFT))
    sheet.add(Word(x=places.total, y=y, text=edition.say(_GROUPS), size=10.5, fill=SOFT))
    return y + 4


def _studies(sheet: Sheet, places: _Columns, edition: Edition) -> float:
    """The names of the studies above a line over their cases."""
    spans: dict[str, list[float]] = {}
    for (study, _), (x, wide) in places.cases.items():
        spans.setdefault(study, []).extend((x, x + wide))
    lines = {study: wrapped(study, max(at) - min(at) - 8, 11, most=3) for study, at in spans.items()}
    deepest = max(map(len, lines.values()))
    for study, at in spans.items():
        left, right = min(at) + 2, max(at) - 2
        start = 12 + (deepest - len(lines[study])) * 14.3
        sheet.text((left + right) / 2, start, lines[study], 11, anchor="middle", bold=True)
        line = ((left, 0, right, 0),)
        sheet.add(Line(x=0, y=deepest * 14.3 + 4, pieces=line, stroke=INK, thick=0.8))
    return deepest * 14.3 + 8


def _row(sheet: Sheet, places: _Columns, table: CrossTable, motive: str, y: float, edition: Edition) -> float:
    """One motive; returns where the next one starts."""
    lines = wrapped(edition.label("motive", motive), places.left - 12, 12, most=3)
    high = max(24.0, 15.6 * len(lines) + 8)
    sheet.text(0, y + (high - 15.6 * len(lines)) / 2 + 12, lines, 12)
    middle = y + high / 2
    for column, x in places.middles.items():
        cell = table.at(motive, column)
        sheet.add(*(mark.moved(x, middle) for mark in sign(cell.status if cell else "")))
        if cell and cell.as_published:
            sheet.add(Word(x=x + 8, y=middle - 2, text=KEPT, size=11))
    statuses = [cell.status for (name, _), cell in table.cells.items() if name == motive]
    asked, reporting = sum(status in ANSWERED for status in statuses), statuses.count("reported")
    sheet.add(Word(x=places.total, y=middle + 4, text=f"{reporting}/{asked}", size=11))
    sheet.add(Box(x=places.total + 40, y=middle - 4, wide=56, high=8, stroke=SOFT, thick=0.6))
    if reporting:
        sheet.add(Box(x=places.total + 40, y=middle - 4, wide=56 * reporting / asked, high=8, fill=DEEP))
    sheet.add(Line(x=0, y=y + high, pieces=((0, 0, places.wide, 0),), stroke=FAINT, thick=0.6))
    return y + high


def _foot(sheet: Sheet, places: _Columns, tables: Sequence[CrossTable], y: float, edition: Edition) -> float:
    """How many motives each group reports; returns the line below."""
    sheet.add(Word(x=0, y=y + 14, text=edition.say(_MOTIVES), size=11, fill=SOFT))
    for column, x in places.middles.items():
        cells = [table.at(motive, column) for table in tables for motive in table.motives]
        count = sum(cell.status == "reported" for cell in cells if cell)
        hidden = any(cell.status == "withheld" for cell in cells if cell)
        text = MARKS["withheld"] if hidden and not count else str(count)
        sheet.add(Word(x=x, y=y + 14, text=text, size=11, anchor="middle", fill=SOFT))
    return y + 24


def sign(status: str) -> list[Mark]:
    """What stands for a status, around (0, 0), as in tables; "" is a cell that the study does not have."""
    side = 7.5
    if status == "reported":
        cross = Line(x=0, y=0, pieces=((-3, -3, 3, 3), (-3, 3, 3, -3)), stroke=PAPER, thick=1.8)
        return [Box(x=-side, y=-side, wide=2 * side, high=2 * side, fill=DEEP), cross]
    if status == "below-threshold":
        return [Dot(x=0, y=0, r=1.9, fill=SOFT)]
    if status == "not-asked":
        return [Line(x=0, y=0, pieces=((-5, 0, 5, 0),), stroke=INK, thick=1.4)]
    if status in ("not-coded", "withheld"):
        return [Word(x=0, y=4.5, text=MARKS[status], anchor="middle")]
    if status == "":
        return [Line(x=0, y=0, pieces=((-2.5, 5, 2.5, -5),), stroke=SOFT, thick=1.2)]
    return []


def _key(view: View, edition: Edition) -> list[tuple[list[Mark], str]]:
    """What the signs that occur mean."""
    tables = view.tables
    cells = [cell for table in tables for cell in table.cells.values()]
    found = view.statuses()
    entries = [
        (sign(status), edition.label("status", status))
        for status in ("reported", "below-threshold", "not-asked", "not-coded", "withheld")
        if status in found
    ]
    if "blank" in found:
        entries.append(([], edition.say(EMPTY_CELL)))
    if "" in found:
        entries.append((sign(""), view.no_cell()))
    if any(cell.as_published for cell in cells):
        entries.append(([], edition.say(KEPT_LEGEND)))
    return [*entries, ([], "; ".join(view.roles_told()))]


def _grid(view: View, table: CrossTable, edition: Edition) -> Grid:
    """The statuses of a table in words."""
    heads = [f"{view.case(*column[:2])} {view.role(column)}" for column in table.columns]
    rows = []
    for motive in table.motives:
        cells = [table.at(motive, column) for column in table.columns]
        told = [edition.label("status", cell.status) if cell else view.no_cell() for cell in cells]
        rows.append((edition.label("motive", motive), *told))
    return Grid(edition.label("cluster", table.cluster), (edition.say(MOTIVE), *heads), tuple(rows))
