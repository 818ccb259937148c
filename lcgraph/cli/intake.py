"""Commands that bring data in: new, import."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from lcgraph import folders
from lcgraph.cli.language import agreed, command, lines, option, passing, tell
from lcgraph.cli.options import language_option
from lcgraph.errors import CallError, InputError
from lcgraph.folders import FIELDS, CodedProject, ColumnGuess, Intake, Told, column_options
from lcgraph.say import Text


@command(
    nl="""Zet een studiemap klaar om in te vullen.

    Elke tabel heeft haar kop en één voorbeeldrij, die als zodanig gemerkt is. De map mag nog niet bestaan, of
    moet leeg zijn. Daarna: lcgraph validate DIR
    """,
    en="""Lay out a study folder to fill in.

    Every table has its header and one example row, marked as such. The folder must not exist yet, or be
    empty. Then: lcgraph validate DIR
    """,
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@option(
    "--interviews",
    "only",
    flag_value="interviews",
    nl="Alleen tabellen voor gecodeerde interviews.",
    en="Only tables for coded interviews.",
)
@option(
    "--published",
    "only",
    flag_value="published",
    nl="Alleen tabellen voor gepubliceerde cellen.",
    en="Only tables for published cells.",
)
@option(
    "--workbook",
    is_flag=True,
    nl="De tabellen als bladen van één werkmap (XLSX), met keuzelijsten; lcgraph import leest haar terug.",
    en="The tables as sheets of one workbook (XLSX), with drop-downs; lcgraph import reads it back.",
)
@language_option
def new(folder: Path, only: str | None, workbook: bool, lang: str) -> None:
    """Lay out a study folder to fill in."""
    folders.new(folder, only=only or "", workbook=workbook, lang=lang)
    where = shlex.quote(str(folder))
    if workbook:
        book = shlex.quote(str(folder / "study.xlsx"))
        tell(
            lang,
            nl=f"{folder} is klaar: vul study.toml en de bladen van study.xlsx in. Daarna: "
            f"lcgraph import {book} --study {where}, en lcgraph validate {where}",
            en=f"{folder} is ready: fill in study.toml and the sheets of study.xlsx. Then: "
            f"lcgraph import {book} --study {where}, and lcgraph validate {where}",
        )
        return
    tell(
        lang,
        nl=f"{folder} is klaar om in te vullen: begin met LEESMIJ.md. Wat er nog te doen is: lcgraph "
        f"validate {where}",
        en=f"{folder} is ready to fill in: begin with README.md. What is still to do: lcgraph validate "
        f"{where}",
    )


@command(
    name="import",
    nl="""Haal gecodeerde interviews, of literatuur, in een studiemap.

    Literatuur, uit BibTeX (.bib), RIS (.ris), CSL-JSON (.json), PubMed (.nbib) en Web of Science (.ciw,
    .txt), komt in references.bib: nieuwe werken na wat er staat, dubbele samengevoegd. Wat samengaat, wat
    verschilt en wat is weggelaten wordt verteld.

    Interviews komen uit CSV, XLSX, REFI-QDA (.qdpx, .qdc), QualCoder, Taguette en RQDA. De eerste keer komen
    alle codes en bronnen in codes.csv en sources.csv van de studiemap, met gissingen die zo gemerkt zijn.
    Vul ze aan, maak de cellen onder 'guess' leeg, en importeer opnieuw: dan worden respondents.csv,
    mentions.csv en groups.csv geschreven. Wat niet wordt overgenomen wordt geteld en genoemd, hier en in
    import-report.txt. Status 1 als er nog niets kon worden overgenomen en ook niets nieuws is genoemd.
    """,
    en="""Bring coded interviews, or literature, into a study folder.

    Literature, from BibTeX (.bib), RIS (.ris), CSL-JSON (.json), PubMed (.nbib) and Web of Science (.ciw,
    .txt), comes into references.bib: new works after what stands there, doubles merged. What is merged, what
    differs and what is left out is told.

    Interviews come from CSV, XLSX, REFI-QDA (.qdpx, .qdc), QualCoder, Taguette and RQDA. The first time,
    every code and source is listed in codes.csv and sources.csv in the study folder, with guesses marked as
    guesses. Complete them, empty the cells under 'guess', and import again: then respondents.csv,
    mentions.csv and groups.csv are written. All that is not taken over is counted and named, here and in
    import-report.txt. Exit status 1 when nothing could be taken over yet and nothing new was listed either.
    """,
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE ...")
@option(
    "--study",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    nl="De studiemap.",
    en="The study folder.",
)
@option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEADER",
    nl=f"CSV en XLSX: welke kolom wat bevat; mag vaker. Velden: {', '.join(FIELDS)}.",
    en=f"CSV and XLSX: which column holds what; may be given again. Fields: {', '.join(FIELDS)}.",
)
@option(
    "--sheet",
    metavar="NAME",
    nl="XLSX: het blad met de coderingen.",
    en="XLSX: the sheet with the codings.",
)
@option(
    "--dates",
    type=click.Choice(["day-first", "month-first"]),
    nl="CSV en XLSX: wat in een datum als 12/3/2024 vooraan staat, de dag of de maand.",
    en="CSV and XLSX: what stands first in a date such as 12/3/2024, the day or the month.",
)
@option(
    "--project",
    metavar="NAME",
    nl="Taguette: welk project van een bestand met meer projecten, bij naam of nummer.",
    en="Taguette: which project of a file that holds several, by name or number.",
)
@option(
    "--coder",
    metavar="NAME",
    nl="Wie codeerde, waar het bestand niemand noemt, of iedereen hetzelfde, zoals 'default'.",
    en="Who coded, where the file names nobody, or everybody alike, such as 'default'.",
)
@option(
    "--as",
    "name",
    metavar="NAME",
    nl="Het project onder een andere naam dan die van zijn bestand: rijen uit NAME worden vervangen.",
    en="The project under another name than its file's: rows from NAME are replaced.",
)
@option(
    "--accept-guesses",
    is_flag=True,
    nl="Neem elke gissing voor bevestigd: in codes.csv en sources.csv, en naar de kolommen van een tabel.",
    en="Take every guess for confirmed: in codes.csv and sources.csv, and at the columns of a table.",
)
@option(
    "--propose-motives",
    "propose",
    is_flag=True,
    nl="Gis een eigen motief voor een code die op geen enkel lijkt.",
    en="Guess a motive of your own for a code that is like none.",
)
@language_option
def import_(
    files: tuple[Path, ...],
    study: Path,
    columns: tuple[str, ...],
    sheet: str | None,
    dates: str | None,
    project: str | None,
    coder: str | None,
    name: str | None,
    accept_guesses: bool,
    propose: bool,
    lang: str,
) -> int:
    """Bring coded interviews, or literature, into a study folder."""
    _check_call(files, study, name)
    click.get_current_context().with_resource(folders.alone(study))
    told = Told(_wanted(columns), sheet, dates or "", project or "", coder or "", accept_guesses)
    if len(files) == 1 and not (columns or sheet) and folders.is_workbook(files[0]):
        return _workbook(files[0], study, told.dates, lang)
    if any(folders.is_reference_list(path) for path in files):
        return _literature(files, study, others=told != Told() or bool(name or propose), lang=lang)
    try:
        projects = [(name or _named(path, told), _read(path, told, lang)) for path in files]
        _progress(Text(nl="studiemap lezen", en="reading the study folder").in_(lang))
        intake = folders.take_in_interviews(
            study, projects, accept_guesses=accept_guesses, propose=propose, lang=lang
        )
    except ColumnGuess as guess:
        said = {"--sheet": sheet, "--dates": dates, "--coder": coder, "--as": name}
        given = [word for option, value in said.items() if value for word in (option, value)]
        raise _asked(guess, [*map(str, files), "--study", str(study), *given]) from guess
    except InputError as error:
        raise _told(error) from error
    _progress(Text(nl="schrijven", en="writing").in_(lang))
    folders.write(study, intake)
    _clear()
    notes = [note.in_(lang) for note in intake.notes]
    lines("\n".join([*notes, _next(study, intake).in_(lang)]))
    return int(intake.mentions is None and not intake.codebook and not intake.added)


def _workbook(path: Path, study: Path, dates: str, lang: str) -> int:
    """Bring the sheets of a workbook into the tables of a study; 1 when no sheet holds a row."""
    try:
        intake = folders.take_in_workbook(study, path, dates=dates)
    except InputError as error:
        raise _told(error) from error
    folders.write(study, intake)
    where = shlex.quote(str(study))
    last = Text(
        nl=f"Hierna: lcgraph validate {where}, en dan lcgraph tables --study {where}",
        en=f"Next: lcgraph validate {where}, and then lcgraph tables --study {where}",
    )
    if not intake.added:
        last = Text(nl=f"geen blad van {path.name} heeft een rij", en=f"no sheet of {path.name} has a row")
    lines("\n".join([*(note.in_(lang) for note in intake.notes), last.in_(lang)]))
    return int(not intake.added)


def _literature(files: tuple[Path, ...], study: Path, *, others: bool, lang: str) -> int:
    """Bring reference lists into `references.bib`; 1 when nothing in them could be used."""
    apart = [path.name for path in files if not folders.is_reference_list(path)]
    if apart:
        named = ", ".join(apart)
        raise CallError(
            nl=f"importeer literatuur en interviews apart: {named} is geen literatuurlijst",
            en=f"import literature and interviews apart: {named} is not a reference list",
        )
    if others:
        raise CallError(
            nl="bij een literatuurlijst horen geen andere opties dan --study en --lang",
            en="a reference list takes no other options than --study and --lang",
        )
    for path in files:
        if path.exists() and not path.is_file():
            raise CallError(
                nl=f"{path} is geen gewoon bestand: noem een bestand met verwijzingen",
                en=f"{path} is not an ordinary file: name a file with references",
            )
        if not path.exists():
            raise CallError(
                nl=f"{path} bestaat niet: noem een bestand met verwijzingen",
                en=f"{path} does not exist: name a file with references",
            )
    names = ", ".join(path.name for path in files)
    _progress(Text(nl=f"{names} lezen", en=f"reading {names}").in_(lang))
    try:
        intake = folders.take_in_references(study, files, lang=lang)
    except InputError as error:
        raise _told(error) from error
    _progress(Text(nl="schrijven", en="writing").in_(lang))
    folders.write(study, intake)
    _clear()
    changed = bool(intake.files)
    notes = [note.in_(lang, whole=not changed and note.kind != "done") for note in intake.notes]
    where, report = shlex.quote(str(study)), study / "import-report.txt"
    last = Text(nl=f"{study} is gebleven zoals het was", en=f"{study} is as it was")
    if changed:
        last = Text(
            nl=f"Alles wat hierboven staat, staat ook in {report}. Hierna: lcgraph validate {where}",
            en=f"All that stands above is also in {report}. Next: lcgraph validate {where}",
        )
    lines("\n".join([*notes, last.in_(lang)]))
    return int(not intake.added)


def _check_call(files: tuple[Path, ...], study: Path, name: str | None) -> None:
    if not study.is_dir():
        make = f"lcgraph new {shlex.quote(str(study))}"
        raise CallError(
            nl=f"{study} is geen map: maak eerst een studiemap, met {make}",
            en=f"{study} is not a folder: make a study folder first, with {make}",
        )
    if name and len(files) > 1:
        raise CallError(
            nl="--as is voor één bestand: importeer de bestanden een voor een",
            en="--as is for one file: import the files one by one",
        )
    if len({path.name for path in files}) < len(files):
        raise CallError(
            nl="twee bestanden heten hetzelfde, en rijen onthouden uit welk zij komen: hernoem er een",
            en="two files have the same name: rows remember the file they came from; rename one",
        )


def _asked(guess: ColumnGuess, given: list[str]) -> CallError:
    """The guess of the columns, with the command that confirms it when nothing is lacking in it."""
    told = _told(guess)
    if guess.missing:
        return told
    command = f"{shlex.join(['lcgraph', 'import', *given])} {column_options(guess.columns)}"
    return CallError(
        nl=f"{told.in_('nl')}\nAls dat klopt (of met de juiste kolommen), typ:\n  {command}",
        en=f"{told.in_('en')}\nIf that is right (or with the right columns), type:\n  {command}",
    )


def _told(error: InputError) -> CallError:
    nl, en = ("\n".join(f"  {problem.in_(lang)}" for problem in error.problems) for lang in ("nl", "en"))
    return CallError(
        nl=f"niet ingelezen, en de studiemap is als tevoren:\n{nl}",
        en=f"not imported; the study folder is as it was:\n{en}",
    )


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
                nl=f"--column {word!r}: schrijf --column VELD=KOP, zoals --column respondent=Interview",
                en=f"--column {word!r}: write --column FIELD=HEADER, such as --column respondent=Interview",
            )
        if name in wanted:
            raise CallError(nl=f"--column {name} staat er twee keer", en=f"--column {name} is given twice")
        wanted["code" if name == "motive" else name] = head
    return wanted


# ---- Which reader


def _named(path: Path, told: Told) -> str:
    """The name of the project of a file: several projects of one file are not each other's."""
    return f"{path.name} ({told.project})" if told.project else path.name


def _read(path: Path, told: Told, lang: str) -> CodedProject:
    """The project in a file, by what the file is."""
    if not path.exists():
        raise CallError(
            nl=f"{path} bestaat niet: noem een bestand met gecodeerde interviews",
            en=f"{path} does not exist: name a file with coded interviews",
        )
    kind = folders.kind_of(path)
    _progress(Text(nl=f"{path.name} lezen", en=f"reading {path.name}").in_(lang))
    is_table = kind in folders.TABLES
    _check_options(path, kind, told)
    what = Text(nl="rijen", en="rows") if is_table else Text(nl="coderingen", en="codings")
    progress = _so_far(path, what, lang)
    try:
        project = folders.read_project(path, kind, told, progress=progress)
        return _by_coder(path, project, told.coder) if told.coder else project
    except ColumnGuess as guess:
        return _read(path, replace(told, columns=_confirmed(guess, lang)), lang)


def _by_coder(path: Path, project: CodedProject, coder: str) -> CodedProject:
    """The project with the coder that a person names; not where the file itself tells several apart."""
    if len(project.coders) > 1:
        named = ", ".join(project.coders)
        raise CallError(
            nl=f"--coder is voor een bestand met één codeur; {path.name} heeft {named}",
            en=f"--coder is for a file with one coder; {path.name} has {named}",
        )
    return project.coded_by(coder)


def _check_options(path: Path, kind: str, told: Told) -> None:
    if told.sheet and kind == "csv":
        raise CallError(
            nl=f"--sheet is voor XLSX; {path.name} heeft geen bladen",
            en=f"--sheet is for XLSX; {path.name} has no sheets",
        )
    if (told.columns or told.sheet or told.dates) and kind not in folders.TABLES:
        raise CallError(
            nl=f"--column, --sheet en --dates zijn voor CSV en XLSX; {path.name} zegt zelf wat wat is",
            en=f"--column, --sheet and --dates are for CSV and XLSX; {path.name} says itself what is what",
        )
    if told.project and kind != folders.SEVERAL:
        raise CallError(
            nl=f"--project is voor een bestand van Taguette met meer projecten; {path.name} bevat er een",
            en=f"--project is for a file of Taguette with several projects; {path.name} holds one",
        )


def _confirmed(guess: ColumnGuess, lang: str) -> dict[str, str]:
    """The guessed columns, when a person at the terminal says that they are right; raises otherwise."""
    if guess.missing or not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise guess
    _clear()
    head = Text(nl="Kolommen, zoals geraden:", en="Columns, as guessed:").in_(lang)
    named = [f"  {name}: {column}" for name, column in guess.columns.items()]
    lines("\n".join([head, *named, f"  ({column_options(guess.columns)})"]))
    if not agreed(Text(nl="Klopt dat?", en="Is that right?").in_(lang), lang):
        raise guess
    return dict(guess.columns)


# ---- Progress


def _progress(text: str) -> None:
    passing(f"lcgraph: {text} …")


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
    passing("")


__all__ = ["import_", "new"]
