"""The registry of formats: each entry can be written, told and delivered."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import lcgraph
from lcgraph.errors import CallError
from lcgraph.export.registry import FORMATS, written
from lcgraph.written import zipped

Ask = Callable[..., Any]


def test_the_formats_of_the_contract_are_there() -> None:
    assert list(FORMATS)[:6] == ["turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml"]
    assert {"qdc", "qdpx"} <= set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_told_in_two_languages_and_has_a_writer(name: str) -> None:
    form = FORMATS[name]
    assert form.about.nl
    assert form.about.en
    assert form.about.nl != form.about.en
    assert callable(form.write)


@pytest.mark.ci(every=4)
@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.private != "must"])
def test_the_bundled_study_is_written_twice_with_the_same_bytes(name: str) -> None:
    graph = lcgraph.open()
    one, two = (written(graph, name, lang="nl").content for _ in range(2))
    if not isinstance(one, (bytes, Mapping)):
        one, two = b"".join(one), b"".join(two)  # type: ignore[arg-type]  # parts, when they are not bytes
    assert one == two
    assert len(one) > 0


def test_what_is_for_publishing_refuses_private() -> None:
    with pytest.raises(CallError, match="qdc is for publishing and holds nothing private"):
        written(lcgraph.open(), "qdc", private=True)


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.private != "must"])
def test_no_format_lets_a_planted_secret_out(leaky: Path, secrets: tuple[str, ...], name: str) -> None:
    """Words of respondents and coders, and days."""
    graph = lcgraph.open(studies=[leaky])
    text = "\n".join(_texts(written(graph, name).content)).lower()
    assert text
    words = [secret.lower() for secret in secrets if secret.startswith(("SECRET", "19"))]
    assert len(words) >= 8
    assert [word for word in words if word in text] == []


def _texts(content: Any) -> Iterator[str]:
    """The text of a file, of every file of a folder or archive, and of its name."""
    if isinstance(content, Mapping):
        for name, data in content.items():
            yield name
            yield from _texts(data)
    elif not isinstance(content, bytes):
        yield from _texts(b"".join(content))
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from _texts({name: archive.read(name) for name in archive.namelist()})
    else:
        yield content.decode()


def test_help_lists_every_format(ask: Ask) -> None:
    found = ask("export", "--help").out
    assert [name for name in FORMATS if f"    {name} " not in found] == []


def test_an_archive_holds_no_date_and_keeps_the_order() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped({"b/c.txt": b"c", "a.txt": b"a"}))) as archive:
        assert [(info.filename, info.date_time) for info in archive.infolist()] == [
            ("b/c.txt", (1980, 1, 1, 0, 0, 0)),
            ("a.txt", (1980, 1, 1, 0, 0, 0)),
        ]


def test_an_archive_says_no_format(ask: Ask, tmp_path: Path) -> None:
    found = ask("export", "-o", tmp_path / "all.zip")
    assert (found.status, found.out) == (2, "")
    assert found.err.endswith("all.zip: an archive may hold csvw, ro-crate: say which with --format\n")


def test_an_export_in_a_folder_that_is_not_there_is_told(ask: Ask, tmp_path: Path) -> None:
    found = ask("export", "-o", tmp_path / "no" / "such.ttl")
    assert (found.status, found.out) == (2, "")
    assert "cannot be written: No such file or directory" in found.err
