r"""Cross-case tables as LaTeX that fits the lines of an `article`: `tabularx` with the rules of booktabs.

The motives take the room that the columns leave and are broken into lines; heads are broken between words.
More columns than a line holds are set as tables of their own, whole cases together. Widths are estimated for
a line of 345 points, that of `article` at 10 points, in a font that is wider than LaTeX's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lcgraph.analysis.matrix import CrossTable
from lcgraph.literature.latex import encode
from lcgraph.render.crosstables.view import Column, View, by_case
from lcgraph.render.lettering import longest, width, wrapped

PACKAGES: Final = "\\usepackage{booktabs,tabularx}"
_SIGNS: Final = str.maketrans(
    {
        "×": r"$\times$", "·": r"$\cdot$", "°": r"\textdegree{}", "≠": r"$\neq$", "<": r"\textless{}",
        ">": r"\textgreater{}", "|": r"\textbar{}", "�": "?",
    }
)  # fmt: skip
_LINE: Final = 345.0
_SIZE: Final = 9.0
_GAP: Final = 6.0
"""What stands between two columns."""


def latex(view: View) -> str:
    """A `table` per cluster, or several where there are more columns than a line is wide."""
    rooms = _rooms(view)
    tables = [
        _table(view, table, columns, rooms, (number, len(parts)))
        for table in view.tables
        for parts in [_parts(table.columns, rooms, _least(view))]
        for number, columns in enumerate(parts, 1)
    ]
    return "\n".join([f"% In the preamble: {PACKAGES}\n", *tables])


def _least(view: View) -> float:
    """The least room of the motives: their longest word, and a quarter of a line."""
    motives = [view.motive(motive) for table in view.tables for motive in table.motives]
    return max(_LINE / 4, longest(motives, _SIZE))


def _rooms(view: View) -> dict[tuple[str, str], float]:
    """The room of each case: that of its columns, or of the longest word of its head."""
    rooms = {}
    for case, columns in by_case(view.columns).items():
        cells = (
            _GAP
            + max([width(view.role(column), _SIZE), *(width(mark, _SIZE) for mark in _marks(view, column))])
            for column in columns
        )
        rooms[case] = max(sum(cells), longest([view.case(*case)], _SIZE) + _GAP)
    return rooms


def _marks(view: View, column: Column) -> list[str]:
    return [
        view.mark(table, motive, column)
        for table in view.tables
        if column in table.columns
        for motive in table.motives
    ]


def _parts(
    columns: Sequence[Column], rooms: dict[tuple[str, str], float], least: float
) -> list[list[Column]]:
    """The columns in parts that fit beside the motives, whole cases together."""
    parts: list[list[Column]] = [[]]
    left = _LINE - least
    for case, mine in by_case(columns).items():
        if parts[-1] and rooms[case] > left:
            parts.append([])
            left = _LINE - least
        parts[-1] += mine
        left -= rooms[case]
    return parts


def _table(
    view: View,
    table: CrossTable,
    columns: Sequence[Column],
    rooms: dict[tuple[str, str], float],
    part: tuple[int, int],
) -> str:
    number, many = part
    cases = by_case(columns)
    tops, rules, place = [], [], 2
    for case, mine in cases.items():
        lines = wrapped(view.case(*case), rooms[case] - _GAP, _SIZE)
        head = r"\\".join(map(_tex, lines))
        head = rf"\shortstack{{{head}}}" if len(lines) > 1 else head
        tops.append(rf"\multicolumn{{{len(mine)}}}{{c}}{{{head}}}")
        rules.append(rf"\cmidrule(lr){{{place}-{place + len(mine) - 1}}}")
        place += len(mine)
    heads = " & ".join(_tex(view.role(column)) for column in columns)
    rows = "\n".join(
        " & ".join([_tex(view.motive(motive)), *(_tex(view.mark(table, motive, each)) for each in columns)])
        + r" \\"
        for motive in table.motives
    )
    title = view.title(table) + (f" ({number}/{many})" if many > 1 else "")
    label = re.sub(r"[^A-Za-z0-9-]+", "-", table.cluster or "none") + (f"-{number}" if many > 1 else "")
    return (
        "\\begin{table}\n\\small\n\\setlength{\\tabcolsep}{3pt}\n"
        f"\\caption{{{_tex('. '.join([title, *view.opening()]))}}}\n\\label{{tab:{label}}}\n"
        "\\begin{tabularx}{\\linewidth}{@{}>{\\raggedright\\arraybackslash}X"
        f"*{{{len(columns)}}}{{c}}@{{}}}}\n\\toprule\n"
        f" & {' & '.join(tops)} \\\\\n{' '.join(rules)}\n & {heads} \\\\\n\\midrule\n{rows}\n"
        "\\bottomrule\n\\end{tabularx}\n\n"
        f"\\smallskip\n{{\\footnotesize\\raggedright {_tex(view.legend())}\\par}}\n\\end{{table}}\n"
    )


def _tex(text: str) -> str:
    """A text as LaTeX can set it, the marks of the cells included."""
    return encode(text).translate(_SIGNS)
