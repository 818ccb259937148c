"""What a reference list consists of: works, and the agents that made them."""

from __future__ import annotations

from dataclasses import dataclass

from lcgraph.say import Place


@dataclass(frozen=True)
class Agent:
    """An author or editor; `given` is empty for a corporate author.

    `same_as` is the link of an ORCID iD or, for an organisation, of a ROR iD; "" where none is known.
    """

    slug: str
    family: str
    given: str
    corporate: bool = False
    same_as: str = ""

    @property
    def name(self) -> str:
        """`Gray, B.`, or the name of the organisation."""
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True)
class Work:
    """A work of the reference list (`listed`), or one that is only cited.

    `kind` is one of `vocab.WORK_KINDS`; `citation` is what a reference prints after the title; `container`
    the journal or the book that the work is in; `others` says that more authors (or editors, where there
    are not authors) are meant than are named: "et al.". ISBNs are digits only; `address` is the place of
    publication, `eprint` a number with what it is one of (`arxiv:2101.00001`); "" and () are unknown.
    """

    key: str
    kind: str
    title: str
    authors: tuple[Agent, ...]
    year: int | None
    citation: str
    doi: str
    listed: bool
    place: Place
    editors: tuple[Agent, ...] = ()
    others: bool = False
    container: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    edition: str = ""
    publisher: str = ""
    isbns: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    address: str = ""
    series: str = ""
    eprint: str = ""
    translators: tuple[Agent, ...] = ()

    @property
    def url(self) -> str:
        """The first of its web addresses; "" when there is none."""
        return next(iter(self.urls), "")

    @property
    def people(self) -> tuple[Agent, ...]:
        """Who the work goes by: its authors, else its editors."""
        return self.authors or self.editors

    @property
    def label(self) -> str:
        """The work as a text cites it: `Gray & Purdy (2018)`, `Leach et al. (2014)`; "" without people."""
        names = [agent.family for agent in self.people]
        many = len(names) > 2 or (names and self.others)
        shown = f"{names[0]} et al." if many else " & ".join(names)
        return f"{shown} ({self.year})" if names and self.year else shown
