"""A truth table in circles, and a model against its outcome.

Goes in: `Data` of `lcgraph.analysis.configurations`. In the table a full circle is a condition that is there,
a crossed one a condition that is not (after Fiss, 2011), with the value where there are several. The XY plot
has the membership of each case in the first model across and in the outcome up: cases above the diagonal
are consistent with the model being enough.
"""

from __future__ import annotations

from typing import Final

from lcgraph.analysis.configurations.data import Data
from lcgraph.analysis.configurations.inquiry import Options, inquire, model_text
from lcgraph.analysis.configurations.truth import Row
from lcgraph.analysis.configurations.warnings import warnings
from lcgraph.errors import CallError
from lcgraph.render.lettering import width, wrapped
from lcgraph.render.pictures.canvas import (
    DEEP,
    FAINT,
    INK,
    SOFT,
    Box,
    Dot,
    Grid,
    Line,
    Picture,
    Sheet,
    Word,
    framed,
)
from lcgraph.say import Text

_TABLE: Final = Text(nl="Welke condities gaan samen met {}?", en="Which conditions go with {}?")
_HEADS: Final = Text(nl="uitkomst;gevallen", en="outcome;cases")
_READ: Final = Text(
    nl="Een volle cirkel: de conditie is er; een gekruiste: zij is er niet. Uitkomst: 1 consistent genoeg, 0 "
    "niet, C de gevallen spreken elkaar tegen.",
    en="A full circle: the condition is there; a crossed one: it is not. Outcome: 1 consistent enough, 0 "
    "not, C the cases contradict each other.",
)
_XY: Final = Text(
    nl="Naar rechts: hoezeer een geval in het model valt ({}). Omhoog: hoezeer het {} heeft. Boven de "
    "diagonaal is het model genoeg.",
    en="To the right: how far a case is in the model ({}). Up: how far it has {}. Above the diagonal the "
    "model is enough.",
)
_COLUMN, _ROW, _SIZE = 104.0, 26.0, 10.5


def draw_truth_table(data: Data, *, lang: str) -> Picture:
    """The rows that have cases, those with the outcome first."""
    inquiry = inquire(data, Options())
    rows = sorted(inquiry.sides[0].table.rows, key=lambda row: ("1C0?".index(row.out), row.levels))
    heads = [wrapped(each.name, _COLUMN - 6, _SIZE, bold=True) for each in data.conditions]
    sheet = Sheet()
    top = 14 + 14 * max(map(len, heads))
    for place, lines in enumerate(heads):
        x = _COLUMN * (place + 0.5)
        sheet.text(x, 12 + 14 * (max(map(len, heads)) - len(lines)), lines, _SIZE, anchor="middle", bold=True)
    right = _COLUMN * len(heads)
    outcome, cases = _HEADS.in_(lang).split(";")
    sheet.add(Word(x=right + 34, y=top - 16, text=outcome, size=_SIZE, anchor="middle", bold=True))
    sheet.add(Word(x=right + 84, y=top - 16, text=cases, size=_SIZE, bold=True))
    y: float = top
    for row in rows:
        y = _drawn(sheet, data, row, y, right)
    sheet.wide, sheet.high = right + 84 + 330, y
    return framed(
        "truth-table",
        lang,
        _TABLE.in_(lang).format(data.outcome_name),
        "",
        sheet,
        notes=[_READ.in_(lang), *(each.in_(lang) for each in warnings(inquiry))],
        data=[_grid(data, rows, (outcome, cases))],
        description=_READ.in_(lang),
    )


def _drawn(sheet: Sheet, data: Data, row: Row, y: float, right: float) -> float:
    """One row; returns where it ends."""
    lines = wrapped(" ".join(row.cases), 330, _SIZE)
    high = max(_ROW, 14.3 * len(lines) + 10)
    middle = y + high / 2
    sheet.add(Line(x=0, y=y, pieces=((0, 0, right + 414, 0),), stroke=FAINT, thick=0.7))
    for place, (condition, level) in enumerate(zip(data.conditions, row.levels, strict=True)):
        x = _COLUMN * (place + 0.5)
        if condition.values:
            sheet.add(Word(x=x, y=middle + 4, text=condition.value(level), size=_SIZE, anchor="middle"))
        elif level:
            sheet.add(Dot(x=x, y=middle, r=7, fill=INK))
        else:
            cross = ((-4.5, -4.5, 4.5, 4.5), (-4.5, 4.5, 4.5, -4.5))
            sheet.add(Dot(x=x, y=middle, r=7, fill="#ffffff", stroke=INK, thick=1.2))
            sheet.add(Line(x=x, y=middle, pieces=cross, stroke=INK, thick=1.2))
    sheet.add(Word(x=right + 34, y=middle + 4, text=row.out, size=12, anchor="middle", bold=row.out == "1"))
    sheet.text(right + 84, middle + 4 - 7.15 * (len(lines) - 1), lines, _SIZE)
    return y + high


def _grid(data: Data, rows: list[Row], heads: tuple[str, str]) -> Grid:
    body = tuple(
        (
            *(each.value(level) for each, level in zip(data.conditions, row.levels, strict=True)),
            row.out,
            " ".join(row.cases),
        )
        for row in rows
    )
    return Grid(data.outcome_name, (*(each.name for each in data.conditions), *heads), body)


def draw_xy(data: Data, *, lang: str) -> Picture:
    """The cases by their membership in the first model and in the outcome; `CallError` without a model."""
    inquiry = inquire(data, Options())
    side = inquiry.sides[0]
    if not side.solutions:
        raise CallError(
            nl=f"er is geen model van {data.outcome_name} om te tekenen: niets is consistent genoeg",
            en=f"there is no model of {data.outcome_name} to draw: nothing is consistent enough",
        )
    model = side.solutions[-1].models[0]
    name = model_text(model, data.conditions)
    across, up = ([each / data.scale for each in members] for members in (data.union(model), data.outcome))
    sheet = Sheet()
    long, left = 420.0, 40.0
    sheet.add(Box(x=left, y=0, wide=long, high=long, stroke=INK, thick=1))
    sheet.add(Line(x=left, y=0, pieces=((0, long, long, 0),), stroke=SOFT, thick=1))
    half = ((long / 2, 0, long / 2, long), (0, long / 2, long, long / 2))
    sheet.add(Line(x=left, y=0, pieces=half, stroke=FAINT, thick=1, dash=(4, 3)))
    for part, text in ((0.0, "0"), (0.5, "0.5"), (1.0, "1")):
        sheet.add(Word(x=left + part * long, y=long + 16, text=text, size=10, anchor="middle", fill=SOFT))
        sheet.add(Word(x=left - 8, y=long - part * long + 4, text=text, size=10, anchor="end", fill=SOFT))
    points: dict[tuple[float, float], list[str]] = {}
    for case, x, y in zip(data.cases, across, up, strict=True):
        points.setdefault((x, y), []).append(case)
    for (x, y), cases in points.items():
        at = (left + x * long, long - y * long)
        sheet.add(Dot(x=at[0], y=at[1], r=4, fill=DEEP))
        lines = wrapped(", ".join(cases), 190, 10)
        before = at[0] + 8 + width(lines[0], 10) > left + long + 200
        for number, line in enumerate(lines):
            sheet.add(
                Word(
                    x=at[0] + (-8 if before else 8),
                    y=at[1] - 6 + 12 * number,
                    text=line,
                    size=10,
                    anchor="end" if before else "start",
                )
            )
    sheet.wide, sheet.high = left + long + 200, long + 60
    rows = tuple((case, f"{x:.3f}", f"{y:.3f}") for case, x, y in zip(data.cases, across, up, strict=True))
    heads = (_HEADS.in_(lang).split(";")[1], name, data.outcome_name)
    told = _XY.in_(lang).format(name, data.outcome_name)
    return framed(
        "xy",
        lang,
        _TABLE.in_(lang).format(data.outcome_name),
        "",
        sheet,
        notes=[told, *(each.in_(lang) for each in warnings(inquiry))],
        data=[Grid(data.outcome_name, heads, rows)],
        description=told,
    )
