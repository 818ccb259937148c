"""Codes and what they mean: the shared schemes as the ontology has them, and what studies add to them.

Goes in: the ontology's files (`shared`), or the quads of any store (`concepts_in`). Comes out: `Schemes`,
which answers codes in reading order, labels, what is broader, links, and what a text of a person can mean.
Nobody else knows codes. A scheme is named by its place in an IRI: `role`, `cluster`, `motive`, `case`, ...
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from lcgraph.errors import ambiguous, nearest, unknown
from lcgraph.resources import artefact, ontology_files
from lcgraph.say import Text
from lcgraph.vocab import BASE, DCTERMS, LCG, RDFS, SKOS, study_iri
from lcgraph.vocab import concept as concept_iri

OPEN: Final = ("role", "setting", "sector", "cluster", "level", "phase")
"""The schemes to which a study adds codes in `schemes.csv`."""

CLOSED: Final = ("status", "qualifier", "relation", "match")
"""The schemes of which the ontology has every code."""

_NOTHING: Final = Text()
READ: Final = {
    SKOS.notation: "notation",
    SKOS.prefLabel: "label",
    RDFS.label: "name",
    DCTERMS.title: "title",
    LCG.shortLabel: "short",
    SKOS.definition: "definition",
    SKOS.broader: "broader",
    LCG.position: "position",
    LCG.tableCluster: "cluster",
    SKOS.hiddenLabel: "hidden",
}
"""The properties from which concepts are made, and what they say of one."""


@dataclass(frozen=True)
class Concept:
    """One code of a scheme: a shared one, or one that `study` brings itself.

    `broader` is a code of the same scheme, `cluster` that of the cluster under which tables show a motive;
    both are "" where there is none. `position` orders the shared codes from 1, and a study's own after them.
    `hidden` are words by which people mean it in names of files: good for a guess, and no name of it.
    """

    scheme: str
    code: str
    label: Text
    short: Text = _NOTHING
    definition: Text = _NOTHING
    broader: str = ""
    study: str = ""
    position: int = 0
    cluster: str = ""
    hidden: tuple[str, ...] = ()

    @property
    def iri(self) -> NamedNode:
        """Where the concept lives.

        >>> Concept("role", "residents", Text(en="residents"), study="city").iri.value
        'https://w3id.org/lcgraph/study/city/role/residents'
        """
        if self.study:
            return study_iri(self.study, self.scheme, self.code)
        return concept_iri(self.scheme, self.code)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that people may call it: its code, and its labels, long and short, in both languages."""
        said = (self.code, self.label.nl, self.label.en, self.short.nl, self.short.en)
        return tuple(dict.fromkeys(filter(None, said)))


class Schemes:
    """The concepts at hand, shared ones and those of studies; it never changes (see `with_own`).

    Where several studies have a code of their own under one name, it is one code to whoever asks by code; the
    study tells them apart.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    @cached_property
    def _by_code(self) -> dict[tuple[str, str], dict[str, Concept]]:
        """The concepts under a scheme and a code, by study ("" for the shared one)."""
        found: dict[tuple[str, str], dict[str, Concept]] = defaultdict(dict)
        for each in self.concepts:
            found[each.scheme, each.code].setdefault(each.study, each)
        return dict(found)

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[str]]:
        """The codes under a scheme and a folded name."""
        found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for each in self.concepts:
            for name in each.names:
                found[each.scheme, folded(name)][each.code] = None
        return {name: list(codes) for name, codes in found.items()}

    @cached_property
    def _in_order(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[Concept]] = defaultdict(list)
        for each in self.concepts:
            found[each.scheme].append(each)
        return {
            scheme: tuple(dict.fromkeys(each.code for each in sorted(concepts, key=self._place)))
            for scheme, concepts in found.items()
        }

    def _place(self, concept: Concept) -> tuple[int, int, str, str]:
        first = self._chain(concept)[-1] if concept.scheme == "cluster" else concept
        return first.position, concept.position, concept.study, concept.code

    def _chain(self, concept: Concept) -> list[Concept]:
        """A concept and all that is broader, from narrow to broad; a circle is walked once."""
        chain = [concept]
        while above := self.get(concept.scheme, chain[-1].broader, chain[-1].study):
            if above in chain:
                break
            chain.append(above)
        return chain

    def codes(self, scheme: str) -> tuple[str, ...]:
        """The codes of a scheme as people read them: shared ones first, then a study's as its rows stand.

        A cluster stands with the others of its topmost one, which tables show together.

        >>> shared().codes("role")
        ('practice-partner', 'education-partner')
        """
        return self._in_order.get(scheme, ())

    def get(self, scheme: str, code: str, study: str = "") -> Concept | None:
        """The concept of a code: the study's own, else the shared one, else that of any study."""
        found = self._by_code.get((scheme, code))
        if not found:
            return None
        return found.get(study) or found.get("") or next(iter(found.values()))

    def label(self, scheme: str, code: str, lang: str, *, short: bool = False, study: str = "") -> str:
        """What people call a code: its label, or its short label where it has one; else the code.

        >>> shared().label("cluster", "social-capital", "nl")
        'sociaal kapitaal'
        """
        concept = self.get(scheme, code, study)
        if concept is None:
            return code
        return (short and concept.short.in_(lang)) or concept.label.in_(lang) or code

    def within(self, scheme: str, code: str, study: str = "") -> tuple[str, ...]:
        """A code and all broader ones, from narrow to broad; the code alone when nothing is known of it.

        >>> shared().within("cluster", "social-capital")
        ('social-capital', 'capital')
        """
        concept = self.get(scheme, code, study)
        return tuple(each.code for each in self._chain(concept)) if concept else (code,)

    def top(self, scheme: str, code: str, study: str = "") -> str:
        """The broadest code that holds this one; itself when nothing is broader."""
        return self.within(scheme, code, study)[-1]

    def iri(self, scheme: str, code: str, study: str = "") -> NamedNode:
        """The link of a code as a study uses it: that of its own concept, else of the shared one.

        A code that is neither is one of the study that nothing is said of; closed schemes have no such codes.
        """
        found = self._by_code.get((scheme, code), {})
        if study in found:
            return found[study].iri
        if "" in found or not study or scheme in CLOSED:
            return concept_iri(scheme, code)
        return study_iri(study, scheme, code)

    def meanings(self, scheme: str, text: str) -> tuple[str, ...]:
        """The codes that a text can mean: itself when it is a code, else every code that it names.

        A name is a code or a label, long or short, in either language, in any case, with any white space.

        >>> shared().meanings("role", " Werkveldpartner "), shared().meanings("role", "baker")
        (('practice-partner',), ())
        """
        written = text.strip()
        if (scheme, written) in self._by_code:
            return (written,)
        return tuple(self._by_name.get((scheme, folded(text)), ()))

    def nearest(self, scheme: str, text: str) -> str:
        """The code whose name is most like a text, "" when none is close.

        >>> shared().nearest("role", "werkveld partner")
        'practice-partner'
        """
        names = {name: codes[0] for (of, name), codes in self._by_name.items() if of == scheme}
        return names.get(nearest(folded(text), names) or "", "")

    def code(self, scheme: str, text: str) -> str:
        """The one code that a text means; `CallError` names the candidates, or the nearest valid code."""
        found = self.meanings(scheme, text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise unknown(scheme, text.strip(), self.codes(scheme))
        raise ambiguous(scheme, text.strip(), found)

    def with_own(self, concepts: Iterable[Concept]) -> Schemes:
        """These schemes and more concepts after them."""
        return Schemes((*self.concepts, *concepts))


def folded(text: str) -> str:
    """A text as names are compared: without regard to case, white space and the way letters are composed.

    >>> folded("  Sociaal   KAPITAAL ")
    'sociaal kapitaal'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@cache
def shared() -> Schemes:
    """The schemes of the ontology, read once."""
    files = (parse(path=str(path), format=RdfFormat.TURTLE) for path in ontology_files())
    return Schemes(concepts_in(quad for quads in files for quad in quads))


@cache
def case_kinds() -> dict[str, NamedNode]:
    """The kinds of collaboration that the ontology has, by code; a study may say of which kind its cases are.

    >>> {type(kind).__name__ for kind in case_kinds().values()}
    {'NamedNode'}
    """
    statements = parse(path=str(artefact("ontology", "core.ttl")), format=RdfFormat.TURTLE)
    kinds = [
        each.subject
        for each in statements
        if each.predicate == RDFS.subClassOf and each.object == LCG.Collaboration and each.subject != LCG.Case
    ]
    return {
        re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind.value.removeprefix(LCG.iri)).lower(): kind
        for kind in kinds
        if isinstance(kind, NamedNode)
    }


def concepts_in(statements: Iterable[Quad | Triple]) -> list[Concept]:
    """The concepts in some statements, ordered by scheme, study and position.

    A concept is what has a `skos:notation` and the IRI of a code: `BASE/scheme/code` or
    `BASE/study/id/scheme/code`, so that studies, cases and works are found like roles.
    """
    told: dict[NamedNode, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for each in statements:
        name = READ.get(each.predicate)
        if name and isinstance(each.subject, NamedNode) and isinstance(each.object, NamedNode | Literal):
            told[each.subject][name].append(each.object)
    found = (_concept(node, said) for node, said in told.items() if "notation" in said)
    return sorted(
        (each for each in found if each), key=lambda each: (each.scheme, each.study, each.position, each.code)
    )


def _concept(node: NamedNode, said: dict[str, list[NamedNode | Literal]]) -> Concept | None:
    path = node.value.removeprefix(BASE).split("/")
    study = path[1] if len(path) == 4 and path[0] == "study" else ""
    if not node.value.startswith(BASE) or len(path) != (4 if study else 2):
        return None
    return Concept(
        scheme=path[-2],
        code=path[-1],
        label=_text(said.get("label") or said.get("name") or said.get("title", [])),
        short=_text(said.get("short", [])),
        definition=_text(said.get("definition", [])),
        broader=_code(said.get("broader", [])),
        study=study,
        position=next(
            (int(each.value[:9]) for each in said.get("position", ()) if each.value.isdecimal()), 0
        ),
        cluster=_code(said.get("cluster", [])),
        hidden=tuple(sorted(each.value for each in said.get("hidden", []))),
    )


def _text(literals: list[NamedNode | Literal]) -> Text:
    """The text of literals in two languages; one without a language is the same in both."""
    by_language = {each.language: each.value for each in literals if isinstance(each, Literal)}
    plain = by_language.get(None, "")
    return Text(nl=by_language.get("nl", plain), en=by_language.get("en", plain))


def _code(nodes: list[NamedNode | Literal]) -> str:
    return nodes[0].value.rpartition("/")[2] if nodes else ""


_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def is_code(text: str) -> bool:
    """Whether a text can stand in an IRI as it is.

    >>> is_code("health-care"), is_code("health care")
    (True, False)
    """
    return _CODE.fullmatch(text) is not None


def is_example(code: str) -> bool:
    """Whether a code marks the worked example of a new study folder.

    >>> is_example("example-case"), is_example("example"), is_example("exemplary")
    (True, True, False)
    """
    return code.lower() == "example" or code.lower().startswith("example-")
