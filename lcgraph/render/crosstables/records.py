"""Cross-case tables for programs: a row a motive, or a row a cell, with codes."""

from __future__ import annotations

from pyoxigraph import Literal

from lcgraph.analysis.matrix import CrossTable, Mark
from lcgraph.answers import Rows
from lcgraph.quads import integer
from lcgraph.render.crosstables.view import Column, View


def motives(view: View) -> Rows:
    """A row a motive: cluster, motive, the status of each case and role, and what holds of some of them.

    That is what another rule left alone, and what the interviews contradict (`case/role=status`).
    """
    columns = view.tables[0].columns if view.tables else ()
    heads = ["/".join(column if view.several else column[1:]) for column in columns]
    marked = ["threshold", "as_published"] if view.threshold is not None else []
    marked += ["recomputed"] if view.contradicted else []
    rows = []
    for table in view.tables:
        for motive in table.motives:
            cells = [table.at(motive, column) for column in table.columns]
            told = (f"{cell.status} {view.counted(cell)}".strip() if cell else "" for cell in cells)
            row = [table.cluster, motive, *told]
            if view.threshold is not None:
                kept = (head for head, cell in zip(heads, cells, strict=True) if cell and cell.as_published)
                row += [str(view.threshold), " ".join(kept)]
            if view.contradicted:
                other = ((head, cell.recomputed) for head, cell in zip(heads, cells, strict=True) if cell)
                row.append(" ".join(f"{head}={status}" for head, status in other if status))
            rows.append(tuple(Literal(text) if text else None for text in row))
    return Rows(("cluster", "motive", *heads, *marked), tuple(rows))


def cells(view: View) -> Rows:
    """A row a cell, as in `cross-case-matrix`: the results of SPARQL know no column such as `ict/partner`."""
    marked = ("threshold", "as_published") if view.threshold is not None else ()
    differing = ("recomputed",) if view.contradicted else ()
    rows = []
    for table in view.tables:
        for (motive, (study, case, role)), cell in _in_order(table):
            codes = (plain(table.cluster), plain(motive), case, role, cell.status)
            row: list[Literal | None] = [Literal(code) if code else None for code in codes]
            row += [None if count is None else integer(count) for count in (cell.n, cell.total)]
            row.append(Literal(study))
            if view.threshold is not None:
                row += [Literal(str(view.threshold)), Literal(cell.as_published)]
            if differing:
                row.append(Literal(cell.recomputed) if cell.recomputed else None)
            rows.append(tuple(row))
    columns = ("cluster", "motive", "case", "role", "status", "n", "total", "study", *marked, *differing)
    return Rows(columns, tuple(rows))


def plain(code: str) -> str:
    """A code as the study has it, without the study that keeps it apart."""
    return code.rpartition("/")[2]


def _in_order(table: CrossTable) -> list[tuple[tuple[str, Column], Mark]]:
    """The cells of a table by row and column."""
    places = [(motive, column) for motive in table.motives for column in table.columns]
    return [(place, table.cells[place]) for place in places if place in table.cells]
