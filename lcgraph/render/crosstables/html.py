"""Cross-case tables as HTML, to be put into any page: headers in scope, labels escaped.

What stands in heads and cells can be replaced (`Parts`): a page puts links there.
"""

from __future__ import annotations

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


def html(view: View) -> str:
    """All tables, with the legend below them."""
    opening = [f'<p lang="{view.lang}"><strong>{escape(text)}</strong></p>\n' for text in view.opening()]
    tables = [html_table(table, Parts(view), view.lang) for table in view.tables]
    return "".join([*opening, *tables]) + f'<p lang="{view.lang}">{escape(view.legend())}</p>\n'


def html_table(table: CrossTable, parts: Parts, lang: str) -> str:
    """One table: a row of cases over a row of roles, then a row a motive."""
    cases = by_case(table.columns)
    tops = "".join(
        f'<th scope="colgroup" colspan="{len(columns)}">{parts.case(*case)}</th>'
        for case, columns in cases.items()
    )
    heads = "".join(f'<th scope="col">{parts.role(column)}</th>' for column in table.columns)
    groups = "".join(f'<colgroup span="{len(columns)}"></colgroup>' for columns in cases.values())
    rows = "".join(
        f'<tr><th scope="row">{parts.motive(motive)}</th>'
        + "".join(parts.cell(table, motive, column) for column in table.columns)
        + "</tr>\n"
        for motive in table.motives
    )
    return (
        f'<table class="lcgraph" lang="{lang}">\n<caption>{parts.caption(table)}</caption>\n'
        f"<colgroup></colgroup>{groups}\n<thead>\n"
        f'<tr><th rowspan="2" scope="col">{MOTIVE.in_(lang)}</th>{tops}</tr>\n'
        f"<tr>{heads}</tr>\n</thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>\n"
    )
