"""Commands that draw and connect: network, plot."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lcgraph.analysis.networks import NETWORKS, SPEAKING, TABLES
from lcgraph.cli.language import command, option
from lcgraph.cli.options import (
    chosen,
    deliver,
    fraction,
    graph_of,
    language_option,
    output_options,
    source_options,
)
from lcgraph.errors import CallError
from lcgraph.export.networks import NETWORK_FORMATS
from lcgraph.render.pictures.drawing import PICTURES, draw
from lcgraph.render.pictures.writing import PICTURE_FORMATS, render_picture
from lcgraph.render.rows import ROW_FORMATS, render_rows


def _networks(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in NETWORKS if name.startswith(incomplete)]


_relations = option(
    "--relation",
    "relations",
    multiple=True,
    metavar="RELATION",
    nl=f"Tel werken met deze relatie; mag vaker. [standaard: {', '.join(SPEAKING)}]",
    en=f"Count works with this relation; may be given again. [default: {', '.join(SPEAKING)}]",
)
_threshold = option(
    "--threshold",
    metavar="A/B",
    nl="Cellen onder een andere regel, zoals 2/3, als bij lcgraph tables.",
    en="Cells under another rule, such as 2/3, as in lcgraph tables.",
)


@command(
    nl="""Toon wat bij wat hoort: een netwerk met zijn maten.

    NAME is author-cluster, author-motive, work-cluster, work-motive, case-motive (twee soorten knopen),
    co-authorship of motive-co-occurrence (één soort). Een werk telt voor wat het ondersteunt, definieert of
    plaatst, niet voor wat het bestrijdt of waarvoor het terloops wordt aangehaald. graphml en gexf zijn voor
    Gephi, vosviewer is JSON voor VOSviewer; knopen en lijnen als csv zijn voor beide. docs/pictures.md
    vertelt wat er geteld en gemeten wordt.
    """,
    en="""Show what goes with what: a network with its measures.

    NAME is author-cluster, author-motive, work-cluster, work-motive, case-motive (two kinds of nodes),
    co-authorship or motive-co-occurrence (one kind). A work counts for what it supports, defines or places,
    not for what it disputes or is cited for in passing. graphml and gexf are for Gephi, vosviewer is JSON for
    VOSviewer; nodes and edges as csv are for either. docs/pictures.md tells what is counted and measured.
    """,
)
@click.argument("name", shell_complete=_networks)
@option(
    "--table",
    metavar="TABLE",
    default="nodes",
    show_default=True,
    nl=f"Eén van {', '.join(TABLES)}.",
    en=f"One of {', '.join(TABLES)}.",
)
@option(
    "--project",
    metavar="MODE",
    nl="Alleen knopen van deze soort, verbonden door wat zij delen.",
    en="Only nodes of this kind, tied by what they share.",
)
@_relations
@_threshold
@source_options
@language_option
@output_options(*ROW_FORMATS, *NETWORK_FORMATS)
def network(
    name: str,
    table: str,
    project: str | None,
    relations: tuple[str, ...],
    threshold: str | None,
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
) -> None:
    """A network as a table or a file."""
    from lcgraph.export.networks import export_network
    from lcgraph.render.networks import NO_BROKERS, NO_TIES, network_rows

    form = chosen(format_, output, (*ROW_FORMATS, *NETWORK_FORMATS))
    if form in NETWORK_FORMATS and table != "nodes":
        raise CallError(
            nl=f"{form} bevat knopen en lijnen samen: laat --table weg",
            en=f"{form} holds nodes and edges together: leave --table out",
        )
    other = None if threshold is None else fraction(threshold)
    graph = graph_of(studies, store, lang)
    found = graph.network(name, project=project, relations=relations or None, threshold=other)
    if not len(found):
        click.echo(NO_TIES.in_(lang), err=True)
    if form in NETWORK_FORMATS:
        deliver(export_network(found, form, name=graph.names(lang), lang=lang), output)
        return
    rows = network_rows(found, table, graph.names(lang), people=form in ("table", "markdown"))
    if len(found) and table == "brokers" and not len(rows):
        click.echo(NO_BROKERS[len(found.graph["modes"]) == 1].in_(lang), err=True)
    deliver(render_rows(rows, form, lang=lang), output)


def _pictures(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in PICTURES if name.startswith(incomplete)]


@command(
    nl="""Teken een afbeelding, voor een artikel of een pagina.

    NAME is matrix (de tabellen), contrast (groepen naar rol, setting of wat u vraagt), literature (auteurs en
    clusters), co-occurrence (motieven in één groep) of timeline (cases en literatuur naar jaar). Titel, regel
    en bron staan erin, en zij is in grijs te lezen. html is één pagina met de afbeelding en haar gegevens als
    tabellen; png vraagt de extra lcgraph[plot].
    """,
    en="""Draw a picture, for a paper or a page.

    NAME is matrix (the cross-case tables), contrast (groups by role, setting or what you ask), literature
    (authors and clusters), co-occurrence (motives in one group) or timeline (cases and literature by year).
    Title, rule and source are in it, and it can be read in grey. html is one page with the picture and its
    data as tables; png needs the extra lcgraph[plot].
    """,
)
@click.argument("name", shell_complete=_pictures)
@option(
    "--by",
    metavar="WHAT",
    default="role",
    show_default=True,
    nl="Bij contrast: role, setting, sector, case, start_year of een attribuut.",
    en="For contrast: role, setting, sector, case, start_year or an attribute.",
)
@option(
    "--broader",
    is_flag=True,
    nl="Bij contrast: de breedste waarden, die studies delen.",
    en="For contrast: the broadest values, which studies share.",
)
@_relations
@_threshold
@source_options
@language_option
@output_options(*PICTURE_FORMATS)
def plot(
    name: str,
    by: str,
    broader: bool,
    relations: tuple[str, ...],
    threshold: str | None,
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
) -> None:
    """A picture in a file."""
    form = chosen(format_, output, PICTURE_FORMATS, piped="svg")
    if form == "png" and output is None and sys.stdout.isatty():
        raise CallError(
            nl="een png is geen tekst: noem een bestand met -o", en="a png is not text: name a file with -o"
        )
    other = None if threshold is None else fraction(threshold)
    graph = graph_of(studies, store, lang)
    picture = draw(
        graph, name, lang=lang, by=by, broader=broader, relations=relations or None, threshold=other
    )
    deliver(render_picture(picture, form), output)
