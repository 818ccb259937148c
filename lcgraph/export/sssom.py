"""The crosswalk for other tools: SSSOM, the Simple Standard for Sharing Ontological Mappings, version 1.1.

Goes in: quads, with the ontology (it has the labels of the scheme). Comes out: the bytes of a mapping set,
one for each study that has a crosswalk, as SSSOM/TSV (one set a file) or SSSOM/RDF in Turtle. What a study
does not say is not there: a missing row is not a difference. Every mapping is one that a person read in a
publication (`semapv:ManualMappingCuration`); its place is the comment. Nothing is dated: the same quads, the
same bytes.

Matentzoglu et al. (2022), https://doi.org/10.1093/database/baac035; the forms are those of
https://mapping-commons.github.io/sssom/spec-formats/ (the canonical TSV, and RDF with propagated slots).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from lcgraph import __version__
from lcgraph.errors import CallError
from lcgraph.quads import sort_quads, with_sorted_prefixes
from lcgraph.say import Text
from lcgraph.vocab import BASE, BIBO, DCTERMS, FOAF, LCG, PREFIXES, RDF, SKOS, concept

_SSSOM: Final = "https://w3id.org/sssom/"
_PREFIXES: Final = {
    "lcgraph": BASE,
    "owl": PREFIXES["owl"],
    "rdfs": PREFIXES["rdfs"],
    "skos": PREFIXES["skos"],
    "semapv": "https://w3id.org/semapv/vocab/",
    "sssom": _SSSOM,
}
"""Prefixes of the identifiers; all but the first are built into SSSOM, and need no declaration in TSV."""

_IDENTIFIERS: Final = frozenset(
    {"record_id", "subject_id", "predicate_id", "object_id", "mapping_justification", "author_id",
     "subject_source", "object_source"}
)  # fmt: skip
_ADDRESSES: Final = frozenset({"mapping_set_id", "license", "mapping_provider"})
_SET: Final = (
    "sssom_version", "mapping_set_id", "mapping_set_version", "mapping_set_title", "mapping_set_description",
    "license", "subject_type", "subject_source", "subject_source_version", "object_type", "object_source",
    "mapping_provider",
)  # fmt: skip
_MAPPING: Final = (
    "record_id", "subject_id", "subject_label", "predicate_id", "object_id", "object_label",
    "mapping_justification", "author_id", "author_label", "subject_type", "subject_source",
    "subject_source_version", "object_type", "object_source", "mapping_provider", "comment",
)  # fmt: skip
"""The slots that are used, in the order of the standard; those of a mapping that are also slots of a set
stand there alone when all mappings have the same value."""

_PROPERTIES: Final = {
    "subject_id": PREFIXES["owl"] + "annotatedSource",
    "predicate_id": PREFIXES["owl"] + "annotatedProperty",
    "object_id": PREFIXES["owl"] + "annotatedTarget",
    "author_id": "http://purl.org/pav/authoredBy",
    "comment": PREFIXES["rdfs"] + "comment",
    "license": DCTERMS.license.value,
    "mapping_set_title": DCTERMS.title.value,
    "mapping_set_description": "http://purl.org/dc/terms/description",
    "mapping_set_version": PREFIXES["owl"] + "versionInfo",
}
"""The RDF properties of slots that have one of their own; the others are below the namespace of SSSOM."""

_MEANINGS: Final = {"1.1": _SSSOM + "version1.1", "skos concept": SKOS.Concept.value}
_TITLE: Final = Text(nl="Begrippen naast elkaar: {}", en="Crosswalk: {}")
_DESCRIPTION: Final = Text(
    nl="Hoe clusters, niveaus en motieven van lcgraph overeenkomen met begrippen van werken, voor zover de "
    "studie het zegt. Wat zij niet zegt ontbreekt.",
    en="How clusters, levels and motives of lcgraph correspond to concepts of works, as far as the study "
    "says so. What it does not say is absent.",
)
_ODD: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_PLAIN: Final = re.compile(r"(?!.*(: | #|:$))[A-Za-z](.*\S)?|\d+\.\d+\.\d+")
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})

Slots = dict[str, tuple[str, ...]]
"""Values by slot; those of identifiers are IRIs."""


@dataclass(frozen=True)
class MappingSet:
    """The crosswalk of one study: the slots of the set, and those of each mapping, ordered by `record_id`."""

    slots: Slots
    mappings: tuple[Slots, ...]


def export_sssom(quads: Iterable[ox.Quad], *, lang: str = "en", version: str = "") -> bytes:
    """The crosswalk of one study as SSSOM/TSV, with its metadata in the head.

    `lang` is that of labels and comments, `version` the version of the mapping set (left out when empty:
    a study folder has none). `CallError` when there is no crosswalk, or more than one: a file holds one set;
    also when the study has no licence, which the standard requires.
    """
    sets = mapping_sets(quads, lang=lang, version=version)
    if len(sets) > 1:
        listed = ", ".join(each.slots["mapping_set_id"][0].split("/")[-2] for each in sets)
        raise CallError(
            nl=f"een bestand van SSSOM bevat de overeenkomsten van één studie, en hier hebben er {len(sets)} "
            f"die ({listed}): zie --study, of kies sssom-rdf",
            en=f"a file of SSSOM holds the crosswalk of one study, and {len(sets)} have one here ({listed}): "
            "see --study, or choose sssom-rdf",
        )
    return _tsv(sets[0]).encode()


def export_sssom_rdf(quads: Iterable[ox.Quad], *, lang: str = "en", version: str = "") -> bytes:
    """The crosswalks of all studies as SSSOM/RDF in Turtle; `CallError` when there is none or no licence."""
    found = [quad for each in mapping_sets(quads, lang=lang, version=version) for quad in _rdf(each)]
    prefixes = {**_PREFIXES, "dcterms": DCTERMS.iri, "pav": "http://purl.org/pav/"}
    triples = [quad.triple for quad in sort_quads(found)]
    return with_sorted_prefixes(ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"")


def mapping_sets(quads: Iterable[ox.Quad], *, lang: str, version: str = "") -> list[MappingSet]:
    """The crosswalk of each study that has one, ordered by the study's IRI."""
    facts = _Facts(quads, lang)
    by_study: dict[str, list[str]] = defaultdict(list)
    for correspondence in facts.of(LCG.Correspondence):
        for study in facts.iris(correspondence, LCG.partOfStudy):
            by_study[study].append(correspondence)
    if not by_study:
        raise CallError(
            nl="hier zijn geen overeenkomsten: schrijf crosswalk.csv in een studiemap (zie "
            "docs/study-folder.md)",
            en="there is no crosswalk here: write crosswalk.csv in a study folder (see docs/study-folder.md)",
        )
    return [_mapping_set(facts, study, found, version) for study, found in sorted(by_study.items())]


class _Facts:
    """What quads say of each thing with an IRI, whatever their graph."""

    def __init__(self, quads: Iterable[ox.Quad], lang: str) -> None:
        self.lang = lang
        self._said: dict[tuple[str, str], set[ox.NamedNode | ox.Literal]] = defaultdict(set)
        self._types: dict[str, set[str]] = defaultdict(set)
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                self._said[quad.subject.value, quad.predicate.value].add(quad.object)
                if quad.predicate == RDF.type:
                    self._types[quad.object.value].add(quad.subject.value)

    def of(self, type_: ox.NamedNode) -> list[str]:
        """The IRIs of all things of a type, ordered."""
        return sorted(self._types.get(type_.value, ()))

    def iris(self, thing: str, predicate: ox.NamedNode) -> tuple[str, ...]:
        """The IRIs that a thing has for a property, ordered."""
        found = self._said.get((thing, predicate.value), ())
        return tuple(sorted(term.value for term in found if isinstance(term, ox.NamedNode)))

    def text(self, thing: str, predicate: ox.NamedNode) -> str:
        """A text of a thing in the language of the export, else in another one; "" without any."""
        found = [
            term for term in self._said.get((thing, predicate.value), ()) if isinstance(term, ox.Literal)
        ]
        ordered = sorted(
            found, key=lambda term: (term.language != self.lang, term.language or "", term.value)
        )
        return ordered[0].value if ordered else ""

    def texts(self, thing: str, predicate: ox.NamedNode) -> tuple[str, ...]:
        """Every text that a thing has for a property, ordered."""
        found = self._said.get((thing, predicate.value), ())
        return tuple(sorted(term.value for term in found if isinstance(term, ox.Literal)))


def _mapping_set(facts: _Facts, study: str, correspondences: list[str], version: str) -> MappingSet:
    licence = facts.iris(study, DCTERMS.license)
    if not licence:
        raise CallError(
            nl=f"een verzameling overeenkomsten heeft een licentie nodig, en {study.rpartition('/')[2]} "
            "heeft er "
            "geen: schrijf licence in study.toml",
            en=f"a mapping set needs a licence, and {study.rpartition('/')[2]} has none: write licence in "
            "study.toml",
        )
    doi = facts.text(study, BIBO.doi)
    provider = (f"https://doi.org/{doi}",) if doi else ()
    slots = {
        "sssom_version": ("1.1",),
        "mapping_set_id": (f"{study}/crosswalk",),
        "mapping_set_version": (version,) if version else (),
        "mapping_set_title": (_TITLE.in_(facts.lang).format(facts.text(study, DCTERMS.title)),),
        "mapping_set_description": (_DESCRIPTION.in_(facts.lang),),
        "license": licence[:1],
    }
    mappings = [{**_mapping(facts, found, study), "mapping_provider": provider} for found in correspondences]
    return MappingSet(_filled(slots), tuple(_filled(mapping) for mapping in mappings))


def _mapping(facts: _Facts, correspondence: str, study: str) -> Slots:
    """The slots of one mapping; what the correspondence does not say is empty."""
    subject = _first(facts.iris(correspondence, LCG.ofConcept))
    object_ = _first(facts.iris(correspondence, LCG.withConcept))
    match = _first(facts.iris(correspondence, LCG.match)).removeprefix(concept("match", "").value)
    authors = facts.iris(correspondence, DCTERMS.creator)
    scheme, _, _ = subject.rpartition("/")
    shared = scheme.startswith(BASE) and "/" not in scheme.removeprefix(BASE)
    where = "; ".join(facts.texts(correspondence, LCG.locator))
    note = facts.text(correspondence, SKOS.note)
    return {
        "record_id": (correspondence,),
        "subject_id": (subject,),
        "subject_label": (facts.text(subject, SKOS.prefLabel),),
        "predicate_id": (f"{SKOS.iri}{match}Match",),
        "object_id": (object_,),
        "object_label": (facts.text(object_, SKOS.prefLabel),),
        "mapping_justification": (_PREFIXES["semapv"] + "ManualMappingCuration",),
        "author_id": authors,
        "author_label": tuple(facts.text(author, FOAF.name) for author in authors),
        "subject_type": ("skos concept",),
        "subject_source": (scheme if shared else study,),
        "subject_source_version": (__version__,) if shared else (),
        "object_type": ("skos concept",),
        "object_source": facts.iris(object_, LCG.conceptOf)[:1],
        "comment": (": ".join(filter(None, (where, note))),),
    }


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""


def _filled(slots: Slots) -> Slots:
    """The slots that have a value."""
    kept = {name: tuple(value for value in values if value) for name, values in slots.items()}
    return {name: values for name, values in kept.items() if values}


# ---- TSV ---------------------------------------------------------------------------------------------


def _tsv(found: MappingSet) -> str:
    common = _common(found)
    head = {**found.slots, **common}
    columns = [name for name in _MAPPING if name not in common and any(name in m for m in found.mappings)]
    rows = [[_cell(name, mapping.get(name, ())) for name in columns] for mapping in found.mappings]
    version, *slots = [f"#{name}: {_yaml(_written(name, head[name][0]))}" for name in _SET if name in head]
    lines = [version, "#curie_map:", f"#  lcgraph: {BASE}", *slots, "\t".join(columns)]
    lines += ["\t".join(_quoted(cell) for cell in row) for row in sorted(rows)]
    return "\n".join(lines) + "\n"


def _common(found: MappingSet) -> Slots:
    """The slots that all mappings share and that the set can say for them."""
    first, *others = found.mappings
    return {
        name: values
        for name, values in first.items()
        if name in _SET and all(other.get(name) == values for other in others)
    }


def _written(slot: str, value: str) -> str:
    """A value as TSV writes it: an identifier as a CURIE."""
    if slot not in _IDENTIFIERS:
        return value
    for prefix, start in _PREFIXES.items():
        if value.startswith(start) and value != start:
            return f"{prefix}:{value.removeprefix(start)}"
    raise CallError(
        nl=f"{slot} <{value}> heeft geen korte vorm: geef het een IRI onder {BASE}",
        en=f"{slot} <{value}> has no short form: give it an IRI below {BASE}",
    )


def _yaml(value: str) -> str:
    """A scalar of YAML: plain where nothing in it could be read as something else, else in double quotes."""
    if _PLAIN.fullmatch(value) and not _ODD.search(value) and value.lower() not in _WORDS:
        return value
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _cell(slot: str, values: tuple[str, ...]) -> str:
    written = [_written(slot, value) for value in values]
    if slot in ("author_id", "author_label"):
        return "|".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in written)
    return "".join(written)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if re.search('["\t\r\n]', cell) else cell


# ---- RDF ---------------------------------------------------------------------------------------------


def _rdf(found: MappingSet) -> list[ox.Quad]:
    """The set and its mappings; what all mappings share stands with each, for readers that know RDF only."""
    set_ = ox.NamedNode(found.slots["mapping_set_id"][0])
    quads = [ox.Quad(set_, RDF.type, ox.NamedNode(_SSSOM + "MappingSet"))]
    quads += _statements(set_, found.slots)
    for mapping in found.mappings:
        node = ox.NamedNode(mapping["record_id"][0])
        quads.append(ox.Quad(set_, ox.NamedNode(_SSSOM + "mappings"), node))
        quads.append(ox.Quad(node, RDF.type, ox.NamedNode(PREFIXES["owl"] + "Axiom")))
        quads += _statements(node, mapping)
    return quads


def _statements(subject: ox.NamedNode, slots: Slots) -> Iterable[ox.Quad]:
    for name, values in slots.items():
        if name in ("record_id", "mapping_set_id"):  # the subject itself
            continue
        predicate = ox.NamedNode(_PROPERTIES.get(name, _SSSOM + name))
        for value in values:
            if name in _IDENTIFIERS | _ADDRESSES:
                yield ox.Quad(subject, predicate, ox.NamedNode(value))
            elif name in ("sssom_version", "subject_type", "object_type"):
                yield ox.Quad(subject, predicate, ox.NamedNode(_MEANINGS[value]))
            else:
                yield ox.Quad(subject, predicate, ox.Literal(value))
