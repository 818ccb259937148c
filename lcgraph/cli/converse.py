"""The commands of `converse`: the motive conversation of partners, as one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from lcgraph.cli.language import Group, command, option, tell
from lcgraph.cli.options import deliver, graph_of, language_option, source_options
from lcgraph.conversation.form import Form, make_form
from lcgraph.conversation.page import page
from lcgraph.conversation.paper import paper
from lcgraph.say import Text

_TITLE = Text(nl="Wat willen we van elkaar?", en="What do we want from each other?")


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
        title=Text(nl=title, en=title) if title else _TITLE,
        motives=wanted or list(dict.fromkeys(str(cell["motive"]) for cell in graph.cells())),
        partners=partners.split(";"),
    )


converse.add_command(new)
converse.add_command(on_paper)
