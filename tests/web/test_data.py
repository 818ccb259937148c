"""The data beside the pages: the graph and nothing else, counted and signed truly, the same every time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

import lcgraph
from lcgraph.export.registry import written
from lcgraph.resources import artefact
from lcgraph.vocab import BASE, ONTOLOGY

Files = Mapping[str, bytes]
Make = Callable[..., dict[str, bytes]]
Run = Callable[..., Any]
KINDS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".jsonld": ox.RdfFormat.JSON_LD}
NAMES = {".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld"}
DOCUMENT = re.compile(re.escape(BASE) + r".*\.(ttl|nt|jsonld)$")
DESCRIBED = re.compile(
    r"download/|study/bos-2023/dataset|catalogue\.|cube\.ttl|context\.jsonld|ontology/shapes\."
)
"""Files that say what the data set is, or repeat it whole; those that are not about a thing of the graph."""
VOID = "http://rdfs.org/ns/void#"
DATASET = f"{BASE}study/bos-2023/dataset"


def beside(files: Files, ending: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.endswith(ending) and not DESCRIBED.match(path)}


def parsed(data: bytes, ending: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(data, format=KINDS[ending])}


def of_the_graph(triples: set[ox.Triple]) -> set[ox.Triple]:
    """Without what a document says of itself, and without axioms, whose nodes have no names to compare."""
    return {
        triple
        for triple in triples
        if isinstance(triple.subject, ox.NamedNode)
        and not isinstance(triple.object, ox.BlankNode)
        and not DOCUMENT.match(triple.subject.value)
    }


@pytest.mark.parametrize("ending", KINDS)
def test_the_documents_together_are_the_exported_graph(bundled: Files, ending: str) -> None:
    quads, _ = lcgraph.open().public(ontology=True)
    expected = of_the_graph({quad.triple for quad in quads})
    found: set[ox.Triple] = set()
    documents = beside(bundled, ending)
    assert len(documents) > 450
    for data in documents.values():
        found |= of_the_graph(parsed(data, ending))
    assert found == expected


def test_the_three_formats_of_a_document_say_the_same(bundled: Files) -> None:
    for path, data in beside(bundled, ".ttl").items():
        stem = path.removesuffix(".ttl")
        turtle = of_the_graph(parsed(data, ".ttl"))
        assert turtle == of_the_graph(parsed(bundled[f"{stem}.nt"], ".nt"))
        assert turtle == of_the_graph(parsed(bundled[f"{stem}.jsonld"], ".jsonld"))


@pytest.mark.ci
@pytest.mark.parametrize("ending", KINDS)
def test_rdflib_reads_every_rdf_file_as_oxigraph_does(bundled: Files, ending: str) -> None:
    count = 0
    for path, data in bundled.items():
        if path.endswith(ending) and path != "context.jsonld":
            graph = rdflib.Dataset(default_union=True)
            graph.parse(data=data, format=NAMES[ending])
            triples = {(each[0], each[1], each[2]) for each in graph.quads()}
            assert len(triples) == len(parsed(data, ending)) > 0, path
            count += 1
    assert count > 450


def test_the_ontology_document_is_the_whole_ontology(bundled: Files) -> None:
    quads, _ = lcgraph.open().public(ontology=True)
    stated = {quad.triple for quad in quads if quad.graph_name == ONTOLOGY}
    owl = "http://www.w3.org/2002/07/owl#"
    headers = {
        triple for triple in stated
        if str(triple.subject).startswith(f"<{ONTOLOGY.value}/")
        and (triple.predicate.value.startswith(f"{owl}version") or str(triple.object) == f"<{owl}Ontology>")
    } | {triple for triple in stated if triple.predicate.value == f"{owl}imports"}  # fmt: skip
    assert len(headers) > 10
    stated -= headers
    axioms = {triple for triple in stated if isinstance(triple.object, ox.BlankNode)}
    assert len(axioms) > 10
    for path in ("ontology.ttl", "ontology/0.1.0.ttl"):
        found = parsed(bundled[path], ".ttl")
        assert {triple for triple in found if isinstance(triple.subject, ox.NamedNode)} > {
            triple for triple in stated if isinstance(triple.subject, ox.NamedNode) and triple not in axioms
        }
        assert len({triple for triple in found if isinstance(triple.object, ox.BlankNode)}) == len(axioms)
        named = [each.subject.value for each in found if str(each.object) == f"<{owl}Ontology>"]
        assert named == [ONTOLOGY.value]  # one header, and nothing to fetch
        assert not any(each.predicate.value == f"{owl}imports" for each in found)
        parts = {each.subject.value for each in found if each.predicate.value.endswith("/isPartOf")}
        assert f"{ONTOLOGY.value}/core" in parts


@pytest.mark.parametrize("name", ["core", "motives", "literature", "crosswalk", "alignments", "shapes"])
def test_the_parts_of_the_ontology_are_the_files_of_the_repository(bundled: Files, name: str) -> None:
    source = parsed(artefact("ontology", f"{name}.ttl").read_bytes(), ".ttl")
    found = parsed(bundled[f"ontology/{name}.ttl"], ".ttl")
    assert of_the_graph(source) <= of_the_graph(found)
    axioms = [[each for each in one if isinstance(each.object, ox.BlankNode)] for one in (source, found)]
    assert len(axioms[0]) == len(axioms[1])


def test_a_document_says_its_licence_its_topic_and_its_data_set(bundled: Files) -> None:
    said = {
        str(triple)
        for triple in parsed(bundled["motive/image.ttl"], ".ttl")
        if "image.ttl" in str(triple.subject)
    }
    this = f"<{BASE}motive/image.ttl>"
    assert said == {
        f"{this} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Document>",
        f"{this} <http://xmlns.com/foaf/0.1/primaryTopic> <{BASE}motive/image>",
        f"{this} <http://purl.org/dc/terms/license> <https://creativecommons.org/licenses/by/4.0/>",
        f"{this} <{VOID}inDataset> <{DATASET}>",
    }


def test_counts_of_void_are_those_of_the_data(bundled: Files) -> None:
    data = rdflib.Graph().parse(data=bundled["download/study.ttl"], format="turtle")
    told = rdflib.Graph().parse(data=bundled["study/bos-2023/dataset.ttl"], format="turtle")
    this = rdflib.URIRef(DATASET)

    def counted(name: str, subject: Any = this) -> int:
        (value,) = told.objects(subject, rdflib.URIRef(VOID + name))
        return int(value)

    assert counted("triples") == len(data)
    assert counted("distinctSubjects") == len(set(data.subjects()))
    assert counted("distinctObjects") == len(set(data.objects()))
    assert counted("properties") == len(set(data.predicates()))
    assert counted("classes") == len(set(data.objects(None, rdflib.RDF.type)))
    assert counted("entities") == len(set(data.subjects(rdflib.RDF.type, None)))
    parts = list(told.objects(this, rdflib.URIRef(VOID + "classPartition")))
    assert len(parts) == counted("classes")
    for part in parts:
        (kind,) = told.objects(part, rdflib.URIRef(VOID + "class"))
        assert counted("entities", part) == len(set(data.subjects(rdflib.RDF.type, kind)))
    dumps = {str(each) for each in told.objects(this, rdflib.URIRef(VOID + "dataDump"))}
    assert f"{BASE}download/study.ttl" in dumps
    assert all(each.removeprefix(BASE) in bundled for each in dumps)
    assert parsed(bundled[".well-known/void"], ".ttl") == parsed(bundled["catalogue.ttl"], ".ttl")


def test_the_catalogue_lists_the_data_set_its_version_and_every_download(bundled: Files) -> None:
    graph = ox.Store()
    graph.load(bundled["catalogue.ttl"], format=ox.RdfFormat.TURTLE)
    rows = graph.query(
        """PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX spdx: <http://spdx.org/rdf/terms#>
        SELECT ?url ?size ?sum ?version WHERE {
          ?catalogue a dcat:Catalog ; dcat:dataset ?set .
          ?set dcat:distribution ?file ; dcat:version ?version ; dcat:hasVersion ?frozen .
          ?frozen dcat:isVersionOf ?set ; dcat:distribution ?file .
          ?file dcat:downloadURL ?url ; dcat:byteSize ?size ; spdx:checksum/spdx:checksumValue ?sum }"""
    )
    found = {row["url"].value.removeprefix(BASE): (int(row["size"].value), row["sum"].value) for row in rows}
    assert len(found) > 30
    assert set(found) == {path for path in bundled if path.startswith("download/")}
    for path, (size, digest) in found.items():
        assert (size, digest) == (len(bundled[path]), hashlib.sha256(bundled[path]).hexdigest())
    assert b"previousVersion" not in bundled["catalogue.ttl"]


def test_schema_org_names_files_that_are_there_with_their_sums(bundled: Files) -> None:
    for page in ("index.html", "index.nl.html", "study/bos-2023/dataset.html"):
        (text,) = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', bundled[page].decode(), re.DOTALL
        )
        told = json.loads(text)
        assert told["@type"] == "Dataset"
        assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
        for each in told["distribution"]:
            data = bundled[each["contentUrl"].removeprefix(BASE)]
            assert each["sha256"] == hashlib.sha256(data).hexdigest()
            assert each["contentSize"] == f"{len(data)} B"


def test_signposts_lead_from_a_page_to_its_identity_data_licence_and_authors(
    bundled: Files, read_page: Callable[[bytes], list[Any]]
) -> None:
    page = read_page(bundled["motive/image.html"])
    signs = {(each.attributes["rel"], each.attributes["href"]) for each in page if each.name == "link"}
    assert {
        ("cite-as", f"{BASE}motive/image"), ("describedby", "image.ttl"), ("describedby", "image.jsonld"),
        ("describedby", "image.nt"), ("license", "https://creativecommons.org/licenses/by/4.0/"),
        ("author", f"{BASE}agent/bos-p"), ("type", "https://schema.org/DefinedTerm"),
        ("collection", "../study/bos-2023/dataset.html"),
    } <= signs  # fmt: skip
    items = {
        each.attributes["href"]
        for each in read_page(bundled["study/bos-2023/dataset.html"])
        if each.attributes.get("rel") == "item"
    }
    assert items == {f"../../{path}" for path in bundled if path.startswith("download/")}


def test_downloads_are_the_exports(bundled: Files) -> None:
    graph = lcgraph.open()
    for name, path in (("turtle", "study.ttl"), ("trig", "study.trig"), ("nanopub", "nanopublications.trig")):
        assert bundled[f"download/{path}"] == written(graph, name).content


def test_the_list_of_checksums_is_true_and_whole(folder: Path, bundled: Files) -> None:
    lines = (folder / "lcgraph-site.sha256").read_text(encoding="utf-8").splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in lines)
    assert set(listed) == set(bundled) - {"lcgraph-site.sha256"}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there == set(bundled)
    for path, digest in listed.items():
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == digest


@pytest.mark.ci
def test_the_same_data_give_the_same_bytes(run: Run, tiny: Path, tmp_path: Path) -> None:
    sums = []
    for seed in ("1", "2"):
        done = run("site", tmp_path / seed, "--study", tiny, env={"PYTHONHASHSEED": seed})
        assert done.status == 0
        sums.append((tmp_path / seed / "lcgraph-site.sha256").read_bytes())
    assert sums[0] == sums[1]
    assert sums[0].count(b"\n") > 1_000


@pytest.mark.ci
def test_a_site_is_dated_by_the_release_unless_it_is_told_a_day(tiny: Path) -> None:
    from lcgraph.web.site import Site

    for day, told in (("2027-01-31", b"data of 2027-01-31"), ("", b"data of 2026-11-23")):
        files = Site(lcgraph.open(studies=tiny), day).made()
        assert told in next(data for path, data in files if path == "index.html")
    with pytest.raises(lcgraph.errors.CallError, match="'tomorrow' is not a day: write it as 2026-12-31"):
        Site(lcgraph.open(studies=tiny), "tomorrow")


def test_nothing_of_respondents_and_small_groups_is_in_any_file(
    make_site: Make, leaky: Path, secrets: tuple[str, ...]
) -> None:
    files = make_site(leaky)
    planted = [secret for secret in secrets if secret.startswith(("SECRET", "19"))]
    assert len(planted) == 8
    for path, data in files.items():
        if path.endswith(".xlsx"):
            continue  # compressed; its writer is tested with the exports
        text = data.decode(errors="replace").lower()
        assert [secret for secret in planted if secret.lower() in text] == [], path
        assert "/respondent/" not in path
        assert "/mention/" not in path
    study = {path: data for path, data in files.items() if path.startswith("study/")}
    assert len(study) > 150
    assert not any(b"mentions.csv" in data or b"respondents.csv" in data for data in study.values())
    cell = files["study/leaky/finding/hospital/education-partner/image.html"].decode()
    assert "withheld: they are about too few people" in cell
    alone = files["study/leaky/finding/bakery/education-partner/image.html"].decode()  # a group of one
    assert "withheld: they are about too few people" in alone
    assert "3 of 3 respondents" in files["study/leaky/finding/hospital/practice-partner/image.html"].decode()


# ---- One question, three ways: which practice partners name recruitment, and where does it say so? ----

ANSWER = {
    "ict": "Tabel 3",
    "technology": "Tabel 3",
    "education": "Tabel 3",
    "health-care": "Tabel 3",
}
"""Table 3 of the article, row "Werven van personeel", columns WV."""


def test_the_question_is_answered_by_clicking(
    bundled: Files, read_page: Callable[[bytes], list[Any]]
) -> None:
    home = read_page(bundled["index.html"])
    assert "motive/recruitment.html" in {each.attributes.get("href") for each in home if each.name == "a"}
    motive = read_page(bundled["motive/recruitment.html"])
    marks = [
        each
        for each in motive
        if each.name == "td" and "reported" in each.attributes.get("class", "").split()
    ]
    assert len(marks) == 5
    found = {}
    for each in motive:
        href = each.attributes.get("href", "")
        if "practice-partner/recruitment" in href and each.text.startswith("×"):
            finding = read_page(bundled[href.removeprefix("../")])
            places = [fact.text for fact in finding if fact.attributes.get("class") == "place"]
            found[href.split("/")[4]] = places[0]
    assert set(found) == set(ANSWER)
    assert all(f"Place{place}" in found[case] for case, place in ANSWER.items())
    assert all(place.endswith("Bos et al. (2023)") for place in found.values())


def test_the_question_is_answered_by_a_csv(bundled: Files) -> None:
    rows = csv.DictReader(io.StringIO(bundled["download/tables/cells.csv"].decode()))
    wanted = {"motive": "recruitment", "role": "practice-partner", "status": "reported"}
    found = {row["case"]: row["locator"] for row in rows if wanted.items() <= row.items()}
    assert set(found) == set(ANSWER)
    assert all(found[case].startswith(place) for case, place in ANSWER.items())


def test_the_question_is_answered_by_a_turtle_file(
    bundled: Files, read_page: Callable[[bytes], list[Any]]
) -> None:
    (text,) = [
        "".join(each.words)
        for each in read_page(bundled["study/bos-2023/dataset.html"])
        if each.name == "pre"
    ]
    graph = rdflib.Graph().parse(data=bundled["download/study.ttl"], format="turtle")
    found = {str(case): str(place) for case, place in graph.query(text)}
    assert set(found) == set(ANSWER)
    assert all(found[case].startswith(place) for case, place in ANSWER.items())


@pytest.mark.parametrize("name", ["contrast", "motive-coverage", "works-by-cluster"])
def test_a_query_can_be_run_with_the_files_of_the_site_alone(folder: Path, name: str) -> None:
    """As its page says: the query file over everything.ttl, in rdflib."""
    data = rdflib.Graph().parse(folder / "download" / "everything.ttl")
    rows = [
        ["" if cell is None else str(cell) for cell in row]
        for row in data.query((folder / "query" / f"{name}.rq").read_text())
    ]
    heads, *listed = csv.reader(io.StringIO((folder / "query" / f"{name}.csv").read_text(encoding="utf-8")))
    assert [row[: len(heads)] for row in rows] == listed  # `withheld` stands where something is
    assert rows
