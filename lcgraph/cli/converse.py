"""The commands of `converse`: the motive conversation of partners, as one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import pyoxigraph as ox

from lcgraph.answers import Rows
from lcgraph.cli.language import LANGUAGES, Group, command, option, tell
from lcgraph.cli.options import chosen as chosen_format
from lcgraph.cli.options import deliver, graph_of, language_option, output_options, source_options
from lcgraph.conversation.findings import KINDS, Found, find
from lcgraph.conversation.form import TITLE, Form, in_tables, make_form
from lcgraph.conversation.handover import read_codes
from lcgraph.conversation.page import page
from lcgraph.conversation.paper import paper
from lcgraph.errors import CallError
from lcgraph.render.rows import ROW_FORMATS, render_rows
from lcgraph.say import Text

_F = TypeVar("_F", bound=Callable[..., Any])


def form_options(command: _F) -> _F:
    """What a form is made of: the study, its motives, who is at the table."""
    for options in (
        option("--title", default="", nl="De titel van het gesprek.", en="The title of the conversation."),
        option(
            "--partners",
            metavar="LIST",
            default="",
            nl="Wie er aan tafel zitten, met ; ertussen; anders vraagt het formulier ernaar.",
            en="Who is at the table, with ; between; else the form asks for them.",
        ),
        option(
            "--motives",
            metavar="LIST",
            default="",
            nl="Alleen deze motieven, met komma's ertussen.",
            en="These motives only, with commas between.",
        ),
        language_option,
        source_options,
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        command = options(command)
    return command


@click.group(
    cls=Group,
    nl="Het motievengesprek: partners ontdekken in een uur wat ze van elkaar willen.",
    en="The motive conversation: partners find out, in one hour, what they want from each other.",
)
@option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    nl="Taal van deze uitleg.",
    en="Language of this help.",
)
def converse() -> None:
    """The motive conversation of partners."""


@command(
    name="new",
    nl="""Schrijf het formulier van een motievengesprek als één HTML-bestand.

    FILE opent vanaf een schijf of stick, ook op een telefoon en zonder internet, in het Nederlands en Engels.
    De motieven zijn die uit de tabellen van de studie. Wie meedoet vult het voor zichzelf in; wat men wil
    laten zien gaat als korte code over tafel. Hoe zo'n uur verloopt staat in docs/conversation.md.
    """,
    en="""Write the form of a motive conversation as one HTML file.

    FILE opens from a disk or a stick, on a phone too and without internet, in Dutch and English. The motives
    are those in the tables of the study. Everybody fills it in alone; what they want to show crosses the
    table as a short code. How such an hour goes is in docs/conversation.md.
    """,
)
@form_options
def new(file: Path, lang: str, **chosen: Any) -> None:
    """Write the form of a motive conversation."""
    form = _form(lang, **chosen)
    made = page(form, lang)
    deliver(made, file)
    many, kilobytes = len(form.motives), round(len(made) / 1000)
    tell(
        lang,
        nl=f"{file}: {many} motieven, {kilobytes} kB. Open het op elk apparaat; daar gaat niets vanzelf af.",
        en=f"{file}: {many} motives, {kilobytes} kB. Open it on every device; nothing leaves it by itself.",
    )


@command(
    name="paper",
    nl="""Schrijf hetzelfde gesprek om af te drukken: formulier, blad voor de onthulling en kaarten.

    FILE is een HTML-bestand voor A4: een browser drukt het af of maakt er een PDF van.
    """,
    en="""Write the same conversation to print: a form, a sheet for the reveal, and cards.

    FILE is an HTML file for A4: a browser prints it, or makes a PDF of it.
    """,
)
@form_options
def on_paper(file: Path, lang: str, **chosen: Any) -> None:
    """Write the conversation to print."""
    form = _form(lang, **chosen)
    deliver(paper(form, lang), file)
    many = len(form.motives)
    tell(
        lang,
        nl=f"{file}: {many} motieven. Open het in een browser en druk het af: één formulier per partner.",
        en=f"{file}: {many} motives. Open it in a browser and print it: one form for each partner.",
    )


def _form(
    lang: str, *, studies: tuple[str, ...], store: str | None, motives: str, partners: str, title: str
) -> Form:
    graph = graph_of(studies, store, lang)
    wanted = [word.strip() for word in motives.split(",") if word.strip()]
    return make_form(
        graph.schemes,
        title=Text(nl=title, en=title) if title else TITLE,
        motives=wanted or in_tables(graph.cells()),
        partners=partners.split(";"),
    )


@command(
    name="report",
    nl="""Zeg wat er uit de codes van een gesprek komt: de bevindingen die het formulier ook toont.

    FILE heeft één code per regel. De motieven en partners moeten die van het formulier zijn.
    """,
    en="""Say what comes of the codes of a conversation: the findings that the form shows too.

    FILE has one code a line. The motives and partners must be those of the form.
    """,
)
@form_options
@output_options(*ROW_FORMATS)
def report(file: Path, lang: str, format_: str | None, output: Path | None, **chosen: Any) -> None:
    """Say what comes of codes."""
    form = _form(lang, **chosen)
    if not form.partners:
        raise CallError(
            nl="--partners ontbreekt: noem wie er aan tafel zaten, zoals op het formulier",
            en="--partners is missing: name who was at the table, as on the form",
        )
    found = find(form, read_codes(form, file))
    shape = chosen_format(format_, output, ROW_FORMATS)
    labels = {("motive", each.code): each.label.in_(lang) for each in form.motives}
    text = render_rows(_rows(form, found), shape, lang=lang, labels=labels, schemes={"motive": "motive"})
    deliver(text, output)
    chance, many = f"{float(found.chance):.1f}", len(form.motives)
    tell(
        lang,
        nl=f"door toeval alleen zouden er ongeveer {chance.replace('.', ',')} van de {many} gedeeld zijn",
        en=f"by chance alone about {chance} of the {many} would be shared",
    )


def _rows(form: Form, found: Found) -> Rows:
    def name(partner: int | None) -> ox.Literal | None:
        return None if partner is None else ox.Literal(form.partners[partner])

    return Rows(
        ("finding", "motive", "partner", "other", "mutual"),
        tuple(
            (
                ox.Literal(line.kind),
                ox.Literal(line.motive),
                name(line.partner),
                name(line.other),
                ox.Literal(line.mutual) if line.kind == "match" else None,
            )
            for line in sorted(found.lines, key=lambda line: KINDS.index(line.kind))
        ),
    )


converse.add_command(new)
converse.add_command(report)
converse.add_command(on_paper)
