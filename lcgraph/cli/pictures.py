"""Commands that draw and connect: network, plot."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from lcgraph.analysis.networks import NETWORKS, SPEAKING, TABLES
from lcgraph.cli.completion import code_of, one_of
from lcgraph.cli.language import command, option, tell
from lcgraph.cli.options import (
    answering,
    chosen,
    deliver,
    fraction,
    graph_of,
    language_option,
    output_options,
    public_option,
    screen,
    source_options,
)
from lcgraph.errors import CallError, unknown
from lcgraph.export.networks import NETWORK_FORMATS
from lcgraph.graph import Graph
from lcgraph.render.pictures.canvas import Picture
from lcgraph.render.pictures.drawing import ACROSS, PICTURES, draw, draw_context, of_context
from lcgraph.render.pictures.writing import PICTURE_FORMATS, render_picture
from lcgraph.render.rows import ROW_FORMATS, render_rows

_relations = option(
    "--relation",
    "relations",
    multiple=True,
    metavar="RELATION",
    shell_complete=code_of("relation"),
    nl=f"Tel werken met deze relatie; mag vaker. [standaard: {', '.join(SPEAKING)}]",
    en=f"Count works with this relation; may be given again. [default: {', '.join(SPEAKING)}]",
)
_threshold = option(
    "--threshold",
    metavar="SHARE",
    nl="Cellen onder een andere regel, zoals 2/3 of 75%, als bij lcgraph tables.",
    en="Cells under another rule, such as 2/3 or 75%, as in lcgraph tables.",
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
@click.argument("name", shell_complete=one_of(NETWORKS))
@option(
    "--table",
    metavar="TABLE",
    shell_complete=one_of(TABLES),
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
@public_option
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
    public: bool,
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
    graph = answering(graph_of(studies, store, lang), form, lang, public=public)
    found = graph.network(name, project=project, relations=relations or None, threshold=other)
    if not len(found):
        tell(lang, nl=NO_TIES.nl, en=NO_TIES.en)
    if form in NETWORK_FORMATS:
        deliver(export_network(found, form, name=graph.names(lang), lang=lang), output)
        return
    rows = network_rows(found, table, graph.names(lang), people=form in ("table", "markdown"))
    if len(found) and table == "brokers" and not len(rows):
        none = NO_BROKERS[len(found.graph["modes"]) == 1]
        tell(lang, nl=none.nl, en=none.en)
    deliver(render_rows(rows, form, lang=lang, width=screen(output, 0) or None), output)


@command(
    nl="""Teken een afbeelding, voor een artikel of een pagina.

    NAME is matrix (de tabellen), contrast (groepen naar rol, setting of wat u vraagt), literature (auteurs en
    clusters), co-occurrence (motieven in één groep) of timeline (cases en literatuur naar jaar). Titel, regel
    en bron staan erin, en zij is in grijs te lezen. html is één pagina met de afbeelding en haar gegevens als
    tabellen; png en pdf vragen de extra lcgraph[plot]. Van groepen en motieven (of van --data) toont lattice
    de begrippen, dendrogram welke cases op elkaar lijken en map beide in één vlak; truth-table en xy tonen
    een vraag van lcgraph qca, met --outcome en --conditions.
    """,
    en="""Draw a picture, for a paper or a page.

    NAME is matrix (the cross-case tables), contrast (groups by role, setting or what you ask), literature
    (authors and clusters), co-occurrence (motives in one group) or timeline (cases and literature by year).
    Title, rule and source are in it, and it can be read in grey. html is one page with the picture and its
    data as tables; png and pdf need the extra lcgraph[plot]. Of groups and motives (or of --data) lattice
    shows the concepts, dendrogram which cases are alike, and map both in one plane; truth-table and xy show a
    question of lcgraph qca, with --outcome and --conditions.
    """,
)
@click.argument("name", shell_complete=one_of((*PICTURES, *ACROSS)))
@option(
    "--by",
    metavar="WHAT",
    shell_complete=code_of("facet"),
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
@option(
    "--counts",
    is_flag=True,
    nl="Bij matrix: n/N in elke cel waarvan de bron aantallen geeft.",
    en="For matrix: n/N in every cell of which the source gives counts.",
)
@option(
    "--narrow",
    is_flag=True,
    nl="Smal, voor een telefoon of één kolom van een tijdschrift.",
    en="Narrow, for a phone or one column of a journal.",
)
@option(
    "--width",
    metavar="WIDTH",
    nl="Zo breed, als 16cm, 160mm of 6in; anders zo breed als getekend.",
    en="As wide as this: 16cm, 160mm or 6in; else as wide as it is drawn.",
)
@option(
    "--no-title",
    "untitled",
    is_flag=True,
    nl="Zonder titel in de afbeelding, voor een artikel met bijschriften.",
    en="Without a title in the picture, for a paper with captions.",
)
@option(
    "--data",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    nl="Bij lattice, dendrogram, map, truth-table en xy: een bestand in plaats van de studies.",
    en="For lattice, dendrogram, map, truth-table and xy: a file in place of the studies.",
)
@option("--outcome", metavar="OUTCOME", nl="Bij truth-table en xy: de uitkomst.",
        en="For truth-table and xy: the outcome.")  # fmt: skip
@option("--conditions", metavar="LIST", nl="Bij truth-table en xy: condities, met komma's ertussen.",
        en="For truth-table and xy: conditions, with commas between.")  # fmt: skip
@_relations
@_threshold
@public_option
@source_options
@language_option
@output_options(*PICTURE_FORMATS)
def plot(
    name: str,
    by: str,
    broader: bool,
    counts: bool,
    narrow: bool,
    width: str | None,
    untitled: bool,
    file: Path | None,
    outcome: str | None,
    conditions: str | None,
    relations: tuple[str, ...],
    threshold: str | None,
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
    public: bool,
) -> None:
    """A picture in a file."""
    if name not in (*PICTURES, *ACROSS):
        raise unknown("picture", name, (*PICTURES, *ACROSS))
    form = chosen(format_, output, PICTURE_FORMATS, piped="svg")
    if form in ("png", "pdf") and output is None and sys.stdout.isatty():
        raise CallError(
            nl=f"een {form} is geen tekst: noem een bestand met -o",
            en=f"a {form} is not text: name a file with -o",
        )
    inches = None if width is None else _inches(width)
    other = None if threshold is None else fraction(threshold)
    graph = answering(graph_of(studies, store, lang), form, lang, public=public)
    if name in ACROSS and (counts or narrow):
        raise CallError(
            nl=f"--counts en --narrow zijn voor {', '.join(PICTURES)}, niet voor {name}",
            en=f"--counts and --narrow are for {', '.join(PICTURES)}, not for {name}",
        )
    if name in ACROSS:
        picture = _across(graph, name, file, outcome, conditions, lang)
    else:
        picture = draw(
            graph,
            name,
            lang=lang,
            by=by,
            broader=broader,
            relations=relations or None,
            threshold=other,
            counts=counts,
            narrow=narrow,
        )
    deliver(render_picture(picture.untitled() if untitled else picture, form, inches=inches), output)


def _across(
    graph: Graph, name: str, file: Path | None, outcome: str | None, conditions: str | None, lang: str
) -> Picture:
    """A picture of an analysis of studies or of a file."""
    from lcgraph.crosscase.asked import coded
    from lcgraph.crosscase.columns import (
        configurations,
        context,
        context_of_file,
        motives,
        read_columns,
        with_conditions,
    )
    from lcgraph.render.pictures.configurations import draw_truth_table, draw_xy

    if name not in ("truth-table", "xy"):
        if file:
            found = context_of_file(file)
            return of_context(name)(found, lang=lang, labels=found.attributes, names=found.objects)
        unit = "case" if name == "dendrogram" else "group"
        found = context(motives(graph.cells(), unit=unit).filled)
        return draw_context(graph, name, found, lang=lang, unit=unit)
    if not outcome or not conditions:
        raise CallError(
            nl=f"{name} vraagt --outcome en --conditions, als bij lcgraph qca",
            en=f"{name} needs --outcome and --conditions, as in lcgraph qca",
        )
    named = [part.strip() for part in conditions.split(",") if part.strip()]
    columns = read_columns(file) if file else motives(graph.cells())
    if not file:
        outcome, *named = coded([outcome, *named], graph.schemes)
        columns, named = with_conditions(columns, named, graph.group_values)
    data, _ = configurations(columns, outcome, named, drop_missing=file is None)
    return (draw_xy if name == "xy" else draw_truth_table)(data, lang=lang)


def _inches(text: str) -> float:
    """A width as inches.

    >>> _inches("6in"), round(_inches("160 mm"), 2), _inches("2.54cm")
    (6.0, 6.3, 1.0)
    """
    found = re.fullmatch(r"\s*([0-9]{1,4}(?:[.,][0-9]{1,3})?)\s*(cm|mm|in)\s*", text, re.ASCII)
    inches = float(found[1].replace(",", ".")) / {"in": 1, "cm": 2.54, "mm": 25.4}[found[2]] if found else 0
    if not 1 <= inches <= 60:
        raise CallError(
            nl=f"--width {text!r}: schrijf een breedte van 1 tot 60 inch, zoals 16cm, 160mm of 6in",
            en=f"--width {text!r}: write a width of 1 to 60 inches, such as 16cm, 160mm or 6in",
        )
    return inches
