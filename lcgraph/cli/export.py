"""The command `export`: a graph as files for other tools."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lcgraph.cli.options import chosen, deliver, graph_of, language_option, source_options
from lcgraph.errors import CallError
from lcgraph.export.registry import FORMATS, Written, written
from lcgraph.say import Text

_PRIVATE = Text(
    "lcgraph: privé-export, met alle respondenten, fragmenten en notities: niet publiceren",
    "lcgraph: private export, with all respondents, segments and notes: do not publish it",
)
_WITHHELD = Text(
    "lcgraph: openbare export, niet meegegeven: {} (alles: --private; waarom: docs/privacy.md)",
    "lcgraph: public export, withheld: {} (all of it: --private; why: docs/privacy.md)",
)
_MISSING = Text("niet in het bestand", "not in the file")


def _listed() -> str:
    """The formats for `--help`, one a line."""
    width = max(map(len, FORMATS))
    return "\b\nFormats:\n" + "\n".join(
        f"  {name:{width}}  {each.about.en}" for name, each in FORMATS.items()
    )


@click.command(epilog=_listed())
@source_options
@language_option
@click.option("--ontology", is_flag=True, help="With the ontology and the shared schemes.")
@click.option("--private", is_flag=True, help="With respondents, mentions and the numbers of small groups.")
@click.option(
    "--date",
    "day",
    metavar="DAY",
    default="",
    help="Day of publication (nanopub, dcat, ro-crate), as 2026-12-31; else that of this version of lcgraph.",
)
@click.option("--format", "format_", metavar="FORMAT", help="One of those below; else by the file's ending.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write to this file, folder or .zip archive."
)
def export(
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    ontology: bool,
    private: bool,
    day: str,
    format_: str | None,
    output: Path | None,
) -> None:
    """Write the graph for other tools.

    The same data always give the same bytes. What is written may be published: cells and counts, without
    respondents, segments, notes and the numbers of groups under three respondents (see docs/privacy.md).
    With --private all is written.

    A format of several files is written as a folder, or as one archive where -o ends in .zip. What each
    format is for, and what it cannot hold, is told in docs/exports.md.
    """
    if format_ is None and output is not None and output.suffix.lower() == ".zip":
        folders = ", ".join(each for each, form in FORMATS.items() if form.kind == "folder")
        raise CallError(f"{output}: an archive may hold {folders}: say which with --format")
    name = chosen(format_, output, tuple(FORMATS), piped="turtle")
    if FORMATS[name].kind != "text" and output is None and sys.stdout is not None and sys.stdout.isatty():
        raise CallError(f"{name} is no text: name a file with -o")
    graph = graph_of(studies, store, lang)
    made = written(graph, name, lang=lang, private=private, ontology=ontology, day=day)
    if private:
        click.echo(_PRIVATE.in_(lang), err=True)
    elif made.withheld and made.format.private == "may":
        click.echo(_WITHHELD.in_(lang).format(made.withheld.told().in_(lang)), err=True)
    _deliver(made, output)
    for loss in made.losses:
        click.echo(f"{_MISSING.in_(lang)}: {loss.in_(lang)}", err=True)
    for note in made.notes:
        click.echo(f"lcgraph: {note.in_(lang)}", err=True)


def _deliver(made: Written, output: Path | None) -> None:
    """Bytes to a file or stdout; a folder as such, or as an archive where a file is asked for."""
    from collections.abc import Mapping

    from lcgraph.disk import lay_out
    from lcgraph.export.written import zipped

    if not isinstance(made.content, Mapping):
        deliver(made.content, output)
    elif output is None or str(output) == "-" or output.suffix.lower() == ".zip":
        deliver(zipped(made.content), output)
    else:
        lay_out(output, made.content)
