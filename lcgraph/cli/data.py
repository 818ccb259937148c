"""Commands on data: validate, load, reason."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lcgraph.cli.options import chosen, deliver, graph_of, language_option, output_options, source_options
from lcgraph.errors import CallError, InputError
from lcgraph.say import Problem

_STEP = 100_000  # statements from one word of progress to the next

if TYPE_CHECKING:
    from pyoxigraph import Quad


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH ...]")
@click.option("--study", "studies", multiple=True, metavar="DIR", help="A study folder, as a PATH is.")
@language_option
@output_options("text", "json")
def validate(
    paths: tuple[Path, ...],
    studies: tuple[str, ...],
    lang: str,
    format_: str | None,
    output: Path | None,
) -> int:
    """Check study folders or RDF files.

    Tells every problem, with file, row, column and what to do.

    Without a PATH the bundled study is checked. Exit status 1 when there is a violation; warnings alone
    leave with 0. A path that does not exist, or an RDF file that cannot be read at all, leaves with 2.
    """
    from lcgraph.resources import bundled_study
    from lcgraph.validate import conforms, to_json
    from lcgraph.validate import validate as check

    form = chosen(format_, output, ("text", "json"), piped="text")
    targets = [*paths, *(Path(study) for study in studies)] or [bundled_study()]
    problems: list[Problem] = []
    unreadable = False
    for number, path in enumerate(targets, 1):
        if not path.exists():
            raise CallError(f"{path} does not exist: name a study folder or an RDF file")
        progress(f"checking {path} ({number} of {len(targets)})")
        try:
            problems += check(path, watch=_watched)
        except InputError as error:
            unreadable = True
            problems += error.problems
    if form == "json":
        deliver(json.dumps(to_json(problems, lang), ensure_ascii=False, indent=1) + "\n", output)
    else:
        deliver(_report(problems, [str(path) for path in targets], lang), output)
    return 2 if unreadable else int(not conforms(problems))


def _report(problems: list[Problem], targets: list[str], lang: str) -> str:
    names = {
        "violation": {"nl": "fout", "en": "error"},
        "warning": {"nl": "waarschuwing", "en": "warning"},
        "info": {"nl": "opmerking", "en": "note"},
    }
    lines = []
    for problem in problems:
        where, message = problem.where, problem.message.in_(lang)
        if problem.file and problem.focus and problem.row is None and problem.column is None:
            where += f" {short(problem.focus)}"
        lines.append(f"{where}: {names[problem.severity][lang]}: {message}".lstrip(": "))
    counts = {severity: sum(problem.severity == severity for problem in problems) for severity in names}
    errors, warnings = counts["violation"], counts["warning"]
    told = ", ".join(targets)
    said = [] if errors else [{"nl": "in orde", "en": "valid"}[lang]]
    if errors:
        said.append(
            f"{errors} " + {"nl": "fout" + "en" * (errors > 1), "en": "error" + "s" * (errors > 1)}[lang]
        )
    if warnings:
        plural = warnings > 1
        said.append(
            f"{warnings} " + {"nl": "waarschuwing" + "en" * plural, "en": "warning" + "s" * plural}[lang]
        )
    lines.append(f"{told}: {', '.join(said)}")
    return "\n".join(lines) + "\n"


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH ...")
@click.option(
    "--store", metavar="DIR|URL", help="Where to load: a folder or a SPARQL endpoint. [env: LCGRAPH_STORE]"
)
@click.option("--validate", "check", is_flag=True, help="Load nothing when anything breaks a shape.")
@language_option
def load(paths: tuple[Path, ...], store: str | None, check: bool, lang: str) -> int:
    """Load studies or RDF files into a store.

    The ontology comes with them, and cells that follow from interviews; what a study had there is replaced.
    With --validate all is checked first, as by lcgraph validate; exit status 1 when there is a violation.
    """
    from lcgraph.graph import Graph, read_studies
    from lcgraph.quads import into_graphs
    from lcgraph.store import open_store
    from lcgraph.untrusted.rdf import read as read_rdf

    where = store or os.environ.get("LCGRAPH_STORE")
    if not where:
        raise CallError("say where: --store DIR or --store URL (or set LCGRAPH_STORE)")
    for path in paths:
        if not path.exists():
            raise CallError(f"{path} does not exist: name a study folder or an RDF file")
    target = open_store(where)
    at_once = check and len(paths) == 1 and paths[0].is_dir() and getattr(target, "is_new", False)
    if check and not at_once and (status := _refused(paths, lang)):
        return status
    progress(f"reading {', '.join(map(str, paths))}")
    try:
        studies = read_studies([path for path in paths if path.is_dir()])
    except InputError:
        if at_once and (status := _refused(paths, lang)):
            return status
        raise
    files = [into_graphs(read_rdf(path), path.stem) for path in paths if not path.is_dir()]
    quads = Watched(
        chain(studies, *files), "writing", "checking and deriving" if at_once else "deriving cells"
    )
    if at_once:
        count = Graph(target).load_checked(quads)
        if not count and (status := _refused(paths, lang)):
            return status
    else:
        count = Graph(target).load(quads)
    click.echo(
        f"loaded {quads.count:,} statements ({count:,} with ontology and derived cells) into {where}",
        err=True,
    )
    return 0


def _refused(paths: Sequence[Path], lang: str) -> int:
    """Exit status 1, and every problem on stderr, when something in the paths breaks a shape."""
    from lcgraph.validate import conforms
    from lcgraph.validate import validate as check

    problems = [problem for path in paths for problem in check(path, watch=_watched)]
    if conforms(problems):
        return 0
    nothing = {"nl": "niets geladen", "en": "nothing was loaded"}[lang]
    click.echo(f"{_report(problems, [str(path) for path in paths], lang)}{nothing}", err=True)
    return 1


class Watched:
    """Quads on their way, counted; people who wait at a terminal see how many have passed."""

    def __init__(self, quads: Iterable[Quad], doing: str, then: str) -> None:
        self.quads, self.doing, self.then = quads, doing, then
        self.count = 0

    def __iter__(self) -> Iterator[Quad]:
        for quad in self.quads:
            self.count += 1
            if self.count % _STEP == 0:
                progress(f"{self.doing}, {self.count:,} statements")
            yield quad
        if self.count >= _STEP:
            progress(self.then)


def _watched(quads: Iterable[Quad]) -> Iterable[Quad]:
    return Watched(quads, "reading", "checking")


@click.command()
@source_options
@language_option
@output_options("table", "csv", "tsv", "json", "xml", "markdown")
def reason(
    studies: tuple[str, ...], store: str | None, lang: str, format_: str | None, output: Path | None
) -> int:
    """Say what follows by logic.

    Consistency and inferred types of ontology and data, by the HermiT reasoner (extra: lcgraph[reason]).
    Exit status 1 when they are inconsistent, with the reason why.
    """
    from pyoxigraph import Literal, NamedNode

    from lcgraph.answers import Rows
    from lcgraph.render import ROW_FORMATS, render_rows

    form = chosen(format_, output, ROW_FORMATS)
    graph = graph_of(studies, store, lang)
    progress("reasoning with HermiT")
    found = graph.reason()
    if not found.consistent:
        click.echo({"nl": "tegenstrijdig", "en": "inconsistent"}[lang], err=True)
        axioms = tuple((Literal(line),) for line in (found.explanation or "").splitlines() if line)
        if form == "table":
            deliver((found.explanation or "") + "\n", output)
        else:
            deliver(render_rows(Rows(("explanation",), axioms), form, lang=lang), output)
        return 1
    names = {"nl": "consistent; {} afgeleide typen", "en": "consistent; {} inferred types"}[lang]
    click.echo(names.format(len(found.inferred)), err=True)
    for name in found.unsatisfiable:
        click.echo({"nl": f"onvervulbaar: {name}", "en": f"unsatisfiable: {name}"}[lang], err=True)
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


def progress(text: str) -> None:
    """A line about long work, for people who wait at a terminal."""
    if sys.stderr.isatty():
        click.echo(f"lcgraph: {text} …", err=True)
