"""What the site offers as files, and its description: DCAT 3, VoID, PROV, schema.org, a citation.

Goes in: a graph, its public quads and the day. Comes out: the files to download, each with size and
SHA-256 counted from its bytes; quads that describe the data set, its version and the catalogue it stands in;
and the same for search engines. Addresses of files are those below `https://w3id.org/lcgraph/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Final

import pyoxigraph as ox

from lcgraph import __version__
from lcgraph.errors import CallError
from lcgraph.export.describe import VOID, Distribution, dataset_iri, describe, schema_org
from lcgraph.export.rdf import export_turtle
from lcgraph.export.registry import FORMATS, Reading, written
from lcgraph.export.rocrate import citation
from lcgraph.quads import sort_quads
from lcgraph.resources import artefact
from lcgraph.say import Text
from lcgraph.subjects import Facts
from lcgraph.vocab import BASE, DCAT, DCTERMS, FOAF, LCG, ONTOLOGY, PREFIXES, PROV, RDF, Namespace
from lcgraph.web.addresses import LANGUAGES, page, stem

FOLDER: Final = "download"
_DCAT: Final = Namespace(DCAT.iri, "Catalog dataset hasVersion landingPage resource")
_TERMS: Final = Namespace(DCTERMS.iri, "description publisher issued isVersionOf hasPart references")
_TITLE: Final = Text(nl="lcgraph: gegevens over samenwerking", en="lcgraph: data on collaboration")
_MEDIA: Final = {".csv": "text/csv", ".json": "application/json"}
_EVERYTHING: Final = Text(
    nl="alles in één bestand, met de ontologie en de schema's: voor de vragen",
    en="all in one file, with the ontology and the schemes: for the questions",
)
_CITATION: Final = Text(nl="hoe dit te citeren", en="how to cite this")


@dataclass(frozen=True)
class Download:
    """A file that can be had: its path, what it is, its media type and its bytes."""

    path: str
    about: Text
    media: str
    data: bytes
    base: str = BASE

    @cached_property
    def distribution(self) -> Distribution:
        """The file as DCAT and schema.org tell of it."""
        return Distribution.of(self.base + self.path, self.media, self.about, self.data)


def downloads(
    reading: Reading, lang: str, day: str, base: str = BASE
) -> tuple[list[Download], dict[str, str]]:
    """Every file of every format that has one, then all quads with the ontology, then the citation.

    Beside them the formats that cannot hold these data, with the reason why.
    """
    found: list[Download] = []
    refused: dict[str, str] = {}
    for form in FORMATS.values():
        if not form.file:
            continue
        try:
            content = written(reading, form.name, lang=lang, day=day).content
        except CallError as error:
            refused[form.name] = str(error)
            continue
        path = f"{FOLDER}/{form.file}"
        if isinstance(content, Mapping):
            found += [
                Download(f"{path}/{name}", form.about, _MEDIA[PurePosixPath(name).suffix], data)
                for name, data in content.items()
            ]
        else:
            data = content if isinstance(content, bytes) else b"".join(content)
            found.append(Download(path, form.about, form.media, data))
    public, _ = reading.quads(True)
    facts = Facts(public, lang)
    cite = citation(facts, facts.of(LCG.Study)).encode()
    found.append(Download(f"{FOLDER}/everything.ttl", _EVERYTHING, "text/turtle", export_turtle(public)))
    found.append(Download(f"{FOLDER}/CITATION.cff", _CITATION, "application/yaml", cite))
    return [replace(each, base=base) for each in found], refused


@dataclass(frozen=True)
class Catalogue:
    """The data set of a site, described; `quads` are the public ones without the ontology."""

    quads: list[ox.Quad]
    files: list[Download]
    day: str
    earlier: str
    base: str = BASE

    @cached_property
    def dataset(self) -> str:
        """The IRI of the data set."""
        return dataset_iri(Facts(self.quads, "en"))

    @property
    def version(self) -> str:
        """The IRI of this version of the data set."""
        return f"{self.dataset}/{__version__}"

    @property
    def previous(self) -> str:
        """The IRI of the version before this one; "" for the first."""
        return f"{self.dataset}/{self.earlier}" if self.earlier else ""

    def described(self) -> list[ox.Quad]:
        """The data set, its version, where it comes from and the catalogue that lists it, sorted."""
        known = describe(self.quads, self.day, [each.distribution for each in self.files])
        facts = Facts(self.quads, "en")
        this, version, catalogue = (
            ox.NamedNode(iri) for iri in (self.dataset, self.version, f"{BASE}catalogue")
        )
        contributors = ox.NamedNode(f"{BASE}agent/lcgraph-contributors")
        landing = ox.NamedNode(self.base + page(stem(self.dataset), LANGUAGES[0]))
        studies = [ox.NamedNode(study) for study in facts.of(LCG.Study)]
        more: list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]] = [
            (catalogue, RDF.type, _DCAT.Catalog),
            *(
                (catalogue, DCTERMS.title, ox.Literal(_TITLE.in_(lang), language=lang))
                for lang in ("nl", "en")
            ),
            *(
                (catalogue, _TERMS.description, ox.Literal(_TITLE.in_(lang), language=lang))
                for lang in ("nl", "en")
            ),
            (catalogue, _TERMS.publisher, contributors),
            (contributors, RDF.type, ox.NamedNode(FOAF.iri + "Agent")),
            (contributors, FOAF.name, ox.Literal("lcgraph contributors")),
            (catalogue, _DCAT.dataset, this),
            (catalogue, _DCAT.resource, ONTOLOGY),
            (this, _DCAT.landingPage, landing),
            (landing, RDF.type, ox.NamedNode(FOAF.iri + "Document")),
            (this, _DCAT.hasVersion, version),
            (this, VOID.vocabulary, ONTOLOGY),
            *((this, PROV.wasDerivedFrom, study) for study in studies),
            *((version, DCAT.distribution, ox.NamedNode(self.base + each.path)) for each in self.files),
        ]
        return sort_quads([*known, *(ox.Quad(*each) for each in more)])

    def void(self) -> bytes:
        """The description as Turtle, for `.well-known/void`."""
        return export_turtle(self.described(), _PREFIXES)

    def for_search_engines(self, lang: str) -> dict[str, Any]:
        """The data set as schema.org tells of it."""
        return schema_org(self.quads, lang, self.day, [each.distribution for each in self.files])


_PREFIXES: Final = {**PREFIXES, "dcat": DCAT.iri, "void": VOID.iri, "spdx": "http://spdx.org/rdf/terms#"}


def extra_files() -> dict[str, bytes]:
    """Files of the ontology that have an address of their own, as they lie in the repository."""
    return {
        "cube.ttl": artefact("ontology", "cube.ttl").read_bytes(),
        "context.jsonld": artefact("ontology", "context.jsonld").read_bytes(),
    }
