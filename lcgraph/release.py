"""What the header of the ontology says of this release: its number, day, DOI, and the release before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lcgraph.resources import artefact


@dataclass(frozen=True)
class Release:
    """A release: its number, the day of issue, the number before it, and its DOI ("" where there is none)."""

    version: str
    day: str
    earlier: str = ""
    doi: str = ""


def released(header: str) -> Release:
    """What the header of an ontology says of its release; "" for what it does not say.

    >>> released('owl:versionInfo "0.2.0" ; owl:priorVersion <https://example.org/ontology/0.1.0> ;')
    Release(version='0.2.0', day='', earlier='0.1.0', doi='')
    """

    def said(pattern: str) -> str:
        found = re.search(pattern, header)
        return found[1] if found else ""

    return Release(
        version=said(r'owl:versionInfo "([^"]+)"'),
        day=said(r'dcterms:issued "(\d{4}-\d\d-\d\d)'),
        earlier=said(r"owl:priorVersion <[^>]*/([^/>]+)>"),
        doi=said(r'dcterms:identifier "https://doi\.org/([^"]+)"'),
    )


def this_release() -> Release:
    """The release that this is."""
    return released(artefact("ontology", "lcgraph.ttl").read_text(encoding="utf-8"))
