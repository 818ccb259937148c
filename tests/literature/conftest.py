"""Works of every kind, as a study's list and its graph have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

import pyoxigraph as ox
import pytest

from lcgraph.literature.entries import Library
from lcgraph.literature.model import Agent, Work
from lcgraph.literature.works import work_of, works_in
from lcgraph.resources import bundled_data
from lcgraph.study.quads import study_quads
from lcgraph.study.read import read_study

Make = Callable[[Mapping[str, str | bytes | None]], Path]
LIST = r"""@article{vaart-2011, author = {van der Vaart, Rob and King, Jr., Martin L. and {R\&D Inc.}},
  author+an:orcid = {1="0000-0002-1825-0097"}, title = {Bread \& {DNA}: 5\% -- a \textbraceleft{}study},
  year = 2011, journal = {Oven}, volume = 3, number = {1--2}, pages = {10--19}, doi = {10.99999/a_b<c>},
  issn = {9999-9994}}
@incollection{bree-2014, author = {de Bree, Elise and others}, title = {A chapter?}, booktitle = {A book},
  editor = {De Laat, M. and Ros, Anje}, pages = {37--66}, edition = {2}, publisher = {Press}, year = 2014}
@book{edited-2014, editor = {De Laat, M. and others}, title = {Edited}, publisher = {Press},
  isbn = {978-99999-9999-1, 080442957X}, year = 2014}
@phdthesis{crust-nd, author = {Crust, Jean-Paul}, title = {Why crust}, school = {Invented University}}
@mastersthesis{crumb-2019, author = {Crumb, A.}, title = {Why crumb},
  school = {Invented University}, year = 2019}
@book{moved-1998, author = {Bos, P.}, translator = {Vos, C. and Zeel, Anna}, title = {Moved},
  series = {Ovens and Hearths}, address = {Utrecht}, publisher = {Press}, year = 1998,
  eprinttype = {pubmed}, eprint = {1234567}, url = {https://example.org/1}, note = {https://example.org/2}}
@techreport{guild-2019, author = {{Invented Guild}}, title = {Agenda},
  institution = {Invented Guild}, year = 2019, number = {7}, url = {https://example.org/a~b?c=1&d=%20}}
@online{no-author, title = {A page}, url = {https://example.org/x_y}}
@article{mag, author = {Bos, P.}, title = {In a magazine}, journal = {Weekly},
  entrysubtype = {magazine}, year = 2020}
@article{news, author = {Bos, P.}, title = {In a newspaper}, journal = {Daily},
  entrysubtype = {newspaper}, year = 2020}
@inproceedings{talk, author = {Bos, P. and Ros, A.}, title = {A paper}, booktitle = {Proceedings},
  year = 2020}
@unpublished{draft, author = {Bos, P.}, title = {A draft}, year = 2020}
@misc{rest, author = {Bos, P. and Ros, A. and Aarts, Z.}, title = {The rest}, year = 2020,
  keywords = {study}}
"""


@pytest.fixture
def listed(study_with: Make) -> Callable[[str], list[Work]]:
    """The works of a list, by way of the graph of a study that has it."""

    def works(text: str) -> list[Work]:
        study, problems = read_study(study_with({"references.bib": text, "citations.csv": None}))
        assert [str(problem) for problem in problems] == []
        assert study is not None
        return works_in(study_quads(study))

    return works


@pytest.fixture
def works(listed: Callable[[str], list[Work]]) -> list[Work]:
    """Thirteen works, of every kind."""
    return listed(LIST)


@pytest.fixture(scope="session")
def bundled() -> list[Work]:
    """The 36 works of the bundled study that stand in a list, or are its own."""
    return works_in(ox.parse(path=str(bundled_data()), format=ox.RdfFormat.TRIG))


def _said(work: Work, without: tuple[str, ...]) -> dict[str, object]:
    """What a work says, but for its place in a file and what a format is known to lose."""

    def name(agent: Agent) -> tuple[str, ...]:
        known = () if "same_as" in without else (agent.same_as,)
        return (agent.family, agent.given, str(agent.corporate), *known)

    lost = {"place", "citation", *without}
    said = {field.name: getattr(work, field.name) for field in fields(work) if field.name not in lost}
    for role in ("authors", "editors", "translators"):
        said[role] = [name(agent) for agent in said[role]]
    return said


@pytest.fixture(scope="session")
def same() -> Callable[..., bool]:
    """Whether what is read of a file are these works, but for the fields that its format is known to lose."""

    def told(library: Library, works: list[Work], *without: str) -> bool:
        assert library.refused == ()
        again = [work for entry in library.entries if isinstance(work := work_of(entry), Work)]
        assert [_said(work, without) for work in again] == [_said(work, without) for work in works]
        return True

    return told
