"""The command `export`: a graph as files for other tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lcgraph.cli.completion import one_of
from lcgraph.cli.language import command, lines, option, tell
from lcgraph.cli.options import chosen, deliver, earlier_option, graph_of, language_option, source_options
from lcgraph.errors import CallError
from lcgraph.export.registry import FORMATS, Written, written
from lcgraph.say import Text

if TYPE_CHECKING:
    from pyoxigraph import Quad

_MISSING = Text(nl="niet in het bestand", en="not in the file")


def _listed() -> Text:
    """The formats for `--help`, one a line."""
    width = max(map(len, FORMATS))
    nl, en = (
        "\n".join(f"  {name:{width}}  {each.about.in_(lang)}" for name, each in FORMATS.items())
        for lang in ("nl", "en")
    )
    return Text(nl="\b\nFormaten:\n" + nl, en="\b\nFormats:\n" + en)


@command(
    after=_listed,
    nl="""Schrijf de graaf voor andere programma's.

    Dezelfde gegevens geven altijd dezelfde bytes. Wat geschreven wordt mag gepubliceerd worden: cellen en
    aantallen, zonder respondenten, fragmenten, notities en de aantallen van groepen onder drie respondenten
    (zie docs/privacy.md). Met --private wordt alles geschreven.

    Een formaat van meer bestanden wordt een map, of één archief als -o op .zip eindigt. Waar elk formaat voor
    is, en wat het niet kan bevatten, staat in docs/exports.md.
    """,
    en="""Write the graph for other tools.

    The same data always give the same bytes. What is written may be published: cells and counts, without
    respondents, segments, notes and the numbers of groups under three respondents (see docs/privacy.md).
    With --private all is written.

    A format of several files is written as a folder, or as one archive where -o ends in .zip. What each
    format is for, and what it cannot hold, is told in docs/exports.md.
    """,
)
@source_options
@language_option
@option(
    "--ontology",
    is_flag=True,
    nl="Met de ontologie en de gedeelde schema's.",
    en="With the ontology and the shared schemes.",
)
@option(
    "--private",
    is_flag=True,
    nl="Met respondenten, vermeldingen en de aantallen van kleine groepen.",
    en="With respondents, mentions and the numbers of small groups.",
)
@earlier_option
@option(
    "--date",
    "day",
    metavar="DAY",
    default="",
    nl="Dag van publicatie (nanopub, dcat, ro-crate), als 2026-12-31; anders die van deze versie.",
    en="Day of publication (nanopub, dcat, ro-crate), as 2026-12-31; else that of this version of lcgraph.",
)
@option(
    "--base-url",
    metavar="URL",
    default="",
    nl="Het adres waar de bestanden komen (dcat), zoals https://example.org/motieven/.",
    en="The address where the files will lie (dcat), such as https://example.org/motives/.",
)
@option(
    "--format",
    "format_",
    metavar="FORMAT",
    shell_complete=one_of(FORMATS),
    nl="Een van de formaten hieronder; anders naar de uitgang van het bestand.",
    en="One of those below; else by the file's ending.",
)
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    nl="Schrijf naar dit bestand, deze map of dit archief (.zip).",
    en="Write to this file, folder or .zip archive.",
)
def export(
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    ontology: bool,
    private: bool,
    earlier: tuple[Path, ...],
    day: str,
    base_url: str,
    format_: str | None,
    output: Path | None,
) -> None:
    """Write the graph for other tools."""
    if format_ is None and output is not None and output.suffix.lower() == ".zip":
        folders = ", ".join(each for each, form in FORMATS.items() if form.kind == "folder")
        raise CallError(
            nl=f"{output}: een archief kan {folders} bevatten: zeg welk met --format",
            en=f"{output}: an archive may hold {folders}: say which with --format",
        )
    name = chosen(format_, output, tuple(FORMATS), piped="turtle")
    if FORMATS[name].kind != "text" and output is None and sys.stdout is not None and sys.stdout.isatty():
        raise CallError(
            nl=f"{name} is geen tekst: noem een bestand met -o", en=f"{name} is not text: name a file with -o"
        )
    if private and earlier:
        raise CallError(
            nl="--private en --earlier gaan niet samen: wat privé blijft wordt met niets vergeleken",
            en="--private and --earlier do not go together: what is not published is compared with nothing",
        )
    graph = graph_of(studies, store, lang)
    made = written(
        graph,
        name,
        lang=lang,
        private=private,
        ontology=ontology,
        day=day,
        base_url=base_url,
        earlier=_editions(earlier),
    )
    if private:
        tell(
            lang,
            nl="privé-export, met alle respondenten, fragmenten en notities: niet publiceren",
            en="private export, with all respondents, segments and notes: do not publish it",
        )
    elif made.withheld and made.format.private == "may":
        told = made.withheld.told()
        tell(
            lang,
            nl=f"openbare export, niet meegegeven: {told.nl} (alles: --private; waarom: docs/privacy.md)",
            en=f"public export, withheld: {told.en} (all of it: --private; why: docs/privacy.md)",
        )
    _deliver(made, output)
    for loss in made.losses:
        lines(f"{_MISSING.in_(lang)}: {loss.in_(lang)}")
    for note in made.notes:
        tell(lang, nl=note.in_("nl"), en=note.in_("en"))


def _editions(paths: tuple[Path, ...]) -> list[list[Quad]]:
    if not paths:
        return []
    from lcgraph.folders import editions

    return editions(paths)


def _deliver(made: Written, output: Path | None) -> None:
    """Bytes to a file or stdout; a folder as such, or as an archive where a file is asked for."""
    from collections.abc import Mapping

    from lcgraph.disk import lay_out
    from lcgraph.written import zipped

    if not isinstance(made.content, Mapping):
        deliver(made.content, output)
    elif output is None or str(output) == "-" or output.suffix.lower() == ".zip":
        deliver(zipped(made.content), output)
    else:
        lay_out(output, made.content)
