"""Cross-case tables as LaTeX: `tabular`s with booktabs rules (needs `\\usepackage{booktabs}`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lcgraph.analysis.matrix import CrossTable
from lcgraph.literature.latex import encode
from lcgraph.render.crosstables.view import Column, View, by_case

_SIGNS: Final = str.maketrans({"×": r"$\times$", "·": r"$\cdot$", "°": r"\textdegree{}", "≠": r"$\neq$"})
_MOST: Final = 16
"""Columns that fit on a page beside the motives; more are set as tables of their own."""


def latex(view: View) -> str:
    """A `table` per cluster, or several where there are more columns than a page is wide."""
    return "\n".join(
        _table(view, table, columns, f" ({number}/{len(parts)})" if len(parts) > 1 else "")
        for table in view.tables
        for parts in [_parts(table.columns)]
        for number, columns in enumerate(parts, 1)
    )


def _parts(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns in parts that fit on a page, whole cases together."""
    parts: list[list[Column]] = [[]]
    for mine in by_case(columns).values():
        if parts[-1] and len(parts[-1]) + len(mine) > _MOST:
            parts.append([])
        parts[-1] += mine
    return parts


def _table(view: View, table: CrossTable, columns: Sequence[Column], part: str) -> str:
    tops = " & ".join(
        rf"\multicolumn{{{len(mine)}}}{{c}}{{{_tex(view.case(*case))}}}"
        for case, mine in by_case(columns).items()
    )
    heads = " & ".join(_tex(view.role(column)) for column in columns)
    rows = "\n".join(
        " & ".join([_tex(view.motive(motive)), *(_tex(view.mark(table, motive, each)) for each in columns)])
        + r" \\"
        for motive in table.motives
    )
    return (
        "\\begin{table}\n"
        f"\\caption{{{_tex('. '.join([view.title(table) + part, *view.opening()]))}}}\n"
        f"\\begin{{tabular}}{{l{'c' * len(columns)}}}\n\\toprule\n"
        f" & {tops} \\\\\n & {heads} \\\\\n\\midrule\n{rows}\n\\bottomrule\n\\end{{tabular}}\n\n"
        f"{_tex(view.legend())}\n\\end{{table}}\n"
    )


def _tex(text: str) -> str:
    """A text as LaTeX can set it, the marks of the cells included."""
    return encode(text).translate(_SIGNS)
