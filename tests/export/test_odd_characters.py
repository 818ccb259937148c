"""What validates can be written in every format; what no format can hold is told with its place."""

from __future__ import annotations

import io
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import lcgraph
from lcgraph.export.registry import FORMATS, written
from lcgraph.quads import NOT_XML
from lcgraph.validate import conforms, validate

Make = Callable[..., Path]
CATEGORIES = ("Cc", "Cf", "Zl", "Zp", "Zs")
NONE = {*range(0xFDD0, 0xFDF0), *(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF))}
ODD = [
    char
    for char in map(chr, range(1, sys.maxunicode + 1))
    if (ord(char) in NONE or unicodedata.category(char) in CATEGORIES) and char not in "\n\r "
]
"""Every character that controls, formats, separates, or is none."""
KEPT = "".join(char for char in ODD if not NOT_XML.search(char))
REFUSED = [char for char in ODD if NOT_XML.search(char) and char != "\v"]
MOTIVES = "code,cluster,label_nl,label_en,definition_en\n"


def test_so_many_characters_are_tried() -> None:
    assert len(ODD) >= 300
    assert len(REFUSED) == 29


@pytest.mark.ci(every=6)
@pytest.mark.parametrize("char", REFUSED, ids=lambda char: f"{ord(char):x}")
def test_what_no_xml_can_hold_is_told_with_its_row(study_with: Make, char: str) -> None:
    folder = study_with({"motives.csv": f"{MOTIVES}fresh-bread,capital,brood,fresh{char}bread,d\n"})
    (found,) = [each for each in validate(folder) if "control character" in each.message.en]
    assert (Path(found.file or "").name, found.row, found.severity) == ("motives.csv", 2, "violation")


def odd(place: str) -> str:
    """All that is kept, as a text in such a file is written."""
    if place != "study.toml":
        return f"x{'x'.join(KEPT)}xa\vb"
    return "x".join(char if ord(char) > 0xFFFF else f"\\u{ord(char):04x}" for char in f"x{KEPT}x")


@pytest.mark.ci(every=4)
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("motives.csv", "fresh bread"),
        ("findings.csv", "The report counted"),
        ("study.toml", "Why bakers"),
        ("references.bib", "Bread"),
    ],
)
def test_what_validates_is_written_in_every_format(
    study_with: Make, tiny: Path, place: str, words: str
) -> None:
    text = (tiny / place).read_text(encoding="utf-8")
    assert words in text
    folder = study_with({place: text.replace(words, odd(place), 1)})
    found = validate(folder)
    assert conforms(found), [str(each) for each in found]
    assert [each for each in found if "invisible character" in each.message.en]
    graph = lcgraph.open(studies=[folder])
    for name, form in FORMATS.items():
        made = written(graph, name, private=form.private == "must").content
        whole = b"".join(made) if not isinstance(made, Mapping | bytes) else made
        files = list(whole.values()) if isinstance(whole, Mapping) else [whole]
        assert files
        for content in files:
            _well_formed(content)


def _well_formed(content: bytes) -> None:
    """Every document of XML, and what is in an archive, can be read."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                _well_formed(archive.read(name))
    elif content.startswith(b"<?xml"):
        ET.fromstring(content)
    else:
        content.decode()
