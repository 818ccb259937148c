"""The command `agreement`."""

from __future__ import annotations

from pathlib import Path

from lcgraph.cli.completion import one_of
from lcgraph.cli.language import command, option, tell
from lcgraph.cli.options import (
    chosen,
    deliver,
    graph_of,
    language_option,
    output_options,
    source_options,
)
from lcgraph.graph import UNITS
from lcgraph.render.agreement import NO_CODERS, agreement_rows
from lcgraph.render.rows import ROW_FORMATS, render_rows


@command(
    nl="""Zeg hoever codeurs het eens zijn.

    Cohens kappa en Krippendorffs alfa, per motief (extra: lcgraph[agreement]). Geteld worden de fragmenten
    (dezelfde woorden van dezelfde bron en respondent) of, met --unit respondent, de interviews die twee of
    meer codeurs codeerden. Een codeur die daar iets codeerde, heeft over elk motief besloten. Een coëfficiënt
    die niet bepaald is blijft leeg, met de reden erbij.
    """,
    en="""Say how far coders agree.

    Cohen's kappa and Krippendorff's alpha, motive by motive (extra: lcgraph[agreement]). Counted are the
    segments (the same words of the same source and respondent) or, with --unit respondent, the interviews
    that two or more coders coded. There a coder who coded something has decided on every motive.
    Undefined coefficients stay empty, with the reason beside them.
    """,
)
@source_options
@language_option
@output_options(*ROW_FORMATS)
@option(
    "--unit",
    default="segment",
    show_default=True,
    metavar="UNIT",
    shell_complete=one_of(UNITS),
    nl=f"Een van {', '.join(UNITS)}.",
    en=f"One of {', '.join(UNITS)}.",
)
def agreement(
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
    unit: str,
) -> None:
    """Say how far coders agree."""
    form = chosen(format_, output, ROW_FORMATS)
    graph = graph_of(studies, store, lang)
    found = graph.agreement(unit)
    if not found:
        tell(lang, nl=NO_CODERS.nl, en=NO_CODERS.en)
    rows = agreement_rows(found, lang)
    labels = graph.labels(lang) if form in ("table", "markdown") else {}
    text = render_rows(rows, form, lang=lang, labels=labels, schemes={"motive": "motive", "study": "study"})
    deliver(text, output)
