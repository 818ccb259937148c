"""The cross-case tables as the article prints them: one per cluster, sectors across, two roles under each.

`table` and `markdown` for reading, `html`, `latex` and `svg` for papers and pages (labels escaped, text as
text), `csv` and `tsv` (one row a motive, one column a case and role, statuses as codes) and the SPARQL
results `json` and `xml` (one row a cell) for programs. A published cell that the study's own interviews
contradict is marked for people; for programs a column `recomputed`, there only when there is such a cell,
has the other status. The same tables give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from pyoxigraph import Literal

from lcgraph.analysis.matrix import CrossTable, Mark
from lcgraph.answers import Rows
from lcgraph.errors import unknown
from lcgraph.quads import integer
from lcgraph.render import lettering
from lcgraph.render.rows import render_rows, visible
from lcgraph.render.words import (
    CONTRADICTED,
    CONTRADICTED_LEGEND,
    EMPTY_CELL,
    KEPT,
    KEPT_LEGEND,
    MARKS,
    MOTIVE,
    NO_CELL,
    NO_CLUSTER,
    OTHER_RULE,
    SHORT_ROLES,
    TABLES,
    UNKNOWN,
)
from lcgraph.say import Text

TABLE_FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "html", "latex", "svg")
Column = tuple[str, str, str]


@dataclass(frozen=True)
class View:
    """What the writers below share: the tables, and the labels of one language."""

    tables: Sequence[CrossTable]
    labels: Mapping[tuple[str, str], str]
    lang: str
    threshold: Fraction | None = None

    def label(self, scheme: str, code: str) -> str:
        return visible(self.labels.get((scheme, code), code))

    def title(self, table: CrossTable) -> str:
        text = self.label("cluster", table.cluster) if table.cluster else NO_CLUSTER.in_(self.lang)
        return text[:1].upper() + text[1:]

    def case(self, table: CrossTable, study: str, case: str) -> str:
        """The case's label; with the study before it when the table holds several studies."""
        several = len({name for name, _ in table.cases}) > 1
        own = ("case", f"{study}/{case}")
        label = visible(self.labels[own]) if own in self.labels else self.label("case", case)
        return f"{study}: {label}" if several else label

    def role(self, role: str) -> str:
        return SHORT_ROLES.get(role, Text(nl=role, en=role)).in_(self.lang)

    def mark(self, table: CrossTable, motive: str, column: Column) -> str:
        cell = table.cells.get((motive, column))
        if not cell:
            return NO_CELL
        kept = KEPT if cell.as_published else ""
        return MARKS.get(cell.status, cell.status) + kept + (CONTRADICTED if cell.recomputed else "")

    def motive(self, code: str) -> str:
        """The motive's label; one that stays apart from another study's own has its study behind it."""
        text = self.label("motive", code)
        study, slash, _ = code.rpartition("/")
        return text[:1].upper() + text[1:] + (f" ({study})" if slash else "")

    @property
    def contradicted(self) -> bool:
        return any(cell.recomputed for table in self.tables for cell in table.cells.values())

    def legend(self) -> str:
        return "; ".join(self.legend_parts())

    def legend_parts(self) -> list[str]:
        """The roles and the marks that occur, in words."""
        roles = dict.fromkeys(role for table in self.tables for _, _, role in table.columns)
        statuses = {cell.status for table in self.tables for cell in table.cells.values()}
        parts = [f"{self.role(role)} = {self.label('role', role)}" for role in roles]
        for status in (status for status in MARKS if status in statuses):
            mark = MARKS[status]
            parts.append(f"{mark} = {self.label('status', status)}" if mark else EMPTY_CELL.in_(self.lang))
        places = ((table, motive) for table in self.tables for motive in table.motives)
        if any((motive, column) not in table.cells for table, motive in places for column in table.columns):
            parts.append(f"{NO_CELL} = {UNKNOWN.in_(self.lang)}")
        if any(cell.as_published for table in self.tables for cell in table.cells.values()):
            parts.append(KEPT_LEGEND.in_(self.lang))
        if self.contradicted:
            parts.append(CONTRADICTED_LEGEND.in_(self.lang))
        return parts

    def rule(self) -> str:
        """That these are the tables under another rule, and which; "" when they are under the study's own."""
        return OTHER_RULE.in_(self.lang).format(self.threshold) if self.threshold is not None else ""


def render_tables(
    tables: Sequence[CrossTable],
    format_: str,
    *,
    labels: Mapping[tuple[str, str], str],
    lang: str = "en",
    threshold: Fraction | None = None,
) -> str:
    """Cross-case tables as text that ends in a line break; under another `threshold` they say so."""
    writers: dict[str, Callable[[View], str]] = {
        "table": _plain,
        "csv": lambda view: render_rows(_rows(view), "csv"),
        "tsv": lambda view: render_rows(_rows(view), "tsv"),
        "json": lambda view: render_rows(_cells(view), "json"),
        "xml": lambda view: render_rows(_cells(view), "xml"),
        "markdown": _markdown,
        "html": _html,
        "latex": _latex,
        "svg": _svg,
    }
    if format_ not in writers:
        raise unknown("format", format_, TABLE_FORMATS)
    return writers[format_](View(tables, labels, lang, threshold))


def _plain(view: View) -> str:
    """Fixed-width text: the case above its roles, motives to the left."""
    from wcwidth import wcswidth

    def pad(text: str, width: int) -> str:
        return text + " " * (width - max(wcswidth(text), 0))

    first = max([len(view.motive(code)) for table in view.tables for code in table.motives] or [0])
    blocks = []
    for table in view.tables:
        roles = _roles_by_case(table)
        heads = [view.case(table, *case) for case in roles]
        widths = [[len(view.role(role)) + 2 for role in roles[case]] for case in roles]
        for head, cells in zip(heads, widths, strict=True):
            cells[-1] += max(0, wcswidth(head) + 2 - sum(cells))
        lines = [view.title(table)]
        tops = "".join(pad(head, sum(cells)) for head, cells in zip(heads, widths, strict=True))
        lines.append(pad("", first + 2) + tops)
        flat = [
            (column, width)
            for case, cells in zip(roles, widths, strict=True)
            for column, width in zip(((*case, role) for role in roles[case]), cells, strict=True)
        ]
        lines.append(pad("", first + 2) + "".join(pad(view.role(column[2]), width) for column, width in flat))
        lines.append("─" * (first + 2 + sum(width for _, width in flat)))
        for motive in table.motives:
            marks = "".join(pad(view.mark(table, motive, column), width) for column, width in flat)
            lines.append(pad(view.motive(motive), first + 2) + marks)
        blocks.append("\n".join(line.rstrip() for line in lines))
    return "\n\n".join([*_opening(view), *blocks, view.legend()]) + "\n"


def _opening(view: View) -> list[str]:
    return [view.rule()] if view.rule() else []


def _roles_by_case(table: CrossTable) -> dict[tuple[str, str], list[str]]:
    cases: dict[tuple[str, str], list[str]] = {}
    for study, case, role in table.columns:
        cases.setdefault((study, case), []).append(role)
    return cases


def _rows(view: View) -> Rows:
    """A row a motive: cluster, motive, the status of each case and role, and what holds of some of them.

    That is what another rule left alone, and what the interviews contradict (`case/role=status`).
    """
    columns = view.tables[0].columns if view.tables else ()
    several = len({study for study, _, _ in columns}) > 1
    heads = ["/".join(column if several else column[1:]) for column in columns]
    marked = ["threshold", "as_published"] if view.threshold is not None else []
    marked += ["recomputed"] if view.contradicted else []
    rows = []
    for table in view.tables:
        for motive in table.motives:
            cells = [table.cells.get((motive, column)) for column in table.columns]
            row = [table.cluster, motive, *(cell.status if cell else "" for cell in cells)]
            if view.threshold is not None:
                kept = (head for head, cell in zip(heads, cells, strict=True) if cell and cell.as_published)
                row += [str(view.threshold), " ".join(kept)]
            if view.contradicted:
                other = ((head, cell.recomputed) for head, cell in zip(heads, cells, strict=True) if cell)
                row.append(" ".join(f"{head}={status}" for head, status in other if status))
            rows.append(tuple(Literal(text) if text else None for text in row))
    return Rows(("cluster", "motive", *heads, *marked), tuple(rows))


def _cells(view: View) -> Rows:
    """A row a cell, as in `cross-case-matrix`: the results of SPARQL know no column such as `ict/partner`."""
    marked = ("threshold", "as_published") if view.threshold is not None else ()
    differing = ("recomputed",) if view.contradicted else ()
    rows = []
    for table in view.tables:
        for (motive, (study, case, role)), cell in _in_order(table):
            codes = (table.cluster, motive.rpartition("/")[2], case, role, cell.status)
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


def _in_order(table: CrossTable) -> list[tuple[tuple[str, Column], Mark]]:
    """The cells of a table by row and column."""
    places = [(motive, column) for motive in table.motives for column in table.columns]
    return [(place, table.cells[place]) for place in places if place in table.cells]


def _markdown(view: View) -> str:
    blocks = []
    for table in view.tables:
        heads = [f"{view.case(table, study, case)} {view.role(role)}" for study, case, role in table.columns]
        rows = [
            [view.motive(motive), *(view.mark(table, motive, column) for column in table.columns)]
            for motive in table.motives
        ]
        lines = [[MOTIVE.in_(view.lang), *heads], ["---", *([":-:"] * len(heads))], *rows]
        body = "\n".join(
            "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
        )
        blocks.append(f"### {view.title(table)}\n\n{body}")
    opening = [f"**{text}**" for text in _opening(view)]
    return "\n\n".join([*opening, *blocks, view.legend()]) + "\n"


def _html(view: View) -> str:
    """Tables with headers in scope, to be put into any page."""
    parts = [f'<p lang="{view.lang}"><strong>{escape(text)}</strong></p>\n' for text in _opening(view)]
    for table in view.tables:
        cases = _roles_by_case(table)
        tops = "".join(
            f'<th scope="colgroup" colspan="{len(roles)}">{escape(view.case(table, *case))}</th>'
            for case, roles in cases.items()
        )
        heads = "".join(
            f'<th scope="col"><abbr title="{escape(view.label("role", role))}">'
            f"{escape(view.role(role))}</abbr></th>"
            for _, _, role in table.columns
        )
        groups = "".join(f'<colgroup span="{len(roles)}"></colgroup>' for roles in cases.values())
        rows = "".join(
            f'<tr><th scope="row">{escape(view.motive(motive))}</th>'
            + "".join(f"<td>{escape(view.mark(table, motive, column))}</td>" for column in table.columns)
            + "</tr>\n"
            for motive in table.motives
        )
        parts.append(
            f'<table class="lcgraph" lang="{view.lang}">\n<caption>{escape(view.title(table))}</caption>\n'
            f"<colgroup></colgroup>{groups}\n<thead>\n"
            f'<tr><th rowspan="2" scope="col">{MOTIVE.in_(view.lang)}</th>{tops}</tr>\n'
            f"<tr>{heads}</tr>\n</thead>\n"
            f"<tbody>\n{rows}</tbody>\n</table>\n"
        )
    return "".join(parts) + f'<p lang="{view.lang}">{escape(view.legend())}</p>\n'


_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "×": r"$\times$", "·": r"$\cdot$",
    "°": r"\textdegree{}", "≠": r"$\neq$",
}  # fmt: skip


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)


def _latex(view: View) -> str:
    """`tabular`s with booktabs rules (needs `\\usepackage{booktabs}`)."""
    parts = []
    for table in view.tables:
        cases = _roles_by_case(table)
        tops = " & ".join(
            rf"\multicolumn{{{len(roles)}}}{{c}}{{{_tex(view.case(table, *case))}}}"
            for case, roles in cases.items()
        )
        heads = " & ".join(_tex(view.role(role)) for _, _, role in table.columns)
        rows = "\n".join(
            " & ".join(
                [
                    _tex(view.motive(motive)),
                    *(_tex(view.mark(table, motive, column)) for column in table.columns),
                ]
            )
            + r" \\"
            for motive in table.motives
        )
        parts.append(
            "\\begin{table}\n"
            f"\\caption{{{_tex('. '.join([view.title(table), *_opening(view)]))}}}\n"
            f"\\begin{{tabular}}{{l{'c' * len(table.columns)}}}\n\\toprule\n"
            f" & {tops} \\\\\n & {heads} \\\\\n\\midrule\n{rows}\n\\bottomrule\n\\end{{tabular}}\n\n"
            f"{_tex(view.legend())}\n\\end{{table}}\n"
        )
    return "\n".join(parts)


_ROW, _CELL, _SIZE = 24, 44, 13


def _width(text: str, size: float = _SIZE, *, bold: bool = False) -> int:
    """The pixels that a text takes."""
    return math.ceil(lettering.width(text, size, bold=bold))


def _svg(view: View) -> str:
    """All tables below each other as one picture; text stays text, marks differ in shape, not in colour."""
    left = max([_width(view.motive(m)) for t in view.tables for m in t.motives] or [0]) + 32
    cells = [_cell_widths(view, table) for table in view.tables]
    titles = [_width(view.title(table), 15, bold=True) + 32 for table in view.tables]
    legend = view.legend_parts()
    width = max(
        [left + sum(each.values()) + 24 for each in cells]
        + titles
        + [_width(view.rule(), bold=True) + 32]
        + [_width(part, 12) + 32 for part in legend],
        default=0,
    )
    body: list[str] = []
    top = 0
    for text in _opening(view):
        top += 24
        body.append(_svg_text(16, top, text, 'font-weight="bold"'))
    for table, widths in zip(view.tables, cells, strict=True):
        lines, top = _svg_table(view, table, (left, width), top + 36, widths)
        body += lines
    for part in legend:
        top += 18
        body.append(_svg_text(16, top + 16, part, 'font-size="12" fill="#444"'))
    height = top + 36
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="sans-serif" font-size="13" lang="{view.lang}" role="img">\n'
        f"<title>{escape(TABLES.in_(view.lang))}</title>\n"
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def _cell_widths(view: View, table: CrossTable) -> dict[Column, int]:
    """The width of each column: as wide as its role asks, and the columns of a case as its label."""
    widths = {}
    for case, roles in _roles_by_case(table).items():
        share = math.ceil((_width(view.case(table, *case)) + 16) / len(roles))
        for role in roles:
            widths[(*case, role)] = max(_CELL, share, _width(view.role(role)) + 8)
    return widths


def _svg_table(
    view: View, table: CrossTable, across: tuple[int, int], top: int, widths: Mapping[Column, int]
) -> tuple[list[str], int]:
    """The lines of one table that starts at `top`, and where it ends; `across` is left edge and width."""
    left, width = across
    middles, x = {}, left
    for column in table.columns:
        middles[column] = x + widths[column] // 2
        x += widths[column]
    lines = [_svg_text(16, top, view.title(table), 'font-size="15" font-weight="bold"')]
    y = top + _ROW
    for case, roles in _roles_by_case(table).items():
        columns = [(*case, role) for role in roles]
        middle = (middles[columns[0]] + middles[columns[-1]]) // 2
        lines.append(_svg_text(middle, y, view.case(table, *case), 'text-anchor="middle"'))
        style = 'text-anchor="middle" font-size="11" fill="#444"'
        lines += [_svg_text(middles[column], y + 18, view.role(column[2]), style) for column in columns]
    y += 26
    rule = 'stroke="#999" stroke-width="0.5"'
    for motive in table.motives:
        lines.append(f'<line x1="16" y1="{y}" x2="{width - 16}" y2="{y}" {rule}/>')
        lines.append(_svg_text(16, y + 17, view.motive(motive)))
        marks = {column: view.mark(table, motive, column) for column in table.columns}
        style = 'text-anchor="middle" font-size="16"'
        lines += [_svg_text(middles[column], y + 17, mark, style) for column, mark in marks.items() if mark]
        y += _ROW
    lines.append(f'<line x1="16" y1="{y}" x2="{width - 16}" y2="{y}" {rule}/>')
    return lines, y


def _svg_text(x: int, y: int, text: str, style: str = "") -> str:
    return f'<text x="{x}" y="{y}"{" " * bool(style)}{style}>{escape(text)}</text>'
