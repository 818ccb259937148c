"""The house: a module imports only lower floors, nothing goes in a circle, nothing heavy comes early."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import lcgraph
from lcgraph.cli.listed import COMMANDS

PACKAGE = Path(lcgraph.__file__).parent
FLOORS = {
    "dates": 0,
    "say": 0,
    "vocab": 0,
    "resources": 0,
    "answers": 1,
    "errors": 1,
    "quads": 1,
    "received": 2,
    "subjects": 1,
    "written": 1,
    "markdown": 1,
    "release": 1,
    "disk": 2,
    "endpoint": 2,
    "intake": 2,
    "schemes": 2,
    "untrusted": 2,
    "conversation": 3,
    "literature": 3,
    "store": 3,
    "queries": 3,
    "study": 4,
    "derive": 4,
    "reason": 4,
    "interviews": 5,
    "analysis": 5,
    "privacy": 5,
    "validate": 5,
    "claims": 6,
    "crosscase": 6,
    "render": 6,
    "export": 7,
    "graph": 7,
    "folders": 8,
    "web": 8,
    "serve": 9,
    "cli": 10,
    "__main__": 11,
}
"""The floor of each room; `lcgraph/__init__.py` is the front door and belongs to none."""

FACES = ("cli", "web", "serve")
DOORS = {
    "say", "answers", "vocab", "resources", "errors", "quads", "subjects", "written", "release", "disk",
    "schemes", "render", "export", "graph", "folders", "web", "analysis", "queries", "untrusted",
    "conversation", "crosscase", "serve",
}  # fmt: skip
"""What a face may call: the doors to answers and files, what shows and writes them, and the words of all.

`crosscase` for what analyses are asked of, `analysis` and `queries` for the records that answers consist of,
`untrusted` for the child with limits.
"""

HEAVY = (
    "rdflib",
    "pyshacl",
    "networkx",
    "SPARQLWrapper",
    "owlready2",
    "bibtexparser",
    "pylatexenc",
    "matplotlib",
    "hypercorn",
)
"""Packages that cost a tenth of a second or more to import."""


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(name: str, path: Path, *, late: bool) -> set[str]:
    """The modules of lcgraph that a module imports, with or without those that its functions import.

    What stands below TYPE_CHECKING is not an import: a name in an annotation is not a step.
    """
    named = set()
    for node in _statements(ast.parse(path.read_text(encoding="utf-8")), late=late):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            named |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    known = modules()
    return {module for module in named if module in known and module not in (name, "lcgraph")}


def _statements(tree: ast.Module, *, late: bool) -> list[ast.AST]:
    found: list[ast.AST] = []
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef) and not late:
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            waiting += node.orelse
            continue
        found.append(node)
        waiting += ast.iter_child_nodes(node)
    return found


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def test_every_module_stands_on_a_floor() -> None:
    rooms = {room(name) for name in modules()} - {""}
    assert len(rooms) > 12
    assert rooms <= set(FLOORS)


def test_a_module_imports_only_lower_floors() -> None:
    """Also within functions: a late import is for speed, not for a way back up."""
    upward, steps = [], 0
    for name, path in modules().items():
        here = room(name)
        for module in imports(name, path, late=True):
            there = room(module)
            steps += here != there
            if here and here != there and FLOORS[there] >= FLOORS[here]:
                upward.append((name, module))
    assert steps > 60
    assert upward == []


def test_a_face_calls_nothing_deeper_than_the_doors() -> None:
    deeper = [
        (name, module)
        for name, path in modules().items()
        if room(name) in FACES
        for module in imports(name, path, late=True)
        if room(module) not in (*DOORS, room(name))
    ]
    assert deeper == []


def test_the_package_files_of_rooms_import_nothing() -> None:
    packages = {name: path for name, path in modules().items() if path.name == "__init__.py" and room(name)}
    assert len(packages) > 8
    open_ = ("lcgraph.cli", "lcgraph.render", "lcgraph.render.pictures", "lcgraph.validate")
    assert [
        name for name, path in packages.items() if name not in open_ and imports(name, path, late=False)
    ] == []


def test_no_imports_go_round_in_a_circle() -> None:
    """Nor those that functions make when they run."""
    graph = nx.DiGraph()
    for name, path in modules().items():
        for module in imports(name, path, late=True):
            if not module.startswith(f"{name}.") and not name.startswith(f"{module}."):
                graph.add_edge(name, module)
    assert graph.number_of_edges() > 60
    assert list(nx.simple_cycles(graph)) == []


@pytest.mark.parametrize(
    "room_",
    ["analysis", "render", "derive", "quads", "say", "answers", "vocab", "errors", "schemes", "claims"],
)
def test_the_pure_core_touches_neither_disk_nor_network(room_: str) -> None:
    found = set()
    for name, path in modules().items():
        if room(name) != room_:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(node.module or "")
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
                found.add("open()")
    assert found & {"os", "shutil", "socket", "urllib.request", "tempfile", "subprocess", "open()"} == set()


def test_nothing_is_printed_outside_the_faces() -> None:
    for name, path in modules().items():
        if room(name) in FACES:
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*print\(", text, re.MULTILINE), name
        assert "sys.stdout" not in text, name


def loaded(code: str, *, whole: bool = False) -> set[str]:
    """The top-level packages (or with `whole` all modules) that some code has loaded in a fresh process."""
    tail = "\nimport json, sys\nsys.stderr.write(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, check=True, text=True)
    names = json.loads(done.stderr)
    return set(names) if whole else {name.partition(".")[0] for name in names}


def test_importing_lcgraph_loads_nothing_else() -> None:
    assert loaded("import lcgraph") & {*HEAVY, "pyoxigraph", "click", "tabulate"} == set()


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    assert loaded("import lcgraph.cli") & {*HEAVY, "pyoxigraph", "tabulate"} == set()


@pytest.mark.parametrize(
    "words",
    [
        ("query", "motive-coverage", "--format", "csv"),
        ("query", "motive-coverage", "--format", "table"),
        ("tables",),
        ("queries",),
        ("claims",),
        ("sparql", "ASK {}"),
        ("export", "--format", "trig"),
        ("plot", "matrix"),
        ("plot", "timeline"),
    ],
)
def test_an_answer_loads_nothing_heavy(words: tuple[str, ...]) -> None:
    assert {name.partition(".")[0] for name in called(*words)} & set(HEAVY) == set()


def called(*words: str) -> set[str]:
    """All modules that a call of the command line has loaded."""
    code = f"from lcgraph.cli import main\ntry:\n    main({list(words)!r})\nexcept SystemExit:\n    pass"
    return loaded(code, whole=True)


def test_a_question_loads_neither_readers_nor_writers_of_files() -> None:
    files = {name for name in modules() if room(name) in ("interviews", "export", "folders", "validate")}
    files |= {f"lcgraph.study.{name}" for name in ("read", "write", "quads", "layout", "tables")}
    assert len(files) > 40
    assert called("query", "studies") & files == set()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_list_of_commands_loads_none_of_them(lang: str) -> None:
    found = called("--help", "--lang", lang)
    assert {name for name in found if name.startswith("lcgraph.")} == {
        "lcgraph.cli", "lcgraph.cli.language", "lcgraph.cli.listed",
        "lcgraph.errors", "lcgraph.resources", "lcgraph.say",
    }  # fmt: skip
    assert len(found) < 200
    assert "pyoxigraph" not in found


def test_a_question_to_the_bundled_study_loads_what_it_needs() -> None:
    """Each of these is a millisecond: the names count, so that a new one is looked at."""
    found = called("query", "cross-case-matrix", "--format", "csv")
    assert sorted(name.removeprefix("lcgraph.") for name in found if name.startswith("lcgraph.")) == [
        "answers", "cli", "cli.completion", "cli.language", "cli.listed", "cli.options", "cli.query",
        "cli.within", "disk", "errors", "graph", "markdown", "quads", "queries", "render", "render.fitting",
        "render.lettering", "render.problems", "render.rows", "render.text", "render.words", "resources",
        "say", "schemes", "store", "untrusted", "untrusted.sparql", "vocab", "written",
    ]  # fmt: skip
    assert found & {"difflib", "fractions", "html", "pickle", "secrets", "tempfile", "zipfile"} == set()


def test_commands_that_ask_load_no_other_command() -> None:
    for name in ("tables", "claims", "queries"):
        commands = {each.partition(":")[0] for each in (listed.module for listed in COMMANDS.values())}
        mine = COMMANDS[name].module.partition(":")[0]
        assert {f"lcgraph.cli.{each}" for each in commands} & called(name) == {f"lcgraph.cli.{mine}"}


def test_the_door_to_answers_loads_few_modules() -> None:
    """Less than half of what it was: 38 modules when it pulled in readers and writers of files."""
    ours = {name for name in loaded("import lcgraph.graph", whole=True) if name.startswith("lcgraph")}
    assert len(ours) <= 16, sorted(ours)
