"""The commands `query` and `queries`: questions by their name."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem
from pyoxigraph import Literal

from lcgraph import queries as catalogue
from lcgraph.answers import Rows
from lcgraph.cli.completion import codes, graph_at_hand
from lcgraph.cli.language import Command, command, tell
from lcgraph.cli.options import (
    answering,
    chosen,
    consensus_of,
    consensus_options,
    deliver,
    graph_of,
    language_option,
    output_options,
    public_option,
    screen,
    source_options,
)
from lcgraph.cli.within import timeout_option, within
from lcgraph.errors import CallError
from lcgraph.render.rows import ROW_FORMATS, render_rows
from lcgraph.render.text import WIDTH, query_text


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
@timeout_option
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

    status, text = within(work, timeout) if asked.study else work()
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
