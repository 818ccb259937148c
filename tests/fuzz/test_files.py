"""Whatever is in a file: it is read within bounds, or is a problem with its place; nothing else is touched.

Every reader of strangers' files gets files of a corpus, spoilt. What is to hold: no traceback; an end within
the limits of the child; nothing is taken in that `lcgraph validate` then refuses; no file outside the folder
is written, nothing is fetched, no program is run. `LCGRAPH_FUZZ=100` tries a hundred times as many.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph import folders
from lcgraph.errors import InputError
from lcgraph.interviews.spreadsheet import ColumnGuess
from lcgraph.say import Problem
from lcgraph.study.quads import study_quads
from lcgraph.study.read import read_study
from lcgraph.untrusted.bounded import apart
from lcgraph.untrusted.rdf import read as read_rdf
from tests.fuzz.spoiling import INPUTS, corpus, database, few, packed, spoilt, workbook

pytestmark = pytest.mark.ci

SECONDS = 20.0
TOML = 'id = "s"\ntitle.en = "S"\n[rule]\nthreshold = "2/3"\n'
CASES = "id,label_nl,label_en,sector,setting\nbakery,Bakkerij,Bakery,technology,public-private\n"
GROUPS = "case,role,respondents\nbakery,practice-partner,2\n"
RESPONDENTS = "id,case,role\nb1,bakery,practice-partner\nb2,bakery,practice-partner\n"
PARTS = [name for name in sorted(workbook()) if name.endswith((".xml", ".rels"))]
_WRITES = frozenset(
    ["os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"]
)
_NEVER = frozenset(
    ["socket.connect", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "urllib.Request"]
)
_allowed: list[Path] = []


class TouchedError(BaseException):
    """A reader did what no reader may: it ends the test, whoever catches exceptions."""


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if not _allowed or (event not in _WRITES | _NEVER and event != "open"):
        return
    if event == "open" and not (isinstance(args[2], int) and args[2] & 0o1103):  # to write or to make
        return
    path = str(args[0])
    if event == "open" and path == tempfile.gettempdir():
        return  # a file without a name: a directory itself is never opened to write
    within = event == "os.remove" and "/" not in path and isinstance(args[1], int) and args[1] >= 0
    inside = within or (event not in _NEVER and any(path.startswith(f"{folder}/") for folder in _allowed))
    if not inside and not path.isdecimal() and path != "/dev/null" and "__pycache__" not in path:
        raise TouchedError(f"{event} {path}")


sys.addaudithook(_watch)


@contextmanager
def watched(folder: Path) -> Iterator[None]:
    """Whatever is written outside a folder meanwhile, or fetched, or run, fails the test."""
    _allowed.append(folder)
    try:
        yield
    finally:
        _allowed.pop()


@contextmanager
def study(**files: str | bytes) -> Iterator[Path]:
    """A small study folder in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve() / "study"
        folder.mkdir()
        given = {"study_toml": TOML, "cases_csv": CASES, "groups_csv": GROUPS, "respondents_csv": RESPONDENTS}
        for file, content in {**given, "mentions_csv": "respondent,motive\n", **files}.items():
            data = content.encode() if isinstance(content, str) else content
            (folder / file.replace("_", ".")).write_bytes(data)
        yield folder


def violations(folder: Path) -> set[tuple[str | None, str | None, str]]:
    """What a check says is wrong with a study, whatever the row it stands in."""
    _, problems = read_study(folder)
    wrong = [problem for problem in problems if problem.severity == "violation"]
    return {(problem.file, problem.column, problem.message.en) for problem in wrong}


def told(problems: tuple[Problem, ...] | list[Problem]) -> None:
    """Every problem is told in both languages, with its file."""
    assert problems
    for problem in problems:
        assert problem.message.nl, problem
        assert problem.message.en, problem
        assert problem.file, problem


def imported(name: str, data: bytes, *, by_shapes: bool = False) -> bool:
    """Whether a project is taken in; what is must be as good as the study was, `by_shapes` for these too."""
    with study() as folder:
        file = folder.parent / name
        file.write_bytes(data)
        before = violations(folder)
        try:
            with watched(folder.parent):
                kind = folders.kind_of(file)
                read = folders.read_project(file, kind, folders.Told(), progress=lambda _: None)
                intake = folders.take_in_interviews(
                    folder, [(name, read)], accept_guesses=True, propose=False, lang="nl"
                )
                folders.write(folder, intake)
        except ColumnGuess as guess:
            told(guess.problems)
            return False
        except InputError as error:
            told(error.problems)
            return False
        assert file.read_bytes() == data
        assert not violations(folder) - before
        assert not by_shapes or folders.conforms(folders.check(folder, watch=iter))
        return True


@pytest.fixture(autouse=True)
def _limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MAX_SECONDS", SECONDS)


# ---- Coded interviews


NAMES = {"taguette": "a.sqlite3", "qualcoder": "data.qda", "rqda": "a.rqda"}


@few("html")
@given(spoilt("html"))
def test_html_of_taguette(html: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        text = html.decode("utf-8", "replace")
        values = [
            ("UPDATE documents SET contents = ?", (text,)),
            ("UPDATE highlights SET snippet = ?", (text,)),
        ]
        imported("a.sqlite3", database(corpus("taguette")[0], Path(name), *values))


@few("sql")
@given(st.sampled_from(sorted(NAMES)).flatmap(lambda kind: st.tuples(st.just(kind), spoilt(kind))))
def test_databases(made: tuple[str, bytes]) -> None:
    kind, script = made
    with tempfile.TemporaryDirectory() as name:
        imported(NAMES[kind], database(script, Path(name)))


@few("database")
@given(st.data())
def test_bytes_of_databases(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(NAMES)))
    with tempfile.TemporaryDirectory() as name:
        whole = database(corpus(kind)[0], Path(name))
    imported(NAMES[kind], data.draw(spoilt(kind, [whole])))


@few("qde")
@given(spoilt("qde"))
def test_projects_of_refi(xml: bytes) -> None:
    imported("a.qdpx", packed({"project.qde": xml}))


@few("archive")
@given(spoilt("qde", [packed({"project.qde": each, "sources/a.txt": b"a"}) for each in corpus("qde")]))
def test_archives(data: bytes) -> None:
    imported("a.qdpx", data)


@few("qdc")
@given(spoilt("qdc"))
def test_code_books(xml: bytes) -> None:
    imported("a.qdc", xml)


@few("xlsx")
@given(
    st.sampled_from(PARTS).flatmap(lambda part: st.tuples(st.just(part), spoilt("xlsx", [workbook()[part]])))
)
def test_workbooks(made: tuple[str, bytes]) -> None:
    part, xml = made
    imported("a.xlsx", packed({**workbook(), part: xml}))


@few("csv")
@given(spoilt("csv"))
def test_tables_of_codings(data: bytes) -> None:
    imported("a.csv", data)


def test_files_as_they_are_in_the_corpus_are_taken_in() -> None:
    """So that what is spoilt is worth spoiling."""
    with tempfile.TemporaryDirectory() as name:
        for kind, file in NAMES.items():
            assert imported(file, database(corpus(kind)[0], Path(name)), by_shapes=True)
    assert imported("a.qdpx", packed({"project.qde": corpus("qde")[1]}), by_shapes=True)
    assert imported("a.qdc", corpus("qdc")[0], by_shapes=True)
    assert imported("a.xlsx", packed(workbook()), by_shapes=True)
    assert imported("a.csv", corpus("csv")[0], by_shapes=True)


# ---- Literature


@pytest.mark.parametrize("kind", ["bib", "ris", "json"])
def test_reference_lists(kind: str) -> None:
    @few(kind)
    @given(spoilt(kind))
    def tried(data: bytes) -> None:
        with study() as folder:
            file = folder.parent / f"a.{kind}"
            file.write_bytes(data)
            try:
                with watched(folder.parent):
                    intake = folders.take_in_references(folder, [file], lang="nl")
                    folders.write(folder, intake)
            except InputError as error:
                told(error.problems)
                return
            assert not violations(folder)

    tried()


# ---- Study folders


def checked(folder: Path) -> list[Problem]:
    """The problems of a study; one with none can be written as statements."""
    with watched(folder.parent):
        found, problems = read_study(folder)
        if found and not any(problem.severity == "violation" for problem in problems):
            assert list(study_quads(found))
    return problems


@pytest.mark.parametrize(
    ("file", "kind"), [("study_toml", "toml"), ("mentions_csv", "mentions"), ("references_bib", "bib")]
)
def test_study_folders(file: str, kind: str) -> None:
    @few(file.replace("_", "."))
    @given(spoilt(kind))
    def tried(data: bytes) -> None:
        with study(**{file: data}) as folder:
            for problem in apart(lambda: checked(folder), file, seconds=SECONDS, memory=1_000_000_000):
                told([problem])

    tried()


# ---- RDF


@pytest.mark.parametrize("kind", ["ttl", "trig", "nt", "nq", "jsonld", "rdf"])
def test_rdf(kind: str) -> None:
    @few(kind)
    @given(spoilt(kind))
    def tried(data: bytes) -> None:
        with study() as folder:
            file = folder.parent / f"a.{kind}"
            file.write_bytes(data)
            try:
                with watched(folder.parent):
                    read_rdf(file)
            except InputError as error:
                told(error.problems)

    tried()


def test_so_many_files_are_tried() -> None:
    assert (len(INPUTS), sum(INPUTS.values())) == (20, 485)
