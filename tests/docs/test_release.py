"""A release: all places agree, raising the version reaches each, and the metadata of a deposit are valid."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pyoxigraph as ox
import pytest
import yaml

import lcgraph
from lcgraph.export.registry import written
from lcgraph.release import Release, released, this_release
from lcgraph.resources import ontology_files, shapes_file

ROOT = Path(__file__).resolve().parents[2]
OWL = "http://www.w3.org/2002/07/owl#"
DOI = "10.5281/zenodo.1"
NOW = lcgraph.__version__
NEXT, AFTER = (f"{int(NOW.partition('.')[0]) + step}.0.0" for step in (1, 2))


@pytest.fixture
def next_version(release: ModuleType) -> Mapping[str, str]:
    """The files after the next release, with something in the changelog."""
    files = release.read()
    told = files["CHANGELOG.md"].replace("## [Unreleased]", "## [Aside]")
    files["CHANGELOG.md"] = told.replace("## [", "## [Unreleased]\n\n- Bread.\n\n## [", 1)
    made: Mapping[str, str] = release.raised(files, NEXT, "2027-03-01", DOI)
    return made


def test_every_place_says_the_version_that_this_is(release: ModuleType) -> None:
    files = release.read()
    assert set(release.versions(files).values()) == {lcgraph.__version__, this_release().version}
    assert release.problems(files) == []


def test_no_file_with_a_version_is_forgotten(release: ModuleType) -> None:
    """Every file of the ontology, and whatever else names the version IRI."""
    names = {path.relative_to(ROOT).as_posix() for path in [*ontology_files(), shapes_file()]}
    assert names <= set(release.FILES)
    stated = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "ontology").glob("*.ttl")
        if f"/{lcgraph.__version__}>" in path.read_text(encoding="utf-8")
    }
    assert stated == names


def test_a_raised_version_stands_everywhere(release: ModuleType, next_version: Mapping[str, str]) -> None:
    assert release.problems(next_version) == []
    assert set(release.versions(next_version).values()) == {NEXT}
    assert released(next_version["ontology/lcgraph.ttl"]) == Release(NEXT, "2027-03-01", NOW, DOI)
    changes = next_version["CHANGELOG.md"]
    assert f"## [{NEXT}] - 2027-03-01\n\n- Bread.\n\n## [" in changes
    assert f"[{NEXT}]: https://w3id.org/lcgraph/ontology/{NEXT}\n[{NOW}]: " in changes


def test_the_ontology_names_the_version_before(next_version: Mapping[str, str]) -> None:
    seen = 0
    for name, text in next_version.items():
        if name.startswith("ontology/"):
            quads = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
            (version,) = (quad for quad in quads if quad.predicate.value == OWL + "versionIRI")
            (prior,) = (quad for quad in quads if quad.predicate.value == OWL + "priorVersion")
            assert version.subject == prior.subject
            assert version.object.value == f"{version.subject.value}/{NEXT}"  # type: ignore[union-attr]
            assert prior.object.value == f"{version.subject.value}/{NOW}"  # type: ignore[union-attr]
            seen += 1
    assert seen == 7


def test_a_second_release_names_only_the_one_before_it(
    release: ModuleType, next_version: Mapping[str, str]
) -> None:
    files = {**next_version, "CHANGELOG.md": "## [Unreleased]\n" + next_version["CHANGELOG.md"]}
    third = release.raised(files, AFTER, "2027-04-01")
    assert third["ontology/core.ttl"].count("owl:priorVersion") == 1
    assert released(third["ontology/lcgraph.ttl"]) == Release(AFTER, "2027-04-01", NEXT, "")
    assert "\ndoi: " not in third["CITATION.cff"]
    assert "doi: 10.59532/tvho.v41i2.15695" in third["CITATION.cff"]  # that of the article stays
    assert release.problems(third) == []


def test_a_release_of_what_this_already_is_only_gets_its_day(release: ModuleType) -> None:
    files = release.read()
    made = release.raised(files, NOW, "2099-12-01")
    assert {name for name in made if made[name] != files[name]} == {
        "CHANGELOG.md", "CITATION.cff", "ontology/lcgraph.ttl",
    }  # fmt: skip
    assert released(made["ontology/lcgraph.ttl"]).earlier == this_release().earlier
    assert f"## [{NOW}] - 2099-12-01" in made["CHANGELOG.md"]


@pytest.mark.parametrize("name", ["CITATION.cff", "ontology/core.ttl", "pyproject.toml", "CHANGELOG.md"])
def test_one_place_that_lags_behind_is_named(
    release: ModuleType, next_version: Mapping[str, str], name: str
) -> None:
    mixed = {**next_version, name: release.read()[name]}
    found = release.problems(mixed)
    assert found
    assert all(problem.startswith((name, "days differ")) for problem in found)


def test_days_that_differ_are_named(release: ModuleType, next_version: Mapping[str, str]) -> None:
    mixed = {**next_version, "CITATION.cff": next_version["CITATION.cff"].replace("2027-03-01", "2027-03-02")}
    assert release.problems(mixed) == [
        "days differ: CITATION.cff 2027-03-02, ontology/lcgraph.ttl 2027-03-01, CHANGELOG.md 2027-03-01"
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("0.0.9", "2027-03-01"), f"not below {re.escape(NOW)}"),
        (("v1", "2027-03-01"), "give a version such as 1.2.3"),
        ((NEXT, "1-3-2027"), "1-3-2027"),
        ((NEXT, "2027-03-01", "https://doi.org/10.5281/zenodo.1"), "without https://doi.org/"),
        ((NEXT, "2027-03-01"), r"tell what changes under ## \[Unreleased\] first"),
    ],
)
def test_what_cannot_be_released_is_told(release: ModuleType, words: tuple[str, ...], told: str) -> None:
    files = release.read()
    files["CHANGELOG.md"] = files["CHANGELOG.md"].replace("## [Unreleased]", "## [Aside]")
    with pytest.raises(ValueError, match=told):
        release.raised(files, *words)


# ---- The metadata of a deposit


@pytest.mark.parametrize("which", ["repository", "raised", "package"])
def test_citations_are_valid_by_the_schema_of_the_format(
    which: str, next_version: Mapping[str, str], tmp_path: Path
) -> None:
    """`check-jsonschema` brings the schema of the Citation File Format 1.2.0."""
    package: Any = written(lcgraph.open(), "ro-crate").content if which == "package" else {}
    text = {
        "repository": (ROOT / "CITATION.cff").read_text(encoding="utf-8"),
        "raised": next_version["CITATION.cff"],
        "package": package.get("CITATION.cff", b"").decode(),
    }[which]
    (tmp_path / "CITATION.cff").write_text(text, encoding="utf-8")
    call = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    done = subprocess.run([*call, tmp_path / "CITATION.cff"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    if which == "repository":
        (tmp_path / "CITATION.cff").write_text(text.replace("authors:", "writers:", 1), encoding="utf-8")
        assert (
            subprocess.run([*call, tmp_path / "CITATION.cff"], capture_output=True, check=False).returncode
            == 1
        )


def test_the_record_for_zenodo_says_what_the_citation_says() -> None:
    record = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    for field in ("title", "version", "keywords"):
        assert record[field] == cited[field]
    assert record["description"] == cited["abstract"]
    assert [each["name"] for each in record["creators"]] == [each["name"] for each in cited["authors"]]
    assert record["license"] in cited["license"]
    derived = [each for each in record["related_identifiers"] if each["relation"] == "isDerivedFrom"]
    assert [each["identifier"] for each in derived] == ["10.59532/tvho.v41i2.15695"]


def test_the_page_names_every_place_and_what_exists() -> None:
    page = (ROOT / "docs" / "release.md").read_text(encoding="utf-8")
    for name in ("CITATION.cff", ".zenodo.json", "CHANGELOG.md", "docs/release.py"):
        assert name in page
        assert (ROOT / name).exists()
    article = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["preferred-citation"]
    assert article["doi"] in page
    (period,) = re.findall(r"period of collection \| (\S+) to (\S+) \|", page)
    facts = (ROOT / "data" / "bos-2023" / "study.toml").read_text(encoding="utf-8")
    assert f'from = "{period[0]}"\nto = "{period[1]}"' in facts
