"""DOIs, ORCID iDs and ROR iDs, in whatever form people write them."""

from __future__ import annotations

import pytest

from lcgraph.literature.identifiers import known_as, normal_doi, orcid


def test_a_doi_is_found_in_a_sentence() -> None:
    assert (
        normal_doi("Available at https://doi.org/10.59532/TVHO.v41i2.15695.") == "10.59532/tvho.v41i2.15695"
    )


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("https://orcid.org/0000-0002-1694-233X", "https://orcid.org/0000-0002-1694-233X"),
        ("http://www.orcid.org/0000-0002-1694-233x", "https://orcid.org/0000-0002-1694-233X"),
        ("0000000218250097", "https://orcid.org/0000-0002-1825-0097"),
        ("0000-0002-1825-0096", ""),
        ("0000-0002-1825", ""),
        ("", ""),
    ],
)
def test_an_orcid_is_one_link_in_all_its_forms(written: str, link: str) -> None:
    assert orcid(written) == link


def test_a_ror_identifies_an_organisation() -> None:
    assert known_as("ror.org/02MHBDP94") == "https://ror.org/02mhbdp94"
