"""BibTeX: read back to the same works, and written as people write it."""

from __future__ import annotations

from collections.abc import Callable

from lcgraph.literature import bibtex
from lcgraph.literature.model import Work


def test_works_of_every_kind_are_read_back_the_same(works: list[Work], same: Callable[..., bool]) -> None:
    assert len(works) == 13
    assert same(bibtex.read(bibtex.write(works)), works)


def test_the_works_of_the_article_are_read_back_the_same(
    bundled: list[Work], same: Callable[..., bool]
) -> None:
    assert len(bundled) == 36
    assert same(bibtex.read(bibtex.write(bundled)), bundled)


def test_an_entry_is_written_as_people_write_it(works: list[Work]) -> None:
    assert r"""@article{vaart-2011,
  author          = {van der Vaart, Rob and King, Jr., Martin L. and {R\&D Inc.}},
  author+an:orcid = {1="0000-0002-1825-0097"},
  title           = {Bread \& DNA: 5\% – a \textbraceleft{}study},
  journal         = {Oven},
  year            = {2011},
  volume          = {3},
  number          = {1–2},
  pages           = {10--19},
  doi             = {10.99999/a_b<c>},
  issn            = {9999-9994}
}
""" in bibtex.write(works)
