"""Commands that ask: tables, query, queries, sparql, claims, explain."""

from __future__ import annotations

import errno
import re
import shutil
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import click
from pyoxigraph import Literal

from lcgraph import queries as catalogue
from lcgraph.answers import TRIPLE_FORMATS, Cell, Rows
from lcgraph.cli.language import command, option, tell
from lcgraph.cli.options import (
    chosen,
    deliver,
    fraction,
    graph_of,
    language_option,
    output_options,
    source_options,
)
from lcgraph.errors import CallError, unknown
from lcgraph.graph import UNITS, Explanation
from lcgraph.quads import integer
from lcgraph.render.agreement import NO_CODERS, agreement_rows
from lcgraph.render.claims import NO_CLAIMS, claim_rows, claims_text
from lcgraph.render.crosstables.writing import TABLE_FORMATS, render_tables
from lcgraph.render.rows import ROW_FORMATS, render_bool, render_rows
from lcgraph.render.text import explanation_text, query_text
from lcgraph.untrusted.sparql import MAX_LENGTH, stopped

_WIDE = 120
"""The columns of an output that is not a terminal, unless COLUMNS says."""


@command(
    nl="""Toon de kruistabellen, een per cluster.

    De cases staan naast elkaar, met hun rollen eronder, en de motieven onder elkaar. Een gepubliceerde cel
    die de interviews van de studie zelf tegenspreken, is gemerkt. Een andere --threshold geldt voor elke
    groep, uitzonderingen inbegrepen; een gepubliceerde cel zonder aantallen is niet te herrekenen: zij blijft
    staan, gemerkt.
    """,
    en="""Show the cross-case tables, one per cluster.

    Cases stand across, with their roles under each, and motives down. A published cell that the study's own
    interviews contradict is marked. Another --threshold holds for every group, exceptions included; a
    published cell without counts cannot be recomputed: it stays, and is marked.
    """,
)
@source_options
@language_option
@output_options(*TABLE_FORMATS)
@option(
    "--threshold",
    metavar="A/B",
    nl="De tabellen onder een andere regel, zoals 2/3, als zodanig gemerkt.",
    en="The tables under another rule, such as 2/3, marked as such.",
)
@option(
    "--counts",
    is_flag=True,
    nl="Met hoeveel respondenten het motief noemen, van wie ernaar gevraagd is.",
    en="With how many respondents name the motive, of those who were asked.",
)
def tables(
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
    threshold: str | None,
    counts: bool,
) -> None:
    """Show the cross-case tables, one per cluster."""
    form = chosen(format_, output, TABLE_FORMATS)
    other = None if threshold is None else fraction(threshold)
    graph = graph_of(studies, store, lang)
    text = render_tables(
        graph.tables(other),
        form,
        labels=graph.labels(lang),
        short=graph.short_labels(lang),
        lang=lang,
        threshold=other,
        counts=counts,
        width=None if output else shutil.get_terminal_size((_WIDE, 24)).columns,
    )
    deliver(text, output)


_timeout = option(
    "--timeout",
    type=click.FloatRange(min=0.01),
    default=60.0,
    show_default=True,
    nl="Hoeveel seconden een vraag van een ander mag duren.",
    en="How many seconds a query of somebody else may take.",
)


def _names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in catalogue.catalogue() if name.startswith(incomplete)]


@command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": True},
    nl="""Beantwoord een benoemde vraag.

    `lcgraph queries` zegt wat er te vragen is, `lcgraph queries NAME` met welke parameters. Een code mag ook
    als label worden geschreven.
    """,
    en="""Answer a named query.

    `lcgraph queries` tells what can be asked, `lcgraph queries NAME` with which parameters.
    """,
)
@click.argument("name", shell_complete=_names)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED, metavar="[--PARAM VALUE ...]")
@_timeout
@source_options
@language_option
@output_options(*ROW_FORMATS)
def query(
    name: str,
    parameters: tuple[str, ...],
    timeout: float,
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
) -> int:
    """Answer a named query."""
    form = chosen(format_, output, ROW_FORMATS)
    values = _pairs(parameters)
    graph = graph_of(studies, store, lang)
    asked = graph.find(name)

    def work() -> int:
        rows = graph.query(name, **values)
        for column, told in asked.idle.items():
            if len(rows) and all(row[column] is None for row in rows.dicts()):
                tell(lang, nl=told.nl, en=told.en)
        labels = graph.labels(lang) if form in ("table", "markdown") else {}
        text = render_rows(rows, form, lang=lang, labels=labels, schemes=asked.codes, across=asked.across)
        deliver(text, output)
        return 0

    return _within(work, timeout) if asked.study else work()


def _pairs(words: tuple[str, ...]) -> dict[str, str]:
    """`--case ict --role=practice-partner` as a mapping."""
    values: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--") or len(word) == 2:
            raise CallError(
                nl=f"onverwacht: {word!r}; schrijf parameters als --NAAM WAARDE",
                en=f"unexpected {word!r}: parameters are written --NAME VALUE",
            )
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not rest:
                raise CallError(nl=f"--{name} heeft een waarde nodig", en=f"--{name} needs a value")
            value = rest.pop(0)
        key = name.replace("-", "_")
        if key in values:
            raise CallError(nl=f"--{name} staat er twee keer", en=f"--{name} is given twice")
        values[key] = value
    return values


@command(
    nl="""Noem wat er te vragen is, of beschrijf een vraag.

    Met een NAME: de vraag, haar parameters, kolommen en bron. De vragen die studies zelf meebrengen staan
    erbij.
    """,
    en="""List what can be asked, or describe one query.

    With a NAME: the question, its parameters, columns and source. Those that the studies bring themselves
    are among them.
    """,
)
@click.argument("name", required=False, shell_complete=_names)
@source_options
@language_option
@output_options(*ROW_FORMATS)
def queries(
    name: str | None,
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
) -> None:
    """List what can be asked, or describe one query."""
    form = chosen(format_, output, ROW_FORMATS)
    graph = graph_of(studies, store, lang)
    if name is not None and form == "table":
        deliver(query_text(graph.find(name), lang), output)
        return
    found = {name: graph.find(name)} if name else graph.catalogue()
    rows = tuple(
        (
            Literal(called),
            Literal(each.question.in_(lang)),
            Literal(" ".join(f"--{parameter.name}" for parameter in each.parameters)),
            Literal(",".join(each.columns)),
        )
        for called, each in found.items()
    )
    answer = Rows(("name", "question", "parameters", "columns"), rows)
    if form == "table":
        answer = Rows(answer.columns[:2], tuple(row[:2] for row in answer.terms))
    deliver(render_rows(answer, form, lang=lang), output)


@command(
    nl="""Beantwoord een SPARQL 1.1-vraag die alleen leest.

    Zij wordt gegeven als tekst, als een bestand dat haar bevat, of als - voor de standaardinvoer.

    Prefixen bij de hand: lcg, skos, dcterms, prov, foaf, bibo, rdf, rdfs, owl, xsd, sh. Een ASK die onwaar is
    geeft status 1.
    """,
    en="""Answer any read-only SPARQL 1.1 query.

    It is given as its text, a file that holds it, or - for standard input.

    Prefixes at hand: lcg, skos, dcterms, prov, foaf, bibo, rdf, rdfs, owl, xsd, sh. An ASK that is false
    leaves with exit status 1.
    """,
)
@click.argument("text", required=False, metavar="[TEXT|FILE|-]")
@_timeout
@source_options
@language_option
@output_options(*ROW_FORMATS, *TRIPLE_FORMATS)
def sparql(
    text: str | None,
    timeout: float,
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
) -> int:
    """Answer any read-only SPARQL 1.1 query."""
    from lcgraph.export.rdf import export_triples

    form = chosen(format_, output, (*ROW_FORMATS, *TRIPLE_FORMATS), piped="")
    question = _question(text)

    def work() -> int:
        answer = graph_of(studies, store, lang).sparql(question)
        if isinstance(answer, bool):
            deliver(render_bool(answer, form or "csv", lang=lang), output)
            return 0 if answer else 1
        if isinstance(answer, Rows):
            deliver(render_rows(answer, form or "csv", lang=lang), output)
        else:
            deliver(export_triples(answer, "turtle" if form in ("", "table") else form), output)
        return 0

    return _within(work, timeout)


def _within(work: Callable[[], int], seconds: float) -> int:
    """The exit status of work on a stranger's query, done in a child that is ended when it takes too long."""
    from lcgraph.untrusted.bounded import bounded

    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    ended = bounded(lambda _: work(), seconds=seconds)
    if ended.why:
        raise stopped(ended.why, seconds)
    return ended.status


_ENOUGH = 4 * MAX_LENGTH
"""Bytes of a query that are read at most: more than may run, so that a longer one is refused, not cut."""
_FORM = re.compile(r"\s*(PREFIX|BASE|SELECT|ASK|CONSTRUCT|DESCRIBE)\s", re.IGNORECASE)


def _question(text: str | None) -> str:
    """The SPARQL that an argument stands for."""
    if text is None or text == "-":
        if text is None and sys.stdin.isatty():
            raise CallError(
                nl="schrijf een vraag: haar tekst, een bestand dat haar bevat, of - voor de standaardinvoer",
                en="write a query: its text, a file that holds it, or - for standard input",
            )
        return _decode(sys.stdin.buffer.read(_ENOUGH), "standard input")
    if "{" in text:
        return text
    try:
        with open(text, "rb") as file:
            return _decode(file.read(_ENOUGH), text)
    except OSError as error:
        if _FORM.match(text):
            return text
        if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
            raise CallError(
                nl=f"{text} is niet te lezen: {error.strerror}", en=f"{text} cannot be read: {error.strerror}"
            ) from error
    raise CallError(
        nl=f"{text!r} is geen bestand en geen vraag: een vraag begint met SELECT, ASK, CONSTRUCT of DESCRIBE",
        en=f"{text!r} is not a file, and not a query: a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE",
    )


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CallError(nl=f"{name} is geen tekst in UTF-8", en=f"{name} is not UTF-8 text") from error


@command(
    nl="""Toets elke bewering van de studies.

    Zij klopt of klopt niet, met de cijfers erachter; waar geen cel het kan zeggen is zij niet te toetsen. Een
    bewering kan op meer manieren gelezen zijn: elke lezing heeft een uitkomst, en de eerste telt. Verlaat met
    status 1 als er een niet klopt.
    """,
    en="""Check each claim of the studies.

    It holds or fails, with the numbers behind it; where no cell could tell it is not checkable. A claim may
    be read in several ways: each reading has a verdict, and the first counts. Leaves with exit status 1 when
    a claim fails.
    """,
)
@source_options
@language_option
@output_options(*ROW_FORMATS)
@option(
    "--claim",
    "ids",
    multiple=True,
    metavar="ID",
    nl="Deze bewering; mag vaker.",
    en="This claim; may be given again.",
)
@option(
    "--verdict",
    type=click.Choice(["holds", "fails", "not-checkable"]),
    nl="Alleen beweringen met deze uitkomst.",
    en="Claims with this verdict only.",
)
@option(
    "--timeout",
    type=click.FloatRange(min=0.01),
    default=60.0,
    show_default=True,
    nl="Seconden, voor elke eigen vraag van een studie.",
    en="Seconds, for each question of a study's own.",
)
def claims(
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
    ids: tuple[str, ...],
    verdict: str | None,
    timeout: float,
) -> int:
    form = chosen(format_, output, ROW_FORMATS)
    graph = graph_of(studies, store, lang)
    found = graph.claims(seconds=timeout)
    if not found:
        click.echo(f"lcgraph: {NO_CLAIMS.in_(lang)}", err=True)
    known = [each.id for each in found]
    for id_ in ids:
        if id_ not in known:
            raise unknown("claim", id_, known)
    shown = [
        each for each in found if (not ids or each.id in ids) and (not verdict or each.verdict == verdict)
    ]
    if form == "table":
        deliver(claims_text(shown, found, graph.labels(lang), lang), output)
    else:
        deliver(render_rows(claim_rows(shown, lang), form, lang=lang), output)
    return int(any(each.holds is False for each in shown))


@command(
    nl="""Leg uit waarom een cel is wat zij is.

    Van haar status tot regel, aantallen, brontabel, opmerkingen en de rijen erachter. Een code mag ook als
    label worden geschreven.
    """,
    en="""Explain why a cell is what it is.

    From its status down to rule, counts, source table, notes, and the rows behind them.
    """,
)
@click.argument("case")
@click.argument("role")
@click.argument("motive")
@source_options
@language_option
@output_options(*ROW_FORMATS)
def explain(
    case: str,
    role: str,
    motive: str,
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
) -> None:
    """Explain why a cell is what it is."""
    form = chosen(format_, output, ROW_FORMATS, piped="table")
    graph = graph_of(studies, store, lang)
    explanation = graph.explain(case, role, motive)
    if form == "table":
        deliver(explanation_text(explanation, graph.labels(lang), lang), output)
    else:
        deliver(render_rows(_explanation_rows(explanation), form, lang=lang), output)


def _explanation_rows(explanation: Explanation) -> Rows:
    """The findings as rows; the codings stay with the query `cell-mentions`."""
    columns = tuple(explanation.findings[0])
    return Rows(columns, tuple(tuple(map(_term, row.values())) for row in explanation.findings))


def _term(cell: Cell) -> Literal | None:
    if cell is None:
        return None
    if isinstance(cell, int) and not isinstance(cell, bool):
        return integer(cell)
    return Literal(str(cell)) if isinstance(cell, Decimal) else Literal(cell)


@command(
    nl="""Zeg hoever codeurs het eens zijn.

    Cohens kappa en Krippendorffs alfa, per motief (extra: lcgraph[agreement]). Geteld worden de fragmenten
    (dezelfde woorden van dezelfde bron en respondent) of, met --unit respondent, de interviews die twee of
    meer codeurs codeerden. Een codeur die daar iets codeerde, heeft over elk motief besloten. Een coëfficiënt
    die niet bepaald is blijft leeg, met de reden erbij.
    """,
    en="""Say how far coders agree.

    Cohen's kappa and Krippendorff's alpha, motive by motive (extra: lcgraph[agreement]). Counted are the
    segments (the same words of the same source and respondent) or, with --unit respondent, the interviews
    that two or more coders coded. There a coder who coded something has decided on every motive.
    Undefined coefficients stay empty, with the reason beside them.
    """,
)
@source_options
@language_option
@output_options(*ROW_FORMATS)
@option(
    "--unit",
    default="segment",
    show_default=True,
    metavar="UNIT",
    nl=f"Een van {', '.join(UNITS)}.",
    en=f"One of {', '.join(UNITS)}.",
)
def agreement(
    studies: tuple[str, ...],
    store: str | None,
    lang: str,
    format_: str | None,
    output: Path | None,
    unit: str,
) -> None:
    """Say how far coders agree."""
    form = chosen(format_, output, ROW_FORMATS)
    graph = graph_of(studies, store, lang)
    found = graph.agreement(unit)
    if not found:
        click.echo(NO_CODERS.in_(lang), err=True)
    rows = agreement_rows(found, lang)
    labels = graph.labels(lang) if form in ("table", "markdown") else {}
    text = render_rows(rows, form, lang=lang, labels=labels, schemes={"motive": "motive", "study": "study"})
    deliver(text, output)
