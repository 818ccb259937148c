"""The options that every command shares, and the one way in which answers leave."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from lcgraph.cli.completion import one_of
from lcgraph.cli.language import LANGUAGES, option, tell
from lcgraph.disk import beside
from lcgraph.errors import CallError, InputError, unknown
from lcgraph.graph import Graph
from lcgraph.graph import open as open_graph
from lcgraph.render.problems import problems_text
from lcgraph.resources import default_language
from lcgraph.say import clean
from lcgraph.vocab import CONSENSUS

if TYPE_CHECKING:
    from fractions import Fraction

_F = TypeVar("_F", bound=Callable[..., Any])
ON_PAPER = ("markdown", "html", "latex", "svg", "png", "pdf", "xlsx", "graphml", "gexf")
"""Forms that end up with readers."""
_DAY = 86_400
"""Seconds: the longest time that may be given."""
_SHARE = re.compile(
    r"\s*(?P<over>[0-9]{1,6}(?:[.,][0-9]{1,9})?)\s*(?:/\s*(?P<under>[0-9]{1,6})|(?P<percent>%))?\s*", re.ASCII
)
_SUFFIXES = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".xml": "xml",
    ".md": "markdown",
    ".html": "html",
    ".tex": "latex",
    ".svg": "svg",
    ".txt": "table",
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".xlsx": "xlsx",
    ".qdc": "qdc",
    ".qdpx": "qdpx",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".png": "png",
    ".pdf": "pdf",
    ".bib": "bibtex",
    ".ris": "ris",
}


def source_options(command: _F) -> _F:
    """`--study` and `--store`: what answers."""
    command = option(
        "--store",
        metavar="DIR|URL",
        nl="Een store op schijf, of een SPARQL-endpoint. [env: LCGRAPH_STORE]",
        en="An embedded store, or a SPARQL endpoint. [env: LCGRAPH_STORE]",
    )(command)
    return option(
        "--study",
        "studies",
        multiple=True,
        type=click.Path(),
        metavar="DIR",
        nl="Een studiemap; mag vaker.",
        en="A study folder; may be given again.",
    )(command)


def consensus_options(command: _F) -> _F:
    """`--coder` and `--consensus`: whose codings count."""
    command = option(
        "--consensus",
        type=click.Choice(CONSENSUS),
        nl="Tel wat een codeur vond (union), elke codeur (both) of meer dan de helft (majority).",
        en="Count what one coder found (union), every coder (both), or more than half of them (majority).",
    )(command)
    return option(
        "--coder",
        metavar="NAME",
        nl="Tel alleen wat deze codeur vond.",
        en="Count only what this coder found.",
    )(command)


def consensus_of(coder: str | None, consensus: str | None) -> str:
    """What the two options ask for together; "" for the rules of the studies."""
    if coder is not None and consensus is not None:
        raise CallError(
            nl="--coder en --consensus gaan niet samen: kies er een",
            en="--coder and --consensus do not go together: choose one",
        )
    return consensus or coder or ""


def public_option(command: _F) -> _F:
    """`--public`: the answer of the public edition, which `answering` gives."""
    return option(
        "--public",
        is_flag=True,
        nl="Alleen wat gepubliceerd mag worden (docs/privacy.md).",
        en="Only what may be published (docs/privacy.md).",
    )(command)


def earlier_option(command: _F) -> _F:
    """`--earlier`: the public editions against which somebody can set the new one."""
    return option(
        "--earlier",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE|DIR",
        nl="Een eerdere openbare uitgave (RDF), of de studiemap van toen: groepen die met één of twee mensen "
        "verschillen worden achtergehouden. Mag vaker.",
        en="An earlier public edition (RDF), or the study folder as it was: groups that differ by one or two "
        "people are withheld. May be given again.",
    )(command)


def answering(graph: Graph, form: str, lang: str, *, public: bool) -> Graph:
    """The graph that answers: with `public` over what may be published, and what was withheld is told.

    Without it, the forms of a paper or a page warn when answers of one or two people may be in them.
    """
    if public:
        published, withheld = graph.published()
        if withheld:
            told = withheld.told()
            tell(lang, nl=f"openbaar, niet meegegeven: {told.nl}", en=f"public, withheld: {told.en}")
        return published
    if form in ON_PAPER and (few := graph.few()):
        tell(
            lang,
            nl=f"hierin kunnen antwoorden staan van één of twee mensen ({few} groepen of cellen): "
            "--public laat weg wat niet gepubliceerd mag worden",
            en=f"answers of one or two people may be in this ({few} groups or cells): "
            "--public leaves out what may not be published",
        )
    return graph


def language_option(command: _F) -> _F:
    """`--lang`: the language of labels, messages, help and errors."""
    return option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=default_language,
        show_default=False,
        nl="Taal van labels en meldingen; anders die van LCGRAPH_LANG of het systeem.",
        en="Language of labels and messages; else that of LCGRAPH_LANG or the system.",
    )(command)


def output_options(*formats: str) -> Callable[[_F], _F]:
    """`--format` and `-o`."""

    def decorate(command: _F) -> _F:
        command = option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            nl="Schrijf naar dit bestand.",
            en="Write to this file.",
        )(command)
        listed = ", ".join(formats)
        return option(
            "--format",
            "format_",
            metavar="FORMAT",
            shell_complete=one_of(formats),
            nl=f"Een van {listed}.",
            en=f"One of {listed}.",
        )(command)

    return decorate


def graph_of(studies: Sequence[str], store: str | None, lang: str = "en", *, consensus: str = "") -> Graph:
    """The graph that the options ask for; problems in study folders in the user's language."""
    if not studies:
        store = store or os.environ.get("LCGRAPH_STORE") or None
    try:
        graph = open_graph(studies=studies, store=store, consensus=consensus)
        if studies and (count := graph.contradictions()):
            import shlex

            validate = f"lcgraph validate {shlex.join(studies)}"
            tell(
                lang,
                nl="coderingen die in geen cel tellen, want de studie spreekt zichzelf tegen: "
                f"{count}. Welke: {validate}",
                en="codings that count in no cell, because the study contradicts itself: "
                f"{count}. Which ones: {validate}",
            )
        return graph
    except InputError as error:
        text = {each: problems_text(error.problems, studies, each) for each in LANGUAGES}
        raise CallError(
            nl=f"studie niet gelezen:\n{text['nl'].rstrip()}",
            en=f"the study was not read:\n{text['en'].rstrip()}",
        ) from error


def chosen(format_: str | None, output: Path | None, valid: Sequence[str], *, piped: str = "csv") -> str:
    """The format asked for, else by the file's ending, else `table` on a terminal and `piped` elsewhere.

    An ending that is unknown, or that of another format, is refused with those that are valid, so that no
    table of text is called a picture; a file without an ending is as good as a pipe.
    """
    if format_ is not None:
        if format_ not in valid:
            raise unknown("format", format_, valid)
        return format_
    suffix = output.suffix.lower() if output is not None else ""
    if suffix:
        endings = {each: name for each, name in _SUFFIXES.items() if name in valid}
        if "text" in valid:
            endings[".txt"] = "text"
        if suffix not in endings:
            known, named = ", ".join(endings), ", ".join(valid)
            raise CallError(
                nl=f"{output}: deze opdracht schrijft geen {suffix}. Geldig: {known}, of met --format een "
                f"van {named}",
                en=f"{output}: this command does not write {suffix}. Valid: {known}, or with --format any of "
                f"{named}",
            )
        return endings[suffix]
    at_terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    return "table" if "table" in valid and at_terminal else piped


def fraction(text: str) -> Fraction:
    """A threshold above 0 and at most 1: a fraction, a percentage or a decimal, always exact.

    >>> fraction("3/4") == fraction("75%") == fraction("0.75") == fraction("0,75")
    True
    """
    from fractions import Fraction

    match = _SHARE.fullmatch(text)
    if match and int(match["under"] or 1):
        share = Fraction(match["over"].replace(",", ".")) / int(match["under"] or 1)
        share /= 100 if match["percent"] else 1
        if 0 < share <= 1:
            return share
    raise CallError(
        nl=f"--threshold {text!r}: schrijf een deel boven 0 en hoogstens 1, zoals 2/3, 75% of 0,75",
        en=f"--threshold {text!r}: write a share above 0 and at most 1, such as 2/3, 75% or 0.75",
    )


def seconds(_: click.Context, option: click.Parameter, given: float) -> float:
    """A time that is a bound: at most a day."""
    if 0.01 <= given <= _DAY:  # which nan is not
        return given
    raise CallError(
        nl=f"{option.opts[0]} {given:g}: geef een aantal seconden, van 0.01 tot {_DAY} (een dag)",
        en=f"{option.opts[0]} {given:g}: give a number of seconds, from 0.01 to {_DAY} (a day)",
    )


def screen(output: Path | None, otherwise: int) -> int:
    """How wide is what people read: their terminal, or COLUMNS; `otherwise` for a file or a pipe."""
    columns = 0 if output else shutil.get_terminal_size((0, 24)).columns
    return columns if columns > 0 else otherwise


def deliver(text: str | bytes | Iterable[bytes], output: Path | None) -> None:
    """Write an answer to stdout, or to a file that is complete or not there (beside it, then renamed).

    An answer in parts is written as it comes. What goes to a terminal has nothing in it that steers one,
    whatever its format; a file and a pipe get the answer as it is.
    """
    whole = text.encode() if isinstance(text, str) else text
    data = [whole] if isinstance(whole, bytes) else whole
    if output is None or str(output) == "-":
        _to_stdout(data)
        return
    try:
        if output.exists() and not output.is_file():  # a device or a pipe, such as /dev/null
            with output.open("wb") as device:
                device.writelines(data)
        else:
            _to_file(data, output.resolve())
    except OSError as error:
        raise CallError(
            nl=f"{output} kan niet worden geschreven: {error.strerror}",
            en=f"{output} cannot be written: {error.strerror}",
        ) from error


def _to_stdout(data: Iterable[bytes]) -> None:
    if sys.stdout is None:  # closed by whoever started the program
        raise CallError(
            nl="het antwoord kan niet worden geschreven: de standaarduitvoer is gesloten",
            en="the answer cannot be written: standard output is closed",
        )
    if sys.stdout.isatty():
        data = [clean(b"".join(data).decode("utf-8", "replace"), lines=True).encode()]
    try:
        sys.stdout.buffer.writelines(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left is not tried again
        if isinstance(error, BrokenPipeError):  # the reader of a pipe (head, less) has left: nothing to tell
            sys.exit(0)
        raise CallError(
            nl=f"het antwoord kan niet worden geschreven: {error.strerror}",
            en=f"the answer cannot be written: {error.strerror}",
        ) from error


def _to_file(data: Iterable[bytes], output: Path) -> None:
    """Beside the file, then renamed; with the rights that the file had, or that the user gives new ones."""
    with beside(output) as folder:
        new = folder / "new"
        with new.open("wb") as file:
            file.writelines(data)
        if output.exists():
            new.chmod(output.stat().st_mode & 0o777)
        new.replace(output)


def progress(lang: str, *, nl: str, en: str) -> None:
    """A line about long work, for people who wait at a terminal."""
    if sys.stderr.isatty():
        tell(lang, nl=f"{nl} …", en=f"{en} …")
