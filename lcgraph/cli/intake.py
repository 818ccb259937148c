"""Commands that bring data in: new, import."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from lcgraph.cli.options import language_option
from lcgraph.errors import CallError, InputError
from lcgraph.interviews.project import CodedProject
from lcgraph.interviews.spreadsheet import (
    FIELDS,
    ColumnGuess,
    column_options,
    read_codings_csv,
    read_codings_xlsx,
)
from lcgraph.say import Text

if TYPE_CHECKING:
    from lcgraph.study.intake import Intake

LITERATURE = (".bib", ".bibtex", ".ris", ".json")
"""How the names of reference lists end."""
_ONLY = {"interviews": ("findings.csv",), "published": ("respondents.csv", "mentions.csv")}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--interviews", "only", flag_value="interviews", help="Only tables for coded interviews.")
@click.option("--published", "only", flag_value="published", help="Only tables for published cells.")
@language_option
def new(folder: Path, only: str | None, lang: str) -> None:
    """Lay out a study folder to fill in.

    Every table has its header and one example row, marked as such. The folder must not exist yet, or be
    empty. Then: lcgraph validate DIR
    """
    from lcgraph.disk import lay_out
    from lcgraph.resources import template
    from lcgraph.study.template import new_folder

    lay_out(folder, new_folder(template(), without=_ONLY.get(only or "", ())))
    where = shlex.quote(str(folder))
    click.echo(
        Text(
            nl=f"{folder} is klaar om in te vullen: begin met LEESMIJ.md. Wat er nog te doen is: lcgraph "
            f"validate {where}",
            en=f"{folder} is ready to fill in: begin with README.md. What is still to do: lcgraph validate "
            f"{where}",
        ).in_(lang),
        err=True,
    )


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE ...")
@click.option(
    "--study", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The study folder."
)
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=HEADER",
    help=f"CSV and XLSX: which column holds what; may be given again. Fields: {', '.join(FIELDS)}.",
)  # fmt: skip
@click.option("--sheet", metavar="NAME", help="XLSX: the sheet with the codings.")
@click.option(
    "--as",
    "name",
    metavar="NAME",
    help="The project under another name than its file's: rows from NAME are replaced.",
)
@click.option(
    "--accept-guesses", is_flag=True, help="Take every guess in codes.csv and sources.csv for confirmed."
)
@click.option(
    "--propose-motives",
    "propose",
    is_flag=True,
    help="Guess a motive of your own for a code that is like none.",
)
@language_option
def import_(
    files: tuple[Path, ...],
    study: Path,
    columns: tuple[str, ...],
    sheet: str | None,
    name: str | None,
    accept_guesses: bool,
    propose: bool,
    lang: str,
) -> int:
    """Bring coded interviews, or literature, into a study folder.

    Literature, from BibTeX (.bib), RIS (.ris) and CSL-JSON (.json), comes into references.bib: new works
    after what stands there, doubles merged. What is merged, what differs and what is left out is told.

    Interviews come from CSV, XLSX, REFI-QDA (.qdpx, .qdc), QualCoder and Taguette. The first time, every
    code and source is listed in codes.csv and sources.csv in the study folder, with guesses marked as
    guesses. Complete them, empty the cells under 'guess', and import again: then respondents.csv,
    mentions.csv and groups.csv are written. All that is not taken over is counted and named, here and in
    import-report.txt. Exit status 1 when nothing could be taken over yet and nothing new was listed either.
    """
    from lcgraph.disk import alone, write_all
    from lcgraph.interviews.merge import take_in

    _check_call(files, study, name)
    click.get_current_context().with_resource(alone(study))
    if any(path.suffix.lower() in LITERATURE for path in files):
        return _literature(
            files, study, others=bool(columns or sheet or name or accept_guesses or propose), lang=lang
        )
    try:
        projects = [(name or path.name, _read(path, _wanted(columns), sheet, lang)) for path in files]
        _progress(Text(nl="studiemap lezen", en="reading the study folder").in_(lang))
        intake = take_in(study, projects, accept_guesses=accept_guesses, propose=propose, lang=lang)
    except ColumnGuess as guess:
        given = [*(["--sheet", sheet] if sheet else []), *(["--as", name] if name else [])]
        raise _asked(guess, [*map(str, files), "--study", str(study), *given], lang) from guess
    except InputError as error:
        raise _told(error, lang) from error
    _progress(Text(nl="schrijven", en="writing").in_(lang))
    write_all(study, intake.files)
    _clear()
    lines = [note.in_(lang) for note in intake.notes]
    click.echo("\n".join([*lines, _next(study, intake).in_(lang)]), err=True)
    return int(intake.mentions is None and not intake.codebook and not intake.added)


def _literature(files: tuple[Path, ...], study: Path, *, others: bool, lang: str) -> int:
    """Bring reference lists into `references.bib`; 1 when nothing in them could be used."""
    from lcgraph.disk import write_all
    from lcgraph.literature.imports import take_in_literature

    apart = [path.name for path in files if path.suffix.lower() not in LITERATURE]
    if apart:
        raise CallError(f"import literature and interviews apart: {', '.join(apart)} is no reference list")
    if others:
        raise CallError("a reference list takes no other options than --study and --lang")
    for path in files:
        if not path.is_file():
            raise CallError(f"{path} does not exist: name a file with references")
    names = ", ".join(path.name for path in files)
    _progress(Text(nl=f"{names} lezen", en=f"reading {names}").in_(lang))
    try:
        intake = take_in_literature(study, files, lang=lang)
    except InputError as error:
        raise _told(error, lang) from error
    _progress(Text(nl="schrijven", en="writing").in_(lang))
    write_all(study, intake.files)
    _clear()
    changed = bool(intake.files)
    lines = [note.in_(lang, whole=not changed and note.kind != "done") for note in intake.notes]
    where, report = shlex.quote(str(study)), study / "import-report.txt"
    last = Text(nl=f"{study} is gebleven zoals het was", en=f"{study} is as it was")
    if changed:
        last = Text(
            nl=f"Alles wat hierboven staat, staat ook in {report}. Hierna: lcgraph validate {where}",
            en=f"All that stands above is also in {report}. Next: lcgraph validate {where}",
        )
    click.echo("\n".join([*lines, last.in_(lang)]), err=True)
    return int(not intake.added)


def _check_call(files: tuple[Path, ...], study: Path, name: str | None) -> None:
    if not study.is_dir():
        raise CallError(
            f"{study} is no folder: make a study folder first, with lcgraph new {shlex.quote(str(study))}"
        )
    if name and len(files) > 1:
        raise CallError("--as is for one file: import the files one by one")
    if len({path.name for path in files}) < len(files):
        raise CallError("two files have the same name: rows remember the file they came from; rename one")


def _asked(guess: ColumnGuess, given: list[str], lang: str) -> CallError:
    """The guess of the columns, with the command that confirms it when nothing is lacking in it."""
    if guess.missing:
        return _told(guess, lang)
    command = f"{shlex.join(['lcgraph', 'import', *given])} {column_options(guess.columns)}"
    advice = Text(
        nl="Als dat klopt (of met de juiste kolommen), typ",
        en="If that is right (or with the right columns), type",
    )
    return CallError(f"{_told(guess, lang)}\n{advice.in_(lang)}:\n  {command}")


def _told(error: InputError, lang: str) -> CallError:
    head = {
        "nl": "niet ingelezen, en de studiemap is als tevoren",
        "en": "not imported; the study folder is as it was",
    }
    lines = "\n".join(f"  {problem.in_(lang)}" for problem in error.problems)
    return CallError(f"{head[lang]}:\n{lines}")


def _next(study: Path, intake: Intake) -> Text:
    """What to do after an import."""
    where = shlex.quote(str(study))
    if intake.mentions is not None:
        report = study / "import-report.txt"
        return Text(
            nl=f"Alles wat hierboven staat, staat ook in {report}. Hierna: lcgraph validate {where}, en dan "
            f"lcgraph tables --study {where}",
            en=f"All that stands above is also in {report}. Next: lcgraph validate {where}, and then "
            f"lcgraph tables --study {where}",
        )
    if intake.codebook:
        return Text(
            nl="Hierna: importeer de interviews die met deze codes gecodeerd zijn (lcgraph import BESTAND "
            f"--study {where}); hun codes worden herkend aan hun naam",
            en="Next: import the interviews that are coded with these codes (lcgraph import FILE --study "
            f"{where}); their codes are recognised by name",
        )
    nl, en = "codes.csv en sources.csv", "codes.csv and sources.csv"
    if intake.codebook is not None:
        nl = en = "codes.csv"
    return Text(
        nl=f"Nog niets overgenomen. Vul {nl} in {study} aan (- laat iets weg), maak de cellen onder "
        "'guess' leeg waar de gok goed is, en importeer opnieuw",
        en=f"Nothing taken over yet. Complete {en} in {study} (- leaves something out), empty the cells "
        "under "
        "'guess' where the guess is right, and import again",
    )


def _wanted(columns: tuple[str, ...]) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for word in columns:
        name, equals, head = word.partition("=")
        if not equals or not head:
            raise CallError(
                f"--column {word!r}: write --column FIELD=HEADER, such as --column respondent=Interview"
            )
        if name in wanted:
            raise CallError(f"--column {name} is given twice")
        wanted["code" if name == "motive" else name] = head
    return wanted


# ---- Which reader


def _read(path: Path, wanted: Mapping[str, str], sheet: str | None, lang: str) -> CodedProject:
    """The project in a file, by what the file is."""
    if not path.exists():
        raise CallError(f"{path} does not exist: name a file with coded interviews")
    kind = _kind(path)
    _progress(Text(nl=f"{path.name} lezen", en=f"reading {path.name}").in_(lang))
    if sheet and kind == "csv":
        raise CallError(f"--sheet is for XLSX; {path.name} has no sheets")
    rows = _so_far(path, Text(nl="rijen", en="rows"), lang)
    try:
        if kind == "csv":
            return read_codings_csv(path, wanted, progress=rows)
        if kind == "xlsx":
            return read_codings_xlsx(path, wanted, sheet=sheet, progress=rows)
    except ColumnGuess as guess:
        return _read(path, _confirmed(guess, lang), sheet, lang)
    if wanted or sheet:
        raise CallError(f"--column and --sheet are for CSV and XLSX; {path.name} says itself what is what")
    return _project_reader(kind)(path, progress=_so_far(path, Text(nl="coderingen", en="codings"), lang))


def _kind(path: Path) -> str:
    """csv, xlsx, qdpx, qdc, qualcoder or taguette: by content where that tells, else by the file's ending."""
    ending = path.suffix.lower()
    if path.is_dir():
        if (path / "data.qda").is_file():
            return "qualcoder"
        raise CallError(f"{path} is a folder, and no QualCoder project: name a file")
    with path.open("rb") as file:
        start = file.read(16)
    if start.startswith(b"SQLite format 3\0"):
        return "qualcoder" if ending == ".qda" else "taguette"
    kinds = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".qdpx": "qdpx"}
    kinds |= {".qdc": "qdc", ".qde": "qdpx", ".qda": "qualcoder", ".sqlite3": "taguette", ".db": "taguette"}
    if ending not in kinds:
        known = ".csv .xlsx .qdpx .qdc .qda .sqlite3; for literature .bib .ris .json"
        raise CallError(
            f"{path.name}: files that end in {ending or 'nothing'} are not known; known are {known}"
        )
    return kinds[ending]


_READERS = {
    "qdpx": ("interviews.refi", "read_refi"),
    "qdc": ("interviews.refi", "read_codebook"),
    "qualcoder": ("interviews.qualcoder", "read_qualcoder"),
    "taguette": ("interviews.taguette", "read_taguette"),
}


class _Reader(Protocol):
    def __call__(self, path: Path, *, progress: Callable[[int], None]) -> CodedProject: ...


def _project_reader(kind: str) -> _Reader:
    """The reader of a project for qualitative analysis."""
    module, name = _READERS[kind]
    reader: _Reader = getattr(import_module(f"lcgraph.{module}"), name)
    return reader


def _confirmed(guess: ColumnGuess, lang: str) -> dict[str, str]:
    """The guessed columns, when a person at the terminal says that they are right; raises otherwise."""
    if guess.missing or not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise guess
    _clear()
    head = Text(nl="Kolommen, zoals geraden:", en="Columns, as guessed:").in_(lang)
    lines = [f"  {name}: {column}" for name, column in guess.columns.items()]
    click.echo("\n".join([head, *lines, f"  ({column_options(guess.columns)})"]), err=True)
    if not click.confirm(Text(nl="Klopt dat?", en="Is that right?").in_(lang), default=False, err=True):
        raise guess
    return dict(guess.columns)


# ---- Progress


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\033[Klcgraph: {text} …", err=True, nl=False)


def _so_far(path: Path, what: Text, lang: str) -> Callable[[int], None]:
    """Shows how much of a file was read, in rows or in codings."""

    def tell(number: int) -> None:
        count = f"{number:,}".replace(",", "." if lang == "nl" else ",")
        _progress(
            Text(
                nl=f"{path.name} lezen, {count} {what.nl}", en=f"reading {path.name}, {count} {what.en}"
            ).in_(lang)
        )

    return tell


def _clear() -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)


__all__ = ["import_", "new"]
