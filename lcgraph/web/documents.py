"""The data beside a page: what is stated of a thing, what points at it, and the names of its neighbours.

Goes in: things. Comes out: triples that are all in the exported graph, but for three about the document
itself (what it is about, its licence, the data set it belongs to), and their bytes as Turtle, JSON-LD and
N-Triples. The documents together give back the whole graph. Statements with blank nodes (axioms of the
ontology) stand in the document of the ontology only, where they are whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pyoxigraph as ox

from lcgraph.export.describe import VOID
from lcgraph.export.jsonld import as_json, document
from lcgraph.export.lines import export_ntriples
from lcgraph.export.rdf import export_turtle
from lcgraph.resources import ontology_files, shapes_file
from lcgraph.vocab import BASE, DCTERMS, FOAF, ONTOLOGY, PREFIXES, RDF, RDFS, SKOS, Namespace
from lcgraph.web.addresses import ENDINGS
from lcgraph.web.things import Things

_ABOUT: Final = Namespace(FOAF.iri, "Document primaryTopic")
_IN_DATASET: Final = ox.NamedNode(VOID.iri + "inDataset")
_ONTOLOGY: Final = ox.NamedNode(PREFIXES["owl"] + "Ontology")
_VERSION: Final = ox.NamedNode(PREFIXES["owl"] + "versionIRI")
_IMPORTS: Final = ox.NamedNode(PREFIXES["owl"] + "imports")
_OF_HEADERS: Final = frozenset(
    ox.NamedNode(PREFIXES["owl"] + name) for name in ("versionIRI", "versionInfo", "priorVersion")
)
"""Properties that OWL keeps for the header of an ontology."""
_PART: Final = ox.NamedNode(DCTERMS.iri + "isPartOf")
_NAMES: Final = frozenset({SKOS.prefLabel, RDFS.label, DCTERMS.title, FOAF.name})


class Documents:
    """The triples of each document."""

    def __init__(self, things: Things, dataset: str, licences: Iterable[ox.NamedNode | ox.Literal]) -> None:
        self.things = things
        self.dataset = ox.NamedNode(dataset)
        self.licences = tuple(licences)
        self.by_subject: dict[str, list[ox.Quad]] = {}
        self.ontology: list[ox.Quad] = []
        for quad in things.quads:
            merged = ox.Quad(quad.subject, quad.predicate, quad.object)
            if quad.graph_name == ONTOLOGY:
                self.ontology.append(merged)
            if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode):
                self.by_subject.setdefault(quad.subject.value, []).append(merged)

    def triples(self, stem: str) -> list[ox.Quad]:
        """What the document at a path says."""
        iris = self.things.documents[stem]
        found = [quad for iri in iris for quad in self.by_subject.get(iri, ())]
        for iri in iris:
            for predicate, subjects in self.things.incoming.get(iri, {}).items():
                found += [
                    ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(iri))
                    for subject in subjects
                ]
        near = {
            term.value
            for quad in found
            for term in (quad.subject, quad.object)
            if isinstance(term, ox.NamedNode)
        }
        found += [
            quad for iri in near - iris for quad in self.by_subject.get(iri, ()) if quad.predicate in _NAMES
        ]
        for iri in iris:
            found += self._whole(iri)
        return self._one_header(found) if self._is_whole(iris) else found

    def _is_whole(self, iris: Iterable[str]) -> bool:
        """Whether this is the document of the whole ontology, under its own IRI or that of its version."""
        version = self.things.said.one(ONTOLOGY.value, _VERSION)
        return any(iri in (ONTOLOGY.value, version) for iri in iris)

    def _one_header(self, found: list[ox.Quad]) -> list[ox.Quad]:
        """The whole ontology as one: its modules are parts of it, with no header and nothing to import.

        A reader of OWL takes one header as the name of the file, and looks elsewhere for what is imported.
        """
        modules = {
            iri for iri in self.things.said.of(_ONTOLOGY) if iri.startswith(f"{ONTOLOGY.value}/")
        }  # fmt: skip
        kept = [
            quad
            for quad in found
            if quad.predicate != _IMPORTS
            and not (
                isinstance(quad.subject, ox.NamedNode)
                and quad.subject.value in modules
                and (quad.predicate in _OF_HEADERS or quad.object == _ONTOLOGY)
            )
        ]
        return [*kept, *(ox.Quad(ox.NamedNode(iri), _PART, ONTOLOGY) for iri in sorted(modules))]

    def _whole(self, iri: str) -> list[ox.Quad]:
        """All statements of the ontology or of a part of it, for its own IRI and that of its version."""
        said = self.things.said
        versions = {said.one(part, _VERSION): part for part in said.of(_ONTOLOGY)}
        part = versions.get(iri, iri)
        if part == ONTOLOGY.value:
            return self.ontology
        names = {f"{ONTOLOGY.value}/{path.stem}": path for path in [*ontology_files(), shapes_file()]}
        if part not in names:
            return []
        return list(ox.parse(path=str(names[part]), format=ox.RdfFormat.TURTLE))

    def files(self, stem: str) -> dict[str, bytes]:
        """The document at a path in each format, by path."""
        return written(stem, self.triples(stem), self._header(stem))

    def _header(self, stem: str) -> dict[str, list[ox.Quad]]:
        """What each file says of itself."""
        topic = ox.NamedNode(self.things.main(stem))
        found = {}
        for format_, ending in ENDINGS.items():
            this = ox.NamedNode(BASE + stem + ending)
            found[format_] = [
                ox.Quad(this, RDF.type, _ABOUT.Document),
                ox.Quad(this, _ABOUT.primaryTopic, topic),
                ox.Quad(this, _IN_DATASET, self.dataset),
                *(ox.Quad(this, DCTERMS.license, licence) for licence in self.licences),
            ]
        return found


def written(
    stem: str, triples: list[ox.Quad], header: dict[str, list[ox.Quad]] | None = None
) -> dict[str, bytes]:
    """Triples as Turtle, JSON-LD and N-Triples, by path."""
    more = header or {format_: [] for format_ in ENDINGS}
    prefixes = {**PREFIXES, "void": VOID.iri}
    return {
        stem + ENDINGS["turtle"]: export_turtle([*triples, *more["turtle"]], prefixes),
        stem + ENDINGS["jsonld"]: as_json(_trimmed(document([*triples, *more["jsonld"]]))),
        stem + ENDINGS["ntriples"]: b"".join(export_ntriples([*triples, *more["ntriples"]])),
    }


def _trimmed(whole: dict[str, Any]) -> dict[str, Any]:
    """A JSON-LD document whose context has only what the document uses: a page has a dozen terms."""
    context: dict[str, Any] = whole["@context"]
    used: set[str] = set()
    _names(whole["@graph"], used)
    kept = {name: value for name, value in context.items() if name in used or name.startswith("@")}
    inner: set[str] = set()
    _names(list(kept.values()), inner)
    kept = {
        name: value
        for name, value in context.items()
        if name in kept or name in ("id", "type") or name in inner
    }
    return {"@context": kept, "@graph": whole["@graph"]}


def _names(value: Any, used: set[str]) -> None:
    """Every key, and every text with what stands before its colon: names and prefixes that may be used."""
    if isinstance(value, dict):
        for key, inner in value.items():
            used.update((key, key.partition(":")[0]))
            _names(inner, used)
    elif isinstance(value, list):
        for inner in value:
            _names(inner, used)
    elif isinstance(value, str):
        used.update((value, value.partition(":")[0]))
