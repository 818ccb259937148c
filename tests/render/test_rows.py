"""Answers in the result formats: codes for programs, labels for people, W3C formats as W3C says."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph.answers import Rows, value
from lcgraph.errors import CallError
from lcgraph.export.rdf import export_triples
from lcgraph.quads import NOT_XML
from lcgraph.render.rows import ROW_FORMATS, render_bool, render_rows
from lcgraph.say import clean, unseen
from lcgraph.vocab import XSD
from lcgraph.written import as_it_was, runs

RESULTS = "{http://www.w3.org/2005/sparql-results#}"
ROWS = Rows(
    ("motive", "role", "n", "share", "holds", "thing"),
    (
        (
            ox.Literal("network"),
            ox.Literal("practice-partner"),
            ox.Literal("3", datatype=XSD.integer),
            ox.Literal("0.75", datatype=XSD.decimal),
            ox.Literal(True),
            ox.NamedNode("urn:a"),
        ),
        (ox.Literal("a, \"b\"\nc|\\d", language="nl"), None, ox.Literal("12", datatype=XSD.integer), None,
         ox.Literal(False), ox.BlankNode("x")),
    ),
)  # fmt: skip
LABELS = {("motive", "network"): "netwerk", ("role", "practice-partner"): "werkveldpartner"}
SCHEMES = {"motive": "motive", "role": "role"}


@pytest.mark.parametrize(("format_", "separator"), [("csv", ","), ("tsv", "\t")])
def test_separated_values_are_codes_with_empty_cells_for_what_is_unknown(
    format_: str, separator: str
) -> None:
    text = render_rows(ROWS, format_, labels=LABELS, schemes=SCHEMES, lang="nl")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) == [
        ["motive", "role", "n", "share", "holds", "thing"],
        ["network", "practice-partner", "3", "0.75", "true", "urn:a"],
        ['a, "b"\nc|\\d', "", "12", "", "false", "x"],
    ]


def test_json_is_the_w3c_format() -> None:
    document = json.loads(render_rows(ROWS, "json", labels=LABELS, schemes=SCHEMES))
    assert document["head"] == {"vars": ["motive", "role", "n", "share", "holds", "thing"]}
    first, second = document["results"]["bindings"]
    assert first["motive"] == {"type": "literal", "value": "network"}
    assert first["n"] == {"type": "literal", "value": "3", "datatype": XSD.integer.value}
    assert first["thing"] == {"type": "uri", "value": "urn:a"}
    assert second["motive"] == {"type": "literal", "value": 'a, "b"\nc|\\d', "xml:lang": "nl"}
    assert second["thing"] == {"type": "bnode", "value": "x"}
    assert "role" not in second


@pytest.mark.parametrize(
    ("format_", "engine"), [("json", ox.QueryResultsFormat.JSON), ("xml", ox.QueryResultsFormat.XML)]
)
def test_the_w3c_formats_are_read_back_as_they_were(format_: str, engine: ox.QueryResultsFormat) -> None:
    found = ox.parse_query_results(render_rows(ROWS, format_), format=engine)
    assert isinstance(found, ox.QuerySolutions)
    assert tuple(variable.value for variable in found.variables) == ROWS.columns
    assert [tuple(row[name] for name in ROWS.columns) for row in found] == list(ROWS.terms)


def test_xml_is_the_w3c_format() -> None:
    root = ET.fromstring(render_rows(ROWS, "xml"))
    assert [each.get("name") for each in root.iter(f"{RESULTS}variable")] == list(ROWS.columns)
    assert len(list(root.iter(f"{RESULTS}result"))) == 2


def test_xml_refuses_what_it_cannot_hold() -> None:
    rows = Rows(("a",), ((ox.Literal("bell \x07"),),))
    with pytest.raises(
        CallError, match=r"xml cannot hold the control character U\+0007 of the answer: choose json"
    ):
        render_rows(rows, "xml")


def test_people_see_labels_and_numbers_to_the_right() -> None:
    assert render_rows(ROWS, "table", labels=LABELS, schemes=SCHEMES, lang="nl") == (
        "motive       role               n    share  holds    thing\n"
        "-----------  ---------------  ---  -------  -------  -------\n"
        "netwerk      werkveldpartner    3     0.75  ja       urn:a\n"
        'a, "b" c|\\d                    12           nee      x\n'
    )


def test_markdown_keeps_each_cell_in_its_column() -> None:
    lines = render_rows(ROWS, "markdown", labels=LABELS, schemes=SCHEMES).splitlines()
    assert lines[0].split("|")[1].strip() == "motive"
    assert lines[1].startswith("|:--")
    assert lines[1].count("--:|") == 2
    assert '| a, "b" c\\|\\\\d ' in lines[3]


def test_an_answer_without_rows_says_so_to_people_and_keeps_its_header_for_programs() -> None:
    nothing = Rows(("a", "b"), ())
    assert render_rows(nothing, "table", lang="nl") == "(geen rijen)\n"
    assert render_rows(nothing, "markdown") == "(no rows)\n"
    assert render_rows(nothing, "csv") == "a,b\n"
    assert json.loads(render_rows(nothing, "json"))["results"] == {"bindings": []}
    assert len(list(ET.fromstring(render_rows(nothing, "xml")).iter(f"{RESULTS}variable"))) == 2


@pytest.mark.parametrize("answer", [True, False])
def test_the_answer_to_an_ask(answer: bool) -> None:
    plain = str(answer).lower()
    assert render_bool(answer, "csv") == render_bool(answer, "tsv") == f"{plain}\n"
    assert render_bool(answer, "table", lang="nl") == ("ja\n" if answer else "nee\n")
    assert render_bool(answer, "markdown", lang="en") == ("yes\n" if answer else "no\n")
    assert json.loads(render_bool(answer, "json"))["boolean"] is answer
    boolean = ET.fromstring(render_bool(answer, "xml")).find(f"{RESULTS}boolean")
    assert boolean is not None
    assert boolean.text == plain


def test_triples_are_refused_in_a_format_of_rows() -> None:
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))
    assert '<urn:a> <urn:b> "c" .' in export_triples([triple], "turtle").decode()
    assert export_triples([triple, triple], "ntriples").decode() == '<urn:a> <urn:b> "c" .\n'
    with pytest.raises(
        CallError, match="a CONSTRUCT or DESCRIBE gives triples: choose turtle, ntriples, jsonld, rdfxml"
    ):
        export_triples([triple], "xml")


def test_an_unknown_format_is_refused_with_the_nearest() -> None:
    with pytest.raises(CallError, match="unknown format 'jason': did you mean 'json'"):
        render_rows(ROWS, "jason")
    with pytest.raises(CallError, match="unknown format 'html'"):
        render_bool(True, "html")


@given(text=st.text())
def test_no_text_steers_a_terminal(text: str) -> None:
    shown = clean(text)
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown)
    assert not unseen().search(shown)
    assert not unseen().search(clean(text, lines=True))


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=30), format_=st.sampled_from(ROW_FORMATS))
def test_any_text_can_be_an_answer(text: str, format_: str) -> None:
    rows = Rows(("a",), ((ox.Literal(text),),))
    if format_ == "xml" and NOT_XML.search(text):
        with pytest.raises(CallError):
            render_rows(rows, format_)
        return
    rendered = render_rows(rows, format_)
    if format_ in ("csv", "tsv"):
        found = list(
            csv.reader(io.StringIO(rendered, newline=""), delimiter={"csv": ",", "tsv": "\t"}[format_])
        )
        cells = [[as_it_was(cell) for cell in row] for row in found[1:]]
        assert not any(runs(cell) for row in found for cell in row)
        assert cells == [[text]] or (text == "" and cells in ([[]], [[""]]))
    elif format_ == "json":
        assert json.loads(rendered)["results"]["bindings"][0]["a"]["value"] == text
    elif format_ == "xml":
        ET.fromstring(rendered)
    else:
        assert len(rendered.splitlines()) == 3


@pytest.mark.parametrize(
    ("lexical", "datatype", "expected"),
    [
        ("3", XSD.integer, 3),
        ("x", XSD.integer, "x"),
        ("true", XSD.boolean, True),
        ("2020", XSD.gYear, "2020"),
    ],
)
def test_a_term_is_a_value_in_python_or_its_text(
    lexical: str, datatype: ox.NamedNode, expected: object
) -> None:
    assert value(ox.Literal(lexical, datatype=datatype)) == expected


# ---- Values beside each other


CONTRAST = Rows(
    ("motive", "by", "value", "reporting", "groups"),
    tuple(
        (ox.Literal(motive), ox.Literal(by), ox.Literal(value), *(
            ox.Literal(count, datatype=XSD.integer) for count in counts.split("/")
        ))
        for motive, by, value, counts in [
            ("network", "role", "ngo", "2/3"),
            ("network", "role", "practice-partner", "0/4"),
            ("image", "role", "ngo", "1/3"),
        ]
    ),
)  # fmt: skip
ACROSS = ("motive", "value", "reporting/groups")


def test_people_see_the_values_of_a_contrast_beside_each_other() -> None:
    text = render_rows(
        CONTRAST, "table", labels=LABELS, schemes={"motive": "motive", "value": "*by"}, across=ACROSS
    )
    assert text == (
        "motive    ngo    werkveldpartner\n"
        "--------  -----  -----------------\n"
        "netwerk   2/3    0/4\n"
        "image     1/3\n"
    )


@pytest.mark.parametrize("format_", ["csv", "json"])
def test_programs_have_a_row_a_value(format_: str) -> None:
    schemes = {"value": "*by"}
    text = render_rows(CONTRAST, format_, labels=LABELS, schemes=schemes, across=ACROSS)
    assert text == render_rows(CONTRAST, format_)


def test_yes_and_no_of_an_attribute_are_words() -> None:
    rows = Rows(("by", "value"), ((ox.Literal("governance"), ox.Literal("yes")),))
    assert render_rows(rows, "table", lang="nl", schemes={"value": "*by"}).split()[-1] == "ja"
