"""Where pages lie: IRIs as they are, and no clash whatever an IRI looks like."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph.vocab import BASE, LCG
from lcgraph.web.addresses import ENDINGS, LANGUAGES, data, link, page, stem, step

STEPS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.sampled_from(
    [
        "image",
        "Image",
        "image.nl",
        "image.html",
        "image.ttl",
        "image.nt",
        ".",
        "..",
        "con",
        "con.x",
        "~",
        "",
        "é",
        "é",
    ]
)


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("study/bos-2023", "study/bos-2023"),
        ("motive", "motive"),
        ("motive/image", "motive/image"),
        ("study/bos-2023/group/ict/practice-partner", "study/bos-2023/group/ict/practice-partner"),
        ("study/bos-2023/file/findings.csv#row=12", "study/bos-2023/file/findings.csv"),
        ("ontology", "ontology"),
        ("ontology/0.1.0", "ontology/0.1.0"),
        ("ontology#Sector", "ontology/class/sector"),
        ("ontology#sector", "ontology/property/sector"),
        ("ontology#noSuchTerm", "ontology"),
        (
            "ontology/class/sector",
            "elsewhere/https~58~~47~~47~w3id.org~47~lcgraph~47~ontology~47~class~47~sector",
        ),
        ("index", "elsewhere/https~58~~47~~47~w3id.org~47~lcgraph~47~index"),
        ("", "elsewhere/https~58~~47~~47~w3id.org~47~lcgraph~47~"),
        ("study/../../etc", "study/~46~~46~/~46~~46~/etc"),
        ("study/a//b", "study/a/~/b"),
        ("study/Röntgen/case/Ict", "study/~r~246~ntgen/case/~ict"),
    ],
)
def test_a_path_is_the_iri_after_its_base(iri: str, expected: str) -> None:
    assert stem(BASE + iri) == expected


def test_an_iri_of_another_house_lies_elsewhere() -> None:
    assert stem("http://example.org/motive/image") == (
        "elsewhere/http~58~~47~~47~example.org~47~motive~47~image"
    )


def test_every_term_has_a_path_of_its_own() -> None:
    stems = [stem(LCG.iri + name) for name in LCG.names]
    assert len(stems) > 90
    assert len(set(stems)) == len(stems)


@given(st.lists(STEPS, min_size=1, max_size=4), st.lists(STEPS, min_size=1, max_size=4))
def test_no_two_things_share_a_file_or_a_folder(one: list[str], other: list[str]) -> None:
    """Also where case is ignored, accents are recomposed, or a name with a dot is a folder."""
    first, second = (BASE + "study/" + "/".join(each) for each in (one, other))
    files, folders = [], []
    for iri in {first.partition("#")[0], second.partition("#")[0]}:
        found = stem(iri)
        files.append({page(found, lang) for lang in LANGUAGES} | {data(found, each) for each in ENDINGS})
        folders.append({str(each) for each in PurePosixPath(found).parents})
        assert re.fullmatch(r"[a-z0-9._~/-]+", found)
        assert unicodedata.normalize("NFC", found.lower()) == found
    assert len(set.union(*files)) == sum(map(len, files))
    assert set.union(*files).isdisjoint(set.union(*folders))


@given(st.text(min_size=200, max_size=400), st.text(min_size=1, max_size=400))
def test_a_long_step_is_cut_and_stays_its_own(long: str, other: str) -> None:
    assert len(step(long)) <= 170
    assert (step(long) == step(other)) == (long == other)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("index.html", "motive/image.html", "motive/image.html"),
        ("motive/image.html", "index.html", "../index.html"),
        ("motive/image.html", "motive/image.ttl", "image.ttl"),
        ("study/a.html", "study/a/case/b.html", "a/case/b.html"),
    ],
)
def test_links_are_relative(source: str, target: str, expected: str) -> None:
    assert link(source, target) == expected


def test_a_fragment_stays_readable_and_safe() -> None:
    assert unquote(link("a.html", "b.html", 'row=2"><x>')) == 'b.html#row=2"><x>'
    assert '"' not in link("a.html", "b.html", '"')
