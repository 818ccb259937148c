"""What a face does with files: check them, lay out a study folder, bring data in, load a store.

`lcgraph.graph` is the door to answers, this is the one to files; a face calls nothing deeper. Goes in: paths.
Comes out: problems, what an import gathered, or the number of quads. Nothing is printed; who waits is told
through `watch` and `progress`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from lcgraph import disk, resources
from lcgraph.errors import CallError, InputError
from lcgraph.graph import Graph, read_studies
from lcgraph.graph import open as open_graph
from lcgraph.intake import Intake
from lcgraph.interviews.fields import FIELDS
from lcgraph.interviews.project import CodedProject, Told
from lcgraph.interviews.spreadsheet import (
    ColumnGuess,
    column_options,
    read_codings_csv,
    read_codings_xlsx,
)
from lcgraph.say import Problem, Text
from lcgraph.untrusted.bounded import apart

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lcgraph.received import Received

Watch = Callable[[Iterable["Quad"]], Iterable["Quad"]]
Progress = Callable[[int], None]

REFERENCE_LISTS: Final = (".bib", ".bibtex", ".ris", ".json", ".nbib", ".ciw", ".isi")
"""How the names of reference lists end."""
MAX_SECONDS: Final = 300.0
MAX_MEMORY: Final = 2_000_000_000
"""What the reader of a coded project may take."""
_WITHOUT: Final = {"interviews": ("findings.csv",), "published": ("respondents.csv", "mentions.csv")}
"""The tables that a new folder does not have, by what it is only for."""
TABLES: Final = ("csv", "xlsx")
"""The kinds of files that are tables, of which a person may say how they are read."""
SEVERAL: Final = "taguette"
"""The kind of files that may hold several projects."""
_ENDINGS: Final = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".qdpx": "qdpx",
    ".qdc": "qdc", ".qde": "qdpx", ".qda": "qualcoder", ".sqlite3": "taguette", ".db": "taguette",
    ".rqda": "rqda",
}  # fmt: skip
_MAXQDA: Final = ("MAXQDA", "Project > REFI-QDA > Export project")
_PROGRAMS: Final = {
    ".nvp": ("NVivo", "Share > Export > Export project, REFI-QDA"),
    ".nvpx": ("NVivo", "Share > Export > Export project, REFI-QDA"),
    ".nvcx": ("NVivo", "Share > Export > Export project, REFI-QDA"),
    ".atlproj": ("ATLAS.ti", "File > Export > QDPX project"),
    ".atlproj23": ("ATLAS.ti", "File > Export > QDPX project"),
    ".atlasproj": ("ATLAS.ti", "File > Export > QDPX project"),
    ".hpr7": ("ATLAS.ti", "File > Export > QDPX project"),
    ".qrk": ("Quirkos", "Project > Export > QDPX"),
    ".mqda": _MAXQDA,
    ".mqd": _MAXQDA,
    ".mqbac": _MAXQDA,
    **{f".m{letter}{year}": _MAXQDA for letter in "xtce" for year in (*range(3, 5), *range(10, 31))},
    **{f".mx{year}": _MAXQDA for year in range(2, 31)},
}
"""Files that only their own program reads, by their ending: its name, and the menu that exports them."""
_READERS: Final = {
    "qdpx": ("refi", "read_refi"),
    "qdc": ("refi", "read_codebook"),
    "qualcoder": ("qualcoder", "read_qualcoder"),
    "rqda": ("rqda", "read_rqda"),
}


class _Reader(Protocol):
    def __call__(self, path: Path, *, progress: Progress) -> CodedProject: ...


# ---- Study folders


def new(folder: Path, *, only: str = "", workbook: bool = False, lang: str = "en") -> None:
    """Lay out a study folder to fill in; `only` is `interviews`, `published` or "" for both.

    With `workbook` its tables are the sheets of one workbook, in this language. `CallError` where something
    stands in the folder already.
    """
    from lcgraph.study.template import new_folder

    without = _WITHOUT.get(only, ())
    files = new_folder(resources.template(), without=without)
    if workbook:
        from lcgraph.schemes import shared
        from lcgraph.study import workbook as books

        files = {name: content for name, content in files.items() if not name.endswith(".csv")}
        files[books.WORKBOOK] = books.workbook(shared(), lang, without=without)
    disk.lay_out(folder, files)


def check(path: Path, *, watch: Watch) -> list[Problem]:
    """Every problem of a study folder or an RDF file; `CallError` when it is not there.

    `InputError` when an RDF file cannot be read at all.
    """
    from lcgraph.validate import validate

    there(path)
    return validate(path, watch=watch)


def conforms(problems: Iterable[Problem]) -> bool:
    """Whether no problem is a violation."""
    return not any(problem.severity == "violation" for problem in problems)


def as_json(problems: Iterable[Problem], lang: str) -> list[dict[str, str | int | None]]:
    """Problems as `lcgraph validate --format json` prints them."""
    from lcgraph.validate import to_json

    return to_json(problems, lang)


def there(path: Path) -> None:
    """`CallError` when a study folder or an RDF file does not exist."""
    if not path.exists():
        raise CallError(
            nl=f"{path} bestaat niet: noem een studiemap of een RDF-bestand",
            en=f"{path} does not exist: name a study folder or an RDF file",
        )


def editions(paths: Iterable[Path]) -> list[list[Quad]]:
    """The quads of public editions that were made before: RDF files of them, or study folders as they were.

    `CallError` or `InputError` where one is not there or cannot be read.
    """
    from lcgraph.untrusted.rdf import read

    found: list[list[Quad]] = []
    for path in paths:
        there(path)
        found.append(open_graph(studies=[path]).public()[0] if path.is_dir() else list(read(path)))
    return found


# ---- Into a store


class Loading:
    """Studies and RDF files on their way into a store.

    With `check` nothing is loaded when anything breaks a shape. A single study is then read once, checked and
    derived while it is written, where the store is new and on disk (`at_once`).
    """

    def __init__(self, paths: Sequence[Path], where: str, *, check: bool, replace: bool = False) -> None:
        from lcgraph.store import open_store

        for path in paths:
            there(path)
        self.paths, self.check, self.replace = paths, check, replace
        self.left_out = 0
        self.store = open_store(where)
        new = getattr(self.store, "is_new", False)
        self.at_once = check and len(paths) == 1 and paths[0].is_dir() and new

    def problems(self, *, watch: Watch) -> list[Problem]:
        """Every problem of what is to be loaded."""
        return [problem for path in self.paths for problem in check(path, watch=watch)]

    def quads(self) -> Iterable[Quad]:
        """What is to be loaded, in no order; `InputError` when a file cannot be read or says what it may not.

        A study that is in the store gives way to its folder; to a file only with `replace`.
        """
        from lcgraph.received import Received
        from lcgraph.untrusted.rdf import read

        studies: Iterable[Quad] = read_studies([path for path in self.paths if path.is_dir()])
        files = {path: Received(read(path)) for path in self.paths if not path.is_dir()}
        if not files:
            return studies
        studies = list(studies)
        found = [replace(each, file=str(path)) for path, file in files.items() for each in file.problems]
        if found := found or [*_twice(studies, files), *self._standing(files)]:
            raise InputError(found)
        return chain(studies, *(self._noting(file) for file in files.values()))

    def _noting(self, file: Received) -> Iterator[Quad]:
        yield from file
        self.left_out += file.left_out

    def _standing(self, files: Mapping[Path, Received]) -> Iterator[Problem]:
        """What is wrong where a file says other things of a study than the store does."""
        from lcgraph.received import alike, given_graphs

        if self.replace or not any(file.studies for file in files.values()):
            return
        graphs = set() if getattr(self.store, "is_new", False) else set(self.store.graphs())
        for path, file in files.items():
            for study in sorted(file.studies):
                held = [name for name in given_graphs(study) if name in graphs]
                there = chain.from_iterable(map(self.store.quads, held))
                if held and not alike(there, file.given(study)):
                    yield _there_already(path, study)

    def load(self, quads: Iterable[Quad]) -> int:
        """How many quads the store was given, derived ones included; 0 when `at_once` found a violation."""
        graph = Graph(self.store)
        return graph.load_checked(quads) if self.at_once else graph.put(quads)


def _twice(studies: Iterable[Quad], files: Mapping[Path, Received]) -> Iterator[Problem]:
    """What is wrong where two of the paths hold one study."""
    from lcgraph.vocab import LCG

    held = {quad.subject.value for quad in studies if quad.object == LCG.Study}  # type: ignore[union-attr]
    for path, file in files.items():
        for study in sorted(held & file.studies):
            message = Text(
                nl=f"de studie {study} staat ook in een ander pad: laad er een van de twee",
                en=f"the study {study} is in another of the paths too: load one of the two",
            )
            yield Problem(message, file=str(path), focus=study)
        held |= file.studies


def _there_already(path: Path, study: str) -> Problem:
    message = Text(
        nl=f"de studie {study} staat al in de store, met andere inhoud: zet dit bestand met --replace in "
        "haar plaats, of geef deze studie een andere id",
        en=f"the study {study} is in the store already, and says other things: put this file in its place "
        "with --replace, or give this study another id",
    )
    return Problem(message, file=str(path), focus=study)


# ---- Imports


def alone(study: Path) -> AbstractContextManager[None]:
    """Hold a study folder, so that no two programs undo each other's work."""
    return disk.alone(study)


def write(study: Path, intake: Intake) -> None:
    """Put the files of an import into a study folder, all or none."""
    disk.write_all(study, intake.files)


def take_in_interviews(
    study: Path,
    projects: Sequence[tuple[str, CodedProject]],
    *,
    accept_guesses: bool,
    propose: bool,
    lang: str,
) -> Intake:
    """What coded projects, by name, become in a study folder; `InputError` when they cannot be used."""
    from lcgraph.interviews.merge import take_in

    return take_in(study, projects, accept_guesses=accept_guesses, propose=propose, lang=lang)


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook with the tables of a study."""
    if path.suffix.lower() not in (".xlsx", ".xlsm") or not path.is_file():
        return False
    from lcgraph.study.workbook import is_workbook as holds_tables

    return apart(lambda: holds_tables(path), path.name, seconds=MAX_SECONDS, memory=MAX_MEMORY)


def take_in_workbook(study: Path, path: Path, *, dates: str = "") -> Intake:
    """What the sheets of a workbook become in a study folder; `InputError` when they cannot be used."""
    from lcgraph.intake import refuse_no_study
    from lcgraph.say import Problems
    from lcgraph.study.workbook import take_in_workbook as tables

    refuse_no_study(study, Problems())
    there = [each.name for each in study.glob("*.csv")]
    return apart(
        lambda: tables(path, dates=dates, there=there), path.name, seconds=MAX_SECONDS, memory=MAX_MEMORY
    )


def take_in_references(study: Path, files: Sequence[Path], *, lang: str) -> Intake:
    """What reference lists become in a study folder; `InputError` when one cannot be used."""
    from lcgraph.literature.imports import take_in_literature
    from lcgraph.study.read import cited_keys

    return take_in_literature(study, files, cited=cited_keys(study), lang=lang)


def is_reference_list(path: Path) -> bool:
    """Whether a file is a reference list: by its ending, and a `.txt` by how it begins."""
    if path.suffix.lower() != ".txt" or not path.is_file():
        return path.suffix.lower() in REFERENCE_LISTS
    from lcgraph.literature.tagged import is_tagged

    with path.open("rb") as file:
        return is_tagged(file.read(4096).decode("utf-8", "replace"))


def kind_of(path: Path) -> str:
    """csv, xlsx, qdpx, qdc, qualcoder, taguette or rqda: by content where that tells, else by its ending."""
    ending = path.suffix.lower()
    if path.is_dir():
        if (path / "data.qda").is_file():
            return "qualcoder"
        raise CallError(
            nl=f"{path} is een map, en geen project van QualCoder: noem een bestand",
            en=f"{path} is a folder, and not a QualCoder project: name a file",
        )
    if not path.is_file():
        raise CallError(
            nl=f"{path} is geen gewoon bestand: noem een bestand met gecodeerde interviews",
            en=f"{path} is not an ordinary file: name a file with coded interviews",
        )
    with path.open("rb") as file:
        start = file.read(16)
    if start.startswith(b"SQLite format 3\0"):
        return {".qda": "qualcoder", ".rqda": "rqda"}.get(ending, "taguette")
    if program := _PROGRAMS.get(ending):
        name, menu = program
        raise CallError(
            nl=f"{path.name} is een eigen bestand van {name}, dat alleen {name} leest: exporteer het als "
            f"REFI-QDA ({menu}), en importeer het .qdpx-bestand",
            en=f"{path.name} is a file of {name}'s own, which {name} alone reads: export it as REFI-QDA "
            f"({menu}), and import the .qdpx file",
        )
    if ending in (".enl", ".enlx", ".enw", ".ens"):
        raise CallError(
            nl=f"{path.name} is van EndNote: kies daar File, Export, met RIS of BibTeX als Output Style",
            en=f"{path.name} is EndNote's own: choose File, Export there, with RIS or BibTeX as Output Style",
        )
    if ending not in _ENDINGS:
        known = ".csv .xlsx .qdpx .qdc .qda .sqlite3 .rqda"
        lists = ".bib .ris .json .nbib .ciw .txt"
        raise CallError(
            nl=f"{path.name}: bestanden die eindigen op {ending or 'niets'} zijn niet bekend; wel {known}; "
            f"voor literatuur {lists}",
            en=f"{path.name}: files that end in {ending or 'nothing'} are not known; known are {known}; for "
            f"literature {lists}",
        )
    return _ENDINGS[ending]


def read_project(path: Path, kind: str, told: Told, *, progress: Progress) -> CodedProject:
    """The coded project in a file of this kind, counting rows or codings in `progress`.

    `ColumnGuess` when what is guessed of the columns of a table has to be confirmed. The file is read in a
    child with bounded time and memory; `InputError` when it takes more, or breaks its reader.
    """

    def read() -> CodedProject | ColumnGuess:
        try:
            return _read_project(path, kind, told, progress=progress)
        except ColumnGuess as guess:  # with what it holds
            return guess

    made = apart(read, path.name, seconds=MAX_SECONDS, memory=MAX_MEMORY)
    if isinstance(made, ColumnGuess):
        raise made
    return made


def _read_project(path: Path, kind: str, told: Told, *, progress: Progress) -> CodedProject:
    if kind == "csv":
        return read_codings_csv(path, told.columns, dates=told.dates, guess=told.guess, progress=progress)
    if kind == "xlsx":
        return read_codings_xlsx(
            path, told.columns, sheet=told.sheet, dates=told.dates, guess=told.guess, progress=progress
        )
    if kind == SEVERAL:
        from lcgraph.interviews.taguette import read_taguette

        return read_taguette(path, project=told.project, progress=progress)
    module, name = _READERS[kind]
    reader: _Reader = getattr(import_module(f"lcgraph.interviews.{module}"), name)
    return reader(path, progress=progress)


__all__ = [
    "FIELDS",
    "CodedProject",
    "ColumnGuess",
    "InputError",
    "Intake",
    "Loading",
    "Told",
    "check",
    "column_options",
    "kind_of",
    "new",
    "read_project",
]
