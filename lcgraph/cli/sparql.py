"""The command `sparql`."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from itertools import islice
from pathlib import Path

import click

from lcgraph.answers import TRIPLE_FORMATS, Rows
from lcgraph.cli.language import command, tell
from lcgraph.cli.options import (
    chosen,
    deliver,
    graph_of,
    language_option,
    output_options,
    screen,
    source_options,
)
from lcgraph.cli.within import timeout_option, within
from lcgraph.errors import CallError
from lcgraph.render.rows import ROW_FORMATS, render_bool, render_rows
from lcgraph.untrusted.sparql import MAX_LENGTH
from lcgraph.untrusted.terms import misspelt

_ENOUGH = 4 * MAX_LENGTH
"""Bytes of a query that are read at most: more than may run, so that a longer one is refused, not cut."""
_FORM = re.compile(r"\s*(PREFIX|BASE|SELECT|ASK|CONSTRUCT|DESCRIBE)\s", re.IGNORECASE)


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
@timeout_option
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
        answer = graph_of(studies, store, lang).sparql(question, seconds=None)
        if isinstance(answer, bool):
            return 0 if answer else 1, render_bool(answer, form or "csv", lang=lang)
        if isinstance(answer, Rows):
            return 0, render_rows(answer, form or "csv", lang=lang, width=wide)
        return 0, export_triples(answer, "turtle" if form in ("", "table") else form)

    status, found = within(work, timeout)
    deliver(found, output)
    return status


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
