"""Networks as files: read back as they were, without a date, and with labels that stay labels."""

from __future__ import annotations

import io
import json
import re
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

import lcgraph
from lcgraph.analysis.networks import NETWORKS, edge_rows, node_rows
from lcgraph.errors import CallError
from lcgraph.export.networks import NETWORK_FORMATS, export_network

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://www.gexf.net/1.2draft}"
GEXF_ATTRIBUTES = {
    "gexf": {"version", "variant"},
    "meta": {"lastmodifieddate"},
    "description": set(),
    "graph": {"defaultedgetype", "mode", "timeformat", "start", "startopen", "end", "endopen", "idtype"},
    "attributes": {"class", "mode", "start", "startopen", "end", "endopen"},
    "attribute": {"id", "title", "type"},
    "nodes": {"count"},
    "node": {"id", "label", "pid", "start", "startopen", "end", "endopen"},
    "edges": {"count"},
    "edge": {"id", "source", "target", "weight", "type", "label", "start", "startopen", "end", "endopen"},
    "attvalues": set(),
    "attvalue": {"for", "value", "start", "startopen", "end", "endopen"},
}
"""What each element may say in GEXF 1.2draft. Its own schema (gexf.xsd) finds no fault in our networks; no
registry has it from which a test could take it, so the tests check the same rules."""
HOSTILE = '<script>alert("1")</script> & \x00\x1b ]]> שלום ' + "x" * 5000


@pytest.fixture(scope="module")
def bundled() -> lcgraph.Graph:
    return lcgraph.open()


def text_of(graph: lcgraph.Graph, name: str, format_: str, lang: str = "en") -> str:
    return export_network(graph.network(name), format_, name=graph.names(lang), lang=lang)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("format_", ["graphml", "gexf"])
def test_what_is_written_is_read_back_by_networkx(bundled: lcgraph.Graph, name: str, format_: str) -> None:
    network, called = bundled.network(name), bundled.names("en")
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[format_]
    found = read(io.BytesIO(text_of(bundled, name, format_).encode()))
    ids = {f"{facts['mode']}:{facts['code']}": node for node, facts in found.nodes(data=True)}
    found = nx.relabel_nodes(found, {node: told for told, node in ids.items()})
    assert list(found) == list(network)
    for row in node_rows(network):
        facts = found.nodes[row["id"]]
        assert facts["label"] == called(str(row["mode"]), str(row["code"]))
        assert {column: facts[column] for column in row if column != "id"} == {
            column: value for column, value in row.items() if column != "id"
        }
    for row in edge_rows(network):
        facts = found.edges[row["source"], row["target"]]
        assert {column: facts[column] for column in row if column not in ("source", "target")} == {
            column: value for column, value in row.items() if column not in ("source", "target")
        }


@pytest.mark.parametrize("name", NETWORKS)
def test_graphml_declares_every_key_once_and_uses_no_other(bundled: lcgraph.Graph, name: str) -> None:
    root = ET.fromstring(text_of(bundled, name, "graphml"))
    assert root.tag == f"{GRAPHML}graphml"
    keys = [key.get("id") for key in root.iter(f"{GRAPHML}key")]
    assert len(keys) == len(set(keys)) >= 10
    assert {key.get("attr.type") for key in root.iter(f"{GRAPHML}key")} <= {"string", "long", "double"}
    assert {data.get("key") for data in root.iter(f"{GRAPHML}data")} == set(keys)
    nodes = [node.get("id", "") for node in root.iter(f"{GRAPHML}node")]
    assert [node for node in nodes if not re.fullmatch(r"[\w.:-]+", node, re.ASCII)] == []  # xs:NMTOKEN
    assert len(nodes) == len(set(nodes))
    ends = {edge.get(end) for edge in root.iter(f"{GRAPHML}edge") for end in ("source", "target")}
    assert ends <= set(nodes)
    counts = [data.text for data in root.findall(f"{GRAPHML}graph/{GRAPHML}data")]
    assert len([text for text in counts if text and " " in text]) == 1  # what a weight counts


@pytest.mark.parametrize("name", NETWORKS)
def test_gexf_has_no_date_and_declares_what_it_uses(bundled: lcgraph.Graph, name: str) -> None:
    text = text_of(bundled, name, "gexf")
    assert not re.search(r"20\d\d-\d\d-\d\d|networkx|lastmodified", text, re.IGNORECASE)
    root = ET.fromstring(text)
    assert [child.tag for child in root] == [f"{GEXF}meta", f"{GEXF}graph"]
    assert root.findtext(f"{GEXF}meta/{GEXF}description", "").startswith(f"{name}: ")
    used = {each.tag.removeprefix(GEXF): set(each.attrib) for each in root.iter()}
    assert {
        tag: names - GEXF_ATTRIBUTES[tag] for tag, names in used.items() if names - GEXF_ATTRIBUTES[tag]
    } == {"gexf": {"{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"}}
    declared = [each.get("id") for each in root.iter(f"{GEXF}attribute")]
    assert len(declared) == len(set(declared)) >= 8
    assert {each.get("for") for each in root.iter(f"{GEXF}attvalue")} == set(declared)
    assert all(float(edge.get("weight", "0")) >= 1 for edge in root.iter(f"{GEXF}edge"))


def test_vosviewer_gets_items_links_and_clusters(bundled: lcgraph.Graph) -> None:
    network = json.loads(text_of(bundled, "author-cluster", "vosviewer"))["network"]
    items = {item["id"]: item for item in network["items"]}
    assert len(items) == 35
    assert items["author:gray-b"] == {
        "id": "author:gray-b",
        "label": "Gray, B.",
        "cluster": 2,
        "weights": {"Links": 4, "Total link strength": 4},
    }
    assert {"source_id": "author:bryson-j", "target_id": "cluster:societal", "strength": 2} in network[
        "links"
    ]
    assert len(network["links"]) == 39
    assert all(1 <= item["cluster"] <= 1000 for item in items.values())


@pytest.mark.parametrize("format_", NETWORK_FORMATS)
def test_a_hostile_label_stays_a_label(bundled: lcgraph.Graph, format_: str) -> None:
    text = export_network(bundled.network("work-motive"), format_, name=lambda mode, code: HOSTILE)
    assert "\x00" not in text
    assert "\x1b" not in text
    shown = HOSTILE.replace("\x00", "�").replace("\x1b", "�")
    if format_ == "vosviewer":
        assert {item["label"] for item in json.loads(text)["network"]["items"]} == {shown}
        return
    assert "<script" not in text
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[format_]
    labels = {label for _, label in read(io.BytesIO(text.encode())).nodes(data="label")}
    assert labels == {shown}


@pytest.mark.parametrize("format_", NETWORK_FORMATS)
def test_labels_come_in_the_language_that_is_asked_for(bundled: lcgraph.Graph, format_: str) -> None:
    assert "ontwikkelen van docenten" in text_of(bundled, "case-motive", format_, "nl")
    assert "developing teachers" in text_of(bundled, "case-motive", format_, "en")


@pytest.mark.parametrize("format_", NETWORK_FORMATS)
def test_an_empty_network_is_a_file_too(synthetic: object, format_: str) -> None:
    graph = lcgraph.open(studies=str(synthetic))
    text = text_of(graph, "author-cluster", format_)
    assert text.endswith("\n")
    if format_ == "graphml":
        assert len(nx.read_graphml(io.BytesIO(text.encode()))) == 0


def test_an_unknown_format_is_refused(bundled: lcgraph.Graph) -> None:
    with pytest.raises(CallError, match=r"unknown format 'gml'.* Valid: graphml, gexf, vosviewer"):
        text_of(bundled, "case-motive", "gml")
