"""The command `tables`."""

from __future__ import annotations

from pathlib import Path

from lcgraph.cli.language import command, option
from lcgraph.cli.options import (
    answering,
    chosen,
    consensus_of,
    consensus_options,
    deliver,
    fraction,
    graph_of,
    language_option,
    output_options,
    public_option,
    screen,
    source_options,
)
from lcgraph.render.crosstables.writing import TABLE_FORMATS, render_tables

_WIDE = 120
"""The columns of an output that is not a terminal, unless COLUMNS says."""


@command(
    nl="""Toon de kruistabellen, een per cluster.

    De cases staan naast elkaar, met hun rollen eronder, en de motieven onder elkaar. Een gepubliceerde cel
    die de interviews van de studie zelf tegenspreken, is gemerkt. Een andere --threshold geldt voor elke
    groep, uitzonderingen inbegrepen; een gepubliceerde cel zonder aantallen is niet te herrekenen: zij blijft
    staan, gemerkt.
    """,
    en="""Show the cross-case tables, one per cluster.

    Cases stand across, with their roles under each, and motives down. A published cell that the study's own
    interviews contradict is marked. Another --threshold holds for every group, exceptions included; a
    published cell without counts cannot be recomputed: it stays, and is marked.
    """,
)
@public_option
@source_options
@consensus_options
@language_option
@output_options(*TABLE_FORMATS)
@option(
    "--threshold",
    metavar="SHARE",
    nl="De tabellen onder een andere regel, zoals 2/3 of 75%, als zodanig gemerkt.",
    en="The tables under another rule, such as 2/3 or 75%, marked as such.",
)
@option(
    "--counts",
    is_flag=True,
    nl="Met hoeveel respondenten het motief noemen, van wie ernaar gevraagd is.",
    en="With how many respondents name the motive, of those who were asked.",
)
def tables(
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
    threshold: str | None,
    counts: bool,
    coder: str | None,
    consensus: str | None,
    public: bool,
) -> None:
    """Show the cross-case tables, one per cluster."""
    form = chosen(format_, output, TABLE_FORMATS)
    other = None if threshold is None else fraction(threshold)
    graph = graph_of(studies, store, lang, consensus=consensus_of(coder, consensus))
    graph = answering(graph, form, lang, public=public)
    text = render_tables(
        graph.tables(other),
        form,
        labels=graph.labels(lang),
        short=graph.short_labels(lang),
        lang=lang,
        threshold=other,
        counts=counts,
        consensus=graph.consensus(),
        width=None if output else screen(output, _WIDE),
    )
    deliver(text, output)
