"""The command `claims`."""

from __future__ import annotations

from pathlib import Path

import click

from lcgraph.cli.language import command, option, tell
from lcgraph.cli.options import (
    answering,
    chosen,
    deliver,
    graph_of,
    language_option,
    output_options,
    public_option,
    screen,
    seconds,
    source_options,
)
from lcgraph.errors import unknown
from lcgraph.render.claims import NO_CLAIMS, claim_rows, claims_text
from lcgraph.render.rows import ROW_FORMATS, render_rows
from lcgraph.render.text import WIDTH


@command(
    nl="""Toets elke bewering van de studies.

    Zij klopt of klopt niet, met de cijfers erachter; waar geen cel het kan zeggen is zij niet te toetsen. Een
    bewering kan op meer manieren gelezen zijn: elke lezing heeft een uitkomst, en de eerste telt. Verlaat met
    status 1 als er een niet klopt.
    """,
    en="""Check each claim of the studies.

    It holds or fails, with the numbers behind it; where no cell could tell it is not checkable. A claim may
    be read in several ways: each reading has a verdict, and the first counts. Leaves with exit status 1 when
    a claim fails.
    """,
)
@public_option
@source_options
@language_option
@output_options(*ROW_FORMATS)
@option(
    "--claim",
    "ids",
    multiple=True,
    metavar="ID",
    nl="Deze bewering; mag vaker.",
    en="This claim; may be given again.",
)
@option(
    "--verdict",
    type=click.Choice(["holds", "fails", "not-checkable"]),
    nl="Alleen beweringen met deze uitkomst.",
    en="Claims with this verdict only.",
)
@option(
    "--timeout",
    type=float,
    callback=seconds,
    default=60.0,
    show_default=True,
    nl="Seconden, voor elke eigen vraag van een studie.",
    en="Seconds, for each question of a study's own.",
)
def claims(
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
    ids: tuple[str, ...],
    verdict: str | None,
    timeout: float,
    public: bool,
) -> int:
    form = chosen(format_, output, ROW_FORMATS)
    graph = graph_of(studies, store, lang)
    graph = answering(graph, form, lang, public=public)
    found = graph.claims(seconds=timeout)
    if not found:
        tell(lang, nl=NO_CLAIMS.nl, en=NO_CLAIMS.en)
    known = [each.id for each in found]
    for id_ in ids:
        if id_ not in known:
            raise unknown("claim", id_, known)
    shown = [
        each for each in found if (not ids or each.id in ids) and (not verdict or each.verdict == verdict)
    ]
    if form == "table":
        width = min(WIDTH, screen(output, WIDTH))
        deliver(claims_text(shown, found, graph.labels(lang), lang, width), output)
    else:
        deliver(render_rows(claim_rows(shown, lang), form, lang=lang), output)
    return int(any(each.holds is False for each in shown))
