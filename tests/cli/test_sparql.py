"""`lcgraph sparql`: anyone's question, from anywhere, in every form; bounded in time and memory."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

Ask = Callable[..., Any]
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?case a lcg:Case }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_a_question_is_a_text_a_file_or_standard_input(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "count.rq"
    path.write_text("\ufeff# how many cases\n" + COUNT, encoding="utf-8")
    assert run("sparql", COUNT).out == "n\n5\n"
    assert run("sparql", path).out == "n\n5\n"
    assert run("sparql", "count.rq", cwd=tmp_path).out == "n\n5\n"
    assert run("sparql", "-", stdin=COUNT).out == "n\n5\n"
    assert run("sparql", stdin=COUNT).out == "n\n5\n"


def test_a_describe_needs_no_braces(ask: Ask) -> None:
    found = ask("sparql", "DESCRIBE <https://w3id.org/lcgraph/study/bos-2023/case/ict>")
    assert found.status == 0
    assert 'skos:notation "ict"' in found.out


@pytest.mark.parametrize(
    ("format_", "read"),
    [
        ("csv", lambda text: text.splitlines()[1]),
        ("tsv", lambda text: text.splitlines()[1]),
        ("json", lambda text: json.loads(text)["results"]["bindings"][0]["n"]["value"]),
        ("xml", lambda text: next(ET.fromstring(text).iter("{http://www.w3.org/2005/sparql-results#}literal")).text),
        ("table", lambda text: text.splitlines()[2].strip()),
        ("markdown", lambda text: text.splitlines()[2].strip("| ")),
    ],
)  # fmt: skip
def test_a_select_has_every_format_of_rows(ask: Ask, format_: str, read: Callable[[str], str]) -> None:
    found = ask("sparql", COUNT, "--format", format_)
    assert (found.status, found.err) == (0, "")
    assert read(found.out) == "5"


@pytest.mark.parametrize(("thing", "status", "answer"), [("Case", 0, "true"), ("Nothing", 1, "false")])
def test_an_ask_that_is_false_leaves_with_1(ask: Ask, thing: str, status: int, answer: str) -> None:
    text = f"ASK {{ ?x a lcg:{thing} }}"
    found = ask("sparql", text)
    assert (found.status, found.out) == (status, f"{answer}\n")
    assert found.err == ("" if status == 0 else "lcgraph: lcg:Nothing is not a term of the ontology\n")
    found = ask("sparql", text, "--format", "json")
    assert (found.status, json.loads(found.out)["boolean"]) == (status, status == 0)


@pytest.mark.parametrize(
    ("format_", "engine"),
    [
        (None, ox.RdfFormat.TURTLE),
        ("table", ox.RdfFormat.TURTLE),
        ("turtle", ox.RdfFormat.TURTLE),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("rdfxml", ox.RdfFormat.RDF_XML),
    ],
)
@pytest.mark.parametrize("form", ["CONSTRUCT WHERE { ?x a lcg:Case }", "DESCRIBE ?x WHERE { ?x a lcg:Case }"])
def test_triples_have_every_format_of_triples(
    ask: Ask, form: str, format_: str | None, engine: ox.RdfFormat
) -> None:
    found = ask("sparql", form, *(("--format", format_) if format_ else ()))
    assert (found.status, found.err) == (0, "")
    triples = [quad.triple for quad in ox.parse(found.out, format=engine)]
    assert len({triple.subject for triple in triples}) == 5


@pytest.mark.parametrize(
    ("text", "format_", "message"),
    [
        ("CONSTRUCT WHERE { ?x a lcg:Case }", "csv", "a CONSTRUCT or DESCRIBE gives triples: choose turtle"),
        ("CONSTRUCT WHERE { ?x a lcg:Case }", "xml", "a CONSTRUCT or DESCRIBE gives triples: choose turtle"),
        (COUNT, "turtle", "unknown format 'turtle'"),
        ("ASK {}", "rdfxml", "unknown format 'rdfxml'"),
        (COUNT, "svg", "unknown format 'svg'"),
    ],
)  # fmt: skip
def test_a_format_that_does_not_fit_the_answer_is_refused(
    ask: Ask, text: str, format_: str, message: str
) -> None:
    found = ask("sparql", text, "--format", format_)
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith(f"lcgraph: {message}")


def test_a_file_has_the_format_of_its_ending(ask: Ask, tmp_path: Path) -> None:
    assert ask("sparql", "CONSTRUCT WHERE { ?x a lcg:Case }", "-o", tmp_path / "cases.nt").status == 0
    assert (tmp_path / "cases.nt").read_text(encoding="utf-8").count(" .\n") == 5
    assert ask("sparql", COUNT, "-o", tmp_path / "count.json").status == 0
    json.loads((tmp_path / "count.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("sparql", "SELECT * WHERE { ?s ?p }"), "lcgraph: line 1, column 25: expected"),
        (("sparql", "SELECT *\nWHERE { ?s nope:p ?o }"), "lcgraph: line 2, column "),
        (("sparql", "how many cases?"), "lcgraph: 'how many cases?' is not a file, and not a query: "),
        (("sparql", "no-such-file.rq"), "lcgraph: 'no-such-file.rq' is not a file, and not a query: "),
        (("sparql", "x" * 5000), "lcgraph: 'xxx"),
        (("sparql", "tests"), "lcgraph: tests cannot be read: Is a directory"),
        (("sparql", "DESCRIBE <" + "x" * 5000), "lcgraph: line 1, column "),
        (("sparql", ""), "lcgraph: '' is not a file, and not a query"),
        (("sparql", "ASK { SERVICE <http://127.0.0.1:9/> { } }"), "lcgraph: line 1, column 7: SERVICE"),
        (("sparql", "DROP ALL # {"), "lcgraph: line 1, column 1: DROP is refused: queries only"),
        (("sparql", "ASK FROM <file:///etc/x> {}"), "lcgraph: line 1, column 10: FROM <file:///etc/x>"),
        (("sparql", "ASK {" + " " * 70_000 + "}"), "lcgraph: the query is longer than 64 KB"),
        (("sparql", "ASK " + "{" * 300 + "}" * 300), "lcgraph: line 1, column 205: more than 200 levels"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_is_told(ask: Ask, words: tuple[str, ...], message: str) -> None:
    found = ask(*words)
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith(message)
    assert "Traceback" not in found.err


def test_standard_input_in_another_encoding_is_told(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "latin.rq"
    path.write_bytes("# caf\xe9\nASK {}".encode("latin-1"))
    found = run("sparql", path)
    assert (found.status, found.err) == (2, f"lcgraph: {path} is not UTF-8 text\n")


def test_endless_input_is_refused_and_not_read_to_its_end(run: Callable[..., Any]) -> None:
    found = run("sparql", "/dev/zero")
    assert found.status == 2
    assert "longer than 64 KB" in found.err


# ---- bounds ------------------------------------------------------------------------------------------


def test_a_question_without_end_is_stopped(ask: Ask) -> None:
    found = ask("sparql", ENDLESS, "--timeout", "0.5")
    assert (found.status, found.out) == (2, "")
    assert found.err == "lcgraph: the query took longer than 0.5 s and was stopped: see --timeout\n"


@pytest.mark.ci(every=4)
@pytest.mark.parametrize(
    "text",
    [
        "SELECT (1" + "+1" * 30_000 + " AS ?x) WHERE {}",
        "SELECT (1" + "-1" * 30_000 + " AS ?x) WHERE {}",
        "SELECT (1" + "*1" * 30_000 + " AS ?x) WHERE {}",
        "ASK { {}" + "union{}" * 9_000 + " }",
        "ASK { " + "minus{}" * 8_000 + " }",
        "ASK { " + "optional{}" * 6_000 + " }",
        "ASK { FILTER(" + "!" * 20_000 + "true) }",
        "ASK { FILTER(true" + "||true" * 10_000 + ") }",
        "ASK { FILTER(true" + "&&true" * 10_000 + ") }",
        "ASK { ?s a" + "/a" * 30_000 + " ?o }",
        "ASK { ?s a" + "|a" * 30_000 + " ?o }",
        "ASK { ?s " + "^" * 30_000 + "a ?o }",
        "ASK { ?s a" + "?" * 30_000 + " ?o }",
        "ASK { ?s a" + "*" * 30_000 + " ?o }",
        "ASK { ?s a ?o" + ";a ?o" * 12_000 + " }",
        "SELECT * WHERE { FILTER(1" + " IN (1" * 150 + ")" * 150 + ") }",
        "ASK { " + "[ a " * 199 + "1" + " ]" * 199 + " }",
        "SELECT * WHERE { ?s ?p " + "<<( ?s ?p " * 190 + "1" + " )>>" * 190 + " }",
        "SELECT * WHERE { BIND(" + "CONCAT(" * 190 + "'a'" + ")" * 190 + " AS ?x) }",
        "ASK { " + "{select*{" * 99 + "}}" * 99 + " }",
        "ASK { " + "FILTER EXISTS{" * 190 + "}" * 190 + " }",
        "SELECT * WHERE { " + "GRAPH ?g {" * 190 + "}" * 190 + " }",
    ],
    ids=lambda text: f"{text[:22]}…{text[-12:]}" if isinstance(text, str) else None,
)
def test_a_cruel_text_ends_neither_the_program_nor_the_machine(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """Some of these exhaust the stack of the engine: the child dies, the user gets a message and status 2."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    found = ask("sparql", "-", "--timeout", "20")
    assert found.status in (0, 1, 2), found
    if found.status == 2:
        assert found.err.splitlines()[-1].startswith("lcgraph: ")
        assert found.out == ""
    assert "Traceback" not in found.err


def test_what_would_kill_the_engine_is_told(run: Callable[..., Any]) -> None:
    chain = run("sparql", "-", stdin="SELECT (1" + "+1" * 30_000 + " AS ?x) WHERE {}")
    assert (chain.status, chain.out) == (2, "")
    assert chain.err.endswith(
        "lcgraph: line 1, column 2008: more than 1000 operators or parts: ask several questions\n"
    )
    nest = run("sparql", "-", stdin="ASK { FILTER(" + "!" * 20_000 + "true) }")
    assert (nest.status, nest.out) == (2, "")
    assert nest.err.endswith("lcgraph: line 1, column 214: more than 200 levels of nesting\n")


def test_a_question_that_takes_too_much_memory_is_told(run: Callable[..., Any]) -> None:
    text = 'SELECT (GROUP_CONCAT(CONCAT(?a,?b,?c,?d); SEPARATOR="") AS ?x) WHERE {' + " ".join(
        f"?s{n} rdfs:label ?{name} ." for n, name in enumerate("abcd")
    )
    code = (
        "import sys; from lcgraph.cli import main; from lcgraph.untrusted import bounded\n"
        "bounded.MEMORY = 200_000_000\nmain(['sparql', sys.argv[1], '--timeout', '40'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, text + "}"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith("lcgraph: the query needed too much memory")


@pytest.mark.parametrize("seconds", ["inf", "nan", "1e+30", "0", "-1"])
@pytest.mark.parametrize("command", [("sparql", "ASK {}"), ("claims",)])
def test_a_time_that_is_no_bound_is_refused(ask: Ask, command: tuple[str, ...], seconds: str) -> None:
    found = ask(*command, "--timeout", seconds)
    assert (found.status, found.out) == (2, "")
    said = f"lcgraph: --timeout {seconds}: give a number of seconds, from 0.01 to 86400 (a day)\n"
    assert found.err == said


def test_an_answer_that_is_read_slowly_comes_whole() -> None:
    """The time is for finding the answer; it does not run out while somebody reads it."""
    text = "SELECT ?a ?b { ?a a ?x . ?b a ?y } LIMIT 20000"
    command = [sys.executable, "-m", "lcgraph", "sparql", text, "--timeout", "6", "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=0) as program:
        assert program.stdout is not None
        start = program.stdout.read(5)
        time.sleep(8)
        rest = (start or b"") + program.stdout.read()
    assert (program.returncode, len(rest.splitlines())) == (0, 20_001)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_in_the_place_of_a_question_is_told(ask: Ask, tmp_path: Path) -> None:
    pipe = tmp_path / "question.rq"
    os.mkfifo(pipe)
    found = ask("sparql", str(pipe))
    assert (found.status, found.out) == (2, "")
    assert found.err == (f"lcgraph: {pipe} is a pipe, not a file: give the query with - on standard input\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT * { ?s lcg:aboutMotiv ?o }", "did you mean lcg:aboutMotive?"),
        ("PREFIX o: <https://w3id.org/lcgraph/ontology#> ASK { ?s a o:Casee }", "did you mean lcg:Case?"),
        ("SELECT * { ?s a <https://w3id.org/lcgraph/ontology#Motiv> }", "did you mean lcg:Motive?"),
    ],
)  # fmt: skip
def test_a_term_that_does_not_exist_is_told_with_the_nearest(ask: Ask, text: str, told: str) -> None:
    found = ask("sparql", text)
    assert found.status in (0, 1)
    assert f"is not a term of the ontology: {told}" in found.err


def test_a_prefix_that_does_not_exist_is_told_with_the_nearest(ask: Ask) -> None:
    found = ask("sparql", "SELECT * {\n  ?s skoss:notation ?o }")
    assert (found.status, found.out) == (2, "")
    assert "line 2, column " in found.err
    assert "the prefix 'skoss' is not declared: did you mean 'skos'?" in found.err
