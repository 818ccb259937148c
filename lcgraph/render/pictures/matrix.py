"""The cross-case tables as one picture: motives by cluster down, cases with their roles across.

A full square with the mark of tables is a motive that a group reports. To the right stands how many groups
report a motive, of those that could have; below, how many motives a group reports. A narrow picture has each
motive above its signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lcgraph.analysis.contrasts import ANSWERED
from lcgraph.analysis.matrix import CrossTable
from lcgraph.analysis.matrix import Mark as Found
from lcgraph.render.crosstables.view import Column, View, by_case
from lcgraph.render.lettering import longest, width, wrapped
from lcgraph.render.pictures.canvas import (
    DEEP,
    FAINT,
    INK,
    NARROW,
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
    Spot,
    Word,
    framed,
    shade,
)
from lcgraph.render.pictures.edition import Edition, key, no_cells
from lcgraph.render.words import COUNTS_LEGEND, EMPTY_CELL, KEPT, KEPT_LEGEND, MARKS, MOTIVE, TABLES
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
_TOTAL: Final = Text(nl="{}: {} van de {} groepen", en="{}: {} of {} groups")
_LEFT, _CELL, _NARROW, _TIGHT, _LABEL, _MOST, _WIDEST = 290.0, 32.0, 22.0, 18.0, 12.0, 760.0, 1100.0
_COUNTED: Final = 9.5
"""The size of n/N in a cell."""


def draw_matrix(tables: Sequence[CrossTable], edition: Edition, *, counts: bool = False) -> Picture:
    """The picture of cross-case tables, with n/N in cells for `counts`; `CallError` when there are none."""
    if not any(table.cells for table in tables):
        raise no_cells()
    sheet = Sheet()
    view = edition.view(tables, counts=counts)
    places = _Columns(view, edition)
    y = _heads(sheet, places, view, edition)
    top = y
    motives = 0
    for table in tables:
        y += 22
        cluster = edition.label("cluster", table.cluster)
        lines = wrapped(cluster, places.wide, 12.5, bold=True)
        sheet.add(Line(x=0, y=y - 16, pieces=((0, 0, places.wide, 0),), stroke=INK, thick=0.8))
        below = sheet.text(0, y, lines, 12.5, bold=True)
        long = width(lines[0], 12.5, bold=True)
        sheet.add(Spot(x=0, y=y - 14, wide=long, high=18, told=cluster, about=("cluster", table.cluster)))
        y = below - 6.25
        for motive in table.motives:
            y = _row(sheet, places, table, motive, y, view, edition)
            motives += 1
    y = _foot(sheet, places, tables, y + 6, edition)
    bottom = y - (46 if edition.narrow else 22)
    bands = [
        Box(x=x, y=top + 2, wide=wide, high=bottom - top, fill=PALE)
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
        narrow=edition.narrow,
    )


class _Columns:
    """Where the columns lie: `middles` of the groups, (left, width) of the `cases`, and the `total`."""

    def __init__(self, view: View, edition: Edition) -> None:
        roles = by_case(view.columns)
        labels = {case: edition.case(*case) for case in roles}
        counted = [view.counted(cell) for table in view.tables for cell in table.cells.values()]
        self.sign = max(15.0, *(width(each, _COUNTED) + 4 for each in counted))
        """How wide a sign is: a square, or n/N."""
        self.narrow = edition.narrow
        self.label = 10.5 if self.narrow else _LABEL
        """The size of the names of cases."""
        self.left = 0.0 if self.narrow else self._named(view, edition)
        across = self._across(view, labels)
        self.turned = sum(across.values()) > (NARROW if self.narrow else _MOST)
        if self.turned:
            cell = self._tight(len(view.columns), len(labels))
            across = {case: max(cell * len(roles[case]) + 6, 26.0) for case in labels}
        elif self.narrow:
            more = (NARROW - sum(across.values())) / len(across)
            across = {case: wide + more for case, wide in across.items()}
        self.cell = min(wide / len(roles[case]) for case, wide in across.items())
        roles_told = {view.role(column) for column in view.columns}
        self.size = 9.5 if self.turned or self.narrow else 10.5
        self.upright = max(width(head, self.size) for head in roles_told) > self.cell - 2
        """Whether the heads of the columns read from bottom to top, as they are wider than a column."""
        self.lines = {
            case: wrapped(label, 150, self.label, most=2 if across[case] > 34 else 1)
            if self.turned
            else wrapped(label, across[case] - 4, self.label, most=3)
            for case, label in labels.items()
        }
        self.cases: dict[tuple[str, str], tuple[float, float]] = {}
        self.middles: dict[Column, float] = {}
        x = self.left
        for case, wide in across.items():
            self.cases[case] = (x, wide)
            share = wide / len(roles[case])
            for number, column in enumerate(roles[case]):
                self.middles[column] = x + share * (number + 0.5)
            x += wide
        self.wide = max(x, NARROW) if self.narrow else x + 114
        self.total = self.wide - 100

    @staticmethod
    def _named(view: View, edition: Edition) -> float:
        """The room for the names of motives before the columns."""
        motives = [edition.label("motive", motive) for each in view.tables for motive in each.motives]
        return min(_LEFT, max(width(head, 12) for head in (edition.say(_MOTIVES), *motives)) + 14)

    def _across(self, view: View, labels: dict[tuple[str, str], str]) -> dict[tuple[str, str], float]:
        """How wide each case is where its name is not turned."""
        roles = by_case(view.columns)
        cell = max(_TIGHT if self.narrow else _CELL, self.sign + 4)
        return {
            case: max(cell * len(roles[case]), min(110.0, longest([label], self.label) + 8))
            for case, label in labels.items()
        }

    def _tight(self, columns: int, cases: int) -> float:
        """How wide a column is where the names of cases are turned."""
        if self.narrow:
            return max(_TIGHT, self.sign + 2, (NARROW - 6 * cases) / columns)
        cell = _NARROW if _NARROW * columns <= _WIDEST else _TIGHT
        return max(cell, self.sign + 2)


def _heads(sheet: Sheet, places: _Columns, view: View, edition: Edition) -> float:
    """The names of studies, cases and roles above their columns; returns the line below them."""
    y = 0.0
    if edition.several:
        y = _studies(sheet, places, edition)
    if places.turned:
        deep = max(width(line, places.label) for lines in places.lines.values() for line in lines) + 6
        for case, (x, wide) in places.cases.items():
            lines = places.lines[case]
            first = x + wide / 2 + 4 - (len(lines) - 1) * 7.5
            for number, line in enumerate(lines):
                at = first + number * 15
                sheet.add(Word(x=at, y=y + deep, text=line, size=places.label, turned=True))
        y += deep
    else:
        deepest = max(map(len, places.lines.values()))
        for case, (x, wide) in places.cases.items():
            lines = places.lines[case]
            start = y + 14 + (deepest - len(lines)) * places.label * 1.3
            sheet.text(x + wide / 2, start, lines, places.label, anchor="middle")
        y += deepest * places.label * 1.3 + 2
    for case, (x, wide) in places.cases.items():
        room = {"x": x, "y": 0, "wide": wide, "high": y}
        sheet.add(Spot(**room, told=edition.case(*case), about=("case", *case)))
    heads = {column: view.role(column) for column in places.middles}
    y += max(width(head, places.size) for head in heads.values()) + 8 if places.upright else 14
    for column, x in places.middles.items():
        if places.upright:
            sheet.add(Word(x=x + 3.5, y=y, text=heads[column], size=places.size, fill=SOFT, turned=True))
        else:
            sheet.add(Word(x=x, y=y, text=heads[column], size=places.size, anchor="middle", fill=SOFT))
        told = f"{edition.case(*column[:2])}, {edition.role(column[0], column[2])}"
        spot = {"x": x - places.cell / 2, "y": y - 12, "wide": places.cell, "high": 16}
        sheet.add(Spot(**spot, told=told, about=("group", *column)))
    if not places.narrow:
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


def _row(
    sheet: Sheet, places: _Columns, table: CrossTable, motive: str, y: float, view: View, edition: Edition
) -> float:
    """One motive; returns where the next one starts."""
    label = edition.label("motive", motive)
    room = places.total - 10 if places.narrow else places.left - 12
    lines = wrapped(label, room, 12, most=3)
    above = 15.6 * len(lines) + 6 if places.narrow else 0.0
    high = above + 24 if places.narrow else max(24.0, 15.6 * len(lines) + 8)
    first = y + (0 if places.narrow else (high - 15.6 * len(lines)) / 2) + (16 if places.narrow else 12)
    sheet.text(0, first, lines, 12)
    long = max(width(line, 12) for line in lines)
    spot = {"x": 0, "y": first - 13, "wide": long, "high": 15.6 * len(lines) + 2}
    sheet.add(Spot(**spot, told=label, about=("motive", motive)))
    middle = y + above + (high - above) / 2
    for column, x in places.middles.items():
        cell = table.at(motive, column)
        signs = (
            counted(cell, view)
            if cell and cell.total and view.counted(cell)
            else sign(cell.status if cell else "")
        )
        sheet.add(*(mark.moved(x, middle) for mark in signs))
        if cell and cell.as_published:
            sheet.add(Word(x=x + 8, y=middle - 2, text=KEPT, size=11))
        spot = {"x": x - places.cell / 2 + 1, "y": middle - 11, "wide": places.cell - 2, "high": 22}
        told = f"{label} – {edition.case(*column[:2])}, {edition.role(column[0], column[2])}: "
        told += edition.label("status", cell.status).lower() if cell else view.no_cell()
        sheet.add(Spot(**spot, told=told, about=("cell", motive, *column)))
    _total(sheet, places, table, motive, y + 10 if places.narrow else middle, edition)
    sheet.add(Line(x=0, y=y + high, pieces=((0, 0, places.wide, 0),), stroke=FAINT, thick=0.6))
    return y + high


def _total(
    sheet: Sheet, places: _Columns, table: CrossTable, motive: str, middle: float, edition: Edition
) -> None:
    """How many groups report a motive, of those that could have."""
    statuses = [cell.status for (name, _), cell in table.cells.items() if name == motive]
    asked, reporting = sum(status in ANSWERED for status in statuses), statuses.count("reported")
    sheet.add(Word(x=places.total, y=middle + 4, text=f"{reporting}/{asked}", size=11))
    sheet.add(Box(x=places.total + 40, y=middle - 4, wide=56, high=8, stroke=SOFT, thick=0.6))
    if reporting:
        sheet.add(Box(x=places.total + 40, y=middle - 4, wide=56 * reporting / asked, high=8, fill=DEEP))
    told = edition.say(_TOTAL).format(edition.label("motive", motive), reporting, asked)
    spot = {"x": places.total, "y": middle - 9, "wide": 97, "high": 18}
    sheet.add(Spot(**spot, told=told, about=("motive", motive)))


def _foot(sheet: Sheet, places: _Columns, tables: Sequence[CrossTable], y: float, edition: Edition) -> float:
    """How many motives each group reports; returns the line below."""
    sheet.add(Word(x=0, y=y + 14, text=edition.say(_MOTIVES), size=11, fill=SOFT))
    y += 18 if places.narrow else 0
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


def counted(cell: Found, view: View) -> list[Mark]:
    """What stands for a cell with its numbers, around (0, 0): n/N, deep where it is reported, else pale."""
    text = view.counted(cell)
    wide = max(15.0, width(text, _COUNTED) + 4)
    fill, ink = shade(1.0) if cell.status == "reported" else (PAPER, INK)
    edge = "" if cell.status == "reported" else FAINT
    return [
        Box(x=-wide / 2, y=-8, wide=wide, high=16, fill=fill, stroke=edge),
        Word(x=0, y=3.5, text=text, size=_COUNTED, anchor="middle", fill=ink),
    ]


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
    if any(view.counted(cell) for cell in cells):
        entries.append(([], edition.say(COUNTS_LEGEND)))
    return [*entries, ([], "; ".join(view.roles_told()))]


def _grid(view: View, table: CrossTable, edition: Edition) -> Grid:
    """The statuses of a table in words, with n/N where they are shown."""
    heads = [f"{view.case(*column[:2])} {view.role(column)}" for column in table.columns]
    rows = []
    for motive in table.motives:
        cells = [table.at(motive, column) for column in table.columns]
        told = [
            f"{edition.label('status', cell.status)} {view.counted(cell)}".strip() if cell else view.no_cell()
            for cell in cells
        ]
        rows.append((edition.label("motive", motive), *told))
    return Grid(edition.label("cluster", table.cluster), (edition.say(MOTIVE), *heads), tuple(rows))
