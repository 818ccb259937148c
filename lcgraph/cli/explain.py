"""The command `explain`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import click
from pyoxigraph import Literal

from lcgraph.answers import Cell, Rows
from lcgraph.cli.completion import code_of
from lcgraph.cli.language import command
from lcgraph.cli.options import (
    answering,
    chosen,
    consensus_of,
    consensus_options,
    deliver,
    graph_of,
    language_option,
    output_options,
    public_option,
    screen,
    source_options,
)
from lcgraph.graph import Explanation
from lcgraph.quads import integer
from lcgraph.render.rows import ROW_FORMATS, render_rows
from lcgraph.render.text import WIDTH, explanation_text


@command(
    nl="""Leg uit waarom een cel is wat zij is.

    Van haar status tot regel, aantallen, brontabel, opmerkingen en de rijen erachter. Een code mag ook als
    label worden geschreven.
    """,
    en="""Explain why a cell is what it is.

    From its status down to rule, counts, source table, notes, and the rows behind them.
    """,
)
@click.argument("case", shell_complete=code_of("case"))
@click.argument("role", shell_complete=code_of("role"))
@click.argument("motive", shell_complete=code_of("motive"))
@public_option
@source_options
@consensus_options
@language_option
@output_options(*ROW_FORMATS)
def explain(
    case: str,
    role: str,
    motive: str,
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
    coder: str | None,
    consensus: str | None,
    public: bool,
) -> None:
    """Explain why a cell is what it is."""
    form = chosen(format_, output, ROW_FORMATS, piped="table")
    graph = graph_of(studies, store, lang, consensus=consensus_of(coder, consensus))
    graph = answering(graph, form, lang, public=public)
    explanation = graph.explain(case, role, motive)
    if form == "table":
        width = min(WIDTH, screen(output, WIDTH))
        deliver(explanation_text(explanation, graph.labels(lang), lang, width), output)
    else:
        deliver(render_rows(_explanation_rows(explanation), form, lang=lang), output)


def _explanation_rows(explanation: Explanation) -> Rows:
    """The findings as rows; the codings stay with the query `cell-mentions`."""
    columns = tuple(explanation.findings[0])
    return Rows(columns, tuple(tuple(map(_term, row.values())) for row in explanation.findings))


def _term(cell: Cell) -> Literal | None:
    if cell is None:
        return None
    if isinstance(cell, int) and not isinstance(cell, bool):
        return integer(cell)
    return Literal(str(cell)) if isinstance(cell, Decimal) else Literal(cell)
