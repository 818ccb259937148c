"""Everything that the pages of a site are made of, asked once.

Goes in: a graph and a day. Comes out: `Content`: things, tables, answers, pictures and files to download. All
of it is made from the public quads; the whole graph only hands its exports over as `lcgraph export` writes
them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Quad

from lcgraph.export.registry import Reading, address, chosen_day
from lcgraph.export.rocrate import LICENCES
from lcgraph.graph import Graph
from lcgraph.vocab import BASE, DCTERMS, LCG, concept
from lcgraph.web.about import ABOUT
from lcgraph.web.addresses import LANGUAGES, stem
from lcgraph.web.asked import Codes, ask_all
from lcgraph.web.catalogue import Catalogue, downloads
from lcgraph.web.cells import Cells
from lcgraph.web.claims import Claims
from lcgraph.web.conversation import conversation
from lcgraph.web.documents import Documents
from lcgraph.web.pictured import Drawn, Pictured, drawings
from lcgraph.web.portraits import Portraits
from lcgraph.web.summaries import Summaries
from lcgraph.web.terms import Terms
from lcgraph.web.things import Things
from lcgraph.web.view import View
from lcgraph.web.words import WORDS

if TYPE_CHECKING:
    from pyoxigraph import Quad


@dataclass(frozen=True)
class Page:
    """A page: where, how it is called, what fills its template, and the IRI it is about ("" for none).

    `section` is the part of the menu it belongs to; `data` tells whether its data lie beside it.
    """

    stem: str
    template: str
    title: Callable[[View], str]
    content: Callable[[View], Mapping[str, Any]] = field(default=lambda view: {})
    iri: str = ""
    section: str = ""
    data: bool = False
    about: Callable[[View], str] = field(default=lambda view: "")
    schema: str = "https://schema.org/WebPage"


class Content:
    """Everything that pages are made of."""

    def __init__(
        self, graph: Graph, day: str = "", base_url: str = "", before: Sequence[Sequence[Quad]] = ()
    ) -> None:
        self.base = BASE
        self.url = address(base_url) if base_url else BASE
        """Where the site will stand: addresses of files in descriptions, the site map and shared links."""
        self.day = chosen_day(day)
        reading = Reading(graph, earlier=before)
        public, self.left_out = reading.quads(True)
        self.graph = reading.graph(True)
        self.things = Things(public)
        said = self.things.said
        self.studies = said.of(LCG.Study)
        self.data, _ = reading.quads(False)
        self.codes = Codes(self.graph.schemes, self.things)
        self.cells = Cells(self.graph, self.things, self.codes)
        self.terms = Terms(self.things)
        self.labels = {lang: self.graph.labels(lang) for lang in LANGUAGES}
        self.highlights = self.graph.highlights()
        self.claims = Claims(self.graph, self.labels)
        self.asked = [self.claims.unanswered(each) for each in ask_all(self.graph, self.things)]
        self.summaries = Summaries(
            self.things,
            self.cells,
            {
                each.by: self.graph.contrasts(each.by, broader=len(self.studies) > 1)
                for each in self.highlights.differences
                if each.by in ("role", "setting")
            },
            self.highlights.clusters,
        )
        self.unsaid = self.graph.left_out()
        self.portraits = Portraits(self.things, self.cells, _withheld(public), self.labels)
        self.pictured = Pictured(self.cells, self.portraits)
        earlier = self.terms.version().earlier.rpartition("/")[2]
        self.files, self.refused = downloads(reading, LANGUAGES[0], self.day, self.url)
        self.conversation = conversation(self.graph)
        self.catalogue = Catalogue(self.data, self.files, self.day, earlier, self.url)
        self.licences = sorted(
            {term for study in self.studies for term in said.terms(study, DCTERMS.license)}, key=str
        )
        self.things.more |= {self.catalogue.dataset, self.catalogue.version}
        self.documents = Documents(self.things, self.catalogue.dataset, self.licences)

    @cached_property
    def drawings(self) -> dict[str, list[Drawn]]:
        """The pictures of each language."""
        return {lang: drawings(self.graph, lang) for lang in LANGUAGES}

    @property
    def menu(self) -> list[tuple[str, str]]:
        """The parts of the site as word and path."""
        names = [
            *(("tables", "cases", "motives") if self.cells.tables else ()),
            *(("claims",) if self.claims.verdicts else ()),
            *(("literature",) if self.things.said.of(LCG.Work) else ()),
            *("queries", "pictures", "ontology"),
        ]
        return [*((name, name) for name in names), ("downloads", stem(self.catalogue.dataset))]

    @property
    def authors(self) -> list[str]:
        """The authors of the studies."""
        return list(
            dict.fromkeys(
                agent for study in self.studies for agent in self.things.said.all(study, DCTERMS.creator)
            )
        )

    def title(self, view: View) -> str:
        """What the site is called: after its study, where it has one."""
        return view.label(self.studies[0]) if len(self.studies) == 1 else view.t("site")

    def cited(self, study: str) -> list[str]:
        """How a study says that it is cited."""
        return self.things.said.all(study, DCTERMS.bibliographicCitation)

    def source_of(self, study: str) -> str:
        """The publication that a study is from, or the study itself."""
        return self.things.said.one(study, DCTERMS.source) or study

    def relation_of(self, citation: str) -> str:
        """What a work does in a citation: support, dispute and the like."""
        return self.things.said.one(citation, LCG.relation)

    def licence_name(self, iri: str) -> str:
        """A licence as people call it."""
        return LICENCES.get(iri, (iri, iri))[0]

    def told(self, lang: str) -> list[tuple[str, list[str]]]:
        """The page about the site: headings and paragraphs."""
        parts = [*ABOUT, (WORDS["unsaid"], self.unsaid)] if self.unsaid else ABOUT
        return [(heading.in_(lang), [text.in_(lang) for text in texts]) for heading, texts in parts]


def _withheld(public: list[Quad]) -> frozenset[str]:
    """The groups and findings that say that an answer is withheld."""
    hidden = concept("status", "withheld")
    return frozenset(
        quad.subject.value
        for quad in public
        if isinstance(quad.subject, NamedNode)
        and (
            quad.predicate == LCG.answersWithheld or (quad.predicate == LCG.status and quad.object == hidden)
        )
    )
