"""The whole site: pages in two languages, data beside them, downloads, search, checksums; in memory.

Goes in: a graph and a day. Comes out: every file of the site by its path. The same graph and day give the
same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from html import escape
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from lcgraph import __version__
from lcgraph.graph import Graph
from lcgraph.say import clean
from lcgraph.vocab import BASE
from lcgraph.web.addresses import ENDINGS, LANGUAGES, page, stem
from lcgraph.web.catalogue import extra_files
from lcgraph.web.content import Content, Page
from lcgraph.web.documents import written
from lcgraph.web.sections import drawn, pages, search_index
from lcgraph.web.things import upper_first
from lcgraph.web.view import View

if TYPE_CHECKING:
    from jinja2 import Environment
    from pyoxigraph import Quad

CHECKSUMS: Final = "lcgraph-site.sha256"
"""The file that lists every other file of a site with its SHA-256; by it a site is known as lcgraph's."""
MEDIA: Final = {"turtle": "text/turtle", "jsonld": "application/ld+json", "ntriples": "application/n-triples"}
_HERE: Final = Path(__file__).parent
Watch = Callable[[str], None]


class Site(Content):
    """A site: its content, and the files that it becomes."""

    def __init__(
        self, graph: Graph, day: str = "", base_url: str = "", before: Sequence[Sequence[Quad]] = ()
    ) -> None:
        super().__init__(graph, day, base_url, before)
        self.root = urlsplit(self.url).path if base_url else ""
        self.environment = _environment()

    def made(self, watch: Watch = lambda told: None) -> Iterator[tuple[str, bytes]]:
        """Every file by path, each once; the list of checksums last."""
        sums = {}
        for path, data in self._files(watch):
            assert path not in sums, path
            sums[path] = hashlib.sha256(data).hexdigest()
            yield path, data
        yield CHECKSUMS, "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode()

    def file(self, path: str) -> bytes | None:
        """One file by its path, made when it is asked for; None where there is none.

        The list of checksums is not among them: it is of the folder.
        """
        if path in self._places:
            return self.rendered(*self._places[path])
        if path in self._others:
            return self._others[path]
        for ending in ENDINGS.values():
            stem_ = path.removesuffix(ending)
            if stem_ != path and stem_ in self.things.documents:
                return self.documents.files(stem_)[path]
        return None

    def has(self, path: str) -> bool:
        """Whether `file` has something at this path; nothing is made for it."""
        data = any(
            path.endswith(ending) and path.removesuffix(ending) in self.things.documents
            for ending in ENDINGS.values()
        )
        return data or path in self._places or path in self._others

    @cached_property
    def _listed(self) -> list[Page]:
        return pages(self)

    @cached_property
    def _own(self) -> dict[str, bytes]:
        """The files of the ontology that have an address of their own."""
        return extra_files()

    @cached_property
    def _places(self) -> dict[str, tuple[Page, str]]:
        """The pages by path, each in its language."""
        return {page(each.stem, lang): (each, lang) for each in self._listed for lang in LANGUAGES}

    @cached_property
    def _others(self) -> dict[str, bytes]:
        """All that is neither a page nor the data of one thing."""
        return dict(chain(self._fixed(), self._indexes(), self._answers(), self._whole()))

    def _files(self, watch: Watch) -> Iterator[tuple[str, bytes]]:
        yield from self._fixed()
        for number, (path, (each, lang)) in enumerate(self._places.items()):
            if number % 200 == 0:
                watch(f"{number // 2:,}/{len(self._listed):,}")
            yield path, self.rendered(each, lang)
        yield from self._indexes()
        yield from self._answers()
        yield from self._whole()
        yield from self._data(watch)

    def _fixed(self) -> Iterator[tuple[str, bytes]]:
        for name in ("site.css", "search.js", "compare.js", "pictures.js", "icon.svg"):
            yield f"static/{name}", (_HERE / "static" / name).read_bytes()
        yield "static/card.png", (_HERE / "static" / "card.png").read_bytes()
        yield ".nojekyll", b""  # hosts that run Jekyll leave out .well-known otherwise
        yield from drawn(self).items()
        yield from self.conversation.items()

    def _indexes(self) -> Iterator[tuple[str, bytes]]:
        yield "sitemap.xml", self._map(self._listed)
        for lang in LANGUAGES:
            yield f"static/index.{lang}.js", search_index(self, self._listed, lang)

    def _map(self, listed: list[Page]) -> bytes:
        """The site map for search engines: every page in both languages, at the address of the site."""
        places = [each.stem for each in listed if each.stem not in ("404", "search")]
        lines = [
            f"<url><loc>{escape(self.url + quote(page(place, lang), safe='/~'))}</loc></url>"
            for place in places
            for lang in LANGUAGES
        ]
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        open_ = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        return (head + open_ + "\n".join(lines) + "\n</urlset>\n").encode()

    def _answers(self) -> Iterator[tuple[str, bytes]]:
        for asked in self.asked:
            yield f"{asked.stem}.rq", asked.text.encode()
            for answer in asked.answers:
                yield answer.csv, answer.file

    def _whole(self) -> Iterator[tuple[str, bytes]]:
        """Downloads, and the description of it all."""
        for each in self.files:
            yield each.path, each.data
        described = self.catalogue.described()
        for iri in (self.catalogue.dataset, self.catalogue.version):
            yield from written(stem(iri), described).items()
        yield from written("catalogue", described).items()
        yield ".well-known/void", self.catalogue.void()
        yield from self._own.items()

    def _data(self, watch: Watch) -> Iterator[tuple[str, bytes]]:
        """The data beside pages."""
        stems = sorted(self.things.documents)
        for number, stem_ in enumerate(stems):
            if number % 100 == 0:
                watch(f"RDF {number:,}/{len(stems):,}")
            found = self.documents.files(stem_).items()
            yield from ((path, data) for path, data in found if path not in self._own)

    def rendered(self, each: Page, lang: str) -> bytes:
        """A page in a language."""
        view = View(self.things, each.stem, lang, self.root if each.stem == "404" else "")
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
    """What a template puts into a page: nothing unseen; what is escaped already stays as it is."""
    return clean(value, lines=True) if type(value) is str else value


def _script(value: object) -> Any:
    """JSON for a script element: no text can end the element."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, indent=1)
    inside = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(clean(inside, lines=True))
