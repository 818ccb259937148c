"""Commands that draw and connect: network, plot."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

Ask = Callable[..., Any]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# ---- network -----------------------------------------------------------------------------------------


def test_nodes_and_edges_have_the_columns_that_gephi_reads(ask: Ask) -> None:
    found = ask("network", "author-cluster")
    assert (found.status, found.err) == (0, "")
    nodes = rows(found.out)
    assert list(nodes[0])[:4] == ["id", "label", "mode", "code"]
    (gray,) = [node for node in nodes if node["code"] == "gray-b"]
    assert gray["label"] == "Gray, B."
    assert (gray["degree"], gray["degree_centrality"], gray["betweenness"]) == ("4", "1.0000", "0.4273")
    edges = rows(ask("network", "author-cluster", "--table", "edges").out)
    assert list(edges[0]) == ["source", "target", "weight", "works", "relations"]
    assert {edge["source"] for edge in edges} < {node["id"] for node in nodes}
    assert len(edges) == 39


def test_people_see_labels_and_no_ids(ask: Ask) -> None:
    found = ask("network", "author-cluster", "--table", "brokers", "--format", "table", "--lang", "nl").out
    head, _, first, *_ = found.splitlines()
    assert head.split() == ["label", "links", "strength", "spread", "betweenness", "between"]
    assert first.startswith("Gray, B. ")
    assert "legitimerende motieven; ontwikkelingsgerichte motieven;" in first
    shared = ask(
        "network", "author-cluster", "--project", "cluster", "--table", "edges", "--format", "table"
    ).out
    assert "Gray, B.; Kaats, E. A. P.; Opheij, W.; Purdy, J." in shared
    roles = ask("network", "case-motive", "--table", "edges", "--format", "markdown").out
    assert "| ICT" in roles
    assert "practice partner; education partner" in roles


def test_a_network_in_numbers(ask: Ask) -> None:
    found = rows(ask("network", "author-cluster", "--table", "summary").out)
    assert {row["measure"]: row["value"] for row in found} == {
        "nodes: author": "31", "nodes: cluster": "4", "edges": "39", "density": "0.3145",
        "components": "1", "communities": "4", "modularity": "0.5646",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("net.graphml", '<?xml version="1.0" encoding="utf-8"?>\n<graphml '),
        ("net.gexf", '<?xml version="1.0" encoding="utf-8"?>\n<gexf '),
        ("net.csv", "id,label,mode"),
        ("net.json", '{\n "head"'),
    ],
)
def test_the_ending_of_a_file_tells_its_format(ask: Ask, tmp_path: Path, name: str, beginning: str) -> None:
    found = ask("network", "work-motive", "-o", tmp_path / name)
    assert (found.status, found.out, found.err) == (0, "", "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(beginning)


def test_vosviewer_is_asked_for_by_name(ask: Ask) -> None:
    found = ask("network", "co-authorship", "--format", "vosviewer")
    assert len(json.loads(found.out)["network"]["items"]) == 77


def test_a_relation_may_be_asked_for_again(ask: Ask) -> None:
    words = (
        "network",
        "author-motive",
        "--table",
        "edges",
        "--relation",
        "mentions",
        "--relation",
        "supports",
    )
    relations = {edge["relations"] for edge in rows(ask(*words).out)}
    assert relations == {"supports", "mentions", "supports mentions"}


def test_a_network_of_nothing_says_so(ask: Ask, synthetic: Path) -> None:
    found = ask("network", "author-cluster", "--study", synthetic)
    assert found.status == 0
    assert (
        found.out == "id,label,mode,code,degree,strength,degree_centrality,closeness,betweenness,community\n"
    )
    assert found.err == "lcgraph: this network is empty: nothing in these studies ties such nodes together\n"
    assert "dit netwerk is leeg" in ask("network", "author-cluster", "--study", synthetic, "--lang", "nl").err


@pytest.mark.parametrize(
    ("name", "lang", "message"),
    [
        ("co-authorship", "en", "lcgraph: no brokers: no node has ties into another community\n"),
        (
            "co-authorship",
            "nl",
            "lcgraph: geen bruggenbouwers: geen enkele knoop heeft verbindingen met een andere gemeenschap\n",
        ),
        ("author-motive", "en", "lcgraph: no brokers: no node is tied to two or more of the other kind\n"),
    ],
)
def test_a_network_without_brokers_says_why(ask: Ask, tiny: Path, name: str, lang: str, message: str) -> None:
    found = ask("network", name, "--table", "brokers", "--study", tiny, "--lang", lang)
    assert found.status == 0
    assert found.out == "id,label,mode,code,links,strength,spread,betweenness,between\n"
    assert found.err == message


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("author-clustr",), "unknown network 'author-clustr': did you mean 'author-cluster'?"),
        (("author-cluster", "--table", "node"), "unknown table 'node': did you mean 'nodes'?"),
        (("author-cluster", "--project", "work"), "unknown projection 'work'"),
        (("author-cluster", "--threshold", "1/2"), "which no threshold changes"),
        (("case-motive", "--threshold", "1.5"), "--threshold '1.5': write a share"),
        (("case-motive", "--relation", "supports"), "does not rest on what works are cited for"),
        (("case-motive", "--format", "gml"), "unknown format 'gml'"),
        (("case-motive", "-o", "a.gml"), "Valid: .csv, .tsv, .json, .xml, .md, .txt, .graphml, .gexf, or"),
        (("case-motive", "--table", "edges", "--format", "gexf"), "gexf holds nodes and edges together"),
    ],
)
def test_a_wrong_network_is_refused(ask: Ask, words: tuple[str, ...], message: str) -> None:
    found = ask("network", *words)
    assert (found.status, found.out) == (2, "")
    assert message in found.err


# ---- plot --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["matrix", "contrast", "literature", "co-occurrence", "timeline"])
def test_a_picture_is_svg_when_piped(ask: Ask, name: str) -> None:
    found = ask("plot", name, "--lang", "nl")
    assert (found.status, found.err) == (0, "")
    assert ET.fromstring(found.out).get("lang") == "nl"


def test_a_picture_is_what_the_file_is_called(ask: Ask, tmp_path: Path) -> None:
    for name, beginning in [("a.svg", b"<?xml"), ("a.html", b"<!DOCTYPE html>"), ("a.png", b"\x89PNG")]:
        found = ask("plot", "contrast", "--by", "setting", "-o", tmp_path / name)
        assert (found.status, found.out, found.err) == (0, "", "")
        assert (tmp_path / name).read_bytes().startswith(beginning)


def test_another_rule_stands_in_the_picture(ask: Ask, tiny: Path) -> None:
    found = ask("plot", "matrix", "--study", tiny, "--threshold", "2/3")
    assert "Under another rule than the study's own: at least 2/3" in found.out.replace("&#x27;", "'")


def test_a_matrix_has_counts_where_they_are_asked_for(ask: Ask, tiny: Path) -> None:
    plain = ask("plot", "matrix", "--study", str(tiny)).out
    counted = ask("plot", "matrix", "--counts", "--study", str(tiny)).out
    assert ">2/3</text>" in counted
    assert ">2/3</text>" not in plain
    assert ">0/0</text>" not in counted  # not asked has a sign of its own
    assert "n of the N respondents who were asked" in counted
    bundled = ask("plot", "matrix", "--counts").out  # the article prints no counts
    assert bundled == ask("plot", "matrix").out


def test_a_narrow_picture_is_as_wide_as_a_phone(ask: Ask) -> None:
    for name in ("matrix", "contrast", "literature", "co-occurrence", "timeline"):
        picture = ET.fromstring(ask("plot", name, "--narrow", "--lang", "nl").out)
        assert picture.get("width") == "352", name


def test_nothing_to_draw_writes_no_file(ask: Ask, synthetic: Path, tmp_path: Path) -> None:
    found = ask("plot", "literature", "--study", synthetic, "-o", tmp_path / "a.svg")
    assert found.status == 2
    assert "there is nothing to draw: no work of a known author is cited for a cluster" in found.err
    assert not (tmp_path / "a.svg").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("matrx",), "unknown picture 'matrx': did you mean 'matrix'?"),
        (("contrast", "--by", "sectr"), "unknown contrast 'sectr': did you mean 'sector'"),
        (("matrix", "--format", "tiff"), "unknown format 'tiff'"),
        (
            ("matrix", "-o", "a.csv"),
            "a.csv: this command does not write .csv. Valid: .html, .svg, .png, .pdf, or",
        ),
        (
            ("matrix", "-o", "a.eps"),
            "a.eps: this command does not write .eps. Valid: .html, .svg, .png, .pdf, or",
        ),
        (
            ("matrix", "-o", "a.jpg"),
            "a.jpg: this command does not write .jpg. Valid: .html, .svg, .png, .pdf, or",
        ),
        (
            ("matrix", "-o", "a.txt"),
            "a.txt: this command does not write .txt. Valid: .html, .svg, .png, .pdf, or",
        ),
        (("literature", "--threshold", "1/2"), "shows no cells"),
    ],
)
def test_a_wrong_picture_is_refused(ask: Ask, words: tuple[str, ...], message: str) -> None:
    found = ask("plot", *words)
    assert (found.status, found.out) == (2, "")
    assert message in found.err


def test_without_the_extra_a_png_says_how_to_get_it(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    found = ask("plot", "matrix", "--format", "png")
    assert (found.status, found.out) == (2, "")
    assert found.err == "lcgraph: this needs matplotlib: pip install 'lcgraph[plot]'\n"


def test_labels_are_understood_where_codes_are(ask: Ask, city: Path) -> None:
    by_label = ask("plot", "contrast", "--study", city, "--by", " Joint governance ")
    assert by_label == ask("plot", "contrast", "--study", city, "--by", "governance")
    assert by_label.status == 0
    assert by_label.err.count("\n") == 1
    assert "--public leaves out" in by_label.err
    label = ask("network", "author-cluster", "--relation", "definieert", "--table", "edges")
    assert label.out == ask("network", "author-cluster", "--relation", "defines", "--table", "edges").out
    assert label.out.count("\n") == 2


def test_broader_roles_line_studies_up(ask: Ask, city: Path) -> None:
    found = ask("plot", "contrast", "--study", city, "--broader")
    assert ">Practice partner</text>" in found.out
    assert ">Municipality</text>" not in found.out
