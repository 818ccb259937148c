"""The works of a graph as files of literature: the same for the same quads, and what is lost is told."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from lcgraph.export.bibliography import literature, reference_list
from lcgraph.literature import bibtex, csl, ris
from lcgraph.literature.entries import Library
from lcgraph.literature.model import Work
from lcgraph.literature.works import work_of
from lcgraph.resources import bundled_data
from lcgraph.study.quads import study_quads
from lcgraph.study.read import read_study

Quads = Callable[[str], list[ox.Quad]]
READERS = {"bibtex": bibtex.read, "csl-json": csl.read, "ris": ris.read}
CLASHING = r"""@book{wei, author = {Wang, Wei and Jansen, Jan}, title = {A}}
@book{wen, author = {Wang, Wen and Jansen, Joke}, title = {B}}
@book{both, author = {Wang, W. and Wang, Wen}, title = {C}}
@book{three, author = {M\"uller, J. and Mueller, J. and Muller, J.}, title = {D}}
@book{short, author = {Bos, P.}, editor = {Bos, Peter}, title = {E}}
"""


@pytest.fixture
def quads(study_with: Callable[[Mapping[str, str | bytes | None]], Path]) -> Quads:
    """The quads of a study with this list."""

    def found(text: str) -> list[ox.Quad]:
        study, _ = read_study(study_with({"references.bib": text, "citations.csv": None}))
        assert study is not None
        return list(study_quads(study))

    return found


def text(quads: list[ox.Quad], name: str) -> str:
    data = literature(quads, name).data if name in READERS else reference_list(quads, "en")
    assert isinstance(data, str)
    return data


@pytest.mark.parametrize("name", READERS)
def test_names_come_out_as_each_reference_writes_them(name: str, quads: Quads) -> None:
    library: Library = READERS[name](text(quads(CLASHING), name))
    works = [work for entry in library.entries if isinstance(work := work_of(entry), Work)]
    assert {work.title: [agent.name for agent in (*work.authors, *work.editors)] for work in works} == {
        "A": ["Wang, Wei", "Jansen, Jan"],
        "B": ["Wang, Wen", "Jansen, Joke"],
        "C": ["Wang, W.", "Wang, Wen"],
        "D": ["Müller, J.", "Mueller, J.", "Muller, J."],
        "E": ["Bos, P.", "Bos, Peter"],
    }


@pytest.mark.parametrize("name", [*READERS, "references"])
def test_the_same_works_give_the_same_text(name: str, quads: Quads) -> None:
    given = quads(CLASHING)
    assert text(random.Random(1).sample(given, len(given)), name) == text(given, name)


def test_a_work_that_stands_in_no_list_has_nothing_to_write() -> None:
    bundled = list(ox.parse(path=str(bundled_data()), format=ox.RdfFormat.TRIG))
    assert any("thompson-2001" in str(quad.subject) for quad in bundled)
    assert "thompson-2001" not in text(bundled, "bibtex")


def test_what_the_graph_does_not_hold_is_told(quads: Quads) -> None:
    found = quads(
        """@misc{a, author = {Bos, P.}, title = {A}, howpublished = {Leaflet}, address = {Town}, year = 2000,
      author+an:orcid = {1="0000-0002-1825-0097"}}
    @article{b, author = {Ros, A.}, title = {B}, journal = {C}, volume = 1, number = 2, pages = {3--4}}"""
    )
    place = "manner of publication of a: only in the reference list of the study"
    assert [loss.en for loss in literature(found, "bibtex").losses] == [place]
    assert [loss.en for loss in literature(found, "ris").losses] == [
        place, "ORCID iDs and ROR iDs with a: RIS has none",
    ]  # fmt: skip
    assert [loss.en for loss in literature(found, "csl-json").losses] == [place]
