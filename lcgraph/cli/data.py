"""Commands on data: validate, load, reason."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lcgraph import folders
from lcgraph.cli.language import command, lines, option, tell
from lcgraph.cli.options import (
    chosen,
    deliver,
    graph_of,
    language_option,
    output_options,
    progress,
    source_options,
)
from lcgraph.errors import CallError, InputError
from lcgraph.render.problems import problems_text
from lcgraph.say import Problem, Text

_STEP = 100_000  # statements from one word of progress to the next

if TYPE_CHECKING:
    from pyoxigraph import Quad


@command(
    nl="""Toets studiemappen of RDF-bestanden.

    Noemt elk probleem, met bestand, rij, kolom en wat u kunt doen. Problemen van één soort in één kolom staan
    op één regel, met hun rijen; met --format json staat elk op zichzelf.

    Zonder PATH wordt de meegeleverde studie getoetst. Status 1 als er een fout is; met alleen waarschuwingen
    0. Een pad dat niet bestaat, of een RDF-bestand dat niet te lezen is, geeft 2.
    """,
    en="""Check study folders or RDF files.

    Tells every problem, with file, row, column and what to do. Problems of one kind in one column stand in
    one line, with their rows; with --format json each stands by itself.

    Without a PATH the bundled study is checked. Exit status 1 when there is a violation; warnings alone
    leave with 0. A path that does not exist, or an RDF file that cannot be read at all, leaves with 2.
    """,
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH ...]")
@option(
    "--study",
    "studies",
    multiple=True,
    metavar="DIR",
    nl="Een studiemap, zoals een PATH.",
    en="A study folder, as a PATH is.",
)
@language_option
@output_options("text", "json")
def validate(
    paths: tuple[Path, ...],
    studies: tuple[str, ...],
    lang: str,
    format_: str | None,
    output: Path | None,
) -> int:
    """Check study folders or RDF files."""
    from lcgraph.resources import bundled_study

    form = chosen(format_, output, ("text", "json"), piped="text")
    targets = [*paths, *(Path(study) for study in studies)] or [bundled_study()]
    problems: list[Problem] = []
    unreadable = False
    for number, path in enumerate(targets, 1):
        folders.there(path)
        progress(
            lang,
            nl=f"{path} wordt getoetst ({number} van {len(targets)})",
            en=f"checking {path} ({number} of {len(targets)})",
        )
        try:
            problems += folders.check(path, watch=partial(_watched, lang))
        except InputError as error:
            unreadable = True
            problems += error.problems
    if form == "json":
        deliver(json.dumps(folders.as_json(problems, lang), ensure_ascii=False, indent=1) + "\n", output)
    else:
        deliver(problems_text(problems, map(str, targets), lang), output)
    return 2 if unreadable else int(not folders.conforms(problems))


@command(
    nl="""Laad studies of RDF-bestanden in een store.

    De ontologie komt mee, en de cellen die uit interviews volgen; wat een studie daar had, wordt vervangen
    door wat haar map nu zegt, en door een RDF-bestand alleen met --replace.
    Met --validate wordt alles eerst getoetst, zoals met lcgraph validate; status 1 als er een fout is.
    """,
    en="""Load studies or RDF files into a store.

    The ontology comes with them, and cells that follow from interviews; what a study had there is replaced
    by what its folder says now, and by an RDF file only with --replace.
    With --validate all is checked first, as by lcgraph validate; exit status 1 when there is a violation.
    """,
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH ...")
@option(
    "--store",
    metavar="DIR|URL",
    nl="Waarin: een map of een SPARQL-endpoint. [env: LCGRAPH_STORE]",
    en="Where to load: a folder or a SPARQL endpoint. [env: LCGRAPH_STORE]",
)
@option(
    "--validate",
    "check",
    is_flag=True,
    nl="Laad niets als er iets een regel breekt.",
    en="Load nothing when anything breaks a shape.",
)
@option(
    "--replace",
    is_flag=True,
    nl="Zet een studie uit een RDF-bestand in de plaats van die in de store.",
    en="Put a study from an RDF file in the place of the one in the store.",
)
@language_option
def load(paths: tuple[Path, ...], store: str | None, check: bool, replace: bool, lang: str) -> int:
    """Load studies or RDF files into a store."""
    where = store or os.environ.get("LCGRAPH_STORE")
    if not where:
        raise CallError(
            nl="zeg waarin: --store DIR of --store URL (of zet LCGRAPH_STORE)",
            en="say where: --store DIR or --store URL (or set LCGRAPH_STORE)",
        )
    loading = folders.Loading(paths, where, check=check, replace=replace)
    if check and not loading.at_once and (status := _refused(loading, lang)):
        return status
    named = ", ".join(map(str, paths))
    progress(lang, nl=f"{named} wordt gelezen", en=f"reading {named}")
    deriving = Text(nl="cellen worden afgeleid", en="deriving cells")
    if loading.at_once:
        deriving = Text(nl="er wordt getoetst en afgeleid", en="checking and deriving")
    try:
        quads = Watched(loading.quads(), lang, Text(nl="geschreven", en="written"), deriving)
    except InputError:
        if loading.at_once and (status := _refused(loading, lang)):
            return status
        raise
    count = loading.load(quads)
    if loading.at_once and not count and (status := _refused(loading, lang)):
        return status
    if loading.left_out:
        tell(
            lang,
            nl=f"{loading.left_out} uitspraken niet overgenomen: zij staan waar alleen lcgraph schrijft "
            "(de ontologie, wat is afgeleid)",
            en=f"{loading.left_out} statements were not taken over: they stand where only lcgraph writes "
            "(the ontology, what is derived)",
        )
    tell(
        lang,
        nl=f"{quads.count:,} uitspraken ({count:,} met ontologie en afgeleide cellen) geladen".replace(
            ",", "."
        )
        + f" in {where}",
        en=f"loaded {quads.count:,} statements ({count:,} with ontology and derived cells) into {where}",
    )
    return 0


def _refused(loading: folders.Loading, lang: str) -> int:
    """Exit status 1, and every problem on stderr, when something in the paths breaks a shape."""
    problems = loading.problems(watch=partial(_watched, lang))
    if folders.conforms(problems):
        return 0
    lines(problems_text(problems, map(str, loading.paths), lang))
    tell(lang, nl="niets geladen", en="nothing was loaded")
    return 1


class Watched:
    """Quads on their way, counted; people who wait at a terminal see how many have passed."""

    def __init__(self, quads: Iterable[Quad], lang: str, done: Text, then: Text) -> None:
        self.quads, self.lang, self.done, self.then = quads, lang, done, then
        self.count = 0

    def __iter__(self) -> Iterator[Quad]:
        for quad in self.quads:
            self.count += 1
            if self.count % _STEP == 0:
                self._tell(
                    nl=f"{self.count:,} uitspraken {self.done.nl}".replace(",", "."),
                    en=f"{self.count:,} statements {self.done.en}",
                )
            yield quad
        if self.count >= _STEP:
            self._tell(nl=self.then.nl, en=self.then.en)

    def _tell(self, *, nl: str, en: str) -> None:
        progress(self.lang, nl=nl, en=en)


def _watched(lang: str, quads: Iterable[Quad]) -> Iterable[Quad]:
    return Watched(quads, lang, Text(nl="gelezen", en="read"), Text(nl="er wordt getoetst", en="checking"))


@command(
    nl="""Zeg wat er uit logica volgt.

    Of ontologie en gegevens consistent zijn en welke typen eruit volgen, door de redeneerder HermiT (extra:
    lcgraph[reason]). Status 1 als zij tegenstrijdig zijn, met de reden.
    """,
    en="""Say what follows by logic.

    Consistency and inferred types of ontology and data, by the HermiT reasoner (extra: lcgraph[reason]).
    Exit status 1 when they are inconsistent, with the reason why.
    """,
)
@source_options
@language_option
@output_options("table", "csv", "tsv", "json", "xml", "markdown")
def reason(
    studies: tuple[str, ...], store: str | None, lang: str, format_: str | None, output: Path | None
) -> int:
    """Say what follows by logic."""
    from pyoxigraph import Literal, NamedNode

    from lcgraph.answers import Rows
    from lcgraph.render.rows import ROW_FORMATS, render_rows

    form = chosen(format_, output, ROW_FORMATS)
    graph = graph_of(studies, store, lang)
    progress(lang, nl="HermiT redeneert", en="reasoning with HermiT")
    found = graph.reason()
    if not found.consistent:
        tell(lang, nl="tegenstrijdig", en="inconsistent")
        axioms = tuple((Literal(line),) for line in (found.explanation or "").splitlines() if line)
        if form == "table":
            deliver((found.explanation or "") + "\n", output)
        else:
            deliver(render_rows(Rows(("explanation",), axioms), form, lang=lang), output)
        return 1
    count = len(found.inferred)
    tell(lang, nl=f"consistent; {count} afgeleide typen", en=f"consistent; {count} inferred types")
    for name in found.unsatisfiable:
        tell(lang, nl=f"onvervulbaar: {name}", en=f"unsatisfiable: {name}")
    rows = tuple((NamedNode(thing), NamedNode(type_)) for thing, type_ in found.inferred)
    if form in ("table", "markdown"):
        rows_ = tuple((Literal(short(thing.value)), Literal(short(type_.value))) for thing, type_ in rows)
        deliver(render_rows(Rows(("thing", "type"), rows_), form, lang=lang), output)
    else:
        deliver(render_rows(Rows(("thing", "type"), rows), form, lang=lang), output)
    return 1 if found.unsatisfiable else 0


def short(iri: str) -> str:
    """An IRI of lcgraph without its base, for people."""
    from lcgraph.vocab import BASE, LCG

    return iri.replace(LCG.iri, "lcg:").replace(BASE, "")
