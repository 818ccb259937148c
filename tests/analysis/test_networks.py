"""Networks of authors, works, motives and cases, worked out by hand for a small one; numbers of the article.

The small network is a path: author b - legitimacy - author a - capital - author c.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import lcgraph
from lcgraph.analysis.contrasts import Share, contrasts
from lcgraph.analysis.networks import (
    COUNTED,
    NETWORKS,
    broker_rows,
    case_motive,
    co_occurrence,
    coauthorship,
    edge_rows,
    literature_network,
    node_rows,
    projection,
    summary_rows,
)
from lcgraph.analysis.years import CaseYears, WorkYear, case_years, work_years
from lcgraph.errors import CallError
from lcgraph.schemes import shared


def claim(work: str, relation: str, cluster: str = "", motive: str = "", **more: Any) -> dict[str, Any]:
    """A row of `literature-claims`; the cluster above a sub-cluster is its `top`."""
    top = "capital" if cluster in ("innovative-capacity", "social-capital") else cluster
    row = {"work": work, "relation": relation, "cluster": cluster or None, "top": top or None}
    return {**row, "motive": motive or None, "locator": "p. 1", "study": "s", "own": False, **more}


CLAIMS = [
    claim("w1", "supports", "legitimacy"),
    claim("w2", "places", "innovative-capacity", "recruitment"),
    claim("w2", "supports", motive="network"),
    claim("w2", "supports", motive="network", locator="p. 2"),
    claim("w2", "defines", motive="network", locator="p. 2"),
    claim("w3", "disputes", "legitimacy"),
    claim("w4", "defines", "capital"),
    claim("w5", "mentions", "capital", "image"),
    claim("w5", "mentions"),
    claim("w6", "supports", "societal", own=True),
    claim("w7", "supports", "legitimacy"),
]
AUTHORSHIPS = [
    {"work": work, "author": author}
    for work, authors in {
        "w1": "ab",
        "w2": "a",
        "w3": "c",
        "w4": "c",
        "w5": "b",
        "w6": "a",
        "w7": "a",
    }.items()
    for author in authors
]


def codes(mode: str) -> Sequence[str]:
    return [] if mode in ("author", "work") else shared().codes(mode)


def network(name: str = "author-cluster", **options: Any) -> nx.Graph:
    return literature_network(name, CLAIMS, AUTHORSHIPS, codes=codes, **options)


def edges(graph: nx.Graph, what: str = "weight") -> dict[tuple[str, str], Any]:
    code = graph.nodes(data="code")
    return {(code[one], code[other]): value for one, other, value in graph.edges(data=what)}


# ---- What is tied to what ----------------------------------------------------------------------------


def test_a_weight_counts_works_and_names_them() -> None:
    assert edges(network()) == {
        ("a", "legitimacy"): 2, ("a", "capital"): 1, ("b", "legitimacy"): 1, ("c", "capital"): 1,
    }  # fmt: skip
    assert edges(network(), "works")["a", "legitimacy"] == "w1 w7"
    assert edges(network(), "relations")["a", "capital"] == "places"


def test_who_disputes_or_is_cited_in_passing_does_not_stand_behind_it() -> None:
    """c disputes legitimacy; b is cited in passing for capital, and as background; a wrote the study."""
    found = edges(network())
    assert ("c", "legitimacy") not in found
    assert ("b", "capital") not in found
    assert "societal" not in {cluster for _, cluster in found}


def test_disputes_are_a_network_of_their_own() -> None:
    assert edges(network(relations=["disputes"])) == {("c", "legitimacy"): 1}
    assert edges(network(relations=["mentions"])) == {("b", "capital"): 1}


def test_works_are_tied_by_the_places_that_cite_them() -> None:
    found = network("work-motive")
    assert edges(found) == {("w2", "recruitment"): 1, ("w2", "network"): 2}
    assert edges(found, "places")["w2", "network"] == "s: p. 1; s: p. 2"
    assert edges(found, "relations")["w2", "network"] == "supports defines"
    assert edges(network("work-cluster")) == {
        ("w1", "legitimacy"): 1, ("w2", "capital"): 1, ("w4", "capital"): 1, ("w7", "legitimacy"): 1,
    }  # fmt: skip


def test_authors_are_tied_to_the_motives_of_their_works() -> None:
    assert edges(network("author-motive")) == {("a", "recruitment"): 1, ("a", "network"): 1}


def test_nodes_stand_in_reading_order_and_know_their_mode() -> None:
    found = network()
    assert list(found) == ["author:a", "author:b", "author:c", "cluster:legitimacy", "cluster:capital"]
    assert [side for _, side in found.nodes(data="bipartite")] == [0, 0, 0, 1, 1]
    assert nx.bipartite.is_bipartite(found)


def test_an_author_and_a_cluster_of_one_code_are_two_nodes() -> None:
    found = literature_network(
        "author-cluster",
        [claim("w", "supports", "capital")],
        [{"work": "w", "author": "capital"}],
        codes=codes,
    )
    assert list(found.edges) == [("author:capital", "cluster:capital")]


def test_a_projection_counts_what_two_nodes_share() -> None:
    found = projection(network(), "author")
    assert edges(found) == {("a", "b"): 1, ("a", "c"): 1}
    assert edges(found, "shared") == {("a", "b"): "legitimacy", ("a", "c"): "capital"}
    assert edges(projection(network(), "cluster"), "shared") == {("legitimacy", "capital"): "a"}
    with pytest.raises(CallError, match=r"unknown projection 'motive'\. Valid: author, cluster"):
        projection(network(), "motive")
    with pytest.raises(CallError, match="co-authorship has one kind of nodes already"):
        projection(coauthorship(AUTHORSHIPS), "author")


def test_who_wrote_with_whom_without_the_article_of_the_study() -> None:
    rows = [{"work": work, "author": author} for work, author in ("1a", "1b", "2a", "2b", "3c", "4a", "4c")]
    found = coauthorship(rows, own={"4"})
    assert edges(found) == {("a", "b"): 2}
    assert edges(found, "works") == {("a", "b"): "1 2"}
    assert [facts for _, facts in found.nodes(data="code")] == ["a", "b", "c"]


def cells(*reported: str) -> list[dict[str, Any]]:
    """Cells `case role motive`, of which those with an x are reported."""
    rows = []
    for text in reported:
        case, role, motive, mark = text.split()
        status = "reported" if mark == "x" else "blank"
        rows.append({"study": "s", "case": case, "role": role, "motive": motive, "status": status})
    return rows


ROWS = cells("one pp image x", "one ep image x", "two pp image .", "one pp network x", "two pp network x",
             "one ep cost .")  # fmt: skip


def test_cases_are_tied_by_the_groups_that_report() -> None:
    found = case_motive(ROWS, codes=codes)
    assert edges(found) == {("s/one", "image"): 2, ("s/one", "network"): 1, ("s/two", "network"): 1}
    assert edges(found, "roles")["s/one", "image"] == "pp ep"


def test_motives_are_tied_by_the_groups_that_report_both() -> None:
    found = co_occurrence(ROWS)
    assert edges(found) == {("image", "network"): 1}
    assert dict(found.nodes(data="groups")) == {"motive:image": 2, "motive:network": 2}


# ---- Measures ----------------------------------------------------------------------------------------


def test_the_measures_of_the_path_worked_out_by_hand() -> None:
    """Of 3 authors and 2 clusters. Degree: ties over the other mode.

    Closeness: a has distances 1+1+2+2 = 6 of at least 2*1 + 2*2 = 6; b 1+2+3+4 = 10; legitimacy 1+1+2+3 = 7
    of at least 3*1 + 1*2 = 5. Betweenness: all 4 paths between the two ends lie on a, of at most 4 for one
    of 3; 3 on a cluster, of at most 5 for one of 2.
    """
    rows = {row["code"]: row for row in node_rows(network())}
    measured = ("degree", "strength", "degree_centrality", "closeness", "betweenness")
    assert {code: tuple(row[name] for name in measured) for code, row in rows.items()} == {
        "a": (2, 3, 1.0, 1.0, 1.0),
        "b": (1, 1, 0.5, 0.6, 0.0),
        "c": (1, 1, 0.5, 0.6, 0.0),
        "legitimacy": (2, 3, 0.6667, 0.7143, 0.6),
        "capital": (2, 2, 0.6667, 0.7143, 0.6),
    }


def test_the_path_falls_into_two_communities() -> None:
    """{a, b, legitimacy} with weight 3 of 5 inside and 4*3/5 expected, {c, capital} with 1 and 1*2/5:

    Barber's modularity (3 + 1 - 2.4 - 0.4) / 5 = 0.24.
    """
    rows = {row["code"]: row["community"] for row in node_rows(network())}
    assert rows == {"a": 1, "b": 1, "legitimacy": 1, "c": 2, "capital": 2}
    assert {row["measure"]: row["value"] for row in summary_rows(network())} == {
        "nodes: author": 3, "nodes: cluster": 2, "edges": 4, "density": 0.6667, "components": 1,
        "communities": 2, "modularity": 0.24,
    }  # fmt: skip


def test_a_broker_links_clusters_and_spreads_its_works() -> None:
    """a: 2 works for legitimacy, 1 for capital: 1 - (4 + 1)/9."""
    (row,) = broker_rows(network())
    assert row == {
        "id": "author:a", "mode": "author", "code": "a", "links": 2, "strength": 3, "spread": 0.4444,
        "betweenness": 1.0, "between": "legitimacy capital",
    }  # fmt: skip


def test_in_a_network_of_one_mode_a_broker_links_communities() -> None:
    rows = [("1a", "1b", "1c"), ("2d", "2e", "2f"), ("3c", "3d")]
    found = coauthorship([{"work": each[0], "author": each[1]} for work in rows for each in work])
    assert {row["code"]: row["community"] for row in node_rows(found)} == dict.fromkeys(
        "abc", 1
    ) | dict.fromkeys("def", 2)
    brokers = broker_rows(found)
    assert [(row["code"], row["links"], row["between"]) for row in brokers] == [
        ("c", 2, "1 2"),
        ("d", 2, "1 2"),
    ]
    assert brokers[0]["spread"] == round(1 - (4 + 1) / 9, 4)


@pytest.mark.parametrize("authors", [1, 2, 3])
def test_a_star_has_its_centre_on_every_path(authors: int) -> None:
    """Where a mode has one node networkx divides by zero."""
    names = "abc"[:authors]
    rows = [{"work": "w", "author": name} for name in names]
    star = literature_network("author-cluster", [claim("w", "supports", "capital")], rows, codes=codes)
    found = {row["code"]: row["betweenness"] for row in node_rows(star)}
    assert found == dict.fromkeys(names, 0.0) | {"capital": float(authors > 1)}


def test_networks_of_nothing_have_no_rows_and_no_numbers() -> None:
    empty = literature_network("author-cluster", [], [], codes=codes)
    assert node_rows(empty) == edge_rows(empty) == broker_rows(empty) == []
    summary = {row["measure"]: row["value"] for row in summary_rows(empty)}
    assert (summary["edges"], summary["density"], summary["modularity"]) == (0, None, None)
    alone = coauthorship([{"work": "w", "author": "a"}])
    assert [(row["degree"], row["community"]) for row in node_rows(alone)] == [(0, 1)]


# ---- The article -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bundled() -> lcgraph.Graph:
    return lcgraph.open()


@pytest.mark.parametrize(
    ("name", "nodes", "ties"),
    [
        ("author-cluster", (31, 4), 39),
        ("author-motive", (26, 14), 48),
        ("work-cluster", (15, 4), 19),
        ("work-motive", (12, 14), 20),
        ("case-motive", (5, 13), 36),
        ("co-authorship", (77,), 84),
        ("motive-co-occurrence", (13,), 57),
    ],
)
def test_the_networks_of_the_article(
    bundled: lcgraph.Graph, name: str, nodes: tuple[int, ...], ties: int
) -> None:
    found = bundled.network(name)
    modes = [mode for _, mode in found.nodes(data="mode")]
    assert tuple(modes.count(mode) for mode in NETWORKS[name]) == nodes
    assert found.number_of_edges() == ties
    assert name in COUNTED


def test_authors_and_clusters_are_tied_as_the_query_counts_them(bundled: lcgraph.Graph) -> None:
    """The article mentions no work in passing about a cluster: the same ties, sub-clusters apart."""
    asked: dict[tuple[str, str], int] = {}
    above = {"innovative-capacity": "capital", "financial-capital": "capital"}
    for author, cluster, works, *_ in bundled.query("authors-by-cluster"):
        tie = (str(author), above.get(str(cluster), str(cluster)))
        asked[tie] = asked.get(tie, 0) + int(str(works))
    assert edges(bundled.network("author-cluster")) == asked


def test_gray_and_purdy_link_all_clusters(bundled: lcgraph.Graph) -> None:
    found = broker_rows(bundled.network("author-cluster"))
    assert [(row["code"], row["links"], row["spread"]) for row in found] == [
        ("gray-b", 4, 0.75), ("purdy-j", 4, 0.75), ("kaats-e", 2, 0.5), ("opheij-w", 2, 0.5),
    ]  # fmt: skip
    works = broker_rows(bundled.network("work-cluster"))
    assert [row["code"] for row in works] == ["gray-purdy-2018", "kaats-opheij-2021"]
    assert works[0]["betweenness"] > 2 * found[0]["betweenness"]  # type: ignore[operator]


def test_what_is_cited_in_passing_is_asked_for(bundled: lcgraph.Graph) -> None:
    passing = edges(bundled.network("author-motive", relations=["mentions"]))
    assert {author for author, _ in passing} == {"snoeren-m", "vereniging-hogescholen"}
    assert ("snoeren-m", "up-to-date-curriculum") not in edges(bundled.network("author-motive"))


def test_who_wrote_together(bundled: lcgraph.Graph) -> None:
    found = edges(bundled.network("co-authorship"))
    assert found["bryson-j", "crosby-b"] == 3
    assert found["kaats-e", "opheij-w"] == 3
    assert found["bryson-j", "stone-m"] == 2
    assert not any("thunnissen-m" in pair for pair in found)  # the article of the study is left out


def test_motives_go_together_as_the_query_says(bundled: lcgraph.Graph) -> None:
    assert edges(bundled.network("motive-co-occurrence")) == {
        (str(one), str(other)): n for one, other, n in bundled.query("motive-co-occurrence")
    }


def test_a_threshold_changes_what_cells_tie(tiny: Path) -> None:
    graph = lcgraph.open(studies=tiny)
    strict, loose = (edges(graph.network("case-motive", threshold=each)) for each in (None, Fraction(1, 4)))
    assert strict["tiny-synthetic/bakery", "recruitment"] == 1
    assert len(loose) > len(strict)


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("author-clusters", {}, "unknown network 'author-clusters': did you mean 'author-cluster'"),
        ("author-cluster", {"threshold": 1}, "which no threshold changes"),
        ("case-motive", {"relations": ["supports"]}, "does not rest on what works are cited for"),
        ("author-motive", {"relations": ["support"]}, "unknown relation 'support': did you mean 'supports'"),
        ("author-motive", {"project": "cluster"}, "unknown projection 'cluster'. Valid: author, motive"),
    ],
)
def test_a_wrong_call_says_what_is_valid(
    bundled: lcgraph.Graph, name: str, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(CallError, match=message):
        bundled.network(name, **options)


_ALL = """
import json, lcgraph
from lcgraph.analysis.networks import NETWORKS, broker_rows, edge_rows, node_rows, summary_rows
from lcgraph.export.networks import NETWORK_FORMATS, export_network
graph = lcgraph.open()
found = []
for name, modes in NETWORKS.items():
    whole = graph.network(name)
    parts = [graph.network(name, project=mode) for mode in modes if len(modes) > 1]
    for network in (whole, *parts):
        found += [rows(network) for rows in (node_rows, edge_rows, broker_rows, summary_rows)]
        found += [export_network(network, form, name=graph.names("nl")) for form in NETWORK_FORMATS]
print(json.dumps(found))
"""


@pytest.mark.ci
def test_the_same_data_give_the_same_numbers_and_files_in_every_process() -> None:
    """Sets of texts have another order in each process; communities must not hang on it."""
    found = []
    for seed in ("0", "1", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", _ALL],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(lcgraph.__file__).parents[1])},
        )
        found.append(json.loads(done.stdout))
    assert len(found[0]) == 17 * 7
    assert found[0] == found[1] == found[2]


# ---- Contrasts and years -----------------------------------------------------------------------------


@pytest.mark.ci(every=7)
@pytest.mark.parametrize("broader", [False, True])
@pytest.mark.parametrize(
    "by", ["role", "setting", "sector", "case", "start_year", "governance", "volunteers"]
)
def test_contrasts_are_those_of_the_query(city: Path, by: str, broader: bool) -> None:
    graph = lcgraph.open(studies=[city])
    found = [
        (each.motive, value, share.reporting, share.groups)
        for each in graph.contrasts(by, broader=broader)
        for value, share in each.shares.items()
    ]
    rows = graph.query("contrast", by=by, **({"broader": "yes"} if broader else {})).dicts()
    asked = [(row["motive"], row["value"], row["reporting"], row["groups"]) for row in rows]
    assert len(asked) > 20
    assert sorted(row for row in found if row[3]) == sorted(row for row in asked if row[3])  # type: ignore[type-var]
    order = list(dict.fromkeys(value for _, value, _, _ in found))
    assert order == sorted(order, key=[value for _, value, _, _ in asked].index)


def test_a_group_that_was_not_asked_or_coded_is_in_no_share() -> None:
    statuses = ["reported", "below-threshold", "blank", "not-asked", "not-coded"]
    rows = [
        {"study": "s", "cluster": None, "motive": "m", "case": str(case), "role": "pp", "status": status}
        for case, status in enumerate(statuses)
    ]
    rows.append({**rows[3], "role": "ep"})
    values = {("s", str(row["case"]), str(row["role"])): str(row["role"]) for row in rows}
    (found,) = contrasts(rows, values, ["ep", "pp", "nobody"])
    assert list(found.shares.items()) == [("ep", Share(0, 0)), ("pp", Share(1, 3))]
    assert found.shares["ep"].share is None


def test_a_group_without_a_value_is_on_no_side() -> None:
    """Whether a case has joint governance is not known: that is not "no"."""
    row = {"study": "s", "cluster": "c", "motive": "m", "case": "a", "role": "ngo", "status": "reported"}
    (found,) = contrasts([row, {**row, "case": "b"}], {("s", "a", "ngo"): "yes"})
    assert found.shares == {"yes": Share(1, 1)}


def test_the_years_of_cases_and_what_they_report(bundled: lcgraph.Graph) -> None:
    cases, studies = (bundled.query(name).dicts() for name in ("cases", "studies"))
    found = case_years(cases, studies, bundled.cells())
    clusters = ("legitimacy", "development", "capital", "societal")
    assert found[0] == CaseYears(
        "bos-2023", "ict", 2015, 2020, dict(zip(clusters, (2, 4, 4, 1), strict=True))
    )
    assert case_years(cases[:1], [], []) == [CaseYears("bos-2023", "ict", 2015, None, {})]


def test_works_stand_by_cluster_and_year() -> None:
    years = [{"work": "w1", "year": 2001}, {"work": "w7", "year": 1999}, {"work": "w4", "year": None}]
    found = work_years(CLAIMS, years, relations=("supports", "defines"), clusters=shared().codes("cluster"))
    assert found == [
        WorkYear("w7", "legitimacy", 1999),
        WorkYear("w1", "legitimacy", 2001),
        WorkYear("w4", "capital", None),
    ]


def test_closeness_is_at_most_one_also_where_a_network_falls_apart(city: Path) -> None:
    """Ann Brook is as close as can be to what she can reach: a cluster and an author, 2 of the 8 others."""
    network = lcgraph.open(studies=[city]).network("author-cluster")
    assert nx.number_connected_components(network) == 2
    closeness = {row["id"]: row["closeness"] for row in node_rows(network)}
    assert closeness == {
        "author:brook-a": 0.25, "author:van-lindeman-b": 0.25, "cluster:trust": 0.25,
        "author:dune-e": 0.5, "author:field-f": 0.5, "author:marsh-d": 0.5, "author:hill-c": 0.625,
        "cluster:liveability": 0.625, "cluster:capital": 0.3125,
    }  # fmt: skip
