"""The program as a process among others: pipes, full disks, encodings, help; never a traceback."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click
import pytest

import lcgraph
from lcgraph.cli import cli
from lcgraph.cli.language import Command, Group
from lcgraph.cli.listed import COMMANDS as COMMANDS_LISTED

Run = Callable[..., Any]
COMMANDS = (
    "tables",
    "query",
    "queries",
    "sparql",
    "claims",
    "explain",
    "agreement",
    "validate",
    "load",
    "export",
    "new",
    "import",
    "network",
    "plot",
    "reason",
    "site",
)


def shell(line: str) -> tuple[int, str, str]:
    """A line for bash in which LCGRAPH is the program; any part of a pipe that fails is its status."""
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        capture_output=True,
        text=True,
        env={**os.environ, "LCGRAPH": f"{shlex.quote(sys.executable)} -m lcgraph"},
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "command",
    [
        "export --format nquads",
        "query cross-case-matrix",
        "sparql 'SELECT * WHERE { ?s ?p ?o }'",
        "sparql 'CONSTRUCT WHERE { ?s ?p ?o }'",
        "queries --format json",
    ],
)
def test_a_reader_that_leaves_early_is_no_matter(command: str) -> None:
    status, out, err = shell(f"$LCGRAPH {command} | head -c 40")
    assert (status, err) == (0, "")
    assert len(out) == 40


@pytest.mark.parametrize("command", ["tables", "export", "sparql 'SELECT * WHERE { ?s ?p ?o }'"])
def test_a_full_disk_is_told(command: str) -> None:
    status, _, err = shell(f"$LCGRAPH {command} > /dev/full")
    assert (status, err) == (2, "lcgraph: the answer cannot be written: No space left on device\n")


def test_a_closed_output_is_told_without_a_traceback() -> None:
    status, _, err = shell("$LCGRAPH tables >&-")
    assert status == 2
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "words",
    [
        ("tables", "--format", "table", "--lang", "nl"),
        ("tables", "--format", "svg"),
        ("claims", "--format", "table", "--lang", "nl"),
        ("explain", "ict", "practice-partner", "image", "--lang", "nl"),
        ("sparql", "SELECT ?l WHERE { ?m a lcg:Motive ; skos:prefLabel ?l } ORDER BY ?l"),
    ],
)
def test_an_answer_is_the_same_bytes_in_every_locale(run: Run, words: tuple[str, ...]) -> None:
    answers = {
        run(*words, env=variables).out
        for variables in (
            {"LC_ALL": "C.UTF-8", "LCGRAPH_LANG": "en"},
            {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONHASHSEED": "7", "LCGRAPH_LANG": "en"},
        )
    }
    assert len(answers) == 1
    assert len(answers.pop()) > 200


@pytest.mark.parametrize("name", ["café", "名", "\udcff", "🥐"])
def test_a_message_about_any_name_reaches_any_terminal(run: Run, name: str) -> None:
    for variables in ({}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}):
        found = run("query", name, env=variables)
        assert (found.status, found.out) == (2, "")
        assert found.err.startswith("lcgraph: unknown query '")
        assert "Traceback" not in found.err


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_there_for_every_command_on_every_terminal(run: Run, command: str) -> None:
    found = run(*command.split(), "--help", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert (found.status, found.err) == (0, "")
    assert found.out.startswith(f"Usage: lcgraph {command}".rstrip())


def test_every_command_is_told_by_the_help(run: Run) -> None:
    lines = run("--help").out.partition("\n\nAsk:\n")[2].splitlines()
    told = [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]
    assert set(COMMANDS) <= set(told)
    assert len(told) == len(set(told))
    examples = [line.split()[2] for line in lines if line.strip().startswith("$ lcgraph ")]
    assert examples == told


@pytest.mark.parametrize("name", COMMANDS_LISTED)
def test_a_command_is_listed_with_what_its_help_begins_with(name: str) -> None:
    listed, command = COMMANDS_LISTED[name], cli.get_command(click.Context(cli), name)
    assert isinstance(command, (Command, Group))
    for lang in ("nl", "en"):
        first = cleandoc(command.said.in_(lang)).partition("\n\n")[0]
        assert " ".join(first.split()) == getattr(listed, lang)
    assert listed.example.split()[0] == name


def test_without_a_command_the_help_is_shown_as_an_error(run: Run) -> None:
    found = run()
    assert found.status == 2
    assert "Usage: lcgraph" in found.err + found.out


def test_the_version_is_told(run: Run) -> None:
    found = run("--version")
    assert (found.status, found.out) == (0, f"lcgraph, version {lcgraph.__version__}\n")


def test_the_program_runs_from_anywhere(run: Run, tmp_path: Path) -> None:
    found = run(
        "query", "motives-reported-by-all", cwd=tmp_path, env={"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert (found.status, found.err) == (0, "")
    assert found.out.splitlines()[1].startswith("student-development,")


def test_names_of_queries_are_completed(run: Run) -> None:
    found = run(
        env={"_LCGRAPH_COMPLETE": "bash_complete", "COMP_WORDS": "lcgraph query cont", "COMP_CWORD": "2"}
    )
    assert found.out.split() == ["plain,contested-motives", "plain,contrast"]


def test_an_interrupt_ends_the_program_and_the_question_it_was_asked() -> None:
    endless = "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(?c, ?f, ?i)) > 1000000) }"
    program = subprocess.Popen(
        [sys.executable, "-m", "lcgraph", "sparql", endless],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's `pytest &` ignores it
    )
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
    while not children.read_text(encoding="ascii").split():
        assert program.poll() is None
        time.sleep(0.01)
    (child,) = children.read_text(encoding="ascii").split()
    program.send_signal(signal.SIGINT)
    out, err = program.communicate()
    assert (program.returncode, out) == (130, b"")
    assert err.decode().strip() == "lcgraph: stopped"
    assert not Path(f"/proc/{child}").exists()
