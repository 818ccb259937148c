"""Cross-case tables as HTML, to be put into any page: headers in scope, labels escaped.

What stands in heads and cells can be replaced (`Parts`): a page puts links there.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from lcgraph.analysis.matrix import CrossTable
from lcgraph.render.crosstables.view import Column, View, by_case
from lcgraph.render.words import MOTIVE


class Parts:
    """The parts of a table as HTML: labels without links. A page makes its own of it, with links."""

    def __init__(self, view: View) -> None:
        self.view = view

    def caption(self, table: CrossTable) -> str:
        return escape(self.view.title(table))

    def case(self, study: str, case: str) -> str:
        return escape(self.view.case(study, case))

    def role(self, column: Column) -> str:
        study, _, role = column
        title = escape(self.view.label("role", role, study))
        return f'<abbr title="{title}">{escape(self.view.role(column))}</abbr>'

    def motive(self, code: str) -> str:
        return escape(self.view.motive(code))

    def cell(self, table: CrossTable, motive: str, column: Column) -> str:
        """The whole `td`, so that it may have a class."""
        return f"<td>{escape(self.view.mark(table, motive, column))}</td>"

    def attributes(self, column: Column) -> str:
        """What the head of a column says of its group to a script; nothing here."""
        return ""

    def total_head(self) -> str:
        """The head of a column behind the others that counts; "" for none."""
        return ""

    def total(self, table: CrossTable, motive: str) -> str:
        """What stands there."""
        return ""


def html(view: View) -> str:
    """All tables, with the legend below them."""
    opening = [f'<p lang="{view.lang}"><strong>{escape(text)}</strong></p>\n' for text in view.opening()]
    tables = [html_table(table, Parts(view), view.lang) for table in view.tables]
    return "".join([*opening, *tables]) + f'<p lang="{view.lang}">{escape(view.legend())}</p>\n'


def html_table(table: CrossTable, parts: Parts, lang: str) -> str:
    """One table: a row of cases over a row of roles, then a row a motive."""
    return (
        f'<table class="lcgraph" lang="{lang}">\n<caption>{parts.caption(table)}</caption>\n'
        f"{_head(table.columns, parts, lang)}<tbody>\n{_rows(table, parts)}</tbody>\n</table>\n"
    )


def html_matrix(tables: Sequence[CrossTable], parts: Parts, lang: str, caption: str) -> str:
    """All tables as one, with the same columns: a group of rows for each cluster, under its name."""
    columns = tables[0].columns
    wide = len(columns) + 1 + bool(parts.total_head())
    bodies = "".join(
        f'<tbody data-cluster="{escape(table.cluster)}">'
        f'<tr class="cluster"><th scope="rowgroup" colspan="{wide}">{parts.caption(table)}</th></tr>\n'
        f"{_rows(table, parts)}</tbody>\n"
        for table in tables
    )
    return (
        f'<table class="lcgraph whole" lang="{lang}">\n<caption>{escape(caption)}</caption>\n'
        f"{_head(columns, parts, lang)}{bodies}</table>\n"
    )


def _head(columns: Sequence[Column], parts: Parts, lang: str) -> str:
    """A row of cases over a row of roles."""
    cases = by_case(columns)
    tops = "".join(
        f'<th scope="colgroup" colspan="{len(mine)}">{parts.case(*case)}</th>' for case, mine in cases.items()
    )
    heads = "".join(
        f'<th scope="col"{parts.attributes(column)}>{parts.role(column)}</th>' for column in columns
    )
    groups = "".join(f'<colgroup span="{len(mine)}"></colgroup>' for mine in cases.values())
    total = (
        f'<th rowspan="2" scope="col" class="total">{parts.total_head()}</th>' if parts.total_head() else ""
    )
    return (
        f"<colgroup></colgroup>{groups}{'<colgroup></colgroup>' if total else ''}\n<thead>\n"
        f'<tr><th rowspan="2" scope="col">{MOTIVE.in_(lang)}</th>{tops}{total}</tr>\n'
        f"<tr>{heads}</tr>\n</thead>\n"
    )


def _rows(table: CrossTable, parts: Parts) -> str:
    """A row a motive."""
    return "".join(
        f'<tr><th scope="row">{parts.motive(motive)}</th>'
        + "".join(parts.cell(table, motive, column) for column in table.columns)
        + (f'<td class="total">{parts.total(table, motive)}</td>' if parts.total_head() else "")
        + "</tr>\n"
        for motive in table.motives
    )
