"""The command `site`: the linked data as a static web site."""

from __future__ import annotations

from pathlib import Path

import click

from lcgraph.cli.data import progress
from lcgraph.cli.options import graph_of, language_option, source_options
from lcgraph.errors import MissingExtra
from lcgraph.say import Text

_WITHHELD = Text(
    "lcgraph: openbare site, niet meegegeven: {} (waarom: docs/privacy.md)",
    "lcgraph: public site, withheld: {} (why: docs/privacy.md)",
)
_DONE = Text(
    "lcgraph: {} bestanden, {} MB in {}: open {}/index.nl.html",
    "lcgraph: {} files, {} MB in {}: open {}/index.html",
)


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@source_options
@language_option
@click.option(
    "--date", "day", metavar="DAY", default="",
    help="Day of publication, as 2026-12-31; else that of this version of lcgraph.",
)  # fmt: skip
def site(out: Path, studies: tuple[str, ...], store: str | None, lang: str, day: str) -> None:
    """Write the linked data as a static web site.

    OUT becomes a folder that any web host can serve and that works from a disk: a page for everything in
    Dutch and English with its data beside it, the tables, claims, questions with their answers, the ontology,
    a search and downloads. Only what may be published is in it (see docs/privacy.md). A site that lcgraph
    made before is replaced; any other folder is refused. The same data give the same bytes.
    """
    try:
        import jinja2  # noqa: F401  # told before anything is read
    except ImportError as error:
        raise MissingExtra("site", "Jinja2") from error
    from lcgraph.web.folder import refuse_foreign, write
    from lcgraph.web.site import Site

    refuse_foreign(out)
    progress("reading")
    made = Site(graph_of(studies, store, lang), day)
    if made.left_out:
        click.echo(_WITHHELD.in_(lang).format(made.left_out.told().in_(lang)), err=True)
    count, size = write(out, made.made(progress))
    click.echo(_DONE.in_(lang).format(count, f"{size / 1e6:.1f}", out, out), err=True)
