"""What a template may call: words, links and values of one page in one language.

Goes in: the things, and where the page lies. Comes out: text that is escaped, and links that are relative
and lead to a page that is there. Labels of strangers stand in `bdi`, so that their direction of writing
stays theirs; an address is a link only when it is one of the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

import pyoxigraph as ox
from markupsafe import Markup, escape

from lcgraph.say import clean
from lcgraph.vocab import BIBO, DCTERMS, LCG, RDF, SKOS, XSD
from lcgraph.web.addresses import LANGUAGES, link, page, stem
from lcgraph.web.things import Things, curie
from lcgraph.web.words import NOUNS, WORDS

_DOI: Final = re.compile(r"10\.\d{4,9}/[^\s<>\"]+")
_FIRST: Final = (
    SKOS.prefLabel.value, SKOS.notation.value, SKOS.definition.value, DCTERMS.title.value,
    DCTERMS.creator.value, DCTERMS.issued.value,
)  # fmt: skip


class View:
    """One page: where it lies, its language, and the things it speaks of."""

    def __init__(self, things: Things, stem_: str, lang: str, root: str = "") -> None:
        self.things = things
        self.stem = stem_
        self.lang = lang
        self.path = page(stem_, lang)
        self.root = root
        """Where all links begin, for a page that is shown at any address; "" for links from where it lies."""

    @property
    def other(self) -> str:
        """The other language."""
        return next(lang for lang in LANGUAGES if lang != self.lang)

    def t(self, word: str, *values: object) -> str:
        """A word of the interface, with values in the place of its braces."""
        text = WORDS[word].in_(self.lang)
        return text.format(*values) if values else text

    def counted(self, count: int, noun: str) -> str:
        """A number with its noun: `1 case`, `12 motives`."""
        one, more = NOUNS[noun]
        return one.in_(self.lang) if count == 1 else more.in_(self.lang).format(self.number(count))

    def to(self, stem_: str, fragment: str = "", lang: str = "") -> str:
        """The relative address of a page in this language, or another."""
        return self.root + link(self.path, page(stem_, lang or self.lang), fragment)

    def file(self, path: str) -> str:
        """The relative address of a file."""
        return self.root + link(self.path, path)

    def href(self, iri: str) -> str:
        """Where an IRI leads: its page, its place in a page, the web; "" when nowhere."""
        if self.things.has_page(iri):
            found = stem(iri)
            whole, _, fragment = iri.partition("#")
            place = fragment if whole in self.things.documents.get(found, ()) else ""
            return self.to(found, place)
        return quote(iri, safe=":/?#[]@!$&'()*+,;=~%-._") if iri.startswith(("https://", "http://")) else ""

    def label(self, iri: str) -> str:
        """What a thing is called."""
        return self.things.label(iri, self.lang)

    def a(self, iri: str, text: str = "") -> Markup:
        """A link to a thing under its label, or under another text."""
        href = self.href(iri)
        shown = f"<bdi>{escape(clean(text or self.label(iri)))}</bdi>"
        if not href:
            return Markup(shown)
        away = "" if self.things.has_page(iri) else ' rel="external"'
        here = ' aria-current="page"' if href == self.to(self.stem) else ""
        return Markup(f'<a href="{escape(href)}"{away}{here}>{shown}</a>')

    def all(self, iris: Iterable[str]) -> Markup:
        """Links beside each other."""
        return Markup(", ").join(self.a(iri) for iri in iris)

    def value(self, term: ox.NamedNode | ox.Literal, predicate: str = "") -> Markup:
        """A value as a page shows it: a link, or a text in its own language."""
        if isinstance(term, ox.NamedNode):
            return self.a(term.value, self.quantity(term.value))
        if predicate == BIBO.doi.value and _DOI.fullmatch(term.value):
            address = f"https://doi.org/{quote(term.value, safe='/()._-;:')}"
            return Markup('<a rel="external" href="{0}">{1}</a>').format(address, term.value)
        if term.datatype == XSD.boolean:
            return Markup("{}").format(
                {"nl": ("nee", "ja"), "en": ("no", "yes")}[self.lang][term.value == "true"]
            )
        if term.language and term.language != self.lang and re.fullmatch("[A-Za-z0-9-]+", term.language):
            return Markup('<bdi lang="{}">{}</bdi>').format(term.language, clean(term.value, lines=True))
        return Markup(f"<bdi>{escape(clean(term.value, lines=True))}</bdi>")

    def quantity(self, iri: str) -> str:
        """A quantity as people say it, `about 25`; "" for what is none."""
        if not self.things.is_a(iri, LCG.Quantity):
            return ""
        said, qualifier = self.things.said, self.things.said.one(iri, LCG.qualifier)
        number = said.one(iri, LCG.quantityValue)
        words = "" if qualifier.endswith("/exactly") and number else self.label(qualifier)
        return f"{words} {number}".strip()

    def stated(self, iri: str) -> list[tuple[str, list[Markup]]]:
        """What is stated of a thing: property IRI and its values, what people look for first in front."""
        said = self.things.said.said.get(iri, {})
        order = sorted(
            (predicate for predicate, values in said.items() if values and predicate != RDF.type.value),
            key=lambda each: (
                _FIRST.index(each) if each in _FIRST else len(_FIRST),
                self.label(each).lower(),
                each,
            ),
        )
        return [(each, [self.value(term, each) for term in self._values(iri, each)]) for each in order]

    def _values(self, iri: str, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        """The values of a property: things in reading order, texts in the page's language first."""
        terms = self.things.said.terms(iri, ox.NamedNode(predicate))
        nodes = [term for term in terms if isinstance(term, ox.NamedNode)]
        texts = [term for term in terms if isinstance(term, ox.Literal)]
        nodes.sort(key=lambda term: self.things.said.order(term.value))
        return [*nodes, *sorted(texts, key=lambda term: (term.language != self.lang, str(term)))]

    def referring(self, iri: str) -> list[tuple[str, str, list[str]]]:
        """What refers to a thing: property, type of what refers, and these in reading order."""
        found: dict[tuple[str, str], list[str]] = {}
        for predicate, subjects in self.things.incoming.get(iri, {}).items():
            for subject in sorted(subjects, key=self.things.said.order):
                if self.things.has_page(subject):
                    found.setdefault((predicate, self.things.kind(subject, self.lang)), []).append(subject)
        order = sorted(found, key=lambda each: (self.label(each[0]).lower(), each))
        return [(predicate, kind, found[predicate, kind]) for predicate, kind in order]

    def number(self, count: int) -> str:
        """A number of many digits as this language groups them."""
        return f"{count:,}".replace(",", {"nl": ".", "en": ","}[self.lang])

    def short(self, iri: str) -> str:
        """An IRI as people write it."""
        return curie(iri)
