"""Cross-case tables as text of fixed width, and as Markdown.

A table that is wider than the terminal is written narrower: heads and motives on more lines, and the cases in
parts below each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lcgraph.analysis.matrix import CrossTable
from lcgraph.markdown import escaped
from lcgraph.render.crosstables.view import Column, View, by_case
from lcgraph.render.lettering import broken
from lcgraph.render.words import MOTIVE

_NAMES = (24, 36)
"""The least and the most room for the motives of a table that is written narrower."""
_HEAD = 11
"""The room that the name of a case has at least, to be broken into lines."""


def plain(view: View, width: int | None = None) -> str:
    """The tables with the case above its roles and the motives to the left; in parts where it must be."""
    whole = _Layout.whole(view)
    layout = whole if width is None or whole.wide(view.columns) <= width else _Layout.narrow(view, width)
    parts = layout.parts(view.columns, width)
    blocks = []
    for table in view.tables:
        for number, columns in enumerate(parts, 1):
            part = f" ({number}/{len(parts)})" if len(parts) > 1 else ""
            lines = _lines(view, table, layout, columns, width)
            if lines:
                blocks.append("\n".join([view.title(table) + part, *lines]))
    legend = view.legend() if layout is whole or width is None else _filled(view.legend_parts(), width)
    return "\n\n".join([*view.opening(), *blocks, legend]) + "\n"


@dataclass(frozen=True)
class _Layout:
    """How much room the motives have, each column, and the lines above each case."""

    names: int
    columns: Mapping[Column, int]
    heads: Mapping[tuple[str, str], list[str]]

    @classmethod
    def whole(cls, view: View) -> _Layout:
        """Every name on one line."""
        widths = _widths(view, 2)
        heads = {}
        for case, columns in by_case(view.columns).items():
            heads[case] = [view.head(*case)]
            missing = _wide(heads[case][0]) + 2 - sum(widths[column] for column in columns)
            widths[columns[-1]] += max(0, missing)
        return cls(_longest(view) + 2, widths, heads)

    @classmethod
    def narrow(cls, view: View, width: int) -> _Layout:
        """Columns as narrow as their heads and marks, names broken into lines."""
        widths = _widths(view, 1)
        heads = {}
        for case, columns in by_case(view.columns).items():
            room = sum(widths[column] for column in columns)
            head = view.head(*case)
            heads[case] = _broken(head, max(room - 1, _HEAD, *map(_wide, head.split())))
            widths[columns[-1]] += 1 + max(0, max(map(_wide, heads[case])) + 1 - room)
        least, most = _NAMES
        words = (_wide(word) for text in _motives(view) for word in text.split())
        least = max(least, min(max(words, default=0), width // 2))
        return cls(min(_longest(view), max(least, min(most, width // 3))) + 2, widths, heads)

    def wide(self, columns: Sequence[Column]) -> int:
        return self.names + sum(self.columns[column] for column in columns)

    def parts(self, columns: Sequence[Column], width: int | None) -> list[list[Column]]:
        """The columns in parts that fit, whole cases together; one part when there is nothing to show."""
        parts: list[list[Column]] = [[]]
        several = len({study for study, _, _ in columns}) > 1
        for (study, _), mine in by_case(columns).items():
            room = sum(self.columns[column] for column in mine)
            named = (
                max(_wide(study) + 1, room)
                if several and parts[-1][-1:] and parts[-1][-1][0] != study
                else room
            )
            if width is not None and parts[-1] and self.wide(parts[-1]) + named - 1 > width:
                parts.append([])
            parts[-1] += mine
        return parts


def _longest(view: View) -> int:
    """The room that the longest motive takes."""
    return max(map(_wide, _motives(view)), default=0)


def _motives(view: View) -> list[str]:
    return [view.motive(code) for table in view.tables for code in table.motives]


def _widths(view: View, gap: int) -> dict[Column, int]:
    """The width of each column: its head or its widest mark, and a gap."""
    widths = {column: _wide(view.role(column)) for column in view.columns}
    for table in view.tables:
        for motive in table.motives:
            for column in table.columns:
                widths[column] = max(widths[column], _wide(view.mark(table, motive, column)))
    return {column: wide + gap for column, wide in widths.items()}


def _lines(
    view: View, table: CrossTable, layout: _Layout, columns: Sequence[Column], width: int | None
) -> list[str]:
    """A table with some of its columns; of several studies each shows what it has, or nothing at all."""
    shown = [
        motive
        for motive in table.motives
        if not view.several or any((motive, column) in table.cells for column in columns)
    ]
    if not shown and columns:
        return []
    cases = by_case(columns)
    rooms = {case: sum(layout.columns[column] for column in mine) for case, mine in cases.items()}
    deepest = max((len(layout.heads[case]) for case in cases), default=1)
    heads = {case: [""] * (deepest - len(layout.heads[case])) + layout.heads[case] for case in cases}
    lines = [
        _pad("", layout.names) + "".join(_pad(heads[case][line], rooms[case]) for case in cases)
        for line in range(deepest)
    ]
    if view.several:
        lines.insert(0, _studies(rooms, layout.names, width))
    roles = "".join(_pad(view.role(column), layout.columns[column]) for column in columns)
    lines.append(_pad("", layout.names) + roles)
    lines.append("─" * layout.wide(columns))
    for motive in shown:
        *above, last = _broken(view.motive(motive), layout.names - 2)
        marks = (_pad(view.mark(table, motive, column), layout.columns[column]) for column in columns)
        lines += [*above, _pad(last, layout.names) + "".join(marks)]
    return [line.rstrip() for line in lines]


def _studies(rooms: Mapping[tuple[str, str], int], left: int, width: int | None) -> str:
    """The line that names each study above the first of its cases."""
    line, place, before = " " * left, left, ""
    for (study, _), room in rooms.items():
        if study != before:
            line = f"{_pad(line, place)}{' ' * (_wide(line) > place)}{study}"
        place, before = place + room, study
    return line if width is None or _wide(line) <= width else line[: width - 1] + "…"


def _wide(text: str) -> int:
    from wcwidth import wcswidth

    return max(wcswidth(text), 0)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _wide(text))


def _broken(text: str, room: int) -> list[str]:
    return broken(text, lambda line: _wide(line) <= room)


def _filled(parts: Sequence[str], width: int) -> str:
    """The parts of a legend in lines that fit; only what is longer than a line is broken."""
    lines: list[str] = []
    for number, part in enumerate(parts, 1):
        text = part + (";" if number < len(parts) else "")
        if lines and _wide(f"{lines[-1]} {text}") <= width:
            lines[-1] += f" {text}"
        else:
            lines += _broken(text, width)
    return "\n".join(lines)


def markdown(view: View) -> str:
    """A pipe table a cluster."""
    blocks = []
    for table in view.tables:
        heads = [f"{view.case(*column[:2])} {view.role(column)}" for column in table.columns]
        rows = [
            [view.motive(motive), *(view.mark(table, motive, column) for column in table.columns)]
            for motive in table.motives
        ]
        safe = [[*map(escaped, line)] for line in ([MOTIVE.in_(view.lang), *heads], *rows)]
        lines = [safe[0], ["---", *([":-:"] * len(heads))], *safe[1:]]
        body = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        blocks.append(f"### {escaped(view.title(table))}\n\n{body}")
    opening = [f"**{escaped(text)}**" for text in view.opening()]
    return "\n\n".join([*opening, *blocks, escaped(view.legend(), start=True)]) + "\n"
