"""The crosswalk as SSSOM: what others' readers make of it, and the same bytes for the same quads.

The TSV is read by `sssom-pydantic`, an implementation of the standard that is not ours; the RDF by rdflib,
after the rules of https://mapping-commons.github.io/sssom/spec-formats-rdf/.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

import lcgraph
from lcgraph.errors import CallError
from lcgraph.export.sssom import export_sssom, export_sssom_rdf, mapping_sets
from lcgraph.graph import ontology_quads, read_studies
from lcgraph.resources import bundled_study
from lcgraph.vocab import BASE, LCG
from lcgraph.vocab import DCTERMS as TERMS

Make = Callable[[Mapping[str, str | bytes | None]], Path]
Read = Callable[[bytes], tuple[list[Any], Any]]
SSSOM = rdflib.Namespace("https://w3id.org/sssom/")
PAV = rdflib.Namespace("http://purl.org/pav/")
STUDY = "lcgraph:study/bos-2023/correspondence/"


def quads_of(*folders: Path) -> list[ox.Quad]:
    return [*ontology_quads(), *read_studies(folders)]


@pytest.fixture(scope="module")
def bundled() -> list[ox.Quad]:
    return lcgraph.open().quads(ontology=True)


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read SSSOM/TSV with sssom-pydantic, whose imports would else make a folder in the home folder."""
    monkeypatch.setenv("PYSTOW_HOME", str(tmp_path / "pystow"))
    import sssom_pydantic

    def reading(data: bytes) -> tuple[list[Any], Any]:
        path = tmp_path / "crosswalk.sssom.tsv"
        path.write_bytes(data)
        mappings, _, metadata = sssom_pydantic.read(path)
        return mappings, metadata

    return reading


def test_the_head_says_what_the_mapping_set_is(bundled: list[ox.Quad]) -> None:
    lines = export_sssom(bundled, version="0.1.0").decode().splitlines()
    assert lines[:13] == [
        '#sssom_version: "1.1"',
        "#curie_map:",
        "#  lcgraph: https://w3id.org/lcgraph/",
        "#mapping_set_id: https://w3id.org/lcgraph/study/bos-2023/crosswalk",
        "#mapping_set_version: 0.1.0",
        '#mapping_set_title: "Crosswalk: Strategic motives for interorganisational collaboration within '
        'learning communities"',
        "#mapping_set_description: How clusters, levels and motives of lcgraph correspond to concepts of "
        "works, as far as the study says so. What it does not say is absent.",
        "#license: https://creativecommons.org/licenses/by/4.0/",
        "#subject_type: skos concept",
        f"#subject_source_version: {lcgraph.__version__}",
        "#object_type: skos concept",
        "#mapping_provider: https://doi.org/10.59532/tvho.v41i2.15695",
        "record_id\tsubject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\t"
        "author_id\tauthor_label\tsubject_source\tobject_source\tcomment",
    ]
    assert [line.split("\t")[1:11] for line in lines[13:]] == [
        [
            "lcgraph:cluster/legitimacy",
            "legitimacy motives",
            "skos:closeMatch",
            "lcgraph:work/gray-purdy-2018/concept/legitimacy",
            "legitimacy",
            "semapv:ManualMappingCuration",
            "lcgraph:agent/lcgraph-contributors",
            "lcgraph contributors",
            "lcgraph:cluster",
            "lcgraph:work/gray-purdy-2018",
        ],
        [
            "lcgraph:motive/recruitment",
            "recruitment",
            "skos:narrowMatch",
            "lcgraph:work/gray-purdy-2018/concept/recruitment",
            "recruiting new staff",
            "semapv:ManualMappingCuration",
            "lcgraph:agent/lcgraph-contributors",
            "lcgraph contributors",
            "lcgraph:motive",
            "lcgraph:work/gray-purdy-2018",
        ],
        [
            "lcgraph:motive/sector-failures",
            "sector failures",
            "skos:closeMatch",
            "lcgraph:work/bryson-crosby-stone-2006/concept/sector-failures",
            "sector failures",
            "semapv:ManualMappingCuration",
            "lcgraph:agent/lcgraph-contributors",
            "lcgraph contributors",
            "lcgraph:motive",
            "lcgraph:work/bryson-crosby-stone-2006",
        ],
    ]


def test_another_implementation_reads_what_was_written(bundled: list[ox.Quad], read: Read) -> None:
    mappings, metadata = read(export_sssom(bundled, version="0.1.0"))
    assert (str(metadata.id), metadata.version) == (BASE + "study/bos-2023/crosswalk", "0.1.0")
    assert str(metadata.license) == "https://creativecommons.org/licenses/by/4.0/"
    assert [
        (each.record.curie, each.subject.curie, each.predicate.curie, each.object.curie) for each in mappings
    ] == [
        (
            STUDY + "cluster/legitimacy/gray-purdy-2018/legitimacy",
            "lcgraph:cluster/legitimacy",
            "skos:closeMatch",
            "lcgraph:work/gray-purdy-2018/concept/legitimacy",
        ),
        (
            STUDY + "motive/recruitment/gray-purdy-2018/recruitment",
            "lcgraph:motive/recruitment",
            "skos:narrowMatch",
            "lcgraph:work/gray-purdy-2018/concept/recruitment",
        ),
        (
            STUDY + "motive/sector-failures/bryson-crosby-stone-2006/sector-failures",
            "lcgraph:motive/sector-failures",
            "skos:closeMatch",
            "lcgraph:work/bryson-crosby-stone-2006/concept/sector-failures",
        ),
    ]
    first = mappings[0]
    assert first.justification.curie == "semapv:ManualMappingCuration"
    assert [author.curie for author in first.authors] == ["lcgraph:agent/lcgraph-contributors"]
    assert first.subject_type.curie == first.object_type.curie == "skos:Concept"
    assert (
        first.subject_source_version == lcgraph.__version__
    )  # told once in the head, and of each mapping when read
    assert str(first.provider) == "https://doi.org/10.59532/tvho.v41i2.15695"
    assert first.comment.startswith("Conclusie en discussie, alinea 3: The study gives the cluster")


def test_labels_and_comments_come_in_the_language_that_is_asked_for(
    bundled: list[ox.Quad], read: Read
) -> None:
    mappings, metadata = read(export_sssom(bundled, lang="nl"))
    assert metadata.title.startswith("Begrippen naast elkaar: Strategische motieven")
    assert metadata.version is None
    assert (mappings[0].subject.name, mappings[0].object.name) == ("legitimerende motieven", "legitimiteit")
    assert "De studie noemt het cluster" in mappings[0].comment


def test_rdf_says_the_same_as_tsv(bundled: list[ox.Quad]) -> None:
    graph = rdflib.Graph().parse(data=export_sssom_rdf(bundled, version="0.1.0"), format="turtle")
    (set_,) = graph.subjects(RDF.type, SSSOM.MappingSet)
    assert str(set_) == BASE + "study/bos-2023/crosswalk"
    assert (set_, SSSOM.sssom_version, SSSOM["version1.1"]) in graph
    assert (set_, DCTERMS.license, rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")) in graph
    assert (set_, OWL.versionInfo, rdflib.Literal("0.1.0")) in graph
    assert set(graph.objects(set_, SSSOM.mappings)) == set(graph.subjects(RDF.type, OWL.Axiom))
    rows = [
        line.split("\t")
        for line in export_sssom(bundled, version="0.1.0").decode().splitlines()
        if not line.startswith("#")
    ]
    slots = {
        "subject_id": OWL.annotatedSource,
        "predicate_id": OWL.annotatedProperty,
        "object_id": OWL.annotatedTarget,
        "author_id": PAV.authoredBy,
        "comment": RDFS.comment,
    }
    spaces = dict(graph.namespaces())
    for row in rows[1:]:
        cells = dict(zip(rows[0], row, strict=True))
        node = rdflib.URIRef(cells.pop("record_id").replace("lcgraph:", str(spaces["lcgraph"])))
        assert len(cells) == 11
        for name, cell in cells.items():
            (found,) = graph.objects(node, slots.get(name, SSSOM[name]))
            prefix, _, local = cell.partition(":")
            is_iri = isinstance(found, rdflib.URIRef)
            assert str(found) == (f"{spaces[prefix]}{local}" if is_iri else cell), name
        assert (node, SSSOM.subject_type, SKOS.Concept) in graph  # the head's slots stand with each
        assert (node, SSSOM.mapping_provider, None) in graph


def test_the_same_quads_in_any_order_give_the_same_bytes(bundled: list[ox.Quad]) -> None:
    shuffled = list(bundled)
    random.Random(1).shuffle(shuffled)
    assert export_sssom(shuffled) == export_sssom(bundled)
    assert export_sssom_rdf(shuffled) == export_sssom_rdf(bundled)


def test_a_public_export_holds_the_whole_crosswalk(tiny: Path) -> None:
    graph = lcgraph.open(studies=[tiny])
    public, _ = graph.public(ontology=True)
    assert export_sssom(public) == export_sssom(graph.quads(ontology=True))


def test_a_motive_of_a_study_has_the_study_as_its_source_and_no_version(tiny: Path, read: Read) -> None:
    mappings, metadata = read(export_sssom(quads_of(tiny)))
    found = {each.subject.curie: each for each in mappings}
    assert str(metadata.license) == "https://creativecommons.org/publicdomain/zero/1.0/"
    own = found["lcgraph:study/tiny-synthetic/motive/fresh-bread"]
    assert (own.subject_source.curie, own.subject_source_version) == ("lcgraph:study/tiny-synthetic", None)
    assert own.predicate.curie == "skos:exactMatch"
    assert sorted(author.curie for author in own.authors) == [
        "lcgraph:agent/invented-guild-of-bakers",
        "lcgraph:agent/van-der-verzonnen-a",
    ]
    assert own.comment == "Theory; Table 1"
    level = found["lcgraph:level/collective"]
    assert (level.subject_source.curie, level.authors, level.object.name) == (
        "lcgraph:level",
        None,
        "shared oven",
    )


ODD = [
    'a "b" | c\\d',
    "true",
    "No",
    "a: b",
    "a #b",
    "a:",
    "#a",
    "- a",
    "1.0",
    "2020-10-01",
    "[a]",
    "é𝄞\u2028x",
]


@pytest.mark.parametrize("odd", ODD)
def test_odd_text_comes_back_as_it_was(study_with: Make, read: Read, odd: str) -> None:
    quoted = '"' + odd.replace('"', '""') + '"'
    folder = study_with(
        {
            "crosswalk.csv": "about,match,work,concept,label_en,locator,author\n"
            f"level:collective,close,mueller-de-laat-2011,a,{quoted},{quoted},{quoted}\n"
        }
    )
    title = ox.Literal(odd, language="en")
    quads = [
        ox.Quad(quad.subject, quad.predicate, title, quad.graph_name)
        if quad.predicate == TERMS.title and "/study/" in str(quad.subject)
        else quad
        for quad in quads_of(folder)
    ]
    ((mapping,), metadata) = read(export_sssom(quads, version=odd))
    assert (metadata.title, metadata.version) == (f"Crosswalk: {odd}", odd)
    assert (mapping.object.name, mapping.comment) == (odd, odd)


def test_a_tab_and_a_line_break_stay_within_their_cell(study_with: Make) -> None:
    folder = study_with(
        {
            "crosswalk.csv": "about,match,work,concept,label_en,locator\n"
            'level:collective,close,mueller-de-laat-2011,a,"a\tb",p. 1\n'
        }
    )
    row = export_sssom(quads_of(folder)).decode().splitlines()[-1]
    assert '\t"a\tb"\t' in row


def test_a_file_holds_one_set_and_rdf_holds_all(tiny: Path) -> None:
    both = quads_of(bundled_study(), tiny)
    with pytest.raises(CallError, match=r"2 have one here \(bos-2023, tiny-synthetic\): see --study"):
        export_sssom(both)
    graph = rdflib.Graph().parse(data=export_sssom_rdf(both), format="turtle")
    assert {str(each).rpartition("/study/")[2] for each in graph.subjects(RDF.type, SSSOM.MappingSet)} == {
        "bos-2023/crosswalk",
        "tiny-synthetic/crosswalk",
    }
    assert len(list(graph.subjects(RDF.type, OWL.Axiom))) == 6


def test_without_a_crosswalk_it_is_said_what_to_do(study_with: Make) -> None:
    quads = quads_of(study_with({"crosswalk.csv": None}))
    for export in (export_sssom, export_sssom_rdf):
        with pytest.raises(CallError, match=r"there is no crosswalk here: write crosswalk\.csv"):
            export(quads)


def test_without_a_licence_there_is_no_mapping_set(bundled: list[ox.Quad]) -> None:
    with pytest.raises(CallError, match=r"bos-2023 has none: write licence in study\.toml"):
        export_sssom([quad for quad in bundled if quad.predicate != TERMS.license])


def test_an_identifier_from_elsewhere_that_has_no_short_form_is_told(bundled: list[ox.Quad]) -> None:
    elsewhere = ox.NamedNode("https://example.org/concepts/legitimacy")
    quads = [
        ox.Quad(quad.subject, quad.predicate, elsewhere, quad.graph_name)
        if quad.predicate == LCG.withConcept
        else quad
        for quad in bundled
    ]
    with pytest.raises(CallError, match=r"object_id <https://example\.org/concepts/legitimacy> has no short"):
        export_sssom(quads)
    assert "<https://example.org/concepts/legitimacy>" in export_sssom_rdf(quads).decode()


def test_a_set_is_ordered_by_its_records(bundled: list[ox.Quad]) -> None:
    (found,) = mapping_sets(bundled, lang="en")
    records = [mapping["record_id"][0] for mapping in found.mappings]
    assert records == sorted(records)
    assert len(records) == 3
