"""SHACL over study folders and RDF files: every problem, with its place and what to do about it.

Goes in: a path, or quads. Comes out: `Problem`s. pySHACL decides (`engine`), over the union of vocabulary and
data and without inference, on the nodes that a query finds suspect (`screen`); `ontology/shapes.ttl` says
what it asks. What is added here is the way back to the people who wrote the data (`telling`): the file and
row that a node was derived from, the column a shape is about, and the valid code nearest to a wrong one.
Misspelt terms of the ontology, for which SHACL has no shape, are told as well (`terms`). Data conform when no
problem is a violation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from lcgraph.received import Received
from lcgraph.resources import ontology_files
from lcgraph.say import MOST, Problem, Text
from lcgraph.schemes import OPEN
from lcgraph.study.layout import TABLES
from lcgraph.study.quads import study_quads
from lcgraph.study.read import read_study
from lcgraph.untrusted.rdf import read
from lcgraph.validate.engine import load_shapes, run
from lcgraph.validate.telling import Known, Teller
from lcgraph.validate.terms import unknown_terms
from lcgraph.validate.texts import noted

Watch = Callable[[Iterable[ox.Quad]], Iterable[ox.Quad]]


def validate(path: Path, *, watch: Watch = iter) -> list[Problem]:
    """Every problem of a study folder or an RDF file, by file, row and column.

    The quads that are looked at go through `watch`, which may show how many have passed.
    `file` is the path as given, for a folder with the name of the file in it. An RDF file that cannot be
    read raises `InputError`; what cannot be read in a folder is among the problems.
    """
    if not path.is_dir():
        odd: list[Problem] = []
        received = Received(read(path))
        found = [*received.problems, *shacl(watch(noted(received, odd))), *odd]
        return _sorted(replace(problem, file=str(path), row=None, column=None) for problem in found)
    study, problems = read_study(path)
    told = {
        (problem.file, problem.row, problem.column)
        for problem in problems
        if problem.column and problem.severity == "violation"
    }
    unread = {problem.file for problem in problems if _unread(problem)}
    for problem in shacl(watch(study_quads(study))) if study else ():
        refers_to = _refers_to(problem.file or "", problem.column or "")
        if (problem.file, problem.row, problem.column) in told or unread & {problem.file, *refers_to}:
            continue
        problems.append(problem)
    return _sorted(replace(problem, file=str(path / (problem.file or ""))) for problem in problems)


_HOLDS = {"case": "cases.csv", "motive": "motives.csv", "work": "references.bib"} | dict.fromkeys(
    OPEN, "schemes.csv"
)
"""In which file a study writes the codes of a scheme."""

_GROUPS = frozenset({"cases.csv", "groups.csv", "schemes.csv"})
_BESIDES = {
    ("cases.csv", "id"): {"groups.csv"},
    ("groups.csv", "respondents"): {"respondents.csv"},
    ("respondents.csv", "case"): _GROUPS,
    ("respondents.csv", "role"): _GROUPS,
    ("mentions.csv", "respondent"): {"respondents.csv"},
    ("findings.csv", "case"): _GROUPS,
    ("findings.csv", "role"): _GROUPS,
    ("study.toml", "rule.exception.case"): _GROUPS,
    ("study.toml", "rule.exception.role"): _GROUPS,
    ("study.toml", "rule.exception"): _GROUPS,
}
"""Which files a column refers to otherwise than by a code of a scheme."""


def _refers_to(file: str, column: str) -> set[str]:
    """Which files a column refers to: while one cannot be read, nothing is held against the column."""
    named = [each for each in TABLES[file].columns if each.name == column] if file in TABLES else []
    found = {_HOLDS[each.scheme] for each in named if each.scheme in _HOLDS}
    if any(each.kind == "about" for each in named):
        found |= {"motives.csv", "schemes.csv"}
    return found | _BESIDES.get((file, column), set())


def _unread(problem: Problem) -> bool:
    """Whether a problem means that a whole file could not be used."""
    whole = problem.column is None and (problem.row is None or problem.file == "study.toml")
    header = problem.row == 1 and (problem.file or "").endswith(".csv")
    return problem.severity == "violation" and (whole or header)


def conforms(problems: Iterable[Problem]) -> bool:
    """Whether none of the problems is a violation."""
    return not any(problem.severity == "violation" for problem in problems)


def to_json(problems: Iterable[Problem], lang: str) -> list[dict[str, str | int | None]]:
    """The problems as the contract's objects, with the message in one language."""
    return [
        {
            "severity": problem.severity,
            "message": problem.message.in_(lang),
            "file": problem.file,
            "row": problem.row,
            "column": problem.column,
            "focus": problem.focus,
            "shape": problem.shape,
        }
        for problem in problems
    ]


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    def key(problem: Problem) -> tuple[str, int, str, str, str, str]:
        at = (problem.file or "", problem.row or 0, problem.column or "")
        return (*at, problem.focus or "", problem.shape or "", problem.message.en)

    return sorted(dict.fromkeys(problems), key=key)


def shacl(quads: Iterable[ox.Quad]) -> list[Problem]:
    """What the shapes, and the closed vocabulary, say about quads; files and rows as the quads state them."""
    return judged(knowing(quads))


def knowing(quads: Iterable[ox.Quad]) -> Known:
    """What quads say, beside the vocabulary; more may come through `Known.passing`."""
    turtle = ox.RdfFormat.TURTLE
    return Known(quads, (quad for file in ontology_files() for quad in ox.parse(path=file, format=turtle)))


def judged(known: Known) -> list[Problem]:
    """What the shapes and the closed vocabulary say about all that is known."""
    left: dict[str, int] = {}
    results = run(known.store, left)
    teller = Teller(load_shapes({result.shape for result in results}), known) if results else None
    told = [teller.problem(result) for result in results] if teller else []
    return _sorted([*unknown_terms(known), *told, *_more(told, left)])


def _more(told: Iterable[Problem], left: Mapping[str, int]) -> Iterator[Problem]:
    """For a shape that very many nodes break: how many more may break it."""
    first = {problem.shape: problem for problem in told}
    for shape, count in left.items():
        message = Text(
            nl=f"en mogelijk nog {count} meer, die niet bekeken zijn: herstel eerst deze {MOST}",
            en=f"and perhaps {count} more, which were not looked at: mend these {MOST} first",
        )
        yield replace(first[shape], message=message, row=None, focus=None)
