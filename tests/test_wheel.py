"""What is installed: the ontology, the queries and the bundled study go with the program."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import lcgraph

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a wheel of this checkout holds."""
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("lcgraph-*.whl")
    assert wheel.name.startswith(f"lcgraph-{lcgraph.__version__}-")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_every_artefact_is_in_the_wheel(installed: Path) -> None:
    for name, least in (("ontology", 6), ("queries", 90), ("data", 7)):
        here = {
            path.relative_to(ROOT / name): path.read_bytes()
            for path in (ROOT / name).rglob("*")
            if path.is_file()
        }
        there = installed / "lcgraph" / "_artefacts" / name
        assert len(here) >= least
        assert {path: (there / path).read_bytes() for path in here} == here


def test_the_program_and_its_types_are_in_the_wheel_and_the_tests_are_not(installed: Path) -> None:
    modules = {path.relative_to(ROOT) for path in (ROOT / "lcgraph").rglob("*.py")}
    assert {path.relative_to(installed) for path in installed.rglob("*.py")} == modules
    assert (installed / "lcgraph" / "py.typed").exists()
    (metadata,) = installed.glob("*.dist-info/METADATA")
    assert f"Version: {lcgraph.__version__}\n" in metadata.read_text(encoding="utf-8")
    (scripts,) = installed.glob("*.dist-info/entry_points.txt")
    assert "lcgraph = lcgraph.cli:main" in scripts.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("tables",), ("claims",), ("queries",), ("export", "--ontology")])
def test_what_is_installed_answers_as_the_checkout_does(
    installed: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    answers = []
    for root in (installed, ROOT):
        environment = {**os.environ, "PYTHONPATH": str(root), "LCGRAPH_LANG": "en"}
        code = "import sys, lcgraph.cli; sys.stderr.write(lcgraph.__file__); lcgraph.cli.main()"
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.stderr.decode() == str(root / "lcgraph" / "__init__.py")
        answers.append((done.returncode, done.stdout))
    assert answers[0] == answers[1]
    assert len(answers[0][1]) > 1000
