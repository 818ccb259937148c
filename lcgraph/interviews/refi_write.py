"""The motive scheme and coded interviews for other tools: REFI-QDA code books and projects (`.qdc`, `.qdpx`).

Goes in: quads, with the ontology. Comes out: the bytes of a file that ATLAS.ti, MAXQDA, NVivo, QualCoder
and Taguette (code books only) read, and what such a file cannot hold. Clusters are codes that cannot be coded
with, motives the codes below them. GUIDs are made of IRIs (UUID version 5), nothing is dated: the same quads
give the same bytes. A project holds respondents, segments and notes: it is private.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

import pyoxigraph as ox

from lcgraph import __version__
from lcgraph.errors import CallError, unknown
from lcgraph.interviews.refi_codes import CodeTree, clean, guid
from lcgraph.say import Text
from lcgraph.subjects import Facts
from lcgraph.vocab import DCTERMS, LCG, SKOS
from lcgraph.written import Exported, zipped

REFI_FORMATS = ("qdc", "qdpx")
_BETWEEN = "\n\n"
_NAME = 80
_VARIABLES = ("case", "role", "organisation", "interviewed_on", "motives_not_asked")


def export_qdc(quads: Iterable[ox.Quad], lang: str) -> Exported:
    """The motive scheme as a code book, in Dutch or English; studies' own motives are in it."""
    facts = Facts(quads, lang)
    root = ET.Element("CodeBook", {"xmlns": "urn:QDA-XML:codebook:1.0", "origin": f"lcgraph {__version__}"})
    scheme = CodeTree(facts)
    root.append(scheme.element())
    return Exported(_xml(root), scheme.losses())


def export_qdpx(quads: Iterable[ox.Quad], lang: str) -> Exported:
    """The coded interviews of one study as a project; `CallError` when there is not one, or no coding."""
    facts = Facts(quads, lang)
    studies = facts.of(LCG.Study)
    if len(studies) != 1:
        listed = ", ".join(facts.one(study, SKOS.notation) for study in studies)
        raise CallError(
            nl=f"een project bevat één studie, en hier zijn er {len(studies)} ({listed or 'geen'}): "
            "zie --study",
            en=f"a project holds one study, and there are {len(studies)} here ({listed or 'none'}): "
            "see --study",
        )
    if not facts.of(LCG.Mention):
        raise CallError(
            nl="deze studie heeft geen gecodeerde interviews, alleen gepubliceerde cellen: exporteer met "
            "--format qdc",
            en="this study has no coded interviews, only published cells: export --format qdc instead",
        )
    return _Project(facts, studies[0]).exported()


def export_refi(quads: Iterable[ox.Quad], format_: str, lang: str) -> Exported:
    """Quads as a code book (`qdc`) or a project (`qdpx`)."""
    if format_ not in REFI_FORMATS:
        raise unknown("format", format_, REFI_FORMATS)
    return export_qdc(quads, lang) if format_ == "qdc" else export_qdpx(quads, lang)


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
        self.respondents = facts.of(LCG.Respondent)
        self.mentions = facts.of(LCG.Mention)
        self.scheme = CodeTree(facts, {facts.one(mention, LCG.mentionsMotive) for mention in self.mentions})
        self.coders = sorted({facts.one(mention, LCG.coder) for mention in self.mentions} - {""})
        attributes = [
            each for each in facts.of(LCG.Attribute) if facts.one(each, LCG.attributeOf) == "respondent"
        ]
        self.attributes = {facts.one(each, SKOS.notation): each for each in attributes}
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
            "name": clean(title),
            "origin": f"lcgraph {__version__}",
        }
        root = ET.Element("Project", attributes)
        if self.coders:
            users = ET.SubElement(root, "Users")
            for coder in self.coders:
                ET.SubElement(users, "User", {"guid": self._guid("coder", coder), "name": clean(coder)})
        ET.SubElement(root, "CodeBook").append(self.scheme.element())
        variables = ET.SubElement(root, "Variables")
        for name in (*_VARIABLES, *self.attributes):
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
        case = ET.SubElement(cases, "Case", {"guid": guid(respondent), "name": clean(name)})
        for variable, value in self._told_of(respondent).items():
            if value:
                told = ET.SubElement(case, "VariableValue")
                ET.SubElement(told, "VariableRef", {"targetGUID": self._guid("variable", variable)})
                ET.SubElement(told, "TextValue").text = clean(value)
        for document in self.documents:
            if document.respondent == respondent:
                ET.SubElement(case, "SourceRef", {"targetGUID": document.guid})

    def _told_of(self, respondent: str) -> dict[str, str]:
        """The values of a respondent by column, those of the study's own attributes last."""
        facts = self.facts
        group = facts.one(respondent, LCG.inGroup)
        role = facts.one(group, LCG.role)
        not_asked = facts.all(respondent, LCG.notAskedAbout)
        values = (
            facts.one(facts.one(group, LCG.inCase), SKOS.notation),
            facts.one(role, SKOS.notation) or role.rpartition("/")[2],
            facts.one(respondent, LCG.organisation),
            facts.one(respondent, LCG.interviewedOn),
            " ".join(facts.one(each, SKOS.notation) for each in not_asked),
        )
        own = {code: self._value(respondent, attribute) for code, attribute in self.attributes.items()}
        return dict(zip(_VARIABLES, values, strict=True)) | own

    def _value(self, respondent: str, attribute: str) -> str:
        """The value of an attribute; of a quantity its number."""
        value = self.facts.one(respondent, ox.NamedNode(attribute))
        return self.facts.one(value, LCG.quantityValue) or value

    def _source(self, sources: ET.Element, document: _Document) -> None:
        attributes = {"guid": document.guid, "name": clean(document.name)}
        path = {"plainTextPath": f"internal://{document.guid}.txt"}
        source = ET.SubElement(sources, "TextSource", attributes | path)
        for (segment, note), mentions in document.selections.items():
            if segment:
                start = document.places[segment]
                selection = {
                    "guid": guid(f"{document.guid}/selection/{start}/{note}"),
                    "name": clean(_short(segment)),
                    "startPosition": str(start),
                    "endPosition": str(start + len(segment)),
                }
                element = ET.SubElement(source, "PlainTextSelection", selection)
                if note:
                    ET.SubElement(element, "Description").text = clean(note)
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
        read = len(self.facts.of(LCG.ReadPassage))
        if read:
            yield Text(
                nl=f"passages waarin een codeur geen motief vond: {read}",
                en=f"passages in which a coder found no motive: {read}",
            )
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


def _xml(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
