"""The package: whole, described as RO-Crate 1.2 asks, with checksums that fit, and nothing private.

`rocrate-validator` 0.13 finds the packages of both studies valid (profile ro-crate-1.2, what is required). It
needs the network for the context and is therefore no part of the tests, which check the same rules.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import lcgraph
from lcgraph.errors import CallError
from lcgraph.export.registry import FORMATS, written
from lcgraph.export.rocrate import Part, export_rocrate
from lcgraph.release import this_release
from lcgraph.say import Text
from lcgraph.vocab import BASE


def packed(*studies: Path, lang: str = "en") -> Mapping[str, bytes]:
    content = written(lcgraph.open(studies=list(studies)), "ro-crate", lang=lang).content
    assert isinstance(content, Mapping)
    return content


def entities(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    document = json.loads(files["ro-crate-metadata.json"])
    assert document["@context"] == "https://w3id.org/ro/crate/1.2/context"
    found = {entity["@id"]: entity for entity in document["@graph"]}
    assert len(found) == len(document["@graph"])  # each described once
    return found


@pytest.fixture(scope="module")
def bundled() -> Mapping[str, bytes]:
    return packed()


def test_the_descriptor_and_the_root_are_as_the_specification_asks(bundled: Mapping[str, bytes]) -> None:
    found = entities(bundled)
    descriptor, root = found["ro-crate-metadata.json"], found["./"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    assert root["@type"] == "Dataset"
    assert (
        root["name"] == "Strategic motives for interorganisational collaboration within learning communities"
    )
    assert root["datePublished"] == this_release().day
    assert root["license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert root["citation"] == {"@id": "https://doi.org/10.59532/tvho.v41i2.15695"}
    assert root["description"].startswith(
        "Why organisations collaborate, as a knowledge graph: 5 cases, 10 partner groups, 130 cells, 37 works"
    )


def test_every_file_is_described_with_its_size_and_sum(bundled: Mapping[str, bytes]) -> None:
    found = entities(bundled)
    listed = {part["@id"] for part in found["./"]["hasPart"]}
    assert listed == set(bundled) - {"ro-crate-metadata.json"}
    for path in listed:
        entity = found[path]
        assert entity["@type"] == "File"
        assert entity["contentSize"] == str(len(bundled[path]))
        assert entity["sha256"] == hashlib.sha256(bundled[path]).hexdigest()
        assert "/" in entity["encodingFormat"]
        assert entity["description"]


def test_every_reference_leads_to_an_entity_with_a_name(bundled: Mapping[str, bytes]) -> None:
    found = entities(bundled)
    pointed = []
    for entity in found.values():
        for name, value in entity.items():
            pointed += [
                each["@id"]
                for each in (value if isinstance(value, list) else [value])
                if isinstance(each, dict)
            ]
            assert not (isinstance(value, list) and len(value) < 2), (entity["@id"], name)
    assert len(pointed) > 40
    assert [iri for iri in pointed if iri not in found] == []
    nameless = [iri for iri in found if not found[iri].get("name") and iri != "ro-crate-metadata.json"]
    assert nameless == []


def test_it_holds_the_data_in_every_format_that_belongs_in_it(bundled: Mapping[str, bytes]) -> None:
    names = {form.file for form in FORMATS.values() if form.file}
    assert len(names) >= 10
    assert names <= {path.partition("/")[0] for path in bundled}
    graph = lcgraph.open()
    for name in ("turtle", "trig", "xlsx", "nanopub"):
        assert bundled[FORMATS[name].file] == written(graph, name).content
    context = json.loads(bundled["ontology/context.jsonld"])
    assert json.loads(bundled["study.jsonld"])["@context"] == context["@context"]
    assert len(list(ox.parse(bundled["ontology/core.ttl"], format=ox.RdfFormat.TURTLE))) > 500


def test_the_checksums_are_those_that_sha256sum_checks(tmp_path: Path, ask: Callable[..., Any]) -> None:
    folder = tmp_path / "crate"
    made = ask("export", "--format", "ro-crate", "-o", folder, "--date", "2027-01-02")
    assert (made.status, made.err) == (0, "lcgraph: package dated 2027-01-02: another day by --date\n")
    lines = (folder / "checksums.sha256").read_text().splitlines()
    sums = {
        path: sum_ for sum_, path in (line.split("  ", 1) for line in lines)
    }  # as the program writes them: sum, two spaces, path
    written_files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(sums) == written_files - {"ro-crate-metadata.json", "checksums.sha256"}
    assert [
        path
        for path, sum_ in sums.items()
        if hashlib.sha256((folder / path).read_bytes()).hexdigest() != sum_
    ] == []
    assert (
        json.loads((folder / "ro-crate-metadata.json").read_text())["@graph"][1]["datePublished"]
        == "2027-01-02"
    )


def test_a_study_of_one_s_own_is_not_published_by_others(tiny: Path) -> None:
    files = packed(tiny, lang="nl")
    root = entities(files)["./"]
    assert "publisher" not in root
    assert root["author"] == {"@id": f"{BASE}agent/van-der-verzonnen-a"}
    assert root["name"] == "Waarom bakkers en ziekenhuizen meedoen (synthetisch)"
    assert files["CITATION.cff"].decode().splitlines()[:7] == [
        "cff-version: 1.2.0",
        'message: "If you use these data, please cite them, and the publication that they are from."',
        "type: dataset",
        'title: "Waarom bakkers en ziekenhuizen meedoen (synthetisch)"',
        "authors:",
        '  - family-names: "van der Verzonnen"',
        '    given-names: "Anna"',
    ]
    assert "license: CC0-1.0" in files["CITATION.cff"].decode()


def test_nothing_at_all_is_no_package() -> None:
    with pytest.raises(CallError, match="no study here: nothing to package"):
        export_rocrate([], {"a.ttl": Part(b"", Text(nl="a", en="a"))}, "en", "2026-11-23")
