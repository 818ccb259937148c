"""What Python users see: names, answers that are sequences, and things that show themselves."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

import lcgraph
from lcgraph.answers import Rows


@pytest.fixture(scope="module")
def graph() -> lcgraph.Graph:
    return lcgraph.open()


def test_dir_shows_what_there_is_to_use() -> None:
    assert dir(lcgraph) == [
        "CallError",
        "Graph",
        "InputError",
        "LcgraphError",
        "Rows",
        "__version__",
        "draw",
        "open",
    ]
    assert all(getattr(lcgraph, name) for name in dir(lcgraph))


def test_an_answer_is_a_sequence_of_rows_with_names(graph: lcgraph.Graph) -> None:
    rows = graph.query("age-contrast", year=2010)
    assert isinstance(rows, Sequence)
    assert rows[0] == ("image", 1, 2, 2, 3)
    assert (rows[0].motive, rows[0]["older"], rows[-1].motive) == ("image", 1, "social-responsibility")
    assert isinstance(rows[2:4], Rows)
    assert [row.motive for row in rows[:2]] == ["image", "recruitment"]
    assert ("image", 1, 2, 2, 3) in rows
    with pytest.raises(AttributeError, match="no column 'motif': there are motive, older, younger"):
        _ = rows[0].motif
    with pytest.raises(KeyError):
        _ = rows[0]["motif"]


def test_a_data_frame_has_the_columns_of_an_answer(graph: lcgraph.Graph) -> None:
    pandas = pytest.importorskip("pandas", reason="pip install 'lcgraph[notebook]'")
    none = graph.query("motive-shifts")  # the study has no phases
    empty = pandas.DataFrame(none, columns=none.columns)
    assert (len(empty), list(empty.columns)) == (0, list(none.columns))
    frame = pandas.DataFrame(graph.query("age-contrast", year=2010))
    assert list(frame.columns) == ["motive", "older", "younger", "older_cases", "younger_cases"]
    assert frame.shape == (13, 5)


def test_what_data_frames_look_for_is_there(graph: lcgraph.Graph) -> None:
    row = graph.query("motive-coverage")[0]
    assert isinstance(row, tuple)
    assert row._fields == ("motive", "cluster", "groups_reporting", "groups", "cases_reporting", "cases")


def test_an_answer_shows_itself_as_text_and_as_a_table_and_runs_nothing() -> None:
    rows = Rows(("a", "b"), ((ox.Literal("<b>x</b>\x1b"), None),))
    assert repr(rows) == "a          b\n<b>x</b>�"
    assert rows._repr_html_() == (
        "<table><thead><tr><th>a</th><th>b</th></tr></thead>"
        "<tbody><tr><td>&lt;b&gt;x&lt;/b&gt;�</td><td></td></tr></tbody></table>"
    )
    many = Rows(("n",), tuple((ox.Literal(number),) for number in range(100)))
    assert repr(many).splitlines()[-1] == "... 100 rows"
    assert "<p>... 100 rows</p>" in many._repr_html_()


def test_a_graph_its_tables_and_its_pictures_show_themselves(graph: lcgraph.Graph) -> None:
    assert repr(graph) == "<lcgraph.Graph of bos-2023>"
    tables = graph.tables()
    assert tables.written("table", lang="nl").startswith("Legitimerende motieven\n")
    assert repr(tables)
    assert tables._repr_html_().count("<table") == 4
    assert tables._repr_html_() in graph._repr_html_()
    picture = lcgraph.draw(graph, "matrix")
    assert repr(picture) == "<Picture matrix: Motives by case and role>"
    assert ET.fromstring(picture._repr_svg_()).tag.endswith("svg")
