"""The whole site: pages in two languages, data beside them, downloads, search, checksums; in memory.

Goes in: a graph and a day. Comes out: every file of the site by its path. All of it is made from the public
quads; the whole graph is asked only which numbers were withheld, and hands its exports over as `lcgraph
export` writes them. The same graph and day give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode

from lcgraph import __version__
from lcgraph.errors import CallError
from lcgraph.export.registry import chosen_day
from lcgraph.export.rocrate import LICENCES
from lcgraph.graph import Graph
from lcgraph.render.pictures import PICTURES, Picture
from lcgraph.vocab import BASE, DCTERMS, LCG, ONTOLOGY
from lcgraph.web.addresses import ENDINGS, LANGUAGES, page, stem
from lcgraph.web.asked import Codes, ask_all
from lcgraph.web.catalogue import Catalogue, downloads, extra_files
from lcgraph.web.cells import Cells
from lcgraph.web.documents import Documents, written
from lcgraph.web.portraits import Portraits
from lcgraph.web.terms import Terms
from lcgraph.web.things import Things, upper_first
from lcgraph.web.view import View, clean
from lcgraph.web.words import ABOUT

if TYPE_CHECKING:
    from jinja2 import Environment
    from pyoxigraph import Quad

CHECKSUMS: Final = "lcgraph-site.sha256"
"""The file that lists every other file of a site with its SHA-256; by it a site is known as lcgraph's."""
MEDIA: Final = {"turtle": "text/turtle", "jsonld": "application/ld+json", "ntriples": "application/n-triples"}
_HERE: Final = Path(__file__).parent
Watch = Callable[[str], None]


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


class Site:
    """Everything that pages are made of."""

    def __init__(self, graph: Graph, day: str = "") -> None:
        self.environment = _environment()
        self.base = BASE
        self.day = chosen_day(day)
        public, self.left_out = graph.public(ontology=True)
        self.graph = graph.over(public)
        self.things = Things(public)
        said = self.things.said
        self.studies = said.of(LCG.Study)
        self.data = [quad for quad in public if quad.graph_name != ONTOLOGY]
        self.cells = Cells(self.graph, self.things)
        self.codes = Codes(self.things)
        self.asked = ask_all(self.graph)
        self.terms = Terms(self.things)
        self.labels = {lang: self.graph.labels(lang) for lang in LANGUAGES}
        self.portraits = Portraits(self.things, self.cells, _withheld(graph, public), self.labels)
        earlier = self.terms.version().earlier.rpartition("/")[2]
        self.files, self.refused = downloads(graph, public, LANGUAGES[0], self.day)
        self.catalogue = Catalogue(self.data, self.files, self.day, earlier)
        self.licences = sorted(
            {term for study in self.studies for term in said.terms(study, DCTERMS.license)}, key=str
        )
        self.things.more |= {self.catalogue.dataset, self.catalogue.version}
        self.documents = Documents(self.things, self.catalogue.dataset, self.licences)

    @cached_property
    def drawings(self) -> dict[str, list[tuple[str, Picture | None, str]]]:
        """By language every picture with its name, or why there is none of these data."""
        return {lang: [self._drawing(name, lang) for name in PICTURES] for lang in LANGUAGES}

    def _drawing(self, name: str, lang: str) -> tuple[str, Picture | None, str]:
        try:
            return name, self.graph.picture(name, lang=lang), ""
        except CallError as error:
            return name, None, str(error)

    @property
    def menu(self) -> list[tuple[str, str]]:
        """The parts of the site as word and path."""
        names = ("tables", "claims", "queries", "literature", "pictures", "ontology")
        return [*((name, name) for name in names), ("downloads", stem(self.catalogue.dataset))]

    @property
    def authors(self) -> list[str]:
        """The authors of the studies."""
        return list(
            dict.fromkeys(
                agent for study in self.studies for agent in self.things.said.all(study, DCTERMS.creator)
            )
        )

    def cited(self, study: str) -> list[str]:
        """How a study says that it is cited."""
        return self.things.said.all(study, DCTERMS.bibliographicCitation)

    def source_of(self, study: str) -> str:
        """The publication that a study is from, or the study itself."""
        return self.things.said.one(study, DCTERMS.source) or study

    def relation_of(self, claim: str) -> str:
        """What a work does in a claim: support, dispute and the like."""
        return self.things.said.one(claim, LCG.relation)

    def licence_name(self, iri: str) -> str:
        """A licence as people call it."""
        return LICENCES.get(iri, (iri, iri))[0]

    def told(self, lang: str) -> list[tuple[str, list[str]]]:
        """The page about the site: headings and paragraphs."""
        return [(heading.in_(lang), [text.in_(lang) for text in texts]) for heading, texts in ABOUT]

    def made(self, watch: Watch = lambda told: None) -> Iterator[tuple[str, bytes]]:
        """Every file by path, each once; the list of checksums last."""
        sums = {}
        for path, data in self._files(watch):
            assert path not in sums, path
            sums[path] = hashlib.sha256(data).hexdigest()
            yield path, data
        yield CHECKSUMS, "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode()

    def _files(self, watch: Watch) -> Iterator[tuple[str, bytes]]:
        from lcgraph.web.sections import drawn, pages, search_index

        for name in ("site.css", "search.js", "icon.svg"):
            yield f"static/{name}", (_HERE / "static" / name).read_bytes()
        yield ".nojekyll", b""  # hosts that run Jekyll leave out .well-known otherwise
        listed = pages(self)
        pictures = drawn(self)
        yield from pictures.items()
        for number, each in enumerate(listed):
            if number % 100 == 0:
                watch(f"{number:,}/{len(listed):,}")
            for lang in LANGUAGES:
                yield page(each.stem, lang), self.rendered(each, lang)
        for lang in LANGUAGES:
            yield f"static/index.{lang}.js", search_index(self, listed, lang)
        yield from self._answers()
        yield from self._data(watch)

    def _answers(self) -> Iterator[tuple[str, bytes]]:
        for asked in self.asked:
            yield f"{asked.stem}.rq", asked.query.text.encode()
            for answer in asked.answers:
                yield answer.csv, answer.file

    def _data(self, watch: Watch) -> Iterator[tuple[str, bytes]]:
        """Downloads, the data beside pages, and the description of it all."""
        for each in self.files:
            yield each.path, each.data
        described = self.catalogue.described()
        for iri in (self.catalogue.dataset, self.catalogue.version):
            yield from written(stem(iri), described).items()
        yield from written("catalogue", described).items()
        yield ".well-known/void", self.catalogue.void()
        own = extra_files()
        yield from own.items()
        stems = sorted(self.things.documents)
        for number, stem_ in enumerate(stems):
            if number % 100 == 0:
                watch(f"RDF {number:,}/{len(stems):,}")
            found = self.documents.files(stem_).items()
            yield from ((path, data) for path, data in found if path not in own)

    def rendered(self, each: Page, lang: str) -> bytes:
        """A page in a language."""
        view = View(self.things, each.stem, lang)
        beside = [
            (format_, MEDIA[format_], view.file(each.stem + ending)) for format_, ending in ENDINGS.items()
        ]
        context = {
            "v": view,
            "t": view.t,
            "page": each,
            "title": clean(each.title(view)),
            "about": clean(each.about(view)),
            "beside": beside if each.data else [],
            "site": self,
            "version": __version__,
            "base": BASE,
            **each.content(view),
        }
        return self.environment.get_template(each.template).render(context).encode()


def _withheld(graph: Graph, public: list[Quad]) -> frozenset[str]:
    """The groups and findings of which numbers stay behind."""
    numbers = (LCG.respondents, LCG.respondentsAsked)
    told = {quad.subject for quad in public if quad.predicate in numbers}
    named = {quad.subject for quad in public}
    return frozenset(
        quad.subject.value
        for quad in graph.stream()
        if isinstance(quad.subject, NamedNode) and quad.predicate in numbers and quad.subject in named - told
    )


def _environment() -> Environment:
    """Templates that escape what they are given, and refuse what they are not."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalised,
    )
    environment.filters["script"] = _script
    environment.filters["upper_first"] = upper_first
    return environment


def _finalised(value: object) -> object:
    """What a template puts into a page: no control characters; what is escaped already stays as it is."""
    return clean(value) if type(value) is str else value


def _script(value: object) -> Any:
    """JSON for a script element: no text can end the element."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, indent=1)
    return Markup(clean(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")))
