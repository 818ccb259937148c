"""Cross-case tables in every format: which writer writes which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from lcgraph.analysis.matrix import CrossTable
from lcgraph.errors import unknown
from lcgraph.render.crosstables.view import Labels, View

TABLE_FORMATS: Final = ("table", "csv", "tsv", "json", "xml", "markdown", "html", "latex", "svg")


def render_tables(
    tables: Sequence[CrossTable],
    format_: str,
    *,
    labels: Labels,
    short: Labels | None = None,
    lang: str = "en",
    threshold: Fraction | None = None,
    counts: bool = False,
    consensus: Mapping[str, str] | None = None,
    width: int | None = None,
) -> str:
    """Cross-case tables as text that ends in a line break; under another `threshold` they say so.

    `consensus` is that of the coders, by study, where its rule says which: it is told above the tables.
    With `counts` a cell also shows n/N, how many of those asked name the motive, where that is known.
    `short` are labels for the heads of columns; roles without one are abbreviated, and the legend tells how.
    A `table` that is wider than `width` columns is written narrower, and in parts.
    """
    if format_ not in TABLE_FORMATS:
        raise unknown("format", format_, TABLE_FORMATS)
    view = View(tables, labels, lang, short or {}, threshold, counts=counts, consensus=consensus or {})
    if format_ in ("csv", "tsv", "json", "xml"):
        from lcgraph.render.crosstables.records import cells, motives
        from lcgraph.render.rows import render_rows

        return render_rows((motives if format_ in ("csv", "tsv") else cells)(view), format_)
    if format_ == "svg":
        from lcgraph.render.crosstables.drawing import draw_tables
        from lcgraph.render.pictures.svg import svg

        return svg(draw_tables(view))
    if format_ == "html":
        from lcgraph.render.crosstables.html import html

        return html(view)
    if format_ == "latex":
        from lcgraph.render.crosstables.latex import latex

        return latex(view)
    from lcgraph.render.crosstables.text import markdown, plain

    return plain(view, width) if format_ == "table" else markdown(view)
