"""The house: a module imports only lower floors, nothing goes in a circle, nothing heavy comes early."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import lcgraph

PACKAGE = Path(lcgraph.__file__).parent
FLOORS = {
    "errors": 0,
    "vocab": 0,
    "say": 0,
    "answers": 0,
    "resources": 0,
    "release": 1,
    "quads": 1,
    "schemes": 1,
    "subjects": 1,
    "written": 1,
    "untrusted": 1,
    "study": 2,
    "disk": 1,
    "literature": 1,
    "interviews": 1,
    "analysis": 3,
    "store": 2,
    "queries": 2,
    "claims": 4,
    "privacy": 3,
    "validate": 3,
    "derive": 3,
    "reason": 3,
    "export": 4,
    "render": 4,
    "graph": 5,
    "cli": 6,
    "web": 6,
    "__main__": 7,
}
"""The floor of each room; `lcgraph/__init__.py` is the front door and belongs to none."""

NEIGHBOURS = {("render", "export"), ("store", "guard"), ("cli", "web")}
"""Rooms of one floor of which the first may look into the second."""

HEAVY = (
    "rdflib",
    "pyshacl",
    "networkx",
    "SPARQLWrapper",
    "owlready2",
    "bibtexparser",
    "pylatexenc",
    "matplotlib",
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

    What stands below TYPE_CHECKING is no import: a name in an annotation is no step.
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
            if here and here != there and (here, there) not in NEIGHBOURS and FLOORS[there] >= FLOORS[here]:
                upward.append((name, module))
    assert steps > 60
    assert upward == []


def test_no_imports_go_round_in_a_circle() -> None:
    graph = nx.DiGraph()
    for name, path in modules().items():
        for module in imports(name, path, late=False):
            if not module.startswith(f"{name}.") and not name.startswith(f"{module}."):
                graph.add_edge(name, module)
    assert graph.number_of_edges() > 60
    assert list(nx.simple_cycles(graph)) == []


@pytest.mark.parametrize(
    "room_", ["analysis", "render", "derive", "rdf", "model", "vocab", "errors", "guard"]
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
        if room(name) in ("cli", "web"):
            continue
        text = path.read_text(encoding="utf-8")
        assert "print(" not in text, name
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
        ("query", "role-contrast", "--format", "csv"),
        ("query", "role-contrast", "--format", "table"),
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
    code = f"from lcgraph.cli import main\ntry:\n    main({list(words)!r})\nexcept SystemExit:\n    pass"
    assert loaded(code) & set(HEAVY) == set()


def test_a_question_loads_neither_readers_nor_writers_of_files() -> None:
    code = "from lcgraph.cli import main\ntry:\n    main(['query', 'role-contrast'])\nexcept SystemExit:\n    pass"
    rooms = {name for name in modules() if name.startswith(("lcgraph.interviews", "lcgraph.export"))}
    assert loaded(code, whole=True) & rooms == {"lcgraph.export", "lcgraph.privacy"}
