"""The command `site`: the linked data as a static web site."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from lcgraph.cli.language import command, option, tell
from lcgraph.cli.options import earlier_option, graph_of, language_option, progress, source_options
from lcgraph.errors import MissingExtra


@command(
    nl="""Schrijf de gekoppelde gegevens als statische website.

    OUT wordt een map die elke webhost kan serveren en die ook vanaf een schijf werkt: voor alles een pagina
    in het Nederlands en Engels met de gegevens ernaast, de tabellen, beweringen, vragen met hun antwoorden,
    de ontologie, een zoekfunctie en downloads. Er staat alleen in wat gepubliceerd mag worden (zie
    docs/privacy.md). Een site die lcgraph eerder maakte wordt vervangen; een andere map wordt geweigerd.
    Dezelfde gegevens geven dezelfde bytes.
    """,
    en="""Write the linked data as a static web site.

    OUT becomes a folder that any web host can serve and that works from a disk: a page for everything in
    Dutch and English with its data beside it, the tables, claims, questions with their answers, the ontology,
    a search and downloads. Only what may be published is in it (see docs/privacy.md). A site that lcgraph
    made before is replaced; any other folder is refused. The same data give the same bytes.
    """,
)
@click.argument("out", type=click.Path(path_type=Path))
@source_options
@language_option
@earlier_option
@option(
    "--date",
    "day",
    metavar="DAY",
    default="",
    nl="Dag van publicatie, als 2026-12-31; anders die van deze versie van lcgraph.",
    en="Day of publication, as 2026-12-31; else that of this version of lcgraph.",
)
@option(
    "--base-url",
    metavar="URL",
    default="",
    nl="Het adres waar de site komt, zoals https://example.org/motieven/, voor catalogus, sitemap en "
    "404.html.",
    en="The address where the site will stand, such as https://example.org/motives/, for catalogue, site map "
    "and 404.html.",
)
def site(
    out: Path,
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    earlier: tuple[Path, ...],
    day: str,
    base_url: str,
) -> None:
    """Write the linked data as a static web site."""
    try:
        import jinja2  # noqa: F401  # told before anything is read
    except ImportError as error:
        raise MissingExtra("site", "Jinja2") from error
    from lcgraph.folders import editions
    from lcgraph.web.folder import refuse_foreign, write
    from lcgraph.web.site import Site

    refuse_foreign(out)
    progress(lang, nl="de gegevens worden gelezen", en="reading")
    before = editions(earlier)
    made = Site(graph_of(studies, store, lang), day, base_url, before)
    if made.left_out:
        told = made.left_out.told()
        tell(
            lang,
            nl=f"openbare site, niet meegegeven: {told.nl} (waarom: docs/privacy.md)",
            en=f"public site, withheld: {told.en} (why: docs/privacy.md)",
        )
    count, size = write(out, made.made(partial(_made, lang)))
    megabytes = f"{size / 1e6:.1f}"
    tell(
        lang,
        nl=f"{count} bestanden, {megabytes.replace('.', ',')} MB in {out}: open {out}/index.nl.html",
        en=f"{count} files, {megabytes} MB in {out}: open {out}/index.html",
    )


def _made(lang: str, what: str) -> None:
    progress(lang, nl=what, en=what)
