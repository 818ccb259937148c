"""The page on reuse: its question gets the same answer in every tool that it names."""

from __future__ import annotations

import csv
import doctest
import io
import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "reuse.md").read_text(encoding="utf-8")
ANSWER = ["ICT: Tabel 3", "Technology: Tabel 3", "Education: Tabel 3", "Health care: Tabel 3"]
CODES = ["ict: Tabel 3", "technology: Tabel 3", "education: Tabel 3", "health-care: Tabel 3"]


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader has after the commands at the top of the page, and the question."""
    made = tmp_path_factory.mktemp("reuse")
    for command in blocks("sh")[0].splitlines():
        words = command.partition("#")[0].split()
        call = [sys.executable, "-m", *words]
        subprocess.run(call, cwd=made, check=True, capture_output=True, env={"PYTHONPATH": str(DOCS.parent)})
    (made / "recruitment.rq").write_text(blocks("sparql")[0], encoding="utf-8")
    return made


def test_the_commands_make_the_files_that_the_page_uses(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == [
        "literature.gexf", "literature.json", "recruitment.rq", "study.ttl", "tables",
    ]  # fmt: skip


def test_rdflib_answers_as_the_page_shows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (code,) = blocks("python")
    runner = doctest.DocTestRunner(verbose=False)
    outcome = runner.run(doctest.DocTestParser().get_doctest(code, {}, "reuse.md", "reuse.md", 0))
    assert (outcome.attempted, outcome.failed) == (4, 0)


@pytest.fixture(scope="module")
def endpoint(folder: Path) -> Iterator[str]:
    """The address of the server that the two commands of the page start, on a port that is free."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        pytest.skip("the oxigraph server is not installed: pip install 'lcgraph[test]'")
    load, serve = (line.split() for line in blocks("sh")[1].splitlines())
    assert load[0] == serve[0] == "oxigraph"
    subprocess.run([str(program), *load[1:]], cwd=folder, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [str(program), *serve[1:], "--bind", bind], cwd=folder, stdout=log, stderr=log
        )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://{bind}/", timeout=1).close()
                break
            except OSError:
                assert server.poll() is None, (folder / "server.log").read_text()
                time.sleep(0.05)
        yield f"http://{bind}"
    finally:
        server.terminate()
        server.wait(10)


def test_the_query_page_of_oxigraph_loads_nothing_from_elsewhere(endpoint: str) -> None:
    with urllib.request.urlopen(f"{endpoint}/", timeout=10) as answer:
        page = answer.read().decode()
    assert "yasgui" in page.lower()
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page) == []


def test_the_endpoint_gives_the_answer_as_csv(endpoint: str) -> None:
    query = urllib.parse.urlencode({"query": blocks("sparql")[0]})
    request = urllib.request.Request(f"{endpoint}/query?{query}", headers={"Accept": "text/csv"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        rows = list(csv.DictReader(io.TextIOWrapper(answer, encoding="utf-8")))
    assert [f"{row['case']}: {row['place']}" for row in rows] == ANSWER


def test_lcgraph_itself_gives_the_same(folder: Path, ask: Callable[..., Any]) -> None:
    found = ask("sparql", folder / "recruitment.rq", "--format", "csv")
    assert [f"{row['case']}: {row['place']}" for row in csv.DictReader(io.StringIO(found.out))] == ANSWER


# ---- R


@pytest.fixture(scope="module")
def rscript() -> str:
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("there is no R here (Debian: apt-get install r-base-core r-cran-readr r-cran-jsonlite)")
    return program


def said_by_r(rscript: str, code: str, folder: Path) -> list[str]:
    done = subprocess.run([rscript, "-e", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [line.strip() for line in done.stdout.splitlines()]


def test_r_answers_from_the_csv_and_its_metadata(rscript: str, folder: Path) -> None:
    assert said_by_r(rscript, blocks("r")[0], folder) == [
        *CODES,
        "https://w3id.org/lcgraph/ontology#status",
    ]


def test_r_answers_from_the_endpoint(rscript: str, folder: Path, endpoint: str) -> None:
    code = blocks("r")[1]
    assert code.count("http://localhost:7878") == 1
    assert said_by_r(rscript, code.replace("http://localhost:7878", endpoint), folder) == ANSWER


# ---- Spreadsheets


def test_the_steps_of_power_query_find_what_they_ask_for(folder: Path) -> None:
    """The steps read here as Power Query reads them: a header, a filter on three columns, and two of them."""
    (steps,) = blocks("text")
    (name,) = re.findall(r'File\.Contents\("C:\\([^"]+)"\)', steps)
    conditions = dict(re.findall(r'\[(\w+)\] = "([\w-]+)"', steps))
    (kept,) = re.findall(r"SelectColumns\(Named, \{(.*?)\}\)", steps)
    case, place = (word.strip(' "') for word in kept.split(","))
    with (folder / name.replace("\\", "/")).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(conditions) == 3
    named = [row for row in rows if all(row[column] == value for column, value in conditions.items())]
    assert [f"{row[case]}: {row[place]}" for row in named] == CODES


def test_every_csv_is_as_a_spreadsheet_needs_it(folder: Path) -> None:
    files = sorted((folder / "tables").glob("*.csv"))
    assert len(files) >= 20
    for file in files:
        data = file.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf"), "the page says that File Origin must be chosen"
        header, *rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
        assert len(set(header)) == len(header)
        assert {len(row) for row in rows} == {len(header)}, file.name
        assert [
            cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        ] == []


# ---- Gephi


def test_the_network_has_what_the_steps_in_gephi_use(folder: Path, ask: Callable[..., Any]) -> None:
    network = nx.read_gexf(folder / "literature.gexf")
    section = PAGE.partition("## Gephi")[2].partition("\n## ")[0]
    for column in ("mode", "community", "degree", "strength", "betweenness"):
        assert f"`{column}`" in section
        assert all(column in facts for _, facts in network.nodes(data=True))
    assert all({"weight", "works"} <= set(facts) for _, _, facts in network.edges(data=True))
    assert {facts["mode"] for _, facts in network.nodes(data=True)} == {"author", "cluster"}
    assert network.nodes["author:gray-b"]["label"] == "Gray, B."
    command = ["network", "author-cluster", "--format", "gexf"]
    assert f"`lcgraph {' '.join(command)} -o literature.gexf`" in section
    assert ask(*command).out == (folder / "literature.gexf").read_text(encoding="utf-8")


# ---- Zotero


def test_the_literature_comes_in_by_the_keys_that_the_query_names(
    folder: Path, ask: Callable[..., Any], study_with: Callable[..., Path]
) -> None:
    section = PAGE.partition("## Zotero")[2]
    (question,) = re.findall(r"`lcgraph (query [^`]+)`", section)
    named = [
        row["work"] for row in csv.DictReader(io.StringIO(ask(*question.split(), "--format", "csv").out))
    ]
    assert named == ["gray-purdy-2018"]
    items = {
        item["id"]: item for item in json.loads((folder / "literature.json").read_text(encoding="utf-8"))
    }
    assert len(items) == 36
    assert items["gray-purdy-2018"]["citation-key"] == "gray-purdy-2018"
    assert items["gray-purdy-2018"]["title"].startswith("Collaborating for our future")
    assert "thompson-2001" not in items  # cited, not listed
    study = study_with({"references.bib": None, "citations.csv": None})
    came = ask("import", folder / "literature.json", "--study", study)
    assert (came.status, came.out) == (0, "")
    assert "@book{gray-purdy-2018," in (study / "references.bib").read_text(encoding="utf-8")
