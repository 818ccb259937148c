"""A research object of it all: the data in every format, the ontology, and a description (RO-Crate 1.2).

Goes in: public quads with the ontology, the files of other formats, a language and a day. Comes out: a
folder with `ro-crate-metadata.json` (researchobject.org, RO-Crate Metadata Specification 1.2), the files,
those of the ontology, `CITATION.cff`, `README.md` and `checksums.sha256`, which `sha256sum -c` checks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

import pyoxigraph as ox

from lcgraph import __version__
from lcgraph.errors import CallError
from lcgraph.export.jsonld import as_json
from lcgraph.markdown import escaped
from lcgraph.privacy.withheld import unsaid
from lcgraph.release import this_release
from lcgraph.resources import BUNDLED, artefact, ontology_files, shapes_file
from lcgraph.say import Text
from lcgraph.subjects import Facts
from lcgraph.vocab import BASE, BIBO, DCTERMS, FOAF, LCG, RDF, RDFS
from lcgraph.written import Exported

METADATA: Final = "ro-crate-metadata.json"
_SPECIFICATION: Final = "https://w3id.org/ro/crate/1.2"
LICENCES: Final = {
    "https://creativecommons.org/licenses/by/4.0/": (
        "CC-BY-4.0",
        "Creative Commons Attribution 4.0 International",
    ),
    "https://creativecommons.org/publicdomain/zero/1.0/": ("CC0-1.0", "Creative Commons Zero 1.0 Universal"),
}
_MEDIA: Final = {
    ".csv": "text/csv", ".json": "application/json", ".jsonld": "application/ld+json", ".ttl": "text/turtle",
    ".md": "text/markdown", ".cff": "application/yaml", ".sha256": "text/plain",
}  # fmt: skip
_COUNTED: Final = (
    (LCG.Case, Text(nl="cases", en="cases")),
    (LCG.PartnerGroup, Text(nl="partnergroepen", en="partner groups")),
    (LCG.Finding, Text(nl="cellen", en="cells")),
    (LCG.Work, Text(nl="werken", en="works")),
    (LCG.Citation, Text(nl="aanhalingen", en="citations")),
    (LCG.Claim, Text(nl="beweringen", en="claims")),
)


@dataclass(frozen=True)
class Part:
    """A file of the package: its bytes, what it is, and its media type ("" when its ending says it)."""

    data: bytes
    about: Text
    media: str = ""


def export_rocrate(quads: Iterable[ox.Quad], parts: Mapping[str, Part], lang: str, day: str) -> Exported:
    """The files of the package by path; `CallError` when there is no study to describe."""
    facts = Facts(quads, lang)
    studies = facts.of(LCG.Study)
    if not studies:
        raise CallError(
            nl="hier is geen studie: er is niets in te pakken",
            en="there is no study here: nothing to package",
        )
    files = {**parts, **_ontology()}
    files["CITATION.cff"] = Part(
        citation(facts, studies).encode(), Text(nl="hoe dit te citeren", en="how to cite this")
    )
    files["README.md"] = Part(
        _readme(facts, studies, files, lang).encode(), Text(nl="wat wat is", en="what is what")
    )
    sums = "".join(
        f"{hashlib.sha256(part.data).hexdigest()}  {path}\n" for path, part in sorted(files.items())
    )
    files["checksums.sha256"] = Part(sums.encode(), Text(nl="controlegetallen", en="checksums"))
    described = as_json(_metadata(facts, studies, files, lang, day))
    told = Text(
        nl=f"pakket gedateerd {day}: een andere dag met --date",
        en=f"package dated {day}: another day by --date",
    )
    return Exported({METADATA: described, **{path: part.data for path, part in files.items()}}, notes=(told,))


def _ontology() -> dict[str, Part]:
    """The files of the ontology, its shapes, the shared part of the cubes and the context of JSON-LD."""
    about = Text(nl="de ontologie van lcgraph", en="the ontology of lcgraph")
    paths = [
        *ontology_files(),
        shapes_file(),
        artefact("ontology", "cube.ttl"),
        artefact("ontology", "context.jsonld"),
    ]
    return {f"ontology/{path.name}": Part(path.read_bytes(), about) for path in paths}


def _metadata(
    facts: Facts, studies: list[str], files: Mapping[str, Part], lang: str, day: str
) -> dict[str, Any]:
    entities: dict[str, dict[str, Any]] = {}

    def point(entity: dict[str, Any]) -> dict[str, str]:
        """A reference to an entity, which is described once."""
        entities.setdefault(entity["@id"], entity)
        return {"@id": entity["@id"]}

    descriptor = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": point(
            {"@id": _SPECIFICATION, "@type": "CreativeWork", "name": "RO-Crate 1.2", "version": "1.2"}
        ),
    }
    licences = sorted({licence for study in studies for licence in facts.all(study, DCTERMS.license)})
    authors = sorted({agent for study in studies for agent in facts.all(study, DCTERMS.creator)})
    sources = sorted({source for study in studies for source in facts.all(study, DCTERMS.source)})
    encoders = {
        "@id": f"{BASE}agent/lcgraph-contributors",
        "@type": "Organization",
        "name": "lcgraph contributors",
        "url": BASE,
    }
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": "; ".join(_title(facts, study) for study in studies),
        "description": " ".join([_description(facts, lang), *(text.in_(lang) for text in unsaid(facts)[1:])]),
        "datePublished": day,
        "license": _one([point(_licence(licence)) for licence in licences]),
        "author": _one([point(_agent(facts, agent)) for agent in authors]),
        "publisher": point(encoders) if f"{BASE}study/{BUNDLED}" in studies else "",
        "identifier": _one([point(each) for study in studies for each in _identifiers(study)]),
        "inLanguage": ["nl", "en"],
        "citation": _one([point(_work(facts, source, point)) for source in sources]),
        "mentions": point(_software()),
        "hasPart": [{"@id": path} for path in files],
    }
    listed = [
        {
            "@id": path,
            "@type": "File",
            "name": path.rpartition("/")[2],
            "description": part.about.in_(lang),
            "encodingFormat": part.media or _MEDIA[PurePosixPath(path).suffix],
            "contentSize": str(len(part.data)),
            "sha256": hashlib.sha256(part.data).hexdigest(),
        }
        for path, part in files.items()
    ]
    whole = {name: value for name, value in root.items() if value not in ([], "")}
    graph = [descriptor, whole, *listed, *(entities[name] for name in sorted(entities))]
    return {"@context": f"{_SPECIFICATION}/context", "@graph": graph}


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _title(facts: Facts, study: str) -> str:
    return facts.one(study, DCTERMS.title) or study.rpartition("/")[2]


def _description(facts: Facts, lang: str) -> str:
    """What is in it, in numbers."""
    counts = ", ".join(
        f"{len(facts.of(type_))} {word.in_(lang)}" for type_, word in _COUNTED if facts.of(type_)
    )
    return Text(
        nl=f"Waarom organisaties samenwerken, als kennisgraaf: {counts}. Zonder respondenten en fragmenten.",
        en=f"Why organisations collaborate, as a knowledge graph: {counts}. Without respondents and "
        "segments.",
    ).in_(lang)


def _licence(iri: str) -> dict[str, Any]:
    code, name = LICENCES.get(iri, ("", iri))
    told = {
        "@id": iri,
        "@type": "CreativeWork",
        "name": name,
        "description": f"The licence {name}",
        "url": iri,
    }
    return told | ({"identifier": code} if code else {})


def _identifiers(study: str) -> list[dict[str, Any]]:
    """The IRI of a study, and of the bundled one the DOI of this release, where an archive has given it."""
    about = {"propertyID": "IRI", "name": "IRI of the study", "value": study, "url": study}
    found = [{"@id": f"{study}#id", "@type": "PropertyValue", **about}]
    doi = this_release().doi
    if doi and study == f"{BASE}study/{BUNDLED}":
        iri = f"https://doi.org/{doi}"
        about = {"propertyID": "DOI", "name": "DOI of this version", "value": doi, "url": iri}
        found.append({"@id": iri, "@type": "PropertyValue", **about})
    return found


def _agent(facts: Facts, iri: str) -> dict[str, Any]:
    corporate = FOAF.Organization.value in facts.all(iri, RDF.type)
    told = {
        "@id": iri,
        "@type": "Organization" if corporate else "Person",
        "name": facts.one(iri, FOAF.name) or iri,
    }
    more = (("familyName", FOAF.familyName), ("givenName", FOAF.givenName))
    return told | {name: facts.one(iri, predicate) for name, predicate in more if facts.one(iri, predicate)}


def _work(facts: Facts, iri: str, point: Any) -> dict[str, Any]:
    """The publication that a study is from."""
    doi = facts.one(iri, BIBO.doi)
    told = {
        "@id": f"https://doi.org/{doi}" if doi else iri,
        "@type": "ScholarlyArticle",
        "name": facts.one(iri, DCTERMS.title) or facts.one(iri, RDFS.label) or iri,
        "author": _one([point(_agent(facts, agent)) for agent in facts.all(iri, DCTERMS.creator)]),
        "datePublished": facts.one(iri, DCTERMS.issued),
        "description": facts.one(iri, DCTERMS.bibliographicCitation),
    }
    return {name: value for name, value in told.items() if value}


def _software() -> dict[str, Any]:
    return {
        "@id": f"{BASE}software/lcgraph/{__version__}",
        "@type": "SoftwareApplication",
        "name": "lcgraph",
        "version": __version__,
        "url": BASE,
    }


def citation(facts: Facts, studies: list[str]) -> str:
    """A CITATION.cff (Citation File Format 1.2.0); its values are JSON, which is YAML."""
    authors = [agent for study in studies for agent in facts.all(study, DCTERMS.creator)]
    lines = [
        "cff-version: 1.2.0",
        'message: "If you use these data, please cite them, and the publication that they are from."',
        "type: dataset",
        f"title: {_quoted('; '.join(_title(facts, study) for study in studies))}",
        "authors:",
        *_cff_agents(facts, authors, "  "),
    ]
    licences = {licence for study in studies for licence in facts.all(study, DCTERMS.license)}
    if len(licences) == 1:
        (licence,) = licences
        code = LICENCES.get(licence, ("", ""))[0]
        lines.append(f"license: {code}" if code else f"license-url: {_quoted(licence)}")
    lines.append(f"url: {_quoted(studies[0])}")
    sources = [source for study in studies for source in facts.all(study, DCTERMS.source)]
    if sources:
        lines += ["references:"]
    for source in dict.fromkeys(sources):
        lines += [
            "  - type: generic",
            f"    title: {_quoted(facts.one(source, DCTERMS.title) or source)}",
            "    authors:",
            *_cff_agents(facts, facts.all(source, DCTERMS.creator), "      "),
        ]
        year, doi = facts.one(source, DCTERMS.issued), facts.one(source, BIBO.doi)
        lines += [f"    year: {year}"] if year.isdecimal() else []
        lines += [f"    doi: {_quoted(doi)}"] if doi else []
    return "\n".join(lines) + "\n"


def _cff_agents(facts: Facts, agents: list[str], indent: str) -> list[str]:
    lines = []
    for agent in dict.fromkeys(agents):
        family, given = facts.one(agent, FOAF.familyName), facts.one(agent, FOAF.givenName)
        if family:
            lines.append(f"{indent}- family-names: {_quoted(family)}")
            lines += [f"{indent}  given-names: {_quoted(given)}"] if given else []
        else:
            lines.append(f"{indent}- name: {_quoted(facts.one(agent, FOAF.name) or agent)}")
    return lines or [f'{indent}- name: "unknown"']


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _readme(facts: Facts, studies: list[str], files: Mapping[str, Part], lang: str) -> str:
    """What each file is, for who opens the folder."""
    titles = "; ".join(escaped(_title(facts, study)) for study in studies)
    cited = [facts.one(study, DCTERMS.bibliographicCitation) for study in studies]
    lines = [f"# {titles}", "", escaped(_description(facts, lang), start=True), ""]
    lines += [f"{text.in_(lang)}\n" for text in unsaid(facts)]
    lines += [f"> {escaped(citation, start=True)}\n" for citation in cited if citation]
    lines += [f"- `{path}`: {part.about.in_(lang)}" for path, part in files.items()]
    return "\n".join(lines) + "\n"
