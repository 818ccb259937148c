"""RDF files are read in every format, and a file that cannot be used gives one clear error.

The hostile ones are real: each is known to kill a parser, to make it expand without limit, or to make it
fetch something.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from lcgraph.errors import InputError
from lcgraph.say import Problem
from lcgraph.untrusted import rdf as rdffiles
from lcgraph.untrusted.rdf import FORMATS, read

DEEP = 100_000
HEAD = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a.example/">'
    '<rdf:Description rdf:about="http://a.example/x"><a:b>'
)
TAIL = "</a:b></rdf:Description></rdf:RDF>"
A = "@prefix a: <http://a.example/> . a:a a:b "


def doctype(*entities: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE rdf:RDF [{" ".join(entities)}]>'


LAUGHS = doctype(
    '<!ENTITY l0 "ha">', *(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
)  # 2 GB of laughter
QUADRATIC = doctype(f'<!ENTITY a "{"a" * 4000}">') + HEAD + "&a;" * 100_000 + TAIL  # 400 MB
STOLEN = doctype('<!ENTITY e SYSTEM "file:///etc/passwd">') + HEAD + "&e;" + TAIL

# name, content, row, words in English, words in Dutch
UNUSABLE: list[tuple[str, str | bytes, int | None, str, str]] = [
    ("empty.ttl", "", None, "is empty", "is leeg"),
    ("blank.nt", " \n\n", None, "is empty", "is leeg"),
    ("prefixes.ttl", "@prefix a: <http://a/> .", None, "holds no statements", "geen uitspraken"),
    ("plain.json", '{"a": 1}', None, "holds no statements", "geen uitspraken"),
    ("half.ttl", "<a> <b> <c> .\n<a> <b> 'hal", 2, "half-written?", "half geschreven?"),
    ("half.nt", "<http://a> <http://b> 'c' .\n<http:", 1, "is not valid N-Triples", "geen geldig N-Triples"),
    ("half.nq", "<http://a> <http://b> <http://c> <http:/", 1, "half-written?", "half geschreven?"),
    ("half.trig", "<g> { <a> <b> <c> }\n<h> { <a> ", 2, "half-written?", "half geschreven?"),
    ("half.jsonld", '{"@id": "http://a",\n"http://b":', 2, "half-written?", "half geschreven?"),
    ("half.rdf", HEAD + "\n</a:b></rdf:Description>", 2, "half-written?", "half af?"),
    ("wrong.ttl", "<a> <b> <c> .\n\n<a> b <c> .", 3, "is not valid Turtle", "geen geldig Turtle"),
    ("wrong.rdf", HEAD + "\n</b></rdf:Description></rdf:RDF>", 2, "mismatched tag", "mismatched tag"),
    ("page.xml", "<!DOCTYPE html><html><body><br></body></html>", 1, "not valid XML", "geen geldig XML"),
    ("page.rdf", "<html/>", None, "is not valid RDF/XML", "geen geldig RDF/XML"),
    ("utf16.ttl", "<a> <b> 'é' .".encode("utf-16"), None, "save it as UTF-8", "sla het op als UTF-8"),
    ("utf32.ttl", "<a> <b> 'é' .".encode("utf-32"), None, "save it as UTF-8", "sla het op als UTF-8"),
    ("bare.ttl", "<a> <b> 'é' .".encode("utf-16-le"), 1, "holds NUL bytes", "bevat NUL-bytes"),
    ("latin.ttl", "\n<a> <b> 'caf\u00e9' .".encode("latin-1"), 2, "is not UTF-8", "is geen UTF-8"),
    ("latin.rdf", '<?xml version="1.0" encoding="ISO-8859-1"?>' + HEAD + TAIL, 1, "ISO-8859-1", "ISO-8859-1"),
    ("zip.ttl", b"PK\x03\x04\x14\x00\x00\x00", 1, "holds NUL bytes", "bevat NUL-bytes"),
    ("deep.rdf", HEAD + "<a:c><a:d>" * DEEP, 1, "200 levels deep", "200 niveaus diep"),
    ("deep.jsonld", '{"http://a":' * DEEP + "1" + "}" * DEEP, None, "200 levels deep", "200 niveaus diep"),
    (
        "deep.ttl",
        A + "<<( a:a a:b " * DEEP + "a:c" + " )>>" * DEEP + " .",
        None,
        "nested so deeply",
        "zo diep",
    ),
    ("laughs.rdf", LAUGHS + HEAD + "&l9;" + TAIL, 1, "grows to", "groeit tot"),
    ("quadratic.rdf", QUADRATIC, 1, "amplification", "amplification"),
    ("stolen.rdf", STOLEN, 1, "from elsewhere", "van elders"),
    ("remote.jsonld", '{"@context": "http://a/", "@id": "http://b"}', None, "not fetched", "niet wordt opge"),
    (
        "import.jsonld",
        '[{"@context": {"@import": "http://a/"}}]',
        None,
        "not fetched",
        "niet wordt opgehaald",
    ),
    ("long.nt", f'<http://a> <http://b> "{"x" * 20_000_000}" .', None, "16 MB", "16 MB"),
    ("terms.ttl", A + "<<( a:a a:b a:c )>> .", None, "statements about statements", "uitspraken over"),
]


def told(path: Path) -> Problem:
    with pytest.raises(InputError) as raised:
        read(path)
    (problem,) = raised.value.problems
    assert problem.file == str(path)
    return problem


@pytest.mark.parametrize(("name", "content", "row", "en", "nl"), UNUSABLE, ids=[case[0] for case in UNUSABLE])
def test_a_file_that_cannot_be_used_gives_one_clear_error(
    name: str, content: str | bytes, row: int | None, en: str, nl: str, tmp_path: Path, computing: Any
) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with computing(10):
        problem = told(path)
    assert problem.row == row
    assert en in problem.message.en
    assert nl in problem.message.nl


def test_what_is_no_file_of_rdf_is_told_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "notes.docx").write_text("x")
    (tmp_path / "data.tttl").write_text("x")
    os.mkfifo(tmp_path / "pipe.nt")
    assert "is a folder" in told(tmp_path / "folder.ttl").message.en
    assert "does not exist" in told(tmp_path / "missing.ttl").message.en
    assert "not an ordinary file" in told(tmp_path / "pipe.nt").message.en
    assert "Valid: .ttl, .trig, .nt, .nq, .jsonld" in told(tmp_path / "notes.docx").message.en
    assert "bedoelde u .ttl?" in told(tmp_path / "data.tttl").message.nl


def test_a_file_beyond_the_bound_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse.nt"
    with path.open("wb") as file:
        file.truncate(600_000_000)
    assert "larger than 512 MB" in told(path).message.en


@pytest.mark.parametrize(
    ("why", "en"),
    [
        ("time", "takes more than 60 s"),
        ("memory", "takes more than 4 GB of memory"),
        ("nesting", "nested so deeply"),
        ("", "the reader broke off"),
    ],
)
def test_every_end_of_the_reading_process_has_words(why: str, en: str) -> None:
    error = rdffiles._ended(Path("x.ttl"), why)
    assert en in error.problems[0].message.en
    assert error.problems[0].message.nl != error.problems[0].message.en


def test_a_process_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.nt"
    path.write_text("<http://a> <http://b> <http://c> .")
    monkeypatch.setattr(rdffiles, "MAX_SECONDS", 0.001)
    assert "takes more than" in told(path).message.en


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_is_read(suffix: str, tmp_path: Path) -> None:
    a = [ox.NamedNode(f"http://a.example/{name}") for name in "spo"]
    triples = [ox.Triple(a[0], a[1], a[2]), ox.Triple(a[0], a[1], ox.Literal("é\U0001f600", language="nl"))]
    data = ox.serialize(triples, format=FORMATS[suffix])
    assert data is not None
    path = tmp_path / f"data{suffix.upper()}"
    path.write_bytes(data)
    assert {quad.triple for quad in read(path)} == set(triples)
    assert len(FORMATS) == 9


def test_a_bom_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "bom.ttl"
    path.write_text("<http://a> <http://b> <http://c> .", encoding="utf-8-sig")
    assert len(list(read(path))) == 1


def test_namespaces_as_entities_are_read_as_protege_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "ontology.owl"
    path.write_text(
        doctype('<!ENTITY a "http://a.example/">') + HEAD.replace("http://a.example/x", "&a;x") + TAIL
    )
    (quad,) = read(path)
    assert quad.subject == ox.NamedNode("http://a.example/x")


def test_an_ontology_saved_as_turtle_under_owl_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ontology.owl"
    path.write_text(A + "a:c .")
    assert len(list(read(path))) == 1


def test_relative_iris_are_of_lcgraph_wherever_the_file_lies(tmp_path: Path) -> None:
    path = tmp_path / "data.ttl"
    path.write_text("<study/x/case/a> <b> <#c> .")
    (quad,) = read(path)
    assert quad.subject == ox.NamedNode("https://w3id.org/lcgraph/study/x/case/a")


def test_blank_nodes_of_two_readings_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "data.nt"
    path.write_text("_:x <http://b> _:x .")
    assert next(iter(read(path))).subject != next(iter(read(path))).subject


def test_nested_blank_nodes_that_the_parser_can_follow_are_read(tmp_path: Path) -> None:
    path = tmp_path / "nested.ttl"
    path.write_text(A + "[ a:b " * DEEP + "a:c" + " ]" * DEEP + " .")
    assert len(list(read(path))) == DEEP + 1
