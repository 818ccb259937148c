"""The motive scheme and coded interviews for other tools: REFI-QDA code books and projects (`.qdc`, `.qdpx`).

Goes in: quads, with the ontology. Comes out: the bytes of a file that ATLAS.ti, MAXQDA, NVivo, QualCoder
and Taguette (code books only) read, and what such a file cannot hold. Clusters are codes that cannot be coded
with, motives the codes below them. GUIDs are made of IRIs (UUID version 5), nothing is dated: the same quads
give the same bytes. A project holds respondents, segments and notes: it is private.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

import pyoxigraph as ox

from lcgraph import __version__
from lcgraph.errors import CallError, unknown
from lcgraph.export.subjects import Facts
from lcgraph.export.written import Exported, zipped
from lcgraph.interviews.draft import names
from lcgraph.quads import NOT_XML
from lcgraph.say import Text
from lcgraph.vocab import DCTERMS, LCG, SKOS

REFI_FORMATS = ("qdc", "qdpx")
_BETWEEN = "\n\n"
_NAME = 80
_VARIABLES = ("case", "role", "organisation", "interviewed_on", "motives_not_asked")
_WORDS = {
    "nl": ("Wel: een respondent noemt dit als reden om samen te werken.", "Bijvoorbeeld: ",
           "Niet: wat bij een ander motief van dit cluster hoort ({}).", "Let op: "),
    "en": ("Include: a respondent names this as a reason to collaborate.", "For example: ",
           "Exclude: what belongs to another motive of this cluster ({}).", "Note: "),
}  # fmt: skip


def export_qdc(quads: Iterable[ox.Quad], lang: str) -> Exported:
    """The motive scheme as a code book, in Dutch or English; studies' own motives are in it."""
    facts = Facts(quads, lang)
    root = ET.Element("CodeBook", {"xmlns": "urn:QDA-XML:codebook:1.0", "origin": f"lcgraph {__version__}"})
    scheme = _Scheme(facts)
    root.append(scheme.element())
    return Exported(_xml(root), scheme.losses())


def export_qdpx(quads: Iterable[ox.Quad], lang: str) -> Exported:
    """The coded interviews of one study as a project; `CallError` when there is not one, or no coding."""
    facts = Facts(quads, lang)
    studies = facts.of(LCG.Study)
    if len(studies) != 1:
        listed = ", ".join(facts.one(study, SKOS.notation) for study in studies) or "none"
        raise CallError(
            f"a project holds one study, and there are {len(studies)} here ({listed}): see --study"
        )
    if not facts.of(LCG.Mention):
        raise CallError(
            "this study has no coded interviews, only published cells: export --format qdc instead"
        )
    return _Project(facts, studies[0]).exported()


def export_refi(quads: Iterable[ox.Quad], format_: str, lang: str) -> Exported:
    """Quads as a code book (`qdc`) or a project (`qdpx`)."""
    if format_ not in REFI_FORMATS:
        raise unknown("format", format_, REFI_FORMATS)
    return export_qdc(quads, lang) if format_ == "qdc" else export_qdpx(quads, lang)


def guid(iri: str) -> str:
    """The GUID of an IRI, the same at every export.

    >>> guid("https://w3id.org/lcgraph/motive/image")
    '9270f75e-6797-5c15-9d74-b33781e83710'
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, iri))


class _Scheme:
    """The motives below their clusters, as codes."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.motives = facts.of(LCG.Motive)
        self.clusters = facts.of(LCG.MotiveCluster)
        everything = [*self.clusters, *self.motives]
        labels = (facts.one(thing, SKOS.prefLabel) or facts.one(thing, SKOS.notation) for thing in everything)
        self.names = dict(zip(everything, names(labels, "code"), strict=True))
        self.below: dict[str, list[str]] = defaultdict(list)
        for thing, predicate in [
            *((motive, LCG.tableCluster) for motive in self.motives),
            *((cluster, SKOS.broader) for cluster in self.clusters),
        ]:
            above = facts.one(thing, predicate)
            self.below[above if above in self.names else ""].append(thing)

    def element(self) -> ET.Element:
        """`<Codes>`: the clusters in order, each with its motives and sub-clusters; then other motives."""
        codes = ET.Element("Codes")
        for thing in sorted(self.below[""], key=lambda each: each not in self.clusters):
            self._code(codes, thing)
        return codes

    def _code(self, parent: ET.Element, thing: str) -> None:
        is_motive = thing in self.facts.types[LCG.Motive.value]
        attributes = {
            "guid": guid(thing),
            "name": _clean(self.names[thing]),
            "isCodable": str(is_motive).lower(),
        }
        code = ET.SubElement(parent, "Code", attributes)
        ET.SubElement(code, "Description").text = _clean(self._description(thing, is_motive=is_motive))
        for each in self.below[thing]:
            self._code(code, each)

    def _description(self, thing: str, *, is_motive: bool) -> str:
        """Definition, what to include and what not, and the IRI by which the code is found again."""
        include, example, exclude, note = _WORDS[self.facts.lang]
        lines = self.facts.all(thing, SKOS.definition)
        if is_motive:
            cluster = self.facts.one(thing, LCG.tableCluster)
            beside = [
                self.names[each]
                for each in self.below[cluster]
                if each not in self.clusters and each != thing
            ]
            lines.append(include)
            lines += [exclude.format(", ".join(beside))] if beside and cluster else []
        lines += [example + text for text in self.facts.all(thing, SKOS.example)]
        lines += [note + text for text in self.facts.all(thing, SKOS.scopeNote)]
        return "\n".join([*lines, thing])

    def losses(self) -> tuple[Text, ...]:
        """What a code book cannot say: another language, another place of a motive."""
        other = {"nl": ("Engelse", "English"), "en": ("Nederlandse", "Dutch")}[self.facts.lang]
        lost = [
            Text(
                nl=f"de {other[0]} namen en definities (exporteer met een andere --lang)",
                en=f"the {other[1]} names and definitions (export with another --lang)",
            )
        ]
        moved = sum(
            any(
                self.facts.one(placement, LCG.inCluster) != self.facts.one(motive, LCG.tableCluster)
                for placement in self.facts.all(motive, LCG.hasPlacement)
            )
            for motive in self.motives
        )
        if moved:
            lost.append(
                Text(
                    nl=f"motieven die volgens bronnen ook in een ander cluster staan: {moved} "
                    "(een codeboek kent één plaats)",
                    en=f"motives that stand in another cluster too, as works have it: {moved} "
                    "(a code book knows one place)",
                )
            )
        return tuple(lost)


@dataclass
class _Document:
    """A source: whose it is, its text so far, and its selections with the mentions at each."""

    name: str
    respondent: str
    text: str = ""
    places: dict[str, int] = field(default_factory=dict)
    selections: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    @property
    def guid(self) -> str:
        """The GUID of the source."""
        return guid(f"{self.respondent}/source/{self.name}")

    def add(self, segment: str, note: str, mention: str) -> None:
        """A mention at a segment; a segment that is there already is not repeated."""
        if segment and segment not in self.places:
            self.text += _BETWEEN if self.text else ""
            self.places[segment] = len(self.text)
            self.text += segment
        self.selections.setdefault((segment, note), []).append(mention)


class _Project:
    """A study's coded interviews, gathered into documents and written as one archive."""

    def __init__(self, facts: Facts, study: str) -> None:
        self.facts, self.study = facts, study
        self.scheme = _Scheme(facts)
        self.respondents = facts.of(LCG.Respondent)
        self.mentions = facts.of(LCG.Mention)
        self.coders = sorted({facts.one(mention, LCG.coder) for mention in self.mentions} - {""})
        self.line_ends = 0
        self.documents = self._documents()

    def _documents(self) -> list[_Document]:
        """The sources by respondent; one that several respondents share is divided over them."""
        found: dict[tuple[str, str], _Document] = {}
        spoken: dict[str, set[str]] = defaultdict(set)
        for mention in self.mentions:
            spoken[self.facts.one(mention, LCG.segmentSource)].add(self.facts.one(mention, LCG.byRespondent))
        for mention in self.mentions:
            respondent = self.facts.one(mention, LCG.byRespondent)
            source = self.facts.one(mention, LCG.segmentSource)
            pseudonym = self.facts.one(respondent, SKOS.notation)
            name = source if len(spoken[source]) == 1 else f"{source} ({pseudonym})"
            document = found.setdefault(
                (respondent, source), _Document(name if source else pseudonym, respondent)
            )
            segment = self.facts.one(mention, LCG.segment)
            self.line_ends += "\r" in segment
            segment = segment.replace("\r\n", "\n").replace("\r", "\n")
            document.add(segment, self.facts.one(mention, SKOS.note), mention)
        heard = {respondent for respondent, _ in found}
        silent = [each for each in self.respondents if each not in heard]
        empty = [_Document(self.facts.one(each, SKOS.notation), each) for each in silent]
        order = {respondent: number for number, respondent in enumerate(self.respondents)}
        return sorted([*found.values(), *empty], key=lambda each: (order.get(each.respondent, 0), each.name))

    def exported(self) -> Exported:
        """The archive: the project, then the texts by name; stored, so that bytes depend on no library."""
        members = {"project.qde": _xml(self._element())}
        members |= {f"sources/{each.guid}.txt": each.text.encode() for each in self.documents}
        order = sorted(members, key=lambda name: (name != "project.qde", name))
        return Exported(zipped({name: members[name] for name in order}), self._losses())

    def _element(self) -> ET.Element:
        title = self.facts.one(self.study, DCTERMS.title) or self.facts.one(self.study, SKOS.notation)
        attributes = {
            "xmlns": "urn:QDA-XML:project:1.0",
            "name": _clean(title),
            "origin": f"lcgraph {__version__}",
        }
        root = ET.Element("Project", attributes)
        if self.coders:
            users = ET.SubElement(root, "Users")
            for coder in self.coders:
                ET.SubElement(users, "User", {"guid": self._guid("coder", coder), "name": _clean(coder)})
        ET.SubElement(root, "CodeBook").append(self.scheme.element())
        variables = ET.SubElement(root, "Variables")
        for name in _VARIABLES:
            variable = {"guid": self._guid("variable", name), "name": name, "typeOfVariable": "Text"}
            ET.SubElement(variables, "Variable", variable)
        cases = ET.SubElement(root, "Cases")
        for respondent in self.respondents:
            self._case(cases, respondent)
        sources = ET.SubElement(root, "Sources")
        for document in self.documents:
            self._source(sources, document)
        return root

    def _guid(self, *path: str) -> str:
        return guid("/".join((self.study, *path)))

    def _case(self, cases: ET.Element, respondent: str) -> None:
        """A respondent, with the columns of `respondents.csv` as variables."""
        facts = self.facts
        name = facts.one(respondent, SKOS.notation)
        case = ET.SubElement(cases, "Case", {"guid": guid(respondent), "name": _clean(name)})
        group = facts.one(respondent, LCG.inGroup)
        values = (
            facts.one(facts.one(group, LCG.inCase), SKOS.notation),
            facts.one(facts.one(group, LCG.role), SKOS.notation)
            or facts.one(group, LCG.role).rpartition("/")[2],
            facts.one(respondent, LCG.organisation),
            facts.one(respondent, LCG.interviewedOn),
            " ".join(facts.one(each, SKOS.notation) for each in facts.all(respondent, LCG.notAskedAbout)),
        )
        for variable, value in zip(_VARIABLES, values, strict=True):
            if value:
                told = ET.SubElement(case, "VariableValue")
                ET.SubElement(told, "VariableRef", {"targetGUID": self._guid("variable", variable)})
                ET.SubElement(told, "TextValue").text = _clean(value)
        for document in self.documents:
            if document.respondent == respondent:
                ET.SubElement(case, "SourceRef", {"targetGUID": document.guid})

    def _source(self, sources: ET.Element, document: _Document) -> None:
        attributes = {"guid": document.guid, "name": _clean(document.name)}
        path = {"plainTextPath": f"internal://{document.guid}.txt"}
        source = ET.SubElement(sources, "TextSource", attributes | path)
        for (segment, note), mentions in document.selections.items():
            if segment:
                start = document.places[segment]
                selection = {
                    "guid": guid(f"{document.guid}/selection/{start}/{note}"),
                    "name": _clean(_short(segment)),
                    "startPosition": str(start),
                    "endPosition": str(start + len(segment)),
                }
                element = ET.SubElement(source, "PlainTextSelection", selection)
                if note:
                    ET.SubElement(element, "Description").text = _clean(note)
                self._codings(element, mentions)
        for (segment, _), mentions in document.selections.items():
            if not segment:
                self._codings(source, mentions)

    def _codings(self, parent: ET.Element, mentions: Sequence[str]) -> None:
        for mention in mentions:
            attributes = {"guid": guid(mention)}
            coder, on = self.facts.one(mention, LCG.coder), self.facts.one(mention, LCG.codedOn)
            if coder:
                attributes["creatingUser"] = self._guid("coder", coder)
            if re.fullmatch(r"\d{4}-\d\d-\d\d", on):
                attributes["creationDateTime"] = f"{on}T00:00:00Z"
            coding = ET.SubElement(parent, "Coding", attributes)
            motive = self.facts.one(mention, LCG.mentionsMotive)
            ET.SubElement(coding, "CodeRef", {"targetGUID": guid(motive)})

    def _losses(self) -> tuple[Text, ...]:
        return (*self.scheme.losses(), *self._lost())

    def _lost(self) -> Iterator[Text]:
        yield Text(
            nl="de rest van elke bron (alleen de gecodeerde fragmenten, met een witregel ertussen)",
            en="the rest of each source (only the coded segments, with an empty line between them)",
        )
        for predicate, nl, en in ((LCG.level, "niveaus", "levels"), (LCG.phase, "fasen", "phases")):
            count = sum(bool(self.facts.one(mention, predicate)) for mention in self.mentions)
            if count:
                yield Text(nl=f"{nl} van vermeldingen: {count}", en=f"{en} of mentions: {count}")
        peopled = {self.facts.one(each, LCG.inGroup) for each in self.respondents}
        empty = len(set(self.facts.of(LCG.PartnerGroup)) - peopled)
        if empty:
            yield Text(
                nl=f"groepen zonder respondent in respondents.csv: {empty}",
                en=f"groups without a respondent in respondents.csv: {empty}",
            )
        notes = sum(
            len(mentions)
            for document in self.documents
            for (segment, note), mentions in document.selections.items()
            if note and not segment
        )
        if notes:
            yield Text(
                nl=f"notities bij vermeldingen zonder fragment: {notes}",
                en=f"notes of mentions without a segment: {notes}",
            )
        if self.line_ends:
            yield Text(
                nl=f"Windows-regeleinden in fragmenten: {self.line_ends}",
                en=f"Windows line ends in segments: {self.line_ends}",
            )


def _short(segment: str) -> str:
    """The first words of a segment, as tools name a selection."""
    words = " ".join(segment.split())
    return words if len(words) <= _NAME else words[: _NAME - 1].rstrip() + "…"


def _clean(text: str) -> str:
    """A text without the control characters that XML cannot hold."""
    return NOT_XML.sub("\ufffd", text)


def _xml(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
