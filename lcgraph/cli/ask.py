"""Commands that ask: tables, query, queries, sparql, claims, explain."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import click
from click.shell_completion import CompletionItem
from pyoxigraph import Literal

from lcgraph import queries as catalogue
from lcgraph.answers import TRIPLE_FORMATS, Cell, Rows
from lcgraph.cli.completion import code_of, codes, graph_at_hand, one_of
from lcgraph.cli.language import Command, command, option, tell
from lcgraph.cli.options import (
    answering,
    chosen,
    consensus_of,
    consensus_options,
    deliver,
    fraction,
    graph_of,
    language_option,
    output_options,
    public_option,
    screen,
    seconds,
    source_options,
)
from lcgraph.errors import CallError, unknown
from lcgraph.graph import UNITS, Explanation
from lcgraph.quads import integer
from lcgraph.render.agreement import NO_CODERS, agreement_rows
from lcgraph.render.claims import NO_CLAIMS, claim_rows, claims_text
from lcgraph.render.crosstables.writing import TABLE_FORMATS, render_tables
from lcgraph.render.rows import ROW_FORMATS, render_bool, render_rows
from lcgraph.render.text import WIDTH, explanation_text, query_text
from lcgraph.untrusted.sparql import MAX_LENGTH, stopped
from lcgraph.untrusted.terms import misspelt

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
@public_option
@source_options
@consensus_options
@language_option
@output_options(*TABLE_FORMATS)
@option(
    "--threshold",
    metavar="SHARE",
    nl="De tabellen onder een andere regel, zoals 2/3 of 75%, als zodanig gemerkt.",
    en="The tables under another rule, such as 2/3 or 75%, marked as such.",
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
    coder: str | None,
    consensus: str | None,
    public: bool,
) -> None:
    """Show the cross-case tables, one per cluster."""
    form = chosen(format_, output, TABLE_FORMATS)
    other = None if threshold is None else fraction(threshold)
    graph = graph_of(studies, store, lang, consensus=consensus_of(coder, consensus))
    graph = answering(graph, form, lang, public=public)
    text = render_tables(
        graph.tables(other),
        form,
        labels=graph.labels(lang),
        short=graph.short_labels(lang),
        lang=lang,
        threshold=other,
        counts=counts,
        consensus=graph.consensus(),
        width=None if output else screen(output, _WIDE),
    )
    deliver(text, output)


_timeout = option(
    "--timeout",
    type=float,
    callback=seconds,
    default=60.0,
    show_default=True,
    nl="Hoeveel seconden een vraag van een ander mag duren.",
    en="How many seconds a query of somebody else may take.",
)


def _names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in catalogue.catalogue() if name.startswith(incomplete)]


def _asked(ctx: click.Context) -> catalogue.Query | None:
    """The query that a call names so far; None where it names none that there is."""
    from lcgraph.errors import LcgraphError

    name = ctx.params.get("name")
    try:
        return graph_at_hand(ctx).find(name) if ctx.params.get("studies") else catalogue.find(name or "")
    except LcgraphError:
        return None


def _values(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The codes that the parameter before may have, or the parameters that are left."""
    asked, words = _asked(ctx), ctx.params.get("parameters") or ()
    if asked is None:
        return []
    last = words[-1].removeprefix("--").replace("-", "_") if words and words[-1].startswith("--") else ""
    for parameter in asked.parameters:
        if parameter.name == last and parameter.type in catalogue.SCHEMES:
            return [code for code in codes(ctx, parameter.type) if code.startswith(incomplete)]
    return [name for name in (f"--{each.name}" for each in asked.parameters) if name.startswith(incomplete)]


class _Query(Command):
    """The command `query`, whose help is that of the query once it is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not ctx.resilient_parsing and {"--help", "-h"} & set(args):
            rest = [word for word in args if word not in ("--help", "-h")]
            with suppress(click.UsageError):
                ctx.resilient_parsing = True
                super().parse_args(ctx, rest)
            ctx.resilient_parsing = False
            if asked := _asked(ctx):
                lang = ctx.params.get("lang") or ctx.find_root().obj
                wanted = (f"--{each.name} {each.type.upper()}" for each in asked.parameters)
                usage = " ".join(["lcgraph query", asked.name, *(f"[{each}]" for each in wanted)])
                told = query_text(asked, lang, min(WIDTH, screen(None, WIDTH)))
                deliver(f"{usage}\n\n{told}", None)
                ctx.exit()
            ctx.params.clear()
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        own = _asked(ctx)
        names = [f"--{each.name}" for each in own.parameters] if own else []
        mine = [CompletionItem(name) for name in names if name.startswith(incomplete)]
        return [*mine, *super().shell_complete(ctx, incomplete)]


@command(
    cls=_Query,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": True},
    nl="""Beantwoord een benoemde vraag.

    `lcgraph queries` zegt wat er te vragen is, `lcgraph query NAME --help` met welke parameters. Een code mag
    ook als label worden geschreven.
    """,
    en="""Answer a named query.

    `lcgraph queries` tells what can be asked, `lcgraph query NAME --help` with which parameters. A code may
    be written as its label too.
    """,
)
@click.argument("name", shell_complete=_names)
@click.argument(
    "parameters", nargs=-1, type=click.UNPROCESSED, metavar="[--PARAM VALUE ...]", shell_complete=_values
)
@_timeout
@public_option
@source_options
@consensus_options
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
    coder: str | None,
    consensus: str | None,
    public: bool,
) -> int:
    """Answer a named query."""
    form = chosen(format_, output, ROW_FORMATS)
    values = _pairs(parameters)
    graph = graph_of(studies, store, lang, consensus=consensus_of(coder, consensus))
    graph = answering(graph, form, lang, public=public)
    asked = graph.find(name)
    wide = screen(output, 0) or None

    def work() -> tuple[int, str]:
        rows = graph.query(name, **values)
        for column, told in asked.idle.items():
            if len(rows) and all(row[column] is None for row in rows.dicts()):
                tell(lang, nl=told.nl, en=told.en)
        if values and not len(rows):
            given = " ".join(f"--{key.replace('_', '-')} {value}" for key, value in values.items())
            tell(
                lang,
                nl=f"geen rijen met {given}: laat iets weg, of zie lcgraph query {name} --help",
                en=f"no rows with {given}: leave something out, or see lcgraph query {name} --help",
            )
        labels = graph.labels(lang) if form in ("table", "markdown") else {}
        return 0, render_rows(
            rows, form, lang=lang, labels=labels, schemes=asked.codes, across=asked.across, width=wide
        )

    status, text = _within(work, timeout) if asked.study else work()
    deliver(text, output)
    return status


def _pairs(words: tuple[str, ...]) -> dict[str, str]:
    """`--case ict --role=practice-partner` as a mapping."""
    values: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--") or len(word) == 2:
            raise CallError(
                nl=f"onverwacht: {word!r}; schrijf parameters als --NAAM WAARDE (zie lcgraph queries)",
                en=f"unexpected {word!r}: parameters are written --NAME VALUE (see lcgraph queries)",
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
        deliver(query_text(graph.find(name), lang, min(WIDTH, screen(output, WIDTH))), output)
        return
    found = {name: graph.find(name)} if name else graph.catalogue()
    rows = tuple(
        (
            Literal(called),
            Literal(each.question.in_(lang)),
            Literal(" ".join(parameter.name for parameter in each.parameters)),
            Literal(",".join(each.columns)),
        )
        for called, each in found.items()
    )
    answer = Rows(("name", "question", "parameters", "columns"), rows)
    if form == "table":
        answer = Rows(answer.columns[:2], tuple(row[:2] for row in answer.terms))
    deliver(render_rows(answer, form, lang=lang, width=screen(output, 0) or None), output)


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
    wide = screen(output, 0) or None
    for told in islice(misspelt(question[:MAX_LENGTH]), 5):
        tell(lang, nl=told.nl, en=told.en)

    def work() -> tuple[int, str | bytes]:
        answer = graph_of(studies, store, lang).sparql(question)
        if isinstance(answer, bool):
            return 0 if answer else 1, render_bool(answer, form or "csv", lang=lang)
        if isinstance(answer, Rows):
            return 0, render_rows(answer, form or "csv", lang=lang, width=wide)
        return 0, export_triples(answer, "turtle" if form in ("", "table") else form)

    status, found = _within(work, timeout)
    deliver(found, output)
    return status


def _within(work: Callable[[], tuple[int, str | bytes]], seconds: float) -> tuple[int, bytes]:
    """The exit status and the answer of work on a stranger's query, done in a child that ends in time.

    The time is for the work, so that an answer comes whole however slowly it is read.
    """
    from lcgraph.untrusted.bounded import bounded

    def answer(output: BinaryIO) -> int:
        status, found = work()
        output.write(found.encode() if isinstance(found, str) else found)
        return status

    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    ended = bounded(answer, seconds=seconds)
    if ended.why:
        raise stopped(ended.why, seconds)
    if ended.status not in (0, 1):
        sys.exit(ended.status)  # the child has told why
    return ended.status, ended.output


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
        if not text.startswith("/dev/") and stat.S_ISFIFO(os.stat(text).st_mode):
            raise CallError(
                nl=f"{text} is een pijp, geen bestand: geef de vraag met - op de standaardinvoer",
                en=f"{text} is a pipe, not a file: give the query with - on standard input",
            )
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
@public_option
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
    type=float,
    callback=seconds,
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
    public: bool,
) -> int:
    form = chosen(format_, output, ROW_FORMATS)
    graph = graph_of(studies, store, lang)
    graph = answering(graph, form, lang, public=public)
    found = graph.claims(seconds=timeout)
    if not found:
        tell(lang, nl=NO_CLAIMS.nl, en=NO_CLAIMS.en)
    known = [each.id for each in found]
    for id_ in ids:
        if id_ not in known:
            raise unknown("claim", id_, known)
    shown = [
        each for each in found if (not ids or each.id in ids) and (not verdict or each.verdict == verdict)
    ]
    if form == "table":
        width = min(WIDTH, screen(output, WIDTH))
        deliver(claims_text(shown, found, graph.labels(lang), lang, width), output)
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
@click.argument("case", shell_complete=code_of("case"))
@click.argument("role", shell_complete=code_of("role"))
@click.argument("motive", shell_complete=code_of("motive"))
@public_option
@source_options
@consensus_options
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
    coder: str | None,
    consensus: str | None,
    public: bool,
) -> None:
    """Explain why a cell is what it is."""
    form = chosen(format_, output, ROW_FORMATS, piped="table")
    graph = graph_of(studies, store, lang, consensus=consensus_of(coder, consensus))
    graph = answering(graph, form, lang, public=public)
    explanation = graph.explain(case, role, motive)
    if form == "table":
        width = min(WIDTH, screen(output, WIDTH))
        deliver(explanation_text(explanation, graph.labels(lang), lang, width), output)
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
    shell_complete=one_of(UNITS),
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
        tell(lang, nl=NO_CODERS.nl, en=NO_CODERS.en)
    rows = agreement_rows(found, lang)
    labels = graph.labels(lang) if form in ("table", "markdown") else {}
    text = render_rows(rows, form, lang=lang, labels=labels, schemes={"motive": "motive", "study": "study"})
    deliver(text, output)
