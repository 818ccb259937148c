"""JSON-LD 1.1 with a compact context: short names for terms, language maps, typed values, graphs apart.

The context is made of the ontology and its shapes (`context`), lies in `ontology/context.jsonld` and is
published as https://w3id.org/lcgraph/context.jsonld. An export carries it inline: nobody has to fetch it.
A value that does not fit what the context says of a term (a note without a language) is written in full
under the term's compact IRI, as compaction does (W3C JSON-LD 1.1 Processing Algorithms and API, section 6).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import Any, Final

import pyoxigraph as ox

from lcgraph.errors import CallError
from lcgraph.quads import sort_quads, with_canonical_nodes
from lcgraph.resources import artefact
from lcgraph.vocab import BASE, BIBO, DCTERMS, FOAF, LCG, PREFIXES, PROV, RDF, RDFS, SKOS, XSD

_LANGUAGE: Final = "@language"
_IRI: Final = "@id"
_MAX_INTEGER: Final = 2**53
_OUTSIDE: Final[Mapping[str, tuple[ox.NamedNode, str]]] = {
    "label": (RDFS.label, ""),
    "comment": (RDFS.comment, _LANGUAGE),
    "seeAlso": (ox.NamedNode(RDFS.iri + "seeAlso"), _IRI),
    "sameAs": (ox.NamedNode(PREFIXES["owl"] + "sameAs"), _IRI),
    **{
        name: (getattr(SKOS, name), _LANGUAGE)
        for name in ("prefLabel", "definition", "scopeNote", "example", "note")
    },
    "notation": (SKOS.notation, ""),
    **{name: (getattr(SKOS, name), _IRI) for name in ("broader", "inScheme", "topConceptOf")},
    "title": (DCTERMS.title, _LANGUAGE),
    **{name: (getattr(DCTERMS, name), _IRI) for name in ("creator", "source", "license")},
    "issued": (DCTERMS.issued, XSD.gYear.value),
    **{name: (getattr(DCTERMS, name), "") for name in ("bibliographicCitation", "identifier")},
    "doi": (BIBO.doi, ""),
    **{name: (getattr(FOAF, name), "") for name in ("name", "familyName", "givenName")},
    **{
        name: (getattr(PROV, name), _IRI)
        for name in ("wasDerivedFrom", "wasGeneratedBy", "wasAssociatedWith", "used")
    },
}
"""Terms of other vocabularies by their short names: the IRI, and how values are written."""
_OUTSIDE_CLASSES: Final = (
    SKOS.Concept, PROV.Entity, PROV.Activity, PROV.SoftwareAgent, FOAF.Person, FOAF.Organization
)  # fmt: skip
_SHAPED: Final = """SELECT ?term ?datatype WHERE { ?shape sh:path ?term ; sh:datatype ?datatype }"""
_RANGES: Final = """SELECT ?term ?kind ?range WHERE {
  ?term a ?kind OPTIONAL { ?term rdfs:range ?range }
  FILTER(?kind IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty)) }"""


def context(ontology: Iterable[ox.Quad], shapes: Iterable[ox.Quad]) -> dict[str, Any]:
    """The context: `id` and `type`, the prefixes, and a short name for each term, ordered by name.

    What a property points to or what datatype its values have comes from the ontology; where that only says
    "literal", from the shapes.
    """
    store = ox.Store()
    store.extend([*ontology, *shapes])
    kinds: dict[str, str] = {}
    for term, datatype in _pairs(store, _SHAPED):
        kinds[term] = _LANGUAGE if datatype == RDF.iri + "langString" else datatype
    terms: dict[str, Any] = {}
    for term, kind, *range_ in _pairs(store, _RANGES):
        if not term.startswith(LCG.iri):
            continue
        name = term.removeprefix(LCG.iri)
        if kind.endswith("#Class"):
            terms[name] = "lcg:" + name
        elif kind.endswith("#ObjectProperty"):
            terms[name] = _definition("lcg:" + name, _IRI)
        elif kind.endswith("#AnnotationProperty"):  # for people, and so in a language
            terms[name] = _definition("lcg:" + name, _LANGUAGE)
        else:
            known = [each for each in range_ if each.startswith(XSD.iri)]
            terms[name] = _definition("lcg:" + name, known[0] if known else kinds.get(term, ""))
    for name, (iri, kind) in _OUTSIDE.items():
        terms[name] = _definition(_curie(iri.value, PREFIXES), kind)
    terms |= {
        each.value.rpartition("#")[2].rpartition("/")[2]: _curie(each.value, PREFIXES)
        for each in _OUTSIDE_CLASSES
    }
    prefixes = {"lcgraph": BASE, **PREFIXES}
    head = {"@version": 1.1, "id": "@id", "type": "@type", **dict(sorted(prefixes.items()))}
    return {"@context": head | dict(sorted(terms.items()))}


def export_jsonld(quads: Iterable[ox.Quad]) -> bytes:
    """Quads as JSON-LD: the context inline, then each graph with its nodes, sorted."""
    return as_json(document(quads))


def export_flat(quads: Iterable[ox.Quad]) -> bytes:
    """Quads as JSON-LD with all statements in the default graph, each once: which graph said them is lost."""
    merged = {ox.Quad(each.subject, each.predicate, each.object) for each in with_canonical_nodes(quads)}
    return as_json(document(merged))


def as_json(document: Mapping[str, Any]) -> bytes:
    """JSON as every export of lcgraph writes it: UTF-8, one space deep, keys in their order."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def document(quads: Iterable[ox.Quad]) -> dict[str, Any]:
    """Quads as a JSON-LD document; nodes of the default graph stand beside the named graphs."""
    known = shipped_context()
    names = _Names(known)
    ordered = sort_quads(with_canonical_nodes(quads))
    graphs: list[dict[str, Any]] = []
    for graph, stated in groupby(ordered, key=lambda quad: quad.graph_name):
        nodes = [
            names.node(subject, list(mine))
            for subject, mine in groupby(stated, key=lambda quad: quad.subject)
        ]
        if isinstance(graph, ox.DefaultGraph):
            graphs += nodes
        else:
            graphs.append({"id": names.iri(graph), "@graph": nodes})
    return {"@context": known, "@graph": graphs}


@cache
def shipped_context() -> dict[str, Any]:
    """What stands below `@context` in `ontology/context.jsonld`."""
    read = json.loads(artefact("ontology", "context.jsonld").read_text(encoding="utf-8"))
    found: dict[str, Any] = read["@context"]
    return found


def _pairs(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    """The bound values of each solution, as text."""
    solutions: Any = store.query(query, use_default_graph_as_union=True, prefixes=PREFIXES)
    return [tuple(term.value for term in solution if term is not None) for solution in solutions]


def _definition(iri: str, kind: str) -> Any:
    if kind == _LANGUAGE:
        return {"@id": iri, "@container": _LANGUAGE}
    if kind == XSD.string.value or not kind:
        return iri
    return {"@id": iri, "@type": kind if kind == _IRI else _curie(kind, PREFIXES)}


def _curie(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI with the longest prefix that begins it; as it is where none does, or `//` would follow."""
    fitting = [(name, start) for name, start in prefixes.items() if iri.startswith(start) and iri != start]
    if not fitting:
        return iri
    name, start = max(fitting, key=lambda each: len(each[1]))
    rest = iri.removeprefix(start)
    return iri if rest.startswith("//") else f"{name}:{rest}"


class _Names:
    """Terms and values as a context lets them be written."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.prefixes = {
            name: value for name, value in context.items() if isinstance(value, str) and "://" in value
        }
        self.names = set(context)
        self.terms: dict[str, tuple[str, str]] = {}
        for name, value in context.items():
            if isinstance(value, dict):
                kind = value.get("@container") or value["@type"]
                self.terms[value["@id"]] = (name, kind)
            elif isinstance(value, str) and name not in self.prefixes and not value.startswith("@"):
                self.terms[value] = (name, "")

    def iri(self, node: ox.NamedNode | ox.BlankNode) -> str:
        if isinstance(node, ox.BlankNode):
            return str(node)
        iri = node.value
        short = _curie(iri, self.prefixes)
        scheme, _, rest = iri.partition(":")
        if short == iri and scheme in self.names and not rest.startswith("//"):
            raise CallError(
                nl=f"jsonld kan de IRI {node} niet bevatten: {scheme} is een naam van zijn context",
                en=f"jsonld cannot hold the IRI {node}: {scheme} is a name of its context",
            )
        return short

    def node(self, subject: Any, quads: list[ox.Quad]) -> dict[str, Any]:
        if isinstance(subject, ox.Triple):
            raise _about_statements()
        node: dict[str, Any] = {"id": self.iri(subject)}
        for quad in quads:
            self._add(node, quad.predicate, quad.object)
        return node

    def _add(self, node: dict[str, Any], predicate: ox.NamedNode, object_: Any) -> None:
        if predicate == RDF.type and isinstance(object_, ox.NamedNode | ox.BlankNode):
            short = self.iri(object_)
            _put(node, "type", self.terms.get(short, (short, ""))[0])
            return
        if isinstance(object_, ox.Triple):
            raise _about_statements()
        short = self.iri(predicate)
        name, kind = self.terms.get(short, (short, ""))
        if kind == _LANGUAGE and isinstance(object_, ox.Literal) and object_.language:
            _put(node.setdefault(name, {}), object_.language, object_.value)
        elif kind == _IRI and not isinstance(object_, ox.Literal):
            _put(node, name, self.iri(object_))
        elif kind not in ("", _IRI, _LANGUAGE) and self._typed(object_) == kind:
            _put(node, name, _native(object_))
        else:
            _put(node, name if not kind else short, self._full(object_))

    def _typed(self, object_: Any) -> str:
        return self.iri(object_.datatype) if isinstance(object_, ox.Literal) else ""

    def _full(self, object_: ox.NamedNode | ox.BlankNode | ox.Literal) -> Any:
        """A value that says itself what it is."""
        if not isinstance(object_, ox.Literal):
            return {"id": self.iri(object_)}
        if object_.language:
            return {"@value": object_.value, "@language": object_.language}
        if object_.datatype == XSD.string:
            return object_.value
        native = _native(object_)
        if not isinstance(native, str):
            return native
        return {"@value": object_.value, "type": self.iri(object_.datatype)}


def _native(literal: ox.Literal) -> bool | int | str:
    """A boolean or integer of JSON where it says the same as the literal, else its text."""
    text = literal.value
    if literal.datatype == XSD.boolean and text in ("true", "false"):
        return text == "true"
    if literal.datatype == XSD.integer and text.removeprefix("-").isdecimal():
        number = int(text) if len(text) < 20 else _MAX_INTEGER
        if str(number) == text and abs(number) < _MAX_INTEGER:
            return number
    return text


def _put(node: dict[str, Any], name: str, value: Any) -> None:
    """Add a value; a second one makes a list."""
    if name not in node:
        node[name] = value
    elif isinstance(node[name], list):
        node[name].append(value)
    else:
        node[name] = [node[name], value]


def _about_statements() -> CallError:
    return CallError(
        nl="jsonld kan geen uitspraken over uitspraken bevatten: kies trig of nquads",
        en="jsonld cannot hold statements about statements: choose trig or nquads",
    )
