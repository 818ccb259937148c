"""What a face does with files: check them, lay out a study folder, bring data in, load a store.

`lcgraph.graph` is the door to answers, this is the one to files; a face calls nothing deeper. Goes in: paths.
Comes out: problems, what an import gathered, or the number of quads. Nothing is printed; who waits is told
through `watch` and `progress`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from lcgraph import disk, resources
from lcgraph.errors import CallError, InputError
from lcgraph.graph import Graph, read_studies
from lcgraph.intake import Intake
from lcgraph.interviews.project import CodedProject
from lcgraph.interviews.spreadsheet import (
    FIELDS,
    ColumnGuess,
    column_options,
    read_codings_csv,
    read_codings_xlsx,
)
from lcgraph.say import Problem

if TYPE_CHECKING:
    from pyoxigraph import Quad


Watch = Callable[[Iterable["Quad"]], Iterable["Quad"]]
Progress = Callable[[int], None]

REFERENCE_LISTS: Final = (".bib", ".bibtex", ".ris", ".json")
"""How the names of reference lists end."""
_WITHOUT: Final = {"interviews": ("findings.csv",), "published": ("respondents.csv", "mentions.csv")}
"""The tables that a new folder does not have, by what it is only for."""
_ENDINGS: Final = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".qdpx": "qdpx",
    ".qdc": "qdc", ".qde": "qdpx", ".qda": "qualcoder", ".sqlite3": "taguette", ".db": "taguette",
}  # fmt: skip
_READERS: Final = {
    "qdpx": ("refi", "read_refi"),
    "qdc": ("refi", "read_codebook"),
    "qualcoder": ("qualcoder", "read_qualcoder"),
    "taguette": ("taguette", "read_taguette"),
}


class _Reader(Protocol):
    def __call__(self, path: Path, *, progress: Progress) -> CodedProject: ...


# ---- Study folders


def new(folder: Path, *, only: str = "") -> None:
    """Lay out a study folder to fill in; `only` is `interviews`, `published` or "" for both.

    `CallError` where something stands in the folder already.
    """
    from lcgraph.study.template import new_folder

    disk.lay_out(folder, new_folder(resources.template(), without=_WITHOUT.get(only, ())))


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


# ---- Into a store


class Loading:
    """Studies and RDF files on their way into a store.

    With `check` nothing is loaded when anything breaks a shape. A single study is then read once, checked and
    derived while it is written, where the store is new and on disk (`at_once`).
    """

    def __init__(self, paths: Sequence[Path], where: str, *, check: bool) -> None:
        from lcgraph.store import open_store

        for path in paths:
            there(path)
        self.paths, self.check = paths, check
        self.store = open_store(where)
        new = getattr(self.store, "is_new", False)
        self.at_once = check and len(paths) == 1 and paths[0].is_dir() and new

    def problems(self, *, watch: Watch) -> list[Problem]:
        """Every problem of what is to be loaded."""
        return [problem for path in self.paths for problem in check(path, watch=watch)]

    def quads(self) -> Iterable[Quad]:
        """What is to be loaded, in no order; `InputError` when a file cannot be read."""
        from lcgraph.quads import into_graphs
        from lcgraph.untrusted.rdf import read

        studies = read_studies([path for path in self.paths if path.is_dir()])
        files = [into_graphs(read(path), path.stem) for path in self.paths if not path.is_dir()]
        return chain(studies, *files)

    def load(self, quads: Iterable[Quad]) -> int:
        """How many quads the store was given, derived ones included; 0 when `at_once` found a violation."""
        graph = Graph(self.store)
        return graph.load_checked(quads) if self.at_once else graph.load(quads)


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


def take_in_references(study: Path, files: Sequence[Path], *, lang: str) -> Intake:
    """What reference lists become in a study folder; `InputError` when one cannot be used."""
    from lcgraph.literature.imports import take_in_literature

    return take_in_literature(study, files, lang=lang)


def kind_of(path: Path) -> str:
    """csv, xlsx, qdpx, qdc, qualcoder or taguette: by content where that tells, else by the file's ending."""
    ending = path.suffix.lower()
    if path.is_dir():
        if (path / "data.qda").is_file():
            return "qualcoder"
        raise CallError(
            nl=f"{path} is een map, en geen project van QualCoder: noem een bestand",
            en=f"{path} is a folder, and not a QualCoder project: name a file",
        )
    with path.open("rb") as file:
        start = file.read(16)
    if start.startswith(b"SQLite format 3\0"):
        return "qualcoder" if ending == ".qda" else "taguette"
    if ending not in _ENDINGS:
        known = ".csv .xlsx .qdpx .qdc .qda .sqlite3"
        lists = ".bib .ris .json"
        raise CallError(
            nl=f"{path.name}: bestanden die eindigen op {ending or 'niets'} zijn niet bekend; wel {known}; "
            f"voor literatuur {lists}",
            en=f"{path.name}: files that end in {ending or 'nothing'} are not known; known are {known}; for "
            f"literature {lists}",
        )
    return _ENDINGS[ending]


def read_project(
    path: Path, kind: str, *, columns: Mapping[str, str], sheet: str | None, progress: Progress
) -> CodedProject:
    """The coded project in a file of this kind, counting rows or codings in `progress`.

    `columns` says which head holds which field, of a table; `ColumnGuess` when what is guessed of the rest
    has to be confirmed.
    """
    if kind in ("csv", "xlsx"):
        if kind == "csv":
            return read_codings_csv(path, columns, progress=progress)
        return read_codings_xlsx(path, columns, sheet=sheet, progress=progress)
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
    "check",
    "column_options",
    "kind_of",
    "new",
    "read_project",
]
