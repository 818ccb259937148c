"""Stores: in memory, on disk and an endpoint give the same answers; what is loaded again is replaced."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import lcgraph
from lcgraph import queries, store
from lcgraph.answers import Rows
from lcgraph.errors import QueryError, StoreError
from lcgraph.export.rdf import RDF_FORMATS, export_rdf
from lcgraph.graph import read_studies
from lcgraph.resources import bundled_data
from lcgraph.store import EmbeddedStore, RemoteStore, open_store
from lcgraph.vocab import BASE, LCG

Make = Callable[[Mapping[str, str | bytes | None]], Path]
STUDY = BASE + "study/tiny-synthetic"
ASSERTED = f"<{STUDY}/graph/asserted>"
NEEDED = {
    "case-profile": {"case": "ict"},
    "reclassified-matrix": {"work": "gray-purdy-2018"},
    "reclassified-cells": {"work": "bos-et-al-2023"},
    "reclassified-clusters": {"work": "bos-et-al-2023"},
    "cell-evidence": {"case": "bakery", "role": "practice-partner", "motive": "recruitment"},
    "cell-respondents": {"case": "bakery", "role": "practice-partner", "motive": "recruitment"},
    "cell-mentions": {"case": "bakery", "role": "practice-partner", "motive": "recruitment"},
    "age-contrast": {"year": 2010},
}


@pytest.fixture(params=["disk", "endpoint"])
def other(request: pytest.FixtureRequest) -> lcgraph.Graph:
    """The same data as in memory, in a store on disk and behind an endpoint."""
    where = request.getfixturevalue("on_disk" if request.param == "disk" else "endpoint")
    return lcgraph.open(store=str(where))


@pytest.mark.parametrize("name", sorted(queries.catalogue()))
def test_every_named_query_has_the_same_answer_in_every_store(
    in_memory: lcgraph.Graph, other: lcgraph.Graph, name: str
) -> None:
    values = NEEDED.get(name, {})
    expected = in_memory.query(name, **values)
    assert other.query(name, **values) == expected


def test_every_claim_has_the_same_verdict_in_every_store(
    in_memory: lcgraph.Graph, other: lcgraph.Graph
) -> None:
    expected = in_memory.claims()
    assert len(expected) > 40
    assert other.claims() == expected


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        f"SELECT (COUNT(*) AS ?n) FROM {ASSERTED} WHERE {{ ?s ?p ?o }}",
        f"SELECT (COUNT(*) AS ?n) FROM NAMED {ASSERTED} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "ASK { ?study a lcg:Study }",
        "ASK { ?study a lcg:Nothing }",
        'SELECT ?x ?y ?z WHERE { BIND("é𝄞\\n\\"<" AS ?x) BIND(STRLANG("a", "nl") AS ?y) BIND(1.50 AS ?z) }',
        "PREFIX lcg: <urn:other#> SELECT ?x WHERE { BIND(lcg:y AS ?x) }",
        "BASE <urn:base:> SELECT ?x WHERE { BIND(<y> AS ?x) }",
        "# SELECT\nask { # CONSTRUCT\n ?s a lcg:Study }",
        "# let us move\n# and insert\n# or clear\nSELECT ?move WHERE { BIND('load' AS ?move) }",
    ],
)
def test_any_question_has_the_same_answer_in_every_store(
    in_memory: lcgraph.Graph, other: lcgraph.Graph, text: str
) -> None:
    assert other.sparql(text) == in_memory.sparql(text)


@pytest.mark.parametrize(
    "text",
    [
        f"CONSTRUCT {{ ?s a lcg:Study }} WHERE {{ ?s lcg:setting <{BASE}setting/public-public> }}",
        f"CONSTRUCT WHERE {{ <{STUDY}> ?p ?o }}",
        f"DESCRIBE <{STUDY}/case/bakery>",
        f"DESCRIBE <{STUDY}/case/bakery> FROM {ASSERTED}",
    ],
)
def test_triples_are_the_same_in_every_store(
    in_memory: lcgraph.Graph, other: lcgraph.Graph, text: str
) -> None:
    expected = in_memory.sparql(text)
    assert isinstance(expected, list)
    assert expected
    found = other.sparql(text)
    assert isinstance(found, list)
    assert set(found) == set(expected)


@pytest.mark.ci
def test_exports_are_the_same_from_every_store(in_memory: lcgraph.Graph, other: lcgraph.Graph) -> None:
    assert other.quads() == in_memory.quads()
    for format_ in RDF_FORMATS:
        expected = export_rdf(in_memory.quads(ontology=True), format_)
        assert export_rdf(other.quads(ontology=True), format_) == expected


def test_labels_are_the_same_from_every_store(in_memory: lcgraph.Graph, other: lcgraph.Graph) -> None:
    assert other.labels("nl") == in_memory.labels("nl")


def test_from_asks_only_the_graphs_that_it_names(in_memory: lcgraph.Graph) -> None:
    def count(dataset: str) -> int:
        found = in_memory.sparql(f"SELECT (COUNT(*) AS ?n) {dataset} WHERE {{ ?s ?p ?o }}")
        assert isinstance(found, Rows)
        ((number,),) = found.rows
        assert isinstance(number, int)
        return number

    asserted = sum(1 for _ in in_memory.store.quads(f"{STUDY}/graph/asserted"))
    derived = sum(1 for _ in in_memory.store.quads(f"{STUDY}/graph/derived"))
    assert count(f"FROM {ASSERTED}") == asserted > 200
    assert count(f"FROM {ASSERTED} FROM <{STUDY}/graph/derived>") == asserted + derived
    assert count(f"FROM NAMED {ASSERTED}") == 0
    assert count("") > asserted + derived


# ---- loading again -----------------------------------------------------------------------------------


@pytest.fixture(params=["memory", "disk", "rebuilt", "endpoint"])
def empty(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> lcgraph.Graph:
    """A store with nothing in it; one on disk takes what comes in a transaction, or as if it were much."""
    if request.param == "memory":
        return lcgraph.Graph(EmbeddedStore())
    if request.param == "rebuilt":
        monkeypatch.setattr(store, "_LITTLE", 0)
    if request.param in ("disk", "rebuilt"):
        return lcgraph.open(store=str(tmp_path / "new" / "graph.db"))
    return lcgraph.open(store=request.getfixturevalue("serve")())


def test_a_study_that_is_loaded_again_replaces_itself(
    empty: lcgraph.Graph, tiny: Path, study_with: Make
) -> None:
    """A coding that is gone is gone, with the cell that rested on it and its provenance."""
    empty.load(read_studies([tiny]))
    first = empty.quads()
    header, *lines = (tiny / "mentions.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    fewer = [line for line in lines if not line.startswith("b3,recruitment")]
    empty.load(read_studies([study_with({"mentions.csv": header + "".join(fewer)})]))
    (cell,) = [
        row
        for row in empty.query(
            "cell-evidence", case="bakery", role="practice-partner", motive="recruitment"
        ).dicts()
        if row["kind"] == "derived"
    ]
    assert (cell["n"], cell["status"]) == (2, "below-threshold")
    assert not any("row=25" in str(quad.object) for quad in empty.quads())
    empty.load(read_studies([tiny]))
    assert empty.quads() == first


def test_derived_cells_vanish_with_the_interviews_that_they_rested_on(
    empty: lcgraph.Graph, tiny: Path, study_with: Make
) -> None:
    empty.load(read_studies([tiny]))
    assert any(quad.object == LCG.DerivedFinding for quad in empty.quads())
    empty.load(read_studies([study_with({"respondents.csv": None, "mentions.csv": None})]))
    assert not any(quad.object == LCG.DerivedFinding for quad in empty.quads())
    assert {row["status"] for row in empty.query("cross-case-matrix").dicts()} == {"reported"}


def test_another_study_stays_when_one_is_loaded_again(
    empty: lcgraph.Graph, tiny: Path, study_with: Make
) -> None:
    settings = 'id = "other"\ntitle.en = "Other"\n[rule]\nthreshold = "1/2"\n'
    other = study_with({"study.toml": settings})
    empty.load(read_studies([tiny]))
    empty.load(read_studies([other]))
    empty.load(read_studies([tiny]))
    assert empty.codes("study") == ["other", "tiny-synthetic"]
    assert {f"{BASE}study/{name}/graph/derived" for name in ("other", "tiny-synthetic")} <= set(
        empty.store.graphs()
    )


def test_blank_nodes_stay_together_however_many_statements(empty: lcgraph.Graph) -> None:
    """An RDF file may have them; a chain of 12,000 is still one chain after loading."""
    graph, next_, length = ox.NamedNode("urn:g"), ox.NamedNode("urn:next"), 12_000
    chain = [
        ox.Quad(ox.BlankNode(f"n{number}"), next_, ox.BlankNode(f"n{number + 1}"), graph)
        for number in range(length)
    ]
    empty.load(chain)
    ends = empty.sparql("SELECT ?end WHERE { ?before <urn:next> ?end . MINUS { ?end <urn:next> ?after } }")
    assert isinstance(ends, Rows)
    assert len(ends) == 1


def test_two_studies_of_one_id_are_refused(tiny: Path, study_with: Make) -> None:
    copy = study_with({})
    with pytest.raises(lcgraph.errors.InputError) as refused:
        lcgraph.open(studies=[tiny, copy])
    (problem,) = refused.value.problems
    assert str(problem) == (
        f"{copy / 'study.toml'} id: 'tiny-synthetic' is the id of {tiny} too: "
        "give each study an id of its own"
    )
    assert problem.in_("nl").endswith("geef elke studie een eigen id")


# ---- stores on disk ----------------------------------------------------------------------------------


def test_a_store_on_disk_is_there_for_the_next_process(on_disk: Path) -> None:
    code = (
        "import sys, lcgraph\n"
        "sys.stdout.write(' '.join(str(cell) for cell in lcgraph.open(store=sys.argv[1]).codes('study')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(on_disk)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "bos-2023 tiny-synthetic"


def test_a_store_that_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"holds no store yet: lcgraph load PATH --store .*none"):
        lcgraph.open(store=str(tmp_path / "none")).query("motive-coverage")


@pytest.mark.parametrize("name", ["folder", "file"])
def test_what_is_no_store_is_neither_read_nor_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "thesis.txt").write_text("years of work", encoding="utf-8")
    (tmp_path / "file").write_text("years of work", encoding="utf-8")
    graph = lcgraph.open(store=str(tmp_path / name))
    with pytest.raises(StoreError, match="holds no store yet"):
        graph.query("motive-coverage")
    with pytest.raises(
        StoreError, match=r"is not empty and holds no store: name another folder|cannot be written"
    ):
        graph.load([])
    assert (tmp_path / "folder" / "thesis.txt").read_text(encoding="utf-8") == "years of work"
    assert (tmp_path / "file").read_text(encoding="utf-8") == "years of work"


def test_an_empty_folder_becomes_a_store(tmp_path: Path, tiny: Path) -> None:
    (tmp_path / "graph.db").mkdir()
    lcgraph.open(store=str(tmp_path / "graph.db")).load(read_studies([tiny]))
    assert lcgraph.open(store=str(tmp_path / "graph.db")).codes("study") == ["tiny-synthetic"]
    assert [path.name for path in tmp_path.iterdir()] == ["graph.db"]


def test_a_damaged_store_is_told(tmp_path: Path, tiny: Path) -> None:
    folder = tmp_path / "graph.db"
    lcgraph.open(store=str(folder)).load(read_studies([tiny]))
    (folder / "CURRENT").write_text("MANIFEST-999999\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"the store .*graph\.db cannot be opened: "):
        lcgraph.open(store=str(folder)).query("motive-coverage")


def test_a_second_writer_is_told_and_changes_nothing(tmp_path: Path, tiny: Path) -> None:
    folder = tmp_path / "graph.db"
    lcgraph.open(store=str(folder)).load(read_studies([tiny]))
    first = ox.Store(str(folder))
    with pytest.raises(StoreError, match=r"another program is writing to the store .*graph\.db: try again"):
        lcgraph.open(store=str(folder)).load([])
    del first
    assert lcgraph.open(store=str(folder)).codes("study") == ["tiny-synthetic"]


def test_what_ends_half_way_leaves_the_store_as_it_was(
    tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Much that is loaded is written beside the store: an error in the middle is seen by no reader."""
    folder = tmp_path / "graph.db"
    lcgraph.open(store=str(folder)).load(read_studies([tiny]))
    before = lcgraph.open(store=str(folder)).quads()
    monkeypatch.setattr(store, "_LITTLE", 100)

    def broken() -> Iterator[ox.Quad]:
        yield from islice(read_studies([tiny]), 200)
        raise OSError("the disk is full")

    with pytest.raises(StoreError, match=r"graph\.db cannot be written: the disk is full"):
        lcgraph.open(store=str(folder)).put(broken())
    assert lcgraph.open(store=str(folder)).quads() == before
    assert [path.name for path in tmp_path.iterdir()] == ["graph.db"]


def test_a_second_writer_of_much_is_told_too(
    tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "graph.db"
    lcgraph.open(store=str(folder)).load(read_studies([tiny]))
    monkeypatch.setattr(store, "_LITTLE", 0)
    first = ox.Store(str(folder))
    with pytest.raises(StoreError, match=r"another program is writing to the store .*graph\.db: try again"):
        lcgraph.open(store=str(folder)).load(read_studies([tiny]))
    del first
    assert [path.name for path in tmp_path.iterdir()] == ["graph.db"]


def test_readers_are_not_in_each_others_way(on_disk: Path) -> None:
    graphs = [lcgraph.open(store=str(on_disk)) for _ in range(3)]
    assert len({len(graph.query("cross-case-matrix")) for graph in graphs}) == 1


# ---- endpoints ---------------------------------------------------------------------------------------


def test_an_address_is_an_endpoint_and_everything_else_a_folder(tmp_path: Path) -> None:
    assert isinstance(open_store("https://example.org/sparql"), RemoteStore)
    assert isinstance(open_store(str(tmp_path)), EmbeddedStore)


def test_updates_go_beside_the_queries_or_to_the_same_address() -> None:
    assert RemoteStore("http://h/query").update_url == "http://h/update"
    assert RemoteStore("http://h/ds/query").update_url == "http://h/ds/update"
    assert RemoteStore("http://h/sparql").update_url == "http://h/sparql"


def test_an_endpoint_that_is_down_is_told() -> None:
    with pytest.raises(
        StoreError, match=r"the endpoint http://127\.0\.0\.1:9/query does not answer: .*refused"
    ):
        lcgraph.open(store="http://127.0.0.1:9/query").query("motive-coverage")


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(StoreError, match=r"the endpoint http://\[ does not answer: "):
        lcgraph.open(store="http://[").query("motive-coverage")


def test_a_syntax_error_has_the_line_of_the_query_that_was_written(other: lcgraph.Graph) -> None:
    with pytest.raises(QueryError, match=r"line 2, column \d+: expected"):
        other.sparql("SELECT *\nWHERE { ?s ?p }")


def test_an_endpoint_that_only_reads_refuses_a_load(
    serve: Callable[..., str], tmp_path: Path, tiny: Path
) -> None:
    folder = tmp_path / "graph.db"
    lcgraph.open(store=str(folder)).load(read_studies([tiny]))
    graph = lcgraph.open(store=serve("serve-read-only", folder))
    assert graph.codes("study") == ["tiny-synthetic"]
    with pytest.raises(StoreError, match=r"the endpoint http://127\.0\.0\.1:\d+/query does not answer: "):
        graph.load(read_studies([tiny]))


def test_a_page_that_is_no_endpoint_is_told() -> None:
    class Page(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name that http.server asks for
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<html>welcome</html>")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/"
        with pytest.raises(StoreError, match="gave an answer that is not a SPARQL result"):
            lcgraph.open(store=url).query("motive-coverage")
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.ci
def test_the_command_line_loads_into_an_endpoint_and_answers_from_it(
    ask: Callable[..., Any], serve: Callable[..., str], tiny: Path, tmp_path: Path
) -> None:
    """The same answers as from a store on disk, byte for byte, claims included."""
    url, folder = serve(), tmp_path / "graph.db"
    for where in (url, folder):
        done = ask("load", tiny, bundled_data(), "--store", where)
        assert (done.status, done.out) == (0, "")
        assert done.err.endswith(f" into {where}\n")
    for words in (
        ("tables", "--format", "table"),
        ("query", "works-by-cluster", "--format", "json"),
        ("claims", "--format", "json"),
        ("explain", "bakery", "practice-partner", "network"),
        ("sparql", "ASK { ?study a lcg:Study, lcg:Mention }"),
        ("export", "--format", "trig", "--private"),
    ):
        here, there = ask(*words, "--store", folder), ask(*words, "--store", url)
        assert there == here
        assert here.out != ""
        said = "lcgraph: private export" if words[0] == "export" else ""
        assert here.err.partition(",")[0] == said


def test_an_endpoint_is_asked_within_the_bounds_of_time(
    ask: Callable[..., Any], serve_once: Callable[..., str], tiny: Path
) -> None:
    endpoint = serve_once()
    lcgraph.open(store=endpoint).load(read_studies([tiny]))
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c = CONCAT(?f, ?i, 'x')) }"
    found = ask("sparql", endless, "--store", endpoint, "--timeout", "0.5")
    assert (found.status, found.out) == (2, "")
    assert found.err == "lcgraph: the query took longer than 0.5 s and was stopped: see --timeout\n"
