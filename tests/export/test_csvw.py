"""CSV on the Web: the W3C conversion, by a processor that is not ours, gives back the triples."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import lcgraph
from lcgraph.export.csvw import export_csvw
from lcgraph.schemes import CLOSED, OPEN
from lcgraph.vocab import BASE, LCG, ONTOLOGY, RDF, SKOS, XSD
from lcgraph.written import Exported

Convert = Callable[[Mapping[str, bytes], str], set[ox.Triple]]
GRAPH = ox.NamedNode(BASE + "study/s/graph/asserted")
CASE = ox.NamedNode(BASE + "study/s/case/a")
SCHEMES = tuple(f"{BASE}{scheme}" for scheme in (*OPEN, *CLOSED, "motive"))
pytestmark = pytest.mark.filterwarnings("ignore:Boolean format:UserWarning")  # of csvw_functions, wrongly


def files(made: Exported) -> Mapping[str, bytes]:
    assert isinstance(made.data, Mapping)
    return made.data


def rows(made: Exported, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files(made)[name].decode(), newline="")))


def expected(quads: list[ox.Quad]) -> set[ox.Triple]:
    """The statements of the studies, merged, and those of the shared schemes."""
    return {
        quad.triple
        for quad in quads
        if quad.graph_name != ONTOLOGY
        or any(
            f"{quad.subject}"[1:-1] == scheme or f"{quad.subject}"[1:].startswith(scheme + "/")
            for scheme in SCHEMES
        )
    }


@pytest.mark.ci(every=4)
@pytest.mark.parametrize("which", ["bos", "tiny", "private", "leaky"])
def test_the_conversion_gives_back_the_triples(tiny: Path, leaky: Path, csv2rdf: Convert, which: str) -> None:
    graph = lcgraph.open() if which == "bos" else lcgraph.open(studies=[leaky if which == "leaky" else tiny])
    quads = graph.quads(ontology=True) if which == "private" else graph.public(ontology=True)[0]
    made = export_csvw(quads)
    assert made.losses == ()
    triples = expected(quads)
    assert len(triples) > 1000
    assert csv2rdf(files(made), "minimal") == triples


def test_the_standard_conversion_adds_where_each_row_stands(tiny: Path, csv2rdf: Convert) -> None:
    quads, _ = lcgraph.open(studies=[tiny]).public(ontology=True)
    found = csv2rdf(files(export_csvw(quads)), "standard")
    assert found > expected(quads)
    row = ox.NamedNode("http://www.w3.org/ns/csvw#Row")
    tables = [name for name in files(export_csvw(quads)) if name.endswith(".csv")]
    assert sum(triple.object == row for triple in found) == sum(
        len(rows(export_csvw(quads), name)) for name in tables
    )


def test_cells_are_a_table_that_people_can_use(tiny: Path) -> None:
    made = export_csvw(lcgraph.open(studies=[tiny]).public(ontology=True)[0])
    cells = {row["id"].partition("/finding/")[2]: row for row in rows(made, "cells.csv")}
    row = cells["bakery/practice-partner/network/derived"]
    names = ("study", "case", "role", "motive", "status", "n", "total", "type")
    assert {name: row[name] for name in names} == {
        "study": "tiny-synthetic", "case": "bakery", "role": "practice-partner", "motive": "network",
        "status": "below-threshold", "n": "2", "total": "4", "type": "DerivedFinding",
    }  # fmt: skip
    assert cells["bakery/practice-partner/network"]["n"] == ""
    assert (
        cells["bakery/practice-partner/network"]["note_nl"]
        == "Het rapport telde fragmenten en geen respondenten."
    )


def test_numbers_of_small_groups_are_empty_cells(leaky: Path) -> None:
    made = export_csvw(lcgraph.open(studies=[leaky]).public(ontology=True)[0])
    numbers = {
        (row["case"], row["role"], row["motive"]): (row["n"], row["total"]) for row in rows(made, "cells.csv")
    }
    assert numbers["hospital", "practice-partner", "image"] == ("3", "3")
    assert numbers["hospital", "education-partner", "image"] == ("", "")
    assert numbers["bakery", "education-partner", "image"] == ("", "")
    sizes = {row["id"].partition("/group/")[2]: row["respondents"] for row in rows(made, "groups.csv")}
    assert sizes["bakery/education-partner"] == sizes["hospital/education-partner"] == ""
    assert not {"respondents.csv", "mentions.csv"} & set(files(made))


def test_authors_stand_one_a_row_and_together_for_people() -> None:
    made = export_csvw(lcgraph.open().quads(ontology=True))
    one = [
        row["creator_id"] for row in rows(made, "works_creator.csv") if row["id"] == "work/gray-purdy-2018"
    ]
    assert one == ["agent/gray-b", "agent/purdy-j"]
    together = {row["code"]: row["creator_id"] for row in rows(made, "works.csv")}
    assert together["gray-purdy-2018"] == "agent/gray-b agent/purdy-j"


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@x",
    'say "hi"',
    "two\nlines",
    "a;b, c | d ¦ e",
    "{x}",
    "é🐝",
]


def test_hostile_texts_come_back_as_they_were(csv2rdf: Convert) -> None:
    quads = [ox.Quad(CASE, LCG.locator, ox.Literal(text), GRAPH) for text in HOSTILE]
    quads += [ox.Quad(CASE, SKOS.prefLabel, ox.Literal(" spaces ", language="nl"), GRAPH)]
    quads += [
        ox.Quad(CASE, RDF.type, LCG.Case, GRAPH),
        ox.Quad(CASE, LCG.startYear, ox.Literal("2007", datatype=XSD.gYear), GRAPH),
        ox.Quad(CASE, LCG.about, ox.NamedNode("http://example.org/a/b=%20c#d"), GRAPH),
        ox.Quad(ox.NamedNode("urn:x:y"), LCG.locator, ox.Literal("1"), GRAPH),
        ox.Quad(ox.NamedNode("urn:x:y"), LCG.locator, ox.Literal("1", datatype=XSD.integer), GRAPH),
        ox.Quad(ox.NamedNode("urn:x:y"), LCG.locator, ox.Literal("x", datatype=ox.NamedNode("urn:t")), GRAPH),
    ]
    made = export_csvw(quads)
    assert [loss.en for loss in made.losses] == [
        "cells that a spreadsheet would run, and that therefore begin with an apostrophe: 1"
    ]
    expected = {quad.triple for quad in quads} - {ox.Triple(CASE, LCG.locator, ox.Literal("+1"))}
    expected.add(ox.Triple(CASE, LCG.locator, ox.Literal("'+1")))
    assert csv2rdf(files(made), "minimal") == expected


def test_what_csv_cannot_hold_is_counted() -> None:
    quads = [
        ox.Quad(CASE, LCG.locator, ox.Literal(""), GRAPH),
        ox.Quad(CASE, LCG.position, ox.Literal("05", datatype=XSD.integer), GRAPH),
        ox.Quad(CASE, LCG.about, ox.NamedNode("urn:é"), GRAPH),
        ox.Quad(CASE, LCG.about, ox.BlankNode("b"), GRAPH),
    ]
    assert [loss.en for loss in export_csvw(quads).losses] == [
        "statements about things without a name: 1",
        "IRIs with characters beyond ASCII, which a conversion gives back as %-codes: 1",
        "empty texts, and numbers that come back in another spelling: 2",
    ]


def test_metadata_say_what_the_tables_are(tiny: Path) -> None:
    made = export_csvw(lcgraph.open(studies=[tiny]).public(ontology=True)[0])
    metadata: dict[str, Any] = json.loads(files(made)["csv-metadata.json"])
    assert metadata["dc:title"] == "Why bakers and hospitals take part (synthetic)"
    assert metadata["dc:license"] == {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"}
    tables = {table["url"]: table["tableSchema"] for table in metadata["tables"]}
    assert set(tables) == set(files(made)) - {"csv-metadata.json"}
    assert {
        "columnReference": "group_id",
        "reference": {"resource": "groups.csv", "columnReference": "id"},
    } in tables["cells.csv"]["foreignKeys"]
    n = next(column for column in tables["cells.csv"]["columns"] if column["name"] == "n")
    assert {label["@language"] for label in n["rdfs:label"]} == {"nl", "en"}


def test_a_folder_or_an_archive_is_written(ask: Callable[..., Any], tmp_path: Path) -> None:
    folder, archive = tmp_path / "tables", tmp_path / "tables.zip"
    assert ask("export", "--format", "csvw", "-o", folder).status == 0
    assert ask("export", "--format", "csvw", "-o", archive).status == 0
    assert (folder / "cells.csv").read_bytes().count(b"\r\n") == 131
    assert archive.read_bytes().startswith(b"PK")
    again = ask("export", "--format", "csvw", "-o", folder)
    assert (again.status, again.out) == (2, "")
    assert "is there and not empty" in again.err
